"""What an item's chart draws of its table, and its description in words for those who can't see it."""

from sightline.reports.declare import Draw
from sightline.reports.model import Chart, Role, Row, RowKind, Series, Table

# More lines than this can't be told apart; the table has them all.
MOST_SERIES = 4


def chart_of(draw: Draw, tables: tuple[Table, ...], title: str, finding: str) -> Chart | None:
    """The chart, or None where the table holds nothing that can be drawn."""
    table = tables[draw.table]
    chart = _of_months(draw, table, title, finding) if _is_months(table) else _of_grid(draw, table, title, finding)
    return chart if chart and chart.series else None


def _is_months(table: Table) -> bool:
    return bool(table.columns) and table.columns[0].is_month


def _of_months(draw: Draw, table: Table, title: str, finding: str) -> Chart | None:
    marks = dict.fromkeys(draw.columns, "column") | dict.fromkeys(draw.lines, "line")
    series: list[Series] = []
    for key, mark in marks.items():
        found = [place for place, row in enumerate(table.rows) if row.key == key and _has_numbers(row)]
        # Of many members, those with the most; in the order of the table.
        if len(found) > MOST_SERIES:
            found = sorted(sorted(found, key=lambda place: -_sum(table.rows[place]))[:MOST_SERIES])
        role = Role.EARLIER if key.endswith("earlier") or key == "back 1" else Role.OURS
        series += [
            Series(table.rows[place].heading, place, role, mark, second_axis=key in draw.on_second_axis) for place in found
        ]
    for measure in draw.others:
        for place, row in enumerate(table.rows):
            if row.key in (f"target {measure}", f"comparator {measure}") and len(series) < MOST_SERIES:
                role = Role.TARGET if row.key.startswith("target") else Role.COMPARATOR
                series.append(Series(row.heading, place, role, "line", second_axis=bool(draw.on_second_axis)))
    months = [place for place, column in enumerate(table.columns) if column.is_month]
    if not any(s.role in (Role.OURS, Role.EARLIER) for s in series):
        return None
    first_axis = [s for s in series if not s.second_axis]
    second = [s for s in series if s.second_axis]
    return Chart(
        title,
        tuple(series),
        "rows",
        months[0],
        months[-1],
        _description(title, finding, table, series, by_rows=True),
        table=draw.table,
        stacked=draw.stacked,
        axis=draw.axis,
        second_axis=draw.second_axis,
        symbol=_symbol(table.rows[first_axis[0].at]) if first_axis else "",
        second_symbol=_symbol(table.rows[second[0].at]) if second else "",
    )


def _of_grid(draw: Draw, table: Table, title: str, finding: str) -> Chart | None:
    marks = dict.fromkeys(draw.columns, "column") | dict.fromkeys(draw.bars, "bar") | dict.fromkeys(draw.lines, "line")
    series = [
        Series(f"{column.group} {column.heading}".strip() if _ambiguous(table, place) else column.heading, place, mark=mark)
        for key, mark in marks.items()
        for place, column in enumerate(table.columns)
        if column.key == key
    ]
    rows = [place for place, row in enumerate(table.rows) if row.kind not in (RowKind.TOTAL, RowKind.SUBTOTAL)]
    if not rows or not series:
        return None
    # Time in care has six bands; every other grid keeps to four.
    series = series[: max(MOST_SERIES, 6 if draw.stacked else MOST_SERIES)]
    return Chart(
        title,
        tuple(series),
        "columns",
        rows[0],
        rows[-1],
        _description(title, finding, table, series, by_rows=False),
        table=draw.table,
        stacked=draw.stacked,
        axis=draw.axis,
        symbol=next((row.cells[series[0].at].format.symbol for row in table.rows), ""),
    )


def _ambiguous(table: Table, place: int) -> bool:
    return sum(1 for column in table.columns if column.heading == table.columns[place].heading) > 1


def _has_numbers(row: Row) -> bool:
    return any(cell.value is not None for cell in row.cells)


def _sum(row: Row) -> float:
    return float(sum(cell.value or 0 for cell in row.cells))


def _symbol(row: Row) -> str:
    return next((cell.format.symbol for cell in row.cells if cell.value is not None), "")


def _description(title: str, finding: str, table: Table, series: list[Series], *, by_rows: bool) -> str:
    kinds = {"column": "Columns", "line": "Lines", "bar": "Bars"}
    drawn = " and ".join(dict.fromkeys(kinds[s.mark] for s in series)).capitalize()
    what = ", ".join(s.title for s in series)
    over = "by month" if by_rows else f"by {table.corner.lower()}"
    return f"{title}. {drawn} {over}: {what}. {finding} The table below the chart has every number."

