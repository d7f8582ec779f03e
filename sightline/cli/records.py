"""`sightline records`: the children or events behind a figure."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from sightline.cli.console import out
from sightline.cli.options import By, Engine, OutFile, Period, Where, WindowName, Workspace, parse_slice
from sightline.cli.query import csv_text, write_text
from sightline.engine.records import records
from sightline.engine.workspace import open_measured
from sightline.errors import BadUsage
from sightline.measures.catalogue import measure_called
from sightline.settings import read_settings

FORMATS = ("table", "json", "csv")
SHOWN = 50


def command(
    measure_id: Annotated[str, typer.Argument(metavar="MEASURE", help="The measure's id.")],
    workspace: Workspace = Path("."),
    period: Period = None,
    window: WindowName = None,
    by: By = None,
    where: Where = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="table, json or csv.")] = "table",
    out_file: OutFile = None,
    engine: Engine = "duckdb",
) -> None:
    """List the records behind a figure, each with its role in it. For those cleared to see children."""
    if format_ not in FORMATS:
        raise BadUsage(f"There is no format '{format_}'. Use one of: {', '.join(FORMATS)}.")
    measure = measure_called(measure_id)
    settings = read_settings(workspace)
    with open_measured(workspace, settings, engine_name=engine) as measured:
        asked = parse_slice(measure, period=period, window=window, by=by, where=where, as_at=measured.as_at)
        rows = [{name: _plain(value) for name, value in row.items()} for row in
                records(measured, measure, asked).to_pylist()]  # fmt: skip
    if format_ == "json":
        write_text(json.dumps(rows, indent=1), out_file)
    elif format_ == "csv":
        write_text(csv_text(rows), out_file)
    else:
        out.print(_table(rows, f"{measure.title} ({measure.id})"))


def _plain(value):
    if isinstance(value, date):
        return None if value.year == date.max.year else value.isoformat()
    return value


def _table(rows: list[dict], title: str) -> Table:
    caption = f"{len(rows):,} records" + (f", the first {SHOWN} shown; --format csv has all" if len(rows) > SHOWN else "")
    table = Table(title=title, caption=caption)
    names = [name for name in (rows[0] if rows else {}) if any(row[name] is not None for row in rows)]
    for name in names:
        table.add_column(name.replace("_", " "))
    for row in rows[:SHOWN]:
        table.add_row(*["" if row[name] is None else str(row[name]) for name in names])
    return table
