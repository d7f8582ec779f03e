"""
What is drawn inside a table's row of units or groups: a value with its range, beside the whole's value.

Plain SVG; colour is in classes of the style sheet. A row's drawing repeats its numbers, so that it
is hidden from those who can't see it.
"""

from dataclasses import dataclass
from html import escape

from sightline.charts.layout import Axis, number, width_of
from sightline.charts.theme import SMALL
from sightline.judgement.words import printed_number
from sightline.measures.arithmetic import exact
from sightline.measures.model import Unit

DOTS = (330, 30)


@dataclass(frozen=True)
class Dot:
    """
    A value with the ends of its range, None where there is none.

    `tone` is better, worse, or other where it differs for neither way being good; empty where it is similar; `up`
    whether it is higher.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    tone: str = ""
    up: bool = True


_LINES = {"": "ci", "worse": "ci-worse", "better": "ci-better", "other": "ci-other"}
_FILLS = {"": "f-blue-2", "worse": "f-concern", "better": "f-improve", "other": "f-neutral"}


def dot_row(dot: Dot, axis: Axis, whole: float | None, size: tuple[int, int] = DOTS) -> str:
    """The whisker and its dot; a triangle where the range clears the whole's value, which the dotted upright marks."""
    width, height = size
    middle = height / 2
    parts = [] if whole is None else [f'<path class="rebase" d="M{_x(whole, axis, width)} 0V{height}"/>']
    if dot.low is not None and dot.high is not None:
        low, high = _x(dot.low, axis, width), _x(dot.high, axis, width)
        ends = f"M{low} {number(middle - 5)}v10M{high} {number(middle - 5)}v10"
        parts.append(f'<path class="{_LINES[dot.tone]}" d="M{low} {number(middle)}H{high}{ends}"/>')
    if dot.value is not None:
        x, fill = _x(dot.value, axis, width), _FILLS[dot.tone]
        if dot.tone:
            way = 1 if dot.up else -1
            shape = f"M{x} {number(middle - 7 * way)}l7 {12 * way}h-14z"
            parts.append(f'<path class="{fill}" d="{shape}"/>')
        else:
            parts.append(f'<circle class="{fill}" cx="{x}" cy="{number(middle)}" r="5.5"/>')
    return _svg("sl-i", width, height, parts)


def dot_axis(axis: Axis, unit: Unit, whole: float | None, whole_name: str = "All", size: tuple[int, int] = DOTS) -> str:
    """The heading over the rows' drawings: the axis' values, and the whole's where it does not cover them."""
    width, height = size
    y = height - 4
    words = "" if whole is None else f"{whole_name} {_words(whole, unit)}"
    half = width_of(words, SMALL, bold=True) / 2
    at = 0.0 if whole is None else min(max(float(_x(whole, axis, width)), half), width - half)
    ticks = [axis.ticks[0], *axis.ticks[1:-1], axis.ticks[-1]]
    parts = []
    taken = -100.0
    for tick in ticks:
        label = axis.words(tick, unit)
        x, length = axis.share(tick) * width, width_of(label, SMALL)
        left = x if tick == ticks[0] else x - length if tick == ticks[-1] else x - length / 2
        if left < taken + 8 or (words and left < at + half + 6 and left + length > at - half - 6):
            continue
        side = "" if tick == ticks[0] else " t-end" if tick == ticks[-1] else " t-mid"
        parts.append(f'<text class="t-small{side}" x="{number(x)}" y="{y}">{escape(label)}</text>')
        taken = left + length
    if words:
        parts.append(f'<text class="t-mid t-strong t-small" x="{number(at)}" y="{y}">{escape(words)}</text>')
    return _svg("sl-svg", width, height, parts)


def _words(value: float, unit: Unit) -> str:
    places = 0 if value == int(value) else unit.decimals or 1
    return f"{printed_number(exact(value), places)}{unit.symbol if unit.is_percent else ''}"


def _x(value: float, axis: Axis, width: float) -> str:
    return number(min(max(axis.share(value), 0.0), 1.0) * width)


def _svg(style: str, width: int, height: int, parts: list[str]) -> str:
    return (
        f'<svg class="{style}" width="{width}" height="{height}" viewBox="0 0 {width} {height}" aria-hidden="true" '
        f'focusable="false">{"".join(parts)}</svg>'
    )
