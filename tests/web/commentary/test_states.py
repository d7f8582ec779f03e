"""Who may do what with a commentary in which state: the whole table."""

import pytest

from sightline.web.commentary.states import Act, Standing, State, may, why_not

WRITER = Standing(may_write=True)
AUTHOR = Standing(may_write=True, may_approve=True, is_author=True)
APPROVER = Standing(may_approve=True)
PUBLISHER = Standing(may_publish=True)
READER = Standing()

# state, changed since -> what each may do.
TABLE = [
    #  state            stale  writer           author                       approver                publisher
    (State.DRAFT,     False, "WRITE SEND",     "WRITE SEND",                "",                     ""),
    (State.SUBMITTED, False, "TAKE_BACK",      "TAKE_BACK SEND_BACK",       "APPROVE SEND_BACK",    ""),
    (State.APPROVED,  False, "CHANGE",         "CHANGE SEND_BACK",          "SEND_BACK",            "LOCK"),
    (State.APPROVED,  True,  "CHANGE",         "CHANGE SEND_BACK",          "CONFIRM SEND_BACK",    ""),
    (State.LOCKED,    False, "",               "",                          "",                     "REOPEN"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "stale", "writer", "author", "approver", "publisher"), TABLE)
def test_what_each_may_do(state, stale, writer, author, approver, publisher):
    wanted = {WRITER: writer, AUTHOR: author, APPROVER: approver, PUBLISHER: publisher, READER: ""}
    for who, acts in wanted.items():
        found = {act.name for act in Act if act is not Act.BEGIN and may(act, state, who, is_stale=stale)}
        assert found == set(acts.split()), who


def test_nobody_approves_what_they_wrote():
    assert why_not(Act.APPROVE, State.SUBMITTED, AUTHOR) == (
        "You wrote part of this, so somebody else has to approve it."
    )


def test_what_is_stale_is_not_locked():
    assert "confirmed first" in why_not(Act.LOCK, State.APPROVED, PUBLISHER, is_stale=True)
