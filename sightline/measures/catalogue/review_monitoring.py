"""
What the reviewing unit's monitoring forms say, and how children took part in their reviews.

A share is of the forms that answered its question; blanks are left out of the base.
"""

from typing import Any

from ibis import Deferred, _

from sightline.measures.model import COUNT, PERCENT, PERCENTAGE_POINTS, Measure, Polarity, Subject
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every
from sightline.measures.subjects.review_monitoring import (
    AGED_FOUR_OR_MORE,
    PARTICIPATING,
    cla_review_forms,
    cla_reviews_held,
    cp_review_forms,
    cp_reviews_attended,
)

SOURCE = "Independent Reviewing Unit monitoring forms"
CODES = "DfE children looked after (SSDA903) guide, review participation codes"
FORMS_NOTE = "Blank answers are left out of the base."
HIGH, LOW = Polarity.HIGH, Polarity.LOW
CODED = _.participation.isin(AGED_FOUR_OR_MORE)
BANDS = "looked_after"


def _share(
    measure_id: str,
    title: str,
    what: str,
    question: str,
    polarity: Polarity,
    *known_as: str,
    met: str = "Y",
    of: Deferred | None = None,
    whom: str = "",
) -> Measure:
    """Looked-after review forms that answered as wanted, over those that answered."""
    answered = _[question].notnull() if of is None else _[question].notnull() & of
    return Measure(
        measure_id,
        title=title,
        definition=f"Monitoring forms of looked-after reviews{whom} that say {what}, as a percentage of those that "
        "answered the question.",
        numerator=cla_review_forms.where(answered & (_[question] == met)),
        denominator=cla_review_forms.where(answered),
        unit=PERCENT,
        polarity=polarity,
        bands=BANDS,
        source=SOURCE,
        note=FORMS_NOTE,
        also_known_as=known_as,
    )


def _participation(measure_id: str, title: str, reviews: str, subject: Subject, *known_as: str) -> list[Measure]:
    """The share of each code, and of the codes that are taking part, over children of four and more."""
    facts: dict[str, Any] = {"unit": PERCENT, "bands": BANDS, "source": CODES, "also_known_as": known_as}
    note = "Children under four (PN0) and reviews without a code are left out of the base."
    coded = subject.where(CODED)
    return [
        Measure(
            measure_id,
            title=f"{title} by how the child took part",
            definition=f"{reviews} of children aged four or more by participation code, as a percentage of those with "
            f"one.",
            numerator=coded,
            denominator=coded.across("participation"),
            polarity=Polarity.NEUTRAL,
            default_by=("participation",),
            note=note,
            **facts,
        ),
        Measure(
            f"{measure_id}_pct",
            title=f"{title} in which the child took part",
            definition=f"{reviews} of children aged four or more in which the child took part (PN1, PN2, PN3, PN5, "
            f"PN6), "
            "as a percentage of those with a code.",
            numerator=subject.where(_.participation.isin(PARTICIPATING)),
            denominator=coded,
            polarity=HIGH,
            note=note,
            **facts,
        ),
    ]


MEASURES = [
    Measure(
        "iru_cp_forms",
        title="Monitoring forms of review conferences",
        definition="Review conferences with a monitoring form completed in the period. Meetings are counted, not "
                   "children.",
        numerator=cp_review_forms.rows, unit=COUNT, polarity=Polarity.NEUTRAL, source=SOURCE,
        also_known_as=("Workbook 43",),
    ),
    Measure(
        "cp_visits_in_line_pct",
        title="Child protection visits in line with the plan",
        definition="Monitoring forms of review conferences that say visits were in line with the plan, as a "
                   "percentage of "
        "those that answered the question.",
        numerator=cp_review_forms.where(_.visits_in_line == "Y"),
        denominator=cp_review_forms.where(_.visits_in_line.notnull()), unit=PERCENT, polarity=HIGH, source=SOURCE,
        note=FORMS_NOTE, also_known_as=("Workbook 43",),
    ),
    Measure(
        "iru_cla_forms",
        title="Monitoring forms of looked-after reviews",
        definition="Monitoring forms of looked-after reviews completed in the period.",
        numerator=cla_review_forms.rows, unit=COUNT, polarity=Polarity.NEUTRAL, bands=BANDS, source=SOURCE,
        also_known_as=("Workbook 44",),
    ),
    _share("iru_sw_report_on_time_pct", "Social workers' reports for reviews on time",
           "the social worker's report was on time", "report_on_time", HIGH, "Workbook 44"),
    _share("cla_change_of_sw_pct", "Changes of social worker since the last review",
           "the social worker changed once or more since the last review", "sw_changed", LOW, "Workbook 45"),
    _share("iru_no_stability_concern_pct", "Reviews without concern about the placement's stability",
           "there is no concern about the placement's stability", "stability_concern", HIGH, "IRU actions", met="N"),
    _share("iru_care_plan_implemented_pct", "Care plans fully implemented", "the care plan is fully implemented",
           "plan_implemented", HIGH, "IRU actions"),
    _share("iru_child_worried_pct", "Children worried about their care or placement",
           "the child is worried about care or placement", "child_worried", LOW, "IRU actions"),
    _share("iru_plan_informed_by_assessment_pct", "Care plans informed by an up-to-date assessment",
           "the plan is informed by an up-to-date assessment", "plan_from_assessment", HIGH, "IRU actions"),
    _share("iru_plan_includes_child_views_pct", "Care plans that include the child's views",
           "the plan includes the child's views", "plan_with_views", HIGH, "IRU actions"),
    _share("iru_told_of_changes_pct", "Reviewing officers told of changes between reviews",
           "the reviewing officer was told of significant changes between reviews", "told_of_changes", HIGH,
           "IRU actions"),
    _share("cla_in_person_previsit_pct", "Children met by the reviewing officer before the review",
           "the officer met or consulted the child before it", "seen_before", HIGH, "IRU figure 17",
           of=_.age >= 4, whom=" of children aged four or more"),
    Measure(
        "iru_previsit_change",
        title="Change in children met by the reviewing officer before the review",
        definition="Children aged four or more met or consulted before their review, as percentage points more or less "
        "than in the year before.",
        numerator=observed("the change on the year before", every=Every.FINANCIAL_YEAR, is_change=True),
        unit=PERCENTAGE_POINTS, polarity=HIGH, source="Reviewing unit, annual report", also_known_as=("IRU figure 17",),
        note="As the unit reports it; the share itself is counted from the forms.",
    ),
    _share("iru_parents_consulted_pct", "Parents consulted for reviews", "the parents were consulted",
           "parents_consulted", HIGH, "IRU actions"),
    _share("iru_children_consulted_on_meeting_pct", "Children consulted on when, where and with whom to meet",
           "the child was consulted on when and where to meet and who attends", "child_consulted", HIGH, "IRU actions"),
    _share("iru_children_participating_pct", "Children taking part in their reviews, by the forms",
           "the child took part", "child_participated", HIGH, "IRU actions"),
    _share("iru_children_chairing_pct", "Children chairing or co-chairing their reviews",
           "the child chaired or co-chaired it", "child_chaired", HIGH, "IRU actions"),
    _share("iru_midpoint_checks_pct", "Mid-point checks between reviews", "a mid-point check was done before it",
           "midpoint_checked", HIGH, "IRU actions"),
    _share("review_age_16_pathway_plan_pct", "Pathway plans done before the age of 16",
           "the pathway plan was done before the 16th birthday", "pathway_plan_by_16", HIGH, "North plan N21",
           of=_.age >= 16, whom=" of young people aged 16 or more"),
    *_participation("cla_review_participation", "Looked-after reviews", "Looked-after reviews", cla_reviews_held,
                    "IRU figure 15"),
    *_participation("cp_review_participation", "Review conferences", "Children at review conferences",
                    cp_reviews_attended),
]  # fmt: skip
