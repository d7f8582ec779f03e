"""Calendar months, so that a year's total can be read as a monthly average."""

import ibis
import ibis.expr.types as ir

from sightline.measures.model import event
from sightline.measures.source_tables import SourceTables


@event(grain="one calendar month of the history", needs=(), about_children=False)
def months(t: SourceTables) -> ir.Table:
    """The same for every authority and unit; the running month counts as one."""
    return t.snapshot_days.select(la_code=ibis.literal(""), record_id=t.snapshot_days.month.cast("string"), date="day")
