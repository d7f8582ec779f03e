"""Children in need who are no more than that, with their latest assessment and plan."""

import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.children_in_need import CIN_ASSESSMENTS, CIN_EPISODES, CIN_PLANS
from sightline.measures.expressions import months_later
from sightline.measures.latest import with_latest
from sightline.measures.model import snapshot
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import open_on
from sightline.measures.views import CIN


@snapshot(
    grain="one open case of a child in need on a day, with its latest assessment and plan",
    needs=(CIN_EPISODES, CIN_ASSESSMENTS, CIN_PLANS),
    flags=("is_assessed_and_planned",),
)
def in_need_planned(t: SourceTables) -> ir.Table:
    """
    Not looked after, not on a protection plan, not finance only.

    `is_assessed_and_planned`: the latest assessment (its authorisation, else its start) and the latest plan's start are
    both within the twelve months up to the day, the same day a year before included.
    """
    rows = open_on(t.case_timeline.filter(_.case_type == CIN, _.finance_only.isnull()), t.snapshot_days)
    rows = rows.select("la_code", "person_id", "record_id", "day", "team_id", "worker_id")
    assessed = t.cin_assessments.select(
        "la_code", "person_id", dated=_.assessment_auth_date.coalesce(_.assessment_start_date)
    )
    planned = t.cin_plans.select("la_code", "person_id", dated="cin_plan_start_date")
    rows = with_latest(rows, assessed.filter(_.dated.notnull()).distinct(), "dated", "last_assessment")
    rows = with_latest(rows, planned.filter(_.dated.notnull()).distinct(), "dated", "last_plan")
    since = months_later(rows.day, -12)
    both = (rows.last_assessment >= since) & (rows.last_plan >= since)
    return rows.mutate(is_assessed_and_planned=both.fill_null(False)).drop("last_assessment", "last_plan")
