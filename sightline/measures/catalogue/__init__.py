"""
The catalogue: every measure, one module per page of the workbook, in the order in which they are shown.

To add a measure, add one entry to one of these modules and one spec test.
"""

from sightline.errors import BadDeclaration, BadUsage, did_you_mean
from sightline.measures.catalogue import (
    adoption,
    adoption_scorecard,
    assessments,
    care_leavers,
    care_leavers_published,
    caseload,
    child_protection,
    children_in_need,
    conferences,
    early_help,
    education,
    enquiries,
    establishment,
    front_door,
    front_door_hub,
    health,
    lado,
    looked_after,
    looked_after_progress,
    population,
    population_context,
    providers,
    referrals,
    review_monitoring,
    reviewing_unit,
    sen,
    workforce,
    youth_justice,
)
from sightline.measures.model import Measure

SECTIONS = {
    "Population": population,
    "Population context": population_context,
    "Front door": front_door,
    "Front door hub": front_door_hub,
    "Early help": early_help,
    "Referrals": referrals,
    "Children in need": children_in_need,
    "Assessments": assessments,
    "Strategy discussions and section 47 enquiries": enquiries,
    "Conferences": conferences,
    "Child protection plans": child_protection,
    "Children looked after": looked_after,
    "Placements, reviews and safety of children looked after": looked_after_progress,
    "Placements by provider and grade": providers,
    "Adoption": adoption,
    "Health of children looked after": health,
    "Care leavers": care_leavers,
    "Review monitoring": review_monitoring,
    "Published tables of care leavers": care_leavers_published,
    "Adoption scorecard": adoption_scorecard,
    "Caseloads": caseload,
    "Workforce census": workforce,
    "Workforce establishment": establishment,
    "Reviewing unit, escalations and advocacy": reviewing_unit,
    "Allegations against people who work with children": lado,
    "Youth justice": youth_justice,
    "Education": education,
    "Special educational needs": sen,
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
