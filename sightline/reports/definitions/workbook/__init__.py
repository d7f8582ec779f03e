"""
The monthly performance workbook: items 1 to 48, in the order in which they are printed.

One module per section, each item a declaration in the order it prints; the fifth section is continued in two more.
"""

from dataclasses import replace

from sightline.reports.declare import ReportSpec
from sightline.reports.definitions.workbook import (
    case_allocation,
    child_protection,
    children_in_need,
    front_door,
    health_and_leaving_care,
    looked_after,
    population,
    providers_and_adoption,
    reviewing_unit,
    youth_justice,
)

LOOKED_AFTER = replace(
    looked_after.SECTION,
    items=looked_after.SECTION.items + health_and_leaving_care.ITEMS + providers_and_adoption.ITEMS,
)

WORKBOOK = ReportSpec(
    name="workbook",
    title="Children’s Social Work Performance Workbook",
    subtitle="Report of {month}",
    sections=(
        population.SECTION,
        front_door.SECTION,
        children_in_need.SECTION,
        child_protection.SECTION,
        LOOKED_AFTER,
        case_allocation.SECTION,
        reviewing_unit.SECTION,
        youth_justice.SECTION,
    ),
)
