"""Strategy discussions and section 47 enquiries."""

import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.child_protection import S47_ENQUIRY
from sightline.dataset.tables.quality_assurance import DECISION
from sightline.measures.expressions import code_of, has_flag, is_yes, with_allocation
from sightline.measures.model import event
from sightline.measures.source_tables import SourceTables

STRATEGY_OUTCOMES = {
    "section_47_enquiry": "Section 47 enquiry",
    "further_strategy_discussion": "Further strategy discussion",
    "section_17_assessment": "Section 17 assessment",
    "no_further_action": "No further action",
    "none": "No outcome recorded",
}

S47_OUTCOMES = {
    "not_substantiated": "Concerns not substantiated",
    "continuing_risk": "Substantiated and continuing risk of harm",
    "no_continuing_risk": "Substantiated but no continuing risk of harm",
}


def _strategy_discussions(t: SourceTables) -> ir.Table:
    # The SSD holds a strategy discussion only where it began an enquiry; all of them are decisions.
    return t.decision.filter(_.decision_type == "strategy_discussion").select(
        "la_code",
        "person_id",
        record_id="decision_id",
        started=_.requested_at.cast("date"),
        ended=_.decided_at.cast("date"),
        team_id="unit_id",
        worker_id="decided_by",
        outcome=_.outcome.lower().replace(" ", "_").coalesce("none"),
    )


@event(grain="one strategy discussion about one child, by its start", needs=(DECISION,))
def strategy_discussions_started(t: SourceTables) -> ir.Table:
    return with_allocation(t, _strategy_discussions(t).rename(date="started").drop("ended", "outcome"), "date")


@event(grain="one strategy discussion about one child, by its end", needs=(DECISION,), dimensions=("outcome",))
def strategy_discussions_ended(t: SourceTables) -> ir.Table:
    return with_allocation(t, _strategy_discussions(t).rename(date="ended").drop("started"), "date")


def _enquiries(t: SourceTables) -> ir.Table:
    outcome = _.s47_outcome_json
    return t.s47_enquiry.select(
        "la_code",
        "person_id",
        record_id="s47_enquiry_id",
        started="s47_start_date",
        ended="s47_end_date",
        team_id="s47_completed_by_team",
        worker_id="s47_completed_by_worker_id",
        # docs/conventions.md: a conference follows where risk continues; no further action was not substantiated;
        # whatever else ended was substantiated without continuing risk.
        outcome=code_of(
            (has_flag(outcome, "CP_CONFERENCE_FLAG"), "continuing_risk"),
            (is_yes(_.s47_nfa) | has_flag(outcome, "NFA_FLAG"), "not_substantiated"),
            otherwise="no_continuing_risk",
        ),
    )


@event(grain="one section 47 enquiry about one child, by its start", needs=(S47_ENQUIRY,), flags=("led_to_conference",))
def s47_started(t: SourceTables) -> ir.Table:
    """`led_to_conference`: an initial conference names this enquiry of this child."""
    rows = _enquiries(t).drop("ended", "outcome")
    conferences = (
        t.initial_cp_conference.filter(_.s47_enquiry_id.notnull(), _.icpc_date.notnull())
        .select("la_code", "person_id", record_id="s47_enquiry_id", led_to_conference=True)
        .distinct()
    )
    rows = rows.left_join(conferences, ["la_code", "person_id", "record_id"])
    rows = rows.drop("la_code_right", "person_id_right", "record_id_right")
    rows = rows.mutate(led_to_conference=_.led_to_conference.fill_null(False), date=_.started).drop("started")
    return with_allocation(t, rows, "date")


@event(grain="one section 47 enquiry about one child, by its end", needs=(S47_ENQUIRY,), dimensions=("outcome",))
def s47_ended(t: SourceTables) -> ir.Table:
    return with_allocation(t, _enquiries(t).rename(date="ended").drop("started"), "date")
