"""The data quality sheet: where the data came from, what was kept and set aside, and what was not supplied."""

from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from sightline.dataset import tables
from sightline.reports.declare import ReportSpec
from sightline.reports.figures import Figures
from sightline.reports.glossary import items_of, measures_of
from sightline.reports.model import TextTable

# The four tables stand under one another and share their columns: two of words, four of numbers, one of words.
WIDTHS = (30, 44, 11, 11, 11, 11, 76)
FILES_NAMED = 6


def data_quality(spec: ReportSpec, figures: Figures, rejects: Path | None = None) -> tuple[TextTable, ...]:
    """Tables of the manifest and, where the version's rejects are at hand, of what was set aside and why."""
    return (_not_supplied(spec, figures), _sources(figures), _rejected(rejects), _rows(figures))


def _sources(figures: Figures) -> TextTable:
    rows = []
    for source in figures.measured.manifest.sources:
        read = sum(i.read for i in source.inputs)
        rejected = sum(i.rejected for i in source.inputs)
        names = sorted(source.files)
        files = ", ".join(names[:FILES_NAMED])
        if len(names) > FILES_NAMED:
            files += f" and {len(names) - FILES_NAMED} more"
        rows.append(
            (f"{source.name} ({source.kind})", files, read, read - rejected, rejected, "", " ".join(source.notes))
        )
    return TextTable(
        "Sources of the data",
        ("Source", "Files", "Rows read", "Rows kept", "Set aside", "", "Notes of the load"),
        tuple(rows),
        WIDTHS,
        empty="The manifest names no source.",
    )


def _rows(figures: Figures) -> TextTable:
    held = figures.measured.manifest.coverage
    rows = [
        (
            count.table,
            _grain(count.table),
            count.read,
            count.kept,
            count.rejected,
            count.repaired,
            _since(count.table, held),
        )
        for count in figures.measured.manifest.tables
        if count.read
    ]
    return TextTable(
        "Rows by table",
        ("Table", "One row is", "Rows read", "Rows kept", "Set aside", "Mended", "How far back"),
        tuple(rows),
        WIDTHS,
        empty="No table holds a row.",
    )


def _not_supplied(spec: ReportSpec, figures: Figures) -> TextTable:
    """The measures shown that nothing can be said about, and the tables they wait for."""
    supplied = figures.measured.manifest.supplied
    rows = []
    for measure in measures_of(spec):
        missing = [t.stored_name for t in measure.required_tables if t.stored_name not in supplied]
        if missing:
            items = ", ".join(map(str, items_of(spec, measure.id)))
            rows.append((", ".join(missing), measure.title, items))
    return TextTable(
        "Not supplied",
        ("Tables that hold no rows", "Measure that waits for them", "Items"),
        tuple(rows),
        WIDTHS,
        empty="Every measure shown was supplied.",
    )


def _rejected(rejects: Path | None) -> TextTable:
    """What was set aside by rule, with how often; no value and no child is named here."""
    rows: list[tuple[str | int, ...]] = []
    # Where the list is not at hand, nothing may be said of what is on it.
    known = rejects is not None and rejects.exists()
    if rejects is not None and known:
        found = pq.read_table(rejects, columns=["table", "rule", "whole_row"]).to_pylist()
        counted = Counter((row["table"] or "", row["rule"] or "", bool(row["whole_row"])) for row in found)
        for (table, rule, whole), count in counted.most_common():
            what = rule.replace("_", " ").capitalize()
            rows.append((table, f"{what}: {'the row was set aside' if whole else 'the cell was emptied'}", count))
    return TextTable(
        "Set aside at loading, by rule",
        ("Table", "Rule and what was done", "Times"),
        tuple(rows),
        WIDTHS,
        empty="Nothing was set aside." if known else "Not listed in this copy; 'sightline check' lists it by rule.",
    )


def _since(stored_name: str, coverage: dict[str, date]) -> str:
    """From when the sources tell of a table, where they don't tell of all of it."""
    return f"Since {coverage[stored_name]:%-d %B %Y}" if stored_name in coverage else "Everything"


def _grain(stored_name: str) -> str:
    table = tables.ALL.get(stored_name)
    return table.grain if table else ""
