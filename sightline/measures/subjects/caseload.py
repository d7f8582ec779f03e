"""Posts that carry cases, weighted as the caseload rules say (docs/conventions.md)."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.workforce import INVOLVEMENTS
from sightline.measures.allocation import NEWLY_QUALIFIED_SHARE
from sightline.measures.model import snapshot
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import open_on

CASE_HOLDERS = ("social_worker", "senior_social_worker", "advanced_social_worker", "personal_adviser")
MANAGERS = ("team_manager", "assistant_team_manager")


@snapshot(
    grain="one worker in one post on a day",
    needs=(INVOLVEMENTS,),
    dimensions=("post", "agency"),
    amounts=("fte", "adjusted_fte"),
    about_children=False,
)
def case_holding_posts(t: SourceTables) -> ir.Table:
    """
    `adjusted_fte`: a newly qualified worker counts 60% of their FTE; managers, and anyone on long-term sick or
    maternity leave, count nothing; family practitioners count in permanency and transition teams only; the
    manager of the private fostering team counts. Agency workers count.
    """
    rows = open_on(t.posts, t.snapshot_days)
    units = t.units.select("la_code", "unit_team", "unit_from", "unit_to", area="service_area")
    rows = rows.left_join(
        units,
        [
            rows.la_code == units.la_code,
            rows.team_id == units.unit_team,
            units.unit_from <= rows.day,
            units.unit_to > rows.day,
        ],
    ).drop("la_code_right", "unit_team", "unit_from", "unit_to")
    area = _.area.coalesce("")
    settings = t.settings.organisation
    carries = (
        _.role.isin(CASE_HOLDERS)
        | ((_.role == "family_practitioner") & area.isin(settings.permanency_service_areas))
        | (_.role.isin(MANAGERS) & area.isin(settings.private_fostering_service_areas))
    )
    absent = _.is_absent_kind & (_.absent_from.coalesce(_.start_date) <= _.day) & (_.absent_to > _.day)
    share = ibis.ifelse(_.is_newly_qualified, NEWLY_QUALIFIED_SHARE, 1.0)
    return rows.mutate(
        agency=ibis.ifelse(_.is_agency, "Agency", "Permanent"),
        adjusted_fte=ibis.ifelse(carries & ~absent, _.fte * share, 0.0),
    ).select(
        "la_code", "day", "record_id", "worker_id", "team_id", "agency", "fte", "adjusted_fte", post="role"
    )  # fmt: skip
