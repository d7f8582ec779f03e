"""Posts, vacancies, agency workers and turnover, as the personnel system counts them."""

from sightline.measures.model import FTE, PERCENT, Measure, Polarity
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

SOURCE = "Scrutiny dashboard 2023, recruitment and retention"
STAFF = {"staff_group": ("Social workers", "All posts below service manager")}
AT_A_TIME = (Every.MONTH, Every.QUARTER, Every.DAY)
BUDGETED = "full-time equivalents of the budgeted establishment"

MEASURES = [
    Measure(
        "establishment_share",
        title="How the establishment is filled",
        definition="Full-time equivalents by how the post is filled, as a percentage of the budgeted establishment.",
        numerator=observed("full-time equivalents filled so", over=BUDGETED, every=AT_A_TIME,
                           by={"post_status": ("Permanent", "Agency", "Vacant"), **STAFF}),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=("post_status",),
        source=SOURCE,
    ),
    Measure(
        "agency_rate",
        title="Agency workers",
        definition="Full-time equivalents of agency workers, as a percentage of the budgeted establishment.",
        numerator=observed("full-time equivalents of agency workers", over=BUDGETED, every=AT_A_TIME, by=STAFF),
        unit=PERCENT,
        polarity=Polarity.LOW,
        source=SOURCE,
        note="The workforce census divides by agency and employed workers together: its published rates are of "
        "another base.",
        why_it_matters="Agency workers cost more and leave sooner, and children meet another face.",
    ),
    Measure(
        "agency_covering_vacancy_pct",
        title="Agency workers who cover a vacancy",
        definition="Full-time equivalents of agency workers who cover a vacant post, as a percentage of all agency "
        "workers.",
        numerator=observed("full-time equivalents covering a vacancy", over="full-time equivalents of agency workers",
                           every=(Every.CALENDAR_YEAR, *AT_A_TIME)),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        source="Performance report, February 2018, section 8",
    ),
    Measure(
        "posts_filled",
        title="Posts filled",
        definition="Full-time equivalents of posts that are filled, by permanent or agency workers.",
        numerator=observed("full-time equivalents filled", every=AT_A_TIME, by=STAFF),
        unit=FTE,
        polarity=Polarity.HIGH,
        source=SOURCE,
    ),
    Measure(
        "posts_vacant",
        title="Posts vacant",
        definition="Full-time equivalents of the budgeted establishment less those that are filled.",
        numerator=observed("full-time equivalents not filled", every=AT_A_TIME, by=STAFF),
        unit=FTE,
        polarity=Polarity.LOW,
        source=SOURCE,
    ),
    Measure(
        "workforce_turnover_pct",
        title="Turnover of social workers",
        definition="Social workers who left in the twelve months, as a percentage of the social workers employed.",
        numerator=observed("social workers who left", over="social workers employed",
                           every=(Every.TWELVE_MONTHS, Every.FINANCIAL_YEAR)),
        unit=PERCENT,
        polarity=Polarity.LOW,
        source="Self-evaluation 2019, 3.7",
    ),
    Measure(
        "supervision_monthly_pct",
        title="Practitioners supervised in the month",
        definition="Practitioners with a recorded supervision in the month, as a percentage of practitioners.",
        numerator=observed("practitioners with a supervision", over="practitioners", every=Every.MONTH, adds_up=True,
                           by={"locality": ()}),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        source="North locality plan, action 14",
        why_it_matters="Reflective supervision is where drift in a case is noticed.",
    ),
]  # fmt: skip
