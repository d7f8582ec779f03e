"""Worklists: what is overdue, due this week, in the fortnight after it and later, and what was done last week."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from sightline.engine.worklists import CLOCKS, Due, State, Worklists
from sightline.errors import BadUsage, did_you_mean
from sightline.pages.children import names_of_children, names_of_workers
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope
from sightline.pages.worklists import Part, counted, in_words, with_capital, worklists_of

ROWS = 50
TITLES = {
    "assessment": "an assessment", "first_conference": "a conference", "cp_review": "a review conference",
    "health_assessment": "a health assessment", "sdq": "a questionnaire",
}  # fmt: skip


class Tab(Enum):
    """The parts of a worklist, each its own address; the value is what it is called there."""

    NOW = "now"
    FORTNIGHT = "next-fortnight"
    LATER = "later"
    DONE = "done"

    @property
    def title(self) -> str:
        return _TABS[self]


_TABS = {
    Tab.NOW: "Overdue and this week",
    Tab.FORTNIGHT: "Next fortnight",
    Tab.LATER: "Later",
    Tab.DONE: "Done last week",
}
_STATES = {
    State.OVERDUE: Tab.NOW,
    State.TODAY: Tab.NOW,
    State.THIS_WEEK: Tab.NOW,
    State.NEXT_FORTNIGHT: Tab.FORTNIGHT,
    State.LATER: Tab.LATER,
}


@dataclass(frozen=True)
class Asked:
    """What a worklist is asked for besides period and unit: a part of it, one worker's, one clock's."""

    tab: Tab = Tab.NOW
    worker: str = ""
    clock: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Asked":
        """From an address. Errors: BadUsage for a part or a clock that there is not."""
        tab, clock = given.get("show", "") or Tab.NOW.value, given.get("clock", "")
        tabs = {one.value: one for one in Tab}
        if tab not in tabs:
            raise BadUsage(
                f"A worklist has no part '{tab[:40]}'.{did_you_mean(tab[:40], tabs)} Choose one of its tabs."
            )
        if clock and clock not in CLOCKS:
            near = did_you_mean(clock[:40], CLOCKS)
            raise BadUsage(f"There is no clock '{clock[:40]}'.{near} Choose one in the list over the table.")
        return cls(tabs[tab], given.get("worker", "")[:80], clock)


@dataclass(frozen=True)
class DueRow:
    """
    One row of a worklist. `name` is empty where names were not loaded; `used` and `limit_days` are days (working days,
    where the limit is in them) for the bar; `state` is late, soon, ok or extended, and `clock` says it in words.
    """

    child_id: str
    name: str
    what: str
    limit: str
    whose: str
    team: str
    due: date
    started: date
    used: int
    limit_days: int
    state: str
    clock: str
    reason: str = ""


@dataclass(frozen=True)
class CountFact:
    """One of the four counts at the head: its title, number and what is said under it."""

    title: str
    value: int
    sub: str
    is_late: bool = False


@dataclass(frozen=True)
class TabLink:
    tab: Tab
    count: int
    is_current: bool


@dataclass(frozen=True)
class Filter:
    """One value that the list can be narrowed to, with how many rows of the present part it would leave."""

    value: str
    title: str
    count: int
    selected: bool


@dataclass(frozen=True)
class DuePage:
    """
    A worklist of a unit: counts, parts, and what to do (`dues`; `rows_of` makes rows of them).

    `finding` is the sentence in bold, `rest` what follows it.
    """

    unit: Unit
    day: date
    asked: Asked
    finding: str
    rest: str
    counts: tuple[CountFact, ...]
    tabs: tuple[TabLink, ...]
    dues: tuple[Due, ...]
    workers: tuple[Filter, ...]
    clocks: tuple[Filter, ...]
    nothing: str
    not_supplied: tuple[str, ...]
    has_names: bool
    shows_team: bool

    @property
    def worker_name(self) -> str:
        return next((one.title for one in self.workers if one.selected), "")

    @property
    def clock_title(self) -> str:
        return CLOCKS[self.asked.clock].plural if self.asked.clock else ""


def due_page(reading: Reading, scope: Scope, unit: Unit, asked: Asked) -> DuePage:
    """The worklist of what this scope holds of the unit. Whoever shows rows of it records every child in them."""
    lists = worklists_of(reading)
    part = Part(scope, unit)
    waiting, done = part.of(lists.waiting), part.of(lists.done_last_week)
    by_tab: dict[Tab, list[Due]] = {tab: [] for tab in Tab}
    for due in waiting:
        by_tab[_STATES[lists.state_of(due)]].append(due)
    by_tab[Tab.DONE] = done
    narrowed = Part(scope, unit, asked.worker, asked.clock)
    shown = [due for due in by_tab[asked.tab] if narrowed.is_chosen(due)]
    finding = _finding(lists, waiting)
    return DuePage(
        unit=unit,
        day=lists.day,
        asked=asked,
        finding=finding,
        rest="" if waiting else "Nobody in these units has a clock running.",
        counts=_counts(lists, waiting, part),
        tabs=tuple(
            TabLink(tab, sum(narrowed.is_chosen(due) for due in dues), tab is asked.tab) for tab, dues in by_tab.items()
        ),
        dues=tuple(shown),
        workers=_workers(reading, by_tab[asked.tab], asked),
        clocks=_clocks(by_tab[asked.tab], asked),
        nothing=_nothing(lists, asked, waiting),
        not_supplied=tuple(clock.plural for clock in lists.not_supplied),
        has_names=bool(names_of_children(reading)),
        shows_team=len(unit.teams) != 1,
    )


def rows_of(reading: Reading, dues: Sequence[Due]) -> tuple[DueRow, ...]:
    """Things to do as a worklist's rows, with names where they are known."""
    lists = worklists_of(reading)
    children, workers = names_of_children(reading), names_of_workers(reading)
    return tuple(_row(lists, due, children, workers) for due in dues)


def _row(lists: Worklists, due: Due, children: Mapping[str, str], workers: Mapping[str, str]) -> DueRow:
    state, clock = clock_in_words(lists, due)
    until = due.done or lists.day
    worker = workers.get(due.worker_id, due.worker_id) if due.worker_id else "no named worker"
    return DueRow(
        child_id=due.child_id,
        name=children.get(due.child_id, ""),
        what=due.what,
        limit=due.limit,
        whose=worker,
        team=due.team or "",
        due=due.due,
        started=due.started,
        used=due.days_from(due.started, until),
        limit_days=max(due.days_from(due.started, due.due), 1),
        state="extended" if due.extended_reason and due.is_waiting else state,
        clock=clock,
        reason=due.extended_reason or "",
    )


def clock_in_words(lists: Worklists, due: Due) -> tuple[str, str]:
    """How a thing to do stands: late, soon or ok, and in words."""
    unit = "working day" if due.is_in_working_days else "day"
    if due.done is not None:
        late = due.days_over(due.done)
        return ("late", f"{counted(late, unit)} late") if late else ("ok", "in time")
    match lists.state_of(due):
        case State.OVERDUE:
            return "late", f"{counted(due.days_over(lists.day), unit)} over"
        case State.TODAY:
            return "soon", "today" if due.due == lists.day else f"late from {due.late_from:%A}"
        case State.THIS_WEEK:
            return "soon", f"{counted((due.due - lists.day).days, 'day')} left"
        case _:
            return "ok", f"{counted((due.due - lists.day).days, 'day')} left"


def _finding(lists: Worklists, waiting: Sequence[Due]) -> str:
    states = Counter(lists.state_of(due) for due in waiting)
    overdue, today = states[State.OVERDUE], states[State.TODAY]
    day = f"{lists.day:%A %-d %B}"
    if not overdue and not today:
        return f"Nothing is overdue and nothing falls due on {day}."
    late = with_capital(f"{in_words(overdue)} {'date is' if overdue == 1 else 'dates are'} overdue")
    falls = f"{in_words(today)} {'falls' if today == 1 else 'fall'} due today, {day}"
    return f"{late} and {falls}." if today else f"{late} on {day}."


def _counts(lists: Worklists, waiting: Sequence[Due], part: Part) -> tuple[CountFact, ...]:
    states: dict[State, list[Due]] = {state: [] for state in State}
    for due in waiting:
        states[lists.state_of(due)].append(due)
    overdue, today = states[State.OVERDUE], states[State.TODAY]
    week = today + states[State.THIS_WEEK]
    fortnight = states[State.NEXT_FORTNIGHT]
    before = len(part.of(lists.late_a_week_ago))
    visits = sum("visit" in due.clock for due in fortnight)
    return (
        CountFact("Overdue", len(overdue), _than_before(len(overdue), before, lists.day), bool(overdue)),
        CountFact("Due today", len(today), _kinds(today)),
        CountFact(f"Due by {lists.week_ends:%A}", len(week), _among(len(today))),
        CountFact("Due in the fortnight after", len(fortnight), f"{visits:,} of them visits" if visits else ""),
    )


def _than_before(now: int, before: int, day: date) -> str:
    last = f"{day - timedelta(days=7):%-d %B}"
    if now == before:
        return f"as many as on {last}"
    return f"{in_words(abs(now - before))} {'more' if now > before else 'fewer'} than on {last}"


def _kinds(dues: Sequence[Due]) -> str:
    """`a conference, 2 visits`: what falls due, the most first."""
    kinds = Counter(due.clock for due in dues).most_common(3)
    words = [_one(clock) if number == 1 else f"{number} {_many(clock)}" for clock, number in kinds]
    return ", ".join(words) + (" and others" if len({due.clock for due in dues}) > 3 else "")


def _one(clock: str) -> str:
    if "visit" in clock:
        return "a visit"
    title = CLOCKS[clock].title
    return TITLES.get(clock, f"a {title[:1].lower()}{title[1:]}")


def _many(clock: str) -> str:
    if "visit" in clock:
        return "visits"
    plural = CLOCKS[clock].plural
    return f"{plural[:1].lower()}{plural[1:]}"


def _among(today: int) -> str:
    return f"today’s {in_words(today)} among them" if today else ""


def _workers(reading: Reading, dues: Sequence[Due], asked: Asked) -> tuple[Filter, ...]:
    names = names_of_workers(reading)
    counts = Counter(due.worker_id for due in dues if not asked.clock or due.clock == asked.clock)
    known = {due.worker_id for due in dues if due.worker_id} | ({asked.worker} - {""})
    found = [Filter(w, names.get(w, w), counts[w], w == asked.worker) for w in known]
    return tuple(sorted(found, key=lambda one: (one.title, one.value)))


def _clocks(dues: Sequence[Due], asked: Asked) -> tuple[Filter, ...]:
    counts = Counter(due.clock for due in dues if not asked.worker or due.worker_id == asked.worker)
    known = {due.clock for due in dues} | ({asked.clock} - {""})
    return tuple(
        Filter(clock.name, clock.plural, counts[clock.name], clock.name == asked.clock)
        for clock in CLOCKS.values()
        if clock.name in known
    )


def _nothing(lists: Worklists, asked: Asked, waiting: Sequence[Due]) -> str:
    """What is said in place of rows: what comes next, or that the filters leave nothing."""
    if asked.worker or asked.clock:
        return "No child matches all of these."
    if asked.tab is Tab.NOW and waiting:
        nearest = waiting[0]
        title = _one(nearest.clock)
        return f"Nothing is overdue. The next date is {title} on {nearest.due:%A %-d %B}."
    return {
        Tab.NOW: "Nothing is overdue and nothing is waiting.",
        Tab.FORTNIGHT: "Nothing falls due in that fortnight.",
        Tab.LATER: "Nothing falls due later.",
        Tab.DONE: f"Nothing was recorded as done in the week to {lists.day:%-d %B}.",
    }[asked.tab]
