"""
A child's life with the service as lanes: a bar for what lasted, a mark for what happened, today as an upright line.

Plain SVG: geometry in attributes, colour in the style sheet's classes. A bar that is still open ends in an arrow. A
label stands in its bar, else beside it where there is room, shortened where there is little, and never over anything
else; the chronology beside the drawing tells everything in full.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from sightline.charts.layout import number
from sightline.charts.timeline_lanes import PlacedBar, PlacedMark, Row, placed
from sightline.charts.timeline_scale import Tick, scale_of
from sightline.engine.chronology import ALWAYS_DRAWN, Chronology, Event, Lane, Spell

MONTHS = 16
# Room after today for the arrows of what is open.
MARGIN = timedelta(days=17)
WIDTH, LEFT, RIGHT = 1216, 132, 8
TOP, LANE_HEIGHT, ROW_HEIGHT, BAR, BOTTOM = 28, 36, 24, 18, 30
SQUARES = (Lane.CONFERENCES, Lane.CARE_REVIEWS, Lane.PERMANENCE, Lane.LEAVING_CARE)
TICKS = (Lane.VISITS, Lane.HEALTH)


@dataclass(frozen=True)
class Timeline:
    """
    The drawing as an element for a page; `earlier` says what lies before it, `later` what after, empty where nothing.
    """

    svg: str
    first: date
    earlier: str
    later: str


def timeline(child: Chronology, *, months: int | None = MONTHS) -> Timeline:
    """
    The last `months` months up to a little after the as-at date; None for all since the child was first known.
    """
    last = child.as_at + MARGIN
    first = _months_before(child.as_at, (months or MONTHS) - 1)
    if months is None and child.first_known is not None:
        first = min(first, child.first_known.replace(day=1))
    scale = scale_of(first, last, LEFT, WIDTH - RIGHT)
    lanes = [lane for lane in Lane if lane in ALWAYS_DRAWN or _is_in(child, lane, first, last)]
    parts: list[str] = []
    top = TOP
    uprights = scale.at(child.as_at)
    for lane in lanes:
        spells = [s for s in child.spells if s.lane is lane and s.start < last and _end(s, child.as_at) >= first]
        events = [e for e in child.events if e.lane is lane and first <= e.on < last]
        row = placed(spells, events, scale, child.as_at, has_labels=lane not in TICKS)
        height = LANE_HEIGHT + ROW_HEIGHT * (row.depth - 1)
        parts += _lane(lane, row, top, height)
        top += height
    foot = top + 4
    uprights_drawn = [_grid(tick, foot) for tick in scale.ticks]
    today = [
        f'<path class="mean" d="M{number(uprights)} {TOP}V{foot}"/>',
        _text(_today_words(child.as_at), uprights, foot + 18, "t-strong t-mid"),
    ]
    said = _about(child, first)
    svg = (
        f'<svg class="sl-svg sl-timeline" viewBox="0 0 {WIDTH} {foot + BOTTOM}" role="img" '
        f'aria-labelledby="tl-t" aria-describedby="tl-d"><title id="tl-t">{escape(said)}</title>'
        f'<desc id="tl-d">{escape(_described(child, first, last))}</desc>'
        f"{''.join(uprights_drawn + parts + today)}</svg>"
    )
    return Timeline(svg, first, _earlier(child, first), _later(child, last))


def _lane(lane: Lane, row: Row, top: float, height: float) -> list[str]:
    middle = top + LANE_HEIGHT / 2
    parts = [
        f'<path class="grid" d="M0 {number(top + height)}H{WIDTH - RIGHT}"/>',
        _text(lane.value, 0, middle + 4.5, "t-strong"),
    ]
    for bar in row.bars:
        y = top + (LANE_HEIGHT - BAR) / 2 + ROW_HEIGHT * bar.row
        parts.append(_bar(bar, y))
    for mark in row.marks:
        parts.append(_mark(lane, mark, middle))
    return parts


def _bar(bar: PlacedBar, y: float) -> str:
    shape = (
        f'<rect class="{bar.colour}" x="{number(bar.x)}" y="{number(y)}" width="{number(bar.width)}" height="{BAR}"/>'
    )
    if bar.is_open:
        end = bar.x + bar.width
        shape += f'<path class="{bar.colour}" d="M{number(end)} {number(y)}l7 {BAR / 2:g}l-7 {BAR / 2:g}z"/>'
    label = bar.label
    drawn = "" if label is None else _text(label.text, label.x, y + 13, label.style)
    return f"<g><title>{escape(bar.said)}</title>{shape}{drawn}</g>"


def _mark(lane: Lane, mark: PlacedMark, middle: float) -> str:
    x = mark.x
    if lane in TICKS:
        shape = f'<path class="own" d="M{number(x)} {number(middle - 8)}v16"/>'
    elif lane in SQUARES:
        shape = f'<path class="f-blue" d="M{number(x - 5)} {number(middle - 5)}h10v10h-10z"/>'
    else:
        shape = f'<path class="f-blue" d="M{number(x)} {number(middle - 7)}l7 7l-7 7l-7 -7z"/>'
    label = mark.label
    drawn = "" if label is None else _text(label.text, label.x, middle + 4, label.style)
    return f"<g><title>{escape(mark.said)}</title>{shape}{drawn}</g>"


def _grid(tick: Tick, foot: float) -> str:
    line = f'<path class="grid" d="M{number(tick.x)} {TOP}V{foot}"/>'
    return line + (_text(tick.label, tick.x + 3, TOP - 6, "t-small") if tick.label else "")


def _text(text: str, x: float, y: float, style: str) -> str:
    return f'<text class="{style}" x="{number(x)}" y="{number(y)}">{escape(text)}</text>'


def _months_before(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def _end(spell: Spell, as_at: date) -> date:
    return max(spell.start, spell.end or as_at)


def _is_in(child: Chronology, lane: Lane, first: date, last: date) -> bool:
    spells = (s for s in child.spells if s.lane is lane and s.start < last and _end(s, child.as_at) >= first)
    return any(spells) or any(e.lane is lane and first <= e.on < last for e in child.events)


def _today_words(day: date) -> str:
    return f"{day.day} {day:%B}"


def _about(child: Chronology, first: date) -> str:
    name = child.facts.name or f"child {child.facts.person_id}"
    return f"Timeline of {name} from {first:%B %Y} to {child.as_at.day} {child.as_at:%B %Y}"


def _described(child: Chronology, first: date, last: date) -> str:
    within = [s for s in child.spells if s.start < last and _end(s, child.as_at) >= first]
    now = [s for s in within if s.is_open_on(child.as_at) and s.lane is not Lane.WORKER]
    told = "; ".join(f"{s.label}, since {s.start.day} {s.start:%B %Y}" for s in now)
    opened = f"Open on that day: {told}. " if told else "Nothing is open on that day. "
    return f"{opened}The same events are in the chronology below."


# What lies outside the drawing, in one line of text.

_KINDS: tuple[tuple[Lane, str, str], ...] = (
    (Lane.REFERRALS, "referral", "referrals"),
    (Lane.ASSESSMENTS, "assessment", "assessments"),
    (Lane.ENQUIRIES, "section 47 enquiry", "section 47 enquiries"),
    (Lane.PLANS, "plan", "plans"),
    (Lane.PLACEMENTS, "placement", "placements"),
)


def _earlier(child: Chronology, first: date) -> str:
    ended = [s for s in child.spells if _end(s, child.as_at) < first]
    before: list[Spell | Event] = [*ended, *(e for e in child.events if e.on < first)]
    if not before:
        return ""
    known = child.first_known
    since = f", first known on {known.day} {known:%B %Y}" if known else ""
    return f"Before {first:%B %Y}: {_counted(before)}{since}."


def _later(child: Chronology, last: date) -> str:
    after: list[Spell | Event] = [
        *(s for s in child.spells if s.start >= last),
        *(e for e in child.events if e.on >= last),
    ]
    until = last - MARGIN
    return f"Dated after {until.day} {until:%B %Y} and not drawn: {_counted(after)}." if after else ""


def _counted(things: Iterable[Spell | Event]) -> str:
    held = list(things)
    said = []
    for lane, one, many in _KINDS:
        count = sum(thing.lane is lane for thing in held)
        if count:
            said.append(f"{count} {one if count == 1 else many}")
    others = sum(thing.lane not in {lane for lane, _one, _many in _KINDS} for thing in held)
    if others:
        said.append(f"{others} other event{'' if others == 1 else 's'}")
    return ", ".join(said)
