"""The tables of the clocks, made once per dataset version beside the views: `TABLES`, each knowing those above it."""

from collections.abc import Callable
from functools import partial

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clocks import care, early, health, leaving, need, protection
from sightline.clocks.declare import CLOCKS, WARNINGS, Clock, Concern
from sightline.clocks.holders import holders, open_spells, posts_today, workers
from sightline.clocks.running import COLUMNS, EXTENSION, running
from sightline.errors import BadDeclaration
from sightline.measures.source_tables import SourceTables
from sightline.measures.views import VIEWS

# The modules whose import declares the clocks and the early warnings.
DECLARING = (need, protection, care, health, leaving, early)

# The clocks in the order of a child's journey.
IN_ORDER: dict[str, Clock] = {
    found.name: found for concern in Concern for found in CLOCKS.values() if found.concern is concern
}


def clocks(t: SourceTables) -> ir.Table:
    """
    Everything that is due, or was done or lapsed in the last weeks, of every clock: a row per thing to do.

    Columns: those of `running.COLUMNS`, `extended_reason`, and who has it to do today: the team and worker that hold
    the child, else those of the record. What nobody did lapses with the case: on the day it was next closed.
    """
    rows = ibis.union(*(getattr(t, f"clock_{name}").select(*COLUMNS) for name in CLOCKS))
    rows = _lapsed_with_the_case(t, rows)
    rows = _with_reason(t, rows)
    held = t.holders.select(_la="la_code", _person="person_id", _team="team_id", _worker="worker_id")
    joined = rows.left_join(held, [rows.la_code == held._la, rows.person_id == held._person])
    return joined.select(
        *[c for c in rows.columns if c not in ("team_id", "worker_id")],
        team_id=joined._team.coalesce(joined.team_id),
        worker_id=joined._worker.coalesce(joined.worker_id),
    )


def _lapsed_with_the_case(t: SourceTables, rows: ir.Table) -> ir.Table:
    done = rows.filter(_.done.notnull() | _.lapsed.notnull())
    waiting = rows.filter(_.done.isnull(), _.lapsed.isnull()).mutate(
        number=ibis.row_number().over(ibis.window(order_by=["clock", "la_code", "person_id", "record_id", "started"]))
    )
    spells = t.open_spells.filter(_.opened <= ibis.date(t.as_at)).select(
        _la="la_code", _person="person_id", _closed="closed"
    )
    closings = waiting.inner_join(
        spells,
        [waiting.la_code == spells._la, waiting.person_id == spells._person, spells._closed > waiting.applies_from],
    )
    closings = closings.group_by("number").agg(case_closed=closings._closed.min())
    # Of a child whose case was never open since, nothing is asked.
    joined = waiting.left_join(closings, "number").filter(_.case_closed.notnull())
    open_ended = ibis.ifelse(joined.case_closed <= ibis.date(t.as_at), joined.case_closed, ibis.null("date"))
    return done.union(joined.mutate(lapsed=open_ended).select(*COLUMNS))


def _with_reason(t: SourceTables, rows: ir.Table) -> ir.Table:
    extensions = t.decision.filter(_.decision_type == EXTENSION, _.decided_at.notnull())
    reasons = extensions.group_by(_la="la_code", _person="person_id", _record="about_id").agg(
        extended_reason=_.outcome.argmax(_.decided_at)
    )
    joined = rows.left_join(
        reasons,
        [rows.la_code == reasons._la, rows.person_id == reasons._person, rows.record_id == reasons._record],
    )
    return joined.select(*rows.columns, "extended_reason")


def early_warnings(t: SourceTables) -> ir.Table:
    """
    What to look at before it is late: `la_code`, `person_id`, `warning`, `since`, `says`, of children whose case is
    open, with the team and worker that hold them.
    """
    found = [
        warning.build(t).select("la_code", "person_id", "since", "says", warning=ibis.literal(warning.name))
        for warning in WARNINGS.values()
    ]
    rows = ibis.union(*found)
    held = t.holders.filter(_.is_open).select("team_id", "worker_id", _la="la_code", _person="person_id")
    joined = rows.inner_join(held, [rows.la_code == held._la, rows.person_id == held._person])
    return joined.select(*rows.columns, "team_id", "worker_id")


Made = Callable[[SourceTables], ir.Table]

TABLES: dict[str, Made] = {
    "open_spells": open_spells,
    "holders": holders,
    "workers": workers,
    "posts_today": posts_today,
    **{f"clock_{name}": partial(running, clock) for name, clock in CLOCKS.items()},
    "clocks": clocks,
    "early_warnings": early_warnings,
}
if clash := set(TABLES) & set(VIEWS):
    raise BadDeclaration(f"The tables {sorted(clash)} of the clocks are called like views.")
