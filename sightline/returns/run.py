"""Rules run over prepared tables: each compiled once, then one query for all the returns it is asked of."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import ibis
import pyarrow as pa

from sightline.errors import BadDeclaration
from sightline.returns.declare import Rule
from sightline.returns.prepare import Prepared
from sightline.returns.schema import Return
from sightline.returns.tables import CASE, ROW, SHAPES, WORKING_DAYS, Tables


@dataclass(frozen=True)
class Compiled:
    """
    A rule as SQL.

    `marks`: the columns that say which rows take part, as (column, table). `tables`, `shapes`: what it reads.
    """

    sql: str
    marks: tuple[tuple[str, str], ...]
    tables: frozenset[str]
    shapes: frozenset[str]


@dataclass(frozen=True)
class Failures:
    """
    The failures of one rule: a row each, with `case` and a column per row that takes part, named `@<Table>`.

    A column may be called `@<Table>.<which>` when two rows of one table take part.
    """

    rule: Rule
    rows: pa.Table

    def each(self) -> Iterator[tuple[int, tuple[tuple[str, int], ...]]]:
        """Every failure as its case and the (table, row)s that take part."""
        names = [table_of(c) for c in self.rows.column_names[1:]]
        columns = [c.to_pylist() for c in self.rows.columns]
        for case, *numbers in zip(*columns, strict=True):
            yield case, tuple((t, n) for t, n in zip(names, numbers, strict=True) if n is not None)


def table_of(mark: str) -> str:
    return mark.removeprefix(ROW).split(".")[0]


@lru_cache(maxsize=4096)
def compiled(rule: Rule, year: int, supplied: frozenset[str]) -> Compiled:
    """
    The SQL of a rule for a year, where these tables were supplied.

    Errors: BadDeclaration, naming the rule, for a rule whose expression can't be made.
    """
    tables = Tables(rule.of, year, supplied)
    try:
        rows = rule.fails(tables)
        marks = [c for c in rows.columns if c.startswith(ROW)]
        listed = [c for c in marks if table_of(c) in rule.tables]
        sql = ibis.to_sql(rows.select(CASE, *listed).distinct(), dialect="duckdb", pretty=False)
    except BadDeclaration as error:
        raise BadDeclaration(f"Rule {rule.code} of the {rule.of.title}: {error}")
    except (ibis.common.exceptions.IbisError, AttributeError, TypeError, ValueError) as error:
        raise BadDeclaration(f"Rule {rule.code} of the {rule.of.title} can't be made into a query: {error}")
    if marks and not listed:
        raise BadDeclaration(f"Rule {rule.code}: its rows name {marks}, but its fields are of {list(rule.tables)}.")
    read = frozenset(tables.asked) | ({WORKING_DAYS} if f'"{WORKING_DAYS}"' in sql else frozenset())
    return Compiled(sql, tuple((c, table_of(c)) for c in listed), read, frozenset(tables.shapes_asked))


@lru_cache(maxsize=256)
def compiled_shape(of: Return, name: str, year: int, supplied: frozenset[str]) -> str:
    return ibis.to_sql(SHAPES[of.name, name].rows(Tables(of, year, supplied)), dialect="duckdb", pretty=False)


def run_rule(prepared: Prepared, rule: Rule, year: int, supplied: frozenset[str],
             cases: tuple[int, int] | None = None) -> Failures:  # fmt: skip
    """
    The failures of one rule in every return, or in those of `cases` (first and last).

    Errors: BadDeclaration for a rule that can't be compiled; duckdb.Error for one that breaks on the data.
    """
    query = compiled(rule, year, supplied)
    for table in query.tables:
        prepared.make(table)
    for name in query.shapes:
        prepared.make_shape(f"shape_{name}", compiled_shape(rule.of, name, year, supplied))
    sql = query.sql
    if cases is not None:
        names = [*sorted(query.tables - {WORKING_DAYS}), *sorted(f"shape_{s}" for s in query.shapes)]
        sql = _only(sql, names, cases)
    return Failures(rule, prepared.connection.execute(sql).to_arrow_table())


def _only(sql: str, names: list[str], cases: tuple[int, int]) -> str:
    """The query over some cases: each table it reads is first cut down to them."""
    first, last = cases
    cut = ", ".join(
        f'"{n}" AS (SELECT * FROM main."{n}" WHERE "{CASE}" BETWEEN {first} AND {last})' for n in names
    )  # fmt: skip
    return f"WITH {cut}, {sql.removeprefix('WITH ')}" if sql.startswith("WITH ") else f"WITH {cut} {sql}"


def broke(error: Exception) -> str:
    """What a rule broke on, in one line."""
    return f"the rule broke: {str(error).splitlines()[0]}"


RULE_BREAKS = (duckdb.Error, BadDeclaration)
