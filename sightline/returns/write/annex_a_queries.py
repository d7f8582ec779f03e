"""
From the canonical tables to Ofsted's lists: the way back of `sources.annex_a_mapping`, and the counts they ask for.

`as_at` is the lists' own day, `six` and `twelve` the days so many months before. What happened later is left blank.
"""

from sightline.returns.known import HELD

AS_AT, SIX, TWELVE = "getvariable('on_day')", "getvariable('six')", "getvariable('twelve')"
_FOREVER = "DATE '9999-12-31'"


def _known(day: str) -> str:
    return f"CASE WHEN {day} <= {AS_AT} THEN {day} END"


def _current(start: str, end: str) -> str:
    """Under way on the day, or ended in the six months before it."""
    return f"({start} <= {AS_AT} AND ({end} IS NULL OR {end} >= {SIX}))"


def _latest(of: str, day: str, table: str, where: str) -> str:
    return f"(SELECT max_by({of}, {day}) FROM {table} WHERE {day} <= {AS_AT} AND {where})"


STEPS = [
    "CREATE TEMP TABLE held AS " + HELD.format(on_day=AS_AT),
    f"""CREATE TEMP TABLE child AS
        SELECT pers_person_id AS child_id, pers_sex AS gender, pers_ethnicity AS ethnicity,
               coalesce(pers_dob, pers_expected_dob) AS birth_date,
               CASE WHEN coalesce(pers_dob, pers_expected_dob) <= {AS_AT}
                    THEN years_old(coalesce(pers_dob, pers_expected_dob), {AS_AT}) END AS age,
               CASE WHEN disabled IS NULL THEN NULL WHEN disabled THEN 'Y' ELSE 'N' END AS disability, team, worker
        FROM ssd_person
        LEFT JOIN (SELECT disa_person_id, bool_or(disa_disability_code <> 'NONE') AS disabled FROM ssd_disability
                   GROUP BY ALL) ON disa_person_id = pers_person_id
        LEFT JOIN held ON held.child = pers_person_id""",
    """CREATE TEMP TABLE seen AS
       SELECT cinv_person_id AS child, cinv_cin_visit_date AS day, cinv_cin_visit_seen AS seen FROM ssd_cin_visits
       UNION ALL SELECT cppv_person_id, cppv_cp_visit_date, cppv_cp_visit_seen FROM ssd_cp_visits
       UNION ALL SELECT clav_person_id, clav_cla_visit_date, clav_cla_visit_seen FROM ssd_cla_visits""",
    """CREATE TEMP TABLE status AS
       SELECT * FROM ssd_legal_status WHERE lega_legal_status IN (SELECT code FROM legal_codes)""",
    # Periods of care with their latest episode; those of short breaks alone are not looked after.
    f"""CREATE TEMP TABLE period AS
        SELECT clae_person_id AS child, coalesce(clae_cla_id, clae_person_id) AS period_id,
               min(least(clae_cla_episode_start_date, clae_entered_care_date)) AS start_date,
               CASE WHEN max(coalesce(clae_cla_episode_ceased_date, {_FOREVER})) <= {AS_AT}
                    THEN max(clae_cla_episode_ceased_date) END AS ceased_date,
               max_by(clae_cla_episode_ceased_reason, clae_cla_episode_start_date) AS reason,
               max_by(clae_cla_primary_need_code, clae_cla_episode_start_date) AS need,
               max(clae_cla_last_iro_contact_date) FILTER (clae_cla_last_iro_contact_date <= {AS_AT}) AS iro
        FROM ssd_cla_episodes e WHERE clae_cla_episode_start_date <= {AS_AT} AND NOT EXISTS (
            SELECT 1 FROM status s WHERE s.lega_person_id = e.clae_person_id AND s.lega_legal_status IN ('V3', 'V4')
             AND s.lega_legal_status_start_date <= e.clae_cla_episode_start_date
             AND coalesce(s.lega_legal_status_end_date, {_FOREVER}) > e.clae_cla_episode_start_date)
        GROUP BY ALL""",
    f"""CREATE TEMP TABLE protected AS SELECT * FROM ssd_cp_plans
        WHERE coalesce(cppl_cp_plan_ola, 'N') <> 'Y'
          AND {_current("cppl_cp_plan_start_date", "cppl_cp_plan_end_date")}""",
    # What a child's case is: the highest tier that is open.
    f"""CREATE TEMP TABLE tier AS SELECT child, min(rank) AS rank FROM (
            SELECT child, 1 AS rank FROM period WHERE ceased_date IS NULL
            UNION ALL SELECT cppl_person_id, 2 FROM protected
                WHERE coalesce(cppl_cp_plan_end_date, {_FOREVER}) > {AS_AT}
            UNION ALL SELECT cinp_person_id, 3 FROM ssd_cin_plans WHERE cinp_cin_plan_start_date <= {AS_AT}
                AND coalesce(cinp_cin_plan_end_date, {_FOREVER}) > {AS_AT}
            UNION ALL SELECT cina_person_id, 4 FROM ssd_cin_assessments WHERE cina_assessment_start_date <= {AS_AT}
                AND coalesce(cina_assessment_auth_date, {_FOREVER}) > {AS_AT}) GROUP BY child""",
    """CREATE TEMP TABLE leaver AS SELECT * FROM ssd_care_leavers
       WHERE coalesce(clea_care_leaver_eligibility, '') NOT IN ('ELIGIBLE', 'NONE')""",
]

_CHILD = "child_id, gender, ethnicity, birth_date, age"
_ABOUT = f"{_CHILD}, disability"
CONTACTS = f"""
    SELECT {_CHILD}, cont_contact_date AS contact_date, cont_contact_source_code AS contact_source
    FROM ssd_contacts JOIN child ON child_id = cont_person_id
    WHERE cont_contact_date BETWEEN {SIX} AND {AS_AT} ORDER BY contact_date, child_id, cont_contact_id
"""
EARLY_HELP = f"""
    SELECT {_CHILD}, earl_episode_start_date AS start_date, {_known("earl_episode_end_date")} AS end_date,
           earl_episode_organisation AS organisation
    FROM ssd_early_help_episodes JOIN child ON child_id = earl_person_id
    WHERE earl_episode_start_date <= {AS_AT} AND (earl_episode_start_date >= {SIX}
       OR coalesce(earl_episode_end_date, {_FOREVER}) > {AS_AT}) ORDER BY start_date, child_id, earl_episode_id
"""
REFERRALS = f"""
    SELECT {_CHILD}, cine_referral_date AS referral_date, cine_referral_source_code AS referral_source,
           coalesce(cine_referral_nfa, 'N') AS referral_nfa,
           (SELECT count(*) FROM ssd_cin_episodes o WHERE o.cine_person_id = e.cine_person_id
             AND o.cine_referral_date BETWEEN {TWELVE} AND {AS_AT}) AS referrals_in_12_months, team, worker
    FROM ssd_cin_episodes e JOIN child ON child_id = cine_person_id
    WHERE cine_referral_date BETWEEN {SIX} AND {AS_AT} ORDER BY referral_date, child_id, cine_referral_id
"""
ASSESSMENTS = f"""
    SELECT {_ABOUT}, cina_assessment_start_date AS start_date, cina_assessment_child_seen AS child_seen,
           {_known("cina_assessment_auth_date")} AS authorised_date,
           CASE WHEN cina_assessment_auth_date <= {AS_AT}
                THEN CASE cina_assessment_outcome_nfa WHEN 'Y' THEN 'N' WHEN 'N' THEN 'Y' END END AS needs_support,
           team, worker
    FROM ssd_cin_assessments JOIN child ON child_id = cina_person_id
    WHERE {_current("cina_assessment_start_date", "cina_assessment_auth_date")}
    ORDER BY start_date, child_id, cina_assessment_id
"""
ENQUIRIES = f"""
    SELECT {_ABOUT}, s47e_s47_start_date AS strategy_date,
           CASE WHEN held IS NULL AND s47e_s47_end_date <= {AS_AT} THEN s47e_s47_nfa END AS conference_unnecessary,
           held AS conference_date, resulted AS plan_resulted,
           (SELECT count(*) FROM ssd_s47_enquiry o WHERE o.s47e_person_id = e.s47e_person_id
             AND o.s47e_s47_start_date BETWEEN {TWELVE} AND {AS_AT}) AS enquiries_in_12_months,
           (SELECT count(*) FROM ssd_initial_cp_conference o WHERE o.icpc_person_id = e.s47e_person_id
             AND o.icpc_icpc_date BETWEEN {TWELVE} AND {AS_AT}) AS conferences_in_12_months, team, worker
    FROM ssd_s47_enquiry e JOIN child ON child_id = s47e_person_id
    LEFT JOIN (SELECT icpc_s47_enquiry_id, icpc_person_id, min(icpc_icpc_date) AS held,
                      min_by(icpc_icpc_outcome_cp_flag, icpc_icpc_date) AS resulted
               FROM ssd_initial_cp_conference WHERE icpc_icpc_date <= {AS_AT} GROUP BY ALL)
      ON icpc_s47_enquiry_id = s47e_s47_enquiry_id AND icpc_person_id = s47e_person_id
    WHERE s47e_s47_start_date <= {AS_AT} AND (s47e_s47_start_date >= {SIX}
       OR coalesce(s47e_s47_end_date, {_FOREVER}) > {AS_AT}) ORDER BY strategy_date, child_id, s47e_s47_enquiry_id
"""
# Not care leavers, and not those who were only referred.
IN_NEED = f"""
    SELECT {_ABOUT}, cine_referral_date AS start_date, cine_cin_primary_need_code AS primary_need,
           (SELECT max(day) FROM seen WHERE seen.child = child_id AND day <= {AS_AT} AND coalesce(seen, 'Y') = 'Y')
               AS last_seen_date, {_known("cine_close_date")} AS closure_date,
           CASE WHEN cine_close_date <= {AS_AT} THEN cine_close_reason END AS closure_reason,
           CASE WHEN cine_close_date <= {AS_AT} THEN 5 ELSE rank END AS case_status, team, worker
    FROM ssd_cin_episodes JOIN child ON child_id = cine_person_id LEFT JOIN tier ON tier.child = child_id
    WHERE {_current("cine_referral_date", "cine_close_date")} AND coalesce(cine_referral_nfa, 'N') <> 'Y'
      AND (coalesce(rank, 9) <= 2 OR child_id NOT IN (SELECT clea_person_id FROM leaver))
    ORDER BY start_date, child_id, cine_referral_id
"""
PROTECTED = f"""
    SELECT {_ABOUT}, cppl_cp_plan_start_date AS start_date, cppl_cp_plan_initial_category AS initial_category,
           cppl_cp_plan_latest_category AS latest_category,
           {
    _latest(
        "cppv_cp_visit_date",
        "cppv_cp_visit_date",
        "ssd_cp_visits",
        "cppv_cp_plan_id = cppl_cp_plan_id AND coalesce(cppv_cp_visit_seen, 'Y') = 'Y'",
    )
} AS last_visit_date,
           {
    _latest(
        "cppv_cp_visit_seen_alone",
        "cppv_cp_visit_date",
        "ssd_cp_visits",
        "cppv_cp_plan_id = cppl_cp_plan_id AND coalesce(cppv_cp_visit_seen, 'Y') = 'Y'",
    )
} AS seen_alone,
           {
    _latest("cppr_cp_review_date", "cppr_cp_review_date", "ssd_cp_reviews", "cppr_cp_plan_id = cppl_cp_plan_id")
} AS latest_review_date,
           {_known("cppl_cp_plan_end_date")} AS end_date,
           CASE WHEN EXISTS (SELECT 1 FROM status WHERE lega_person_id = child_id AND lega_legal_status IN ('L1', 'L2')
                AND lega_legal_status_start_date <= {AS_AT}
                AND coalesce(lega_legal_status_end_date, {_FOREVER}) >= {SIX}) THEN 'Y' ELSE 'N' END
               AS emergency_protection,
           coalesce((SELECT max(previous_plans) FROM ext_cp_plan_reported WHERE cp_plan_id = cppl_cp_plan_id),
                    (SELECT count(*) FROM ssd_cp_plans b WHERE b.cppl_person_id = p.cppl_person_id
                      AND b.cppl_cp_plan_start_date < p.cppl_cp_plan_start_date)) AS previous_plans, team, worker
    FROM protected p JOIN child ON child_id = cppl_person_id ORDER BY start_date, child_id, cppl_cp_plan_id
"""


def in_care(own_postcodes: str | None) -> str:
    """List 8; `own_postcodes`: the expression for postcodes of the authority's own, None where nobody said."""
    bare = "upper(replace(clap_cla_placement_postcode, ' ', ''))"
    inside = (
        f"CASE WHEN {bare} IS NULL THEN NULL WHEN regexp_matches({bare}, '{own_postcodes}') THEN 'IN' ELSE 'OUT' END"
    )
    gone = "(SELECT count(*) FROM ssd_missing WHERE miss_person_id = child_id AND miss_missing_episode_type = '{}' " \
           f"AND miss_missing_episode_start_date::DATE BETWEEN {TWELVE} AND {AS_AT})"  # fmt: skip
    interview = _latest("{}", "miss_missing_episode_start_date::DATE", "ssd_missing", "miss_person_id = child_id")
    done = "clah_person_id = child_id AND clah_health_check_status = 'COMPLETED' AND clah_health_check_type = '{}'"
    return f"""
    SELECT {_CHILD}, CASE WHEN EXISTS (SELECT 1 FROM ssd_immigration_status WHERE immi_person_id = child_id
               AND immi_immigration_status = 'UASC' AND coalesce(immi_immigration_status_start_date, {AS_AT}) <= {AS_AT}
               AND coalesce(immi_immigration_status_end_date, {_FOREVER}) >= {TWELVE}) THEN 'Y' ELSE 'N' END AS uasc,
           disability, p.start_date, need AS category_of_need,
           CASE WHEN EXISTS (SELECT 1 FROM period b WHERE b.child = p.child AND b.start_date < p.start_date
               AND b.ceased_date >= {TWELVE}) THEN 'Y' ELSE 'N' END AS second_period,
           s.lega_legal_status_start_date AS legal_status_date, s.lega_legal_status AS legal_status,
           {
        _latest(
            "clar_cla_review_date",
            "clar_cla_review_date",
            "ssd_cla_reviews",
            "coalesce(clar_cla_person_id, p.child) = p.child AND clar_cla_review_date >= p.start_date "
            "AND (clar_cla_id = period_id OR clar_cla_person_id = p.child)",
        )
    } AS latest_review_date,
           {
        _latest(
            "clav_cla_visit_date",
            "clav_cla_visit_date",
            "ssd_cla_visits",
            "clav_person_id = child_id AND coalesce(clav_cla_visit_seen, 'Y') = 'Y' "
            "AND clav_cla_visit_date >= p.start_date",
        )
    } AS last_visit_date,
           plan AS permanence_plan, iro AS iro_contact_date,
           {
        _latest("clah_health_check_date", "clah_health_check_date", "ssd_cla_health", done.format("HEALTH_ASSESSMENT"))
    } AS health_assessment_date,
           {
        _latest("clah_health_check_date", "clah_health_check_date", "ssd_cla_health", done.format("DENTAL_CHECK"))
    } AS dental_check_date,
           (SELECT count(*) FROM ssd_cla_placement WHERE clap_person_id = child_id
             AND clap_cla_placement_start_date <= {AS_AT} AND clap_cla_placement_start_date >= p.start_date
             AND coalesce(clap_cla_placement_end_date, {_FOREVER}) >= {TWELVE}) AS placements_in_12_months,
           p.ceased_date, CASE WHEN p.ceased_date IS NOT NULL THEN reason END AS ceased_reason,
           c.clap_cla_placement_start_date AS placement_date, c.clap_cla_placement_type AS placement_type,
           c.clap_cla_placement_provider AS placement_provider, c.clap_cla_placement_postcode AS placement_postcode,
           c.clap_cla_placement_urn AS placement_urn, {
        inside if own_postcodes else "NULL::VARCHAR"
    } AS placement_location,
           NULL::VARCHAR AS placement_la, {gone.format("M")} AS missing_episodes, {gone.format("A")} AS absent_episodes,
           nullif({interview.format("miss_missing_rhi_offered")}, 'NA') AS interview_offered,
           nullif({interview.format("miss_missing_rhi_accepted")}, 'NA') AS interview_accepted, team, worker
    FROM period p JOIN child ON child_id = p.child
    LEFT JOIN LATERAL (SELECT * FROM status WHERE lega_person_id = p.child
        AND lega_legal_status_start_date < coalesce(p.ceased_date, {_FOREVER})
        AND lega_legal_status_start_date BETWEEN p.start_date AND {AS_AT}
        ORDER BY lega_legal_status_start_date DESC, lega_legal_status_id DESC LIMIT 1) s ON true
    LEFT JOIN LATERAL (SELECT * FROM ssd_cla_placement WHERE clap_person_id = p.child
        AND clap_cla_placement_start_date < coalesce(p.ceased_date, {_FOREVER})
        AND clap_cla_placement_start_date BETWEEN p.start_date AND {AS_AT}
        ORDER BY clap_cla_placement_start_date DESC, clap_cla_placement_id DESC LIMIT 1) c ON true
    LEFT JOIN (SELECT lacp_person_id, max_by(list_filter(json_keys(lacp_cla_care_plan_json), lambda k:
            json_extract_string(lacp_cla_care_plan_json, '$.' || k) = 'Y')[1],
            coalesce(lacp_cla_care_plan_start_date, DATE '0001-01-01')) AS plan
        FROM ssd_cla_care_plan WHERE coalesce(lacp_cla_care_plan_start_date, {AS_AT}) <= {AS_AT} GROUP BY ALL)
      ON lacp_person_id = p.child
    WHERE {_current("p.start_date", "p.ceased_date")} ORDER BY p.start_date, child_id
    """


LEAVERS = f"""
    SELECT {_CHILD}, CASE WHEN EXISTS (SELECT 1 FROM ssd_immigration_status WHERE immi_person_id = child_id
               AND immi_immigration_status = 'UASC') THEN 'Y' ELSE 'N' END AS uasc, disability,
           coalesce(dept_team_name, clea_care_leaver_allocated_team, team) AS team,
           coalesce(w.prof_professional_name, clea_care_leaver_worker_id, worker) AS worker,
           coalesce(a.prof_professional_name, clea_care_leaver_personal_advisor) AS personal_adviser,
           clea_care_leaver_eligibility AS eligibility, clea_pathway_plan_review_date AS pathway_plan_date,
           clea_care_leaver_in_touch AS in_touch, clea_care_leaver_latest_contact AS latest_contact_date,
           clea_care_leaver_accommodation AS accommodation, clea_care_leaver_accom_suitable AS suitability,
           clea_care_leaver_activity AS activity
    FROM leaver JOIN child ON child_id = clea_person_id
    LEFT JOIN ssd_department ON dept_team_id = clea_care_leaver_allocated_team
    LEFT JOIN ssd_professionals w ON w.prof_professional_id = clea_care_leaver_worker_id
    LEFT JOIN ssd_professionals a ON a.prof_professional_id = clea_care_leaver_personal_advisor
    ORDER BY child_id, clea_table_id
"""
ADOPTION = f"""
    SELECT child_id, fami_family_id AS family_id, gender, ethnicity, birth_date, age, disability,
           (SELECT max(start_date) FROM period WHERE period.child = child_id) AS entered_care_date,
           perm_adm_decision_date AS decision_date, {_known("perm_placement_order_date")} AS placement_order_date,
           {_known("perm_matched_date")} AS matched_date, {_known("perm_placed_for_adoption_date")} AS placed_date,
           CASE WHEN perm_permanence_order_type = 'ADOPTION' THEN {_known("perm_permanence_order_date")} END
               AS adoption_order_date,
           {_known("perm_decision_reversed_date")} AS reversed_date,
           CASE WHEN perm_decision_reversed_date <= {AS_AT} THEN perm_decision_reversed_reason END AS reversed_reason,
           {_known("perm_placed_ffa_cp_date")} AS ffa_date
    FROM ssd_permanence JOIN child ON child_id = perm_person_id
    LEFT JOIN (SELECT fami_person_id, min(fami_family_id) AS fami_family_id FROM ssd_family GROUP BY ALL)
      ON fami_person_id = child_id
    WHERE perm_adm_decision_date <= {AS_AT} AND (perm_adm_decision_date >= {TWELVE}
       OR perm_permanence_order_date BETWEEN {TWELVE} AND {AS_AT}
       OR perm_decision_reversed_date BETWEEN {TWELVE} AND {AS_AT}) ORDER BY decision_date, child_id, perm_table_id
"""
_ADOPTER_DATES = ("stage1_start", "stage1_end", "stage2_start", "stage2_end", "application_date", "approval_date",
                  "matched_date", "placed_date")  # fmt: skip
ADOPTERS = f"""
    SELECT adopter_id, family_id, gender, ethnicity, disability, fostering_for_adoption, enquiry_date,
           {", ".join(f"{_known(day)} AS {day}" for day in _ADOPTER_DATES)}, children_placed,
           {_known("order_date")} AS adoption_order_date, {_known("left_date")} AS left_date,
           CASE WHEN left_date <= {AS_AT} THEN left_reason END AS left_reason
    FROM ext_adopter WHERE enquiry_date <= {AS_AT} AND coalesce(left_date, {_FOREVER}) >= {TWELVE}
    ORDER BY enquiry_date, adopter_id
"""


def lists(own_postcodes: str | None) -> dict[int, str]:
    """The query of each list."""
    return dict(enumerate([CONTACTS, EARLY_HELP, REFERRALS, ASSESSMENTS, ENQUIRIES, IN_NEED, PROTECTED,
                           in_care(own_postcodes), LEAVERS, ADOPTION, ADOPTERS], start=1))  # fmt: skip
