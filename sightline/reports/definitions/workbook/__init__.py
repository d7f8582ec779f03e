"""
The monthly performance workbook: items 1 to 32 and 40 to 42, in the order in which they are printed.

One module per section, each item a declaration in the order it prints. Items 33 to 39 (health, care leavers,
placements by grade, adoption) come with their measures.
"""

from sightline.reports.declare import ReportSpec
from sightline.reports.definitions.workbook import (
    case_allocation,
    child_protection,
    children_in_need,
    front_door,
    looked_after,
    population,
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
        looked_after.SECTION,
        case_allocation.SECTION,
    ),
)
