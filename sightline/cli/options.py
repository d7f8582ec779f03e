"""Options that several commands share, worded once."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sightline.errors import BadUsage
from sightline.judgement.suppression.audience import Audience, audience_called, strictest
from sightline.judgement.suppression.rules import Rules
from sightline.settings import Settings

Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="The workspace's folder.")]
Engine = Annotated[str, typer.Option(help="duckdb (embedded) or spark.")]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        "-p",
        help="2017-06, 2017-Q1 (April to June), 2016-17, or a range 2016-06..2017-06. By default the last month.",
    ),
]
WindowName = Annotated[
    str | None,
    typer.Option("--window", help="month, quarter, ytd, rolling12, year, snapshot, projected or latest."),
]
By = Annotated[
    str | None, typer.Option("--by", "-b", help="Breakdowns, with commas: service_area,locality,team,gender ...")
]
Where = Annotated[
    list[str] | None, typer.Option("--where", help="Only these members, as locality=Exeter. May be repeated.")
]
AudienceOption = Annotated[
    str | None,
    typer.Option("--audience", help="Whom it is for: case, internal, partner or public (docs/disclosure.md)."),
]
OutFile = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file instead of the screen.")]


def audience_for(asked: str | None, usual: Audience, settings: Settings) -> Audience:
    """The level asked for, else the settings', else the product's own; never looser than the settings allow."""
    level = audience_called(asked or settings.disclosure.audience or usual.value)
    return strictest(level, Audience(settings.disclosure.no_looser_than))


def rules_of(settings: Settings) -> Rules:
    """The thresholds of this workspace."""
    return Rules(settings.disclosure.threshold, settings.disclosure.thresholds)


def parse_date(text: str) -> date:
    """A day written as 2026-03-31. Errors: BadUsage for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadUsage(f"'{text}' is not a date. Write it as 2026-03-31.")
