"""Children in need: open cases by who holds them, and the census's episodes of need."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.children_in_need import CIN_EPISODES
from sightline.measures.expressions import code_of, with_allocation
from sightline.measures.model import event, snapshot
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import FOREVER, open_in_month, open_on
from sightline.measures.views import CIN, episodes_of_need

ALLOCATIONS = {
    "social_worker": "Qualified social worker",
    "other_professional": "Other professional",
    "not_allocated": "Not allocated",
    "finance_only": "Finance only",
    "ics_finance_only": "Disabled children's finance only",
}


@snapshot(
    grain="one open case of one child on a day",
    needs=(CIN_EPISODES,),
    dimensions=("case_type", "allocated_to", "primary_need"),
    flags=("is_finance_only", "is_allocated"),
)
def open_cases(t: SourceTables) -> ir.Table:
    """
    Every open case once, under its highest tier: looked after, child protection plan, child in need, care leaver.

    `allocated_to`: who holds it (a worker with a registration number is a qualified social worker; a team with no
    person is not allocated to a named worker), or the finance-only group of its team.
    """
    rows = open_on(t.case_timeline, t.snapshot_days)
    return rows.mutate(
        is_finance_only=_.finance_only.notnull(),
        is_allocated=_.worker_id.notnull() & _.finance_only.isnull(),
        allocated_to=code_of(
            (_.finance_only == "Finance only", "finance_only"),
            (_.finance_only == "ICS finance only", "ics_finance_only"),
            (_.worker_id.notnull() & _.is_social_worker.fill_null(False), "social_worker"),
            (_.worker_id.notnull(), "other_professional"),
            otherwise="not_allocated",
        ),
    )


@snapshot(
    grain="one child with an open episode of need on a day",
    needs=(CIN_EPISODES,),
    dimensions=("primary_need",),
    flags=("is_protected_or_looked_after",),
)
def episodes_of_need_open(t: SourceTables) -> ir.Table:
    """The census's children in need: an open episode of need, a plan or a period of care, each child once."""
    rows = open_on(t.need_timeline, t.snapshot_days)
    return rows.mutate(is_protected_or_looked_after=_.case_type != CIN).drop("case_type", "tier")


@event(grain="one child with an episode of need open in a month", needs=(CIN_EPISODES,), dimensions=("primary_need",))
def episodes_of_need_in_month(t: SourceTables) -> ir.Table:
    """Children in need on any day of each month; counted once in a period, those in need at any point in it."""
    return open_in_month(t.need_timeline, t.snapshot_days).drop("start_date", "end_date", "case_type", "tier")


@event(grain="one episode of need, by its start", needs=(CIN_EPISODES,), dimensions=("primary_need",))
def episodes_of_need_started(t: SourceTables) -> ir.Table:
    events = episodes_of_need(t).mutate(date=_.start_date).drop("start_date", "end_date", "closure_reason")
    return with_allocation(t, events, "date")


@event(
    grain="one episode of need, by its closure", needs=(CIN_EPISODES,), dimensions=("primary_need", "closure_reason")
)
def episodes_of_need_ended(t: SourceTables) -> ir.Table:
    rows = episodes_of_need(t)
    rows = rows.mutate(date=_.end_date.nullif(ibis.date(FOREVER))).drop("start_date", "end_date")
    return with_allocation(t, rows, "date", day_before=True)
