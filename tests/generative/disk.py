"""A batch of worlds as a dataset version on disk, as a load would have written it."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
from spec.drawing import as_arrow
from spec.world import calendar_rows

from generative.worlds import AS_AT, Rows
from sightline.dataset.versions import Manifest, TableCount, Version, VersionWriter
from sightline.measures.source_tables import BY_SHORT_NAME


def version_of(rows: Rows, workspace: Path) -> Version:
    """The rows written as a version of the workspace."""
    tables: dict[str, pa.Table] = {name: as_arrow(BY_SHORT_NAME[name], of_table) for name, of_table in rows.items()}
    tables["working_day"] = calendar_rows()
    writer = VersionWriter(workspace / "datasets")
    counts = []
    for name, table in tables.items():
        writer.write(BY_SHORT_NAME[name], table)
        counts.append(TableCount(BY_SHORT_NAME[name].stored_name, table.num_rows, table.num_rows, 0))
    authorities = sorted({str(row["la_code"]) for of_table in rows.values() for row in of_table})
    return writer.commit(Manifest(writer.name, AS_AT, datetime(2020, 1, 1), authorities, counts, []))
