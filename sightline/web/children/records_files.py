"""A list of records as a file: CSV, or XLSX with a sheet that says what it is and why it was taken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sightline.pages.record_columns import CHILD
from sightline.pages.records import Listed, Question, Row
from sightline.web.config.files import CSV, XLSX, About, csv_bytes, xlsx_bytes


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
    return csv_bytes(heads(found), lines(found, rows))


def _xlsx(found: Listed, rows: Sequence[Row], about: About) -> bytes:
    return xlsx_bytes("List", heads(found), lines(found, rows), about)


FILES = {"csv": FileKind("csv", CSV, _csv), "xlsx": FileKind("xlsx", XLSX, _xlsx)}
