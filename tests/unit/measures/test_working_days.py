"""Working days against a loop over days, and ages and months in SQL against the calendar."""

from datetime import date, timedelta

import holidays
import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sightline.dataset.working_days import FIRST_DAY, LAST_DAY, working_day_calendar
from sightline.measures.expressions import age_in_years, months_later
from sightline.measures.windows import add_months

BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(1990, 2041))
NUMBERS = dict(
    zip(
        working_day_calendar()["day"].to_pylist(),
        working_day_calendar()["working_day_number"].to_pylist(),
        strict=True,
    )
)
any_day = st.dates(FIRST_DAY, LAST_DAY)
few = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def counted_by_hand(start: date, end: date) -> int:
    found, day = 0, start
    while day < end:
        day += timedelta(days=1)
        found += day.weekday() < 5 and day not in BANK_HOLIDAYS
    return found


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.dates(date(1990, 1, 1), date(2040, 6, 1)), st.integers(0, 200))
def test_working_days_are_a_difference_of_two_running_numbers(start, length):
    end = start + timedelta(days=length)
    assert NUMBERS[end] - NUMBERS[start] == counted_by_hand(start, end)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2017, 4, 3), date(2017, 4, 3), 0),
        (date(2017, 4, 13), date(2017, 4, 18), 1),
        (date(2017, 4, 28), date(2017, 5, 2), 1),
        (date(2017, 4, 7), date(2017, 4, 9), 0),
        (date(2017, 4, 3), date(2017, 6, 9), 45),
        (date(2022, 6, 1), date(2022, 6, 6), 1),
    ],
)
def test_easter_the_bank_holidays_and_weekends_are_not_working_days(start, end, days):
    assert NUMBERS[end] - NUMBERS[start] == days


def test_the_calendar_has_every_day_once():
    assert len(NUMBERS) == (LAST_DAY - FIRST_DAY).days + 1


# Ages and months, as the engine works them out


@pytest.fixture(scope="module")
def connection():
    connection = ibis.duckdb.connect()
    yield connection
    connection.disconnect()


def birthdays(born: date, on: date) -> int:
    """Completed years by counting birthdays; one on 29 February falls on 1 March in other years."""
    years = 0
    while True:
        try:
            birthday = born.replace(year=born.year + years + 1)
        except ValueError:
            birthday = date(born.year + years + 1, 3, 1)
        if birthday > on:
            return years
        years += 1


@few
@given(born=st.dates(date(1995, 1, 1), date(2017, 12, 31)), on=st.dates(date(2010, 1, 1), date(2018, 12, 31)))
@example(born=date(2016, 2, 29), on=date(2017, 2, 28))
@example(born=date(2016, 2, 29), on=date(2017, 3, 1))
@example(born=date(2016, 2, 29), on=date(2016, 2, 29))
@example(born=date(2017, 7, 1), on=date(2017, 6, 30))
def test_an_age_is_the_number_of_birthdays_had_and_minus_one_before_birth(connection, born, on):
    found = connection.to_pyarrow(age_in_years(ibis.date(born), ibis.date(on))).as_py()
    assert found == (-1 if born > on else birthdays(born, on))


@few
@given(day=any_day, months=st.integers(0, 60))
@example(day=date(2017, 1, 31), months=3)
@example(day=date(2016, 2, 29), months=24)
def test_months_later_in_sql_are_months_later_by_calendar(connection, day, months):
    drawn = connection.create_table("drawn", pa.table({"day": pa.array([day], pa.date32())}), overwrite=True)
    (found,) = drawn.select(later=months_later(drawn.day, months)).to_pyarrow()["later"].to_pylist()
    assert found == add_months(day, months)
