"""When each thing is due, whether it was done, and who has it to do."""

from datetime import timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clocks.declare import Clock, declared_limits
from sightline.clocks.limits import Limit, LimitUnit, limits_in_force
from sightline.measures.expressions import code_of, months_later
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import FOREVER

# What was done or lapsed is told for so many days, so that thirteen weeks can be looked back on.
TOLD_FOR = 98
# The decision that extends a clock, in ext_decision: it is about the clock's record, its outcome is the reason.
EXTENSION = "extension"

COLUMNS = (
    "la_code",
    "person_id",
    "clock",
    "what",
    "limit",
    "record_id",
    "started",
    "applies_from",
    "due",
    "late_from",
    "done",
    "lapsed",
    "team_id",
    "worker_id",
)


def still_told(t: SourceTables, rows: ir.Table) -> ir.Table:
    """
    The rows that are open, or were until a few weeks ago.

    Nothing is started, done or lapsed after the as-at date. What lapsed before it was done is not done; what was done
    on or before the day it lapsed has not lapsed; and nothing is done before it started.
    """
    as_at = ibis.date(t.as_at)
    rows = rows.filter(rows.started <= as_at, rows.applies_from <= as_at)
    done = ibis.ifelse(rows.done <= as_at, ibis.greatest(rows.done, rows.started), ibis.null("date"))
    lapsed = ibis.ifelse(rows.lapsed <= as_at, ibis.greatest(rows.lapsed, rows.started), ibis.null("date"))
    rows = rows.mutate(done=done, lapsed=lapsed)
    in_time = (rows.done <= rows.lapsed.coalesce(ibis.date(FOREVER))).fill_null(False)
    rows = rows.mutate(
        done=ibis.ifelse(in_time, rows.done, ibis.null("date")),
        lapsed=ibis.ifelse(in_time, ibis.null("date"), rows.lapsed),
    )
    told_from = ibis.date(t.as_at - timedelta(days=TOLD_FOR))
    return rows.filter(_.done.coalesce(_.lapsed).coalesce(as_at) >= told_from)


def running(clock: Clock, t: SourceTables) -> ir.Table:
    """
    The clock's rows with `due` and `late_from`, the first day on which it is late.

    In working days `due` is the last working day of the limit, and the days off after it are still in time.
    """
    in_force = limits_in_force(declared_limits(), t.settings)
    limits = {name: in_force[name] for name in clock.limits if name in in_force}
    rows = clock.build(t)
    nothing = {"due": ibis.null("date"), "team_id": ibis.null("string"), "worker_id": ibis.null("string")}
    rows = rows.mutate(**{name: empty for name, empty in nothing.items() if name not in rows.columns})
    if "applies_from" not in rows.columns:
        rows = rows.mutate(applies_from=rows.started)
    rows = still_told(t, rows)
    rows = _with_due(t, rows, limits)
    words = [(rows["limit"] == name, limit.words) for name, limit in limits.items()]
    rows = rows.mutate(clock=ibis.literal(clock.name), limit=code_of(*words) if words else rows["limit"])
    return rows.filter(_.due.notnull()).select(*COLUMNS)


def _with_due(t: SourceTables, rows: ir.Table, limits: dict[str, Limit]) -> ir.Table:
    rows = _after_working_days(t, rows, {n: lim for n, lim in limits.items() if lim.is_in_working_days})
    others = [(rows["limit"] == name, _after(rows.started, limit)) for name, limit in limits.items()
              if not limit.is_in_working_days]  # fmt: skip
    on_a_day = ibis.cases(*others, else_=ibis.null("date")) if others else ibis.null("date")
    due = rows.due.coalesce(rows.last_working_day, on_a_day)
    in_days_off = ibis.ifelse(rows.due.isnull(), rows.late_after_working_days, ibis.null("date"))
    next_day = (due + ibis.interval(days=1)).cast("date")
    return rows.mutate(due=due, late_from=in_days_off.coalesce(next_day))


def _after(started: ir.DateValue, limit: Limit) -> ir.DateValue:
    if limit.unit is LimitUnit.MONTHS:
        return months_later(started, limit.amount)
    days = limit.amount * (7 if limit.unit is LimitUnit.WEEKS else 1)
    return (started + ibis.interval(days=days)).cast("date")


def _after_working_days(t: SourceTables, rows: ir.Table, limits: dict[str, Limit]) -> ir.Table:
    """`rows` with `last_working_day` of a limit in working days and `late_after_working_days`; null for others."""
    if not limits:
        return rows.mutate(last_working_day=ibis.null("date"), late_after_working_days=ibis.null("date"))
    first = t.working_days.select(_day="day", _number="number").view()
    by_number = _days_by_number(t)
    rows = rows.mutate(_amount=rows["limit"].cases(*((n, lim.amount) for n, lim in limits.items()), else_=None))
    columns = [c for c in rows.columns if c != "_amount"]
    placed = rows.left_join(first, rows.started == first._day)
    placed = placed.mutate(_wanted=placed._number + placed._amount)
    found = placed.left_join(by_number, placed._wanted == by_number._target)
    return found.select(
        *columns,
        last_working_day=found._last_working,
        late_after_working_days=(found._last + ibis.interval(days=1)).cast("date"),
    )


def _days_by_number(t: SourceTables) -> ir.Table:
    """The working day of each running number, and the last day that carries it: days off carry the one before."""
    days = t.working_days.view()
    return days.group_by(_target=days.number).agg(_last_working=days.day.min(), _last=days.day.max())
