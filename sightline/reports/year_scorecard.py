"""
The yearly scorecard: each indicator's last whole year against its target, the years before, and other authorities.

Everything is of a whole year to 31 March, or that day, so that a figure stands beside others of the same kind.
"""

from collections import Counter
from dataclasses import replace

from sightline.benchmarks.areas import area_called, region_of
from sightline.benchmarks.averages import Average
from sightline.benchmarks.beside import area_of, ranks_among_neighbours
from sightline.engine.query import Status
from sightline.judgement.direction import Change, Movement
from sightline.judgement.marks import arrow
from sightline.judgement.ratings import Rating
from sightline.measures.catalogue import measure_called
from sightline.measures.model import COUNT, PERCENT, Measure, Polarity
from sightline.measures.windows import Month, Window
from sightline.reports.cells import figure_cell, format_of, number, part_cell, shown
from sightline.reports.declare import Finding, YearScorecard
from sightline.reports.figures import Figures
from sightline.reports.judged import NOTHING, Judged, comparator_cell, judged, rated_cell, usual_years
from sightline.reports.model import EMPTY, Cell, Column, Row, Table
from sightline.reports.model import PERCENT as ONE_DECIMAL_PERCENT
from sightline.reports.months import last_full_year, year_label

AGAINST = ("region", "neighbours", "england")
YEARS_BEFORE = 2
GOOD = {Polarity.HIGH: "High", Polarity.LOW: "Low", Polarity.NEUTRAL: NOTHING}


def year_scorecard_table(spec: YearScorecard, figures: Figures) -> Table:
    march = last_full_year(figures.last)
    blocks = _judged_blocks(spec, figures, march)
    usual = usual_years([one for members in blocks.values() for one in members], AGAINST)
    rows = [_row(one, block, figures, march, usual) for block, members in blocks.items() for one in members]
    years = [march.plus(-12 * back) for back in range(YEARS_BEFORE + 1)]
    region = _region_name(figures)
    columns = (
        Column("Code", width=8),
        Column("Good is", width=9.5),
        Column("Numerator", year_label(march)),
        Column("Denominator", year_label(march), width=10.5),
        Column("Actual", year_label(march), key="actual"),
        Column("Target", year_label(march), width=11),
        Column("On target?", year_label(march), width=15),
        Column("Change on year"),
        Column("", width=15),
        *(Column(year_label(year), "Years before") for year in years[1:]),
        *(
            Column(f"{name} {usual[word]}".strip(), "Others, newest published year", width=14)
            for name, word in zip((region, "Neighbours", "England"), AGAINST, strict=True)
        ),
        Column("Rank", "Among neighbours", width=13),
        Column("Year before", "Among neighbours", width=13),
        Column("1 is", "Among neighbours", width=7),
        Column("Commentary", width=44),
    )
    return Table(columns, tuple(rows), corner="Indicator")


def against_targets(spec: YearScorecard) -> Finding:
    """`In 2025-26, three indicators with a target were on it or within 5% of it, one was ...`"""

    def say(figures: Figures) -> str:
        march = last_full_year(figures.last)
        if not figures.reaches(Window.FINANCIAL_YEAR, march):
            return f"The data do not hold the whole year {year_label(march)}."
        every = [one for members in _judged_blocks(spec, figures, march).values() for one in members]
        colours = Counter(one.judgement.rating.rating for one in every)
        on, near, off = (_names(every, rating) for rating in (Rating.GREEN, Rating.AMBER, Rating.RED))
        if colours[Rating.NOT_RATED] == len(every):
            return f"No indicator of {year_label(march)} has a target."
        parts = [f"on target or within 5% of it: {on}"] if on else []
        parts += [f"more than 5% of the target off: {near}"] if near else []
        parts += [f"more than 10% off: {off}"] if off else []
        return f"In {year_label(march)}, of the indicators with a target, {'; '.join(parts)}."

    return say


def _names(every: list[Judged], rating: Rating) -> str:
    return ", ".join(one.indicator.code for one in every if one.judgement.rating.rating is rating)


def _judged_blocks(spec: YearScorecard, figures: Figures, march: Month) -> dict[str, list[Judged]]:
    asked = [(block, i, _year_window(measure_called(i.measure))) for block, members in spec.blocks for i in members]
    found = judged(figures, [(i, w) for _b, i, w in asked], march, against=AGAINST, average=Average.POOLED)
    blocks: dict[str, list[Judged]] = {}
    for (block, _indicator, _window), one in zip(asked, found, strict=True):
        blocks.setdefault(block, []).append(one)
    return blocks


def _year_window(measure: Measure) -> Window:
    """The whole year, or of what is open on a day its last day."""
    return Window.SNAPSHOT if measure.is_snapshot else Window.FINANCIAL_YEAR


def _region_name(figures: Figures) -> str:
    area = area_of(figures.settings)
    region = region_of(area_called(area)) if area else None
    return region.name if region else "Region"


def _row(one: Judged, block: str, figures: Figures, march: Month, years: dict[str, str]) -> Row:
    measure, judgement = one.measure, one.judgement
    now = judgement.figure
    before = [figures.one(measure.id, one.window, march.plus(-12 * back)) for back in range(1, YEARS_BEFORE + 1)]
    ranks = ranks_among_neighbours(figures.workspace, measure.id, figures.settings, march.year)
    from_now = (shown(now),)
    from_both = (shown(now), *(shown(figure) for figure in before[:1] if figure is not None))
    cells = (
        Cell(words=one.indicator.code),
        Cell(words=GOOD[measure.polarity]),
        part_cell(now, "numerator") if measure.unit is not COUNT and now.status is Status.OK else EMPTY,
        part_cell(now, "denominator") if measure.unit is PERCENT and now.status is Status.OK else EMPTY,
        figure_cell(now),
        Cell(words=judgement.target.target.words(measure.unit)) if judgement.target else Cell(words=NOTHING),
        replace(rated_cell(judgement.rating), judged_from=from_now),
        replace(_change(judgement.change), judged_from=from_both),
        replace(_arrow(one), judged_from=from_both),
        *(figure_cell(figure) for figure in before),
        *(comparator_cell(one.comparators.get(word), format_of(measure), years[word]) for word in AGAINST),
        *(Cell(words=words or NOTHING, is_published=True) for words in ranks),
        EMPTY,
    )
    return Row(one.title, cells, key=measure.id, group=block)


def _change(change: Change | None) -> Cell:
    """The change on the year before, relative, in per cent; also of a percentage."""
    if change is None or change.relative is None:
        return Cell(words=NOTHING)
    return number(change.relative, ONE_DECIMAL_PERCENT)


def _arrow(one: Judged) -> Cell:
    """Improved, worse or in line with the year before, by whether the movement is more than chance."""
    moved = one.judgement.direction
    if moved is None:
        return Cell(words=NOTHING)
    if moved.movement is Movement.NO_CHANGE or not moved.real:
        words = "In line"
    elif moved.favourable is None:
        words = "Higher" if moved.movement is Movement.INCREASING else "Lower"
    else:
        words = "Improved" if moved.favourable else "Worse"
    return Cell(words=words, mark=arrow(moved))
