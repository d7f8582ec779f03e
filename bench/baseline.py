"""
The named baseline: ten representative measures as an analyst would write them by hand in DuckDB SQL.

Over the same Parquet, to the same grain (month, authority, team, age, sex, ethnicity, disability), written to Parquet
too. No shared code with the product. Simpler where an analyst's would be: one join for the team, no restructures, no
exclusive timelines (the made-up authority has few overlaps).
"""

from pathlib import Path

import duckdb

AGE = "(year({d}) - year(p.born) - ((month({d}) * 100 + day({d})) < (month(p.born) * 100 + day(p.born)))::int)"
KEYS = (
    "date_trunc('month', {d}) AS month, x.la_code, {team} AS team, " + AGE + " AS age, p.sex, p.ethnicity, p.disabled"
)
PERSON = """
CREATE TEMP TABLE people AS
SELECT pers.la_code, pers_person_id AS person_id, coalesce(pers_dob, pers_expected_dob) AS born, pers_sex AS sex,
       pers_ethnicity AS ethnicity, coalesce(d.disabled, false) AS disabled
FROM read_parquet('{root}/ssd_person.parquet') pers
LEFT JOIN (SELECT la_code, disa_person_id, bool_or(disa_disability_code <> 'NONE') AS disabled
           FROM read_parquet('{root}/ssd_disability.parquet') GROUP BY ALL) d
       ON d.la_code = pers.la_code AND d.disa_person_id = pers.pers_person_id;
CREATE TEMP TABLE days AS SELECT day, working_day_number AS n FROM read_parquet('{root}/ext_working_day.parquet')
WHERE la_code = (SELECT min(la_code) FROM read_parquet('{root}/ext_working_day.parquet'));
CREATE TEMP TABLE month_ends AS
SELECT (unnest(range(DATE '{first}', DATE '{as_at}' + 1, INTERVAL 1 MONTH)) + INTERVAL 1 MONTH - INTERVAL 1 DAY)::DATE AS day;
CREATE TEMP TABLE held AS
SELECT la_code, invo_person_id AS person_id, invo_professional_team AS team, invo_involvement_start_date AS s,
       coalesce(invo_involvement_end_date, DATE '9999-12-31') AS e
FROM read_parquet('{root}/ssd_involvements.parquet') WHERE invo_professional_role_id = 'CW';
"""

# name -> the query; {root} is the folder of the version.
TEN = {
    "referrals and re-referrals": """
        WITH x AS (
            SELECT la_code, cine_person_id AS person_id, cine_referral_date AS d, cine_referral_team AS team,
                   lag(cine_referral_date) OVER (PARTITION BY la_code, cine_person_id ORDER BY cine_referral_date) AS before
            FROM read_parquet('{root}/ssd_cin_episodes.parquet') WHERE cine_referral_date <= DATE '{as_at}')
        SELECT {keys}, count(*) AS referrals, count(*) FILTER (x.before >= x.d - INTERVAL 1 YEAR) AS rereferrals
        FROM x LEFT JOIN people p USING (la_code, person_id) GROUP BY ALL""",
    "assessments within 45 working days": """
        WITH x AS (
            SELECT la_code, cina_person_id AS person_id, cina_assessment_auth_date AS d, cina_assessment_team AS team,
                   cina_assessment_start_date AS s
            FROM read_parquet('{root}/ssd_cin_assessments.parquet') WHERE cina_assessment_auth_date <= DATE '{as_at}')
        SELECT {keys}, count(*) AS authorised, count(*) FILTER (d2.n - d1.n <= 45) AS in_time
        FROM x LEFT JOIN days d1 ON d1.day = x.s LEFT JOIN days d2 ON d2.day = x.d
        LEFT JOIN people p USING (la_code, person_id) GROUP BY ALL""",
    "section 47 enquiries by outcome": """
        WITH x AS (
            SELECT la_code, s47e_person_id AS person_id, s47e_s47_end_date AS d, s47e_s47_completed_by_team AS team,
                   CASE WHEN s47e_s47_outcome_json LIKE '%"CP_CONFERENCE_FLAG": "Y"%' THEN 'continuing'
                        WHEN s47e_s47_nfa = 'Y' THEN 'not substantiated' ELSE 'no continuing' END AS outcome
            FROM read_parquet('{root}/ssd_s47_enquiry.parquet') WHERE s47e_s47_end_date <= DATE '{as_at}')
        SELECT {keys}, x.outcome, count(*) AS ended FROM x LEFT JOIN people p USING (la_code, person_id) GROUP BY ALL""",
    "conferences within 15 working days": """
        WITH x AS (
            SELECT c.la_code, icpc_person_id AS person_id, icpc_icpc_date AS d, icpc_icpc_team AS team,
                   s47e_s47_start_date AS s, s47e_s47_end_date AS e, icpc_icpc_transfer_in AS transfer
            FROM read_parquet('{root}/ssd_initial_cp_conference.parquet') c
            LEFT JOIN read_parquet('{root}/ssd_s47_enquiry.parquet') s ON s.la_code = c.la_code
                 AND s.s47e_s47_enquiry_id = c.icpc_s47_enquiry_id AND s.s47e_person_id = c.icpc_person_id
            WHERE icpc_icpc_date <= DATE '{as_at}')
        SELECT {keys}, count(*) FILTER (x.e <= x.d AND d2.n - d1.n <= 15) AS within,
               count(*) FILTER (x.e <= x.d AND d2.n - d1.n > 15) AS outside
        FROM x LEFT JOIN days d1 ON d1.day = x.s LEFT JOIN days d2 ON d2.day = x.d
        LEFT JOIN people p USING (la_code, person_id) WHERE coalesce(transfer, 'N') <> 'Y' GROUP BY ALL""",
    "children on a plan at month ends": """
        WITH x AS (
            SELECT c.la_code, cppl_person_id AS person_id, m.day AS d, any_value(h.team) AS team
            FROM read_parquet('{root}/ssd_cp_plans.parquet') c
            JOIN month_ends m ON cppl_cp_plan_start_date <= m.day
                 AND coalesce(cppl_cp_plan_end_date, DATE '9999-12-31') > m.day
            LEFT JOIN held h ON h.la_code = c.la_code AND h.person_id = c.cppl_person_id AND h.s <= m.day AND h.e > m.day
            WHERE coalesce(cppl_cp_plan_ola, 'N') <> 'Y' GROUP BY ALL)
        SELECT {keys}, count(*) AS children FROM x LEFT JOIN people p USING (la_code, person_id) GROUP BY ALL""",
    "plans started again": """
        WITH x AS (
            SELECT la_code, cppl_person_id AS person_id, cppl_cp_plan_start_date AS d, NULL AS team,
                   row_number() OVER (PARTITION BY la_code, cppl_person_id ORDER BY cppl_cp_plan_start_date) > 1 AS again
            FROM read_parquet('{root}/ssd_cp_plans.parquet') WHERE cppl_cp_plan_start_date <= DATE '{as_at}')
        SELECT {keys}, count(*) AS started, count(*) FILTER (x.again) AS again
        FROM x LEFT JOIN people p USING (la_code, person_id) GROUP BY ALL""",
    "children looked after at month ends": """
        WITH periods AS (
            SELECT la_code, clae_person_id AS person_id, clae_cla_id AS id, min(clae_cla_episode_start_date) AS s,
                   max(coalesce(clae_cla_episode_ceased_date, DATE '9999-12-31')) AS e
            FROM read_parquet('{root}/ssd_cla_episodes.parquet') GROUP BY ALL),
        x AS (
            SELECT c.la_code, c.person_id, m.day AS d, any_value(h.team) AS team, any_value(l.lega_legal_status) AS status
            FROM periods c JOIN month_ends m ON c.s <= m.day AND c.e > m.day
            LEFT JOIN read_parquet('{root}/ssd_legal_status.parquet') l ON l.la_code = c.la_code
                 AND l.lega_person_id = c.person_id AND l.lega_legal_status_start_date <= m.day
                 AND coalesce(l.lega_legal_status_end_date, DATE '9999-12-31') > m.day
            LEFT JOIN held h ON h.la_code = c.la_code AND h.person_id = c.person_id AND h.s <= m.day AND h.e > m.day
            GROUP BY ALL)
        SELECT {keys}, x.status, count(*) AS children FROM x LEFT JOIN people p USING (la_code, person_id)
        WHERE coalesce(x.status, '') NOT IN ('V3', 'V4') GROUP BY ALL""",
    "children visited in six weeks": """
        WITH periods AS (
            SELECT la_code, clae_person_id AS person_id, clae_cla_id AS id, min(clae_cla_episode_start_date) AS s,
                   max(coalesce(clae_cla_episode_ceased_date, DATE '9999-12-31')) AS e
            FROM read_parquet('{root}/ssd_cla_episodes.parquet') GROUP BY ALL),
        seen AS (
            SELECT DISTINCT la_code, clav_person_id AS person_id, m.day
            FROM read_parquet('{root}/ssd_cla_visits.parquet') v
            JOIN month_ends m ON v.clav_cla_visit_date <= m.day AND v.clav_cla_visit_date >= m.day - INTERVAL 42 DAY
            WHERE coalesce(clav_cla_visit_seen, 'Y') = 'Y'),
        x AS (
            SELECT c.la_code, c.person_id, m.day AS d, any_value(h.team) AS team
            FROM periods c JOIN month_ends m ON c.s <= m.day AND c.e > m.day
            LEFT JOIN held h ON h.la_code = c.la_code AND h.person_id = c.person_id AND h.s <= m.day AND h.e > m.day
            GROUP BY ALL)
        SELECT {keys}, count(*) AS children, count(s.day) AS visited
        FROM x LEFT JOIN seen s ON s.la_code = x.la_code AND s.person_id = x.person_id AND s.day = x.d
        LEFT JOIN people p ON p.la_code = x.la_code AND p.person_id = x.person_id GROUP BY ALL""",
    "open children in need by who holds them": """
        WITH x AS (
            SELECT c.la_code, cine_person_id AS person_id, m.day AS d, any_value(h.team) AS team
            FROM read_parquet('{root}/ssd_cin_episodes.parquet') c
            JOIN month_ends m ON cine_referral_date <= m.day AND coalesce(cine_close_date, DATE '9999-12-31') > m.day
            LEFT JOIN held h ON h.la_code = c.la_code AND h.person_id = c.cine_person_id AND h.s <= m.day AND h.e > m.day
            WHERE coalesce(cine_referral_nfa, 'N') <> 'Y' GROUP BY ALL)
        SELECT {keys}, count(*) AS open_cases FROM x LEFT JOIN people p USING (la_code, person_id) GROUP BY ALL""",
    "enquiries at the front door": """
        WITH x AS (
            SELECT la_code, cont_person_id AS person_id, cont_contact_date AS d, NULL AS team,
                   cont_contact_outcome_json LIKE '%"NEW_REFERRAL_FLAG": "Y"%' AS forwarded
            FROM read_parquet('{root}/ssd_contacts.parquet') WHERE cont_contact_date <= DATE '{as_at}')
        SELECT {keys}, count(*) AS enquiries, count(*) FILTER (x.forwarded) AS forwarded
        FROM x LEFT JOIN people p USING (la_code, person_id) GROUP BY ALL""",
}

# Views of the product that none of the ten stands on.
VIEWS_NOT_NEEDED = ("resident_estimates", "posts", "need_timeline")

# The subjects of the product that count the same ten.
SUBJECTS = (
    "referrals",
    "assessments_authorised",
    "s47_ended",
    "conferences",
    "cp_plans_open",
    "cp_plans_started",
    "children_looked_after",
    "open_cases",
    "contacts",
)


def run(version: Path, out: Path, *, first: str, as_at: str) -> None:
    """Runs the ten over a dataset version and writes their Parquet into `out`."""
    connection = duckdb.connect(config={"memory_limit": "6GB", "preserve_insertion_order": False})
    facts = {"root": str(version), "as_at": as_at, "first": first}
    connection.execute(PERSON.format(**facts))
    for place, query in enumerate(TEN.values()):
        keys = KEYS.format(d="x.d", team="x.team")
        connection.execute(f"COPY ({query.format(keys=keys, **facts)}) TO '{out}/{place}.parquet' (COMPRESSION zstd)")
    connection.close()
