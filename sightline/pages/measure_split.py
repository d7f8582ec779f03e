"""A figure split by unit or by children: ordered dots with 95% ranges, and who differs from the whole."""

from dataclasses import dataclass, replace

from sightline.charts.drawing import NARROW, WIDE, About, Drawing
from sightline.charts.funnel import FEWEST_AREAS, Area, Funnel, LimitsAt, funnel_plot
from sightline.charts.layout import Axis, axis_of
from sightline.charts.rows import Dot, dot_axis, dot_row
from sightline.engine.figure import Figure, Status
from sightline.engine.measured import Slice
from sightline.engine.rows import COUNTY_WIDE
from sightline.judgement import funnels
from sightline.judgement.comparison import Comparison, compared_with
from sightline.judgement.goodness import good_way
from sightline.judgement.judged import Base, Judgement
from sightline.judgement.judging import Case, judge_all
from sightline.judgement.words import printed_number, with_symbol
from sightline.measures import breakdowns
from sightline.measures.arithmetic import exact
from sightline.measures.breakdowns import UNKNOWN
from sightline.measures.model import Measure, Polarity
from sightline.measures.windows import Window
from sightline.pages.measure_asked import Asking, why_not_split
from sightline.pages.measure_words import differing_words, parts_words, period_words, symbol_of
from sightline.pages.organisation import Unit

# Splits whose members have an order of their own, which their values don't change.
ORDERED = ("age_band", "time_band", "placements", "placements_in_year", "last_visit", "fte_band", "leaver_age", "score")
MOST_ROWS = 60


@dataclass(frozen=True)
class SplitRow:
    """
    One part: its figure as judged, its drawing, and how it stands to the whole (`Higher`, `Lower`, `Similar`).

    `tone` is better, worse or other where it differs; `unit` is there for a part that has pages of its own.
    """

    name: str
    figure: Figure
    judgement: Judgement
    drawing: str = ""
    word: str = ""
    tone: str = ""
    unit: Unit | None = None


@dataclass(frozen=True)
class SplitShown:
    """
    The split that is shown: rows in the order of their values, the whole last. `refused` says why there is none.

    `axis` is the drawings' heading; `funnel` stands beside eleven or more units.
    """

    by: str
    title: str
    note: str
    splits: tuple[tuple[str, str], ...]
    window: Window
    windows: tuple[Window, ...]
    heads: tuple[str, str]
    rows: tuple[SplitRow, ...] = ()
    whole: SplitRow | None = None
    axis: str = ""
    refused: str = ""
    funnel: Drawing | None = None
    funnel_narrow: Drawing | None = None
    funnel_title: str = ""
    funnel_note: str = ""
    has_ranges: bool = True


def split_shown(asking: Asking) -> SplitShown | None:
    """The split asked for, or the first there is; None where the measure has none."""
    asked = asking.asked
    by = asked.split
    if not by:
        return None
    measure, window = asked.measure, asked.split_window
    shown = SplitShown(
        by=by,
        title=f"By {breakdowns.ALL[by].title.lower()}",
        note="",
        splits=tuple((name, breakdowns.ALL[name].title) for name in asked.splits),
        window=window,
        windows=asked.split_windows,
        heads=parts_words(measure),
    )
    refused = why_not_split(asked)
    if refused:
        return replace(shown, refused=refused)
    if window is Window.FINANCIAL_YEAR and asked.month.of_financial_year != 12:
        return replace(shown, refused="A financial year ends in March. Choose March, or the year to date.")
    parts = asking.ask(measure, Slice(window, (asked.month,), (by,), asked.where))
    whole = asking.figure(window, asked.month)
    if whole is None or not parts:
        return replace(shown, note="Nothing is known of this period.")
    return _made(asking, shown, parts, whole)


def _made(asking: Asking, shown: SplitShown, parts: list[Figure], whole: Figure) -> SplitShown:
    measure, by = asking.asked.measure, shown.by
    judged = judge_all(Case(figure) for figure in (*parts, whole))
    base, of_whole = judged[:-1], judged[-1]
    told = [f for f in parts if f.value is not None or f.status is Status.SUPPRESSED]
    has_values = bool(told) and (measure.denominator is not None or measure.unit.is_percent)
    axis = _axis(judged, measure) if has_values else None
    against = float(whole.value) if has_values and whole.value is not None else None
    rows = [_row(asking, by, judgement, axis, against) for judgement in base]
    if by not in ORDERED:
        rows.sort(key=lambda row: (row.figure.value is None and row.figure.numerator is None, -_size(row.figure)))
    name = asking.asked.unit.name if asking.asked.is_of_unit else asking.reading.organisation.whole.name
    differ = [(row.name, row.word == "Higher") for row in rows if row.word in ("Higher", "Lower")]
    compared = sum(bool(row.word) for row in rows)
    title = differing_words(differ, compared, name) if compared > 1 else _largest(rows, whole, shown)
    drawn = replace(
        shown,
        title=title,
        note=_note(shown, parts[0], has_values),
        rows=tuple(rows[:MOST_ROWS]),
        whole=SplitRow(name, whole, of_whole),
        axis="" if axis is None else dot_axis(axis, measure.unit, against),
        has_ranges=axis is not None,
    )
    return _with_funnel(asking, drawn, rows, whole)


def _largest(rows: list[SplitRow], whole: Figure, shown: SplitShown) -> str:
    """`South has the most, 171 of 690`, of counts; the split's own name where it can't be said."""
    known = [row for row in rows if row.figure.status is Status.OK and row.figure.numerator and row.name != UNKNOWN]
    if whole.denominator is not None or not whole.numerator or len(known) < 2 or len(known) < len(rows) - 1:
        return shown.title
    most = max(known, key=lambda row: row.figure.numerator or 0)
    part, total = (printed_number(value or 0) for value in (most.figure.numerator, whole.numerator))
    return f"{most.name} has the most, {part} of {total}"


def _note(shown: SplitShown, part: Figure, has_values: bool) -> str:
    when = period_words(part.period)
    large = ", so that the numbers are large enough to compare" if shown.window is Window.YEAR_TO_DATE else ""
    text = f"{shown.window.title}, {when}{large}."
    order = "in their own order" if shown.by in ORDERED else "ordered by value, not a league table"
    return f"{text} Bars are 95% ranges; {order}." if has_values else f"{text} {order.capitalize()}."


def _size(figure: Figure) -> float:
    found = figure.value if figure.value is not None else figure.numerator
    return float(found or 0)


def _axis(judged: list[Judgement], measure: Measure) -> Axis:
    """The rows' common scale: every value and range that is drawn, without the width of the smallest parts."""
    shown = [j for j in judged if j.base is not Base.TOO_SMALL and j.figure.value is not None] or judged
    values = [float(j.figure.value) for j in shown if j.figure.value is not None]
    values += [end for j in shown if j.interval is not None for end in (j.interval.low, j.interval.high)]
    return axis_of(values, measure.unit, most_ticks=5)


def _row(asking: Asking, by: str, judgement: Judgement, axis: Axis | None, against: float | None) -> SplitRow:
    figure = judgement.figure
    name = figure.by[by]
    unit = _unit_called(asking, by, name)
    if axis is None:
        return SplitRow(name, figure, judgement, unit=unit)
    if symbol_of(figure) or judgement.base is Base.TOO_SMALL:
        return SplitRow(name, figure, judgement, drawing=dot_row(Dot(None), axis, against), unit=unit)
    word, tone, up = _against(judgement, against)
    held = judgement.interval
    value = float(figure.value) if figure.value is not None else None
    dot = Dot(value, held.low if held else None, held.high if held else None, tone, up)
    return SplitRow(name, figure, judgement, dot_row(dot, axis, against), word, tone, unit)


_WORDS = {Comparison.HIGHER: "Higher", Comparison.LOWER: "Lower", Comparison.SIMILAR: "Similar"}


def _against(judgement: Judgement, whole: float | None) -> tuple[str, str, bool]:
    """Higher or lower only where the range clears the whole's value; the tone is by which way is good."""
    held = judgement.interval
    if held is None or whole is None:
        return "", "", True
    found = compared_with(held.low, held.high, whole, polarity=Polarity.NEUTRAL).item()
    if found is Comparison.SIMILAR or found not in _WORDS:
        return _WORDS.get(found, ""), "", True
    up = found is Comparison.HIGHER
    good = good_way(judgement.measure)
    tone = "other" if good is Polarity.NEUTRAL else "better" if up == (good is Polarity.HIGH) else "worse"
    return _WORDS[found], tone, up


_KINDS = {"locality": "locality", "service_area": "service-area", "team": "team"}


def _unit_called(asking: Asking, by: str, name: str) -> Unit | None:
    """The unit that a part is, to which its name leads; none for what no unit is."""
    if by not in _KINDS or name == COUNTY_WIDE:
        return None
    units = asking.reading.organisation.units.values()
    return next((u for u in units if u.kind.value == _KINDS[by] and u.name == name), None)


# The funnel


def _with_funnel(asking: Asking, shown: SplitShown, rows: list[SplitRow], whole: Figure) -> SplitShown:
    """For eleven or more units with a percentage each: those outside what their size explains are named."""
    measure = asking.asked.measure
    drawn = [r for r in rows if r.word and r.figure.denominator and r.figure.value is not None]
    is_share = measure.unit.is_percent and whole.value is not None and whole.denominator
    if not breakdowns.ALL[shown.by].about_units or len(drawn) < FEWEST_AREAS or not is_share:
        return shown
    assert whole.value is not None
    centre = float(whole.value) / 100
    x = [float(r.figure.numerator or 0) for r in drawn]
    n = [float(r.figure.denominator or 1) for r in drawn]
    if not 0 < centre < 1 or any(a > b for a, b in zip(x, n, strict=True)):
        return shown
    labels = funnels.significance(funnels.Kind.PROPORTION, x, n, centre)
    spread = funnels.overdispersion(funnels.Kind.PROPORTION, x, n)
    if spread.is_adjusted:
        labels = funnels.adjusted_significance(spread)
    areas = tuple(
        Area(row.name, size, float(row.figure.value or 0), outside=_outside(label, measure))
        for row, size, label in zip(drawn, n, labels, strict=True)
    )
    outside = [area.name for area in areas if area.outside]
    title = f"{len(outside)} of {len(areas)} outside what their size explains"
    if not outside:
        title = "All inside the range expected of their size"
    widened = " Limits are widened for the spread between units." if spread.is_adjusted else ""
    about = About(
        f"{measure.title}: {title}",
        f"Funnel plot of {len(areas)} units around {with_symbol(measure.unit, exact(whole.value))}; outside the 95% "
        f"limits: {', '.join(outside) or 'none'}.",
    )
    funnel = Funnel(
        measure.unit,
        about,
        areas,
        (centre * 100, f"All {with_symbol(measure.unit, exact(whole.value))}"),
        _limits(centre, max(n), spread),
        shown.heads[1],
    )
    note = f"Each mark is one; solid the whole, dashed 95% limits, dotted 99.8%.{widened}"
    return replace(shown, funnel=funnel_plot(funnel, WIDE), funnel_narrow=funnel_plot(funnel, NARROW),
                   funnel_title=title, funnel_note=note)  # fmt: skip


def _outside(label: str | None, measure: Measure) -> str:
    if label is None or label == funnels.LABELS[2]:
        return ""
    good = good_way(measure)
    if good is Polarity.NEUTRAL:
        return "other"
    return "better" if label.startswith("High") == (good is Polarity.HIGH) else "worse"


def _limits(centre: float, most: float, spread: funnels.Overdispersion) -> tuple[LimitsAt, ...]:
    sizes = [max(1.0, most * part / 60) for part in range(1, 63)]
    found = (
        funnels.adjusted_limits(funnels.Kind.PROPORTION, sizes, centre, spread.tau2)
        if spread.is_adjusted
        else funnels.proportion_limits(sizes, centre)
    )
    edges = zip(sizes, found.lower_2s, found.upper_2s, found.lower_3s, found.upper_3s, strict=True)
    return tuple(LimitsAt(size, *(float(edge) * 100 for edge in of_size)) for size, *of_size in edges)
