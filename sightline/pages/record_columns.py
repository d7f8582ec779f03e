"""The columns of a list of records: their headings and how a value reads."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.dataset import code_lists
from sightline.engine.chronology.words import source_words
from sightline.engine.record_lists import BASE, COUNTED
from sightline.measures import breakdowns
from sightline.measures.model import Measure
from sightline.measures.spells import FOREVER

CHILD, HELD_BY, WORKER = "child", "held_by", "worker"
# What the date of a subject's record is, where 'Date' would say too little.
DATES = {
    "referrals": "Referred",
    "contacts": "Received",
    "assessments_started": "Started",
    "assessments_authorised": "Authorised",
    "s47_started": "Started",
    "s47_ended": "Ended",
    "strategy_discussions_started": "Started",
    "strategy_discussions_ended": "Ended",
    "conferences": "Held",
    "cp_plans_started": "Started",
    "cp_plans_ended": "Ended",
    "cla_started": "Started",
    "cla_ended": "Ended",
    "cla_reviews_held": "Held",
    "missing_episodes": "Began",
    "adopted": "Order made",
}
HEADINGS = {
    "record_id": "Record",
    "service_area": "Service area",
    "locality": "Locality",
    "team": "Team then",
    WORKER: "Worker then",
    HELD_BY: "Held by now",
    "age": "Age",
    "la_code": "Authority",
    "period_id": "Period of care",
    "period_start": "In care since",
    "plan_start": "Plan since",
    "is_repeat": "Re-referral",
    "is_nfa": "No further action",
    "working_days": "Working days",
    "in_45_working_days": "In 45 working days",
    "in_15_working_days": "In 15 working days",
    "to_plan": "To a plan",
    "uasc": "Unaccompanied",
}
# Ways to cut, of which a list has the value in every row; kept off the first view, for they say more than is asked.
PERSONAL = ("sex", "gender", "ethnicity", "disability", "uasc")
LEFT_OUT = {COUNTED, BASE, "month", "person_id", "worker_id", "start_date", "end_date"}
MOST_AT_FIRST, MOST_CODES = 8, 3


@dataclass(frozen=True)
class Column:
    """One column: `key` in the URL, its heading, and whether its values are numbers or dates, set right."""

    key: str
    heading: str
    is_right: bool = False


def heading_of(name: str, measure: Measure) -> str:
    if name == "date":
        return "Day" if measure.is_snapshot else DATES.get(measure.subject.name, "Date")
    if name in HEADINGS:
        return HEADINGS[name]
    if name in breakdowns.ALL:
        return breakdowns.ALL[name].title
    words = name.removeprefix("is_").replace("_", " ").replace("april", "April")
    return words[:1].upper() + words[1:]


def columns_of(measure: Measure, names: list[str], types: dict[str, str]) -> list[Column]:
    """Every column that the list can show, the child first. `types`: the Arrow types by name."""
    own = [name for name in names if name not in LEFT_OUT]
    first = [name for name in ("age", "locality", "date") if name in own]
    rest = [name for name in own if name not in first]
    worker = [WORKER] if "worker_id" in names else []
    order = [CHILD, *first, *worker, HELD_BY, *rest] if "person_id" in names else [*first, *worker, *rest]
    return [
        Column(
            name,
            "Child" if name == CHILD else heading_of(name, measure),
            is_right=any(kind in types.get(name, "") for kind in ("int", "double", "float", "date")),
        )
        for name in order
    ]


def first_columns(measure: Measure, columns: list[Column], fixed: set[str]) -> list[str]:
    """
    The columns that a list opens with: the child, where and when, what the measure is about, who holds the child now.

    `fixed`: columns with one value in the whole list, which say nothing.
    """
    keys = [column.key for column in columns]
    numbers = [c.key for c in columns if c.is_right and c.key not in ("age", "date")]
    # A band says what the number or day beside it says.
    codes = [name for name in measure.subject.dimensions if not (numbers and name.endswith("_band"))][:MOST_CODES]
    about = [name for name in (*numbers, *codes) if name in keys and name not in fixed]
    start = [name for name in (CHILD, "age", "locality", "date") if name in keys and name not in fixed]
    wanted = [*start, *about, *(name for name in (HELD_BY,) if name in keys)]
    if len(wanted) > MOST_AT_FIRST:
        wanted = [*wanted[: MOST_AT_FIRST - 1], wanted[-1]]
    return list(dict.fromkeys(wanted))


def said(name: str, value: Any, measure: Measure) -> str:
    """A value in words: a code's label, Yes or No, a day; empty where nothing is recorded."""
    if value is None or value == FOREVER:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, float):
        return f"{value:g}"
    if name == "source":
        return source_words(value)
    if name in breakdowns.ALL and isinstance(value, str):
        return breakdowns.ALL[name].label(value, measure.bands)
    if name in code_lists.ALL:
        return code_lists.ALL[name].label(str(value)) or ""
    return str(value)
