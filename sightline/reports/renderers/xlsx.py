"""
A report as an Excel workbook (XlsxWriter): contents, a sheet a section with native charts, definitions, data quality.

It knows tables, charts and words, and nothing of children. Numbers are numbers, rounded as they print; words stand
where there is no number.
"""

from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook

from sightline.reports.model import Report
from sightline.reports.renderers.xlsx_charts import Charts
from sightline.reports.renderers.xlsx_front import contents_sheet, text_sheet
from sightline.reports.renderers.xlsx_page import PageSheet
from sightline.reports.renderers.xlsx_section import SectionSheet
from sightline.reports.renderers.xlsx_style import Styles

DEFINITIONS = "Definitions"
DATA_QUALITY = "Data quality"


def write_xlsx(report: Report, file: Path) -> None:
    """Writes the workbook. The same report gives the same bytes: its clock is the report's own."""
    with xlsxwriter.Workbook(str(file), {"default_date_format": "d mmmm yyyy"}) as book:
        _properties(book, report)
        styles = Styles(book)
        contents = book.add_worksheet("Contents")
        places: dict[int, tuple[str, int]] = {}
        for section in report.sections:
            sheet: SectionSheet | PageSheet
            if section.is_page:
                sheet = PageSheet(book, styles, report, section)
            else:
                sheet = SectionSheet(book, styles, Charts(book), report, section)
            sheet.write()
            places |= {number: (section.sheet, row) for number, row in sheet.rows_of_items.items()}
        text_sheet(book, styles, report, DEFINITIONS, (report.definitions,))
        text_sheet(book, styles, report, DATA_QUALITY, report.data_quality)
        contents_sheet(contents, styles, report, places, (DEFINITIONS, DATA_QUALITY))
        contents.activate()


def _properties(book: Workbook, report: Report) -> None:
    book.set_properties(
        {
            "title": f"{report.title}: {report.subtitle}",
            "subject": f"{report.state}. {report.audience.sentence}",
            "author": report.authority,
            "comments": f"Made with Sightline from dataset version {report.freshness.version}",
            "created": report.freshness.made_at,
        }
    )
    book.set_size(2200, 1400)
