"""Case allocation and caseloads: open cases over adjusted full-time equivalents."""

from ibis import _

from sightline.dataset.tables.workforce import INVOLVEMENTS
from sightline.measures.model import COUNT, FTE, MEAN, PERCENT, UNIT_BREAKDOWNS, Measure, Polarity
from sightline.measures.subjects.caseload import case_holding_posts
from sightline.measures.subjects.children_in_need import open_cases

SOURCE = "Performance workbook, case allocation and full-time equivalents"
HELD = open_cases.where(~_.is_finance_only)
ADJUSTED = case_holding_posts.amount("adjusted_fte")

MEASURES = [
    Measure(
        "caseload_fte_adjusted",
        title="Full-time equivalents carrying cases",
        definition="Case-holding posts, a newly qualified worker as 60%, without managers, long-term sickness and "
        "maternity leave; family practitioners only in permanency and transition; agency workers included.",
        numerator=ADJUSTED,
        unit=FTE,
        polarity=Polarity.NEUTRAL,
        breakdowns=UNIT_BREAKDOWNS,
        source=SOURCE,
        also_known_as=("Workbook 40",),
    ),
    Measure(
        "cases_open",
        title="Open cases",
        definition="Open cases of every kind that teams hold, care leavers included and finance-only cases not.",
        numerator=HELD,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 40", "Workbook 41", "Workbook 42"),
    ),
    Measure(
        "cases_open_incl_finance_only",
        title="Open cases, finance-only cases included",
        definition="Open cases of every kind, finance-only cases included.",
        numerator=open_cases.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 40",),
    ),
    Measure(
        "caseload_average",
        title="Average caseload",
        definition="All open cases (not only allocated ones) divided by the full-time equivalents carrying cases.",
        numerator=HELD,
        denominator=ADJUSTED,
        unit=MEAN,
        polarity=Polarity.LOW,
        breakdowns=UNIT_BREAKDOWNS,
        note="Not the workforce census's caseload, which is defined otherwise; never put the two on one line.",
        source=SOURCE,
        also_known_as=("Workbook 40",),
        why_it_matters="A worker with too many cases cannot know each child.",
    ),
    Measure(
        "cases_allocated_pct",
        title="Share of open cases allocated to a named worker",
        definition="Open cases with an allocated worker, as a percentage of open cases.",
        numerator=open_cases.where(~_.is_finance_only & _.is_allocated),
        denominator=HELD,
        unit=PERCENT,
        polarity=Polarity.HIGH,
        needs=(INVOLVEMENTS,),
        source=SOURCE,
        also_known_as=("Workbook 40",),
    ),
]
