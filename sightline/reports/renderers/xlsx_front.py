"""The contents page, and the sheets of words and counts: definitions and data quality."""

from math import ceil

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sightline.reports.model import Report, TextTable
from sightline.reports.renderers.xlsx_style import (
    BLUE,
    INK_2,
    LINK,
    RULE,
    RULE_STRONG,
    SURFACE,
    Styles,
    set_up_page,
)

# A column narrower than this lets its text run over the empty columns beside it.
FEWEST_TO_WRAP = 12
NUMBER_WIDTH, ITEM_WIDTH, FINDING_WIDTH = 6, 50, 136


def contents_sheet(
    sheet: Worksheet, styles: Styles, report: Report, places: dict[int, tuple[str, int]], others: tuple[str, ...]
) -> None:
    """The cover: whose report, of which month, how fresh, who may see it; then every item with what it found."""
    of = styles.of
    for column, width in enumerate((NUMBER_WIDTH, ITEM_WIDTH, FINDING_WIDTH)):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 20)
    sheet.write_string(0, 0, report.authority, of(font_size=12, bold=True, font_color=INK_2))
    sheet.set_row(1, 32)
    sheet.write_string(1, 0, report.title, of(font_size=24, bold=True, font_color=BLUE))
    sheet.set_row(2, 24)
    sheet.write_string(2, 0, report.subtitle, of(font_size=16, bold=True))
    row = _marks(sheet, styles, report)
    for warning in report.warnings:
        sheet.merge_range(
            row, 0, row, 2, warning, of(bold=True, bg_color="#FDF0D2", font_color="#704300", text_wrap=True)
        )
        sheet.set_row(row, 18)
        row += 1
    row += 1
    head = of(font_size=9, bold=True, font_color=INK_2, bottom=1, bottom_color=RULE_STRONG)
    heading_row = row
    for column, text in enumerate(("Item", "", "What the figures say")):
        sheet.write_string(row, column, text, head)
    row += 1
    section_look = of(bold=True, font_size=11, bg_color=SURFACE, font_color=BLUE)
    link = of(font_color=LINK, underline=1, bottom=1, bottom_color=RULE, valign="top", text_wrap=True)
    plain = {"bottom": 1, "bottom_color": RULE, "valign": "top"}
    for section in report.sections:
        sheet.set_row(row, 20)
        for column, text in enumerate((str(section.number), section.title, "")):
            sheet.write_string(row, column, text, section_look)
        row += 1
        for item in section.items:
            name, at = places[item.number]
            sheet.write_number(row, 0, item.number, of(**plain, align="left"))
            sheet.write_url(row, 1, f"internal:'{name}'!A{at + 1}", link, item.title)
            sheet.write_string(row, 2, item.finding, of(**plain, text_wrap=True))
            lines = max(ceil(len(item.finding) / (FINDING_WIDTH * 1.16)), ceil(len(item.title) / (ITEM_WIDTH * 1.16)))
            sheet.set_row(row, 13 * lines + 4)
            row += 1
    for name in others:
        sheet.write_string(row, 0, "", of(**plain))
        sheet.write_url(row, 1, f"internal:'{name}'!A1", link, name)
        sheet.write_string(row, 2, "", of(**plain))
        row += 1
    sheet.print_area(0, 0, row - 1, 2)
    set_up_page(sheet, report, "contents", repeat_rows=(heading_row, heading_row))


def _marks(sheet: Worksheet, styles: Styles, report: Report) -> int:
    """State, audience and freshness, a line each; returns the next row."""
    of = styles.of
    fresh = report.freshness
    marks = (
        ("State", f"{report.state.upper()}, made on {fresh.made_at:%-d %B %Y}"),
        ("Audience", report.audience.sentence),
        ("Data as at", f"{fresh.as_at:%-d %B %Y}"),
        ("Loaded", f"{fresh.loaded_at:%-d %B %Y, %H:%M}, version {fresh.version}"),
    )
    row = 4
    for name, text in marks:
        sheet.merge_range(row, 0, row, 1, name, of(font_color=INK_2, align="left"))
        sheet.write_string(row, 2, text, of(bold=name in ("State", "Audience")))
        row += 1
    return row + 1


def text_sheet(book: Workbook, styles: Styles, report: Report, name: str, tables: tuple[TextTable, ...]) -> None:
    """A sheet of tables of words, one under the other, that share their columns' widths."""
    sheet = book.add_worksheet(name)
    of = styles.of
    widths: list[int] = []
    for table in tables:
        for column, width in enumerate(table.widths):
            widths[column : column + 1] = [max(width, widths[column] if column < len(widths) else 0)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, name, of(font_size=18, bold=True, font_color=BLUE))
    sheet.write_url(1, 0, "internal:'Contents'!A1", of(font_size=9, font_color=LINK, underline=1), "Contents")
    row = 2
    head = of(font_size=9, bold=True, bottom=1, bottom_color=RULE_STRONG, text_wrap=True, valign="bottom")
    numbers = of(
        font_size=9, bold=True, bottom=1, bottom_color=RULE_STRONG, text_wrap=True, valign="bottom", align="right"
    )
    body = {"bottom": 1, "bottom_color": RULE, "valign": "top", "font_size": 9}
    for table in tables:
        sheet.set_row(row, 20)
        sheet.write_string(row, 0, table.title, of(font_size=13, bold=True))
        row += 1
        if not table.rows:
            sheet.write_string(row, 0, table.empty, of())
            row += 2
            continue
        for column, heading in enumerate(table.headings):
            counts = any(isinstance(entry[column], int) for entry in table.rows if column < len(entry))
            sheet.write_string(row, column, heading, numbers if counts else head)
        row += 1
        for entry in table.rows:
            lines = 1
            for column, value in enumerate(entry):
                if isinstance(value, int):
                    sheet.write_number(row, column, value, of(**body, num_format="#,##0"))
                    continue
                # A text in a narrow column runs over the empty ones beside it.
                wraps = widths[column] >= FEWEST_TO_WRAP
                sheet.write_string(row, column, value, of(**body, text_wrap=wraps, indent=min(column, 1)))
                lines = max(lines, ceil(len(value) / (widths[column] * 1.16)) if wraps else 1)
            sheet.set_row(row, 12 * lines + 4)
            row += 1
        row += 1
    sheet.print_area(0, 0, row - 1, len(widths) - 1)
    if len(tables) == 1:
        sheet.freeze_panes(4, 1)
        set_up_page(sheet, report, name.lower(), repeat_rows=(3, 3))
    else:
        sheet.freeze_panes(2, 0)
        set_up_page(sheet, report, name.lower(), repeat_rows=(0, 0))
