"""`sightline check`: the quality of the current dataset."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from sightline.cli.console import out
from sightline.cli.figures_text import csv_text, write_text
from sightline.cli.options import OutFile, Workspace
from sightline.dataset.versions import Version, require_current
from sightline.engine.base import engine_called
from sightline.engine.quality import Finding, rejects_by_rule, rows_at_fault, run_checks, score
from sightline.errors import BadUsage
from sightline.returns.history import Run, latest, runs, scored
from sightline.settings import read_settings

FORMATS = ("table", "json", "csv")


def command(
    workspace: Workspace = Path("."),
    list_: Annotated[str | None, typer.Option("--list", metavar="CHECK", help="List the rows one check found.")] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="table, json or csv.")] = "table",
    out_file: OutFile = None,
) -> None:
    """Check the data's quality: what the load set aside and what the records contradict, with lists to mend."""
    if format_ not in FORMATS:
        raise BadUsage(f"There is no format '{format_}'. Use one of: {', '.join(FORMATS)}.")
    settings = read_settings(workspace)
    version = require_current(workspace)
    with engine_called("duckdb") as engine:
        if list_ is not None:
            rows = rows_at_fault(engine, version, settings, list_).to_pylist()
            write_text(
                json.dumps(rows, indent=1)
                if format_ == "json"
                else csv_text(rows, ("la_code", "record_id", "person_id")),
                out_file,
            )
            return
        findings = run_checks(engine, version, settings)
    returns = latest(runs(workspace))
    whole = score([*findings, *(s for run in returns for s in scored(run))])
    if format_ == "table":
        _show(version, findings, returns, whole)
        return
    rows = [
        {
            "check": f.check.name,
            "table": f.check.table,
            "severity": f.check.severity.value,
            "title": f.check.title,
            "rows": f.rows,
            "at_fault": f.at_fault,
            "what_to_do": f.check.what_to_do,
        }
        for f in findings
    ]
    document = {
        "version": version.name,
        "score": round(whole, 2),
        "checks": rows,
        "statutory_returns": [_returned(r) for r in returns],
    }
    write_text(json.dumps(document, indent=1) if format_ == "json" else csv_text(rows), out_file)


def _returned(run: Run) -> dict[str, Any]:
    """The newest check of a return, for other programs."""
    return {
        "return": run.return_name,
        "year": run.year,
        "run": run.name,
        "submission": run.submission,
        "children": len(run.children),
        "children_at_fault": run.children_at_fault,
        "failures": run.failures,
        "not_run": len(run.not_run),
        "score": round(score(scored(run)), 2),
        "by_rule": {r.rule: r.failures for r in run.rules if r.failures},
    }


def _show(version: Version, findings: list[Finding], returns: list[Run], whole: float) -> None:
    out.print(f"Data as at {version.manifest.as_at:%-d %B %Y}, loaded {version.manifest.loaded_at:%-d %B %Y at %H:%M}.")
    out.print(f"Quality score: [bold]{whole:.1f}[/] of 100.\n")
    table = Table(title="Records to mend")
    for heading in ("Check", "Severity", "What is wrong", "Rows", "Of", "Share"):
        numeric = heading in ("Rows", "Of", "Share")
        table.add_column(heading, justify="right" if numeric else "left", no_wrap=numeric, overflow="fold")
    for f in sorted((f for f in findings if f.at_fault), key=lambda f: (f.check.severity.value, -f.share)):
        table.add_row(
            f.check.name, f.check.severity.value, f.check.title, f"{f.at_fault:,}", f"{f.rows:,}", f"{f.share:.1%}"
        )
    out.print(table if table.row_count else "No check found anything.")
    rejects = rejects_by_rule(version)
    if rejects:
        aside = Table(title="Set aside by the load")
        for heading in ("Table", "Reason", "What", "Count"):
            aside.add_column(heading, justify="right" if heading == "Count" else "left")
        for (name, rule, whole_row), count in sorted(rejects.items()):
            aside.add_row(name, rule.replace("_", " "), "rows" if whole_row else "cells", f"{count:,}")
        out.print(aside)
    if returns:
        out.print(_returns_table(returns))
    out.print("\nList the rows with: sightline check --list CHECK --format csv")


def _returns_table(returns: list[Run]) -> Table:
    """Each return as last checked, for the score counts its rules too."""
    table = Table(title="Statutory returns, as last checked")
    for heading in ("Return", "Year", "Checked", "Children", "With an error", "Rules failed", "Not run", "Score"):
        table.add_column(heading, justify="left" if heading in ("Return", "Checked") else "right")
    for run in returns:
        table.add_row(
            run.return_name, str(run.year), f"{run.checked_at:%-d %B %Y}", f"{len(run.children):,}",
            f"{run.children_at_fault:,}", f"{run.failed:,}", f"{len(run.not_run):,}", f"{score(scored(run)):.1f}",
        )  # fmt: skip
    return table
