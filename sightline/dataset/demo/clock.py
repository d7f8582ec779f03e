"""Days, months and working days as numbers: the demo's time runs on arrays of days since 1 January 1970."""

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from sightline.dataset.working_days import working_day_calendar

EPOCH = date(1970, 1, 1).toordinal()
NEVER = 1 << 28  # a day after every other: "not ended"
LONG_GONE = -(1 << 28)

Days = np.ndarray


def day_number(day: date) -> int:
    """Days since 1 January 1970."""
    return day.toordinal() - EPOCH


def to_date(day: int) -> date:
    """The date of a day number."""
    return date.fromordinal(int(day) + EPOCH)


@lru_cache(maxsize=1)
def _working() -> tuple[int, np.ndarray, np.ndarray, np.ndarray]:
    table = working_day_calendar()
    first = day_number(table["day"][0].as_py())
    flags = table["is_working_day"].to_numpy(zero_copy_only=False)
    numbers = table["working_day_number"].to_numpy().astype(np.int64)
    days = np.flatnonzero(flags) + first
    return first, flags, numbers, days


def on_working_day(days: Days) -> Days:
    """Each day itself where it is a working day, else the next one."""
    first, flags, numbers, working = _working()
    at = np.asarray(days) - first
    return np.where(flags[at], days, working[np.minimum(numbers[at], len(working) - 1)])


def on_or_before(days: Days) -> Days:
    """Each day itself where it is a working day, else the last one before."""
    first, _, numbers, working = _working()
    return working[numbers[np.asarray(days) - first] - 1]


def plus_working_days(days: Days, count: Days) -> Days:
    """The working day that lies `count` working days after (before, when negative) each day; the day is day 0."""
    first, _, numbers, working = _working()
    return working[numbers[np.asarray(days) - first] + np.asarray(count) - 1]


def working_days_between(first_days: Days, last_days: Days) -> Days:
    """Working days after the first day up to and including the last."""
    first, _, numbers, _ = _working()
    return numbers[np.asarray(last_days) - first] - numbers[np.asarray(first_days) - first]


def working_days_within(start: int, end: int) -> Days:
    """The working days from `start` to `end`, both included."""
    _, _, _, working = _working()
    return working[np.searchsorted(working, start) : np.searchsorted(working, end, side="right")]


def plus_months(days: Days, months: int) -> Days:
    """Calendar months later, the end clipped: 31 December and six months is 30 June."""
    stamps = np.asarray(days).astype("datetime64[D]")
    starts = stamps.astype("datetime64[M]")
    in_month = (stamps - starts.astype("datetime64[D]")).astype(np.int64)
    target = starts + np.timedelta64(months, "M")
    last = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64) - 1
    return target.astype("datetime64[D]").astype(np.int64) + np.minimum(in_month, last)


def return_year(days: Days) -> Days:
    """The year of the return that each day belongs to: that in which its financial year ends."""
    months = np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return (months + 9) // 12


def age_on(births: Days, days: Days) -> Days:
    """Whole years of age; negative before birth. 29 February turns a year older on 1 March."""
    born, on = np.asarray(births).astype("datetime64[D]"), np.asarray(days).astype("datetime64[D]")
    years = on.astype("datetime64[Y]").astype(int) - born.astype("datetime64[Y]").astype(int)
    into = (on - on.astype("datetime64[M]").astype("datetime64[D]")).astype(int)
    born_into = (born - born.astype("datetime64[M]").astype("datetime64[D]")).astype(int)
    month, born_month = on.astype("datetime64[M]").astype(int) % 12, born.astype("datetime64[M]").astype(int) % 12
    return years - ((month < born_month) | ((month == born_month) & (into < born_into)))


@dataclass(frozen=True)
class Clock:
    """
    The demo's months: `starts` and `ends` (days), `before` (months before the latest whole one; -1: a last part month).

    `opens`: the first day whose events are kept; the months before it only bring the authority into motion.
    """

    as_at: int
    opens: int
    starts: Days
    ends: Days
    before: Days
    calendar_month: Days
    share: np.ndarray  # how much of the month lies before the as-at date

    @property
    def months(self) -> int:
        return len(self.starts)


FINANCIAL_YEARS = 7
MONTHS_OF_RUN_UP = 15


def clock(as_at: date) -> Clock:
    """The months up to `as_at`: seven financial years and the current one, after a run-up."""
    year = as_at.year - (as_at.month < 4)
    opens = date(year - FINANCIAL_YEARS, 4, 1)
    month = opens.year * 12 + opens.month - 1 - MONTHS_OF_RUN_UP
    starts, ends, share = [], [], []
    while True:
        start = date(month // 12, month % 12 + 1, 1)
        if start > as_at:
            break
        length = calendar.monthrange(start.year, start.month)[1]
        end = min(date(start.year, start.month, length), as_at)
        starts.append(day_number(start))
        ends.append(day_number(end))
        share.append(end.day / length)
        month += 1
    whole = len(starts) - (share[-1] < 1)
    return Clock(
        as_at=day_number(as_at),
        opens=day_number(opens),
        starts=np.array(starts),
        ends=np.array(ends),
        before=whole - 1 - np.arange(len(starts)),
        calendar_month=np.array([to_date(s).month for s in starts]),
        share=np.array(share),
    )
