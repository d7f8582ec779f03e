"""
The headline measures, in the order of the child's journey: what the scorecard and the homes speak of.

A rate per 10,000 has no base below the authority, for residents are not known by team: a unit is shown the number in
its place.
"""

from dataclasses import dataclass
from functools import cached_property

from sightline.measures.catalogue import measure_called
from sightline.measures.model import Measure
from sightline.pages.organisation import Unit


@dataclass(frozen=True)
class Headline:
    """
    One row: the measure, its short title, and what it is of (`% of children referred`).

    `of_a_unit`: the row that a part of the authority has instead. `counts`: what the number under a rate counts.
    """

    measure_id: str
    title: str
    base: str
    of_a_unit: "Headline | None" = None
    counts: str = ""

    @cached_property
    def measure(self) -> Measure:
        return measure_called(self.measure_id)

    def at(self, unit: Unit) -> "Headline":
        """The row as this unit has it."""
        return self.of_a_unit if self.of_a_unit is not None and not unit.is_whole else self


@dataclass(frozen=True)
class Topic:
    """A part of the journey; `key` is its word in URLs."""

    key: str
    title: str
    headlines: tuple[Headline, ...]


def _rate(measure: str, title: str, base: str, counts: str, number: str, number_title: str, of: str) -> Headline:
    """A rate of the authority, which below it is the number `number`."""
    return Headline(measure, title, base, Headline(number, number_title, of), counts)


TOPICS = (
    Topic(
        "front-door",
        "Front door",
        (
            Headline("mash_enquiries", "Enquiries received", "number in month"),
            Headline("mash_forwarded_pct", "Enquiries passed to social work", "% of enquiries"),
            _rate("referral_rate", "Referrals per 10,000 children", "month × 12, to sit beside a year", "referrals",
                  "referrals", "Referrals", "number in month"),
            Headline("rereferral_pct_children", "Re-referrals within 12 months", "% of children referred"),
            Headline("referrals_to_assessment_pct", "Referrals that led to an assessment", "% of referrals"),
        ),
    ),
    Topic(
        "assessment",
        "Assessment",
        (
            Headline("assessments_authorised", "Assessments completed", "number in month"),
            Headline("assessments_in_45wd_pct", "Assessments within 45 working days", "% of those completed"),
            Headline("assessments_case_closed_pct", "Assessments ending in case closed", "% of those completed"),
        ),
    ),
    Topic(
        "children-in-need",
        "Children in need",
        (
            Headline("cin_excl_cp_cla_snapshot", "Open children in need", "not looked after, not on a plan"),
            Headline("cin_not_allocated", "Children with no allocated worker", "number at month end"),
            Headline("cin_assessment_in_12m_pct", "Assessment and plan within 12 months", "% of children in need"),
        ),
    ),
    Topic(
        "child-protection",
        "Child protection",
        (
            _rate("s47_rate", "Section 47 enquiries per 10,000", "month × 12", "enquiries",
                  "s47_started", "Section 47 enquiries", "number in month"),
            Headline("icpc_in_15wd_excl_no_s47_pct", "First conferences in 15 working days", "% of children"),
            Headline("icpc_to_plan_pct", "First conferences ending in a plan", "% of children"),
            _rate("cpp_rate_snapshot", "Protection plans per 10,000", "children, at month end", "children",
                  "cpp_snapshot", "Children on a protection plan", "number at month end"),
            Headline("cpp_repeat_ever_pct", "Plans for a child with an earlier plan", "% of plans started"),
            Headline("cpp_ended_within_3m_pct", "Plans that ended within three months", "% of plans ended"),
            Headline("cp_reviews_on_time_pct", "Protection reviews held on time", "% of children on a plan 3 months +"),
        ),
    ),
    Topic(
        "children-looked-after",
        "Children looked after",
        (
            _rate("cla_rate_snapshot", "Children looked after per 10,000", "at month end", "children",
                  "cla_snapshot", "Children looked after", "number at month end"),
            Headline("cla_visit_6wk_pct", "Visited in the last six weeks", "% of children looked after"),
            Headline("cla_3plus_placements_pct", "Three or more placements in a year", "% of children looked after"),
            Headline("cla_iha_in_20wd_pct", "First health assessment in 20 days", "% of children starting care"),
            Headline("cla_annual_health_assessment_pct", "Yearly health assessment up to date",
                     "% of those in care 12 months"),
            Headline("cla_dental_check_oc2_pct", "Dental check in the last 12 months", "% of those in care 12 months"),
            Headline("cla_permanence_by_second_review_pct", "Permanence plan by second review", "% of second reviews"),
        ),
    ),
    Topic(
        "care-leavers",
        "Care leavers",
        (
            Headline("care_leavers_in_touch_pct", "Care leavers in touch", "% of care leavers"),
            Headline("care_leavers_eet_pct", "In education, employment or training", "% of those in touch"),
            Headline("care_leavers_suitable_accommodation_pct", "In suitable accommodation", "% of those in touch"),
        ),
    ),
    Topic(
        "workforce",
        "Workforce",
        (
            Headline("caseload_average", "Average caseload per worker", "open cases ÷ adjusted full-time staff"),
            Headline("agency_rate_dfe", "Agency social workers", "% of full-time staff, DfE basis"),
            Headline("cases_allocated_pct", "Cases with a named worker", "% of open cases"),
        ),
    ),
)  # fmt: skip

HEADLINES: tuple[Headline, ...] = tuple(headline for topic in TOPICS for headline in topic.headlines)


def topic_called(key: str) -> Topic | None:
    """The topic with this word; None where there is none."""
    return next((topic for topic in TOPICS if topic.key == key), None)
