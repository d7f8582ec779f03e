"""The placement's URN: where one is needed, and whether it fits what Ofsted knows of the provider."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import Need
from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import blank, each_of_list, filled, having, lacking, not_one_of, one_of
from sightline.returns.rules.ssda903.care import (
    SHORT_BREAKS,
    TEMPORARY,
    current,
    end_or_year_end,
    no_short_break,
    postcode,
)
from sightline.returns.rules.ssda903.postcodes import in_england, number_of, outside_england
from sightline.returns.tables import CASE, Tables

# Placement types whose provider is not registered with Ofsted, by the year of the list.
WITHOUT_URN = f"P1 P3 R1 R2 R5 {TEMPORARY} Z1 Z11 Z12 Z13 Z14"
WITHOUT_URN_2025 = f"P1 P3 R1 R2 R5 {TEMPORARY} Z1"
WITHOUT_URN_2024 = f"P1 P2 P3 R1 R2 R5 {TEMPORARY} Z1"
WITHOUT_URN_2023 = f"H5 P1 P2 P3 R1 R2 R5 {TEMPORARY} Z1"
SUPPORTED_REGISTERED = ibis.date("2023-10-28")

# Placement types that are at the provider's own address.
AT_THE_PROVIDER = "K1 K2 K3 R3 S1"
AT_THE_PROVIDER_2024 = "H5 K1 K2 R3 S1"
AT_THE_PROVIDER_2023 = "K1 K2 R3 S1"


# Whether there is one -------------------------------------------------------------------------------------------


@rule("214", "A short break with a postcode or URN of placement", "Episodes.PL_POST", "Episodes.URN")
def short_break_with_provider(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(one_of(e.LS, SHORT_BREAKS) & (filled(e.PL_POST) | filled(e.URN)))


def urn_lacking(r: Tables, without: str) -> ir.Table:
    e = r.Episodes
    needed = filled(e.PLACE) & not_one_of(e.PLACE, without) & in_england(e.PL_LA) & no_short_break(e)
    return e.filter(blank(e.URN) & needed & current(e))


@rule("218", "The provider's URN is blank", "Episodes.URN", needs=(Need.POSTCODES,), since=2026)
def no_urn(r: Tables) -> ir.Table:
    return urn_lacking(r, WITHOUT_URN)


@rule("218", "The provider's URN is blank", "Episodes.URN", needs=(Need.POSTCODES,), since=2025, until=2025)
def no_urn_2025(r: Tables) -> ir.Table:
    return urn_lacking(r, WITHOUT_URN_2025)


@rule("218", "The provider's URN is blank", "Episodes.URN", needs=(Need.POSTCODES,), until=2024)
def no_urn_2024(r: Tables) -> ir.Table:
    return urn_lacking(r, WITHOUT_URN_2023)


def urn_where_none_is(r: Tables, without: str) -> ir.Table:
    e = r.Episodes
    return e.filter(filled(e.URN) & one_of(e.PLACE, without))


@rule("222", "A URN for a placement type that has none", "Episodes.URN", since=2026)
def needless_urn(r: Tables) -> ir.Table:
    return urn_where_none_is(r, WITHOUT_URN)


@rule("222", "A URN for a placement type that has none", "Episodes.URN", since=2025, until=2025)
def needless_urn_2025(r: Tables) -> ir.Table:
    return urn_where_none_is(r, WITHOUT_URN_2025)


@rule("222", "A URN for a placement type that has none", "Episodes.URN", since=2024, until=2024)
def needless_urn_2024(r: Tables) -> ir.Table:
    return urn_where_none_is(r, WITHOUT_URN_2024)


@rule("222", "A URN for a placement type that has none", "Episodes.URN", until=2023)
def needless_urn_2023(r: Tables) -> ir.Table:
    return urn_where_none_is(r, WITHOUT_URN_2023)


@rule("230", "Semi-independent living in England from 28 October 2023 without the provider's URN", "Episodes.PLACE",
      "Episodes.DEC", "Episodes.URN", since=2024, until=2024)  # fmt: skip
def semi_independent_without_urn(r: Tables) -> ir.Table:
    e = r.Episodes
    since = end_or_year_end(e) >= SUPPORTED_REGISTERED
    return e.filter((e.PLACE == "H5") & since & ~outside_england(e.PL_LA) & blank(e.URN))


# Whether it fits ------------------------------------------------------------------------------------------------


def offered(r: Tables, column: str, name: str) -> ir.Table:
    """Each URN with each of the codes in a cell of Ofsted's list, as the column `name`."""
    p = r.provider_info
    p = p.mutate(listed=p[column].replace("/", "|").replace(",", "|"))
    return each_of_list(p, "listed", name).select(CASE, "URN", name)


def not_offered(e: ir.Table, offers: ir.Table, name: str) -> ir.Table:
    """The episodes whose provider offers something, but not what theirs says."""
    known = having(e.filter(filled(e[name])), offers, on=("URN",))
    return lacking(known, offers, on=("URN", name))


@rule("219", "The provider doesn't offer this placement type", "Episodes.URN", "Episodes.PLACE",
      needs=(Need.PROVIDERS,))  # fmt: skip
def type_not_offered(r: Tables) -> ir.Table:
    return not_offered(r.Episodes, offered(r, "PLACE_CODES", "PLACE"), "PLACE")


@rule("224", "The provider is of another sector", "Episodes.PLACE_PROVIDER", needs=(Need.PROVIDERS,))
def another_sector(r: Tables) -> ir.Table:
    return not_offered(r.Episodes, offered(r, "PROVIDER_CODES", "PLACE_PROVIDER"), "PLACE_PROVIDER")


def elsewhere(r: Tables, types: str) -> ir.Table:
    """The episodes in types of placement whose postcode is none of their provider's."""
    e, p = r.Episodes, r.provider_info
    e = e.filter(one_of(e.PLACE, types)).mutate(PL_POST=postcode(e.PL_POST))
    addresses = p.filter(filled(p.POSTCODE)).select(CASE, "URN", PL_POST=postcode(p.POSTCODE))
    return not_offered(e, addresses, "PL_POST")


@rule("221", "The placement's postcode is not the provider's", "Episodes.PL_POST", needs=(Need.PROVIDERS,),
      since=2025)  # fmt: skip
def not_at_the_provider(r: Tables) -> ir.Table:
    return elsewhere(r, AT_THE_PROVIDER)


@rule("221", "The placement's postcode is not the provider's", "Episodes.PL_POST", needs=(Need.PROVIDERS,),
      since=2024, until=2024)  # fmt: skip
def not_at_the_provider_2024(r: Tables) -> ir.Table:
    return elsewhere(r, AT_THE_PROVIDER_2024)


@rule("221", "The placement's postcode is not the provider's", "Episodes.PL_POST", needs=(Need.PROVIDERS,),
      until=2023)  # fmt: skip
def not_at_the_provider_2023(r: Tables) -> ir.Table:
    return elsewhere(r, AT_THE_PROVIDER_2023)


def with_closing(r: Tables) -> ir.Table:
    """The episodes with a closed provider, and the day it `closed`; one that is listed open too has not closed."""
    e, p = r.Episodes, r.provider_info
    listed = p.group_by(_case=p.case, _urn=p.URN).aggregate(closed=p.REG_END.max(), open=p.REG_END.isnull().any())
    e = e.join(listed, [e.case == listed["_case"], e.URN == listed["_urn"]])
    return e.filter(~e.open)


@rule("227", "The episode starts when the provider had closed", "Episodes.URN", "Episodes.DECOM",
      needs=(Need.PROVIDERS,))  # fmt: skip
def starts_after_closing(r: Tables) -> ir.Table:
    e = with_closing(r)
    return e.filter(e.DECOM >= e.closed)


@rule("228", "The episode goes on after the provider closed", "Episodes.URN", "Episodes.DEC",
      needs=(Need.PROVIDERS,))  # fmt: skip
def ends_after_closing(r: Tables) -> ir.Table:
    e = with_closing(r)
    return e.filter(end_or_year_end(e) > e.closed)


@rule("229", "Own provision (PR1) in another authority, or another authority's (PR2) in this one", "Episodes.URN",
      "Episodes.PLACE_PROVIDER", needs=(Need.PROVIDERS, Need.OWN_LA))  # fmt: skip
def provider_of_another_authority(r: Tables) -> ir.Table:
    e, p = r.Episodes, r.provider_info
    p = p.mutate(ours=number_of(ibis.coalesce(p.LA_CODE, p.LA_NAME)) == number_of(p.local_authority))
    listed = p.group_by(_case=p.case, _urn=p.URN).aggregate(ours=p.ours.any())
    e = e.join(listed, [e.case == listed["_case"], e.URN == listed["_urn"]])
    return e.filter(((e.PLACE_PROVIDER == "PR1") & ~e.ours) | ((e.PLACE_PROVIDER == "PR2") & e.ours))
