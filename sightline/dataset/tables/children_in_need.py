"""Referrals, assessments, child in need plans and visits."""

from sightline.dataset.schema import Column, Date, Json, Table, Text

CIN_EPISODES = Table(
    "ssd_cin_episodes",
    prefix="cine",
    grain="one referral and the episode it opens",
    note="Front-door team and worker, not today's allocation: use ssd_involvements for that.",
    columns=[
        Column("referral_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("referral_date", Date, meaning="Referred on; start of the episode"),
        Column("cin_primary_need_code", Text, codes="primary_need", meaning="Primary need"),
        Column("referral_source_code", Text, codes="referral_source", meaning="Source"),
        Column("referral_source_desc", Text, meaning="Source in local words"),
        Column("referral_outcome_json", Json, codes="referral_outcome_flags", meaning="Outcome flags of the referral (not of the episode)"),
        Column("referral_nfa", Text, codes="yes_no", meaning="Ended with no further action"),
        Column("close_reason", Text, codes="closure_reason", meaning="Why the episode closed"),
        Column("close_date", Date, meaning="Closed on"),
        Column("referral_team", Text, links_to="ssd_department.dept_team_id", meaning="Team that took the referral"),
        Column("referral_worker_id", Text, links_to="ssd_professionals.prof_professional_id", meaning="Worker who took the referral"),
    ],
)

CIN_ASSESSMENTS = Table(
    "ssd_cin_assessments",
    prefix="cina",
    grain="one assessment of one child",
    columns=[
        Column("assessment_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("referral_id", Text, links_to="ssd_cin_episodes.cine_referral_id", meaning="Referral it belongs to"),
        Column("assessment_start_date", Date, meaning="Started"),
        Column("assessment_child_seen", Text, codes="yes_no", meaning="Child seen during it"),
        Column("assessment_auth_date", Date, meaning="Completed and authorised. SystemC writes 1900-01-01 for 'none': load as NULL"),
        Column("assessment_outcome_json", Json, codes="assessment_outcome_flags", meaning="Outcome flags; COMMENTS is free text"),
        Column("assessment_outcome_nfa", Text, codes="yes_no", meaning="Ended with no further action"),
        Column("assessment_team", Text, links_to="ssd_department.dept_team_id", meaning="Team that completed it"),
        Column("assessment_worker_id", Text, links_to="ssd_professionals.prof_professional_id", meaning="Worker who completed it"),
    ],
)

ASSESSMENT_FACTORS = Table(
    "ssd_assessment_factors",
    prefix="cinf",
    grain="the factor list of one assessment",
    note="Also derive a long view assessment_factor(assessment_id, factor).",
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("assessment_id", Text, key=True, links_to="ssd_cin_assessments.cina_assessment_id", meaning="Assessment"),
        Column("assessment_factors_json", Json, codes="assessment_factor", meaning="Factors. Today a JSON array ['2B','4B']; planned as an object {'2B':'Yes','4B':'No'}. Read both"),
    ],
)

CIN_PLANS = Table(
    "ssd_cin_plans",
    prefix="cinp",
    grain="one child in need plan of one child",
    note="Plans of one child must not overlap each other nor a CP plan.",
    columns=[
        Column("cin_plan_id", Text, key=True, meaning="Row key"),
        Column("referral_id", Text, links_to="ssd_cin_episodes.cine_referral_id", meaning="Referral it belongs to"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("cin_plan_start_date", Date, meaning="Started"),
        Column("cin_plan_end_date", Date, meaning="Ended"),
        Column("cin_plan_team", Text, links_to="ssd_department.dept_team_id", meaning="Responsible team"),
        Column("cin_plan_worker_id", Text, links_to="ssd_professionals.prof_professional_id", meaning="Responsible worker"),
    ],
)

CIN_VISITS = Table(
    "ssd_cin_visits",
    prefix="cinv",
    grain="one child in need visit",
    columns=[
        Column("cin_visit_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, links_to="ssd_person.pers_person_id", meaning="Child (no plan key: join by date)"),
        Column("cin_visit_date", Date, meaning="Visited on"),
        Column("cin_visit_seen", Text, codes="yes_no", meaning="Child seen"),
        Column("cin_visit_seen_alone", Text, codes="yes_no", meaning="Child seen alone"),
        Column("cin_visit_bedroom", Text, codes="yes_no", meaning="Bedroom seen"),
    ],
)
