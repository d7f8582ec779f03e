"""
Which published indicator is which of our measures: data, so that a new vintage's column is one more line.

- `published_tables.toml`: the published tables, told by their headings;
- `indicators.csv`: a table's column, with the filters' values where a column holds several measures, and its measure;
- `comparable.csv`: each measure's unit, which way is good, which end ranks first, and what it is a share of.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sightline.errors import BadUsage, did_you_mean

LAIT, CENSUS, UNKNOWN = "lait", "census_ethnic_groups", "unknown"
PERCENT, PER_10000, COUNT = "percent", "per_10000", "count"


@dataclass(frozen=True)
class PublishedTable:
    """
    One table of a publication.

    `of`: what its years are, such as `year_to_31_march`. `columns`: lists of headings, one of which a file must have
    in full; `where_columns` and `starts`: headings one of whose values must begin with one of these words.
    """

    id: str
    publication: str
    title: str
    of: str
    columns: tuple[frozenset[str], ...]
    where_columns: tuple[str, ...]
    starts: tuple[str, ...]
    place: int


@dataclass(frozen=True)
class Comparable:
    """
    A measure that is published.

    `unit`: percent, per_10000, count ...; `polarity`: high, low or neutral; `first_is`: which end ranks first;
    `numerator`: measures that are added up; `denominator`: what they are divided by; `derived`: the share itself is
    not published and is formed from the two, unrounded.
    """

    measure: str
    unit: str
    polarity: str
    first_is: str
    numerator: tuple[str, ...]
    denominator: str | None
    derived: bool


@dataclass(frozen=True)
class Indicator:
    """A column of a table, among the rows with these filter values, that holds a measure."""

    table: str
    column: str
    filters: tuple[tuple[str, str], ...]
    measure: str

    def is_of(self, filters: Mapping[str, str]) -> bool:
        """Whether rows with these filter values are the measure's."""
        return all(filters.get(name) == value for name, value in self.filters)


def _text(name: str) -> str:
    return (files("sightline.benchmarks") / name).read_text("utf-8")


@lru_cache(maxsize=1)
def tables() -> dict[str, PublishedTable]:
    """Every published table by its id, in the order in which they are asked."""
    found = {}
    for place, (name, facts) in enumerate(tomllib.loads(_text("published_tables.toml")).items()):
        where = facts.get("where", {})
        column = where.get("column", [])
        found[name] = PublishedTable(
            name, facts["publication"], facts["title"], facts["of"], tuple(frozenset(c) for c in facts["columns"]),
            (column,) if isinstance(column, str) else tuple(column), tuple(where.get("starts", ())), place,
        )  # fmt: skip
    return found


UNKNOWN_TABLE = PublishedTable(UNKNOWN, "", "A table that Sightline has no measures for", "year_to_31_march", (), (),
                               (), 999)  # fmt: skip


def table_called(name: str) -> PublishedTable:
    """The table of an id; a table without measures where the id is not known."""
    return tables().get(name, UNKNOWN_TABLE)


def candidates(headings: Iterable[str]) -> list[PublishedTable]:
    """The tables that a file with these headings may be, in order; those with a `where` need a look at the rows."""
    have = set(headings)
    return [t for t in tables().values() if any(columns and columns <= have for columns in t.columns)]


@lru_cache(maxsize=1)
def indicators() -> dict[tuple[str, str], list[Indicator]]:
    """The measures of each table's column."""
    found: dict[tuple[str, str], list[Indicator]] = {}
    for row in csv.DictReader(_text("indicators.csv").splitlines()):
        pairs = [pair.split("=", 1) for pair in row["filters"].split(";") if pair]
        line = Indicator(row["table"], row["column"], tuple((a, b) for a, b in pairs), row["measure"])
        found.setdefault((line.table, line.column), []).append(line)
    return found


# A file that shares this much of its columns with a known table is that table, and has lost some.
_MOSTLY_THE_SAME, _FEWEST_IN_COMMON = 0.7, 3
_FEW_OF_MANY = 0.4


def nearest(headings: Iterable[str]) -> PublishedTable | None:
    """The known table that a file without one of its telling columns still is; None where it is like none."""
    others = set(headings)
    shared = {table: others & columns for table, columns in _columns_of().items()}
    best = max(shared, key=lambda table: len(shared[table]))
    enough = len(shared[best]) >= max(_FEWEST_IN_COMMON, _MOSTLY_THE_SAME * len(others))
    return tables()[best] if enough else None


def lacking(table: PublishedTable, headings: Iterable[str]) -> tuple[str, ...]:
    """
    The names of a column that every vintage of a table has had and this file lost; empty where none is lacking.

    Rates are not counted: the newest vintages leave them out. A file with few of a table's columns is an extract that
    someone made on purpose, and lacks nothing.
    """
    have = set(headings)
    columns: dict[str, list[str]] = {}
    for (of, column), lines in indicators().items():
        for line in lines if of == table.id else ():
            if comparables()[line.measure].unit != PER_10000:
                columns.setdefault(line.measure, []).append(column)
    lost = [tuple(dict.fromkeys(names)) for names in columns.values() if not have & set(names)]
    return lost[0] if lost and len(lost) <= _FEW_OF_MANY * len(columns) else ()


@lru_cache(maxsize=1)
def _columns_of() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, column in indicators():
        if table != LAIT:
            found.setdefault(table, set()).add(column)
    return found


@lru_cache(maxsize=1)
def known_columns() -> frozenset[str]:
    """Every column that holds a measure in some table."""
    return frozenset(column for _table, column in indicators())


@lru_cache(maxsize=1)
def comparables() -> dict[str, Comparable]:
    """Every measure that is published, by its id."""
    return {
        row["measure"]: Comparable(
            row["measure"], row["unit"], row["polarity"], row["first_is"],
            tuple(filter(None, row["numerator"].split("+"))), row["denominator"] or None, row["derived"] == "yes",
        )
        for row in csv.DictReader(_text("comparable.csv").splitlines())
    }  # fmt: skip


def comparable(measure: str) -> Comparable:
    """
    The published facts of a measure.

    Errors: BadUsage for a measure that nobody publishes, or that is no measure.
    """
    if found := comparables().get(measure):
        return found
    near = did_you_mean(measure, comparables())
    raise BadUsage(
        f"No published figures are known for '{measure}'.{near} 'sightline benchmarks measures' lists those that are."
    )
