"""
The words that rules are written in: small Ibis expressions over the tables of `tables`.

A comparison with a blank is neither true nor false, so it never fails a rule by itself; where a blank should count,
say so with `blank`, `not_one_of` or `differs`.
"""

import operator
from collections.abc import Iterable
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from sightline.dataset import code_lists
from sightline.errors import BadDeclaration
from sightline.returns.tables import ABOUT, CASE, OTHER, ROW, TEXT, Tables

# How the tables of the CIN census hang together below the child.
CHILD = ("LAchildID",)
EPISODE = ("LAchildID", "CINdetailsID")
ASSESSMENT = (*EPISODE, "AssessmentID")
PLAN = (*EPISODE, "CPPID")

# Running numbers of modules: where loose tables leave them out on both sides, they are the same.
_NUMBERS = ("CINdetailsID", "AssessmentID", "CPPID")

PREVIOUS, NEXT = "previous", "next"

# Cells ------------------------------------------------------------------------------------------------------------


def filled(value: ir.Value) -> ir.BooleanValue:
    """Whether a cell holds anything. Of a date or number, ask its text: `filled(e.DEC_text)`."""
    return value.notnull()


def blank(value: ir.Value) -> ir.BooleanValue:
    return value.isnull()


def invalid(rows: ir.Table, column: str) -> ir.BooleanValue:
    """Whether a cell of dates or numbers is filled with something that is none."""
    return rows[column + TEXT].notnull() & rows[column].isnull()


def missing(rows: ir.Table, column: str) -> ir.BooleanValue:
    """Whether a cell of dates or numbers is blank or can't be read."""
    return rows[column].isnull()


def one_of(value: ir.Value, codes: Iterable[str] | str) -> ir.BooleanValue:
    """Whether a cell holds one of the codes; a blank holds none. Codes as a list or as words: `"V3 V4"`."""
    return value.isin(_words(codes)).fill_null(False)


def not_one_of(value: ir.Value, codes: Iterable[str] | str) -> ir.BooleanValue:
    """Whether a cell is blank or holds another code."""
    return ~one_of(value, codes)


def unlisted(value: ir.Value, codes: Iterable[str] | str) -> ir.BooleanValue:
    """Whether a cell is filled with something that is none of the codes."""
    return value.notnull() & ~one_of(value, codes)


def differs(one: ir.Value, other: ir.Value) -> ir.BooleanValue:
    """Whether two cells hold different things; two blanks don't differ, a blank and a code do."""
    return ~one.identical_to(other)


def is_true(value: ir.StringValue) -> ir.BooleanValue:
    """Whether an XML yes/no cell says yes: true or 1, in any case."""
    return one_of(value.lower(), "true 1")


def is_false(value: ir.StringValue) -> ir.BooleanValue:
    """Whether an XML yes/no cell says no: false or 0, in any case."""
    return one_of(value.lower(), "false 0")


def all_of(*conditions: ir.BooleanValue) -> ir.BooleanValue:
    return reduce(operator.and_, conditions)


def any_of(*conditions: ir.BooleanValue) -> ir.BooleanValue:
    return reduce(operator.or_, conditions)


def any_filled(rows: ir.Table, *columns: str) -> ir.BooleanValue:
    """Whether at least one of the columns is filled, readable or not."""
    return any_of(*(filled(_text(rows, c)) for c in columns))


def all_filled(rows: ir.Table, *columns: str) -> ir.BooleanValue:
    return all_of(*(filled(_text(rows, c)) for c in columns))


def codes(name: str, *, but: str = "", also: str = "") -> list[str]:
    """The codes of a list (`dataset/code_lists.toml`), less or plus some words."""
    return [c for c in code_lists.ALL[name].codes if c not in but.split()] + also.split()


def _words(given: Iterable[str] | str) -> list[str]:
    return given.split() if isinstance(given, str) else list(given)


def _text(rows: ir.Table, column: str) -> ir.Value:
    return rows[column + TEXT] if column + TEXT in rows.columns else rows[column]


# Days -------------------------------------------------------------------------------------------------------------


def days_later(day: ir.DateValue, days: Any) -> ir.DateValue:
    """The day so many days on; a negative number goes back."""
    return (day + ibis.interval(days=days)).cast("date")


def months_later(day: ir.DateValue, months: int) -> ir.DateValue:
    """The same day some calendar months on, the end clipped (31 January and one month is 28 February)."""
    return (day + ibis.interval(months=months)).cast("date")


def birthday(born: ir.DateValue, years: int) -> ir.DateValue:
    """The birthday at an age; one of 29 February falls on 1 March in other years."""
    same_day = months_later(born, years * 12)
    return ibis.ifelse(same_day.day() == born.day(), same_day, days_later(same_day, 1))


def days_between(start: ir.DateValue, end: ir.DateValue) -> ir.IntegerValue:
    """Days from one to the other: 1 from a day to the next."""
    return end.delta(start, unit="day")


def in_year(day: ir.DateValue, rows: ir.Table) -> ir.BooleanValue:
    """Whether a day is in the collection's year."""
    return day.between(rows.year_start, rows.year_end)


def outside_year(day: ir.DateValue, rows: ir.Table) -> ir.BooleanValue:
    return (day < rows.year_start) | (day > rows.year_end)


def at_weekend(day: ir.DateValue) -> ir.BooleanValue:
    return day.day_of_week.index() >= 5


def with_working_day(r: Tables, rows: ir.Table, **days: str) -> ir.Table:
    """
    Adds running numbers of working days: `with_working_day(r, rows, started="S47ActualStartDate", ended="year_end")`.

    The difference of two is the working days after the first, the last included (docs/conventions.md).
    """
    for name, day in days.items():
        calendar = r.working_days.select(_day="day", **{name: "working_day_number"})
        rows = rows.left_join(calendar, rows[day] == calendar["_day"]).drop("_day")
    return rows


def with_day_back(r: Tables, rows: ir.Table, **back: tuple[str, int]) -> ir.Table:
    """
    Adds the working day so many working days before a day: `with_day_back(r, rows, limit=("year_end", 45))`.

    What is before it is more working days back than that. 0 is the day itself, or the last working day before it.
    """
    for name, (day, days) in back.items():
        at = r.working_days.select(_day="day", _number=r.working_days.working_day_number - days)
        first = r.working_days.group_by("working_day_number").aggregate(**{name: r.working_days.day.min()})
        limits = at.join(first, at["_number"] == first.working_day_number).select("_day", name)
        rows = rows.left_join(limits, rows[day] == limits["_day"]).drop("_day")
    return rows


# Rows that belong together ----------------------------------------------------------------------------------------


def own(rows: ir.Table) -> str:
    """The name of the table that rows are of."""
    first = rows.columns[0]
    if not first.startswith(ROW):
        raise BadDeclaration(
            f"The rows have lost their table: their first column is '{first}'. Keep the @ column first."
        )
    return first.removeprefix(ROW)


def child_key(rows: ir.Table) -> tuple[str, ...]:
    """The column that holds the child."""
    return ("CHILD",) if "CHILD" in rows.columns else CHILD


def beside(left: ir.Table, right: ir.Table, *columns: str, on: tuple[str, ...] | None = None, how: Any = "inner",
           name: str | None = None) -> ir.Table:  # fmt: skip
    """
    Each row beside the rows of another table for the same child (or `on`): `beside(r.Episodes, r.Header, "DOB")`.

    The other's columns get its name in front (`Header_DOB`), or `name`; all of them unless some are named. Both rows
    take part. `how="left"` keeps rows that have no other.
    """
    keys = (CASE, *(on or child_key(left)))
    prefix = name or own(right)
    mark = ROW + own(right)
    marked = {f"{mark}.{name}" if name or mark in left.columns else mark: mark}
    for column in right.columns:
        if column in (CASE, mark, *ABOUT) or column.startswith(ROW):
            continue
        if not columns or column in columns or column.removesuffix(TEXT) in columns:
            marked[f"{prefix}_{column}"] = column
    other = right.select(**{f"_key_{k}": k for k in keys}, **marked)
    joined = left.join(other, _matching(left, other, keys), how=how)
    return joined.select(*left.columns, *marked)


def pairs(rows: ir.Table, *columns: str, within: tuple[str, ...] | None = None) -> ir.Table:
    """
    Each row beside every other row of the same child (or of `within`), whose columns are called `other_...`.

    Each two rows are met twice, once from either side; both take part.
    """
    paired = beside(rows, rows, *columns, on=within, name="other")
    mark = ROW + own(rows)
    return paired.filter(paired[mark] != paired[mark + OTHER])


def having(left: ir.Table, right: ir.Table, on: tuple[str, ...] | None = None) -> ir.Table:
    """The rows for which the other table has a row of the same child (or `on`); the other doesn't take part."""
    keys = (CASE, *(on or child_key(left)))
    other = right.select(**{f"_key_{k}": k for k in keys})
    return left.semi_join(other, _matching(left, other, keys))


def lacking(left: ir.Table, right: ir.Table, on: tuple[str, ...] | None = None) -> ir.Table:
    """The rows for which the other table has no row of the same child (or `on`)."""
    keys = (CASE, *(on or child_key(left)))
    other = right.select(**{f"_key_{k}": k for k in keys})
    return left.anti_join(other, _matching(left, other, keys))


def _matching(left: ir.Table, other: ir.Table, keys: tuple[str, ...]) -> list[ir.BooleanValue]:
    return [left[k].identical_to(other[f"_key_{k}"]) if k in _NUMBERS else left[k] == other[f"_key_{k}"] for k in keys]


def _group(rows: ir.Table, within: tuple[str, ...] | None) -> list[str]:
    return [CASE, *(within if within is not None else child_key(rows))]


def how_many(rows: ir.Table, condition: ir.BooleanValue | None = None,
             within: tuple[str, ...] | None = None) -> ir.IntegerValue:  # fmt: skip
    """How many rows of the same child (or `within`; `()` is the whole return) there are, or hold the condition."""
    counted = rows[CASE].count() if condition is None else condition.cast("int64").sum()
    return counted.over(group_by=_group(rows, within)).fill_null(0)


def greatest(rows: ir.Table, value: Any, within: tuple[str, ...] | None = None) -> Any:
    """The greatest value among the rows of the same child (or `within`)."""
    return value.max().over(group_by=_group(rows, within))


def least(rows: ir.Table, value: Any, within: tuple[str, ...] | None = None) -> Any:
    return value.min().over(group_by=_group(rows, within))


def in_order(rows: ir.Table, by: str, *columns: str, within: tuple[str, ...] | None = None) -> ir.Table:
    """
    Adds what stands in the child's row before and after: `in_order(r.Episodes, "DECOM", "DEC", "LS")` adds
    `previous_DEC`, `next_DEC`, `previous_LS`, `next_LS`, and `is_first`, `is_last`.

    In the order of `by` (blanks last), then of the rows as submitted. Neighbours don't take part; to list one, select
    `@<Table>.previous` or `.next` (see `listing`).
    """
    mark = ROW + own(rows)
    window = ibis.window(group_by=_group(rows, within), order_by=[rows[by], rows[mark]])
    added: dict[str, Any] = {
        "is_first": rows[mark].lag().over(window).isnull(),
        "is_last": rows[mark].lead().over(window).isnull(),
        f"{PREVIOUS}_row": rows[mark].lag().over(window),
        f"{NEXT}_row": rows[mark].lead().over(window),
    }
    for column in columns:
        added[f"{PREVIOUS}_{column}"] = rows[column].lag().over(window)
        added[f"{NEXT}_{column}"] = rows[column].lead().over(window)
    return rows.mutate(**added)


def listing(rows: ir.Table, *neighbours: str, where: ir.BooleanValue | None = None) -> ir.Table:
    """
    Lets the neighbours of `in_order` take part: `listing(rows, "previous")`; only `where` they do, if that is said.

    For rules whose fields are of both rows: `Episodes.DEC` of the one before, `Episodes.DECOM` of this one.
    """
    mark = ROW + own(rows)
    numbers = {n: rows[f"{n}_row"] for n in neighbours}
    if where is not None:
        numbers = {n: ibis.ifelse(where, number, ibis.null("int64")) for n, number in numbers.items()}
    return rows.mutate(**{f"{mark}.{n}": number for n, number in numbers.items()})


def first_of(rows: ir.Table, by: str, within: tuple[str, ...] | None = None) -> ir.Table:
    """The first row of each child (or `within`) in the order of a column; rows without it are left out."""
    return _ranked(rows.filter(rows[by].notnull()), by, within, last=False)


def last_of(rows: ir.Table, by: str, within: tuple[str, ...] | None = None) -> ir.Table:
    """The last row of each child (or `within`) in the order of a column; rows without it are left out."""
    return _ranked(rows.filter(rows[by].notnull()), by, within, last=True)


def _ranked(rows: ir.Table, by: str, within: tuple[str, ...] | None, *, last: bool) -> ir.Table:
    order = [rows[by], rows[ROW + own(rows)]]
    window = ibis.window(group_by=_group(rows, within), order_by=[ibis.desc(o) for o in order] if last else order)
    ranked = rows.mutate(_rank=ibis.row_number().over(window))
    return ranked.filter(ranked["_rank"] == 0).drop("_rank")


def end_or_open(rows: ir.Table, column: str) -> ir.DateValue:
    """The day a spell ends: the last day of all for a blank end, null for one that can't be read."""
    return ibis.ifelse(rows[column + TEXT].isnull(), ibis.date("9999-12-31"), rows[column])


def overlap(start: ir.DateValue, end: ir.DateValue, other_start: ir.DateValue, other_end: ir.DateValue,
            ) -> ir.BooleanValue:  # fmt: skip
    """
    Whether two spells share a day before either ends; a blank end is open, a blank start is nowhere.

    A spell that begins on the day another ends doesn't overlap it.
    """
    begun = start.notnull() & other_start.notnull()
    return begun & (end.isnull() | (other_start < end)) & (other_end.isnull() | (start < other_end))


def each_of_list(rows: ir.Table, column: str, name: str) -> ir.Table:
    """One row for each entry of a list in a cell (`1A|2B`), as the column `name`; blank entries are left out."""
    entries = rows.mutate(**{name: rows[column].split("|").unnest()})
    entries = entries.mutate(**{name: entries[name].strip()})
    return entries.filter(entries[name] != "")


def either(*failing: ir.Table) -> ir.Table:
    """The failing rows of several tables as one: all rows that take part in each, and nothing else of them."""
    marks = list(dict.fromkeys(c for rows in failing for c in rows.columns if c.startswith(ROW)))
    absent = ibis.null().cast("int64")
    return ibis.union(
        *(rows.select(CASE, **{m: rows[m] if m in rows.columns else absent for m in marks}) for rows in failing)
    )


# The return as a whole --------------------------------------------------------------------------------------------


def whole_return(rows: ir.Table, fails: Any) -> ir.Table:
    """
    The returns in which an aggregate over their rows holds: no row is to blame.

    `whole_return(d, d.Disability.nunique() < 8)`; returns without any row are left out.
    """
    return rows.group_by(CASE).aggregate(_fails=fails).filter(ibis._["_fails"]).select(CASE)
