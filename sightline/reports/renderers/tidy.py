"""A report's figures as tidy rows, one a figure: CSV for spreadsheets, Parquet for everything else."""

import csv
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.reports.model import Report, Shown

COLUMNS = pa.schema(
    [
        ("item", pa.int32()),
        ("item_title", pa.string()),
        ("measure", pa.string()),
        ("title", pa.string()),
        ("period", pa.string()),
        ("window", pa.string()),
        ("breakdown", pa.string()),
        ("member", pa.string()),
        ("statistic", pa.string()),
        ("numerator", pa.float64()),
        ("denominator", pa.float64()),
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("status", pa.string()),
    ]
)


def rows(report: Report) -> list[dict[str, str | int | float | None]]:
    """
    One row per figure and item, values unrounded as the query gives them.

    `breakdown` and `member` name what it is cut by (`service_area, team`), joined by a comma and space; `statistic`
    is `value`, or what was worked out from the figure's components.
    """
    return [
        {"item": item.number, "item_title": item.title, **_row(shown)} for item in report.items for shown in item.shown
    ]


def _row(shown: Shown) -> dict[str, str | int | float | None]:
    return {
        "measure": shown.measure,
        "title": shown.title,
        "period": shown.period,
        "window": shown.window,
        "breakdown": ", ".join(name for name, _member in shown.members),
        "member": ", ".join(member for _name, member in shown.members),
        "statistic": shown.statistic,
        "numerator": _number(shown.numerator),
        "denominator": _number(shown.denominator),
        "value": _number(shown.value),
        "unit": shown.unit,
        "status": shown.status,
    }


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def write_csv(report: Report, file: Path) -> None:
    """UTF-8 with a byte-order mark, which Excel needs to read the letters right."""
    buffer = StringIO()
    writer = csv.DictWriter(buffer, COLUMNS.names, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows(report))
    file.write_text(buffer.getvalue(), "utf-8-sig", newline="")


def write_parquet(report: Report, file: Path) -> None:
    pq.write_table(pa.Table.from_pylist(rows(report), schema=COLUMNS), file)
