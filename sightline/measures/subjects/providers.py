"""Providers on a day: those that look after our children, wherever they are, and the homes in our area."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.looked_after import CLA_EPISODES
from sightline.dataset.tables.providers import PROVIDER
from sightline.measures.model import snapshot
from sightline.measures.provider_views import grade_on, with_provider
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import FOREVER, LONG_AGO, open_on

HOMES = ("CHILDRENS_HOME", "RESIDENTIAL_SCHOOL")


def _used(t: SourceTables) -> ir.Table:
    """Each provider with a child of ours on each day, once."""
    rows = open_on(t.cla_timeline, t.snapshot_days).select(
        "la_code", "day", "placement_type", "placement_provider", "placement_urn"
    )
    placed = with_provider(t, rows.distinct()).filter(_.urn.notnull())
    return placed.select(
        "la_code", "day", "setting_name", "provider_type", "provider_grade", "sector", record_id="urn"
    ).distinct()  # fmt: skip


@snapshot(
    grain="one provider with whom we have placed a child, on a day",
    needs=(CLA_EPISODES, PROVIDER),
    dimensions=("provider_type", "provider_grade", "sector"),
    about_children=False,
)
def providers_used(t: SourceTables) -> ir.Table:
    """Wherever they are; the authority's own fostering service is one provider."""
    return _used(t)


@snapshot(
    grain="one registered home in our area on a day",
    needs=(PROVIDER,),
    dimensions=("provider_grade", "sector", "provider_subtype", "own_children_placed"),
    about_children=False,
)
def homes_in_county(t: SourceTables) -> ir.Table:
    """
    The register of homes: children's homes and residential special schools in our area that are registered on the day
    and not closed. The grade is always that of the last full inspection; the interim one stands beside it.
    """
    homes = t.providers.filter(_.in_county == "Y", _.provider_type.isin(HOMES)).mutate(
        start_date=ibis.greatest(_.listed_from, _.registration_date.coalesce(ibis.date(LONG_AGO))),
        end_date=ibis.least(_.listed_to, _.closed_date.coalesce(ibis.date(FOREVER))),
    )
    rows = open_on(homes, t.snapshot_days)
    rows = rows.mutate(provider_grade=grade_on(rows, rows.day))
    used = _used(t).select(_la="la_code", _day="day", _urn="record_id").mutate(is_used=True)
    joined = rows.left_join(used, [rows.la_code == used._la, rows.day == used._day, rows.urn == used._urn])
    return joined.select(
        "la_code", "day", "ward", "setting_name", "provider_type", "provider_subtype", "sector", "registration_date",
        "max_users", "full_inspection_date", "provider_grade", "interim_inspection_date", "interim_result",
        record_id="urn",
        own_children_placed=ibis.ifelse(joined.is_used.fill_null(False), "Yes", "No"),
    )  # fmt: skip
