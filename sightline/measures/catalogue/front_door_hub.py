"""The hub's own counts of contacts, which are kept outside the case system: an average week, and what came of it."""

from sightline.measures.model import COUNT, WHOLE_PERCENT, Measure, Polarity
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

SOURCE = "Front door redesign, appendix 1"
OUTCOMES = ("Initial assessment", "Direct to referral", "Other children's social work", "Early help",
            "No further action / information only", "None / rejected")  # fmt: skip
CONTACTS = ("Inbox", "Calls", "Enquiries submitted", "Accepted", "Not accepted", *OUTCOMES)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
PERIODS = (Every.FINANCIAL_YEAR, Every.QUARTER, Every.MONTH)

MEASURES = [
    Measure(
        "mash_contacts_weekly",
        title="Contacts of the hub in an average week",
        definition="The hub's contacts in an average week of the period by kind, a child and siblings as one contact. "
        "By day of the week it is the average of that day.",
        numerator=observed("contacts in an average week", every=PERIODS, by={"contact": CONTACTS, "weekday": WEEKDAYS}),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        default_by=("contact",),
        source=SOURCE,
        note="The inbox is the largest count and not the sum of the others. Days and weeks are averaged and rounded "
        "apart, so days need not add up to the week. An average month is an average week x 52 / 12.",
    ),
    Measure(
        "mash_outcome_share",
        title="What becomes of accepted enquiries",
        definition="Accepted enquiries of the hub by outcome, as a percentage of accepted enquiries.",
        numerator=observed("accepted enquiries with the outcome", over="accepted enquiries", every=PERIODS,
                           by={"outcome": OUTCOMES}),
        unit=WHOLE_PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=("outcome",),
        source=SOURCE,
        why_it_matters="It shows how much of the hub's work ends where it began.",
    ),
]  # fmt: skip
