"""Options that several commands share, worded once."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sightline.engine.measured import Slice
from sightline.errors import BadUsage, did_you_mean
from sightline.judgement.suppression.audience import Audience, audience_called, strictest
from sightline.judgement.suppression.rules import Rules
from sightline.measures import breakdowns
from sightline.measures.arithmetic import MONTHS_IN_A_YEAR
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Window, parse_months, parse_periods
from sightline.settings import Settings

Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="The workspace's folder.")]
Engine = Annotated[str, typer.Option(help="duckdb (embedded) or spark.")]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        "-p",
        help="2017-06, 2017-Q1 (April to June), 2016-17, or a range 2016-06..2017-06. By default the last month.",
    ),
]
WindowName = Annotated[
    str | None,
    typer.Option("--window", help="month, quarter, ytd, rolling12, year, snapshot, projected or latest."),
]
By = Annotated[
    str | None, typer.Option("--by", "-b", help="Breakdowns, with commas: service_area,locality,team,gender ...")
]
Where = Annotated[
    list[str] | None, typer.Option("--where", help="Only these members, as locality=Exeter. May be repeated.")
]
AudienceOption = Annotated[
    str | None,
    typer.Option("--audience", help="Whom it is for: case, internal, partner or public (docs/disclosure.md)."),
]
OutFile = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file instead of the screen.")]


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


def audience_for(asked: str | None, usual: Audience, settings: Settings) -> Audience:
    """The level asked for, else the settings', else the product's own; never looser than the settings allow."""
    level = audience_called(asked or settings.disclosure.audience or usual.value)
    return strictest(level, Audience(settings.disclosure.no_looser_than))


def rules_of(settings: Settings) -> Rules:
    """The thresholds of this workspace."""
    return Rules(settings.disclosure.threshold, settings.disclosure.thresholds)


def parse_date(text: str) -> date:
    """A day written as 2026-03-31. Errors: BadUsage for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadUsage(f"'{text}' is not a date. Write it as 2026-03-31.")
