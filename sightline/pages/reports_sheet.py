"""The dashboard's model laid out as one sheet: areas with their rows, each cell with the mark that stands in it."""

import re
from dataclasses import dataclass

from sightline.charts.sparkline import Spark
from sightline.measures.model import Unit
from sightline.reports.model import Cell, Column, Report, Row

# The small lines of the sheet.
TREND_SIZE = (92, 20)
_YEAR = re.compile(r" \((\d{4}/\d{2})\)$")
# Words that a narrow column has no room for.
_SHORT = {"no denominator": "–", "not supplied": "[x]", "no data": "[x]"}
_RATINGS = {"rating-green": "on", "rating-amber": "near", "rating-red": "off"}
_ARROWS = {
    "arrow-increasing": "up",
    "arrow-increasing-hollow": "up-o",
    "arrow-decreasing": "down",
    "arrow-decreasing-hollow": "down-o",
    "arrow-no-change": "same",
}


@dataclass(frozen=True)
class SheetCell:
    """A cell: its text, the icon beside it with what it means, and whether it is a rating, an arrow or a
    number; `note` is the letter of what stands below the sheet."""

    text: str
    icon: str = ""
    meaning: str = ""
    rating: str = ""
    is_still: bool = False
    note: str = ""


@dataclass(frozen=True)
class SheetRow:
    heading: str
    basis: str
    trend: Spark | None
    months: tuple[SheetCell, ...]
    others: tuple[SheetCell, ...]
    rating: SheetCell
    direction: SheetCell


@dataclass(frozen=True)
class SheetArea:
    """An area with its rows and what the data tell of it; `unit` stands under its title."""

    title: str
    unit: str
    rows: tuple[SheetRow, ...]
    said: str


@dataclass(frozen=True)
class Sheet:
    """The sheet: `months` and `others` are headings with their years or nothing below."""

    title: str
    finding: str
    months: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    rating_heading: str
    direction_heading: str
    areas: tuple[SheetArea, ...]
    notes: tuple[str, ...]


def sheet_of(report: Report) -> Sheet:
    """The first table of a dashboard report as a sheet."""
    item = report.items[0]
    table = item.tables[0]
    columns = table.columns
    letters = _Letters()
    said = dict(table.asides)
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(row.group, []).append(row)
    return Sheet(
        f"{report.title}, {report.subtitle}",
        item.finding,
        tuple(column.heading.split()[0] for column in columns[1:4]),
        tuple(_heading(column) for column in columns[4:7]),
        columns[7].heading,
        columns[8].heading,
        tuple(_area(title, rows, said.get(title, ""), letters) for title, rows in groups.items()),
        (*item.notes[-1:], *letters.notes),
    )


def _heading(column: Column) -> tuple[str, str]:
    """`England 2024/25` as its name and its year."""
    name, _space, year = column.heading.partition(" ")
    return (name, year.replace("/", "–")) if "/" in year else (column.heading, "")


class _Letters:
    """A letter for each other year that a comparator is of, with its note."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(f"{letter}: {year.replace('/', '–')}." for year, letter in self._of.items())

    def cell(self, cell: Cell) -> SheetCell:
        """`536.0 (2023/24)` as the number and its letter."""
        found = _YEAR.search(cell.text)
        if found is None:
            return _cell(cell)
        letter = self._of.setdefault(found[1], "abcdefghij"[len(self._of) % 10])
        return SheetCell(cell.text[: found.start()], note=letter)


def _area(title: str, rows: list[Row], said: str, letters: _Letters) -> SheetArea:
    name, per, unit = title.partition(" per ")
    return SheetArea(name, f"per {unit}" if per else "", tuple(_row(row, letters) for row in rows), said)


def _row(row: Row, letters: _Letters) -> SheetRow:
    heading, basis = _basis(row.heading)
    trend, *rest = row.cells
    return SheetRow(
        heading,
        basis,
        _spark(row, trend),
        tuple(_cell(cell) for cell in rest[:3]),
        tuple(letters.cell(cell) for cell in rest[3:6]),
        _cell(rest[6]),
        _direction(rest[7]),
    )


def _basis(heading: str) -> tuple[str, str]:
    """`Referrals × 12` as the title and the basis that stands behind it, quieter."""
    for basis in (" × 12", " (month end)"):
        if heading.endswith(basis):
            return heading.removesuffix(basis), basis.strip(" ()")
    return heading, ""


def _spark(row: Row, cell: Cell) -> Spark | None:
    if not any(value is not None for value in cell.trend):
        return None
    printed = row.cells[3].format
    unit = Unit("figure", 1, printed.decimals, printed.symbol)
    return Spark(row.heading, unit, tuple(None if v is None else float(v) for v in cell.trend))


def _cell(cell: Cell) -> SheetCell:
    rating = _RATINGS.get(cell.mark.css, "") if cell.mark is not None else ""
    return SheetCell(_SHORT.get(cell.text, cell.text), rating, cell.mark.words if cell.mark is not None else "", rating)


def _direction(cell: Cell) -> SheetCell:
    if cell.mark is None:
        return SheetCell(cell.text)
    css = cell.mark.css
    return SheetCell(cell.text, _ARROWS.get(css, ""), cell.mark.words, is_still=css.endswith(("hollow", "no-change")))
