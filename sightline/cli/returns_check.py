"""`sightline returns check`: a return as submitted, checked by every rule of its year."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from sightline.cli.console import err, out, progress
from sightline.cli.figures_text import csv_text, write_text
from sightline.cli.options import OutFile
from sightline.dataset.versions import current_version
from sightline.errors import BadUsage
from sightline.returns.check import Checked, check
from sightline.returns.history import keep_run, run_of
from sightline.returns.known import NOTHING, Known, holding_roles, owners_on
from sightline.returns.notes import read_notes
from sightline.returns.output import PRIVATE, document, finding_rows, page, said, write_workbook
from sightline.returns.read import read_submissions
from sightline.returns.read_providers import read_providers
from sightline.returns.rules import rule_set
from sightline.returns.schema import SSDA903, return_called
from sightline.returns.submission import Submission
from sightline.settings import read_settings

FORMATS = ("table", "json", "csv", "xlsx", "html")


def command(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE_OR_FOLDER...", help="XML, CSV files, or their folder.")],
    return_: Annotated[str | None, typer.Option("--return", metavar="cin|ssda903", help="Which return.")] = None,
    year: Annotated[int | None, typer.Option("--year", help="The year it ends in: 2026 is 2025-26.")] = None,
    previous: Annotated[Path | None, typer.Option("--previous", help="Last year's return, a file or folder.")] = None,
    providers: Annotated[
        list[Path] | None, typer.Option("--providers", help="A workbook of Ofsted's providers; may be repeated.")
    ] = None,
    la_code: Annotated[str | None, typer.Option("--la-code", help="The authority's own number, such as 878.")] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="table, json, csv, xlsx or html.")] = "table",
    out_file: OutFile = None,
    workspace: Annotated[
        Path | None, typer.Option("--workspace", "-w", help="Whose workers, notes and runs: the check is kept there.")
    ] = None,
) -> None:
    """Check returns by the DfE's rules: what fails, whose record, what to do, and what could not be checked."""
    if format_ not in FORMATS:
        raise BadUsage(f"There is no format '{format_}'. Use one of: {', '.join(FORMATS)}.")
    if format_ == "xlsx" and out_file is None:
        raise BadUsage("A workbook needs a file to go to. Give --out FILE.xlsx.")
    of = return_called(return_) if return_ else None
    submissions = read_submissions(paths, of, year)
    if previous is not None:
        before = _one(previous)
        submissions = [s.with_previous(before) for s in submissions]
    if providers:
        listed = {"provider_info": read_providers(providers)}
        submissions = [replace(s, tables={**s.tables, **listed}) if s.of is SSDA903 else s for s in submissions]
    if la_code is not None:
        submissions = [replace(s, local_authority=la_code) for s in submissions]
    checks = [_check(s) for s in submissions]
    known = _known(workspace, checks) if workspace else NOTHING
    for note in (note for c in checks for note in c.submission.notes):
        err.print(note, markup=False, soft_wrap=True)
    _write(checks, format_, out_file, known)
    if workspace is not None:
        now = datetime.now()
        for checked in checks:
            keep_run(workspace, run_of(checked, now))


def _known(workspace: Path, checks: list[Checked]) -> Known:
    """The notes of a workspace, and who held the cases at the end of the newest return, or on the day of the data."""
    settings, version = read_settings(workspace), current_version(workspace)
    if version is None or not checks:
        return Known({}, read_notes(workspace))
    ends = max(date(c.submission.ends, 3, 31) for c in checks)
    owners = owners_on(version, min(ends, version.manifest.as_at), holding_roles(settings))
    return Known(owners, read_notes(workspace))


def _one(path: Path) -> Submission:
    """Last year's return. Errors: BadUsage where there is more than one."""
    found = read_submissions([path])
    if len(found) != 1:
        raise BadUsage(f"{path} holds {len(found)} returns. Give last year's alone.")
    return found[0]


def _check(submission: Submission) -> Checked:
    rules = len(rule_set(submission.of, submission.year))
    with progress() as bar:
        task = bar.add_task(f"Checking {submission.name}", total=rules, note="")
        return check(submission, lambda code: bar.update(task, advance=1, note=code))


def _write(checks: list[Checked], format_: str, out_file: Path | None, known: Known) -> None:
    if format_ == "xlsx" and out_file is not None:
        write_workbook(checks, out_file, known)
    elif format_ == "json":
        write_text(json.dumps([document(c, known) for c in checks], indent=1), out_file)
    elif format_ == "csv":
        write_text(csv_text([row for c in checks for row in finding_rows(c, known)]), out_file)
    elif format_ == "html":
        write_text(page(checks, known), out_file)
    else:
        for checked in checks:
            _show(checked)


def _show(checked: Checked) -> None:
    out.print(f"\n[bold]{checked.submission.name}[/]")
    out.print(said(checked))
    table = Table()
    for heading in ("Rule", "Severity", "What is wrong", "Failures"):
        table.add_column(heading, justify="right" if heading == "Failures" else "left", overflow="fold")
    for outcome in checked.failed:
        rule = outcome.rule
        table.add_row(rule.code, rule.severity.value, rule.message, f"{outcome.count:,}")
    if table.row_count:
        out.print(table)
    reasons: dict[str, list[str]] = {}
    for outcome in checked.not_run:
        reasons.setdefault(outcome.not_run, []).append(outcome.rule.code)
    for reason, codes in reasons.items():
        out.print(f"Not run, {reason}: {', '.join(codes)}.", markup=False, soft_wrap=True)
    out.print(f"The children: sightline returns check ... --format csv (or xlsx, html). {PRIVATE}", markup=False)
