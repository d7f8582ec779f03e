"""What a chart is before it is drawn: a Vega-Lite specification with its finding, its description and its captions."""

from dataclasses import dataclass
from typing import Any

WIDE = (800, 372)
# For screens under 641 pixels, where the wide drawing would be too small to read.
NARROW = (360, 330)


@dataclass(frozen=True)
class About:
    """
    What a chart says besides its lines: the finding (its title), and the sentence for those who can't see it.

    `captions` stand below it: limits that are cut, months left out, what the marks mean.
    """

    finding: str
    description: str
    captions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """One chart, ready to be drawn. `width` and `height` are those of the whole picture, in pixels."""

    spec: dict[str, Any]
    width: int
    height: int
    about: About


@dataclass(frozen=True)
class Happened:
    """
    Something written on a chart's time: what, from which place of the series on, and a second line under it.

    `rebases`: the limits start afresh there, so that the upright runs the whole height.
    """

    at: int
    text: str
    under: str = ""
    rebases: bool = False
