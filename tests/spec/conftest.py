"""
Spec tests are the manual: a drawn table, a figure.

`spec.given(cin_episodes=...)` draws canonical tables with the SSD's prefix left off the columns; missing key columns
are numbered, and dates are ISO. `spec.expect(measure, period, numerator=, denominator=)` asks the cube for the
figure, asks the records for the same, and checks that the records listed are as many as the figure says.
"""

from __future__ import annotations

from datetime import date, datetime

import ibis
import pyarrow as pa
import pytest

from sightline.dataset import tables
from sightline.dataset.schema import ColumnType, Table
from sightline.dataset.versions import Manifest, TableCount
from sightline.dataset.working_days import working_day_calendar
from sightline.engine.cube import components, cube_of
from sightline.engine.duckdb import DuckDBEngine
from sightline.engine.query import Figure, Measured, Slice, Status, figures
from sightline.engine.records import records
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import What
from sightline.measures.source_tables import BY_SHORT_NAME, SourceTables
from sightline.measures.views import VIEWS
from sightline.measures.windows import Window, parse_last_month
from sightline.settings import Settings


def drawn(text: str) -> list[dict[str, str | None]]:
    """The rows of a drawn table: a line of headings, a rule, a line each; blank cells are None."""
    lines = [line for line in text.strip().splitlines() if line.strip() and not set(line.strip()) <= set("-+ ")]
    split = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(split[0], (cell or None for cell in row), strict=True)) for row in split[1:]]


_READERS = {
    ColumnType.DATE: date.fromisoformat,
    ColumnType.TIMESTAMP: datetime.fromisoformat,
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: float,
    ColumnType.FLAG: lambda text: text == "Y",
}


def typed(table: Table, rows: list[dict[str, str | None]]) -> pa.Table:
    """Drawn rows as the table's Arrow rows; `child` and `id` are short for the person and the first key column."""
    shorts = {"child": "person_id", "id": table.columns[[c.key for c in table.columns].index(True)].name}
    known = {c.name: c for c in table.columns}
    full = [{shorts.get(k, k) if k not in known else k: v for k, v in row.items()} for row in rows]
    unknown = {k for row in full for k in row if k not in known and k != "la_code"}
    assert not unknown, f"{table.short_name} has no column {unknown}"
    columns = {}
    for column in table.columns:
        read = _READERS.get(column.type, str)
        values = [None if row.get(column.name) is None else read(row[column.name]) for row in full]
        if column.key and column.type is ColumnType.TEXT:
            values = [str(n) if v is None else v for n, v in enumerate(values)]
        columns[table.stored(column.name)] = pa.array(values, column.type.arrow)
    count = len(rows)
    columns |= {
        "la_code": pa.array([row.get("la_code") or "000" for row in full], pa.string()),
        "load_id": pa.array(["load"] * count, pa.string()),
        "source_row": pa.array([None] * count, pa.string()),
    }
    columns.setdefault("source", pa.array(["ssd"] * count, pa.string()))
    return pa.table(columns)


class World:
    """Drawn tables on an engine, measured on demand."""

    def __init__(self, engine: DuckDBEngine, as_at: date, settings: Settings):
        self.engine = engine
        self.settings = settings
        self.rows: dict[str, pa.Table] = {}
        self.as_at = as_at
        self._measured: Measured | None = None

    def given(self, **drawings: str) -> None:
        """Draws tables; a table named twice has both drawings' rows."""
        for name, text in drawings.items():
            rows = typed(BY_SHORT_NAME[name], drawn(text))
            self.rows[name] = pa.concat_tables([self.rows[name], rows]) if name in self.rows else rows
        self._measured = None

    @property
    def measured(self) -> Measured:
        if self._measured is None:
            self._measured = self._measure()
        return self._measured

    def _measure(self) -> Measured:
        supplied = {BY_SHORT_NAME[name].stored_name: rows for name, rows in self.rows.items()}
        connection = ibis.duckdb.connect()
        self.engine._connection.disconnect()
        self.engine._connection = connection
        calendar = working_day_calendar()
        made: dict[str, ibis.Table] = {}

        def stored(name: str):
            table = tables.ALL[name]
            rows = supplied.get(name, table.arrow_schema.empty_table())
            if name == "ext_working_day":
                rows = pa.table({**{c: calendar[c] for c in calendar.column_names}})
                for column in ("la_code", "load_id", "source", "source_row"):
                    rows = rows.append_column(column, pa.array(["000"] * rows.num_rows))
            if name not in made:
                made[name] = connection.create_table(name, rows.select(table.arrow_schema.names))
            return made[name]

        def view(name: str):
            if name not in made:
                made[name] = connection.create_table(f"view_{name}", VIEWS[name](source))
            return made[name]

        source = SourceTables(stored, view, settings=self.settings, as_at=self.as_at)

        def cube(subject):
            key = f"cube_{subject.name}"
            if key not in made:
                made[key] = connection.create_table(key, cube_of(subject, components()[subject.name], source))
            return made[key]

        manifest = Manifest(
            version="drawn",
            as_at=self.as_at,
            loaded_at=datetime(2020, 1, 1),
            authorities=["000"],
            tables=[TableCount(name, rows.num_rows, rows.num_rows, 0) for name, rows in supplied.items()],
            sources=[],
        )
        return Measured(self.engine, manifest, source, cube)

    def figures(self, measure_id: str, period: str, *, window: str | None = None, by: str = "", **where: str) -> list[Figure]:
        measure = CATALOGUE[measure_id]
        kind = Window(window) if window else measure.windows[0]
        asked = Slice(kind, (parse_last_month(period),), tuple(b for b in by.split(",") if b), tuple(where.items()))
        return figures(self.measured, measure, asked)

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
            assert figure.status is Status(status)
        for name, wanted in (("numerator", numerator), ("denominator", denominator), ("value", value)):
            if wanted is not None:
                found = getattr(figure, name)
                assert found is not None and float(found) == pytest.approx(wanted), f"{name} is {found}, not {wanted}"
        if figure.status is not Status.NOT_SUPPLIED:
            self._records_are_as_many(figure, where)

    def expect_by(self, measure_id: str, period: str, by: str, *, window: str | None = None, **numerators: float) -> None:
        """The numerators by member of one breakdown; members not named must be zero."""
        found = {f.by[by]: float(f.numerator) for f in self.figures(measure_id, period, window=window, by=by)}
        assert {k: v for k, v in found.items() if v} == {k: v for k, v in numerators.items() if v}

    def _records_are_as_many(self, figure: Figure, where: dict[str, str]) -> None:
        measure, period = figure.measure, figure.period
        averages = measure.is_snapshot and period.window in (Window.YEAR_TO_DATE, Window.ROLLING_12, Window.QUARTER)
        asked = Slice(period.window, (period.last,), (), tuple(where.items()))
        listed = records(self.measured, measure, asked).to_pylist()
        for role, amount, count in zip(("numerator", "denominator"), (figure.numerator, figure.denominator),
                                       measure.counts, strict=False):  # fmt: skip
            months = len(period.months) if averages else 1
            rows = [r for r in listed if r["role"] == role]
            total = sum(r[count.column] for r in rows) if count.what is What.AMOUNT else len(rows)
            assert total == pytest.approx(float(amount or 0) * months), f"{len(rows)} {role} records, figure {amount}"


@pytest.fixture(scope="session")
def engine():
    with DuckDBEngine() as engine:
        yield engine


@pytest.fixture
def spec(engine):
    """A world as at 30 June 2017 with the default settings."""
    return World(engine, date(2017, 6, 30), Settings())
