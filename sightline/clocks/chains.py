"""A clock that starts again each time it is done: visits, reviews, checks."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clocks.running import still_told
from sightline.measures.source_tables import SourceTables

CHAIN = ("la_code", "person_id", "record_id")


def chain(t: SourceTables, spells: ir.Table, held: ir.Table) -> ir.Table:
    """
    One row per start of a spell and per time it was done within it: each done by the next.

    `spells`: `la_code`, `person_id`, `record_id`, `started`, `ended` (FOREVER while open), and `begun`, from when the
    first one runs, where it is another day than the start. `held`: `la_code`, `person_id`, `held`, and `record_id`
    where what was done is known to belong to a spell. Two on one day are one.
    Shape: `la_code`, `person_id`, `record_id`, `number` (0 for the first), `started`, `applies_from`,
    `done`, `lapsed`.
    """
    if "begun" not in spells.columns:
        spells = spells.mutate(begun=spells.started)
    keys = [key for key in CHAIN if key in held.columns]
    ends = spells.select(*CHAIN, _started="started", _ended="ended")
    within = held.inner_join(ends, keys)
    within = within.filter(
        within.held >= within._started, within.held <= within._ended, within.held <= ibis.date(t.as_at)
    )
    times = within.select(*CHAIN, started="held").distinct().mutate(is_start=ibis.literal(0))
    # The start comes first though an earlier day set it going, such as a check before the child came into care.
    starts = spells.select(*CHAIN, started="begun").mutate(is_start=ibis.literal(1))
    in_order = ibis.window(group_by=list(CHAIN), order_by=[_.is_start.desc(), _.started])
    rows = starts.union(times.select(starts.columns))
    rows = rows.mutate(number=ibis.row_number().over(in_order), done=_.started.lead().over(in_order))
    rows = rows.inner_join(spells.select(*CHAIN, spell_start="started", lapsed="ended"), list(CHAIN))
    rows = rows.mutate(applies_from=ibis.greatest(rows.started, rows.spell_start))
    return still_told(t, rows.select(*CHAIN, "number", "started", "applies_from", "done", "lapsed"))
