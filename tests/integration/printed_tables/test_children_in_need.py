"""Workbook tables 2, 3 and 8: open children in need at each month end, and who holds their cases."""

from decimal import Decimal

import pytest

from printed_tables.authority import LINES
from printed_tables.printed import LAST, needs_the_printed_tables, series
from sightline.measures.arithmetic import divided, round_half_up

pytestmark = needs_the_printed_tables


@pytest.mark.parametrize("measure", ["cin_open_incl_finance_only", "cin_open_excl_finance_only", *LINES])
def test_table_8_prints_the_cases_open_at_each_month_end(workbook, measure):
    assert workbook.line(measure) == series("8", measure)


@pytest.mark.parametrize(
    ("measure", "average", "rate"),
    [
        ("cin_open_incl_finance_only", 3917, "272.9"),
        ("cin_open_excl_finance_only", 2453, "170.9"),
        ("cin_allocated_social_worker", 2288, "159.4"),
        ("cin_allocated_other_professional", 138, "9.6"),
        ("cin_not_allocated", 27, "1.9"),
        ("cin_finance_only", 290, "20.2"),
        ("cin_ics_finance_only", 1174, "81.8"),
    ],
)
def test_table_8_adds_the_average_of_the_month_ends_and_its_rate(workbook, measure, average, rate):
    mean = workbook.figure(measure, window="ytd").value
    assert round_half_up(mean) == average
    # The rate is of the unrounded average, on the latest population.
    assert round_half_up(divided(mean, workbook.population(), per=10_000), 1) == Decimal(rate)


def test_all_open_children_in_need_are_the_sum_that_table_3_explains(workbook):
    # In need 2,477, finance only 286 and 1,171, on a plan 494, looked after 690.
    assert workbook.figure("cin_total", window="snapshot").value == 5118


def test_one_rule_of_allocation_gives_the_same_split_by_area_as_in_all(workbook):
    # X06: table 9's total splits the same 2,477 cases of June 2017 otherwise than table 8.
    for measure in LINES:
        by_area = workbook.ask(measure, LAST, window="snapshot", by="service_area")
        assert sum(a.numerator for a in by_area) == workbook.figure(measure, window="snapshot").value


def test_the_shares_of_who_holds_a_case_add_up_to_all(workbook):
    names = ["cin_allocated_social_worker_pct", "cin_allocated_other_professional_pct", "cin_not_allocated_pct"]
    answers = [workbook.figure(name, window="snapshot") for name in names]
    assert {a.denominator for a in answers} == {2477}
    assert [a.numerator for a in answers] == [2321, 147, 9]
