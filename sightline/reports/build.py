"""A report's declaration filled for one dataset and month: the model that renderers lay out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sightline.engine.measured import Measured
from sightline.errors import BadUsage, did_you_mean
from sightline.judgement.ratings import scheme_called
from sightline.judgement.suppression.audience import Audience
from sightline.measures.windows import Month
from sightline.reports.charts import chart_of
from sightline.reports.dashboard import dashboard_table
from sightline.reports.data_quality import data_quality
from sightline.reports.declare import (
    AnyTable,
    Areas,
    Dashboard,
    Draw,
    Facts,
    Grid,
    ItemSpec,
    Months,
    ReportSpec,
    Residents,
    Years,
    YearScorecard,
)
from sightline.reports.definitions.care_leavers_page import CARE_LEAVERS_PAGE
from sightline.reports.definitions.health_page import HEALTH_PAGE
from sightline.reports.definitions.scorecard import SCORECARD
from sightline.reports.definitions.scrutiny_dashboard import DASHBOARD
from sightline.reports.definitions.workbook import WORKBOOK
from sightline.reports.facts import facts_table
from sightline.reports.figures import Figures, ListeningFigures
from sightline.reports.findings import month_words
from sightline.reports.glossary import definitions
from sightline.reports.grids import areas_table, grid_table, residents_table
from sightline.reports.model import Chart, Freshness, Item, Report, Section, Table
from sightline.reports.months import last_full_year, months_table, year_label, years_table
from sightline.reports.publication import unfinished
from sightline.reports.sentences import figures_said
from sightline.reports.year_scorecard import year_scorecard_table

REPORTS: dict[str, ReportSpec] = {
    report.name: report for report in (WORKBOOK, SCORECARD, DASHBOARD, HEALTH_PAGE, CARE_LEAVERS_PAGE)
}

DRAFT = "Draft"

# Told after each item: how many are done, of how many.
Progress = Callable[[int, int], None]


def report_called(name: str) -> ReportSpec:
    """The report with this name. Errors: BadUsage with the nearest name."""
    if name not in REPORTS:
        known = ", ".join(REPORTS)
        raise BadUsage(f"There is no report '{name}'.{did_you_mean(name, REPORTS)} The reports are: {known}.")
    return REPORTS[name]


def build(
    spec: ReportSpec,
    measured: Measured,
    last: Month,
    *,
    made_at: datetime,
    rejects: Path | None = None,
    workspace: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """
    The report of the month `last`; `rejects` is the dataset version's file of what was set aside, `workspace` where
    published figures of others were imported.

    Its figures are exact: pass it through `sightline.reports.protect.protect` before it leaves.
    Errors: BadUsage where the data do not reach it.
    """
    settings = measured.tables.settings
    scheme = scheme_called(settings.judgement.schemes.get(spec.name, spec.scheme))
    figures = Figures(measured, last, workspace, scheme)
    if last < figures.first or last > Month.of(measured.as_at):
        raise BadUsage(
            f"{last} is outside the data, which reaches from {figures.first} to {Month.of(measured.as_at)} "
            f"(data as at {measured.as_at:%-d %B %Y})."
        )
    total = sum(len(section.items) for section in spec.sections)
    done = 0
    sections = []
    for section in spec.sections:
        items = []
        for item in section.items:
            items.append(_item(item, figures))
            done += 1
            if progress:
                progress(done, total)
        sections.append(Section(section.number, section.title, section.sheet, tuple(items), section.is_page))
    manifest = measured.manifest
    made = Report(
        name=spec.name,
        title=spec.title,
        subtitle=spec.subtitle.replace("{month}", month_words(last)).replace(
            "{year}", year_label(last_full_year(last))
        ),
        period=str(last),
        authority=figures.settings.authority.name,
        state=DRAFT,
        audience=Audience.CASE,
        freshness=Freshness(manifest.as_at, manifest.loaded_at, manifest.version, made_at),
        sections=tuple(sections),
        warnings=tuple(_warnings(figures)),
        definitions=definitions(spec, figures),
        data_quality=data_quality(spec, figures, rejects),
    )
    return replace(made, warnings=(*made.warnings, *unfinished(made)))


def _filled(subtitle: str, last: Month) -> str:
    """With the report's month, or its last whole year, in their places."""
    return subtitle.replace("{month}", month_words(last)).replace("{year}", year_label(last_full_year(last)))


def _item(spec: ItemSpec, figures: Figures) -> Item:
    tables = tuple(_table(table, figures) for table in spec.tables)
    listening = ListeningFigures(figures)
    finding = spec.finding(listening)
    said = figures_said(finding, listening.heard)
    draw = partial(_chart, spec.draw, spec.title) if spec.draw else None
    chart = draw(tables, finding) if draw else None
    return Item(spec.number, spec.title, finding, tables, spec.measures, chart, spec.notes, said, draw)


def _chart(spec: Draw, title: str, tables: tuple[Table, ...], finding: str) -> Chart | None:
    return chart_of(spec, tables, title, finding)


def _table(spec: AnyTable, figures: Figures) -> Table:
    match spec:
        case Months():
            return months_table(spec, figures)
        case Years():
            return years_table(spec, figures)
        case Grid():
            return grid_table(spec, figures)
        case Residents():
            return residents_table(spec, figures)
        case Areas():
            return areas_table(spec, figures)
        case Facts():
            return facts_table(spec, figures)
        case YearScorecard():
            return year_scorecard_table(spec, figures)
        case Dashboard():
            return dashboard_table(spec, figures)


def _warnings(figures: Figures) -> list[str]:
    """What a reader must know before the first figure."""
    found = []
    as_at = figures.measured.as_at
    if as_at < figures.last.end:
        found.append(
            f"{month_words(figures.last)} is not complete: the data are as at {as_at:%-d %B %Y}; its counts will rise."
        )
    if figures.residents(figures.last) is None:
        found.append("No population estimate is loaded, so there are no rates per 10,000.")
    return found
