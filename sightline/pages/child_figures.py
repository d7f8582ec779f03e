"""The headline figures that count a child: the way back from the child to the figures."""

from dataclasses import dataclass

from sightline.engine.counted_children import CountedChildren, counted_children
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month
from sightline.pages.reading import Reading

# The shares and stocks of the journey that a page of a child leads back to.
MEASURES = (
    "rereferral_pct_children",
    "referrals_nfa_pct",
    "assessments_in_45wd_pct",
    "s47_to_icpc_pct",
    "icpc_in_15wd_pct",
    "cpp_snapshot",
    "cpp_repeat_ever_pct",
    "cpp_ended_2yr_plus_pct",
    "cp_reviews_on_time_pct",
    "cpp_visit_4wk_pct",
    "cin_total",
    "cla_snapshot",
    "cla_started",
    "cla_ended",
    "cla_visit_6wk_pct",
    "cla_3plus_placements_pct",
    "cla_placed_out_of_county_pct",
    "cla_reviews_on_time_pct",
    "cla_iha_in_20wd_pct",
    "cla_health_assessment_pct",
    "cla_dental_check_pct",
    "care_leavers_in_touch_pct",
    "care_leavers_pathway_plan_pct",
)
# Events of so many months, the newest first; stocks at the last month end alone.
MONTHS = 16


@dataclass(frozen=True)
class InMonth:
    """A month that counts the child, and the list it is in: `counted`, or `not` where it is in the base alone."""

    month: Month
    show: str


@dataclass(frozen=True)
class CountedIn:
    """A measure with the months that count the child."""

    measure_id: str
    title: str
    is_counted: bool
    months: tuple[InMonth, ...]


def everybody_counted(reading: Reading) -> CountedChildren:
    """Which children each headline figure counts; made once for the version, which takes seconds."""

    def made() -> CountedChildren:
        last = reading.last_whole_month
        months = [month for month in reading.measured.months if last.plus(1 - MONTHS) <= month <= last]
        asked = []
        for name in MEASURES:
            measure = CATALOGUE[name]
            if reading.measured.is_supplied(measure):
                asked.append((measure, [last] if measure.is_snapshot else months))
        return counted_children(reading.measured, asked)

    return reading.remembered(("everybody counted",), made)


def counted_in(reading: Reading, child_id: str) -> tuple[CountedIn, ...]:
    """The headline figures with the child in them, in the journey's order: those that count it before the others."""
    found: dict[tuple[str, bool], list[InMonth]] = {}
    for measure, month, counted in everybody_counted(reading).of(child_id):
        found.setdefault((measure.id, counted), []).append(InMonth(month, "counted" if counted else "not"))
    return tuple(
        CountedIn(name, CATALOGUE[name].title, counted, tuple(sorted(months, key=lambda one: one.month, reverse=True)))
        for counted in (True, False)
        for name in MEASURES
        if (months := found.get((name, counted)))
    )
