"""A return as it was submitted: its tables of text, where each row stood, and what was odd about the files."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from sightline.errors import BadUsage
from sightline.returns.declare import check_year
from sightline.returns.prepare import NUMBER, About
from sightline.returns.schema import LAST, Return
from sightline.returns.tables import CASE

# Where a row stood, beside its cells.
FILE, LINE = "_file", "_line"


@dataclass(frozen=True)
class Submission:
    """
    One return of one year.

    `tables`: text columns by the return's own names, with `case`, `row` (from 0), `_file` and `_line`; last year's end
    in `_last`. `year`: the rule set; `ends`: the year in which its own ends, which may have no set. `notes`: what was
    passed over or repaired, a sentence each.
    """

    of: Return
    name: str
    year: int
    ends: int
    tables: Mapping[str, pa.Table]
    notes: tuple[str, ...] = ()
    local_authority: str | None = None
    file_format: str | None = None

    @property
    def supplied(self) -> frozenset[str]:
        return frozenset(self.tables)

    @property
    def _own(self) -> list[pa.Table]:
        """Its own year's tables, without last year's and reference data."""
        return [t for n, t in self.tables.items() if not n.endswith(LAST) and not self.of.tables[n].outside]

    @property
    def rows(self) -> int:
        return sum(table.num_rows for table in self._own)

    @property
    def children(self) -> int:
        """How many children it has, each once."""
        child = self.of.child
        columns = [t.column(child).unique().to_pylist() for t in self._own if child in t.column_names]
        return len({i.strip() for ids in columns for i in ids if i and i.strip()})

    def about(self) -> About:
        return About(0, self.ends, None, None, self.local_authority, self.file_format)

    def with_previous(self, previous: "Submission") -> "Submission":
        """With last year's tables beside this year's. Errors: BadUsage where it is another return's."""
        if previous.of is not self.of:
            raise BadUsage(f"{previous.name} is a {previous.of.title}, which tells a {self.of.title} nothing.")
        last = {name + LAST: t for name, t in previous.tables.items() if name + LAST in self.of.tables}
        return replace(self, tables={**self.tables, **last})


@dataclass
class Notes:
    """What was odd about a file, each kind said once with how often and where first."""

    file: str
    _counts: Counter[str] = field(default_factory=Counter)
    _first: dict[str, int | None] = field(default_factory=dict)

    def add(self, what: str, line: int | None = None) -> None:
        self._counts[what] += 1
        self._first.setdefault(what, line)

    def sentences(self) -> tuple[str, ...]:
        said = []
        for what, count in self._counts.items():
            line = self._first[what]
            place = f", line {line}" if line else ""
            said.append(f"{self.file}{place}: {what}{f' ({count} times)' if count > 1 else ''}.")
        return tuple(said)


def stored(of: Return, name: str, rows: Sequence[Mapping[str, Any]], file: str) -> pa.Table:
    """
    Rows as a table of text with their numbers and places.

    `rows`: cells by column, and `_line`. Columns that no row has are left out.
    """
    height = len(rows)
    cells: dict[str, Any] = {
        CASE: pa.array([0] * height, pa.int64()),
        NUMBER: pa.arange(0, height),
        FILE: pa.array([file] * height, pa.string()),
        LINE: pa.array([row.get(LINE) for row in rows], pa.int64()),
    }
    for column in of.tables[name].columns:
        values = [row.get(column.name) for row in rows]
        if any(v is not None for v in values):
            cells[column.name] = pa.array(values, pa.string())
    return pa.table(cells)


def set_for(of: Return, year: int, asked: int | None, notes: Notes) -> int:
    """
    The rule set that checks a return of `year`: that year's, or the nearest there is.

    Errors: BadUsage where `asked` is a year without a set.
    """
    if asked is not None:
        return check_year(of, asked)
    nearest = min(max(year, of.years[0]), of.years[-1])
    if nearest != year:
        notes.add(f"there is no rule set of the {of.title} for {year}, so that of {nearest} was used")
    return nearest


def year_ending(day: date) -> int:
    """The year in which the financial year of `day` ends."""
    return day.year + (day >= date(day.year, 4, 1))


def label(paths: Sequence[Path]) -> str:
    return paths[0].name if len(paths) == 1 else paths[0].parent.name
