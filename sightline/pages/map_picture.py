"""The map's picture: which class each area is in, what is hatched because pictures travel, and what the legend says."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.charts.choropleth import (
    Choropleth,
    DrawnMap,
    Legend,
    Place,
    class_breaks,
    class_of,
    draw,
    spread,
)
from sightline.charts.drawing import About
from sightline.geography.areas import LEVELS, Areas
from sightline.judgement.suppression.rules import Rules
from sightline.judgement.words import printed_number
from sightline.measures.arithmetic import exact
from sightline.pages.map_rows import AreaRow, Asked, Rows
from sightline.pages.reading import Reading

NUMBERED = 5


@dataclass(frozen=True)
class Picture:
    """The drawing with its legend, the note above it, the captions below it, and the codes that carry a number."""

    drawn: DrawnMap
    legend: tuple[Legend, ...]
    note: str
    captions: tuple[str, ...]
    numbered: tuple[str, ...]


def pictured(
    reading: Reading, asked: Asked, areas: Areas, outer: Areas | None, rows: Rows, counted: str, heading: str
) -> Picture:
    """
    The rows as a picture. A count of 1 to the threshold is hatched whoever looks, as what is protected is.

    Breaks are chosen from the values that are drawn.
    """
    disclosure = reading.settings.disclosure
    threshold = Rules(disclosure.threshold, disclosure.thresholds).threshold_of(asked.measure)
    drawn = [row for row in rows.areas if row.value is not None and not is_small(row, threshold)]
    hatched = [row for row in rows.areas if row.is_hidden or is_small(row, threshold)]
    is_share = asked.measure.unit.is_percent and not asked.counts_alone
    breaks = class_breaks([float(row.value) for row in drawn if row.value is not None])
    classes: dict[str, int | None] = {row.code: class_of(float(row.value or 0), breaks) for row in drawn}
    classes |= {row.code: None for row in hatched}
    numbered = tuple(row.code for row in drawn if row.value)[:NUMBERED] if len(drawn) > NUMBERED else ()
    empty = len(rows.areas) - len(drawn) - len(hatched)
    legend = [
        *_class_lines(breaks, drawn, asked.level, "%" if is_share else ""),
        *_line(None, _hatched_words(asked, counted, threshold), len(hatched), asked.level),
        *_line(None, "Nothing to divide by", empty, asked.level, is_empty=True),
    ]
    what = counted.capitalize() if asked.counts_alone else asked.measure.title
    note = f"{what}, {_dates(asked)}, by {asked.level} of residence."
    highest = [row.name for row in rows.areas if row.code in numbered[:3]]
    finding = f"{heading}: highest in {_listed(highest)}" if highest else heading
    description = (
        f"Map of {len(rows.areas)} {LEVELS[asked.level]} shaded by {what[:1].lower()}{what[1:]}, {_dates(asked)}. "
        f"Every {asked.level} is in the table beside it."
    )
    outlines = tuple((area.name, area.geometry) for area in outer.areas) if outer else ()
    places = tuple(Place(area.code, area.geometry) for area in areas.areas)
    map_drawn = draw(Choropleth(places, classes, numbered, outlines, About(finding, description)))
    note += " Numbered: the five highest." if numbered else ""
    return Picture(map_drawn, tuple(legend), note, _captions(areas, outer), numbered)


def is_small(row: AreaRow, threshold: int) -> bool:
    """Whether a figure rests on 1 to so many children or events, or on a base of so few."""
    small_count = row.count is not None and 0 < row.count <= threshold
    return small_count or (row.of is not None and 0 < row.of <= threshold)


def _hatched_words(asked: Asked, counted: str, threshold: int) -> str:
    return "[c] hidden" if asked.audience.hides else f"1 to {threshold} {counted}, not drawn"


def _class_lines(breaks: Sequence[float], drawn: Sequence[AreaRow], level: str, sign: str) -> list[Legend]:
    """A line for each class: `Under 150`, `150 to under 275`, `550 and over`."""
    values = [float(row.value) for row in drawn if row.value is not None]
    if not values:
        return []
    if not breaks:
        return _line(
            spread(0, 1), f"{_printed(values[0])}{sign}" if len(set(values)) == 1 else "All", len(values), level
        )
    edges = [None, *breaks, None]
    lines: list[Legend] = []
    for place, (low, high) in enumerate(pairwise(edges)):
        if low is None:
            words = f"Under {_printed(high)}{sign}"
        elif high is None:
            words = f"{_printed(low)}{sign} and over"
        else:
            words = f"{_printed(low)}{sign} to under {_printed(high)}{sign}"
        count = sum((low is None or v >= low) and (high is None or v < high) for v in values)
        lines += _line(spread(place, len(breaks) + 1), words, count, level, always=True)
    return lines


def _printed(value: float | None) -> str:
    assert value is not None
    whole = float(value).is_integer()
    return printed_number(exact(value), 0 if whole else 1)


def _line(
    number: int | None, words: str, count: int, level: str, *, always: bool = False, is_empty: bool = False
) -> list[Legend]:
    if not count and not always:
        return []
    return [Legend(number, words, f"{count} {level if count == 1 else LEVELS[level]}", is_empty)]


def _dates(asked: Asked) -> str:
    """`July 2016 to June 2017`; the day of a snapshot."""
    months = asked.period.months
    if asked.measure.is_snapshot:
        return f"end of {asked.month.start:%B %Y}"
    if len(months) == 1:
        return f"{asked.month.start:%B %Y}"
    return f"{months[0].start:%B %Y} to {asked.month.start:%B %Y}"


def _captions(areas: Areas, outer: Areas | None) -> tuple[str, ...]:
    """What must stand under the picture: whose boundaries they are, and of when."""
    said = []
    for source in dict.fromkeys(held.source for held in (areas, outer) if held):
        words = [source.attribution, f"As of {source.as_of}." if source.as_of else ""]
        if text := " ".join(word for word in words if word):
            said.append(text)
    return tuple(dict.fromkeys(said)) or (f"Boundaries: {areas.source.source}.",)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
