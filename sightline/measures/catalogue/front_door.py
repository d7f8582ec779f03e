"""Enquiries at the front door and how many of them social work takes on."""

from ibis import _

from sightline.measures.model import CHILD_BREAKDOWNS, COUNT, PERCENT, Measure, Polarity
from sightline.measures.subjects.front_door import contacts

FORWARDED = contacts.where(_.became_referral)
# A contact has no team in the SSD.
BREAKDOWNS = ("authority", *CHILD_BREAKDOWNS)

MEASURES = [
    Measure(
        "mash_enquiries",
        title="Enquiries received at the front door",
        definition="Contacts with a concern about a child, before any decision on threshold, one for each child.",
        numerator=contacts.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        breakdowns=BREAKDOWNS,
        source="Performance workbook, enquiries",
        also_known_as=("Workbook 4", "Contacts"),
        why_it_matters="Demand at the front door drives everything behind it.",
    ),
    Measure(
        "mash_enquiries_forwarded",
        title="Enquiries passed to social work",
        definition="Enquiries whose outcome was a new referral to social work.",
        numerator=FORWARDED,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        breakdowns=BREAKDOWNS,
        source="Performance workbook, enquiries",
        also_known_as=("Workbook 4",),
        note="Counted at the front door; it is not the number of referrals, which the case system counts.",
    ),
    Measure(
        "mash_forwarded_pct",
        title="Share of enquiries passed to social work",
        definition="Enquiries passed to social work, as a percentage of all enquiries.",
        numerator=FORWARDED,
        denominator=contacts.rows,
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        breakdowns=BREAKDOWNS,
        source="Performance workbook, enquiries",
        also_known_as=("Workbook 4", "Conversion rate"),
        why_it_matters="A low share says that partners and the front door see thresholds differently.",
    ),
]
