"""`sightline export`: the figures as a star schema, for Power BI and Excel."""

from pathlib import Path

from sightline.cli.console import out, progress
from sightline.cli.options import Workspace
from sightline.pages.readings import Readings
from sightline.pages.star import MONTHS, write_star


def command(workspace: Workspace = Path(".")) -> None:
    """Write the current version's figures as a star schema of Parquet files, which the API gives out as well."""
    reading = Readings(workspace).current()
    with progress() as bar:
        task = bar.add_task("Exporting", total=None, note="measures")
        folder = write_star(reading, lambda done, of: bar.update(task, completed=done, total=of))
    out.print(f"The figures of the last {MONTHS} months, by service area, locality and team, are in {folder}.")
