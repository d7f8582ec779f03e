"""A measured dataset, open for questions: components by month and members, from the cube or from the records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.versions import Manifest
from sightline.engine.base import Engine
from sightline.engine.cube import Cube, aggregate, column_of
from sightline.engine.rows import labelled, rows_of, source_tables
from sightline.measures import arithmetic, breakdowns
from sightline.measures.model import AREA_BREAKDOWNS, Count, Measure, Population, Subject
from sightline.measures.source_tables import SourceTables
from sightline.measures.views import OWN_AREA
from sightline.measures.windows import Month, Period, Window, add_months
from sightline.settings import Settings

Members = tuple[str | None, ...]
Breakdowns = tuple[str, ...]
Where = tuple[tuple[str, str], ...]
# (month, members) -> the count
Components = dict[tuple[Month, Members], Fraction]


# Windows in which a snapshot is what was open at the end; the others average the month ends.
AT_PERIOD_END = (Window.SNAPSHOT, Window.MONTH, Window.FINANCIAL_YEAR)


@dataclass(frozen=True)
class Slice:
    """Which figures are asked for: the periods' last months, the window, the breakdowns, and member filters."""

    window: Window
    months: tuple[Month, ...]
    by: Breakdowns = ()
    where: Where = ()

    @property
    def periods(self) -> list[Period]:
        return [Period(self.window, month) for month in self.months]


class Measured:
    """
    A measured dataset, open for questions on an engine.

    `cube_of(subject)` gives the subject's cube; `tables` the records it was made from.
    """

    def __init__(
        self, engine: Engine, manifest: Manifest, tables: SourceTables, cube_of: Callable[[Subject], ir.Table]
    ):
        self.engine = engine
        self.manifest = manifest
        self.tables = tables
        self.cube_of = cube_of

    @classmethod
    def on_disk(cls, cube: Cube, engine: Engine, settings: Settings) -> "Measured":
        """The measured version that `cube` belongs to."""
        tables = source_tables(engine, cube.version, cube.views, settings)
        return cls(engine, cube.version.manifest, tables, lambda subject: engine.open_parquet(cube.of(subject)))

    @property
    def as_at(self) -> date:
        return self.manifest.as_at

    def is_supplied(self, measure: Measure) -> bool:
        """Whether the dataset holds every table that the measure needs."""
        return all(table.stored_name in self.manifest.supplied for table in measure.required_tables)

    def covers(self, measure: Measure, period: Period) -> bool:
        """
        Whether the sources tell of everything the figure depends on.

        An Annex A extract reaches six months back: a rolling year of it would be half a year passed off as a whole one.
        """
        told_from = [
            self.manifest.coverage[table.stored_name]
            for table in measure.required_tables
            if table.stored_name in self.manifest.coverage
        ]
        if not told_from:
            return True
        at_end = measure.is_snapshot and period.window in AT_PERIOD_END
        first = min(period.end, self.as_at) if at_end else period.months[0].start
        return add_months(first, -measure.looks_back_months) >= max(told_from)

    # Reading components

    def components(self, count: Count, asked: Slice, bands: str, *, whole_period: Period | None = None) -> Components:
        """
        The count by month and members. Additive counts come from the cube; others are counted from the records.

        `whole_period`: for children counted once in a period, that period; the one entry stands under its last month.
        """
        by = tuple(name for name in asked.by if name not in count.ignores)
        where = tuple((name, member) for name, member in asked.where if name not in count.ignores)
        months = sorted({m for p in ([whole_period] if whole_period else asked.periods) for m in p.months})
        if is_in_cube(count, by, where):
            column = column_of(count)
            stored = self.stored(count.subject, [column], by, months, where, bands)
            found = {place: amounts[column] for place, amounts in stored.items()}
        else:
            found = self._counted(count, by, months, where, bands, whole_period)
        return {(month, shown_members(by, codes, asked.by)): amount for (month, codes), amount in found.items()}

    def stored(
        self, subject: Subject, columns: list[str], by: Breakdowns, months: list[Month], where: Where, bands: str
    ) -> dict[tuple[Month, Members], dict[str, Fraction]]:
        """Columns of a subject's cube, summed by month and members."""
        rows, members = self._slice(self.cube_of(subject), by, months, where, bands)
        table = rows.group_by(month=rows.month, **members).agg(**{name: rows[name].sum() for name in columns})
        return {
            (Month.of(row["month"]), _codes(row, by)): {name: _amount(row[name]) for name in columns}
            for row in self.engine.to_arrow(table).to_pylist()
        }

    def _counted(
        self, count: Count, by: Breakdowns, months: list[Month], where: Where, bands: str, whole_period: Period | None
    ) -> Components:
        rows, members = self._slice(rows_of(count.subject, self.tables), by, months, where, bands)
        keys = {} if whole_period else {"month": rows.month}
        grouped = rows.group_by(**keys, **members) if keys or members else rows
        table = grouped.agg(value=aggregate(rows, count))
        return {
            (whole_period.last if whole_period else Month.of(row["month"]), _codes(row, by)): _amount(row["value"])
            for row in self.engine.to_arrow(table).to_pylist()
        }

    def _slice(
        self, rows: ir.Table, by: Breakdowns, months: list[Month], where: Where, bands: str
    ) -> tuple[ir.Table, dict[str, ir.Column]]:
        rows = rows.filter(_.month.isin([ibis.date(m.start) for m in months]))
        rows = labelled(rows, self.tables, {*by, *(name for name, _member in where)})
        rows = filtered(rows, where, bands)
        return rows, {f"by_{name}": breakdowns.ALL[name].code(rows, bands) for name in by}

    def children_of_areas(self, months: Iterable[Month]) -> dict[tuple[Month, str], Fraction]:
        """Children of 0 to 17 in force for each month, by ward and by district; empty where none were imported."""
        rows = self.tables.small_area_residents.filter(_.month.isin([ibis.date(m.start) for m in months]))
        return {
            (Month.of(row["month"]), row["area"]): Fraction(row["residents"])
            for row in self.engine.to_arrow(rows).to_pylist()
        }

    def population(self, population: Population, months: Iterable[Month]) -> dict[tuple[Month, str], Fraction]:
        """Residents of the ages in force for each month, by authority."""
        view = self.tables.resident_estimates
        rows = view.filter(
            _.area == OWN_AREA,
            _.sex == "P",
            _.age.between(population.youngest, population.oldest),
            _.month.isin([ibis.date(m.start) for m in months]),
        )
        table = rows.group_by("month", "la_code").agg(value=_.population.sum())
        return {
            (Month.of(row["month"]), row["la_code"]): Fraction(row["value"])
            for row in self.engine.to_arrow(table).to_pylist()
        }


def is_in_cube(count: Count, by: Breakdowns, where: Where) -> bool:
    """Whether the cube answers; what does not add up, and cuts by worker or home, are counted from the records."""
    return count.is_additive and not {"worker", *AREA_BREAKDOWNS} & {*by, *(name for name, _member in where)}


def shown_members(by: Breakdowns, codes: Members, shown: Breakdowns) -> Members:
    """The codes of the breakdowns `by` under the breakdowns that are `shown`; None under one not cut by."""
    known = dict(zip(by, codes, strict=True))
    return tuple(known.get(name) for name in shown)


def _codes(row: dict, by: Breakdowns) -> Members:
    return tuple(None if row[f"by_{name}"] is None else str(row[f"by_{name}"]) for name in by)


def _amount(value: int | float | None) -> Fraction:
    if value is None or isinstance(value, int):
        return Fraction(value or 0)
    # An FTE is a sum of hundredths; binary noise past the sixth decimal is not part of it.
    return arithmetic.exact(round(float(value), 6))


def filtered(rows: ir.Table, where: Where, bands: str) -> ir.Table:
    """The rows whose members (by code or printed label) are the ones asked for."""
    for name, wanted in where:
        breakdown = breakdowns.ALL[name]
        labels = breakdown.labels(bands)
        named = {wanted.casefold()}
        codes = {wanted} | {code for code, label in labels.items() if named & {code.casefold(), label.casefold()}}
        member = breakdown.code(rows, bands).cast("string")
        condition = member.isin(sorted(codes))
        if wanted == breakdowns.UNKNOWN:
            condition = condition | member.isnull()
        rows = rows.filter(condition)
    return rows
