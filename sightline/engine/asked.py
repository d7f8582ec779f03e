"""A question to the engine as people write it: a period, a window, breakdowns and members, in words."""

from datetime import date

from sightline.engine.measured import Slice
from sightline.errors import BadUsage, did_you_mean
from sightline.measures import breakdowns
from sightline.measures.arithmetic import MONTHS_IN_A_YEAR
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Window, parse_months, parse_periods


def parse_slice(
    measure: Measure, *, period: str | None, window: str | None, by: str | None, where: list[str] | None, as_at: date
) -> Slice:
    """The slice that the options name. Errors: BadUsage, naming the option's value."""
    asked_by = tuple(dict.fromkeys(name.strip() for name in (by or "").split(",") if name.strip()))
    kind = parse_window(measure, window, period)
    newest = last_whole_year(as_at) if kind is Window.FINANCIAL_YEAR else last_whole_month(as_at)
    return Slice(
        window=kind,
        months=tuple(parse_months(period) if period else [newest]),
        # 'Referrals by outcome' means little in one figure: such measures are cut their own way unless told.
        by=asked_by or measure.default_by,
        where=tuple(_member(text) for text in where or ()),
    )


def last_whole_month(as_at: date) -> Month:
    """The last month that has ended by `as_at`."""
    month = Month.of(as_at)
    return month if month.end <= as_at else month.plus(-1)


def last_whole_year(as_at: date) -> Month:
    """The last March that has ended by `as_at`."""
    month = last_whole_month(as_at)
    return month.plus(-(month.of_financial_year % MONTHS_IN_A_YEAR))


def parse_window(measure: Measure, text: str | None, period: str | None) -> Window:
    """
    The window called `text`; without one, the window that the period's form names, or the measure's first.

    A measure of whole years that is asked for in another month than March is of the year to date.
    """
    if text is None:
        named = parse_periods(period)[0].window if period else Window.MONTH
        first = named if named is not Window.MONTH and named in measure.windows else measure.windows[0]
        if period and first is Window.FINANCIAL_YEAR and Window.YEAR_TO_DATE in measure.windows:
            ends = {month.of_financial_year for month in parse_months(period)}
            return first if ends == {MONTHS_IN_A_YEAR} else Window.YEAR_TO_DATE
        return first
    names = [window.value for window in Window]
    if text not in names:
        raise BadUsage(f"There is no window '{text}'.{did_you_mean(text, names)} The windows are: {', '.join(names)}.")
    return Window(text)


def _member(text: str) -> tuple[str, str]:
    name, equals, member = text.partition("=")
    name = name.strip()
    if not equals or not member.strip():
        raise BadUsage(f"'{text}' is not a member. Write it as breakdown=member, such as locality=Exeter.")
    if name not in breakdowns.ALL:
        raise BadUsage(f"There is no breakdown '{name}'.{did_you_mean(name, breakdowns.ALL)}")
    return name, member.strip()
