"""Children looked after on a day: how they are placed and followed up - visits, reviews, plans, stability, safety."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.looked_after import CLA_EPISODES, DOLO
from sightline.measures.expressions import has_flag, months_later, with_allocation, with_working_days
from sightline.measures.latest import with_latest
from sightline.measures.model import event, snapshot
from sightline.measures.placement_location import location_of
from sightline.measures.provider_views import OWN_PROVISION, with_provider
from sightline.measures.reviews import FIRST_CARE_REVIEW, care_reviews, care_reviews_held, with_reviews_on_time
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import FOREVER, open_on

VISIT_DAYS = 42
# Where a child has lived for a year in a placement meant to last until 18, visits may be three months apart.
MEANT_TO_LAST = ("U1", "U4")
MONTHS_BETWEEN_VISITS, SETTLED_AFTER = 3, 12
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
# Settings that no register of Ofsted's holds.
UNREGISTERED = ("H5", "P2", "Z1", "Z11", "Z12", "Z13", "Z14")
# Every plan of the care plan but 'other', which names no way to permanence.
PERMANENCE = "(RETURN1M|RETURN6M|RETURNEV|REMAINSUP|LTRELFR|LTFOST18|RESPLMT|SUPPLIV|ADOPTION)"
FAR = 20  # miles


@snapshot(
    grain="one child looked after on a day, with how they are placed and followed up",
    needs=(CLA_EPISODES,),
    dimensions=("location", "provider_type", "provider_grade"),
    flags=("visit_up_to_date", "more_than_20_working_days", "reviews_on_time", "has_permanence_plan",
           "two_and_a_half_years", "is_settled", "in_foster_care", "with_own_foster_carer", "over_20_miles",
           "in_unregistered", "had_a_year", "convicted_in_year"),
)  # fmt: skip
def looked_after_progress(t: SourceTables) -> ir.Table:
    """
    `visit_up_to_date`: seen in the last six weeks, or in the last three months where the child has lived for a year or
    more in a placement meant to last until 18 (U1, U4). `reviews_on_time`: every review of the twelve months before was
    held within its timescale and none is overdue. `is_settled`: in the same placement for two years or more (temporary
    stays and renewals with the same carer aside), or placed for adoption.
    """
    rows = open_on(t.cla_timeline, t.snapshot_days).drop("start_date", "end_date")
    seen = t.cla_visits.filter(_.cla_visit_seen.coalesce("Y") == "Y", _.cla_visit_date.notnull())
    seen = seen.select("la_code", "person_id", visited="cla_visit_date").distinct()
    rows = with_latest(rows, seen, "visited", "last_seen")
    rows = with_reviews_on_time(rows, care_reviews(t), ("la_code", "person_id", "period_id"))
    convicted = t.cla_convictions.filter(_.cla_conviction_date.notnull())
    convicted = convicted.select("la_code", "person_id", convicted="cla_conviction_date").distinct()
    rows = with_latest(rows, convicted, "convicted", "last_convicted")
    rows = with_working_days(t, _with_plan(t, rows), in_care=("period_start", "day"))
    kind, day = rows.placement_type.coalesce(""), rows.day
    placed_for = lambda months: (months_later(rows.placed_since, months) <= day).fill_null(False)  # noqa: E731
    lasting = kind.isin(MEANT_TO_LAST) & placed_for(SETTLED_AFTER)
    seen_since = ibis.ifelse(
        lasting, months_later(day, -MONTHS_BETWEEN_VISITS), (day - ibis.interval(days=VISIT_DAYS)).cast("date")
    )
    rows = rows.mutate(
        visit_up_to_date=(rows.last_seen >= seen_since).fill_null(False),
        more_than_20_working_days=(rows.in_care > FIRST_CARE_REVIEW).fill_null(False),
        two_and_a_half_years=months_later(rows.period_start, 30) <= day,
        is_settled=kind.isin(FOR_ADOPTION) | placed_for(24),
        in_foster_care=kind.startswith("U"),
        with_own_foster_carer=kind.startswith("U") & (rows.placement_provider.coalesce("") == OWN_PROVISION),
        over_20_miles=(rows.placement_distance > FAR).fill_null(False),
        in_unregistered=kind.isin(UNREGISTERED),
        had_a_year=months_later(rows.period_start, 12) <= day,
        convicted_in_year=(rows.last_convicted > months_later(day, -12)).fill_null(False),
        location=location_of(rows.placement_postcode, t.settings.authority.own_postcodes),
    )
    hidden = ("last_seen", "last_convicted", "in_care", "placed_since", "placements", "period_start", "sector",
              "placement_postcode", "placement_distance", "placement_urn", "primary_need", "urn")  # fmt: skip
    return with_provider(t, rows).drop(hidden)


def permanence_plans(t: SourceTables) -> ir.Table:
    """Care plans that name a way to permanence, as spells."""
    return t.cla_care_plan.filter(
        _.cla_care_plan_start_date.notnull(), has_flag(_.cla_care_plan_json, PERMANENCE)
    ).select(
        _la="la_code",
        _person="person_id",
        _since="cla_care_plan_start_date",
        _until=_.cla_care_plan_end_date.coalesce(ibis.date(FOREVER)),
    )


def _with_plan(t: SourceTables, rows: ir.Table, day: str = "day") -> ir.Table:
    """`rows` with whether a permanence plan was in force on the day."""
    plans = permanence_plans(t)
    found = rows.inner_join(
        plans,
        [
            rows.la_code == plans._la,
            rows.person_id == plans._person,
            plans._since <= rows[day],
            plans._until > rows[day],
        ],
    )
    found = found.select(_la="la_code", _person="person_id", _day=day).distinct().mutate(has_permanence_plan=True)
    joined = rows.left_join(
        found, [rows.la_code == found._la, rows.person_id == found._person, rows[day] == found._day]
    )
    return joined.select(*rows.columns, has_permanence_plan=joined.has_permanence_plan.fill_null(False))


@event(
    grain="the second review of one period of care, by its day",
    needs=(CLA_EPISODES,),
    flags=("has_permanence_plan",),
)
def second_reviews(t: SourceTables) -> ir.Table:
    """`has_permanence_plan`: one was in force on the day of the review."""
    in_order = ibis.window(group_by=["la_code", "person_id", "period_id"], order_by="since")
    rows = care_reviews_held(t).mutate(number=ibis.row_number().over(in_order)).filter(_.number == 1)
    rows = rows.select("la_code", "person_id", record_id="period_id", date="since")
    return with_allocation(t, _with_plan(t, rows, "date"), "date")


@snapshot(grain="one child under a deprivation of liberty order on a day", needs=(DOLO,))
def liberty_orders_open(t: SourceTables) -> ir.Table:
    """A child under two orders is one child."""
    orders = t.dolo.filter(_.start_date.notnull()).select(
        "la_code", "person_id", "start_date", end_date=_.end_date.coalesce(ibis.date(FOREVER)), record_id="dolo_id"
    )
    rows = open_on(orders, t.snapshot_days).group_by("la_code", "person_id", "day").agg(record_id=_.record_id.max())
    return with_allocation(t, rows, "day")
