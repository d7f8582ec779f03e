"""
Figures that another system already counted, as the numerator of a measure.

    Measure(
        "yos_custody_rate",
        title="Custodial sentences",
        numerator=observed("custodial sentences, remand excluded", over="residents aged 10 to 17",
                           every=Every.TWELVE_MONTHS),
        unit=PER_1000,
        ...
    )

There are no records behind it, so it is cut only by what the figures come with, and summed over time only where the
declaration says that its counts add up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import ibis.expr.types as ir

from sightline.dataset.tables.observations import OBSERVATION, OUR_AREA
from sightline.errors import BadDeclaration
from sightline.measures.model import Count, Kind, Subject, What
from sightline.measures.observed_periods import Every
from sightline.measures.source_tables import SourceTables
from sightline.measures.windows import Window

# Whose figures may stand beside our own.
COMPARATORS = (
    "Family group", "Statistical neighbours", "Good authorities", "East Midlands", "East of England", "London",
    "North East", "North West", "South East", "South West", "West Midlands", "Yorkshire and The Humber", "England",
)  # fmt: skip
AREAS = (OUR_AREA, *COMPARATORS)
# Cuts whose members are the organisation's own and not the measure's.
UNIT_CUTS = ("service_area", "locality", "team")
# What figures counted elsewhere are cut by besides, with titles. Of a breakdown that records have too, such as outcome,
# the members are those of the measure.
BREAKDOWNS = {
    "contact": "Contact",
    "weekday": "Day of the week",
    "indicator": "Indicator",
    "age_group": "Age group",
    "subject": "Subject",
    "phase": "Phase of school",
    "pupil_group": "Group of pupils",
    "year_group": "Year group",
    "admission_round": "Round of admissions",
    "reason": "Reason",
    "stage": "Stage",
    "role": "Role",
    "staff_group": "Group of staff",
    "post_status": "How the post is filled",
    "plan_type": "Kind of plan",
    "sector": "Sector of the person",
    "nature": "Nature of the allegation",
    "used_for": "What for",
}
# Windows that an observation of a kind answers as it stands.
_OWN_WINDOWS = {
    Every.MONTH: (Window.MONTH,),
    Every.QUARTER: (Window.QUARTER,),
    Every.FINANCIAL_YEAR: (Window.FINANCIAL_YEAR,),
    Every.TWELVE_MONTHS: (Window.ROLLING_12,),
}
# Windows that counts which add up answer besides.
_SUMMED_WINDOWS = {
    Every.MONTH: (Window.MONTH, Window.QUARTER, Window.YEAR_TO_DATE, Window.ROLLING_12, Window.FINANCIAL_YEAR),
    Every.QUARTER: (Window.QUARTER, Window.YEAR_TO_DATE, Window.ROLLING_12, Window.FINANCIAL_YEAR),
}


@dataclass(frozen=True, eq=False)
class Observed(Count):
    """
    What another system counted, and over what.

    `every`: the kinds of period, the usual one first; `adds_up`: whether the counts of several months make those of
    the year (percentages never do: their counts are added and divided again); `members`: the breakdowns and their
    members in printed order, none for a cut by the organisation's units; `is_change`: a change, which may be a fall.
    """

    of: str = ""
    over: str = ""
    every: tuple[Every, ...] = ()
    adds_up: bool = False
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_change: bool = False

    @property
    def key(self) -> str:
        return f"observed|{self.of}|{self.over}"


def observations(t: SourceTables) -> ir.Table:
    """The figure as its source gave it; the newest in force, the earlier ones kept beside it."""
    return t.observation


def observed(
    of: str,
    *,
    every: Every | tuple[Every, ...],
    over: str = "",
    adds_up: bool = False,
    by: Mapping[str, tuple[str, ...]] | None = None,
    is_change: bool = False,
) -> Observed:
    """
    A count that another system made, of each period of the kinds `every`.

    `of` and `over` say in words what numerator and denominator count; `by` names breakdowns and their members.
    Errors: BadDeclaration for a breakdown without members that is not a cut of the organisation.
    """
    kinds = every if isinstance(every, tuple) else (every,)
    members = dict(by or {})
    for name, of_breakdown in members.items():
        if not of_breakdown and name not in UNIT_CUTS:
            raise BadDeclaration(f"The observed '{of}' is cut by '{name}' without saying which members it has.")
    windows = [Window.LATEST]
    for kind in kinds:
        windows += _SUMMED_WINDOWS.get(kind, ()) if adds_up else ()
        windows += _OWN_WINDOWS.get(kind, ())
    subject = Subject(
        name="observation",
        kind=Kind.OBSERVATION,
        grain=of,
        build=observations,
        needs=(OBSERVATION,),
        dimensions=("area", *members),
        about_children=False,
        windows=tuple(dict.fromkeys(windows)),
    )
    return Observed(
        subject,
        what=What.OBSERVED,
        of=of,
        over=over,
        every=kinds,
        adds_up=adds_up,
        members=members,
        is_change=is_change,
    )
