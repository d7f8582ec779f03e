"""The control chart of a measure's months: which figures may have one, from which months, with which segments."""

from collections.abc import Sequence

from sightline.dataset.tables.population import POPULATION
from sightline.engine.query import Figure, Status
from sightline.errors import BadUsage
from sightline.judgement.charted import chart
from sightline.judgement.control_charts import CHART_FROM
from sightline.judgement.goodness import good_way
from sightline.judgement.judged import MonthsChart
from sightline.judgement.targets import TargetInForce
from sightline.measures.model import COUNT
from sightline.measures.windows import Month, Window
from sightline.settings import Annotation, Judging

MOST_MONTHS = 36
INDEPENDENT = (Window.MONTH, Window.SNAPSHOT)
NO_CHART = {
    Window.ROLLING_12: "Rolling years overlap, so that a control chart's rules don't hold: only the line is drawn.",
    Window.YEAR_TO_DATE: "Figures of the year so far are cumulative, so that a control chart's rules don't hold.",
    Window.PROJECTED_YEAR: "A projection is not something that was counted.",
    Window.FINANCIAL_YEAR: "Years are tested for a trend over five of them, not on a control chart.",
    Window.QUARTER: "The control chart is drawn by the month.",
}


def chart_of(
    figure: Figure,
    months: Sequence[Figure],
    target: TargetInForce | None,
    *,
    can_be_judged: bool,
    rules: Judging,
    annotations: Sequence[Annotation],
) -> tuple[MonthsChart | None, str]:
    """
    The chart of the last 36 months up to a figure, or None and why there is none.

    Errors: BadUsage where `months` hold figures that overlap.
    """
    if overlapping := [f for f in months if f.period.window not in INDEPENDENT]:
        raise BadUsage(
            f"'{figure.measure.id}': {overlapping[0].period.window.title.lower()} figures are not independent months "
            "and can't be charted."
        )
    if POPULATION in figure.measure.subject.needs:
        return None, "An estimate of residents is made once a year, so that its months are not independent."
    if figure.measure.cumulative:
        return None, NO_CHART[Window.YEAR_TO_DATE]
    if figure.period.window not in INDEPENDENT:
        return None, NO_CHART.get(figure.period.window, "Only independent months have a control chart.")
    shown = [f for f in months if f.period.last <= figure.period.last][-MOST_MONTHS:]
    if not can_be_judged:
        # What is not yet complete would read as a fall.
        shown = [f for f in shown if f.period.last < figure.period.last]
    while shown and not _is_known(shown[0]):
        shown = shown[1:]
    while shown and not _is_known(shown[-1]):
        shown = shown[:-1]
    known = [f for f in shown if _is_known(f)]
    if len(known) < CHART_FROM:
        return None, f"Only {len(known)} months are known; a control chart takes {CHART_FROM}."
    return _charted(shown, target, rules, annotations), ""


def _is_known(figure: Figure) -> bool:
    return figure.status is Status.OK and figure.value is not None


def _charted(
    figures: list[Figure], target: TargetInForce | None, rules: Judging, annotations: Sequence[Annotation]
) -> MonthsChart:
    measure = figures[0].measure
    months = _every_month(figures)
    by_month = {f.period.last: f for f in figures}
    values = [_value(by_month.get(month)) for month in months]
    ours = [a for a in annotations if a.measure in (None, measure.id)]
    rebased = [(Month.of(a.on), a.text) for a in ours if a.rebase]
    left_out = [(Month.of(a.on), a.text) for a in ours if a.leave_out]
    places = {month: k for k, month in enumerate(months)}
    wanted = target.target if target is not None else None
    made = chart(
        values,
        polarity=good_way(measure),
        target=float(wanted.value) if wanted is not None and wanted.to is None else None,
        # A rebase at the first month shown, or before it, starts nothing new.
        rebase=[places[m] for m, _text in rebased if places.get(m)],
        ghosts=[places[m] for m, _text in left_out if m in places],
        screen_outliers=rules.screen_outliers,
    )
    fewest = rules.fewest.get(measure.id, rules.fewest_for_a_percentage)
    small = {
        places[month]
        for month, f in by_month.items()
        if measure.unit.is_percent and f.denominator is not None and f.denominator < fewest
    }
    notes = list(made.captions(is_count=measure.unit is COUNT))
    if measure.is_snapshot:
        notes.append("a month's end resembles the one before: read signals with care")
    return MonthsChart(
        months=tuple(months),
        chart=made,
        rebased=tuple(pair for pair in rebased if pair[0] in places),
        left_out=tuple(pair for pair in left_out if pair[0] in places),
        small=frozenset(small),
        notes=tuple(notes),
    )


def _every_month(figures: list[Figure]) -> list[Month]:
    """From the first to the last: a month without a figure stays in its place, missing."""
    months = [figures[0].period.last]
    while months[-1] < figures[-1].period.last:
        months.append(months[-1].plus(1))
    return months


def _value(figure: Figure | None) -> float | None:
    return float(figure.value) if figure is not None and _is_known(figure) and figure.value is not None else None
