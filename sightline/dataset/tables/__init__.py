"""The canonical tables: the Standard Safeguarding Dataset 1.4.5 and our extensions to it."""

from sightline.dataset.schema import Table
from sightline.dataset.tables import (
    calendar,
    child_protection,
    children_in_need,
    finance,
    front_door,
    leaving_care,
    legal,
    looked_after,
    observations,
    people,
    population,
    providers,
    quality_assurance,
    send,
    workforce,
)

GROUPS = {
    "People": people,
    "Front door": front_door,
    "Children in need": children_in_need,
    "Child protection": child_protection,
    "Looked after": looked_after,
    "Leaving care": leaving_care,
    "Workforce": workforce,
    "Legal": legal,
    "Finance": finance,
    "SEND": send,
    "Calendar": calendar,
    "Providers": providers,
    "Population": population,
    "Quality assurance": quality_assurance,
    "Observations": observations,
}

ALL: dict[str, Table] = {
    table.stored_name: table
    for module in GROUPS.values()
    for table in vars(module).values()
    if isinstance(table, Table)
}

# Spellings of table and column names that differ between the written specification and deployments.
TABLE_ALIASES = {"ssd_cla_placements": "ssd_cla_placement"}
COLUMN_ALIASES = {"pers_common_child_id": "pers_single_unique_id"}
