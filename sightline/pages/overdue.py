"""What is overdue by clock and locality, and how that was a week ago: for the director's home and unit pages."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sightline.engine.worklists import CLOCKS, WARNINGS, Due
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope
from sightline.pages.worklists import Part, in_unit, worklists_of

WEEKS = 13
COUNTY_WIDE = "County-wide"


@dataclass(frozen=True)
class OverdueRow:
    """
    One clock: its title and limits in words, how many are overdue by locality (in the order of the page's) and in all,
    and in all a week before. `weeks` are the totals of the thirteen weeks before and of the as-at date.
    """

    clock: str
    title: str
    limit: str
    by_locality: tuple[int, ...]
    total: int
    week_before: int
    weeks: tuple[int, ...]

    @property
    def change(self) -> int:
        return self.total - self.week_before


@dataclass(frozen=True)
class OverduePage:
    """Everything overdue that a scope holds of a unit. `localities` are the columns, teams without one the last."""

    day: date
    localities: tuple[str, ...]
    rows: tuple[OverdueRow, ...]
    total: int
    week_before: int
    weeks: tuple[int, ...]
    not_supplied: tuple[str, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(sum(row.by_locality[n] for row in self.rows) for n in range(len(self.localities)))


def overdue_by_clock(reading: Reading, scope: Scope, unit: Unit | None = None) -> OverduePage:
    """The clocks with something overdue now or a week ago, in the order of a child's journey."""
    unit = unit or reading.organisation.whole
    return reading.remembered(("overdue", scope, unit.key), lambda: _made(reading, scope, unit))


def _made(reading: Reading, scope: Scope, unit: Unit) -> OverduePage:
    lists, part = worklists_of(reading), Part(scope, unit)
    held = part.of(due for due in lists.dues if due.late_from <= lists.day)
    late = [due for due in held if due.is_late_on(lists.day)]
    places = Counter(due.locality or COUNTY_WIDE for due in late)
    localities = tuple(sorted(places, key=lambda name: (name == COUNTY_WIDE, name)))
    rows = [row for name in CLOCKS if (row := _row(name, held, late, localities, reading))]
    totals = tuple(number for _day, number in lists.overdue_by_week(WEEKS, held))
    return OverduePage(
        lists.day,
        localities,
        tuple(rows),
        len(late),
        totals[-2],
        totals,
        tuple(clock.plural for clock in lists.not_supplied),
    )


def _row(
    name: str, held: list[Due], late: list[Due], localities: tuple[str, ...], reading: Reading
) -> OverdueRow | None:
    of_clock = [due for due in held if due.clock == name]
    weeks = tuple(number for _day, number in worklists_of(reading).overdue_by_week(WEEKS, of_clock))
    if not weeks[-1] and not weeks[-2]:
        return None
    places = Counter(due.locality or COUNTY_WIDE for due in late if due.clock == name)
    limits = list(dict.fromkeys(due.limit for due in of_clock))
    return OverdueRow(
        name,
        CLOCKS[name].plural,
        " or ".join(sorted(limits, key=lambda words: (words.split()[-1], int(words.split()[0])))),
        tuple(places[locality] for locality in localities),
        weeks[-1],
        weeks[-2],
        weeks,
    )


@dataclass(frozen=True)
class WarningCount:
    """How many children an early warning is about."""

    warning: str
    title: str
    why: str
    count: int


def warnings_by_kind(reading: Reading, scope: Scope, unit: Unit) -> tuple[WarningCount, ...]:
    """The early warnings about children that a scope holds of a unit, by kind, the ones about nobody left out."""
    found = Counter(
        warned.warning
        for warned in worklists_of(reading).warnings
        if scope.holds_child(warned.team, warned.worker_id) and in_unit(unit, warned)
    )
    return tuple(
        WarningCount(warning.name, warning.title, warning.why, found[warning.name])
        for warning in WARNINGS.values()
        if found[warning.name]
    )
