"""`sightline template`: an aggregate file to fill in."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from sightline.cli.console import err, out
from sightline.cli.figures_text import csv_text, write_text
from sightline.engine.asked import last_whole_month
from sightline.errors import BadUsage
from sightline.measures.templates import COLUMNS, TOPICS, measures_of, template_rows
from sightline.measures.windows import parse_period


def command(
    topic: Annotated[str | None, typer.Argument(metavar="NAME", help="The topic: --list prints them.")] = None,
    period: Annotated[
        str | None, typer.Option("--period", "-p", help="2017-06, 2017-Q1 or 2016-17. By default the last month.")
    ] = None,
    out_file: Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file, not the screen.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the templates and end.")] = False,
) -> None:
    """Write a file to fill in with figures that another system counted; 'sightline load' takes it back."""
    if list_:
        out.print(_list())
        return
    if topic is None:
        raise BadUsage("Name a template, such as 'sightline template education'; 'sightline template --list' has all.")
    day = parse_period(period).end if period else last_whole_month(date.today()).end
    rows = template_rows(topic, day)
    write_text(csv_text(rows, COLUMNS), out_file)
    if out_file:
        err.print(f"{len(rows):,} rows to fill in are in {out_file}. Load it with 'sightline load {out_file}'.")


def _list() -> Table:
    table = Table("Template", "Measures", title="Templates of aggregate files", title_justify="left")
    for topic in TOPICS:
        table.add_row(topic, ", ".join(measure.id for measure in measures_of(topic)))
    return table
