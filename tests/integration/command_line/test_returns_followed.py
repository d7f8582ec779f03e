"""`sightline returns write`, `annex-a`, `note`, `runs`, `compare`: a return from the dataset until it is sent."""

import csv
import io
import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def own(workspace, tmp_path_factory) -> Path:
    """A copy of the measured workspace, for runs and notes are kept in it."""
    return shutil.copytree(workspace.path, tmp_path_factory.mktemp("followed") / "workspace")


@pytest.fixture(scope="module")
def census(run, own, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("returns")
    written = run("returns", "write", "cin", "--year", 2017, "--out", folder, "-w", own)
    assert written.exit_code == 0, written.stderr
    return folder / "cin-2017"


def test_a_return_is_written_and_says_what_it_left_out(run, own, tmp_path):
    written = run("returns", "write", "ssda903", "--year", 2017, "--out", tmp_path, "-w", own)
    assert "SSDA903 2016-17 of authority" in written.stdout
    assert "left-out.json" in written.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ssda903-2017", "ssda903-2017-xml"]


def test_an_unknown_year_and_an_empty_workspace_are_refused_in_a_sentence(run, own, tmp_path):
    assert (
        "The newest that is, is 2026's."
        in run("returns", "write", "cin", "--year", 2031, "--out", tmp_path, "-w", own).said
    )
    assert "Nothing is loaded" in run(
        "returns", "write", "cin", "--year", 2017, "--out", tmp_path, "-w", tmp_path / "none"
    ).said  # fmt: skip


def test_findings_name_who_holds_the_case_and_the_note(run, own, census):
    asked = ("returns", "check", census, "-f", "csv", "-w", own)
    rows = list(csv.DictReader(io.StringIO(run(*asked).stdout)))
    row = next(r for r in rows if r["child"] and r["team"])
    assert row["note"] == ""
    kept = run(
        "returns", "note", row["rule"], "--child", row["child"], "--return", "cin", "--text", "It is so.", "-w", own
    )
    assert "is kept" in kept.stdout
    again = csv.DictReader(io.StringIO(run(*asked).stdout))
    assert {r["note"] for r in again if (r["rule"], r["child"]) == (row["rule"], row["child"])} == {"It is so."}


def test_runs_are_kept_compared_and_counted_in_the_score(run, own, census):
    run("returns", "check", census, "-w", own)
    kept = run("returns", "runs", "-f", "json", "-w", own).json
    compared = run("returns", "compare", kept[-1]["run"], kept[-1]["run"], "-f", "json", "-w", own).json
    assert compared["children"]["came"] == compared["children"]["went"] == []
    assert {e["fate"] for e in compared["errors"]} == {"stayed"}
    checked = run("check", "-f", "json", "-w", own).json
    (told,) = checked["statutory_returns"]
    assert told["failures"] == kept[-1]["failures"]
    assert "Statutory returns, as last checked" in run("check", "-w", own).stdout


def test_a_note_on_no_rule_is_refused(run, own):
    assert "There is no rule '8670X'" in run("returns", "note", "8670X", "--text", "x", "-w", own).said


def test_the_inspection_lists_are_written(run, own, tmp_path):
    made = run("returns", "annex-a", "--as-at", "2017-06-30", "--out", tmp_path / "a.xlsx", "-w", own)
    assert "Annex A as at 30 June 2017: list 1" in made.stdout
    assert (tmp_path / "a.xlsx").stat().st_size > 10_000
