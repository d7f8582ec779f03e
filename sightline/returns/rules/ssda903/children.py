"""The header, and children who must or must not be in several tables."""

import ibis.expr.types as ir

from sightline.returns.declare import Need, Severity
from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import beside, blank, differs, how_many, lacking, not_one_of
from sightline.returns.tables import Tables


@rule("101", "Sex is not M, F or U", "Header.SEX", since=2025)
def unknown_sex(r: Tables) -> ir.Table:
    return r.Header.filter(not_one_of(r.Header.SEX, "M F U"))


@rule("101", "Sex is not 1 or 2", "Header.SEX", until=2024)
def unknown_sex_by_number(r: Tables) -> ir.Table:
    return r.Header.filter(not_one_of(r.Header.SEX, "1 2"))


@rule("204", "Ethnicity differs from last year's", "Header.ETHNIC", "Header_last.ETHNIC")
def ethnicity_changed(r: Tables) -> ir.Table:
    h = beside(r.Header, r.Header_last, "ETHNIC")
    return h.filter(differs(h.ETHNIC, h.Header_last_ETHNIC))


@rule("INT03", "The child of an episode is not in the header", "Episodes.CHILD", severity=Severity.INTERNAL,
      reads=("Header",))  # fmt: skip
def episode_without_header(r: Tables) -> ir.Table:
    return lacking(r.Episodes, r.Header)


@rule("INT32", "The child is in the header more than once", "Header.CHILD", severity=Severity.INTERNAL)
def child_twice_in_header(r: Tables) -> ir.Table:
    return r.Header.filter(how_many(r.Header) > 1)


@rule("179", "The placement's location is blank", "Episodes.PL_LOCATION", needs=(Need.POSTCODES,))
def no_placement_location(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(blank(e.PL_LOCATION) & not_one_of(e.LS, "V3 V4"))


@rule("1008", "The URN is not in Ofsted's lists", "Episodes.URN", needs=(Need.PROVIDERS,))
def unknown_provider(r: Tables) -> ir.Table:
    e = r.Episodes
    return lacking(e.filter(e.URN.notnull() & (e.URN != "XXXXXXX")), r.provider_info, on=("URN",))
