"""Going missing from care, and the interviews offered on return."""

import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.looked_after import CLA_EPISODES, MISSING
from sightline.measures.expressions import is_yes, with_allocation
from sightline.measures.model import event
from sightline.measures.source_tables import SourceTables


@event(
    grain="one episode of a child looked after going missing or away, by the day it began",
    needs=(MISSING, CLA_EPISODES),
    dimensions=("missing_type",),
    flags=("offer_applies", "is_offered", "is_accepted"),
)
def missing_episodes(t: SourceTables) -> ir.Table:
    """
    Of children who were looked after on the day. `offer_applies`: a return interview was due; it is not where the
    record says that it does not apply. `is_accepted` asks only of interviews that were offered.
    """
    rows = t.missing.filter(_.person_id.notnull(), _.missing_episode_start_date.notnull()).select(
        "la_code",
        "person_id",
        record_id="table_id",
        date=_.missing_episode_start_date.cast("date"),
        missing_type="missing_episode_type",
        offer_applies=_.missing_rhi_offered.coalesce("") != "NA",
        is_offered=is_yes(_.missing_rhi_offered),
        is_accepted=is_yes(_.missing_rhi_offered) & is_yes(_.missing_rhi_accepted),
    )
    care = t.cla_timeline.select("start_date", "end_date", _la="la_code", _person="person_id")
    looked_after = rows.inner_join(
        care,
        [rows.la_code == care._la, rows.person_id == care._person, care.start_date <= rows.date,
         care.end_date > rows.date],
    ).select(rows.columns)  # fmt: skip
    return with_allocation(t, looked_after, "date")
