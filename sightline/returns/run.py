"""Rules run over prepared tables: each compiled once, then one query for all the returns it is asked of."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import duckdb
import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql.compilers.duckdb import compiler

from sightline.errors import BadDeclaration
from sightline.returns.declare import Rule
from sightline.returns.precompiled import RULE_BOOKS, known, name_of
from sightline.returns.prepare import Prepared
from sightline.returns.schema import Return
from sightline.returns.tables import CASE, OTHER, ROW, SHAPE, WORKING_DAYS, Tables, shape_rows


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


def _each_two_once(rows: ir.Table) -> ir.Table:
    """Failures of two rows of one table, met from either side, as one failure: the earlier row first."""
    twos = [
        (c.removesuffix(OTHER), c) for c in rows.columns if c.endswith(OTHER) and c.removesuffix(OTHER) in rows.columns
    ]
    ordered = {}
    for one, other in twos:
        ordered[one] = ibis.least(rows[one], rows[other])
        ordered[other] = ibis.greatest(rows[one], rows[other])
    return rows.mutate(**ordered) if ordered else rows


@lru_cache(maxsize=4096)
def compiled(rule: Rule, year: int, supplied: frozenset[str]) -> Compiled:
    """
    The SQL of a rule for a year, where these tables were supplied.

    Errors: BadDeclaration, naming the rule, for a rule whose expression can't be made.
    """
    ours = rule.place.startswith(RULE_BOOKS)
    made = known().get(name_of(rule.of.name, rule.code, rule.first_year)) if ours else None
    if made is not None:
        marks = tuple((column, table) for column, table in made["marks"])
        return Compiled(made["sql"], marks, frozenset(made["tables"]), frozenset(made["shapes"]))
    return compile_rule(rule, year, supplied)[0]


def compile_rule(rule: Rule, year: int, supplied: frozenset[str]) -> tuple[Compiled, bool]:
    """A rule's SQL, and whether it is the same for every year and whatever was supplied."""
    tables = Tables(rule.of, year, supplied)
    try:
        rows = rule.fails(tables)
        marks = [c for c in rows.columns if c.startswith(ROW)]
        listed = [c for c in marks if table_of(c) in rule.tables]
        sql = sql_of(_each_two_once(rows.select(CASE, *listed)))
    except BadDeclaration as error:
        raise BadDeclaration(f"Rule {rule.code} of the {rule.of.title}: {error}")
    except (ibis.common.exceptions.IbisError, AttributeError, TypeError, ValueError) as error:
        raise BadDeclaration(f"Rule {rule.code} of the {rule.of.title} can't be made into a query: {error}")
    if marks and not listed:
        raise BadDeclaration(f"Rule {rule.code}: its rows name {marks}, but its fields are of {list(rule.tables)}.")
    read = frozenset(tables.asked) | ({WORKING_DAYS} if _reads_working_days(sql) else frozenset())
    made = Compiled(sql, tuple((c, table_of(c)) for c in listed), read, frozenset(tables.shapes_asked))
    return made, not tables.asked_about_the_return


def run_rule(prepared: Prepared, rule: Rule, year: int, supplied: frozenset[str],
             cases: tuple[int, int] | None = None) -> Failures:  # fmt: skip
    """
    The failures of one rule in every return, or in those of `cases` (first and last).

    Errors: BadDeclaration for a rule that can't be compiled; duckdb.Error for one that breaks on the data.
    """
    query = compiled(rule, year, supplied)
    for table in query.tables:
        prepared.make(table)
    names = {SHAPE + name: _made_shape(prepared, name, year, supplied) for name in sorted(query.shapes)}
    if cases is not None:
        names = {**{name: name for name in sorted(query.tables - {WORKING_DAYS})}, **names}
    sql = f"SELECT DISTINCT * FROM ({_naming(query.sql, names, cases)})"
    return Failures(rule, prepared.connection.execute(sql).to_arrow_table())


def _made_shape(prepared: Prepared, name: str, year: int, supplied: frozenset[str]) -> str:
    """Makes a shared table and what it is made of; the name that it goes by in the database."""
    _, asked = shape_rows(prepared.of, name, year, supplied)
    sql = _shape_sql(prepared.of, name, year, supplied)
    for table in (*asked.asked, *([WORKING_DAYS] if _reads_working_days(sql) else [])):
        prepared.make(table)
    inner = {SHAPE + n: _made_shape(prepared, n, year, supplied) for n in sorted(asked.shapes_asked)}
    return prepared.make_shape(SHAPE + name, _naming(sql, inner, None))


@lru_cache(maxsize=256)
def _shape_sql(of: Return, name: str, year: int, supplied: frozenset[str]) -> str:
    return sql_of(shape_rows(of, name, year, supplied)[0])


def sql_of(rows: ir.Table) -> str:
    """DuckDB's SQL of an expression: what `ibis.to_sql` gives, without looking for a connection."""
    return compiler.to_sqlglot(rows.op().replace(_groups_whole).to_expr()).sql(dialect="duckdb")


def _groups_whole(node: Any, given: dict[str, Any] | None) -> Any:
    """
    A filter on a child's other rows and on the row itself, as two: the child's rows first, while all are there.

    Ibis would cut the rows down first (WHERE), and count or compare only those left (QUALIFY).
    """
    node = node.__recreate__(given) if given else node
    if not isinstance(node, ops.Filter):
        return node
    on_groups = tuple(p for p in node.predicates if p.find(ops.WindowFunction, filter=ops.Value))
    on_rows = tuple(p for p in node.predicates if p not in on_groups)
    if not on_groups or not on_rows:
        return node
    first = ops.Filter(node.parent, on_groups)
    same = {ops.Field(node.parent, name): ops.Field(first, name) for name in node.parent.schema}
    return ops.Filter(first, tuple(p.replace(same, filter=ops.Value) for p in on_rows))


def _reads_working_days(sql: str) -> bool:
    return f'"{WORKING_DAYS}"' in sql


def _naming(sql: str, names: dict[str, str], cases: tuple[int, int] | None) -> str:
    """The query with its tables standing for those of the database, cut down to some cases if any are named."""
    if not names:
        return sql
    where = f' WHERE "{CASE}" BETWEEN {cases[0]} AND {cases[1]}' if cases else ""
    stand = ", ".join(f'"{name}" AS (SELECT * FROM main."{stored}"{where})' for name, stored in names.items())
    return f"WITH {stand}, {sql.removeprefix('WITH ')}" if sql.startswith("WITH ") else f"WITH {stand} {sql}"


def broke(error: Exception) -> str:
    """What a rule broke on, in one line."""
    return f"the rule broke: {str(error).splitlines()[0]}"


RULE_BREAKS = (duckdb.Error, BadDeclaration)
