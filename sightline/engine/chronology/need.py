"""Contacts, early help, referrals, assessments, child in need plans, and visits of every kind."""

from collections import defaultdict
from datetime import date

from sightline.engine.chronology.model import Lane, Sort
from sightline.engine.chronology.reading import Row
from sightline.engine.chronology.story import Story
from sightline.engine.chronology.words import (
    NO_FURTHER_ACTION,
    chosen,
    counted,
    label,
    lowered,
    outcomes,
    sentence,
    source_of,
    working_days,
)
from sightline.measures.subjects.assessments import LIMIT
from sightline.measures.windows import add_months

YES, NO = "Y", "N"
VISITS = (
    ("cin_visits", "cin_visit", "child in need"),
    ("cp_visits", "cp_visit", "protection plan"),
    ("cla_visits", "cla_visit", "looked after"),
)


def tell(story: Story) -> None:
    """Everything before and beside protection and care."""
    _contacts(story)
    _early_help(story)
    _referrals(story)
    _assessments(story)
    _plans(story)
    _visits(story)


def _contacts(story: Story) -> None:
    for row in story.rows.of("contacts"):
        said = outcomes(row["contact_outcome_json"])
        source = source_of(row, "contact_source_code", "contact_source_desc")
        story.happened(row["contact_date"], "Contact", sentence(source, *said), sort=Sort.CONTACT)


def _early_help(story: Story) -> None:
    for row in story.rows.of("early_help_episodes"):
        start, end = row["episode_start_date"], row["episode_end_date"]
        who = story.worker(row["episode_worker_id"]) or row["episode_organisation"] or ""
        story.spell(Lane.CONTACTS, start, end, row["episode_organisation"] or "Early help", "early_help")
        story.happened(start, "Early help started", sentence(row["episode_reason"]), who)
        if end is not None:
            story.happened(end, "Early help ended", sentence(row["episode_end_reason"]), who, after=start)


def _referrals(story: Story) -> None:
    rows = story.rows.of("cin_episodes")
    days = sorted({row["referral_date"] for row in rows if row["referral_date"] is not None})
    for row in rows:
        on = row["referral_date"]
        source = source_of(row, "referral_source_code", "referral_source_desc")
        need = label("primary_need", row["cin_primary_need_code"])
        need = "" if row["cin_primary_need_code"] == "N0" else lowered(need)
        again = repeat(on, days)
        ended = NO_FURTHER_ACTION if row["referral_nfa"] == YES else ""
        said = [text for text in outcomes(row["referral_outcome_json"]) if text != NO_FURTHER_ACTION]
        mark = ", ".join(part for part in (source, need) if part) or "Referral"
        story.event(Lane.REFERRALS, on, mark + (": within 12 months" if again else ""), "referral")
        story.happened(on, "Referral", sentence(source, need, again, *said, ended),
                       story.who(on, team=row["referral_team"], worker=None))  # fmt: skip
        closed = row["close_date"]
        if closed is not None:
            story.happened(closed, "Case closed", label("closure_reason", row["close_reason"]),
                           story.who(closed), after=on)  # fmt: skip


def repeat(on: date | None, days: list[date]) -> str:
    """How a referral follows the one before it; `days` are the days of all referrals, in order. See `referrals`."""
    earlier = [day for day in days if on is not None and day < on]
    if not earlier or on is None:
        return ""
    since = counted((on - earlier[-1]).days, "day")
    if earlier[-1] >= add_months(on, -12):
        return f"earlier referral {since} before: counts as a re-referral"
    return ""


def _assessments(story: Story) -> None:
    factors: dict[str, list[str]] = defaultdict(list)
    for row in story.rows.of("assessment_factors"):
        factors[row["assessment_id"]] += chosen("assessment_factor", row["assessment_factors_json"])
    for row in story.rows.of("cin_assessments"):
        start, end = row["assessment_start_date"], row["assessment_auth_date"]
        who = story.who(end or start, worker=row["assessment_worker_id"], team=row["assessment_team"])
        taken = working_days(start, end)
        bar = "open" if end is None else "" if taken is None else counted(taken, "working day")
        story.spell(Lane.ASSESSMENTS, start, end, bar, "assessment")
        story.happened(start, "Assessment started", "" if row["assessment_child_seen"] != NO else "Child not seen", who)
        if end is None:
            continue
        time = None if taken is None else f"{taken} of {LIMIT} working days"
        late = f"{taken - LIMIT} over the limit" if taken is not None and taken > LIMIT else None
        said = outcomes(row["assessment_outcome_json"])
        if row["assessment_outcome_nfa"] == YES and NO_FURTHER_ACTION not in said:
            said = [*said, NO_FURTHER_ACTION]
        found = ", ".join(lowered(text) for text in factors[row["assessment_id"]])
        story.happened(end, "Assessment authorised", sentence(time, late, found, *said), who, after=start)


def _plans(story: Story) -> None:
    for row in story.rows.of("cin_plans"):
        start, end = row["cin_plan_start_date"], row["cin_plan_end_date"]
        who = story.who(start, worker=row["cin_plan_worker_id"], team=row["cin_plan_team"])
        story.spell(Lane.PLANS, start, end, "Child in need plan", "in_need")
        story.happened(start, "Child in need plan started", "", who)
        if end is not None:
            story.happened(end, "Child in need plan ended", "", story.who(end), after=start)


def _visits(story: Story) -> None:
    for table, name, kind in VISITS:
        for row in story.rows.of(table):
            on = row[f"{name}_date"]
            story.event(Lane.VISITS, on, f"Visit, {kind}", "visit")
            story.happened(on, "Visit", f"{seen(row, name)}; {kind}", story.holder_on(on), sort=Sort.VISIT)


def seen(row: Row, name: str) -> str:
    """Whether the child was seen, and alone."""
    match row[f"{name}_seen"], row[f"{name}_seen_alone"]:
        case "N", _:
            return "Not seen"
        case _, "Y":
            return "Seen alone"
        case "Y", "N":
            return "Seen, not alone"
        case "Y", _:
            return "Seen"
    return "Whether seen is not recorded"
