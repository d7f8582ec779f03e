"""`sightline areas`: boundaries for the map, which postcode lies in which area, and how many children live there."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from sightline.cli.console import err, out
from sightline.cli.options import Workspace
from sightline.errors import BadUsage
from sightline.geography.areas import LEVELS, sources_of
from sightline.geography.importing import import_boundaries
from sightline.geography.lookups import POSTCODES, RESIDENTS, import_postcodes, import_residents, lookup_source

app = typer.Typer(help="Areas of the map: import boundaries, postcodes and children; list what is there.",
                  no_args_is_help=True)  # fmt: skip
_NOTHING = (
    "No boundaries have been imported yet. Download your wards from geoportal.statistics.gov.uk as GeoJSON and run "
    "'sightline areas import FILE'."
)
_MEASURE = "Run 'sightline measure', so that figures are counted by them."
_SHOWN = 5


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="GeoJSON or TopoJSON, .gz or not.")],
    workspace: Workspace = Path("."),
    level: Annotated[str | None, typer.Option(help=f"{', '.join(LEVELS)}; by default as the codes are called.")] = None,
    code: Annotated[str | None, typer.Option(help="The property that holds the code, such as WD24CD.")] = None,
    name: Annotated[str | None, typer.Option(help="The property that holds the name, such as WD24NM.")] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Only the areas with this, such as LAD24CD=E07000041. May be repeated.")
    ] = None,
    attribution: Annotated[str, typer.Option(help="What must stand under each picture.")] = "",
    as_of: Annotated[str, typer.Option(help="Of which day the boundaries are, such as May 2024.")] = "",
) -> None:
    """Import the boundaries of one level, in place of those that were there."""
    done = import_boundaries(
        workspace, files, level=level, code=code, name=name, only=_only(only), attribution=attribution, as_of=as_of
    )
    for sentence in done.said[:_SHOWN]:
        err.print(sentence, soft_wrap=True)
    if len(done.said) > _SHOWN:
        err.print(f"... and {len(done.said) - _SHOWN} more; manifest.json has them all.")
    out.print(f"Imported: {_counted(len(done.areas.areas), done.areas.level)}.")
    if done.districts_made:
        out.print(f"Put together from them: {_counted(done.districts_made, 'district')}.")
    if not attribution:
        err.print("Boundaries of the ONS or Ordnance Survey ask to be named: give the sentence with --attribution.",
                  soft_wrap=True)  # fmt: skip


@app.command("postcodes")
def postcodes(
    file: Annotated[Path, typer.Argument(help="CSV: postcode, ward and district, such as the ONS Postcode Directory.")],
    workspace: Workspace = Path("."),
) -> None:
    """Import which ward and district each postcode lies in."""
    out.print(f"Imported: {import_postcodes(workspace, file).rows:,} rows of postcodes. {_MEASURE}", soft_wrap=True)


@app.command("children")
def children(
    file: Annotated[Path, typer.Argument(help="CSV: area code, mid-year, children of 0 to 17 (or population by age).")],
    workspace: Workspace = Path("."),
) -> None:
    """Import how many children live in each area, for rates."""
    out.print(f"Imported: {import_residents(workspace, file).rows:,} rows of children. {_MEASURE}", soft_wrap=True)


@app.command("list")
def list_(workspace: Workspace = Path(".")) -> None:
    """List the levels and lookups that the workspace has, and where they are from."""
    levels = sources_of(workspace)
    lookups = {name: found for name in (POSTCODES, RESIDENTS) if (found := lookup_source(workspace, name))}
    if not levels and not lookups:
        out.print(_NOTHING, soft_wrap=True)
        return
    table = Table(title="Areas of the map")
    for heading in ("what", "rows", "from", "as of", "imported", "attribution"):
        table.add_column(heading, justify="right" if heading == "rows" else "left")
    for level, source in levels.items():
        table.add_row(LEVELS[level], f"{source.areas:,}", source.source, source.as_of, source.imported_at,
                      source.attribution)  # fmt: skip
    for name, lookup in lookups.items():
        table.add_row(name, f"{lookup.rows:,}", lookup.source, "", lookup.imported_at, "")
    out.print(table)


def _counted(number: int, level: str) -> str:
    return f"{number:,} {level if number == 1 else LEVELS[level]}"


def _only(written: list[str] | None) -> dict[str, list[str]]:
    """`LAD24CD=E07000041` as the property and the values that are kept; values may stand with commas."""
    found: dict[str, list[str]] = {}
    for text in written or ():
        key, equals, values = text.partition("=")
        if not equals or not values.strip():
            raise BadUsage(f"'{text}' is not a property and its value. Write it as LAD24CD=E07000041.")
        found.setdefault(key.strip(), []).extend(value.strip() for value in values.split(","))
    return found
