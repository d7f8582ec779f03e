"""Periods of care: legal status, placements, reviews, care plans and missing episodes."""

from collections import defaultdict
from datetime import date, datetime

from sightline.engine.chronology.model import Lane
from sightline.engine.chronology.need import NO, YES
from sightline.engine.chronology.reading import Row
from sightline.engine.chronology.story import Story
from sightline.engine.chronology.words import (
    SHORT_LEGAL,
    chosen,
    counted,
    day_of,
    label,
    lowered,
    sentence,
    working_days,
)
from sightline.measures.spells import FOREVER

FIRST_REVIEW = 20
MOST_MILES = 999.0  # 999.9 says that the distance can't be measured
FAR_AWAY = date.max
ORDINALS = ("First", "Second", "Third")


def tell(story: Story) -> None:
    """Everything of the child's periods of care."""
    _periods(story)
    _legal(story)
    _placements(story)
    _reviews(story)
    _care_plans(story)
    _orders_of_liberty(story)
    _missing(story)


def _started(row: Row) -> date:
    return row["cla_placement_start_date"] or FAR_AWAY


def placements(story: Story) -> list[Row]:
    """The child's placements in order; those without a start last."""
    return sorted(story.rows.of("cla_placement"), key=lambda row: (_started(row), row["cla_placement_id"]))


def legal(story: Story) -> list[Row]:
    """The child's legal statuses in order; those without a start last."""
    rows = story.rows.of("legal_status")
    return sorted(rows, key=lambda row: (row["legal_status_start_date"] or FAR_AWAY, row["legal_status_id"]))


def legal_name(code: str | None) -> str:
    """A legal status as a timeline has room for it."""
    return SHORT_LEGAL.get(code or "", label("legal_status", code))


def where_placed(row: Row) -> str:
    """The kind of placement, whose it is and how far from home."""
    kind = lowered(label("placement_type", row["cla_placement_type"])) or "placement of a kind not recorded"
    provider = row["cla_placement_provider"]
    whose = None if provider in (None, "PR0") else f"{lowered(label('placement_provider', provider))}"
    miles = row["cla_placement_distance"]
    far = None if miles is None or miles > MOST_MILES else f"{counted(int(miles + 0.5), 'mile')} from home"
    return "; ".join(part for part in (kind, whose, far) if part)


def _periods(story: Story) -> None:
    first = {row["cla_placement_start_date"]: row for row in reversed(placements(story))}
    status = {row["legal_status_start_date"]: row for row in reversed(legal(story))}
    for row in story.rows.of("cla_periods"):
        start, end = row["start_date"], row["end_date"]
        law = lowered(legal_name(status[start]["legal_status"])) if start in status else ""
        place = where_placed(first[start]) if start in first else ""
        story.happened(start, "Started to be looked after", sentence(law, place), story.holder_on(start))
        if end != FOREVER:
            why = lowered(label("reason_episode_ceased", row["end_reason"]))
            story.happened(end, "Stopped being looked after", sentence(why), story.holder_on(end), after=start)


def _edges(story: Story) -> tuple[set[date], set[date]]:
    periods = story.rows.of("cla_periods")
    return {row["start_date"] for row in periods}, {row["end_date"] for row in periods}


def _legal(story: Story) -> None:
    rows = legal(story)
    starts, ends = _edges(story)
    follow = {row["legal_status_start_date"] for row in rows}
    for before, row in zip([None, *rows], rows, strict=False):
        code, start, end = row["legal_status"], row["legal_status_start_date"], row["legal_status_end_date"]
        story.spell(Lane.LEGAL, start, end, legal_name(code), code or "")
        told = start in starts
        ended = None if before is None else before["legal_status_end_date"]
        after = None
        if before is not None and ended is not None and ended == start:
            after = f"{lowered(legal_name(before['legal_status']))} ended"
        if not told:
            story.happened(start, legal_name(code) or "Legal status", sentence(after), story.holder_on(start))
        if end is not None and (end not in follow | ends or (start is not None and end < start)):
            story.happened(end, f"{legal_name(code) or 'Legal status'} ended", "", story.holder_on(end), after=start)


def _placements(story: Story) -> None:
    rows = placements(story)
    starts, ends = _edges(story)
    follow = {row["cla_placement_start_date"] for row in rows}
    for before, row in zip([None, *rows], rows, strict=False):
        start, end = row["cla_placement_start_date"], row["cla_placement_end_date"]
        kind = row["cla_placement_type"] or ""
        story.spell(Lane.PLACEMENTS, start, end, label("placement_type", kind or None) or "Placement", kind)
        if start not in starts:
            why = (
                None if before is None else lowered(label("reason_place_change", before["cla_placement_change_reason"]))
            )
            what = "Placement" if before is None else "Placement move"
            story.happened(start, what, sentence(where_placed(row), why), story.holder_on(start))
        if end is not None and (end not in follow | ends or (start is not None and end < start)):
            why = label("reason_place_change", row["cla_placement_change_reason"])
            story.happened(end, "Placement ended", why, story.holder_on(end), after=start)


def _reviews(story: Story) -> None:
    began = {row["period_id"]: row["start_date"] for row in story.rows.of("cla_periods")}
    by_period: dict[str | None, list[Row]] = defaultdict(list)
    for row in story.rows.of("cla_reviews"):
        if row["cla_review_cancelled"] == YES:
            on = row["cla_review_date"] or row["cla_review_due_date"]
            story.happened(on, "Care review cancelled", "", story.holder_on(on))
        elif row["cla_review_date"] is None:
            due = row["cla_review_due_date"]
            ahead = due is not None and due > story.as_at
            what = "Care review due" if ahead else "Care review not held"
            story.happened(due, what, "" if ahead else "Due on this day", story.holder_on(due), planned=True)
        else:
            by_period[row["cla_id"]].append(row)
    for period, rows in by_period.items():
        for place, row in enumerate(sorted(rows, key=lambda review: review["cla_review_date"])):
            on, due = row["cla_review_date"], row["cla_review_due_date"]
            day = working_days(began.get(period or ""), on) if place == 0 else None
            told = None if day is None else f"day {day} of {FIRST_REVIEW}"
            late = None if due is None or on <= due else f"{counted((on - due).days, 'day')} after it was due"
            part = lowered(label("review_participation", row["cla_review_participation"]))
            nth = ORDINALS[place] if place < len(ORDINALS) and period in began else ""
            story.event(
                Lane.CARE_REVIEWS, on, f"{nth or 'Review'}" + (f", day {day}" if day is not None else ""), "review"
            )
            story.happened(
                on, f"{nth} care review".strip().capitalize(), sentence(told, late, part), story.holder_on(on)
            )


def _care_plans(story: Story) -> None:
    for row in story.rows.of("cla_care_plan"):
        start = row["cla_care_plan_start_date"]
        plans = [lowered(text) for text in chosen("care_plan", row["cla_care_plan_json"])]
        story.happened(start, "Care plan", sentence(", ".join(plans) or "aim not recorded"), story.holder_on(start))
    for row in story.rows.of("cla_previous_permanence"):
        if row["previous_permanence_option"] not in (None, "Z1"):
            when = row["previous_permanence_order_date"]
            kind = lowered(label("previous_permanence", row["previous_permanence_option"]))
            story.happened(None, "Earlier permanence", sentence(kind, f"dated {when}" if when else None))


def _orders_of_liberty(story: Story) -> None:
    for row in story.rows.of("dolo"):
        start, end = row["start_date"], row["end_date"]
        story.spell(Lane.LEGAL, start, end, "Deprivation of liberty", "dolo")
        story.happened(start, "Deprivation of liberty order", "", story.holder_on(start))
        if end is not None:
            story.happened(end, "Deprivation of liberty order ended", "", story.holder_on(end), after=start)


def _missing(story: Story) -> None:
    for row in story.rows.of("missing"):
        left, back = row["missing_episode_start_date"], row["missing_episode_end_date"]
        what = "Away without authorisation" if row["missing_episode_type"] == "A" else "Missing"
        story.spell(Lane.MISSING, day_of(left), day_of(back), what.split()[0], row["missing_episode_type"] or "M")
        interview = {
            (YES, YES): "return interview held",
            (YES, NO): "return interview offered, not taken up",
            (NO, NO): "no return interview offered",
            (NO, None): "no return interview offered",
        }.get((row["missing_rhi_offered"], row["missing_rhi_accepted"]))
        told = "not yet found" if back is None else None if left is None else _away(left, back)
        story.happened(day_of(left), what, sentence(told, interview), story.holder_on(day_of(left)))
        if left is not None and back is not None and back < left:
            story.happened(day_of(back), f"{what}, end", "", "", after=day_of(left))


def _away(left: datetime, back: datetime) -> str | None:
    hours = (back - left).total_seconds() / 3600
    if hours < 0:
        return None
    return (
        f"for {counted(int(hours // 24), 'day')}" if hours >= 48 else f"for {counted(max(1, int(hours + 0.5)), 'hour')}"
    )
