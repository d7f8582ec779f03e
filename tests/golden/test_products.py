"""The other products of the small world: the scorecard, the dashboard, and the two pages."""

import difflib
from pathlib import Path

import openpyxl
import pytest

from golden.as_text import as_text
from golden.conftest import MADE_AT
from golden.small_world import LAST
from sightline.engine.measured import Measured
from sightline.judgement.suppression.audience import Audience
from sightline.reports.build import REPORTS, build
from sightline.reports.model import HIDDEN, Report
from sightline.reports.protect import protect
from sightline.reports.renderers.xlsx import write_xlsx
from sightline.reports.renderers.xlsx_page import A3

HERE = Path(__file__).parent
PRODUCTS = tuple(name for name in REPORTS if name != "workbook")
PAGES = ("scorecard", "dashboard")


@pytest.fixture(scope="module")
def made(measured: Measured) -> dict[str, Report]:
    """Each product as it leaves, for its own audience."""
    return {
        name: protect(build(REPORTS[name], measured, LAST, made_at=MADE_AT), REPORTS[name].audience)
        for name in PRODUCTS
    }


@pytest.mark.parametrize("name", PRODUCTS)
def test_the_model_is_the_accepted_one(name: str, made: dict[str, Report], accepts: bool):
    golden, text = HERE / f"{name}.txt", as_text(made[name])
    if accepts:
        golden.write_text(text, "utf-8")
    accepted = golden.read_text("utf-8")
    difference = "\n".join(
        difflib.unified_diff(accepted.splitlines(), text.splitlines(), "accepted", "now", lineterm="")
    )
    assert not difference, f"The {name} changed; 'make golden' accepts it.\n{difference}"


def test_only_the_dashboard_is_for_the_public(made: dict[str, Report]):
    assert {name: report.audience for name, report in made.items()} == {
        "scorecard": Audience.INTERNAL,
        "dashboard": Audience.PUBLIC,
        "health": Audience.INTERNAL,
        "care-leavers": Audience.INTERNAL,
    }


def test_a_judgement_is_hidden_with_the_figure_that_it_is_of(made: dict[str, Report]):
    """Words such as 'At or better' would say how large a hidden figure is."""
    (item,) = made["dashboard"].items
    (table,) = item.tables
    hidden = [row for row in table.rows if row.cells[3].is_hidden]
    assert hidden
    for row in hidden:
        rating, direction = row.cells[-2:]
        assert rating.text in (HIDDEN, "–") and rating.mark is None, row.heading
        assert direction.text in (HIDDEN, "–", "too recent") and direction.mark is None, row.heading
        assert not row.cells[0].trend or row.cells[0].trend[-1] is None, row.heading


# The small lines are an extension that openpyxl reads over.
@pytest.mark.filterwarnings("ignore:Sparkline Group extension")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_printed_on_one_sheet_of_a3(name: str, made: dict[str, Report], tmp_path: Path):
    write_xlsx(made[name], tmp_path / "p.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx")[made[name].sections[0].sheet]
    assert int(sheet.page_setup.paperSize) == A3
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert made[name].audience.sentence in str(sheet["A2"].value)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_its_rating_scheme(name: str, made: dict[str, Report]):
    """Three schemes answer three questions, and a colour without its scheme answers none."""
    scheme = {"scorecard": "scorecard_2017", "dashboard": "scrutiny_2023"}[name]
    assert any(scheme in note for item in made[name].items for note in item.notes)


def test_a_mark_can_be_read_without_its_colour(made: dict[str, Report], tmp_path: Path):
    """The number's own format carries the letter, so that it prints in black and is read aloud."""
    write_xlsx(made["scorecard"], tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx")["Scorecard"]
    words = {str(cell.value) for row in sheet.rows for cell in row if cell.value}
    marks = [c.mark for row in made["scorecard"].items[0].tables[0].rows for c in row.cells if c.mark and c.words]
    assert marks
    assert all(any(text.startswith(mark.symbol) for text in words) for mark in marks)
