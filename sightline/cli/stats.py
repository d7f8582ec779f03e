"""`sightline stats`: any statistical method on given numbers, a line a case, so that it can be checked elsewhere."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any

import typer
from rich.table import Table

from sightline.cli.console import err, out
from sightline.errors import BadInput, BadUsage, SightlineError

STANDARD = "-"


def command(
    method: Annotated[str | None, typer.Argument(metavar="METHOD", help="The method's name, such as ci.rate.")] = None,
    batch: Annotated[
        str | None,
        typer.Option(
            "--batch", help='JSON lines to read, one {"id": ..., "inputs": {...}} each; - for standard input.'
        ),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", help='Where to write a line {"id", "outputs"} or {"id", "error"} for each.')
    ] = STANDARD,
    list_: Annotated[bool, typer.Option("--list", help="List every method and end.")] = False,
) -> None:
    """Calculate intervals, control charts, comparisons and projections on numbers of your own, in bulk."""
    # scipy is slow to load, and no other command should wait for it.
    from sightline.judgement.methods import METHODS, method_called

    if list_:
        table = Table("Method", "What it does")
        for name, known in METHODS.items():
            table.add_row(name, known.meaning)
        out.print(table)
        return
    if method is None:
        raise BadUsage("Name a method, such as 'sightline stats ci.rate --batch cases.jsonl'; --list prints them all.")
    method_called(method)
    if batch is None:
        raise BadUsage(f"Name the cases: 'sightline stats {method} --batch FILE', or --batch - for standard input.")
    if batch != STANDARD and output != STANDARD and Path(batch).absolute() == Path(output).absolute():
        raise BadUsage(f"'{output}' is the file of the cases itself. Write the outputs to another.")
    cases = failed = 0
    with _lines(batch) as lines, _written(output) as written:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                answered = answer(method, line, number)
                cases, failed = cases + 1, failed + ("error" in answered)
                written.write(json.dumps(answered, allow_nan=False) + "\n")
    if failed:
        err.print(f"{failed} of {cases} cases could not be calculated: their lines say why.")


def answer(method: str, line: str, number: int) -> dict[str, Any]:
    """What one line of a batch comes to: its outputs, or the sentence of what is wrong with it."""
    from sightline.judgement.methods import run

    named: Any = None
    try:
        case = _case(line, number)
        named = case.get("id")
        if not isinstance(case.get("inputs"), dict):
            raise BadInput(f'Line {number} has no inputs: write {{"id": ..., "inputs": {{...}}}}.')
        return {"id": named, "outputs": run(method, case["inputs"])}
    except SightlineError as error:
        return {"id": named, "error": str(error)}
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as error:
        # Inputs that no method expects; the other lines are still calculated.
        return {"id": named, "error": f"Line {number}: {method} can't be calculated from these inputs: {error}."}


def _case(line: str, number: int) -> dict[str, Any]:
    """The case of one line. Errors: BadInput, naming the line."""
    try:
        case = json.loads(line, parse_constant=_refused)
    except ValueError as error:
        what = f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else error
        raise BadInput(f'Line {number} is not JSON ({what}): write {{"id": ..., "inputs": {{...}}}}.')
    if not isinstance(case, dict):
        raise BadInput(f'Line {number} is not a case: write {{"id": ..., "inputs": {{...}}}}.')
    return case


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number in JSON, null is a missing one")


@contextmanager
def _lines(name: str) -> Iterator[IO[str]]:
    if name == STANDARD:
        yield sys.stdin
        return
    try:
        file = _opened(name, "r", "utf-8-sig")
    except OSError as error:
        raise BadUsage(f"'{name}' can't be read: {error.strerror or error}. Name a file of JSON lines.")
    with file:
        try:
            yield file
        except UnicodeDecodeError:
            raise BadInput("this is not text in UTF-8. Save it as JSON lines in UTF-8.", file=name)


@contextmanager
def _written(name: str) -> Iterator[IO[str]]:
    if name == STANDARD:
        yield sys.stdout
        return
    try:
        file = _opened(name, "w", "utf-8")
    except OSError as error:
        raise BadUsage(f"'{name}' can't be written: {error.strerror or error}. Name a file in a folder that exists.")
    with file:
        yield file


def _opened(name: str, mode: str, encoding: str) -> IO[str]:
    return Path(name).open(mode, encoding=encoding)
