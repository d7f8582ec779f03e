"""
From the canonical tables to the CIN census: the way back of `sources.cin_census_mapping`.

Each query makes one table, in order; `starts` and `ends` are the census year's days. A date after the year's end is
blank, for on 31 March nobody knew it, and the next census will say it.
"""

STARTS, ENDS = "getvariable('starts')", "getvariable('ends')"
_NFA = "coalesce(cine_referral_nfa, 'N') = 'Y'"
# The months of carrying a child: so long before its birth it may be known.
_CARRIED_DAYS = 280


def _known(day: str) -> str:
    """A date as it was known at the year's end."""
    return f"CASE WHEN {day} <= {ENDS} THEN {day} END"


def _in_year(start: str, end: str) -> str:
    """Whether something was under way in the year: begun by its end, and not over before it began."""
    return f"({start} <= {ENDS} AND ({start} >= {STARTS} OR {end} IS NULL OR {end} >= {STARTS}))"


def _without_day(table: str, key: str, person: str, day: str, said: str = "") -> str:
    return (
        f"INSERT INTO left_out SELECT '{said or table}', {key}, {person}, 'it has no date, so it is of no year' "
        f"FROM {table} WHERE {day} IS NULL"
    )


def _of_episode(made: str, table: str, prefix: str, key: str, day: str, belongs: str, *, said: str = "") -> list[str]:
    """
    A table of what belongs to the year, with the number of the episode it stands under.

    `said`: the canonical table's name, where `table` is made of it.

    The referral's own link counts; a record without one stands under the episode that was open on its day.
    """
    person, referral = f"{prefix}_person_id", f"{prefix}_referral_id"
    return [
        _without_day(table, key, person, day, said),
        f"""CREATE TEMP TABLE {made} AS
            SELECT t.*, e.number FROM {table} t
            LEFT JOIN (SELECT t.{key} AS key, arg_max(e.cine_referral_id, (e.cine_referral_date, e.number)) AS open_one
                       FROM {table} t JOIN episode e
                         ON e.cine_person_id = t.{person} AND e.cine_referral_date <= t.{day}
                        AND (e.cine_close_date IS NULL OR e.cine_close_date >= t.{day})
                       WHERE t.{referral} IS NULL GROUP BY ALL) o ON o.key = t.{key}
            LEFT JOIN episode e ON e.cine_referral_id = coalesce(t.{referral}, o.open_one)
                               AND e.cine_person_id = t.{person}
            WHERE {belongs}""",
        f"""INSERT INTO left_out SELECT '{said or table}', {key}, {person},
                'it is of the year, but its referral is not in this census' FROM {made} WHERE number IS NULL""",
        f"DELETE FROM {made} WHERE number IS NULL",
    ]


EPISODES = [
    _without_day("ssd_cin_episodes", "cine_referral_id", "cine_person_id", "cine_referral_date"),
    f"""INSERT INTO left_out SELECT 'ssd_cin_episodes', cine_referral_id, cine_person_id,
            'it is dated after the day that the data is as at' FROM ssd_cin_episodes
        WHERE cine_referral_date > greatest({ENDS}, getvariable('as_at'))""",
    # A referral without further action is over on its day; other cases belong as long as they are open.
    f"""CREATE TEMP TABLE episode AS
        SELECT *, row_number() OVER (PARTITION BY cine_person_id ORDER BY cine_referral_date, cine_referral_id)
                      AS number
        FROM ssd_cin_episodes WHERE cine_person_id IS NOT NULL AND cine_referral_date <= {ENDS}
         AND (cine_referral_date >= {STARTS}
              OR (NOT {_NFA} AND (cine_close_date IS NULL OR cine_close_date >= {STARTS})))""",
]

# A child born after the year's end was not born yet on 31 March; its sex was not known.
CHILDREN = f"""
    CREATE TEMP TABLE child AS
    SELECT id AS LAchildID, p.*, coalesce(pers_dob > {ENDS} AND pers_dob <= {ENDS} + {_CARRIED_DAYS}, false) AS unborn
    FROM (SELECT DISTINCT cine_person_id AS id FROM episode) LEFT JOIN ssd_person p ON p.pers_person_id = id
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY source_row) = 1
"""
IDENTIFIERS = f"""
    SELECT LAchildID, pers_upn AS UPN, former AS FormerUPN,
           CASE WHEN pers_upn IS NULL THEN pers_upn_unknown END AS UPNunknown,
           CASE WHEN NOT unborn THEN pers_dob END AS PersonBirthDate,
           CASE WHEN unborn THEN pers_dob ELSE pers_expected_dob END AS ExpectedPersonBirthDate,
           CASE WHEN unborn THEN 'U' ELSE pers_sex END AS Sex,
           {_known("pers_death_date")} AS PersonDeathDate
    FROM child LEFT JOIN (
        SELECT link_person_id, arg_max(link_identifier_value, (coalesce(link_valid_from_date, DATE '0001-01-01'),
               link_table_id)) AS former FROM ssd_linked_identifiers
        WHERE link_identifier_type = 'Former Unique Pupil Number' GROUP BY ALL) ON link_person_id = LAchildID
    ORDER BY LAchildID
"""
CHARACTERISTICS = "SELECT LAchildID, pers_ethnicity AS Ethnicity FROM child ORDER BY LAchildID"
DISABILITIES = """
    SELECT LAchildID, disa_disability_code AS Disability FROM child JOIN ssd_disability ON disa_person_id = LAchildID
    WHERE disa_disability_code IS NOT NULL ORDER BY ALL
"""

# The conference that an enquiry led to. One without an enquiry, a transfer in, stands on the episode itself.
CONFERENCES = [
    """CREATE TEMP TABLE conference AS
       SELECT c.*, s47e_s47_enquiry_id AS enquiry FROM ssd_initial_cp_conference c
       LEFT JOIN ssd_s47_enquiry s ON s.s47e_s47_enquiry_id = c.icpc_s47_enquiry_id
              AND s.s47e_person_id = c.icpc_person_id""",
    f"""CREATE TEMP TABLE led_to AS SELECT *, row_number() OVER (PARTITION BY icpc_person_id, enquiry
            ORDER BY icpc_icpc_date, icpc_icpc_id) AS nth
        FROM conference WHERE enquiry IS NOT NULL AND icpc_icpc_date <= {ENDS}""",
    f"""INSERT INTO left_out SELECT 'ssd_initial_cp_conference', icpc_icpc_id, icpc_person_id,
            'its enquiry has an earlier conference, and the census asks for one' FROM led_to
        WHERE nth > 1 AND icpc_icpc_date >= {STARTS}""",
    "CREATE TEMP TABLE without_enquiry AS SELECT * FROM conference WHERE enquiry IS NULL",
    *_of_episode(
        "transfer_in", "without_enquiry", "icpc", "icpc_icpc_id", "icpc_icpc_date",
        f"icpc_icpc_date BETWEEN {STARTS} AND {ENDS}", said="ssd_initial_cp_conference",
    ),
    """INSERT INTO left_out SELECT 'ssd_initial_cp_conference', icpc_icpc_id, icpc_person_id,
           'its episode has another conference without an enquiry, and the census asks for one' FROM transfer_in
       QUALIFY row_number() OVER (PARTITION BY icpc_person_id, number ORDER BY icpc_icpc_date, icpc_icpc_id) > 1""",
]  # fmt: skip
EPISODE_ROWS = f"""
    SELECT cine_person_id AS LAchildID, e.number::VARCHAR AS CINdetailsID, cine_referral_date AS CINreferralDate,
           cine_referral_source_code AS ReferralSource, cine_cin_primary_need_code AS PrimaryNeedCode,
           {_known("cine_close_date")} AS CINclosureDate,
           CASE WHEN cine_close_date > {ENDS} THEN NULL ELSE cine_close_reason END AS ReasonForClosure,
           held AS DateOfInitialCPC, coalesce(cine_referral_nfa, 'N') AS ReferralNFA
    FROM episode e
    LEFT JOIN (SELECT icpc_person_id, number, min(icpc_icpc_date) AS held FROM transfer_in GROUP BY ALL) t
      ON t.icpc_person_id = e.cine_person_id AND t.number = e.number
    ORDER BY LAchildID, e.number
"""

_NUMBERED = "row_number() OVER (PARTITION BY {person}, number ORDER BY {day}, {key})::VARCHAR"
ASSESSMENTS = [
    *_of_episode(
        "assessment", "ssd_cin_assessments", "cina", "cina_assessment_id", "cina_assessment_start_date",
        _in_year("cina_assessment_start_date", "cina_assessment_auth_date"),
    ),
    # Factors come as an array, or as an object of those that were found and those that were not.
    f"""CREATE TEMP TABLE factor AS
        SELECT cina_assessment_id AS assessment, list_sort(flatten(list(factors))) AS factors FROM (
            SELECT cina_assessment_id, CASE json_type(cinf_assessment_factors_json)
                WHEN 'ARRAY' THEN json_extract_string(cinf_assessment_factors_json, '$[*]')
                WHEN 'OBJECT' THEN list_filter(json_keys(cinf_assessment_factors_json), lambda f: lower(coalesce(
                    json_extract_string(cinf_assessment_factors_json, '$."' || f || '"'), '')) IN ('yes', 'y', 'true'))
                END AS factors
            FROM assessment JOIN ssd_assessment_factors ON cinf_assessment_id = cina_assessment_id
            WHERE cina_assessment_auth_date IS NULL OR cina_assessment_auth_date <= {ENDS})
        WHERE factors IS NOT NULL GROUP BY ALL""",
]  # fmt: skip
ASSESSMENT_ROWS = f"""
    SELECT cina_person_id AS LAchildID, number::VARCHAR AS CINdetailsID,
           {_NUMBERED.format(person="cina_person_id", day="cina_assessment_start_date", key="cina_assessment_id")}
               AS AssessmentID,
           cina_assessment_start_date AS AssessmentActualStartDate,
           {_known("cina_assessment_auth_date")} AS AssessmentAuthorisationDate,
           array_to_string(factors, '|') AS AssessmentFactors
    FROM assessment LEFT JOIN factor ON assessment = cina_assessment_id
    ORDER BY LAchildID, number, cina_assessment_start_date, cina_assessment_id
"""

PLANS = _of_episode(
    "in_need_plan", "ssd_cin_plans", "cinp", "cinp_cin_plan_id", "cinp_cin_plan_start_date",
    _in_year("cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
)  # fmt: skip
PLAN_ROWS = f"""
    SELECT cinp_person_id AS LAchildID, number::VARCHAR AS CINdetailsID, cinp_cin_plan_start_date AS CINPlanStartDate,
           {_known("cinp_cin_plan_end_date")} AS CINPlanEndDate
    FROM in_need_plan ORDER BY LAchildID, number, cinp_cin_plan_start_date, cinp_cin_plan_id
"""

# A conference was not required where the enquiry ended without further action or, as its outcomes tell, without one.
ENQUIRIES = [
    """CREATE TEMP TABLE enquiry AS
       SELECT s.*, s47e_s47_enquiry_id AS enquiry_id, icpc_icpc_date AS held, icpc_icpc_target_date AS target,
              s47e_s47_nfa = 'Y' OR (s47e_s47_end_date IS NOT NULL AND
                  json_extract_string(s47e_s47_outcome_json, '$.CP_CONFERENCE_FLAG') IN ('N', '')) AS not_required
       FROM ssd_s47_enquiry s LEFT JOIN led_to c
         ON c.enquiry = s.s47e_s47_enquiry_id AND c.icpc_person_id = s.s47e_person_id AND c.nth = 1""",
    *_of_episode(
        "own_enquiry", "enquiry", "s47e", "s47e_s47_enquiry_id", "s47e_s47_start_date",
        _in_year("s47e_s47_start_date", "coalesce(held, s47e_s47_end_date)"), said="ssd_s47_enquiry",
    ),
]  # fmt: skip
ENQUIRY_ROWS = f"""
    SELECT s47e_person_id AS LAchildID, number::VARCHAR AS CINdetailsID, s47e_s47_start_date AS S47ActualStartDate,
           target AS InitialCPCtarget, held AS DateOfInitialCPC,
           CASE WHEN coalesce(not_required, false) AND coalesce(s47e_s47_end_date <= {ENDS}, true)
                THEN 'Y' ELSE 'N' END AS ICPCnotRequired
    FROM own_enquiry ORDER BY LAchildID, number, s47e_s47_start_date, s47e_s47_enquiry_id
"""

PROTECTION = [
    """INSERT INTO left_out SELECT 'ssd_cp_plans', cppl_cp_plan_id, cppl_person_id,
           'it is another authority''s plan' FROM ssd_cp_plans WHERE cppl_cp_plan_ola = 'Y'""",
    *_of_episode(
        "protection_plan", "ssd_cp_plans", "cppl", "cppl_cp_plan_id", "cppl_cp_plan_start_date",
        "coalesce(cppl_cp_plan_ola, 'N') <> 'Y' AND "
        + _in_year("cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    ),
    f"""CREATE TEMP TABLE numbered_plan AS SELECT *,
            {_NUMBERED.format(person="cppl_person_id", day="cppl_cp_plan_start_date", key="cppl_cp_plan_id")} AS nth
        FROM protection_plan""",
    f"""INSERT INTO left_out SELECT 'ssd_cp_reviews', cppr_cp_review_id, cppr_person_id,
            'it was held in the year, but its plan is not in this census' FROM ssd_cp_reviews
        WHERE cppr_cp_review_date BETWEEN {STARTS} AND {ENDS}
          AND NOT coalesce(cppr_cp_plan_id IN (SELECT cppl_cp_plan_id FROM numbered_plan), false)""",
]  # fmt: skip
# Where nobody reported how many plans came before, those that the dataset knows are counted.
PROTECTION_ROWS = f"""
    SELECT cppl_person_id AS LAchildID, number::VARCHAR AS CINdetailsID, nth AS CPPID,
           cppl_cp_plan_start_date AS CPPstartDate, {_known("cppl_cp_plan_end_date")} AS CPPendDate,
           cppl_cp_plan_initial_category AS InitialCategoryOfAbuse,
           cppl_cp_plan_latest_category AS LatestCategoryOfAbuse,
           coalesce(reported, (SELECT count(*) FROM ssd_cp_plans b WHERE b.cppl_person_id = p.cppl_person_id
               AND b.cppl_cp_plan_start_date < p.cppl_cp_plan_start_date)) AS NumberOfPreviousCPP
    FROM numbered_plan p LEFT JOIN (SELECT cp_plan_id, max(previous_plans) AS reported FROM ext_cp_plan_reported
                                    GROUP BY ALL) ON cp_plan_id = cppl_cp_plan_id
    ORDER BY LAchildID, number, cppl_cp_plan_start_date, cppl_cp_plan_id
"""
REVIEW_ROWS = f"""
    SELECT cppl_person_id AS LAchildID, number::VARCHAR AS CINdetailsID, nth AS CPPID,
           cppr_cp_review_date AS CPPreviewDate
    FROM numbered_plan JOIN ssd_cp_reviews ON cppr_cp_plan_id = cppl_cp_plan_id
    WHERE cppr_cp_review_date BETWEEN {STARTS} AND {ENDS} ORDER BY LAchildID, number, nth, cppr_cp_review_date
"""

PROCEEDINGS = [
    """CREATE TEMP TABLE proceedings AS SELECT *, NULL::VARCHAR AS prep_referral_id FROM ssd_pre_proceedings""",
    *_of_episode(
        "own_proceedings", "proceedings", "prep", "prep_table_id", "prep_pre_pro_decision_date",
        _in_year("prep_pre_pro_decision_date", "prep_agree_stepdown_issue_date"), said="ssd_pre_proceedings",
    ),
]  # fmt: skip
PROCEEDING_ROWS = f"""
    SELECT prep_person_id AS LAchildID, number::VARCHAR AS CINdetailsID, prep_pre_pro_decision_date AS PPStartDate,
           {_known("prep_pre_pro_letter_date")} AS LBPSentDate,
           {_known("prep_initial_pre_pro_meeting_date")} AS InitialPPMeetingDate,
           prep_pre_pro_meetings_num AS ReviewMeetingsCount,
           {_known("prep_agree_stepdown_issue_date")} AS StepDecisionDate, prep_pre_pro_outcome AS PPOutcome,
           {_known("prep_care_pro_letter_date")} AS LetterInitCPDate
    FROM own_proceedings ORDER BY LAchildID, number, prep_pre_pro_decision_date, prep_table_id
"""

STEPS = [*EPISODES, CHILDREN, *CONFERENCES, *ASSESSMENTS, *PLANS, *ENQUIRIES, *PROTECTION, *PROCEEDINGS]
TABLES = {
    "ChildIdentifiers": IDENTIFIERS,
    "ChildCharacteristics": CHARACTERISTICS,
    "Disabilities": DISABILITIES,
    "CINdetails": EPISODE_ROWS,
    "Assessments": ASSESSMENT_ROWS,
    "CINplanDates": PLAN_ROWS,
    "Section47": ENQUIRY_ROWS,
    "ChildProtectionPlans": PROTECTION_ROWS,
    "Reviews": REVIEW_ROWS,
    "PreProceedingsandFGDM": PROCEEDING_ROWS,
}
