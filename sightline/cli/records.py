"""`sightline records`: the children or events behind a figure."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from sightline.cli.console import out
from sightline.cli.figures_text import csv_text, write_text
from sightline.cli.options import AudienceOption, Engine, OutFile, Period, Where, WindowName, Workspace, audience_for
from sightline.engine.asked import parse_slice
from sightline.engine.query import refuse_unknown_members
from sightline.engine.records import FIRST_COLUMNS, records
from sightline.engine.workspace import open_measured
from sightline.errors import BadUsage
from sightline.judgement.suppression.audience import Audience
from sightline.measures.catalogue import measure_called
from sightline.measures.model import Measure
from sightline.settings import read_settings

FORMATS = ("table", "json", "csv")
SHOWN = 50
TABLE_COLUMNS = ("role", "record_id", "person_id", "date", "team", "worker_id")
# What an observation has that a record of a child has not.
OBSERVATION_COLUMNS = ("role", "record_id", "numerator", "denominator", "value", "status", "source", "extracted_on")


def command(
    measure_id: Annotated[str, typer.Argument(metavar="MEASURE", help="The measure's id.")],
    workspace: Workspace = Path("."),
    period: Period = None,
    window: WindowName = None,
    where: Where = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="table, json or csv.")] = "table",
    out_file: OutFile = None,
    engine: Engine = "duckdb",
    audience: AudienceOption = None,
) -> None:
    """List the records behind a figure, each with its role in it. For those cleared to see children (case level)."""
    if format_ not in FORMATS:
        raise BadUsage(f"There is no format '{format_}'. Use one of: {', '.join(FORMATS)}.")
    measure = measure_called(measure_id)
    settings = read_settings(workspace)
    level = audience_for(audience, Audience.CASE, settings)
    if level is not Audience.CASE:
        raise BadUsage(f"Lists of children are for 'case' level alone, and this one would be for '{level}'.")
    with open_measured(workspace, settings, engine_name=engine) as measured:
        asked = parse_slice(measure, period=period, window=window, by=None, where=where, as_at=measured.as_at)
        refuse_unknown_members(measured, measure, asked)
        rows = [{name: _plain(value) for name, value in row.items()} for row in
                records(measured, measure, asked).to_pylist()]  # fmt: skip
    if format_ == "json":
        write_text(json.dumps(rows, indent=1), out_file)
    elif format_ == "csv":
        write_text(csv_text(rows, FIRST_COLUMNS), out_file)
    else:
        out.print(_table(rows, measure))


def _plain(value):
    if isinstance(value, date):
        return None if value.year == date.max.year else value.isoformat()
    return value


def _table(rows: list[dict], measure: Measure) -> Table:
    more = f", the first {SHOWN} shown" if len(rows) > SHOWN else ""
    table = Table(
        title=f"{measure.title} ({measure.id})", caption=f"{len(rows):,} records{more}; --format csv has every column."
    )
    # A terminal has room for what identifies a record and what the measure is about.
    wanted = (*TABLE_COLUMNS, *measure.subject.dimensions, *measure.subject.amounts)
    if measure.is_observed:
        wanted = OBSERVATION_COLUMNS
    names = [name for name in wanted if any(row.get(name) is not None for row in rows)]
    for name in names:
        table.add_column(name.replace("_", " "))
    for row in rows[:SHOWN]:
        table.add_row(*["" if row.get(name) is None else str(row[name]) for name in names])
    return table
