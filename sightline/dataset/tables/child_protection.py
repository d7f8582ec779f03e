"""Section 47 enquiries, conferences, child protection plans and their reviews."""

from sightline.dataset.schema import Column, Date, Integer, Json, Table, Text

S47_ENQUIRY = Table(
    "ssd_s47_enquiry",
    prefix="s47e",
    grain="one section 47 enquiry about one child",
    note="Siblings share an enquiry id in some case systems, so the child is part of the key.",
    columns=[
        Column("s47_enquiry_id", Text, key=True, meaning="Row key (not unique across siblings in some case systems: check with person)"),
        Column("referral_id", Text, links_to="ssd_cin_episodes.cine_referral_id", meaning="Referral it belongs to"),
        Column("person_id", Text, key=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("s47_start_date", Date, meaning="Strategy discussion that started it"),
        Column("s47_end_date", Date, meaning="Completed and authorised"),
        Column("s47_nfa", Text, codes="yes_no", meaning="Ended with no further action"),
        Column("s47_outcome_json", Json, codes="s47_outcome_flags", meaning="Outcome flags; OUTCOME_COMMENTS is free text"),
        Column("s47_completed_by_team", Text, links_to="ssd_department.dept_team_id", meaning="Team that completed it"),
        Column("s47_completed_by_worker_id", Text, links_to="ssd_professionals.prof_professional_id", meaning="Worker who completed it (SystemC gives the STAFF id: may need prof_staff_id to join)"),
    ],
)

INITIAL_CP_CONFERENCE = Table(
    "ssd_initial_cp_conference",
    prefix="icpc",
    grain="one initial child protection conference about one child",
    columns=[
        Column("icpc_id", Text, key=True, meaning="Row key"),
        Column("icpc_meeting_id", Text, meaning="Meeting; shared by siblings"),
        Column("s47_enquiry_id", Text, links_to="ssd_s47_enquiry.s47e_s47_enquiry_id", meaning="Enquiry that led to it"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("cp_plan_id", Text, links_to="ssd_cp_plans.cppl_cp_plan_id", meaning="Plan that resulted, if any (spec marks it required; it cannot be)"),
        Column("referral_id", Text, links_to="ssd_cin_episodes.cine_referral_id", meaning="Referral"),
        Column("icpc_transfer_in", Text, codes="yes_no", meaning="Transfer-in conference"),
        Column("icpc_target_date", Date, meaning="15 working days after the strategy discussion"),
        Column("icpc_date", Date, meaning="Held on"),
        Column("icpc_outcome_cp_flag", Text, codes="yes_no", meaning="A CP plan resulted"),
        Column("icpc_outcome_json", Json, codes="icpc_outcome_flags", meaning="Outcome flags; COMMENTS is free text"),
        Column("icpc_team", Text, links_to="ssd_department.dept_team_id", meaning="Team that organised it"),
        Column("icpc_worker_id", Text, links_to="ssd_professionals.prof_professional_id", meaning="Worker who organised it (STAFF id in SystemC)"),
    ],
)

CP_PLANS = Table(
    "ssd_cp_plans",
    prefix="cppl",
    grain="one child protection plan of one child",
    note="No count of previous plans: derive from history, or use the CIN census figure kept in ext_cp_plan_reported.",
    columns=[
        Column("cp_plan_id", Text, key=True, meaning="Row key"),
        Column("referral_id", Text, links_to="ssd_cin_episodes.cine_referral_id", meaning="Referral"),
        Column("icpc_id", Text, links_to="ssd_initial_cp_conference.icpc_icpc_id", meaning="Conference that made it"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("cp_plan_start_date", Date, meaning="Started"),
        Column("cp_plan_end_date", Date, meaning="Ended"),
        Column("cp_plan_ola", Text, codes="yes_no", meaning="Another LA's (temporary) plan: leave out of own-LA counts"),
        Column("cp_plan_initial_category", Text, codes="category_of_abuse", meaning="Category at start (often the description)"),
        Column("cp_plan_latest_category", Text, codes="category_of_abuse", meaning="Latest category (often the description)"),
    ],
)

CP_VISITS = Table(
    "ssd_cp_visits",
    prefix="cppv",
    grain="one child protection visit",
    columns=[
        Column("cp_visit_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("cp_plan_id", Text, links_to="ssd_cp_plans.cppl_cp_plan_id", meaning="Plan (spec marks it required; case notes without a plan link exist)"),
        Column("cp_visit_date", Date, meaning="Visited on"),
        Column("cp_visit_seen", Text, codes="yes_no", meaning="Child seen"),
        Column("cp_visit_seen_alone", Text, codes="yes_no", meaning="Child seen alone"),
        Column("cp_visit_bedroom", Text, codes="yes_no", meaning="Bedroom seen"),
    ],
)

CP_REVIEWS = Table(
    "ssd_cp_reviews",
    prefix="cppr",
    grain="one review conference of one plan",
    columns=[
        Column("cp_review_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("cp_plan_id", Text, links_to="ssd_cp_plans.cppl_cp_plan_id", meaning="Plan"),
        Column("cp_review_due", Date, meaning="Due on"),
        Column("cp_review_date", Date, meaning="Held on"),
        Column("cp_review_meeting_id", Text, meaning="Meeting; shared by siblings"),
        Column("cp_review_outcome_continue_cp", Text, codes="yes_no", meaning="Plan continues"),
        Column("cp_review_quorate", Text, codes="yes_no", meaning="Quorate (free text in some deployments)"),
        Column("cp_review_participation", Text, codes="review_participation", usually_empty=True, meaning="Child's participation"),
    ],
)

CP_PLAN_REPORTED = Table(
    "ext_cp_plan_reported",
    prefix="",
    grain="one plan",
    note="NumberOfPreviousCPP is reported, not derivable before the window",
    columns=[
        Column("cp_plan_id", Text, key=True, meaning="Plan"),
        Column("previous_plans", Integer, meaning="Earlier plans ever"),
        Column("source", Text, key=True, meaning="cin_census or annex_a"),
    ],
)
