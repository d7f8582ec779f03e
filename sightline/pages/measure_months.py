"""The table of thirteen months: the counts, the figure, and the same months a year earlier."""

from dataclasses import dataclass

from sightline.engine.figure import Figure
from sightline.judgement.cases import month_window
from sightline.judgement.words import printed_number, with_symbol
from sightline.measures.arithmetic import exact
from sightline.measures.windows import Month, Window
from sightline.pages.measure_asked import Asking
from sightline.pages.measure_words import parts_words, unit_words

MONTHS = 13


@dataclass(frozen=True)
class MonthsRow:
    """One row: its heading, the figures of its months, and the year to date's. `part` is what is printed of them."""

    heading: str
    part: str
    figures: tuple[Figure | None, ...]
    total: Figure | None
    strong: bool = False


@dataclass(frozen=True)
class MonthsShown:
    """Thirteen months up to the page's, with the year to date where it has one; `caption` explains the sums."""

    months: tuple[Month, ...]
    rows: tuple[MonthsRow, ...]
    has_total: bool
    caption: str


def months_shown(asking: Asking) -> MonthsShown | None:
    """The table; None for a measure that is not told by the month."""
    asked = asking.asked
    measure, window = asked.measure, month_window(asked.measure)
    if window is None:
        return None
    months = tuple(asked.month.plus(-back) for back in range(MONTHS - 1, -1, -1))
    now = tuple(asking.figure(window, month) for month in months)
    before = tuple(asking.figure(window, month.plus(-12)) for month in months)
    has_total = Window.YEAR_TO_DATE in measure.windows and not measure.cumulative
    total = asking.figure(Window.YEAR_TO_DATE, asked.month) if has_total else None
    earlier = asking.figure(Window.YEAR_TO_DATE, asked.month.plus(-12)) if has_total else None
    rows = []
    if measure.denominator is not None:
        numerator, denominator = parts_words(measure)
        rows = [
            MonthsRow(denominator, "denominator", now, total),
            MonthsRow(numerator, "numerator", now, total),
        ]
    heading = f"{measure.title}, {unit_words(measure)}" if measure.denominator is not None else measure.title
    rows += [
        MonthsRow(heading, "value", now, total, strong=True),
        MonthsRow("A year earlier", "value", before, earlier),
    ]
    return MonthsShown(months, tuple(rows), has_total, measure.note)


def printed_part(figure: Figure | None, part: str) -> str:
    """A row's figure as its cell prints it; empty where it has none."""
    if figure is None:
        return ""
    value = getattr(figure, part)
    if value is None:
        return ""
    if part == "value":
        return with_symbol(figure.measure.unit, exact(value)).split(" ")[0]
    decimals = 0 if value.denominator == 1 else 1
    return printed_number(value, decimals)
