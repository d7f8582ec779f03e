"""Children in need: open cases by who holds them, and the census's episodes of need."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.children_in_need import CIN_EPISODES
from sightline.measures.expressions import code_of, has_flag, is_yes, with_allocation
from sightline.measures.model import event, snapshot
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import open_ended, open_on
from sightline.measures.views import CARE_LEAVER

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


def _episodes_of_need(t: SourceTables) -> ir.Table:
    """Accepted referrals that neither ended in no further action nor were assessed as not in need."""
    not_in_need = t.cin_assessments.filter(
        is_yes(_.assessment_outcome_nfa) | has_flag(_.assessment_outcome_json, "NFA_FLAG"), _.referral_id.notnull()
    ).select("la_code", "referral_id")
    accepted = t.cin_episodes.filter(~is_yes(_.referral_nfa), _.referral_date.notnull())
    return accepted.anti_join(not_in_need, ["la_code", "referral_id"]).select(
        "la_code",
        "person_id",
        record_id="referral_id",
        start_date="referral_date",
        end_date=open_ended(_.close_date),
        primary_need="cin_primary_need_code",
        closure_reason="close_reason",
    )


@snapshot(
    grain="one child with an open episode of need on a day",
    needs=(CIN_EPISODES,),
    dimensions=("primary_need",),
    flags=("is_protected_or_looked_after",),
)
def episodes_of_need_open(t: SourceTables) -> ir.Table:
    """
    The census's children in need: an open episode of need, a plan or a period of care, each child once.

    Cases whose only service is a payment are not episodes of need and are left out.
    """
    columns = ["la_code", "person_id", "record_id", "start_date", "end_date"]
    of_need = t.case_timeline.filter(_.finance_only.isnull(), _.case_type != CARE_LEAVER)
    of_need = of_need.semi_join(_episodes_of_need(t), ["la_code", "record_id"]).union(
        of_need.filter(_.case_type != "Child in need")
    )
    rows = open_on(of_need.select(*columns, "primary_need", "team_id", "worker_id", "case_type").distinct(), t.snapshot_days)
    return rows.mutate(is_protected_or_looked_after=_.case_type != "Child in need").drop("case_type")


@event(grain="one episode of need, by its start", needs=(CIN_EPISODES,), dimensions=("primary_need",))
def episodes_of_need_started(t: SourceTables) -> ir.Table:
    events = _episodes_of_need(t).mutate(date=_.start_date).drop("start_date", "end_date", "closure_reason")
    return with_allocation(t, events, "date")


@event(
    grain="one episode of need, by its closure", needs=(CIN_EPISODES,), dimensions=("primary_need", "closure_reason")
)
def episodes_of_need_ended(t: SourceTables) -> ir.Table:
    rows = _episodes_of_need(t)
    rows = rows.mutate(date=_.end_date.nullif(ibis.date(9999, 12, 31))).drop("start_date", "end_date")
    return with_allocation(t, rows, "date", day_before=True)
