"""A control chart in the terminal: points by shape, limits by line, readable without colour and at 80 columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from rich.text import Text

from sightline.judgement.judged import MonthsChart, is_up
from sightline.judgement.words import printed_number
from sightline.measures.model import Unit

ROWS = 11
# Dots in a braille character: two across, four down.
DOTS_ACROSS, DOTS_DOWN = 2, 4
_DOT = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_BLANK_BRAILLE = 0x2800

POINT, HIGH, LOW, FEW, LEFT_OUT = "●", "▲", "▼", "○", "◌"
LIMIT, MEAN, TARGET, REBASE = "┄", "─", "═", "┊"
STYLES = {POINT: "", HIGH: "bold", LOW: "bold", FEW: "", LEFT_OUT: "dim", LIMIT: "dim", MEAN: "dim",
          TARGET: "red", REBASE: "dim"}  # fmt: skip


@dataclass(frozen=True)
class Plotted:
    """A point to draw: its value, None where it is missing, and the shape that says what it is."""

    value: float | None
    shape: str = POINT
    style: str = ""


@dataclass(frozen=True)
class Level:
    """A level line from point `start` to point `end` (not included)."""

    value: float
    line: str
    start: int
    end: int


@dataclass(frozen=True)
class Drawing:
    """What is drawn: a point a month, level lines, and the places where lines break."""

    labels: tuple[str, ...]
    points: tuple[Plotted, ...]
    levels: tuple[Level, ...] = ()
    breaks: tuple[int, ...] = ()


def of_chart(held: MonthsChart, unit: Unit, target: float | None) -> Drawing:
    """The drawing of a control chart; limits below 0, or above 100 for a percentage, are cut to the possible range."""
    ceiling = 100.0 if unit.symbol == "%" else None
    points = []
    for place, point in enumerate(held.chart.points):
        shape, style = POINT, ""
        up = is_up(point.rule)
        if point.is_ghost:
            shape = LEFT_OUT
        elif up is not None:
            shape, style = (HIGH if up else LOW), _MEANINGS[point.meaning.split("_")[2]]
        elif place in held.small:
            shape = FEW
        points.append(Plotted(point.value, shape, style))
    levels = []
    for segment in held.chart.segments:
        if segment.mean is not None:
            levels.append(Level(segment.mean, MEAN, segment.start, segment.end))
        if segment.lower is None or segment.upper is None or held.chart.does_not_vary:
            continue
        for value in (max(segment.lower, 0.0), segment.upper if ceiling is None else min(segment.upper, ceiling)):
            levels.append(Level(value, LIMIT, segment.start, segment.end))
    if target is not None:
        levels.append(Level(target, TARGET, 0, len(points)))
    starts = tuple(segment.start for segment in held.chart.segments[1:])
    return Drawing(tuple(month.label for month in held.months), tuple(points), tuple(levels), starts)


def of_line(labels: Sequence[str], values: Sequence[float | None], target: float | None) -> Drawing:
    """A plain line, for figures whose periods overlap and for years."""
    levels = () if target is None else (Level(target, TARGET, 0, len(values)),)
    return Drawing(tuple(labels), tuple(Plotted(v) for v in values), levels)


# Orange and blue rather than red and green; the shapes say the same.
_MEANINGS = {"improvement": "bold dodger_blue2", "concern": "bold dark_orange3", "neutral": "bold medium_purple"}


def drawn(drawing: Drawing, unit: Unit, width: int) -> Text:
    """The drawing as lines of text no wider than `width`; its axis shows values, its foot months."""
    known = [p.value for p in drawing.points if p.value is not None] + [level.value for level in drawing.levels]
    low, high = min(known), max(known)
    if low == high:
        low, high = low - 1, high + 1
    ticks = _ticks(low, high)
    axis = max(len(text) for text in ticks.values())
    step = max(1, (width - axis - 3) // len(drawing.points))
    grid = _Grid(step * len(drawing.points), low, high)

    def middle(place: int) -> int:
        return place * step + step // 2

    for level in drawing.levels:
        for column in range(level.start * step, level.end * step):
            grid.put(column, grid.row(level.value), level.line, STYLES[level.line])
    for start in drawing.breaks:
        for row in range(ROWS):
            grid.put(start * step, row, REBASE, STYLES[REBASE])
    _join(drawing, grid, middle)
    for place, point in enumerate(drawing.points):
        if point.value is not None:
            grid.put(middle(place), grid.row(point.value), point.shape, point.style or STYLES[point.shape])
    return _framed(drawing, grid, ticks, axis, middle)


def _ticks(low: float, high: float) -> dict[float, str]:
    """Round values to write on the axis, four to six of them, as they are written."""
    rough = (high - low) / 6
    power = 10.0 ** floor(log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    decimals = max(0, -floor(log10(step)))
    first = ceil(low / step - 1e-9)
    return {n * step: printed_number(n * step, decimals) for n in range(first, floor(high / step + 1e-9) + 1)}


class _Grid:
    """Characters and their styles, with a fine line of braille dots between the points."""

    def __init__(self, columns: int, low: float, high: float):
        self.columns, self.low, self.high = columns, low, high
        self.cells = [[" "] * columns for _ in range(ROWS)]
        self.styles = [[""] * columns for _ in range(ROWS)]

    def share(self, value: float) -> float:
        return (self.high - value) / (self.high - self.low)

    def row(self, value: float) -> int:
        """The row of a value, the highest at the top."""
        return min(ROWS - 1, max(0, int(self.share(value) * (ROWS - 1) + 0.5)))

    def put(self, column: int, row: int, character: str, style: str) -> None:
        self.cells[row][column], self.styles[row][column] = character, style

    def dot(self, x: int, y: int) -> None:
        """A dot of the fine line, over nothing but blanks and other dots."""
        column, row = x // DOTS_ACROSS, y // DOTS_DOWN
        if not (0 <= column < self.columns and 0 <= row < ROWS):
            return
        held = self.cells[row][column]
        bits = ord(held) - _BLANK_BRAILLE if _BLANK_BRAILLE <= ord(held) < _BLANK_BRAILLE + 256 else 0
        if held == " " or bits:
            bits |= _DOT[x % DOTS_ACROSS][y % DOTS_DOWN]
            self.put(column, row, chr(_BLANK_BRAILLE + bits), "dim")


def _join(drawing: Drawing, grid: _Grid, middle: Callable[[int], int]) -> None:
    """The line from point to point; broken at a missing month and at a rebase."""
    for place in range(1, len(drawing.points)):
        before, after = drawing.points[place - 1].value, drawing.points[place].value
        if before is None or after is None or place in drawing.breaks:
            continue
        x0, x1 = (middle(k) * DOTS_ACROSS for k in (place - 1, place))
        y0, y1 = (grid.share(v) * (ROWS - 1) * DOTS_DOWN + DOTS_DOWN / 2 for v in (before, after))
        steps = int(max(x1 - x0, abs(y1 - y0), 1))
        for n in range(steps + 1):
            grid.dot(int(x0 + (x1 - x0) * n / steps + 0.5), int(y0 + (y1 - y0) * n / steps))


def _framed(drawing: Drawing, grid: _Grid, ticks: dict[float, str], axis: int, middle: Callable[[int], int]) -> Text:
    text = Text(no_wrap=True)
    written_at = {grid.row(value): label for value, label in ticks.items()}
    for row in range(ROWS):
        label = written_at.get(row, "")
        text.append(f"{label:>{axis}} ", "dim").append("┤" if label else "│", "dim")
        for character, style in zip(grid.cells[row], grid.styles[row], strict=True):
            text.append(character, style or None)
        text.append("\n")
    line, labels = ["─"] * grid.columns, [" "] * (grid.columns + 4)
    written = 0
    for place, label in enumerate(drawing.labels):
        column = middle(place)
        if column >= written and column + len(label) <= grid.columns + 2 and _is_marked(label, drawing.labels):
            line[column] = "┬"
            labels[column : column + len(label)] = label
            written = column + len(label) + 2
    text.append(f"{'':>{axis}} └{''.join(line)}\n", "dim")
    return text.append(f"{'':>{axis}}  {''.join(labels).rstrip()}", "dim")


def _is_marked(label: str, labels: Sequence[str]) -> bool:
    """Aprils and Octobers are written on a long axis, every month on a short one."""
    return len(labels) <= 8 or label[:3] in ("Apr", "Oct")


def legend(drawing: Drawing, unit: Unit, width: int) -> str:
    """What the shapes and lines mean, of those that occur, in lines no longer than `width`."""
    shapes = {p.shape for p in drawing.points if p.value is not None}
    named = {POINT: "figure", HIGH: "signal, high", LOW: "signal, low", FEW: "few cases", LEFT_OUT: "left out"}
    parts = [f"{shape} {words}" for shape, words in named.items() if shape in shapes]
    last = [level for level in drawing.levels if level.end == len(drawing.points)]
    for line, words in ((LIMIT, "limits"), (MEAN, "mean"), (TARGET, "target")):
        values = sorted(level.value for level in last if level.line == line)
        if values:
            said = " and ".join(printed_number(v, unit.decimals) for v in values)
            parts.append(f"{line * 2} {words} {said}{unit.symbol}")
    if drawing.breaks:
        parts.append(f"{REBASE} limits start afresh")
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]}   {part}" if lines[-1] else part
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)
