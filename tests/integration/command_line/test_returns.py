"""`sightline returns`: loose tables, real files, the rule book; every error one sentence."""

import csv
import io
import json
from pathlib import Path

import pytest

SAMPLES = Path("/work/shared/data/samples")
EPISODES = "CHILD,DECOM,DEC\n1,01/04/2025,05/04/2025\n1,04/04/2025,\n"
OVERLAPPING = """CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
1,01/04/2025,S,C2,N1,U4,PR1,05/04/2025,X1,,,,
1,04/04/2025,L,C2,N1,U4,PR1,,,,,,
"""
CENSUS = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>
<Children><Child><ChildIdentifiers><LAchildID>A1</LAchildID><Sex>F</Sex></ChildIdentifiers>
<CINdetails><CINreferralDate>2025-06-10</CINreferralDate><CINclosureDate>2025-06-01</CINclosureDate></CINdetails>
</Child></Children></Message>"""


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    table = {"columns": ["LAchildID"], "rows": [["1"], [""]]}
    line = {"id": "cin/2026/8500/0", "return": "cin", "year": 2026, "rule": "8500"}
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps({**line, "tables": {"ChildIdentifiers": table}, "metadata": {}}) + "\n", "utf-8")
    return file


@pytest.fixture
def census(tmp_path: Path) -> Path:
    file = tmp_path / "census.xml"
    file.write_text(CENSUS, "utf-8")
    return file


ANSWER = {
    "id": "cin/2026/8500/0",
    "status": "ok",
    "failures": [{"rule": "8500", "table": "ChildIdentifiers", "row": 1}],
}


def test_a_batch_is_answered_line_by_line(run, batch: Path):
    written = batch.with_name("out.jsonl")
    assert run("returns", "check-tables", "--batch", batch, "--output", written).exit_code == 0
    assert [json.loads(line) for line in written.read_text("utf-8").splitlines()] == [ANSWER]
    assert run("returns", "check-tables", "--batch", batch).json == ANSWER


def test_one_rule_on_a_folder(run, tmp_path: Path):
    (tmp_path / "Episodes.csv").write_text(EPISODES, "utf-8")
    asked = ("returns", "check-tables", "--return", "ssda903", "--year", 2026, "--tables", tmp_path)
    answer = run(*asked, "--rule", "501", "--json").json
    assert answer["failures"] == [{"rule": "501", "table": "Episodes", "row": n} for n in (0, 1)]
    assert "Episodes row 1" in run(*asked, "--rule", "501").stdout
    assert run(*asked, "--rule", "9999", "--json").exit_code == 3
    assert run(*asked, "--rule", "9999").exit_code == 3


def test_a_return_is_checked_with_the_childs_own_values(run, census: Path):
    shown = run("returns", "check", census)
    assert "CIN census, rules of 2025-26: 1 children" in shown.stdout
    assert "The episode closes before its referral" in shown.stdout
    rows = list(csv.DictReader(io.StringIO(run("returns", "check", census, "--format", "csv").stdout)))
    (row,) = [r for r in rows if r["rule"] == "8630"]
    assert (row["child"], row["table"], row["row"], row["line"]) == ("A1", "CINdetails", "0", "4")
    assert row["explanation"] == (
        "The episode closes before its referral: referral date 10 June 2025, closure date 1 June 2025."
    )
    (document,) = run("returns", "check", census, "--format", "json").json
    assert document["rules"] == document["passed"] + document["failed"] + document["not_run"]


def test_both_rows_of_a_failure_are_told_with_the_same_explanation(run, tmp_path: Path):
    (tmp_path / "episodes.csv").write_text(OVERLAPPING, "utf-8")
    shown = run("returns", "check", tmp_path, "--year", 2026, "--format", "csv").stdout
    rows = [r for r in csv.DictReader(io.StringIO(shown)) if r["rule"] == "501"]
    assert [(r["table"], r["row"]) for r in rows] == [("Episodes", "1"), ("Episodes", "0")]
    assert {r["explanation"] for r in rows} == {
        "The episode starts before the previous one ends: "
        "the episode of care: start of the episode 4 April 2025, end of the episode blank; "
        "the episode of care before it: start of the episode 1 April 2025, end of the episode 5 April 2025."
    }


@pytest.mark.parametrize("form", ["xlsx", "html"])
def test_a_check_is_written_for_people(run, census: Path, form: str):
    written = census.with_name(f"checked.{form}")
    assert run("returns", "check", census, "--format", form, "--out", written).exit_code == 0
    if form == "html":
        text = written.read_text("utf-8")
        assert "closure date 1 June 2025" in text
        assert "<script" not in text
    else:
        import openpyxl

        book = openpyxl.load_workbook(written, read_only=True)
        assert book.sheetnames == ["Rules", "Findings", "Notes"]
        assert any("8630" in str(row) for row in book["Findings"].iter_rows(values_only=True))


def test_rules_that_need_what_is_not_there_are_not_run_and_say_why(run, tmp_path: Path):
    headings = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
    (tmp_path / "episodes.csv").write_text(f"{headings}\n1,05/06/2025,S,C2,N1,U4,PR1,,,,,,\n", "utf-8")
    (document,) = run("returns", "check", tmp_path, "--format", "json").json
    why = {r["rule"]: r["why_not"] for r in document["by_rule"] if r["status"] == "not run"}
    assert why["179"].startswith("needs a postcode lookup")
    assert why["302"] == "needs the table Header"
    assert why["204"] == "needs last year's return and the table Header"
    assert why["1008"].startswith("needs Ofsted's provider list")


def test_the_rule_book_can_be_searched(run):
    found = run("returns", "rules", "--return", "ssda903", "--year", 2026, "--search", "adopted birthday", "-f", "json")
    assert [r["rule"] for r in found.json] == ["386"]
    assert "No rule says that" in run("returns", "rules", "--search", "zebra").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere.xml"], "nowhere.xml: there is no such file or folder."),
        (["check", ".", "--return", "tax"], "There is no return 'tax'. The returns are: cin, ssda903."),
        (["check", ".", "--format", "pdf"], "There is no format 'pdf'. Use one of: table, json, csv, xlsx, html."),
        (["check", ".", "--format", "xlsx"], "A workbook needs a file to go to. Give --out FILE.xlsx."),
        (["check-tables", "--batch", "nowhere.jsonl"], "nowhere.jsonl: there is no such file."),
        (["check-tables"], "Give --batch FILE, or --rule CODE with --return, --year and --tables FOLDER."),
        (["rules", "--return", "cin", "--year", "2031"], "There is no rule set of the CIN census for 2031."),
    ],
)
def test_every_error_is_one_sentence(run, arguments: list[str], said: str):
    ended = run("returns", *arguments)
    assert ended.exit_code in (1, 2)
    assert ended.said.startswith(said)


def test_the_wrong_year_and_broken_xml_are_refused_with_their_place(run, census: Path):
    assert (
        "line 1, column 10: the census is of 2026, not of 2025" in run("returns", "check", census, "--year", 2025).said
    )
    census.write_text(CENSUS.replace("</Child>", "", 1), "utf-8")
    assert "line 5, column" in run("returns", "check", census).said


@pytest.mark.parametrize("folder", ["cin_census", "s903_validator", "s903_two_years", "s903_liia"])
def test_the_sample_returns_check_completely(run, folder: str):
    if not SAMPLES.exists():
        pytest.skip("the sample returns are not here")
    for document in run("returns", "check", SAMPLES / folder, "--format", "json").json:
        reasons = {r["why_not"] for r in document["by_rule"] if r["status"] == "not run"}
        assert all(reason.startswith("needs ") for reason in reasons), reasons
        assert document["rules"] == document["passed"] + document["failed"] + document["not_run"]
        assert document["failures"] > 0
