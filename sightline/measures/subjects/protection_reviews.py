"""Children subject of a plan on a day, with their reviews and visits."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.child_protection import CP_PLANS
from sightline.measures.expressions import code_of, is_yes, months_later
from sightline.measures.latest import with_latest
from sightline.measures.model import snapshot
from sightline.measures.reviews import FIRST_CONFERENCE_REVIEW, conference_reviews, with_reviews_on_time
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import open_on

VISIT_DAYS = 28  # four weeks, twenty working days
LAST_VISIT = {"Within 2 weeks": 14, "2 to 4 weeks": VISIT_DAYS, "4 to 6 weeks": 42}
OVER, NEVER = "Over 6 weeks", "No visit recorded"


@snapshot(
    grain="one child subject of a plan on a day, with its reviews and visits",
    needs=(CP_PLANS,),
    dimensions=("last_visit",),
    flags=("three_months_or_more", "reviews_on_time", "visited_in_four_weeks", "seen_alone_in_four_weeks"),
)
def plans_under_review(t: SourceTables) -> ir.Table:
    """
    `reviews_on_time`: every review held in the twelve months up to the day was within its timescale (three months after
    the plan's start, then six months after the review before) and none is overdue. `last_visit`: how long ago the child
    was last seen since the plan began; a visit where that is not recorded counts as seen.
    """
    rows = open_on(t.cp_timeline, t.snapshot_days).drop("category_of_abuse", "start_date", "end_date")
    rows = with_reviews_on_time(rows, conference_reviews(t), ("la_code", "record_id"))
    visits = plan_visits(t)
    rows = with_latest(rows, visits.select("la_code", "person_id", "visited").distinct(), "visited", "last_seen")
    alone = visits.filter(_.is_alone).select("la_code", "person_id", "visited").distinct()
    rows = with_latest(rows, alone, "visited", "last_alone")
    rows = rows.mutate(
        three_months_or_more=months_later(_.plan_start, FIRST_CONFERENCE_REVIEW) <= _.day,
        # A visit before the plan began was not one of the plan's.
        days_since=ibis.ifelse(_.last_seen >= _.plan_start, _.day.delta(_.last_seen, unit="day"), ibis.null("int64")),
        seen_alone_in_four_weeks=_within(rows, rows.last_alone),
        visited_in_four_weeks=_within(rows, rows.last_seen),
    )
    return rows.mutate(
        last_visit=code_of(
            (rows.days_since.isnull(), NEVER),
            *((rows.days_since <= days, band) for band, days in LAST_VISIT.items()),
            otherwise=OVER,
        )
    ).drop("last_seen", "last_alone", "days_since", "plan_start")


def _within(rows: ir.Table, visit: ir.DateValue) -> ir.BooleanValue:
    since = (rows.day - ibis.interval(days=VISIT_DAYS)).cast("date")
    return ((visit >= since) & (visit >= rows.plan_start)).fill_null(False)


def plan_visits(t: SourceTables) -> ir.Table:
    """Visits at which the child was seen: `visited`, `is_alone`. One without a child is its plan's child's."""
    plans = t.cp_plans.select("la_code", "cp_plan_id", _child="person_id")
    seen = t.cp_visits.filter(_.cp_visit_seen.coalesce("Y") == "Y", _.cp_visit_date.notnull())
    named = seen.left_join(plans, ["la_code", "cp_plan_id"])
    return named.select(
        "la_code",
        person_id=named.person_id.coalesce(named._child),
        visited="cp_visit_date",
        is_alone=is_yes(named.cp_visit_seen_alone),
    )
