"""
Numbers, ranges and dates as pages print them: half up, thousands parted, a minus sign rather than a hyphen.

Months are whole in sentences and short in tables; years to March are `2015–16`.
"""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.timezone import localtime

from sightline.judgement.words import printed_number, with_symbol
from sightline.measures.arithmetic import Quantity
from sightline.measures.model import Unit

MINUS = "−"
NOTHING = "–"

Number = Quantity | Decimal


def minus(text: str) -> str:
    """A leading hyphen as the minus sign it stands for."""
    return MINUS + text[1:] if text.startswith("-") else text


def number(value: Number | None, decimals: int = 0) -> str:
    """`1,306`, `−2.5`; a dash where there is none."""
    return NOTHING if value is None else minus(printed_number(_exact(value), decimals))


def percent(value: Number | None, decimals: int = 1) -> str:
    """`21.9%` of a value already in per cent."""
    return NOTHING if value is None else f"{number(value, decimals)}%"


def in_unit(value: Number | None, unit: Unit) -> str:
    """A value with its unit's decimals and sign: `21.9%`, `364.5`."""
    return NOTHING if value is None else minus(with_symbol(unit, _exact(value)))


def signed(value: Number | None, decimals: int = 0) -> str:
    """A difference with its sign: `+3`, `−2`; nought has none."""
    text = number(value, decimals)
    if value is None or text.startswith(MINUS) or not any(digit in text for digit in "123456789"):
        return text
    return f"+{text}"


def ranged(low: Number, high: Number, unit: Unit) -> str:
    """Both ends of an interval: `30.6% to 86.3%`."""
    return f"{in_unit(low, unit)} to {in_unit(high, unit)}"


def day_in_words(day: date | None) -> str:
    """`3 July 2017`, for sentences."""
    return f"{day:%-d %B %Y}" if day else NOTHING


def day_short(day: date | None) -> str:
    """`9 Jun 2017`, for tables."""
    return f"{day:%-d %b %Y}" if day else NOTHING


def weekday_short(day: date | None) -> str:
    """`Fri 9 Jun`, for worklists, whose dates are near."""
    return f"{day:%a %-d %b}" if day else NOTHING


def month_in_words(day: date | None) -> str:
    """`June 2017`, for sentences and headings."""
    return f"{day:%B %Y}" if day else NOTHING


def month_short(day: date | None) -> str:
    """`Jun 17`, for tables and axes."""
    return f"{day:%b %y}" if day else NOTHING


def moment(at: datetime | None) -> str:
    """`3 July 2017, 10:42`, in the authority's own time."""
    if at is None:
        return NOTHING
    here = localtime(at) if at.tzinfo else at
    return f"{here:%-d %B %Y, %H:%M}"


def year_to_march(first: int) -> str:
    """The financial year that begins in April of `first`: `2015–16`."""
    return f"{first}–{(first + 1) % 100:02d}"


def _exact(value: Number) -> Quantity:
    return Fraction(value) if isinstance(value, Decimal) else value
