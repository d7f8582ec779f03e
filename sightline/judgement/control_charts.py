"""
Control charts of single values and moving ranges (XmR): has our own process changed?

After NHSRplotthedots 0.2.2 (MIT) and the guides of NHS England's Making Data Count: the limits, the four rules in the
order that names a point, screening of outlying ranges, ghosted points, rebases. Many series are charted at once
(`xmr`, a row a series); `chart` is one series with everything a page says about it.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sightline.errors import BadInput
from sightline.judgement.intervals import Numbers
from sightline.measures.model import Polarity

LIMIT = 2.66  # 3 / 1.128: a mean moving range as three standard deviations
NEAR_LIMIT = LIMIT * 2 / 3
SCREEN = 3.267  # the upper limit of a moving range, in mean ranges (Nelson 1982)
RUN = 7  # points that make a trend or a shift: the choice of Making Data Count
TRIAL_BELOW = 13  # points; below, limits are on trial
CHART_FROM = 5  # points; below, the values are shown without a chart
FIX_AFTER_FROM = 12
# Differences below this share of the scale are the noise of binary fractions, not of the process.
TOLERANCE = 1e-9

COMMON_CAUSE = "Common Cause"
# A rule's place is its code. Odd ones are up, even ones down.
RULES = (
    COMMON_CAUSE,
    "Above UCL",
    "Below LCL",
    "7 Point Trend (Increasing)",
    "7 Point Trend (Decreasing)",
    "2 in 3 Above CL",
    "2 in 3 Below CL",
    "7 Points Above CL",
    "7 Points Below CL",
)
OUTSIDE, TREND, TWO_IN_THREE, SHIFT = 1, 3, 5, 7

Flags = NDArray[np.bool_]
Codes = NDArray[np.int8]


@dataclass(frozen=True)
class Charts:
    """
    Many series charted: arrays of series x points, each point with the mean and range of its own segment.

    `mean` and `mean_range` are NaN where a segment has too few points. `rules` are places in `RULES`; `points` is how
    many points a point's segment has. `tested` is False for missing and ghosted points.
    """

    values: Numbers
    mean: Numbers
    mean_range: Numbers
    rules: Codes
    points: NDArray[np.int64]
    tested: Flags

    @property
    def lower(self) -> Numbers:
        """The lower process limit, unclipped."""
        return self.mean - LIMIT * self.mean_range

    @property
    def upper(self) -> Numbers:
        return self.mean + LIMIT * self.mean_range

    @property
    def last(self) -> NDArray[np.int64]:
        """The place of each series' last tested point; -1 where it has none."""
        width = self.tested.shape[1]
        return np.where(self.tested.any(axis=1), width - 1 - np.argmax(self.tested[:, ::-1], axis=1), -1)

    @property
    def last_rule(self) -> Codes:
        """The rule of each series' last tested point, which its variation icon shows."""
        at = np.maximum(self.last, 0)[:, None]
        return np.where(self.last >= 0, np.take_along_axis(self.rules, at, axis=1)[:, 0], 0).astype(np.int8)

    @property
    def is_trial(self) -> Flags:
        """Whether any segment of a series has fewer than 13 points."""
        return np.any((self.points < TRIAL_BELOW) & (self.points > 0), axis=1) | (self.points.max(axis=1) == 0)

    @property
    def under_review(self) -> Flags:
        """
        Whether assurance is drawn faded: the last point is a special cause, or its segment has fewer than 13 points.

        A passing icon beside a fresh deterioration misleads (our own rule).
        """
        at = np.maximum(self.last, 0)[:, None]
        return (self.last_rule != 0) | (np.take_along_axis(self.points, at, axis=1)[:, 0] < TRIAL_BELOW)

    def assurance(self, target: ArrayLike, polarity: Polarity) -> NDArray[np.object_]:
        """
        Whether the last segment's process meets a target, a number or one a series; equality is hit and miss.

        Nulls: None for a neutral figure, no target, or no limits.
        """
        wanted = np.broadcast_to(np.asarray(target, float), (len(self.values),))
        at = np.maximum(self.last, 0)[:, None]
        lower, upper, mean = (np.take_along_axis(a, at, axis=1)[:, 0] for a in (self.lower, self.upper, self.mean))
        noise = TOLERANCE * np.maximum(np.abs(mean), upper - lower)
        below, above = wanted < lower - noise, wanted > upper + noise
        passes, fails = (below, above) if polarity is Polarity.HIGH else (above, below)
        words = np.select([passes, fails], ["consistent_pass", "consistent_fail"], "inconsistent").astype(object)
        words[np.isnan(wanted) | np.isnan(lower) | (self.last < 0) | (polarity is Polarity.NEUTRAL)] = None
        return words


def xmr(
    values: ArrayLike,
    *,
    segments: ArrayLike | None = None,
    ghosts: ArrayLike | None = None,
    fix_after: int | None = None,
    screen_outliers: bool = True,
) -> Charts:
    """
    Charts many series: limits and special causes, computed inside each segment.

    Shape: `values` series x points, NaN for a missing month; `segments` numbers each point's segment from 0 (a rebase
    starts the next); `ghosts` marks points left out on purpose.
    A missing month breaks ranges, runs and trends. A ghosted point breaks ranges, and the rules step over it. With
    `fix_after`, mean and limits come from each segment's first n points.
    Errors: BadInput for a `fix_after` under 12.
    """
    y = np.atleast_2d(np.asarray(values, float))
    if fix_after is not None and fix_after < FIX_AFTER_FROM:
        raise BadInput(f"Limits can't be fixed after {fix_after} points: it takes at least {FIX_AFTER_FROM}.")
    number = np.broadcast_to(0 if segments is None else np.asarray(segments, int), y.shape)
    ghost = np.broadcast_to(False if ghosts is None else np.asarray(ghosts, bool), y.shape) & ~np.isnan(y)
    count = int(number.max(initial=0)) + 1
    if count == 1:
        return _segment(y, ghost, np.ones(y.shape, bool), fix_after, screen_outliers)
    # Each segment is charted as a series of its own that is missing everywhere else.
    made = None
    for place in range(count):
        inside = number == place
        part = _segment(np.where(inside, y, np.nan), ghost & inside, inside, fix_after, screen_outliers)
        made = part if made is None else _joined(made, part, inside)
    assert made is not None
    return made


def _joined(before: Charts, part: Charts, inside: Flags) -> Charts:
    fields = ("values", "mean", "mean_range", "rules", "points", "tested")
    return Charts(**{name: np.where(inside, getattr(part, name), getattr(before, name)) for name in fields})


def _segment(y: Numbers, ghost: Flags, inside: Flags, fix_after: int | None, screen: bool) -> Charts:
    """One segment of each series; `y` is NaN outside it."""
    used = np.where(ghost, np.nan, y) if ghost.any() else y
    tested = ~np.isnan(used)
    base = used
    if fix_after is not None:
        base = np.where(np.cumsum(inside, axis=1) <= fix_after, used, np.nan)
    mean, mean_range = _mean(base), _mean_range(base, screen=screen)
    # A series that doesn't vary has its own value as its mean, whatever the sum's last binary place says.
    mean = np.clip(mean, _smallest(base), -_smallest(-base))
    mean_range = np.where((~np.isnan(base)).sum(axis=1) < 2, np.nan, mean_range)
    points = np.broadcast_to((tested | ghost).sum(axis=1)[:, None], y.shape)
    mean_2d, range_2d = np.broadcast_to(mean[:, None], y.shape), np.broadcast_to(mean_range[:, None], y.shape)
    rules = _rules(used, mean, mean_range) if not ghost.any() else _stepping_over(used, ghost, mean, mean_range)
    return Charts(y, mean_2d, range_2d, rules, points, tested)


def _smallest(y: Numbers) -> Numbers:
    """Each row's smallest value; NaN in a row without any."""
    return np.where(np.isnan(y).all(axis=1), np.nan, np.min(np.where(np.isnan(y), np.inf, y), axis=1, initial=np.inf))


def _mean(y: Numbers) -> Numbers:
    known = ~np.isnan(y)
    count = known.sum(axis=1)
    return np.where(count > 0, np.where(known, y, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)


def _mean_range(y: Numbers, *, screen: bool) -> Numbers:
    """
    The mean moving range; ranges not strictly below 3.267 of it are dropped once.

    Where that would leave only ranges of 0 (mostly zeros, an event now and then), none is dropped: the limits would
    fall on the mean and flag every point. NHSRplotthedots does so; this is our own departure.
    """
    ranges = np.abs(np.diff(y, axis=1))
    mean = _mean(ranges)
    if not screen:
        return mean
    screened = _mean(np.where(ranges < SCREEN * mean[:, None], ranges, np.nan))
    return np.where(screened > 0, screened, mean)


def _stepping_over(y: Numbers, ghost: Flags, mean: Numbers, mean_range: Numbers) -> Codes:
    """The rules with ghosted points out of the way, so that their neighbours are next to each other."""
    order = np.argsort(ghost, axis=1, kind="stable")
    sorted_rules = _rules(np.take_along_axis(y, order, axis=1), mean, mean_range)
    rules = np.zeros(y.shape, np.int8)
    np.put_along_axis(rules, order, sorted_rules, axis=1)
    return rules


def _rules(y: Numbers, mean: Numbers, mean_range: Numbers) -> Codes:
    """The code of the first rule that applies to each point; 0 where none does or there are no limits."""
    centre, amr = mean[:, None], mean_range[:, None]
    noise = TOLERANCE * np.maximum(np.abs(centre), amr)
    rules = np.zeros(y.shape, np.int8)
    # From the last rule to the first, so that the first that applies stays.
    for side, from_mean in enumerate((y - centre, centre - y)):
        on_side = from_mean > noise
        rules[_windows(on_side, RUN, RUN)] = SHIFT + side
    for side, from_mean in enumerate((y - centre, centre - y)):
        outside = from_mean > LIMIT * amr + noise
        near = (from_mean > NEAR_LIMIT * amr + noise) & ~outside
        rules[near & _two_in_three(near, from_mean > noise)] = TWO_IN_THREE + side
    change = np.diff(y, axis=1)
    trends = [_windows(way, RUN - 1, RUN) for way in (change > 0, change < 0)]
    for side, trend in enumerate(trends):
        rules[trend] = TREND + side
    # The turning point of two trends belongs to the later one.
    turning = np.zeros(y.shape, bool)
    turning[:, :-1] = (trends[0] & trends[1])[:, :-1] & (change > 0)
    rules[turning] = TREND
    for side, from_mean in enumerate((y - centre, centre - y)):
        rules[from_mean > LIMIT * amr + noise] = OUTSIDE + side
    rules[np.isnan(y) | np.isnan(amr)] = 0
    return rules


def _windows(flags: Flags, length: int, members: int) -> Flags:
    """Marks the points that belong to a window of `length` flags that all hold; a window covers `members` points."""
    width = flags.shape[1] + members - length
    marked = np.zeros((flags.shape[0], width), bool)
    starts = flags.shape[1] - length + 1
    if starts > 0:
        whole = reduce(and_, (flags[:, k : k + starts] for k in range(length)))
        for k in range(members):
            marked[:, k : k + starts] |= whole
    return marked


def _two_in_three(near: Flags, on_side: Flags) -> Flags:
    """The points of windows of three on one side of the mean, at least two of them near the limit."""
    marked = np.zeros(near.shape, bool)
    starts = near.shape[1] - 2
    if starts > 0:
        three = [slice(k, k + starts) for k in range(3)]
        enough = sum(near[:, at].astype(np.int8) for at in three) >= 2
        whole = enough & reduce(and_, (on_side[:, at] for at in three))
        for at in three:
            marked[:, at] |= whole
    return marked
