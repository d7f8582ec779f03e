"""Early warnings: what to look at before it is late, or before it counts against the child."""

from datetime import timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clocks.declare import early_warning
from sightline.clocks.protection import own_plans
from sightline.dataset.tables.child_protection import CP_PLANS
from sightline.dataset.tables.children_in_need import CIN_EPISODES
from sightline.dataset.tables.looked_after import CLA_EPISODES, CLA_PLACEMENT, MISSING
from sightline.dataset.tables.workforce import INVOLVEMENTS
from sightline.measures.expressions import months_later
from sightline.measures.source_tables import SourceTables
from sightline.measures.windows import add_months

CHILD = ("la_code", "person_id")
MOVES, ALMOST_TWO_YEARS, TWO_YEARS = 2, 21, 24
REFERRALS, REFERRAL_MONTHS = 4, 18
MISSING_TIMES, MISSING_DAYS = 3, 90
WORKERS, WORKER_MONTHS = 4, 12
# A repeat plan is looked at while it is new.
NEW_PLAN_MONTHS = 3


def _back(t: SourceTables, months: int) -> ir.DateScalar:
    return ibis.date(add_months(t.as_at, -months))


def _times(number: ir.IntegerValue, words: str) -> ir.StringValue:
    return number.cast("string").concat(" ", words)


@early_warning(
    title="Two placement moves in 12 months",
    why="a third since April would count in the stability measure",
    source="the authority's early-warning list of children with two moves",
    needs=(CLA_EPISODES, CLA_PLACEMENT),
)
def two_moves(t: SourceTables) -> ir.Table:
    """Children looked after with two or more moves in the year; temporary placements and renewals are not moves."""
    as_at = ibis.date(t.as_at)
    periods = t.cla_timeline.filter(_.start_date <= as_at, _.end_date > as_at).select(*CHILD, "period_id").distinct()
    # The placement that begins a period of care is not a move.
    moves = t.counted_placements.filter(_.number > 1, _.start_date > _back(t, 12), _.start_date <= as_at)
    moves = moves.semi_join(periods, [*CHILD, "period_id"])
    found = moves.group_by(*CHILD).agg(since=_.start_date.max(), moves=_.count())
    found = found.filter(_.moves >= MOVES)
    return found.select(*CHILD, "since", says=_times(found.moves, "placement moves in 12 months"))


@early_warning(
    title="Nearly two years on a plan",
    why="two-year review list",
    source="plans of two years or more are a measure of drift",
    needs=(CP_PLANS,),
)
def nearly_two_years(t: SourceTables) -> ir.Table:
    """Children whose plan is in the last three months of its second year."""
    as_at = ibis.date(t.as_at)
    rows = t.cp_timeline.filter(_.start_date <= as_at, _.end_date > as_at)
    rows = rows.filter(_.plan_start <= _back(t, ALMOST_TWO_YEARS), _.plan_start > _back(t, TWO_YEARS))
    found = rows.group_by(*CHILD).agg(since=_.plan_start.min())
    months = ibis.cases(
        *((found.since <= _back(t, months), months) for months in range(TWO_YEARS - 1, ALMOST_TWO_YEARS, -1)),
        else_=ALMOST_TWO_YEARS,
    )
    return found.select(*CHILD, "since", says=_times(months, "months on a protection plan"))


@early_warning(
    title="Fourth referral in 18 months",
    why="look at what the earlier ones led to",
    source="repeat referrals are a sign that help has not lasted",
    needs=(CIN_EPISODES,),
)
def fourth_referral(t: SourceTables) -> ir.Table:
    rows = t.cin_episodes.filter(_.referral_date > _back(t, REFERRAL_MONTHS), _.referral_date <= ibis.date(t.as_at))
    found = rows.group_by(*CHILD).agg(since=_.referral_date.max(), times=_.referral_date.nunique())
    found = found.filter(_.times >= REFERRALS)
    return found.select(*CHILD, "since", says=_times(found.times, f"referrals in {REFERRAL_MONTHS} months"))


@early_warning(
    title="A second plan within two years",
    why="ask why the first did not hold",
    source="plans begun within two years of an earlier one are a measure",
    needs=(CP_PLANS,),
)
def second_plan(t: SourceTables) -> ir.Table:
    """Children whose plan began in the last three months, within two years of the end of an earlier one."""
    plans = own_plans(t)
    new = plans.filter(
        _.started > _back(t, NEW_PLAN_MONTHS), _.started <= ibis.date(t.as_at), _.ended > ibis.date(t.as_at)
    )
    earlier = plans.select(_la="la_code", _person="person_id", _ended="ended").view()
    joined = new.inner_join(
        earlier,
        [new.la_code == earlier._la, new.person_id == earlier._person, earlier._ended <= new.started],
    )
    joined = joined.filter(joined._ended > months_later(joined.started, -TWO_YEARS))
    found = joined.group_by(*CHILD).agg(since=joined.started.max())
    return found.mutate(says=ibis.literal("a second plan within two years"))


@early_warning(
    title="Missing three times in 90 days",
    why="a strategy discussion is expected",
    source="statutory guidance on children who run away or go missing",
    needs=(MISSING,),
)
def often_missing(t: SourceTables) -> ir.Table:
    days = t.missing.filter(_.person_id.notnull(), _.missing_episode_start_date.notnull()).select(
        *CHILD, day=_.missing_episode_start_date.cast("date")
    )
    since = ibis.date(t.as_at - timedelta(days=MISSING_DAYS))
    rows = days.filter(_.day > since, _.day <= ibis.date(t.as_at))
    found = rows.group_by(*CHILD).agg(since=_.day.max(), times=_.count())
    found = found.filter(_.times >= MISSING_TIMES)
    return found.select(*CHILD, "since", says=_times(found.times, f"times missing in {MISSING_DAYS} days"))


@early_warning(
    title="Three changes of worker in 12 months",
    why="the child has had to begin again each time",
    source="changes of worker are what children complain of most",
    needs=(INVOLVEMENTS,),
)
def many_workers(t: SourceTables) -> ir.Table:
    as_at = ibis.date(t.as_at)
    held = t.allocation.filter(_.worker_id.notnull(), _.start_date <= as_at, _.end_date > _back(t, WORKER_MONTHS))
    found = held.group_by(*CHILD).agg(since=_.start_date.max(), workers=_.worker_id.nunique())
    found = found.filter(_.workers >= WORKERS)
    return found.select(*CHILD, "since", says=_times(found.workers, f"workers in {WORKER_MONTHS} months"))
