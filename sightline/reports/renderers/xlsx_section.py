"""One section's sheet: for every item its title, finding, chart beside a box for commentary, tables and notes."""

from dataclasses import dataclass, replace
from math import ceil

from xlsxwriter.workbook import Workbook

from sightline.reports.model import Cell, Item, Report, Row, RowKind, Section, Table
from sightline.reports.renderers.xlsx_charts import Cells, Charts, copied, has_gaps
from sightline.reports.renderers.xlsx_style import (
    BLUE,
    INK_2,
    INK_3,
    LINK,
    RULE,
    RULE_STRONG,
    SURFACE,
    Styles,
    number_format,
    set_up_page,
)

HEADING_WIDTH, MONTH_WIDTH, SUMMARY_WIDTH = 37, 7.9, 9.4
MONTHS = 13
WIDEST_WORD = 13.0
FEWEST_COLUMNS = 14
# Rows of 15 points: the chart and the commentary beside it take as many as the page leaves them.
ROW, CHART_ROWS, FEWEST_CHART_ROWS, NARROW_BOX_ROWS = 15, 20, 13, 4
CHART_SHARE = 0.66
# A4 landscape within its margins, in points.
PRINTED_WIDTH, PRINTED_HEIGHT = 784, 494
# How many letters of the body's size stand in the width of one digit, roughly.
LETTERS = 1.2


def pixels(width: float) -> int:
    """An Excel column's width in pixels."""
    return int(width * 7 + 5)


@dataclass
class _Place:
    """Where the next row goes, and how much of the printed page is used."""

    row: int
    used: float = 0


class SectionSheet:
    """Writes one section; `rows_of_items` then says where each item stands, for the links of the contents."""

    def __init__(self, book: Workbook, styles: Styles, charts: Charts, report: Report, section: Section):
        self.sheet = book.add_worksheet(section.sheet)
        self.styles, self.charts, self.report, self.section = styles, charts, report, section
        self.rows_of_items: dict[int, int] = {}
        self.last_column = max(
            [FEWEST_COLUMNS, *[len(table.columns) for item in section.items for table in item.tables]]
        )
        self.widths = [HEADING_WIDTH, *[self._width(column) for column in range(1, self.last_column + 1)]]
        self._breaks: list[int] = []
        self._has_copies = False
        # Points of the sheet that fit a page, at the scale that makes it one page wide.
        scale = min(1.0, PRINTED_WIDTH / (sum(map(pixels, self.widths)) * 0.75))
        self.page = PRINTED_HEIGHT / scale

    def _width(self, column: int) -> float:
        """As wide as a month or a summary, and as the longest word of the headings that stand over it."""
        usual = MONTH_WIDTH if column <= MONTHS else SUMMARY_WIDTH
        headings = [
            table.columns[column - 1].heading
            for item in self.section.items
            for table in item.tables
            if column <= len(table.columns)
        ]
        longest = max((len(word) for heading in headings for word in heading.split()), default=0)
        return max(usual, min(longest * 1.05, WIDEST_WORD))

    def write(self) -> None:
        sheet = self.sheet
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width)
        self._heading()
        place = _Place(2, 3 * ROW)
        for item in self.section.items:
            self._item(item, place)
        if self._has_copies:
            last = (
                self.last_column + 3 + max(len(table.columns) for item in self.section.items for table in item.tables)
            )
            sheet.set_column(self.last_column + 2, last, None, None, {"hidden": True})
        sheet.set_h_pagebreaks(self._breaks)
        sheet.print_area(0, 0, place.row, self.last_column)
        sheet.freeze_panes(2, 1)
        set_up_page(sheet, self.report, f"{self.section.number} {self.section.title}", repeat_rows=(0, 1))

    def _heading(self) -> None:
        report, of = self.report, self.styles.of
        self.sheet.set_row(0, 26)
        self.sheet.write_string(
            0, 0, f"{self.section.number}  {self.section.title}", of(font_size=18, bold=True, font_color=BLUE)
        )
        marks = f"{report.authority}. {report.subtitle}. {report.state}. {report.audience.sentence}"
        self.sheet.write_string(1, 0, marks, of(font_size=9, font_color=INK_2))
        self.sheet.write_url(1, self.last_column, "internal:'Contents'!A1",
                             of(font_size=9, font_color=LINK, underline=1, align="right"), "Contents")  # fmt: skip

    # Items

    def _item(self, item: Item, place: _Place) -> None:
        box_rows = self._box_rows(item)
        height = self._height(item, box_rows)
        if place.used + height > self.page and place.used > 3 * ROW:
            self._new_page(place)
        self.rows_of_items[item.number] = place.row
        place.row = self._titles(item, place.row)
        place.used += 4 * ROW + (box_rows + 1) * ROW
        # The tables come after the chart on the page, and the chart must know where its table will stand.
        chart_row = place.row
        place.row += box_rows + 1
        cells_of_tables = []
        for number, table in enumerate(item.tables):
            taken = self._table_height(table)
            if number and place.used + taken > self.page:
                self._new_page(place)
            place.used += taken
            cells, place.row = self._table(table, place.row)
            cells_of_tables.append(cells)
        if item.chart:
            self._chart(item, cells_of_tables[item.chart.table], chart_row, box_rows)
        self._commentary(item, chart_row, box_rows)
        place.row = self._notes(item, place.row) + 1
        # A table longer than a page leaves the rest of its last page to what follows.
        place.used = place.used % self.page if place.used > self.page else place.used
        place.used += 2 * ROW + self._notes_height(item)

    def _new_page(self, place: _Place) -> None:
        self._breaks.append(place.row)
        place.used = 3 * ROW

    def _box_rows(self, item: Item) -> int:
        """Rows for the chart and the commentary: what the item's first table leaves of a page."""
        if item.chart is None:
            return NARROW_BOX_ROWS
        tables = self._table_height(item.tables[0])
        if len(item.tables) > 1 and tables + self._table_height(item.tables[1]) < self.page / 2:
            tables += self._table_height(item.tables[1])
        left = (self.page - 9 * ROW - tables - self._notes_height(item)) / ROW
        return int(max(FEWEST_CHART_ROWS, min(CHART_ROWS, left)))

    def _titles(self, item: Item, row: int) -> int:
        of = self.styles.of
        title = of(font_size=13, bold=True, top=2, top_color=BLUE)
        self.sheet.set_row(row, 22)
        self.sheet.write_string(row, 0, f"{item.number}  {item.title}", title)
        for column in range(1, self.last_column + 1):
            self.sheet.write_blank(row, column, None, title)
        self._text(row + 1, item.finding, of(font_size=11, text_wrap=True, valign="top"), per_line=1.1, line=15)
        return row + 2

    def _chart(self, item: Item, cells: Cells, row: int, rows: int) -> None:
        assert item.chart is not None
        width = int(sum(map(pixels, self.widths)) * CHART_SHARE)
        height = rows * ROW * 4 // 3
        table = item.tables[item.chart.table]
        if has_gaps(item.chart, table):
            cells = replace(cells, copy_column=self.last_column + 2)
            for at_row, at_column, number in copied(item.chart, table, cells):
                self.sheet.write_number(at_row, at_column, number)
            self._has_copies = True
        drawn = self.charts.make(item.chart, table, cells, width=width, height=height)
        self.sheet.insert_chart(
            row, 0, drawn, {"description": item.chart.description, "object_position": 2, "x_offset": 2, "y_offset": 2}
        )

    def _commentary(self, item: Item, row: int, rows: int) -> None:
        """An empty bordered box, to be typed into."""
        of = self.styles.of
        first = 0
        if item.chart:
            beyond = sum(map(pixels, self.widths)) * CHART_SHARE
            while sum(map(pixels, self.widths[:first])) < beyond:
                first += 1
        label = of(font_size=9, bold=True, font_color=INK_2, valign="bottom")
        self.sheet.write_string(row, first, f"Commentary on item {item.number}", label)
        box = of(border=1, border_color=RULE_STRONG, text_wrap=True, valign="top", align="left")
        self.sheet.merge_range(row + 1, first, row + rows - 1, self.last_column, "", box)

    def _notes(self, item: Item, row: int) -> int:
        note = self.styles.of(font_size=8, font_color=INK_3, text_wrap=True, valign="top")
        for text in item.notes:
            self._text(row, text, note, per_line=1.35, line=11.5)
            row += 1
        return row

    def _text(self, row: int, text: str, format_, *, per_line: float, line: float) -> None:
        """Text over the whole width, in as many lines as it needs."""
        self.sheet.merge_range(row, 0, row, self.last_column, text, format_)
        self.sheet.set_row(row, line * self._lines(text, per_line) + 3)

    def _lines(self, text: str, per_line: float) -> int:
        return max(1, ceil(len(text) / (sum(self.widths) * per_line)))

    def _height(self, item: Item, box_rows: int) -> float:
        """About how many points of the page the item takes."""
        return sum(map(self._table_height, item.tables)) + self._notes_height(item) + (box_rows + 5) * ROW

    def _notes_height(self, item: Item) -> float:
        return sum(11.5 * self._lines(note, 1.35) + 3 for note in item.notes)

    def _table_height(self, table: Table) -> float:
        """About how many points a table takes with its headings and the empty row after it."""
        headings = max((_wrapped(c.heading, MONTH_WIDTH) for c in table.columns), default=1) * 12 + 4
        rows = sum(self._row_height(row) for row in table.rows)
        return rows + headings + ROW * (1 + bool(table.caption) + 1.2 * table.has_groups)

    # Tables

    def _table(self, table: Table, row: int) -> tuple[Cells, int]:
        of = self.styles.of
        if table.caption:
            self.sheet.write_string(row, 0, table.caption, of(bold=True, valign="bottom"))
            row += 1
        if table.has_groups:
            self._groups(table, row)
            row += 1
        self._headings(table, row)
        first = row + 1
        for place, entry in enumerate(table.rows):
            self._row(table, entry, first + place)
        last = first + len(table.rows) - 1
        return Cells(self.section.sheet, row, first, 1, last), last + 2

    def _groups(self, table: Table, row: int) -> None:
        """A heading over the columns of each group."""
        style = self.styles.of(
            font_size=9, bold=True, align="center", bottom=1, bottom_color=RULE_STRONG, text_wrap=True
        )
        start = 0
        lines = 1
        while start < len(table.columns):
            group = table.columns[start].group
            end = start
            while end + 1 < len(table.columns) and table.columns[end + 1].group == group:
                end += 1
            if group and end > start:
                self.sheet.merge_range(row, start + 1, row, end + 1, group, style)
            elif group:
                self.sheet.write_string(row, start + 1, group, style)
            width = sum(self.widths[start + 1 : end + 2])
            lines = max(lines, ceil(len(group) * 0.98 / width))
            start = end + 1
        self.sheet.set_row(row, 12 * lines + 4)

    def _headings(self, table: Table, row: int) -> None:
        of = self.styles.of
        rule = {"bottom": 1, "bottom_color": RULE_STRONG, "font_size": 9, "bold": True, "valign": "bottom"}
        self.sheet.write_string(row, 0, table.corner, of(**rule, align="left"))
        lines = 1
        for place, column in enumerate(table.columns):
            self.sheet.write_string(row, place + 1, column.heading, of(**rule, align="right", text_wrap=True))
            lines = max(lines, _wrapped(column.heading, self.widths[place + 1]))
        self.sheet.set_row(row, 12 * lines + 4)

    def _row(self, table: Table, row: Row, at: int) -> None:
        look = _look(row.kind)
        heading = self.styles.of(**look, indent=row.indent, text_wrap=True)
        self.sheet.write_string(at, 0, row.heading, heading)
        latest = next((p for p, column in enumerate(table.columns) if column.key == self.report.period), None)
        for place, cell in enumerate(row.cells):
            now = {"bg_color": SURFACE} if place == latest else {}
            self._cell(at, place + 1, cell, {**look, **now})
        self.sheet.set_row(at, self._row_height(row))

    def _row_height(self, row: Row) -> float:
        bold = 1.08 if _look(row.kind).get("bold") else 1.0
        lines = ceil((len(row.heading) + 2 * row.indent) * bold / (HEADING_WIDTH * LETTERS))
        for place, cell in enumerate(row.cells):
            if cell.words:
                lines = max(lines, _wrapped(cell.words, self.widths[place + 1] * 1.5))
        return ROW if lines == 1 else 12.5 * lines + 2

    def _cell(self, row: int, column: int, cell: Cell, look: dict) -> None:
        of = self.styles.of
        if cell.value is not None:
            if len(cell.text) > self.widths[column] + 1:
                look = {**look, "shrink": True}
            self.sheet.write_number(
                row, column, float(cell.value), of(**look, num_format=number_format(cell.format, cell.after))
            )
        elif cell.words:
            words = {**look, "font_size": 8, "font_color": INK_3, "bold": False, "align": "right", "text_wrap": True}
            self.sheet.write_string(row, column, cell.words, of(**words))
        else:
            self.sheet.write_blank(row, column, None, of(**look))


def _look(kind: RowKind) -> dict:
    """A row's weight: hairlines under all, bold for what is read first, grey ink for what stands beside it."""
    look: dict = {"bottom": 1, "bottom_color": RULE}
    match kind:
        case RowKind.KEY:
            return look | {"bold": True}
        case RowKind.SUBTOTAL:
            return look | {"bold": True, "bg_color": SURFACE}
        case RowKind.TOTAL:
            return look | {"bold": True, "top": 1, "top_color": RULE_STRONG, "bottom_color": RULE_STRONG}
        case RowKind.REFERENCE:
            return look | {"font_color": INK_2}
        case RowKind.PLAIN:
            return look


def _wrapped(text: str, width: float) -> int:
    """How many lines a text takes in a column, breaking between words."""
    lines, used = 1, 0.0
    for word in text.split():
        length = len(word) * 1.04
        if used and used + 1 + length > width:
            lines, used = lines + 1, length
        else:
            used += (1 if used else 0) + length
        if used > width:
            # A word longer than the column breaks inside.
            lines, used = lines + int(used / width), used % width
    return lines
