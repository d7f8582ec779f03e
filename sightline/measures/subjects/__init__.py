"""
The things that are counted, one builder each, in the order of a child's journey.

`ALL` maps the names to the subjects; a new subject is a decorated function in one of these modules.
"""

from sightline.measures.model import Subject
from sightline.measures.subjects import (
    assessments,
    calendar_months,
    care_leavers,
    caseload,
    child_protection,
    children_in_need,
    conferences,
    enquiries,
    front_door,
    health,
    in_need_planned,
    looked_after,
    looked_after_progress,
    missing,
    permanence,
    protection_reviews,
    providers,
    referrals,
    residents,
    review_monitoring,
    workforce,
)

MODULES = (
    residents,
    front_door,
    referrals,
    calendar_months,
    children_in_need,
    in_need_planned,
    assessments,
    enquiries,
    conferences,
    child_protection,
    protection_reviews,
    looked_after,
    looked_after_progress,
    missing,
    permanence,
    providers,
    health,
    care_leavers,
    review_monitoring,
    caseload,
    workforce,
)

ALL: dict[str, Subject] = {
    subject.name: subject for module in MODULES for subject in vars(module).values() if isinstance(subject, Subject)
}
