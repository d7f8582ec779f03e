"""Children in need: every open case, who holds it, and the census's episodes of need."""

from ibis import _

from sightline.dataset.tables.people import DISABILITY
from sightline.dataset.tables.workforce import INVOLVEMENTS
from sightline.measures.model import COUNT, PER_10000, PERCENT, Measure, Polarity, Population
from sightline.measures.subjects.children_in_need import (
    episodes_of_need_ended,
    episodes_of_need_in_month,
    episodes_of_need_open,
    episodes_of_need_started,
    open_cases,
)
from sightline.measures.subjects.in_need_planned import in_need_planned
from sightline.measures.views import CARE_LEAVER, CIN
from sightline.measures.windows import Window

SOURCE = "Performance workbook, children in need"
IS_CIN = _.case_type == CIN
EXCLUDING_FINANCE = open_cases.where(IS_CIN & ~_.is_finance_only)


def _held_by(code: str):
    return open_cases.where(IS_CIN & (_.allocated_to == code))


def _line(
    measure_id: str,
    title: str,
    definition: str,
    count,
    polarity: Polarity = Polarity.NEUTRAL,
    needs: tuple = (INVOLVEMENTS,),
) -> Measure:
    return Measure(
        measure_id,
        title=title,
        definition=definition + " Children looked after and on a plan are left out.",
        numerator=count,
        unit=COUNT,
        polarity=polarity,
        note="A year to date is the average of its month ends.",
        needs=needs,
        source=SOURCE,
        also_known_as=("Workbook 8",),
    )


def _share(measure_id: str, title: str, code: str, polarity: Polarity) -> Measure:
    return Measure(
        measure_id,
        title=title,
        definition=f"{title}, as a percentage of open children in need without the finance-only cases.",
        numerator=_held_by(code),
        denominator=EXCLUDING_FINANCE,
        unit=PERCENT,
        polarity=polarity,
        needs=(INVOLVEMENTS,),
        source=SOURCE,
        also_known_as=("Workbook 9",),
    )


MEASURES = [
    Measure(
        "cin_total",
        title="All open children in need",
        definition="Children with any open case: in need, with finance only, on a protection plan or looked after. "
        "Each child once; care leavers are not in it.",
        numerator=open_cases.where(_.case_type != CARE_LEAVER),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 2", "Workbook 41"),
    ),
    Measure(
        "cin_total_excl_budget_only",
        title="Open children in need without short-break budgets",
        definition="All open children in need, less those whose only service is a disabled children's finance case.",
        numerator=open_cases.where((_.case_type != CARE_LEAVER) & (_.allocated_to != "ics_finance_only")),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Quarter 2 2016/17 section 3",),
    ),
    Measure(
        "cin_in_year",
        title="Children in need at any point in the period",
        definition="Different children with an episode of need, a protection plan or a period of care open on any day.",
        numerator=episodes_of_need_in_month.children_in_period,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        windows=(Window.FINANCIAL_YEAR, Window.YEAR_TO_DATE, Window.ROLLING_12, Window.QUARTER, Window.MONTH),
        source=SOURCE + "; DfE children in need census",
        also_known_as=("CIN scorecard CIN 1",),
    ),
    Measure(
        "cin_in_year_rate",
        title="Children in need at any point in the period per 10,000 children",
        definition="Different children in need on any day of the period, divided by residents aged 0-17.",
        numerator=episodes_of_need_in_month.children_in_period,
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        windows=(Window.FINANCIAL_YEAR, Window.YEAR_TO_DATE, Window.ROLLING_12),
        source=SOURCE + "; DfE children in need census",
        also_known_as=("CIN scorecard CIN 1.1",),
    ),
    Measure(
        "cin_snapshot",
        title="Children in need (census)",
        definition="Children with an open episode of need, a protection plan or a period of care at the date.",
        numerator=episodes_of_need_open.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE + "; DfE children in need census",
        also_known_as=("CIN scorecard CIN 2",),
    ),
    Measure(
        "cin_rate_snapshot",
        title="Children in need (census) per 10,000 children",
        definition="Children in need at the date, divided by residents aged 0-17.",
        numerator=episodes_of_need_open.rows,
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        source=SOURCE + "; DfE children in need census",
        also_known_as=("Workbook 3", "CIN scorecard CIN 2.1"),
    ),
    Measure(
        "cin_excl_cp_cla_snapshot",
        title="Children in need, not on a plan or looked after",
        definition="Children in need at the date who are neither subject of a plan nor looked after.",
        numerator=episodes_of_need_open.where(~_.is_protected_or_looked_after),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("CIN scorecard CIN 3",),
    ),
    Measure(
        "cin_excl_cp_cla_rate_snapshot",
        title="Children in need, not on a plan or looked after, per 10,000 children",
        definition="The same, divided by residents aged 0-17.",
        numerator=episodes_of_need_open.where(~_.is_protected_or_looked_after),
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("CIN scorecard CIN 3.1",),
    ),
    Measure(
        "cin_episodes_started",
        title="Episodes of need started",
        definition="Accepted referrals that neither ended in no further action nor were assessed as not in need.",
        numerator=episodes_of_need_started.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("CIN scorecard CIN 4",),
    ),
    Measure(
        "cin_episodes_started_rate",
        title="Episodes of need started per 10,000 children",
        definition="Episodes of need started, divided by residents aged 0-17.",
        numerator=episodes_of_need_started.rows,
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("CIN scorecard CIN 4.1",),
    ),
    Measure(
        "cin_episodes_ended",
        title="Children whose episode of need ended",
        definition="Different children with an episode of need that closed in the period.",
        numerator=episodes_of_need_ended.children_in_period,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        windows=(Window.MONTH, Window.QUARTER, Window.YEAR_TO_DATE, Window.ROLLING_12, Window.FINANCIAL_YEAR),
        source=SOURCE,
        also_known_as=("CIN scorecard CIN 5",),
    ),
    Measure(
        "cin_episodes_ended_rate",
        title="Children whose episode of need ended per 10,000 children",
        definition="Different children with an episode of need that closed, divided by residents aged 0-17.",
        numerator=episodes_of_need_ended.children_in_period,
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        windows=(Window.QUARTER, Window.YEAR_TO_DATE, Window.ROLLING_12, Window.FINANCIAL_YEAR),
        source=SOURCE,
        also_known_as=("CIN scorecard CIN 5.1",),
    ),
    Measure(
        "cin_episodes_closed",
        title="Episodes of need closed",
        definition="Episodes of need that closed in the period; a child with two counts twice.",
        numerator=episodes_of_need_ended.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("CIN scorecard CIN 6",),
    ),
    Measure(
        "cin_disability",
        title="Children in need with a disability",
        definition="Children in need at the date with one or more disabilities recorded.",
        numerator=episodes_of_need_open.where(_.disability == "Yes"),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        needs=(DISABILITY,),
        source=SOURCE,
        also_known_as=("CIN scorecard CIN 7",),
    ),
    Measure(
        "cin_disability_pct",
        title="Share of children in need with a disability",
        definition="Children in need with a disability recorded, as a percentage of children in need.",
        numerator=episodes_of_need_open.where(_.disability == "Yes"),
        denominator=episodes_of_need_open.rows,
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        needs=(DISABILITY,),
        source=SOURCE,
        also_known_as=("CIN scorecard CIN 7.1",),
    ),
    _line(
        "cin_open_incl_finance_only",
        "Open children in need, finance-only cases included",
        "Children with an open case in need, those with finance only included.",
        open_cases.where(IS_CIN),
        needs=(),
    ),
    _line(
        "cin_open_excl_finance_only",
        "Open children in need, without finance-only cases",
        "Children with an open case in need that is more than a payment.",
        EXCLUDING_FINANCE,
        needs=(),
    ),
    _line(
        "cin_allocated_social_worker",
        "Allocated to a qualified social worker",
        "Open children in need whose allocated worker has a social work registration number.",
        _held_by("social_worker"),
    ),
    _line(
        "cin_allocated_other_professional",
        "Allocated to another professional",
        "Open children in need whose allocated worker has no social work registration number.",
        _held_by("other_professional"),
    ),
    _line(
        "cin_not_allocated",
        "Not allocated",
        "Open children in need without a named worker.",
        _held_by("not_allocated"),
        Polarity.LOW,
    ),
    _line(
        "cin_finance_only",
        "Finance only",
        "Children whose case is a payment alone, held by a finance team and reviewed yearly.",
        _held_by("finance_only"),
    ),
    _line(
        "cin_ics_finance_only",
        "Disabled children's finance only",
        "Children whose case is a short-break payment alone, held by a disabled children's finance team.",
        _held_by("ics_finance_only"),
    ),
    _share(
        "cin_allocated_social_worker_pct",
        "Share allocated to a qualified social worker",
        "social_worker",
        Polarity.HIGH,
    ),
    _share(
        "cin_allocated_other_professional_pct",
        "Share allocated to another professional",
        "other_professional",
        Polarity.NEUTRAL,
    ),
    _share("cin_not_allocated_pct", "Share not allocated", "not_allocated", Polarity.LOW),
    Measure(
        "cin_assessment_in_12m_pct",
        title="Children in need with an assessment and a plan of the last 12 months",
        definition="Open children in need whose latest assessment and latest plan are both dated within the 12 months "
        "up to the date, as a percentage of all that are not finance only.",
        numerator=in_need_planned.where(_.is_assessed_and_planned),
        denominator=in_need_planned.rows,
        unit=PERCENT,
        polarity=Polarity.HIGH,
        looks_back_months=12,
        note="An assessment is dated by its authorisation, else its start; a plan by its start.",
        source=SOURCE,
        also_known_as=("North plan N12", "Self-evaluation 1.7"),
        why_it_matters="A plan that rests on an old assessment may no longer fit the child.",
    ),
]
