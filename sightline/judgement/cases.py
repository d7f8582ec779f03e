"""
Which figures a judgement needs, asked of the engine: the figure, its months, what it is compared with over time.

`ask` answers one question of the engine, so that a report's remembered figures serve as well as a fresh dataset.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.engine.figure import Figure
from sightline.engine.measured import AT_PERIOD_END, Slice, Where
from sightline.judgement.comparators import Comparator
from sightline.judgement.judged import Quality
from sightline.judgement.judging import Case
from sightline.judgement.targets import target_on
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Period, Window
from sightline.settings import Settings

Ask = Callable[[Measure, Slice], list[Figure]]

# Three whole financial years before the current one stand behind a projection; 36 months behind a chart.
YEARS_BACK = 3
YEARS_OF_A_TREND = 5
UNSETTLED = ("provisional", "estimated")


@dataclass(frozen=True)
class Reach:
    """The months that can be asked for, and the day the data are as at."""

    first: Month
    as_at: date

    def holds(self, period: Period) -> bool:
        return period.months[0] >= self.first and period.last <= Month.of(self.as_at)


def case_of(
    ask: Ask,
    measure: Measure,
    window: Window,
    last: Month,
    reach: Reach,
    settings: Settings,
    *,
    where: Where = (),
    comparators: Sequence[Comparator] = (),
    with_months: bool = True,
    with_years: bool = True,
) -> Case:
    """
    What is needed to judge one figure; without its months there is neither chart nor projection, without its years no
    trend.

    Errors: BadUsage where the period is outside the data.
    """
    (figure, *_others) = ask(measure, Slice(window, (last,), (), where))
    return Case(
        figure=figure,
        months=_months(ask, measure, last, reach, where) if with_months else (),
        before=_one(ask, measure, window, _before(window, last), reach, where),
        last_year=_one(ask, measure, window, last.plus(-12), reach, where),
        years=_years(ask, measure, window, last, reach, where) if with_years else (),
        target=target_on(measure.id, settings, figure.period.end),
        comparators=tuple(comparators),
        quality=quality_of(figure, reach.as_at),
    )


def month_window(measure: Measure) -> Window | None:
    """The window of a measure's independent months; None where it is not told by the month."""
    wanted = (Window.SNAPSHOT, Window.MONTH) if measure.is_snapshot else (Window.MONTH,)
    return next((window for window in wanted if window in measure.windows), None)


def _months(ask: Ask, measure: Measure, last: Month, reach: Reach, where: Where) -> tuple[Figure, ...]:
    window = month_window(measure)
    if window is None:
        return ()
    first = max(last.first_of_financial_year.plus(-12 * YEARS_BACK), reach.first)
    asked = []
    while first <= last:
        asked.append(first)
        first = first.plus(1)
    return tuple(ask(measure, Slice(window, tuple(asked), (), where))) if asked else ()


def _before(window: Window, last: Month) -> Month:
    """The last month of the period an arrow starts from: the one before, or a year before where periods overlap."""
    match window:
        case Window.MONTH | Window.SNAPSHOT:
            return last.plus(-1)
        case Window.QUARTER:
            return last.plus(-3)
        case _:
            return last.plus(-12)


def _one(ask: Ask, measure: Measure, window: Window, last: Month, reach: Reach, where: Where) -> Figure | None:
    if window not in measure.windows or window is Window.LATEST or not reach.holds(Period(window, last)):
        return None
    found = ask(measure, Slice(window, (last,), (), where))
    return found[0] if found else None


def _years(ask: Ask, measure: Measure, window: Window, last: Month, reach: Reach, where: Where) -> tuple[Figure, ...]:
    if window is not Window.FINANCIAL_YEAR:
        return ()
    marches = [last.plus(-12 * back) for back in range(YEARS_OF_A_TREND - 1, -1, -1)]
    held = [_one(ask, measure, window, march, reach, where) for march in marches]
    return tuple(figure for figure in held if figure is not None)


def quality_of(figure: Figure, as_at: date) -> Quality:
    """What the period and the source say of a figure: still running, not yet settled, provisional, revised."""
    measure, period = figure.measure, figure.period
    if figure.standing is not None:
        told = figure.standing
        return Quality(
            as_at=told.extracted_on,
            running=told.extracted_on < told.period_end,
            provisional=told.status in UNSETTLED,
            revised=told.status == "revised" or told.revision > 1,
        )
    settled = period.end + timedelta(days=measure.settles_after_days)
    at_a_day = measure.is_snapshot and period.window in AT_PERIOD_END
    return Quality(
        as_at=as_at,
        # A snapshot of the running month is of the as-at date and whole.
        running=as_at < period.end and not at_a_day and period.window is not Window.PROJECTED_YEAR,
        settles_on=settled if measure.settles_after_days and as_at < settled else None,
    )
