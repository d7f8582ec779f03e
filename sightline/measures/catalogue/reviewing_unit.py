"""The reviewing unit: posts and caseloads, escalations, the screening of conference requests, advocacy, attendance."""

from sightline.measures.model import COUNT, FTE, MEAN, PERCENT, WORKING_DAYS, Measure, Polarity
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

SOURCE = "Reviewing unit, annual report"
PERIODS = (Every.QUARTER, Every.MONTH, Every.FINANCIAL_YEAR)
AT_A_TIME = (Every.QUARTER, Every.FINANCIAL_YEAR, Every.DAY)
REASONS = ("Planning", "Participation", "Assessment", "Delay in achieving outcomes", "Delay in achieving permanence")
STAGES = ("Stage 1", "Stage 2", "Stage 3", "Stage 4", "Stage 5")
ROLES = ("Mother", "Father", "Other family", "Child or young person", "Advocate")


def _posts(measure_id: str, of: str) -> Measure:
    return Measure(
        measure_id,
        title=f"Posts of {of}",
        definition=f"Full-time equivalents of {of} in post.",
        numerator=observed("full-time equivalents in post", every=AT_A_TIME),
        unit=FTE,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    )


def _caseload(measure_id: str, of: str, children: str) -> Measure:
    return Measure(
        measure_id,
        title=f"Average caseload of {of}",
        definition=f"{children.capitalize()} divided by the full-time equivalents of {of}. The target is 60.",
        numerator=observed(children, over=f"full-time equivalents of {of}", every=AT_A_TIME),
        unit=MEAN,
        polarity=Polarity.LOW,
        source=SOURCE,
        why_it_matters="An officer with too many children cannot see each of them before a review.",
    )


MEASURES = [
    _posts("iro_posts_fte", "independent reviewing officers"),
    _posts("isro_posts_fte", "conference chairs"),
    _posts("lado_posts_fte", "designated officers"),
    _caseload("iro_caseload", "independent reviewing officers", "children looked after"),
    _caseload("isro_caseload", "conference chairs", "children subject to a plan"),
    Measure(
        "iro_escalation_resolution_days",
        title="Working days to resolve an escalation",
        definition="The mean working days from a reviewing officer's escalation to its resolution. The standard is 20.",
        numerator=observed("working days to resolution", over="escalations resolved", every=PERIODS, adds_up=True),
        unit=WORKING_DAYS,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("IRU 18", "IRU 19"),
    ),
    Measure(
        "escalation_reason_share",
        title="Escalations by reason",
        definition="Escalations of reviewing officers by reason or by stage, as a percentage of escalations.",
        numerator=observed("escalations of the kind", over="escalations", every=PERIODS, adds_up=True,
                           by={"reason": REASONS, "stage": STAGES}),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=("reason",),
        source=SOURCE,
        also_known_as=("IRU 18", "IRU 19"),
    ),
    Measure(
        "icpc_screening_working_days",
        title="Working days to screen a request for a conference",
        definition="The mean working days from a request for an initial conference to its screening by the unit. The "
        "standard is two.",
        numerator=observed("working days to screening", over="requests screened", every=PERIODS, adds_up=True),
        unit=WORKING_DAYS,
        polarity=Polarity.LOW,
        source=SOURCE,
    ),
    Measure(
        "icpc_screening_conversion_pct",
        title="Requests for a conference that screening lets through",
        definition="Requests for an initial conference that go ahead after screening, as a percentage of requests "
        "screened.",
        numerator=observed("requests that go ahead", over="requests screened", every=PERIODS, adds_up=True,
                           by={"locality": ()}),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    ),
    Measure(
        "advocacy_referrals",
        title="Referrals for an advocate",
        definition="Referrals of children and young people to the advocacy service.",
        numerator=observed("referrals", every=(Every.MONTH, Every.QUARTER, Every.FINANCIAL_YEAR), adds_up=True),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source="Advocacy service, contract monitoring",
    ),
    Measure(
        "advocacy_use_share",
        title="What advocates are used for",
        definition="Uses of the advocacy service by occasion, as a percentage of uses.",
        numerator=observed("uses on the occasion", over="uses", every=PERIODS, adds_up=True,
                           by={"used_for": ("Child protection conference", "Looked-after review", "Other")}),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=("used_for",),
        source="Advocacy service, contract monitoring",
    ),
    Measure(
        "conference_family_attendance_pct",
        title="Attendance of the family at conferences",
        definition="Child protection conferences that the person attended, as a percentage of conferences held.",
        numerator=observed("conferences attended", over="conferences held", every=PERIODS, adds_up=True,
                           by={"role": ROLES}),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        default_by=("role",),
        source=SOURCE,
    ),
]  # fmt: skip
