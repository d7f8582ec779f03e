"""What a heading, a name or a file is taken for."""

import pytest

from sightline.dataset.authorities import all_authorities, authority_called
from sightline.errors import BadInput, BadUsage
from sightline.settings import Settings
from sightline.sources import annex_a, ssd
from sightline.sources.ssda903 import module_for, modules, year_in_name


@pytest.mark.parametrize("number", range(1, 12))
def test_each_list_is_told_by_its_own_headings(number):
    expected = annex_a.lists()[number]
    grid = annex_a.Grid("Sheet1", [(1, [c.heading for c in expected.columns])], [])
    found = annex_a._find(grid, Settings(), "x.xlsx")
    assert found.annex_list.number == number
    assert len(found.positions) == len(expected.columns)


@pytest.mark.parametrize(
    ("number", "name", "heading"),
    [
        (3, "child_id", "ChildUniqueID"),
        (3, "child_id", "  child   unique id "),
        (3, "age", "Age"),
        (3, "referral_date", "ReferralDate"),
        (3, "referral_nfa", "Referral NFA"),
        (4, "needs_support", "Was the child assessed as requiring LA children’s social care support"),
        (8, "uasc", "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))"),
        (8, "start_date", "LoookedAfterStartDate"),
        (
            8,
            "missing_episodes",
            "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
        ),
        (9, "suitability", "Suitability of Accomodation"),
        (9, "in_touch", "LAInTouch"),
        (10, "ffa_date", "DateFFAConsurrencyPlacement"),
        (10, "adoption_order_date", "Date of Adoption Order "),
    ],
)
def test_a_heading_is_known_however_it_is_spelled(number, name, heading):
    expected = annex_a.lists()[number]
    headings = [heading if c.name == name else c.heading for c in expected.columns]
    position = [c.name for c in expected.columns].index(name)
    found = annex_a._find(annex_a.Grid("x", [(1, headings)], []), Settings(), "x.xlsx")
    assert (found.annex_list.number, found.positions[name]) == (number, position)


def test_an_authority_can_teach_a_heading():
    settings = Settings(headings={"annex_a": {"Plan begun": "List 7.Child Protection Plan Start Date"}})
    headings = ["Plan begun" if c.name == "start_date" else c.heading for c in annex_a.lists()[7].columns]
    found = annex_a._find(annex_a.Grid("x", [(1, headings)], []), settings, "x.xlsx")
    assert found.positions["start_date"] == headings.index("Plan begun")


@pytest.mark.parametrize("name", list(modules()))
def test_each_table_of_the_903_is_told_by_its_columns(name):
    columns = list(modules()[name].table.by_stored_name)
    assert module_for([*reversed(columns), "LA", "YEAR"], "x.csv", Settings()) == name


def test_a_903_table_with_a_column_missing_is_refused_by_name():
    columns = [c for c in modules()["Episodes"].table.by_stored_name if c not in ("REC", "URN")]
    with pytest.raises(BadInput) as refused:
        module_for(columns, "x.csv", Settings())
    assert str(refused.value) == (
        "x.csv: the columns are those of the 903's Episodes, but REC, URN is missing. Export it with them."
    )


@pytest.mark.parametrize(
    ("name", "year"),
    [("SSDA903_2024_header", "2024"), ("episodes 2017-18", "2018"), ("201819", "2019"), ("2019_20 episodes", "2020"),
     ("903 1920", "2020"), ("21-22", "2022"), ("return 14032021", "2021"), ("episodes", None),
         ("2019-episodes", "2019")],
)  # fmt: skip
def test_the_year_in_a_files_name(name, year):
    assert year_in_name(name) == year


@pytest.mark.parametrize(
    ("name", "stored"),
    [("SSD_PERSON", "ssd_person"), ("#ssd_person", "ssd_person"), ("ssd_cla_placements", "ssd_cla_placement"),
     ("ssd_development.ssd_person", "ssd_person")],
)  # fmt: skip
def test_a_table_has_one_name(name, stored):
    assert ssd.stored_name(name) == stored


def test_an_ssd_table_is_told_by_its_columns_whatever_its_file_is_called():
    assert ssd.table_for("export (3)", ["PERS_PERSON_ID", "PERS_DOB"]).stored_name == "ssd_person"


def test_an_ssd_table_without_its_key_is_refused():
    with pytest.raises(BadInput) as refused:
        ssd.table_for("ssd_person", ["pers_dob", "pers_sex"])
    assert str(refused.value) == (
        "ssd_person: no column 'pers_person_id', without which no row of ssd_person can be kept. "
        "Export the table with it."
    )


def test_there_are_153_authorities_each_with_its_own_codes():
    known = all_authorities()
    assert len(known) == len({a.la_code for a in known}) == len({a.area_code for a in known}) == 153


@pytest.mark.parametrize("name", ["Devon", "devon county council", "Devon County Council "])
def test_an_authority_is_known_however_it_styles_itself(name):
    assert authority_called(name).la_code == "878"


def test_an_authority_that_is_none_is_refused_with_the_nearest():
    with pytest.raises(BadUsage) as refused:
        authority_called("Devn")
    assert "Did you mean 'Devon'?" in str(refused.value)
