"""The performance workbook of the small world: its model, and what a reader of the Excel file sees."""

import csv
import difflib
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from golden.as_text import as_text
from golden.small_world import LAST
from sightline.engine.measured import Measured, Slice
from sightline.engine.query import figures
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month, Window
from sightline.reports.model import Report
from sightline.reports.renderers.tidy import rows, write_csv, write_parquet
from sightline.reports.renderers.xlsx import write_xlsx

GOLDEN = Path(__file__).with_name("workbook.txt")
SECTION_SHEETS = [
    "1 Population and caseload",
    "2 Front door and referrals",
    "3 Children in need",
    "4 Child protection",
    "5 Children looked after",
    "6 Case allocation",
    "7 Reviewing unit",
    "8 Youth justice",
]


def test_the_model_is_the_accepted_one(report: Report, accepts: bool):
    text = as_text(report)
    if accepts:
        GOLDEN.write_text(text, "utf-8")
    golden = GOLDEN.read_text("utf-8")
    difference = "\n".join(difflib.unified_diff(golden.splitlines(), text.splitlines(), "accepted", "now", lineterm=""))
    assert not difference, f"The workbook changed; 'make golden' accepts it.\n{difference}"


def test_a_sheet_for_the_contents_each_section_definitions_and_data_quality(book: openpyxl.Workbook):
    assert book.sheetnames == ["Contents", *SECTION_SHEETS, "Definitions", "Data quality"]


def test_the_cover_says_whose_when_how_fresh_and_for_whom(book: openpyxl.Workbook):
    texts = texts_of(book["Contents"])
    assert {"Tamarshire", "Report of June 2017", "30 June 2017"} <= texts
    assert any(text.startswith("DRAFT") for text in texts)
    assert any("Not for publication" in text for text in texts)


def test_the_contents_link_to_every_item(book: openpyxl.Workbook, report: Report):
    links = {cell.value: cell.hyperlink.location for row in book["Contents"].rows for cell in row if cell.hyperlink}
    for section in report.sections:
        for item in section.items:
            sheet, _mark, place = links[item.title].partition("!")
            assert sheet.strip("'") == section.sheet
            assert book[section.sheet][place].value == f"{item.number}  {item.title}"


def test_every_chart_is_native_and_described(book: openpyxl.Workbook, report: Report, file: Path):
    for section in report.sections:
        drawn = [item.chart for item in section.items if item.chart]
        assert len(book[section.sheet]._charts) == len(drawn)
    with zipfile.ZipFile(file) as archive:
        drawings = "".join(archive.read(n).decode() for n in archive.namelist() if "drawings/drawing" in n)
    charts = [item.chart for item in report.items if item.chart]
    assert drawings.count('descr="') == len(charts)


def test_numbers_are_numbers_as_they_print(book: openpyxl.Workbook, report: Report):
    sheet = book["2 Front door and referrals"]
    item = next(item for item in report.items if item.number == 5)
    row = next(r for r in range(1, sheet.max_row) if sheet.cell(r, 1).value == item.tables[0].rows[0].heading)
    for place, cell in enumerate(item.tables[0].rows[0].cells):
        found = sheet.cell(row, place + 2)
        if cell.value is None:
            continue
        assert isinstance(found.value, int | float)
        assert Decimal(str(found.value)) == cell.value
        assert found.number_format == '#,##0.0"%"'


def test_what_has_no_number_says_so_in_words(book: openpyxl.Workbook, report: Report):
    item = next(item for item in report.items if item.number == 16)
    assert "not supplied" in item.finding
    assert {cell.text for row in item.tables[0].rows for cell in row.cells} <= {"not supplied", ""}
    assert item.chart is None
    assert "not supplied" in texts_of(book["4 Child protection"])
    assert "no denominator" in {c.text for i in report.items for t in i.tables for r in t.rows for c in r.cells}
    assert "ext_decision" in texts_of(book["Data quality"])


def test_every_sheet_prints_on_a4_one_page_wide_with_its_marks(book: openpyxl.Workbook):
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        # One page wide is the default, so that Excel writes only the height.
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_area
        assert sheet.print_title_rows
        assert "Tamarshire" in sheet.oddHeader.left.text
        assert "DRAFT" in sheet.oddHeader.right.text
        assert "Data as at 30 June 2017" in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text.endswith("Page &P of &N")


def test_every_item_has_a_box_to_type_commentary_into(book: openpyxl.Workbook, report: Report):
    for section in report.sections:
        texts = texts_of(book[section.sheet])
        assert {f"Commentary on item {item.number}" for item in section.items} <= texts


def test_every_measure_shown_is_defined(book: openpyxl.Workbook, report: Report):
    shown = {measure for item in report.items for measure in item.measures}
    assert shown <= texts_of(book["Definitions"])


def test_the_same_report_gives_the_same_file(report: Report, file: Path, tmp_path: Path):
    again = tmp_path / "again.xlsx"
    write_xlsx(report, again)
    assert again.read_bytes() == file.read_bytes()


# Tidy figures


@pytest.mark.parametrize(
    ("measure_id", "window", "by"),
    [
        ("rereferral_pct_children", Window.MONTH, ()),
        ("referrals", Window.YEAR_TO_DATE, ()),
        ("referral_rate", Window.PROJECTED_YEAR, ()),
        ("cla_snapshot", Window.SNAPSHOT, ()),
        ("cpp_rate_snapshot", Window.ROLLING_12, ()),
        ("referral_outcomes", Window.MONTH, ("outcome",)),
        ("caseload_average", Window.SNAPSHOT, ("service_area", "locality", "team")),
        ("cla_by_time_in_care", Window.SNAPSHOT, ("time_band", "gender")),
    ],
)
def test_tidy_rows_are_what_the_query_gives(
    report: Report, measured: Measured, measure_id: str, window: Window, by: tuple[str, ...]
):
    mine = [
        row
        for row in rows(report)
        if (row["measure"], row["window"], row["breakdown"]) == (measure_id, window.value, ", ".join(by))
        and row["statistic"] == "value"
    ]
    assert mine
    for row in mine:
        year, month = str(row["period"]).split("-")
        asked = Slice(window, (Month(int(year), int(month)),), by)
        found = {
            ", ".join(f.by.values()): (f.numerator, f.denominator, f.value)
            for f in figures(measured, CATALOGUE[measure_id], asked)
        }
        wanted = found[str(row["member"])]
        for name, amount in zip(("numerator", "denominator", "value"), wanted, strict=True):
            assert row[name] == (None if amount is None else pytest.approx(float(amount)))


def test_csv_and_parquet_hold_the_same_rows(report: Report, tmp_path: Path):
    write_csv(report, tmp_path / "w.csv")
    write_parquet(report, tmp_path / "w.parquet")
    text = (tmp_path / "w.csv").read_text("utf-8-sig")
    as_csv = list(csv.DictReader(io.StringIO(text)))
    as_parquet = pq.read_table(tmp_path / "w.parquet").to_pylist()
    assert len(as_csv) == len(as_parquet) == len(rows(report))
    assert [row["measure"] for row in as_csv] == [row["measure"] for row in as_parquet]


def test_the_report_is_of_the_month_asked_for(report: Report):
    assert report.period == str(LAST)


def texts_of(sheet) -> set[str]:
    return {cell.value for row in sheet.rows for cell in row if isinstance(cell.value, str)}
