"""Adoption: how long children wait (workbook 39)."""

from ibis import _

from sightline.measures.model import DAYS, PERCENT, YEAR_WINDOWS, Measure, Polarity, Subject
from sightline.measures.subjects.permanence import (
    adopted,
    adopted_in_three_years,
    placed_for_adoption,
    placed_in_three_years,
)
from sightline.measures.windows import Window

SOURCE = "DfE adoption scorecard"
BANDS = "looked_after"
THREE_YEARS = " in the three years up to the date"
IN_PERIOD = " in the period"
SNAPSHOTS = (Window.SNAPSHOT, Window.FINANCIAL_YEAR)
EVERY_FLOW = (*YEAR_WINDOWS, Window.QUARTER, Window.MONTH)


def _days(measure_id: str, title: str, what: str, subject: Subject, when: str, days: str, known: str) -> Measure:
    condition = _[known]
    return Measure(
        measure_id,
        title=title,
        definition=f"Mean days {what}, of the children adopted{when} for whom both days are recorded.",
        numerator=subject.amount(days, condition),
        denominator=subject.where(condition),
        unit=DAYS,
        polarity=Polarity.LOW,
        bands=BANDS,
        windows=SNAPSHOTS if subject.kind.value == "snapshot" else EVERY_FLOW,
        looks_back_months=36 if subject.kind.value == "snapshot" else 0,
        source=SOURCE,
        also_known_as=("Workbook 39", "Self-evaluation 2.14") if days == "days_to_placement" else ("Workbook 39",),
        why_it_matters="Time that a small child waits does not come back.",
    )


def _under_14_months(measure_id: str, title: str, subject: Subject, when: str) -> Measure:
    condition = _.has_both_days
    return Measure(
        measure_id,
        title=title,
        definition="Children who moved in with their adoptive family less than 14 months after entering care, as a "
        f"percentage of the children placed for adoption{when}.",
        numerator=subject.where(condition & _.under_14_months),
        denominator=subject.where(condition),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        bands=BANDS,
        windows=SNAPSHOTS if subject.kind.value == "snapshot" else EVERY_FLOW,
        looks_back_months=36 if subject.kind.value == "snapshot" else 0,
        source=SOURCE,
        also_known_as=("Workbook 39", "February 2018 section 6"),
    )


TO_FAMILY = "from entering care to moving in with the adoptive family"
TO_MATCH = "from the placement order to the match with adopters"

MEASURES = [
    _days(
        "adoption_entry_to_placement_days", "Days from entering care to the adoptive family", TO_FAMILY,
        adopted, IN_PERIOD, "days_to_placement", "has_both_days",
    ),
    _days(
        "adoption_entry_to_placement_3yr_days", "Days from entering care to the adoptive family, three years",
        TO_FAMILY, adopted_in_three_years, THREE_YEARS, "days_to_placement", "has_both_days",
    ),
    _days(
        "adoption_order_to_match_days", "Days from the placement order to a match", TO_MATCH,
        adopted, IN_PERIOD, "days_to_match", "has_order_and_match",
    ),
    _days(
        "adoption_order_to_match_3yr_days", "Days from the placement order to a match, three years", TO_MATCH,
        adopted_in_three_years, THREE_YEARS, "days_to_match", "has_order_and_match",
    ),
    _under_14_months(
        "adoption_under_14_months_pct", "Placed for adoption within 14 months", placed_for_adoption, IN_PERIOD
    ),
    _under_14_months(
        "adoption_under_14_months_3yr_pct", "Placed for adoption within 14 months, three years", placed_in_three_years,
        THREE_YEARS,
    ),
]  # fmt: skip
