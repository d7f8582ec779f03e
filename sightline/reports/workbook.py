"""The performance workbook as one call: the demo's, the nightly job's and the command line's."""

from datetime import datetime
from pathlib import Path

from sightline.engine.measured import Measured
from sightline.measures.windows import Month
from sightline.reports.build import Progress, build
from sightline.reports.definitions.workbook import WORKBOOK
from sightline.reports.protect import protect
from sightline.reports.renderers.xlsx import write_xlsx


def write_workbook(
    measured: Measured,
    last: Month,
    file: Path,
    *,
    made_at: datetime | None = None,
    rejects: Path | None = None,
    progress: Progress | None = None,
) -> None:
    """Writes the workbook of the month `last` to an Excel file."""
    report = build(WORKBOOK, measured, last, made_at=made_at or datetime.now(), rejects=rejects, progress=progress)
    write_xlsx(protect(report, WORKBOOK.audience), file)
