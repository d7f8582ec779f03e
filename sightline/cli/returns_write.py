"""`sightline returns write` and `annex-a`: the returns and the inspection lists, made from the dataset."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from sightline.cli.console import err, out
from sightline.cli.options import Workspace, parse_date
from sightline.dataset.versions import require_current
from sightline.errors import BadUsage
from sightline.measures.placement_location import own_pattern
from sightline.returns.known import holding_roles
from sightline.returns.schema import CIN, Return, return_called
from sightline.returns.write.annex_a import make_lists, write_lists
from sightline.returns.write.census import make_census
from sightline.returns.write.folder import LEFT_OUT, write_file_whole, write_return
from sightline.returns.write.made import Made, authority_of
from sightline.returns.write.ssda903 import make_ssda903
from sightline.settings import read_settings

PRIVATE = "They name children. Keep them as you keep the records."


def write(
    return_: Annotated[str, typer.Argument(metavar="cin|ssda903", help="Which return.")],
    folder: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where its folder goes.")],
    year: Annotated[int, typer.Option("--year", help="The year it ends in: 2026 is 2025-26.")],
    workspace: Workspace = Path("."),
    la_code: Annotated[str | None, typer.Option("--la-code", help="Which authority, where there are several.")] = None,
) -> None:
    """Write a return from the current dataset: the CIN census as XML, the SSDA903 as CSV files and as XML."""
    of = return_called(return_)
    _check_year(of, year)
    settings = read_settings(workspace)
    authority = authority_of(require_current(workspace), la_code)
    if of is CIN:
        made = make_census(authority, year)
    else:
        made = make_ssda903(authority, year, settings.allocation.allocated_roles)
    places = write_return(made, folder)
    _say(made, places)


def annex_a(
    as_at: Annotated[str, typer.Option("--as-at", metavar="DATE", help="The day of the lists, as 2026-06-30.")],
    file: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.xlsx", help="The workbook.")],
    workspace: Workspace = Path("."),
    la_code: Annotated[str | None, typer.Option("--la-code", help="Which authority, where there are several.")] = None,
) -> None:
    """Write the inspection lists (Annex A) from the current dataset, as the one workbook that ChAT reads."""
    if file.suffix.casefold() != ".xlsx":
        raise BadUsage(f"{file} is no workbook. Give --out FILE.xlsx.")
    settings = read_settings(workspace)
    own = settings.authority.own_postcodes
    made = make_lists(
        authority_of(require_current(workspace), la_code),
        parse_date(as_at),
        holding_roles(settings),
        own_pattern(own) if own else None,
    )
    write_file_whole(file, lambda partial: write_lists(made, partial))
    counts = ", ".join(f"list {n} {rows.num_rows:,}" for n, rows in made.lists.items())
    out.print(escape(f"Annex A as at {made.as_at:%-d %B %Y}: {counts}."), soft_wrap=True)
    out.print(escape(f"Written to {file}. {PRIVATE}"), soft_wrap=True)
    for note in made.notes:
        err.print(escape(note), soft_wrap=True)


def _check_year(of: Return, year: int) -> None:
    """Errors: BadUsage for a year whose layout nobody knows."""
    if not of.years[0] - 10 <= year <= of.years[-1]:
        raise BadUsage(f"The layout of the {of.title} of {year} is not known. The newest that is, is {of.years[-1]}'s.")


def _say(made: Made, places: list[Path]) -> None:
    rows = {n: t.num_rows for n, t in made.tables.items() if n != "Header" or made.of is not CIN}
    out.print(escape(f"{made.of.title} {made.year - 1}-{made.year % 100:02} of authority {made.la_code}: "
                     + ", ".join(f"{n:,} {name}" for name, n in rows.items()) + "."), soft_wrap=True)  # fmt: skip
    for place in places:
        out.print(escape(f"Written to {place}. {PRIVATE}"), soft_wrap=True)
    for note in made.notes:
        err.print(escape(note), soft_wrap=True)
    for table, reason, count in made.reasons():
        err.print(escape(f"Left out, {count:,} of {table}: {reason}."), soft_wrap=True)
    if made.left_out:
        err.print(f"Each of them is in {LEFT_OUT} beside the return.", soft_wrap=True)
    asked = f" --year {made.year}" if made.year in made.of.years else ""
    out.print(escape(f"Check it: sightline returns check {places[0]}{asked}"), soft_wrap=True)
