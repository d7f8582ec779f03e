"""Adoption: how long children waited from entering care to moving in, and from the court's order to a match."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.leaving_care import PERMANENCE
from sightline.dataset.tables.looked_after import CLA_EPISODES
from sightline.measures.expressions import months_later, with_allocation
from sightline.measures.model import event, snapshot
from sightline.measures.source_tables import SourceTables

UNDER_14_MONTHS = 14
THREE_YEARS = 36
FACTS = {
    "needs": (PERMANENCE, CLA_EPISODES),
    "flags": ("has_both_days", "under_14_months", "has_order_and_match"),
    "amounts": ("days_to_placement", "days_to_match"),
}


def _journeys(t: SourceTables) -> ir.Table:
    """
    Children placed for adoption, with the start of the period of care in which they were.

    `days_to_placement` from entering care to moving in (0 where either day is not known: see `has_both_days`),
    `days_to_match` from the placement order to the match, `adopted` the day of the adoption order.
    """
    rows = t.permanence.filter(_.placed_for_adoption_date.notnull()).select(
        "la_code",
        "person_id",
        record_id="table_id",
        placed="placed_for_adoption_date",
        ordered="placement_order_date",
        matched="matched_date",
        adopted=ibis.ifelse(_.permanence_order_type == "ADOPTION", _.permanence_order_date, ibis.null("date")),
    )
    periods = t.cla_periods.select("start_date", "end_date", _la="la_code", _person="person_id")
    within = rows.inner_join(
        periods,
        [rows.la_code == periods._la, rows.person_id == periods._person, periods.start_date <= rows.placed,
         periods.end_date >= rows.placed],
    )  # fmt: skip
    entered = within.group_by("la_code", "record_id").agg(entered=_.start_date.max())
    rows = rows.left_join(entered, ["la_code", "record_id"]).select(*rows.columns, "entered")
    waited = rows.placed.delta(rows.entered, unit="day")
    to_match = rows.matched.delta(rows.ordered, unit="day")
    return rows.mutate(
        has_both_days=rows.entered.notnull(),
        under_14_months=(rows.placed < months_later(rows.entered, UNDER_14_MONTHS)).fill_null(False),
        has_order_and_match=(to_match >= 0).fill_null(False),
        days_to_placement=waited.coalesce(0).cast("int64"),
        days_to_match=ibis.ifelse((to_match >= 0).fill_null(False), to_match, 0).cast("int64"),
    ).drop("ordered", "matched", "entered")


def _by(t: SourceTables, day: str) -> ir.Table:
    rows = _journeys(t).filter(_[day].notnull(), _[day] <= ibis.date(t.as_at))
    return rows.mutate(date=rows[day]).drop("placed", "adopted")


def _in_three_years(t: SourceTables, day: str) -> ir.Table:
    """What happened in the three years up to each snapshot day."""
    rows, days = _by(t, day), t.snapshot_days.select("day")
    joined = days.inner_join(rows, rows.date <= days.day)
    return joined.filter(_.date > months_later(_.day, -THREE_YEARS)).drop("date")


@event(grain="one child placed for adoption, by the day of moving in", **FACTS)
def placed_for_adoption(t: SourceTables) -> ir.Table:
    return with_allocation(t, _by(t, "placed"), "date")


@event(grain="one child adopted, by the day of the adoption order", **FACTS)
def adopted(t: SourceTables) -> ir.Table:
    return with_allocation(t, _by(t, "adopted"), "date", day_before=True)


@snapshot(grain="one child placed for adoption in the three years up to a day", **FACTS)
def placed_in_three_years(t: SourceTables) -> ir.Table:
    return _in_three_years(t, "placed")


@snapshot(grain="one child adopted in the three years up to a day", **FACTS)
def adopted_in_three_years(t: SourceTables) -> ir.Table:
    return _in_three_years(t, "adopted")
