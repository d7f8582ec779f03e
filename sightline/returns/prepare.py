"""
A return's text tables made ready for its rules: blanks to null, dates and numbers read, the collection on every row.

Everything is kept as submitted beside what was read from it; nothing is set aside and no row is dropped.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from sightline.dataset.working_days import working_day_calendar
from sightline.returns.schema import Column, Kind, Return
from sightline.returns.tables import ABOUT, CASE, ROW, TEXT, TYPES, WORKING_DAYS, stored_columns

# What loose tables carry besides the return's columns.
NUMBER = "row"
_SPACES = " \t\r\n\u00a0\ufeff"
_INTEGER = r"^[+-]?\d{1,18}(\.0+)?$"
_NUMBER = r"^[+-]?\d{1,15}(\.\d+)?$"


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
        self._state(about)

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
        header = f', 0::BIGINT AS "{ROW}Header"' if (f"{ROW}Header", "int64") in columns[1:] else ""
        cells = [cell for c in self.of.tables[name].columns for cell in self._cells(c, given)]
        # Every row finds what is said of its return, so the join drops none.
        self._store(
            name,
            given,
            f'SELECT given."{NUMBER}" AS "{ROW}{name}", given."{CASE}", {about}{header}, {", ".join(cells)} '
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

    def _cells(self, column: Column, given: pa.Table) -> list[str]:
        if column.name not in given.column_names:
            text = "NULL::VARCHAR"
        else:
            text = f"trim(given.\"{column.name}\", '{_SPACES}')"
            text = f"nullif({f'upper({text})' if self.of.upper else text}, '')"
        if column.kind is Kind.TEXT:
            return [f'{text} AS "{column.name}"']
        read = {
            Kind.DATE: self.date_of(text),
            Kind.INTEGER: f"CASE WHEN regexp_matches({text}, '{_INTEGER}') THEN {text}::DOUBLE::BIGINT END",
            Kind.NUMBER: f"CASE WHEN regexp_matches({text}, '{_NUMBER}') THEN {text}::DOUBLE END",
        }[column.kind]
        return [f'({read})::{_SQL_TYPES[TYPES[column.kind]]} AS "{column.name}"', f'{text} AS "{column.name}{TEXT}"']

    def date_of(self, text: str) -> str:
        """SQL that reads a day the way the return writes it; null for anything else."""
        pattern, form = self.of.date_pattern, self.of.date_format
        return f"CASE WHEN regexp_matches({text}, '{pattern}') THEN try_strptime({text}, '{form}')::DATE END"

    def _state(self, about: list[About]) -> None:
        """Stores what is known of each return: the days of its year from its header, else from what was said."""
        rows = pa.table(
            {
                CASE: pa.array([a.case for a in about], pa.int64()),
                "year_start": pa.array([a.year_start or date(a.year - 1, 4, 1) for a in about], pa.date32()),
                "year_end": pa.array([a.year_end or date(a.year, 3, 31) for a in about], pa.date32()),
                "local_authority": pa.array([a.local_authority for a in about], pa.string()),
                "file_format": pa.array([a.file_format for a in about], pa.string()),
            }
        )
        header = self._tables.get("Header") if self.of.name == "cin" else None
        if header is None or "ReferenceDate" not in header.column_names or not header.num_rows:
            self._store("about", rows, "SELECT * FROM given")
            return
        self._store("said", rows, "SELECT * FROM given")
        reference = self.date_of(f'trim(any_value("ReferenceDate" ORDER BY "{NUMBER}"), \'{_SPACES}\')')
        self._store(
            "about",
            header,
            f'WITH header AS (SELECT "{CASE}", {reference} AS reference FROM given GROUP BY "{CASE}") '
            f'SELECT said."{CASE}", coalesce(make_date(year(reference) - 1, 4, 1), year_start) AS year_start, '
            f"coalesce(reference, year_end) AS year_end, local_authority, file_format "
            f'FROM said LEFT JOIN header ON header."{CASE}" = said."{CASE}"',
        )


_SQL_TYPES = {"string": "VARCHAR", "date": "DATE", "int64": "BIGINT", "float64": "DOUBLE"}
