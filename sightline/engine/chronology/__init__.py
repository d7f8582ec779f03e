"""
Everything the canonical dataset knows of one child on its as-at date, in the field's words.

`ChildReader` reads the child's rows; `chronology` tells them as facts, spells, events and lines.
"""

from datetime import date

from sightline.engine.chronology import care, health_and_leaving, need, person, protection
from sightline.engine.chronology.model import (
    ALWAYS_DRAWN,
    ChildFacts,
    Chronology,
    Event,
    Happening,
    Holder,
    Lane,
    Relative,
    Sort,
    Spell,
    Standing,
)
from sightline.engine.chronology.reading import ChildReader, ChildRows
from sightline.engine.chronology.story import Story

__all__ = [
    "ALWAYS_DRAWN",
    "ChildFacts",
    "ChildReader",
    "ChildRows",
    "Chronology",
    "Event",
    "Happening",
    "Holder",
    "Lane",
    "Relative",
    "Sort",
    "Spell",
    "Standing",
    "chronology",
]


def chronology(rows: ChildRows, as_at: date) -> Chronology:
    """
    The child's story from their rows; `as_at` is the day the data are as at.

    Records with impossible or missing dates are lines with a `doubt`, in their place by date, the undated ones last.
    """
    story = Story(rows, as_at)
    for teller in (person, need, protection, care, health_and_leaving):
        teller.tell(story)
    told = enumerate(story.happenings)
    newest = sorted(told, key=lambda one: (one[1].on or date.min, one[0]), reverse=True)
    return Chronology(
        facts=person.facts(story),
        as_at=as_at,
        holder=person.holder(story),
        standings=person.standings(story),
        relatives=person.relatives(story),
        spells=tuple(sorted(story.spells, key=lambda s: (s.start, s.end or date.max))),
        events=tuple(sorted(story.events, key=lambda e: e.on)),
        happenings=tuple(h for _place, h in newest),
    )
