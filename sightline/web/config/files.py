"""Tables as files: CSV, and XLSX with a sheet that says what it is. No text in them is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | float | Decimal | None
Rows = Iterable[Sequence[Value]]
# Name and text of each thing to know of a table: what it is, whom it is for, its version.
About = Sequence[tuple[str, str]]


def harmless(value: Value) -> Value:
    """The value; a text that a spreadsheet would take for a formula gets an apostrophe, a negative number none."""
    if not isinstance(value, str) or not value.startswith(FORMULA) or value[1:].replace(".", "", 1).isdigit():
        return value
    return f"'{value}"


def csv_bytes(heads: Sequence[str], rows: Rows) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel reads it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(head) for head in heads])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheet_name: str, heads: Sequence[str], rows: Rows, about: About = ()) -> bytes:
    """Numbers as numbers and all else as text, the head in sight; `about` on a sheet of its own."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(sheet_name)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
        for place, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(place, column, value)
                elif value is not None:
                    sheet.write_number(place, column, value)
        sheet.freeze_panes(1, 0)
        sheet.autofit(400)
        if about:
            facts = book.add_worksheet("About")
            facts.set_column(0, 0, 18)
            facts.set_column(1, 1, 100)
            for place, (name, text) in enumerate(about):
                facts.write_string(place, 0, name, bold)
                facts.write_string(place, 1, text)
    return made.getvalue()


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """The file as something to keep. `name` is of our making, without anybody's name."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
