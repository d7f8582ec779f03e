"""Fills grids: rows by units or other members, with subtotals; and the tables of residents and of areas."""

from dataclasses import dataclass
from fractions import Fraction

from sightline.benchmarks import published
from sightline.engine.query import Figure
from sightline.measures import arithmetic, breakdowns
from sightline.measures.catalogue import measure_called
from sightline.measures.model import Count
from sightline.measures.windows import Month, Period, Window
from sightline.reports.cells import WORDS, Status, figure_cell, format_of, number, part_cell
from sightline.reports.declare import Areas, Col, Grid, Residents
from sightline.reports.figures import Figures, month_window
from sightline.reports.model import EMPTY, ONE_DECIMAL, PERCENT, Cell, Column, Row, RowKind, Table
from sightline.reports.months import comparators_of, last_full_year

# Units that are not a place are shown after those that are.
LAST_UNITS = ("County-wide", "No assigned team", breakdowns.UNKNOWN)
SNAPSHOTS_OF_AREAS = 3


@dataclass(frozen=True)
class _Column:
    """A grid's column made ready: which figures it asks for, and which member of `across` it shows."""

    col: Col
    heading: Column
    month: Month
    window: Window
    member: str | None = None


def grid_table(spec: Grid, figures: Figures) -> Table:
    columns = _columns(spec, figures)
    corner = spec.corner or breakdowns.ALL[spec.by[-1]].title
    supplied = [c for c in columns if figures.is_supplied(c.col.measure)]
    if not supplied:
        words = Cell(words=WORDS[Status.NOT_SUPPLIED])
        row = Row(spec.total, (words,) * len(columns), kind=RowKind.TOTAL)
        return Table(tuple(c.heading for c in columns), (row,), corner=corner, caption=spec.caption)
    filler = _GridFiller(spec, figures, columns)
    rows = filler.rows_below(())
    rows.append(Row(spec.total, filler.cells(()), key="total", kind=RowKind.TOTAL))
    return Table(tuple(c.heading for c in columns), tuple(rows), corner=corner, caption=spec.caption)


def _columns(spec: Grid, figures: Figures) -> list[_Column]:
    ready = []
    for col in spec.columns:
        measure = measure_called(col.measure)
        window = col.window or month_window(measure)
        month = figures.last.plus(-col.back)
        group = col.group.replace("{month}", month.label)
        heading = (col.heading or measure.title).replace("{month}", month.label)
        if col.across is None:
            ready.append(_Column(col, Column(heading, group, col.key or col.measure), month, window))
            continue
        found = figures.cut(col.measure, window, month, (col.across,), spec.where)
        for member in dict.fromkeys(f.by[col.across] for f in found if f.by):
            column = Column(member, group or col.heading, f"{col.key or col.measure}:{member}")
            ready.append(_Column(col, column, month, window, member))
    return ready


class _GridFiller:
    """Rows of a grid from the figures of each of its levels."""

    def __init__(self, spec: Grid, figures: Figures, columns: list[_Column]):
        self.spec, self.figures, self.columns = spec, figures, columns
        self._found: dict[tuple, dict[tuple[str, ...], Figure]] = {}

    def _by_members(self, column: _Column, depth: int) -> dict[tuple[str, ...], Figure]:
        """The column's figures at one level, by the members of that level (and of `across`)."""
        by = self.spec.by[:depth] + ((column.col.across,) if column.col.across else ())
        key = (column.col.measure, column.window, column.month, by)
        if key not in self._found:
            found = self.figures.cut(column.col.measure, column.window, column.month, by, self.spec.where)
            self._found[key] = {tuple(f.by[name] for name in by if name in f.by): f for f in found}
        return self._found[key]

    def members_below(self, parent: tuple[str, ...]) -> list[str]:
        """The members of the next level under `parent` that any column knows, in their printed order."""
        depth = len(parent) + 1
        name = self.spec.by[depth - 1]
        found: dict[str, None] = {}
        for column in self.columns:
            for members in self._by_members(column, depth):
                if len(members) >= depth and members[: depth - 1] == parent:
                    found.setdefault(members[depth - 1])
        bands = measure_called(self.columns[0].col.measure).bands
        breakdown = breakdowns.ALL[name]
        return sorted(
            found, key=lambda m: (LAST_UNITS.index(m) + 1 if m in LAST_UNITS else 0, breakdown.order(m, bands))
        )

    def cells(self, members: tuple[str, ...]) -> tuple[Cell, ...]:
        return tuple(self._cell(column, members) for column in self.columns)

    def _cell(self, column: _Column, members: tuple[str, ...]) -> Cell:
        found = self._by_members(column, len(members))
        figure = found.get(members + ((column.member,) if column.member is not None else ()))
        measure = measure_called(column.col.measure)
        if figure is None:
            # A period that the sources do not tell of is one figure without members.
            if any(one.status is Status.NOT_SUPPLIED for one in found.values()):
                return Cell(words=WORDS[Status.NOT_SUPPLIED])
            if not self.figures.reaches(column.window, column.month):
                return figure_cell(None)
            # Nothing of this member is in the figure: a count of nought; a share of nought where there is a whole.
            if column.col.part != "value":
                return number(0)
            has_whole = measure.denominator is None or self._has_whole(column, members)
            return number(0, format_of(measure)) if has_whole else Cell(words=WORDS[Status.NO_DENOMINATOR])
        return figure_cell(figure) if column.col.part == "value" else part_cell(figure, column.col.part)

    def _has_whole(self, column: _Column, members: tuple[str, ...]) -> bool:
        """Whether other members share a denominator with this one, as the outcomes of referral do."""
        denominator = measure_called(column.col.measure).denominator
        ignored = denominator.ignores if isinstance(denominator, Count) else ()
        by = self.spec.by[: len(members)]
        wanted = {name: member for name, member in zip(by, members, strict=True) if name not in ignored}
        shared = {*by, column.col.across} & set(ignored)
        return bool(shared) and any(
            figure.denominator and all(figure.by.get(name) == member for name, member in wanted.items())
            for figure in self._by_members(column, len(members)).values()
        )

    def rows_below(self, parent: tuple[str, ...], indent: int = 0) -> list[Row]:
        """The rows under `parent`: a subtotal before each group, but not for a locality of one team."""
        rows: list[Row] = []
        depth = len(parent) + 1
        is_leaf = depth == len(self.spec.by)
        about_units = breakdowns.ALL[self.spec.by[depth - 1]].about_units
        for member in self.members_below(parent):
            members = (*parent, member)
            if is_leaf:
                cells = self.cells(members)
                if about_units and not any(cell.value for cell in cells):
                    continue
                rows.append(Row(member, cells, indent=indent))
                continue
            below = self.rows_below(members, indent + 1)
            if not below:
                continue
            leaves = sum(1 for row in below if row.kind is RowKind.PLAIN)
            if len(below) == 1 and below[0].heading == member:
                # A service area of one team of the same name is one row.
                rows.append(Row(member, below[0].cells, kind=RowKind.SUBTOTAL, indent=indent))
                continue
            if depth > 1 and leaves == 1:
                rows += [Row(row.heading, row.cells, row.key, row.kind, indent) for row in below]
                continue
            rows.append(Row(member, self.cells(members), kind=RowKind.SUBTOTAL, indent=indent))
            rows += below
        return rows


# Residents, and areas side by side


def residents_table(spec: Residents, figures: Figures) -> Table:
    """Our residents by age band beside England's (the newest published mid-year)."""
    window, last = Window.SNAPSHOT, figures.last
    whole = figures.one(spec.total, window, last)
    england = {fact.measure: fact for m in _ids(spec) for fact in published.newest(m, last.end)[:1]}
    of_england = england.get(spec.total)
    columns = [Column("Residents", figures.settings.authority.name, "number"),
               Column("Share of 0-25", figures.settings.authority.name, "share")]  # fmt: skip
    if of_england:
        columns += [Column("Residents, 000s", of_england.label, "england number"),
                    Column("Share of 0-25", of_england.label, "england share")]  # fmt: skip
    rows = []
    for measure_id, title in (*spec.bands, (spec.young, "0-17"), (spec.total, "0-25")):
        figure = figures.one(measure_id, window, last)
        cells = [figure_cell(figure), _share(figure, whole)]
        if of_england:
            fact = england.get(measure_id)
            cells += _england_cells(fact, of_england) if fact else [EMPTY, EMPTY]
        kind = {spec.total: RowKind.TOTAL, spec.young: RowKind.SUBTOTAL}.get(measure_id, RowKind.PLAIN)
        rows.append(Row(title, tuple(cells), key=measure_id, kind=kind))
    return Table(tuple(columns), tuple(rows), corner="Age")


def _england_cells(fact: published.Published, whole: published.Published) -> list[Cell]:
    """England's residents in thousands, and their share of all."""
    value = Fraction(fact.value)
    share = arithmetic.divided(value, Fraction(whole.value), per=100)
    return [number(value / 1000, ONE_DECIMAL), number(share, PERCENT)]


def _ids(spec: Residents) -> list[str]:
    return [*[measure_id for measure_id, _title in spec.bands], spec.young, spec.total]


def _share(figure: Figure | None, whole: Figure | None) -> Cell:
    if figure is None or whole is None or figure.value is None:
        return EMPTY
    return number(arithmetic.divided(figure.value, whole.value, per=100), PERCENT)


def areas_table(spec: Areas, figures: Figures) -> Table:
    """Our rate at the last three year ends and now, then every comparator with its year."""
    measure = measure_called(spec.measure)
    march = last_full_year(figures.last)
    months = [march.plus(-12 * back) for back in range(SNAPSHOTS_OF_AREAS - 1, -1, -1)]
    if march != figures.last:
        months.append(figures.last)
    rows = []
    name = figures.settings.authority.name
    for month in months:
        cells = [figure_cell(figures.one(m, Window.SNAPSHOT, month)) for m in (spec.measure, spec.count)]
        kind = RowKind.KEY if month == figures.last else RowKind.PLAIN
        day = min(Period(Window.SNAPSHOT, month).end, figures.measured.as_at)
        rows.append(Row(f"{name}, {day:%-d %B %Y}", tuple(cells), key=spec.measure, kind=kind))
    for fact in comparators_of(spec.measure, figures):
        value = number(Fraction(fact.value), format_of(measure))
        rows.append(Row(fact.label, (value, EMPTY), key=f"comparator {spec.measure}", kind=RowKind.REFERENCE))
    columns = (Column("Per 10,000 children", key=spec.measure), Column("Children", key=spec.count))
    return Table(columns, tuple(rows), corner="Area and date")
