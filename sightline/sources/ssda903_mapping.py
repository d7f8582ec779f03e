"""
Where each column of the SSDA903 goes in the canonical tables (docs/sources.md, section 4).

Every query reads the tables with the column `file_year`; of a row that stands in several years' files the later
copy counts, because it has the end.
"""

_PLACE = "source_file, source_sheet, source_line"
_DAY = "'%Y%m%d'"
_YEAR_END = "make_date(file_year, 3, 31)"


def _latest(module: str, key: str) -> str:
    return (
        f"(SELECT * FROM {module} QUALIFY row_number() OVER "
        f"(PARTITION BY {key} ORDER BY file_year DESC, source_file, source_line) = 1)"
    )


# An episode left open in an earlier year's file and absent from the next ended when the child's next one began.
_EPISODES = f"""
    (SELECT * REPLACE (CASE WHEN DEC IS NULL AND file_year < (SELECT max(file_year) FROM Episodes)
                            THEN lead(DECOM) OVER (PARTITION BY CHILD ORDER BY DECOM) ELSE DEC END AS DEC)
     FROM {_latest("Episodes", "CHILD, DECOM")})
"""
# A period of care opens with RNE S, with a child's first episode, or after an episode that ended care.
_PERIODS = f"""
    (SELECT *, CHILD || '-' || strftime(period_start, {_DAY}) AS cla_id
     FROM (SELECT *, last_value(CASE WHEN opens THEN DECOM END IGNORE NULLS) OVER in_order AS period_start
           FROM (SELECT *, coalesce(RNE = 'S', false) OR lag(DECOM) OVER in_order IS NULL
                           OR coalesce(lag(REC) OVER in_order, 'X1') <> 'X1' AS opens
                 FROM {_EPISODES} WINDOW in_order AS (PARTITION BY CHILD ORDER BY DECOM))
           WINDOW in_order AS (PARTITION BY CHILD ORDER BY DECOM)))
"""
# A placement runs on while only the legal status changes; a legal status while consecutive episodes share it.
_SPELLS = f"""
    (SELECT *, last_value(CASE WHEN new_placement THEN DECOM END IGNORE NULLS) OVER in_order AS placement_start,
            last_value(CASE WHEN new_status THEN DECOM END IGNORE NULLS) OVER in_order AS status_start
     FROM (SELECT *, opens OR coalesce(RNE, '') <> 'L' AS new_placement,
                  opens OR LS IS DISTINCT FROM lag(LS) OVER in_order OR DECOM IS DISTINCT FROM lag(DEC)
                      OVER in_order AS new_status
           FROM {_PERIODS} WINDOW in_order AS (PARTITION BY CHILD ORDER BY DECOM))
     WINDOW in_order AS (PARTITION BY CHILD ORDER BY DECOM))
"""
_PLACEMENT_ID = f"CHILD || '-' || strftime(placement_start, {_DAY})"

PERSON = f"""
    SELECT CHILD AS pers_person_id, SEX AS pers_sex, DOB AS pers_dob, ETHNIC AS pers_ethnicity,
           CASE WHEN regexp_matches(UPN, '^(?i)UN[0-9]') THEN NULL ELSE UPN END AS pers_upn,
           CASE WHEN regexp_matches(UPN, '^(?i)UN[0-9]') THEN upper(UPN) END AS pers_upn_unknown,
           CASE MOTHER WHEN 'Y' THEN 'Y' WHEN 'N' THEN 'N' END AS pers_is_mother, {_PLACE}
    FROM {_latest("Header", "CHILD")}
"""
# The return gives the birth date of a mother's first child and not who that child is.
MOTHER = f"""
    SELECT CHILD || '-' || strftime(MC_DOB, {_DAY}) AS moth_table_id, CHILD AS moth_person_id,
           'unknown child of ' || CHILD AS moth_childs_person_id, MC_DOB AS moth_childs_dob, {_PLACE}
    FROM {_latest("Header", "CHILD")} WHERE MC_DOB IS NOT NULL
"""
CLA_EPISODES = f"""
    SELECT CHILD || '-' || strftime(DECOM, {_DAY}) AS clae_cla_episode_id, CHILD AS clae_person_id,
           {_PLACEMENT_ID} AS clae_cla_placement_id, DECOM AS clae_cla_episode_start_date,
           RNE AS clae_cla_episode_start_reason, CIN AS clae_cla_primary_need_code,
           DEC AS clae_cla_episode_ceased_date, REC AS clae_cla_episode_ceased_reason, cla_id AS clae_cla_id,
           period_start AS clae_entered_care_date, {_PLACE}
    FROM {_SPELLS}
"""
PLACEMENTS = f"""
    SELECT {_PLACEMENT_ID} AS clap_cla_placement_id, first(cla_id ORDER BY DECOM) AS clap_cla_id,
        CHILD AS clap_person_id,
           placement_start AS clap_cla_placement_start_date, first(PLACE ORDER BY DECOM) AS clap_cla_placement_type,
           first(PLACE_PROVIDER ORDER BY DECOM) AS clap_cla_placement_provider,
           first(PL_POST ORDER BY DECOM) AS clap_cla_placement_postcode, first(URN
               ORDER BY DECOM) AS clap_cla_placement_urn,
           last(DEC ORDER BY DECOM) AS clap_cla_placement_end_date,
           last(REASON_PLACE_CHANGE ORDER BY DECOM) AS clap_cla_placement_change_reason,
           first(source_file ORDER BY DECOM) AS source_file, first(source_sheet ORDER BY DECOM) AS source_sheet,
           first(source_line ORDER BY DECOM) AS source_line
    FROM {_SPELLS} GROUP BY CHILD, placement_start
"""
LEGAL_STATUSES = f"""
    SELECT CHILD || '-' || strftime(status_start, {_DAY}) AS lega_legal_status_id, CHILD AS lega_person_id,
           first(LS ORDER BY DECOM) AS lega_legal_status, status_start AS lega_legal_status_start_date,
           last(DEC ORDER BY DECOM) AS lega_legal_status_end_date,
           first(source_file ORDER BY DECOM) AS source_file, first(source_sheet ORDER BY DECOM) AS source_sheet,
           first(source_line ORDER BY DECOM) AS source_line
    FROM {_SPELLS} GROUP BY CHILD, status_start HAVING first(LS ORDER BY DECOM) IS NOT NULL
"""
HOMES = f"""
    SELECT cla_id || '-home' AS addr_table_id, CHILD AS addr_person_id, 'Home at start of care' AS addr_address_type,
           period_start AS addr_address_start_date, replace(upper(HOME_POST), ' ',
               '') AS addr_address_postcode, {_PLACE}
    FROM {_PERIODS} WHERE HOME_POST IS NOT NULL QUALIFY row_number() OVER (PARTITION BY cla_id ORDER BY DECOM) = 1
"""
_PERIOD_SPANS = f"""
    (SELECT CHILD, cla_id, min(DECOM) AS period_from,
            CASE WHEN bool_or(DEC IS NULL) THEN DATE '9999-12-31' ELSE max(DEC) END AS period_to
     FROM {_PERIODS} GROUP BY ALL)
"""
REVIEWS = f"""
    SELECT CHILD || '-' || strftime(REVIEW, {_DAY}) AS clar_cla_review_id,
           CASE WHEN REVIEW BETWEEN period_from AND period_to THEN cla_id END AS clar_cla_id,
           CHILD AS clar_cla_person_id, REVIEW AS clar_cla_review_date,
           REVIEW_CODE AS clar_cla_review_participation, {_PLACE}
    FROM {_latest("Reviews", "CHILD, REVIEW")} AS r LEFT JOIN {_PERIOD_SPANS} AS p USING (CHILD)
    QUALIFY row_number() OVER (PARTITION BY CHILD, REVIEW ORDER BY coalesce(REVIEW BETWEEN period_from
        AND period_to, false) DESC, period_from) = 1
"""
UASC = f"""
    SELECT CHILD || '-UASC' AS immi_immigration_status_id, CHILD AS immi_person_id, 'UASC' AS immi_immigration_status,
           DUC AS immi_immigration_status_end_date, {_PLACE}
    FROM {_latest("UASC", "CHILD")}
"""
ANNUAL_OUTCOMES = f"""
    SELECT CHILD AS person_id, file_year AS return_year, SDQ_SCORE AS sdq_score, SDQ_REASON AS sdq_reason,
           CONVICTED AS convicted, HEALTH_CHECK AS health_check, IMMUNISATIONS AS immunisations,
           TEETH_CHECK AS teeth_check, HEALTH_ASSESSMENT AS health_assessment, SUBSTANCE_MISUSE AS substance_misuse,
           INTERVENTION_RECEIVED AS intervention_received, INTERVENTION_OFFERED AS intervention_offered, {_PLACE}
    FROM {_latest("OC2", "CHILD, file_year")}
"""
# A score without its own date: the last day of its year, and a key that says it is the yearly one.
SDQ = f"""
    SELECT CHILD || '-' || file_year || '-yearly' AS csdq_table_id, CHILD AS csdq_person_id,
           {_YEAR_END} AS csdq_sdq_completed_date, SDQ_SCORE AS csdq_sdq_score, SDQ_REASON AS csdq_sdq_reason, {_PLACE}
    FROM {_latest("OC2", "CHILD, file_year")} WHERE SDQ_SCORE IS NOT NULL OR SDQ_REASON IS NOT NULL
"""


# Care leavers of 17 to 21 are asked around their birthday, older ones at the year's end. 29 February's birthday
# falls on 1 March in other years.
def _birthday(year: str) -> str:
    is_leap = f"({year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0))"
    return (
        f"CASE WHEN month(DOB) = 2 AND day(DOB) = 29 AND NOT {is_leap} THEN make_date({year}, 3, 1) "
        f"ELSE make_date({year}, month(DOB), day(DOB)) END"
    )


_BIRTHDAY = """
    (SELECT *, CASE WHEN in_spring > make_date(file_year, 3, 31) THEN {earlier} ELSE in_spring END AS day
     FROM (SELECT *, {this} AS in_spring FROM {module}))
"""
LEAVERS = f"""
    SELECT CHILD AS person_id,
           CASE WHEN date_diff('year', DOB, day) BETWEEN 17 AND 21 THEN day ELSE {_YEAR_END} END AS observed_on,
           's903' AS source, IN_TOUCH AS in_touch, ACTIV AS activity,
           CASE WHEN regexp_matches(ACCOM, '^[A-Za-z]') THEN left(ACCOM, 1) END AS accommodation,
           CASE WHEN regexp_matches(ACCOM, '^[A-Za-z][0-9]') THEN ACCOM[2] END AS suitability, {_PLACE}
    FROM {
    _BIRTHDAY.format(
        module=_latest("OC3", "CHILD, file_year"), this=_birthday("file_year"), earlier=_birthday("(file_year - 1)")
    )
}
"""
PREVIOUS_PERMANENCE = f"""
    SELECT CHILD AS lapp_table_id, CHILD AS lapp_person_id, PREV_PERM AS lapp_previous_permanence_option,
           LA_PERM AS lapp_previous_permanence_la, DATE_PERM AS lapp_previous_permanence_order_date, {_PLACE}
    FROM {_latest("PrevPerm", "CHILD")}
"""
MISSING = f"""
    SELECT CHILD || '-' || strftime(MIS_START, {_DAY}) AS miss_table_id, CHILD AS miss_person_id,
           MIS_START::TIMESTAMP AS miss_missing_episode_start_date, MISSING AS miss_missing_episode_type,
           MIS_END::TIMESTAMP AS miss_missing_episode_end_date, {_PLACE}
    FROM {_latest("Missing", "CHILD, MIS_START")}
"""
# One row for each decision to place; adoption details belong to the decision of their date, else stand alone.
PERMANENCE = f"""
    WITH decisions AS (
        SELECT CHILD, coalesce(p.DATE_PLACED, a.DATE_INT) AS decided, p.DATE_PLACED_CEASED, p.REASON_PLACED_CEASED,
               a.DATE_MATCH, a.FOSTER_CARE, a.NB_ADOPTR, a.SEX_ADOPTR, a.LS_ADOPTR,
               coalesce(p.source_file, a.source_file) AS source_file, coalesce(p.source_sheet,
                   a.source_sheet) AS source_sheet,
               coalesce(p.source_line, a.source_line) AS source_line
        FROM {_latest("PlacedAdoption", "CHILD, DATE_PLACED")} p
        FULL JOIN {_latest("AD1", "CHILD")} a USING (CHILD)
        WHERE p.DATE_PLACED IS NOT NULL OR a.DATE_INT IS NOT NULL
    )
    SELECT CHILD || '-' || strftime(decided, {_DAY}) AS perm_table_id, CHILD AS perm_person_id,
           decided AS perm_adm_decision_date, DATE_MATCH AS perm_matched_date,
           DATE_PLACED_CEASED AS perm_decision_reversed_date, REASON_PLACED_CEASED AS perm_decision_reversed_reason,
           FOSTER_CARE AS perm_adopted_by_carer_flag, TRY_CAST(NB_ADOPTR AS INTEGER) AS perm_number_of_adopters,
           SEX_ADOPTR AS perm_adopter_sex, LS_ADOPTR AS perm_adopter_legal_status,
           (SELECT min(DECOM) FROM Episodes e WHERE e.CHILD = d.CHILD AND PLACE IN ('A3', 'A4', 'A5', 'A6')
               AND DECOM >= decided)
               AS perm_placed_for_adoption_date,
           (SELECT min(DECOM) FROM Episodes e WHERE e.CHILD = d.CHILD AND LS = 'E1') AS perm_placement_order_date,
           (SELECT max(DEC) FROM Episodes e WHERE e.CHILD = d.CHILD AND REC IN ('E11', 'E12'))
               AS perm_permanence_order_date,
           CASE WHEN EXISTS (SELECT 1 FROM Episodes e WHERE e.CHILD = d.CHILD AND REC IN ('E11', 'E12'))
               THEN 'ADOPTION' END
               AS perm_permanence_order_type,
           {_PLACE}
    FROM decisions d
"""
INVOLVEMENTS = f"""
    SELECT CHILD || '-' || strftime(SW_DECOM, {_DAY}) AS invo_involvements_id, SW_ID AS invo_professional_id,
           'CW' AS invo_professional_role_id, CHILD AS invo_person_id, SW_DECOM AS invo_involvement_start_date,
           SW_DEC AS invo_involvement_end_date, SW_REASON AS invo_worker_change_reason, {_PLACE}
    FROM {_latest("SWEpisodes", "CHILD, SW_DECOM")}
"""
PROFESSIONALS = f"""
    SELECT SW_ID AS prof_professional_id, SW_ID AS prof_social_worker_registration_no, {_PLACE}
    FROM SWEpisodes WHERE SW_ID IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY SW_ID ORDER BY file_year DESC, source_line) = 1
"""
DOLO = f"""
    SELECT CHILD || '-' || strftime(DOLO_START, {_DAY}) AS dolo_id, CHILD AS person_id, DOLO_START AS start_date,
           DOLO_END AS end_date, {_PLACE}
    FROM {_latest("DoLo", "CHILD, DOLO_START")}
"""

QUERIES = [
    ("ssd_person", PERSON),
    ("ssd_mother", MOTHER),
    ("ssd_cla_episodes", CLA_EPISODES),
    ("ssd_cla_placement", PLACEMENTS),
    ("ssd_legal_status", LEGAL_STATUSES),
    ("ssd_address", HOMES),
    ("ssd_cla_reviews", REVIEWS),
    ("ssd_immigration_status", UASC),
    ("ext_cla_annual_outcome", ANNUAL_OUTCOMES),
    ("ssd_sdq_scores", SDQ),
    ("ext_care_leaver_observation", LEAVERS),
    ("ssd_cla_previous_permanence", PREVIOUS_PERMANENCE),
    ("ssd_missing", MISSING),
    ("ssd_permanence", PERMANENCE),
    ("ssd_involvements", INVOLVEMENTS),
    ("ssd_professionals", PROFESSIONALS),
    ("ext_dolo", DOLO),
]
