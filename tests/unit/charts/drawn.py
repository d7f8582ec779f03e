"""Charts of made-up months for these tests, and what can be read off a drawn one."""

import re
from collections.abc import Collection, Sequence
from xml.etree import ElementTree

from sightline.charts.control import Control
from sightline.charts.drawing import About, Happened
from sightline.judgement.charted import chart
from sightline.judgement.judged import MonthsChart
from sightline.judgement.targets import TargetInForce
from sightline.measures.model import PERCENT, Polarity, Unit
from sightline.measures.windows import Month
from sightline.settings import Target

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = About("Within the usual range since April 2016", "Control chart of 27 months.")
# The pictures' own re-referrals: twelve months, then a rebase and fifteen more.
REREFERRALS = (27.8, 28.5, 26.3, 27.4, 29.0, 26.7, 28.2, 26.8, 27.6, 28.8, 26.1, 27.3,
               22.5, 24.3, 23.8, 19.6, 23.3, 22.0, 29.2, 24.8, 25.1, 25.9, 25.5, 25.8, 21.7, 20.0, 21.8)  # fmt: skip


def control(
    values: Sequence[float | None],
    *,
    rebase: Collection[int] = (),
    ghosts: Collection[int] = (),
    target: float | None = None,
    unit: Unit = PERCENT,
    polarity: Polarity = Polarity.LOW,
    small: Collection[int] = (),
    happened: Sequence[Happened] = (),
    hidden: Collection[int] = (),
) -> Control:
    """A control chart from April 2015 on."""
    made = chart(values, polarity=polarity, target=target, rebase=rebase, ghosts=ghosts)
    months = tuple(Month(2015, 4).plus(k) for k in range(len(values)))
    held = MonthsChart(months, made, small=frozenset(small))
    wanted = None if target is None else TargetInForce(Target(value=target, comparison="<="))
    return Control(held, unit, ABOUT, wanted, tuple(happened), frozenset(hidden))


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    """Every line of words in the drawing, as drawn."""
    return ["".join(element.itertext()) for element in parsed(svg).iter(f"{SVG}text")]


def said_of_points(svg: str) -> list[str]:
    """What is said of each mark: its month and value."""
    return [title.text or "" for element in parsed(svg).iter(f"{SVG}path") for title in element.findall(f"{SVG}title")]


def heights_at_right(svg: str, words: Collection[str]) -> list[float]:
    """How far down the labels with these first words stand."""
    found = []
    for element in parsed(svg).iter(f"{SVG}text"):
        if "".join(element.itertext()).split()[0] in words:
            place = re.search(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
            assert place is not None
            found.append(float(place[2]))
    return sorted(found)
