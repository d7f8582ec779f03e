"""What every command shares: where output goes, progress bars, and errors as one sentence."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sightline.errors import SightlineError

# Results go to standard output and everything said about them to standard error, so that
# `sightline query ... --format json | jq` works.
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """A progress display on standard error; silent when `quiet` or when nobody is watching a terminal."""
    with Progress(
        SpinnerColumn(),
        TextColumn("[progress.description]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
        console=err,
        disable=quiet or not err.is_terminal,
        transient=True,
    ) as bar:
        yield bar


def fail(error: SightlineError) -> None:
    """Says what is wrong in a sentence and ends with the error's exit code."""
    err.print(f"[bold red]Error:[/] {_escaped(str(error))}", soft_wrap=True)
    sys.exit(error.exit_code)


def fail_unexpectedly(error: BaseException, *, debug: bool) -> None:
    """A fault of ours: says so in a sentence without values from the data; the traceback only when asked for."""
    if debug:
        traceback.print_exception(error)
    err.print(
        f"[bold red]Error:[/] Sightline failed unexpectedly ({type(error).__name__}); nothing was changed. "
        "This is a fault of Sightline: run the command again with SIGHTLINE_DEBUG=1 and report what it prints.",
        soft_wrap=True,
    )
    sys.exit(1)


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")
