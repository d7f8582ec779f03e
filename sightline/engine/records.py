"""The records behind a figure: the rows that were counted, from the expression that counted them."""

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from sightline.engine import observed
from sightline.engine.measured import Measured, Slice, filtered
from sightline.engine.query import check
from sightline.engine.rows import labelled, rows_of
from sightline.measures.model import Count, Measure, What
from sightline.measures.windows import Period, Window

FIRST_COLUMNS = ("period", "role", "record_id", "person_id", "date", "service_area", "locality", "team", "worker_id")
HIDDEN_COLUMNS = (
    "month",
    "team_id",
    "unit_key",
    "stray_team",
    "profile_key",
    "start_date",
    "end_date",
    "tier",
    "is_involved",
    "is_social_worker",
    "finance_only",
)


def records(measured: Measured, measure: Measure, asked: Slice) -> pa.Table:
    """
    One row per record and role (numerator or denominator), with the record's date, unit, child and own columns.

    The list is as long as the figure says: for counts of children, one row a child (the month's, or the period's,
    first record of it). Where a window averages snapshots, every snapshot's records are listed. A figure that another
    system counted has observations behind it, and those they replaced.
    """
    if measure.is_observed:
        return observed.records(measured, measure, asked)
    check(measured, measure, asked)
    found: list[pa.Table] = []
    if measured.is_supplied(measure):
        roles = dict(zip(("numerator", "denominator"), measure.counts, strict=False))
        for period in asked.periods:
            for role, count in roles.items():
                rows = counted_rows(measured, measure, count, period, asked)
                table = measured.engine.to_arrow(rows)
                labels = {"period": period.label, "role": role}
                for position, (name, text) in enumerate(labels.items()):
                    table = table.add_column(position, name, pa.array([text] * table.num_rows, pa.string()))
                found.append(table)
    if not found:
        return pa.table({name: pa.array([], pa.string()) for name in FIRST_COLUMNS})
    merged = pa.concat_tables(found, promote_options="permissive")
    first = [name for name in FIRST_COLUMNS if name in merged.column_names]
    return merged.select([*first, *(n for n in merged.column_names if n not in first)])


def counted_rows(measured: Measured, measure: Measure, count: Count, period: Period, asked: Slice) -> ir.Table:
    """The rows that a count counts in one period and slice, sorted by date and record."""
    cuts = [name for name, _member in asked.where]
    rows = labelled(rows_of(count.subject, measured.tables), measured.tables, cuts)
    at_end = measure.is_snapshot and period.window is Window.FINANCIAL_YEAR
    months = period.months[-1:] if at_end else period.months
    rows = rows.filter(_.month.isin([ibis.date(month.start) for month in months]))
    where = tuple((name, member) for name, member in asked.where if name not in count.ignores)
    rows = filtered(rows, where, measure.bands)
    if count.where is not None:
        rows = rows.filter(count.where)
    if count.what in (What.CHILDREN, What.CHILDREN_IN_PERIOD):
        rows = rows.filter(_.person_id.notnull())
        key = ["la_code", "person_id", *(["month"] if count.what is What.CHILDREN else [])]
        order = ibis.window(group_by=key, order_by=["date", "record_id"])
        rows = rows.mutate(place=ibis.row_number().over(order)).filter(_.place == 0).drop("place")
    rows = rows.drop([name for name in HIDDEN_COLUMNS if name in rows.columns])
    return rows.order_by(["date", "record_id"])
