"""The command line: the same words as the way of the data."""

import os
import sys

import typer

from sightline import __version__
from sightline.cli import (
    areas,
    benchmarks,
    check,
    demo,
    explain,
    export,
    init,
    load,
    measure,
    people,
    query,
    records,
    refresh,
    report,
    returns,
    serve,
    stats,
    template,
)
from sightline.cli.console import fail, fail_unexpectedly, out
from sightline.errors import SightlineError

app = typer.Typer(
    name="sightline",
    help="Performance and quality assurance for children's services, traced to the child's record.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)

for module in (
    demo,
    init,
    load,
    template,
    measure,
    refresh,
    query,
    explain,
    records,
    check,
    report,
    stats,
    export,
    serve,
):
    app.command(module.__name__.rsplit(".", 1)[-1])(module.command)
app.add_typer(returns.app, name="returns")
app.add_typer(areas.app, name="areas")
app.add_typer(benchmarks.app, name="benchmarks")
app.add_typer(people.app, name="people")


@app.callback(invoke_without_command=True)
def about(
    version: bool = typer.Option(False, "--version", help="Show the version and end.", is_eager=True),
) -> None:
    if version:
        out.print(f"sightline {__version__}")
        raise typer.Exit()


def main() -> None:
    """Runs the command line; every error is a sentence and an exit code, never a traceback."""
    try:
        app()
    except SightlineError as error:
        fail(error)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        fail_unexpectedly(error, debug=bool(os.environ.get("SIGHTLINE_DEBUG")))
