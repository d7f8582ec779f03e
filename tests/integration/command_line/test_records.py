"""`sightline records`: as many records as the figure says, each with its role in it."""

import csv
import io

import pytest


@pytest.mark.parametrize(
    ("measure", "options"),
    [
        ("referrals", ["--period", "2017-05"]),
        ("referrals", ["--period", "2017-Q1", "--where", "gender=F"]),
        ("rereferral_pct_children", ["--period", "2017-05"]),
        ("assessments_in_45wd_pct", ["--period", "2017-05", "--window", "ytd"]),
        ("cla_snapshot", ["--period", "2017-05"]),
        ("cla_snapshot", ["--where", "age_band=11-15"]),
    ],
)
def test_there_are_as_many_records_as_the_figure_says(ask, measure, options):
    (figure,) = ask("query", measure, *options, "-f", "json").json["rows"]
    listed = ask("records", measure, *options, "-f", "json").json
    roles = [row["role"] for row in listed]
    assert roles.count("numerator") == figure["numerator"] > 0
    assert roles.count("denominator") == (figure["denominator"] or 0)
    assert set(roles) <= {"numerator", "denominator"}


def test_a_record_says_what_it_is_whose_when_and_where(ask):
    row = ask("records", "referrals", "--period", "2017-05", "-f", "json").json[0]
    assert list(row)[:5] == ["period", "role", "record_id", "person_id", "date"]
    assert row["period"] == "2017-05"
    assert row["date"].startswith("2017-05-")


def test_csv_has_the_same_records(ask):
    asked = ("records", "rereferral_pct_children", "--period", "2017-05")
    read = list(csv.DictReader(io.StringIO(ask(*asked, "-f", "csv").stdout)))
    wanted = ask(*asked, "-f", "json").json
    assert [(r["role"], r["record_id"]) for r in read] == [(r["role"], r["record_id"]) for r in wanted]


def test_a_file_holds_what_the_screen_would_show(ask, tmp_path):
    asked = ("records", "referrals", "--period", "2017-05", "-f", "csv")
    assert ask(*asked, "--out", tmp_path / "list.csv").stdout == ""
    assert (tmp_path / "list.csv").read_text("utf-8") == ask(*asked).stdout


def test_the_table_shows_the_first_fifty_and_says_how_many_there_are(ask):
    count = len(ask("records", "cla_snapshot", "-f", "json").json)
    assert count > 50
    printed = " ".join(ask("records", "cla_snapshot").stdout.split())
    assert f"{count:,} records, the first 50 shown" in printed


def test_an_empty_figure_has_an_empty_list(ask):
    options = ("--where", "gender=I", "--where", "age_band=Unborn")
    assert ask("records", "referrals", *options, "-f", "json").json == []


def test_an_empty_list_still_has_its_headings(ask):
    options = ("--where", "gender=I", "--where", "age_band=Unborn")
    assert ask("records", "referrals", *options, "-f", "csv").stdout.startswith("period,role,record_id,person_id")
