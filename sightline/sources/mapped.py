"""
From a source's own tables (lists, modules, elements) to canonical tables.

A source's tables are declared as data (`columns/*.toml`), typed like canonical ones, and mapped by one query per
canonical table. What is set aside on the way is counted twice over: for the sheet, file or element it stood in,
and for the canonical table its rows would have gone to.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sightline.dataset import tables
from sightline.dataset.database import scratch
from sightline.dataset.schema import Column, ColumnType, Table
from sightline.dataset.typing import PLACE, Load, RawRows, TypedRows, type_rows
from sightline.dataset.versions import TableCount
from sightline.dataset.working_days import working_day_calendar

_TYPES = {
    "text": ColumnType.TEXT,
    "date": ColumnType.DATE,
    "integer": ColumnType.INTEGER,
    "number": ColumnType.NUMBER,
}


@dataclass(frozen=True)
class Module:
    """One table of a source: its declaration, and the canonical table that its rows mainly go to."""

    name: str
    table: Table
    target: str


def declared(file: str) -> dict[str, Any]:
    """What `columns/<file>.toml` declares."""
    return tomllib.loads((files("sightline.sources") / "columns" / f"{file}.toml").read_text("utf-8"))


def module(name: str, entry: dict[str, Any], *, key: list[str], columns: dict[str, dict[str, Any]]) -> Module:
    """A module whose rows need the columns `key`; `columns` by the names that queries use."""
    own = [Column(n, _TYPES[c["type"]], meaning=n, key=n in key, codes=c.get("codes")) for n, c in columns.items()]
    extra = [Column(n, ColumnType.TEXT, meaning=n, key=True) for n in key if n not in columns]
    return Module(name, Table(name, grain=f"one row of {name}", columns=extra + own), entry["target"])


def map_modules(
    modules: dict[str, list[TypedRows]],
    declarations: Mapping[str, Module],
    queries: list[tuple[str, str]],
    load: Load,
    *,
    as_at: date,
) -> dict[str, TypedRows]:
    """
    The canonical tables that `queries` (canonical table, SQL) make of a source's modules.

    A query sees each module as a table of its name (empty when it was not supplied), a `calendar` of working
    days, and `$as_at`; it yields stored column names and the place columns. Several queries for one table are
    put one after the other.
    """
    made: dict[str, list[pa.Table]] = {}
    with _one_thread() as db:
        db.register("calendar", working_day_calendar())
        for name, declaration in declarations.items():
            parts = [m.rows for m in modules.get(name, [])] or [_empty(declaration.table)]
            db.register(name, pa.concat_tables(parts, promote_options="default"))
        supplied = re.compile("|".join(rf"\b{name}\b" for name in modules) or "(?!)")
        for target, query in queries:
            if not supplied.search(query):
                continue
            parameters = {"as_at": as_at} if "$as_at" in query else {}
            rows = db.execute(query, parameters).to_arrow_table()
            if rows.num_rows:
                made.setdefault(target, []).append(rows)
    typed = {
        target: type_rows(RawRows(tables.ALL[target], pa.concat_tables(rows, promote_options="permissive")), load)
        for target, rows in made.items()
    }
    for name, parts in modules.items():
        for part in parts:
            _count_set_aside(typed, declarations[name].target, part)
    return typed


@contextmanager
def _one_thread() -> Iterator[duckdb.DuckDBPyConnection]:
    """
    A scratch connection on one thread, given back to all of them whatever happens.

    So joined and grouped rows come in the same order every time, however busy the machine is.
    """
    with scratch() as db:
        db.execute("SET threads = 1")
        try:
            yield db
        finally:
            db.execute("RESET threads")


def _count_set_aside(typed: dict[str, TypedRows], target: str, part: TypedRows) -> None:
    """Adds what a module set aside to the canonical table that its rows mainly go to."""
    table = tables.ALL[target]
    if target not in typed:
        if not part.rejects.num_rows:
            return
        typed[target] = type_rows(
            RawRows(table, _empty(table).select([*table.by_stored_name, *PLACE])), Load("", "", "")
        )
    mine, theirs = typed[target], part.count.rejected
    index = part.rejects.schema.get_field_index("table")
    renamed = part.rejects.set_column(index, "table", pa.repeat(pa.scalar(target), part.rejects.num_rows))
    count = mine.count
    typed[target] = replace(
        mine,
        rejects=pa.concat_tables([mine.rejects, renamed]),
        count=TableCount(
            count.table, count.read + theirs, count.kept, count.rejected + theirs, count.repaired + part.count.repaired
        ),
    )


def with_column(rows: TypedRows, name: str, value: Any, kind: pa.DataType) -> TypedRows:
    """The same rows with one more column of one value."""
    return replace(rows, rows=rows.rows.append_column(name, pa.repeat(pa.scalar(value, kind), rows.rows.num_rows)))


def distinct_values(rows: pa.Table, column: str) -> list[Any]:
    """What a column holds, without its empty cells."""
    return [v for v in pc.unique(rows.column(column)).to_pylist() if v is not None]


def _empty(table: Table) -> pa.Table:
    place = [
        pa.field("source_file", pa.string()),
        pa.field("source_sheet", pa.string()),
        pa.field("source_line", pa.int64()),
    ]
    # Modules that carry the year of their file do so whether they are filled or not.
    year = [] if table.stored_name.startswith(("ssd_", "ext_")) else [pa.field("file_year", pa.int32())]
    return pa.schema([*table.arrow_schema, *place, *year]).empty_table()
