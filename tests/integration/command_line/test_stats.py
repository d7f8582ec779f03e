"""`sightline stats`: cases in, a line each, and outputs or a sentence out."""

import io
import json
import sys

import pytest

CASES = """{"id": "a", "inputs": {"x": 3, "n": 5000}}
{"id": "b", "inputs": {"x": 3}}

{"id": "c", "inputs":
{"id": 7, "inputs": {"x": 3, "n": 0}}
[1]
{"id": "d", "inputs": {"x": NaN, "n": 2}}
{"id": "e", "input": {"x": 1, "n": 2}}
"""


@pytest.fixture
def cases(tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_text(CASES, "utf-8")
    return file


def test_a_line_that_is_wrong_says_so_and_the_batch_goes_on(run, cases):
    ran = run("stats", "ci.rate", "--batch", cases)
    assert ran.exit_code == 0
    first, second, third, fourth, fifth, sixth, seventh = map(json.loads, ran.stdout.splitlines())
    assert first["id"] == "a" and first["outputs"]["lower"] == pytest.approx(1.2373, abs=1e-4)
    assert second == {"id": "b", "error": "'n' is missing from the inputs of ci.rate."}
    assert third["id"] is None and third["error"].startswith("Line 4 is not JSON (Expecting value, column ")
    assert fourth["id"] == 7 and fourth["outputs"]["symbol"] == "z"
    assert fifth["error"].startswith("Line 6 is not a case: write")
    assert sixth["error"].startswith("Line 7 is not JSON (NaN is no number in JSON")
    assert seventh["id"] == "e" and seventh["error"].startswith("Line 8 has no inputs: write")
    assert ran.stderr.strip() == "5 of 7 cases could not be calculated: their lines say why."


def test_outputs_are_written_to_a_file(run, cases, tmp_path):
    written = tmp_path / "out.jsonl"
    ran = run("stats", "ci.proportion", "--batch", cases, "--output", written)
    assert ran.stdout == ""
    assert json.loads(written.read_text("utf-8").splitlines()[0])["outputs"]["value"] == pytest.approx(0.06)


def test_cases_come_from_standard_input(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": 1, "inputs": {"ytd": 412, "months": 7}}\n'))
    assert run("stats", "projection.linear", "--batch", "-").json["outputs"]["projection"] == pytest.approx(706.2857)


def test_inputs_no_method_expects_are_a_sentence_too(run, tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": 1, "inputs": {"values": 5}}\n{"id": 2, "inputs": {"values": [3, 7]}}\n', "utf-8")
    ran = run("stats", "sdc.count", "--batch", file)
    first, second = map(json.loads, ran.stdout.splitlines())
    assert first["error"].startswith("Line 1: sdc.count can't be calculated from these inputs:")
    assert second["outputs"]["values"] == ["c", 7]


def test_the_list_names_every_method(run):
    ran = run("stats", "--list")
    for name in ("spc.xmr", "ci.rate", "funnel.overdispersion", "projection.seasonal", "sdc.table"):
        assert name in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ci.rat", "--batch", "-"], "There is no method 'ci.rat'. Did you mean 'ci.rate'? The methods are: spc.xmr,"),
        ([], "Name a method, such as 'sightline stats ci.rate --batch cases.jsonl'"),
        (["ci.rate"], "Name the cases: 'sightline stats ci.rate --batch FILE'"),
        (["ci.rate", "--batch", "nowhere.jsonl"], "'nowhere.jsonl' can't be read: No such file or directory."),
    ],
)
def test_bad_usage_is_a_sentence(run, arguments, sentence):
    ran = run("stats", *arguments)
    assert ran.exit_code == 2
    assert ran.said.startswith(sentence)


def test_a_file_is_not_written_over_itself_or_into_nowhere(run, cases, tmp_path):
    over = run("stats", "ci.rate", "--batch", cases, "--output", cases)
    assert (over.exit_code, cases.read_text("utf-8")) == (2, CASES)
    assert over.said.endswith("is the file of the cases itself. Write the outputs to another.")
    nowhere = run("stats", "ci.rate", "--batch", cases, "--output", tmp_path / "no" / "out.jsonl")
    assert nowhere.exit_code == 2
    assert "can't be written: No such file or directory." in nowhere.said


def test_a_file_that_is_not_text_is_said(run, tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"\xff\xfe{}\n")
    ran = run("stats", "ci.rate", "--batch", file)
    assert ran.exit_code == 1
    assert "this is not text in UTF-8" in ran.said
