"""Two submissions of one return: the children and the errors that came, went and stayed."""

from dataclasses import dataclass
from enum import StrEnum

from sightline.errors import BadUsage
from sightline.returns.history import Run


class Fate(StrEnum):
    """What became of a child or an error from the first submission to the second."""

    CAME = "came"
    WENT = "went"
    STAYED = "stayed"
    NOT_TOLD = "not told"


@dataclass(frozen=True)
class ErrorFate:
    """One rule's failures of one child ('' for the whole return), in both submissions."""

    rule: str
    child: str
    fate: Fate
    before: int
    after: int
    child_fate: Fate | None


@dataclass(frozen=True)
class RuleFate:
    """How many children's errors of one rule came, went and stayed; `why`: where one side could not be told."""

    rule: str
    message: str
    came: int
    went: int
    stayed: int
    why: str = ""


@dataclass(frozen=True)
class Comparison:
    """What changed from `before` to `after`."""

    before: Run
    after: Run
    children: dict[Fate, frozenset[str]]
    errors: tuple[ErrorFate, ...]
    rules: tuple[RuleFate, ...]


def compare(before: Run, after: Run) -> Comparison:
    """
    Compares two submissions. A rule that was not run on one side tells of no change: its errors are 'not told'.

    Errors: BadUsage for submissions of two returns.
    """
    if before.return_name != after.return_name:
        raise BadUsage(
            f"{before.submission} is a return {before.return_name} and {after.submission} a return "
            f"{after.return_name}: two of one kind can be compared."
        )
    children = {
        Fate.CAME: after.children - before.children,
        Fate.WENT: before.children - after.children,
        Fate.STAYED: before.children & after.children,
    }
    known_before = {r.rule for r in before.rules} - before.not_run
    known_after = {r.rule for r in after.rules} - after.not_run
    told = known_before & known_after
    errors = []
    for rule, child in sorted({*before.errors, *after.errors}):
        was, now = before.errors.get((rule, child), 0), after.errors.get((rule, child), 0)
        fate = Fate.NOT_TOLD if rule not in told else Fate.STAYED if was and now else Fate.CAME if now else Fate.WENT
        about = next((f for f, found in children.items() if child in found), None)
        errors.append(ErrorFate(rule, child, fate, was, now, about))
    return Comparison(before, after, children, tuple(errors), tuple(_rules(before, after, errors, told)))


def _rules(before: Run, after: Run, errors: list[ErrorFate], told: set[str]) -> list[RuleFate]:
    """The rules that found something on either side, or were run on one side only."""
    messages = {r.rule: r.message for r in (*before.rules, *after.rules)}
    found = []
    for rule in sorted(messages):
        fates = [e.fate for e in errors if e.rule == rule]
        if not fates:
            continue
        why = "" if rule in told else "it was run on one side only"
        found.append(RuleFate(rule, messages[rule], fates.count(Fate.CAME), fates.count(Fate.WENT),
                              fates.count(Fate.STAYED), why))  # fmt: skip
    return found
