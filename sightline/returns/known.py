"""What a workspace knows about a finding: who holds the child's case, and the note that explains why it is right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.dataset import tables
from sightline.dataset.database import workbench
from sightline.dataset.versions import Version
from sightline.returns.notes import Note, Notes
from sightline.settings import Settings

# The worker and team on a day, else the last before it: the open one, an allocated role before others, the latest.
HELD = """
    SELECT invo_person_id AS child, coalesce(dept_team_name, invo_professional_team) AS team,
           coalesce(prof_professional_name, prof_professional_id, invo_professional_id) AS worker
    FROM ssd_involvements JOIN roles ON role = invo_professional_role_id
    LEFT JOIN ssd_department ON dept_team_id = invo_professional_team
    LEFT JOIN ssd_professionals ON prof_professional_id = invo_professional_id
    WHERE invo_involvement_start_date <= {on_day}
    QUALIFY row_number() OVER (PARTITION BY invo_person_id ORDER BY
        coalesce(invo_involvement_end_date, DATE '9999-12-31') > {on_day} DESC, role_rank,
        invo_involvement_start_date DESC, invo_involvements_id DESC) = 1
"""
_TABLES = ("ssd_involvements", "ssd_department", "ssd_professionals", "ssd_person")


@dataclass(frozen=True)
class Owner:
    """The team and the worker who hold, or last held, a child's case."""

    team: str | None
    worker: str | None


NOBODY = Owner(None, None)


@dataclass(frozen=True)
class Known:
    """Owners by the return's child number, and the notes; empty without a workspace."""

    owners: Mapping[str, Owner] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)

    def owner(self, child: str | None) -> Owner:
        return self.owners.get((child or "").strip(), NOBODY)

    def note(self, return_name: str, rule: str, child: str | None) -> Note | None:
        return self.notes.of(return_name, rule, child)


NOTHING = Known()


def holding_roles(settings: Settings) -> dict[str, int]:
    """The involvement roles that hold a case: allocated workers' before personal advisers'."""
    roles = settings.allocation
    return dict.fromkeys(roles.personal_adviser_roles, 1) | dict.fromkeys(roles.allocated_roles, 0)


def owners_on(version: Version, day: date, roles: Mapping[str, int]) -> dict[str, Owner]:
    """
    Who holds each child's case on a day, by the child's number and by the number of an older system.

    `roles`: involvement roles that hold a case, the lower number first.
    """
    with workbench() as db:
        for name in _TABLES:
            db.register(name, pq.read_table(version.parquet(tables.ALL[name])))
        db.register("roles", pa.table({"role": list(roles), "role_rank": list(roles.values())}))
        held = db.execute(HELD.format(on_day="$day"), {"day": day}).fetchall()
        legacy = db.execute(
            "SELECT pers_legacy_id, min(pers_person_id) FROM ssd_person WHERE pers_legacy_id IS NOT NULL "
            "GROUP BY ALL HAVING count(DISTINCT pers_person_id) = 1"
        ).fetchall()
    found = {child: Owner(team, worker) for child, team, worker in held}
    older = {old: found[child] for old, child in legacy if child in found}
    return {**older, **found}
