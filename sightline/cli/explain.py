"""`sightline explain`: one figure with everything that may be said about it."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from sightline.benchmarks import published
from sightline.cli.console import err, out
from sightline.cli.explained import Explained, lines_of
from sightline.cli.options import Engine, OutFile, Period, Where, WindowName, Workspace, parse_slice
from sightline.cli.query import write_text
from sightline.engine.measured import Measured, Slice
from sightline.engine.query import figures, refuse_unknown_members
from sightline.engine.rows import first_month
from sightline.engine.workspace import open_measured
from sightline.errors import BadUsage, did_you_mean
from sightline.judgement.cases import Reach, case_of, month_window
from sightline.judgement.comparators import Comparator
from sightline.judgement.judging import judge
from sightline.judgement.monthly import INDEPENDENT, MOST_MONTHS
from sightline.judgement.ratings import scheme_called
from sightline.judgement.told import as_document, figure_document
from sightline.measures.catalogue import measure_called
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Window
from sightline.measures.windows import Period as OnePeriod
from sightline.settings import Settings, read_settings

FORMATS = ("text", "json")
# The words of --against, and the kinds of area they are in the published figures.
AGAINST = {
    "england": "england",
    "region": "region",
    "neighbours": "statistical_neighbours",
    "good": "good_las",
}
PRODUCT = "explain"


def command(
    measure_id: Annotated[str, typer.Argument(metavar="MEASURE", help="The measure's id.")],
    workspace: Workspace = Path("."),
    period: Period = None,
    window: WindowName = None,
    where: Where = None,
    against: Annotated[
        str | None, typer.Option("--against", help="Comparators: england, region, neighbours, good.")
    ] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", help="Rating scheme: none, scrutiny_2023, scorecard_2017, action_plan.")
    ] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    out_file: OutFile = None,
    engine: Engine = "duckdb",
) -> None:
    """Explain a figure: what it means, how sure it is, whether it changed, and what stands beside it."""
    if format_ not in FORMATS:
        raise BadUsage(f"There is no format '{format_}'. Use one of: {', '.join(FORMATS)}.")
    measure = measure_called(measure_id)
    settings = read_settings(workspace)
    rated_by = scheme_called(scheme or settings.judgement.schemes.get(PRODUCT, _default_scheme(measure, settings)))
    kinds = _kinds(against, settings)
    with open_measured(workspace, settings, engine_name=engine, report=_say_measuring) as measured:
        asked = parse_slice(measure, period=period, window=window, by=None, where=where, as_at=measured.as_at)
        if len(asked.months) > 1:
            raise BadUsage(f"'{period}' names {len(asked.months)} periods. Explain one of them.")
        asked = Slice(asked.window, asked.months, (), asked.where)
        refuse_unknown_members(measured, measure, asked)
        explained = _explained(measured, measure, asked, settings, kinds, rated_by.name)
    if format_ == "json":
        write_text(json.dumps(_document(explained), indent=1), out_file)
        return
    for line in lines_of(explained, out.width):
        out.print(line, soft_wrap=True)


def _default_scheme(measure: Measure, settings: Settings) -> str:
    """Against target where the measure has one, else no colour."""
    return "scorecard_2017" if settings.targets.get(measure.id) else "none"


def _kinds(against: str | None, settings: Settings) -> list[str]:
    if against is None:
        return list(settings.comparators.area_types)
    kinds = []
    for word in (part.strip() for part in against.split(",") if part.strip()):
        if word not in AGAINST:
            raise BadUsage(f"There is no comparator '{word}'.{did_you_mean(word, AGAINST)} Use: {', '.join(AGAINST)}.")
        kinds.append(AGAINST[word])
    return kinds


def _explained(
    measured: Measured, measure: Measure, asked: Slice, settings: Settings, kinds: list[str], scheme: str
) -> Explained:
    (last,) = asked.months
    reach = Reach(first_month(measured.as_at, settings), measured.as_at)
    case = case_of(
        lambda m, s: figures(measured, m, s),
        measure,
        asked.window,
        last,
        reach,
        settings,
        where=asked.where,
        comparators=_comparators(measure, last, kinds) if not asked.where else (),
    )
    judgement = judge(case, scheme=scheme_called(scheme), rules=settings.judgement, annotations=settings.annotations)
    line = () if asked.window in INDEPENDENT else tuple(_line(measured, measure, asked, reach))
    return Explained(
        judgement=judgement,
        months=case.months,
        line=line,
        target=case.target,
        annotations=tuple(a for a in settings.annotations if a.measure in (None, measure.id)),
        as_at=measured.as_at,
        loaded_at=measured.manifest.loaded_at,
        version=measured.manifest.version,
        authority=settings.authority.name,
    )


def _line(measured: Measured, measure: Measure, asked: Slice, reach: Reach) -> list[Any]:
    """Figures that overlap are drawn as a line: every month end's of a rolling or running year, else every year's."""
    (last,) = asked.months
    step = {Window.FINANCIAL_YEAR: 12, Window.QUARTER: 3}.get(asked.window, 1)
    if asked.window is Window.LATEST or (month_window(measure) is None and step == 1):
        return []
    months: list[Month] = []
    month = last
    while len(months) < MOST_MONTHS and reach.holds(OnePeriod(asked.window, month)):
        months.insert(0, month)
        month = month.plus(-step)
    return figures(measured, measure, Slice(asked.window, tuple(months), (), asked.where)) if months else []


def _comparators(measure: Measure, last: Month, kinds: list[str]) -> tuple[Comparator, ...]:
    """The newest published figures of this very measure whose year had ended by then."""
    found = published.newest(measure.id, last.end, area_types=kinds)
    return tuple(
        Comparator(
            name=fact.area,
            year=fact.period.replace("-", "/"),
            value=Fraction(fact.value),
            kind=fact.area_type,
            source=fact.source,
        )
        for fact in found
    )


def _document(explained: Explained) -> dict[str, Any]:
    measure = explained.judgement.measure
    return {
        "measure": measure.id,
        "title": measure.title,
        "definition": measure.definition,
        "note": measure.note or None,
        "unit": measure.unit.name,
        "polarity": measure.polarity.value,
        "source": measure.source,
        "also_known_as": list(measure.also_known_as),
        **as_document(explained.judgement),
        "months": [figure_document(figure) for figure in explained.months],
        "line": [figure_document(figure) for figure in explained.line],
        "history": list(explained.history),
        "data": {
            "authority": explained.authority,
            "as_at": explained.as_at.isoformat(),
            "loaded_at": explained.loaded_at.isoformat(),
            "version": explained.version,
        },
    }


def _say_measuring(_what: str, done: int, _of: int) -> None:
    if done == 1:
        err.print("The current dataset is not measured yet: measuring it now.")
