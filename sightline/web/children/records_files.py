"""A list of records as a file: CSV, or XLSX with a sheet that says what it is and why it was taken."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import xlsxwriter

from sightline.pages.record_columns import CHILD
from sightline.pages.records import Listed, Question, Row

About = Sequence[tuple[str, str]]
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class FileKind:
    extension: str
    content_type: str
    write: Callable[[Listed, Sequence[Row], About], bytes]


def file_name(question: Question) -> str:
    """`rereferral_pct_children-2026-10-whole`: the figure, without anybody's name."""
    return f"{question.measure.id}-{question.period.label}-{question.unit.key}"


def heads(found: Listed) -> list[str]:
    child = ["Child", "Name"] if any(column.key == CHILD for column in found.shown) else []
    return [*child, *(column.heading for column in found.shown if column.key != CHILD)]


def lines(found: Listed, rows: Sequence[Row]) -> list[list[str]]:
    """The rows as text; of a child held elsewhere there is neither id nor name."""
    has_child = any(column.key == CHILD for column in found.shown)
    return [
        [*([row.child_id or row.name, row.name if row.child_id else ""] if has_child else []),
         *(cell.text for cell in row.cells)]
        for row in rows
    ]  # fmt: skip


def _csv(found: Listed, rows: Sequence[Row], about: About) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads(found))
    writer.writerows([harmless(value) for value in line] for line in lines(found, rows))
    return text.getvalue().encode("utf-8-sig")


def harmless(value: str) -> str:
    """A text that no spreadsheet takes for a formula; a negative number stays one."""
    if value.startswith(FORMULA) and not value[1:].replace(".", "", 1).isdigit():
        return f"'{value}"
    return value


def _xlsx(found: Listed, rows: Sequence[Row], about: About) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("List")
        table = [heads(found), *lines(found, rows)]
        for place, line in enumerate(table):
            for column, value in enumerate(line):
                sheet.write_string(place, column, value, bold if place == 0 else None)
        for column in range(len(table[0])):
            widest = max(len(line[column]) for line in table)
            sheet.set_column(column, column, min(max(widest + 2, 8), 60))
        sheet.freeze_panes(1, 0)
        facts = book.add_worksheet("About this list")
        facts.set_column(0, 0, 18)
        facts.set_column(1, 1, 90)
        for place, (name, value) in enumerate(about):
            facts.write_string(place, 0, name, bold)
            facts.write_string(place, 1, value)
    return made.getvalue()


FILES = {
    "csv": FileKind("csv", "text/csv; charset=utf-8", _csv),
    "xlsx": FileKind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
}
