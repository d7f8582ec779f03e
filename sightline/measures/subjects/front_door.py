"""Contacts at the front door."""

import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.front_door import CONTACTS
from sightline.measures.expressions import has_flag
from sightline.measures.model import event
from sightline.measures.source_tables import SourceTables


@event(grain="one contact about one child", needs=(CONTACTS,), dimensions=("source",), flags=("became_referral",))
def contacts(t: SourceTables) -> ir.Table:
    """
    A contact has no team and no worker in the SSD, so it can't be cut by them.

    `became_referral`: its outcome was a new referral to social work.
    """
    return t.contacts.select(
        "la_code",
        "person_id",
        record_id="contact_id",
        date="contact_date",
        source="contact_source_code",
        became_referral=has_flag(_.contact_outcome_json, "NEW_REFERRAL_FLAG"),
    )
