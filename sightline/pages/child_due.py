"""What is due for one child, by date: each statutory limit with what is left of it or over it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sightline.engine import worklists
from sightline.engine.chronology.words import counted, in_words
from sightline.pages.child_words import near_day
from sightline.pages.children import names_of_workers
from sightline.pages.due import clock_in_words
from sightline.pages.reading import Reading
from sightline.pages.worklists import NUMBERS, worklists_of


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
    over: int
    unit: str


def due_of(reading: Reading, child_id: str) -> tuple[Due, ...]:
    """Everything that waits to be done for the child, the earliest date first; as the worklists say it."""
    found = [_due(reading, one) for one in _by_child(reading).get(child_id, ())]
    return tuple(sorted(found, key=lambda one: (one.due, one.what)))


def warnings_of(reading: Reading, child_id: str) -> tuple[str, ...]:
    """Early warnings about the child, in words."""

    def made() -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for warned in worklists_of(reading).warnings:
            found[warned.child_id].add(warned.says)
        return {child: tuple(sorted(says)) for child, says in found.items()}

    return reading.remembered(("warnings by child",), made).get(child_id, ())


def _by_child(reading: Reading) -> Mapping[str, list[worklists.Due]]:
    def made() -> Mapping[str, list[worklists.Due]]:
        lists = worklists_of(reading)
        found: dict[str, list[worklists.Due]] = defaultdict(list)
        for due in lists.dues:
            if due.is_waiting and due.is_open_on(lists.day):
                found[due.child_id].append(due)
        return found

    return reading.remembered(("due by child",), made)


def _due(reading: Reading, due: worklists.Due) -> Due:
    lists = worklists_of(reading)
    state, clock = clock_in_words(lists, due)
    if due.extended_reason:
        state, clock = "extended", f"{clock}; extended: {due.extended_reason}"
    whose = names_of_workers(reading).get(due.worker_id or "", "") or due.team or ""
    unit = "working day" if due.is_in_working_days else "day"
    limit = f"{due.limit} from {near_day(due.started, lists.day)}"
    return Due(due.what, limit, due.due, state, clock, whose, due.days_over(lists.day), unit)


def overdue_sentence(due: tuple[Due, ...]) -> str:
    """`One date is overdue: the first health assessment, 8 working days past.`"""
    late = [one for one in due if one.over]
    if not due:
        return "Nothing is due."
    if not late:
        return f"Nothing is overdue; the next date is {_name(due[0])} on {in_words(due[0].due)}."
    past = f"{_name(late[0])}, {counted(late[0].over, late[0].unit)} past"
    if len(late) == 1:
        return f"One date is overdue: {past}."
    number = NUMBERS[len(late)].capitalize() if len(late) < len(NUMBERS) else str(len(late))
    return f"{number} dates are overdue, the earliest {past}."


def _name(one: Due) -> str:
    return f"the {one.what[:1].lower() + one.what[1:]}"
