"""`sightline demo`: a made-up authority, loaded, measured and reported."""

import shutil
import time
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from sightline.cli.console import err, out, progress
from sightline.cli.figures_text import printed
from sightline.cli.options import Workspace, parse_date
from sightline.cli.report import write_whole
from sightline.cli.serve import serve_workspace
from sightline.dataset.demo import write_extract, write_geography
from sightline.engine.asked import last_whole_month
from sightline.engine.base import engine_called
from sightline.engine.cube import measure
from sightline.engine.measured import Measured, Slice
from sightline.engine.quality_kept import check_version, keep
from sightline.engine.query import Status, figures
from sightline.engine.workspace import open_measured
from sightline.errors import BadUsage
from sightline.geography.importing import import_boundaries
from sightline.geography.lookups import import_postcodes, import_residents
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month, Window
from sightline.reports.build import REPORTS, build
from sightline.reports.protect import protect
from sightline.reports.renderers.xlsx import write_xlsx
from sightline.reports.targets import targets_toml
from sightline.returns.nightly import check_own_returns
from sightline.settings import FILE_NAME, read_settings
from sightline.sources.load import load

DEFAULT_SEED = 1948
MARK = "# A made-up authority: nothing in this workspace is real."

HEADLINES = (
    "mash_enquiries",
    "referrals",
    "rereferral_pct_children",
    "assessments_in_45wd_pct",
    "s47_ended",
    "icpc_in_15wd_excl_no_s47_pct",
    "cpp_snapshot",
    "cpp_repeat_ever_pct",
    "cla_snapshot",
    "cla_visit_6wk_pct",
    "cin_total",
    "caseload_average",
)


def command(
    workspace: Workspace = Path("demo"),
    as_at: Annotated[
        str | None, typer.Option(help="The date the data is as at; by default the last month end.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed makes another authority.")] = DEFAULT_SEED,
    authorities: Annotated[int, typer.Option(min=1, max=153, help="How many authorities; 153 make an England.")] = 1,
    reports: Annotated[bool, typer.Option("--reports/--no-reports", help="Write its reports.")] = True,
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve it to the browser, until it is stopped with Ctrl+C.")
    ] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to serve it on.")] = 8000,
) -> None:
    """Make a made-up authority of Devon's size, load it, measure it, write its reports, and serve it."""
    day = parse_date(as_at) if as_at else last_whole_month(date.today()).end
    _prepare(workspace)
    since = time.perf_counter()
    with progress() as bar:
        making = bar.add_task("Making", total=authorities, note="authorities")
        made = write_extract(
            workspace / "extract",
            authorities=authorities,
            seed=seed,
            as_at=day,
            progress=lambda done, of: bar.update(making, completed=done),
        )
        _write_settings(workspace, made[0] if authorities == 1 else None)
        if authorities == 1:
            _import_geography(workspace, seed, day)
        _said("Made", f"{len(made)} authorit{'y' if len(made) == 1 else 'ies'} and their life histories", since)
        settings = read_settings(workspace)
        since = time.perf_counter()
        loaded = load(
            workspace,
            [str(workspace / "extract")],
            as_at=day,
            accept_shrink=True,
            settings=settings,
            progress=bar,
        )
        rows = sum(table.kept for table in loaded.manifest.tables)
        aside = sum(table.rejected for table in loaded.manifest.tables)
        _said("Loaded", f"{rows:,} rows, {aside:,} set aside", since)
        since = time.perf_counter()
        task = bar.add_task("Measuring", total=None, note="")
        with engine_called("duckdb") as engine:
            measure(workspace, loaded.version, engine, settings,
                    lambda what, done, of: bar.update(task, completed=done, total=of, note=what))  # fmt: skip
        _said("Measured", f"{len(CATALOGUE)} measures over every month, unit and breakdown", since)
        since = time.perf_counter()
        with engine_called("duckdb") as engine:
            keep(workspace, loaded.version, check_version(engine, loaded.version, settings))
        checked = check_own_returns(
            workspace, loaded.version, settings, datetime.now(), lambda what: bar.update(task, note=what)
        )
        _said("Checked", f"the data's quality, and {len(checked)} statutory returns", since)
    month = last_whole_month(day)
    with open_measured(workspace, settings) as measured:
        if reports:
            _write_reports(workspace, measured, month, loaded.version.rejects)
        out.print(_headlines(measured, month))
    _say_what_next(workspace, month)
    if serve and authorities == 1:
        serve_workspace(workspace, port=port)


def _import_geography(workspace: Path, seed: int, day: date) -> None:
    """The made-up county's map, as a user would import it."""
    made = write_geography(workspace / "geography", seed=seed, as_at=day)
    for level, file in made.boundaries.items():
        import_boundaries(workspace, file, level=level, attribution=made.attribution)
    import_postcodes(workspace, made.postcodes)
    import_residents(workspace, made.residents)


def _prepare(workspace: Path) -> None:
    if workspace.exists() and any(workspace.iterdir()) and not is_demo(workspace):
        raise BadUsage(
            f"'{workspace}' is not an earlier demo, so it is left alone. Name another folder with --workspace."
        )
    for folder in ("extract", "geography", "boundaries", "datasets", "cubes", "reports", "quality", "returns"):
        shutil.rmtree(workspace / folder, ignore_errors=True)
    (workspace / "current").unlink(missing_ok=True)
    workspace.mkdir(parents=True, exist_ok=True)


def _write_reports(workspace: Path, measured: Measured, month: Month, rejects: Path) -> None:
    since = time.perf_counter()
    written = []
    with progress() as bar:
        task = bar.add_task("Reports", total=len(REPORTS), note="")
        for spec in REPORTS.values():
            bar.update(task, note=spec.name)
            report = build(spec, measured, month, made_at=datetime.now(), rejects=rejects, workspace=workspace)
            file = workspace / "reports" / f"{spec.name}-{month}.xlsx"
            write_whole(protect(report, spec.audience), file, write_xlsx)
            written.append(file.name)
            bar.advance(task)
    _said("Reported", f"{', '.join(written)} in {workspace / 'reports'}", since)


def is_demo(workspace: Path) -> bool:
    """Whether the workspace is of a made-up authority, by the mark that its settings begin with."""
    settings = workspace / FILE_NAME
    return settings.exists() and settings.read_text("utf-8").startswith(MARK)


def _write_settings(workspace: Path, authority) -> None:
    name = authority.name if authority else "A made-up England"
    code = authority.la_code if authority else "000"
    # A made-up authority has no published figures; it is of Devon's size, and Devon's region and neighbours are shown.
    comparators = '[comparators]\narea_types = ["england"]\nin_place_of = "878"\n'
    authority_text = f'[authority]\nname = "{name}"\nla_code = "{code}"\nown_postcodes = ["QX"]\n'
    # Made-up children have made-up names, so that managers' pages read as they will.
    names = "[sensitive]\nnames = true\n"
    text = f"{MARK}\n\n{authority_text}\n{comparators}\n{names}\n{targets_toml()}"
    (workspace / FILE_NAME).write_text(text, "utf-8")


def _said(verb: str, what: str, since: float) -> None:
    err.print(f"[bold]{verb}[/] {escape(what)} [dim]({time.perf_counter() - since:.1f} s)[/]", soft_wrap=True)


def _headlines(measured: Measured, month: Month) -> Table:
    table = Table(title=f"Headline figures, {month.start:%B %Y}")
    for heading, justify in (("Measure", "left"), ("Month", "right"), ("A year before", "right")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for measure_id in HEADLINES:
        chosen = CATALOGUE[measure_id]
        window = Window.SNAPSHOT if chosen.is_snapshot else Window.MONTH
        now, before = figures(measured, chosen, Slice(window, (month, month.plus(-12))))
        cells = [
            f"{printed(f.value, chosen.unit.decimals)}{chosen.unit.symbol}" if f.status is Status.OK else f.status.value
            for f in (now, before)
        ]
        table.add_row(chosen.title, *cells)
    return table


def _say_what_next(workspace: Path, month: Month) -> None:
    out.print("\nAsk for more:")
    for line in (
        f"sightline query cla_snapshot --by gender,age_band -w {workspace}",
        f"sightline query rereferral_pct_children --period {month.plus(-12)}..{month} -w {workspace}",
        f"sightline records icpc_outside_15wd --period {month} -w {workspace}",
        f"sightline check -w {workspace}",
    ):
        out.print(escape(f"  {line}"), soft_wrap=True)
