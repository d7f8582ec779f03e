"""
The catalogue: every measure, one module per page of the workbook, in the order in which they are shown.

To add a measure, add one entry to one of these modules and one spec test.
"""

from sightline.errors import BadDeclaration, BadUsage, did_you_mean
from sightline.measures.catalogue import (
    assessments,
    caseload,
    child_protection,
    children_in_need,
    conferences,
    enquiries,
    front_door,
    health,
    looked_after,
    population,
    referrals,
    youth_justice,
)
from sightline.measures.model import Measure

SECTIONS = {
    "Population": population,
    "Front door": front_door,
    "Referrals": referrals,
    "Children in need": children_in_need,
    "Assessments": assessments,
    "Strategy discussions and section 47 enquiries": enquiries,
    "Conferences": conferences,
    "Child protection plans": child_protection,
    "Children looked after": looked_after,
    "Health of children looked after": health,
    "Caseloads": caseload,
    "Youth justice": youth_justice,
}

CATALOGUE: dict[str, Measure] = {}
for module in SECTIONS.values():
    for measure in module.MEASURES:
        if measure.id in CATALOGUE:
            raise BadDeclaration(f"Measure '{measure.id}' is declared twice.")
        CATALOGUE[measure.id] = measure


def measure_called(measure_id: str) -> Measure:
    """The measure with this id. Errors: BadUsage with the nearest id."""
    try:
        return CATALOGUE[measure_id]
    except KeyError:
        raise BadUsage(
            f"There is no measure '{measure_id}'.{did_you_mean(measure_id, CATALOGUE)} "
            "'sightline query --list' prints them all."
        )
