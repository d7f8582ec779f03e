"""Every measure's definition by topic, in the catalogue's order."""

from dataclasses import dataclass
from functools import cache

from sightline.measures.catalogue import SECTIONS
from sightline.measures.model import Measure, Polarity
from sightline.pages.finding import words_of

GOOD = {Polarity.HIGH: "high", Polarity.LOW: "low", Polarity.NEUTRAL: "neither; it is watched, not rated"}
UNITS = {
    "count": "number",
    "percent": "per cent",
    "per_1000": "per 1,000",
    "per_10000": "per 10,000 residents aged 0 to 17",
    "per_100000": "per 100,000",
    "mean": "average",
    "fte": "full-time equivalents",
    "working_days": "working days",
}


@dataclass(frozen=True)
class Defined:
    """One measure as the definitions print it."""

    id: str
    title: str
    definition: str
    why: str
    note: str
    unit: str
    good: str
    source: str
    also: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """A section of the catalogue; `anchor` is its place on the page."""

    title: str
    anchor: str
    measures: tuple[Defined, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """The whole catalogue."""
    return tuple(
        Topic(section, "-".join(words_of(section)), tuple(_defined(measure) for measure in module.MEASURES))
        for section, module in SECTIONS.items()
    )


def topics_with(query: str) -> tuple[Topic, ...]:
    """The topics with the measures in which each word of the query stands, or begins a word; all without a query."""
    typed = words_of(query)
    if not typed:
        return topics()
    kept = (
        Topic(topic.title, topic.anchor, tuple(one for one in topic.measures if _has(one, topic, typed)))
        for topic in topics()
    )
    return tuple(topic for topic in kept if topic.measures)


def _has(one: Defined, topic: Topic, typed: list[str]) -> bool:
    words = words_of(" ".join((one.title, one.id, one.definition, topic.title, *one.also)))
    return all(any(word.startswith(part) for word in words) for part in typed)


def _defined(measure: Measure) -> Defined:
    return Defined(
        id=measure.id,
        title=measure.title,
        definition=measure.definition,
        why=measure.why_it_matters,
        note=measure.note,
        unit=UNITS.get(measure.unit.name, measure.unit.name),
        good=GOOD[measure.polarity],
        source=measure.source,
        also=measure.also_known_as,
    )
