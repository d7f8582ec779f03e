"""
A world of drawn rows in a DuckDB in memory, measured on demand.

Every view and cube is compiled once per run (as-at date and settings): a world only fills the tables and runs the SQL
it needs, so that a drawn test takes a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from sightline.clocks.worklist import TABLES as CLOCK_TABLES
from sightline.dataset import tables
from sightline.dataset.versions import Manifest, TableCount
from sightline.dataset.working_days import working_day_calendar
from sightline.engine.cube import components, cube_of
from sightline.engine.duckdb import DuckDBEngine
from sightline.engine.measured import Measured, Slice
from sightline.engine.query import Figure, Status, figures
from sightline.engine.records import records
from sightline.geography.lookups import POSTCODE_SCHEMA, RESIDENT_SCHEMA
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import What
from sightline.measures.source_tables import BY_SHORT_NAME, SourceTables
from sightline.measures.views import VIEWS
from sightline.measures.windows import Window, parse_last_month
from sightline.settings import Settings
from spec.drawing import OUR_LA, Row, as_arrow, drawn

Rows = dict[str, list[Row]]

# What is made of the tables once per version, by name.
MADE = VIEWS | CLOCK_TABLES
# The measures that a test has asked for; the meta-test reads it.
ASKED: set[str] = set()


def calendar_rows() -> pa.Table:
    """The working-day calendar as the stored table has it."""
    calendar = working_day_calendar()
    for column in ("la_code", "load_id", "source", "source_row"):
        calendar = calendar.append_column(column, pa.array([OUR_LA] * calendar.num_rows))
    return calendar.select(tables.ALL["ext_working_day"].arrow_schema.names)


class Database:
    """The canonical tables in a DuckDB in memory, with views and cubes as compiled SQL."""

    def __init__(self, as_at: date, settings: Settings):
        self.as_at, self.settings = as_at, settings
        self.engine = DuckDBEngine()
        self.connection = self.engine._connection
        for name, table in tables.ALL.items():
            rows = calendar_rows() if name == "ext_working_day" else table.arrow_schema.empty_table()
            self.connection.create_table(name, rows)
        self.holds: World | None = None
        self._filled: set[str] = set()
        self._handles: dict[str, ir.Table] = {}
        self._statements: dict[str, str] = {}
        self._needs: dict[str, list[str]] = {}
        self._fresh: set[str] = set()
        self._lookups: dict[str, pa.Table] = {}

    def fill(self, rows: Rows, lookups: dict[str, pa.Table]) -> None:
        """The rows (by short table name) and lookups (by the view they are) in place of whatever was there."""
        self._lookups = lookups
        for name in self._filled:
            self.connection.con.execute(f"DELETE FROM {name}")
        self._filled = {BY_SHORT_NAME[name].stored_name for name in rows}
        for name, of_table in rows.items():
            table = BY_SHORT_NAME[name]
            self.connection.con.register("drawn_rows", as_arrow(table, of_table))
            self.connection.con.execute(f"INSERT INTO {table.stored_name} SELECT * FROM drawn_rows")
            self.connection.con.unregister("drawn_rows")
        self._fresh.clear()

    def source(self, needs: list[str] | None = None) -> SourceTables:
        """Tables and views to build from; the views opened are noted in `needs`."""

        def view(name: str) -> ir.Table:
            if needs is not None:
                needs.append(f"view_{name}")
            return self._made(f"view_{name}", MADE[name])

        return SourceTables(self._stored, view, settings=self.settings, as_at=self.as_at)

    def cube(self, subject) -> ir.Table:
        return self._made(f"cube_{subject.name}", lambda t: cube_of(subject, components()[subject.name], t))

    def _stored(self, name: str) -> ir.Table:
        if name not in self._handles:
            self._handles[name] = self.connection.table(name)
        return self._handles[name]

    def _made(self, name: str, build: Callable[[SourceTables], ir.Table]) -> ir.Table:
        if name not in self._statements:
            needs: list[str] = []
            # Typed as the engine writes them: a date plus months is a timestamp to DuckDB.
            sql = self.engine._typed(build(self.source(needs)))
            self._statements[name] = f"CREATE OR REPLACE TABLE {name} AS {sql}"
            self._needs[name] = needs
        if name not in self._fresh:
            for need in self._needs[name]:
                self._made(need, MADE[need.removeprefix("view_")])
            self.connection.con.execute(self._statements[name])
            if (lookup := self._lookups.get(name.removeprefix("view_"))) is not None:
                self.connection.con.register("drawn_rows", lookup)
                self.connection.con.execute(f"INSERT INTO {name} SELECT * FROM drawn_rows")
                self.connection.con.unregister("drawn_rows")
            self._fresh.add(name)
        if name not in self._handles:
            self._handles[name] = self.connection.table(name)
        return self._handles[name]


_DATABASES: dict[str, Database] = {}


def database(as_at: date, settings: Settings) -> Database:
    """The one database of the run for an as-at date and settings."""
    key = f"{as_at} {settings!r}"
    if key not in _DATABASES:
        _DATABASES[key] = Database(as_at, settings)
    return _DATABASES[key]


class World:
    """Rows by short table name, and the figures that come of them."""

    def __init__(self, rows: Rows | None = None, *, as_at: date = date(2017, 6, 30), settings: Settings):
        self.rows = rows or {}
        self.as_at, self.settings = as_at, settings
        self._measured: Measured | None = None
        self._told_from: dict[str, date] = {}
        self._lookups: dict[str, pa.Table] = {}

    def told_from(self, **days: str) -> None:
        """The first day that a table's source tells of, by short table name."""
        self._told_from |= {name: date.fromisoformat(day) for name, day in days.items()}
        self._measured = None

    def given(self, **drawings: str) -> None:
        """Draws tables; a table named twice has both drawings' rows."""
        for name, text in drawings.items():
            self.rows[name] = [*self.rows.get(name, []), *drawn(name, text)]
        self._measured = None

    def given_residents(self, number: int, *, year: int = 2016, first_used: str = "2017-04-01") -> None:
        """So many residents, all aged 10, in one mid-year estimate."""
        self.given(population=f"""
            area_code | year   | sex | age | population | first_used_date
            ----------+--------+-----+-----+------------+----------------
            E10000008 | {year} | P   | 10  | {number}   | {first_used}
        """)  # fmt: skip

    def given_lookup(self, name: str, text: str) -> None:
        """Draws one of the workspace's lookups: `postcode_areas` or `area_residents`."""
        schema = POSTCODE_SCHEMA if name == "postcode_areas" else RESIDENT_SCHEMA
        heads, _rule, *rows = [line.strip() for line in text.strip().splitlines()]
        names = [cell.strip() for cell in heads.split("|")]
        cells = [[cell.strip() or None for cell in row.split("|")] for row in rows]
        assert names == schema.names, f"{name} has the columns {schema.names}"
        columns = [
            pa.array(column, pa.string()).cast(schema.types[n]) for n, column in enumerate(zip(*cells, strict=True))
        ]
        self._lookups[name] = pa.table(columns, schema=schema)
        self._measured = None

    @property
    def measured(self) -> Measured:
        """The world in its database, filled again where another world has been there since."""
        held = database(self.as_at, self.settings)
        if self._measured is None or held.holds is not self:
            held.fill(self.rows, self._lookups)
            held.holds = self
            counts = [
                TableCount(BY_SHORT_NAME[n].stored_name, len(r), len(r), 0, covers_from=self._told_from.get(n))
                for n, r in self.rows.items()
            ]
            authorities = sorted({str(row.get("la_code") or OUR_LA) for rows in self.rows.values() for row in rows})
            manifest = Manifest("drawn", self.as_at, datetime(2020, 1, 1), authorities, counts, [])
            self._measured = Measured(held.engine, manifest, held.source(), held.cube)
        return self._measured

    def figures(
        self, measure_id: str, period: str, *, window: str | None = None, by: str = "", **where: str
    ) -> list[Figure]:
        """The engine's figures; `by` names breakdowns with commas."""
        ASKED.add(measure_id)
        return figures(self.measured, CATALOGUE[measure_id], _slice(measure_id, period, window, by, where))

    def expect(
        self,
        measure_id: str,
        period: str,
        *,
        numerator: float | None = None,
        denominator: float | None = None,
        value: float | None = None,
        status: str | None = None,
        window: str | None = None,
        **where: str,
    ) -> None:
        """One figure: only what is named is compared. Also that its record list is as long as it says."""
        (figure,) = self.figures(measure_id, period, window=window, **where)
        if status is not None:
            assert figure.status is Status(status), f"{measure_id} is {figure.status.value}, not {status}"
        for name, wanted in (("numerator", numerator), ("denominator", denominator), ("value", value)):
            if wanted is not None:
                found = getattr(figure, name)
                assert found is not None, f"{measure_id} has no {name} ({figure.status.value}), not {wanted}"
                assert float(found) == pytest.approx(wanted), f"{measure_id}: {name} is {float(found)}, not {wanted}"
        if figure.status is not Status.NOT_SUPPLIED:
            self._records_are_as_many(figure, where)

    def expect_by(
        self,
        measure_id: str,
        period: str,
        by: str,
        wanted: dict[str, float],
        *,
        window: str | None = None,
        **where: str,
    ) -> None:
        """The numerators by member of one breakdown; members that are not named must be zero, none appears twice."""
        found: dict[str, float] = {}
        for figure in self.figures(measure_id, period, window=window, by=by, **where):
            label = " / ".join(figure.by.values())
            assert label not in found, f"{measure_id} shows {label!r} twice"
            found[label] = float(figure.numerator or 0)
        assert {k: v for k, v in found.items() if v} == {k: pytest.approx(v) for k, v in wanted.items() if v}

    def expect_values(
        self, measure_id: str, period: str, by: str, wanted: dict[str, float], *, window: str | None = None
    ) -> None:
        """The values by member of one breakdown."""
        found = {f.by[by]: float(f.value or 0) for f in self.figures(measure_id, period, window=window, by=by)}
        assert {k: v for k, v in found.items() if v} == {k: pytest.approx(v) for k, v in wanted.items() if v}

    def _records_are_as_many(self, figure: Figure, where: dict[str, str]) -> None:
        measure, period = figure.measure, figure.period
        averaged = measure.is_snapshot and period.window in (Window.YEAR_TO_DATE, Window.ROLLING_12, Window.QUARTER)
        asked = Slice(period.window, (period.last,), (), tuple(where.items()))
        listed = records(self.measured, measure, asked).to_pylist()
        amounts = (figure.numerator, figure.denominator)
        if measure.is_observed:
            in_force = [row for row in listed if row["role"] == "observation"]
            assert in_force, f"{measure.id}: no observation stands behind the figure"
            for name, amount in zip(("numerator", "denominator"), amounts, strict=True):
                given = [row[name] for row in in_force if row[name] is not None]
                assert not given or amount is None or sum(given) == pytest.approx(float(amount)), measure.id
            return
        for role, amount, count in zip(("numerator", "denominator"), amounts, measure.counts, strict=False):
            rows = [row for row in listed if row["role"] == role]
            total = sum(float(row[count.column]) for row in rows) if count.what is What.AMOUNT else len(rows)
            wanted = float(amount or 0) * (len(period.months) if averaged else 1)
            assert total == pytest.approx(wanted), f"{measure.id}: {len(rows)} {role} records, the figure is {amount}"


def _slice(measure_id: str, period: str, window: str | None, by: str, where: dict[str, str]) -> Slice:
    kind = Window(window) if window else CATALOGUE[measure_id].windows[0]
    return Slice(kind, (parse_last_month(period),), _names(by), tuple(where.items()))


def _names(by: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in by.split(",") if name) if isinstance(by, str) else tuple(by)
