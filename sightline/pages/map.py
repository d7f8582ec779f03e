"""
The map: a measure by ward, district or locality of residence, as a picture and as the same figures in a table.

Whoever may not see small numbers has the map by district, never by ward.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import shapely

from sightline.charts.choropleth import DrawnMap, Legend
from sightline.errors import BadUsage, did_you_mean
from sightline.geography.areas import LEVELS, Areas, open_areas, sources_of
from sightline.geography.lookups import POSTCODES, RESIDENTS, lookup_source
from sightline.judgement.suppression.audience import Audience
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import AREA_BREAKDOWNS, Measure
from sightline.measures.windows import Month, Window
from sightline.pages.map_picture import pictured
from sightline.pages.map_rows import ELSEWHERE, HIGHER, LOWER, AreaRow, Asked, Rows, rows_of
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading


@dataclass(frozen=True)
class Mapped:
    """A measure that the map offers: what it is called in the bar, the page's heading, and what is counted."""

    label: str
    heading: str
    counted: str


# The first is what the page opens with. Any other measure that can be cut by ward may be asked for by its id.
OFFERED: dict[str, Mapped] = {
    "referral_rate": Mapped("Referrals", "Where referrals come from", "referrals"),
    "cin_rate_snapshot": Mapped("Children in need", "Where children in need live", "children in need"),
    "s47_rate": Mapped("Section 47 enquiries", "Where section 47 enquiries are made", "enquiries"),
    "cpp_rate_snapshot": Mapped("Protection plans", "Where children on a protection plan live", "children on a plan"),
    "cla_rate_snapshot": Mapped("Children looked after", "Where children looked after have their home address",
                                "children looked after"),
    "cla_started_rate": Mapped("Came into care", "Where children come into care from", "children"),
    "rereferral_pct_children": Mapped("Referred again", "Where children are referred again", "children"),
    "assessments_in_45wd_pct": Mapped("Assessments in 45 days", "Where assessments are done in 45 working days",
                                      "assessments"),
}  # fmt: skip
WINDOWS = {
    Window.ROLLING_12: "12 months",
    Window.YEAR_TO_DATE: "Year to date",
    Window.QUARTER: "Quarter to date",
    Window.SNAPSHOT: "Month end",
}


@dataclass(frozen=True)
class MapChoices:
    """What the reader chose besides period and unit, checked: measure, window and level."""

    measure: Measure
    window: Window
    level: str


@dataclass(frozen=True)
class MapPage:
    """Everything the page shows. `groups`: the same by what the areas lie in; None where they lie in nothing known."""

    choices: MapChoices
    heading: str
    finding: str
    counts: str
    note: str
    rows: Rows
    groups: Rows | None
    group_title: str
    drawn: DrawnMap
    legend: tuple[Legend, ...]
    captions: tuple[str, ...]
    notices: tuple[str, ...]
    level_title: str
    counted_title: str
    value_title: str
    by_chance: int


def levels_for(reading: Reading, audience: Audience) -> tuple[str, ...]:
    """The levels that can be drawn for an audience, the finest first; none where no boundaries were imported."""
    held = sources_of(reading.workspace)
    return tuple(level for level in held if level in AREA_BREAKDOWNS and not (audience.hides and level == "ward"))


def map_choices(reading: Reading, audience: Audience, measure: str, window: str, level: str) -> MapChoices:
    """
    The choices as they were written in the address, blank ones as the page opens with.

    Errors: BadUsage for a measure, window or level that is not there.
    """
    levels = levels_for(reading, audience)
    chosen = CATALOGUE.get(measure or next(iter(OFFERED)))
    if chosen is None or not set(AREA_BREAKDOWNS) <= set(chosen.all_breakdowns):
        raise BadUsage(
            f"The map has no measure '{measure[:80]}'.{did_you_mean(measure, OFFERED)} Choose one in the bar."
        )
    windows = windows_of(chosen)
    named = {w.value: w for w in windows}
    if window and window not in named:
        # A window of the measure before is not a mistake of the reader's.
        window = "" if window in {w.value for w in WINDOWS} else window
    if window and window not in named:
        raise BadUsage(f"The map has no window '{window[:40]}'. Choose one in the bar.")
    if level and level not in levels:
        raise BadUsage(f"The map has no level '{level[:40]}'.{did_you_mean(level, levels)} Choose one in the bar.")
    return MapChoices(chosen, named.get(window, windows[0]), level or levels[0])


def windows_of(measure: Measure) -> tuple[Window, ...]:
    """The windows in which the map tells of a measure, its usual one first."""
    if measure.is_snapshot:
        return (Window.SNAPSHOT,)
    return tuple(w for w in WINDOWS if w in measure.windows) or measure.windows[:1]


def mapped(measure: Measure) -> Mapped:
    """How the map speaks of a measure."""
    plain = Mapped(measure.title, f"{measure.title}, by where children live", "counted")
    return OFFERED.get(measure.id, plain)


def map_page(reading: Reading, choices: MapChoices, month: Month, unit: Unit, audience: Audience) -> MapPage:
    """The page, made once for the version and boundaries. `choices` come from `map_choices`."""
    stamp = tuple(source.sha256 + source.imported_at for source in sources_of(reading.workspace).values())
    key = ("map", choices.measure.id, choices.window, choices.level, month, unit.key, audience, stamp)
    return reading.remembered(key, lambda: _made(reading, choices, month, unit, audience))


def make_ready(reading: Reading) -> None:
    """Makes the map that the page opens with, for staff and for members."""
    for audience in (Audience.CASE, Audience.INTERNAL, Audience.PUBLIC):
        if levels_for(reading, audience):
            choices = map_choices(reading, audience, "", "", "")
            map_page(reading, choices, reading.last_whole_month, reading.organisation.whole, audience)


def _made(reading: Reading, choices: MapChoices, month: Month, unit: Unit, audience: Audience) -> MapPage:
    asked = Asked(choices.measure, choices.window, month, unit, choices.level, audience)
    areas = _areas(reading, choices.level)
    outer = _outer(reading, choices.level)
    groups = _groups(areas, outer)
    rows = rows_of(reading, asked, areas.areas, groups)
    by_group = None
    if choices.level == "ward" and (districts := open_areas(reading.workspace, "district")):
        by_group = rows_of(reading, replace(asked, level="district"), districts.areas, {})
    words = mapped(choices.measure)
    picture = pictured(reading, asked, areas, outer, rows, words.counted, words.heading)
    level = LEVELS[choices.level]
    return MapPage(
        choices=choices,
        heading=words.heading,
        finding=_finding(asked, rows, level),
        counts=_counts(asked, rows, words.counted),
        note=picture.note,
        rows=_numbered(rows, picture.numbered),
        groups=by_group,
        group_title="By district",
        drawn=picture.drawn,
        legend=picture.legend,
        captions=picture.captions,
        notices=_notices(reading, asked, rows),
        level_title=choices.level.capitalize(),
        counted_title=words.counted.split()[0].capitalize(),
        value_title="Rate" if choices.measure.is_rate else "Share" if choices.measure.unit.is_percent else "Value",
        by_chance=round(len(rows.areas) * 0.025),
    )


def _areas(reading: Reading, level: str) -> Areas:
    areas = open_areas(reading.workspace, level)
    if areas is None:
        raise BadUsage(f"No boundaries of {LEVELS[level]} have been imported. Choose another level in the bar.")
    return areas


def _outer(reading: Reading, level: str) -> Areas | None:
    """What is outlined and named round the areas: localities, else districts."""
    localities = open_areas(reading.workspace, "locality")
    return localities or open_areas(reading.workspace, "district")


def _groups(areas: Areas, outer: Areas | None) -> Mapping[str, str]:
    """The name of what each area lies in, by its code: where the middle of the area is."""
    if outer is None or outer.level == areas.level:
        return {}
    middles = {area.code: shapely.point_on_surface(area.geometry) for area in areas.areas}
    found: dict[str, str] = {}
    for around in outer.areas:
        shapely.prepare(around.geometry)
        found |= {code: around.name for code, middle in middles.items() if around.geometry.covers(middle)}
    return found


def _numbered(rows: Rows, codes: tuple[str, ...]) -> Rows:
    numbers = {code: n for n, code in enumerate(codes, 1)}
    return replace(rows, areas=tuple(replace(row, number=numbers.get(row.code)) for row in rows.areas))


def _finding(asked: Asked, rows: Rows, level: str) -> str:
    """The sentence in bold: how many areas differ from the whole by more than chance."""
    if all(row.value is None for row in rows.areas):
        return f"No figure can be told by {asked.level}."
    what = "rate" if asked.measure.is_rate else "share"
    if asked.counts_alone or asked.measure.denominator is None:
        top = next(row for row in rows.areas if row.value is not None)
        return f"Most are in {top.name}." if top.value else "None was counted."
    shown = sum(not row.is_hidden for row in rows.areas)
    higher, lower = (sum(row.against == word for row in rows.areas) for word in (HIGHER, LOWER))
    is_part = shown < len(rows.areas)
    if not higher and not lower:
        which = f"{asked.level} that is shown" if is_part else asked.level
        return f"No {which} has a {what} that differs from {rows.whole.name}’s by more than chance."
    which = f"{level} that are shown" if is_part else level
    return (
        f"{higher} of {shown} {which} {'has' if higher == 1 else 'have'} a {what} above {rows.whole.name}’s "
        f"by more than chance, {lower} below."
    )


def _counts(asked: Asked, rows: Rows, counted: str) -> str:
    whole = rows.whole
    if whole.count is None:
        return ""
    total = f"{int(whole.count):,} {counted} {period_words(asked)}"
    parts = [
        f"{int(row.count):,} {'have no usable address' if row.code != ELSEWHERE else 'lie outside the map'}"
        for row in rows.unplaced
        if row.count
    ]
    return f"{total}; {' and '.join(parts)} and are on no {asked.level}." if parts else f"{total}."


def period_words(asked: Asked) -> str:
    """`in the 12 months to June 2017`, `at the end of June 2017`."""
    month = f"{asked.month.start:%B %Y}"
    return {
        Window.ROLLING_12: f"in the 12 months to {month}",
        Window.YEAR_TO_DATE: f"from April to {month}",
        Window.QUARTER: f"in the quarter to {month}",
        Window.SNAPSHOT: f"at the end of {month}",
        Window.MONTH: f"in {month}",
    }.get(asked.window, f"in the year to {month}")


def _notices(reading: Reading, asked: Asked, rows: Rows) -> tuple[str, ...]:
    """What the reader should know of the map's limits."""
    said = []
    if lookup_source(reading.workspace, POSTCODES) is None:
        said.append(
            "No postcodes have been imported, so no record can be placed: run 'sightline areas postcodes FILE'."
        )
    if asked.counts_alone:
        said.append("Counts are drawn in place of rates: how many children live where a unit works is not known.")
    elif asked.measure.is_rate and lookup_source(reading.workspace, RESIDENTS) is None:
        said.append("No numbers of children by area have been imported, so there are no rates: run 'sightline areas "
                    "children FILE'.")  # fmt: skip
    if asked.audience.hides:
        said.append("Small numbers, and what would give them away, are hidden. A map by ward is for those who may see "
                    "exact figures.")  # fmt: skip
    else:
        said.append(
            "Counts of 1 to 5 are in the table for you but never in the picture. A member’s map is by district."
        )
    return tuple(said)


def table_of(page: MapPage) -> list[AreaRow]:
    """Every row of the twin table, which adds up: the areas, what is in no area, and the whole."""
    return [*page.rows.every, page.rows.whole]
