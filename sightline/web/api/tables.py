"""The same answer as a table: CSV for spreadsheets, Parquet for everything else."""

import csv
import io
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq
from django.http import HttpResponse

from sightline.web.api.answers import FigureAnswer

PLAIN = ("measure", "unit", "window", "period")
PARTS = ("numerator", "denominator", "value")
# What a spreadsheet would take for a formula.
SIGNS = "=+-@\t\r"


def as_csv(figures: Sequence[FigureAnswer], by: Sequence[str]) -> HttpResponse:
    """One row a figure; the breakdowns asked for are columns."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*PLAIN, *by, *PARTS, "status"])
    for figure in figures:
        row = [*(getattr(figure, name) for name in PLAIN), *(figure.by.get(name, "") for name in by)]
        writer.writerow([*map(_harmless, row), *(getattr(figure, name) for name in PARTS), figure.status])
    return _download(text.getvalue().encode(), "text/csv; charset=utf-8", "figures.csv")


def as_parquet(figures: Sequence[FigureAnswer], by: Sequence[str]) -> HttpResponse:
    """The same with types: text, and numbers as doubles."""
    columns = {name: pa.array([getattr(f, name) for f in figures], pa.string()) for name in (*PLAIN, "status")}
    columns |= {name: pa.array([f.by.get(name) for f in figures], pa.string()) for name in by}
    columns |= {name: pa.array([getattr(f, name) for f in figures], pa.float64()) for name in PARTS}
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return _download(sink.getvalue(), "application/vnd.apache.parquet", "figures.parquet")


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in SIGNS else text


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
