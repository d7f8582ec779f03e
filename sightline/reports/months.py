"""Fills months tables: a measure a row, thirteen months, and the summary columns that follow them."""

from fractions import Fraction

from sightline.benchmarks import published
from sightline.engine.query import Figure, Status
from sightline.judgement.targets import target_of
from sightline.measures import arithmetic, breakdowns
from sightline.measures.catalogue import measure_called
from sightline.measures.model import PER_10000, Measure
from sightline.measures.windows import FIRST_MONTH_OF_YEAR, Month, Window
from sightline.reports.cells import derived_cell, figure_cell, format_of, is_percent, number, part_cell
from sightline.reports.declare import Comparators, Line, Months, Summary, Target, Years
from sightline.reports.figures import Figures, month_window
from sightline.reports.model import EMPTY, ONE_DECIMAL, WHOLE, Cell, Column, Row, RowKind, Table

MONTHS_SHOWN = 13


def thirteen(last: Month) -> list[Month]:
    """Same month last year to this month."""
    return [last.plus(-back) for back in range(MONTHS_SHOWN - 1, -1, -1)]


def last_full_year(last: Month) -> Month:
    """The March that ended the newest whole financial year."""
    return last if last.number == FIRST_MONTH_OF_YEAR - 1 else last.first_of_financial_year.plus(-1)


def year_label(month: Month) -> str:
    first = month.first_of_financial_year.year
    return f"{first}–{(first + 1) % 100:02d}"


def months_table(spec: Months, figures: Figures) -> Table:
    columns = [Column(month.label, key=str(month), is_month=True) for month in thirteen(figures.last)]
    columns += [Column(_heading(summary, figures.last), key=summary.name) for summary in spec.summaries]
    rows: list[Row] = []
    for line in spec.lines:
        match line:
            case Line():
                rows += _line_rows(line, spec, figures)
            case Target():
                rows += target_row(line.measure, figures, len(columns), MONTHS_SHOWN)
            case Comparators():
                rows += comparator_rows(line, figures, len(columns), MONTHS_SHOWN)
    return Table(tuple(columns), tuple(rows), caption=spec.caption)


def years_table(spec: Years, figures: Figures) -> Table:
    """This financial year over earlier ones, April to March; the last column is the year, or the year to date."""
    measure = measure_called(spec.measure)
    window = month_window(measure)
    this_year = figures.last.first_of_financial_year
    headings = [this_year.plus(n).label.partition("-")[0] for n in range(12)]
    columns = [Column(heading, is_month=True, key=heading) for heading in headings]
    columns.append(Column("Year, or year to date", key=Summary.YTD.name))
    rows = []
    for back in range(spec.years - 1, -1, -1):
        april = this_year.plus(-12 * back)
        months = [april.plus(n) for n in range(12)]
        cells = [figure_cell(figures.one(spec.measure, window, m)) if m <= figures.last else EMPTY for m in months]
        end = min(months[-1], figures.last)
        cells.append(figure_cell(figures.one(spec.measure, Window.YEAR_TO_DATE, end)))
        kind = RowKind.PLAIN if back else RowKind.KEY
        rows.append(Row(year_label(april), tuple(cells), key=f"back {back}", kind=kind))
    rows += target_row(spec.measure, figures, len(columns), 12)
    rows += comparator_rows(Comparators(spec.measure), figures, len(columns), 12)
    return Table(tuple(columns), tuple(rows), corner="Financial year")


# Lines


def _line_rows(line: Line, spec: Months, figures: Figures) -> list[Row]:
    measure = measure_called(line.measure)
    if line.each is None:
        return [_line_row(line, spec, figures, measure, None)]
    members: dict[str, None] = {}
    window = line.window or month_window(measure)
    # A member belongs in the table when it occurs in any of the months shown.
    for month in (*thirteen(figures.last), figures.last):
        for figure in figures.cut(line.measure, window, month, (line.each,), line.where):
            if figure.status is not Status.NOT_SUPPLIED:
                members.setdefault(figure.by[line.each])
    if not members:
        return [_line_row(line, spec, figures, measure, None)]
    order = _order(line.each, measure)
    rows = [_line_row(line, spec, figures, measure, member) for member in sorted(members, key=order)]
    return [row for row in rows if any(cell.value for cell in row.cells)]


def _order(by: str, measure: Measure):
    breakdown = breakdowns.ALL[by]
    return lambda label: breakdown.order(label, measure.bands)


def _line_row(line: Line, spec: Months, figures: Figures, measure: Measure, member: str | None) -> Row:
    filler = _Filler(line, figures, measure, member)
    cells = [filler.month(month.plus(-line.back)) for month in thirteen(figures.last)]
    for summary in spec.summaries:
        filled = line.summaries is None or summary in line.summaries
        cells.append(filler.summary(summary) if filled else EMPTY)
    return Row(member or line.title or measure.title, tuple(cells), key=line.key or line.measure, kind=line.kind)


class _Filler:
    """The cells of one line, or of one member of it."""

    def __init__(self, line: Line, figures: Figures, measure: Measure, member: str | None):
        self.line, self.figures, self.measure = line, figures, measure
        self.member = (line.each, member) if line.each and member else None
        self.last = figures.last.plus(-line.back)
        # A row for each outcome shows the counts behind the shares.
        self.counts = member is not None or not (is_percent(measure) or measure.is_rate)
        self.is_event = not measure.is_snapshot

    def one(self, window: Window, month: Month | None = None, measure: str | None = None) -> Figure | None:
        return self.figures.one(measure or self.measure.id, window, month or self.last, self.line.where, self.member)

    def shown(self, figure: Figure | None) -> Cell:
        """The count behind a member's share, or the figure itself."""
        if self.member is None:
            return figure_cell(figure)
        # A member that is in no row of this period is a nought, where the period itself is in the data.
        return number(0) if figure is None else part_cell(figure, "numerator")

    def month(self, month: Month) -> Cell:
        window = self.line.window or month_window(self.measure)
        if not self.figures.reaches(window, month):
            return figure_cell(None)
        return self.shown(self.one(window, month))

    def summary(self, summary: Summary) -> Cell:
        match summary:
            case Summary.YTD:
                return self._total(Window.YEAR_TO_DATE)
            case Summary.ROLLING:
                return self._total(Window.ROLLING_12)
            case Summary.SNAPSHOT_AVERAGE:
                return self.shown(self.one(Window.ROLLING_12)) if self.measure.is_snapshot else EMPTY
            case Summary.YEAR:
                return self._total(Window.FINANCIAL_YEAR, month=last_full_year(self.last))
            case Summary.AVERAGE:
                return self._average(Window.YEAR_TO_DATE, self.last.of_financial_year)
            case Summary.ROLLING_AVERAGE:
                return self._average(Window.ROLLING_12, arithmetic.MONTHS_IN_A_YEAR)
            case Summary.YTD_RATE:
                return self._rate(Window.YEAR_TO_DATE)
            case Summary.ROLLING_RATE:
                return self._rate(Window.ROLLING_12)
            case Summary.PROJECTED:
                return self._projected()
            case Summary.PROJECTED_RATE:
                return self._projected_rate()
            case Summary.YEAR_SHARE:
                return self._share(Window.FINANCIAL_YEAR, last_full_year(self.last))
            case Summary.ROLLING_SHARE:
                return self._share(Window.ROLLING_12, self.last)

    def _total(self, window: Window, *, month: Month | None = None) -> Cell:
        """A count summed or a share of the whole period. Snapshots have no sum."""
        if window not in self.measure.windows or self.measure.is_snapshot:
            return EMPTY
        return self.shown(self.one(window, month))

    def _average(self, window: Window, months: int) -> Cell:
        if not self.counts or window not in self.measure.windows:
            return EMPTY
        figure = self.one(window)
        if figure is None or figure.numerator is None or not self.is_event:
            # The figure of a window of snapshots is their average already.
            return self.shown(figure)
        average = arithmetic.monthly_average(figure.numerator, months)
        return derived_cell(figure, average, WHOLE, "month average", unit="count")

    def _rate(self, window: Window) -> Cell:
        if self.line.rate is not None:
            return self.shown(self.one(window, measure=self.line.rate))
        figure = self.one(window) if self.counts and window in self.measure.windows else None
        if figure is None:
            return EMPTY
        residents = self.figures.residents(self.last)
        rate = None if figure.numerator is None else arithmetic.divided(figure.numerator, residents, per=_PER)
        return derived_cell(figure, rate, ONE_DECIMAL, "rate per 10,000", unit=PER_10000.name, base=residents)

    def _projected(self) -> Cell:
        if not self.is_event:
            return EMPTY
        if self.member is None:
            return (
                figure_cell(self.one(Window.PROJECTED_YEAR)) if Window.PROJECTED_YEAR in self.measure.windows else EMPTY
            )
        figure = self.one(Window.YEAR_TO_DATE)
        if figure is None or figure.numerator is None:
            return self.shown(figure)
        projected = arithmetic.projected_year(figure.numerator, self.last.of_financial_year)
        return derived_cell(figure, projected, WHOLE, "projected year", unit="count")

    def _projected_rate(self) -> Cell:
        if self.line.rate is not None:
            return self.shown(self.one(Window.PROJECTED_YEAR, measure=self.line.rate))
        figure = self.one(Window.YEAR_TO_DATE) if self.counts and self.is_event else None
        if figure is None or figure.numerator is None:
            return EMPTY
        residents = self.figures.residents(self.last)
        rate = arithmetic.projected_year_rate(figure.numerator, self.last.of_financial_year, residents)
        return derived_cell(figure, rate, ONE_DECIMAL, "projected rate per 10,000", unit=PER_10000.name, base=residents)

    def _share(self, window: Window, month: Month) -> Cell:
        figure = self.one(window, month) if is_percent(self.measure) else None
        return EMPTY if figure is None else figure_cell(figure)


_PER = PER_10000.multiplier


# Targets and comparators


def target_row(measure_id: str, figures: Figures, width: int, months: int) -> list[Row]:
    """The target in every month's column, so that the chart can draw it."""
    target = target_of(measure_id, figures.settings, figures.last)
    if target is None:
        return []
    measure = measure_called(measure_id)
    rows = []
    for value, title in target.lines(measure.unit):
        cells = [number(value, format_of(measure))] * months + [EMPTY] * (width - months)
        rows.append(Row(title, tuple(cells), key=f"target {measure_id}", kind=RowKind.REFERENCE))
    return rows


def comparator_rows(spec: Comparators, figures: Figures, width: int, months: int) -> list[Row]:
    measure = measure_called(spec.measure)
    rows = []
    for fact in comparators_of(spec.measure, figures):
        value: Cell = number(Fraction(fact.value), format_of(measure))
        title = fact.label
        if spec.as_children:
            residents = figures.residents(figures.last)
            if residents is None:
                continue
            value = number(arithmetic.equivalent_count(Fraction(fact.value), residents))
            title = f"{fact.label}: its rate in our children"
        cells = [value] * months + [EMPTY] * (width - months)
        rows.append(Row(title, tuple(cells), key=f"comparator {spec.measure}", kind=RowKind.REFERENCE))
    return rows


def comparators_of(measure_id: str, figures: Figures) -> list[published.Published]:
    """The newest published figures of this very measure, of the kinds of area in the settings."""
    return published.newest(measure_id, figures.last.end, area_types=figures.settings.comparators.area_types)


def _heading(summary: Summary, last: Month) -> str:
    match summary:
        case Summary.YEAR:
            return f"Year {year_label(last_full_year(last))}"
        case Summary.YEAR_SHARE:
            return f"Share of {year_label(last_full_year(last))}"
        case _:
            return summary.value
