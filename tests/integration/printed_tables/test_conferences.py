"""Workbook tables 20 and 21: conferences in 15 working days, and conferences that led to a plan."""

import pytest

from printed_tables.printed import LAST, MONTHS, needs_the_printed_tables, series
from sightline.measures.arithmetic import round_half_up

pytestmark = needs_the_printed_tables


@pytest.mark.parametrize("measure", ["icpc_children", "icpc_within_15wd", "icpc_outside_15wd", "icpc_no_s47_recorded"])
def test_table_20_prints_the_conferences_of_each_month(workbook, measure):
    assert workbook.line(measure) == series("20", measure)


def test_table_20_leaves_conferences_without_an_enquiry_out_of_the_share(workbook):
    assert workbook.line("icpc_in_15wd_excl_no_s47_pct", decimals=1) == series("20", "icpc_in_15wd_excl_no_s47_pct")
    june = workbook.figure("icpc_in_15wd_excl_no_s47_pct", window="month")
    assert (june.numerator, june.denominator) == (45, 72)  # and not 45 of 79


def test_table_20_adds_the_year_to_date(workbook):
    parts = ["icpc_children", "icpc_within_15wd", "icpc_no_s47_recorded"]
    assert [workbook.figure(m, window="ytd").value for m in parts] == [196, 140, 12]
    share = workbook.figure("icpc_in_15wd_excl_no_s47_pct", window="ytd")
    assert (share.numerator, share.denominator, round_half_up(share.value)) == (140, 184, 76)


def test_table_20s_three_counts_are_all_conferences_and_transfers_stand_apart(workbook):
    answers = workbook.ask("icpc_children", LAST, by="timeliness")
    assert {a.row["timeliness"]: a.numerator for a in answers if a.numerator} == {
        "Within 15 working days": 45,
        "Outside 15 working days": 27,
        "No section 47 recorded": 7,
    }
    assert workbook.figure("icpc_transfer_in_15wd_pct", window="month").denominator == 1


@pytest.mark.parametrize("measure", ["icpc_children", "icpc_to_plan", "icpc_no_outcome_recorded"])
def test_table_21_prints_the_conferences_and_those_that_led_to_a_plan(workbook, measure):
    assert workbook.line(measure) == series("21", measure)


def test_table_21_prints_the_share_that_led_to_a_plan(workbook):
    assert workbook.line("icpc_to_plan_pct", decimals=1) == series("21", "icpc_to_plan_pct")
    year_to_date = workbook.figure("icpc_to_plan_pct", window="ytd")
    assert (year_to_date.numerator, year_to_date.denominator, round_half_up(year_to_date.value)) == (170, 196, 87)


def test_the_census_counts_conferences_without_an_authorised_enquiry_too(workbook):
    # Of those without one, each second had an enquiry that began five working days before and was never authorised.
    for answer in workbook.ask("icpc_in_15wd_pct"):
        place = MONTHS.index(answer.month)
        none = list(series("20", "icpc_no_s47_recorded").values())[place]
        assert answer.numerator == list(series("20", "icpc_within_15wd").values())[place] + none // 2
