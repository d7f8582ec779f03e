"""Where things stand in a drawing: axes that end on round values, labels that don't overlap, paths, short numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from sightline.judgement.words import printed_number
from sightline.measures.arithmetic import exact
from sightline.measures.model import Unit

Points = Sequence[tuple[float, float] | None]


def number(value: float) -> str:
    """A coordinate: one decimal at most, nothing that says nothing."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path_of(points: Points) -> str:
    """The path through the points, broken where one is missing."""
    parts, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        parts.append(f"{pen}{number(point[0])} {number(point[1])}")
        pen = "L"
    return "".join(parts)


@dataclass(frozen=True)
class Axis:
    """A scale from `low` to `high` with the values that are written on it, and how many decimals they need."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    def share(self, value: float) -> float:
        """Where a value lies, 0 at the low end to 1 at the high one."""
        return (value - self.low) / (self.high - self.low)

    def words(self, value: float, unit: Unit) -> str:
        """A tick as it is written; its unit is said with percentages alone, others have it in the line above."""
        return f"{printed_number(exact(value), self.decimals)}{unit.symbol if unit.is_percent else ''}"


_STEPS = (1, 2, 5, 10)


def axis_of(values: Iterable[float], unit: Unit, *, most_ticks: int = 7, from_zero: bool = False) -> Axis:
    """
    A round axis that holds the values; 0 to 1 where there are none.

    Percentages stay between 0 and 100. Anything that is never below 0 starts there when its lowest value is not far
    from it, and always with `from_zero`.
    """
    known = list(values) or [0.0, 1.0]
    low, high = min(known), max(known)
    if low >= 0 and (from_zero or low <= 0.45 * high):
        low = 0.0
    if low == high:
        gap = abs(low) * 0.1 or 1.0
        low, high = (max(low - gap, 0.0) if low >= 0 else low - gap), high + gap
    step = _step((high - low) / (most_ticks - 1))
    # Finer than the figures are printed, ticks would say what nobody counted.
    step = max(step, float(10.0**-unit.decimals))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    if unit.is_percent and high <= 100 and last * step > 100:
        last = floor(100 / step)
        if last * step < high:
            last += 1
    # A mark on the lower edge would hide half of itself and the axis.
    if first * step > 0 and min(known) - first * step < 0.04 * (last - first) * step:
        first -= 1
    if last == first:
        last += 1
    decimals = max(0, -floor(log10(step) + 1e-9))
    ticks = tuple(float(exact(step) * n) for n in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks, decimals)


def _step(rough: float) -> float:
    """The round step that is no smaller than `rough`."""
    power = 10.0 ** floor(log10(rough))
    return next(float(exact(times) * exact(power)) for times in _STEPS if times * power >= rough * (1 - 1e-9))


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """
    Places as near as can be to the wanted ones, in their order, `gap` or more apart, between `low` and `high`.

    Labels that would overlap are moved together as a block to the middle of where they wanted to be. Where all of them
    don't fit, they stand evenly closer.
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda k: (wanted[k], k))
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    # Less its place in the row, a label may stand where it wants as long as the row does not fall.
    blocks: list[list[float]] = []
    for place, k in enumerate(order):
        blocks.append([wanted[k] - place * gap])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    level = [_mean(block) for block in blocks for _member in block]
    top = high - (len(order) - 1) * gap
    found = [0.0] * len(wanted)
    for place, k in enumerate(order):
        found[k] = min(max(level[place], low), top) + place * gap
    return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how many pixels a line of text takes; on the safe side."""
    narrow = sum(character in "ijlt.,:;'|!I()[] " for character in text)
    wide = sum(character in "mwMW%" for character in text)
    return (0.58 * (len(text) - narrow - wide) + 0.32 * narrow + 0.86 * wide) * size * (1.06 if bold else 1)
