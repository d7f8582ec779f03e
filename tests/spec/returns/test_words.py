"""The words that rules are written in, against plain Python and small drawings."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import ibis.expr.types as ir
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.errors import BadDeclaration
from sightline.returns.batch import check_one
from sightline.returns.declare import Rule, Severity
from sightline.returns.expressions import (
    at_weekend,
    beside,
    birthday,
    days_between,
    differs,
    each_of_list,
    first_of,
    greatest,
    how_many,
    in_order,
    invalid,
    is_false,
    is_true,
    last_of,
    listing,
    missing,
    months_later,
    not_one_of,
    one_of,
    overlap,
    pairs,
    unlisted,
    whole_return,
    with_working_day,
)
from sightline.returns.run import compiled
from sightline.returns.schema import CIN, SSDA903
from sightline.returns.tables import SHAPES, Tables, shape
from spec.returns.drawing import drawn

EVERYTHING = (date(1995, 1, 1), date(2035, 12, 31))


def failing(fails: Callable[[Tables], ir.Table], drawing: str, of=SSDA903, fields=("Episodes.DECOM",)) -> list[Any]:
    """The rows that a rule made of an expression fails: their numbers, or None for the whole return."""
    rule = Rule("T", of, Severity.ERROR, "Test", fields, fails, of.years[0], of.years[-1])
    answer = check_one(rule, of.years[-1], drawn(drawing)[0], {})
    assert answer["status"] == "ok", answer["message"]
    return [f["row"] for f in answer["failures"]]


def test_words_about_cells_say_what_a_blank_is():
    drawing = """
        Episodes
        LS | DEC
        C2 | 01/04/2026
        V3 | 31/04/2026
        '' | ''
    """
    for condition, rows in (
        (lambda e: one_of(e.LS, "V3 V4"), [1]),
        (lambda e: not_one_of(e.LS, "V3 V4"), [0, 2]),
        (lambda e: unlisted(e.LS, "V3 V4"), [0]),
        (lambda e: differs(e.LS, "C2"), [1, 2]),
        (lambda e: e.LS != "C2", [1]),
        (lambda e: invalid(e, "DEC"), [1]),
        (lambda e: missing(e, "DEC"), [1, 2]),
    ):
        assert failing(lambda r, c=condition: r.Episodes.filter(c(r.Episodes)), drawing) == rows


def test_yes_and_no_in_xml():
    drawing = "CINdetails\nReferralNFA\ntrue\nTRUE\n1\nfalse\n0\nyes\n''"
    of = {"of": CIN, "fields": ("CINdetails.ReferralNFA",)}
    assert failing(lambda r: r.CINdetails.filter(is_true(r.CINdetails.ReferralNFA)), drawing, **of) == [0, 1, 2]
    assert failing(lambda r: r.CINdetails.filter(is_false(r.CINdetails.ReferralNFA)), drawing, **of) == [3, 4]


def plain_birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


@given(st.dates(*EVERYTHING), st.integers(0, 25), st.dates(*EVERYTHING))
@settings(deadline=None, max_examples=30)
def test_a_birthday_is_the_same_day_and_of_29_february_the_1_march(born: date, years: int, day: date):
    drawing = f"Episodes\nDECOM | DEC\n{born:%d/%m/%Y} | {day:%d/%m/%Y}"
    had = failing(lambda r: r.Episodes.filter(birthday(r.Episodes.DECOM, years) <= r.Episodes.DEC), drawing)
    assert had == ([0] if plain_birthday(born, years) <= day else [])


@given(st.dates(*EVERYTHING), st.integers(-400, 400))
@settings(deadline=None, max_examples=20)
def test_days_between_counts_from_one_day_to_the_next(start: date, days: int):
    drawing = f"Episodes\nDECOM | DEC\n{start:%d/%m/%Y} | {start + timedelta(days=days):%d/%m/%Y}"
    assert failing(lambda r: r.Episodes.filter(days_between(r.Episodes.DECOM, r.Episodes.DEC) == days), drawing) == [0]


def test_months_are_added_with_the_end_clipped():
    drawing = "Episodes\nDECOM | DEC\n31/01/2026 | 28/02/2026\n15/01/2026 | 15/02/2026"
    same = failing(lambda r: r.Episodes.filter(months_later(r.Episodes.DECOM, 1) == r.Episodes.DEC), drawing)
    assert same == [0, 1]


def test_weekends_and_working_days():
    # Good Friday 3 April 2026 and Easter Monday 6 April: from Thursday to Tuesday is one working day.
    drawing = "Episodes\nDECOM | DEC\n02/04/2026 | 07/04/2026\n04/04/2026 | 05/04/2026"
    assert failing(lambda r: r.Episodes.filter(at_weekend(r.Episodes.DECOM)), drawing) == [1]

    def one_working_day(r: Tables) -> ir.Table:
        e = with_working_day(r, r.Episodes, started="DECOM", ended="DEC")
        return e.filter(e.ended - e.started == 1)

    assert failing(one_working_day, drawing) == [0]


SEQUENCE = """
    Episodes
    CHILD | DECOM      | DEC
    1     | 01/06/2026 |
    1     | 01/04/2026 | 01/05/2026
    1     |            |
    1     | 01/04/2026 | 01/06/2026
    2     | 01/04/2026 |
"""


def test_neighbours_are_in_the_order_of_the_day_then_of_the_rows():
    def later_start(r: Tables) -> ir.Table:
        e = in_order(r.Episodes, "DECOM", "DECOM")
        return e.filter(e.next_DECOM > e.DECOM)

    assert failing(later_start, SEQUENCE) == [3]
    assert failing(lambda r: in_order(r.Episodes, "DECOM").filter(ir_is("is_first")), SEQUENCE) == [1, 4]
    assert failing(lambda r: in_order(r.Episodes, "DECOM").filter(ir_is("is_last")), SEQUENCE) == [2, 4]


def ir_is(column: str):
    import ibis

    return ibis._[column]


def test_neighbours_take_part_only_when_they_are_listed():
    def last(r: Tables) -> ir.Table:
        e = in_order(r.Episodes, "DECOM")
        return e.filter(e.DECOM.isnull())

    assert failing(last, SEQUENCE) == [2]
    assert failing(lambda r: listing(last(r), "previous"), SEQUENCE) == [0, 2]


def test_the_first_and_last_row_of_a_child_have_a_day():
    assert failing(lambda r: first_of(r.Episodes, "DECOM"), SEQUENCE) == [1, 4]
    assert failing(lambda r: last_of(r.Episodes, "DECOM"), SEQUENCE) == [0, 4]


def test_counting_within_a_child_and_within_the_return():
    assert failing(lambda r: r.Episodes.filter(how_many(r.Episodes) == 1), SEQUENCE) == [4]
    closed = lambda r: how_many(r.Episodes, r.Episodes.DEC.notnull()) == 2  # noqa: E731
    assert failing(lambda r: r.Episodes.filter(closed(r)), SEQUENCE) == [0, 1, 2, 3]
    assert failing(lambda r: r.Episodes.filter(how_many(r.Episodes, within=()) == 5), SEQUENCE) == [0, 1, 2, 3, 4]
    latest = lambda r: greatest(r.Episodes, r.Episodes.DECOM) == r.Episodes.DECOM  # noqa: E731
    assert failing(lambda r: r.Episodes.filter(latest(r)), SEQUENCE) == [0, 4]


def test_two_rows_of_a_child_are_one_failure_of_both():
    def overlapping(r: Tables) -> ir.Table:
        e = pairs(r.Episodes, "DECOM", "DEC")
        return e.filter(overlap(e.DECOM, e.DEC, e.other_DECOM, e.other_DEC))

    assert failing(overlapping, SEQUENCE) == [1, 3]


def test_a_row_beside_another_table_keeps_both_rows_and_a_left_one_alone():
    drawing = SEQUENCE + "\nHeader\nCHILD | DOB\n1 | 01/01/2010\n"
    both = ("Episodes.DECOM", "Header.DOB")
    found = failing(lambda r: beside(r.Episodes, r.Header, "DOB").filter(ir_is("DEC").notnull()), drawing, fields=both)
    assert found == [1, 3, 0]
    alone = failing(
        lambda r: beside(r.Episodes, r.Header, how="left").filter(ir_is("Header_DOB").isnull()), drawing, fields=both
    )
    assert alone == [4]


def test_a_list_in_a_cell_is_a_row_an_entry():
    def has_21(r: Tables) -> ir.Table:
        return each_of_list(r.Assessments, "AssessmentFactors", "factor").filter(ir_is("factor") == "21")

    rule = Rule("T", CIN, Severity.ERROR, "Test", ("Assessments.AssessmentFactors",), has_21, 2023, 2026)
    rows = [["1A|2B"], ["3A| 21 |"], ["121"], [""]]
    answer = check_one(rule, 2026, {"Assessments": {"columns": ["AssessmentFactors"], "rows": rows}}, {})
    assert [f["row"] for f in answer["failures"]] == [1]


def test_a_return_fails_as_a_whole():
    assert failing(lambda r: whole_return(r.Episodes, r.Episodes.CHILD.nunique() == 2), SEQUENCE) == [None]
    assert failing(lambda r: whole_return(r.Episodes, r.Episodes.CHILD.nunique() == 3), SEQUENCE) == []


def test_a_shape_is_shared_and_may_be_made_of_another():
    @shape("ssda903")
    def closed(r: Tables) -> ir.Table:
        return r.Episodes.filter(r.Episodes.DEC.notnull())

    @shape("ssda903")
    def closed_in_may(r: Tables) -> ir.Table:
        rows = r.shape("closed")
        return rows.filter(rows.DEC.month() == 5)

    try:
        assert failing(lambda r: r.shape("closed_in_may"), SEQUENCE) == [1]
        with pytest.raises(BadDeclaration, match="Did you mean 'closed_in_may'"):
            Tables(SSDA903, 2026, frozenset()).shape("closed_in_mai")
    finally:
        del SHAPES["ssda903", "closed"], SHAPES["ssda903", "closed_in_may"]


def test_a_rule_that_can_not_be_made_is_named():
    rule = Rule("T", SSDA903, Severity.ERROR, "Test", ("Episodes.DEC",), lambda r: r.Episode, 2023, 2027)
    with pytest.raises(BadDeclaration, match=r"Rule T of the SSDA903: .* no table 'Episode'\. Did you mean 'Episodes'"):
        compiled(rule, 2026, frozenset())
