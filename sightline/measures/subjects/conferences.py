"""Initial child protection conferences: a row is one child's conference, not a meeting."""

import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.child_protection import INITIAL_CP_CONFERENCE
from sightline.measures.expressions import code_of, has_any_flag, has_flag, is_yes, with_allocation, with_working_days
from sightline.measures.model import event
from sightline.measures.source_tables import SourceTables

LIMIT = 15


@event(
    grain="one initial conference about one child",
    needs=(INITIAL_CP_CONFERENCE,),
    dimensions=("timeliness",),
    flags=("is_transfer_in", "in_15_working_days", "transfer_in_time", "to_plan", "no_outcome"),
)
def conferences(t: SourceTables) -> ir.Table:
    """
    `timeliness`: within or outside 15 working days of the strategy discussion that began the enquiry; none where no
    enquiry is linked or it was not authorised by the day of the conference; transfer for children who moved in.
    `in_15_working_days` is the census's rule, which asks only for the enquiry's start.
    """
    enquiries = t.s47_enquiry.select(
        "la_code", "person_id", "s47_enquiry_id", enquiry_start="s47_start_date", enquiry_end="s47_end_date"
    )
    referred = t.cin_episodes.select("la_code", "referral_id", "referral_date")
    rows = t.initial_cp_conference.filter(_.icpc_date.notnull())
    rows = rows.left_join(enquiries, ["la_code", "person_id", "s47_enquiry_id"])
    rows = rows.drop("la_code_right", "person_id_right", "s47_enquiry_id_right")
    rows = rows.left_join(referred, ["la_code", "referral_id"]).drop("la_code_right", "referral_id_right")
    rows = with_working_days(
        t, rows, from_enquiry=("enquiry_start", "icpc_date"), from_referral=("referral_date", "icpc_date")
    )
    outcome = rows.icpc_outcome_json
    transfer = is_yes(rows.icpc_transfer_in)
    authorised = (rows.enquiry_end <= rows.icpc_date).fill_null(False) & rows.from_enquiry.notnull()
    events = rows.select(
        "la_code",
        "person_id",
        record_id="icpc_id",
        date="icpc_date",
        team_id="icpc_team",
        worker_id="icpc_worker_id",
        working_days="from_enquiry",
        is_transfer_in=transfer,
        timeliness=code_of(
            (transfer, "transfer"),
            (~authorised, "no_s47"),
            (rows.from_enquiry <= LIMIT, "within"),
            otherwise="outside",
        ),
        in_15_working_days=(rows.from_enquiry <= LIMIT).fill_null(False),
        transfer_in_time=(rows.from_referral <= LIMIT).fill_null(False),
        to_plan=is_yes(_.icpc_outcome_cp_flag) | has_flag(outcome, "CP_FLAG"),
        no_outcome=_.icpc_outcome_cp_flag.isnull() & ~has_any_flag(outcome),
    )
    return with_allocation(t, events, "date")
