"""`sightline benchmarks`: what others publish, imported as published, and set beside one's own."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from sightline.benchmarks import groups, mapping
from sightline.benchmarks.areas import AUTHORITY, area_called
from sightline.benchmarks.averages import Average, PublishedFigure
from sightline.benchmarks.comparators import USUAL, Comparator, Comparison, comparators_of, history_of
from sightline.benchmarks.importing import import_files
from sightline.benchmarks.library import VALUES, Library, Source, open_library
from sightline.benchmarks.statuses import Status
from sightline.cli.console import err, out, progress
from sightline.cli.options import Workspace
from sightline.errors import BadUsage, did_you_mean
from sightline.measures.arithmetic import round_half_up
from sightline.settings import read_settings

app = typer.Typer(help="Published figures: import them, list them, and compare an authority with others.",
                  no_args_is_help=True)  # fmt: skip
FORMATS = ("table", "json")
_NOTHING = (
    "Nothing has been imported yet. Download files from explore-education-statistics.service.gov.uk and run "
    "'sightline benchmarks import FOLDER'. England's and the South West's figures ship with Sightline."
)
_DECIMALS = {"percent": 1, "per_10000": 1, "count": 0, "mean": 1, "fte": 1, "score": 2, "days": 0, "months": 1}


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Published files, or folders of them.")],
    workspace: Workspace = Path("."),
    vintage: Annotated[
        str | None, typer.Option(help="The release, such as 2024-25, where the file's last year doesn't tell it.")
    ] = None,
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="Import a known table even if it lacks a column.")
    ] = False,
) -> None:
    """Import files as they are published; all of them, or none where one is wrong."""
    with progress() as bar:
        task = bar.add_task("Importing", total=None, note="")
        done = import_files(
            workspace, files, vintage=vintage, incomplete=incomplete, said=lambda name: bar.update(task, note=name)
        )
    for source in done.new:
        err.print(_said(source))
    cells, values = sum(s.cells for s in done.new), sum(s.values for s in done.new)
    again = f"; {len(done.unchanged)} were there already" if done.unchanged else ""
    out.print(
        f"{len(done.new)} files imported{again}: {cells:,} cells read = {values:,} values + {cells - values:,} missing "
        "ones, each with its reason."
    )


def _said(source: Source) -> str:
    known = "" if source.kind != VALUES or source.measures else " No measure is known for it; it is kept in full."
    missing = ", ".join(f"{n:,} {Status(s).words}" for s, n in source.missing.items())
    return (
        f"{source.name}: {source.title} ({source.vintage or 'no vintage'}), {source.rows:,} rows, "
        f"{source.cells:,} cells = {source.values:,} values{f' + {missing}' if missing else ''}.{known}"
    )


@app.command("list")
def list_(
    workspace: Workspace = Path("."),
    format_: Annotated[str, typer.Option("--format", "-f", help="table or json.")] = "table",
) -> None:
    """List the imported files with their vintages and what became of their cells."""
    _refuse_format(format_)
    sources = open_library(workspace).sources
    if format_ == "json":
        left_out = ("series", "file")
        typer.echo(json.dumps([{k: v for k, v in vars(s).items() if k in Source.__dataclass_fields__
                                and k not in left_out} for s in sources], indent=1))  # fmt: skip
        return
    if not sources:
        out.print(_NOTHING)
        return
    table = Table(title="Published files", caption="Open Government Licence v3.0; name publication and vintage.")
    for heading in ("file", "what", "vintage", "years", "rows", "values", "missing"):
        table.add_column(heading, justify="right" if heading in ("rows", "values", "missing") else "left")
    for source in sources:
        years = [year for series in source.series for year in series["years"]]
        span = f"{min(years)} to {max(years)}" if years else ""
        missing = sum(source.missing.values())
        table.add_row(source.name, source.title, source.vintage, span, f"{source.rows:,}", f"{source.values:,}",
                      f"{missing:,}")  # fmt: skip
    out.print(table)


@app.command()
def measures(
    workspace: Workspace = Path("."),
    like: Annotated[str, typer.Option(help="Only measures whose id holds this.")] = "",
) -> None:
    """List the measures that are published, and the years that have been imported."""
    library = open_library(workspace)
    held: dict[str, set[int]] = {}
    for source in library.sources:
        for measure, series in source.measures.items():
            held.setdefault(measure, set()).update(year for one in series for year in one["years"])
    shown = [m for m in mapping.comparables().values() if like in m.measure and not m.measure.endswith("_base")]
    table = Table(title="Published measures", caption=None if library.sources else _NOTHING)
    for heading in ("measure", "unit", "good is", "ranked first", "imported years"):
        table.add_column(heading)
    for facts in shown:
        years = _years_of(facts, held)
        table.add_row(facts.measure, facts.unit, facts.polarity, facts.first_is, years)
    out.print(table)


def _years_of(facts: mapping.Comparable, held: dict[str, set[int]]) -> str:
    parts = [facts.measure] if facts.measure in held or not facts.derived else [*facts.numerator, facts.denominator]
    years = set.intersection(*(held.get(part or "", set()) for part in parts))
    return f"{min(years)} to {max(years)}" if years else ""


@app.command()
def show(
    measure: Annotated[str, typer.Argument(metavar="MEASURE", help="The measure's id.")],
    workspace: Workspace = Path("."),
    area: Annotated[
        str | None, typer.Option(help="Nine-character or three-digit code; by default sightline.toml's authority.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="The year that ends: 2017 is the year to, or the day, 31 March 2017.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help="With commas: england, region, neighbours, good, all, judged-good, members:908,835 ..."),
    ] = None,
    neighbour_model: Annotated[
        str | None, typer.Option(help="2014, 2021 or 2025; by default the one in force in the year.")
    ] = None,
    average: Annotated[str | None, typer.Option(help="mean (default), median, or pooled for percentages.")] = None,
    source: Annotated[str | None, typer.Option(help="A published file's name; by default the newest.")] = None,
    history: Annotated[bool, typer.Option("--history", help="Also the area's own figures of every year.")] = False,
    format_: Annotated[str, typer.Option("--format", "-f", help="table or json.")] = "table",
) -> None:
    """Show an authority's published figure beside England, its region, its neighbours and groups."""
    _refuse_format(format_)
    code = area or _own_code(workspace)
    found = comparators_of(
        workspace,
        measure,
        code,
        year or _newest_year(open_library(workspace), measure),
        words_of(against or _usual(code)),
        neighbour_model=neighbour_model,
        average=_average(average),
        source=source,
    )
    own_history = history_of(workspace, measure, code, source=source) if history else {}
    if format_ == "json":
        typer.echo(json.dumps(as_json(found, code, own_history), indent=1))
        return
    out.print(_table(found))
    if own_history:
        out.print(_history_table(found, own_history))
    for note in dict.fromkeys(filter(None, (found.note, *(c.note for c in found.comparators)))):
        out.print(note)


def _refuse_format(format_: str) -> None:
    if format_ not in FORMATS:
        raise BadUsage(f"There is no format '{format_}'. Use one of: {', '.join(FORMATS)}.")


def _own_code(workspace: Path) -> str:
    authority = read_settings(workspace).authority
    if authority.area_code or authority.la_code != "000":
        return authority.area_code or authority.la_code
    raise BadUsage("Name the area: --area E10000008 or --area 878.")


def _newest_year(library: Library, measure: str) -> int:
    facts = mapping.comparable(measure)
    wanted = (measure, *([facts.denominator] if facts.derived and facts.denominator else []))
    years = [y for s in library.sources for m in wanted for x in s.measures.get(m, ()) for y in x["years"]]
    if not years:
        raise BadUsage(f"Nothing that was imported has '{measure}'. Name the year with --year, or import its file.")
    return max(years)


def _usual(code: str) -> str:
    """An authority is set beside all that is usual, a region beside England."""
    return ",".join(USUAL) if area_called(code).level == AUTHORITY else groups.ENGLAND


def words_of(against: str) -> list[str]:
    """The words of `--against`; the codes after `members:` are one word with it."""
    words: list[str] = []
    for part in (p.strip() for p in against.split(",")):
        if words and words[-1].startswith(f"{groups.MEMBERS}:") and (part.isdigit() or _is_code(part)):
            words[-1] += f",{part}"
        elif part:
            words.append(part)
    if not words:
        raise BadUsage("--against names nothing. Write it as england,region,neighbours,good.")
    return words


def _is_code(part: str) -> bool:
    return len(part) == 9 and part[1:].isdigit()


def _average(name: str | None) -> Average | None:
    if name is None:
        return None
    names = [a.value for a in Average if a is not Average.PUBLISHED]
    if name not in names:
        raise BadUsage(f"There is no average '{name}'.{did_you_mean(name, names)} Use {', '.join(names)}.")
    return Average(name)


def as_json(found: Comparison, code: str, history: dict[int, PublishedFigure]) -> dict:
    """A comparison as plain data: values unrounded, None with a status where there is none."""
    own = {
        "value": _number(found.own.value),
        "numerator": _number(found.own.numerator),
        "denominator": _number(found.own.denominator),
        "status": found.own.status.value,
    }
    if found.own.value is None and found.own.ends:
        own |= {"low": _number(found.own.low), "high": _number(found.own.high)}
    made = {
        "measure": found.measure,
        "year": found.year,
        "area": code,
        "own": own,
        "comparators": [_comparator_json(comparator) for comparator in found.comparators],
        "area_name": found.area.name,
        "la_code": found.area.la_code,
        "area_code": found.area.area_code,
        "unit": found.unit,
        "polarity": found.polarity,
        "first_is": found.first_is,
        "source": found.source,
        "publication": found.publication,
        "vintage": found.vintage,
        "note": found.note,
    }
    if history:
        made["history"] = [
            {"year": year, "value": _number(figure.value), "status": figure.status.value}
            for year, figure in history.items()
        ]
    return made


def _comparator_json(comparator: Comparator) -> dict:
    return {
        "kind": comparator.kind,
        "name": comparator.name,
        "value": _number(comparator.value),
        "method": comparator.method.value,
        "members": list(comparator.members),
        "members_used": comparator.members_used,
        "rank": comparator.rank,
        "rank_of": comparator.rank_of,
        "quartile": comparator.quartile,
        "year": comparator.year,
        "source": comparator.source,
        "status": comparator.status.value,
        "neighbour_model": comparator.model,
        "without_value": [{"member": code, "status": status.value} for code, status in comparator.without_value],
        "note": comparator.note,
    }


def _number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def _table(found: Comparison) -> Table:
    source = f"Source: {found.publication}, {found.vintage} ({found.source}). " if found.source else ""
    table = Table(
        title=f"{found.measure}, {found.area.name}, {found.year}",
        caption=f"{source}1 is {found.first_is}. A is the good end of four bands.",
    )
    for heading in ("who", "figure", "formed as", "members with a value", "rank", "band"):
        table.add_column(heading)
    own = found.own
    counts = f" ({_plain(own.numerator)} of {_plain(own.denominator)})" if own.denominator is not None else ""
    table.add_row(f"{found.area.name} ({found.area.la_code})", _figure(own.value, own.status, found.unit) + counts)
    for one in found.comparators:
        used = "" if one.members_used is None else f"{one.members_used} of {len(one.members)}"
        place = "" if one.rank is None else f"{one.rank} of {one.rank_of}"
        table.add_row(one.name, _figure(one.value, one.status, found.unit), one.method.value, used, place,
                      one.quartile or "")  # fmt: skip
    return table


def _plain(value: Fraction | None) -> str:
    return "?" if value is None else f"{float(value):,.0f}"


def _figure(value: Fraction | None, status: Status, unit: str) -> str:
    if value is None:
        return status.words
    return f"{round_half_up(value, _DECIMALS.get(unit, 1)):,}{'%' if unit == 'percent' else ''}"


def _history_table(found: Comparison, history: dict[int, PublishedFigure]) -> Table:
    table = Table(title=f"{found.measure}, {found.area.name}, every published year")
    table.add_column("year")
    table.add_column("figure", justify="right")
    for year, figure in history.items():
        table.add_row(str(year), _figure(figure.value, figure.status, found.unit))
    return table
