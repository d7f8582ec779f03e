"""Where bars, marks and labels of one lane lie, so that none lies over another."""

from dataclasses import dataclass
from datetime import date

from sightline.charts.layout import width_of
from sightline.charts.timeline_scale import Scale
from sightline.engine.chronology import Event, Lane, Spell

TEXT, INSIDE, BESIDE = 12, 6, 8
LEAST_BAR, ARROW, MARK = 3.0, 7.0, 7.0
# Shorter than this a cut label says nothing.
LEAST_LABEL = 44.0
GAP = 1.0
LIGHT_INK, DARK_INK = "t-white t-small", "t-strong t-small"
DARK_BARS = ("f-blue", "f-pink", "f-blue-2")


@dataclass(frozen=True)
class Label:
    text: str
    x: float
    style: str


@dataclass(frozen=True)
class PlacedBar:
    """A bar from `x` on; `row` counts down from the lane's first; `said` is its full name for those who point at it."""

    x: float
    width: float
    row: int
    colour: str
    is_open: bool
    said: str
    label: Label | None


@dataclass(frozen=True)
class PlacedMark:
    x: float
    said: str
    label: Label | None


@dataclass(frozen=True)
class Row:
    """One lane: `depth` rows of bars, and marks in the first."""

    bars: tuple[PlacedBar, ...]
    marks: tuple[PlacedMark, ...]
    depth: int


Taken = list[tuple[float, float]]


def placed(spells: list[Spell], events: list[Event], scale: Scale, today: date, *, has_labels: bool) -> Row:
    """The lane's bars in as few rows as do not overlap, its marks, and the labels that there is room for."""
    rows: list[Taken] = []
    drawn: list[tuple[Spell, float, float, int]] = []
    for spell in sorted(spells, key=lambda s: (s.start, s.end or date.max)):
        start, end = _edges(spell, scale, today)
        row = next((n for n, taken in enumerate(rows) if all(start >= b or end <= a for a, b in taken)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((start, end))
        drawn.append((spell, start, end, row))
    rows = rows or [[]]
    places = [(event, scale.at(event.on)) for event in events]
    for taken in rows:
        taken.append((scale.at(today) - 2, scale.at(today) + 2))
    rows[0] += [(x - MARK, x + MARK) for _event, x in places]
    marks = [PlacedMark(x, _said_of(event), _beside(event.label, x, rows[0], scale) if has_labels else None)
             for event, x in sorted(places, key=lambda place: -place[1])]  # fmt: skip
    bars = [_bar(one, rows[one[3]], scale, today) for one in reversed(drawn)]
    return Row(tuple(reversed(bars)), tuple(reversed(marks)), len(rows))


def _edges(spell: Spell, scale: Scale, today: date) -> tuple[float, float]:
    start = scale.at(spell.start)
    end = scale.at(max(spell.start, spell.end or max(today, spell.start)))
    return start, max(end, start + LEAST_BAR)


def _bar(one: tuple[Spell, float, float, int], taken: Taken, scale: Scale, today: date) -> PlacedBar:
    spell, start, end, row = one
    colour = _colour(spell, today)
    is_open = spell.end is None and spell.start <= today
    room = end - start - 2 * INSIDE
    wide = width_of(spell.label, TEXT, bold=True)
    if wide <= room:
        style = LIGHT_INK if colour in DARK_BARS else DARK_INK
        label: Label | None = Label(spell.label, start + INSIDE, style)
    else:
        tip = end + (ARROW if is_open else 0)
        label = _outside(spell.label, start, tip, (start, end), taken, scale)
        if label is None and room >= LEAST_LABEL:
            style = LIGHT_INK if colour in DARK_BARS else DARK_INK
            label = Label(_cut(spell.label, room), start + INSIDE, style)
    # A hair of white between a bar and the one that follows it.
    return PlacedBar(start, max(end - start - (0 if is_open else GAP), 2.0), row, colour, is_open, _said(spell), label)


def _beside(text: str, x: float, taken: Taken, scale: Scale) -> Label | None:
    return _outside(text, x - MARK, x + MARK, (x - MARK, x + MARK), taken, scale)


def _outside(text: str, start: float, end: float, own: tuple[float, float], taken: Taken, scale: Scale) -> Label | None:
    """Right of it, else left of it, whole; else cut where more of it fits. What is placed is taken."""
    if not text:
        return None
    others = [span for span in taken if span != own]
    right = min([a for a, _b in others if a >= end - 1] + [scale.right]) - end - BESIDE
    if any(a < end + BESIDE < b for a, b in others):
        right = 0.0
    left = start - max([b for _a, b in others if b <= start + 1] + [scale.left]) - BESIDE
    if any(a < start - BESIDE < b for a, b in others):
        left = 0.0
    wide = width_of(text, TEXT)
    room = right if right >= wide + BESIDE or right >= left else left
    if room - BESIDE < min(wide, LEAST_LABEL):
        return None
    said = text if wide <= room - BESIDE else _cut(text, room - BESIDE)
    long = width_of(said, TEXT)
    if room == right:
        taken.append((end + BESIDE, end + BESIDE + long))
        return Label(said, end + BESIDE, "t-small")
    taken.append((start - BESIDE - long, start - BESIDE))
    return Label(said, start - BESIDE, "t-small t-end")


def _cut(text: str, room: float) -> str:
    while text and width_of(text + "…", TEXT, bold=True) > room:
        text = text[:-1]
    return text.rstrip(" ,;:-") + "…"


def _colour(spell: Spell, today: date) -> str:
    is_now = spell.is_open_on(today)
    match spell.lane:
        case Lane.ENQUIRIES | Lane.MISSING:
            return "f-pink"
        case Lane.PLANS:
            return "f-pink" if spell.kind == "protection" else "f-blue-4"
        case Lane.LEGAL:
            if spell.kind.startswith("V"):
                return "f-turquoise"
            return "f-blue" if is_now else "f-blue-2"
        case Lane.PLACEMENTS:
            return "f-blue" if is_now else "f-blue-3"
        case Lane.WORKER:
            return "f-blue-2" if is_now else "f-blue-4"
        case Lane.CONTACTS:
            return "f-blue-3"
    return "f-blue-2"


def _said(spell: Spell) -> str:
    until = "still open" if spell.end is None else f"to {_day(spell.end)}"
    return f"{spell.lane.value}: {spell.label or 'no detail'}, {_day(spell.start)} {until}"


def _said_of(event: Event) -> str:
    return f"{event.lane.value}: {event.label}, {_day(event.on)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
