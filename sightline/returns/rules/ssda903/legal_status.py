"""Legal statuses: whom they fit, and how long they may last; short breaks."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import beside, birthday, days_between, how_many, not_one_of, one_of
from sightline.returns.rules.ssda903.care import SHORT_BREAKS, TEMPORARY, end_or_year_end, in_spells, lasting_over
from sightline.returns.tables import Tables

LASTING = ("Episodes.DECOM", "Episodes.LS", "Episodes.DEC")


def under_status(r: Tables, status: str, days: int) -> ir.Table:
    """The episodes in which a status lasts more than so many days, from one episode to the next."""
    return lasting_over(in_spells(r.Episodes.filter(r.Episodes.LS == status)), days)


@rule("358", "A youth justice status for a child under 10", "Header.DOB", "Episodes.DECOM", "Episodes.LS")
def justice_under_ten(r: Tables) -> ir.Table:
    e = beside(r.Episodes, r.Header, "DOB")
    return e.filter(one_of(e.LS, "J1 J2 J3") & (e.DECOM < birthday(e.Header_DOB, 10)))


@rule("361", "Police protection lasts more than 72 hours", *LASTING)
def long_police_protection(r: Tables) -> ir.Table:
    return under_status(r, "L1", 3)


@rule("362", "An emergency protection order lasts more than 21 days", *LASTING)
def long_emergency_protection(r: Tables) -> ir.Table:
    return under_status(r, "L2", 21)


@rule("363", "A child assessment order lasts more than 7 days", *LASTING)
def long_assessment_order(r: Tables) -> ir.Table:
    return under_status(r, "L3", 7)


@rule("364", "Accommodation after an arrest (PACE) lasts more than 21 days", *LASTING)
def long_after_arrest(r: Tables) -> ir.Table:
    return under_status(r, "J2", 21)


@rule("365", "One short break lasts more than 17 days", *LASTING)
def long_short_break(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((e.LS == "V3") & (days_between(e.DECOM, end_or_year_end(e)) > 17))


@rule("366", "A short break that doesn't begin care (reason S)", "Episodes.RNE")
def short_break_continues(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((e.LS == "V3") & not_one_of(e.RNE, "S"))


@rule("367", "Short breaks of more than 75 days in the year", "Episodes.LS", "Episodes.DECOM", "Episodes.DEC")
def too_many_short_breaks(r: Tables) -> ir.Table:
    e = r.Episodes.filter(r.Episodes.LS == "V3")
    # Days of another year don't count; ibis' least and greatest pass over blanks, so those are kept out.
    e = e.filter(e.DECOM.notnull() & end_or_year_end(e).notnull())
    start, end = ibis.greatest(e.DECOM, e.year_start), ibis.least(end_or_year_end(e), e.year_end)
    e = e.mutate(days=days_between(start, end)).filter(lambda rows: rows.days > 0)
    return e.filter(e.days.sum().over(group_by=["case", "CHILD"]) > 75)


@rule("378", "Placed with parents while accommodated under section 20", "Episodes.PLACE", "Episodes.LS")
def with_parents_under_section_20(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((e.PLACE == "P1") & (e.LS == "V2"))


@rule("382", "A short break in a temporary placement", "Episodes.LS", "Episodes.PLACE")
def short_break_in_temporary_placement(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(one_of(e.LS, SHORT_BREAKS) & one_of(e.PLACE, TEMPORARY))


@rule("384", "A short break in a long-term foster placement", "Episodes.PLACE", "Episodes.LS")
def short_break_in_long_term_placement(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(one_of(e.LS, SHORT_BREAKS) & one_of(e.PLACE, "U1 U4"))


@rule("426", "Short breaks of both kinds (V3 and V4) in the same year", "Episodes.LS")
def both_kinds_of_short_breaks(r: Tables) -> ir.Table:
    e = r.Episodes.filter(one_of(r.Episodes.LS, SHORT_BREAKS))
    return e.filter((how_many(e, e.LS == "V3") > 0) & (how_many(e, e.LS == "V4") > 0))
