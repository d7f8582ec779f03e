"""Clocks of assessments and of children in need."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clocks.chains import chain
from sightline.clocks.declare import Concern, clock
from sightline.clocks.holders import merged
from sightline.dataset.tables.children_in_need import CIN_ASSESSMENTS, CIN_EPISODES, CIN_PLANS, CIN_VISITS
from sightline.measures.latest import with_latest
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import open_ended
from sightline.measures.views import CIN


@clock(
    title="Assessment",
    plural="Assessments",
    concern=Concern.ASSESSMENT,
    starts="the day the assessment began",
    source="Working Together to Safeguard Children: 45 working days at most",
    limits={"assessment": "45 working days"},
    needs=(CIN_ASSESSMENTS,),
)
def assessment(t: SourceTables) -> ir.Table:
    """Done when a manager has authorised it; it lapses when its referral is closed."""
    referrals = t.cin_episodes.select("la_code", "referral_id", "referral_date", "close_date")
    rows = t.cin_assessments.left_join(referrals, ["la_code", "referral_id"])
    return rows.select(
        "la_code",
        "person_id",
        record_id="assessment_id",
        what=ibis.literal("Assessment"),
        limit=ibis.literal("assessment"),
        started=_.assessment_start_date.coalesce(_.referral_date),
        done="assessment_auth_date",
        lapsed="close_date",
        team_id="assessment_team",
        worker_id="assessment_worker_id",
    )


@clock(
    title="Visit, child in need",
    plural="Visits, children in need",
    concern=Concern.NEED,
    starts="the start of the plan, then each visit at which the child was seen",
    source="the child's plan; 6 weeks unless the authority says otherwise",
    limits={"cin_visit": "6 weeks"},
    needs=(CIN_PLANS, CIN_VISITS),
)
def cin_visit(t: SourceTables) -> ir.Table:
    """Children on a child in need plan; a visit where it is not recorded whether the child was seen counts as seen."""
    plans = t.cin_plans.filter(_.cin_plan_start_date.notnull()).select(
        "la_code",
        "person_id",
        record_id="cin_plan_id",
        started="cin_plan_start_date",
        ended=open_ended(_.cin_plan_end_date),
    )
    seen = t.cin_visits.filter(_.cin_visit_seen.coalesce("Y") == "Y", _.cin_visit_date.notnull())
    visits = seen.select("la_code", "person_id", held="cin_visit_date").distinct()
    rows = chain(t, plans, visits)
    return rows.mutate(what=ibis.literal("Visit, child in need"), limit=ibis.literal("cin_visit"))


@clock(
    title="Yearly reassessment, child in need",
    plural="Reassessments, children in need",
    concern=Concern.NEED,
    starts="the last authorised assessment, else the day the child came to be in need",
    source="a standard of the authority's own, such as 12 months: it runs where sightline.toml sets one",
    limits={"cin_reassessment": None},
    needs=(CIN_EPISODES, CIN_ASSESSMENTS),
)
def cin_reassessment(t: SourceTables) -> ir.Table:
    """Children who are in need alone, neither on a plan nor looked after, and not a payment only."""
    spells = merged(t.case_timeline.filter(_.case_type == CIN, _.finance_only.isnull()))
    spells = spells.select(
        "la_code",
        "person_id",
        record_id=_.person_id.concat(" in need ", _.opened.cast("string")),
        started="opened",
        ended="closed",
    )
    authorised = t.cin_assessments.filter(_.assessment_auth_date.notnull()).select(
        "la_code", "person_id", held="assessment_auth_date"
    )
    authorised = authorised.distinct()
    spells = with_latest(spells, authorised, "held", "last_before", day="started")
    spells = spells.mutate(begun=_.last_before.coalesce(_.started)).drop("last_before")
    # A case that ended long ago leaves nothing to do: its rows need not be followed.
    rows = chain(t, spells.filter(_.ended >= ibis.date(t.as_at) - ibis.interval(years=1)), authorised)
    return rows.mutate(what=ibis.literal("Yearly reassessment"), limit=ibis.literal("cin_reassessment"))
