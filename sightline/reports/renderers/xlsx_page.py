"""One page as a sheet: a wide table in groups, small lines of its months, marks, and words beside the rows."""

from math import ceil

from xlsxwriter.utility import xl_range
from xlsxwriter.workbook import Workbook

from sightline.judgement.marks import Sign, Tone
from sightline.reports.model import Cell, Item, Report, Row, RowKind, Section, Table
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

A3 = 8
GROUP_WIDTH, HEADING_WIDTH, COLUMN_WIDTH, ASIDE_WIDTH = 17, 42, 9.5, 46
ROW = 16.5
# Letters of nine points that stand in the width of one digit of ten.
LETTERS = 1.16

# Filled only where something is off or near it; what is well is said by ink alone.
TONES: dict[Tone, dict[str, str | bool]] = {
    Tone.QUIET: {},
    Tone.GOOD: {"font_color": "#0B6645"},
    Tone.NEAR: {"font_color": "#704300", "bg_color": "#FDF0D2"},
    Tone.OFF: {"font_color": "#961018", "bg_color": "#FBE6E5"},
    Tone.NOTABLE: {"font_color": "#490092"},
}


class PageSheet:
    """Writes one section as one page; `rows_of_items` then says where each item stands."""

    def __init__(self, book: Workbook, styles: Styles, report: Report, section: Section):
        self.sheet = book.add_worksheet(section.sheet)
        self._book, self._styles, self._report, self._section = book, styles, report, section
        self.rows_of_items: dict[int, int] = {}
        tables = [table for item in section.items for table in item.tables]
        self._grouped = any(row.group for table in tables for row in table.rows)
        self._with_asides = any(table.aside for table in tables)
        self._first = 1 if self._grouped else 0
        self._width = max((len(table.columns) for table in tables), default=1)
        self._widths = self._column_widths(tables)
        self._last = len(self._widths) - 1
        self._trends = 0

    def _column_widths(self, tables: list[Table]) -> list[float]:
        widths: list[float] = [GROUP_WIDTH, HEADING_WIDTH] if self._grouped else [HEADING_WIDTH]
        for place in range(self._width):
            declared = [t.columns[place].width or COLUMN_WIDTH for t in tables if place < len(t.columns)]
            widths.append(max(declared))
        return [*widths, ASIDE_WIDTH] if self._with_asides else widths

    def write(self) -> None:
        sheet = self.sheet
        for column, width in enumerate(self._widths):
            sheet.set_column(column, column, width)
        self._heading()
        row = 3
        for item in self._section.items:
            row = self._item(item, row)
        sheet.print_area(0, 0, row, self._last)
        sheet.freeze_panes(2, self._first + 1)
        set_up_page(sheet, self._report, self._section.title)
        sheet.set_paper(A3)
        sheet.fit_to_pages(1, 1 if len(self._section.items) == 1 else 0)

    def _heading(self) -> None:
        of = self._styles.of
        report = self._report
        self.sheet.set_row(0, 30)
        self.sheet.write_string(
            0, 0, f"{report.title}, {report.subtitle}", of(font_size=20, bold=True, font_color=BLUE)
        )
        self.sheet.write_string(
            1, 0, f"{report.authority}. {report.state}. {report.audience.sentence}", of(font_color=INK_2)
        )
        self.sheet.write_url(
            1, self._last, "internal:'Contents'!A1", of(font_color=LINK, underline=1, align="right"), "Contents"
        )

    # Items

    def _item(self, item: Item, row: int) -> int:
        of = self._styles.of
        self.rows_of_items[item.number] = row
        if len(self._section.items) > 1:
            self.sheet.set_row(row, 22)
            self.sheet.write_string(row, 0, f"{item.number}  {item.title}", of(font_size=13, bold=True))
            row += 1
        self._text(row, item.finding, of(font_size=12, bold=True, text_wrap=True, valign="top"), line=16)
        row += 2
        for table in item.tables:
            row = self._table(table, row) + 1
        note = of(font_size=9, font_color=INK_3, text_wrap=True, valign="top")
        for text in item.notes:
            self._text(row, text, note, line=12)
            row += 1
        return row + 1

    def _text(self, row: int, text: str, look, *, line: float) -> None:
        self.sheet.merge_range(row, 0, row, self._last, text, look)
        self.sheet.set_row(row, line * max(1, ceil(len(text) / (sum(self._widths) * LETTERS))) + 4)

    # Tables

    def _table(self, table: Table, row: int) -> int:
        of = self._styles.of
        if table.caption:
            self.sheet.write_string(row, 0, table.caption, of(bold=True))
            row += 1
        if table.has_groups:
            self._column_groups(table, row)
            row += 1
        self._headings(table, row)
        row += 1
        asides = dict(table.asides)
        start = row
        for place, entry in enumerate(table.rows):
            self._row(entry, row)
            row += 1
            is_last = place + 1 == len(table.rows) or table.rows[place + 1].group != entry.group
            if is_last:
                self._close_group(entry.group, asides.get(entry.group, ""), start, row - 1)
                start = row
        return row

    def _column_groups(self, table: Table, row: int) -> None:
        style = self._styles.of(font_size=9, bold=True, align="center", bottom=1, bottom_color=RULE_STRONG)
        start = 0
        while start < len(table.columns):
            group = table.columns[start].group
            end = start
            while end + 1 < len(table.columns) and table.columns[end + 1].group == group:
                end += 1
            left, right = self._first + 1 + start, self._first + 1 + end
            if group and right > left:
                self.sheet.merge_range(row, left, row, right, group, style)
            elif group:
                self.sheet.write_string(row, left, group, style)
            start = end + 1

    def _headings(self, table: Table, row: int) -> None:
        of = self._styles.of
        rule = {"bottom": 2, "bottom_color": BLUE, "font_size": 9, "bold": True, "valign": "bottom", "text_wrap": True}
        if self._grouped:
            self.sheet.write_string(row, 0, "Area", of(**rule))
        self.sheet.write_string(row, self._first, table.corner, of(**rule))
        lines = 1
        for place, column in enumerate(table.columns):
            at = self._first + 1 + place
            is_words = self._widths[at] > COLUMN_WIDTH * 1.5
            place_in = {"align": "left", "indent": 1} if is_words else {"align": "right"}
            self.sheet.write_string(row, at, column.heading, of(**rule, **place_in))
            lines = max(lines, ceil(len(column.heading) * 1.1 / self._widths[at]))
        if table.aside:
            self.sheet.write_string(row, self._last, table.aside, of(**rule, indent=1))
        self.sheet.set_row(row, 12.5 * lines + 5)

    def _close_group(self, group: str, aside: str, first: int, last: int) -> None:
        """The group's name and what is said beside it, each over all its rows."""
        of = self._styles.of
        rule = {"bottom": 1, "bottom_color": RULE_STRONG, "valign": "top", "text_wrap": True}
        if self._grouped and group:
            self._over(first, last, 0, group, of(**rule, bold=True))
        if self._with_asides:
            self._over(first, last, self._last, aside, of(**rule, font_size=9, indent=1))
            needed = 12 * ceil(len(aside) / (ASIDE_WIDTH * LETTERS)) + 4
            rows = last - first + 1
            if needed > rows * ROW:
                # What is said beside them makes all the rows of the group a little higher.
                for at in range(first, last + 1):
                    self.sheet.set_row(at, needed / rows)

    def _over(self, first: int, last: int, column: int, text: str, look) -> None:
        if last > first:
            self.sheet.merge_range(first, column, last, column, text, look)
        else:
            self.sheet.write_string(first, column, text, look)

    def _row(self, row: Row, at: int) -> None:
        look: dict = {"bottom": 1, "bottom_color": RULE}
        if row.kind in (RowKind.KEY, RowKind.SUBTOTAL, RowKind.TOTAL):
            look["bold"] = True
        if row.kind is RowKind.SUBTOTAL:
            look["bg_color"] = SURFACE
        self.sheet.write_string(
            at, self._first, row.heading, self._styles.of(**look, indent=row.indent, text_wrap=True)
        )
        for place, cell in enumerate(row.cells):
            self._cell(at, self._first + 1 + place, cell, look)
        lines = ceil(len(row.heading) * 1.05 / (HEADING_WIDTH * LETTERS))
        self.sheet.set_row(at, ROW if lines == 1 else 12.5 * lines + 4)

    def _cell(self, row: int, column: int, cell: Cell, look: dict) -> None:
        of = self._styles.of
        marked = {**look, **TONES[cell.mark.tone]} if cell.mark else look
        if cell.trend:
            self.sheet.write_blank(row, column, None, of(**look))
            self._sparkline(row, column, cell)
        elif cell.value is not None:
            numbers = number_format(cell.format, cell.after) + _suffix(cell.mark)
            if len(cell.text) + 3 * bool(cell.mark) > self._widths[column]:
                marked = {**marked, "shrink": True}
            self.sheet.write_number(row, column, float(cell.value), of(**marked, num_format=numbers))
        elif cell.words:
            words = f"{cell.mark.symbol}  {cell.words}" if cell.mark and cell.mark.symbol else cell.words
            narrow = self._widths[column] <= COLUMN_WIDTH * 1.5
            ink = {"font_color": INK_3, "font_size": 8, "align": "right"} if narrow else {"font_size": 9, "indent": 1}
            self.sheet.write_string(row, column, words, of(**{**ink, **marked}, text_wrap=narrow))
        else:
            self.sheet.write_blank(row, column, None, of(**look))

    def _sparkline(self, row: int, column: int, cell: Cell) -> None:
        """A small line over the cell's months; its numbers stand to the right of the page, outside what is printed."""
        first = self._last + 2
        for place, value in enumerate(cell.trend):
            if value is not None:
                self.sheet.write_number(
                    row, first + place, float(value), self._styles.of(font_color=INK_3, font_size=8)
                )
        name = self._section.sheet.replace("'", "''")
        span = f"'{name}'!{xl_range(row, first, row, first + len(cell.trend) - 1)}"
        self.sheet.add_sparkline(
            row, column, {"range": span, "series_color": BLUE, "last_point": True, "show_hidden": True, "weight": 1.25}
        )


def _suffix(mark: Sign | None) -> str:
    """The mark's symbol after the number, so that colour is not needed."""
    if mark is None or not mark.symbol:
        return ""
    return f'"  {mark.symbol}"'
