"""A worklist as a file with commas."""

from collections.abc import Sequence

from sightline.pages.due import DueRow
from sightline.web.config.files import csv_bytes

HEADS = ("Child", "Name", "What", "Limit", "Started", "Due", "Stands", "Reason for extension", "Worker", "Team")


def worklist_csv(rows: Sequence[DueRow]) -> bytes:
    """One line a row, dates as days; no text that a spreadsheet would take for a formula."""
    return csv_bytes(
        HEADS,
        (
            (row.child_id, row.name, row.what, row.limit, row.started.isoformat(), row.due.isoformat(), row.clock,
             row.reason, row.whose, row.team)
            for row in rows
        ),
    )  # fmt: skip
