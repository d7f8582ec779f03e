"""Lines without limits: one year over another, a rolling year, months too few or too dependent for a control chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sightline.charts import frame as f
from sightline.charts import theme
from sightline.charts.control import HIDDEN
from sightline.charts.drawing import NARROW, WIDE, About, Drawing
from sightline.charts.layout import apart, axis_of, width_of
from sightline.judgement.words import with_symbol
from sightline.measures.arithmetic import exact
from sightline.measures.model import Unit

# Words begin so far to the right of the plot: the line's own mark stands between.
_SWATCH = 30


@dataclass(frozen=True)
class Line:
    """
    One series: its words, a value for each place, None where there is none; `whens` says each place's own time.

    `hidden` are the places that this reader may not see, `unfinished` those not yet complete, drawn hollow; `ends` is
    written where the line ends, the words and its last value where nothing is given.
    """

    words: str
    values: tuple[float | None, ...]
    whens: tuple[str, ...]
    hidden: frozenset[int] = frozenset()
    unfinished: frozenset[int] = frozenset()
    ends: str = ""

    @property
    def last(self) -> float | None:
        return next((value for value in reversed(self.values) if value is not None), None)


@dataclass(frozen=True)
class Lines:
    """
    At most four series over the same places, our newest first.

    `bottoms`: the words under the places; `targets`: value, words, and the place from which each is in force.
    """

    unit: Unit
    about: About
    lines: tuple[Line, ...]
    bottoms: Mapping[float, Sequence[str]]
    targets: tuple[tuple[float, str, int], ...] = ()
    from_zero: bool = False

    def __post_init__(self) -> None:
        if len(self.lines) > theme.MOST_SERIES:
            raise ValueError(f"A chart has at most {theme.MOST_SERIES} series, not {len(self.lines)}.")

    @property
    def places(self) -> int:
        return max((len(line.values) for line in self.lines), default=0)


def line_chart(chart: Lines, size: tuple[int, int] = WIDE) -> Drawing:
    """The drawing; lines are broken at gaps, and named at their ends with the mark they are drawn with."""
    unit, narrow = chart.unit, size[0] <= NARROW[0]
    values = [v for line in chart.lines for v in line.values if v is not None] + [t[0] for t in chart.targets]
    axis = axis_of(values, unit, most_ticks=5 if narrow else 7, from_zero=chart.from_zero)
    ends = [words for _value, words, _number in _names(chart)]
    left = 14 + max(width_of(axis.words(tick, unit), theme.TEXT) for tick in axis.ticks)
    right = 14 + _SWATCH + max((width_of(words, theme.TEXT, bold=True) for words in ends), default=0)
    frame = f.Frame(size[0], size[1], round(left), round(right), 20, 44, max(chart.places, 1), axis)
    layers = [
        f.axes(frame, {tick: axis.words(tick, unit) for tick in axis.ticks}, chart.bottoms),
        f.levels(frame, _target_rows(chart), theme.TARGET, 1.5, theme.TARGET_DASH),
    ]
    for number in reversed(range(len(chart.lines))):
        layers += _line(frame, chart, number)
    hidden = sorted({place for line in chart.lines for place in line.hidden})
    layers.append(f.at_foot(frame, [{"k": place, "words": HIDDEN} for place in hidden]))
    return frame.drawing([*layers, *_named(frame, chart)], chart.about)


def _said(unit: Unit, value: float | None) -> str:
    if value is None:
        return ""
    text = with_symbol(unit, exact(value))
    return text if len(unit.symbol) <= 1 else text.split()[0]


def _target_rows(chart: Lines) -> list[dict]:
    last = max(chart.places - 1, 1)
    return [
        {"from": first - (0.42 if first == 0 else 0.34), "to": last + 0.2, "v": value}
        for value, _words, first in chart.targets
    ]


def _line(frame: f.Frame, chart: Lines, number: int) -> list[f.Layer]:
    line, colour, dash = chart.lines[number], theme.SERIES[number], theme.DASHES[number]
    rows, marks, hollow, run = [], [], [], 0
    for place, value in enumerate(line.values):
        if value is None:
            run += 1
            continue
        said = f"{line.whens[place]}: {with_symbol(chart.unit, exact(value))}"
        if place in line.unfinished:
            hollow.append({"k": place, "v": value, "said": f"{said}, not yet complete"})
            continue
        rows.append({"k": place, "v": value, "run": run})
        marks.append({"k": place, "v": value, "said": said})
    width, size = (2.25, 46) if number == 0 else (1.75, 34)
    shape = theme.MARKERS[number]
    layers = [f.joined(frame, rows, colour, width, dash), f.points(frame, marks, shape=shape, fill=colour, size=size)]
    if hollow:
        layers.append(f.points(frame, hollow, shape=shape, fill=theme.WHITE, stroke=colour, size=56, dash=(2, 2)))
    return layers


def _names(chart: Lines) -> list[tuple[float, str, int | None]]:
    """The height, the words and the number of what is named at the right; the targets have no number."""
    named: list[tuple[float, str, int | None]] = [
        (line.last, line.ends or f"{line.words} {_said(chart.unit, line.last)}", number)
        for number, line in enumerate(chart.lines)
        if line.last is not None
    ]
    return named + [(value, words, None) for value, words, _from in chart.targets]


def _named(frame: f.Frame, chart: Lines) -> list[f.Layer]:
    """Each line's words at the height where it ends, moved apart where they would overlap, each with its mark."""
    named = _names(chart)
    places = apart([frame.y(value) for value, _w, _n in named], f.BETWEEN_LABELS, 0, frame.plot_height)
    layers: list[f.Layer] = []
    for (_value, words, number), y in zip(named, places, strict=True):
        at = frame.value_at(y)
        if number is None:
            layers += f.swatch(frame, at, theme.TARGET, theme.TARGET_DASH)
            layers.append(f.beside(frame, [{"v": at, "words": words}], theme.TARGET, away=_SWATCH))
            continue
        colour = theme.SERIES[number]
        layers += f.swatch(frame, at, colour, theme.DASHES[number], shape=theme.MARKERS[number])
        ink = theme.BLUE if number == 0 else theme.INK_2
        layers.append(f.beside(frame, [{"v": at, "words": words}], ink, bold=number == 0, away=_SWATCH))
    return layers
