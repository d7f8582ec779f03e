"""Who holds a child's case on a day, and the posts of those who hold cases (docs/conventions.md, Allocation)."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import exclusive, open_ended

# An assessed and supported year, or newly qualified, carries 60% of the FTE (docs/conventions.md).
NEWLY_QUALIFIED_SHARE = 0.6


def allocation(t: SourceTables) -> ir.Table:
    """
    The allocated worker and team of each child, one row per child and day.

    The open involvement whose role is mapped to allocation; the latest start wins. A personal adviser holds the
    case where no allocated worker does. `is_social_worker`: the worker has a Social Work England number.
    Some case systems give the staff number for the worker; both are tried.
    """
    roles = t.settings.allocation
    rank = dict.fromkeys(roles.allocated_roles, 0) | dict.fromkeys(roles.personal_adviser_roles, 1)
    spells = t.involvements.filter(
        _.professional_role_id.isin(list(rank)), _.involvement_start_date.notnull(), _.person_id.notnull()
    ).select(
        "la_code",
        "person_id",
        record_id="involvements_id",
        start_date="involvement_start_date",
        end_date=open_ended(_.involvement_end_date),
        team_id="professional_team",
        professional_id="professional_id",
        role_rank=_.professional_role_id.cases(*rank.items(), else_=9),
    )
    held = exclusive(spells, priority=[_.role_rank, _.start_date.desc(), _.record_id.desc()])
    registered = t.professionals.filter(_.social_worker_registration_no.notnull())
    keys = (
        registered.select("la_code", worker="professional_id")
        .union(registered.filter(_.staff_id.notnull()).select("la_code", worker="staff_id"))
        .distinct()
        .mutate(registered=True)
    )
    held = held.left_join(keys, [held.la_code == keys.la_code, held.professional_id == keys.worker])
    return held.select(
        "la_code",
        "person_id",
        "start_date",
        "end_date",
        "team_id",
        worker_id="professional_id",
        is_social_worker=_.registered.fill_null(False),
        is_involved=ibis.literal(True),
    )


def posts(t: SourceTables) -> ir.Table:
    """
    Posts that could carry cases, over time: one row per worker, post and spell.

    `fte`, `is_newly_qualified`, `is_agency`, `role`, `absent_from`, `absent_to`. From ext_worker_post; for an
    authority without it, from the workers who hold cases, their job titles (a setting) and their FTE.
    """
    recorded = t.worker_post.select(
        "la_code",
        worker_id="professional_id",
        record_id=_.professional_id.concat(" ", _.unit_id, " ", _.role, " ", _.valid_from.cast("string")),
        team_id="unit_id",
        role=_.role.lower().replace(" ", "_"),
        start_date="valid_from",
        end_date=open_ended(_.valid_to),
        fte=_.fte.coalesce(1.0),
        is_newly_qualified=_.is_newly_qualified.coalesce("N") == "Y",
        is_agency=_.is_agency.coalesce("N") == "Y",
        is_absent_kind=_.absence.notnull(),
        absent_from="absence_from",
        absent_to=open_ended(_.absence_to),
    )
    names = t.org_unit.select("la_code", "unit_id", team=_.ssd_team_id.coalesce(_.unit_id)).distinct()
    names = names.group_by("la_code", "unit_id").agg(team=_.team.min())
    recorded = recorded.left_join(names, [recorded.la_code == names.la_code, recorded.team_id == names.unit_id])
    recorded = recorded.mutate(team_id=_.team.coalesce(_.team_id)).drop("la_code_right", "unit_id", "team")
    return recorded.mutate(basis=ibis.literal("posts")).union(
        _from_job_titles(t).anti_join(t.worker_post, "la_code").select(*recorded.columns, "basis")
    )


def _from_job_titles(t: SourceTables) -> ir.Table:
    patterns = t.settings.allocation
    # A worker's post is in the team that holds most of their cases over the spell of each allocation.
    spells = (
        t.allocation.filter(_.worker_id.notnull())
        .group_by("la_code", "worker_id", "team_id")
        .agg(start_date=_.start_date.min(), end_date=_.end_date.max(), cases=_.count())
    )
    place = ibis.row_number().over(
        ibis.window(group_by=["la_code", "worker_id"], order_by=[ibis.desc("cases"), "team_id"])
    )
    spells = spells.mutate(place=place).filter(_.place == 0)
    workers = t.professionals.select(
        "la_code",
        "professional_id",
        "staff_id",
        title=_.professional_job_title.coalesce(""),
        fte="full_time_equivalency",
        agency="agency_worker_flag",
    )
    # The allocation names a worker by key or, in some case systems, by staff number.
    by_staff_number = workers.filter(_.staff_id.notnull(), _.staff_id != _.professional_id).mutate(key=_.staff_id)
    workers = workers.mutate(key=_.professional_id).union(by_staff_number)
    held = spells.inner_join(workers, [spells.la_code == workers.la_code, spells.worker_id == workers.key])
    return held.select(
        "la_code",
        "worker_id",
        record_id="worker_id",
        team_id="team_id",
        role=ibis.cases(
            (_.title.re_search(patterns.manager_pattern), "team_manager"),
            (_.title.re_search(patterns.family_practitioner_pattern), "family_practitioner"),
            else_="social_worker",
        ),
        start_date="start_date",
        end_date="end_date",
        fte=_.fte.coalesce(1.0),
        is_newly_qualified=_.title.re_search(patterns.newly_qualified_pattern),
        is_agency=_.agency.coalesce("N") == "Y",
        is_absent_kind=ibis.literal(False),
        absent_from=ibis.null("date"),
        absent_to=ibis.null("date"),
        basis=ibis.literal("job titles"),
    )
