"""Allegations against people who work with children, from the designated officer's register: counts only."""

from sightline.measures.model import COUNT, PERCENT, Measure, Polarity
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

SOURCE = "Register of the local authority designated officer"
PERIODS = (Every.MONTH, Every.QUARTER, Every.FINANCIAL_YEAR)
SECTORS = ("Education", "Foster care", "Early years", "Health", "Police", "Residential care", "Transport",
           "Voluntary sector", "Faith group", "Sport", "Other")  # fmt: skip
FIRST_OUTCOMES = ("No further action", "Managing allegations strategy meeting", "Words of advice meeting",
                  "Work in progress")  # fmt: skip
FINAL_OUTCOMES = ("Substantiated", "False", "Malicious", "Unfounded", "Unsubstantiated")
MEETINGS = "managing allegations strategy meetings"

MEASURES = [
    Measure(
        "lado_referrals",
        title="Referrals to the designated officer",
        definition="Referrals about a person who works with children, by the sector of the person, who referred, what "
        "is alleged, and what followed first.",
        numerator=observed("referrals", every=PERIODS, adds_up=True,
                           by={"outcome": FIRST_OUTCOMES, "sector": SECTORS, "source": SECTORS,
                               "nature": ("Physical", "Sexual", "Emotional", "Neglect", "Conduct", "Practice issue",
                                          "Online")}),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("IRU LADO 1",),
        why_it_matters="A rise may be more harm or more trust: read the outcomes beside it.",
    ),
    Measure(
        "lado_meeting_outcomes",
        title="How allegations end",
        definition="Allegations that went to a strategy meeting by their outcome, as a percentage of those that ended. "
        "Substantiated: enough evidence to prove it. False: enough to disprove it. Malicious: a deliberate deception. "
        "Unfounded: no proper basis. Unsubstantiated: not enough evidence either way, which implies nothing.",
        numerator=observed("ended allegations with the outcome", over="ended allegations", every=PERIODS, adds_up=True,
                           by={"outcome": FINAL_OUTCOMES, "sector": SECTORS}),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=("outcome",),
        source=SOURCE,
    ),
    Measure(
        "lado_meetings_in_5_days_pct",
        title="Strategy meetings about allegations within five days",
        definition="Managing allegations strategy meetings held within five working days of the referral, as a "
        "percentage of such meetings.",
        numerator=observed("meetings within five working days", over=MEETINGS, every=PERIODS, adds_up=True),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        source=SOURCE,
        also_known_as=("IRU LADO timeliness",),
    ),
    Measure(
        "lado_meetings_late",
        title="Strategy meetings about allegations after five days",
        definition="Managing allegations strategy meetings held later than five working days after the referral.",
        numerator=observed("meetings after five working days", every=PERIODS, adds_up=True),
        unit=COUNT,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("IRU LADO timeliness",),
    ),
]  # fmt: skip
