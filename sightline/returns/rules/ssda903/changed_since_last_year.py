"""What may not change from last year's return to this year's."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import beside, differs, having, not_one_of
from sightline.returns.tables import Tables

# Until 2023/24 sex was a number.
LETTERS = {"1": "M", "2": "F"}


@rule("202", "Sex differs from last year's", "Header.SEX", "Header_last.SEX")
def sex_changed(r: Tables) -> ir.Table:
    h = beside(r.Header, r.Header_last, "SEX")
    return h.filter(differs(h.SEX.substitute(LETTERS), h.Header_last_SEX.substitute(LETTERS)))


@rule("203", "The date of birth differs from last year's", "Header.DOB", "Header_last.DOB")
def birth_changed(r: Tables) -> ir.Table:
    h = beside(r.Header, r.Header_last, "DOB")
    return h.filter(differs(h.DOB, h.Header_last_DOB))


@rule("207", "A mother last year, but not this year", "Header.MOTHER", "Header_last.MOTHER", reads=("Episodes",))
def no_longer_a_mother(r: Tables) -> ir.Table:
    # It is not asked of those who only left care.
    h = beside(having(r.Header, r.Episodes), r.Header_last, "MOTHER")
    return h.filter((h.Header_last_MOTHER == "1") & not_one_of(h.MOTHER, "1"))


@rule("208", "The UPN differs from last year's", "Header.UPN", "Header_last.UPN")
def upn_changed(r: Tables) -> ir.Table:
    h = beside(r.Header, r.Header_last, "UPN")
    return h.filter(differs(h.UPN, h.Header_last_UPN))


@rule("348", "Died by last year's return, but not by this year's", "OC3.IN_TOUCH", "OC3_last.IN_TOUCH", since=2026)
def alive_again(r: Tables) -> ir.Table:
    o = beside(r.OC3, r.OC3_last, "IN_TOUCH")
    return o.filter((o.OC3_last_IN_TOUCH == "DIED") & not_one_of(o.IN_TOUCH, "DIED"))
