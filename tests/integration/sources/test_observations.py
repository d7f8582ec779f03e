"""Aggregate files: read as a whole or not at all, and never lost by another load."""

from datetime import date
from itertools import count

import pytest

from sightline.cli.figures_text import csv_text
from sightline.dataset.versions import current_version
from sightline.errors import SightlineError
from sightline.measures.templates import COLUMNS, TOPICS, template_rows
from sightline.settings import Settings
from sightline.sources import observations
from sightline.sources.detect import find_sources

from .builders import csv, ssd_files

HEADINGS = ("measure", "period", "area", "unit", "breakdown", "member", "numerator", "denominator", "value", "status",
            "source", "extracted_on")  # fmt: skip
RIGHT = {"measure": "yos_custody_rate", "period": "12m to 2017-03", "numerator": "9", "denominator": "60000",
         "value": "0.15", "status": "final", "source": "Youth Justice Board", "extracted_on": "2017-06-30"}  # fmt: skip


def a_file(*rows: dict[str, str]) -> str:
    """An aggregate file: each row is a right one with some of its cells changed."""
    return csv(HEADINGS, *([{**RIGHT, **row}.get(name, "") for name in HEADINGS] for row in rows))


@pytest.fixture
def load_files(put, loaded):
    """Loads a folder of the files given, on their own."""
    places = count()
    return lambda files, **options: loaded(put(files, f"given {next(places)}"), **options)


@pytest.fixture
def observe(load_files):
    """Loads one aggregate file of the rows given."""
    return lambda *rows, **options: load_files({"figures.csv": a_file(*rows)}, **options)


def test_a_figure_is_kept_with_its_period_state_source_and_day(observe):
    loaded = observe({"status": "Provisional", "extracted_on": "30/06/2017"})
    columns = ("measure", "period", "period_start", "period_end", "area", "breakdown", "numerator", "denominator",
               "value", "status", "source", "extracted_on", "revision")  # fmt: skip
    assert loaded.rows("ext_observation", *columns) == [
        ("yos_custody_rate", "12m to 2017-03", date(2016, 4, 1), date(2017, 3, 31), "Our authority", "", 9, 60000,
         0.15, "provisional", "Youth Justice Board", date(2017, 6, 30), 1)
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["measure", "Measure ID", "INDICATOR"])
def test_headings_are_read_however_they_are_spelt(load_files, heading):
    text = a_file({}).replace("measure,", f"{heading},", 1).replace("extracted_on", "Extracted on")
    loaded = load_files({"figures.csv": text})
    assert loaded.rows("ext_observation", "measure") == ["yos_custody_rate"]


@pytest.mark.parametrize(
    ("written", "known"),
    [("National", "England"), ("E92000001", "England"), ("south west", "South West"), ("", "Our authority"),
     ("Comparison family group", "Family group")],
)  # fmt: skip
def test_an_area_goes_by_the_names_that_publishers_use(observe, written, known):
    assert observe({"area": written}).rows("ext_observation", "area") == [known]


def test_members_stand_in_two_cells_or_in_one(observe):
    two = {"measure": "mash_contacts_weekly", "period": "2016-17", "denominator": "", "value": ""}
    loaded = observe(
        {**two, "breakdown": "Contact", "member": "inbox"},
        {**two, "breakdown": "weekday=Monday; contact=Inbox"},
    )
    assert loaded.rows("ext_observation", "breakdown") == ["contact=Inbox", "contact=Inbox; weekday=Monday"]


@pytest.mark.parametrize("code", ["c", "x", "z", "k", "u"])
def test_the_symbol_of_a_missing_figure_is_a_state_and_no_number(observe, code):
    loaded = observe({"numerator": code, "denominator": "", "value": "", "status": ""})
    assert loaded.rows("ext_observation", "status", "numerator", "value") == [(code, None, None)]


# What is refused: one sentence with file, row, column and value, and nothing changed.

WRONG = {
    "an unknown measure": ({"measure": "yos_custdy_rate"}, "column 'measure', value 'yos_custdy_rate': there is no "
                           "such measure. Did you mean 'yos_custody_rate'?"),
    "a measure of records": ({"measure": "referrals"}, "is counted from the records that are loaded"),
    "an unknown area": ({"area": "Sout West"}, "column 'area', value 'Sout West': this area is not known. Did you mean "
                        "'South West'?"),
    "another authority": ({"area": "Cornwall"}, "this is another authority"),
    "a unit without an organisation": ({"unit": "North"}, "no organisation is loaded to find this unit in"),
    "an unknown member": ({"measure": "lado_referrals", "period": "2016-17", "denominator": "", "value": "",
                           "breakdown": "sector", "member": "Educaton"}, "'sector' has no such member. Did you mean "
                          "'Education'?"),
    "an unknown breakdown": ({"breakdown": "sector", "member": "Education"}, "yos_custody_rate is not told by this"),
    "a value that its parts contradict": ({"value": "0.17"}, "column 'value', value '0.17': 9 of 60000 gives 0.15"),
    "a negative": ({"numerator": "-9"}, "column 'numerator', value '-9': a figure can't be below zero"),
    "a denominator of 0": ({"denominator": "0"}, "column 'denominator', value '0': nothing can be divided by 0"),
    "another kind of period": ({"period": "2017-03"}, "column 'period', value '2017-03': this is a month; "
                               "yos_custody_rate is told as 12m to 2017-03 (twelve months)"),
    "no period": ({"period": "last year"}, "this is not a period"),
    "nothing where something is needed": ({"source": ""}, "column 'source': the cell is empty"),
    "no state": ({"status": ""}, "column 'status': the cell is empty"),
    "an unknown state": ({"status": "finl"}, "there is no such state. Did you mean 'final'?"),
    "no number": ({"numerator": "nine"}, "column 'numerator', value 'nine': this is not a number"),
    "no day": ({"extracted_on": "31/02/2017"}, "column 'extracted_on', value '31/02/2017': this is not a date"),
    "told before it began": ({"extracted_on": "2015-01-01"}, "this is before 12m to 2017-03 began"),
    "suppressed and yet there": ({"status": "c"}, "the figure is suppressed (c) and yet there"),
    "half a quotient": ({"denominator": "", "value": ""}, "needs a numerator and a denominator, or a value"),
    "more than all": ({"measure": "yos_reoffending_pct", "numerator": "9", "denominator": "8", "value": ""},
                      "column 'numerator', value '9': it is more than its denominator, 8"),
    "a denominator of a count": ({"measure": "lado_referrals", "period": "2016-17", "value": ""},
                                 "lado_referrals is not divided by anything"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_row_refuses_the_file(observe, workspace, name):
    wrong, said = WRONG[name]
    right = {"period": "12m to 2016-12"}
    observe(right)
    before = current_version(workspace).name
    with pytest.raises(SightlineError) as refused:
        observe({"period": "12m to 2016-09"}, wrong)
    text = str(refused.value)
    assert "\n" not in text
    assert text.startswith("figures.csv, row 3")
    assert said in text
    assert current_version(workspace).name == before


def test_a_figure_told_twice_in_one_file_names_both_rows(observe):
    with pytest.raises(SightlineError, match=r"row 3.*this figure stands in row 2 already"):
        observe({}, {"numerator": "10", "value": ""})


def test_the_first_problems_are_listed_a_sentence_each(observe):
    with pytest.raises(SightlineError) as refused:
        observe(*({"source": "", "period": f"12m to {year}-03"} for year in range(2005, 2013)))
    lines = str(refused.value).splitlines()
    assert [line.split(":")[0] for line in lines[:5]] == [f"figures.csv, row {n}, column 'source'" for n in range(2, 7)]
    assert lines[5] == "3 more rows are wrong. Nothing was loaded."


def test_a_missing_column_is_named(load_files):
    with pytest.raises(SightlineError, match=r"figures\.csv, row 1: the column 'period' is missing"):
        load_files({"figures.csv": a_file({}).replace("period", "when")})


@pytest.mark.parametrize(("value", "fits"), [("0.15", True), ("0.2", True), ("0", True), ("0.150", True),
                                             ("0.151", False), ("0.1", True), ("0.09", False)])  # fmt: skip
def test_a_value_may_be_rounded_as_far_as_its_decimals_show(observe, value, fits):
    """9 of 60,000 is 0.15 per 1,000; a half may have gone either way."""
    if fits:
        assert observe({"value": value}).rows("ext_observation", "value") == [float(value)]
    else:
        with pytest.raises(SightlineError, match="9 of 60000 gives"):
            observe({"value": value})


# Loads after one another


def test_a_newer_figure_stands_beside_what_it_replaces(observe):
    observe({"status": "provisional"})
    loaded = observe({"status": "revised", "numerator": "12", "value": "", "extracted_on": "2017-08-01"})
    assert loaded.rows("ext_observation", "numerator", "revision") == [(9, 1), (12, 2)]


def test_of_one_day_what_was_loaded_last_is_in_force(observe):
    observe({})
    loaded = observe({"numerator": "12", "value": ""})
    assert loaded.rows("ext_observation", "numerator", "revision") == [(9, 1), (12, 2)]


def test_an_older_figure_that_comes_late_does_not_replace_a_newer(observe):
    observe({"numerator": "12", "value": "", "extracted_on": "2017-08-01"})
    loaded = observe({})
    assert loaded.rows("ext_observation", "numerator", "revision") == [(9, 1), (12, 2)]


def test_the_same_file_again_changes_nothing(observe):
    first = observe({}).rows("ext_observation", "numerator", "revision")
    again = observe({})
    assert again.rows("ext_observation", "numerator", "revision") == first
    assert [s.name for s in again.report.manifest.sources] == ["figures.csv"]


def test_figures_stay_when_the_case_systems_extract_is_loaded_again(observe, load_files):
    observe({})
    loaded = load_files(ssd_files())
    assert loaded.rows("ext_observation", "numerator") == [9]
    assert loaded.rows("ssd_cin_episodes", "cine_referral_id")
    assert "figures.csv" in [source.name for source in loaded.report.manifest.sources]


def test_records_stay_when_only_figures_are_loaded(observe, load_files):
    before = load_files(ssd_files())
    after = observe({}, as_at=None)
    own = {name: rows for name, rows in after.contents().items() if name != "ext_observation"}
    assert own == {name: rows for name, rows in before.contents().items() if name != "ext_observation"}
    assert after.report.manifest.as_at == before.report.manifest.as_at
    assert after.report.manifest.supplied == before.report.manifest.supplied | {"ext_observation"}


def test_figures_and_records_come_in_one_load(load_files):
    loaded = load_files({**ssd_files(), "figures.csv": a_file({})})
    assert loaded.rows("ext_observation", "numerator") == [9]
    assert {source.kind for source in loaded.report.manifest.sources} == {"ssd", "observations"}


def test_a_unit_is_one_of_the_organisation_that_is_loaded(load_files, observe):
    units = csv(("unit_id", "valid_from", "unit_name", "unit_level", "service_area", "locality"),
                ("N1", "2010-01-01", "North 1", "team", "Children & Families", "North"))  # fmt: skip
    load_files({**ssd_files(), "ext_org_unit.csv": units})
    row = {
        "measure": "supervision_monthly_pct",
        "period": "2017-05",
        "numerator": "9",
        "denominator": "10",
        "value": "",
    }
    loaded = observe({**row, "unit": "north"})
    assert loaded.rows("ext_observation", "breakdown") == ["locality=North"]
    with pytest.raises(SightlineError, match=r"value 'Nort': there is no such unit\. Did you mean 'North'"):
        observe({**row, "unit": "Nort"})
    with pytest.raises(SightlineError, match="supervision_monthly_pct is not told by this"):
        observe({**row, "unit": "North 1"})


# Templates


@pytest.mark.parametrize("topic", TOPICS)
def test_a_template_loads_back_when_it_is_filled_in(load_files, topic):
    rows = template_rows(topic, date(2017, 6, 30))
    filled = [{**row, "value": "1", "status": "final", "source": "us", "extracted_on": "2017-07-01"} for row in rows]
    loaded = load_files({"figures.csv": csv_text(filled)})
    assert len(loaded.rows("ext_observation", "measure")) == len(rows)


def test_rows_of_a_template_that_nobody_filled_in_are_passed_over_and_counted(load_files):
    blank = [{**RIGHT, "period": "2016-17", "numerator": "", "denominator": "", "value": "", "status": ""}]
    loaded = load_files({"figures.csv": a_file({}, *blank)})
    assert loaded.rows("ext_observation", "numerator") == [9]
    assert loaded.notes == ["figures.csv: 1 rows without a figure were passed over."]


def test_a_template_has_the_columns_that_a_load_reads():
    assert set(COLUMNS) == set(observations.HEADINGS)


def test_what_is_no_aggregate_file_is_not_taken_for_one(put):
    folder = put({"weather.csv": "measure,colour\nrain,blue\n"})
    with pytest.raises(SightlineError, match="are of no list, return or table that is known"):
        find_sources(str(folder / "weather.csv"), Settings())
