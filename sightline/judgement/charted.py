"""
One series on a control chart, with everything a page says about it: points, segments, icons and captions.

The arithmetic is `control_charts`; the words and thresholds of use are here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from sightline.errors import BadInput
from sightline.judgement.control_charts import (
    CHART_FROM,
    COMMON_CAUSE,
    LIMIT,
    NEAR_LIMIT,
    RULES,
    RUN,
    SHIFT,
    TRIAL_BELOW,
    xmr,
)
from sightline.measures.model import Polarity

SMALL_COUNT = 5  # a mean count a month below this is marked
LONG_GAP = 3  # missing months in a row; more than this and a person decides whether a new segment starts


@dataclass(frozen=True)
class Point:
    """A point of a chart: its place, its value (None where the month is missing), the rule that names it, its class."""

    index: int
    value: float | None
    rule: str
    meaning: str
    is_ghost: bool = False

    @property
    def is_special(self) -> bool:
        return self.rule != COMMON_CAUSE


@dataclass(frozen=True)
class Segment:
    """The points from `start` up to `end` (not included) with one mean and one pair of limits; None where too few."""

    start: int
    end: int
    points: int
    mean: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None

    @property
    def is_trial(self) -> bool:
        return self.points < TRIAL_BELOW


@dataclass(frozen=True)
class Chart:
    """A control chart of one series. `assurance` is None without a target, for a neutral figure, or without limits."""

    points: tuple[Point, ...]
    segments: tuple[Segment, ...]
    variation: str
    assurance: str | None
    limits_under_review: bool
    screened: bool

    @property
    def special_causes(self) -> tuple[Point, ...]:
        return tuple(p for p in self.points if p.is_special)

    @property
    def trial_limits_warning(self) -> bool:
        return any(s.is_trial for s in self.segments)

    @property
    def can_be_drawn(self) -> bool:
        """Whether there are enough points, 5, for a chart; below, the values are shown as they are."""
        return sum(p.value is not None for p in self.points) >= CHART_FROM

    @property
    def does_not_vary(self) -> bool:
        """Whether every value of the last segment is the same: captioned 'no variation'."""
        last = self.segments[-1]
        return last.lower is not None and last.lower == last.upper

    def captions(self, *, is_count: bool = False) -> tuple[str, ...]:
        """What stands below the chart about how far to trust it."""
        last = self.segments[-1]
        said = ["no variation" if self.does_not_vary else "", "trial limits" if self.trial_limits_warning else ""]
        if self.limits_under_review:
            said.append("limits under review")
        if is_count and last.mean is not None and last.mean < SMALL_COUNT:
            said.append("small counts: quarters or a chart of days between are steadier")
        if self.longest_gap > LONG_GAP:
            said.append(f"{self.longest_gap} months missing in a row: decide whether a new segment starts")
        said.append("outlying ranges screened" if self.screened else "outlying ranges not screened")
        return tuple(text for text in said if text)

    @property
    def longest_gap(self) -> int:
        """The most months missing in a row."""
        longest = run = 0
        for point in self.points:
            run = run + 1 if point.value is None else 0
            longest = max(longest, run)
        return longest

    def rebase_may_be_offered_at(self) -> tuple[int, ...]:
        """
        Places where a page may offer a rebase to a person: the first month of a run of at least 7 points on one side
        with at least 7 points after it in its segment. A known cause is for the person to name; never automatic.
        """
        return tuple(index for segment in self.segments for index in self._runs_of(segment))

    def _runs_of(self, segment: Segment) -> list[int]:
        if segment.mean is None:
            return []
        known = [p for p in self.points[segment.start : segment.end] if p.value is not None and not p.is_ghost]
        sides = [int(np.sign((p.value or 0.0) - segment.mean)) for p in known]
        starts = [k for k in range(1, len(sides)) if sides[k] and sides[k] != sides[k - 1]]
        return [
            known[k].index for k in starts if len(sides) - k > RUN and all(s == sides[k] for s in sides[k : k + RUN])
        ]


def chart(
    values: Sequence[float | None],
    *,
    polarity: Polarity = Polarity.NEUTRAL,
    target: float | None = None,
    rebase: Collection[int] = (),
    ghosts: Collection[int] = (),
    fix_after: int | None = None,
    screen_outliers: bool = True,
) -> Chart:
    """
    One series on a control chart; None is a missing month, and stays missing.

    `rebase` are the places where a new segment starts, `ghosts` the points drawn but left out. `target` is the latest.
    Errors: BadInput for an empty series or a place outside it.
    """
    if not len(values):
        raise BadInput("A control chart needs values: the series is empty.")
    y = np.array([np.nan if v is None else v for v in values], float)
    _refuse_places_outside(rebase, len(y), "rebase")
    _refuse_places_outside(ghosts, len(y), "ghosted point")
    starts = sorted({0, *rebase})
    number = np.searchsorted(starts, np.arange(len(y)), side="right") - 1
    ghost = np.isin(np.arange(len(y)), list(ghosts))
    charts = xmr(y, segments=number[None], ghosts=ghost[None], fix_after=fix_after, screen_outliers=screen_outliers)
    rules = charts.rules[0]
    assurance = charts.assurance(np.nan if target is None else target, polarity)[0]
    return Chart(
        points=tuple(
            Point(
                k,
                None if np.isnan(v) else float(v),
                RULES[rules[k]],
                meaning_of(int(rules[k]), polarity),
                bool(ghost[k] and not np.isnan(v)),
            )
            for k, v in enumerate(y)
        ),
        segments=tuple(
            _segment(start, end, int(charts.points[0, start]), charts.mean[0, start], charts.mean_range[0, start])
            for start, end in zip(starts, [*starts[1:], len(y)], strict=True)
        ),
        variation=meaning_of(int(charts.last_rule[0]), polarity),
        assurance=assurance,
        limits_under_review=bool(charts.under_review[0]),
        screened=screen_outliers,
    )


def _segment(start: int, end: int, points: int, mean: float, mean_range: float) -> Segment:
    middle = None if np.isnan(mean) else float(mean)
    if np.isnan(mean_range):
        return Segment(start, end, points, middle, None, None, None, None)
    limits = (float(mean + times * mean_range) for times in (-LIMIT, LIMIT, -NEAR_LIMIT, NEAR_LIMIT))
    return Segment(start, end, points, middle, *limits)


def _refuse_places_outside(places: Collection[int], length: int, what: str) -> None:
    outside = [place for place in places if not 0 <= place < length]
    if outside:
        raise BadInput(f"There is no point {outside[0]} for a {what}: the series has points 0 to {length - 1}.")


def meaning_of(rule: int, polarity: Polarity) -> str:
    """The class of a point from its rule's place in `RULES`: improvement, concern, neutral, or common cause."""
    if rule == 0:
        return "common_cause"
    is_up = rule % 2 == SHIFT % 2
    if polarity is Polarity.NEUTRAL:
        return "special_cause_neutral_high" if is_up else "special_cause_neutral_low"
    return "special_cause_improvement" if is_up == (polarity is Polarity.HIGH) else "special_cause_concern"


@dataclass(frozen=True)
class DrawnLimits:
    """Limits as they are drawn: clipped to what the figure can be, and said so in `caption`."""

    lower: float
    upper: float
    caption: str


def drawn_limits(lower: float, upper: float, *, floor: float | None = 0, ceiling: float | None = None) -> DrawnLimits:
    """The drawn ends of limits that reach below 0, or above 100 for a percentage; the rules use the true ones."""
    low = lower if floor is None else max(lower, floor)
    high = upper if ceiling is None else min(upper, ceiling)
    cut = [name for name, was, now in (("lower", lower, low), ("upper", upper, high)) if was != now]
    return DrawnLimits(low, high, f"{' and '.join(cut)} limit cut to the possible range" if cut else "")
