"""Clocks of children looked after: visits, reviews, the permanence plan, interviews on return."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clocks.chains import chain
from sightline.clocks.declare import Concern, clock
from sightline.dataset.tables.looked_after import CLA_CARE_PLAN, CLA_EPISODES, CLA_REVIEWS, CLA_VISITS, MISSING
from sightline.measures.expressions import is_yes, months_later
from sightline.measures.reviews import care_reviews_held
from sightline.measures.source_tables import SourceTables
from sightline.measures.subjects.looked_after import VISIT_DAYS, periods_looked_after
from sightline.measures.subjects.looked_after_progress import MEANT_TO_LAST, SETTLED_AFTER, permanence_plans

# An interview so long after the return would tell nothing; that none was held stays in the figures.
INTERVIEW_LAPSES = 3  # months


def care_spells(t: SourceTables) -> ir.Table:
    """Periods of care as spells, short breaks aside."""
    return periods_looked_after(t).select(
        "la_code", "person_id", record_id="period_id", started="start_date", ended="end_date"
    )


@clock(
    title="Visit, child looked after",
    plural="Visits, children looked after",
    concern=Concern.CARE,
    starts="the start of care, then each visit at which the child was seen",
    source="Care Planning Regulations 2010, regulation 28: 6 weeks; 3 months after a year in a lasting placement",
    limits={"cla_visit": "6 weeks", "cla_visit_settled": "3 months"},
    needs=(CLA_EPISODES, CLA_VISITS),
)
def cla_visit(t: SourceTables) -> ir.Table:
    """
    Three months where the child has lived for a year or more in a placement meant to last until 18.

    Where the child lives six weeks on decides it, or today, if that is sooner; a visit where it is not recorded whether
    the child was seen counts as seen.
    """
    seen = t.cla_visits.filter(_.cla_visit_seen.coalesce("Y") == "Y", _.cla_visit_date.notnull())
    rows = chain(t, care_spells(t), seen.select("la_code", "person_id", held="cla_visit_date").distinct())
    rows = rows.mutate(on=ibis.least((_.started + ibis.interval(days=VISIT_DAYS)).cast("date"), ibis.date(t.as_at)))
    lasting = t.cla_timeline.filter(_.placement_type.isin(MEANT_TO_LAST), _.placed_since.notnull()).select(
        _la="la_code", _person="person_id", _from="start_date", _to="end_date", _placed="placed_since"
    )
    settled = rows.inner_join(
        lasting,
        [rows.la_code == lasting._la, rows.person_id == lasting._person, lasting._from <= rows.on,
         lasting._to > rows.on],
    )  # fmt: skip
    settled = settled.filter(months_later(settled._placed, SETTLED_AFTER) <= settled.on)
    keys = ["la_code", "person_id", "record_id", "number"]
    settled = settled.select(*keys).distinct().mutate(is_settled=True)
    rows = rows.left_join(settled, keys).select(*rows.columns, "is_settled")
    return rows.mutate(
        what=ibis.literal("Visit, child looked after"),
        limit=ibis.ifelse(rows.is_settled.fill_null(False), "cla_visit_settled", "cla_visit"),
    )


@clock(
    title="Care review",
    plural="Care reviews",
    concern=Concern.CARE,
    starts="the start of care, then each review",
    source="Care Planning Regulations 2010, regulation 33: 20 working days, then 3 months, then every 6 months",
    limits={"care_review_first": "20 working days", "care_review_second": "3 months", "care_review_later": "6 months"},
    needs=(CLA_EPISODES, CLA_REVIEWS),
)
def care_review(t: SourceTables) -> ir.Table:
    held = care_reviews_held(t).select("la_code", "person_id", record_id="period_id", held="since")
    rows = chain(t, care_spells(t), held)
    return rows.mutate(
        what=rows.number.cases((0, "First care review"), (1, "Second care review"), else_="Care review"),
        limit=rows.number.cases((0, "care_review_first"), (1, "care_review_second"), else_="care_review_later"),
    )


@clock(
    title="Permanence plan",
    plural="Permanence plans",
    concern=Concern.CARE,
    starts="the start of care",
    source="Care planning guidance: by the second review, which falls four months after the child came into care",
    limits={"permanence_plan": "4 months"},
    needs=(CLA_EPISODES, CLA_CARE_PLAN),
)
def permanence_plan(t: SourceTables) -> ir.Table:
    """Done by the first care plan of the period that names a way to permanence."""
    spells = care_spells(t)
    plans = permanence_plans(t)
    found = spells.inner_join(plans, [spells.la_code == plans._la, spells.person_id == plans._person])
    found = found.filter(found._until > found.started, found._since <= found.ended)
    firsts = found.group_by("la_code", "person_id", "record_id").agg(done=found._since.min())
    rows = spells.left_join(firsts, ["la_code", "person_id", "record_id"])
    return rows.select(
        "la_code",
        "person_id",
        "record_id",
        what=ibis.literal("Permanence plan"),
        limit=ibis.literal("permanence_plan"),
        started="started",
        done="done",
        lapsed="ended",
    )


@clock(
    title="Interview on return",
    plural="Interviews on return",
    concern=Concern.CARE,
    starts="the day the child was found",
    source="Statutory guidance on children who go missing: 72 hours",
    limits={"return_interview": "3 days"},
    needs=(MISSING, CLA_EPISODES),
)
def return_interview(t: SourceTables) -> ir.Table:
    """
    Children looked after who came back and have not been offered an interview; where none applies, none is due.

    The record doesn't say when an interview was held, so that none is listed as done.
    """
    rows = t.missing.filter(
        _.person_id.notnull(),
        _.missing_episode_end_date.notnull(),
        ~is_yes(_.missing_rhi_offered),
        _.missing_rhi_offered.coalesce("") != "NA",
    )
    rows = rows.select("la_code", "person_id", record_id="table_id", started=_.missing_episode_end_date.cast("date"))
    care = t.cla_timeline.select("start_date", "end_date", _la="la_code", _person="person_id")
    rows = rows.inner_join(
        care,
        [rows.la_code == care._la, rows.person_id == care._person, care.start_date <= rows.started,
         care.end_date > rows.started],
    ).select(rows.columns)  # fmt: skip
    return rows.mutate(
        what=ibis.literal("Interview on return"),
        limit=ibis.literal("return_interview"),
        done=ibis.null("date"),
        lapsed=months_later(rows.started, INTERVIEW_LAPSES),
    )
