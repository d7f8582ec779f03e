"""Months, windows and periods as the analyst writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.errors import BadUsage
from sightline.measures.windows import (
    Month,
    Period,
    Window,
    add_months,
    complete_months,
    parse_last_month,
    parse_months,
)

months = st.builds(Month, st.integers(1990, 2040), st.integers(1, 12))


def named(period: Period) -> list[str]:
    return [str(month) for month in period.months]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2017-06", "2017-06"),
        ("2017-Q1", "2017-06"),
        ("2017-q4", "2018-03"),
        ("2016-17", "2017-03"),
        ("2016/17", "2017-03"),
        ("1999-00", "2000-03"),
        (" 2017-06 ", "2017-06"),
        ("2010-11", "2010-11"),
    ],
)
def test_a_period_is_known_by_its_last_month(text, last):
    assert str(parse_last_month(text)) == last


@pytest.mark.parametrize("text", ["2017", "2017-13", "2017-00", "2016-18", "2017-Q5", "June 2017", "2017-6", ""])
def test_anything_else_is_no_period(text):
    with pytest.raises(BadUsage) as refusal:
        parse_last_month(text)
    assert str(refusal.value) == (
        f"'{text}' is not a period. Write a month as 2017-06, a quarter as 2017-Q1 (April to June) "
        "or a financial year as 2016-17."
    )


def test_a_range_has_every_month_in_it():
    assert [str(m) for m in parse_months("2016-11..2017-02")] == ["2016-11", "2016-12", "2017-01", "2017-02"]
    assert [str(m) for m in parse_months("2017-06")] == ["2017-06"]


def test_a_range_that_ends_before_it_starts_is_refused():
    with pytest.raises(BadUsage, match="ends before it starts"):
        parse_months("2017-06..2017-05")


def test_a_year_to_date_is_april_to_the_month():
    assert named(Period(Window.YEAR_TO_DATE, Month(2017, 6))) == ["2017-04", "2017-05", "2017-06"]
    assert named(Period(Window.YEAR_TO_DATE, Month(2017, 4))) == ["2017-04"]
    assert len(named(Period(Window.YEAR_TO_DATE, Month(2017, 3)))) == 12


def test_a_rolling_year_is_the_twelve_months_that_end_with_the_month():
    rolling = named(Period(Window.ROLLING_12, Month(2017, 6)))
    assert (rolling[0], rolling[-1], len(rolling)) == ("2016-07", "2017-06", 12)


def test_a_quarter_that_is_running_has_its_months_so_far():
    assert named(Period(Window.QUARTER, Month(2017, 5))) == ["2017-04", "2017-05"]
    assert named(Period(Window.QUARTER, Month(2018, 3))) == ["2018-01", "2018-02", "2018-03"]


def test_a_snapshot_is_the_last_day_and_a_projected_year_reaches_31_march():
    snapshot = Period(Window.SNAPSHOT, Month(2016, 2))
    assert (snapshot.start, snapshot.end) == (date(2016, 2, 29), date(2016, 2, 29))
    projected = Period(Window.PROJECTED_YEAR, Month(2017, 6))
    assert (projected.start, projected.end) == (date(2017, 4, 1), date(2018, 3, 31))


def test_labels_are_what_the_command_line_takes():
    assert Period(Window.FINANCIAL_YEAR, Month(2017, 3)).label == "2016-17"
    assert Period(Window.FINANCIAL_YEAR, Month(2000, 3)).label == "1999-00"
    assert Period(Window.MONTH, Month(2017, 6)).label == "2017-06"
    assert Month(2017, 6).label == "Jun-17"


@given(months)
def test_a_months_text_is_read_back(month):
    assert parse_last_month(str(month)) == month


@given(months, st.integers(-500, 500))
def test_months_added_and_taken_away_come_back(month, count):
    assert month.plus(count).plus(-count) == month


@given(months)
def test_the_financial_year_starts_in_april_and_holds_the_month(month):
    first = month.first_of_financial_year
    assert first.number == 4
    assert first.plus(month.of_financial_year - 1) == month


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2016, 12, 31), 6, date(2017, 6, 30)),
        (date(2017, 1, 31), 3, date(2017, 4, 30)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2016, 2, 29), 48, date(2020, 2, 29)),
        (date(2017, 3, 15), 3, date(2017, 6, 15)),
        (date(2017, 3, 31), -1, date(2017, 2, 28)),
    ],
)
def test_months_are_added_by_calendar_with_the_end_clipped(day, count, later):
    assert add_months(day, count) == later


def test_the_months_of_a_history_reach_the_one_that_holds_the_as_at_date():
    found = complete_months(Month(2017, 4), date(2017, 6, 1))
    assert [str(m) for m in found] == ["2017-04", "2017-05", "2017-06"]
