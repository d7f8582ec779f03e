"""Targets: which one is in force on a day, in words, and how far a figure falls short of it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sightline.measures.arithmetic import exact, round_half_up
from sightline.measures.model import Unit
from sightline.measures.windows import Month
from sightline.settings import Settings, Target

_WORDS = {"<=": "or less", "<": "below", ">=": "or more", ">": "above"}


@dataclass(frozen=True)
class TargetInForce:
    """A measure's target on a day, in the measure's own unit."""

    target: Target

    @property
    def value(self) -> float:
        return self.target.value

    @property
    def wants_more(self) -> bool:
        """Whether the figure should be at or above the target; a range wants neither more nor less."""
        return self.target.to is None and self.target.comparison in (">=", ">")

    @property
    def since(self) -> date | None:
        """The day from which it is in force; None where it always was."""
        return self.target.from_date

    def shortfall(self, value: Fraction) -> Fraction:
        """
        How far `value` is on the wrong side of the target, in the measure's unit; 0 where it is on target.

        A range is missed below its lower end and above its upper end.
        """
        low = exact(self.target.value)
        if self.target.to is not None:
            return max(low - value, value - exact(self.target.to), Fraction(0))
        return max(low - value if self.wants_more else value - low, Fraction(0))

    def relative_shortfall(self, value: Fraction) -> Fraction | None:
        """The shortfall as a share (0 to 1 and more) of the target's end that is missed; None of a target of 0."""
        short = self.shortfall(value)
        if not short:
            return short
        end = exact(self.target.value)
        if self.target.to is not None and value > exact(self.target.to):
            end = exact(self.target.to)
        return None if end == 0 else short / abs(end)

    def is_met(self, value: Fraction) -> bool:
        """Whether the figure is on target, by its tolerance; 'below 20' is not met at 20."""
        short = self.shortfall(value)
        if self.target.tolerance:
            return short <= exact(self.target.tolerance)
        strict = self.target.to is None and self.target.comparison in ("<", ">")
        return not short and not (strict and value == exact(self.target.value))

    def is_within(self, low: float, high: float) -> bool:
        """Whether an interval holds the target, so that the figure can't be told from being on it."""
        ends = [self.target.value, *([self.target.to] if self.target.to is not None else [])]
        return any(low <= end <= high for end in ends)

    def words(self, unit: Unit) -> str:
        """`25% or less`, `65% to 70%`, `below 20`."""
        if self.target.to is not None:
            return f"{_printed(self.target.value, unit)} to {_printed(self.target.to, unit)}"
        comparison = _WORDS[self.target.comparison]
        value = _printed(self.target.value, unit)
        if value == "100%":
            return value
        return f"{value} {comparison}" if comparison.startswith("or") else f"{comparison} {value}"

    def lines(self, unit: Unit) -> list[tuple[float, str]]:
        """The value to draw and its title; both ends of a range."""
        if self.target.to is None:
            return [(self.target.value, f"Target: {self.words(unit)}")]
        return [
            (self.target.value, f"Target: from {_printed(self.target.value, unit)}"),
            (self.target.to, f"Target: to {_printed(self.target.to, unit)}"),
        ]


def _printed(value: float, unit: Unit) -> str:
    decimals = 0 if float(value).is_integer() else unit.decimals
    return f"{round_half_up(value, decimals):,}{unit.symbol}"


def target_of(measure_id: str, settings: Settings, month: Month) -> TargetInForce | None:
    """The target in force in a month; None where the settings have none, or none yet."""
    return target_on(measure_id, settings, month.end)


def target_on(measure_id: str, settings: Settings, day: date) -> TargetInForce | None:
    """The target in force on a day: of several, the one whose day came last."""
    begun = [t for t in settings.targets.get(measure_id, ()) if t.from_date is None or t.from_date <= day]
    return TargetInForce(begun[-1]) if begun else None
