"""The data quality sheet: where the data came from, what was kept and set aside, and what was not supplied."""

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from sightline.dataset import tables
from sightline.reports.declare import ReportSpec
from sightline.reports.figures import Figures
from sightline.reports.glossary import items_of, measures_of
from sightline.reports.model import TextTable


def data_quality(spec: ReportSpec, figures: Figures, rejects: Path | None = None) -> tuple[TextTable, ...]:
    """Tables of the manifest and, where the version's rejects are at hand, of what was set aside and why."""
    return (_sources(figures), _rows(figures), _not_supplied(spec, figures), _rejected(rejects))


def _sources(figures: Figures) -> TextTable:
    rows = []
    for source in figures.measured.manifest.sources:
        read = sum(i.read for i in source.inputs)
        rejected = sum(i.rejected for i in source.inputs)
        files = ", ".join(sorted(source.files)[:6]) + (f" and {len(source.files) - 6} more" if len(source.files) > 6 else "")
        rows.append((source.name, source.kind, files, read, read - rejected, rejected, " ".join(source.notes)))
    return TextTable(
        "Sources of the data",
        ("Source", "Kind", "Files", "Rows read", "Rows kept", "Rows set aside", "Notes"),
        tuple(rows),
        (28, 24, 60, 12, 12, 12, 40),
        empty="The manifest names no source.",
    )


def _rows(figures: Figures) -> TextTable:
    rows = [
        (_title(count.table), count.table, count.read, count.kept, count.rejected, count.repaired)
        for count in figures.measured.manifest.tables
        if count.read
    ]
    return TextTable(
        "Rows by table",
        ("Table", "Stored as", "Rows read", "Rows kept", "Rows set aside", "Rows mended"),
        tuple(rows),
        (28, 24, 12, 12, 12, 12),
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
            rows.append((measure.title, measure.id, items, ", ".join(missing)))
    return TextTable(
        "Not supplied",
        ("Measure", "Id", "Items", "Tables that hold no rows"),
        tuple(rows),
        (28, 24, 12, 60),
        empty="Every measure shown was supplied.",
    )


def _rejected(rejects: Path | None) -> TextTable:
    """What was set aside by rule, with how often; no value and no child is named here."""
    rows: list[tuple[str | int, ...]] = []
    if rejects is not None and rejects.exists():
        found = pq.read_table(rejects, columns=["table", "rule"]).to_pylist()
        counted = Counter((row["table"] or "", row["rule"] or "") for row in found)
        for (table, rule), count in counted.most_common():
            rows.append((_title(table), table, rule, count))
    return TextTable(
        "Values and rows set aside, by rule",
        ("Table", "Stored as", "Rule", "Times"),
        tuple(rows),
        (28, 24, 60, 12),
        empty="Nothing was set aside.",
    )


def _title(stored_name: str) -> str:
    table = tables.ALL.get(stored_name)
    return (table.short_name if table else stored_name).replace("_", " ").capitalize()
