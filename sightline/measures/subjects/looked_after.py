"""Children looked after on a day, and those who started or ceased to be."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.looked_after import CLA_EPISODES
from sightline.measures.expressions import code_of, months_later, with_allocation
from sightline.measures.model import event, snapshot
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import FOREVER, open_on

VISIT_DAYS = 42
TIME_IN_CARE = (
    "Under 6 weeks",
    "6 weeks to under 6 months",
    "6 months to under 1 year",
    "1 year to under 2 years",
    "2 years to under 4 years",
    "4 years and over",
)
MANY_PLACEMENTS = 10
# Why care ended, in the groups that are charted; every other reason, and none, is 'Other'.
REASONS_TO_LEAVE = {
    "Adopted": ("E11", "E12"),
    "Special guardianship or child arrangements order": ("E41", "E43", "E44", "E45", "E46", "E47", "E48"),
    "Returned home to parents or relatives": ("E4A", "E4B", "E13"),
    "Independent or supported living, staying put included": ("E5", "E6", "E17"),
}
WHY_ENDED = {code: why for why, codes in REASONS_TO_LEAVE.items() for code in codes}
OTHER_REASON = "Other"


@snapshot(
    grain="one child looked after on a day",
    needs=(CLA_EPISODES,),
    dimensions=("legal_status", "placement_type", "time_band", "placements", "placements_in_year"),
    flags=("visited_in_six_weeks", "three_moves_since_april", "three_placements_in_year"),
)
def children_looked_after(t: SourceTables) -> ir.Table:
    """
    Short breaks are not looked after. `placements`: since the period of care began, temporary ones aside.

    `visited_in_six_weeks`: a visit with the child seen (or, where that is not recorded, a visit) 42 days or fewer
    before. `three_moves_since_april`: three or more placement moves since 1 April. `placements_in_year`: placements
    in the twelve months up to the day, the one the child was in at their start included.
    """
    rows = open_on(t.cla_timeline, t.snapshot_days)
    rows = _with_visits(t, rows)
    rows = rows.mutate(
        april=ibis.date(_.day.year() - ibis.ifelse(_.day.month() < 4, 1, 0), 4, 1),
        # A child who moved on the same day a year ago was in the new placement when the twelve months began.
        after_year_ago=(_.day - ibis.interval(years=1) + ibis.interval(days=1)).cast("date"),
    )
    rows = _with_placements_before(t, rows, "april", "before_april")
    rows = _with_placements_before(t, rows, "after_year_ago", "before_year")
    counted = _.placements.coalesce(0)
    return (
        rows.mutate(
            # The placement that begins a period of care is not a move.
            three_moves_since_april=counted - _.before_april.coalesce(1) >= 3,
            in_year=(counted - _.before_year.coalesce(1) + 1).cast("int32"),
            time_band=_time_in_care(_.period_start, _.day),
        )
        .mutate(
            three_placements_in_year=_.in_year >= 3,
            placements_in_year=ibis.ifelse(_.in_year >= 3, "3 or more", ibis.greatest(_.in_year, 1).cast("string")),
            placements=code_of(
                (_.placements.isnull(), "None recorded"),
                (_.placements >= MANY_PLACEMENTS, f"{MANY_PLACEMENTS} or more"),
                otherwise=_.placements.cast("string"),
            ),
        )
        .drop(
            "april",
            "after_year_ago",
            "before_april",
            "before_year",
            "in_year",
            "placed_since",
            "placement_postcode",
            "placement_distance",
            "placement_urn",
        )
    )


def _with_visits(t: SourceTables, rows: ir.Table) -> ir.Table:
    days = t.snapshot_days.select("day")
    visits = t.cla_visits.filter(_.cla_visit_seen.coalesce("Y") == "Y", _.cla_visit_date.notnull()).select(
        "la_code", "person_id", visited="cla_visit_date"
    )
    recent = days.inner_join(
        visits,
        [visits.visited <= days.day, visits.visited >= (days.day - ibis.interval(days=VISIT_DAYS)).cast("date")],
    )
    recent = recent.select("la_code", "person_id", "day").distinct().mutate(visited_in_six_weeks=True)
    rows = rows.left_join(recent, ["la_code", "person_id", "day"])
    rows = rows.drop("la_code_right", "person_id_right", "day_right")
    return rows.mutate(visited_in_six_weeks=_.visited_in_six_weeks.fill_null(False))


def _with_placements_before(t: SourceTables, rows: ir.Table, day: str, name: str) -> ir.Table:
    """How many placements the same period of care had had the day before `day`; null where it had not begun."""
    before = t.counted_placements.select(
        "la_code", "person_id", "period_id", "start_date", "end_date", _number="number"
    ).view()
    joined = rows.left_join(
        before,
        [
            rows.la_code == before.la_code,
            rows.person_id == before.person_id,
            rows.period_id == before.period_id,
            before.start_date < rows[day],
            before.end_date >= rows[day],
        ],
    )
    return joined.select(*rows.columns, **{name: "_number"})


def _time_in_care(start: ir.DateValue, day: ir.DateValue) -> ir.StringValue:
    return code_of(
        ((start + ibis.interval(days=VISIT_DAYS)).cast("date") > day, TIME_IN_CARE[0]),
        *[
            (months_later(start, months) > day, band)
            for months, band in zip((6, 12, 24, 48), TIME_IN_CARE[1:], strict=False)
        ],
        otherwise=TIME_IN_CARE[-1],
    )


def periods_looked_after(t: SourceTables) -> ir.Table:
    """Periods of care that were not short breaks throughout."""
    looked_after = t.cla_timeline.select("la_code", "period_id").distinct()
    return t.cla_periods.semi_join(looked_after, ["la_code", "period_id"])


@event(grain="one period of care, by its start", needs=(CLA_EPISODES,), dimensions=("primary_need",))
def cla_started(t: SourceTables) -> ir.Table:
    events = periods_looked_after(t).select(
        "la_code", "person_id", "primary_need", record_id="period_id", date="start_date"
    )
    return with_allocation(t, events, "date")


@event(grain="one period of care, by its end", needs=(CLA_EPISODES,), dimensions=("end_reason", "why_ended"))
def cla_ended(t: SourceTables) -> ir.Table:
    ended = periods_looked_after(t).filter(_.end_date < ibis.date(FOREVER))
    events = ended.select(
        "la_code",
        "person_id",
        "end_reason",
        record_id="period_id",
        date="end_date",
        why_ended=ended.end_reason.cases(*WHY_ENDED.items(), else_=OTHER_REASON),
    )
    return with_allocation(t, events, "date", day_before=True)
