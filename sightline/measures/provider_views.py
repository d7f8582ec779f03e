"""Providers over time, and which of them each placement of a child is with."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import FOREVER, LONG_AGO

LA_FOSTERING = "LA_FOSTERING"
NOT_GRADED = "NOT_YET"
OWN_PROVISION = "PR1"
FACTS = ("setting_name", "ward", "provider_type", "provider_subtype", "sector", "in_county", "registration_date",
         "closed_date", "max_users", "full_inspection_date", "overall_effectiveness", "interim_inspection_date",
         "interim_result")  # fmt: skip


def plain_urn(urn: ir.StringValue) -> ir.StringValue:
    """The number alone: `SC 402000`, `sc402000` and `402000` are one provider."""
    return urn.upper().re_replace("[^0-9A-Z]", "").re_replace("^SC", "")


def providers(t: SourceTables) -> ir.Table:
    """
    The register of providers over time: one row per authority, `urn` (plain) and spell, with the register's facts.

    A register's facts hold from its date until the provider's next listing; the first reaches back. Two listings of one
    day are one: the last by name.
    """
    rows = t.provider.select("la_code", "listed_on", *FACTS, urn=plain_urn(t.provider.urn))
    best = ibis.row_number().over(
        ibis.window(group_by=["la_code", "urn", "listed_on"], order_by=[_.setting_name.desc(), _.ward.desc()])
    )
    rows = rows.mutate(place=best).filter(_.place == 0).drop("place")
    in_order = ibis.window(group_by=["la_code", "urn"], order_by="listed_on")
    return rows.mutate(
        listed_from=ibis.ifelse(ibis.row_number().over(in_order) == 0, ibis.date(LONG_AGO), _.listed_on),
        listed_to=_.listed_on.lead().over(in_order).coalesce(ibis.date(FOREVER)),
    ).drop("listed_on")


def with_provider(t: SourceTables, rows: ir.Table) -> ir.Table:
    """
    `rows` of placements on a `day` with their `urn`, `provider_type`, `provider_grade`, `sector` and `setting_name`.

    By the placement's number; a child with the authority's own foster carers is with its own fostering service,
    whatever number stands there. All null where the register has no such provider. A grade counts from the day of its
    inspection: before it, or without one, the provider is not yet graded or its grade is not known.
    """
    listed = t.providers.select("urn", "provider_type", "sector", "setting_name", "full_inspection_date",
                                "overall_effectiveness", "listed_from", "listed_to", _la="la_code")  # fmt: skip
    own = t.providers.filter(_.provider_type == LA_FOSTERING)
    own = own.group_by(_la="la_code").agg(_own=_.urn.min())
    rows = rows.left_join(own, rows.la_code == own._la).drop("_la")
    with_own_carer = (rows.placement_provider == OWN_PROVISION) & rows.placement_type.startswith("U")
    written = plain_urn(rows.placement_urn)
    rows = rows.mutate(_urn=ibis.ifelse(with_own_carer.fill_null(False), rows._own.coalesce(written), written))
    joined = rows.left_join(
        listed,
        [rows.la_code == listed._la, rows._urn == listed.urn, listed.listed_from <= rows.day,
         listed.listed_to > rows.day],
    )  # fmt: skip
    kept = [c for c in rows.columns if c not in ("_own", "_urn")]
    return joined.select(
        *kept,
        "urn",
        "provider_type",
        "sector",
        "setting_name",
        provider_grade=grade_on(joined, joined.day),
    )


def grade_on(rows: ir.Table, day: ir.DateValue) -> ir.StringValue:
    """The grade of the last full inspection where that was held by the day; null where there is no provider at all."""
    inspected = (rows.full_inspection_date <= day).fill_null(False)
    grade = ibis.ifelse(inspected, rows.overall_effectiveness.coalesce(NOT_GRADED), NOT_GRADED)
    return ibis.ifelse(rows.urn.isnull(), ibis.null("string"), grade)
