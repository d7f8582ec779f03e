"""A measure page as files: its figures as tidy rows (CSV) or a workbook (XLSX), its chart as SVG or PNG."""

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields

import xlsxwriter

from sightline.engine.figure import Figure
from sightline.pages.measure import MeasurePage
from sightline.pages.measure_words import symbol_of
from sightline.pages.reading import Reading

# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """
    One figure as files have it: unrounded numbers, and a symbol where there is none.

    `table`: months, split or published; `low` and `high` are the ends of the 95% range.
    """

    table: str
    measure: str
    unit: str
    period: str
    window: str
    split_by: str
    member: str
    numerator: float | None
    denominator: float | None
    value: float | None
    symbol: str
    low: float | None
    high: float | None


HEADS = [field.name for field in fields(Line)]


def lines(page: MeasurePage) -> list[Line]:
    """Everything the page shows, a row a figure; what is hidden there is hidden here."""
    return [*_facts(page), *_months(page), *_split(page), *_published(page)]


def _line(page: MeasurePage, table: str, figure: Figure, by: str = "", member: str = "", spread=None) -> Line:
    return Line(
        table,
        page.measure.id,
        page.unit_name,
        figure.period.label,
        figure.period.window.value,
        by,
        member,
        _float(figure.numerator),
        _float(figure.denominator),
        _float(figure.value),
        symbol_of(figure),
        spread.low if spread else None,
        spread.high if spread else None,
    )


def _float(value) -> float | None:
    return None if value is None else float(value)


def _facts(page: MeasurePage) -> Iterator[Line]:
    for fact in page.facts:
        if fact.figure is not None:
            spread = fact.judgement.interval if fact.judgement else None
            yield _line(page, "figures", fact.figure, spread=spread)


def _months(page: MeasurePage) -> Iterator[Line]:
    rows = [row for row in page.months.rows if row.part == "value"] if page.months else []
    for row in reversed(rows):
        for figure in row.figures:
            if figure is not None:
                yield _line(page, "months", figure)


def _split(page: MeasurePage) -> Iterator[Line]:
    if page.split is None:
        return
    for row in page.split.rows:
        yield _line(page, "split", row.figure, page.split.by, row.name, row.judgement.interval)


def _published(page: MeasurePage) -> Iterator[Line]:
    if page.beside is None:
        return
    for row in page.beside.rows:
        for year, value in zip(page.beside.years, row.values, strict=True):
            number, symbol = _as_published(value)
            yield Line("published", page.measure.id, row.name, f"{year - 1}-{year % 100:02d}", "year", "", "",
                       None, None, number, symbol, None, None)  # fmt: skip


def _as_published(text: str) -> tuple[float | None, str]:
    """`20.7% [p]` as a number and its symbol; a rank stands as it is printed."""
    number, _space, symbol = text.partition(" ")
    try:
        return float(number.rstrip("%").replace(",", "")), symbol if symbol.startswith("[") else ""
    except ValueError:
        return None, text


def as_csv(page: MeasurePage, reading: Reading) -> bytes:
    """The rows as UTF-8 with a byte-order mark, so that Excel reads it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows([_harmless(value) for value in astuple(line)] for line in lines(page))
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str | float | None) -> str | float | None:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_xlsx(page: MeasurePage, reading: Reading) -> bytes:
    """The rows on one sheet, and on another what they are: sentence, definition, level, version."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Figures")
        sheet.write_row(0, 0, HEADS, bold)
        for place, line in enumerate(lines(page), start=1):
            for column, value in enumerate(astuple(line)):
                if isinstance(value, str):
                    sheet.write_string(place, column, value)
                elif value is not None:
                    sheet.write_number(place, column, value)
        sheet.freeze_panes(1, 0)
        sheet.autofit(400)
        about = book.add_worksheet("About")
        about.set_column(0, 0, 18)
        about.set_column(1, 1, 100)
        for place, (name, text) in enumerate(_about(page, reading)):
            about.write_string(place, 0, name, bold)
            about.write_string(place, 1, text)
    return made.getvalue()


def _about(page: MeasurePage, reading: Reading) -> list[tuple[str, str]]:
    return [
        ("Measure", page.measure.title),
        ("Of", page.unit_name),
        ("Finding", " ".join(part for part in (page.finding, page.rest, page.refused) if part)),
        ("Level", page.asked.audience.sentence),
        ("Data as at", f"{reading.as_at:%-d %B %Y}"),
        ("Version", reading.name),
        *page.definition,
        ("Symbols", "[c] hidden to protect children, [x] not available, [z] not applicable, [p] provisional, "
                    "[r] revised, [u] low reliability"),
    ]  # fmt: skip


def file_stem(page: MeasurePage) -> str:
    """`rereferral_pct_children-2026-10-whole`: which figure, without anybody's name."""
    return f"{page.measure.id}-{page.asked.month}-{page.asked.unit.key}"
