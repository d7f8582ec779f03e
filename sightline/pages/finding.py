"""
Finding what somebody typed: measures, units, help and words of the field, whatever the spelling.

Each thing is a bundle of words. A word typed is looked up in the vocabulary of all bundles: as it stands, as the
beginning of a word, by a known abbreviation, or, where none of these is there, by the words most alike.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import Enum
from functools import cached_property

# How much a word counts by how it was met.
EXACT, BEGINNING, ALIKE = 4.0, 2.0, 1.0
# How alike two words must be (0 to 1), and the shortest that is guessed at.
LIKENESS, SHORTEST_GUESSED = 0.78, 3
# Of words alike, those nearly as alike as the most alike count.
NEARLY = 0.08
# A word of a title counts so many times as much as one of the other names or the definition.
IN_TITLE = 3.0
MOST_WORDS = 8
# Words that say nothing beside others.
SMALL_WORDS = frozenset(("a", "an", "and", "are", "by", "for", "in", "is", "of", "on", "or", "the", "to", "with"))


class Group(Enum):
    """What was found, in the order it is shown."""

    MEASURES = "Measures"
    UNITS = "Units"
    HELP = "Help"
    WORDS = "Glossary"


@dataclass(frozen=True)
class Thing:
    """
    Something that can be found: what it is called, where it leads, and the words that it goes by besides.

    `key`: a unit's. `weight`: of things met equally well the heavier comes first (the whole service before a team).
    """

    group: Group
    title: str
    url: str
    note: str = ""
    names: tuple[str, ...] = ()
    weight: float = 0.0
    key: str = ""


@dataclass(frozen=True)
class Met:
    """A thing with how well it was met."""

    thing: Thing
    score: float


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without signs: `Re-referrals` is `re`, `referrals` and `rereferrals`."""
    plain = _plain(text)
    found = re.findall(r"[a-z0-9]+", plain)
    joined = [part.replace("-", "") for part in re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", plain)]
    return [*found, *joined]


@dataclass(frozen=True)
class Index:
    """Things with the vocabulary of their words; `abbreviations`: what `icpc` stands for, in words of the things."""

    things: tuple[Thing, ...]
    abbreviations: Mapping[str, tuple[str, ...]]

    @cached_property
    def _places(self) -> dict[str, dict[int, float]]:
        """word -> thing's number -> how much the word says of it."""
        places: dict[str, dict[int, float]] = {}
        for number, thing in enumerate(self.things):
            for word in (word for name in thing.names for word in words_of(name)):
                places.setdefault(word, {})[number] = 1.0
            for word in words_of(thing.title):
                places.setdefault(word, {})[number] = IN_TITLE
        return places

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        return tuple(self._places)

    def find(self, query: str, allowed: frozenset[Group] = frozenset(Group)) -> list[Met]:
        """The things that meet every word of the query, best first; nothing for an empty query."""
        typed = self._typed(query)
        if not typed:
            return []
        by_word = [self._met_by(word) for word in typed]
        common = set.intersection(*(set(met) for met in by_word))
        whole = " ".join(typed)
        found = [
            Met(thing, sum(met[number] for met in by_word) + thing.weight + _whole(thing, whole))
            for number in common
            if (thing := self.things[number]).group in allowed
        ]
        return sorted(found, key=lambda met: (-met.score, len(met.thing.title), met.thing.title))

    def _typed(self, query: str) -> list[str]:
        """The words to look for: a hyphenated one as one word where that is known, no small words beside others."""
        words: list[str] = []
        for part in re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", _plain(query)):
            joined = part.replace("-", "")
            one = "-" in part and any(known.startswith(joined) for known in self._vocabulary)
            words += [joined] if one else part.split("-")
        telling = [word for word in words if word not in SMALL_WORDS]
        return list(dict.fromkeys(telling or words))[:MOST_WORDS]

    def _met_by(self, word: str) -> dict[int, float]:
        """Thing's number -> how well one word meets it."""
        met: dict[int, float] = {}
        for known, how in self._like(word):
            for number, weight in self._places[known].items():
                met[number] = max(met.get(number, 0.0), weight * how)
        for meaning in self.abbreviations.get(word, ()):
            parts = [self._met_by_plain(part) for part in dict.fromkeys(words_of(meaning))]
            if parts:
                for number in set.intersection(*(set(part) for part in parts)):
                    score = sum(part[number] for part in parts) / len(parts)
                    met[number] = max(met.get(number, 0.0), score)
        return met

    def _met_by_plain(self, word: str) -> dict[int, float]:
        return {
            number: weight * how for known, how in self._like(word) for number, weight in self._places[known].items()
        }

    def _like(self, word: str) -> list[tuple[str, float]]:
        """The words of the vocabulary that a typed one may be, each with how surely."""
        near = [(known, _how_near(word, known)) for known in self._vocabulary]
        found = [(known, how) for known, how in near if how]
        if found or len(word) < SHORTEST_GUESSED or word in self.abbreviations:
            return found
        alike = get_close_matches(word, self._vocabulary, n=5, cutoff=LIKENESS)
        if not alike:
            return []
        ratios = {known: SequenceMatcher(None, known, word).ratio() for known in alike}
        return [(known, ALIKE) for known, ratio in ratios.items() if ratio >= max(ratios.values()) - NEARLY]


def _how_near(word: str, known: str) -> float:
    if word == known:
        return EXACT
    # `conferences` also meets `conference`.
    if known.startswith(word) or (word.endswith("s") and len(word) > 3 and known == word[:-1]):
        return BEGINNING
    return 0.0


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace("'s", "s")


def _whole(thing: Thing, typed: str) -> float:
    """More where the title is, or begins with, what was typed; most where one of its names is exactly that."""
    title = " ".join(words_of(thing.title))
    if title == typed or typed in {" ".join(words_of(name)) for name in thing.names}:
        return 12.0
    return 6.0 if title.startswith(typed) else 0.0


def grouped(met: Sequence[Met], most: int) -> list[tuple[Group, list[Thing], int]]:
    """What was found by group, at most so many of each, with how many there are; the group with the best first."""
    groups: dict[Group, list[Thing]] = {}
    for one in met:
        groups.setdefault(one.thing.group, []).append(one.thing)
    return [(group, things[:most], len(things)) for group, things in groups.items()]
