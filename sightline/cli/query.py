"""`sightline query`: figures of one measure."""

import json
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.parquet as pq
import typer
from rich.markup import escape
from rich.table import Table

from sightline.benchmarks.derived import DERIVED, Derived, derived_figures
from sightline.cli import derived as derived_text
from sightline.cli.console import err, out
from sightline.cli.disclosed import figures_for
from sightline.cli.figures_text import csv_text, in_a_folder, number_of, printed, printed_part, write_text
from sightline.cli.options import (
    AudienceOption,
    By,
    Engine,
    OutFile,
    Period,
    Where,
    WindowName,
    Workspace,
    audience_for,
)
from sightline.dataset.tables.observations import MISSING
from sightline.engine.asked import parse_slice
from sightline.engine.query import Figure, Standing, Status, figures, refuse_unknown_members
from sightline.engine.workspace import open_measured
from sightline.errors import BadUsage
from sightline.judgement.suppression.audience import Audience
from sightline.measures.catalogue import SECTIONS, measure_called
from sightline.measures.model import Measure
from sightline.settings import Settings, read_settings

FORMATS = ("table", "json", "csv", "parquet")
NUMBERS = ("numerator", "denominator", "value")
COLUMNS = ("period", "period_start", "period_end", "window", *NUMBERS, "status")
# What the table says where there is no figure.
WORDS = {
    Status.NO_DENOMINATOR: "no denominator",
    Status.NOT_SUPPLIED: "not supplied",
    Status.SUPPRESSED: "[c]",
}


def command(
    measure_id: Annotated[str | None, typer.Argument(metavar="MEASURE", help="The measure's id.")] = None,
    workspace: Workspace = Path("."),
    period: Period = None,
    window: WindowName = None,
    by: By = None,
    where: Where = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="table, json, csv or parquet.")] = "table",
    out_file: OutFile = None,
    engine: Engine = "duckdb",
    audience: AudienceOption = None,
    list_: Annotated[bool, typer.Option("--list", help="List every measure and end.")] = False,
) -> None:
    """
    Ask for figures: one measure, any period and window, cut by anything it can be cut by.

    Figures are exact ('case') unless --audience says otherwise: whoever has the dataset's files may see children.
    """
    if list_:
        out.print(_catalogue())
        return
    if measure_id is None:
        raise BadUsage("Name a measure, such as 'sightline query referrals'; 'sightline query --list' prints them all.")
    if format_ not in FORMATS:
        raise BadUsage(f"There is no format '{format_}'. Use one of: {', '.join(FORMATS)}.")
    settings = read_settings(workspace)
    if measure_id in DERIVED:
        _derived(DERIVED[measure_id], workspace, settings, engine, period, window, format_, out_file)
        return
    measure = measure_called(measure_id)
    with open_measured(workspace, settings, engine_name=engine, report=_say_measuring) as measured:
        asked = parse_slice(measure, period=period, window=window, by=by, where=where, as_at=measured.as_at)
        refuse_unknown_members(measured, measure, asked)
        level = audience_for(audience, Audience.CASE, settings)
        found = (
            figures_for(level, measured, measure, asked, workspace)
            if level.hides
            else figures(measured, measure, asked)
        )
    if format_ == "parquet":
        if out_file is None:
            raise BadUsage("Parquet is written to a file: add --out FILE.")
        pq.write_table(_arrow(rows_of(found)), in_a_folder(out_file))
        return
    write_text(_text(measure, found, format_), out_file) if format_ != "table" else out.print(_table(measure, found))


def _derived(
    derived: Derived,
    workspace: Path,
    settings: Settings,
    engine: str,
    period: str | None,
    window: str | None,
    format_: str,
    out_file: Path | None,
) -> None:
    """A figure that needs a comparator; it is of the whole authority and hides nothing."""
    if format_ == "parquet":
        raise BadUsage(f"'{derived.id}' is a figure or two beside comparators. Use --format table, json or csv.")
    with open_measured(workspace, settings, engine_name=engine, report=_say_measuring) as measured:
        asked = parse_slice(
            measure_called(derived.of), period=period, window=window, by=None, where=None, as_at=measured.as_at
        )
        found = derived_figures(measured, derived, asked, workspace)
    if format_ == "table":
        out.print(derived_text.table_of(derived, found))
    else:
        write_text(derived_text.text_of(derived, found, format_), out_file)


def rows_of(found: list[Figure]) -> list[dict]:
    """The figures as plain rows: period, window, members, numerator, denominator, value, status."""
    rows = []
    for figure in found:
        # Each member's code stands beside its label where the two differ.
        codes = {f"{k}_code": code for k, code in figure.codes.items() if code is not None and code != figure.by[k]}
        rows.append(
            {
                "period": figure.period.label,
                "period_start": figure.period.start.isoformat(),
                "period_end": figure.period.end.isoformat(),
                "window": figure.period.window.value,
                **figure.by,
                **codes,
                "numerator": number_of(figure.numerator),
                "denominator": number_of(figure.denominator),
                "value": number_of(figure.value),
                "status": figure.status.value,
                **_standing(figure),
            }
        )
    return rows


def _standing(figure: Figure) -> dict[str, str | int]:
    """Of a figure that another system counted: its own period, how final it is, whose it is, and from when."""
    if figure.standing is None:
        return {}
    return {
        "observed_period": figure.standing.period,
        "observed_start": figure.standing.period_start.isoformat(),
        "observed_end": figure.standing.period_end.isoformat(),
        "observation_status": figure.standing.status,
        "observation_source": figure.standing.source,
        "extracted_on": figure.standing.extracted_on.isoformat(),
        "revision": figure.standing.revision,
    }


def _arrow(rows: list[dict]) -> pa.Table:
    """The rows as a table with every column that occurs in any of them; numbers as doubles, the rest as text."""
    names = list(dict.fromkeys([*COLUMNS, *(name for row in rows for name in row)]))
    kinds = {name: pa.float64() if name in NUMBERS else pa.string() for name in names}
    kinds |= {name: pa.int64() for name in names if name == "revision"}
    return pa.table({name: pa.array([row.get(name) for row in rows], kinds[name]) for name in names})


def _text(measure: Measure, found: list[Figure], format_: str) -> str:
    rows = rows_of(found)
    if format_ == "csv":
        return csv_text([{"measure": measure.id, **row} for row in rows], ("measure", *COLUMNS))
    document = {
        "measure": measure.id,
        "title": measure.title,
        "unit": measure.unit.name,
        "polarity": measure.polarity.value,
        "rows": rows,
    }
    return json.dumps(document, indent=1)


def _table(measure: Measure, found: list[Figure]) -> Table:
    window = found[0].period.window.title.lower() if found else ""
    table = Table(title=f"{measure.title} ({measure.id}), {window}", caption=measure.note or None)
    names = list(dict.fromkeys(name for figure in found for name in figure.by))
    table.add_column("Period")
    for name in names:
        table.add_column(name.replace("_", " ").capitalize())
    for heading in ("Numerator", "Denominator", measure.title):
        table.add_column(heading, justify="right")
    if measure.is_observed:
        for heading in ("State", "Source", "Extracted"):
            table.add_column(heading)
    for figure in found:
        standing = figure.standing
        table.add_row(
            standing.period if standing else figure.period.label,
            *(figure.by.get(name, "") for name in names),
            printed_part(figure.numerator),
            printed_part(figure.denominator),
            f"{printed(figure.value, measure.unit.decimals)}{measure.unit.symbol}"
            if figure.status is Status.OK
            else escape(WORDS[figure.status]),
            *([_state(standing), standing.source, standing.extracted_on.isoformat()] if standing else []),
        )
    return table


def _state(standing: Standing) -> str:
    state = MISSING.get(standing.status, standing.status)
    return f"{state}, revision {standing.revision}" if standing.revision > 1 else state


def _catalogue() -> Table:
    table = Table(title="Measures")
    for heading in ("Section", "Measure", "Title", "Unit", "Good"):
        table.add_column(heading)
    for section, module in SECTIONS.items():
        for measure in module.MEASURES:
            table.add_row(section, measure.id, measure.title, measure.unit.name, measure.polarity.value)
    for derived in DERIVED.values():
        table.add_row("Beside others", derived.id, derived.title, derived.unit.name, "neutral")
    return table


def _say_measuring(what: str, done: int, of: int) -> None:
    if done == 1:
        err.print("The current dataset is not measured yet: measuring it now.")
