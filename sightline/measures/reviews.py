"""
Reviews against their statutory timescales: where a plan or a period of care stood after each review.

Conferences: the first review within three months of the start of the plan, then every six months (Working Together).
Looked after: within 20 working days of the start, three months later, then every six (Care Planning Regulations 2010).
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.measures.expressions import months_later
from sightline.measures.latest import with_latest
from sightline.measures.source_tables import SourceTables

BETWEEN_REVIEWS = 6  # months
FIRST_CONFERENCE_REVIEW = 3  # months after the start of the plan
FIRST_CARE_REVIEW = 20  # working days after the start of the period
SECOND_CARE_REVIEW = 3  # months after the first
YEAR = 12


def _standing(begun: ir.Table, held: ir.Table, key: list[str], second: int) -> ir.Table:
    """
    One row per start and per review held: `since`, `next_due`, `last_late` (the day of the latest late review so far).

    `begun` has `since` and `next_due`; `held` has `since`; the second review is due `second` months after the first.
    """
    numbered = held.mutate(number=ibis.row_number().over(ibis.window(group_by=key, order_by="since")))
    next_due = ibis.ifelse(
        numbered.number == 0, months_later(numbered.since, second), months_later(numbered.since, BETWEEN_REVIEWS)
    )
    rows = begun.select(*key, "since", "next_due").union(numbered.select(*key, "since", next_due=next_due))
    in_order = {"group_by": key, "order_by": "since"}
    rows = rows.mutate(was_due=_.next_due.lag().over(ibis.window(**in_order)))
    rows = rows.mutate(late=ibis.ifelse(_.since > _.was_due, _.since, ibis.null("date")))
    return rows.mutate(last_late=_.late.max().over(ibis.cumulative_window(**in_order))).drop("was_due", "late")


def conference_reviews(t: SourceTables) -> ir.Table:
    """Where each plan stood after its start and after each review conference: by `la_code` and `record_id`."""
    key = ["la_code", "record_id"]
    plans = t.cp_plans.filter(_.cp_plan_start_date.notnull()).select(
        "la_code", record_id="cp_plan_id", since="cp_plan_start_date"
    )
    plans = plans.mutate(next_due=months_later(_.since, FIRST_CONFERENCE_REVIEW))
    held = t.cp_reviews.filter(_.cp_review_date.notnull()).select(
        "la_code", record_id="cp_plan_id", held="cp_review_date"
    )
    starts = plans.select("la_code", "record_id", begun="since")
    held = held.distinct().inner_join(starts, key).filter(_.held > _.begun).select(*key, since="held")
    return _standing(plans, held, key, BETWEEN_REVIEWS)


def care_reviews_held(t: SourceTables) -> ir.Table:
    """Looked-after reviews held (not cancelled), once a day, with the period of care they fell in: `since`."""
    periods = t.cla_periods.select("la_code", "person_id", "period_id", begun="start_date", ended="end_date")
    of_period = periods.select("la_code", cla_id="period_id", _child="person_id").distinct()
    reviews = t.cla_reviews.filter(_.cla_review_date.notnull(), _.cla_review_cancelled.coalesce("N") != "Y")
    named = reviews.filter(_.cla_person_id.notnull()).select(
        "la_code", person_id="cla_person_id", since="cla_review_date"
    )
    unnamed = reviews.filter(_.cla_person_id.isnull()).inner_join(of_period, ["la_code", "cla_id"])
    unnamed = unnamed.select("la_code", person_id="_child", since="cla_review_date")
    held = named.union(unnamed).distinct().inner_join(periods, ["la_code", "person_id"])
    held = held.filter(_.since > _.begun, _.since <= _.ended)
    return held.select("la_code", "person_id", "period_id", "since")


def care_reviews(t: SourceTables) -> ir.Table:
    """Where each period of care stood after its start and after each review: by child and `period_id`."""
    key = ["la_code", "person_id", "period_id"]
    periods = t.cla_periods.select(*key, since="start_date")
    first = t.working_days.select(_first="day", _number="number").view()
    # The days off after the twentieth working day carry its running number and are still in time.
    last = t.working_days.view().group_by(_from_number=_.number - FIRST_CARE_REVIEW).agg(next_due=_.day.max())
    begun = periods.left_join(first, periods.since == first._first)
    begun = begun.left_join(last, first._number == last._from_number).select(*key, "since", "next_due")
    return _standing(begun, care_reviews_held(t), key, SECOND_CARE_REVIEW)


def with_reviews_on_time(rows: ir.Table, standing: ir.Table, by: tuple[str, ...]) -> ir.Table:
    """
    `rows` (one per `by` and day) with `reviews_on_time`: no review of the twelve months before the day was held late
    and none is overdue on the day.
    """
    rows = with_latest(rows, standing, "since", "reviewed", "next_due", "last_late", by=by)
    late_this_year = (rows.last_late > months_later(rows.day, -YEAR)).fill_null(False)
    overdue = (rows.next_due < rows.day).fill_null(False)
    return rows.mutate(reviews_on_time=~late_this_year & ~overdue).drop("reviewed", "next_due", "last_late")
