"""
The health of children looked after, one page of the workbook (table 33).

Two cohorts, never mixed: all children looked after at the date, and those of them who entered care before the
financial year began (the potential OC2 cohort). `cohort` cuts a figure of all children by them.
"""

from typing import Any

from ibis import Deferred, _

from sightline.dataset.tables.looked_after import CLA_HEALTH, CLA_IMMUNISATIONS, CLA_SUBSTANCE_MISUSE, SDQ_SCORES
from sightline.dataset.tables.people import PERSON
from sightline.measures.model import COUNT, MEAN, PERCENT, Count, Measure, Polarity
from sightline.measures.subjects.health import (
    looked_after_health,
    review_health_assessments,
    sdq_scores_recorded,
    starters_health,
)

SOURCE = "Performance workbook, children looked after: health on a page"
RETURN = "DfE children looked after (SSDA903) guide, OC2"
BANDS = "looked_after"
UNDER_FIVE = _.age < 5
FIVE_AND_OVER = _.age >= 5
IN_OC2 = _.cohort == "oc2"
OF_SDQ_AGE = IN_OC2 & _.age.between(4, 16)
UP_TO_DATE = (UNDER_FIVE & _.assessed_in_6_months) | (FIVE_AND_OVER & _.assessed_in_12_months)
ALL = looked_after_health.rows
OC2 = looked_after_health.where(IN_OC2)
WITH_SCORE = OF_SDQ_AGE & _.has_score
BANDED = _.had_a_year & _.age.between(5, 16) & _.has_score
MISUSE = _.had_a_year & _.misuses_substances
OC2_NOTE = "The potential OC2 cohort: looked after since before 1 April, so that whoever stays has a year next March."
COMPLETED = "Only completed checks count; the records don't tell review assessments from initial ones."


def _check(
    measure_id: str, title: str, what: str, met: Deferred, *, of: Deferred | None = None, aged: str = "", **more
) -> list[Measure]:
    """The share of all children looked after (of an age) and the same of the potential OC2 cohort."""
    facts: dict[str, Any] = {"unit": PERCENT, "polarity": Polarity.HIGH, "bands": BANDS, "source": SOURCE,
             "needs": (CLA_HEALTH, PERSON), "looks_back_months": 12} | more  # fmt: skip
    base = ALL if of is None else looked_after_health.where(of)
    oc2_base = OC2 if of is None else looked_after_health.where(IN_OC2 & of)
    return [
        Measure(
            measure_id,
            title=title,
            definition=f"{what}, as a percentage of all children looked after at the date{aged}.",
            numerator=looked_after_health.where(met if of is None else of & met),
            denominator=base,
            note=COMPLETED,
            **facts,
        ),
        Measure(
            measure_id.replace("_pct", "_oc2_pct"),
            title=f"{title} (OC2)",
            definition=f"{what}, as a percentage of the potential OC2 cohort{aged}.",
            numerator=looked_after_health.where(IN_OC2 & met if of is None else IN_OC2 & of & met),
            denominator=oc2_base,
            note=f"{OC2_NOTE} {COMPLETED}",
            **facts,
        ),
    ]


def _oc2(measure_id: str, title: str, definition: str, counted: Count, over: Count | None = None, **more) -> Measure:
    facts: dict[str, Any] = {"polarity": Polarity.NEUTRAL, "bands": BANDS, "source": SOURCE, "note": OC2_NOTE} | more
    unit = COUNT if over is None else PERCENT
    facts |= {"numerator": counted, "denominator": over, "unit": unit}
    return Measure(measure_id, title=title, definition=definition, **facts)


MEASURES = [
    _oc2("oc2_cohort", "Children in the potential OC2 cohort",
         "Children looked after at the date whose period of care began before 1 April of the financial year.", OC2,
         also_known_as=("Workbook 33",)),
    _oc2("oc2_cohort_age_share", "Potential OC2 cohort by age, under five and over",
         "Children of the potential OC2 cohort under five, and five or older, as a percentage of the cohort.", OC2,
         OC2.across("age_band"), bands="under_five", default_by=("age_band",), also_known_as=("Workbook 33",)),
    _oc2("oc2_by_age_gender", "Potential OC2 cohort by age and gender",
         "Children of the potential OC2 cohort in each age band and gender.", OC2, default_by=("gender", "age_band"),
         also_known_as=("Workbook 33",)),
    _oc2("oc2_out_of_county_pct", "Share of the potential OC2 cohort placed out of county",
         "Children of the potential OC2 cohort whose placement's postcode is outside the authority, as a percentage of "
         "the cohort in the same age band and gender.", looked_after_health.where(IN_OC2 & (_.location == "OUT")), OC2,
         also_known_as=("Workbook 33",)),
    Measure(
        "cla_by_location",
        title="Children looked after by where they are placed",
        definition="Children looked after at the date placed in the county, out of it, or with a postcode that does "
                   "not "
        "tell, as a percentage of all.",
        numerator=ALL, denominator=ALL.across("location"), unit=PERCENT, polarity=Polarity.NEUTRAL, bands=BANDS,
        default_by=("location",), source=SOURCE, also_known_as=("Workbook 33",),
        note="The authority's own postcodes are a setting, own_postcodes.",
    ),
    _oc2("oc2_by_location", "Potential OC2 cohort by where they are placed",
         "Children of the potential OC2 cohort placed in the county, out of it, or with a postcode that does not "
         "tell, as "
         "a percentage of the cohort.", OC2, OC2.across("location"), default_by=("location",),
         also_known_as=("Workbook 33",)),
    Measure(
        "cla_iha_completed_pct",
        title="Initial health assessments completed",
        definition="Children who started to be looked after in the period and have had an initial health assessment, "
                   "as a "
        "percentage of all who started.",
        numerator=starters_health.where(_.is_assessed), denominator=starters_health.rows, unit=PERCENT,
        polarity=Polarity.HIGH, bands=BANDS, source=SOURCE, also_known_as=("Workbook 33",),
        note="The first completed assessment since the period of care began.",
    ),
    Measure(
        "cla_iha_in_20wd_pct",
        title="Initial health assessments within 20 working days",
        definition="Children who started to be looked after in the period and had their initial health assessment "
                   "within "
        "20 working days, as a percentage of all who started (not of the assessments completed).",
        numerator=starters_health.where(_.assessed_in_time), denominator=starters_health.rows, unit=PERCENT,
        polarity=Polarity.HIGH, bands=BANDS, source=SOURCE, also_known_as=("Workbook 33",),
        why_it_matters="What a child brings into care, from teeth to trauma, should be known within weeks.",
    ),
    Measure(
        "cla_rha_in_20wd_pct",
        title="Review health assessments within 20 working days of falling due",
        definition="Review health assessments held no more than 20 working days after they fell due, as a percentage "
                   "of "
        "those held. Due six months after the one before, twelve where the child was five or older then.",
        numerator=review_health_assessments.where(_.in_time), denominator=review_health_assessments.rows, unit=PERCENT,
        polarity=Polarity.HIGH, bands=BANDS, needs=(PERSON,), source=SOURCE, looks_back_months=13,
        also_known_as=("Workbook 33",),
    ),
    _oc2("cla_annual_health_assessment_pct", "Annual health assessments of the potential OC2 cohort",
         "Children of the potential OC2 cohort with a health assessment in the twelve months up to the date, as a "
         "percentage of the cohort.", looked_after_health.where(IN_OC2 & _.assessed_in_12_months), OC2,
         polarity=Polarity.HIGH, needs=(CLA_HEALTH,), looks_back_months=12, also_known_as=("Workbook 33",),
         note=f"{OC2_NOTE} {COMPLETED}"),
    *_check("cla_health_assessment_pct", "Health assessments up to date",
            "Children with a health assessment in the last six months (under five) or twelve (five or older)",
            UP_TO_DATE, also_known_as=("Scrutiny dashboard 2023",)),
    *_check("cla_health_assessment_under5_pct", "Health assessments of children under five in the last six months",
            "Children under five with a health assessment in the last six months", _.assessed_in_6_months,
            of=UNDER_FIVE, aged=" who are under five", looks_back_months=6,
            also_known_as=("Workbook 33", "Self-evaluation 2019 paragraph 2.4")),
    *_check("cla_health_assessment_5plus_pct", "Health assessments of children of five and over in the last year",
            "Children of five and over with a health assessment in the last twelve months", _.assessed_in_12_months,
            of=FIVE_AND_OVER, aged=" who are five or older", also_known_as=("Workbook 33", "Self-evaluation 2019 "
            "paragraph 2.4")),
    *_check("cla_dental_check_pct", "Dental checks in the last year",
            "Children with a dental check in the last twelve months", _.dental_in_12_months,
            also_known_as=("Workbook 33", "IRU figure 10")),
    _oc2("cla_immunisations_pct", "Immunisations up to date",
         "Children of the potential OC2 cohort whose immunisations are up to date, as a percentage of the cohort.",
         looked_after_health.where(IN_OC2 & _.is_immunised), OC2, polarity=Polarity.HIGH, needs=(CLA_IMMUNISATIONS,),
         source=RETURN, also_known_as=("IRU figure 10",),
         note="The records keep the latest status only: earlier months show what is known now."),
    _oc2("cla_developmental_assessment_pct", "Developmental assessments of children under five",
         "Children under five of the potential OC2 cohort with a health surveillance check in the last twelve months, "
         "as a "
         "percentage of those under five.", looked_after_health.where(IN_OC2 & UNDER_FIVE & _.developed_in_12_months),
         looked_after_health.where(IN_OC2 & UNDER_FIVE), polarity=Polarity.HIGH, needs=(CLA_HEALTH, PERSON),
         looks_back_months=12, source=RETURN, also_known_as=("IRU figure 10",)),
    _oc2("sdq_cohort", "Children who should have a strengths and difficulties score",
         "Children of the potential OC2 cohort aged 4 to 16 at the date.", looked_after_health.where(OF_SDQ_AGE),
         also_known_as=("Workbook 33",), needs=(PERSON,)),
    _oc2("sdq_completed_pct", "Strengths and difficulties scores recorded",
         "Children of the potential OC2 cohort aged 4 to 16 with a score in the last twelve months, as a percentage of "
         "those aged 4 to 16.", looked_after_health.where(WITH_SCORE), looked_after_health.where(OF_SDQ_AGE),
         polarity=Polarity.HIGH, needs=(SDQ_SCORES, PERSON), looks_back_months=12, also_known_as=("Workbook 33",)),
    _oc2("sdq_at_intervention_pct", "Strengths and difficulties scores of 17 or more",
         "Children whose latest score of the last twelve months is 17 or more, as a percentage of those with a score "
         "(the potential OC2 cohort aged 4 to 16).", looked_after_health.where(WITH_SCORE & _.needs_intervention),
         looked_after_health.where(WITH_SCORE), polarity=Polarity.LOW, needs=(SDQ_SCORES, PERSON), looks_back_months=12,
         also_known_as=("Workbook 33",)),
    Measure(
        "sdq_mean",
        title="Average strengths and difficulties score",
        definition="The mean of the latest scores of the last twelve months, one a child, of the potential OC2 cohort "
                   "aged "
        "4 to 16.",
        numerator=looked_after_health.amount("score", WITH_SCORE), denominator=looked_after_health.where(WITH_SCORE),
        unit=MEAN, polarity=Polarity.LOW, bands=BANDS, needs=(SDQ_SCORES, PERSON), looks_back_months=12, source=SOURCE,
        also_known_as=("Workbook 33",),
    ),
    Measure(
        "sdq_frequency",
        title="Strengths and difficulties scores by score",
        definition="Scores of the last twelve months of the potential OC2 cohort aged 4 to 16, by score. Scores are "
                   "counted "
        "here, not children.",
        numerator=sdq_scores_recorded.where(OF_SDQ_AGE), unit=COUNT, polarity=Polarity.NEUTRAL, bands=BANDS,
        default_by=("score",), needs=(PERSON,), looks_back_months=12, source=SOURCE, also_known_as=("Workbook 33",),
    ),
    Measure(
        "sdq_score_bands",
        title="Strengths and difficulties scores by national band",
        definition="Children aged 5 to 16 looked after for twelve months or more with a score in the last twelve "
                   "months, by "
        "the band of their latest score, as a percentage of them.",
        numerator=looked_after_health.where(BANDED), denominator=looked_after_health.where(BANDED).across("sdq_band"),
        unit=PERCENT, polarity=Polarity.NEUTRAL, bands=BANDS, default_by=("sdq_band",), needs=(SDQ_SCORES, PERSON),
        looks_back_months=12, source=RETURN, also_known_as=("IRU figure 12",),
        note="A low share of concerning scores is good.",
    ),
    Measure(
        "cla_substance_misuse_pct",
        title="Children identified as misusing substances",
        definition="Children looked after for twelve months or more with substance misuse recorded in the last twelve "
        "months, as a percentage of those looked after for twelve months or more.",
        numerator=looked_after_health.where(MISUSE), denominator=looked_after_health.where(_.had_a_year), unit=PERCENT,
        polarity=Polarity.LOW, bands=BANDS, needs=(CLA_SUBSTANCE_MISUSE,), looks_back_months=12, source=RETURN,
        also_known_as=("IRU figure 11",),
    ),
    Measure(
        "cla_substance_intervention",
        title="Help for children identified as misusing substances",
        definition="Children identified as misusing substances by whether they received help, as a percentage of them.",
        numerator=looked_after_health.where(MISUSE),
        denominator=looked_after_health.where(MISUSE).across("intervention"), unit=PERCENT, polarity=Polarity.NEUTRAL,
        bands=BANDS, default_by=("intervention",), needs=(CLA_SUBSTANCE_MISUSE,),
        looks_back_months=12, source=RETURN, also_known_as=("IRU figure 13 (second)",),
        note="A high share who received help is good. Whether help was offered stands in the yearly return alone.",
    ),
]  # fmt: skip
