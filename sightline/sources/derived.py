"""Rows that follow from other rows of the same load: team positions and dated care-leaver observations."""

import pyarrow as pa

from sightline.dataset import tables
from sightline.dataset.database import scratch
from sightline.dataset.typing import Load, RawRows, TypedRows, type_rows
from sightline.sources.extract import Context

# An SSD's departments have no dates: their positions hold for as long as the calendar does.
ORG_UNITS = """
    SELECT dept_team_id AS unit_id, DATE '1990-01-01' AS valid_from, coalesce(dept_team_name,
        dept_team_id) AS unit_name,
           'team' AS unit_level, dept_team_parent_id AS parent_unit_id, dept_team_id AS ssd_team_id, la_code,
           source_file, source_sheet, source_line
    FROM ssd_department
"""
# The SSD keeps a care leaver's position on the day of extract only: each load is an observation of that day.
OBSERVATIONS = """
    SELECT clea_person_id AS person_id, CAST($as_at AS DATE) AS observed_on, source, la_code,
           clea_care_leaver_in_touch AS in_touch, clea_care_leaver_activity AS activity,
           clea_care_leaver_accommodation AS accommodation, clea_care_leaver_accom_suitable AS suitability,
           clea_care_leaver_eligibility AS eligibility, source_file, source_sheet, source_line
    FROM ssd_care_leavers WHERE source = 'ssd'
    QUALIFY row_number() OVER (PARTITION BY la_code, clea_person_id
        ORDER BY clea_care_leaver_latest_contact DESC NULLS LAST) = 1
"""


def derive(given: dict[str, TypedRows], context: Context) -> list[TypedRows]:
    """The tables that can be derived from what `given` holds and that no source supplied."""
    made = []
    if "ssd_department" in given and "ext_org_unit" not in given:
        made.append(_made("ext_org_unit", ORG_UNITS, given["ssd_department"], context, "derived"))
    if "ssd_care_leavers" in given:
        made.append(_made("ext_care_leaver_observation", OBSERVATIONS, given["ssd_care_leavers"], context, "ssd"))
    return [m for m in made if m.count.read]


def _made(name: str, query: str, rows: TypedRows, context: Context, source: str) -> TypedRows:
    with scratch() as db:
        db.register(rows.table.stored_name, rows.rows)
        parameters = {"as_at": context.as_at} if "$as_at" in query else {}
        raw: pa.Table = db.execute(query, parameters).to_arrow_table()
    return type_rows(RawRows(tables.ALL[name], raw), Load(context.load_id, context.authority, source, context.settings))
