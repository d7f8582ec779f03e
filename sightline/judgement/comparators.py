"""
A comparator as a judgement takes it: whose figure, of which year, formed how.

A name, a year and a method never part from the value, and one comparator has one value in a year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sightline.errors import BadUsage


@dataclass(frozen=True)
class Comparator:
    """
    Another area's or group's figure of the same measure.

    `year` as printed (`2015/16`); `method`: how it was formed (`published`, `mean of 10`, `median of 10`);
    `value` in the measure's unit, None where it is missing, suppressed or unreliable, and `status` then says which;
    `rounded_to`: what a group's value may be off by, because its members are published rounded.
    """

    name: str
    year: str
    value: Fraction | None
    method: str = "published"
    kind: str = ""
    source: str = ""
    status: str = "ok"
    rounded_to: Fraction = Fraction(0)

    @property
    def label(self) -> str:
        """`England 2015/16`, with the method where the figure was not published as it stands."""
        formed = "" if self.method == "published" else f" ({self.method})"
        return f"{self.name}{formed} {self.year}"


def one_value_each(comparators: Iterable[Comparator]) -> None:
    """
    Refuses two different values for one comparator, method and year.

    Errors: BadUsage, naming the comparator.
    """
    held: dict[str, Fraction | None] = {}
    for one in comparators:
        if held.setdefault(one.label, one.value) != one.value:
            raise BadUsage(
                f"{one.label} has two values, {_plain(held[one.label])} and {_plain(one.value)}. "
                "Choose one source for the comparator."
            )


def _plain(value: Fraction | None) -> str:
    return "none" if value is None else f"{float(value):g}"
