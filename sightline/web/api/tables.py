"""The same answer as a table: CSV for spreadsheets, Parquet for everything else."""

import io
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq
from django.http import HttpResponse

from sightline.web.api.answers import FigureAnswer
from sightline.web.config.files import CSV, csv_bytes, download

PLAIN = ("measure", "unit", "window", "period")
PARTS = ("numerator", "denominator", "value")


def as_csv(figures: Sequence[FigureAnswer], by: Sequence[str]) -> HttpResponse:
    """One row a figure; the breakdowns asked for are columns."""
    rows = (
        [
            *(getattr(figure, name) for name in PLAIN), *(figure.by.get(name, "") for name in by),
            *(getattr(figure, name) for name in PARTS), figure.status,
        ]
        for figure in figures
    )  # fmt: skip
    return download(csv_bytes([*PLAIN, *by, *PARTS, "status"], rows), CSV, "figures.csv")


def as_parquet(figures: Sequence[FigureAnswer], by: Sequence[str]) -> HttpResponse:
    """The same with types: text, and numbers as doubles."""
    columns = {name: pa.array([getattr(f, name) for f in figures], pa.string()) for name in (*PLAIN, "status")}
    columns |= {name: pa.array([f.by.get(name) for f in figures], pa.string()) for name in by}
    columns |= {name: pa.array([getattr(f, name) for f in figures], pa.float64()) for name in PARTS}
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return download(sink.getvalue(), "application/vnd.apache.parquet", "figures.parquet")
