"""
Where each element of the CIN census goes in the canonical tables (docs/sources.md, section 3).

Rows that repeat within the file (a child listed twice, one date twice) make one canonical row: the first.
"""

_PLACE = "source_file, source_sheet, source_line"
_DAY = "'%Y%m%d'"
# A referral's key; two referrals of one child on one day are told apart by their order.
_EPISODE = (
    f"LAchildID || '-' || strftime(CINreferralDate, {_DAY}) || CASE WHEN row_number() OVER "
    "(PARTITION BY LAchildID, CINreferralDate ORDER BY episode) > 1 THEN '-' || episode ELSE '' END"
)
_EPISODES = f"""
    (SELECT LAchildID, episode, min(referral_id) AS referral_id
     FROM (SELECT *, {_EPISODE} AS referral_id FROM CINdetails) GROUP BY ALL)
"""


def _once(key: str) -> str:
    return f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY source_line) = 1"


def _of_episode(element: str, columns: str, date: str) -> str:
    """A query over an element of an episode, with `referral_id` and a key of child and date."""
    return f"""
        SELECT {columns}, {_PLACE}
        FROM (SELECT e.*, referral_id, LAchildID || '-' || strftime({date}, {_DAY}) AS id
              FROM {element} e LEFT JOIN {_EPISODES} USING (LAchildID, episode) {_once(f"LAchildID, {date}")})
    """


PERSON = f"""
    SELECT LAchildID AS pers_person_id, UPN AS pers_upn, UPNunknown AS pers_upn_unknown,
           coalesce(Sex, GenderCurrent) AS pers_sex, Ethnicity AS pers_ethnicity, PersonBirthDate AS pers_dob,
           ExpectedPersonBirthDate AS pers_expected_dob, PersonDeathDate AS pers_death_date, {_PLACE}
    FROM Child {_once("LAchildID")}
"""
FORMER_UPN = f"""
    SELECT LAchildID || '-' || FormerUPN AS link_table_id, LAchildID AS link_person_id,
           'Former Unique Pupil Number' AS link_identifier_type, FormerUPN AS link_identifier_value, {_PLACE}
    FROM Child WHERE FormerUPN IS NOT NULL {_once("LAchildID, FormerUPN")}
"""
DISABILITY = f"""
    SELECT LAchildID || '-' || Disability AS disa_table_id, LAchildID AS disa_person_id,
           Disability AS disa_disability_code, {_PLACE}
    FROM Disability {_once("LAchildID, Disability")}
"""
CIN_EPISODES = f"""
    SELECT {_EPISODE} AS cine_referral_id, LAchildID AS cine_person_id, CINreferralDate AS cine_referral_date,
           ReferralSource AS cine_referral_source_code, PrimaryNeedCode AS cine_cin_primary_need_code,
           ReferralNFA AS cine_referral_nfa, CINclosureDate AS cine_close_date,
           ReasonForClosure AS cine_close_reason, {_PLACE}
    FROM CINdetails
"""
ASSESSMENTS = _of_episode(
    "Assessments",
    """id AS cina_assessment_id, LAchildID AS cina_person_id, referral_id AS cina_referral_id,
       AssessmentActualStartDate AS cina_assessment_start_date,
       AssessmentAuthorisationDate AS cina_assessment_auth_date""",
    "AssessmentActualStartDate",
)
FACTORS = f"""
    SELECT a.id AS cinf_table_id, a.id AS cinf_assessment_id,
           to_json(list_sort(list_distinct(list(f.AssessmentFactors)))) AS cinf_assessment_factors_json,
           first(a.source_file) AS source_file, first(a.source_sheet) AS source_sheet,
               first(a.source_line) AS source_line
    FROM (SELECT *, LAchildID || '-' || strftime(AssessmentActualStartDate, {_DAY}) AS id FROM Assessments
          {_once("LAchildID, AssessmentActualStartDate")}) a
    JOIN AssessmentFactors f USING (LAchildID, episode, nth) GROUP BY a.id
"""
CIN_PLANS = _of_episode(
    "CINPlanDates",
    """id AS cinp_cin_plan_id, LAchildID AS cinp_person_id, referral_id AS cinp_referral_id,
       CINPlanStartDate AS cinp_cin_plan_start_date, CINPlanEndDate AS cinp_cin_plan_end_date""",
    "CINPlanStartDate",
)
# ICPCnotRequired is the enquiry's own 'no further action', not the inverse of the conference's outcome.
ENQUIRIES = _of_episode(
    "Section47",
    """id AS s47e_s47_enquiry_id, LAchildID AS s47e_person_id, referral_id AS s47e_referral_id,
       S47ActualStartDate AS s47e_s47_start_date, ICPCnotRequired AS s47e_s47_nfa""",
    "S47ActualStartDate",
)
# A conference stands on its enquiry, or on the episode when no enquiry led to it: a transfer in.
CONFERENCES = f"""
    WITH held AS (
        SELECT LAchildID, episode, DateOfInitialCPC AS day, InitialCPCtarget AS target, 'N' AS transfer_in,
               LAchildID || '-' || strftime(S47ActualStartDate, {_DAY}) AS enquiry_id, {_PLACE}
        FROM Section47 WHERE DateOfInitialCPC IS NOT NULL
        UNION ALL
        SELECT LAchildID, episode, DateOfInitialCPC, NULL, 'Y', NULL, {_PLACE}
        FROM CINdetails WHERE DateOfInitialCPC IS NOT NULL
    )
    SELECT LAchildID || '-' || strftime(day, {_DAY}) AS icpc_icpc_id, enquiry_id AS icpc_s47_enquiry_id,
           LAchildID AS icpc_person_id, referral_id AS icpc_referral_id, transfer_in AS icpc_icpc_transfer_in,
           target AS icpc_icpc_target_date, day AS icpc_icpc_date,
           CASE WHEN plan_id IS NOT NULL THEN 'Y' END AS icpc_icpc_outcome_cp_flag, plan_id AS icpc_cp_plan_id, {_PLACE}
    FROM held LEFT JOIN {_EPISODES} USING (LAchildID, episode)
    LEFT JOIN (SELECT DISTINCT LAchildID, CPPstartDate AS day, LAchildID || '-' || strftime(CPPstartDate,
        {_DAY}) AS plan_id
               FROM ChildProtectionPlans) USING (LAchildID, day)
    QUALIFY row_number() OVER (PARTITION BY LAchildID, day ORDER BY transfer_in, source_line) = 1
"""
CP_PLANS = _of_episode(
    "ChildProtectionPlans",
    """id AS cppl_cp_plan_id, LAchildID AS cppl_person_id, referral_id AS cppl_referral_id,
       CPPstartDate AS cppl_cp_plan_start_date, CPPendDate AS cppl_cp_plan_end_date,
       InitialCategoryOfAbuse AS cppl_cp_plan_initial_category,
           LatestCategoryOfAbuse AS cppl_cp_plan_latest_category""",
    "CPPstartDate",
)
PREVIOUS_PLANS = _of_episode(
    "ChildProtectionPlans",
    "id AS cp_plan_id, NumberOfPreviousCPP AS previous_plans, 'cin_census' AS source",
    "CPPstartDate",
)
CP_REVIEWS = f"""
    SELECT LAchildID || '-' || strftime(CPPreviewDate, {_DAY}) AS cppr_cp_review_id, LAchildID AS cppr_person_id,
           LAchildID || '-' || strftime(CPPstartDate, {_DAY}) AS cppr_cp_plan_id, CPPreviewDate AS cppr_cp_review_date,
           r.source_file, r.source_sheet, r.source_line
    FROM CPPreviewDate r LEFT JOIN (SELECT LAchildID, episode, nth, CPPstartDate FROM ChildProtectionPlans)
         USING (LAchildID, episode, nth)
    QUALIFY row_number() OVER (PARTITION BY LAchildID, CPPreviewDate ORDER BY r.source_line) = 1
"""
# The census has no key of a family in proceedings: the child stands for it.
PRE_PROCEEDINGS = f"""
    SELECT LAchildID || '-' || episode || '-' || nth AS prep_table_id, LAchildID AS prep_person_id,
           LAchildID AS prep_plo_family_id, PPStartDate AS prep_pre_pro_decision_date,
           LBPSentDate AS prep_pre_pro_letter_date, InitialPPMeetingDate AS prep_initial_pre_pro_meeting_date,
           ReviewMeetingsCount AS prep_pre_pro_meetings_num, StepDecisionDate AS prep_agree_stepdown_issue_date,
           PPOutcome AS prep_pre_pro_outcome, LetterInitCPDate AS prep_care_pro_letter_date, {_PLACE}
    FROM PreProceedingsandFGDM {_once("LAchildID, episode, nth")}
"""

QUERIES = [
    ("ssd_person", PERSON),
    ("ssd_linked_identifiers", FORMER_UPN),
    ("ssd_disability", DISABILITY),
    ("ssd_cin_episodes", CIN_EPISODES),
    ("ssd_cin_assessments", ASSESSMENTS),
    ("ssd_assessment_factors", FACTORS),
    ("ssd_cin_plans", CIN_PLANS),
    ("ssd_s47_enquiry", ENQUIRIES),
    ("ssd_initial_cp_conference", CONFERENCES),
    ("ssd_cp_plans", CP_PLANS),
    ("ext_cp_plan_reported", PREVIOUS_PLANS),
    ("ssd_cp_reviews", CP_REVIEWS),
    ("ssd_pre_proceedings", PRE_PROCEEDINGS),
]
