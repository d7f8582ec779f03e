"""Dates by hand: months, ages, working days. None is an open end."""

import calendar
from datetime import date, timedelta
from functools import cache

import holidays

_BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(1990, 2041))


def add_months(day: date, months: int) -> date:
    """The same day of a later (or earlier) month; the last day of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_open(start: date | None, end: date | None, day: date) -> bool:
    """A spell is open on a day when it started by then and had not ended by the end of it."""
    return start is not None and start <= day and (end is None or end > day)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _BANK_HOLIDAYS


@cache
def working_days(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`: the start is day 0."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def age_on(birth: date | None, day: date) -> int | None:
    """Birthdays had by that day; -1 before birth. A birthday on 29 February falls on 1 March in other years."""
    if birth is None:
        return None
    if birth > day:
        return -1
    had = 0
    while True:
        year = birth.year + had + 1
        leapling = (birth.month, birth.day) == (2, 29) and not calendar.isleap(year)
        birthday = date(year, 3, 1) if leapling else date(year, birth.month, birth.day)
        if birthday > day:
            return had
        had += 1


def month_of(day: date) -> tuple[int, int]:
    return day.year, day.month


def month_end(month: tuple[int, int]) -> date:
    return date(*month, calendar.monthrange(*month)[1])


def months_of(window: str, last: tuple[int, int]) -> list[tuple[int, int]]:
    """The months of the window that ends with `last`."""
    year, number = last
    of_financial_year = (number - 4) % 12 + 1
    count = {
        "month": 1,
        "snapshot": 1,
        "quarter": (number - 1) % 3 + 1,
        "ytd": of_financial_year,
        "projected": of_financial_year,
        "year": of_financial_year,
        "rolling12": 12,
    }[window]
    indexes = range(year * 12 + number - count, year * 12 + number)
    return [(index // 12, index % 12 + 1) for index in indexes]
