"""`sightline query`: figures in every format, window and cut, the same wherever they are asked."""

import csv
import io
from collections import Counter

import pyarrow.parquet as pq
import pytest

from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Window

FIXED = ["period", "period_start", "period_end", "window"]
AMOUNTS = ["numerator", "denominator", "value", "status"]


def rows_of(ran) -> list[dict]:
    return ran.json["rows"]


@pytest.fixture(scope="session")
def referrals_by_month(workspace) -> Counter:
    """Referrals counted from the loaded rows, without the engine."""
    days = pq.read_table(workspace.version.path / "ssd_cin_episodes.parquet")["cine_referral_date"].to_pylist()
    return Counter(f"{day:%Y-%m}" for day in days if day is not None)


# Formats


def test_json_has_the_measure_and_its_rows(ask):
    answer = ask("query", "rereferral_pct_children", "--period", "2017-05", "--format", "json").json
    assert list(answer) == ["measure", "title", "unit", "polarity", "rows"]
    measure = CATALOGUE["rereferral_pct_children"]
    assert list(answer.values())[:4] == [measure.id, measure.title, "percent", "low"]
    (row,) = answer["rows"]
    assert list(row) == [*FIXED, *AMOUNTS]
    assert list(row.values())[:4] == ["2017-05", "2017-05-01", "2017-05-31", "month"]
    assert row["status"] == "ok"
    assert row["value"] == pytest.approx(100 * row["numerator"] / row["denominator"])


def test_a_count_has_no_denominator_and_is_a_whole_number(ask, referrals_by_month):
    (row,) = rows_of(ask("query", "referrals", "--period", "2017-05", "-f", "json"))
    assert row["denominator"] is None
    assert row["numerator"] == row["value"] == referrals_by_month["2017-05"] > 0
    assert isinstance(row["value"], int)


def test_csv_has_the_same_rows_under_the_same_names(ask):
    asked = ("query", "referrals", "--period", "2017-04..2017-06", "--by", "gender")
    text = ask(*asked, "-f", "csv").stdout
    read = list(csv.DictReader(io.StringIO(text)))
    wanted = rows_of(ask(*asked, "-f", "json"))
    assert len(read) == len(wanted) > 3
    for got, row in zip(read, wanted, strict=True):
        assert got["measure"] == "referrals"
        assert {name: got[name] for name in row} == {k: "" if v is None else str(v) for k, v in row.items()}


def test_parquet_has_the_same_rows(ask, tmp_path):
    asked = ("query", "rereferral_pct_children", "--period", "2017-04..2017-06")
    done = ask(*asked, "-f", "parquet", "--out", tmp_path / "figures.parquet")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert pq.read_table(tmp_path / "figures.parquet").to_pylist() == rows_of(ask(*asked, "-f", "json"))


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_a_file_holds_what_the_screen_would_show(ask, tmp_path, format_):
    asked = ("query", "referrals", "--period", "2017-05", "-f", format_)
    done = ask(*asked, "--out", tmp_path / "figures")
    assert done.stdout == ""
    assert (tmp_path / "figures").read_text("utf-8") == ask(*asked).stdout


def test_the_table_is_for_people(ask, referrals_by_month):
    done = ask("query", "referrals", "--period", "2017-05")
    assert done.exit_code == 0
    assert "Referrals (referrals)" in done.stdout
    cells = [cell.strip() for line in done.stdout.splitlines() if "2017-05" in line for cell in line.split("│")]
    assert f"{referrals_by_month['2017-05']:,}" in cells
    assert done.stderr == ""


def test_the_list_names_every_measure_with_its_title_unit_and_what_is_good(ask):
    done = ask("query", "--list")
    assert done.exit_code == 0
    printed = done.stdout.replace("\n", "")
    for heading in ("Section", "Measure", "Title", "Unit", "Good"):
        assert heading in printed
    lines = [line for line in done.stdout.splitlines() if line.startswith("│")]
    assert len(lines) >= len(CATALOGUE)


# Periods and windows


@pytest.mark.parametrize(
    ("measure", "window", "period", "label", "start", "end"),
    [
        ("referrals", "month", "2017-05", "2017-05", "2017-05-01", "2017-05-31"),
        ("referrals", "quarter", "2017-Q1", "2017-06", "2017-04-01", "2017-06-30"),
        ("referrals", "ytd", "2017-05", "2017-05", "2017-04-01", "2017-05-31"),
        ("referrals", "rolling12", "2017-05", "2017-05", "2016-06-01", "2017-05-31"),
        ("referrals", "year", "2016-17", "2016-17", "2016-04-01", "2017-03-31"),
        ("referrals", "projected", "2017-05", "2017-05", "2017-04-01", "2018-03-31"),
        ("cla_snapshot", "snapshot", "2017-05", "2017-05", "2017-05-31", "2017-05-31"),
        ("schools_good_outstanding_pct", "latest", "2017-05", "2017-05", "2017-05-01", "2017-05-31"),
    ],
)
def test_every_window_can_be_asked(ask, measure, window, period, label, start, end):
    (row,) = rows_of(ask("query", measure, "--window", window, "--period", period, "-f", "json"))
    assert [row[name] for name in FIXED] == [label, start, end, window]
    assert row["status"] == "ok"
    assert row["value"] > 0


def test_no_window_is_left_out_above():
    marks = test_every_window_can_be_asked.pytestmark
    (cases,) = [mark.args[1] for mark in marks if mark.name == "parametrize"]
    assert {case[1] for case in cases} == {window.value for window in Window}


def test_windows_are_made_of_the_months_counted_from_the_rows(ask, referrals_by_month):
    def value(window, period):
        return rows_of(ask("query", "referrals", "--window", window, "--period", period, "-f", "json"))[0]["value"]

    two = referrals_by_month["2017-04"] + referrals_by_month["2017-05"]
    year = [f"2016-{n:02}" for n in range(4, 13)] + [f"2017-{n:02}" for n in range(1, 4)]
    assert value("ytd", "2017-05") == two
    assert value("projected", "2017-05") == two * 6
    assert value("year", "2016-17") == sum(referrals_by_month[month] for month in year)


@pytest.mark.parametrize(
    ("period", "window", "label"),
    [("2017-05", "month", "2017-05"), ("2017-Q1", "quarter", "2017-06"), ("2016-17", "year", "2016-17")],
)
def test_the_form_of_the_period_names_the_window(ask, period, window, label):
    (row,) = rows_of(ask("query", "referrals", "--period", period, "-f", "json"))
    assert (row["window"], row["period"]) == (window, label)


def test_a_range_has_a_row_a_month(ask, referrals_by_month):
    rows = rows_of(ask("query", "referrals", "--period", "2016-11..2017-02", "-f", "json"))
    wanted = [(month, referrals_by_month[month]) for month in ("2016-11", "2016-12", "2017-01", "2017-02")]
    assert [(row["period"], row["value"]) for row in rows] == wanted


def test_without_a_period_it_is_the_last_whole_month(ask):
    assert rows_of(ask("query", "referrals", "-f", "json"))[0]["period"] == "2017-06"


def test_without_a_window_a_snapshot_is_at_the_periods_end(ask):
    assert rows_of(ask("query", "cla_snapshot", "-f", "json"))[0]["window"] == "snapshot"


# Cuts


def test_codes_stand_beside_labels_where_the_two_differ(ask):
    rows = rows_of(ask("query", "cla_snapshot", "--by", "gender,age_band", "-f", "json"))
    male = next(row for row in rows if row["gender"] == "Male")
    assert list(male) == [*FIXED, "gender", "age_band", "gender_code", *AMOUNTS]
    assert {row["gender"]: row["gender_code"] for row in rows if row["gender"] in ("Male", "Female", "Non-binary")} == {
        "Male": "M",
        "Female": "F",
        "Non-binary": "I",
    }
    (whole,) = rows_of(ask("query", "cla_snapshot", "-f", "json"))
    assert sum(row["value"] for row in rows) == whole["value"]


@pytest.mark.parametrize("breakdown", CATALOGUE["referrals"].all_breakdowns)
def test_every_breakdown_of_referrals_adds_up_to_the_whole(ask, breakdown):
    (whole,) = rows_of(ask("query", "referrals", "-f", "json"))
    rows = rows_of(ask("query", "referrals", "--by", breakdown, "-f", "json"))
    assert sum(row["value"] for row in rows) == whole["value"]


def test_a_member_is_named_by_its_label_in_any_case_or_by_its_code(ask):
    by_gender = {r["gender"]: r["value"] for r in rows_of(ask("query", "referrals", "--by", "gender", "-f", "json"))}
    for member in ("Female", "female", "F", "f"):
        (row,) = rows_of(ask("query", "referrals", "--where", f"gender={member}", "-f", "json"))
        assert row["value"] == by_gender["Female"] > 0


def test_members_of_two_breakdowns_both_hold(ask):
    cells = rows_of(ask("query", "referrals", "--by", "gender,age_band", "-f", "json"))
    (wanted,) = [c["value"] for c in cells if (c["gender"], c["age_band"]) == ("Female", "10-15")]
    (row,) = rows_of(ask("query", "referrals", "--where", "gender=F", "--where", "age_band=10-15", "-f", "json"))
    assert row["value"] == wanted > 0


def test_a_measure_by_outcome_is_cut_by_outcome_unless_told(ask):
    rows = rows_of(ask("query", "referral_outcomes", "-f", "json"))
    assert all("outcome" in row for row in rows)
    assert len(rows) > 1
    assert sum(row["value"] for row in rows) == pytest.approx(100)
    assert all("outcome" not in row for row in rows_of(ask("query", "referral_outcomes", "--by", "sex", "-f", "json")))


def test_where_nothing_is_below_the_line_there_is_a_word_and_no_number(ask):
    asked = ("query", "rereferral_pct_children", "--where", "age_band=Unborn", "--where", "gender=I")
    (row,) = rows_of(ask(*asked, "-f", "json"))
    assert (row["status"], row["value"]) == ("no_denominator", None)
    assert "no denominator" in ask(*asked).stdout


def test_a_breakdown_named_twice_is_the_breakdown(ask):
    asked = ("query", "referrals", "-f", "json", "--by")
    assert rows_of(ask(*asked, "gender,gender")) == rows_of(ask(*asked, "gender"))


@pytest.mark.parametrize(
    ("period", "window", "labels"),
    [
        ("2014-15..2016-17", "year", ["2014-15", "2015-16", "2016-17"]),
        ("2016-Q3..2017-Q1", "quarter", ["2016-12", "2017-03", "2017-06"]),
    ],
)
def test_a_range_of_years_or_quarters_has_a_row_each(ask, period, window, labels):
    rows = rows_of(ask("query", "referrals", "--period", period, "-f", "json"))
    assert [(row["window"], row["period"]) for row in rows] == [(window, label) for label in labels]
