"""A return made from the dataset: its tables as they will be submitted, and every record it has no place for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.dataset import code_lists, tables
from sightline.dataset.database import workbench
from sightline.dataset.versions import Version
from sightline.errors import BadInput, BadUsage
from sightline.returns.schema import Return
from sightline.sources.mapped import declared

Rows = Mapping[str, pa.Table]


@dataclass(frozen=True)
class Authority:
    """One authority's canonical tables, and the day they are as at. A table that was not supplied is left out."""

    la_code: str
    as_at: date
    tables: Rows

    @property
    def supplied(self) -> frozenset[str]:
        return frozenset(name for name, rows in self.tables.items() if rows.num_rows)


@dataclass(frozen=True)
class LeftOut:
    """One record, or one fact of it, that the return has no place for: `table` is the canonical one."""

    table: str
    record: str | None
    child: str | None
    reason: str


@dataclass(frozen=True)
class Made:
    """
    One return made.

    `tables`: text columns by the return's own names, in the order in which they are written. `left_out`: what is not in
    it. `notes`: what the reader should know, a sentence each.
    """

    of: Return
    year: int
    la_code: str
    tables: Mapping[str, pa.Table]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]

    def reasons(self) -> list[tuple[str, str, int]]:
        """How many records of a table were left out for each reason, the most first."""
        counts = Counter((left.table, left.reason) for left in self.left_out)
        return [(table, reason, n) for (table, reason), n in sorted(counts.items(), key=lambda item: (-item[1], item))]


def authority_of(version: Version, la_code: str | None) -> Authority:
    """
    One authority's tables of a dataset version.

    Errors: BadUsage where it has several and none was named, or not the one that was.
    """
    there = version.manifest.authorities
    if la_code is None and len(there) != 1:
        raise BadUsage(f"The dataset has {len(there)} authorities, and a return is of one. Give --la-code.")
    if la_code is not None and la_code not in there:
        raise BadUsage(f"The dataset has nothing of authority {la_code}. It has: {', '.join(there)}.")
    chosen = la_code or there[0]
    rows = {}
    for name in sorted(version.manifest.supplied):
        if name in tables.ALL and "la_code" in tables.ALL[name].arrow_schema.names:
            found = pq.read_table(version.parquet(tables.ALL[name]))
            rows[name] = found.filter(pc.equal(found["la_code"], chosen)) if len(there) > 1 else found
    return Authority(chosen, version.manifest.as_at, rows)


def year_of(year: int) -> tuple[date, date]:
    """The first and last day of the collection year that ends in `year`."""
    return date(year - 1, 4, 1), date(year, 3, 31)


@contextmanager
def opened(authority: Authority, needs: Iterable[str], title: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """
    The authority's tables, each by its stored name, those that were not supplied empty; and an empty `left_out`.

    Errors: BadInput naming the tables that the return can't be without.
    """
    lacking = sorted(set(needs) - authority.supplied)
    if lacking:
        raise BadInput(
            f"the dataset has no {' and no '.join(lacking)}, without which there is no {title}. "
            "Load the SSD, or a source that has them."
        )
    with workbench() as db:
        for name, table in tables.ALL.items():
            rows = authority.tables.get(name)
            db.register(name, table.arrow_schema.empty_table() if rows is None else rows)
        db.execute("CREATE TEMP TABLE left_out (of_table VARCHAR, record VARCHAR, child VARCHAR, reason VARCHAR)")
        db.execute("SET VARIABLE as_at = ?::DATE", [authority.as_at])
        db.execute(
            "CREATE TEMP MACRO years_old(born, on_day) AS date_diff('year', born, on_day) "
            "- (strftime(born, '%m%d') > strftime(on_day, '%m%d'))::INTEGER"
        )
        yield db


def left_out(db: duckdb.DuckDBPyConnection) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(*row) for row in db.execute("SELECT * FROM left_out ORDER BY ALL").fetchall())


def as_submitted(
    of: Return, source: str, name: str, rows: pa.Table, codes: Mapping[str, Mapping[str, str]]
) -> pa.Table:
    """
    Typed rows as the return writes them: days its way, codes by the lists that its reader maps from.

    `source`: the reader's declaration (`columns/<source>.toml`). `codes`: how the return writes the values of a list,
    where that is not the other way round of what the list itself says.
    """
    lists = {
        c: facts["codes"] for c, facts in declared(source).get(name, {}).get("columns", {}).items() if "codes" in facts
    }
    columns = {}
    for column in rows.column_names:
        cells = rows.column(column)
        if pa.types.is_date(cells.type):
            cells = pc.strftime(cells, "%d/%m/%Y" if of.upper else "%Y-%m-%d")
        cells = cells.cast(pa.string())
        written = {**written_codes(lists[column]), **codes.get(lists[column], {})} if column in lists else {}
        columns[column] = renamed(cells, written) if written else cells
    return pa.table(columns)


def written_codes(name: str) -> dict[str, str]:
    """How a list writes each value that it stands for: the other way round of how it is read, the first of several."""
    written: dict[str, str] = {}
    codes = code_lists.ALL[name].codes
    for code in codes.values():
        if code.maps_to is not None and code.maps_to not in codes:
            written.setdefault(code.maps_to, code.code)
    return written


def renamed(cells: pa.ChunkedArray, written: Mapping[str, str]) -> pa.ChunkedArray:
    for value, code in written.items():
        cells = pc.if_else(pc.fill_null(pc.equal(cells, value), False), code, cells)
    return cells
