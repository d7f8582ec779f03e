"""Youth justice, as the youth offending service's board is told it: twelve months to a quarter, with comparators."""

from sightline.measures.model import MEAN_2_DECIMALS, PER_1000, PER_100000, PERCENT, Measure, Polarity
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

SOURCE = "Youth Justice Board, quarterly figures of the youth offending service"
RESIDENTS = "residents aged 10 to 17"
YEARS = (Every.TWELVE_MONTHS, Every.FINANCIAL_YEAR, Every.CALENDAR_YEAR)

MEASURES = [
    Measure(
        "yos_first_time_entrants_rate",
        title="First-time entrants to the youth justice system",
        definition="Young people aged 10 to 17 with a first reprimand, warning, caution or conviction on the Police "
        "National Computer in the twelve months, per 100,000 residents aged 10 to 17.",
        numerator=observed("first-time entrants on the Police National Computer", over=RESIDENTS, every=YEARS),
        unit=PER_100000,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 46",),
        why_it_matters="How many young people meet the justice system for the first time.",
    ),
    Measure(
        "yos_custody_rate",
        title="Custodial sentences of young people",
        definition="Custodial sentences in the twelve months per 1,000 residents aged 10 to 17. Remands don't count.",
        numerator=observed("custodial sentences, remands not counted", over=RESIDENTS, every=YEARS),
        unit=PER_1000,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 47",),
        note="A handful of sentences move it: read the counts beside it.",
    ),
    Measure(
        "yos_reoffences_per_person",
        title="Further offences per young offender",
        definition="Further offences within twelve months by the young people of the cohort, divided by the young "
        "people of the cohort.",
        numerator=observed("further offences within twelve months", over="young people in the cohort", every=YEARS),
        unit=MEAN_2_DECIMALS,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 48",),
        note="The period is the cohort's year; the offences reach a year further.",
    ),
    Measure(
        "yos_reoffending_pct",
        title="Young offenders who offend again",
        definition="Young people of the cohort with a further offence within twelve months, as a percentage of the "
        "young people of the cohort.",
        numerator=observed("young people who offend again", over="young people in the cohort", every=YEARS),
        unit=PERCENT,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 48",),
    ),
]
