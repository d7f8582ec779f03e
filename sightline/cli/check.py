"""`sightline check`: the quality of the current dataset."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from sightline.cli.console import out
from sightline.cli.figures_text import csv_text, write_text
from sightline.cli.options import OutFile, Workspace
from sightline.dataset.versions import Version, require_current
from sightline.engine.base import engine_called
from sightline.engine.quality import Finding, rejects_by_rule, rows_at_fault, run_checks, score
from sightline.errors import BadUsage
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
    if format_ == "table":
        _show(version, findings)
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
    document = {"version": version.name, "score": round(score(findings), 2), "checks": rows}
    write_text(json.dumps(document, indent=1) if format_ == "json" else csv_text(rows), out_file)


def _show(version: Version, findings: list[Finding]) -> None:
    out.print(f"Data as at {version.manifest.as_at:%-d %B %Y}, loaded {version.manifest.loaded_at:%-d %B %Y at %H:%M}.")
    out.print(f"Quality score: [bold]{score(findings):.1f}[/] of 100.\n")
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
    out.print("\nList the rows with: sightline check --list CHECK --format csv")
