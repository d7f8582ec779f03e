"""
Direction of travel, rank and year-on-year change: what moved, which way is good, and by what it is measured.

An arrow is the arithmetic of two printed figures. Whether the movement is more than chance is another question: the
arrow is hollow where it is not (specification, statistics 11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from sightline.errors import BadUsage
from sightline.measures.arithmetic import Quantity, exact, percent_change, percentage_points, round_half_up
from sightline.measures.model import PER_10000, Polarity, Unit

NOT_RATED = "not_rated"


class Movement(Enum):
    """Which way the printed figure went."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no_change"


_SOLID = {Movement.INCREASING: "▲", Movement.DECREASING: "▼", Movement.NO_CHANGE: "▶"}
_HOLLOW = {Movement.INCREASING: "△", Movement.DECREASING: "▽", Movement.NO_CHANGE: "▷"}
_WORDS = {Movement.INCREASING: "increasing", Movement.DECREASING: "decreasing", Movement.NO_CHANGE: "no change"}


@dataclass(frozen=True)
class Direction:
    """
    How a figure moved from an earlier period (`since`, as a sentence says it).

    `real`: whether every test that could be made says that the movement is more than chance.
    """

    movement: Movement
    polarity: Polarity
    since: str
    previous: Fraction
    difference: Fraction
    real: bool
    is_activity: bool = False

    @property
    def key(self) -> str:
        """The entry of the 2023 key, with the two adverse cases it left out: `increasing_low_is_good`."""
        if self.polarity is Polarity.NEUTRAL or self.is_activity:
            return NOT_RATED
        return f"{self.movement.value}_{self.polarity.value}_is_good"

    @property
    def favourable(self) -> bool | None:
        """Whether it went the good way; None without change and where neither way is good."""
        if self.key == NOT_RATED or self.movement is Movement.NO_CHANGE:
            return None
        return (self.movement is Movement.INCREASING) == (self.polarity is Polarity.HIGH)

    @property
    def is_hollow(self) -> bool:
        return self.movement is not Movement.NO_CHANGE and not self.real

    @property
    def symbol(self) -> str:
        return (_HOLLOW if self.is_hollow else _SOLID)[self.movement]

    @property
    def words(self) -> str:
        """The arrow for someone who can't see it: `increasing, low is good; no more than chance`."""
        parts = [_WORDS[self.movement]]
        parts.append("not rated" if self.key == NOT_RATED else f"{self.polarity.value} is good")
        text = ", ".join(parts)
        return f"{text}; may be chance" if self.is_hollow else text


def direction(
    value: Quantity,
    previous: Quantity,
    *,
    unit: Unit,
    polarity: Polarity,
    since: str = "the period before",
    real: bool = False,
    decimals: int | None = None,
) -> Direction:
    """
    The direction from `previous` to `value`, both unrounded in the measure's unit; equal when printed is no change.

    `real` only counts where something moved.
    """
    places = unit.decimals if decimals is None else decimals
    new, old = (Fraction(round_half_up(v, places) or 0) for v in (value, previous))
    movement = Movement.NO_CHANGE
    if new != old:
        movement = Movement.INCREASING if new > old else Movement.DECREASING
    moved = movement is not Movement.NO_CHANGE
    return Direction(movement, polarity, since, exact(previous), new - old, real and moved, unit is PER_10000)


@dataclass(frozen=True)
class Change:
    """
    The year-on-year change as the scorecard prints it: relative, in per cent, also of a percentage.

    `points` is the difference, in percentage points where the figure is a percentage. `relative` is None from nothing.
    """

    relative: Fraction | None
    points: Fraction
    unit: Unit

    @property
    def words(self) -> str:
        """`up 41.0 percentage points (83.7% more)`: points and per cent, each by its name."""
        size = round_half_up(abs(self.points), self.unit.decimals)
        if not size:
            return "no change"
        way = "up" if self.points > 0 else "down"
        noun = f" percentage point{'' if size == 1 else 's'}" if self.unit.is_percent else ""
        if self.relative is None:
            return f"{way} {size:,}{noun}"
        more = "more" if self.relative > 0 else "less"
        return f"{way} {size:,}{noun} ({round_half_up(abs(self.relative), 1)}% {more})"


def year_on_year(new: Quantity, last: Quantity, unit: Unit) -> Change:
    """The change from last year's figure, the new one unrounded."""
    return Change(percent_change(new, last), percentage_points(new, last), unit)


@dataclass(frozen=True)
class Rank:
    """A position: `3 of 11`, and which end is 1."""

    position: int
    of: int
    first_is: str

    @property
    def words(self) -> str:
        return f"{self.position} of {self.of}"


def rank_among(values: Mapping[str, Quantity | None], subject: str, *, first_is: str) -> Rank | None:
    """
    The position of `subject` among all that have a value; ties share the better rank.

    `first_is` is `low` or `high`: which end is 1. None where the subject itself has no value.
    Errors: BadUsage for another end, or a subject that is not among the values.
    """
    if first_is not in ("low", "high"):
        raise BadUsage(f"Rank 1 is 'low' or 'high', not '{first_is}'.")
    if subject not in values:
        raise BadUsage(f"'{subject}' is not among {', '.join(values)}.")
    held = {name: exact(value) for name, value in values.items() if value is not None}
    if subject not in held:
        return None
    own = held[subject]
    better = sum(1 for value in held.values() if (value < own if first_is == "low" else value > own))
    return Rank(better + 1, len(held), first_is)
