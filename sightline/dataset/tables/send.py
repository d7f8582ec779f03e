"""Special educational needs and disabilities."""

from sightline.dataset.schema import Column, Date, Table, Text

SEND = Table(
    "ssd_send",
    prefix="send",
    grain="one person known to SEND",
    note="UPN is marked required by the spec, which contradicts send_upn_unknown: treat as optional.",
    usually_empty=True,
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Person"),
        Column("upn", Text, usually_empty=True, meaning="UPN"),
        Column("uln", Text, usually_empty=True, meaning="Unique learner number"),
        Column("upn_unknown", Text, codes="upn_unknown_sen2", usually_empty=True, meaning="Why neither is known"),
    ],
)

EHCP_REQUESTS = Table(
    "ssd_ehcp_requests",
    prefix="ehcr",
    grain="one request for an EHC assessment",
    usually_empty=True,
    columns=[
        Column("ehcp_request_id", Text, key=True, meaning="Row key"),
        Column("send_table_id", Text, links_to="ssd_send.send_table_id", meaning="Person's SEND row"),
        Column("ehcp_req_date", Date, usually_empty=True, meaning="Received (20-week clock starts)"),
        Column("ehcp_req_outcome_date", Date, usually_empty=True, meaning="Decision told to requester"),
        Column("ehcp_req_outcome", Text, codes="ehcp_request_outcome", usually_empty=True, meaning="Decision"),
    ],
)

EHCP_ASSESSMENT = Table(
    "ssd_ehcp_assessment",
    prefix="ehca",
    grain="one EHC assessment",
    usually_empty=True,
    columns=[
        Column("ehcp_assessment_id", Text, key=True, meaning="Row key"),
        Column("ehcp_request_id", Text, links_to="ssd_ehcp_requests.ehcr_ehcp_request_id", meaning="Request"),
        Column("ehcp_assessment_outcome_date", Date, usually_empty=True, meaning="Plan issued, or refusal told"),
        Column("ehcp_assessment_outcome", Text, codes="ehcp_assessment_outcome", usually_empty=True, meaning="Decision to issue"),
        Column("ehcp_assessment_exceptions", Text, codes="ehcp_exceptions", usually_empty=True, meaning="20-week exception applies"),
    ],
)

EHCP_NAMED_PLAN = Table(
    "ssd_ehcp_named_plan",
    prefix="ehcn",
    grain="the content of one EHC plan",
    usually_empty=True,
    columns=[
        Column("named_plan_id", Text, key=True, meaning="Row key"),
        Column("ehcp_asmt_id", Text, links_to="ssd_ehcp_assessment.ehca_ehcp_assessment_id", meaning="Assessment (note the different column name)"),
        Column("named_plan_start_date", Date, usually_empty=True, meaning="Plan date"),
        Column("named_plan_ceased_date", Date, usually_empty=True, meaning="Ended or transferred"),
        Column("named_plan_ceased_reason", Text, codes="ehcp_ceased_reason", usually_empty=True, meaning="Why it ended"),
    ],
)

EHCP_ACTIVE_PLANS = Table(
    "ssd_ehcp_active_plans",
    prefix="ehcp",
    grain="one active EHC plan",
    usually_empty=True,
    columns=[
        Column("active_ehcp_id", Text, key=True, meaning="Row key"),
        Column("ehcp_request_id", Text, links_to="ssd_ehcp_requests.ehcr_ehcp_request_id", meaning="Request"),
        Column("active_ehcp_last_review_date", Date, usually_empty=True, meaning="Last annual review decision notified"),
    ],
)

SEN_NEED = Table(
    "ssd_sen_need",
    prefix="senn",
    grain="one need on one active plan",
    usually_empty=True,
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("active_ehcp_id", Text, links_to="ssd_ehcp_active_plans.ehcp_active_ehcp_id", meaning="Plan"),
        Column("active_ehcp_need_type", Text, codes="sen_need", usually_empty=True, meaning="Need"),
        Column("active_ehcp_need_rank", Text, usually_empty=True, meaning="1 primary, 2 secondary"),
    ],
)
