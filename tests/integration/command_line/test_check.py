"""`sightline check`: what was set aside, what contradicts itself, and the rows to mend."""

import csv
import io

import pyarrow.parquet as pq
import pytest

from sightline.dataset import checks


@pytest.fixture(scope="session")
def checked(ask):
    return ask("check", "-f", "json").json


def test_json_has_the_score_and_every_check_of_what_was_supplied(checked, workspace):
    assert list(checked) == ["version", "score", "checks", "statutory_returns"]
    assert checked["version"] == workspace.version.name
    assert 90 < checked["score"] < 100
    kept = {t.table: t.kept for t in workspace.version.manifest.tables}
    for row in checked["checks"]:
        assert list(row) == ["check", "table", "severity", "title", "rows", "at_fault", "what_to_do"]
        assert 0 <= row["at_fault"] <= row["rows"]
        assert row["rows"] in kept.values()
    assert [row["check"] for row in checked["checks"]] == [
        n for n in checks.ALL if n in {r["check"] for r in checked["checks"]}
    ]


def test_csv_has_the_same_checks(ask, checked):
    read = list(csv.DictReader(io.StringIO(ask("check", "-f", "csv").stdout)))
    assert read == [{k: str(v) for k, v in row.items()} for row in checked["checks"]]


def test_the_table_shows_only_what_is_to_be_mended_and_what_the_load_set_aside(ask, checked):
    printed = ask("check").stdout
    assert "Data as at 30 June 2017" in printed
    assert f"Quality score: {checked['score']:.1f} of 100." in printed
    assert "Records to mend" in printed
    assert "Set aside by the load" in printed
    assert "sightline check --list CHECK --format csv" in printed


@pytest.mark.parametrize("name", ["no_ethnicity", "referred_before_birth", "cin_episodes_person_id_unknown"])
def test_the_list_of_a_check_is_as_long_as_it_says(ask, checked, name):
    (said,) = [row["at_fault"] for row in checked["checks"] if row["check"] == name]
    listed = ask("check", "--list", name, "-f", "json").json
    assert len(listed) == said
    assert all(list(row) == ["la_code", "record_id", "person_id"] for row in listed)


def test_the_rows_listed_are_the_rows_at_fault(ask, workspace):
    people = pq.read_table(workspace.version.path / "ssd_person.parquet").to_pylist()
    wanted = sorted(p["pers_person_id"] for p in people if p["pers_ethnicity"] is None)
    text = ask("check", "--list", "no_ethnicity").stdout
    assert [row["record_id"] for row in csv.DictReader(io.StringIO(text))] == wanted


def test_a_list_may_go_to_a_file(ask, tmp_path):
    assert ask("check", "--list", "no_ethnicity", "--out", tmp_path / "list.csv").stdout == ""
    assert (tmp_path / "list.csv").read_text("utf-8") == ask("check", "--list", "no_ethnicity").stdout
