"""
The SSDA903's yearly questions (OC2) and adoption, from the dated events that the dataset holds.

A figure that a return reported itself (`ext_cla_annual_outcome`) is written as it was. Where a table was not supplied
its question is left blank: nothing recorded is not the same as no.
"""

from collections.abc import Collection

from sightline.returns.write.ssda903_queries import ENDS, STARTS

_IN_YEAR = f"BETWEEN {STARTS} AND {ENDS}"


def _answered(table: str, supplied: Collection[str], rows: str) -> str:
    """Yes or no by whether the child has such rows; blank where their table was not supplied."""
    return (
        f"CASE WHEN EXISTS (SELECT 1 FROM {table} WHERE {rows}) THEN 'Y' ELSE 'N' END" if table in supplied else "NULL"
    )


def _checked(kind: str, supplied: Collection[str]) -> str:
    return _answered(
        "ssd_cla_health", supplied,
        f"clah_person_id = child AND clah_health_check_type = '{kind}' AND clah_health_check_status = 'COMPLETED' "
        f"AND clah_health_check_date {_IN_YEAR}",
    )  # fmt: skip


def oc2(supplied: Collection[str]) -> str:
    """The yearly questions about children looked after for the whole year."""
    immunised = (
        "CASE (SELECT clai_immunisations_status FROM ssd_cla_immunisations WHERE clai_person_id = child) "
        "WHEN 'Y' THEN 'Y' ELSE 'N' END"
        if "ssd_cla_immunisations" in supplied
        else "NULL"
    )
    convicted = _answered(
        "ssd_cla_convictions", supplied, f"clac_person_id = child AND clac_cla_conviction_date {_IN_YEAR}"
    )
    misused = _answered(
        "ssd_cla_substance_misuse", supplied, f"clas_person_id = child AND clas_substance_misuse_date {_IN_YEAR}"
    )
    return f"""
    WITH asked AS (
        SELECT child, pers_dob AS dob, years_old(pers_dob, {ENDS}) AS age,
               years_old(pers_dob, {ENDS}) >= 4 AND years_old(pers_dob, {STARTS}) < 17 AS has_sdq, o.*,
               q.score, q.reason
        FROM all_year LEFT JOIN ssd_person ON pers_person_id = child
        LEFT JOIN ext_cla_annual_outcome o ON o.person_id = child AND o.return_year = year({ENDS})
        LEFT JOIN (SELECT csdq_person_id, csdq_sdq_score AS score, csdq_sdq_reason AS reason FROM ssd_sdq_scores
                   WHERE csdq_sdq_completed_date {_IN_YEAR} QUALIFY row_number() OVER (PARTITION BY csdq_person_id
                   ORDER BY csdq_sdq_score IS NULL, csdq_sdq_completed_date DESC, csdq_table_id) = 1) q
          ON csdq_person_id = child),
    answered AS (
        SELECT *, CASE WHEN has_sdq THEN coalesce(sdq_score, score) END AS points,
               CASE WHEN has_sdq AND coalesce(sdq_score, score) IS NULL THEN coalesce(sdq_reason, reason) END AS why,
               CASE WHEN age >= 10 THEN coalesce(convicted, {convicted}) END AS conviction,
               CASE WHEN age < 5 THEN coalesce(health_check, {_checked("HEALTH_SURVEILLANCE", supplied)}) END
                   AS surveyed,
               coalesce(immunisations, {immunised}) AS immunised,
               coalesce(teeth_check, {_checked("DENTAL_CHECK", supplied)}) AS teeth,
               coalesce(health_assessment, {_checked("HEALTH_ASSESSMENT", supplied)}) AS assessed,
               coalesce(substance_misuse, {misused}) AS misused,
               coalesce(intervention_received, (SELECT arg_max(clas_intervention_received, clas_substance_misuse_date)
                   FROM ssd_cla_substance_misuse WHERE clas_person_id = child
                    AND clas_substance_misuse_date {_IN_YEAR})) AS helped
        FROM asked)
    SELECT child AS CHILD, dob AS DOB, points AS SDQ_SCORE, why AS SDQ_REASON, conviction AS CONVICTED,
           surveyed AS HEALTH_CHECK, immunised AS IMMUNISATIONS, teeth AS TEETH_CHECK, assessed AS HEALTH_ASSESSMENT,
           misused AS SUBSTANCE_MISUSE, CASE WHEN misused = 'Y' THEN helped END AS INTERVENTION_RECEIVED,
           CASE WHEN misused = 'Y' AND coalesce(helped, 'N') <> 'Y' THEN intervention_offered END
               AS INTERVENTION_OFFERED
    FROM answered ORDER BY CHILD
    """


# Adoption: the decision that stood when the child was adopted; and every decision in force in the year.
ADOPTION = [
    f"""CREATE TEMP TABLE adopted AS
        SELECT child, max(ceased) AS day FROM own
        WHERE clae_cla_episode_ceased_reason IN ('E11', 'E12') AND ceased {_IN_YEAR} GROUP BY child""",
    f"""CREATE TEMP TABLE decision AS
        SELECT p.*, c.child, b.pers_dob AS dob FROM ssd_permanence p LEFT JOIN cared c ON c.child = perm_person_id
        LEFT JOIN ssd_person b ON b.pers_person_id = perm_person_id
        WHERE perm_adm_decision_date <= {ENDS}
          AND (perm_decision_reversed_date IS NULL OR perm_decision_reversed_date >= {STARTS})
          AND (perm_permanence_order_date IS NULL OR perm_permanence_order_date >= {STARTS})""",
    """INSERT INTO left_out SELECT 'ssd_permanence', perm_table_id, perm_person_id,
           'the child was not looked after in the year' FROM decision WHERE child IS NULL""",
    "DELETE FROM decision WHERE child IS NULL",
]
AD1 = """
    SELECT child AS CHILD, dob AS DOB, perm_adm_decision_date AS DATE_INT, perm_matched_date AS DATE_MATCH,
           perm_adopted_by_carer_flag AS FOSTER_CARE, perm_number_of_adopters::VARCHAR AS NB_ADOPTR,
           perm_adopter_sex AS SEX_ADOPTR, perm_adopter_legal_status AS LS_ADOPTR
    FROM decision JOIN adopted USING (child) WHERE perm_decision_reversed_date IS NULL
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY perm_adm_decision_date DESC, perm_table_id) = 1
    ORDER BY CHILD
"""
PLACED = f"""
    SELECT child AS CHILD, dob AS DOB, perm_adm_decision_date AS DATE_PLACED,
           CASE WHEN perm_decision_reversed_date <= {ENDS} THEN perm_decision_reversed_date END AS DATE_PLACED_CEASED,
           CASE WHEN perm_decision_reversed_date <= {ENDS} THEN perm_decision_reversed_reason END
               AS REASON_PLACED_CEASED
    FROM decision ORDER BY CHILD, DATE_PLACED, perm_table_id
"""


def previous_permanence(supplied: Collection[str]) -> str:
    """
    What those who came into care in the year had left care for before, short breaks among them.

    None (Z1) where nothing is recorded, and blank where the table was not supplied.
    """
    table = "ssd_cla_previous_permanence"
    option = "CASE WHEN lapp_table_id IS NULL THEN 'Z1' ELSE lapp_previous_permanence_option END"
    asked = "true" if table in supplied else "false"
    return f"""
    SELECT child AS CHILD, pers_dob AS DOB, {option} AS PREV_PERM, lapp_previous_permanence_la AS LA_PERM,
           lapp_previous_permanence_order_date AS DATE_PERM
    FROM (SELECT DISTINCT child FROM own WHERE started {_IN_YEAR} AND clae_cla_episode_start_reason = 'S')
    LEFT JOIN {table} ON lapp_person_id = child LEFT JOIN ssd_person ON pers_person_id = child
    WHERE {asked}
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY lapp_previous_permanence_order_date, lapp_table_id) = 1
    ORDER BY CHILD
    """
