"""`sightline returns compare`, `runs` and `note`: what changed between submissions, and what is explained."""

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from sightline.cli.console import out
from sightline.cli.figures_text import csv_text, write_text
from sightline.cli.options import OutFile, Workspace
from sightline.errors import BadUsage
from sightline.returns.check import check
from sightline.returns.compare import Comparison, Fate, compare
from sightline.returns.history import Run, run_called, run_of, runs
from sightline.returns.notes import Note, keep_note, return_of_rule
from sightline.returns.read import read_submissions
from sightline.returns.schema import return_called

FORMATS = ("table", "json", "csv")
HEADINGS = ("what", "fate", "rule", "child", "before", "after")


def compare_two(
    before: Annotated[str, typer.Argument(metavar="A", help="A file, a folder, or a run by its name.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Another of the same return.")],
    workspace: Workspace = Path("."),
    format_: Annotated[str, typer.Option("--format", "-f", help="table, json or csv.")] = "table",
    out_file: OutFile = None,
) -> None:
    """Compare two submissions: the children and the errors that came, went and stayed."""
    if format_ not in FORMATS:
        raise BadUsage(f"There is no format '{format_}'. Use one of: {', '.join(FORMATS)}.")
    found = compare(_run(before, workspace), _run(after, workspace))
    if format_ == "table":
        _show(found)
        return
    write_text(
        json.dumps(_document(found), indent=1) if format_ == "json" else csv_text(_rows(found), HEADINGS), out_file
    )


def _run(name: str, workspace: Path) -> Run:
    """A submission checked now, or a run that was kept."""
    path = Path(name)
    if not path.exists():
        return run_called(workspace, name)
    submissions = read_submissions([path])
    if len(submissions) != 1:
        raise BadUsage(f"{path} holds {len(submissions)} returns. Name the one to compare.")
    return run_of(check(submissions[0]), datetime.now())


def _document(found: Comparison) -> dict[str, Any]:
    return {
        "return": found.after.return_name,
        "before": {"submission": found.before.submission, "year": found.before.year},
        "after": {"submission": found.after.submission, "year": found.after.year},
        "children": {fate.value: sorted(ids) for fate, ids in found.children.items()},
        "rules": [asdict(rule) for rule in found.rules],
        "errors": [asdict(error) for error in found.errors],
    }


def _rows(found: Comparison) -> list[dict[str, Any]]:
    """A row for each child that came or went and each error."""
    children = [
        {"what": "child", "fate": fate.value, "rule": "", "child": child, "before": "", "after": ""}
        for fate, ids in found.children.items()
        if fate is not Fate.STAYED
        for child in sorted(ids)
    ]
    errors = [
        {"what": "error", "fate": e.fate.value, "rule": e.rule, "child": e.child, "before": e.before, "after": e.after}
        for e in found.errors
    ]
    return children + errors


def _show(found: Comparison) -> None:
    sizes = ", ".join(f"{len(ids):,} {fate.value}" for fate, ids in found.children.items())
    out.print(escape(f"{found.before.submission} to {found.after.submission}. Children: {sizes}."), soft_wrap=True)
    table = Table(title="Children with an error, by rule")
    for heading in ("Rule", "What is wrong", "Came", "Went", "Stayed", ""):
        table.add_column(heading, justify="right" if heading in ("Came", "Went", "Stayed") else "left", overflow="fold")
    for rule in found.rules:
        table.add_row(rule.rule, rule.message, f"{rule.came:,}", f"{rule.went:,}", f"{rule.stayed:,}", rule.why)
    out.print(table if found.rules else "Neither has an error.")


def show_runs(
    workspace: Workspace = Path("."),
    format_: Annotated[str, typer.Option("--format", "-f", help="table, json or csv.")] = "table",
    out_file: OutFile = None,
) -> None:
    """Show the checks that the workspace keeps: how a return came along, run by run."""
    if format_ not in FORMATS:
        raise BadUsage(f"There is no format '{format_}'. Use one of: {', '.join(FORMATS)}.")
    rows = [
        {
            "run": run.name,
            "checked_at": run.checked_at.isoformat(timespec="minutes"),
            "return": run.return_name,
            "year": run.year,
            "submission": run.submission,
            "children": len(run.children),
            "children_at_fault": run.children_at_fault,
            "rules_failed": run.failed,
            "failures": run.failures,
            "not_run": len(run.not_run),
        }
        for run in runs(workspace)
    ]
    if format_ != "table":
        write_text(json.dumps(rows, indent=1) if format_ == "json" else csv_text(rows, ("run",)), out_file)
        return
    if not rows:
        out.print("No check is kept yet. Keep one with: sightline returns check FILE --workspace FOLDER")
        return
    table = Table()
    table.add_column("Run", no_wrap=True)
    for heading in ("Children", "With an error", "Rules failed", "Failures", "Not run"):
        table.add_column(heading, justify="right")
    for row in rows:
        cells = ("children", "children_at_fault", "rules_failed", "failures", "not_run")
        table.add_row(str(row["run"]), *(f"{row[cell]:,}" for cell in cells))
    out.print(table)


def write_note(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The rule's code.")],
    text: Annotated[str, typer.Option("--text", help="Why the record is right; empty takes the note away.")],
    child: Annotated[str, typer.Option("--child", metavar="ID", help="The child; none for the whole return.")] = "",
    return_: Annotated[str | None, typer.Option("--return", metavar="cin|ssda903", help="Which return.")] = None,
    workspace: Workspace = Path("."),
) -> None:
    """Explain a finding, once for every year: the note stands beside it whenever the return is checked."""
    of = return_of_rule(rule, return_called(return_) if return_ else None)
    keep_note(workspace, Note(of.name, rule, child.strip(), text.strip(), date.today()))
    about = f"child {child.strip()}" if child.strip() else "the return as a whole"
    verb = "kept" if text.strip() else "taken away"
    out.print(escape(f"The note on rule {rule} of the {of.title} and {about} is {verb}."), soft_wrap=True)
