"""Find meets what people type: beginnings, abbreviations, slips of the finger, words in any order."""

import pytest

from sightline.pages.find_index import HELP_PAGES, index_of, workers_index
from sightline.pages.finding import Group, Index, Thing, grouped, words_of
from sightline.pages.organisation import Organisation, TeamPlace, Unit, UnitKind

ORGANISATION = Organisation(
    "Madeupshire",
    (
        TeamPlace("Children & Families North 3", ("T1",), "Children & Families", "North"),
        TeamPlace("South 2", ("T2",), "Permanency", "South"),
    ),
)
INDEX = index_of(ORGANISATION)


def titles(query: str, group: Group) -> list[str]:
    return [met.thing.title for met in INDEX.find(query) if met.thing.group is group]


# What is typed, and the measure that comes first.
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("referrals", "Referrals"),
        ("Children looked after", "Children looked after"),
        ("looked after children", "Children looked after"),
        ("cla_snapshot", "Children looked after"),
        ("chidren loked after", "Children looked after"),
        ("conferance 15", "Conferences within 15 working days"),
        ("icpc", "Initial conferences, without transfer-in conferences"),
        ("S47", "Section 47 enquiries started"),
        ("sdq 17", "Strengths and difficulties scores of 17 or more"),
        ("Workbook 7", "Referrals"),
    ],
)
def test_measures_are_met(typed, first):
    assert titles(typed, Group.MEASURES)[0] == first


def test_a_hyphen_is_no_matter():
    assert titles("re-referrals", Group.MEASURES) == titles("rereferrals", Group.MEASURES) != []


def test_every_word_must_be_met():
    assert INDEX.find("referrals zebra") == []


@pytest.mark.parametrize(
    "typed", ["", "   ", "<script>alert(1)</script>", "'; drop table people; --", "\u0000", "🦓" * 50]
)
def test_nonsense_finds_nothing_and_breaks_nothing(typed):
    assert INDEX.find(typed) == []


def test_units_are_met_by_name_and_kind():
    assert titles("north 3", Group.UNITS) == ["Children & Families North 3"]
    assert titles("locality south", Group.UNITS) == ["South"]


def test_help_is_met_by_the_word_people_use_for_it():
    assert titles("suppressed", Group.HELP) == ["Why is a figure hidden?"]


def test_a_term_of_the_field_comes_first_by_its_abbreviation():
    assert INDEX.find("uasc")[0].thing.title == "Unaccompanied asylum-seeking child"


def test_only_what_is_allowed_is_met():
    assert {met.thing.group for met in INDEX.find("referral", frozenset({Group.WORDS}))} == {Group.WORDS}


def test_workers_are_met_by_name_and_team():
    worker = Unit("worker.W1", UnitKind.WORKER, "Ineth Calderwyn", (("worker", "W1"),), frozenset({"South 2"}))
    found = workers_index([worker]).find("calderwin")
    assert [(met.thing.title, met.thing.note) for met in found] == [("Ineth Calderwyn", "South 2")]


def test_the_group_with_the_best_comes_first_and_says_how_many_there_are():
    index = Index(
        (
            Thing(Group.UNITS, "North", "/unit/north/"),
            Thing(Group.MEASURES, "North and south", "/measure/a/"),
            Thing(Group.MEASURES, "Northern lights", "/measure/b/"),
        ),
        {},
    )
    assert grouped(index.find("north"), 1) == [
        (Group.UNITS, [index.things[0]], 1),
        (Group.MEASURES, [index.things[1]], 2),
    ]


def test_words_of_a_text():
    assert words_of("Children's re-referrals, 0-17") == [
        "childrens",
        "re",
        "referrals",
        "0",
        "17",
        "rereferrals",
        "017",
    ]


def test_every_page_of_help_can_be_found_by_its_title():
    for title, path, _names in HELP_PAGES:
        assert f"/help/{path}" in [met.thing.url for met in INDEX.find(title)]
