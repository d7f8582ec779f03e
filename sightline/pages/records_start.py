"""Where lists of records begin: the measures in the order of a child's journey, by what they are about."""

from dataclasses import dataclass
from functools import cache

from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import Measure
from sightline.pages.record_words import noun_of


@dataclass(frozen=True)
class Group:
    """Measures that count the same kind of thing."""

    title: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class StartPage:
    groups: tuple[Group, ...]
    typed: str
    found: int


@cache
def _listed() -> tuple[Group, ...]:
    """Every measure with records, grouped by what a record is, in the catalogue's order."""
    groups: dict[str, list[Measure]] = {}
    for measure in CATALOGUE.values():
        if not measure.is_observed and measure.subject.about_children:
            title = noun_of(measure) if measure.numerator.subject.kind.value == "event" else measure.subject.grain
            groups.setdefault(_title(measure, title), []).append(measure)
    return tuple(Group(title, tuple(measures)) for title, measures in groups.items())


def _title(measure: Measure, title: str) -> str:
    words = title.removeprefix("one ").split(" on a day")[0].split(",")[0]
    return words[:1].upper() + words[1:]


def start_page(typed: str) -> StartPage:
    """The measures whose title or other names have every word that was typed; all where nothing was."""
    words = typed.casefold().split()
    groups = []
    for group in _listed():
        kept = tuple(m for m in group.measures if all(word in _text(m) for word in words))
        if kept:
            groups.append(Group(group.title, kept))
    return StartPage(tuple(groups), typed, sum(len(group.measures) for group in groups))


def _text(measure: Measure) -> str:
    return " ".join((measure.title, measure.id.replace("_", " "), *measure.also_known_as)).casefold()
