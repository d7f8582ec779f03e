"""
The things that are counted, one builder each, in the order of a child's journey.

`ALL` maps the names to the subjects; a new subject is a decorated function in one of these modules.
"""

from sightline.measures.model import Subject
from sightline.measures.subjects import (
    assessments,
    caseload,
    child_protection,
    children_in_need,
    conferences,
    enquiries,
    front_door,
    health,
    looked_after,
    referrals,
    residents,
)

MODULES = (
    residents,
    front_door,
    referrals,
    children_in_need,
    assessments,
    enquiries,
    conferences,
    child_protection,
    looked_after,
    health,
    caseload,
)

ALL: dict[str, Subject] = {
    subject.name: subject for module in MODULES for subject in vars(module).values() if isinstance(subject, Subject)
}
