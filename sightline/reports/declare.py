"""
The words in which a report is declared: items, the tables they print, what is drawn, and the sentence above it.

A declaration says which measures in which shape; `sightline.reports.build` fills it for a dataset and a month.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from sightline.errors import BadDeclaration
from sightline.judgement.ratings import NONE, scheme_called
from sightline.judgement.suppression.audience import Audience
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Window
from sightline.reports.figures import Figures, Where
from sightline.reports.model import RowKind

# The sentence under an item's title, said from the figures.
Finding = Callable[[Figures], str]


class Summary(Enum):
    """The columns that may follow the thirteen months."""

    YEAR = "Last full year"
    YEAR_SHARE = "Share of last full year"
    YTD = "Year to date"
    AVERAGE = "Month average, year to date"
    YTD_RATE = "Year to date per 10,000"
    PROJECTED = "Projected year"
    PROJECTED_RATE = "Projected per 10,000"
    ROLLING = "Rolling 12 months"
    ROLLING_SHARE = "Share of rolling 12 months"
    ROLLING_AVERAGE = "Month average, rolling 12"
    SNAPSHOT_AVERAGE = "Average of 12 month ends"
    ROLLING_RATE = "Rolling 12 months per 10,000"


def _known(*measures: str | None) -> None:
    if unknown := [m for m in measures if m is not None and m not in CATALOGUE]:
        raise BadDeclaration(f"A report shows {unknown}, which the catalogue does not have.")


@dataclass(frozen=True)
class Line:
    """
    A row of a months table: one measure.

    `rate`: the measure of its summary rates (worked out from the count and the population where there is none);
    `each`: a breakdown, a row for every member with the count behind the share; `back`: months earlier, 12 for 'a
    year earlier'; `summaries`: the summary columns it fills, all that make sense by default; `key` names it to the
    chart.
    """

    measure: str
    title: str = ""
    window: Window | None = None
    rate: str | None = None
    each: str | None = None
    where: Where = ()
    back: int = 0
    kind: RowKind = RowKind.PLAIN
    summaries: tuple[Summary, ...] | None = None
    key: str = ""

    def __post_init__(self):
        _known(self.measure, self.rate)


@dataclass(frozen=True)
class Target:
    """A row with the measure's target, where the settings hold one."""

    measure: str

    def __post_init__(self):
        _known(self.measure)


@dataclass(frozen=True)
class Comparators:
    """
    Rows with the measure's own published comparators, each with its area and year.

    `as_children`: the rate read in our own children, rate x our residents / 10,000.
    """

    measure: str
    as_children: bool = False

    def __post_init__(self):
        _known(self.measure)


AnyLine = Line | Target | Comparators


@dataclass(frozen=True)
class Months:
    """Thirteen months, same month last year to this one, and summary columns."""

    lines: tuple[AnyLine, ...]
    summaries: tuple[Summary, ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class Years:
    """Financial years as rows, April to March as columns: this year over last year."""

    measure: str
    years: int = 2

    def __post_init__(self):
        _known(self.measure)


@dataclass(frozen=True)
class Col:
    """
    A column of a grid: a measure, or with `across` a column for each member of a breakdown.

    `part`: the value, or the `numerator` or `denominator` behind it; `window`: its month's by default; `back`:
    months earlier.
    """

    measure: str
    heading: str = ""
    group: str = ""
    part: str = "value"
    window: Window | None = None
    back: int = 0
    across: str | None = None
    key: str = ""

    def __post_init__(self):
        _known(self.measure)


@dataclass(frozen=True)
class Grid:
    """
    Rows by one breakdown, or by several with subtotals for each but the last; then a total.

    `where`: only these members.
    """

    by: tuple[str, ...]
    columns: tuple[Col, ...]
    where: Where = ()
    total: str = "All"
    corner: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Residents:
    """Residents by age band, ours and England's, as numbers and shares."""

    bands: tuple[tuple[str, str], ...]
    total: str
    young: str

    def __post_init__(self):
        _known(self.total, self.young, *[measure for measure, _title in self.bands])


@dataclass(frozen=True)
class Areas:
    """One measure at the last year ends and now, beside its published comparators; `count` is shown beside it."""

    measure: str
    count: str

    def __post_init__(self):
        _known(self.measure, self.count)


@dataclass(frozen=True)
class Fact:
    """
    A row of facts: a measure in each group of columns, none where a group has none.

    `where`: only these members, for every measure of the row; `window`: its month's by default.
    """

    title: str
    measures: tuple[str | None, ...]
    where: Where = ()
    window: Window | None = None
    kind: RowKind = RowKind.PLAIN
    indent: int = 0

    def __post_init__(self):
        _known(*self.measures)


@dataclass(frozen=True)
class Facts:
    """
    Rows of one measure each: the count, what it is of, and the figure.

    `groups`: the same rows of several cohorts side by side, which are never mixed.
    """

    rows: tuple[Fact, ...]
    groups: tuple[str, ...] = ("",)
    parts: tuple[str, ...] = ("numerator", "denominator", "value")
    corner: str = ""
    caption: str = ""

    def __post_init__(self):
        for row in self.rows:
            if len(row.measures) != len(self.groups):
                raise BadDeclaration(
                    f"Row '{row.title}' has {len(row.measures)} measures where its table has {len(self.groups)} groups."
                )


@dataclass(frozen=True)
class Indicator:
    """A row of a scorecard: its code in the printed scorecard, and its measure."""

    code: str
    measure: str
    title: str = ""

    def __post_init__(self):
        _known(self.measure)


@dataclass(frozen=True)
class YearScorecard:
    """
    Indicators of the last whole year against target, the two years before, region, neighbours and England, with ranks.
    """

    blocks: tuple[tuple[str, tuple[Indicator, ...]], ...]


@dataclass(frozen=True)
class Dashboard:
    """Indicators by area: three months, twelve, England, neighbours, rating and direction of travel."""

    areas: tuple[tuple[str, tuple[Indicator, ...]], ...]


AnyTable = Months | Years | Grid | Residents | Areas | Facts | YearScorecard | Dashboard


@dataclass(frozen=True)
class Draw:
    """
    What an item's chart draws of one of its tables.

    `lines`, `columns`: keys of rows of a months table, drawn so; of a grid, `columns` and `lines` are keys of its
    columns and `bars` draws them lengthwise. `others`: also targets and comparators of these measures, as lines.
    """

    columns: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    on_second_axis: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    stacked: bool = False
    table: int = 0
    axis: str = ""
    second_axis: str = ""


@dataclass(frozen=True)
class ItemSpec:
    """One numbered item of a report, as its definition declares it."""

    number: int
    title: str
    finding: Finding
    tables: tuple[AnyTable, ...]
    draw: Draw | None = None
    notes: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of the measures its tables show, each once."""
        found: list[str | None] = []
        for table in self.tables:
            match table:
                case Months():
                    for line in table.lines:
                        found.append(line.measure)
                        found.append(line.rate if isinstance(line, Line) else None)
                case Years():
                    found.append(table.measure)
                case Grid():
                    found += [column.measure for column in table.columns]
                case Residents():
                    found += [measure for measure, _title in table.bands] + [table.young, table.total]
                case Areas():
                    found += [table.measure, table.count]
                case Facts():
                    found += [measure for row in table.rows for measure in row.measures]
                case YearScorecard(blocks=groups) | Dashboard(areas=groups):
                    found += [indicator.measure for _title, indicators in groups for indicator in indicators]
        return tuple(dict.fromkeys(m for m in found if m))


@dataclass(frozen=True)
class SectionSpec:
    """A section of a report: its items on one sheet; `is_page`: laid out as one page to be printed whole."""

    number: int
    title: str
    sheet: str
    items: tuple[ItemSpec, ...]
    is_page: bool = False


@dataclass(frozen=True)
class ReportSpec:
    """
    A report: its name on the command line, its title, its sections, and who it is for unless told otherwise.

    `scheme`: the one rating scheme that its colours come from, by name.
    """

    name: str
    title: str
    subtitle: str
    sections: tuple[SectionSpec, ...]
    audience: Audience = Audience.INTERNAL
    scheme: str = NONE.name

    def __post_init__(self):
        scheme_called(self.scheme)
        numbers = [item.number for section in self.sections for item in section.items]
        if twice := {n for n in numbers if numbers.count(n) > 1}:
            raise BadDeclaration(f"Report '{self.name}' has two items numbered {sorted(twice)}.")
