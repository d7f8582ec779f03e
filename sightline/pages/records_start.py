"""Where lists of records begin: the headline measures in the order of a child's journey, then the whole catalogue."""

from dataclasses import dataclass
from functools import cache

from sightline.measures.catalogue import CATALOGUE, SECTIONS
from sightline.measures.model import Measure
from sightline.pages import headlines
from sightline.pages.finding import words_of


@dataclass(frozen=True)
class Entry:
    """A measure with records: its id and what it is called here."""

    measure_id: str
    title: str


@dataclass(frozen=True)
class Group:
    """Measures of one part of the journey, or of one section of the catalogue."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class StartPage:
    """`first`: the headline measures, while nothing was typed; `groups`: the catalogue, or what was found of it."""

    first: tuple[Group, ...]
    groups: tuple[Group, ...]
    typed: str
    found: int


def _has_records(measure: Measure) -> bool:
    return not measure.is_observed and measure.subject.about_children


@cache
def _headlines() -> tuple[Group, ...]:
    found = []
    for topic in headlines.TOPICS:
        lines = [line.of_a_unit or line for line in topic.headlines]
        entries = tuple(Entry(one.measure_id, one.title) for one in lines if _has_records(one.measure))
        if entries:
            found.append(Group(topic.title, entries))
    return tuple(found)


@cache
def _catalogue() -> tuple[Group, ...]:
    found = []
    for title, module in SECTIONS.items():
        entries = tuple(Entry(m.id, m.title) for m in module.MEASURES if _has_records(m))
        if entries:
            found.append(Group(title, entries))
    return tuple(found)


def start_page(typed: str) -> StartPage:
    """The measures whose names have every word that was typed, or words that begin so; all where nothing was."""
    words = words_of(typed)
    if not words:
        groups = _catalogue()
        return StartPage(_headlines(), groups, "", sum(len(group.entries) for group in groups))
    kept = (Group(g.title, tuple(e for e in g.entries if _has(e, g.title, words))) for g in _catalogue())
    groups = tuple(group for group in kept if group.entries)
    return StartPage((), groups, typed, sum(len(group.entries) for group in groups))


def _has(entry: Entry, section: str, typed: list[str]) -> bool:
    measure = CATALOGUE[entry.measure_id]
    words = words_of(" ".join((entry.title, measure.id, section, *measure.also_known_as)))
    return all(any(word.startswith(part) for word in words) for part in typed)
