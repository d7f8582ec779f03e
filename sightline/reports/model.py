"""
A report as a model: sections of numbered items, each a finding, a chart, tables, notes and a box for commentary.

Everything is ready to be shown: numbers are rounded as they print, what has no number has words. Renderers only lay
it out. A chart draws rows or columns of its item's table, so that nothing is in a chart that is not in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from sightline.errors import BadDeclaration
from sightline.judgement.marks import Sign
from sightline.judgement.suppression.audience import Audience
from sightline.measures.model import Unit


@dataclass(frozen=True)
class Shown:
    """
    A figure that a cell shows, unrounded, as the query gives it.

    `statistic`: `value` for the measure's own figure; what was worked out from its components is named
    (`month average`, `rate per 10,000`). `members`: the printed member of each breakdown it is cut by; `where`: the
    only members that it counts at all.
    """

    measure: str
    title: str
    period: str
    window: str
    members: tuple[tuple[str, str], ...]
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    unit: str
    status: str
    statistic: str = "value"
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Format:
    """How a number prints: decimals, and a symbol after it."""

    decimals: int = 0
    symbol: str = ""

    @classmethod
    def of(cls, unit: Unit) -> Format:
        return cls(unit.decimals, unit.symbol)


WHOLE = Format()
ONE_DECIMAL = Format(1)
PERCENT = Format(1, "%")


@dataclass(frozen=True)
class Cell:
    """
    One cell: a number rounded as it prints, or words in its place (`not supplied`), or nothing at all.

    `mark`: what is judged of it; `trend`: the figures of the months that its small line draws, oldest first, and
    `trend_shown` the figures behind them, without which partners and the public get no line. `after`: what stands
    behind the number, such as the asterisk of a small count or the fraction of a percentage on few. `is_published`:
    it is another's figure as they published it, nobody's secret. `judged_from`: the figures that words or a mark
    say something of; the cell is hidden with any of them.
    """

    value: Decimal | None = None
    format: Format = WHOLE
    words: str = ""
    shown: Shown | None = None
    mark: Sign | None = None
    trend: tuple[Decimal | None, ...] = ()
    trend_shown: tuple[Shown | None, ...] = ()
    after: str = ""
    is_published: bool = False
    judged_from: tuple[Shown, ...] = ()

    @property
    def text(self) -> str:
        """What a reader sees."""
        return self.words if self.value is None else f"{self.value:,}{self.format.symbol}{self.after}"

    @property
    def is_hidden(self) -> bool:
        """Whether a figure stands here that this audience may not see."""
        return self.words == HIDDEN


# What stands in a cell whose figure is hidden.
HIDDEN = "[c]"
EMPTY = Cell()


class RowKind(Enum):
    """What a row is to the reader; a renderer gives each its own weight."""

    PLAIN = "plain"
    KEY = "key"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Column:
    """
    A column's heading, with the heading of the group it stands in; `key` names it to charts.

    `width`: how wide it is on a page laid out as one table, in letters; by default as wide as a number.
    """

    heading: str
    group: str = ""
    key: str = ""
    is_month: bool = False
    width: float | None = None


@dataclass(frozen=True)
class Row:
    """
    A row: its heading, indented under the row it is part of, and a cell for each column.

    `group`: the area or block it stands in; the rows of a group follow one another.
    """

    heading: str
    cells: tuple[Cell, ...]
    key: str = ""
    kind: RowKind = RowKind.PLAIN
    indent: int = 0
    group: str = ""


@dataclass(frozen=True)
class Table:
    """
    A table with one heading column, called `corner`.

    `asides`: what is said beside the rows of each group, under the heading `aside`.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    corner: str = ""
    caption: str = ""
    aside: str = ""
    asides: tuple[tuple[str, str], ...] = ()

    def __post_init__(self):
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise BadDeclaration(
                    f"Row '{row.heading}' has {len(row.cells)} cells where its table has {len(self.columns)} columns."
                )

    @property
    def has_groups(self) -> bool:
        return any(column.group for column in self.columns)


class Role(Enum):
    """Whose line it is: ours, ours a year earlier, a target, or somebody else's."""

    OURS = "ours"
    EARLIER = "earlier"
    TARGET = "target"
    COMPARATOR = "comparator"


@dataclass(frozen=True)
class Series:
    """
    One row (or column) of the chart's table, at index `at`, drawn as a `column`, a `bar` or a `line`.

    `label`: its few words beside its last point, the one at place `ends_at` of those drawn; empty where a key names it.
    """

    title: str
    at: int
    role: Role = Role.OURS
    mark: str = "line"
    second_axis: bool = False
    label: str = ""
    ends_at: int = 0


@dataclass(frozen=True)
class Scale:
    """What an axis reaches from and to, and its steps."""

    low: float
    high: float
    step: float


@dataclass(frozen=True)
class Chart:
    """
    A drawing of one of the item's tables.

    `along` says whether a series is a row or a column of it; `first` and `last` are the columns (or rows) drawn.
    """

    title: str
    series: tuple[Series, ...]
    along: str
    first: int
    last: int
    description: str
    table: int = 0
    stacked: bool = False
    axis: str = ""
    second_axis: str = ""
    symbol: str = ""
    second_symbol: str = ""
    scale: Scale | None = None
    second_scale: Scale | None = None

    @property
    def is_labelled(self) -> bool:
        """Whether its lines are named where they end, so that no key is needed."""
        return any(series.label for series in self.series)


@dataclass(frozen=True)
class Item:
    """
    One numbered item. `measures`: the ids of all that it shows.

    `said`: the figures that the finding names, so that it is protected with them; `draw` makes the chart again from
    other cells and another finding.
    """

    number: int
    title: str
    finding: str
    tables: tuple[Table, ...]
    measures: tuple[str, ...]
    chart: Chart | None = None
    notes: tuple[str, ...] = ()
    said: tuple[Shown, ...] = ()
    draw: Callable[[tuple[Table, ...], str], Chart | None] | None = field(default=None, compare=False, repr=False)

    @property
    def shown(self) -> Iterator[Shown]:
        """The figures behind its cells, each once."""
        seen = set()
        for table in self.tables:
            for row in table.rows:
                for cell in row.cells:
                    if cell.shown is not None and cell.shown not in seen:
                        seen.add(cell.shown)
                        yield cell.shown


@dataclass(frozen=True)
class Section:
    """
    A group of items on one sheet; `sheet` is its short name.

    `is_page`: laid out as one page to be printed whole, tables wide and without charts, instead of item after item.
    """

    number: int
    title: str
    sheet: str
    items: tuple[Item, ...]
    is_page: bool = False


@dataclass(frozen=True)
class TextTable:
    """A table of words and counts, such as the definitions or the sources of the data."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    # Relative widths of the columns.
    widths: tuple[int, ...]
    empty: str = "None."


@dataclass(frozen=True)
class Freshness:
    """Which data the figures are of."""

    as_at: date
    loaded_at: datetime
    version: str
    made_at: datetime


@dataclass(frozen=True)
class Report:
    """The whole report, ready to be rendered."""

    name: str
    title: str
    subtitle: str
    period: str
    authority: str
    state: str
    audience: Audience
    freshness: Freshness
    sections: tuple[Section, ...]
    warnings: tuple[str, ...]
    definitions: TextTable
    data_quality: tuple[TextTable, ...]

    @property
    def items(self) -> list[Item]:
        return [item for section in self.sections for item in section.items]
