"""
The edge: every report passes here before it is rendered, and cells, charts, sentences and tidy files come out alike.

    report = build(spec, measured, last, made_at=now)
    report = protect(report, Audience.PUBLIC)

The whole report is one system: tables that share a total, months and the year they make, a figure in a sentence and
the same figure in a table are hidden together (docs/disclosure.md).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from sightline.judgement.suppression.adding_up import linked
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.differencing import refuse_too_many_crossed
from sightline.judgement.suppression.rules import Rules, counts_people_in_need, is_sensitive
from sightline.judgement.suppression.single import Mark, is_small
from sightline.judgement.suppression.statements import Before, Outcome, Statement, members_of
from sightline.measures.catalogue import measure_called
from sightline.measures.model import PERCENT, Count
from sightline.measures.windows import Month, Period, Window, parse_last_month
from sightline.reports.model import HIDDEN, Cell, Item, Report, Row, RowKind, Section, Shown, Table, TextTable
from sightline.reports.sentences import numbers_in, without_hidden, without_numbers

# At internal level, a percentage on fewer than this stands with its fraction.
FEW = 10
VALUE = "value"


@dataclass(frozen=True)
class ProtectedReport:
    """A report as it may leave; `outcome` says what is hidden and why, for the ledger. None where nothing hides."""

    report: Report
    outcome: Outcome | None = None


def protect(report: Report, audience: Audience, *, rules: Rules | None = None, before: Before | None = None) -> Report:
    """The report for this audience. Errors: BadUsage for a report that names staff or crosses too much."""
    return protected(report, audience, rules=rules, before=before).report


def protected(
    report: Report, audience: Audience, *, rules: Rules | None = None, before: Before | None = None
) -> ProtectedReport:
    """The report for this audience, and what was hidden in it."""
    rules = rules or Rules()
    match audience:
        case Audience.CASE:
            return ProtectedReport(replace(report, audience=audience))
        case Audience.INTERNAL:
            return ProtectedReport(_over_tables(replace(report, audience=audience), lambda cell: _flagged(cell, rules)))
        case Audience.PARTNER | Audience.PUBLIC:
            hiding = _Hiding(report, audience, rules, before)
            return ProtectedReport(hiding.report(), hiding.outcome)


# Internal: everything is shown, and what is small is marked


def _flagged(cell: Cell, rules: Rules) -> Cell:
    """An asterisk behind a count of 1 to 5; the fraction behind a percentage on fewer than 10."""
    figure = cell.shown
    if figure is None or cell.value is None or figure.statistic != VALUE:
        return cell
    measure = measure_called(figure.measure)
    below, above = figure.denominator, figure.numerator
    if cell.format.symbol == PERCENT.symbol and below is not None and above is not None and 0 < below < FEW:
        return replace(cell, after=f" ({_plain(above)}/{_plain(below)})")
    is_count = not cell.format.symbol and not cell.format.decimals and counts_people_in_need(measure, measure.numerator)
    if is_count and is_small(Fraction(cell.value), rules.threshold_of(measure)):
        return replace(cell, after="*")
    return cell


def _plain(value: Fraction) -> str:
    return f"{int(value)}" if value.denominator == 1 else f"{float(value):.1f}"


def _over_tables(report: Report, change) -> Report:
    """The report with every cell changed, and its charts as they are: they draw the cells."""

    def of_table(table: Table) -> Table:
        rows = tuple(replace(row, cells=tuple(change(cell) for cell in row.cells)) for row in table.rows)
        return replace(table, rows=rows)

    def of_item(item: Item) -> Item:
        return replace(item, tables=tuple(of_table(table) for table in item.tables))

    return _over_items(report, of_item)


def _over_items(report: Report, change) -> Report:
    def of_section(section: Section) -> Section:
        return replace(section, items=tuple(change(item) for item in section.items))

    return replace(report, sections=tuple(of_section(section) for section in report.sections))


# Partners and the public: small numbers and what would give them away are hidden


class _Hiding:
    """Hides the figures of one report."""

    def __init__(self, report: Report, audience: Audience, rules: Rules, before: Before | None):
        self._report, self._audience = report, audience
        found = list(dict.fromkeys(_figures_of(report)))
        statements = [_statement(figure, group) for group, figure in found]
        for statement in statements:
            refuse_too_many_crossed((name for name, _member in statement.members), audience)
        self.outcome = linked(statements, audience, rules, before).protected()
        self._hidden = {
            figure
            for number, (_group, figure) in enumerate(found)
            if self.outcome.is_hidden(number) or self.outcome.is_withheld(number)
        }
        self._sensitive = {
            group[0]
            for (group, _figure), s in zip(found, statements, strict=True)
            if is_sensitive(s.measure, s.members)
        }

    def report(self) -> Report:
        report = replace(self._report, audience=self._audience)
        return replace(
            _over_items(report, self._item),
            # What was read and set aside is counted by record, for those who mend it.
            data_quality=tuple(table for table in report.data_quality if not _has_counts(table)),
        )

    def _item(self, item: Item) -> Item:
        tables = tuple(self._table(table, item.number) for table in item.tables)
        hidden_said = [figure for figure in item.said if figure in self._hidden]
        if item.said or not any(_hides_something(table) for table in tables):
            finding = without_hidden(item.finding, hidden_said)
        else:
            finding = without_numbers(item.finding)
        chart = item.draw(tables, finding) if item.draw and item.chart else None
        if chart and _hides_something(tables[chart.table]):
            chart = replace(chart, description=f"{chart.description} What is marked {HIDDEN} is hidden.")
        if item.chart and not item.draw and not _hides_something(tables[item.chart.table]):
            chart = replace(item.chart, description=item.chart.description.replace(item.finding, finding))
        said = tuple(figure for figure in item.said if figure not in self._hidden)
        return replace(item, tables=tables, finding=finding, chart=chart, said=said)

    def _table(self, table: Table, item: int) -> Table:
        rows = tuple(self._row(row, item) for row in table.rows)
        groups = {row.group for row in rows if any(cell.is_hidden for cell in row.cells)}
        asides = tuple((group, without_numbers(text) if group in groups else text) for group, text in table.asides)
        return replace(table, rows=rows, asides=asides)

    def _row(self, row: Row, item: int) -> Row:
        cells = [self._cell(cell, item) for cell in row.cells]
        if row.kind is not RowKind.REFERENCE and any(cell.is_hidden for cell in cells):
            cells = [self._beside_hidden(cell) for cell in cells]
        return replace(row, cells=tuple(cells))

    def _cell(self, cell: Cell, item: int) -> Cell:
        figure = cell.shown
        if any(judged in self._hidden for judged in cell.judged_from):
            return Cell(words=HIDDEN, format=cell.format)
        if figure is None:
            # A nought without a figure behind it: none of a group of which nothing else is said here.
            is_share_of_none = cell.value == 0 and cell.format.symbol == PERCENT.symbol
            hides = self._audience is Audience.PUBLIC and is_share_of_none and item in self._sensitive
            return Cell(words=HIDDEN, format=cell.format) if hides else replace(cell, trend=self._trend(cell))
        if figure in self._hidden:
            return Cell(words=HIDDEN, format=cell.format, shown=_without_numbers(figure))
        trend = self._trend(cell)
        if cell.value == 0 and figure.value and cell.format.symbol:
            return replace(cell, value=None, words=Mark.ROUNDS_TO_ZERO.printed, trend=trend)
        return replace(cell, trend=trend)

    def _beside_hidden(self, cell: Cell) -> Cell:
        """A judgement, a rank or a change of a hidden figure says how large it is, whatever cell it stands in."""
        if cell.judged_from or cell.is_published:
            return cell
        is_of_its_own = cell.shown is not None or cell.value == 0 or cell.is_hidden or bool(cell.trend)
        if is_of_its_own:
            return replace(cell, mark=None)
        if cell.value is not None or cell.mark is not None or numbers_in(cell.words):
            return Cell(words=HIDDEN, format=cell.format)
        return cell

    def _trend(self, cell: Cell) -> tuple:
        """The small line with gaps where a month is hidden; none where it is not known which figures it draws."""
        if len(cell.trend_shown) != len(cell.trend):
            return ()
        behind = zip(cell.trend, cell.trend_shown, strict=True)
        return tuple(None if figure is None or figure in self._hidden else value for value, figure in behind)


def _figures_of(report: Report) -> Iterator[tuple[tuple[int, int], Shown]]:
    """Every figure that the report shows, says or draws, with the item and table it stands in."""
    for item in report.items:
        for number, table in enumerate(item.tables):
            for cell in (cell for row in table.rows for cell in row.cells):
                behind: Iterable[Shown | None] = (cell.shown, *cell.trend_shown, *cell.judged_from)
                yield from (((item.number, number), figure) for figure in behind if figure is not None)
        yield from (((item.number, -1), figure) for figure in item.said)


def _statement(figure: Shown, group: tuple[int, int]) -> Statement:
    measure = measure_called(figure.measure)
    window = Window(figure.window)
    has_base = figure.statistic == VALUE and (measure.is_observed or isinstance(measure.denominator, Count))
    numerator = figure.numerator
    if numerator is None and figure.denominator is None:
        # What another system divided: the value is all there is.
        numerator = figure.value
    return Statement(
        measure,
        Period(window, _last_month(figure, window)),
        members_of(measure, (*figure.members, *figure.where)),
        numerator,
        figure.denominator if has_base else None,
        group,
    )


def _last_month(figure: Shown, window: Window) -> Month:
    if window is Window.FINANCIAL_YEAR:
        # `2010-11` is also how a month is written.
        return Month(int(figure.period[:4]) + 1, 3)
    return parse_last_month(figure.period)


def _without_numbers(figure: Shown) -> Shown:
    return replace(figure, numerator=None, denominator=None, value=None, status="suppressed")


def _hides_something(table: Table) -> bool:
    return any(cell.is_hidden for row in table.rows for cell in row.cells)


def _has_counts(table: TextTable) -> bool:
    return any(isinstance(value, int) for row in table.rows for value in row)
