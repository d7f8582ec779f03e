"""Native Excel charts over the cells of a table: direct labels, one hue per series, no decoration."""

from dataclasses import dataclass

from xlsxwriter.chart import Chart as XlsxChart
from xlsxwriter.workbook import Workbook

from sightline.reports.model import Chart, Role, RowKind, Scale, Series, Table
from sightline.reports.renderers.xlsx_style import CATEGORIES, FONT, GREY, INK, INK_2, RULE, RULE_STRONG, TARGET

LIGHT_BLUE = "#7DA3C4"
LABELLED_BARS = 12


@dataclass(frozen=True)
class Cells:
    """Where the chart's table stands: its sheet, the row of its headings, its first data row and first data column."""

    sheet: str
    heading_row: int
    first_row: int
    first_column: int
    last_row: int


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
        if lines is not None:
            if any(s.second_axis for s in chart.series):
                lines.set_y2_axis(_axis(chart.second_axis, chart.second_symbol, chart.second_scale, grid=False))
            base.combine(lines)
        self._lay_out(base, chart, width, height)
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

    def _lay_out(self, base: XlsxChart, chart: Chart, width: int, height: int) -> None:
        base.set_size({"width": width, "height": height})
        base.set_title({"none": True})
        base.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
        [s for s in chart.series if s.mark != "line"]
        [s for s in chart.series if s.mark == "line"]
        # Lines are named at their ends; columns need a key where there is more than one kind of them.
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
    if chart.along == "rows":
        row = cells.heading_row if at is None else cells.first_row + at
        return [cells.sheet, row, cells.first_column + chart.first, row, cells.first_column + chart.last]
    column = cells.first_column - 1 if at is None else cells.first_column + at
    return [cells.sheet, cells.first_row + chart.first, column, cells.first_row + chart.last, column]


def _font(size: int) -> dict:
    return {"name": FONT, "size": size, "color": INK}
