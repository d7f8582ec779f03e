"""
What is judged of one figure: everything that may be said about it, and nothing that may not.

A `Judgement` is plain data. `judging.judge_all` makes it; sentences, cell marks and `sightline explain` only read it,
so that words, colours and arrows can't disagree.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import pairwise

from sightline.engine.query import Figure, Status
from sightline.judgement.charted import Chart, Point, Segment
from sightline.judgement.comparators import Comparator
from sightline.judgement.comparison import Benchmarked, Comparison
from sightline.judgement.control_charts import COMMON_CAUSE
from sightline.judgement.direction import Change, Direction
from sightline.judgement.goodness import good_way
from sightline.judgement.marks import Assurance, Variation, variation_called
from sightline.judgement.ratings import Rated
from sightline.judgement.targets import TargetInForce
from sightline.judgement.trends import Trend
from sightline.judgement.words import parts, printed, printed_number, with_symbol
from sightline.measures.model import Measure, Polarity
from sightline.measures.windows import Month, Window


class Base(Enum):
    """How much a percentage stands on."""

    ENOUGH = "enough"
    # Shown with its interval beside it.
    SMALL = "small"
    # Shown as counts, without colour, comparison or arrow.
    TOO_SMALL = "too_small"


@dataclass(frozen=True)
class Range:
    """An interval in the measure's unit, its level in per cent, and how it was formed."""

    low: float
    high: float
    level: float
    method: str


@dataclass(frozen=True)
class Quality:
    """
    What a reader must know of the figure's data.

    `running`: the period had not ended when the data were made; `settles_on`: the day by which what the period's
    records lead to is known, where that was still to come; `completeness`: records with the needed fields over records
    expected, 0 to 1; `provisional` and `revised`: what the source says of an observation.
    """

    as_at: date | None = None
    running: bool = False
    settles_on: date | None = None
    completeness: Fraction | None = None
    provisional: bool = False
    revised: bool = False

    @property
    def not_yet_complete(self) -> bool:
        return self.running or self.settles_on is not None

    @property
    def unreliable(self) -> bool:
        """Below 80 per cent complete: shown, not coloured."""
        return self.completeness is not None and self.completeness < Fraction(80, 100)

    @property
    def can_be_judged(self) -> bool:
        return not self.not_yet_complete and not self.unreliable

    @property
    def symbols(self) -> tuple[str, ...]:
        """The status symbols that stand in brackets beside the figure."""
        found = {"[p]": self.provisional or self.not_yet_complete, "[r]": self.revised, "[u]": self.unreliable}
        return tuple(symbol for symbol, holds in found.items() if holds)

    @property
    def notes(self) -> tuple[str, ...]:
        """The same in words, one sentence each."""
        found = []
        if self.running:
            found.append(f"Not yet complete: the data are as at {_day(self.as_at)}.")
        elif self.settles_on is not None:
            found.append(f"Not yet complete: what these cases lead to is known by {_day(self.settles_on)}.")
        if self.provisional:
            found.append("Provisional.")
        if self.revised:
            found.append("Revised.")
        if self.unreliable:
            found.append("Low reliability: fewer than 80% of the records have what the figure needs.")
        elif self.completeness is not None and self.completeness < Fraction(95, 100):
            found.append("Excludes missing records.")
        return tuple(found)


@dataclass(frozen=True)
class TargetJudged:
    """The target beside the figure; `too_few`: the interval holds the target, so neither can be said."""

    target: TargetInForce
    is_met: bool
    too_few: bool


@dataclass(frozen=True)
class Compared:
    """The figure beside one comparator by interval, and why they were not compared where they weren't."""

    comparator: Comparator
    found: Benchmarked
    why: str = ""

    @property
    def word(self) -> Comparison:
        return self.found.word


@dataclass(frozen=True)
class MonthsChart:
    """
    The control chart of the independent months up to a figure.

    `rebased`: (month, reason) of each rebase; `left_out`: the same of each month that is drawn and not judged;
    `small`: the places of percentages of few cases, drawn hollow.
    """

    months: tuple[Month, ...]
    chart: Chart
    rebased: tuple[tuple[Month, str], ...] = ()
    left_out: tuple[tuple[Month, str], ...] = ()
    small: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()

    @property
    def limits(self) -> Segment:
        """The limits that hold now."""
        return self.chart.segments[-1]

    @property
    def since(self) -> Month:
        """The first month of the limits that hold now."""
        inside = range(self.limits.start, len(self.months))
        return self.months[next((k for k in inside if self.chart.points[k].value is not None), self.limits.start)]

    @property
    def last(self) -> Point:
        return self.chart.points[-1]

    @property
    def up(self) -> bool | None:
        """Which way the last point is special; None for common cause."""
        return is_up(self.last.rule)

    @property
    def variation(self) -> Variation:
        return variation_called(self.last.meaning, up=self.up)

    @property
    def assurance(self) -> Assurance:
        return Assurance(self.chart.assurance or "none")

    @property
    def trial(self) -> bool:
        return self.limits.is_trial

    @property
    def months_in_limits(self) -> int:
        return self.limits.points

    @property
    def run(self) -> int:
        """How many of the last known points in a row go the way of the last point's rule, by that rule's own test."""
        known = [p.value for p in self.chart.points[self.limits.start :] if p.value is not None and not p.is_ghost]
        if self.up is None or len(known) < 2 or self.limits.mean is None:
            return 0
        if "Trend" in self.last.rule:
            # Seven points on the way up are six rises.
            steps = [(b > a) if self.up else (b < a) for a, b in pairwise(known)]
            return _trailing(steps) + 1
        return _trailing([(v > self.limits.mean) if self.up else (v < self.limits.mean) for v in known])


def is_up(rule: str) -> bool | None:
    """Whether a control chart's rule is about high values; None for common cause."""
    if rule == COMMON_CAUSE:
        return None
    return "Above" in rule or "Increasing" in rule


def _trailing(flags: list[bool]) -> int:
    return next((count for count, flag in enumerate(reversed(flags)) if not flag), len(flags))


@dataclass(frozen=True)
class YearEnd:
    """
    Where the year will end, in the measure's unit: by the seasonal share or as a percentage, and by the straight line.

    `method` as the projection names it; `chance` of meeting the target and its `outlook` in a word, None without a
    target; `required`: the share of the cases still to come that must succeed; `tried`: the back-test in a sentence.
    """

    year: str
    method: str
    value: float
    low: float | None
    high: float | None
    straight_line: float | None = None
    chance: float | None = None
    outlook: str | None = None
    required: float | None = None
    tried: str = ""


@dataclass(frozen=True)
class Judgement:
    """
    Everything judged of one figure; `why_no_...` say in a sentence why something was left out.

    `trend`: of the last five financial years, for a year's figure.
    """

    figure: Figure
    base: Base
    interval: Range | None
    strict_interval: Range | None
    rating: Rated
    target: TargetJudged | None = None
    comparisons: tuple[Compared, ...] = ()
    direction: Direction | None = None
    change: Change | None = None
    chart: MonthsChart | None = None
    why_no_chart: str = ""
    trend: Trend | None = None
    projection: YearEnd | None = None
    why_no_projection: str = ""
    quality: Quality = field(default_factory=Quality)

    @property
    def measure(self) -> Measure:
        return self.figure.measure

    @property
    def polarity(self) -> Polarity:
        """Which way is good for this judgement; a count that has a share is watched."""
        return good_way(self.measure)

    @property
    def members(self) -> tuple[str, ...]:
        """The slice it is of, in words (`Exeter`); nothing for the whole."""
        asked = [member for name, member in self.figure.where if name not in self.figure.by]
        return tuple(label for label in (*self.figure.by.values(), *asked) if label)

    @property
    def is_on_chart(self) -> bool:
        """Whether the chart's last point is this very figure, judged and not left out."""
        chart = self.chart
        return chart is not None and chart.months[-1] == self.figure.period.last and not chart.last.is_ghost

    @property
    def has_value(self) -> bool:
        return self.figure.status is Status.OK and self.figure.value is not None

    @property
    def counts(self) -> str:
        """`94 of 429`: the label of a percentage always names its own denominator."""
        return parts(self.figure)

    @property
    def is_judged(self) -> bool:
        """Whether colours, comparisons and arrows may stand beside it."""
        return self.has_value and self.base is not Base.TOO_SMALL and self.quality.can_be_judged

    @property
    def shown(self) -> str:
        """The figure as a cell prints it: its counts where a percentage would stand on too few."""
        if not self.has_value:
            return WORDS[self.figure.status]
        if self.base is Base.TOO_SMALL and self.measure.unit.is_percent:
            return self.counts
        assert self.figure.value is not None
        text = f"{printed_number(self.figure.value, self.measure.unit.decimals)}{self.measure.unit.symbol}"
        if self.base is Base.SMALL and self.interval is not None:
            text += f" ({self.interval.low:.0f} to {self.interval.high:.0f})"
        return " ".join([text, *self.quality.symbols])

    @property
    def said(self) -> str:
        """The figure as a sentence says it, with its counts."""
        if not self.has_value or self.figure.value is None:
            return self.shown
        if self.base is Base.TOO_SMALL and self.measure.unit.is_percent:
            return self.counts
        # A title that says 'per 10,000 children' need not be said again; a month's rate is said to be a year's.
        in_title = "per 10,000" in self.measure.title
        text = (with_symbol(self.measure.unit, self.figure.value) if in_title
                else printed(self.measure, self.figure.value))  # fmt: skip
        if is_annualised(self.figure):
            text += " as a yearly rate"
        return f"{text} ({self.counts})" if self.counts else text


def is_annualised(figure: Figure) -> bool:
    """Whether a month's events were multiplied by 12, so that they stand beside a year's rate (docs/conventions.md)."""
    measure = figure.measure
    return measure.is_rate and not measure.is_snapshot and figure.period.window is Window.MONTH


# What stands where there is no number; a hidden count has its own sign.
WORDS = {
    Status.NO_DENOMINATOR: "no denominator",
    Status.NOT_SUPPLIED: "not supplied",
    Status.SUPPRESSED: "[c]",
}


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "an unknown date"
