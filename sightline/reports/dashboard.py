"""
The dashboard for elected members: three months, twelve, England, similar authorities, a rating and the way it went.

Everything that is judged is judged of the last month, from the same figures that the row prints.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from sightline.engine.query import Figure, Status
from sightline.judgement.direction import Direction, Movement
from sightline.judgement.false_alarms import expected_false_signals
from sightline.judgement.judged import Base, Judgement, is_annualised
from sightline.judgement.judging import base_of
from sightline.judgement.marks import Sign, Tone, arrow, rating_sign
from sightline.judgement.ratings import Asked, Rated, Rating
from sightline.judgement.sentences import sentence
from sightline.judgement.targets import target_on
from sightline.measures.arithmetic import round_half_up
from sightline.measures.catalogue import measure_called
from sightline.measures.model import PERCENT, Measure
from sightline.measures.windows import Window
from sightline.reports.cells import figure_cell, number, shown
from sightline.reports.declare import Dashboard, Finding
from sightline.reports.figures import Figures, month_window
from sightline.reports.findings import month_words
from sightline.reports.judged import NOTHING, Judged, comparator_cell, judged, rated_cell, usual_years
from sightline.reports.model import EMPTY, Cell, Column, Format, Row, Shown, Table

AGAINST = ("england", "neighbours")
TREND, MONTHS = 13, 3
WHOLE_PERCENT = Format(0, "%")
# How many sentences of an area stand beside its rows.
SENTENCES = 2
WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


def dashboard_table(spec: Dashboard, figures: Figures) -> Table:
    rows, asides = [], []
    areas = _judged_areas(spec, figures)
    years = usual_years([one for members in areas.values() for one in members], AGAINST)
    for area, members in areas.items():
        rows += [_row(one, area, figures, years) for one in members]
        asides.append((area, _told(members)))
    last = figures.last
    columns = (
        Column("13 months", key="trend", width=15),
        *(Column(month_words(last.plus(-back)), key=str(last.plus(-back))) for back in range(MONTHS - 1, -1, -1)),
        Column("12 months", key="rolling"),
        Column(f"England {years['england']}".strip(), key="england"),
        Column(f"Similar {years['neighbours']}".strip(), key="neighbours"),
        Column(f"{last.start:%B} against both", key="rating", width=19),
        Column(f"Since {last.plus(-1).start:%B}", key="direction", width=15),
    )
    return Table(columns, tuple(rows), corner="Measure", aside="What the data tell us", asides=tuple(asides))


def beside_others(spec: Dashboard) -> Finding:
    """`Of the measures with a comparator, five are as good as all comparators or better, five are up to 10 ...`"""

    def say(figures: Figures) -> str:
        every = [one for members in _judged_areas(spec, figures).values() for one in members]
        counted = Counter(_rated(one, one.judgement.figure, one.judgement).rating for one in every)
        if counted[Rating.NOT_RATED] == len(every):
            return "No measure could be set beside published figures; import them with 'sightline benchmarks import'."
        good, near, off = (counted[rating] for rating in (Rating.GREEN, Rating.AMBER, Rating.RED))
        return (
            f"Of the measures with a comparator, {_word(good)} {_are(good)} as good as all comparators or better, "
            f"{_word(near)} {_are(near)} up to ten percentage points worse than one, and {_word(off)} {_are(off)} "
            f"further off. {_signals(every)}"
        )

    return say


def _signals(every: list[Judged]) -> str:
    """How many measures changed beyond their usual range, beside how many would by chance alone."""
    charts = [one.judgement.chart for one in every if one.judgement.chart is not None and one.judgement.is_on_chart]
    signals = sum(1 for chart in charts if chart.up is not None)
    by_chance = int(round_half_up(expected_false_signals(chart.months_in_limits for chart in charts)) or 0)
    changed = "is" if signals == 1 else "are"
    return (
        f"{_word(signals).capitalize()} {changed} outside the usual range of the months before, where about "
        f"{_word(by_chance)} would be by chance alone."
    )


def _judged_areas(spec: Dashboard, figures: Figures) -> dict[str, list[Judged]]:
    """Each area's indicators, judged in the report's last month."""
    asked = [
        (area, indicator, _window(measure_called(indicator.measure)))
        for area, members in spec.areas
        for indicator in members
    ]
    found = judged(figures, [(i, w) for _a, i, w in asked], figures.last, against=AGAINST)
    areas: dict[str, list[Judged]] = {}
    for (area, *_asked), one in zip(asked, found, strict=True):
        areas.setdefault(area, []).append(one)
    return areas


def _window(measure: Measure) -> Window:
    """A month, its last day, or of what another system counts the newest figure."""
    return Window.LATEST if measure.is_observed else month_window(measure)


# Rows


def _row(one: Judged, area: str, figures: Figures, years: dict[str, str]) -> Row:
    last = figures.last
    months = [figures.one(one.measure.id, one.window, last.plus(-back)) for back in range(TREND - 1, -1, -1)]
    rolling = Window.ROLLING_12 if Window.ROLLING_12 in one.measure.windows else None
    cells = [
        _trend(one.measure, months),
        *(_month(one, figure) for figure in months[-MONTHS:]),
        _printed(figures.one(one.measure.id, rolling, last), one.measure) if rolling else EMPTY,
        *(comparator_cell(one.comparators.get(word), _format(one.measure), years[word]) for word in AGAINST),
        replace(_rating(one), judged_from=_shown(months[-1:])),
        replace(_direction(one.judgement), judged_from=_shown(months[-2:])),
    ]
    basis = ""
    if any(f is not None and is_annualised(f) for f in months):
        basis = " × 12"
    elif one.measure.is_rate and one.measure.is_snapshot:
        basis = " (month end)"
    return Row(f"{one.title}{basis}", tuple(cells), key=one.measure.id, group=area)


def _shown(months: Sequence[Figure | None]) -> tuple[Shown, ...]:
    return tuple(shown(figure) for figure in months if figure is not None)


def _format(measure: Measure) -> Format:
    """Percentages are whole numbers on this page."""
    return WHOLE_PERCENT if measure.unit is PERCENT else Format.of(measure.unit)


def _printed(figure: Figure | None, measure: Measure) -> Cell:
    if figure is None or figure.status is not Status.OK:
        return figure_cell(figure)
    return number(figure.value, _format(measure), shown(figure))


def _trend(measure: Measure, months: Sequence[Figure | None]) -> Cell:
    cells = [_printed(figure, measure) for figure in months]
    if not any(cell.value is not None for cell in cells):
        return EMPTY
    return Cell(trend=tuple(c.value for c in cells), trend_shown=tuple(c.shown for c in cells))


def _month(one: Judged, figure: Figure | None) -> Cell:
    """A month's figure with its colour; a colour only where the last month's rules let it be judged."""
    cell = _printed(figure, one.measure)
    if figure is None or cell.value is None:
        return cell
    rated = _rated(one, figure, one.judgement if figure.period == one.judgement.figure.period else None)
    is_last = figure.period == one.judgement.figure.period
    after = " [p]" if is_last and one.judgement.quality.symbols else ""
    mark = rating_sign(rated) if rated.rating is not Rating.NOT_RATED else None
    from_itself = (cell.shown,) if cell.shown else ()
    return Cell(cell.value, cell.format, shown=cell.shown, mark=mark, after=after, judged_from=from_itself)


def _rated(one: Judged, figure: Figure, judgement: Judgement | None) -> Rated:
    """By the scheme's rule on the figures as this page prints them."""
    if (judgement is not None and not judgement.is_judged) or base_of(figure, one.settings.judgement) is Base.TOO_SMALL:
        return one.scheme.not_rated("Not rated: the figure is not judged.")
    values: dict[str, Fraction | int] = {c.name: c.value for c in one.comparators.values() if c.value is not None}
    decimals = _format(one.measure).decimals
    target = target_on(one.measure.id, one.settings, figure.period.end)
    return one.scheme.rate(
        Asked(figure.value, one.measure.unit, one.measure.polarity, decimals, target, comparators=values)
    )


def _rating(one: Judged) -> Cell:
    return rated_cell(_rated(one, one.judgement.figure, one.judgement))


def _direction(judgement: Judgement) -> Cell:
    moved = judgement.direction
    if moved is None:
        return Cell(words="too recent" if judgement.quality.not_yet_complete else NOTHING)
    sign = arrow(moved)
    quiet = sign if moved.real else Sign(sign.symbol, sign.words, Tone.QUIET, sign.css)
    return Cell(words=_moved(moved), mark=quiet)


def _moved(moved: Direction) -> str:
    if moved.movement is Movement.NO_CHANGE:
        return "No change"
    if moved.favourable is None:
        return "Up" if moved.movement is Movement.INCREASING else "Down"
    return "Better" if moved.favourable else "Worse"


# Words


def _told(members: list[Judged]) -> str:
    """What an area's figures say, the ones that need attention first; nothing that the judgement does not hold."""
    held = [one for one in members if one.judgement.has_value]
    first = sorted(held, key=_attention)[:SENTENCES]
    # The table itself says what the comparators and targets are.
    return " ".join(sentence(replace(one.judgement, comparisons=(), target=None)) for one in first)


def _attention(one: Judged) -> int:
    rated = _rated(one, one.judgement.figure, one.judgement).rating
    chart = one.judgement.chart
    special = chart is not None and one.judgement.is_on_chart and chart.up is not None
    return {Rating.RED: 0, Rating.AMBER: 2}.get(rated, 4) - (1 if special else 0)


def _word(count: int) -> str:
    return WORDS[count] if count < len(WORDS) else str(count)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
