"""Clocks of those who prepare to leave care and of care leavers."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clocks.care import care_spells
from sightline.clocks.declare import Concern, clock
from sightline.dataset.tables.leaving_care import CARE_LEAVERS
from sightline.dataset.tables.looked_after import CLA_EPISODES
from sightline.measures.expressions import months_later
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import LONG_AGO
from sightline.measures.subjects.care_leavers import DFE_CATEGORIES, ELIGIBLE, NO_PLAN

SIXTEEN, EIGHTEEN, LEADS = 16 * 12, 18 * 12, 12  # months
# Who comes into care closer to their sixteenth birthday than this, or after it, has so long.
AFTER_ENTERING = 3  # months


def listed(t: SourceTables) -> ir.Table:
    """The leaving care list: one row per young person with the latest `plan` and `contact`, and the adviser."""
    order = [_.contact.coalesce(ibis.date(LONG_AGO)).desc(), _.record_id.desc()]
    rows = t.care_leavers.select(
        "la_code",
        "person_id",
        record_id="table_id",
        eligibility="care_leaver_eligibility",
        contact="care_leaver_latest_contact",
        plan=ibis.ifelse(_.pathway_plan_review_date > NO_PLAN, _.pathway_plan_review_date, ibis.null("date")),
        team_id="care_leaver_allocated_team",
        worker_id=_.care_leaver_personal_advisor.coalesce(_.care_leaver_worker_id),
    )
    place = ibis.row_number().over(ibis.window(group_by=["la_code", "person_id"], order_by=order))
    return rows.mutate(place=place).filter(_.place == 0).drop("place", "record_id")


def left_care(t: SourceTables) -> ir.Table:
    """The day on which each child last left care."""
    return care_spells(t).filter(_.ended <= ibis.date(t.as_at)).group_by("la_code", "person_id").agg(left=_.ended.max())


@clock(
    title="First pathway plan",
    plural="First pathway plans",
    concern=Concern.LEAVING,
    starts="the fifteenth birthday, or coming into care after it",
    source="before the sixteenth birthday; 3 months for who comes into care after it",
    limits={"pathway_first": "12 months", "pathway_first_late": f"{AFTER_ENTERING} months"},
    needs=(CLA_EPISODES, CARE_LEAVERS),
)
def pathway_first(t: SourceTables) -> ir.Table:
    """
    Children looked after, from fifteen on, while the leaving care list holds no plan of theirs.

    The list holds the latest plan only, so that none is listed as done.
    """
    people = t.people.filter(_.birth_date.notnull()).select("la_code", "person_id", "birth_date")
    rows = care_spells(t).inner_join(people, ["la_code", "person_id"])
    known = listed(t).select("la_code", "person_id", "plan")
    rows = rows.left_join(known, ["la_code", "person_id"]).select(*rows.columns, "plan").filter(_.plan.isnull())
    fifteen = months_later(rows.birth_date, SIXTEEN - LEADS)
    enters_late = months_later(rows.started, AFTER_ENTERING) > months_later(rows.birth_date, SIXTEEN)
    return rows.select(
        "la_code",
        "person_id",
        "record_id",
        what=ibis.literal("First pathway plan"),
        limit=ibis.ifelse(enters_late, "pathway_first_late", "pathway_first"),
        started=ibis.ifelse(enters_late, rows.started, fifteen),
        applies_from=ibis.greatest(fifteen, rows.started),
        done=ibis.null("date"),
        lapsed=ibis.least(rows.ended, months_later(rows.birth_date, EIGHTEEN)),
    )


def _leavers(t: SourceTables) -> ir.Table:
    """Relevant and former relevant young people, with the day they left care."""
    rows = listed(t).filter(_.eligibility.isin(DFE_CATEGORIES))
    return rows.left_join(left_care(t), ["la_code", "person_id"]).select(*rows.columns, "left")


@clock(
    title="Pathway plan review",
    plural="Pathway plan reviews",
    concern=Concern.LEAVING,
    starts="the plan, or its last review",
    source="Care Leavers Regulations 2010, regulation 7: every 6 months",
    limits={"pathway_review": "6 months"},
    needs=(CARE_LEAVERS,),
)
def pathway_review(t: SourceTables) -> ir.Table:
    """
    Of relevant and former relevant young people, and of those in care who have a plan.

    The list holds the latest review only: none is listed as done. Without a plan it runs from leaving care.
    """
    rows = _leavers(t)
    eligible = listed(t).filter(_.eligibility == ELIGIBLE, _.plan.notnull()).mutate(left=ibis.null("date"))
    rows = rows.union(eligible.select(rows.columns))
    return rows.select(
        "la_code",
        "person_id",
        record_id="person_id",
        what=ibis.ifelse(_.plan.isnull(), "Pathway plan, none recorded", "Pathway plan review"),
        limit=ibis.literal("pathway_review"),
        started=_.plan.coalesce(_.left),
        applies_from=_.left.coalesce(_.plan),
        done=ibis.null("date"),
        lapsed=ibis.null("date"),
        team_id="team_id",
        worker_id="worker_id",
    )


@clock(
    title="Contact with a care leaver",
    plural="Contacts with care leavers",
    concern=Concern.LEAVING,
    starts="the latest contact, else leaving care",
    source="Care Leavers Regulations 2010, regulation 8: at least every 2 months",
    limits={"leaver_contact": "2 months"},
    needs=(CARE_LEAVERS,),
)
def leaver_contact(t: SourceTables) -> ir.Table:
    """The list holds the latest contact only: none is listed as done."""
    return _leavers(t).select(
        "la_code",
        "person_id",
        record_id="person_id",
        what=ibis.literal("Contact with a care leaver"),
        limit=ibis.literal("leaver_contact"),
        started=_.contact.coalesce(_.left),
        applies_from=_.left.coalesce(_.contact),
        done=ibis.null("date"),
        lapsed=ibis.null("date"),
        team_id="team_id",
        worker_id="worker_id",
    )
