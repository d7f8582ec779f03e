"""Continuous (single) assessments, by the day they started and by the day a manager authorised them."""

import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.children_in_need import CIN_ASSESSMENTS
from sightline.measures.expressions import banded, has_flag, is_yes, with_allocation, with_working_days
from sightline.measures.model import event
from sightline.measures.source_tables import SourceTables

LIMIT = 45
TIME_BANDS = {
    "0-10 working days": 10,
    "11-25 working days": 25,
    "26-45 working days": LIMIT,
    "Over 45 working days": None,
}


def _assessments(t: SourceTables) -> ir.Table:
    rows = t.cin_assessments.select(
        "la_code",
        "person_id",
        record_id="assessment_id",
        started="assessment_start_date",
        authorised="assessment_auth_date",
        team_id="assessment_team",
        worker_id="assessment_worker_id",
        case_closed=is_yes(_.assessment_outcome_nfa) | has_flag(_.assessment_outcome_json, "NFA_FLAG"),
    )
    return with_allocation(t, rows, "started")


@event(grain="one assessment of one child, by its start", needs=(CIN_ASSESSMENTS,))
def assessments_started(t: SourceTables) -> ir.Table:
    return _assessments(t).rename(date="started").drop("authorised", "case_closed")


@event(
    grain="one assessment of one child, by its authorisation",
    needs=(CIN_ASSESSMENTS,),
    dimensions=("time_band",),
    flags=("case_closed", "in_45_working_days"),
)
def assessments_authorised(t: SourceTables) -> ir.Table:
    """
    `working_days` run from the assessment's start to its authorisation; an assessment without a start has none
    and is not counted as in time.
    """
    rows = with_working_days(t, _assessments(t), working_days=("started", "authorised"))
    return rows.mutate(
        date=_.authorised,
        in_45_working_days=(_.working_days <= LIMIT).fill_null(False),
        time_band=banded(_.working_days, TIME_BANDS).coalesce("No start date"),
    ).drop("authorised")
