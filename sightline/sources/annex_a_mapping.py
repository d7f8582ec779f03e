"""
Where each column of Annex A's lists goes in the canonical tables (docs/sources.md, section 2).

Each query reads the lists by the column names of `columns/annex_a.toml`. Keys are made from the child and the
event's date. Nothing is invented: what a list gives without a date becomes a note of the load, not an event.
"""

from collections import Counter

from sightline.dataset.typing import TypedRows

_PLACE = "source_file, source_sheet, source_line"
_DAY = "'%Y%m%d'"
_CHILD_LISTS = range(1, 11)


def _slug(name: str) -> str:
    """A team's or worker's key: the name without case, accents and punctuation."""
    return f"regexp_replace(lower(strip_accents({name})), '[^a-z0-9]+', '-', 'g')"


def _of_all_lists(columns: str, lists: list[int], where: str = "true") -> str:
    return " UNION ALL BY NAME ".join(
        f"SELECT child_id, {columns.replace('$n', str(n))}, {_PLACE}, {n} AS list FROM list_{n} WHERE {where}"
        for n in lists
    )


def _most_frequent(column: str) -> str:
    """Of a fact that lists give differently, the one given most often; of equals, the first by value."""
    return (
        f"(SELECT arg_min({column}, (-n, {column}::VARCHAR)) FROM (SELECT child_id AS c, {column}, count(*) AS n "
        f"FROM children WHERE {column} IS NOT NULL GROUP BY ALL) WHERE c = child_id)"
    )


PERSON = f"""
    WITH children AS ({_of_all_lists("gender, ethnicity, birth_date", list(_CHILD_LISTS))})
    SELECT child_id AS pers_person_id,
           CASE WHEN gender = 'I' THEN 'U' ELSE gender END AS pers_sex,
           ethnicity AS pers_ethnicity,
           CASE WHEN birth_date <= $as_at::DATE THEN birth_date END AS pers_dob,
           CASE WHEN birth_date > $as_at::DATE THEN birth_date END AS pers_expected_dob,
           {_PLACE}
    FROM (SELECT child_id, {_most_frequent("gender")} AS gender, {_most_frequent("ethnicity")} AS ethnicity,
                 {_most_frequent("birth_date")} AS birth_date, first(source_file) AS source_file,
                 first(source_sheet) AS source_sheet, first(source_line) AS source_line
          FROM children GROUP BY child_id)
"""

DISABILITY = f"""
    SELECT child_id || '-' || code AS disa_table_id, child_id AS disa_person_id, code AS disa_disability_code, {_PLACE}
    FROM (SELECT child_id, CASE WHEN bool_or(disability = 'Y') THEN 'DDA' ELSE 'NONE' END AS code,
                 first(source_file) AS source_file, first(source_sheet) AS source_sheet,
                     first(source_line) AS source_line
          FROM ({_of_all_lists("disability", [4, 5, 6, 7, 8, 9, 10], "disability IS NOT NULL")}) GROUP BY child_id)
"""

CONTACTS = f"""
    SELECT child_id || '-' || strftime(contact_date, {_DAY}) || '-'
           || row_number() OVER (PARTITION BY child_id, contact_date ORDER BY source_line) AS cont_contact_id,
           child_id AS cont_person_id, contact_date AS cont_contact_date,
               contact_source AS cont_contact_source_code, {_PLACE}
    FROM list_1
"""

EARLY_HELP = f"""
    SELECT child_id || '-' || strftime(start_date, {_DAY}) AS earl_episode_id, child_id AS earl_person_id,
           start_date AS earl_episode_start_date, end_date AS earl_episode_end_date,
           organisation AS earl_episode_organisation, {_PLACE}
    FROM list_2
"""

# List 3 has the referral, list 6 the need and the closure of the same episode: joined on its date.
CIN_EPISODES = f"""
    SELECT child_id || '-' || strftime(day, {_DAY}) AS cine_referral_id, child_id AS cine_person_id,
           day AS cine_referral_date, r.referral_source AS cine_referral_source_code,
               r.referral_nfa AS cine_referral_nfa,
           n.primary_need AS cine_cin_primary_need_code, n.closure_date AS cine_close_date,
           n.closure_reason AS cine_close_reason, {_slug("r.team")} AS cine_referral_team,
           {_slug("r.worker")} AS cine_referral_worker_id,
           coalesce(r.source_file, n.source_file) AS source_file, coalesce(r.source_sheet,
               n.source_sheet) AS source_sheet,
           coalesce(r.source_line, n.source_line) AS source_line
    FROM (SELECT *, referral_date AS day FROM list_3) r
    FULL JOIN (SELECT *, start_date AS day FROM list_6 WHERE start_date IS NOT NULL) n USING (child_id, day)
"""

ASSESSMENTS = f"""
    SELECT child_id || '-' || strftime(start_date, {_DAY}) AS cina_assessment_id, child_id AS cina_person_id,
           start_date AS cina_assessment_start_date, authorised_date AS cina_assessment_auth_date,
           child_seen AS cina_assessment_child_seen,
           CASE needs_support WHEN 'Y' THEN 'N' WHEN 'N' THEN 'Y' END AS cina_assessment_outcome_nfa,
           {_slug("team")} AS cina_assessment_team, {_slug("worker")} AS cina_assessment_worker_id, {_PLACE}
    FROM list_4
"""

ENQUIRIES = f"""
    SELECT child_id || '-' || strftime(strategy_date, {_DAY}) AS s47e_s47_enquiry_id, child_id AS s47e_person_id,
           strategy_date AS s47e_s47_start_date, conference_unnecessary AS s47e_s47_nfa,
           {_slug("team")} AS s47e_s47_completed_by_team, {_slug("worker")} AS s47e_s47_completed_by_worker_id, {_PLACE}
    FROM list_5
"""

CONFERENCES = f"""
    SELECT child_id || '-' || strftime(conference_date, {_DAY}) AS icpc_icpc_id, child_id AS icpc_person_id,
           child_id || '-' || strftime(strategy_date, {_DAY}) AS icpc_s47_enquiry_id,
           conference_date AS icpc_icpc_date, plan_resulted AS icpc_icpc_outcome_cp_flag,
           (SELECT min(later.day) FROM calendar AS earlier JOIN calendar AS later
              ON later.working_day_number = earlier.working_day_number + 15 AND later.is_working_day
            WHERE earlier.day = strategy_date) AS icpc_icpc_target_date,
           {_slug("team")} AS icpc_icpc_team, {_slug("worker")} AS icpc_icpc_worker_id, {_PLACE}
    FROM list_5 WHERE conference_date IS NOT NULL
"""

LAST_SEEN = f"""
    SELECT child_id || '-' || strftime(last_seen_date, {_DAY}) AS cinv_cin_visit_id, child_id AS cinv_person_id,
           last_seen_date AS cinv_cin_visit_date, 'Y' AS cinv_cin_visit_seen, {_PLACE}
    FROM list_6 WHERE last_seen_date IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY child_id, last_seen_date ORDER BY source_line) = 1
"""

_PLAN = f"child_id || '-' || strftime(start_date, {_DAY})"
CP_PLANS = f"""
    SELECT {_PLAN} AS cppl_cp_plan_id, child_id AS cppl_person_id, start_date AS cppl_cp_plan_start_date,
           end_date AS cppl_cp_plan_end_date, initial_category AS cppl_cp_plan_initial_category,
           latest_category AS cppl_cp_plan_latest_category, {_PLACE}
    FROM list_7
"""
CP_VISITS = f"""
    SELECT {_PLAN} || '-' || strftime(last_visit_date, {_DAY}) AS cppv_cp_visit_id, child_id AS cppv_person_id,
           {_PLAN} AS cppv_cp_plan_id, last_visit_date AS cppv_cp_visit_date,
               seen_alone AS cppv_cp_visit_seen_alone, {_PLACE}
    FROM list_7 WHERE last_visit_date IS NOT NULL
"""
CP_REVIEWS = f"""
    SELECT {_PLAN} || '-' || strftime(latest_review_date, {_DAY}) AS cppr_cp_review_id, child_id AS cppr_person_id,
           {_PLAN} AS cppr_cp_plan_id, latest_review_date AS cppr_cp_review_date, {_PLACE}
    FROM list_7 WHERE latest_review_date IS NOT NULL
"""
PREVIOUS_PLANS = f"""
    SELECT {_PLAN} AS cp_plan_id, previous_plans, 'annex_a' AS source, {_PLACE}
    FROM list_7 WHERE previous_plans IS NOT NULL
"""

_CARE = f"child_id || '-' || strftime(start_date, {_DAY})"
_PLACED = f"child_id || '-' || strftime(placement_date, {_DAY})"
CLA_EPISODES = f"""
    SELECT {_CARE} AS clae_cla_episode_id, child_id AS clae_person_id, {_PLACED} AS clae_cla_placement_id,
           start_date AS clae_cla_episode_start_date, category_of_need AS clae_cla_primary_need_code,
           ceased_date AS clae_cla_episode_ceased_date, ceased_reason AS clae_cla_episode_ceased_reason,
           {_CARE} AS clae_cla_id, iro_contact_date AS clae_cla_last_iro_contact_date,
           start_date AS clae_entered_care_date, {_PLACE}
    FROM list_8
"""
PLACEMENTS = f"""
    SELECT {_PLACED} AS clap_cla_placement_id, {_CARE} AS clap_cla_id, child_id AS clap_person_id,
           placement_date AS clap_cla_placement_start_date, placement_type AS clap_cla_placement_type,
           placement_provider AS clap_cla_placement_provider, placement_postcode AS clap_cla_placement_postcode,
           placement_urn AS clap_cla_placement_urn, {_PLACE}
    FROM list_8 WHERE placement_date IS NOT NULL
"""
LEGAL_STATUSES = f"""
    SELECT child_id || '-' || strftime(legal_status_date, {_DAY}) AS lega_legal_status_id, child_id AS lega_person_id,
           legal_status AS lega_legal_status, legal_status_date AS lega_legal_status_start_date, {_PLACE}
    FROM list_8 WHERE legal_status IS NOT NULL AND legal_status_date IS NOT NULL
"""
CLA_REVIEWS = f"""
    SELECT child_id || '-' || strftime(latest_review_date, {_DAY}) AS clar_cla_review_id, {_CARE} AS clar_cla_id,
           child_id AS clar_cla_person_id, latest_review_date AS clar_cla_review_date, {_PLACE}
    FROM list_8 WHERE latest_review_date IS NOT NULL
"""
CLA_VISITS = f"""
    SELECT child_id || '-' || strftime(last_visit_date, {_DAY}) AS clav_cla_visit_id, {_CARE} AS clav_cla_id,
           child_id AS clav_person_id, last_visit_date AS clav_cla_visit_date, {_PLACE}
    FROM list_8 WHERE last_visit_date IS NOT NULL
"""
HEALTH_CHECKS = " UNION ALL BY NAME ".join(
    f"""
    SELECT child_id || '-{kind}-' || strftime({column}, {_DAY}) AS clah_health_check_id, child_id AS clah_person_id,
           '{kind}' AS clah_health_check_type, {column} AS clah_health_check_date,
           'COMPLETED' AS clah_health_check_status, {_PLACE}
    FROM list_8 WHERE {column} IS NOT NULL
"""
    for kind, column in (("HEALTH_ASSESSMENT", "health_assessment_date"), ("DENTAL_CHECK", "dental_check_date"))
)
CARE_PLANS = f"""
    SELECT child_id AS lacp_table_id, child_id AS lacp_person_id,
           '{{"' || permanence_plan || '": "Y"}}' AS lacp_cla_care_plan_json, {_PLACE}
    FROM list_8 WHERE permanence_plan IN ('RETURNEV', 'ADOPTION', 'LTRELFR', 'SUPPLIV', 'RESPLMT', 'LTFOST18',
        'OTHERPLN')
    QUALIFY row_number() OVER (PARTITION BY child_id ORDER BY start_date DESC) = 1
"""
IMMIGRATION = f"""
    SELECT child_id || '-UASC' AS immi_immigration_status_id, child_id AS immi_person_id,
           'UASC' AS immi_immigration_status, {_PLACE}
    FROM ({_of_all_lists("uasc", [8, 9], "uasc = 'Y'")})
    QUALIFY row_number() OVER (PARTITION BY child_id ORDER BY list) = 1
"""

CARE_LEAVERS = f"""
    SELECT child_id AS clea_table_id, child_id AS clea_person_id, eligibility AS clea_care_leaver_eligibility,
           in_touch AS clea_care_leaver_in_touch, latest_contact_date AS clea_care_leaver_latest_contact,
           accommodation AS clea_care_leaver_accommodation, suitability AS clea_care_leaver_accom_suitable,
           activity AS clea_care_leaver_activity, pathway_plan_date AS clea_pathway_plan_review_date,
           {_slug("personal_adviser")} AS clea_care_leaver_personal_advisor,
           {_slug("team")} AS clea_care_leaver_allocated_team, {_slug("worker")} AS clea_care_leaver_worker_id, {_PLACE}
    FROM list_9
"""
OBSERVATIONS = f"""
    SELECT child_id AS person_id, $as_at::DATE AS observed_on, 'annex_a' AS source, in_touch, activity, accommodation,
           suitability, eligibility, {_PLACE}
    FROM list_9
"""

PERMANENCE = f"""
    SELECT child_id || '-' || strftime(decision_date, {_DAY}) AS perm_table_id, child_id AS perm_person_id,
           decision_date AS perm_adm_decision_date, placement_order_date AS perm_placement_order_date,
           matched_date AS perm_matched_date, placed_date AS perm_placed_for_adoption_date,
           adoption_order_date AS perm_permanence_order_date,
           CASE WHEN adoption_order_date IS NOT NULL THEN 'ADOPTION' END AS perm_permanence_order_type,
           reversed_date AS perm_decision_reversed_date, reversed_reason AS perm_decision_reversed_reason,
           ffa_date AS perm_placed_ffa_cp_date, {_PLACE}
    FROM list_10
"""
FAMILIES = f"""
    SELECT family_id || '-' || child_id AS fami_table_id, family_id AS fami_family_id,
        child_id AS fami_person_id, {_PLACE}
    FROM list_10 WHERE family_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY family_id, child_id ORDER BY source_line) = 1
"""
ADOPTERS = f"""
    SELECT adopter_id, family_id, gender, ethnicity, disability, fostering_for_adoption, enquiry_date, stage1_start,
           stage1_end, stage2_start, stage2_end, application_date, approval_date, matched_date, placed_date,
           children_placed, adoption_order_date AS order_date, left_date, left_reason, {_PLACE}
    FROM list_11
"""

_ALLOCATED = [8, 7, 9, 6, 4, 5, 3]
DEPARTMENTS = f"""
    SELECT {_slug("team")} AS dept_team_id, team AS dept_team_name, {_PLACE}
    FROM ({_of_all_lists("team", _ALLOCATED, "team IS NOT NULL")})
    QUALIFY row_number() OVER (PARTITION BY {_slug("team")} ORDER BY list, source_line) = 1
"""
PROFESSIONALS = f"""
    SELECT {_slug("worker")} AS prof_professional_id, worker AS prof_professional_name, {_PLACE}
    FROM ({_of_all_lists("worker", _ALLOCATED, "worker IS NOT NULL")}
          UNION ALL BY NAME {_of_all_lists("personal_adviser AS worker", [9], "personal_adviser IS NOT NULL")})
    QUALIFY row_number() OVER (PARTITION BY {_slug("worker")} ORDER BY list, source_line) = 1
"""
# One position a child, from the list of the highest tier: in care, on a plan, leaving care, in need, and so on.
INVOLVEMENTS = f"""
    SELECT child_id || '-position' AS invo_involvements_id, {_slug("worker")} AS invo_professional_id,
           'CW' AS invo_professional_role_id, {_slug("team")} AS invo_professional_team, child_id AS invo_person_id,
           $as_at::DATE AS invo_involvement_start_date, {_PLACE}
    FROM ({_of_all_lists("team, worker", _ALLOCATED, "team IS NOT NULL OR worker IS NOT NULL")})
    QUALIFY row_number() OVER (PARTITION BY child_id ORDER BY list_position({_ALLOCATED}, list), source_line) = 1
"""

QUERIES = [
    ("ssd_person", PERSON),
    ("ssd_disability", DISABILITY),
    ("ssd_contacts", CONTACTS),
    ("ssd_early_help_episodes", EARLY_HELP),
    ("ssd_cin_episodes", CIN_EPISODES),
    ("ssd_cin_assessments", ASSESSMENTS),
    ("ssd_s47_enquiry", ENQUIRIES),
    ("ssd_initial_cp_conference", CONFERENCES),
    ("ssd_cin_visits", LAST_SEEN),
    ("ssd_cp_plans", CP_PLANS),
    ("ssd_cp_visits", CP_VISITS),
    ("ssd_cp_reviews", CP_REVIEWS),
    ("ext_cp_plan_reported", PREVIOUS_PLANS),
    ("ssd_cla_episodes", CLA_EPISODES),
    ("ssd_cla_placement", PLACEMENTS),
    ("ssd_legal_status", LEGAL_STATUSES),
    ("ssd_cla_reviews", CLA_REVIEWS),
    ("ssd_cla_visits", CLA_VISITS),
    ("ssd_cla_health", HEALTH_CHECKS),
    ("ssd_cla_care_plan", CARE_PLANS),
    ("ssd_immigration_status", IMMIGRATION),
    ("ssd_care_leavers", CARE_LEAVERS),
    ("ext_care_leaver_observation", OBSERVATIONS),
    ("ssd_permanence", PERMANENCE),
    ("ssd_family", FAMILIES),
    ("ext_adopter", ADOPTERS),
    ("ssd_department", DEPARTMENTS),
    ("ssd_professionals", PROFESSIONALS),
    ("ssd_involvements", INVOLVEMENTS),
]


def child_notes(modules: dict[str, list[TypedRows]]) -> list[str]:
    """What the lists say of children that goes into no table: facts told two ways, and figures without dates."""
    notes = []
    for column, what in (("birth_date", "birth dates"), ("gender", "genders")):
        told: dict[str, set[object]] = {}
        for n in _CHILD_LISTS:
            for part in modules.get(f"list_{n}", []):
                for child, value in zip(*(part.rows.column(c).to_pylist() for c in ("child_id", column)), strict=True):
                    if value is not None:
                        told.setdefault(child, set()).add(value)
        if twice := sum(len(values) > 1 for values in told.values()):
            notes.append(f"{twice} children have two {what} in different lists; the most frequent one was kept.")
    figures: Counter[str] = Counter()
    for n, column, what in (
        (7, "emergency_protection", "children were under emergency or police protection in the last six months"),
        (8, "missing_episodes", "children had missing episodes in the last 12 months"),
        (8, "absent_episodes", "children had absent episodes in the last 12 months"),
    ):
        for part in modules.get(f"list_{n}", []):
            figures[what] += sum(v not in (None, "N", 0) for v in part.rows.column(column).to_pylist())
    notes += [f"{n} {what}: reported without dates, so kept as this figure only." for what, n in figures.items() if n]
    return notes
