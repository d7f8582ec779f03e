"""`sightline load`: sources in, a new dataset version out."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import pyarrow.parquet as pq
import typer
from rich.markup import escape
from rich.table import Table

from sightline.cli.console import err, out, progress
from sightline.cli.options import Workspace, parse_date
from sightline.dataset.versions import Manifest, Version
from sightline.errors import BadUsage
from sightline.settings import read_settings
from sightline.sources.load import load


def command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, or a database's address (postgresql://, mssql://)."),
    ],
    workspace: Workspace = Path("."),
    as_at: Annotated[
        str | None, typer.Option(help="The date the data is as at; by default the return's, else today.")
    ] = None,
    accept_shrink: Annotated[bool, typer.Option(help="Accept a table that lost half of its rows or more.")] = False,
    la_code: Annotated[
        str | None, typer.Option(help="The authority's three-digit number, if not the settings'.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as one JSON object.")] = False,
) -> None:
    """Load an SSD, Annex A, CIN census or SSDA903, in any mixture; what each file is, is told from its content."""
    day = parse_date(as_at) if as_at else None
    if la_code is not None and not (la_code.isdigit() and len(la_code) == 3):
        raise BadUsage(f"'{la_code}' is not an authority's number. It has three digits, as 878 for Devon.")
    settings = read_settings(workspace)
    with progress() as bar:
        report = load(
            workspace, sources, as_at=day, accept_shrink=accept_shrink, settings=settings, progress=bar, la_code=la_code
        )
    if as_json:
        out.file.write(json.dumps(_as_json(report.manifest), indent=1) + "\n")
        return
    _show(report.version)


def _as_json(manifest: Manifest) -> dict[str, object]:
    return {
        "version": manifest.version,
        "as_at": manifest.as_at.isoformat(),
        "tables": [
            {"table": t.table, "read": t.read, "kept": t.kept, "rejected": t.rejected, "repaired": t.repaired}
            for t in manifest.tables
        ],
        "sources": [
            {
                "name": s.name,
                "kind": s.kind,
                "version": s.version,
                "la_code": s.la_code,
                "inputs": [
                    {"input": i.input, "read": i.read, "kept": i.kept, "rejected": i.rejected} for i in s.inputs
                ],
                "notes": s.notes,
            }
            for s in manifest.sources
        ],
    }


def _show(version: Version) -> None:
    manifest = version.manifest
    table = Table("Table", title=f"Loaded as at {manifest.as_at:%-d %B %Y}", title_justify="left")
    for heading in ("Read", "Kept", "Set aside", "Mended"):
        table.add_column(heading, justify="right")
    for t in manifest.tables:
        table.add_row(t.table, f"{t.read:,}", f"{t.kept:,}", f"{t.rejected:,}", f"{t.repaired:,}")
    out.print(table)
    # A pooled load has one source per authority, most saying the same: each note once.
    notes = Counter(note for s in manifest.sources for note in s.notes)
    for note, times in notes.items():
        out.print(f"- {escape(note)}" + (f" ({times} sources)" if times > 1 else ""), soft_wrap=True)
    rejects = pq.read_table(version.rejects, columns=["whole_row"]).column("whole_row").to_pylist()
    rows, cells = sum(rejects), len(rejects) - sum(rejects)
    if rejects:
        err.print(
            f"{rows:,} rows and {cells:,} cells were set aside, each with its reason, in {version.rejects}. "
            "'sightline check' lists them by rule.",
            soft_wrap=True,
        )
