"""Decisions and the reviewing officers' monitoring forms."""

from sightline.dataset.schema import Column, Date, Table, Text, Timestamp

DECISION = Table(
    "ext_decision",
    prefix="",
    grain="one management decision on one child",
    note="SSD says that a step happened, not who decided what and when",
    columns=[
        Column("decision_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("about_table", Text, required=True, meaning="Table of the record it is about"),
        Column("about_id", Text, required=True, meaning="Key of that record"),
        Column("decision_type", Text, required=True, meaning="thresholds, strategy_discussion (requested_at = started, decided_at = ended), nfa, start_assessment, start_s47, go_to_icpc, step_down, close, edge_of_care_panel, legal_gateway ..."),
        Column("requested_at", Timestamp, meaning="Put to the decision maker"),
        Column("decided_at", Timestamp, meaning="Decided; blank while it is pending"),
        Column("decided_by", Text, meaning="Professional"),
        Column("unit_id", Text, meaning="Unit responsible on that day"),
        Column("outcome", Text, meaning="Outcome"),
    ],
)

REVIEW_MONITORING = Table(
    "ext_review_monitoring",
    prefix="",
    grain="one monitoring form for one review of one child",
    note="IRO and CP chair monitoring forms have no SSD home",
    columns=[
        Column("form_id", Text, key=True, meaning="Row key"),
        Column("review_table", Text, required=True, meaning="ssd_cla_reviews or ssd_cp_reviews"),
        Column("review_id", Text, required=True, meaning="Review"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("chair_professional_id", Text, meaning="IRO or chair"),
        Column("completed_on", Date, meaning="Form completed"),
        Column("item", Text, key=True, meaning="Question key"),
        Column("answer", Text, meaning="Answer"),
        Column("escalation_stage", Text, meaning="none, informal, formal 1-3, resolved"),
    ],
)
