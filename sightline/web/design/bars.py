"""
The small bars of table rows: parts of a whole, loads beside an aim, time used of a limit.

They stand beside their number, so readers are spared them; sizes are in CSS pixels, lengths cut at the drawing's end.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sightline.measures.arithmetic import Quantity

# Where the limit stands on a time-used bar: a third is left for what runs over.
LIMIT_AT = 2 / 3


def bar(
    value: Quantity | None,
    whole: Quantity,
    *,
    width: int = 150,
    height: int = 14,
    aim: Quantity | None = None,
    colour: str = "f-blue-2",
    hidden: bool = False,
) -> SafeString:
    """
    A share of `whole` as a bar; `aim` as a red line with white edges.

    `hidden`: the count is suppressed, so the bar is hatched from end to end and says nothing of its length.
    """
    parts = [_rect("f-surface", 0, width, 3, height - 6)]
    if hidden:
        parts = [_rect("sl-hatched", 0, width, 3, height - 6)]
    elif value is not None:
        parts.append(_rect(colour, 0, _along(value, whole, width), 3, height - 6))
    if aim is not None and not hidden:
        x = _along(aim, whole, width)
        parts.append(f'<path class="aim-halo" d="M{x:.1f} 0V{height}"/><path class="aim" d="M{x:.1f} 0V{height}"/>')
    return _drawing(parts, width, height)


def used_bar(used: Quantity, limit: Quantity, *, width: int = 104, height: int = 14) -> SafeString:
    """Days used of a limit: a line at the limit, what runs over it in red, from the limit on."""
    at = width * LIMIT_AT
    within = min(_along(used, limit, at), at)
    parts = [_rect("f-surface", 0, at, 4, 6), _rect("f-mid", 0, within, 4, 6)]
    over = float(used) - float(limit)
    if over > 0 and limit:
        parts.append(_rect("f-bad", at, min(over / float(limit) * at, width - at), 3, 8))
    parts.append(f'<path class="mean" d="M{at:.1f} 0v{height}"/>')
    return _drawing(parts, width, height)


def _along(value: Quantity, whole: Quantity, width: float) -> float:
    """How far along the bar a value stands, in pixels, between its ends."""
    if not whole:
        return 0.0
    return min(max(float(value) / float(whole), 0.0), 1.0) * width


def _rect(css: str, x: float, width: float, y: float, height: float) -> str:
    return f'<rect class="{css}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}"/>'


def _drawing(parts: list[str], width: int, height: int) -> SafeString:
    return format_html(
        '<svg class="sl-i" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>',
        width, height, width, height, mark_safe("".join(parts)),
    )  # fmt: skip
