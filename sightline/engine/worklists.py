"""
What is due, read into memory: the clocks of one measured version as plain values, and the same clocks as they stood.

The clocks' tables (`sightline.clocks.worklist`) hold what is open and what was done or lapsed in the last fourteen
weeks, so that any day of those weeks can be told again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import Enum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

import pyarrow.parquet as pq

from sightline.clocks.declare import WARNINGS, Clock, EarlyWarning
from sightline.clocks.limits import LimitUnit
from sightline.clocks.worklist import IN_ORDER as CLOCKS
from sightline.dataset.versions import Manifest
from sightline.dataset.working_days import working_day_calendar

__all__ = ["CLOCKS", "WARNINGS", "Due", "Holder", "Post", "State", "Warned", "Worklists"]

FRIDAY = 4
WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)


class State(Enum):
    """How a thing to do stands; the value is its name in an address."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this-week"
    NEXT_FORTNIGHT = "next-fortnight"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Due:
    """
    One thing to do for one child: what, by when, and who has it to do.

    `due` is the last day of the limit, `late_from` the first day on which it is late. It is open until it is `done` or
    has `lapsed`. `team` is the name of the team that holds the child today.
    """

    child_id: str
    clock: str
    what: str
    limit: str
    record_id: str
    started: date
    applies_from: date
    due: date
    late_from: date
    done: date | None
    lapsed: date | None
    extended_reason: str | None
    worker_id: str | None
    team: str | None
    service_area: str | None
    locality: str | None

    def is_open_on(self, day: date) -> bool:
        ended = self.done or self.lapsed
        return self.started <= day and self.applies_from <= day and (ended is None or ended > day)

    def is_late_on(self, day: date) -> bool:
        return self.late_from <= day and self.is_open_on(day)

    @property
    def is_waiting(self) -> bool:
        return self.done is None and self.lapsed is None

    @property
    def is_in_working_days(self) -> bool:
        return LimitUnit.WORKING_DAYS.value in self.limit

    def days_over(self, day: date) -> int:
        """How many days (working days, where the limit is in them) past its limit it is on a day; 0 in time."""
        return 0 if day < self.late_from else self.days_from(self.due, day)

    def days_from(self, first: date, last: date) -> int:
        """Days between two days as the limit counts them: working days, where it is in them."""
        return working_days_between(first, last) if self.is_in_working_days else (last - first).days


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a child today (`sightline.clocks.holders`): the names and ids by which a scope knows them."""

    child_id: str
    is_open: bool
    case_type: str | None
    finance_only: str | None
    opened: date | None
    closed: date | None
    how: str | None
    worker_id: str | None
    team_id: str | None
    team: str | None
    service_area: str | None
    locality: str | None


@dataclass(frozen=True, slots=True)
class Warned:
    """An early warning about a child: what is said, and since when it is so."""

    child_id: str
    warning: str
    since: date
    says: str
    worker_id: str | None
    team: str | None


@dataclass(frozen=True, slots=True)
class Post:
    """One post of the as-at date and the full-time equivalent that it counts as in caseloads."""

    worker_id: str
    team: str | None
    post: str
    agency: str
    fte: float
    adjusted_fte: float
    is_newly_qualified: bool
    is_absent: bool


# A team's name, service area and locality.
Place = tuple[str | None, str | None, str | None]
NOWHERE: Place = (None, None, None)
CHILD = {"child_id": "person_id"}

Made = TypeVar("Made", Due, Holder, Warned, Post)


@dataclass(frozen=True)
class Worklists:
    """All that is due in one measured version; `day` is its as-at date, on which the lists are reckoned."""

    day: date
    dues: tuple[Due, ...]
    holders: Mapping[str, Holder]
    warnings: tuple[Warned, ...]
    posts: tuple[Post, ...]
    job_titles: Mapping[str, str]
    not_supplied: tuple[Clock, ...]

    @classmethod
    def read(cls, views: Path, manifest: Manifest) -> "Worklists":
        """The tables in the folder `views` of a cube. A clock whose tables nobody supplied is left out, and named."""
        missing = tuple(c for c in CLOCKS.values() if not _is_supplied(c, manifest))
        unwarned = {w.name for w in WARNINGS.values() if not _is_supplied(w, manifest)}
        left_out = {clock.name for clock in missing}
        holders = {h.child_id: h for h in _rows(views / "holders.parquet", Holder, CHILD)}
        places = {h.team_id: (h.team, h.service_area, h.locality) for h in holders.values() if h.team_id is not None}
        titles = pq.read_table(views / "workers.parquet", columns=["worker_id", "job_title"]).to_pylist()
        return cls(
            manifest.as_at,
            tuple(d for d in _rows(views / "clocks.parquet", Due, CHILD, places) if d.clock not in left_out),
            holders,
            tuple(
                w for w in _rows(views / "early_warnings.parquet", Warned, CHILD, places) if w.warning not in unwarned
            ),
            tuple(_rows(views / "posts_today.parquet", Post, {}, places)),
            {row["worker_id"]: row["job_title"] for row in titles if row["job_title"]},
            missing,
        )

    @cached_property
    def held(self) -> tuple[Holder, ...]:
        """The children whose case is open, payments alone left out."""
        return tuple(one for one in self.holders.values() if one.is_open and one.finance_only is None)

    @cached_property
    def waiting(self) -> tuple[Due, ...]:
        """What is open on the as-at date, the latest first."""
        found = [due for due in self.dues if due.is_waiting]
        return tuple(sorted(found, key=lambda due: (due.due, due.child_id, due.clock)))

    @cached_property
    def done_last_week(self) -> tuple[Due, ...]:
        """What was done in the seven days up to the as-at date, the newest first."""
        since = self.day - WEEK
        found = [due for due in self.dues if due.done is not None and due.done > since]
        return tuple(sorted(found, key=lambda due: (due.done, due.child_id, due.clock), reverse=True))

    @cached_property
    def late_a_week_ago(self) -> tuple[Due, ...]:
        """What was overdue seven days before the as-at date."""
        return tuple(due for due in self.dues if due.is_late_on(self.day - WEEK))

    def overdue_by_week(self, weeks: int, dues: Iterable[Due]) -> list[tuple[date, int]]:
        """How many of `dues` were overdue on the as-at date and on the same day of each week before, oldest first."""
        days = [self.day - WEEK * back for back in range(weeks, -1, -1)]
        counted: Counter[date] = Counter()
        for due in dues:
            if due.late_from <= self.day:
                counted.update(day for day in days if due.is_late_on(day))
        return [(day, counted[day]) for day in days]

    @property
    def week_ends(self) -> date:
        """The Friday of the as-at date's week; on a Saturday or Sunday, that of the week to come."""
        return self.day + timedelta(days=(FRIDAY - self.day.weekday()) % 7)

    def state_of(self, due: Due) -> State:
        """How a waiting thing stands on the as-at date. On the days off after its last working day it is due today."""
        if due.late_from <= self.day:
            return State.OVERDUE
        if due.due <= self.day:
            return State.TODAY
        if due.due <= self.week_ends:
            return State.THIS_WEEK
        return State.NEXT_FORTNIGHT if due.due <= self.week_ends + FORTNIGHT else State.LATER


def _is_supplied(declared: Clock | EarlyWarning, manifest: Manifest) -> bool:
    return all(table.stored_name in manifest.supplied for table in declared.needs)


def _rows(
    file: Path, kind: type[Made], renamed: Mapping[str, str], places: Mapping[str, Place] | None = None
) -> Iterator[Made]:
    """A file's rows as values of `kind`; `places`: where the team of a row's `team_id` stands."""
    table = pq.read_table(file)
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    if places is not None:
        placed = [places.get(team, NOWHERE) for team in columns["team_id"]]
        columns |= {name: [place[n] for place in placed] for n, name in enumerate(("team", "service_area", "locality"))}
    wanted = [columns[renamed.get(field.name, field.name)] for field in fields(kind)]
    return (kind(*values) for values in zip(*wanted, strict=True))


def working_days_between(first: date, last: date) -> int:
    """Working days after `first` up to and including `last` (docs/conventions.md)."""
    numbers = _numbers()
    return numbers[last] - numbers[first]


@lru_cache(maxsize=1)
def _numbers() -> dict[date, int]:
    calendar = working_day_calendar()
    days, numbers = calendar.column("day").to_pylist(), calendar.column("working_day_number").to_pylist()
    return dict(zip(days, numbers, strict=True))
