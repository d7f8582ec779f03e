"""
Asks the engine for the figures of a report: each component once, over all the months the report may show.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from sightline.engine.cube import components as stored_components
from sightline.engine.measured import Breakdowns, Components, Measured, Members, Slice, Where, is_in_cube
from sightline.engine.query import Figure, Status, figures
from sightline.engine.rows import first_month
from sightline.judgement.ratings import NONE, Scheme
from sightline.measures.arithmetic import total
from sightline.measures.catalogue import measure_called
from sightline.measures.model import Count, Measure, Population, Subject
from sightline.measures.windows import Month, Period, Window

# A year earlier than the first of thirteen months, and the whole financial year that holds it.
MONTHS_BACK = 36

# What authorities call the service that works with families; the first is the workbook's.
FAMILIES_SERVICE_AREAS = ("Children & Families", "Children and Families", "C&F", "CFC")

UNITS = ("service_area", "locality", "team")

Stored = dict[tuple[Month, Members], dict[str, Fraction]]


class RememberingMeasured(Measured):
    """
    A measured dataset that counts each component once for all the months of a report and remembers it.

    Month, year to date, rolling year and projection of a measure, its percentage and its rate all come from the
    same monthly components; a workbook asks for a few hundred figures of a few dozen components.
    """

    def __init__(self, measured: Measured, last: Month):
        super().__init__(measured.engine, measured.manifest, measured.tables, measured.cube_of)
        earliest = first_month(measured.as_at, measured.tables.settings)
        first = max(earliest, last.plus(-MONTHS_BACK))
        self._span = [first]
        while self._span[-1] < last:
            self._span.append(self._span[-1].plus(1))
        self._counts: dict[tuple, Components] = {}
        self._subjects: dict[tuple, Stored] = {}
        self._residents: dict[Population, dict[tuple[Month, str], Fraction]] = {}

    def components(self, count: Count, asked: Slice, bands: str, *, whole_period: Period | None = None) -> Components:
        months = {month for period in asked.periods for month in period.months}
        by = tuple(name for name in asked.by if name not in count.ignores)
        where = tuple((name, member) for name, member in asked.where if name not in count.ignores)
        if whole_period or not months <= set(self._span) or is_in_cube(count, by, where):
            return super().components(count, asked, bands, whole_period=whole_period)
        key = (count.key, count.ignores, asked.by, where, bands)
        if key not in self._counts:
            whole = Slice(Window.MONTH, tuple(self._span), asked.by, asked.where)
            self._counts[key] = super().components(count, whole, bands)
        return {place: value for place, value in self._counts[key].items() if place[0] in months}

    def stored(
        self, subject: Subject, columns: list[str], by: Breakdowns, months: list[Month], where: Where, bands: str
    ) -> Stored:
        """From one question for all of a subject's counts: most of a small question's time is its compilation."""
        if not set(months) <= set(self._span):
            return super().stored(subject, columns, by, months, where, bands)
        key = (subject.name, by, where, bands)
        if key not in self._subjects:
            finest = _finest(by)
            whole = (subject.name, finest, where, bands)
            if whole not in self._subjects:
                every = list(stored_components()[subject.name])
                self._subjects[whole] = super().stored(subject, every, finest, self._span, where, bands)
            self._subjects[key] = _rolled_up(self._subjects[whole], finest, by)
        wanted = set(months)
        return {place: amounts for place, amounts in self._subjects[key].items() if place[0] in wanted}

    def population(self, population: Population, months: Iterable[Month]) -> dict[tuple[Month, str], Fraction]:
        wanted = set(months)
        if not wanted <= set(self._span):
            return super().population(population, wanted)
        if population not in self._residents:
            self._residents[population] = super().population(population, self._span)
        return {place: value for place, value in self._residents[population].items() if place[0] in wanted}


def _finest(by: tuple[str, ...]) -> tuple[str, ...]:
    """The breakdowns to ask for so that every level of a table by units comes from one question."""
    units = UNITS if set(by) & set(UNITS) else ()
    return (*units, *sorted(set(by) - set(UNITS)))


def _rolled_up(
    found: dict[tuple, dict[str, Fraction]], finest: tuple[str, ...], by: tuple[str, ...]
) -> dict[tuple, dict[str, Fraction]]:
    """Additive amounts added up to fewer breakdowns, or the same in another order."""
    places = [finest.index(name) for name in by]
    totals: dict[tuple, dict[str, Fraction]] = {}
    for (month, codes), amounts in found.items():
        key = (month, tuple(codes[place] for place in places))
        if key in totals:
            held = totals[key]
            for name, amount in amounts.items():
                held[name] += amount
        else:
            totals[key] = dict(amounts)
    return totals


class Figures:
    """
    The figures of one report: a measure's figure for a window, month and members, asked once and remembered.

    `last` is the report's last month; `workspace` holds the published files of others, where any were imported;
    `scheme` is the one that the report's colours come from.
    """

    def __init__(self, measured: Measured, last: Month, workspace: Path | None = None, scheme: Scheme = NONE):
        self.measured = RememberingMeasured(measured, last)
        self.settings = measured.tables.settings
        self.last = last
        self.workspace = workspace
        self.scheme = scheme
        # What was judged for the report, by what was asked: a table and the sentence above it ask the same.
        self.judged: dict[tuple, list] = {}
        self._asked: dict[tuple, list[Figure]] = {}

    @cached_property
    def first(self) -> Month:
        """The first month that can be asked for."""
        return first_month(self.measured.as_at, self.settings)

    def is_supplied(self, measure_id: str) -> bool:
        return self.measured.is_supplied(measure_called(measure_id))

    def reaches(self, window: Window, month: Month) -> bool:
        """Whether the history holds every month of the window that ends with `month`."""
        return Period(window, month).months[0] >= self.first and month <= Month.of(self.measured.as_at)

    def cut(
        self, measure_id: str, window: Window, month: Month, by: tuple[str, ...] = (), where: Where = ()
    ) -> list[Figure]:
        """The figures of one period, one per combination of members, in the order tables show them."""
        if not self.reaches(window, month):
            return []
        where = self._named_here(where)
        key = (measure_id, window, month, by, where)
        if key not in self._asked:
            self._asked[key] = figures(self.measured, measure_called(measure_id), Slice(window, (month,), by, where))
        return self._asked[key]

    def one(
        self, measure_id: str, window: Window, month: Month, where: Where = (), member: tuple[str, str] | None = None
    ) -> Figure | None:
        """One figure, whole or of one member of a breakdown (0 where nothing is in it); None before the history."""
        found = self.cut(measure_id, window, month, (member[0],) if member else (), where)
        if member is None or (found and found[0].status is Status.NOT_SUPPLIED):
            return found[0] if found else None
        return next((figure for figure in found if figure.by[member[0]] == member[1]), None)

    def _named_here(self, where: Where) -> Where:
        """The member filters with service areas by the name that this authority's organisation gives them."""
        return tuple((name, self._service_area(member) if name == "service_area" else member) for name, member in where)

    def _service_area(self, wanted: str) -> str:
        families = [*self.settings.organisation.permanency_service_areas], [*FAMILIES_SERVICE_AREAS]
        names = next((family for family in families if wanted in family), [wanted])
        known = {
            f.by.get("service_area") for f in self.cut("cases_open", Window.SNAPSHOT, self.last, ("service_area",))
        }
        return next((name for name in names if name in known), wanted)

    def residents(self, month: Month, population: Population | None = None) -> Fraction | None:
        """Residents in force for a month; None where no estimate is loaded."""
        found = self.measured.population(population or Population(), [month])
        return total(list(found.values())) if found else None


class ListeningFigures(Figures):
    """The same figures, and `heard`: every one that was asked for through it."""

    def __init__(self, figures: Figures):
        self.__dict__.update(figures.__dict__)
        self.heard: list[Figure] = []

    def cut(
        self, measure_id: str, window: Window, month: Month, by: tuple[str, ...] = (), where: Where = ()
    ) -> list[Figure]:
        found = super().cut(measure_id, window, month, by, where)
        self.heard += found
        return found


def month_window(measure: Measure) -> Window:
    """The window in which a measure fills one month's column: the month, its end, or the year so far."""
    for window in (Window.SNAPSHOT, Window.MONTH) if measure.is_snapshot else (Window.MONTH,):
        if window in measure.windows:
            return window
    return measure.windows[0]
