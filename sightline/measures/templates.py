"""Templates of aggregate files: a topic's observed measures as rows to fill in."""

from collections.abc import Iterator
from datetime import date
from types import ModuleType

from sightline.errors import BadUsage, did_you_mean
from sightline.measures.catalogue import (
    adoption_scorecard,
    care_leavers_published,
    early_help,
    education,
    establishment,
    front_door_hub,
    lado,
    population_context,
    reviewing_unit,
    sen,
    youth_justice,
)
from sightline.measures.model import Measure
from sightline.measures.observed import Observed
from sightline.measures.observed_periods import latest_ended

# The columns of an aggregate file, as `sightline load` reads them.
COLUMNS = ("measure", "period", "area", "unit", "breakdown", "member", "numerator", "denominator", "value", "status",
           "source", "extracted_on")  # fmt: skip
TOPICS: dict[str, ModuleType] = {
    "population-context": population_context,
    "front-door-hub": front_door_hub,
    "early-help": early_help,
    "care-leavers-published": care_leavers_published,
    "adoption-scorecard": adoption_scorecard,
    "workforce-establishment": establishment,
    "advocacy-and-escalations": reviewing_unit,
    "lado": lado,
    "youth-justice": youth_justice,
    "education": education,
    "sen": sen,
}


def measures_of(topic: str) -> list[Measure]:
    """The observed measures of a topic. Errors: BadUsage with the nearest topic."""
    if topic not in TOPICS:
        raise BadUsage(
            f"There is no template '{topic}'.{did_you_mean(topic, TOPICS)} The templates are: {', '.join(TOPICS)}."
        )
    return [measure for measure in TOPICS[topic].MEASURES if measure.is_observed]


def template_rows(topic: str, by: date) -> list[dict[str, str]]:
    """
    The rows to fill in: one a measure and member, of the latest period that had ended by a day.

    Rows left without a figure are passed over when the file is loaded.
    """
    return [
        {
            **dict.fromkeys(COLUMNS, ""),
            "measure": measure.id,
            "period": period,
            "breakdown": breakdown,
            "member": member,
        }
        for measure in measures_of(topic)
        for period, breakdown, member in _rows(measure, by)
    ]


def _rows(measure: Measure, by: date) -> Iterator[tuple[str, str, str]]:
    declared = measure.numerator
    assert isinstance(declared, Observed)
    period = latest_ended(declared.every[0], by).label
    if not measure.default_by:
        yield period, "", ""
    for breakdown, members in declared.members.items():
        for member in members:
            yield period, breakdown, member
