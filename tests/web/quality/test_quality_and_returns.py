"""Data quality and returns: counts for those who may see them, lists of one's own children only, each audited."""

import re

import pytest

from sightline.pages.child_lookup import held_children
from sightline.pages.data_quality import checked
from sightline.pages.returns import cards
from sightline.returns.notes import read_notes
from sightline.web.audit.models import ChildSeen, Entry

KEY, RULE = "cin-2026", "4220"
REASON = {"reason": "For the meeting about the census on Friday"}


def ids(response) -> set[str]:
    return set(re.findall(r"\bP1\d{6}\b", response.content.decode()))


def teams_of(reading, children) -> set[str]:
    return {held_children(reading)[child].team for child in children}


def test_the_page_has_counts_and_no_child(signed_in, reading):
    page = signed_in("director").get("/quality/")
    text = page.content.decode()
    assert page.status_code == 200
    assert f"of {len(checked(reading).checks)}" in text
    assert "Two allocated workers at once" in text
    assert ids(page) == set()


def test_a_manager_sees_the_records_of_the_own_team_and_each_is_audited(signed_in, reading):
    page = signed_in("manager").get("/quality/check/visit_not_saying_seen/")
    found = ids(page)
    assert found
    assert len(teams_of(reading, found)) == 1
    assert set(ChildSeen.objects.values_list("child_id", flat=True)) == found


def test_another_teams_list_stays_closed_to_a_manager(signed_in, reading):
    manager = signed_in("manager")
    own = teams_of(reading, ids(manager.get("/quality/check/visit_not_saying_seen/")))
    for unit in [u for u in reading.organisation.units.values() if u.key.startswith("team.") and u.name not in own][:3]:
        page = manager.get(f"/quality/check/visit_not_saying_seen/?unit={unit.key}")
        assert ids(page) == set()


def test_an_unknown_check_is_a_sentence(signed_in):
    page = signed_in("director").get("/quality/check/no_such_check/")
    assert page.status_code == 400
    assert "There is no check" in page.content.decode()


def test_the_nightly_job_left_both_returns_of_both_years(reading):
    assert {card.key for card in cards(reading)} == {"cin-2026", "cin-2027", "ssda903-2026", "ssda903-2027"}
    assert all(card.failures and card.passed > 50 for card in cards(reading))


def test_a_rule_lists_the_own_teams_children_and_counts_the_others(signed_in, reading):
    page = signed_in("manager").get(f"/returns/{KEY}/rule/{RULE}/")
    assert page.status_code == 200
    assert len(teams_of(reading, ids(page))) <= 1
    assert set(ChildSeen.objects.values_list("child_id", flat=True)) == ids(page)


def test_a_note_is_kept_and_shown_and_an_empty_one_takes_it_away(signed_in, reading):
    analyst = signed_in("analyst")
    child = min(ids(analyst.get(f"/returns/{KEY}/rule/{RULE}/")))
    address = f"/returns/{KEY}/rule/{RULE}/note/"
    assert analyst.post(address, {"child": child, "text": "The family has not said."}).status_code == 302
    assert read_notes(reading.workspace).of("cin", RULE, child).text == "The family has not said."
    assert "The family has not said." in analyst.get(f"/returns/{KEY}/rule/{RULE}/").content.decode()
    analyst.post(address, {"child": child, "text": ""})
    assert read_notes(reading.workspace).of("cin", RULE, child) is None


def test_a_note_on_a_child_without_the_failure_is_not_kept(signed_in, reading):
    signed_in("analyst").post(f"/returns/{KEY}/rule/{RULE}/note/", {"child": "P0000000", "text": "Something."})
    assert read_notes(reading.workspace).of("cin", RULE, "P0000000") is None


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_download_asks_for_a_reason_and_audits_every_child(kind, signed_in):
    analyst = signed_in("analyst")
    address = f"/returns/{KEY}/download/?format={kind}"
    assert analyst.post(address, {"reason": ""}).status_code == 400
    file = analyst.post(address, REASON)
    assert file.status_code == 200
    assert f'filename="{KEY}-' in file.headers["Content-Disposition"]
    entry = Entry.objects.filter(act="exported").get()
    assert entry.why == REASON["reason"]
    assert ChildSeen.objects.filter(entry=entry).count() > 100


def test_the_rule_book_is_searched_by_words(signed_in):
    page = signed_in("director").get("/returns/rules/?q=plan+starts+conference&return=cin").content.decode()
    assert "2885" in page
    assert "SSDA903," not in page
