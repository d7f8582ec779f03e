"""Fills tables of facts: a measure a row, with the count, what it is of, and the figure, for one cohort or several."""

from sightline.measures.catalogue import measure_called
from sightline.measures.model import COUNT, PERCENT
from sightline.reports.cells import figure_cell, part_cell
from sightline.reports.declare import Fact, Facts
from sightline.reports.figures import Figures, month_window
from sightline.reports.model import EMPTY, Cell, Column, Row, Table

HEADINGS = {"numerator": "Number", "denominator": "Of", "value": "Figure"}


def facts_table(spec: Facts, figures: Figures) -> Table:
    columns = tuple(
        Column(HEADINGS[part], group, key=f"{place}:{part}")
        for place, group in enumerate(spec.groups)
        for part in spec.parts
    )
    rows = tuple(
        Row(row.title, _cells(row, spec, figures), key=row.title, kind=row.kind, indent=row.indent) for row in spec.rows
    )
    return Table(columns, rows, corner=spec.corner, caption=spec.caption)


def _cells(row: Fact, spec: Facts, figures: Figures) -> tuple[Cell, ...]:
    return tuple(
        EMPTY if measure is None else _cell(measure, part, row, figures)
        for measure in row.measures
        for part in spec.parts
    )


def _cell(measure_id: str, part: str, row: Fact, figures: Figures) -> Cell:
    """A count stands under 'Number'; an average has no parts to show."""
    measure = measure_called(measure_id)
    figure = figures.one(measure_id, row.window or month_window(measure), figures.last, row.where)
    if measure.unit is COUNT:
        return figure_cell(figure) if part == "numerator" else EMPTY
    if part == "value":
        return figure_cell(figure)
    return part_cell(figure, part) if measure.unit is PERCENT else EMPTY
