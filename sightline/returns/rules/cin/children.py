"""Who the children are: identifiers, birth and death, sex, ethnicity, disabilities."""

import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import blank, codes, filled, how_many, not_one_of, whole_return
from sightline.returns.tables import Tables


@rule("100", "The reference date is blank or not the 31 March of the collection's year", "Header.ReferenceDate")
def wrong_reference_date(r: Tables) -> ir.Table:
    h = r.Header
    is_31_march = (h.ReferenceDate.month() == 3) & (h.ReferenceDate.day() == 31)
    of_the_year = h.ReferenceDate.year().cast("string") == h.Year
    return h.filter(~(is_31_march & of_the_year).fill_null(False))


@rule("8500", "The child has no identifier", "ChildIdentifiers.LAchildID")
def child_without_identifier(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(blank(c.LAchildID))


@rule("4180", "Sex is blank or not M, F or U", "ChildIdentifiers.Sex", since=2025)
def unknown_sex(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(not_one_of(c.Sex, "M F U"))


@rule("4180", "Gender is blank or not 0, 1, 2 or 9", "ChildIdentifiers.GenderCurrent", until=2024)
def unknown_gender(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(not_one_of(c.GenderCurrent, codes("sex_numeric_legacy")))


@rule("1520", "The same UPN is on more than one child", "ChildIdentifiers.UPN")
def shared_upn(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(filled(c.UPN) & (how_many(c, within=("UPN",)) > 1))


@rule("2887Q", "Fewer than eight different disability codes are used in the whole return", "Disabilities.Disability")
def few_kinds_of_disability(r: Tables) -> ir.Table:
    d = r.Disabilities
    return whole_return(d, d.Disability.nunique() < 8)
