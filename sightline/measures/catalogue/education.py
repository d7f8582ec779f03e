"""Education: early years, attainment, young people after 16, attendance, admissions, exclusions, inspections."""

from collections.abc import Mapping

from sightline.measures.model import (
    COUNT,
    PERCENT,
    PERCENT_2_DECIMALS,
    PERCENTAGE_POINTS,
    Measure,
    Polarity,
)
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

SOURCE = "Education and learning report"
KS1 = ("Reading", "Writing", "Mathematics", "Science")
KS2 = ("Reading, writing and mathematics", "Reading", "Writing", "Mathematics", "Grammar, punctuation and spelling")
PHASES = {"phase": ("Primary", "Secondary", "Special")}
AFTER_16 = {"year_group": ("Year 12", "Year 13", "Year 14")}
INSPECTED = (Every.DAY, Every.QUARTER)


def _takeup(measure_id: str, ages: str) -> Measure:
    return Measure(
        measure_id,
        title=f"{ages} in a funded early years place",
        definition=f"{ages} who take up a funded early years place at the January census, as a percentage of those "
        "who may.",
        numerator=observed("children in a funded place", over="children who may have one",
                           every=(Every.TERM, Every.CALENDAR_YEAR)),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        source=SOURCE,
    )  # fmt: skip


def _attainment(stage: int, subjects: tuple[str, ...]) -> list[Measure]:
    unvalidated = "Results are provisional (unvalidated) until the schools' checks are done."
    return [
        Measure(
            f"ks{stage}_expected_standard_pct",
            title=f"Expected standard at key stage {stage}",
            definition=f"Pupils at the end of key stage {stage} who reach the expected standard in the subject, as a "
            "percentage of pupils.",
            numerator=observed("pupils at the expected standard", over="pupils at the end of the key stage",
                               every=Every.ACADEMIC_YEAR, by={"subject": subjects}),
            unit=PERCENT,
            polarity=Polarity.HIGH,
            default_by=("subject",),
            source=SOURCE,
            note=unvalidated,
        ),
        Measure(
            f"ks{stage}_expected_standard_change",
            title=f"Change in the expected standard at key stage {stage}",
            definition=f"The percentage at the expected standard at key stage {stage} less that of the year before, in "
            "percentage points.",
            numerator=observed("the change on the year before", every=Every.ACADEMIC_YEAR, by={"subject": subjects},
                               is_change=True),
            unit=PERCENTAGE_POINTS,
            polarity=Polarity.HIGH,
            default_by=("subject",),
            source=SOURCE,
            note=unvalidated,
        ),
    ]  # fmt: skip


def _after_16(measure_id: str, title: str, what: str) -> Measure:
    return Measure(
        measure_id,
        title=title,
        definition=f"Young people of academic years 12 to 14 who are {what}, as a percentage of young people of the "
        "years.",
        numerator=observed(f"young people who are {what}", over="young people of years 12 to 14", every=Every.MONTH,
                           by=AFTER_16),
        unit=PERCENT,
        polarity=Polarity.LOW,
        source=SOURCE,
    )  # fmt: skip


def _exclusions(measure_id: str, kind: str) -> Measure:
    return Measure(
        measure_id,
        title=f"{kind} exclusions",
        definition=f"{kind} exclusions in the academic year per hundred pupils, whole and by phase.",
        numerator=observed(f"{kind.lower()} exclusions", over="pupils", every=Every.ACADEMIC_YEAR, by=PHASES),
        unit=PERCENT_2_DECIMALS,
        polarity=Polarity.LOW,
        source=SOURCE,
    )


def _inspected(measure_id: str, title: str, of: str, by: Mapping[str, tuple[str, ...]], base: str) -> Measure:
    return Measure(
        measure_id,
        title=title,
        definition=f"{base.capitalize()} {of}, as a percentage of {base}.",
        numerator=observed(f"{base} {of}", over=base, every=INSPECTED, by=by),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        source=SOURCE,
    )


MEASURES = [
    _takeup("ey_2yo_takeup_pct", "Two-year-olds"),
    _takeup("ey_34yo_takeup_pct", "Three and four-year-olds"),
    *_attainment(1, KS1),
    *_attainment(2, KS2),
    _after_16("neet_pct", "Young people not in education, employment or training",
              "not in education, employment or training"),
    _after_16("not_known_pct", "Young people whose activity is not known", "in an activity that is not known"),
    _after_16("neet_or_not_known_pct", "Young people not in education, employment or training, or not known",
              "not in education, employment or training, or in an activity that is not known"),
    Measure(
        "penalty_notices",
        title="Penalty notices for absence",
        definition="Penalty notices issued in the term for a pupil's absence from school.",
        numerator=observed("penalty notices issued", every=(Every.TERM, Every.ACADEMIC_YEAR), adds_up=True),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        note="A judgment about holidays in term time may move it more than absence does.",
    ),
    *(
        Measure(
            f"admissions_{which}_preference_pct",
            title=f"School admissions at {words}",
            definition=f"Applications for a school place that were met at {words}, as a percentage of applications.",
            numerator=observed(f"applications met at {words}", over="applications", every=Every.ACADEMIC_YEAR,
                               by={"admission_round": ("In year", "Normal round")}),
            unit=PERCENT,
            polarity=Polarity.HIGH,
            default_by=("admission_round",),
            source=SOURCE,
        )
        for which, words in (("any", "any preference"), ("first", "the first preference"))
    ),
    Measure(
        "admissions_reason",
        title="Reasons for a school admission in the year",
        definition="Admissions outside the normal round by reason, as a percentage of such admissions.",
        numerator=observed("admissions for the reason", over="admissions in the year", every=Every.ACADEMIC_YEAR,
                           by={"reason": ("Move into the county", "School transfer without a move", "Move within the "
                                          "county", "Other")}),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=("reason",),
        source=SOURCE,
    ),
    Measure(
        "admissions_preferences_processed",
        title="Preferences for a school place processed",
        definition="Preferences for the next September that were processed by the end of the period.",
        numerator=observed("preferences processed", every=Every.ACADEMIC_YEAR),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    ),
    _exclusions("exclusions_permanent_rate", "Permanent"),
    _exclusions("exclusions_fixed_rate", "Fixed-term"),
    _inspected("schools_good_outstanding_pct", "Schools judged good or outstanding", "judged good or outstanding",
               PHASES, "schools"),
    _inspected("pupils_in_good_outstanding_pct", "Pupils in schools judged good or outstanding",
               "in a school judged good or outstanding",
               {"pupil_group": ("Disadvantaged", "With a statement or plan")}, "pupils"),
    _inspected("ey_in_good_outstanding_pct", "Children in early years settings judged good or outstanding",
               "in a setting judged good or outstanding",
               {"age_group": ("Two-year-olds", "Three and four-year-olds")}, "children in a funded place"),
]  # fmt: skip
