"""Workbook tables 5, 6, 7 and 10: referrals, children referred again, and what referrals lead to."""

from decimal import Decimal

import pytest

from printed_tables.printed import LAST, MONTHS, needs_the_printed_tables, series
from sightline.measures.arithmetic import monthly_average, round_half_up

pytestmark = needs_the_printed_tables
COUNTS = ["referrals", "referrals_to_assessment", "referrals_children", "rereferrals_children"]


@pytest.mark.parametrize("measure", COUNTS)
def test_table_7_prints_each_months_count(workbook, measure):
    assert workbook.line(measure) == series("7", measure)


def test_tables_5_and_7_print_the_share_of_children_referred_again(workbook):
    share = workbook.line("rereferral_pct_children", decimals=1)
    assert share == series("7", "rereferral_pct_children") == series("5", "rereferral_pct_children")


def test_table_10_prints_the_share_that_led_to_an_assessment_and_table_7_slips_three_times(workbook):
    share = workbook.line("referrals_to_assessment_pct", decimals=1)
    assert share == series("10", "referrals_to_assessment_pct")
    # X03 to X05: table 7 prints 90.1, 89.4 and 92.9, which don't follow from its own counts.
    table_7 = series("7", "referrals_to_assessment_pct")
    assert [m.label for m in MONTHS if share[m] != table_7[m]] == ["Mar-17", "Apr-17", "May-17"]


@pytest.mark.parametrize(
    ("measure", "year_to_date", "average", "projected"),
    [
        ("referrals", 1248, 416, 4992),
        ("referrals_to_assessment", 1139, 380, 4556),
        ("referrals_children", 1239, 413, 4956),  # a child referred in two months counts in both
        ("rereferrals_children", 262, 87, 1048),
    ],
)
def test_table_7_adds_the_year_to_date_its_average_and_the_projected_year(
    workbook, measure, year_to_date, average, projected
):
    assert workbook.figure(measure, window="ytd").value == year_to_date
    assert round_half_up(monthly_average(year_to_date, 3)) == average
    assert workbook.figure(measure, window="projected").value == projected


@pytest.mark.parametrize(
    ("measure", "window", "rate"),
    [
        ("referral_rate", "ytd", "86.9"),  # not annualised
        ("referrals_to_assessment_rate", "ytd", "79.3"),
        ("referral_rate", "projected", "347.7"),
        ("referrals_to_assessment_rate", "projected", "317.4"),
        ("referrals_children_rate", "projected", "345.2"),
        ("rereferrals_children_rate", "projected", "73.0"),
        ("referrals_to_assessment_pct", "ytd", "91.3"),
        ("rereferral_pct_children", "ytd", "21.1"),
    ],
)
def test_table_7_adds_rates_and_shares_of_the_year_to_date_and_the_projected_year(workbook, measure, window, rate):
    assert round_half_up(workbook.figure(measure, window=window).value, 1) == Decimal(rate)


def test_table_6_prints_what_junes_referrals_led_to(workbook):
    answers = workbook.ask("referral_outcomes", LAST, by="outcome")
    found = {a.row["outcome"]: (a.numerator, round_half_up(a.value, 1)) for a in answers if a.numerator}
    assert found == {
        "Single assessment": (404, Decimal("92.7")),
        "Private fostering": (10, Decimal("2.3")),
        # The SSD has one flag for the authority's own outcomes: housing at 16 (4), the disabled children's service
        # (17) and reports to court (1).
        "Other outcome": (22, Decimal("5.0")),
    }
    assert {a.denominator for a in answers} == {436}
