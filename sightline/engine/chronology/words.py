"""Codes, flags and dates of the records in the field's words."""

import json
from bisect import bisect_right
from datetime import date, datetime
from functools import lru_cache

from sightline.dataset import code_lists
from sightline.dataset.working_days import working_day_calendar

NOT_RECORDED = "not recorded"
NO_FURTHER_ACTION = "no further action"
# What the flags of the outcome columns say. Flags that only point at a comment are left out.
OUTCOMES = {
    "SINGLE_ASSESSMENT_FLAG": "assessment",
    "NEW_REFERRAL_FLAG": "new referral",
    "EXISTING_REFERRAL_FLAG": "to the open referral",
    "CP_ENQUIRY_FLAG": "child protection enquiry",
    "ADVICE_FLAG": "advice given",
    "MISSING_FLAG": "missing",
    "OLA_CP_FLAG": "another authority's protection plan",
    "STRATEGY_DISCUSSION_FLAG": "strategy discussion",
    "CP_CONFERENCE_FLAG": "to conference",
    "CLA_REQUEST_FLAG": "request to look after the child",
    "CP_TRANSFER_IN_FLAG": "moved in with a protection plan",
    "PRIVATE_FOSTERING_FLAG": "private fostering",
    "NON_AGENCY_ADOPTION_FLAG": "non-agency adoption",
    "CARE_LEAVER_FLAG": "care leaver",
    "CP_FLAG": "protection plan",
    "LEGAL_ACTION_FLAG": "legal action",
    "PROV_OF_SERVICES_FLAG": "services",
    "PROV_OF_SB_CARE_FLAG": "short breaks",
    "SPECIALIST_ASSESSMENT_FLAG": "specialist assessment",
    "REFERRAL_TO_OTHER_AGENCY_FLAG": "referred to another agency",
    "MONITOR_FLAG": "monitoring",
    "NFA_CONTINUE_SINGLE_FLAG": "no protection needed, assessment continues",
    "NFA_S47_END_FLAG": "enquiry ended",
    "OTHER_ACTIONS_FLAG": "other actions",
    "OTHER_OUTCOMES_EXIST_FLAG": "other outcome",
    "NFA_FLAG": NO_FURTHER_ACTION,
}
# Legal statuses as a lane of the timeline has room for.
SHORT_LEGAL = {
    "V2": "Section 20",
    "V3": "Short breaks",
    "V4": "Short breaks",
    "J1": "On remand",
    "J2": "Police detention",
    "J3": "Youth rehabilitation order",
    "L1": "Police protection",
}
SET = {"y", "yes", "true", "1"}


def label(codes: str, code: str | None) -> str:
    """The label of a code; a value outside the list as it stands; empty for none."""
    return code_lists.ALL[codes].label(code) or ""


def lowered(text: str) -> str:
    """A label inside a sentence: the first letter small, unless the word is an abbreviation or a code."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] in ("", " ") else text


def raised(text: str) -> str:
    """A phrase at the head of a cell."""
    return text[:1].upper() + text[1:]


def source_of(row: dict, code: str, description: str) -> str:
    """Who referred, without the words by which the code list explains; the local words for a code it lacks."""
    known = row.get(code) in code_lists.ALL["referral_source"].codes
    return source_words(row[code]) if known else row.get(description) or row.get(code) or ""


def source_words(code: str) -> str:
    """A referral's source without the examples and kinds of the code list's label."""
    said = raised(label("referral_source", code).removeprefix("Individual - ").removeprefix("Other - "))
    return said.split(",")[0].split(" (")[0]


def outcomes(json_text: str | None) -> list[str]:
    """What an outcome column says, in words; nothing for a blank or broken one."""
    try:
        flags = json.loads(json_text or "{}")
    except ValueError:
        return []
    if not isinstance(flags, dict):
        return []
    return [text for flag, text in OUTCOMES.items() if str(flags.get(flag, "")).strip().casefold() in SET]


def chosen(codes: str, json_text: str | None) -> list[str]:
    """The labels of a list of codes kept as JSON, as an array of codes or an object of codes and yes or no."""
    try:
        held = json.loads(json_text or "[]")
    except ValueError:
        return []
    if isinstance(held, dict):
        held = [code for code, said in held.items() if str(said).strip().casefold() in SET]
    return [label(codes, str(code)) for code in held] if isinstance(held, list) else []


def sentence(*parts: str | None) -> str:
    """Parts that are there, joined with semicolons, the first with a capital."""
    return raised("; ".join(part for part in parts if part))


def counted(number: int, one: str, many: str = "") -> str:
    """`1 day`, `2 days`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_words(day: date) -> str:
    """`14 September 2008`."""
    return f"{day.day} {day:%B %Y}"


def day_of(value: date | datetime | None) -> date | None:
    """The day of a date or a time."""
    return value.date() if isinstance(value, datetime) else value


@lru_cache(maxsize=1)
def _calendar() -> tuple[list[date], list[int]]:
    calendar = working_day_calendar()
    return calendar["day"].to_pylist(), calendar["working_day_number"].to_pylist()


def working_days(start: date | None, end: date | None) -> int | None:
    """Working days after `start` up to and including `end` (docs/conventions.md); None outside the calendar."""
    days, numbers = _calendar()
    if start is None or end is None or not (days[0] <= start <= days[-1] and days[0] <= end <= days[-1]):
        return None
    return numbers[bisect_right(days, end) - 1] - numbers[bisect_right(days, start) - 1]
