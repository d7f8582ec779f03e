"""Strategy discussions, section 47 enquiries, conferences, protection plans and pre-proceedings."""

from datetime import date

from sightline.engine.chronology.model import Lane
from sightline.engine.chronology.need import NO, YES
from sightline.engine.chronology.reading import Row
from sightline.engine.chronology.story import Story
from sightline.engine.chronology.words import (
    NO_FURTHER_ACTION,
    day_of,
    label,
    lowered,
    outcomes,
    raised,
    sentence,
    working_days,
)
from sightline.measures.subjects.conferences import LIMIT

STRATEGY = "strategy_discussion"


def tell(story: Story) -> None:
    """From the strategy discussion to the end of the last plan, and what led towards court."""
    _decisions(story)
    _enquiries(story)
    _conferences(story)
    _plans(story)
    _reviews(story)
    _pre_proceedings(story)


def _decisions(story: Story) -> None:
    for row in story.rows.of("decision"):
        asked, decided = day_of(row["requested_at"]), day_of(row["decided_at"])
        what = raised(row["decision_type"].replace("_", " "))
        said = sentence(None if row["outcome"] is None else lowered(row["outcome"].replace("_", " ")))
        who = story.who(decided or asked, worker=row["decided_by"], team=row["unit_id"])
        if row["decision_type"] == STRATEGY:
            story.happened(asked, what, said, who)
        else:
            story.happened(decided or asked, what, said if decided else sentence("waiting for a decision", said), who)


def _enquiries(story: Story) -> None:
    for row in story.rows.of("s47_enquiry"):
        start, end = row["s47_start_date"], row["s47_end_date"]
        said = outcomes(row["s47_outcome_json"])
        if row["s47_nfa"] == YES and NO_FURTHER_ACTION not in said:
            said = [*said, NO_FURTHER_ACTION]
        story.spell(Lane.ENQUIRIES, start, end, said[0] if said else "open" if end is None else "", "enquiry")
        story.happened(start, "Section 47 enquiry started", "", story.holder_on(start))
        if end is not None:
            who = story.who(end, worker=row["s47_completed_by_worker_id"], team=row["s47_completed_by_team"])
            story.happened(end, "Section 47 enquiry completed", sentence(*said), who, after=start)


def _conferences(story: Story) -> None:
    started = {row["s47_enquiry_id"]: row["s47_start_date"] for row in story.rows.of("s47_enquiry")}
    plans = {row["cp_plan_id"]: row for row in story.rows.of("cp_plans")}
    for row in story.rows.of("initial_cp_conference"):
        on = row["icpc_date"]
        who = story.who(on or row["icpc_target_date"], worker=row["icpc_worker_id"], team=row["icpc_team"])
        transfer = row["icpc_transfer_in"] == YES
        taken = None if transfer else working_days(started.get(row["s47_enquiry_id"]), on)
        day = None if taken is None else f"day {taken} of {LIMIT}"
        plan = plans.get(row["cp_plan_id"])
        said = outcomes(row["icpc_outcome_json"])
        if plan is not None or row["icpc_outcome_cp_flag"] == YES:
            said = ["plan started" + (f", {_category(plan)}" if plan and _category(plan) else "")]
        name = "Transfer-in conference" if transfer else "First conference"
        story.event(
            Lane.CONFERENCES,
            on,
            ("Transfer in" if transfer else "First") + (f", day {taken}" if taken is not None else ""),
            "first",
        )
        story.happened(on, name, sentence(day, *said), who)


def _category(plan: Row) -> str:
    return lowered(label("category_of_abuse", plan["cp_plan_latest_category"] or plan["cp_plan_initial_category"]))


def _plans(story: Story) -> None:
    for row in story.rows.of("cp_plans"):
        start, end, category = row["cp_plan_start_date"], row["cp_plan_end_date"], _category(row)
        other = "another authority's plan, held for it" if row["cp_plan_ola"] == YES else None
        named = "Protection plan" + (f", {category}" if category else "")
        story.spell(Lane.PLANS, start, end, named, "protection")
        first = lowered(label("category_of_abuse", row["cp_plan_initial_category"]))
        story.happened(start, "Protection plan started", sentence(first, other), story.holder_on(start))
        if end is not None:
            story.happened(end, "Protection plan ended", sentence(category), story.holder_on(end), after=start)


def _reviews(story: Story) -> None:
    for row in story.rows.of("cp_reviews"):
        on, due = row["cp_review_date"], row["cp_review_due"]
        if on is None:
            if due is not None:
                ahead = due > story.as_at
                what = "Review conference due" if ahead else "Review conference not held"
                story.happened(due, what, "" if ahead else "Due on this day", story.holder_on(due), planned=True)
            continue
        goes_on = {YES: "plan continues", NO: "plan ends"}.get(row["cp_review_outcome_continue_cp"] or "")
        quorate = "not quorate" if row["cp_review_quorate"] == NO else None
        part = lowered(label("review_participation", row["cp_review_participation"]))
        story.event(Lane.CONFERENCES, on, "Review", "review")
        story.happened(on, "Review conference", sentence(goes_on, _late(on, due), quorate, part), story.holder_on(on))


def _late(on: date, due: date | None) -> str | None:
    if due is None:
        return None
    return f"{(on - due).days} days after it was due" if on > due else "in time"


def _pre_proceedings(story: Story) -> None:
    steps = (
        ("pre_pro_decision_date", "Pre-proceedings decided"),
        ("initial_pre_pro_meeting_date", "First pre-proceedings meeting"),
        ("pre_pro_letter_date", "Letter before proceedings"),
        ("agree_stepdown_issue_date", "Pre-proceedings ended"),
        ("care_pro_letter_date", "Letter of issue"),
    )
    for row in story.rows.of("pre_proceedings"):
        for column, what in steps:
            if row[column] is not None:
                ended = label("preproc_outcome", row["pre_pro_outcome"]) if column.startswith("agree") else ""
                story.happened(row[column], what, ended, story.holder_on(row[column]))
