"""`sightline query` of a figure that needs somebody else's, such as the gap to the neighbours."""

import json

from rich.table import Table

from sightline.benchmarks.derived import Derived, DerivedFigure
from sightline.cli.figures_text import csv_text, number_of, printed
from sightline.engine.figure import Status


def text_of(derived: Derived, found: list[DerivedFigure], format_: str) -> str:
    """The figures as CSV or JSON."""
    rows = [_row(figure) for figure in found]
    if format_ == "csv":
        return csv_text([{"measure": derived.id, **row} for row in rows])
    document = {"measure": derived.id, "title": derived.title, "unit": derived.unit.name, "rows": rows}
    return json.dumps(document, indent=1)


def _row(figure: DerivedFigure) -> dict:
    one = figure.comparator
    return {
        "period": figure.period.label,
        "period_start": figure.period.start.isoformat(),
        "period_end": figure.period.end.isoformat(),
        "window": figure.period.window.value,
        "comparator": one.label if one else None,
        "comparator_value": number_of(one.value) if one else None,
        "own": number_of(figure.own),
        "residents": number_of(figure.residents),
        "value": number_of(figure.value),
        "status": figure.status.value,
    }


def table_of(derived: Derived, found: list[DerivedFigure]) -> Table:
    """The figures for the terminal."""
    table = Table(title=f"{derived.title} ({derived.id})", caption=derived.definition)
    table.add_column("Period")
    table.add_column("Comparator")
    for heading in ("Theirs", "Ours", "Figure"):
        table.add_column(heading, justify="right")
    for figure in found:
        one = figure.comparator
        table.add_row(
            figure.period.label,
            one.label if one else "none is imported for it",
            printed(one.value, 1) if one else "",
            printed(figure.own, 1),
            printed(figure.value, derived.unit.decimals) if figure.status is Status.OK else "not supplied",
        )
    return table
