"""
A measured dataset that answers for every unit of the organisation from memory.

The first question about a subject counts it for all teams and months at once; a page's questions after that are
look-ups, so that a page costs milliseconds whichever unit or month it is of.
"""

from collections.abc import Iterable
from fractions import Fraction
from threading import RLock
from typing import Any

from sightline.engine.cube import column_of
from sightline.engine.cube import components as stored_components
from sightline.engine.measured import Components, Measured, Slice, Where, is_in_cube
from sightline.engine.rows import first_month
from sightline.measures.model import Count, Population
from sightline.measures.windows import Month, Period, Window

UNIT_LEVELS = ("service_area", "locality", "team")

# month -> what was counted in it
Series = dict[Month, Fraction]


class UnitMeasured(Measured):
    """
    Remembers monthly components by unit; what is not about units alone is asked of the engine once and remembered.

    Safe for threads: the engine is asked by one at a time, what is remembered is read by all.
    """

    def __init__(self, measured: Measured, counted: "UnitMeasured | None" = None):
        """`counted`: one of the same cube, whose counts this one goes on with."""
        super().__init__(measured.engine, measured.manifest, measured.tables, measured.cube_of)
        self._lock: Any = counted._lock if counted else RLock()
        self._series: dict[tuple, dict[Where, Series]] = counted._series if counted else {}
        self._asked: dict[tuple, Components] = counted._asked if counted else {}
        self._small_areas: dict[tuple[Month, str], Fraction] | None = counted._small_areas if counted else None
        self._residents: dict[Population, dict[tuple[Month, str], Fraction]] = counted._residents if counted else {}
        first, last = first_month(self.as_at, self.tables.settings), Month.of(self.as_at)
        self.months: list[Month] = [first]
        while self.months[-1] < last:
            self.months.append(self.months[-1].plus(1))
        self._known = frozenset(self.months)

    def components(self, count: Count, asked: Slice, bands: str, *, whole_period: Period | None = None) -> Components:
        where = tuple(sorted((name, member) for name, member in asked.where if name not in count.ignores))
        months = _months(asked, whole_period)
        about_units = {name for name, _member in where} <= set(UNIT_LEVELS)
        if whole_period or not about_units or not months <= self._known:
            return self._remembered(count, asked, bands, whole_period)
        by = tuple(name for name in asked.by if name not in count.ignores)
        if len(by) == 1 and by[0] in UNIT_LEVELS and not where and len(asked.by) == 1:
            return self._by_level(count, bands, by[0], months)
        if asked.by:
            return self._remembered(count, asked, bands, None)
        series = self._of_units(count, bands, where).get(where, {})
        nothing = Fraction(0)
        return {(month, ()): series.get(month, nothing) for month in months}

    def _by_level(self, count: Count, bands: str, level: str, months: set[Month]) -> Components:
        """The count of each unit of a level, where it is anything."""
        by_unit = self._of_units(count, bands, ((level, ""),))
        return {
            (month, (where[0][1],)): amount
            for where, series in by_unit.items()
            if len(where) == 1 and where[0][0] == level
            for month, amount in series.items()
            if month in months
        }

    def population(self, population: Population, months: Iterable[Month]) -> dict[tuple[Month, str], Fraction]:
        with self._lock:
            if population not in self._residents:
                self._residents[population] = super().population(population, self.months)
        wanted = set(months)
        return {place: value for place, value in self._residents[population].items() if place[0] in wanted}

    def children_of_areas(self, months: Iterable[Month]) -> dict[tuple[Month, str], Fraction]:
        with self._lock:
            if self._small_areas is None:
                self._small_areas = super().children_of_areas(self.months)
        wanted = set(months)
        return {place: value for place, value in self._small_areas.items() if place[0] in wanted}

    def _remembered(self, count: Count, asked: Slice, bands: str, whole_period: Period | None) -> Components:
        """The engine's answer, asked once: for all months where any are asked, so that the next period is a look-up."""
        months = _months(asked, whole_period)
        at_once = whole_period is None and months <= self._known
        key = (count.key, count.ignores, asked.by, asked.where, bands, whole_period or at_once or tuple(sorted(months)))
        if key not in self._asked:
            with self._lock:
                if key not in self._asked:
                    wider = Slice(Window.MONTH, tuple(self.months), asked.by, asked.where) if at_once else asked
                    self._asked[key] = super().components(count, wider, bands, whole_period=whole_period)
        found = self._asked[key]
        return {place: amount for place, amount in found.items() if place[0] in months} if at_once else found

    def _of_units(self, count: Count, bands: str, where: Where) -> dict[Where, Series]:
        """The count's months by unit: what adds up from its teams, the rest counted by the level asked."""
        if is_in_cube(count, UNIT_LEVELS, ()):
            key: tuple = (count.subject.name, column_of(count))
            if key not in self._series:
                with self._lock:
                    if key not in self._series:
                        self._take_subject(count, bands)
            return self._series[key]
        levels = tuple(name for name, _member in where)
        key = (count.key, levels)
        if key not in self._series:
            with self._lock:
                if key not in self._series:
                    self._series[key] = self._counted_by(count, bands, levels)
        return self._series[key]

    def _take_subject(self, count: Count, bands: str) -> None:
        """All of a subject's counts by team, added up to every level and to the areas where two cuts cross."""
        columns = list(stored_components()[count.subject.name])
        found = self.stored(count.subject, columns, UNIT_LEVELS, self.months, (), bands)
        taken: dict[str, dict[Where, Series]] = {column: {} for column in columns}
        for (month, members), amounts in found.items():
            for where in _wheres(members):
                for column, amount in amounts.items():
                    if amount:
                        series = taken[column].setdefault(where, {})
                        series[month] = series.get(month, Fraction(0)) + amount
        for column, by_unit in taken.items():
            self._series[count.subject.name, column] = by_unit

    def _counted_by(self, count: Count, bands: str, levels: tuple[str, ...]) -> dict[Where, Series]:
        found = super().components(count, Slice(Window.MONTH, tuple(self.months), levels), bands)
        by_unit: dict[Where, Series] = {}
        for (month, members), amount in found.items():
            where = tuple((name, member or "") for name, member in zip(levels, members, strict=True))
            by_unit.setdefault(where, {})[month] = amount
        return by_unit


def _wheres(members: tuple[str | None, ...]) -> list[Where]:
    """Every unit that a team's count is part of, as the filters that name it, sorted as filters are."""
    area, locality, team = (
        ("service_area", members[0] or ""),
        ("locality", members[1] or ""),
        ("team", members[2] or ""),
    )
    return [(), (area,), (locality,), (locality, area), (team,)]


def _months(asked: Slice, whole_period: Period | None) -> set[Month]:
    periods = [whole_period] if whole_period else asked.periods
    return {month for period in periods for month in period.months}
