"""The control chart: a measure's independent months with their limits, signals, target and what happened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sightline.charts import frame as f
from sightline.charts import theme
from sightline.charts.drawing import NARROW, WIDE, About, Drawing, Happened
from sightline.charts.layout import Axis, apart, axis_of, width_of
from sightline.charts.timescale import bottoms_of
from sightline.judgement.charted import Point, Segment, drawn_limits
from sightline.judgement.judged import MonthsChart, is_up
from sightline.judgement.targets import TargetInForce
from sightline.judgement.words import month_words, with_symbol
from sightline.measures.arithmetic import exact
from sightline.measures.model import Unit
from sightline.measures.windows import Month

HIDDEN = "[c]"
_TONES = {"improvement": theme.IMPROVE, "concern": theme.CONCERN, "neutral": theme.NEUTRAL}
_RULES = {
    "UCL": "above the upper limit",
    "LCL": "below the lower limit",
    "(Increasing)": "one of seven or more rising in a row",
    "(Decreasing)": "one of seven or more falling in a row",
    "2 in 3 Above CL": "two of three near the upper limit",
    "2 in 3 Below CL": "two of three near the lower limit",
    "7 Points Above CL": "one of seven or more above the mean in a row",
    "7 Points Below CL": "one of seven or more below the mean in a row",
}


@dataclass(frozen=True)
class Control:
    """
    A control chart to be drawn.

    `happened` are the events written on it; `hidden` the places of months that this reader may not see; `unfinished`
    a month after the last one that is not yet complete, with its value so far.
    """

    held: MonthsChart
    unit: Unit
    about: About
    target: TargetInForce | None = None
    happened: tuple[Happened, ...] = ()
    hidden: frozenset[int] = frozenset()
    unfinished: tuple[Month, float] | None = None

    @property
    def months(self) -> tuple[Month, ...]:
        return self.held.months + ((self.unfinished[0],) if self.unfinished else ())

    @property
    def targets(self) -> list[float]:
        return [] if self.target is None else [value for value, _words in self.target.lines(self.unit)]

    def limits(self, segment: Segment) -> tuple[float, float] | None:
        """The limits as they are drawn, inside what the figure can be."""
        if segment.lower is None or segment.upper is None:
            return None
        drawn = drawn_limits(segment.lower, segment.upper, ceiling=100 if self.unit.is_percent else None)
        return drawn.lower, drawn.upper

    @property
    def cut(self) -> str:
        """What is said of limits that reach further than the figure can."""
        last = self.held.limits
        if last.lower is None or last.upper is None:
            return ""
        return drawn_limits(last.lower, last.upper, ceiling=100 if self.unit.is_percent else None).caption


def control_chart(chart: Control, size: tuple[int, int] = WIDE) -> Drawing:
    """The drawing, 800 x 372 pixels or the narrow one."""
    held, unit = chart.held, chart.unit
    values = [p.value for p in held.chart.points if p.value is not None] + chart.targets
    values += [end for segment in held.chart.segments for end in chart.limits(segment) or ()]
    if chart.unfinished:
        values.append(chart.unfinished[1])
    narrow = size[0] <= NARROW[0]
    axis = axis_of(values, unit, most_ticks=5 if narrow else 7)
    labels = _labels(chart, narrow)
    frame = _frame(chart, axis, size, labels)
    about = chart.about if not chart.cut else _with_caption(chart.about, f"{chart.cut.capitalize()}.")
    segments = held.chart.segments
    earlier, now = segments[:-1], segments[-1:]
    layers = [
        f.axes(
            frame,
            {tick: axis.words(tick, unit) for tick in axis.ticks},
            bottoms_of(chart.months, frame.plot_width),
        ),
        f.bands(frame, _bands(chart, earlier), theme.BAND_EARLIER),
        f.bands(frame, _bands(chart, now), theme.BAND),
        f.levels(frame, _limit_rows(chart), theme.LIMIT, 1.25, theme.LIMIT_DASH),
        f.levels(frame, _mean_rows(chart), theme.MEAN, 1.25),
        f.levels(frame, _target_rows(chart), theme.TARGET, 1.5, theme.TARGET_DASH),
        *_events(frame, chart, narrow),
        *_line(frame, chart),
        *_points(frame, chart),
        f.at_foot(frame, [{"k": place, "words": HIDDEN} for place in sorted(chart.hidden)]),
        *_named(frame, labels),
    ]
    return frame.drawing(layers, about)


def _with_caption(about: About, caption: str) -> About:
    return replace(about, captions=(*about.captions, caption))


@dataclass(frozen=True)
class _Label:
    value: float
    words: str
    colour: str


def _labels(chart: Control, narrow: bool) -> list[_Label]:
    """The words at the right, from the lowest value to the highest: limits, mean, target, the last month."""
    last, unit = chart.held.limits, chart.unit

    def said(value: float) -> str:
        return with_symbol(unit, exact(value)) if len(unit.symbol) <= 1 else with_symbol(unit, exact(value)).split()[0]

    found = []
    limits = chart.limits(last)
    if limits is not None and not chart.held.chart.does_not_vary:
        lower, upper = ("Lower", "Upper") if narrow else ("Lower limit", "Upper limit")
        found += [_Label(limits[0], f"{lower} {said(limits[0])}", theme.INK)]
        found += [_Label(limits[1], f"{upper} {said(limits[1])}", theme.INK)]
    if last.mean is not None:
        found.append(_Label(last.mean, f"Mean {said(last.mean)}", theme.INK))
    if chart.target is not None:
        for value, _words in chart.target.lines(unit):
            word = said(value) if value != int(value) else f"{int(value):,}{'%' if unit.is_percent else ''}"
            found.append(_Label(value, f"Target {word}", theme.TARGET))
    point = chart.held.last
    if point.value is not None:
        month = chart.held.months[-1]
        when = f"{month.start:%b %y}" if narrow else month_words(month)
        found.append(_Label(point.value, f"{when} {said(point.value)}", theme.BLUE))
    return sorted(found, key=lambda label: label.value)


def _frame(chart: Control, axis: Axis, size: tuple[int, int], labels: Sequence[_Label]) -> f.Frame:
    left = 8 + max(width_of(axis.words(tick, chart.unit), theme.TEXT) for tick in axis.ticks)
    right = 12 + max(width_of(label.words, theme.TEXT, bold=True) for label in labels) if labels else 12
    top = 46 if chart.happened else 20
    return f.Frame(size[0], size[1], round(left + 6), round(right), top, 44, len(chart.months), axis)


def _named(frame: f.Frame, labels: Sequence[_Label]) -> list[f.Layer]:
    """The labels beside the lines they name, moved apart where they would overlap."""
    wanted = [frame.y(label.value) for label in labels]
    # Two at one height stand in the order of the list: the higher value above.
    places = apart([-y for y in wanted], f.BETWEEN_LABELS, -(frame.plot_height + 4), 0)
    rows: dict[str, list[dict]] = {}
    for label, place in zip(labels, places, strict=True):
        rows.setdefault(label.colour, []).append({"v": frame.value_at(-place), "words": label.words})
    return [f.beside(frame, held, colour) for colour, held in rows.items()]


# Levels


def _ends(chart: Control, segment: Segment) -> tuple[float, float]:
    """Where a segment's lines begin and end: half way to the segments beside it, and at the plot's own edges."""
    last = len(chart.held.months)
    start = segment.start - 0.42 if segment.start == 0 else segment.start - 0.34
    end = segment.end - 1 + (0.34 if segment.end < last else 0.2 + (1 if chart.unfinished else 0))
    return start, end


def _bands(chart: Control, segments: Sequence[Segment]) -> list[dict]:
    rows = []
    for segment in segments:
        limits = chart.limits(segment)
        if limits is not None and limits[0] < limits[1]:
            start, end = _ends(chart, segment)
            rows.append({"from": start, "to": end, "low": limits[0], "high": limits[1]})
    return rows


def _limit_rows(chart: Control) -> list[dict]:
    return [{"from": b["from"], "to": b["to"], "v": b[end]} for b in _bands(chart, chart.held.chart.segments)
            for end in ("low", "high")]  # fmt: skip


def _mean_rows(chart: Control) -> list[dict]:
    rows = []
    for segment in chart.held.chart.segments:
        if segment.mean is not None:
            start, end = _ends(chart, segment)
            rows.append({"from": start, "to": end, "v": segment.mean})
    return rows


def _target_rows(chart: Control) -> list[dict]:
    """The target from the month on in which it came into force."""
    if chart.target is None:
        return []
    since = chart.target.since
    first = next((k for k, month in enumerate(chart.months) if since is None or month.end >= since), 0)
    start = first - (0.42 if first == 0 else 0.34)
    end = len(chart.months) - 1 + 0.2
    return [{"from": start, "to": end, "v": value} for value in chart.targets]


# What happened


def _events(frame: f.Frame, chart: Control, narrow: bool) -> list[f.Layer]:
    """Each event's upright, with its words over the plot; with letters where the words would not fit."""
    if not chart.happened:
        return []
    uprights = [{"k": event.at - 0.5 if event.at else -0.42, "v": frame.axis.high} for event in chart.happened]
    rows, fits = _written(frame, chart.happened, narrow)
    if not fits:
        rows = [{"k": u["k"], "words": letter_of(n), "align": "left"} for n, u in enumerate(uprights)]
        return [f.uprights(frame, uprights), f.above(frame, rows, up=10)]
    under = [{**row, "words": event.under} for row, event in zip(rows, chart.happened, strict=True) if event.under]
    layers = [f.uprights(frame, uprights), f.above(frame, rows, up=26)]
    return [*layers, f.above(frame, under, up=10, size=theme.SMALL, bold=False)] if under else layers


def letter_of(number: int) -> str:
    """A, B, C: the name of an event whose words stand under the chart."""
    return chr(ord("A") + number)


def are_lettered(chart: Control, size: tuple[int, int] = WIDE) -> bool:
    """Whether the events are lettered, so that their words have to stand under the chart."""
    axis = axis_of([0, 1], chart.unit)
    frame = _frame(chart, axis, size, _labels(chart, size[0] <= NARROW[0]))
    return bool(chart.happened) and not _written(frame, chart.happened, size[0] <= NARROW[0])[1]


def _written(frame: f.Frame, happened: Sequence[Happened], narrow: bool) -> tuple[list[dict], bool]:
    """The words of the events with the side they stand on, and whether all of them fit beside one another."""
    rows: list[dict] = []
    taken = -frame.left
    for event in happened:
        k = event.at - 0.5 if event.at else -0.42
        length = max(width_of(event.text, theme.TEXT, bold=True), width_of(event.under, theme.SMALL)) + 8
        x = frame.x(k)
        align = "left" if x + length <= frame.plot_width + frame.right else "right"
        start = x if align == "left" else x - length
        if narrow or start < taken:
            return [], False
        taken = x + length if align == "left" else x + 8
        rows.append({"k": k, "words": event.text, "align": align})
    return rows, True


# The line and its points


def _line(frame: f.Frame, chart: Control) -> list[f.Layer]:
    """Lines from month to month, broken at a gap and at a rebase; a month that is left out is stepped over."""
    starts = {segment.start for segment in chart.held.chart.segments}
    now = chart.held.limits.start
    earlier: list[dict] = []
    ours: list[dict] = []
    run = 0
    for point in chart.held.chart.points:
        if point.index in starts or point.value is None:
            run += 1
        if point.value is None or point.is_ghost:
            continue
        (ours if point.index >= now else earlier).append({"k": point.index, "v": point.value, "run": run})
    return [f.joined(frame, earlier, theme.EARLIER, 1.75), f.joined(frame, ours, theme.BLUE)]


def _points(frame: f.Frame, chart: Control) -> list[f.Layer]:
    held, now = chart.held, chart.held.limits.start
    kinds: dict[str, list[dict]] = {}
    for point in held.chart.points:
        if point.value is not None:
            row = {"k": point.index, "v": point.value, "said": _said(chart, point)}
            kinds.setdefault(_kind(chart, point, now), []).append(row)
    layers = []
    styles: dict[str, dict] = {
        "earlier": {"fill": theme.EARLIER, "size": 41},
        "usual": {"fill": theme.BLUE, "size": 45},
        "few": {"fill": theme.WHITE, "stroke": theme.BLUE, "size": 45, "stroke_width": 2},
        "left out": {"fill": theme.WHITE, "stroke": theme.INK_3, "size": 62, "stroke_width": 1.5, "dash": (2, 2)},
    }
    for kind, rows in kinds.items():
        if kind in styles:
            layers.append(f.points(frame, rows, **styles[kind]))
            continue
        way, meaning = kind.split()
        layers.append(f.points(frame, rows, shape=f"triangle-{way}", fill=_TONES[meaning], size=110, stroke_width=1))
    if chart.unfinished:
        month, value = chart.unfinished
        words = f"{month_words(month)}: {with_symbol(chart.unit, exact(value))}, not yet complete"
        row = {"k": len(held.months), "v": value, "said": words}
        layers.append(f.points(frame, [row], fill=theme.WHITE, stroke=theme.BLUE, size=62, dash=(2, 2)))
    return layers


def _kind(chart: Control, point: Point, now: int) -> str:
    if point.is_ghost:
        return "left out"
    up = is_up(point.rule)
    if up is not None:
        return f"{'up' if up else 'down'} {point.meaning.split('_')[2]}"
    if point.index in chart.held.small:
        return "few"
    return "usual" if point.index >= now else "earlier"


def _said(chart: Control, point: Point) -> str:
    """`October 2016: 29.3%, above the upper limit`."""
    assert point.value is not None
    text = f"{month_words(chart.held.months[point.index])}: {with_symbol(chart.unit, exact(point.value))}"
    if point.is_ghost:
        return f"{text}, left out of the limits"
    return f"{text}, {rule_words(point.rule)}" if point.is_special else text


def rule_words(rule: str) -> str:
    """A control chart's rule in plain words: `above the upper limit`."""
    return next(words for end, words in _RULES.items() if rule.endswith(end))
