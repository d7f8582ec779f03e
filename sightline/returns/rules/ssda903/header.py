"""The header: sex, birth, ethnicity, UPN, and mothers in care."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    any_filled,
    beside,
    birthday,
    blank,
    codes,
    days_between,
    either,
    filled,
    having,
    invalid,
    lacking,
    missing,
    not_one_of,
    unlisted,
)
from sightline.returns.rules.ssda903.care import current, in_care
from sightline.returns.tables import Tables

# A UPN: a letter, then twelve digits, of which the last may be a letter while the UPN is temporary.
UPN = r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]"


@rule("102", "The date of birth is not a date", "Header.DOB")
def birth_is_no_date(r: Tables) -> ir.Table:
    return r.Header.filter(missing(r.Header, "DOB"))


@rule("103", "Ethnicity is blank or not in the list", "Header.ETHNIC")
def unknown_ethnicity(r: Tables) -> ir.Table:
    return r.Header.filter(not_one_of(r.Header.ETHNIC, codes("ethnicity")))


def mothers(r: Tables, male: str, female: str) -> ir.Table:
    """Mothers stated wrongly, where a male or a female is written so."""
    h, e = r.Header, r.Episodes
    of_the_year = e.filter(current(e))
    stated = h.filter(filled(h.MOTHER))
    leavers = r.OC3.filter(any_filled(r.OC3, "IN_TOUCH", "ACTIV", "ACCOM"))
    return either(
        h.filter(unlisted(h.MOTHER, "0 1")),
        stated.filter(stated.SEX == male),
        beside(h.filter(blank(h.MOTHER) & (h.SEX == female)), of_the_year, "DECOM"),
        beside(lacking(stated, of_the_year), leavers, "IN_TOUCH"),
    )


MOTHER_FIELDS = ("Header.MOTHER", "Header.SEX", "OC3.ACTIV", "OC3.ACCOM", "OC3.IN_TOUCH", "Episodes.DECOM")


@rule("165", "Whether the young woman in care is a mother is missing, wrong, or said of someone it doesn't concern",
      *MOTHER_FIELDS, optional=("OC3",), since=2025)  # fmt: skip
def mother_misstated(r: Tables) -> ir.Table:
    return mothers(r, male="M", female="F")


@rule("165", "Whether the young woman in care is a mother is missing, wrong, or said of someone it doesn't concern",
      *MOTHER_FIELDS, optional=("OC3",), until=2024)  # fmt: skip
def mother_misstated_by_number(r: Tables) -> ir.Table:
    return mothers(r, male="1", female="2")


@rule("168", "The UPN is neither well formed nor one of UN1 to UN5", "Header.UPN")
def malformed_upn(r: Tables) -> ir.Table:
    h = r.Header
    well_formed = h.UPN.re_search(f"^{UPN}$").fill_null(False)
    return h.filter(not_one_of(h.UPN, codes("upn_unknown_903")) & ~well_formed)


@rule("171", "The date of birth of the child's own child is not a date", "Header.MC_DOB")
def childs_birth_is_no_date(r: Tables) -> ir.Table:
    return r.Header.filter(invalid(r.Header, "MC_DOB"))


@rule("174", "A boy has the date of birth of a mother's child", "Header.SEX", "Header.MC_DOB", since=2025)
def male_mother(r: Tables) -> ir.Table:
    h = r.Header
    return h.filter((h.SEX == "M") & filled(h.MC_DOB_text))


@rule("174", "A boy has the date of birth of a mother's child", "Header.SEX", "Header.MC_DOB", until=2024)
def male_mother_by_number(r: Tables) -> ir.Table:
    h = r.Header
    return h.filter((h.SEX == "1") & filled(h.MC_DOB_text))


@rule("209", "The UPN says 'not of school age' (UN1), but the child was 4 on the last 31 August before the year",
      "Header.UPN", "Header.DOB")  # fmt: skip
def school_age_without_upn(r: Tables) -> ir.Table:
    h = r.Header
    school_year = ibis.date(h.year_start.year() - 1, 8, 31)
    return h.filter((h.UPN == "UN1") & (birthday(h.DOB, 4) <= school_year))


@rule("210", "The UPN says 'newly looked after' (UN4), but the child was in care for over a week on 31 March",
      "Header.UPN", "Episodes.DECOM")  # fmt: skip
def upn_still_unknown(r: Tables) -> ir.Table:
    e = beside(r.Episodes, r.Header, "UPN")
    e = e.filter((e.Header_UPN == "UN4") & (days_between(e.DECOM, e.year_end) > 7))
    care = r.shape("in_care_at_year_end")
    began = care.select(_case=care.case, _child=care.CHILD, began=care.started)
    e = e.join(began, [e.case == began["_case"], e.CHILD == began["_child"]])
    return e.filter(e.DECOM >= e.began)


@rule("232", "Sex is unknown (U)", "Header.SEX", since=2025)
def sex_unknown(r: Tables) -> ir.Table:
    return r.Header.filter(r.Header.SEX == "U")


@rule("301", "Born after the end of the year", "Header.DOB")
def born_after_the_year(r: Tables) -> ir.Table:
    return r.Header.filter(r.Header.DOB > r.Header.year_end)


@rule("351", "Over 25 at the start of the year", "Header.DOB")
def over_twenty_five(r: Tables) -> ir.Table:
    return r.Header.filter(birthday(r.Header.DOB, 25) < r.Header.year_start)


@rule("393", "It is not said whether the young woman in care is a mother", "Header.MOTHER", reads=("Episodes",),
      since=2025)  # fmt: skip
def mother_not_stated(r: Tables) -> ir.Table:
    h = having(r.Header, in_care(r))
    return h.filter((h.SEX == "F") & blank(h.MOTHER))


@rule("393", "It is not said whether the young woman in care is a mother", "Header.MOTHER", reads=("Episodes",),
      until=2024)  # fmt: skip
def mother_not_stated_by_number(r: Tables) -> ir.Table:
    h = having(r.Header, in_care(r))
    return h.filter((h.SEX == "2") & blank(h.MOTHER))


@rule("442", "A child in care has no UPN, nor a reason for none", "Header.UPN", reads=("Episodes",))
def no_upn(r: Tables) -> ir.Table:
    h = having(r.Header, in_care(r))
    return h.filter(blank(h.UPN))
