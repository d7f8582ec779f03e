"""Residents by age: the first page of the workbook."""

from ibis import _

from sightline.measures.model import COUNT, Measure, Polarity
from sightline.measures.subjects.residents import residents
from sightline.measures.views import OWN_AREA
from sightline.measures.windows import Window


def _residents(measure_id: str, youngest: int, oldest: int) -> Measure:
    ages = f"aged {youngest}" if youngest == oldest else f"aged {youngest} to {oldest}"
    return Measure(
        measure_id,
        title=f"Residents {ages}",
        definition=f"Residents of the authority {ages}, from the mid-year estimate in force for the month.",
        numerator=residents.amount("residents", (_.area == OWN_AREA) & _.age.between(youngest, oldest)),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        windows=(Window.SNAPSHOT, Window.MONTH),
        breakdowns=("authority",),
        source="ONS mid-year population estimates",
        also_known_as=("Workbook 1",),
        why_it_matters="The base of every rate, and the first reason why two authorities differ.",
    )


MEASURES = [
    _residents("population_0_17", 0, 17),
    _residents("population_0_25", 0, 25),
    _residents("population_age_0", 0, 0),
    _residents("population_age_1_4", 1, 4),
    _residents("population_age_5_9", 5, 9),
    _residents("population_age_10_15", 10, 15),
    _residents("population_age_16_17", 16, 17),
    _residents("population_age_18_25", 18, 25),
]
