"""Lines of a batch: answered in order, each alone, whatever stands beside them."""

import json
from typing import Any

import ibis.expr.types as ir
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.returns.batch import check_lines
from sightline.returns.declare import Need, Rule, Severity
from sightline.returns.schema import CIN, SSDA903
from sightline.returns.tables import Tables


def line(identity: str, code: str, rows: list[list[str]], **more: Any) -> str:
    episodes = {"columns": ["CHILD", "DECOM", "DEC"], "rows": rows}
    given = {"id": identity, "return": "ssda903", "year": 2026, "rule": code, "tables": {"Episodes": episodes}}
    return json.dumps({**given, **more})


def answers(*lines: str) -> list[dict[str, Any]]:
    return list(check_lines(lines))


OVERLAP = [["1", "01/04/2025", "05/04/2025"], ["1", "04/04/2025", ""]]
APART = [["1", "01/04/2025", "05/04/2025"], ["1", "05/04/2025", ""]]
FAILS = [{"rule": "501", "table": "Episodes", "row": 0}, {"rule": "501", "table": "Episodes", "row": 1}]


def test_every_line_has_its_answer_in_its_place():
    assert answers(line("a", "501", OVERLAP), "", line("b", "501", APART), line("c", "141", [["1", "x", ""]])) == [
        {"id": "a", "status": "ok", "failures": FAILS},
        {"id": "b", "status": "ok", "failures": []},
        {"id": "c", "status": "ok", "failures": [{"rule": "141", "table": "Episodes", "row": 0}]},
    ]


def test_lines_with_the_same_children_never_meet():
    # Together these rows would overlap; each line alone is in order.
    one, two = [["1", "01/04/2025", "05/04/2025"]], [["1", "04/04/2025", ""]]
    assert [a["failures"] for a in answers(line("a", "501", one), line("b", "501", two))] == [[], []]


@given(st.lists(st.sampled_from([OVERLAP, APART, [], [["2", "", ""]]]), min_size=1, max_size=6))
@settings(deadline=None, max_examples=20)
def test_a_line_says_the_same_alone_and_in_company(lines: list[list[list[str]]]):
    together = answers(*(line(str(n), "501", rows) for n, rows in enumerate(lines)))
    alone = [answers(line(str(n), "501", rows))[0] for n, rows in enumerate(lines)]
    assert together == alone


def test_a_rule_of_no_set_is_unsupported():
    unknown = answers(
        line("a", "9999", []), line("b", "700", [], year=2026), line("c", "501", [], year=1999),
    )  # fmt: skip
    assert unknown == [{"id": i, "status": "unsupported"} for i in "abc"]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("{", "line 2: "),
        ("[]", "line 2 is not an object"),
        (line("b", "501", [], **{"return": "tax"}), "there is no return 'tax'"),
        (line("b", "501", [["1"]]), "Episodes row 0 has 1 cells below 3 columns"),
        (line("b", "501", [], metadata={"collection_end": "soon"}), "the metadata's day 'soon' is not a date"),
        (line("b", "501", [], tables={"Episodes": {"columns": ["DEC", "DEC"], "rows": []}}), "column 'DEC' twice"),
        (line("b", "501", [], tables={"Episodes": {"rows": []}}), "columns"),
        (line("b", "501", [], tables=[1]), ""),
    ],
)
def test_a_broken_line_is_an_error_and_the_others_go_on(broken: str, message: str):
    first, second, third = answers(line("a", "501", OVERLAP), broken, line("c", "501", OVERLAP))
    assert (first["failures"], third["failures"]) == (FAILS, FAILS)
    assert second["status"] == "error"
    assert message in second["message"]


def test_a_table_that_was_not_supplied_is_not_counted_as_passed():
    (answer,) = answers(line("a", "302", OVERLAP))
    assert answer == {"id": "a", "status": "ok", "failures": [], "not_run": "needs Header"}


def test_columns_go_by_their_names_in_any_order_and_case_and_others_are_left():
    table = {"columns": ["Shoe", "dec", "DECOM", "child"], "rows": [["9", "", "04/04/2025", "1"]]}
    (answer,) = answers(line("a", "141", [], tables={"episodes": table}))
    assert answer["failures"] == []


def test_the_year_is_the_metadatas_else_the_sets(monkeypatch: pytest.MonkeyPatch):
    def after_the_year(r: Tables) -> ir.Table:
        return r.Episodes.filter(r.Episodes.year_end < r.Episodes.DECOM)

    late = Rule("LATE", SSDA903, Severity.ERROR, "Late", ("Episodes.DECOM",), after_the_year, 2023, 2027)
    monkeypatch.setattr("sightline.returns.batch.rule_set", lambda of, year: {"LATE": late})
    rows = [["1", "31/03/2026", ""], ["1", "01/04/2026", ""]]
    said = answers(
        line("set", "LATE", rows),
        line("said", "LATE", rows, metadata={"collection_start": "01/04/2024", "collection_end": "31/03/2025"}),
        line("start", "LATE", rows, metadata={"collection_start": "2026-04-01"}),
    )
    assert [[f["row"] for f in a["failures"]] for a in said] == [[1], [0, 1], []]


def test_a_census_rule_lists_the_header_that_its_year_is_from_if_there_is_one(monkeypatch: pytest.MonkeyPatch):
    def late(r: Tables) -> ir.Table:
        return r.CINdetails.filter(r.CINdetails.CINreferralDate > r.CINdetails.year_end)

    fields = ("CINdetails.CINreferralDate", "Header.ReferenceDate")
    rule = Rule("LATE", CIN, Severity.ERROR, "Late", fields, late, 2023, 2026)
    monkeypatch.setattr("sightline.returns.batch.rule_set", lambda of, year: {"LATE": rule})
    details = {"columns": ["CINreferralDate"], "rows": [["2026-02-01"], ["2026-04-01"]]}
    header = {"columns": ["ReferenceDate"], "rows": [["2025-03-31"]]}
    asked = {"return": "cin", "year": 2026, "rule": "LATE"}
    with_it, without = answers(
        json.dumps({**asked, "id": "a", "tables": {"CINdetails": details, "Header": header}}),
        json.dumps({**asked, "id": "b", "tables": {"CINdetails": details}}),
    )
    assert [(f["table"], f["row"]) for f in with_it["failures"]] == [
        ("CINdetails", 0), ("CINdetails", 1), ("Header", 0),
    ]  # fmt: skip
    assert [(f["table"], f["row"]) for f in without["failures"]] == [("CINdetails", 1)]


def test_a_rule_that_breaks_on_one_line_answers_the_others(monkeypatch: pytest.MonkeyPatch):
    def breaks_on_letters(r: Tables) -> ir.Table:
        return r.Episodes.filter(r.Episodes.CHILD.cast("int64") > 0)

    rule = Rule("B", SSDA903, Severity.ERROR, "Breaks", ("Episodes.CHILD",), breaks_on_letters, 2023, 2027)
    monkeypatch.setattr("sightline.returns.batch.rule_set", lambda of, year: {"B": rule})
    first, second = answers(line("a", "B", [["1", "", ""]]), line("b", "B", [["X", "", ""]]))
    assert first["failures"] == [{"rule": "B", "table": "Episodes", "row": 0}]
    assert second["status"] == "error"
    assert second["message"].startswith("the rule broke: ")


def test_needs_are_said_in_words_that_complete_a_sentence():
    assert all(need.value[0].islower() or need is Need.PROVIDERS for need in Need)
