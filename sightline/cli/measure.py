"""`sightline measure`: the cube of the current dataset."""

from pathlib import Path

from sightline.cli.console import err, progress
from sightline.cli.options import Engine, Workspace
from sightline.engine.base import engine_called
from sightline.engine.workspace import measure_current
from sightline.settings import read_settings


def command(workspace: Workspace = Path("."), engine: Engine = "duckdb") -> None:
    """Measure the current dataset: every component of the catalogue by month, unit and breakdown."""
    settings = read_settings(workspace)
    with engine_called(engine) as running, progress() as bar:
        task = bar.add_task("Measuring", total=None, note="")

        def report(what: str, done: int, of: int) -> None:
            bar.update(task, completed=done, total=of, note=what)

        seconds = measure_current(workspace, settings, running, report)
    err.print(f"Measured in {seconds:.1f} seconds with {engine}.")
