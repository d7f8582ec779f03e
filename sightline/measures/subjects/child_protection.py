"""Child protection plans: open on a day, started, ended."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.child_protection import CP_PLANS
from sightline.measures.expressions import code_of, is_yes, months_later, with_allocation
from sightline.measures.model import event, snapshot
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import open_in_month, open_on

# How long a plan has been open, in months; the bands follow one another.
TIME_ON_PLAN = {"Under 3 months": 3, "3-11 months": 12, "12-23 months": 24}
LONGEST_ON_PLAN = "2 years and over"


@snapshot(
    grain="one child subject of a plan on a day",
    needs=(CP_PLANS,),
    dimensions=("category_of_abuse", "time_band"),
    flags=("two_years_or_more",),
)
def cp_plans_open(t: SourceTables) -> ir.Table:
    """A child on two plans is one child; a child not yet born can be subject of a plan."""
    rows = open_on(t.cp_timeline, t.snapshot_days)
    return rows.mutate(
        two_years_or_more=months_later(_.plan_start, 24) <= _.day,
        time_band=code_of(
            *((months_later(_.plan_start, months) > _.day, band) for band, months in TIME_ON_PLAN.items()),
            otherwise=LONGEST_ON_PLAN,
        ),
    )


@event(grain="one child subject of a plan in a month", needs=(CP_PLANS,), dimensions=("category_of_abuse",))
def cp_plans_in_month(t: SourceTables) -> ir.Table:
    """Children on a plan on any day of each month; counted once in a period, those on one at any point in it."""
    return open_in_month(t.cp_timeline, t.snapshot_days).drop("start_date", "end_date", "plan_start")


def _own_plans(t: SourceTables) -> ir.Table:
    return t.cp_plans.filter(~is_yes(_.cp_plan_ola), _.cp_plan_start_date.notnull())


@event(
    grain="one plan of one child, by its start",
    needs=(CP_PLANS,),
    dimensions=("category_of_abuse",),
    flags=("is_repeat_ever", "is_repeat_in_two_years"),
)
def cp_plans_started(t: SourceTables) -> ir.Table:
    """
    `is_repeat_ever`: the child had an earlier plan, here or (as far as recorded) with another authority, or the
    census reported earlier plans. `is_repeat_in_two_years`: an earlier plan ended within two years before, the
    same day two years ago included.
    """
    plans = _own_plans(t)
    # Every plan counts as an earlier one, another authority's too.
    earlier = t.cp_plans.filter(_.cp_plan_start_date.notnull()).select(
        "la_code",
        "person_id",
        earlier_id="cp_plan_id",
        earlier_start="cp_plan_start_date",
        earlier_end="cp_plan_end_date",
    )
    pairs = plans.select("la_code", "person_id", "cp_plan_id", start="cp_plan_start_date").inner_join(
        earlier, ["la_code", "person_id"]
    )
    pairs = pairs.filter(_.earlier_id != _.cp_plan_id, _.earlier_start < _.start)
    since = (_.start - ibis.interval(years=2)).cast("date")
    history = pairs.group_by("la_code", "cp_plan_id").agg(
        had_earlier=_.count(),
        recent=((_.earlier_end >= since) & (_.earlier_end <= _.start)).fill_null(False).cast("int8").max(),
    )
    reported = t.cp_plan_reported.group_by("la_code", "cp_plan_id").agg(reported=_.previous_plans.max())
    rows = plans.left_join(history, ["la_code", "cp_plan_id"]).drop("la_code_right", "cp_plan_id_right")
    rows = rows.left_join(reported, ["la_code", "cp_plan_id"]).drop("la_code_right", "cp_plan_id_right")
    events = rows.select(
        "la_code",
        "person_id",
        record_id="cp_plan_id",
        date="cp_plan_start_date",
        category_of_abuse=_.cp_plan_initial_category,
        is_repeat_ever=(_.had_earlier.coalesce(0) > 0) | (_.reported.coalesce(0) > 0),
        is_repeat_in_two_years=_.recent.coalesce(0) == 1,
    )
    return with_allocation(t, events, "date")


@event(
    grain="one plan of one child, by its end",
    needs=(CP_PLANS,),
    dimensions=("category_of_abuse", "time_band"),
    flags=("under_three_months", "two_years_or_more"),
)
def cp_plans_ended(t: SourceTables) -> ir.Table:
    """
    The plan belongs to the team that held it at the end. `under_three_months`: ended before the day three calendar
    months after its start.
    """
    ended = _own_plans(t).filter(_.cp_plan_end_date.notnull())
    events = ended.select(
        "la_code",
        "person_id",
        record_id="cp_plan_id",
        date="cp_plan_end_date",
        category_of_abuse=_.cp_plan_latest_category.coalesce(_.cp_plan_initial_category),
        under_three_months=_.cp_plan_end_date < months_later(_.cp_plan_start_date, 3),
        two_years_or_more=_.cp_plan_end_date >= months_later(_.cp_plan_start_date, 24),
    )
    events = events.mutate(time_band=ibis.ifelse(_.under_three_months, "0-2 months", "3 months and over"))
    return with_allocation(t, events, "date", day_before=True)
