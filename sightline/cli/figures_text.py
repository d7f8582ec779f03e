"""Figures as text: numbers, CSV, and where a text goes."""

import csv
import io
from fractions import Fraction
from pathlib import Path

import typer

from sightline.errors import BadUsage
from sightline.measures.arithmetic import round_half_up


def write_text(text: str, out_file: Path | None) -> None:
    """To the file named, or to standard output."""
    if out_file is None:
        typer.echo(text)
    else:
        in_a_folder(out_file).write_text(text + "\n", "utf-8")


def in_a_folder(file: Path) -> Path:
    """The file, where its folder is there. Errors: BadUsage where it is not."""
    if not file.parent.is_dir():
        raise BadUsage(f"There is no folder '{file.parent}' to write '{file.name}' into. Make it, or name another.")
    return file


def csv_text(rows: list[dict], headings: tuple[str, ...] = ()) -> str:
    """Rows as CSV, with a column for every name that occurs in any of them; `headings` where there are no rows."""
    names = list(dict.fromkeys(name for row in rows for name in row)) or list(headings)
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().rstrip("\n")


def number_of(value: Fraction | None) -> int | float | None:
    """A whole number where it is whole, else a float, as JSON has them."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def printed(value: Fraction | None, decimals: int) -> str:
    """A number as reports print it: thousands with commas, rounded half up."""
    return "" if value is None else f"{round_half_up(value, decimals):,}"


def printed_part(value: Fraction | None) -> str:
    """A numerator or denominator: whole where it is whole, else (an FTE, an average) with one decimal."""
    return printed(value, 0 if value is not None and value.denominator == 1 else 1)
