"""Periods of care, placements, legal statuses, reviews, visits and health of children looked after."""

from sightline.dataset.schema import Column, Date, Integer, Json, Number, Table, Text, Timestamp

CLA_EPISODES = Table(
    "ssd_cla_episodes",
    prefix="clae",
    grain="one 903-style episode: constant legal status and placement",
    note="No legal status column: join ssd_legal_status by person and date. Derive cla_period(person, clae_cla_id, start, end, end_reason).",
    columns=[
        Column("cla_episode_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("cla_placement_id", Text, links_to="ssd_cla_placement.clap_cla_placement_id", meaning="Placement"),
        Column("cla_episode_start_date", Date, meaning="Started"),
        Column("cla_episode_start_reason", Text, codes="reason_new_episode", meaning="Why a new episode (description in SystemC)"),
        Column("cla_primary_need_code", Text, codes="primary_need", meaning="Category of need for the period of care"),
        Column("cla_episode_ceased_date", Date, meaning="Ended"),
        Column("cla_episode_ceased_reason", Text, codes="reason_episode_ceased", meaning="Why it ended (description in SystemC)"),
        Column("cla_id", Text, meaning="Period of care: shared by all its episodes"),
        Column("referral_id", Text, links_to="ssd_cin_episodes.cine_referral_id", meaning="Referral"),
        Column("cla_last_iro_contact_date", Date, meaning="Last IRO contact (child level: repeated on every episode)"),
        Column("entered_care_date", Date, meaning="Start of the period of care"),
    ],
)

CLA_PLACEMENT = Table(
    "ssd_cla_placement",
    prefix="clap",
    grain="one placement in a period of care",
    note="The SystemC 1.4.5 script only copies placement types from a fixed list that lacks K3, P3, T2-T4 and Z11-Z14: episodes pointing to such placements have no placement row. Report them, do not drop them.",
    columns=[
        Column("cla_placement_id", Text, key=True, meaning="Row key"),
        Column("cla_id", Text, meaning="Period of care"),
        Column("person_id", Text, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("cla_placement_start_date", Date, meaning="Started"),
        Column("cla_placement_type", Text, codes="placement_type", meaning="Placement type"),
        Column("cla_placement_urn", Text, meaning="Ofsted URN: SC + 6 digits, 7 digits, or XXXXXXX. SystemC keeps only the SC form"),
        Column("cla_placement_distance", Number, meaning="Miles from home; 999.9 = cannot be measured (treat as NULL)"),
        Column("cla_placement_provider", Text, codes="placement_provider", meaning="Provider"),
        Column("cla_placement_postcode", Text, meaning="Postcode"),
        Column("cla_placement_end_date", Date, meaning="Ended"),
        Column("cla_placement_change_reason", Text, codes="reason_place_change", meaning="Why it ended and changed"),
    ],
)

CLA_REVIEWS = Table(
    "ssd_cla_reviews",
    prefix="clar",
    grain="one looked-after review",
    columns=[
        Column("cla_review_id", Text, key=True, meaning="Row key"),
        Column("cla_id", Text, meaning="Period of care"),
        Column("cla_person_id", Text, links_to="ssd_person.pers_person_id", meaning="Child (deployed since 1.4.x; absent from the written spec)"),
        Column("cla_review_due_date", Date, meaning="Due on"),
        Column("cla_review_date", Date, meaning="Held on"),
        Column("cla_review_cancelled", Text, codes="yes_no", meaning="Cancelled"),
        Column("cla_review_participation", Text, codes="review_participation", meaning="Child's participation (local words in some deployments)"),
    ],
)

CLA_VISITS = Table(
    "ssd_cla_visits",
    prefix="clav",
    grain="one visit to a looked-after child",
    columns=[
        Column("cla_visit_id", Text, key=True, meaning="Row key"),
        Column("cla_id", Text, meaning="Period of care"),
        Column("person_id", Text, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("cla_visit_date", Date, meaning="Visited on"),
        Column("cla_visit_seen", Text, codes="yes_no", meaning="Child seen"),
        Column("cla_visit_seen_alone", Text, codes="yes_no", meaning="Child seen alone"),
    ],
)

CLA_HEALTH = Table(
    "ssd_cla_health",
    prefix="clah",
    grain="one health or dental event",
    columns=[
        Column("health_check_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("health_check_type", Text, codes="health_check_type", meaning="Kind of check"),
        Column("health_check_date", Date, meaning="Held or planned on"),
        Column("health_check_status", Text, codes="health_check_status", meaning="Planned, refused, cancelled or completed; only completed count"),
    ],
)

CLA_IMMUNISATIONS = Table(
    "ssd_cla_immunisations",
    prefix="clai",
    grain="one child (latest status only)",
    columns=[
        Column("person_id", Text, key=True, links_to="ssd_person.pers_person_id", meaning="Child; also the key"),
        Column("immunisations_status", Text, codes="yes_no", meaning="Up to date"),
        Column("immunisations_status_date", Date, meaning="As at"),
    ],
)

CLA_SUBSTANCE_MISUSE = Table(
    "ssd_cla_substance_misuse",
    prefix="clas",
    grain="one substance misuse record",
    columns=[
        Column("substance_misuse_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("substance_misuse_date", Date, meaning="Recorded on"),
        Column("substance_misused", Text, meaning="Substance"),
        Column("intervention_received", Text, codes="yes_no", meaning="Intervention received"),
    ],
)

CLA_CONVICTIONS = Table(
    "ssd_cla_convictions",
    prefix="clac",
    grain="one offence",
    columns=[
        Column("cla_conviction_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("cla_conviction_date", Date, meaning="Offence date"),
        Column("cla_conviction_offence", Text, meaning="Offence (free text: sensitive)"),
    ],
)

SDQ_SCORES = Table(
    "ssd_sdq_scores",
    prefix="csdq",
    grain="one strengths and difficulties questionnaire",
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("sdq_completed_date", Date, meaning="Completed on"),
        Column("sdq_score", Integer, meaning="Total score 0-40"),
        Column("sdq_reason", Text, codes="sdq_reason", usually_empty=True, meaning="Why there is no score"),
    ],
)

CLA_PREVIOUS_PERMANENCE = Table(
    "ssd_cla_previous_permanence",
    prefix="lapp",
    grain="one earlier permanence order of one child",
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("previous_permanence_option", Text, codes="previous_permanence", meaning="Kind of order"),
        Column("previous_permanence_la", Text, meaning="Authority that arranged it"),
        Column("previous_permanence_order_date", Text, meaning="Order date as text: DD/MM/YYYY, zz/MM/YYYY, zz/zz/YYYY or zz/zz/zzzz"),
    ],
)

CLA_CARE_PLAN = Table(
    "ssd_cla_care_plan",
    prefix="lacp",
    grain="one care plan spell",
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("cla_care_plan_start_date", Date, meaning="From"),
        Column("cla_care_plan_end_date", Date, meaning="To"),
        Column("cla_care_plan_json", Json, codes="care_plan", meaning="Plan flags"),
    ],
)

LEGAL_STATUS = Table(
    "ssd_legal_status",
    prefix="lega",
    grain="one legal status spell",
    columns=[
        Column("legal_status_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("legal_status", Text, codes="legal_status", meaning="Legal status; also holds non-care statuses in words"),
        Column("legal_status_start_date", Date, meaning="From"),
        Column("legal_status_end_date", Date, meaning="To"),
    ],
)

MISSING = Table(
    "ssd_missing",
    prefix="miss",
    grain="one missing or away episode (any child, not only looked after)",
    note="No date the return interview was held.",
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("missing_episode_start_date", Timestamp, meaning="Left or last seen"),
        Column("missing_episode_type", Text, codes="missing_type", meaning="Missing or away"),
        Column("missing_episode_end_date", Timestamp, meaning="Found or returned"),
        Column("missing_rhi_offered", Text, codes="yes_no_na", meaning="Return interview offered"),
        Column("missing_rhi_accepted", Text, codes="yes_no_na", meaning="Return interview accepted"),
    ],
)

CLA_ANNUAL_OUTCOME = Table(
    "ext_cla_annual_outcome",
    prefix="",
    grain="one child, one 903 year",
    note="903 OC2 is a yearly yes/no set, SSD holds dated events",
    columns=[
        Column("person_id", Text, key=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("return_year", Integer, key=True, meaning="Year ending 31 March"),
        Column("sdq_score", Integer, meaning="0-40"),
        Column("sdq_reason", Text, codes="sdq_reason", meaning="SDQ reason"),
        Column("convicted", Text, codes="yes_no", meaning="Convicted"),
        Column("health_check", Text, codes="yes_no", meaning="Health check"),
        Column("immunisations", Text, codes="yes_no", meaning="Immunisations"),
        Column("teeth_check", Text, codes="yes_no", meaning="Teeth check"),
        Column("health_assessment", Text, codes="yes_no", meaning="Health assessment"),
        Column("substance_misuse", Text, codes="yes_no", meaning="Substance misuse"),
        Column("intervention_received", Text, codes="yes_no", meaning="Intervention received"),
        Column("intervention_offered", Text, codes="yes_no", meaning="Intervention offered"),
    ],
)

DOLO = Table(
    "ext_dolo",
    prefix="",
    grain="one deprivation of liberty order",
    note="new 903 table from 2026/27",
    columns=[
        Column("dolo_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("start_date", Date, required=True, meaning="Start date (DOLO_START)"),
        Column("end_date", Date, meaning="End date (DOLO_END)"),
    ],
)
