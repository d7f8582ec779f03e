"""A child's page: sentence, facts, what is due, timeline, chronology, and the figures that count the child."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sightline.charts.timeline import MONTHS, Timeline, timeline
from sightline.engine.chronology import ChildFacts, Chronology, Happening, Holder, Sort, Standing, chronology
from sightline.engine.chronology.words import counted, in_words
from sightline.pages.child_due import Due, due_of, overdue_sentence, warnings_of
from sightline.pages.child_figures import CountedIn, counted_in
from sightline.pages.child_words import near_day
from sightline.pages.children import child_reader, is_in_scope
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope

# How many lines the chronology opens with.
FIRST_LINES = 12
SHOWS = {"story": "Everything but visits and contacts", "visits": "Visits", "contacts": "Contacts", "all": "Everything"}
_SORTS = {"story": {Sort.EVENT}, "visits": {Sort.VISIT}, "contacts": {Sort.CONTACT}, "all": set(Sort)}


@dataclass(frozen=True)
class Sibling:
    """A brother or sister; `child_id` and name are empty where the child is not in scope."""

    child_id: str
    name: str
    age: str


@dataclass(frozen=True)
class ChildPage:
    """Everything the page shows. `siblings_shown`: whose ids it shows, for the audit."""

    facts: ChildFacts
    title: str
    finding: str
    after: str
    born: str
    holder: Holder | None
    standings: tuple[Standing, ...]
    due: tuple[Due, ...]
    warnings: tuple[str, ...]
    timeline: Timeline
    whole_life: bool
    show: str
    shows: tuple[tuple[str, str, int], ...]
    lines: tuple[Happening, ...]
    more: int
    doubts: int
    siblings: tuple[Sibling, ...]
    counted_in: tuple[CountedIn, ...]
    as_at: date

    @property
    def siblings_shown(self) -> tuple[str, ...]:
        return tuple(one.child_id for one in self.siblings if one.child_id)


def child_page(
    reading: Reading, child_id: str, scope: Scope, *, show: str = "story", whole: bool = False, life: bool = False
) -> ChildPage:
    """
    The page of a child that may be shown; `whole`: every line of the chronology; `life`: all since first known.

    Errors: BadUsage for an id that the data don't know.
    """
    rows = child_reader(reading).read(child_id)
    child = chronology(rows, reading.as_at)
    due = due_of(reading, child_id)
    lines = tuple(h for h in child.happenings if h.sort in _SORTS[show])
    shown = lines if whole else lines[:FIRST_LINES]
    return ChildPage(
        facts=child.facts,
        title=child.facts.name or f"Child {child.facts.person_id}",
        finding=overdue_sentence(due),
        after=_what_now(child),
        born=_born(child),
        holder=child.holder,
        standings=child.standings,
        due=due,
        warnings=warnings_of(reading, child_id),
        timeline=timeline(child, months=None if life else MONTHS),
        whole_life=life,
        show=show,
        shows=_counts(child),
        lines=shown,
        more=len(lines) - len(shown),
        doubts=len(child.doubtful),
        siblings=_siblings(reading, child, scope),
        counted_in=counted_in(reading, child_id),
        as_at=reading.as_at,
    )


def _counts(child: Chronology) -> tuple[tuple[str, str, int], ...]:
    found: Mapping[str, int] = {key: sum(h.sort in sorts for h in child.happenings) for key, sorts in _SORTS.items()}
    return tuple((key, words, found[key]) for key, words in SHOWS.items())


def _what_now(child: Chronology) -> str:
    """`Robin is on a protection plan and has been looked after for 41 days.`"""
    name, day = child.facts.called, child.as_at
    if child.facts.death_date is not None:
        return f"{name} died on {in_words(child.facts.death_date)}."
    parts = [_standing_words(standing, day) for standing in child.standings]
    if not parts:
        return f"{name}’s case is closed, or was never opened."
    return f"{name} {' and '.join(parts)}."


def _standing_words(standing: Standing, day: date) -> str:
    match standing.name:
        case "Looked after":
            return f"has been looked after for {_long(standing.since, day)}"
        case "Protection plan":
            return f"has been on a protection plan for {_long(standing.since, day)}"
        case "Child in need plan":
            return f"has had a child in need plan for {_long(standing.since, day)}"
        case "Child in need":
            return f"has an open referral of {near_day(standing.since, day)}"
    return f"is a {standing.name[:1].lower()}{standing.name[1:]}"


def _long(since: date, day: date) -> str:
    """Days up to 13 weeks, then months, then years: as people speak of them."""
    days = (day - since).days
    if days <= 91:
        return counted(days, "day")
    months = (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)
    return counted(months, "month") if months < 24 else counted(months // 12, "year")


def _born(child: Chronology) -> str:
    facts = child.facts
    if facts.birth_date is None:
        return "date of birth not recorded"
    if facts.is_unborn:
        return f"expected {in_words(facts.birth_date)}"
    return f"{_age(facts.age)}, born {in_words(facts.birth_date)}"


def _age(age: int | None) -> str:
    return "age not known" if age is None else "under 1 year" if age == 0 else counted(age, "year")


def _siblings(reading: Reading, child: Chronology, scope: Scope) -> tuple[Sibling, ...]:
    found = []
    for relative in child.relatives:
        born = relative.birth_date
        age = None if born is None or born > child.as_at else child.as_at.year - born.year - (
            (child.as_at.month, child.as_at.day) < (born.month, born.day)
        )  # fmt: skip
        if is_in_scope(reading, relative.person_id, scope):
            found.append(Sibling(relative.person_id, relative.name or relative.person_id, _age(age)))
        else:
            found.append(Sibling("", "", ""))
    return tuple(found)
