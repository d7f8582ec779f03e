"""Monitoring forms of reviewing officers and conference chairs, and how children took part in their reviews."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.child_protection import CP_REVIEWS
from sightline.dataset.tables.looked_after import CLA_REVIEWS
from sightline.dataset.tables.quality_assurance import REVIEW_MONITORING
from sightline.measures.expressions import code_of, is_yes, with_allocation
from sightline.measures.model import event
from sightline.measures.source_tables import SourceTables

# Questions of the forms as the flags that answer them: Y, N or blank.
LOOKED_AFTER_QUESTIONS = {
    "sw_changed": "change_of_social_worker",
    "plan_implemented": "care_plan_implemented",
    "stability_concern": "stability_concern",
    "child_worried": "child_worried",
    "plan_from_assessment": "plan_informed_by_assessment",
    "plan_with_views": "plan_includes_child_views",
    "told_of_changes": "told_of_changes",
    "report_on_time": "social_worker_report_on_time",
    "seen_before": "child_seen_by_iro_before_review",
    "parents_consulted": "parents_consulted",
    "child_consulted": "child_consulted_on_meeting",
    "child_participated": "child_participated",
    "child_chaired": "child_chaired",
    "midpoint_checked": "midpoint_check_done",
    "pathway_plan_by_16": "pathway_plan_before_16",
}
CONFERENCE_QUESTIONS = {"visits_in_line": "visits_in_line_with_plan"}
PARTICIPATING = ("PN1", "PN2", "PN3", "PN5", "PN6")
NOT_PARTICIPATING = ("PN4", "PN7")
AGED_FOUR_OR_MORE = PARTICIPATING + NOT_PARTICIPATING
# A form may count (how many changes of social worker) where another says yes or no.
YES, NO = r"(?i)^(y|yes|true|[1-9][0-9]*\+?)$", r"(?i)^(n|no|none|false|0)$"


def _answers(t: SourceTables, review_table: str, questions: dict[str, str]) -> ir.Table:
    """One row per form and child with a column for each question: Y, N or null."""
    forms = t.review_monitoring.filter(_.review_table == review_table)
    answer = forms.answer.strip()
    forms = forms.mutate(
        said=code_of((answer.re_search(YES).fill_null(False), "Y"), (answer.re_search(NO).fill_null(False), "N"))
    )
    return forms.group_by("la_code", "form_id").agg(
        person_id=forms.person_id.min(),
        review_id=forms.review_id.min(),
        date=forms.completed_on.min(),
        worker_of_unit=forms.chair_professional_id.min(),
        **{flag: ibis.ifelse(forms["item"] == item, forms.said, ibis.null("string")).max()
           for flag, item in questions.items()},
    )  # fmt: skip


@event(
    grain="one monitoring form of one looked-after review, by the day it was completed",
    needs=(REVIEW_MONITORING,),
    own_keys=tuple(LOOKED_AFTER_QUESTIONS),
)
def cla_review_forms(t: SourceTables) -> ir.Table:
    """A question that was left blank, or answered neither yes nor no, has not been answered."""
    rows = _answers(t, "ssd_cla_reviews", LOOKED_AFTER_QUESTIONS).drop("worker_of_unit", "review_id")
    return with_allocation(t, rows.mutate(record_id=_.form_id).drop("form_id"), "date")


@event(
    grain="one review conference with a monitoring form, by the day the form was completed",
    needs=(REVIEW_MONITORING,),
    own_keys=tuple(CONFERENCE_QUESTIONS),
)
def cp_review_forms(t: SourceTables) -> ir.Table:
    """
    Meetings are counted, not children: forms of siblings reviewed at one meeting are one.

    Their answer is no where any of them says no, else yes where any says yes. The first of them by form stands for all.
    """
    rows = _answers(t, "ssd_cp_reviews", CONFERENCE_QUESTIONS).drop("worker_of_unit")
    meetings = t.cp_reviews.group_by("la_code", "cp_review_id").agg(meeting=_.cp_review_meeting_id.min())
    rows = rows.left_join(meetings, [rows.la_code == meetings.la_code, rows.review_id == meetings.cp_review_id])
    rows = rows.drop("la_code_right", "cp_review_id", "review_id")
    rows = rows.mutate(record_id=_.meeting.coalesce(_.form_id))
    firsts = rows.group_by("la_code", "record_id").agg(
        person_id=rows.person_id.argmin(rows.form_id),
        date=rows.date.min(),
        # N comes before Y.
        **{flag: rows[flag].min() for flag in CONFERENCE_QUESTIONS},
    )
    return with_allocation(t, firsts, "date")


@event(
    grain="one looked-after review of one child, by the day it was held",
    needs=(CLA_REVIEWS,),
    dimensions=("participation",),
)
def cla_reviews_held(t: SourceTables) -> ir.Table:
    """Reviews that were held and not cancelled; the child of one without a child is its period of care's."""
    periods = t.cla_episodes.filter(_.cla_id.notnull()).group_by("la_code", "cla_id").agg(whose=_.person_id.min())
    rows = t.cla_reviews.filter(_.cla_review_date.notnull(), ~is_yes(_.cla_review_cancelled))
    rows = rows.left_join(periods, ["la_code", "cla_id"])
    rows = rows.select(
        "la_code",
        person_id=_.cla_person_id.coalesce(_.whose),
        record_id="cla_review_id",
        date="cla_review_date",
        participation="cla_review_participation",
    )
    return with_allocation(t, rows, "date")


@event(
    grain="one child at one review conference, by the day it was held",
    needs=(CP_REVIEWS,),
    dimensions=("participation",),
)
def cp_reviews_attended(t: SourceTables) -> ir.Table:
    """Review conferences that were held; the child of one without a child is its plan's."""
    plans = t.cp_plans.group_by("la_code", "cp_plan_id").agg(whose=_.person_id.min())
    rows = t.cp_reviews.filter(_.cp_review_date.notnull()).left_join(plans, ["la_code", "cp_plan_id"])
    rows = rows.select(
        "la_code",
        person_id=_.person_id.coalesce(_.whose),
        record_id="cp_review_id",
        date="cp_review_date",
        participation="cp_review_participation",
    )
    return with_allocation(t, rows, "date")
