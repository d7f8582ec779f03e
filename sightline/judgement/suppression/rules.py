"""Which rule holds for which measure: its threshold, whether it is exempt, whether it is of a sensitive attribute."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sightline.dataset.tables.observations import OUR_AREA
from sightline.judgement.suppression.single import THRESHOLD
from sightline.measures.model import FTE, POUNDS, Count, Measure, What
from sightline.measures.observed import Observed

# What it would wrong a child to have said of them: abuse category, health, exploitation, immigration.
SENSITIVE_BREAKDOWNS = frozenset({"category_of_abuse", "primary_need", "disability", "uasc"})
SENSITIVE_WORDS = ("abuse", "health", "dental", "immunis", "sdq", "strengths", "substance", "exploit", "asylum")
# Cuts of counts of staff.
STAFF_BREAKDOWNS = frozenset({"post", "agency", "staff_group", "role"})


@dataclass(frozen=True)
class Rules:
    """
    The rules in force. `threshold`: counts from 1 to it are hidden; `of_measure`: a measure's own, 0 for none.

    A source's own rule is a measure's own: hospital admissions come with 1 to 7 hidden, and are never improved on.
    """

    threshold: int = THRESHOLD
    of_measure: Mapping[str, int] = field(default_factory=dict)

    def threshold_of(self, measure: Measure) -> int:
        return self.of_measure.get(measure.id, self.threshold)


def counts_people_in_need(measure: Measure, count: Count) -> bool:
    """Whether small numbers of a count say something of a child; posts, residents and money do not."""
    if isinstance(count, Observed):
        is_staff = bool(STAFF_BREAKDOWNS & set(count.members))
        return measure.unit not in (FTE, POUNDS) and not is_staff
    return count.subject.about_children


def is_small_by_its_own(count: Count) -> bool:
    """Whether the number counts children or events; an amount (days, hours) is small with what it is divided by."""
    return count.what is not What.AMOUNT


def is_of_others(members: tuple[tuple[str, str], ...]) -> bool:
    """Whether a figure is another area's, which its publisher has protected."""
    return any(name == "area" and member != OUR_AREA for name, member in members)


def is_sensitive(measure: Measure, members: tuple[tuple[str, str], ...]) -> bool:
    """Whether the figure is of an attribute that none or all of a small group may not be said to have."""
    words = f"{measure.id} {measure.title}".casefold()
    return bool(SENSITIVE_BREAKDOWNS & {name for name, _member in members}) or any(
        word in words for word in SENSITIVE_WORDS
    )
