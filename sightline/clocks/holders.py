"""Who holds each child today: the team and worker, and where they stand in the organisation."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clocks.leaving import left_care, listed
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import FOREVER, LONG_AGO
from sightline.measures.subjects.care_leavers import DFE_CATEGORIES
from sightline.measures.subjects.caseload import case_holding_posts
from sightline.measures.views import CARE_LEAVER

# How often a team's work may have passed on to another, one reorganisation after another.
REORGANISATIONS = 3
ALLOCATED, LAST_ALLOCATED, REFERRED_TO = "allocated", "last allocated", "referred to"


def merged(spells: ir.Table) -> ir.Table:
    """Exclusive spells of a child that follow one another without a gap, as one: `opened`, `closed`."""
    in_order = ibis.window(group_by=["la_code", "person_id"], order_by="start_date")
    rows = spells.select("la_code", "person_id", "start_date", "end_date")
    rows = rows.mutate(before=rows.end_date.lag().over(in_order))
    rows = rows.mutate(opens=(rows.before.isnull() | (rows.before < rows.start_date)).cast("int32"))
    running = ibis.cumulative_window(group_by=["la_code", "person_id"], order_by="start_date")
    rows = rows.mutate(number=rows.opens.sum().over(running))
    joined = rows.group_by("la_code", "person_id", "number").agg(opened=_.start_date.min(), closed=_.end_date.max())
    return joined.drop("number")


def open_spells(t: SourceTables) -> ir.Table:
    """
    When each child's case was open, whatever for: `opened`, `closed` (FOREVER while it is).

    A relevant or former relevant young person of the leaving care list is open since they left care.
    """
    leavers = listed(t).filter(_.eligibility.isin(DFE_CATEGORIES)).select("la_code", "person_id")
    leavers = leavers.left_join(left_care(t), ["la_code", "person_id"])
    leavers = leavers.select("la_code", "person_id", opened=_.left.coalesce(ibis.date(LONG_AGO)), closed=FOREVER)
    return merged(t.case_timeline).union(leavers)


def successors(t: SourceTables) -> ir.Table:
    """Teams that are no more by the as-at date, and the team that has their work now: `team_id`, `now_id`."""
    as_at = ibis.date(t.as_at)
    units = t.org_unit.select(
        "la_code", "unit_id", "valid_from", "valid_to", "maps_to_unit_id", team_id=_.ssd_team_id.coalesce(_.unit_id)
    )
    last = ibis.row_number().over(ibis.window(group_by=["la_code", "unit_id"], order_by=_.valid_from.desc()))
    latest = units.mutate(place=last).filter(_.place == 0)
    ended = latest.filter(_.valid_to <= as_at, _.maps_to_unit_id.notnull())
    rows = ended.select("la_code", "team_id", goes_to="maps_to_unit_id")
    for _hop in range(REORGANISATIONS):
        onward = ended.select(_la="la_code", _unit="unit_id", _next="maps_to_unit_id").view()
        joined = rows.left_join(onward, [rows.la_code == onward._la, rows.goes_to == onward._unit])
        rows = joined.select("la_code", "team_id", "goes_to", "_next")
        rows = rows.mutate(goes_to=rows._next.coalesce(rows.goes_to)).drop("_next")
    names = latest.select(_la="la_code", _unit="unit_id", now_id="team_id").view()
    return rows.inner_join(names, [rows.la_code == names._la, rows.goes_to == names._unit]).select(
        "la_code", "team_id", "now_id"
    )


def holders(t: SourceTables) -> ir.Table:
    """
    One row per child: who holds it today, and whether its case is open.

    `case_type` of an open case, `finance_only`; `opened` and, of a closed one, `closed`. `team_id` and `worker_id` are
    of the allocation in force; else the team that was last allocated, else the one that took the last referral (`how`
    says which). A team that is no more stands as the team that has its work now. `team`, `service_area` and `locality`
    are where that team stands today.
    """
    as_at = ibis.date(t.as_at)
    child = ["la_code", "person_id"]
    now = t.case_timeline.filter(_.start_date <= as_at, _.end_date > as_at)
    now = now.group_by(*child).agg(case_type=_.case_type.min(), finance_only=_.finance_only.min())
    spells = open_spells(t).filter(_.opened <= as_at)
    spells = spells.group_by(*child).agg(opened=_.opened.max(), closed=_.closed.max())
    rows = t.people.select(*child).left_join(spells, child).select(*child, "opened", "closed")
    rows = rows.left_join(now, child).select(*rows.columns, "case_type", "finance_only")
    rows = rows.mutate(is_open=(rows.closed > as_at).fill_null(False))
    rows = rows.mutate(
        closed=ibis.ifelse(rows.is_open, ibis.null("date"), rows.closed),
        case_type=ibis.ifelse(rows.is_open, rows.case_type.coalesce(CARE_LEAVER), ibis.null("string")),
    )
    return _placed(t, _with_holder(t, rows))


def _with_holder(t: SourceTables, rows: ir.Table) -> ir.Table:
    as_at = ibis.date(t.as_at)
    child = ["la_code", "person_id"]
    held = t.allocation.filter(_.start_date <= as_at)
    held = held.mutate(is_now=held.end_date > as_at)
    place = ibis.row_number().over(ibis.window(group_by=child, order_by=_.start_date.desc()))
    last = held.mutate(place=place).filter(_.place == 0)
    last = last.select(*child, "is_now", _team="team_id", _worker="worker_id")
    referrals = t.cin_episodes.filter(_.referral_date <= as_at, _.referral_team.notnull())
    latest = ibis.row_number().over(
        ibis.window(group_by=child, order_by=[_.referral_date.desc(), _.referral_id.desc()])
    )
    referrals = referrals.mutate(place=latest).filter(_.place == 0).select(*child, "referral_team")
    leavers = (
        listed(t)
        .filter(_.eligibility.isin(DFE_CATEGORIES))
        .select(*child, _leaver_team="team_id", _leaver_worker="worker_id")
    )
    joined = rows.left_join(last, child).select(*rows.columns, "is_now", "_team", "_worker")
    joined = joined.left_join(referrals, child).select(*joined.columns, "referral_team")
    joined = joined.left_join(leavers, child).select(*joined.columns, "_leaver_team", "_leaver_worker")
    is_now = joined.is_now.fill_null(False)
    own_team = ibis.ifelse(is_now, joined._team, ibis.null("string")).coalesce(joined._leaver_team)
    return joined.select(
        *rows.columns,
        team_id=own_team.coalesce(joined._team, joined.referral_team),
        worker_id=ibis.ifelse(is_now, joined._worker, ibis.null("string")).coalesce(joined._leaver_worker),
        how=ibis.cases(
            (own_team.notnull(), ALLOCATED),
            (joined._team.notnull(), LAST_ALLOCATED),
            (joined.referral_team.notnull(), REFERRED_TO),
            else_=ibis.null("string"),
        ),
    )


def _placed(t: SourceTables, rows: ir.Table) -> ir.Table:
    """`rows` with the team that has its work today and where it stands."""
    as_at = ibis.date(t.as_at)
    gone = successors(t).select("now_id", _la="la_code", _team="team_id")
    joined = rows.left_join(gone, [rows.la_code == gone._la, rows.team_id == gone._team])
    rows = joined.select(*rows.columns, "now_id")
    rows = rows.mutate(team_id=rows.now_id.coalesce(rows.team_id)).drop("now_id")
    units = t.units.filter(_.unit_from <= as_at, _.unit_to > as_at)
    units = units.select("team", "service_area", "locality", _la="la_code", _team="unit_team")
    placed = rows.left_join(units, [rows.la_code == units._la, rows.team_id == units._team])
    return placed.select(*rows.columns, team=placed.team.coalesce(placed.team_id), service_area="service_area",
                         locality="locality")  # fmt: skip


def workers(t: SourceTables) -> ir.Table:
    """What is known of each worker, by whatever the case system calls them by: `worker_id`, `name`, `job_title`."""
    rows = t.professionals.select(
        "la_code",
        "professional_id",
        "staff_id",
        name="professional_name",
        job_title="professional_job_title",
    )
    by_key = rows.select("la_code", "name", "job_title", worker_id="professional_id")
    by_staff_number = rows.filter(_.staff_id.notnull(), _.staff_id != _.professional_id).select(
        "la_code", "name", "job_title", worker_id="staff_id"
    )
    every = by_key.union(by_staff_number.select(by_key.columns))
    return every.group_by("la_code", "worker_id").agg(name=_.name.min(), job_title=_.job_title.min())


def posts_today(t: SourceTables) -> ir.Table:
    """
    The posts of the as-at date with the full-time equivalent that each counts as in caseloads.

    One row per worker and post: `worker_id`, `team_id`, `post` (the role), `agency`, `fte`, `adjusted_fte`,
    `is_newly_qualified`, `is_absent`.
    """
    as_at = ibis.date(t.as_at)
    rows = case_holding_posts.build(t).filter(_.day == as_at)
    facts = t.posts.filter(_.start_date <= as_at, _.end_date > as_at).select(
        "la_code",
        "record_id",
        _worker="worker_id",
        is_newly_qualified="is_newly_qualified",
        is_absent=_.is_absent_kind & (_.absent_from.coalesce(_.start_date) <= as_at) & (_.absent_to > as_at),
    )
    facts = facts.group_by("la_code", "record_id", "_worker").agg(
        is_newly_qualified=_.is_newly_qualified.cast("int8").max() == 1, is_absent=_.is_absent.cast("int8").max() == 1
    )
    joined = rows.left_join(
        facts, [rows.la_code == facts.la_code, rows.record_id == facts.record_id, rows.worker_id == facts._worker]
    )
    return joined.select(
        *[rows[c] for c in rows.columns],
        is_newly_qualified=joined.is_newly_qualified.fill_null(False),
        is_absent=joined.is_absent.fill_null(False),
    )
