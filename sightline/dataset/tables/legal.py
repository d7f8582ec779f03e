"""Pre-proceedings and the voice of the child."""

from sightline.dataset.schema import Column, Date, Integer, Table, Text

PRE_PROCEEDINGS = Table(
    "ssd_pre_proceedings",
    prefix="prep",
    grain="one pre-proceedings period of one child",
    note="Deployed extracts create it but mostly leave it empty. The CIN census gains a pre-proceedings module (see docs/sources.md) that can fill part of it.",
    usually_empty=True,
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("plo_family_id", Text, required=True, meaning="Family group in proceedings"),
        Column("pre_pro_decision_date", Date, usually_empty=True, meaning="Decision to start"),
        Column("initial_pre_pro_meeting_date", Date, usually_empty=True, meaning="First meeting"),
        Column("pre_pro_outcome", Text, codes="preproc_outcome", usually_empty=True, meaning="Outcome"),
        Column("agree_stepdown_issue_date", Date, usually_empty=True, meaning="Decision to step down or issue"),
        Column("cp_plans_referral_period", Integer, usually_empty=True, meaning="CP plans in this referral"),
        Column("legal_gateway_outcome", Text, codes="legal_gateway_outcome", usually_empty=True, meaning="Gateway outcome"),
        Column("prev_pre_proc_child", Integer, usually_empty=True, meaning="Earlier pre-proceedings"),
        Column("prev_care_proc_child", Integer, usually_empty=True, meaning="Earlier care proceedings"),
        Column("pre_pro_letter_date", Date, usually_empty=True, meaning="Letter before proceedings sent"),
        Column("care_pro_letter_date", Date, usually_empty=True, meaning="Letter of issue sent"),
        Column("pre_pro_meetings_num", Integer, usually_empty=True, meaning="Review meetings"),
        Column("pre_pro_parents_legal_rep", Text, codes="yes_no_unknown_proc", usually_empty=True, meaning="Parents represented in pre-proceedings"),
        Column("parents_legal_rep_point_of_issue", Text, codes="yes_no_unknown_proc", usually_empty=True, meaning="Parents represented at issue"),
        Column("court_reference", Text, usually_empty=True, meaning="Court reference"),
        Column("care_proc_court_hearings", Integer, usually_empty=True, meaning="Hearings"),
        Column("care_proc_short_notice", Text, codes="yes_no_unknown_proc", usually_empty=True, meaning="Short-notice application"),
        Column("proc_short_notice_reason", Text, codes="short_notice_reason", usually_empty=True, meaning="Why short notice"),
        Column("la_inital_plan_approved", Text, codes="yes_no_unknown_proc", usually_empty=True, meaning="First plan approved (the name's spelling is the SSD's own)"),
        Column("la_initial_care_plan", Text, codes="court_initial_plan", usually_empty=True, meaning="First plan"),
        Column("la_final_plan_approved", Text, codes="yes_no_unknown_proc", usually_empty=True, meaning="Final plan approved"),
        Column("la_final_care_plan", Text, codes="court_final_plan", usually_empty=True, meaning="Final plan"),
    ],
)

VOICE_OF_CHILD = Table(
    "ssd_voice_of_child",
    prefix="voch",
    grain="one questionnaire of one child",
    usually_empty=True,
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("explained_worries", Text, codes="yes_no", usually_empty=True, meaning="Worries were explained"),
        Column("story_help_understand", Text, codes="yes_no", usually_empty=True, meaning="Story work helped understanding"),
        Column("agree_worker", Text, codes="yes_no", usually_empty=True, meaning="Agrees with what the worker says is needed"),
        Column("plan_safe", Text, codes="yes_no", usually_empty=True, meaning="Plan is clear to everyone"),
        Column("tablet_help_explain", Text, codes="yes_no", usually_empty=True, meaning="Tablet work helped"),
    ],
)
