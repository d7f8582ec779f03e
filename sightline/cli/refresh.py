"""`sightline refresh`: the nightly job."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.console import err, progress
from sightline.cli.options import Engine, Workspace, parse_date
from sightline.dataset.versions import make_current
from sightline.engine.base import engine_called
from sightline.engine.cube import measure
from sightline.errors import BadSettings
from sightline.settings import FILE_NAME, read_settings
from sightline.sources.load import load


def command(
    workspace: Workspace = Path("."),
    as_at: Annotated[str | None, typer.Option(help="The date the data is as at; by default today.")] = None,
    accept_shrink: Annotated[bool, typer.Option(help="Accept a table that lost half of its rows or more.")] = False,
    engine: Engine = "duckdb",
) -> None:
    """Load and measure from the sources in sightline.toml. Readers see the new figures only once they are whole."""
    settings = read_settings(workspace)
    if not settings.sources:
        raise BadSettings(
            f"{workspace / FILE_NAME} names no sources. Add one, such as:  [sources.cases] path = '/data/ssd'"
        )
    day = parse_date(as_at) if as_at else date.today()
    with progress() as bar:
        loaded = load(
            workspace,
            [source.path for source in settings.sources.values()],
            as_at=day,
            accept_shrink=accept_shrink,
            settings=settings,
            progress=bar,
            make_current=False,
        )
        task = bar.add_task("Measuring", total=None, note="")
        with engine_called(engine) as running:
            measure(workspace, loaded.version, running, settings,
                    lambda what, done, of: bar.update(task, completed=done, total=of, note=what))  # fmt: skip
    make_current(workspace, loaded.version)
    rows = sum(table.kept for table in loaded.manifest.tables)
    err.print(f"{rows:,} rows are current, as at {day:%-d %B %Y} (version {loaded.version.name}).")
