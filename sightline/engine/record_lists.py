"""
The records of a figure for all units at once: who is counted, who is not, and each unit's part of the list.

One question of the engine serves every unit: the rows come with what says where they belong, and a unit's list is taken
from them by the rules of `records`, so that it is as long as the unit's figure.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from sightline.engine.measured import Measured, Where
from sightline.engine.records import HIDDEN_COLUMNS
from sightline.engine.rows import labelled, rows_of
from sightline.measures.model import Count, Measure, What
from sightline.measures.windows import Period, Window

COUNTED, BASE = "is_counted", "is_base"
# The columns by which a unit's rows are known.
UNIT_COLUMNS = {"service_area": "service_area", "locality": "locality", "team": "team", "worker": "worker_id"}
# Columns that only the taking apart needs.
HIDDEN = tuple(name for name in HIDDEN_COLUMNS if name not in ("month", "start_date", "end_date"))


@dataclass(frozen=True)
class RecordList:
    """
    A measure's rows in one period, whole authority, sorted by date and record: `rows` has `is_counted` and, where the
    measure divides by rows of the same kind, `is_base`.
    """

    measure: Measure
    period: Period
    rows: pa.Table

    @property
    def base(self) -> Count | None:
        """What the measure divides by, where that is listed too."""
        below = self.measure.denominator
        return below if isinstance(below, Count) and below.subject is self.measure.subject else None

    def counted(self, where: Where = ()) -> pa.Table:
        """The rows that a unit's figure counts."""
        return self._taken(self.measure.numerator, COUNTED, where)

    def asked(self, where: Where = ()) -> pa.Table:
        """The rows that a unit's figure is a share of; the counted ones where it is no share of such rows."""
        return self.counted(where) if self.base is None else self._taken(self.base, BASE, where)

    def not_counted(self, where: Where = ()) -> pa.Table:
        """The rows of `asked` that are not counted: for counts of children, the children who are not."""
        rows, counted = self.asked(where), self.counted(where)
        key = "person_id" if _is_of_children(self.measure.numerator) else "record_id"
        month = self.measure.numerator.what is not What.CHILDREN_IN_PERIOD
        taken = set(_keys(counted, key, month))
        return rows.filter(pa.array([found not in taken for found in _keys(rows, key, month)], pa.bool_()))

    def _taken(self, count: Count, column: str, where: Where) -> pa.Table:
        rows = self.rows.filter(self.rows[column])
        for name, member in where:
            if name not in count.ignores:
                rows = rows.filter(pc.equal(rows[UNIT_COLUMNS[name]], member))
        if not _is_of_children(count):
            return rows
        rows = rows.filter(pc.is_valid(rows["person_id"]))
        first: dict[tuple, int] = {}
        for place, key in enumerate(_keys(rows, "person_id", count.what is What.CHILDREN)):
            first.setdefault(key, place)
        return rows.take(pa.array(list(first.values()), pa.int64()))


def _is_of_children(count: Count) -> bool:
    return count.what in (What.CHILDREN, What.CHILDREN_IN_PERIOD)


def _keys(rows: pa.Table, column: str, with_month: bool) -> list[tuple]:
    columns = ["la_code", column, *(["month"] if with_month else [])]
    return list(zip(*(rows[name].to_pylist() for name in columns), strict=True))


def record_list(measured: Measured, measure: Measure, period: Period) -> RecordList:
    """
    The rows behind a measure's figures of one period.

    For a measure of another system there is none: ask `records`. Where a window averages snapshots, every snapshot's
    rows are listed.
    """
    rows = labelled(rows_of(measure.subject, measured.tables), measured.tables)
    at_end = measure.is_snapshot and period.window is Window.FINANCIAL_YEAR
    months = period.months[-1:] if at_end else period.months
    rows = rows.filter(_.month.isin([ibis.date(month.start) for month in months]))
    base = measure.denominator if isinstance(measure.denominator, Count) else None
    below = base if base is not None and base.subject is measure.subject else None
    rows = rows.mutate(**{COUNTED: holds(rows, measure.numerator), BASE: holds(rows, below)})
    rows = rows.filter(_[COUNTED] | _[BASE])
    rows = rows.drop([name for name in HIDDEN if name in rows.columns])
    return RecordList(measure, period, measured.engine.to_arrow(rows.order_by(["date", "record_id"])))


def holds(rows: ir.Table, count: Count | None) -> ir.BooleanValue:
    """Whether a row is one that the count counts; no row for no count."""
    if count is None:
        return ibis.literal(False)
    return ibis.literal(True) if count.where is None else count.where.resolve(rows).fill_null(False)
