"""The adoption scorecard as the department publishes it: averages of three years, with our own cases not in reach."""

from sightline.measures.model import DAYS, PERCENT, Measure, Polarity
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

SOURCE = "Department for Education, adoption scorecards"
THREE_YEARS = "The financial year is the last of three."

MEASURES = [
    Measure(
        "adoption_scorecard_entry_to_placement_days",
        title="Days from entering care to moving in with the adopters, adoption scorecard",
        definition="The published mean days from entering care to moving in with the adoptive family, of children "
        "adopted in three years.",
        numerator=observed("days from entering care", over="children adopted", every=Every.FINANCIAL_YEAR),
        unit=DAYS,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 39", "A1"),
        note=THREE_YEARS,
    ),
    Measure(
        "adoption_scorecard_authority_to_match_days",
        title="Days from the court's authority to the match, adoption scorecard",
        definition="The published mean days from the court's authority to place to the match with a family, of "
        "children adopted in three years.",
        numerator=observed("days from authority to match", over="children adopted", every=Every.FINANCIAL_YEAR),
        unit=DAYS,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 39", "A2"),
        note=THREE_YEARS,
    ),
    Measure(
        "adoption_scorecard_under_14_months_pct",
        title="Children who wait less than 14 months for adoption, adoption scorecard",
        definition="Children who wait or waited less than 14 months from entering care to moving in with the adoptive "
        "family, as the published percentage of three years.",
        numerator=observed("children who waited less than 14 months", over="children who wait or were placed",
                           every=Every.FINANCIAL_YEAR),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        source=SOURCE,
        also_known_as=("Workbook 39", "A3"),
        note=THREE_YEARS,
    ),
]  # fmt: skip
