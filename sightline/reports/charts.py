"""What an item's chart draws of its table, how far its axes reach, and its description for those who can't see it."""

from itertools import pairwise, zip_longest
from math import ceil, floor, log10

from sightline.reports.declare import Draw
from sightline.reports.model import Chart, Column, Role, Row, RowKind, Scale, Series, Table

# More series than this can't be told apart; the table has them all.
MOST_SERIES = 4
# Lines that end nearer to one another than this share of the axis can't be named where they end.
NEAREST_ENDS = 0.085
STEPS = (1.0, 2.0, 5.0, 10.0)


def chart_of(draw: Draw, tables: tuple[Table, ...], title: str, finding: str) -> Chart | None:
    """The chart, or None where the table holds nothing that can be drawn."""
    table = tables[draw.table]
    is_months = bool(table.columns) and table.columns[0].is_month
    return _of_months(draw, table, title, finding) if is_months else _of_grid(draw, table, title, finding)


# Rows over months


def _of_months(draw: Draw, table: Table, title: str, finding: str) -> Chart | None:
    months = [place for place, column in enumerate(table.columns) if column.is_month]
    series = _ours(draw, table, months)
    if not series:
        return None
    for measure in draw.others:
        for place, row in enumerate(table.rows):
            if row.key in (f"target {measure}", f"comparator {measure}") and len(series) < MOST_SERIES:
                role = Role.TARGET if row.key.startswith("target") else Role.COMPARATOR
                series.append(Series(row.heading, place, role, "line", second_axis=bool(draw.on_second_axis)))
    first = [s for s in series if not s.second_axis]
    second = [s for s in series if s.second_axis]
    scale = _scale([_numbers(table.rows[s.at], months) for s in first], draw, _symbol(table, first))
    if all(s.mark == "line" for s in series) and not second:
        series = _named_at_ends(series, table, months, scale)
    return Chart(
        title,
        tuple(series),
        "rows",
        months[0],
        months[-1],
        _description(title, finding, series, "by month"),
        table=draw.table,
        stacked=draw.stacked,
        axis=draw.axis,
        second_axis=draw.second_axis,
        symbol=_symbol(table, first),
        second_symbol=_symbol(table, second),
        scale=scale,
        second_scale=_nice(0, 100, "%") if second else None,
    )


def _ours(draw: Draw, table: Table, months: list[int]) -> list[Series]:
    marks = dict.fromkeys(draw.columns, "column") | dict.fromkeys(draw.lines, "line")
    series: list[Series] = []
    for key, mark in marks.items():
        found = [place for place, row in enumerate(table.rows) if row.key == key and _has_numbers(row, months)]
        # Of many members, those with the most; in the order of the table.
        if len(found) > MOST_SERIES:
            found = sorted(sorted(found, key=lambda place: -_sum(table.rows[place]))[:MOST_SERIES])
        role = Role.EARLIER if key.endswith("earlier") or key == "back 1" else Role.OURS
        second = key in draw.on_second_axis
        series += [Series(table.rows[place].heading, place, role, mark, second_axis=second) for place in found]
    return series


def _named_at_ends(series: list[Series], table: Table, months: list[int], scale: Scale) -> list[Series]:
    """The lines with a few words where each ends, unless two of them end too near to one another."""
    ours = [s for s in series if s.role is Role.OURS]
    ends: list[tuple[float, Series]] = []
    for s in series:
        row = table.rows[s.at]
        last = max(place for place in months if row.cells[place].value is not None)
        value = row.cells[last]
        match s.role:
            case Role.OURS if row.key.startswith("back"):
                label = row.heading
            case Role.OURS:
                label = f"{table.columns[last].heading}: {value.text}"
            case Role.EARLIER if row.key.startswith("back"):
                label = row.heading
            case Role.EARLIER:
                label = "A year earlier"
            case Role.TARGET:
                label = f"Target {value.text.replace('.0%', '%')}"
            case Role.COMPARATOR:
                label = s.title
        named = Series(s.title, s.at, s.role, s.mark, s.second_axis, label, months.index(last))
        ends.append((float(value.value or 0), named))
    heights = sorted(height for height, named in ends if named.ends_at == len(months) - 1)
    reach = scale.high - scale.low
    near = any(b - a < NEAREST_ENDS * reach for a, b in pairwise(heights))
    return series if near or len(ours) > 1 else [named for _height, named in ends]


# Columns over members


def _of_grid(draw: Draw, table: Table, title: str, finding: str) -> Chart | None:
    marks = dict.fromkeys(draw.columns, "column") | dict.fromkeys(draw.bars, "bar") | dict.fromkeys(draw.lines, "line")
    series = [
        Series(_series_title(table, column), place, mark=mark)
        for key, mark in marks.items()
        for place, column in enumerate(table.columns)
        if column.key == key or column.key.startswith(f"{key}:")
    ][:MOST_SERIES]
    rows = [place for place, row in enumerate(table.rows) if row.kind not in (RowKind.TOTAL, RowKind.SUBTOTAL)]
    if not rows or not any(table.rows[place].cells[s.at].value is not None for place in rows for s in series):
        return None
    values = [[float(table.rows[place].cells[s.at].value or 0) for place in rows] for s in series]
    symbol = next((c.format.symbol for row in table.rows for c in [row.cells[series[0].at]] if c.value is not None), "")
    return Chart(
        title,
        tuple(series),
        "columns",
        rows[0],
        rows[-1],
        _description(title, finding, series, f"by {table.corner.lower()}"),
        table=draw.table,
        stacked=draw.stacked,
        axis=draw.axis,
        symbol=symbol,
        scale=_scale(values, draw, symbol),
    )


def _series_title(table: Table, column: Column) -> str:
    """The heading, or the group's where the same heading stands in several groups."""
    same = sum(1 for other in table.columns if other.heading == column.heading)
    return column.group if same > 1 and column.group else column.heading


# Axes


def _scale(series: list[list[float]], draw: Draw, symbol: str) -> Scale:
    if draw.stacked:
        series = [[sum(parts) for parts in zip_longest(*series, fillvalue=0.0)]]
    values = [value for one in series for value in one]
    low, high = min(values, default=0), max(values, default=0)
    # Columns and bars stand on nought; a line that moves little in its upper half may start higher.
    from_zero = draw.columns or draw.bars or low < high / 2
    return _nice(0 if from_zero else low - (high - low) / 4, high, symbol)


def _nice(low: float, high: float, symbol: str) -> Scale:
    """About five round steps that hold both ends; a percentage ends at 100."""
    reach = max(high - low, 0.5)
    size = 10 ** floor(log10(reach / 5))
    step = next(s * size for s in STEPS if s * size >= reach / 5)
    bottom = floor(low / step) * step
    # A little room over the highest value, for its label.
    top = ceil((high + reach * 0.04) / step) * step
    if symbol == "%" and high <= 100:
        top = min(top, 100)
    return Scale(max(bottom, 0), top, step)


def _numbers(row: Row, places: list[int]) -> list[float]:
    return [float(value) for place in places if (value := row.cells[place].value) is not None] or [0.0]


def _has_numbers(row: Row, places: list[int]) -> bool:
    return any(row.cells[place].value is not None for place in places)


def _sum(row: Row) -> float:
    return float(sum(cell.value or 0 for cell in row.cells))


def _symbol(table: Table, series: list[Series]) -> str:
    cells = (cell for s in series for cell in table.rows[s.at].cells if cell.value is not None)
    return next((cell.format.symbol for cell in cells), "")


def _description(title: str, finding: str, series: list[Series], over: str) -> str:
    kinds = {"column": "Columns", "line": "Lines", "bar": "Bars"}
    drawn = " and ".join(dict.fromkeys(kinds[s.mark] for s in series)).capitalize()
    what = ", ".join(s.title for s in series)
    return f"{title}. {drawn} {over}: {what}. {finding} The table below the chart has every number."
