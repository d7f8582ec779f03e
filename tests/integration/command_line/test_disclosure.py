"""`--audience`: the same figures as list, screen, download, file, chart and report give nothing more away together."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest

from sightline.judgement.suppression.ledger import FILE_NAME

PUBLIC = ("--audience", "public")


@pytest.fixture(autouse=True)
def no_ledger(workspace):
    """Each test is a first release."""
    file = workspace.path / FILE_NAME
    file.unlink(missing_ok=True)
    yield
    file.unlink(missing_ok=True)


def test_figures_are_exact_unless_an_audience_is_named(ask, workspace):
    rows = ask("query", "cla_snapshot", "--by", "age_band,gender", "-f", "json").json["rows"]
    assert {row["status"] for row in rows} == {"ok"}
    assert not (workspace.path / FILE_NAME).exists()


@pytest.mark.parametrize("audience", ["partner", "public"])
def test_small_counts_have_no_number_in_any_format(ask, tmp_path, audience):
    asked = ("query", "cla_snapshot", "--by", "placement_type,gender")
    exact = ask(*asked, "-f", "json").json["rows"]
    named = (*asked, "--audience", audience)
    as_json = ask(*named, "-f", "json").json["rows"]
    as_csv = list(csv.DictReader(io.StringIO(ask(*named, "-f", "csv").stdout)))
    ask(*named, "-f", "parquet", "--out", tmp_path / "f.parquet")
    as_parquet = pq.read_table(tmp_path / "f.parquet").to_pylist()
    assert any(1 <= row["value"] <= 5 for row in exact)
    for true, one, two, three in zip(exact, as_json, as_csv, as_parquet, strict=True):
        assert one["status"] == two["status"] == three["status"]
        if one["status"] == "suppressed":
            assert (one["value"], two["value"], three["value"]) == (None, "", None)
            assert (one["numerator"], two["numerator"], three["numerator"]) == (None, "", None)
        else:
            assert one["value"] == true["value"] == three["value"]
            assert not 1 <= true["value"] <= 5
    assert "[c]" in ask(*named).stdout


def test_the_same_children_are_hidden_whichever_way_they_are_asked_for(ask):
    def states(*options):
        rows = ask("query", "cla_snapshot", *options, *PUBLIC, "-f", "json").json["rows"]
        return {row.get("placement_type"): row["status"] for row in rows if row.get("gender") in (None, "Male")}

    filtered = states("--by", "placement_type", "--where", "gender=male")
    crossed = states("--by", "placement_type,gender")
    assert filtered == {member: crossed[member] for member in filtered}
    assert "suppressed" in filtered.values()


def test_report_download_and_query_of_one_slice_hide_the_same(ask, tmp_path):
    for format_ in ("csv", "parquet", "xlsx"):
        ran = ask("report", "workbook", *PUBLIC, "--format", format_, "--out", tmp_path / f"w.{format_}")
        assert ran.exit_code == 0, ran.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "w.csv").read_text("utf-8-sig"))))
    assert [r["status"] for r in rows] == [r["status"] for r in pq.read_table(tmp_path / "w.parquet").to_pylist()]
    # Of children looked after, whatever cuts the workbook has.
    cut = [r for r in rows if r["measure"].startswith("cla_") and r["breakdown"] and r["window"] == "snapshot"]
    assert cut
    measure, breakdown, period = cut[-1]["measure"], cut[-1]["breakdown"], cut[-1]["period"]
    by = breakdown.split(", ")
    asked = ("--by", ",".join(by), "--period", period, "--window", "snapshot")
    queried = ask("query", measure, *asked, *PUBLIC, "-f", "json").json["rows"]
    states = {", ".join(row[name] for name in by): row["status"] for row in queried}
    same = [r for r in cut if (r["measure"], r["breakdown"], r["period"]) == (measure, breakdown, period)]
    assert same
    assert {r["member"]: r["status"] for r in same} == {r["member"]: states[r["member"]] for r in same}


def test_a_second_release_is_the_first_one_again(ask, tmp_path):
    ask("report", "workbook", *PUBLIC, "--format", "csv", "--out", tmp_path / "first.csv")
    ask("report", "workbook", *PUBLIC, "--format", "csv", "--out", tmp_path / "second.csv")
    assert (tmp_path / "first.csv").read_text("utf-8") == (tmp_path / "second.csv").read_text("utf-8")


def test_what_was_released_is_in_the_ledger_and_what_was_hidden_is_there_without_its_number(ask, workspace):
    ask("query", "cla_snapshot", "--by", "placement_type", *PUBLIC)
    lines = json.loads((workspace.path / FILE_NAME).read_text("utf-8"))["lines"]
    assert {"shown", "primary", "secondary"} >= {line["kind"] for line in lines} >= {"shown", "primary"}
    assert all("value" not in line for line in lines if line["kind"] != "shown")


def test_lists_of_children_are_for_case_level_alone(ask):
    refused = ask("records", "referrals", "--period", "2017-05", "--audience", "internal")
    assert refused.exit_code == 2
    assert "Lists of children are for 'case' level alone" in refused.stderr


def test_figures_by_worker_are_not_for_partners(ask):
    refused = ask("query", "cases_open", "--by", "worker", "--audience", "partner")
    assert refused.exit_code == 2
    assert "by worker" in refused.stderr


def test_an_audience_that_does_not_exist_is_refused(ask):
    refused = ask("query", "referrals", "--audience", "publik")
    assert refused.exit_code == 2
    assert "Did you mean 'public'" in refused.stderr


def test_settings_make_every_output_stricter(run, workspace, tmp_path):
    strict = tmp_path / "strict"
    strict.symlink_to(workspace.path, target_is_directory=True)
    settings = workspace.path / "sightline.toml"
    before = settings.read_text("utf-8")
    stricter = before.replace("[disclosure]\n", '[disclosure]\nno_looser_than = "partner"\n')
    assert stricter != before
    settings.write_text(stricter, "utf-8")
    try:
        assert run("records", "referrals", "--workspace", workspace.path).exit_code == 2
        rows = run(
            "query", "cla_snapshot", "--by", "placement_type,gender", "-f", "json", "--workspace", workspace.path
        )
        assert "suppressed" in {row["status"] for row in rows.json["rows"]}
    finally:
        settings.write_text(before, "utf-8")
