"""What is due for one child, by date: each statutory limit with what is left of it or over it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.engine.chronology import ChildRows
from sightline.engine.chronology.words import counted, in_words, working_days
from sightline.pages.child_words import near_day

SOON = 7


@dataclass(frozen=True)
class Due:
    """
    One thing to do. `state` is late, soon, ok or extended, `clock` says it in words; `over` counts the days (working
    days, where the limit is in them) past the limit, 0 where it is not.
    """

    what: str
    limit: str
    due: date
    state: str
    clock: str
    whose: str
    over: int = 0
    unit: str = "day"


def due_of(rows: ChildRows, as_at: date) -> tuple[Due, ...]:
    """Everything that waits to be done for the child, the earliest date first."""
    waiting = [row for row in rows.of("clocks") if row["done"] is None and row["lapsed"] is None]
    found = [_due(row, rows, as_at) for row in waiting]
    return tuple(sorted(found, key=lambda one: (one.due, one.what)))


def warnings_of(rows: ChildRows) -> tuple[str, ...]:
    """Early warnings about the child, in words."""
    return tuple(sorted({row["says"] for row in rows.of("early_warnings")}))


def _due(row: dict[str, Any], rows: ChildRows, as_at: date) -> Due:
    unit = "working day" if "working day" in row["limit"] else "day"
    over, left = _days(as_at, row["due"], unit), _days(row["due"], as_at, unit)
    whose = rows.workers.get(row["worker_id"] or "", "") or rows.teams.get(row["team_id"] or "", "")
    is_late = as_at >= row["late_from"]
    if row["extended_reason"]:
        state, clock = "extended", f"Extended: {row['extended_reason']}"
    elif is_late:
        state, clock = "late", f"{counted(max(over, 1), unit)} over"
    else:
        state = "soon" if (row["due"] - as_at).days <= SOON else "ok"
        clock = "Today" if row["due"] <= as_at else f"{counted(left, unit)} left"
    return Due(row["what"], _limit(row, as_at), row["due"], state, clock, whose, max(over, 1) if is_late else 0, unit)


def _limit(row: dict[str, Any], as_at: date) -> str:
    since = row["started"]
    return f"{row['limit']} from {near_day(since, as_at)}" if since is not None else row["limit"]


def _days(later: date, earlier: date, unit: str) -> int:
    """Days (or working days) from the earlier to the later day; 0 where it is none."""
    if later <= earlier:
        return 0
    found = working_days(earlier, later) if unit == "working day" else None
    return (later - earlier).days if found is None else found


def overdue_sentence(due: tuple[Due, ...], as_at: date) -> str:
    """`One date is overdue: the first health assessment, 8 working days past.`"""
    late = sorted((one for one in due if one.over), key=lambda one: one.due)
    if not due:
        return "Nothing is due."
    if not late:
        first = due[0]
        return f"Nothing is overdue; the next date is {_name(first)} on {in_words(first.due)}."
    worst = late[0]
    past = f"{_name(worst)}, {counted(worst.over, worst.unit)} past"
    if len(late) == 1:
        return f"One date is overdue: {past}."
    return f"{_number(len(late))} dates are overdue, the longest {past}."


def _name(one: Due) -> str:
    return f"the {one.what[:1].lower() + one.what[1:]}"


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return words[count] if count < len(words) else str(count)
