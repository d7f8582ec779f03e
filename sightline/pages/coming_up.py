"""What is coming up: the fixed days of the statutory year, and the meetings that the authority's settings name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.settings import Meeting

# How many are shown, and how far ahead is looked, in days.
SHOWN, AHEAD = 5, 366


@dataclass(frozen=True)
class Coming:
    """One day with what happens on it."""

    day: date
    title: str


@dataclass(frozen=True)
class Yearly:
    """A day of every year: what ends, opens or is due on it."""

    month: int
    day: int
    title: str


# The Department for Education's guides: the census year and the looked-after return's end on 31 March, the census opens
# the day after and is submitted by the end of July; the workforce census is of 30 September.
STATUTORY = (
    Yearly(3, 31, "Last day of the year for the children in need census and SSDA903"),
    Yearly(4, 1, "Children in need census opens"),
    Yearly(7, 31, "Children in need census, last day to submit"),
    Yearly(9, 30, "Workforce census day"),
)


def coming_up(today: date, meetings: Sequence[Meeting]) -> tuple[Coming, ...]:
    """The next days from `today` on, soonest first."""
    found = [Coming(meeting.on, meeting.title) for meeting in meetings]
    found += [Coming(date(year, one.month, one.day), one.title) for one in STATUTORY
              for year in (today.year, today.year + 1)]  # fmt: skip
    near = [one for one in found if 0 <= (one.day - today).days <= AHEAD]
    return tuple(sorted(near, key=lambda one: (one.day, one.title))[:SHOWN])
