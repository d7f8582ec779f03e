"""A measure page as files: its figures as tidy rows (CSV) or a workbook (XLSX), its chart as SVG or PNG."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields

from sightline.engine.figure import Figure
from sightline.pages.measure import MeasurePage
from sightline.pages.measure_words import symbol_of
from sightline.pages.reading import Reading
from sightline.web.config.files import csv_bytes, xlsx_bytes


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
    """The rows."""
    return csv_bytes(HEADS, map(astuple, lines(page)))


def as_xlsx(page: MeasurePage, reading: Reading) -> bytes:
    """The rows on one sheet, and on another what they are: sentence, definition, level, version."""
    return xlsx_bytes("Figures", HEADS, map(astuple, lines(page)), _about(page, reading))


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
