"""Early help, as the partners' register counts it: no statutory return has it, and case records hold only a part."""

from sightline.measures.model import COUNT, PERCENT, WEEKS, Measure, Polarity
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

SOURCE = "Early help register of the partnership"
OPEN_CASES = "open early help cases"

MEASURES = [
    Measure(
        "early_help_assessments",
        title="Early help assessments",
        definition="Cases with an early help assessment, a multi-agency team around the family and a plan, all three "
        "recorded. Forms that were only used to pass on information, an enquiry or a referral don't count.",
        numerator=observed("cases with assessment, multi-agency team and plan", every=(Every.QUARTER, Every.MONTH),
                           adds_up=True),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source="Quarter 2 2016/17 report, early help",
        why_it_matters="The same form serves several ends, so that its number alone says little.",
    ),
    Measure(
        "early_help_users",
        title="Practitioners who use the early help system",
        definition="People with an account in the early help system of the partnership.",
        numerator=observed("people with an account", every=(Every.MONTH, Every.QUARTER, Every.DAY)),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source="Self-evaluation 2019, 1.4",
    ),
    Measure(
        "early_help_open_cases",
        title="Open early help cases",
        definition="Early help cases that are open in the partnership's system at the end of the period.",
        numerator=observed(OPEN_CASES, every=(Every.MONTH, Every.QUARTER, Every.DAY)),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source="Self-evaluation 2019, 1.4",
    ),
    Measure(
        "early_help_lead_practitioner_pct",
        title="Early help cases with a lead practitioner",
        definition="Open early help cases with a nominated lead practitioner, as a percentage of such cases.",
        numerator=observed("open early help cases with a lead practitioner", over=OPEN_CASES,
                           every=(Every.MONTH, Every.QUARTER, Every.DAY)),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        source="Self-evaluation 2019, 1.4",
        why_it_matters="Without one named person a plan of many agencies belongs to nobody.",
    ),
    Measure(
        "chat_health_texts",
        title="Texts to the school nurses' service",
        definition="Texts from young people to the school nurses' text service in the month.",
        numerator=observed("texts received", every=Every.MONTH, adds_up=True),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source="Self-evaluation 2019, 1.3",
    ),
    Measure(
        "step_down_weeks",
        title="Weeks from the decision to step down to the step",
        definition="The mean weeks from the decision that a case steps down to early help to the day it does. The "
        "standard is one week.",
        numerator=observed("weeks from decision to step", over="cases that stepped down",
                           every=(Every.QUARTER, Every.MONTH, Every.FINANCIAL_YEAR), adds_up=True),
        unit=WEEKS,
        polarity=Polarity.LOW,
        source="Reviewing unit, development plan",
    ),
]  # fmt: skip
