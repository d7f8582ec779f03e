"""`sightline explain`: one figure with everything that may be said about it."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from sightline.benchmarks.beside import WORDS, beside
from sightline.cli.benchmarks import words_of
from sightline.cli.console import err, out
from sightline.cli.disclosed import figures_for
from sightline.cli.explained import Explained, lines_of
from sightline.cli.figures_text import write_text
from sightline.cli.options import AudienceOption, Engine, OutFile, Period, Where, WindowName, Workspace, audience_for
from sightline.engine.asked import parse_slice
from sightline.engine.figure import Figure
from sightline.engine.measured import Measured, Slice
from sightline.engine.query import figures, refuse_unknown_members
from sightline.engine.rows import first_month
from sightline.engine.workspace import open_measured
from sightline.errors import BadSettings, BadUsage, did_you_mean
from sightline.judgement.cases import Ask, Reach, case_of, month_window
from sightline.judgement.comparators import Comparator
from sightline.judgement.judging import judge
from sightline.judgement.monthly import INDEPENDENT, MOST_MONTHS
from sightline.judgement.ratings import Scheme, scheme_called
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.told import as_document, figure_document
from sightline.measures.catalogue import CATALOGUE, measure_called
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Window
from sightline.measures.windows import Period as OnePeriod
from sightline.settings import Settings, read_settings

FORMATS = ("text", "json")
PRODUCT = "explain"


def command(
    measure_id: Annotated[str, typer.Argument(metavar="MEASURE", help="The measure's id.")],
    workspace: Workspace = Path("."),
    period: Period = None,
    window: WindowName = None,
    where: Where = None,
    against: Annotated[
        str | None,
        typer.Option("--against", help="Comparators: england, region, neighbours, good, members:908,835 or a group."),
    ] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", help="Rating scheme: none, scrutiny_2023, scorecard_2017, action_plan.")
    ] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    out_file: OutFile = None,
    engine: Engine = "duckdb",
    audience: AudienceOption = None,
) -> None:
    """
    Explain a figure: what it means, how sure it is, whether it changed, and what stands beside it.

    Figures are exact ('case') unless --audience says otherwise: whoever has the dataset's files may see children.
    """
    if format_ not in FORMATS:
        raise BadUsage(f"There is no format '{format_}'. Use one of: {', '.join(FORMATS)}.")
    measure = measure_called(measure_id)
    settings = read_settings(workspace)
    _refuse_unknown_measures(settings)
    rated_by = scheme_called(scheme or settings.judgement.schemes.get(PRODUCT, _default_scheme(measure, settings)))
    beside_whom = words_of(against) if against else [WORDS[kind] for kind in settings.comparators.area_types
                                                     if kind in WORDS]  # fmt: skip
    with open_measured(workspace, settings, engine_name=engine, report=_say_measuring) as measured:
        asked = parse_slice(measure, period=period, window=window, by=None, where=where, as_at=measured.as_at)
        if len(asked.months) > 1:
            raise BadUsage(f"'{period}' names {len(asked.months)} periods. Explain one of them.")
        if measure.unit.is_percent and asked.by and not asked.where:
            raise BadUsage(
                f"'{measure.id}' is a share for each {asked.by[0].replace('_', ' ')}; all of them are 100%. Explain "
                f"one, as --where {asked.by[0]}=NAME; 'sightline query {measure.id}' shows the names."
            )
        asked = Slice(asked.window, asked.months, (), asked.where)
        refuse_unknown_members(measured, measure, asked)
        level = audience_for(audience, Audience.CASE, settings)
        comparators = beside(workspace, measure.id, settings, asked.periods[0].end, beside_whom) if not where else ()
        explained = _explained(measured, measure, asked, settings, level, workspace, rated_by, comparators)
    if format_ == "json":
        write_text(json.dumps(_document(explained), indent=1), out_file)
        return
    for line in lines_of(explained, out.width):
        out.print(line, soft_wrap=True)


def _refuse_unknown_measures(settings: Settings) -> None:
    """Errors: BadSettings for an annotation or a target of a measure that does not exist: it would never be seen."""
    named = {f"annotations.{n}.measure": a.measure for n, a in enumerate(settings.annotations) if a.measure}
    named |= {f"targets.{measure}": measure for measure in settings.targets}
    for setting, measure in named.items():
        if measure not in CATALOGUE:
            raise BadSettings(
                f"sightline.toml, setting '{setting}': there is no measure '{measure}'."
                f"{did_you_mean(measure, CATALOGUE)} 'sightline query --list' prints them all."
            )


def _default_scheme(measure: Measure, settings: Settings) -> str:
    """Against target where the measure has one, else no colour."""
    return "scorecard_2017" if settings.targets.get(measure.id) else "none"


def _explained(
    measured: Measured,
    measure: Measure,
    asked: Slice,
    settings: Settings,
    level: Audience,
    workspace: Path,
    scheme: Scheme,
    comparators: tuple[Comparator, ...],
) -> Explained:
    (last,) = asked.months
    reach = Reach(first_month(measured.as_at, settings), measured.as_at)

    def ask(wanted: Measure, of: Slice) -> list[Figure]:
        if level.hides:
            return figures_for(level, measured, wanted, of, workspace)
        return figures(measured, wanted, of)

    # A hidden month could be taken from its year, so that for those who may not see it only one kind is asked for.
    independent = asked.window in INDEPENDENT
    case = case_of(
        ask,
        measure,
        asked.window,
        last,
        reach,
        settings,
        where=asked.where,
        comparators=comparators,
        with_months=independent or not level.hides,
    )
    judgement = judge(case, scheme=scheme, rules=settings.judgement, annotations=settings.annotations)
    return Explained(
        judgement=judgement,
        months=case.months,
        line=() if independent or level.hides else tuple(_line(ask, measure, asked, reach)),
        target=case.target,
        annotations=tuple(a for a in settings.annotations if a.measure in (None, measure.id)),
        as_at=measured.as_at,
        loaded_at=measured.manifest.loaded_at,
        version=measured.manifest.version,
        authority=settings.authority.name,
    )


def _line(ask: Ask, measure: Measure, asked: Slice, reach: Reach) -> list[Figure]:
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
    return ask(measure, Slice(asked.window, tuple(months), (), asked.where)) if months else []


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
