"""The workbook shows every item in scope once, with the measures that measures.md section 24 maps to it."""

import pytest

from sightline.benchmarks.derived import DERIVED
from sightline.documentation.real_reports import real_items
from sightline.errors import BadDeclaration, BadUsage
from sightline.measures.catalogue import CATALOGUE
from sightline.reports.build import report_called
from sightline.reports.declare import Draw, Grid, ItemSpec, Line, Months, ReportSpec, SectionSpec
from sightline.reports.definitions.workbook import WORKBOOK
from sightline.reports.model import Cell, Column, Row, Table

ITEMS = [item for section in WORKBOOK.sections for item in section.items]

# Items whose figures need a comparator show it as a comparator's row.
MAPPED = {
    int(item.item): set(item.measures) - set(DERIVED)
    for item in real_items()
    if item.report.startswith("Performance workbook")
}


def test_the_items_stand_in_order_and_once():
    assert [item.number for item in ITEMS] == [*range(1, 49)]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.number))
def test_an_item_shows_the_measures_mapped_to_it(item: ItemSpec):
    assert set(item.measures) >= MAPPED[item.number]
    assert set(item.measures) <= set(CATALOGUE)


def test_sheet_names_are_short_enough_for_excel():
    assert all(len(section.sheet) <= 31 for section in WORKBOOK.sections)


def test_every_chart_draws_what_its_table_has():
    for item in ITEMS:
        if item.draw is None:
            continue
        table = item.tables[item.draw.table]
        wanted = {*item.draw.columns, *item.draw.lines, *item.draw.bars}
        if isinstance(table, Months):
            keys = {line.key or line.measure for line in table.lines if isinstance(line, Line)}
            assert wanted <= keys, item.number
        if isinstance(table, Grid):
            keys = {column.key or column.measure for column in table.columns}
            assert {key.partition(":")[0] for key in wanted} <= keys, item.number


def test_an_item_declared_twice_is_refused():
    item = ITEMS[0]
    with pytest.raises(BadDeclaration, match="two items numbered"):
        ReportSpec("r", "R", "", (SectionSpec(1, "One", "One", (item, item)),))


def test_a_measure_that_the_catalogue_does_not_have_is_refused():
    with pytest.raises(BadDeclaration, match="which the catalogue does not have"):
        Line("no_such_measure")


def test_a_row_must_have_a_cell_for_each_column():
    with pytest.raises(BadDeclaration, match="Row 'A' has 1 cells"):
        Table((Column("x"), Column("y")), (Row("A", (Cell(),)),))


def test_an_unknown_report_names_the_nearest():
    with pytest.raises(BadUsage) as raised:
        report_called("workbok")
    assert str(raised.value) == (
        "There is no report 'workbok'. Did you mean 'workbook'? The reports are: workbook, scorecard, dashboard, "
        "health, care-leavers."
    )
    assert raised.value.exit_code == 2


def test_a_chart_has_at_most_four_series_declared_as_lines():
    assert all(len(item.draw.lines) <= 4 for item in ITEMS if isinstance(item.draw, Draw))
