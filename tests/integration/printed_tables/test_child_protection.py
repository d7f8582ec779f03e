"""Workbook tables 22 to 24: children on a plan, plans that follow an earlier one, and plans that end early."""

from decimal import Decimal
from itertools import accumulate

from printed_tables.printed import MONTHS, counts, needs_the_printed_tables, series
from sightline.measures.arithmetic import mean_of, monthly_average, round_half_up

pytestmark = needs_the_printed_tables
BY_LABEL = {month.label: month for month in MONTHS}


def test_table_22_prints_the_children_on_a_plan_at_each_month_end(workbook):
    assert workbook.line("cpp_snapshot") == series("22", "cpp_snapshot")


def test_table_22_prints_rates_on_the_population_of_their_day(workbook):
    # Rates up to May 2017 keep the estimate of mid-2015; June's is the first on mid-2016.
    assert workbook.line("cpp_rate_snapshot", decimals=1) == series("22", "cpp_rate_snapshot")
    bases = {a.month: a.denominator for a in workbook.ask("cpp_rate_snapshot")}
    assert bases == {month: 143_555 if month == MONTHS[-1] else 142_587 for month in MONTHS}


def test_table_22_prints_the_average_of_twelve_month_ends(workbook):
    average = workbook.figure("cpp_snapshot", window="rolling12")
    assert round_half_up(average.value) == 448


def test_table_22_prints_the_mean_of_twelve_rates_each_on_its_own_population(workbook):
    twelve = [a.value for a in workbook.ask("cpp_rate_snapshot")][1:]
    assert round_half_up(mean_of(twelve), 1) == Decimal("31.4")
    # The rolling window gives the rate of the average count, on the latest population, as table 8's averages are.
    assert round_half_up(workbook.figure("cpp_rate_snapshot", window="rolling12").value, 1) == Decimal("31.2")


def test_table_23_prints_the_plans_started(workbook):
    assert workbook.line("cpp_started") == series("23", "cpp_started")
    year_to_date = workbook.figure("cpp_started", window="ytd").value
    assert (year_to_date, round_half_up(monthly_average(year_to_date, 3))) == (171, 57)


def test_table_23s_plans_since_april_start_again_on_1_april(workbook):
    printed = counts("23", "cpp_started_ytd")
    # X14: the print runs on to 552, 619 and 690.
    right = printed | dict(zip(MONTHS[-3:], accumulate([33, 67, 71]), strict=True))
    assert workbook.line("cpp_started_ytd", window="ytd") == right


def test_table_23_prints_repeat_plans_since_april_but_for_two_mixed_up_months(workbook):
    printed = counts("23", "cpp_repeat_ever_ytd")
    # X10 and X11: 62 and 74 are repeats within two years. 111 of 449 and 127 of 519 are the shares it prints.
    right = printed | {BY_LABEL["Feb-17"]: 111, BY_LABEL["Mar-17"]: 127}
    assert workbook.line("cpp_repeat_ever_ytd", window="ytd") == right


def test_table_23_prints_the_share_of_repeat_plans_but_for_two_slips(workbook):
    printed = series("23", "cpp_repeat_ever_pct")
    # X08 and X09: 72 of 312 is 23.1 and 95 of 394 is 24.1; the print has 23.2 and 24.5.
    right = printed | {BY_LABEL["Nov-16"]: Decimal("23.1"), BY_LABEL["Jan-17"]: Decimal("24.1")}
    assert workbook.line("cpp_repeat_ever_pct", window="ytd", decimals=1) == right


def test_table_23s_year_to_date_is_junes_and_not_the_sum_of_three_cumulative_figures(workbook):
    answer = workbook.figure("cpp_repeat_ever_pct", window="ytd")
    # X12: the print adds (16 + 23 + 46) of (33 + 100 + 171) and has 28.0.
    assert (answer.numerator, answer.denominator, round_half_up(answer.value, 1)) == (46, 171, Decimal("26.9"))


def test_repeat_plans_within_two_years_are_a_share_of_all_plans_started(workbook):
    answer = workbook.figure("cpp_repeat_2yr_pct", window="ytd")
    # X13: the table's inset divides 17 by 144 (11.8), of which it says nothing; the scorecard divides by all.
    assert (answer.numerator, answer.denominator) == (17, 171)


def test_the_plans_that_ended_in_june_follow_from_two_month_ends_and_the_starts(workbook):
    # X16: 38 plans ended; the commentary calls all of them ended within three months.
    assert workbook.figure("cpp_ended", window="month").value == 461 + 71 - 494 == 38


def test_table_24_prints_the_plans_that_ended_within_three_months(workbook):
    answers = workbook.ask("cpp_ended_within_3m_pct", "2017-04..2017-06")
    found = [(a.numerator, a.denominator, round_half_up(a.value)) for a in answers]
    assert found == [(8, 48, 17), (2, 33, 6), (13, 38, 34)]
    year_to_date = workbook.figure("cpp_ended_within_3m_pct", window="ytd")
    assert (year_to_date.numerator, year_to_date.denominator, round_half_up(year_to_date.value)) == (23, 119, 19)


def test_table_24_gives_a_plan_to_the_team_that_held_it_at_the_end(workbook):
    answers = workbook.ask("cpp_ended_within_3m_pct", "2017-06", window="ytd", by="service_area,locality")
    found = {a.row["locality"]: (a.numerator, a.denominator, round_half_up(a.value)) for a in answers}
    assert found["Mid & East"] == (3, 32, 9)
    assert found["North"] == (2, 13, 15)
