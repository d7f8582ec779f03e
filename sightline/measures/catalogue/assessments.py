"""Continuous (single) assessments: how many, how they ended, and whether they finish in 45 working days."""

from ibis import _

from sightline.measures.model import COUNT, PER_10000, PERCENT, Measure, Polarity, Population
from sightline.measures.subjects.assessments import assessments_authorised, assessments_started

SOURCE = "DfE children in need census guide, assessments"
CLOSED = assessments_authorised.where(_.case_closed)

MEASURES = [
    Measure(
        "assessments_started",
        title="Assessments started",
        definition="Assessments that started in the period.",
        numerator=assessments_started.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 11", "CIN scorecard RA 5"),
    ),
    Measure(
        "assessments_authorised",
        title="Assessments completed",
        definition="Assessments completed and authorised by a manager in the period.",
        numerator=assessments_authorised.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 12", "CIN scorecard RA 6"),
    ),
    Measure(
        "assessments_authorised_rate",
        title="Assessments completed per 10,000 children",
        definition="Assessments completed and authorised, divided by residents aged 0-17.",
        numerator=assessments_authorised.rows,
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    ),
    Measure(
        "assessments_case_closed",
        title="Assessments that closed the case",
        definition="Assessments authorised in the period that ended in no further action.",
        numerator=CLOSED,
        unit=COUNT,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 12",),
    ),
    Measure(
        "assessments_case_closed_pct",
        title="Share of assessments that closed the case",
        definition="Assessments that ended in no further action, as a percentage of those authorised.",
        numerator=CLOSED,
        denominator=assessments_authorised.rows,
        unit=PERCENT,
        polarity=Polarity.LOW,
        note="A closed case does not mean that no help was given.",
        source=SOURCE,
        also_known_as=("Workbook 12",),
        why_it_matters="Many closures say that the threshold for an assessment is set too low.",
    ),
    Measure(
        "assessments_in_45wd_pct",
        title="Assessments completed within 45 working days",
        definition="Assessments authorised within 45 working days of their start, as a percentage of those authorised.",
        numerator=assessments_authorised.where(_.in_45_working_days),
        denominator=assessments_authorised.rows,
        unit=PERCENT,
        polarity=Polarity.HIGH,
        note="Assessments still open are not in the denominator. The start date is day 0.",
        source=SOURCE,
        also_known_as=("Workbook 13", "CIN scorecard RA 7"),
        why_it_matters="A child and family should not wait months to know whether they will be helped.",
    ),
    Measure(
        "assessments_timeliness_bands",
        title="Assessments by working days taken",
        definition="Assessments authorised in each band of working days, as a percentage of those authorised.",
        numerator=assessments_authorised.rows,
        denominator=assessments_authorised.rows.across("time_band"),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=("time_band",),
        source=SOURCE,
        also_known_as=("Workbook 14", "Workbook 15"),
    ),
    Measure(
        "assessments_no_further_action_pct",
        title="Assessments that ended in no further action",
        definition="Assessments authorised that closed the case, as a percentage of those authorised.",
        numerator=assessments_authorised.where(_.case_closed),
        denominator=assessments_authorised.rows,
        unit=PERCENT,
        polarity=Polarity.LOW,
        note="The quarter 2 report's words for the share that assessments_case_closed_pct gives.",
        source=SOURCE,
        also_known_as=("Quarter 2 2016/17 section 5",),
    ),
]
