"""
A return's text tables made ready for its rules: blanks to null, dates and numbers read, the collection on every row.

Everything is kept as submitted beside what was read from it; nothing is set aside and no row is dropped.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sightline.dataset.working_days import working_day_calendar
from sightline.returns.schema import Kind, Return, ReturnTable
from sightline.returns.tables import ABOUT, CASE, ROW, TEXT, WORKING_DAYS, stored_columns

# What loose tables carry besides the return's columns.
NUMBER = "row"
_INTEGER = re.compile(r"[+-]?\d{1,18}(\.0+)?")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d+)?")


@dataclass(frozen=True)
class About:
    """What is known of one return besides its tables. Days are null where its own header says."""

    case: int
    year: int
    year_start: date | None = None
    year_end: date | None = None
    local_authority: str | None = None
    file_format: str | None = None


class Prepared:
    """
    The tables of one or many returns in a database, typed as rules expect them.

    `tables`: text columns by the return's names, with `case` and `row` (from 0 within its return). Tables and columns
    that are absent are made, empty, when a rule asks.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, of: Return, tables: Mapping[str, pa.Table],
                 about: list[About]):  # fmt: skip
        self.connection, self.of = connection, of
        self._tables = tables
        self._made: set[str] = set()
        self._shapes: dict[str, str] = {}
        self._state(stated(of, tables, about))

    def make(self, name: str) -> None:
        """Makes a typed table, once."""
        if name in self._made:
            return
        self._made.add(name)
        if name == WORKING_DAYS:
            calendar = working_day_calendar().select(["day", "working_day_number"])
            self._store(name, calendar, "SELECT * FROM given")
            return
        given = self._tables.get(name)
        columns = stored_columns(self.of, self.of.tables[name])
        if given is None or given.num_rows == 0:
            names = ", ".join(f'"{column}" {_SQL_TYPES[kind]}' for column, kind in columns)
            self.connection.execute(f'CREATE TABLE "{name}" ({names})')
            return
        about = ", ".join(f"about.{column}" for column in ABOUT)
        header = f', about.header_row AS "{ROW}Header"' if (f"{ROW}Header", "int64") in columns[1:] else ""
        cells = typed(self.of, self.of.tables[name], given)
        named = ", ".join(f'given."{column}"' for column in cells.column_names)
        # Every row finds what is said of its return, so the join drops none.
        self._store(
            name,
            cells.append_column(CASE, given.column(CASE)).append_column(f"{ROW}{name}", given.column(NUMBER)),
            f'SELECT given."{ROW}{name}", given."{CASE}", {about}{header}, '
            f"{named} "
            f'FROM given JOIN about ON about."{CASE}" = given."{CASE}"',
        )

    def make_shape(self, name: str, sql: str) -> str:
        """Makes a shared table from its SQL, once; the name it is stored under, for years may differ in its SQL."""
        if sql not in self._shapes:
            self._shapes[sql] = f"{name}_{len(self._shapes)}"
            self.connection.execute(f'CREATE TABLE "{self._shapes[sql]}" AS {sql}')
        return self._shapes[sql]

    def _store(self, name: str, given: pa.Table, select: str) -> None:
        self.connection.register("given", given)
        self.connection.execute(f'CREATE TABLE "{name}" AS {select}')
        self.connection.unregister("given")

    def _state(self, about: list[About]) -> None:
        """Stores what is known of each return, with the days of its year."""
        headers = self._tables.get("Header")
        headed = set(headers.column(CASE).to_pylist()) if headers is not None else set()
        rows = pa.table(
            {
                CASE: pa.array([a.case for a in about], pa.int64()),
                "year_start": pa.array([a.year_start or date(a.year - 1, 4, 1) for a in about], pa.date32()),
                "year_end": pa.array([a.year_end or date(a.year, 3, 31) for a in about], pa.date32()),
                "local_authority": pa.array([a.local_authority for a in about], pa.string()),
                "file_format": pa.array([a.file_format for a in about], pa.string()),
                # The census's one header row, which rules name when the collection's dates take part.
                "header_row": pa.array([0 if a.case in headed else None for a in about], pa.int64()),
            }
        )
        self._store("about", rows, "SELECT * FROM given")


def stated(of: Return, tables: Mapping[str, pa.Table], about: list[About]) -> list[About]:
    """What is known of each return, with the year of its own header where that can be read (CIN census)."""
    header = tables.get("Header")
    if of.name != "cin" or header is None or "ReferenceDate" not in header.column_names:
        return about
    days = typed(of, of.tables["Header"], header).column("ReferenceDate").to_pylist()
    first: dict[int, date | None] = {}
    for case, day in zip(header.column(CASE).to_pylist(), days, strict=True):
        first.setdefault(case, day)
    return [
        replace(a, year_start=date(day.year - 1, 4, 1), year_end=day) if (day := first.get(a.case)) else a
        for a in about
    ]


def typed(of: Return, table: ReturnTable, given: pa.Table) -> pa.Table:
    """
    A table's columns as rules see them: text trimmed and blanks null, dates and numbers read beside their text.

    A column of dates is read value by value, each once: there are far fewer days than rows.
    """
    cells: dict[str, pa.Array] = {}
    for column in table.columns:
        if column.name not in given.column_names:
            text = pa.nulls(given.num_rows, pa.string())
        else:
            text = clean(given.column(column.name), upper=of.upper)
        read = _readers(of).get(column.kind)
        if read is None:
            cells[column.name] = text
            continue
        cells[column.name] = _each_once(text, *read)
        cells[column.name + TEXT] = text
    return pa.table(cells)


def clean(cells: pa.Array, *, upper: bool) -> pa.Array:
    """Cells trimmed, in capitals if asked for, and null where nothing is left."""
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    cells = pc.utf8_trim_whitespace(cells)
    if upper:
        cells = pc.utf8_upper(cells)
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)


Reader = tuple[Callable[[str], Any], pa.DataType]


@lru_cache(maxsize=8)
def _readers(of: Return) -> dict[Kind, Reader]:
    def whole(text: str) -> int | None:
        return int(text.partition(".")[0]) if _INTEGER.fullmatch(text) else None

    def number(text: str) -> float | None:
        return float(text) if _NUMBER.fullmatch(text) else None

    return {
        Kind.DATE: (of.day, pa.date32()),
        Kind.INTEGER: (whole, pa.int64()),
        Kind.NUMBER: (number, pa.float64()),
    }


def _each_once(text: pa.Array, read: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    encoded = text.dictionary_encode()
    return pa.array([read(value) for value in encoded.dictionary.to_pylist()], kind).take(encoded.indices)


_SQL_TYPES = {"string": "VARCHAR", "date": "DATE", "int64": "BIGINT", "float64": "DOUBLE"}
