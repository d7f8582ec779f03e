"""Figures as cells: rounded half up as they print, or the words that stand where there is no number."""

from fractions import Fraction

from sightline.engine.query import Figure, Status
from sightline.measures.arithmetic import Quantity, round_half_up
from sightline.measures.model import PERCENT, Measure
from sightline.reports.model import EMPTY, HIDDEN, WHOLE, Cell, Format, Shown

# What a reader sees where there is no figure.
WORDS = {
    Status.NO_DENOMINATOR: "no denominator",
    Status.NOT_SUPPLIED: "not supplied",
    Status.SUPPRESSED: HIDDEN,
}
BEFORE_HISTORY = "no data"


def shown(figure: Figure) -> Shown:
    """The figure as the tidy files hold it."""
    return Shown(
        measure=figure.measure.id,
        title=figure.measure.title,
        period=figure.period.label,
        window=figure.period.window.value,
        members=tuple(figure.by.items()),
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        unit=figure.measure.unit.name,
        status=figure.status.value,
        where=figure.where,
    )


def number(value: Quantity | None, format_: Format = WHOLE, shown_as: Shown | None = None) -> Cell:
    """A number rounded as it prints; nothing where there is none."""
    if value is None:
        return EMPTY
    return Cell(round_half_up(value, format_.decimals), format_, shown=shown_as)


def figure_cell(figure: Figure | None) -> Cell:
    """The figure's value, or why there is none."""
    if figure is None:
        return Cell(words=BEFORE_HISTORY)
    if figure.status is not Status.OK:
        return Cell(words=WORDS[figure.status], shown=shown(figure))
    return number(figure.value, format_of(figure.measure), shown(figure))


def part_cell(figure: Figure | None, part: str) -> Cell:
    """The figure's numerator or denominator, a count."""
    if figure is None:
        return Cell(words=BEFORE_HISTORY)
    if figure.status is Status.NOT_SUPPLIED:
        return Cell(words=WORDS[figure.status], shown=shown(figure))
    # Without a denominator nothing was counted below the line: a count of nought.
    return number(getattr(figure, part) or 0, WHOLE, shown(figure))


def derived_cell(
    figure: Figure, value: Fraction | None, format_: Format, statistic: str, *, unit: str, base: Fraction | None = None
) -> Cell:
    """A number worked out from a figure's components, named by `statistic`."""
    if figure.status is Status.NOT_SUPPLIED:
        return Cell(words=WORDS[figure.status])
    if value is None:
        return Cell(words=WORDS[Status.NO_DENOMINATOR])
    origin = shown(figure)
    known_as = Shown(
        measure=origin.measure,
        title=origin.title,
        period=origin.period,
        window=origin.window,
        members=origin.members,
        numerator=origin.numerator,
        denominator=base,
        value=value,
        unit=unit,
        status="ok",
        statistic=statistic,
        where=origin.where,
    )
    return number(value, format_, known_as)


def format_of(measure: Measure) -> Format:
    return Format.of(measure.unit)


def is_percent(measure: Measure) -> bool:
    return measure.unit is PERCENT
