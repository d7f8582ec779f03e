"""
The periods that figures counted elsewhere are of: days, months, quarters, terms, three kinds of year, twelve months.

Sightline's own figures are made of calendar months (`sightline.measures.windows`); a school's are of terms and of
years from September, a court's of the year that ends with a quarter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sightline.measures.windows import FIRST_MONTH_OF_YEAR, Month


class Every(Enum):
    """How often a figure is told; the value is the kind of period in words."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    FINANCIAL_YEAR = "financial year"
    ACADEMIC_YEAR = "academic year"
    CALENDAR_YEAR = "calendar year"
    TWELVE_MONTHS = "twelve months"

    @property
    def example(self) -> str:
        """How such a period is written in a file."""
        return _EXAMPLES[self]


_EXAMPLES = {
    Every.DAY: "2017-06-30",
    Every.MONTH: "2017-06",
    Every.QUARTER: "2017-Q1",
    Every.TERM: "Autumn 2016",
    Every.FINANCIAL_YEAR: "2016-17",
    Every.ACADEMIC_YEAR: "AY2016-17",
    Every.CALENDAR_YEAR: "2016",
    Every.TWELVE_MONTHS: "12m to 2017-03",
}

# The academic year starts on 1 September; its terms follow one another without a gap.
TERMS = {"Autumn": (9, 12), "Spring": (1, 3), "Summer": (4, 8)}
FIRST_MONTH_OF_ACADEMIC_YEAR = 9


@dataclass(frozen=True)
class ObservedPeriod:
    """One period of a figure: its kind, its label as files write it, and its first and last day."""

    every: Every
    label: str
    start: date
    end: date


def day(of: date) -> ObservedPeriod:
    return ObservedPeriod(Every.DAY, of.isoformat(), of, of)


def month(of: Month) -> ObservedPeriod:
    return ObservedPeriod(Every.MONTH, str(of), of.start, of.end)


def quarter(year: int, number: int) -> ObservedPeriod:
    """Quarter 1 of the financial year that starts in `year` is April to June."""
    last = Month(year, FIRST_MONTH_OF_YEAR).plus(number * 3 - 1)
    return ObservedPeriod(Every.QUARTER, f"{year}-Q{number}", last.plus(-2).start, last.end)


def term(name: str, year: int) -> ObservedPeriod:
    first, last = TERMS[name]
    return ObservedPeriod(Every.TERM, f"{name} {year}", Month(year, first).start, Month(year, last).end)


def financial_year(year: int) -> ObservedPeriod:
    """The financial year that starts in `year`."""
    first = Month(year, FIRST_MONTH_OF_YEAR)
    return ObservedPeriod(Every.FINANCIAL_YEAR, _years(year), first.start, first.plus(11).end)


def academic_year(year: int) -> ObservedPeriod:
    """The academic year that starts in `year`."""
    first = Month(year, FIRST_MONTH_OF_ACADEMIC_YEAR)
    return ObservedPeriod(Every.ACADEMIC_YEAR, f"AY{_years(year)}", first.start, first.plus(11).end)


def calendar_year(year: int) -> ObservedPeriod:
    return ObservedPeriod(Every.CALENDAR_YEAR, str(year), date(year, 1, 1), date(year, 12, 31))


def twelve_months(last: Month) -> ObservedPeriod:
    return ObservedPeriod(Every.TWELVE_MONTHS, f"12m to {last}", last.plus(-11).start, last.end)


def _years(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02d}"


def latest_ended(every: Every, by: date) -> ObservedPeriod:
    """The last period of a kind that has ended by a day: what a template is filled in for."""
    of = Month.of(by)
    match every:
        case Every.DAY:
            return day(by)
        case Every.MONTH | Every.TWELVE_MONTHS:
            last = of if of.end <= by else of.plus(-1)
            return month(last) if every is Every.MONTH else twelve_months(last)
    candidates: list[ObservedPeriod] = []
    for year in range(by.year - 2, by.year + 1):
        match every:
            case Every.QUARTER:
                candidates += [quarter(year, number) for number in range(1, 5)]
            case Every.TERM:
                candidates += [term(name, year) for name in TERMS]
            case Every.FINANCIAL_YEAR:
                candidates.append(financial_year(year))
            case Every.ACADEMIC_YEAR:
                candidates.append(academic_year(year))
            case Every.CALENDAR_YEAR:
                candidates.append(calendar_year(year))
    return max((period for period in candidates if period.end <= by), key=lambda period: period.end)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_QUARTER = re.compile(r"(\d{4})(?:[-/](\d{2}))?[-\s]+Q([1-4])$", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})[-/](\d{2})$")
_ACADEMIC = re.compile(r"(?:AY\s*(\d{4})[-/](\d{2})|(\d{4})[-/](\d{2})\s+academic(?:\s+year)?)$", re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})$")
_TERM = re.compile(r"(autumn|spring|summer)(?:\s+term)?\s+(\d{4})$", re.IGNORECASE)
_TWELVE = re.compile(r"12\s*m(?:onths)?\s+to\s+(\d{4})-(\d{2})$", re.IGNORECASE)


def readings(text: str) -> list[ObservedPeriod]:
    """Every period that `text` can stand for: 2010-11 is a month and a financial year; nothing for what is none."""
    text = " ".join(text.split())
    found: list[ObservedPeriod] = []
    if _DAY.match(text):
        try:
            found.append(day(date.fromisoformat(text)))
        except ValueError:
            return []
    if (match := _MONTH.match(text)) and 1 <= int(match[2]) <= 12:
        found.append(month(Month(int(match[1]), int(match[2]))))
    if (match := _QUARTER.match(text)) and _follows(match[1], match[2]):
        found.append(quarter(int(match[1]), int(match[3])))
    if (match := _YEARS.match(text)) and _follows(match[1], match[2]):
        found.append(financial_year(int(match[1])))
    if match := _ACADEMIC.match(text):
        first, second = match[1] or match[3], match[2] or match[4]
        if _follows(first, second):
            found.append(academic_year(int(first)))
    if match := _YEAR.match(text):
        found.append(calendar_year(int(match[1])))
    if match := _TERM.match(text):
        found.append(term(match[1].capitalize(), int(match[2])))
    if (match := _TWELVE.match(text)) and 1 <= int(match[2]) <= 12:
        found.append(twelve_months(Month(int(match[1]), int(match[2]))))
    return found


def _follows(first: str, second: str | None) -> bool:
    return second is None or (int(first) + 1) % 100 == int(second)


def read_period(text: str, every: Iterable[Every]) -> ObservedPeriod | None:
    """The period that `text` stands for, of one of the kinds; None where it stands for none of them."""
    return next((period for kind in every for period in readings(text) if period.every is kind), None)
