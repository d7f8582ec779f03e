"""Colours, number formats and cell styles of the workbook, and the marks every printed page carries."""

from xlsxwriter.format import Format as XlsxFormat
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sightline.reports.model import Format, Report

# The Government Analysis Function's palette, in its order for categories; the last two where more than four are needed.
BLUE, TURQUOISE, PINK, ORANGE, GREY, PURPLE = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
CATEGORIES = (BLUE, TURQUOISE, PINK, ORANGE, GREY, PURPLE)
TARGET = "#C2161F"
INK, INK_2, INK_3 = "#0B0C0C", "#484F56", "#5D6670"
SURFACE, RULE, RULE_STRONG = "#F3F6F9", "#DBE2E9", "#7D8891"
LINK = "#1A65A6"
FONT = "Arial"
BODY = 10

A4 = 9
MARGIN = 0.4


class Styles:
    """Cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook):
        self._book = book
        self._made: dict[tuple, XlsxFormat] = {}
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(BODY)

    def of(self, **properties) -> XlsxFormat:
        """A format with these properties on top of the body's."""
        whole = {"font_name": FONT, "font_size": BODY, "font_color": INK, "valign": "vcenter", **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]


def number_format(format_: Format, after: str = "") -> str:
    """As it prints: thousands with commas, fixed decimals, a symbol after the number, and what stands after that."""
    decimals = "." + "0" * format_.decimals if format_.decimals else ""
    behind = f"{format_.symbol}{after}"
    symbol = f'"{behind}"' if behind else ""
    return f"#,##0{decimals}{symbol}"


def set_up_page(sheet: Worksheet, report: Report, title: str, *, repeat_rows: tuple[int, int] | None = None) -> None:
    """A4 landscape, one page wide, with the report's marks in header and footer of every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=MARGIN, right=MARGIN, top=0.75, bottom=0.65)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    font = f'&"{FONT},Regular"&8'
    bold = f'&"{FONT},Bold"&8'
    left = f"&L{font}{_plain(report.authority)}"
    centre = f"&C{bold}{_plain(report.title)}: {_plain(title)}"
    sheet.set_header(f"{left}{centre}&R{bold}{report.state.upper()}, {report.audience}")
    freshness = report.freshness
    sheet.set_footer(
        f"&L{font}{_plain(report.subtitle)}. Data as at {freshness.as_at:%-d %B %Y}, version {freshness.version}"
        f"&R{font}Page &P of &N"
    )
    if repeat_rows:
        sheet.repeat_rows(*repeat_rows)


def _plain(text: str) -> str:
    """An ampersand starts a code in headers and footers; doubled it is itself."""
    return text.replace("&", "&&")
