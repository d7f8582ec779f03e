"""Find over HTTP: what each role meets, and that a child is met by those alone who may see the child."""

import pytest

from sightline.pages.child_lookup import held_children
from sightline.web.people.demo import demo_units


@pytest.fixture
def children(reading) -> tuple[str, str]:
    """A child of the demo team manager's team, and one of another team."""
    team = reading.organisation.unit(demo_units(reading.organisation)["team"])
    held = held_children(reading)
    own = min(child for child, holder in held.items() if holder.team in team.teams)
    other = min(child for child, holder in held.items() if holder.team and holder.team not in team.teams)
    return own, other


def test_the_id_of_ones_own_child_goes_straight_to_the_child(signed_in, children):
    own, _other = children
    answer = signed_in("manager").get("/find/", {"q": f" {own.lower()} "})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/child/{own}/")


@pytest.mark.parametrize("who", ["manager", "worker", "member", "lead", "governance", "admin"])
def test_another_teams_child_and_no_child_look_the_same(who, signed_in, children):
    client, (_own, other) = signed_in(who), children
    real, invented = (client.get("/find/", {"q": typed}) for typed in (other, "X" * len(other)))
    assert real.status_code == invented.status_code == 200
    assert _without(real, other) == _without(invented, "X" * len(other))
    assert f"/child/{other}/" not in real.content.decode()


def test_suggestions_hold_no_child_of_another_team(signed_in, children):
    own, other = children
    client = signed_in("manager")
    assert f"/child/{own}/" in client.get("/find/suggestions/", {"q": own}).content.decode()
    assert client.get("/find/suggestions/", {"q": other}).content.decode().strip() == ""


def test_who_sees_no_figures_meets_help_alone(signed_in):
    found = signed_in("governance").get("/find/", {"q": "referral"}).content.decode()
    assert "/measure/" not in found
    assert "/help/glossary/#referral" in found


def test_units_that_are_not_open_are_not_met(signed_in, reading):
    team = reading.organisation.unit(demo_units(reading.organisation)["team"])
    assert f"/unit/?unit={team.key}" in signed_in("lead").get("/find/", {"q": team.name}).content.decode()
    assert f"/unit/?unit={team.key}" not in signed_in("member").get("/find/", {"q": team.name}).content.decode()


def test_workers_are_met_by_their_manager_alone(signed_in, reading):
    worker = reading.organisation.unit(demo_units(reading.organisation)["worker"])
    assert f"/unit/?unit={worker.key}" in signed_in("manager").get("/find/", {"q": worker.name}).content.decode()
    assert f"/unit/?unit={worker.key}" not in signed_in("lead").get("/find/", {"q": worker.name}).content.decode()


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "'\";--", "\x00", "%00", "é" * 5000, "../../etc/passwd"]
)
def test_whatever_is_typed_is_answered_and_escaped(typed, signed_in):
    answer = signed_in("director").get("/find/", {"q": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_suggestion_is_asked_of_two_letters_or_more(signed_in):
    client = signed_in("director")
    assert client.get("/find/suggestions/", {"q": "r"}).content.strip() == b""
    assert b'role="option"' in client.get("/find/suggestions/", {"q": "re"}).content


def test_find_is_only_read(signed_in):
    assert signed_in("director").post("/find/", {"q": "referrals"}).status_code == 405


def _without(answer, typed: str) -> str:
    """What is in the middle of the page, but for the words typed."""
    text = answer.content.decode()
    return text[text.index('id="main"') : text.index("<footer")].replace(typed, "")
