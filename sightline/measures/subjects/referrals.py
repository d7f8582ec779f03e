"""Referrals and what became of them."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.children_in_need import CIN_EPISODES
from sightline.measures.expressions import code_of, has_any_flag, has_flag, is_yes, with_allocation
from sightline.measures.model import event
from sightline.measures.source_tables import SourceTables

OUTCOMES = {
    "assessment": "Single assessment",
    "private_fostering": "Private fostering",
    "transfer_in": "Child moving in with another authority's plan",
    "strategy_discussion": "Strategy discussion",
    "looked_after": "Request to look after the child",
    "nfa": "Advice and information, no further action",
    "other": "Other outcome",
    "none": "No outcome recorded",
}


@event(
    grain="one referral of one child",
    needs=(CIN_EPISODES,),
    dimensions=("outcome", "source", "primary_need"),
    flags=("led_to_assessment", "is_repeat", "is_nfa", "assessed_not_in_need"),
)
def referrals(t: SourceTables) -> ir.Table:
    """
    `is_repeat`: the same child was referred before, on or after the same day a year earlier (and not that day).

    `led_to_assessment`: the outcome is a single assessment; for sources that hold no outcome, an assessment of
    this referral exists. `assessed_not_in_need`: an assessment of it ended in no further action.
    """
    rows = t.cin_episodes.filter(_.referral_date.notnull())
    of_child = ibis.window(group_by=["la_code", "person_id"], order_by="referral_date")
    days = rows.select("la_code", "person_id", "referral_date").distinct()
    days = days.mutate(previous=_.referral_date.lag().over(of_child))
    assessed = (
        t.cin_assessments.filter(_.referral_id.notnull())
        .group_by("la_code", "referral_id")
        .agg(assessed_nfa=_assessed_not_in_need(t.cin_assessments).cast("int8").max())
    )
    rows = rows.left_join(days, ["la_code", "person_id", "referral_date"])
    rows = rows.drop("la_code_right", "person_id_right", "referral_date_right")
    rows = rows.left_join(assessed, ["la_code", "referral_id"]).drop("la_code_right", "referral_id_right")
    outcome = rows.referral_outcome_json
    by_assessment = ~has_any_flag(outcome) & rows.assessed_nfa.notnull() & ~is_yes(rows.referral_nfa)
    rows = rows.mutate(
        outcome=code_of(
            (has_flag(outcome, "SINGLE_ASSESSMENT_FLAG") | by_assessment, "assessment"),
            (has_flag(outcome, "PRIVATE_FOSTERING_FLAG"), "private_fostering"),
            (has_flag(outcome, "CP_TRANSFER_IN_FLAG"), "transfer_in"),
            (
                has_flag(outcome, "STRATEGY_DISCUSSION_FLAG") | has_flag(outcome, "CP_CONFERENCE_FLAG"),
                "strategy_discussion",
            ),
            (has_flag(outcome, "CLA_REQUEST_FLAG"), "looked_after"),
            (is_yes(rows.referral_nfa) | has_flag(outcome, "NFA_FLAG"), "nfa"),
            (has_any_flag(outcome), "other"),
            otherwise="none",
        )
    )
    events = rows.select(
        "la_code",
        "person_id",
        "outcome",
        record_id="referral_id",
        date="referral_date",
        team_id="referral_team",
        worker_id="referral_worker_id",
        source="referral_source_code",
        primary_need="cin_primary_need_code",
        led_to_assessment=_.outcome == "assessment",
        is_repeat=(_.previous >= (_.referral_date - ibis.interval(years=1)).cast("date")).fill_null(False),
        is_nfa=is_yes(_.referral_nfa),
        assessed_not_in_need=(_.assessed_nfa == 1).fill_null(False) & ~is_yes(_.referral_nfa),
    )
    return with_allocation(t, events, "date")


def _assessed_not_in_need(assessments: ir.Table) -> ir.BooleanValue:
    return is_yes(assessments.assessment_outcome_nfa) | has_flag(assessments.assessment_outcome_json, "NFA_FLAG")
