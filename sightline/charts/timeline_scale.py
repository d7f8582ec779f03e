"""Days as places along a timeline, with the months, quarters or years that are named above it."""

from dataclasses import dataclass
from datetime import date

# As many uprights as can be named without their names meeting.
MOST_TICKS = 18
STEPS = (1, 3, 12, 24, 60)


@dataclass(frozen=True)
class Tick:
    """An upright at the first of a month; without a label where another stands too near."""

    x: float
    label: str


@dataclass(frozen=True)
class Scale:
    """The days from `first` up to `last`, between two places across."""

    first: date
    last: date
    left: float
    right: float
    ticks: tuple[Tick, ...] = ()

    def at(self, day: date) -> float:
        """Where a day lies, cut at both ends."""
        inside = min(max(day, self.first), self.last)
        return self.left + (inside - self.first).days / (self.last - self.first).days * (self.right - self.left)


def scale_of(first: date, last: date, left: float, right: float) -> Scale:
    """The scale with its ticks: every month while there are few, else quarters or years."""
    scale = Scale(first, last, left, right)
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((s for s in STEPS if months / s <= MOST_TICKS), STEPS[-1])
    ticks: list[Tick] = []
    for place in range(months + 1):
        number = first.year * 12 + first.month - 1 + place
        day = date(number // 12, number % 12 + 1, 1)
        if number % step:
            continue
        is_last = day >= last
        named = f"{day:%b %Y}" if not ticks or day.month == 1 else f"{day:%b}"
        ticks.append(Tick(scale.at(day), "" if is_last else f"{day:%Y}" if step >= 12 else named))
    return Scale(first, last, left, right, tuple(ticks))
