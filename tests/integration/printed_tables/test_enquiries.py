"""Workbook tables 16 to 19: strategy discussions, section 47 enquiries, and what came of them."""

from decimal import Decimal

import pytest

from printed_tables.authority import S47_LINES, STRATEGY_LINES
from printed_tables.printed import MONTHS, counts, needs_the_printed_tables, series
from sightline.measures.arithmetic import divided, monthly_average, round_half_up
from sightline.measures.subjects.enquiries import S47_OUTCOMES, STRATEGY_OUTCOMES

pytestmark = needs_the_printed_tables
# The outcomes as Sightline prints them, by the line of the workbook.
S47 = {
    "Concerns not substantiated": "not_substantiated",
    "Substantiated and continuing risk of harm": "continuing_risk",
    "Substantiated but no continuing risk of harm": "no_continuing_risk",
}


@pytest.mark.parametrize(
    ("measure", "average", "rolling_rate"),
    [("strategy_discussions_started", 221, 146), ("strategy_discussions_ended", 194, 138)],
)
def test_table_16_prints_strategy_discussions_their_average_and_their_rolling_rate(
    workbook, measure, average, rolling_rate
):
    assert workbook.line(measure) == series("16", measure)
    assert round_half_up(monthly_average(workbook.figure(measure, window="ytd").value, 3)) == average
    twelve_months = workbook.figure(measure, window="rolling12").value
    assert round_half_up(divided(twelve_months, workbook.population(), per=10_000)) == rolling_rate


@pytest.mark.parametrize(
    ("line", "share_of_2016_17", "average", "rolling_rate"),
    [
        ("Section 47 enquiries", "78.0", 158, 109),
        ("Further strategy discussion", "4.7", 5, 6),
        ("Section 17 assessment", "7.8", 16, 12),
        ("No further action", "9.5", 15, 11),
    ],
)
def test_table_17_prints_each_outcome_its_share_its_average_and_its_rolling_rate(
    workbook, line, share_of_2016_17, average, rolling_rate
):
    label = STRATEGY_OUTCOMES[STRATEGY_LINES[line]]
    assert workbook.numerators("strategy_discussion_outcomes", outcome=label) == counts(
        "17", "strategy_discussion_outcomes", line
    )
    year_to_date = workbook.figure("strategy_discussion_outcomes", window="ytd", outcome=label)
    assert round_half_up(monthly_average(year_to_date.numerator, 3)) == average
    twelve_months = workbook.figure("strategy_discussion_outcomes", window="rolling12", outcome=label)
    assert round_half_up(divided(twelve_months.numerator, workbook.population(), per=10_000)) == rolling_rate
    year = workbook.figure("strategy_discussion_outcomes", window="year", period="2016-17", outcome=label)
    assert (year.denominator, round_half_up(year.value, 1)) == (1964, Decimal(share_of_2016_17))


def test_table_17s_outcomes_add_up_to_the_discussions_that_ended(workbook):
    answers = workbook.ask("strategy_discussion_outcomes", by="outcome")
    added = {month: sum(a.numerator for a in answers if a.month == month) for month in MONTHS}
    assert added == workbook.line("strategy_discussions_ended")


def test_table_18_prints_the_enquiries_that_ended_their_average_and_their_rolling_rate(workbook):
    assert workbook.line("s47_ended") == series("18", "s47_ended")
    assert round_half_up(monthly_average(workbook.figure("s47_ended", window="ytd").value, 3)) == 122
    assert round_half_up(workbook.figure("s47_ended_rate", window="rolling12").value) == 93
    # X39: the scorecard's 1,452 for the same year are enquiries started.
    assert workbook.figure("s47_ended", window="year", period="2016-17").value == 1413


@pytest.mark.parametrize(
    ("line", "twelve_months", "share", "average", "rate"),
    [
        ("Concerns not substantiated", 318, "23.8", "26.5", "22.2"),
        ("Substantiated and continuing risk of harm", 726, "54.3", "60.5", "50.6"),
        ("Substantiated but no continuing risk of harm", 294, "22.0", "24.5", "20.5"),
    ],
)
def test_table_19_prints_each_outcome_with_its_rolling_total_share_average_and_rate(
    workbook, line, twelve_months, share, average, rate
):
    assert line in S47_LINES
    label = S47_OUTCOMES[S47[line]]
    assert workbook.numerators("s47_outcomes", outcome=label) == counts("19", "s47_outcomes", line)
    answer = workbook.figure("s47_outcomes", window="rolling12", outcome=label)
    assert (answer.numerator, answer.denominator) == (twelve_months, 1338)
    assert round_half_up(answer.value, 1) == Decimal(share)
    assert round_half_up(monthly_average(answer.numerator), 1) == Decimal(average)
    assert round_half_up(divided(answer.numerator, workbook.population(), per=10_000), 1) == Decimal(rate)


def test_table_19s_total_rate_comes_from_the_total_count(workbook):
    # X07: 93.3 is printed, the sum of the three rounded rates.
    answer = workbook.figure("s47_ended_rate", window="rolling12")
    assert (answer.numerator, round_half_up(answer.value, 1)) == (1338, Decimal("93.2"))
    assert round_half_up(monthly_average(answer.numerator), 1) == Decimal("111.5")
