"""Initial child protection conferences: in time, and whether they led to a plan. Children are counted, not meetings."""

from ibis import _

from sightline.measures.model import COUNT, PER_10000, PERCENT, Measure, Polarity, Population
from sightline.measures.subjects.conferences import conferences

SOURCE = "DfE children in need census guide, conferences"
OWN = conferences.where(~_.is_transfer_in)
WITHIN = conferences.where(_.timeliness == "within")
TO_PLAN = conferences.where(~_.is_transfer_in & _.to_plan)
TRANSFER_NOTE = "Conferences of children who moved in with a plan stand in their own measure."

MEASURES = [
    Measure(
        "icpc_children",
        title="Children subject of an initial conference",
        definition="Initial conferences held in the period, one for each child.",
        numerator=OWN,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        note=TRANSFER_NOTE,
        source=SOURCE,
        also_known_as=("Workbook 20", "Workbook 21"),
    ),
    Measure(
        "icpc_rate",
        title="Children subject of an initial conference per 10,000 children",
        definition="Initial conferences held, one for each child, divided by residents aged 0-17.",
        numerator=OWN,
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        note=TRANSFER_NOTE,
        source=SOURCE,
    ),
    Measure(
        "icpc_excl_transfer_in",
        title="Initial conferences, without transfer-in conferences",
        definition="Initial conferences held in the period, without those of children who moved in with a plan.",
        numerator=OWN,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("CIN scorecard RA 10",),
    ),
    Measure(
        "icpc_within_15wd",
        title="Conferences within 15 working days",
        definition="Held within 15 working days of the strategy discussion that began the enquiry.",
        numerator=WITHIN,
        unit=COUNT,
        polarity=Polarity.HIGH,
        source=SOURCE,
        also_known_as=("Workbook 20",),
    ),
    Measure(
        "icpc_outside_15wd",
        title="Conferences outside 15 working days",
        definition="Held more than 15 working days after the strategy discussion that began the enquiry.",
        numerator=conferences.where(_.timeliness == "outside"),
        unit=COUNT,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 20",),
    ),
    Measure(
        "icpc_no_s47_recorded",
        title="Conferences with no section 47 enquiry recorded",
        definition="No enquiry is linked, or the linked one was not authorised by the day of the conference.",
        numerator=conferences.where(_.timeliness == "no_s47"),
        unit=COUNT,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 20",),
    ),
    Measure(
        "icpc_in_15wd_excl_no_s47_pct",
        title="Conferences within 15 working days (workbook)",
        definition="Held within 15 working days, as a percentage of those within or outside. Conferences with no "
        "section 47 enquiry recorded are left out.",
        numerator=WITHIN,
        denominator=conferences.where(_.timeliness.isin(["within", "outside"])),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        note="Comparators are published for the census's version, not for this one.",
        source=SOURCE,
        also_known_as=("Workbook 20",),
    ),
    Measure(
        "icpc_in_15wd_pct",
        title="Conferences within 15 working days (census)",
        definition="Held within 15 working days of the section 47 enquiry's start, as a percentage of all initial "
        "conferences without transfer-in conferences.",
        numerator=conferences.where(~_.is_transfer_in & _.in_15_working_days),
        denominator=OWN,
        unit=PERCENT,
        polarity=Polarity.HIGH,
        source=SOURCE,
        also_known_as=("CIN scorecard RA 11",),
        why_it_matters="A child at risk should be considered by all who know them within three weeks.",
    ),
    Measure(
        "icpc_transfer_in_15wd_pct",
        title="Transfer-in conferences within 15 working days",
        definition="Transfer-in conferences held within 15 working days of the referral, as a percentage of them.",
        numerator=conferences.where(_.is_transfer_in & _.transfer_in_time),
        denominator=conferences.where(_.is_transfer_in),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        source=SOURCE,
        also_known_as=("CIN scorecard RA 12",),
    ),
    Measure(
        "icpc_to_plan",
        title="Conferences that led to a plan",
        definition="Children conferenced whose outcome was that a child protection plan starts.",
        numerator=TO_PLAN,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 21",),
    ),
    Measure(
        "icpc_to_plan_pct",
        title="Share of conferences that led to a plan",
        definition="Children whose conference led to a plan, as a percentage of the children conferenced.",
        numerator=TO_PLAN,
        denominator=OWN,
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 21",),
        why_it_matters="A low share says that families go through a conference who could be helped without one.",
    ),
    Measure(
        "icpc_no_outcome_recorded",
        title="Conferences with no outcome recorded",
        definition="Conferences without any outcome, a gap in the records.",
        numerator=conferences.where(~_.is_transfer_in & _.no_outcome),
        unit=COUNT,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 21",),
    ),
]
