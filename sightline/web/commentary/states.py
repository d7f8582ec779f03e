"""
The states of a commentary and who may move it from one to the next.

    draft -> submitted -> approved -> locked

Nobody approves what they wrote any part of; only signing a period off locks.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum


class State(StrEnum):
    """Where a commentary stands; the value is kept in the database."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    LOCKED = "locked"

    @property
    def words(self) -> str:
        return self.value.capitalize()


class Act(StrEnum):
    """What can be done with a commentary; the value is kept in its history."""

    BEGIN = "begun"
    WRITE = "saved"
    SEND = "submitted"
    TAKE_BACK = "taken back"
    APPROVE = "approved"
    CONFIRM = "confirmed"
    SEND_BACK = "sent back"
    CHANGE = "opened to change"
    LOCK = "locked"
    REOPEN = "reopened"


class By(Enum):
    """Who may do it."""

    WRITER = "somebody who writes commentary for this unit"
    APPROVER = "somebody who approves commentary for this unit"
    PUBLISHER = "somebody who signs periods off"


@dataclass(frozen=True)
class Rule:
    """An act's states before and after, by whom, and whether it wants a reason or figures that changed."""

    before: tuple[State, ...]
    after: State
    by: By
    wants_reason: bool = False
    not_by_author: bool = False


RULES = {
    Act.WRITE: Rule((State.DRAFT,), State.DRAFT, By.WRITER),
    Act.SEND: Rule((State.DRAFT,), State.SUBMITTED, By.WRITER),
    Act.TAKE_BACK: Rule((State.SUBMITTED,), State.DRAFT, By.WRITER),
    Act.APPROVE: Rule((State.SUBMITTED,), State.APPROVED, By.APPROVER, not_by_author=True),
    Act.CONFIRM: Rule((State.APPROVED,), State.APPROVED, By.APPROVER, not_by_author=True),
    Act.SEND_BACK: Rule((State.SUBMITTED, State.APPROVED), State.DRAFT, By.APPROVER, wants_reason=True),
    Act.CHANGE: Rule((State.APPROVED,), State.DRAFT, By.WRITER),
    Act.LOCK: Rule((State.APPROVED,), State.LOCKED, By.PUBLISHER),
    Act.REOPEN: Rule((State.LOCKED,), State.DRAFT, By.PUBLISHER, wants_reason=True),
}


@dataclass(frozen=True)
class Standing:
    """What one person is to one commentary: what they may do in its unit, and whether any of its words are theirs."""

    may_write: bool = False
    may_approve: bool = False
    may_publish: bool = False
    is_author: bool = False

    def is_one(self, by: By) -> bool:
        return {By.WRITER: self.may_write, By.APPROVER: self.may_approve, By.PUBLISHER: self.may_publish}[by]


def why_not(act: Act, state: State, standing: Standing, *, is_stale: bool = False) -> str:
    """Why this person can't do it now, in a sentence; nothing where they can."""
    rule = RULES[act]
    if not standing.is_one(rule.by):
        return f"Only {rule.by.value} can do that."
    if state not in rule.before:
        return f"This commentary is {state.value}, so it can't be {act.value} now."
    if rule.not_by_author and standing.is_author:
        return "You wrote part of this, so somebody else has to approve it."
    if act is Act.CONFIRM and not is_stale:
        return "No figure has changed since it was approved."
    if act is Act.LOCK and is_stale:
        return "A figure has changed since it was approved; it has to be confirmed first."
    return ""


def may(act: Act, state: State, standing: Standing, *, is_stale: bool = False) -> bool:
    return not why_not(act, state, standing, is_stale=is_stale)
