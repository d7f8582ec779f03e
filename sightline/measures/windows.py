"""
Windows and periods: a window is a kind of time (year to date), a period is one of them (1 April to June 2017).

Everything is made of calendar months; the financial year starts on 1 April.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from sightline.errors import BadUsage

FIRST_MONTH_OF_YEAR = 4


class Window(Enum):
    """The kinds of window; the value is the word used on the command line."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR_TO_DATE = "ytd"
    ROLLING_12 = "rolling12"
    FINANCIAL_YEAR = "year"
    SNAPSHOT = "snapshot"
    PROJECTED_YEAR = "projected"
    # Of figures that another system counted: the newest whose period has ended.
    LATEST = "latest"

    @property
    def title(self) -> str:
        return _TITLES[self]


_TITLES = {
    Window.MONTH: "Month",
    Window.QUARTER: "Quarter",
    Window.YEAR_TO_DATE: "Year to date",
    Window.ROLLING_12: "Rolling 12 months",
    Window.FINANCIAL_YEAR: "Financial year",
    Window.SNAPSHOT: "At period end",
    Window.PROJECTED_YEAR: "Projected year",
    Window.LATEST: "Latest observation",
}


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def start(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def end(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def plus(self, months: int) -> "Month":
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    @property
    def first_of_financial_year(self) -> "Month":
        year = self.year if self.number >= FIRST_MONTH_OF_YEAR else self.year - 1
        return Month(year, FIRST_MONTH_OF_YEAR)

    @property
    def of_financial_year(self) -> int:
        """1 for April to 12 for March: how many months of the year have elapsed at its end."""
        return (self.number - FIRST_MONTH_OF_YEAR) % 12 + 1

    @property
    def label(self) -> str:
        """`Jun-17`, as the workbook prints it."""
        return f"{calendar.month_abbr[self.number]}-{self.year % 100:02d}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True)
class Period:
    """One window that ends with one month; `months` are the months it is made of, in order."""

    window: Window
    last: Month

    @property
    def months(self) -> list[Month]:
        match self.window:
            case Window.MONTH | Window.SNAPSHOT | Window.LATEST:
                count = 1
            case Window.QUARTER:
                count = (self.last.number - 1) % 3 + 1
            case Window.YEAR_TO_DATE | Window.PROJECTED_YEAR | Window.FINANCIAL_YEAR:
                count = self.last.of_financial_year
            case Window.ROLLING_12:
                count = 12
        return [self.last.plus(-back) for back in range(count - 1, -1, -1)]

    @property
    def start(self) -> date:
        return self.end if self.window is Window.SNAPSHOT else self.months[0].start

    @property
    def end(self) -> date:
        """The last day that is counted. A projected year reaches to 31 March."""
        if self.window is Window.PROJECTED_YEAR:
            return self.last.first_of_financial_year.plus(11).end
        return self.last.end

    @property
    def label(self) -> str:
        """The word on the command line: `2017-06`, or `2016-17` for a financial year."""
        if self.window is Window.FINANCIAL_YEAR:
            first = self.last.first_of_financial_year.year
            return f"{first}-{(first + 1) % 100:02d}"
        return str(self.last)


_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_QUARTER = re.compile(r"(\d{4})-[Qq]([1-4])$")
_YEAR = re.compile(r"(\d{4})[-/](\d{2})$")

# How many months lie between one period of a kind and the next.
_STEPS = {Window.MONTH: 1, Window.QUARTER: 3, Window.FINANCIAL_YEAR: 12}


def parse_period(text: str) -> Period:
    """
    The month, quarter or financial year that `text` names.

    `2017-06` is a month, `2017-Q1` the quarter April to June 2017, `2016-17` the financial year to March 2017.
    Where a text could be a month or a year (2010-11), it is the month.
    Errors: BadUsage for anything else.
    """
    text = text.strip()
    if (found := _MONTH.match(text)) and 1 <= int(found[2]) <= 12:
        return Period(Window.MONTH, Month(int(found[1]), int(found[2])))
    if found := _QUARTER.match(text):
        return Period(Window.QUARTER, Month(int(found[1]), FIRST_MONTH_OF_YEAR).plus(int(found[2]) * 3 - 1))
    if (found := _YEAR.match(text)) and (int(found[1]) + 1) % 100 == int(found[2]):
        return Period(Window.FINANCIAL_YEAR, Month(int(found[1]) + 1, FIRST_MONTH_OF_YEAR - 1))
    raise BadUsage(
        f"'{text}' is not a period. Write a month as 2017-06, a quarter as 2017-Q1 (April to June) "
        "or a financial year as 2016-17."
    )


def parse_last_month(text: str) -> Month:
    """The last month of the period that `text` names. Errors: BadUsage for what is not a period."""
    return parse_period(text).last


def parse_periods(text: str) -> list[Period]:
    """
    One period, or every period of a range written `2016-06..2017-06`, `2016-Q3..2017-Q1` or `2014-15..2016-17`.

    Errors: BadUsage for a range whose ends are of different kinds or that ends before it starts.
    """
    first, dots, last = text.partition("..")
    periods = [parse_period(first)]
    if not dots:
        return periods
    end = parse_period(last)
    if end.window is not periods[0].window:
        raise BadUsage(f"'{text}' mixes two kinds of period. Write both ends as months, as quarters or as years.")
    if end.last < periods[0].last:
        raise BadUsage(f"'{text}' ends before it starts. Write the earlier period first.")
    while periods[-1].last < end.last:
        periods.append(Period(end.window, periods[-1].last.plus(_STEPS[end.window])))
    return periods


def parse_months(text: str) -> list[Month]:
    """The last months of the periods that `text` names."""
    return [period.last for period in parse_periods(text)]


def complete_months(first: Month, as_at: date) -> list[Month]:
    """The months from `first` to the one that holds `as_at`, the last of them perhaps still running."""
    months = [first]
    while months[-1] < Month.of(as_at):
        months.append(months[-1].plus(1))
    return months


def add_months(day: date, months: int) -> date:
    """`day` plus calendar months, the end clipped: 31 December and six months is 30 June."""
    month = Month.of(day).plus(months)
    return month.start + timedelta(days=min(day.day, month.end.day) - 1)
