"""`sightline report`: a report of one month, as a workbook or as tidy figures."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.console import err, out, progress
from sightline.cli.options import AudienceOption, Engine, OutFile, Workspace, audience_for, rules_of
from sightline.dataset.versions import require_current
from sightline.engine.asked import last_whole_month
from sightline.engine.workspace import open_measured
from sightline.errors import BadUsage, did_you_mean
from sightline.judgement.suppression.ledger import read_ledger
from sightline.judgement.suppression.linked import Kind
from sightline.measures.windows import parse_last_month
from sightline.reports.build import build, report_called
from sightline.reports.model import Report
from sightline.reports.protect import protected
from sightline.reports.renderers.tidy import write_csv, write_parquet
from sightline.reports.renderers.xlsx import write_xlsx
from sightline.settings import read_settings

WRITERS: dict[str, Callable[[Report, Path], None]] = {"xlsx": write_xlsx, "csv": write_csv, "parquet": write_parquet}


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The report: workbook.")],
    workspace: Workspace = Path("."),
    period: Annotated[
        str | None,
        typer.Option("--period", "-p", help="The report's month, as 2017-06. By default the last whole one."),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="xlsx, or the figures alone as csv or parquet.")
    ] = "xlsx",
    out_file: OutFile = None,
    engine: Engine = "duckdb",
    audience: AudienceOption = None,
) -> None:
    """Make a report: the monthly performance workbook with its charts, tables and definitions."""
    spec = report_called(name)
    if format_ not in WRITERS:
        raise BadUsage(
            f"There is no format '{format_}'.{did_you_mean(format_, WRITERS)} Use one of: {', '.join(WRITERS)}."
        )
    settings = read_settings(workspace)
    level = audience_for(audience, spec.audience, settings)
    ledger = read_ledger(workspace)
    rejects = require_current(workspace).rejects
    with progress() as bar:
        task = bar.add_task("Report", total=None, note="")

        def measuring(what: str, done: int, of: int) -> None:
            bar.update(task, description="Measuring", completed=done, total=of, note=what)

        def filling(done: int, of: int) -> None:
            bar.update(task, description="Report", completed=done, total=of, note="items")

        with open_measured(workspace, settings, engine_name=engine, report=measuring) as measured:
            last = parse_last_month(period) if period else last_whole_month(measured.as_at)
            report = build(spec, measured, last, made_at=datetime.now(), rejects=rejects, workspace=workspace,
                           progress=filling)  # fmt: skip
        edged = protected(report, level, rules=rules_of(settings), before=ledger.before(level))
        # The product's own audience has the plain name; another one's says whose it is.
        whose = "" if level is spec.audience else f"-{level}"
        file = out_file or workspace / "reports" / f"{name}-{last}{whose}.{format_}"
        if edged.outcome is not None:
            # The ledger first: a release that it does not know of could be given away by the next.
            ledger.record(f"{name} {last}", level, edged.outcome)
            ledger.write(workspace)
        write_whole(edged.report, file, WRITERS[format_])
    for warning in report.warnings:
        err.print(warning)
    if edged.outcome is not None and (held := list(edged.outcome.hidden_places.values()).count(Kind.HELD)):
        err.print(f"{held} figures changed by 1 to 5 since they were released; they are held as [c] for review.")
    out.print(f"{report.title}, {report.subtitle}, for {level}: {file}", soft_wrap=True)


def write_whole(report: Report, file: Path, write: Callable[[Report, Path], None]) -> None:
    """Writes beside the file's place and renames, so that a file that is there is a whole one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        write(report, partial)
        os.replace(partial, file)
    except PermissionError:
        raise BadUsage(f"{file} can't be written. Close it where it is open, or name another place with --out.")
    finally:
        partial.unlink(missing_ok=True)
