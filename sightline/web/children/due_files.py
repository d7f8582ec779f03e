"""A worklist as a file with commas."""

import csv
import io
from collections.abc import Sequence

from sightline.pages.due import DueRow
from sightline.web.children.records_files import harmless

HEADS = ("Child", "Name", "What", "Limit", "Started", "Due", "Stands", "Reason for extension", "Worker", "Team")


def worklist_csv(rows: Sequence[DueRow]) -> bytes:
    """One line a row, dates as days; no text that a spreadsheet would take for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for row in rows:
        cells = (row.child_id, row.name, row.what, row.limit, row.started.isoformat(), row.due.isoformat(), row.clock,
                 row.reason, row.whose, row.team)  # fmt: skip
        writer.writerow([harmless(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
