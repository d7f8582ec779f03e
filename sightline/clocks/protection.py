"""Clocks of section 47 enquiries, conferences and child protection plans."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clocks.chains import chain
from sightline.clocks.declare import Concern, clock
from sightline.dataset.tables.child_protection import (
    CP_PLANS,
    CP_REVIEWS,
    CP_VISITS,
    INITIAL_CP_CONFERENCE,
    S47_ENQUIRY,
)
from sightline.measures.expressions import has_flag, months_later
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import open_ended
from sightline.measures.subjects.protection_reviews import plan_visits

# A conference that was not held so long after is no longer a date to keep; that it was not stays in the figures.
CONFERENCE_LAPSES = 6  # months
ENQUIRY = ("la_code", "person_id", "s47_enquiry_id")


@clock(
    title="First conference",
    plural="First conferences",
    concern=Concern.PROTECTION,
    starts="the strategy discussion that began the section 47 enquiry",
    source="Working Together to Safeguard Children: 15 working days from the strategy discussion",
    limits={"first_conference": "15 working days"},
    needs=(S47_ENQUIRY, INITIAL_CP_CONFERENCE),
)
def first_conference(t: SourceTables) -> ir.Table:
    """
    Enquiries that ended with a conference to be held, and those not ended yet, which may.

    Done by the conference that names the enquiry, or by one of the child that names none and was held since, or by a
    plan that began since. It lapses when the enquiry ends without a conference, or its referral is closed, or after six
    months.
    """
    referrals = t.cin_episodes.select("la_code", "referral_id", "close_date")
    rows = t.s47_enquiry.filter(_.s47_start_date.notnull()).left_join(referrals, ["la_code", "referral_id"])
    needed = has_flag(rows.s47_outcome_json, "CP_CONFERENCE_FLAG")
    rows = rows.select(
        *ENQUIRY,
        started="s47_start_date",
        to_conference=needed | rows.s47_end_date.isnull(),
        lapsed=ibis.ifelse(needed, rows.close_date, rows.s47_end_date.coalesce(rows.close_date)),
        team_id="s47_completed_by_team",
        worker_id="s47_completed_by_worker_id",
    )
    held = t.initial_cp_conference.filter(_.icpc_date.notnull())
    named = held.filter(_.s47_enquiry_id.notnull()).group_by(*ENQUIRY).agg(named=_.icpc_date.min())
    rows = rows.left_join(named, list(ENQUIRY)).select(*rows.columns, "named")
    since = held.filter(_.s47_enquiry_id.isnull()).select("la_code", "person_id", day="icpc_date")
    plans = t.cp_plans.filter(_.cp_plan_start_date.notnull()).select("la_code", "person_id", day="cp_plan_start_date")
    rows = _with_first_since(rows, since.union(plans))
    rows = rows.filter(_.to_conference | _.named.notnull())
    return rows.select(
        "la_code",
        "person_id",
        record_id="s47_enquiry_id",
        what=ibis.literal("First conference"),
        limit=ibis.literal("first_conference"),
        started="started",
        done=_.named.coalesce(_.first_since),
        lapsed=ibis.ifelse(
            _.named.notnull(), ibis.null("date"), ibis.least(_.lapsed, months_later(_.started, CONFERENCE_LAPSES))
        ),
        team_id="team_id",
        worker_id="worker_id",
    )


def _with_first_since(rows: ir.Table, dated: ir.Table) -> ir.Table:
    """`rows` with `first_since`: the first `day` of the dated rows of the same child on or after `started`."""
    keyed = dated.select(_la="la_code", _person="person_id", _day="day").distinct()
    joined = rows.inner_join(
        keyed, [rows.la_code == keyed._la, rows.person_id == keyed._person, keyed._day >= rows.started]
    )
    firsts = joined.group_by(*ENQUIRY).agg(first_since=joined._day.min())
    return rows.left_join(firsts, list(ENQUIRY)).select(*rows.columns, "first_since")


def own_plans(t: SourceTables) -> ir.Table:
    """The authority's own plans as spells; another authority's plan held for a while is not ours to review."""
    return t.cp_plans.filter(_.cp_plan_ola.coalesce("N") != "Y", _.cp_plan_start_date.notnull()).select(
        "la_code",
        "person_id",
        record_id="cp_plan_id",
        started="cp_plan_start_date",
        ended=open_ended(_.cp_plan_end_date),
    )


@clock(
    title="Review conference",
    plural="Review conferences",
    concern=Concern.PROTECTION,
    starts="the start of the plan, then each review conference",
    source="Working Together to Safeguard Children: within 3 months of the first conference, then every 6 months",
    limits={"cp_review_first": "3 months", "cp_review_later": "6 months"},
    needs=(CP_PLANS, CP_REVIEWS),
)
def cp_review(t: SourceTables) -> ir.Table:
    plans = own_plans(t)
    whose = plans.select("la_code", "record_id", "person_id", "started")
    held = t.cp_reviews.filter(_.cp_review_date.notnull())
    held = held.select("la_code", record_id="cp_plan_id", held="cp_review_date").inner_join(
        whose, ["la_code", "record_id"]
    )
    held = held.filter(_.held > _.started).select("la_code", "person_id", "record_id", "held")
    rows = chain(t, plans, held)
    first = rows.number == 0
    return rows.mutate(
        what=ibis.ifelse(first, "First review conference", "Review conference"),
        limit=ibis.ifelse(first, "cp_review_first", "cp_review_later"),
    )


@clock(
    title="Visit, child on a plan",
    plural="Visits, children on a plan",
    concern=Concern.PROTECTION,
    starts="the start of the plan, then each visit at which the child was seen",
    source="the child's plan; 10 working days unless the authority says otherwise",
    limits={"cp_visit": "10 working days"},
    needs=(CP_PLANS, CP_VISITS),
)
def cp_visit(t: SourceTables) -> ir.Table:
    """A visit where it is not recorded whether the child was seen counts as seen."""
    visits = plan_visits(t).filter(_.person_id.notnull()).select("la_code", "person_id", held="visited").distinct()
    rows = chain(t, own_plans(t), visits)
    return rows.mutate(what=ibis.literal("Visit, child on a plan"), limit=ibis.literal("cp_visit"))
