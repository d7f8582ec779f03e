"""
Spells and what can be done with them: one at a time per child, side by side, and what is open on a day.

A spell has `start_date` and `end_date`; it is open on a day when start <= day < end (docs/conventions.md: a plan that
ends on 31 March is not open at 31 March). An open end is `FOREVER`, so that no comparison meets a null.
"""

from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

FOREVER = date(9999, 12, 31)
LONG_AGO = date(1900, 1, 1)

PERSON = ("la_code", "person_id")


def open_ended(column: ir.Column) -> ir.DateValue:
    """An end date with FOREVER for 'not ended'."""
    return column.coalesce(ibis.date(FOREVER))


def exclusive(spells: ir.Table, *, by: tuple[str, ...] = PERSON, priority: list | None = None) -> ir.Table:
    """
    At most one spell per child and day: where several are open, the one first in `priority` holds the day.

    `priority`: order keys over the spells' columns, best first; by default the latest start wins, then the
    greatest record id. Spells that never were open (end on or before start) disappear.
    Shape: the same columns; a spell interrupted by a better one comes back as two.
    """
    priority = priority or [_.start_date.desc(), _.record_id.desc()]
    spells = spells.filter(_.end_date > _.start_date)
    in_order = ibis.window(group_by=by, order_by=["start_date", "end_date"])
    spells = spells.mutate(_meets_next=(_.start_date.lead().over(in_order) < _.end_date).fill_null(False))
    spells = spells.mutate(_any_meets=_._meets_next.cast("int32").max().over(ibis.window(group_by=by)))
    alone = spells.filter(_._any_meets == 0)
    together = spells.filter(_._any_meets == 1)

    edges = together.select(*by, edge="start_date").union(together.select(*by, edge="end_date"), distinct=True)
    pieces = edges.mutate(edge_end=_.edge.lead().over(ibis.window(group_by=by, order_by="edge")))
    pieces = pieces.filter(_.edge_end.notnull())
    held = pieces.join(
        together,
        [*by, pieces.edge >= together.start_date, pieces.edge_end <= together.end_date],
    )
    best = held.mutate(_place=ibis.row_number().over(ibis.window(group_by=[*by, "edge"], order_by=priority)))
    best = best.filter(_._place == 0).mutate(start_date=_.edge, end_date=_.edge_end)
    columns = [c for c in spells.columns if not c.startswith("_")]
    return alone.select(columns).union(best.select(columns))


def without_gaps(spells: ir.Table, *, by: tuple[str, ...] = PERSON) -> ir.Table:
    """
    Exclusive spells with the days between them filled: rows whose own columns are all null.

    So that laying one timeline over another (`side_by_side`) keeps the days the second knows nothing of.
    """
    own = {c: ibis.null(spells.schema()[c]) for c in spells.columns if c not in (*by, "start_date", "end_date")}
    in_order = ibis.window(group_by=by, order_by="start_date")
    marked = spells.mutate(
        _next=_.start_date.lead().over(in_order).coalesce(ibis.date(FOREVER)),
        _first=ibis.row_number().over(in_order) == 0,
    )
    after = marked.filter(_._next > _.end_date).mutate(start_date=_.end_date, end_date=_._next, **own)
    before = marked.filter(_._first).mutate(start_date=ibis.date(LONG_AGO), end_date=_.start_date, **own)
    before = before.filter(_.end_date > _.start_date)
    columns = list(spells.columns)
    return spells.union(after.select(columns)).union(before.select(columns))


def side_by_side(spells: ir.Table, other: ir.Table, columns: list[str], *, by: tuple[str, ...] = PERSON) -> ir.Table:
    """
    `spells` cut wherever the exclusive timeline `other` changes, with `columns` of it.

    Days that `other` says nothing of keep nulls.
    """
    full = without_gaps(other.select(*by, "start_date", "end_date", *columns), by=by)
    full = full.rename(other_start="start_date", other_end="end_date", **{f"other_{b}": b for b in by})
    laid = spells.left_join(
        full,
        [spells[b] == full[f"other_{b}"] for b in by]
        + [spells.start_date < full.other_end, spells.end_date > full.other_start],
    )
    return laid.mutate(
        start_date=ibis.greatest(_.start_date, _.other_start.coalesce(_.start_date)),
        end_date=ibis.least(_.end_date, _.other_end.coalesce(_.end_date)),
    ).select([*spells.columns, *columns])


def open_on(spells: ir.Table, days: ir.Table) -> ir.Table:
    """One row per spell and day on which it is open. `days` has the column `day`."""
    days = days.select("day")
    return days.inner_join(spells, [spells.start_date <= days.day, spells.end_date > days.day])


def open_in_month(spells: ir.Table, days: ir.Table) -> ir.Table:
    """
    One row per spell and month in which it is open on any day; `date` is the first such day.

    `days` has the columns `day` (the month's last day, or the as-at date) and `month`.
    """
    months = days.select(month_start="month", last_day="day")
    joined = months.inner_join(spells, [spells.start_date <= months.last_day, spells.end_date > months.month_start])
    return joined.mutate(date=ibis.greatest(_.start_date, _.month_start)).drop("month_start", "last_day")
