"""Native Excel charts over the cells of a table: direct labels, one hue per series, no decoration."""

from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.chart import Chart as XlsxChart
from xlsxwriter.workbook import Workbook

from sightline.reports.model import HIDDEN, Cell, Chart, Role, RowKind, Scale, Series, Table
from sightline.reports.renderers.xlsx_style import CATEGORIES, FONT, GREY, INK, INK_2, RULE, RULE_STRONG, TARGET

LIGHT_BLUE = "#7DA3C4"
LABELLED_BARS = 12
# How high, of the whole axis, the mark of a hidden figure stands.
MARK_HEIGHT = 0.04


@dataclass(frozen=True)
class Cells:
    """Where the chart's table stands: its sheet, the row of its headings, its first data row and first data column."""

    sheet: str
    heading_row: int
    first_row: int
    first_column: int
    last_row: int
    # Where a copy of the drawn numbers stands, with real gaps: Excel draws words as noughts. 0 where there is none.
    copy_column: int = 0


def has_gaps(chart: Chart, table: Table) -> bool:
    """Whether words stand among the numbers that the chart draws."""
    return any(cell.words for _place, cell in _drawn(chart, table))


def copied(chart: Chart, table: Table, cells: Cells) -> Iterator[tuple[int, int, float]]:
    """Row, column and number of each cell of the copy; the places of what is hidden get a low mark of their own."""
    for (row, column), cell in _drawn(chart, table):
        if cell.value is not None:
            yield cells.first_row + row, cells.copy_column + column, float(cell.value)
    scale = chart.scale or Scale(0, 1, 1)
    for place in _hidden_places(chart, table):
        row, column = _mark_at(chart, table, cells, place)
        yield row, column, scale.low + MARK_HEIGHT * (scale.high - scale.low)


def _drawn(chart: Chart, table: Table) -> Iterator[tuple[tuple[int, int], Cell]]:
    for series in chart.series:
        for place in range(chart.first, chart.last + 1):
            row, column = (series.at, place) if chart.along == "rows" else (place, series.at)
            yield (row, column), table.rows[row].cells[column]


def _hidden_places(chart: Chart, table: Table) -> list[int]:
    """The months or members at which any series is hidden."""
    along = 1 if chart.along == "rows" else 0
    return sorted({at[along] for at, cell in _drawn(chart, table) if cell.is_hidden})


def _mark_at(chart: Chart, table: Table, cells: Cells, place: int) -> tuple[int, int]:
    """Where the height of a mark stands: the copy's row of headings, or the column after its last."""
    if chart.along == "rows":
        return cells.heading_row, cells.copy_column + place
    return cells.first_row + place, cells.copy_column + len(table.columns)


class Charts:
    """Makes the charts of one workbook."""

    def __init__(self, book: Workbook):
        self._book = book

    def make(self, chart: Chart, table: Table, cells: Cells, *, width: int, height: int) -> XlsxChart:
        """An Excel chart of the width and height in pixels."""
        marks = {series.mark for series in chart.series}
        base = self._base(chart, "bar" if "bar" in marks else "column" if "column" in marks else "line")
        lines = None
        if "line" in marks and "column" in marks:
            lines = self._book.add_chart({"type": "line"})
            assert lines is not None
        colours = _colours(chart.series)
        for series, colour in zip(chart.series, colours, strict=True):
            owner = lines if lines is not None and series.mark == "line" else base
            owner.add_series(self._series(chart, series, table, cells, colour))
        if hidden := _hidden_places(chart, table):
            base.add_series(_marks(chart, cells, table, hidden))
        if lines is not None:
            if any(s.second_axis for s in chart.series):
                lines.set_y2_axis(_axis(chart.second_axis, chart.second_symbol, chart.second_scale, grid=False))
            base.combine(lines)
        self._lay_out(base, chart, cells, width, height)
        return base

    def _base(self, chart: Chart, kind: str) -> XlsxChart:
        options = {"type": kind, **({"subtype": "stacked"} if chart.stacked and kind != "line" else {})}
        base = self._book.add_chart(options)
        assert base is not None
        return base

    def _series(self, chart: Chart, series: Series, table: Table, cells: Cells, colour: str) -> dict:
        options: dict = {
            "name": series.title,
            "categories": _range(chart, cells, None),
            "values": _range(chart, cells, series.at),
        }
        if series.second_axis:
            options["y2_axis"] = True
        if series.mark == "line":
            options |= _line_look(series, colour)
            if series.label:
                options["data_labels"] = _label_at_end(series, colour)
        else:
            options |= {"fill": {"color": colour}, "border": {"none": True}, "gap": 60}
            if not chart.stacked:
                options["overlap"] = -5
            if _is_labelled(chart):
                options["data_labels"] = {"value": True, "font": _font(9), "position": "outside_end"}
            if chart.along == "columns" and len(chart.series) == 1:
                options["points"] = [
                    {"fill": {"color": _of_row(row.kind, colour)}} for row in table.rows[chart.first : chart.last + 1]
                ]
        return options

    def _lay_out(self, base: XlsxChart, chart: Chart, cells: Cells, width: int, height: int) -> None:
        base.set_size({"width": width, "height": height})
        base.set_title({"none": True})
        base.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
        # Lines are named at their ends; columns need a key where there is more than one kind of them.
        base.show_blanks_as("gap")
        if cells.copy_column:
            base.show_hidden_data()
        if len(chart.series) > 1 and not chart.is_labelled:
            base.set_legend({"position": "top", "font": _font(9)})
        else:
            base.set_legend({"none": True})
        names = {"num_font": _font(9), "line": {"color": RULE_STRONG}, "major_tick_mark": "none"}
        values = _axis(chart.axis, chart.symbol, chart.scale, grid=True)
        if any(s.mark == "bar" for s in chart.series):
            # Every bar has its number, so a scale would only say it again.
            base.set_x_axis(values | {"label_position": "none", "major_gridlines": {"visible": False}})
            base.set_y_axis(names | {"reverse": True})
        else:
            base.set_x_axis(names | {"label_position": "low"})
            base.set_y_axis(values)
        if chart.is_labelled:
            # Room at the right for the names where the lines end.
            base.set_plotarea({"layout": {"x": 0.085, "y": 0.05, "width": 0.74, "height": 0.8}})


def _marks(chart: Chart, cells: Cells, table: Table, hidden: list[int]) -> dict:
    """A hatched stump (on a chart of lines a cross) lettered [c] wherever a figure is hidden: never a nought."""
    first, last = (_mark_at(chart, table, cells, place) for place in (chart.first, chart.last))
    letters = [{"value": HIDDEN} if p in hidden else {"delete": True} for p in range(chart.first, chart.last + 1)]
    is_line = all(series.mark == "line" for series in chart.series)
    look: dict = (
        {"line": {"none": True}, "marker": {"type": "x", "size": 5, "border": {"color": GREY}}}
        if is_line
        else {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": GREY, "bg_color": "#FFFFFF"}, "gap": 60}
    )
    position = "above" if is_line else "inside_base" if chart.stacked else "outside_end"
    return {
        "name": f"{HIDDEN} hidden",
        "categories": _range(chart, cells, None),
        "values": [cells.sheet, *first, *last],
        "data_labels": {"value": True, "position": position, "font": _font(8), "custom": letters},
        **look,
    }


def _colours(series: tuple[Series, ...]) -> list[str]:
    """Ours in the palette's order, a year earlier paler, a target red, others grey."""
    ours = iter(CATEGORIES)
    fixed = {Role.EARLIER: LIGHT_BLUE, Role.TARGET: TARGET, Role.COMPARATOR: GREY}
    return [fixed[s.role] if s.role in fixed else next(ours) for s in series]


def _line_look(series: Series, colour: str) -> dict:
    match series.role:
        case Role.TARGET:
            return {"line": {"color": colour, "width": 1.5, "dash_type": "dash"}, "marker": {"type": "none"}}
        case Role.COMPARATOR:
            return {"line": {"color": colour, "width": 1.25, "dash_type": "round_dot"}, "marker": {"type": "none"}}
        case Role.EARLIER:
            marker = {"type": "diamond", "size": 5, "fill": {"color": "#FFFFFF"}, "border": {"color": colour}}
            return {"line": {"color": colour, "width": 1.5}, "marker": marker}
        case Role.OURS:
            marker = {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
            return {"line": {"color": colour, "width": 2.5}, "marker": marker}


def _label_at_end(series: Series, colour: str) -> dict:
    """The series' name beside its last point, in its colour, instead of a key that the eye must travel to."""
    hidden = [{"delete": True}] * series.ends_at
    font = {**_font(9), "color": colour if series.role is not Role.EARLIER else INK_2, "bold": series.role is Role.OURS}
    return {"value": True, "position": "right", "custom": [*hidden, {"value": series.label, "font": font}]}


def _is_labelled(chart: Chart) -> bool:
    """Whether each column or bar has room for its number."""
    drawn = [s for s in chart.series if s.mark != "line"]
    return chart.along == "columns" and len(drawn) == 1 and chart.last - chart.first < LABELLED_BARS


def _of_row(kind: RowKind, colour: str) -> str:
    """Others' bars are grey among ours."""
    return GREY if kind is RowKind.REFERENCE else colour


def _axis(title: str, symbol: str, scale: Scale | None, *, grid: bool) -> dict:
    options: dict = {
        "num_font": _font(9),
        "line": {"none": True},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": grid, "line": {"color": RULE, "width": 0.75}},
        "num_format": f'#,##0"{symbol}"' if symbol else "#,##0",
    }
    if title:
        options |= {"name": title, "name_font": {**_font(9), "bold": False, "color": INK_2}}
    if scale:
        options |= {"min": scale.low, "max": scale.high, "major_unit": scale.step}
        if not float(scale.step).is_integer():
            options["num_format"] = f'#,##0.0"{symbol}"' if symbol else "#,##0.0"
    return options


def _range(chart: Chart, cells: Cells, at: int | None) -> list:
    """The cells of a series, or of the categories where `at` is None, as XlsxWriter takes them."""
    left = cells.first_column if at is None else cells.copy_column or cells.first_column
    if chart.along == "rows":
        row = cells.heading_row if at is None else cells.first_row + at
        return [cells.sheet, row, left + chart.first, row, left + chart.last]
    column = left - 1 if at is None else left + at
    return [cells.sheet, cells.first_row + chart.first, column, cells.first_row + chart.last, column]


def _font(size: int) -> dict:
    return {"name": FONT, "size": size, "color": INK}
