"""
What a rule is written over: the return's tables as Ibis tables, with no connection behind them.

Each table has, besides the return's own columns:

- `@<Table>`, its first column: the number of the row as submitted, from 0. Whatever `@` columns a rule's rows
  still carry are the rows that take part in the failure.
- `case`: which return a row is of. Thousands of small returns are checked at once; rows of two never meet.
- `year_start`, `year_end`: the 1 April and 31 March of the collection; for the SSDA903 `local_authority` and
  `file_format` too.

A blank cell is null. A column of dates or numbers is null where its text can't be read as one; the text itself
stands beside it as `<column>_text`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import ibis
import ibis.expr.types as ir

from sightline.errors import BadDeclaration, did_you_mean
from sightline.returns.schema import Kind, Return, ReturnTable

CASE = "case"
ROW = "@"
TEXT = "_text"
OTHER = ".other"
WORKING_DAYS = "working_days"
SHAPE = "shape_"
TYPES = {Kind.TEXT: "string", Kind.DATE: "date", Kind.INTEGER: "int64", Kind.NUMBER: "float64"}

# What is said of each return, on every row of it.
ABOUT = {"year_start": "date", "year_end": "date", "local_authority": "string", "file_format": "string"}


@dataclass(frozen=True)
class Shape:
    """A table worked out from the return's tables that several rules share; it is worked out once a run."""

    name: str
    rows: Callable[["Tables"], ir.Table]


SHAPES: dict[tuple[str, str], Shape] = {}


def shape(return_name: str) -> Callable[[Callable[["Tables"], ir.Table]], Callable[["Tables"], ir.Table]]:
    """Declares a shared table of a return: rules read it as `r.shape("name_of_the_function")`."""

    def declare(function: Callable[["Tables"], ir.Table]) -> Callable[["Tables"], ir.Table]:
        SHAPES[return_name, function.__name__] = Shape(function.__name__, function)
        return function

    return declare


@lru_cache(maxsize=256)
def ibis_table(return_: str, name: str, columns: tuple[tuple[str, str], ...]) -> ir.Table:
    return ibis.table(dict(columns), name=name)


def stored_columns(of: Return, table: ReturnTable) -> tuple[tuple[str, str], ...]:
    """Names and types of a table as rules see it."""
    columns = [(ROW + table.name, "int64"), (CASE, "int64"), *ABOUT.items()]
    if of.name == "cin" and table.name != "Header":
        columns.append((ROW + "Header", "int64"))
    for column in table.columns:
        columns.append((column.name, TYPES[column.kind]))
        if column.kind is not Kind.TEXT:
            columns.append((column.name + TEXT, "string"))
    return tuple(columns)


class Tables:
    """
    The tables of one return's year, as attributes: `r.Episodes`, `r.Header_last`.

    `year`: the rule set. `supplied`: the tables that were there; an absent one has no rows.
    """

    def __init__(self, of: Return, year: int, supplied: frozenset[str]):
        self.of, self._year, self._supplied = of, year, supplied
        self.asked_about_the_return = False
        self.asked: set[str] = set()
        self.shapes_asked: set[str] = set()

    def __getattr__(self, name: str) -> ir.Table:
        if name.startswith("_") or name not in self.of.tables:
            raise BadDeclaration(f"The {self.of.title} has no table '{name}'.{did_you_mean(name, self.of.tables)}")
        self.asked.add(name)
        return ibis_table(self.of.name, name, stored_columns(self.of, self.of.tables[name]))

    @property
    def year(self) -> int:
        """The rule set."""
        self.asked_about_the_return = True
        return self._year

    def supplied(self, name: str) -> bool:
        """Whether a table was there, even if empty."""
        self.asked_about_the_return = True
        return self.of.table(name).name in self._supplied

    def shape(self, name: str) -> ir.Table:
        """A shared table by its name (see `shape`)."""
        if (self.of.name, name) not in SHAPES:
            raise BadDeclaration(f"There is no shape '{name}'.{did_you_mean(name, [n for _, n in SHAPES])}")
        self.shapes_asked.add(name)
        rows, asked = shape_rows(self.of, name, self._year, self._supplied)
        self.asked |= asked.asked
        return ibis.table(rows.schema(), name=SHAPE + name)

    @property
    def working_days(self) -> ir.Table:
        """Each day from 1990 to 2040 with the running count of working days up to it (England and Wales)."""
        return ibis.table({"day": "date", "working_day_number": "int32"}, name=WORKING_DAYS)


@lru_cache(maxsize=256)
def shape_rows(of: Return, name: str, year: int, supplied: frozenset[str]) -> tuple[ir.Table, Tables]:
    """A shared table's rows, and the tables that it asked for."""
    tables = Tables(of, year, supplied)
    return SHAPES[of.name, name].rows(tables), tables
