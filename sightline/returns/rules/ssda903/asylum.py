"""Unaccompanied asylum-seeking children: who is one, and until when."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    any_of,
    beside,
    birthday,
    filled,
    how_many,
    invalid,
    not_one_of,
)
from sightline.returns.rules.ssda903.care import KEY
from sightline.returns.tables import Tables

BOTH_YEARS = ("Header.UASC", "Header_last.UASC", "UASC.DUC", "UASC_last.DUC")


def with_status(headers: ir.Table, register: ir.Table) -> ir.Table:
    """Adds `seeks`: whether a child is a UASC, as the header says, else by being in the table of them."""
    listed = register.select(_case=register.case, _child=register.CHILD).distinct()
    h = headers.left_join(listed, [headers.case == listed["_case"], headers.CHILD == listed["_child"]])
    seeks = ibis.ifelse(h.UASC.notnull(), h.UASC == "1", h["_child"].notnull())
    # Named, for several dropped at once are written in another order each time the SQL is made.
    return h.mutate(seeks=seeks).select(*headers.columns, "seeks")


def both_years(r: Tables, how: str = "inner") -> ir.Table:
    """Each child's header beside last year's, with both years' status and end."""
    h = with_status(r.Header, r.UASC)
    h = beside(h, with_status(r.Header_last, r.UASC_last), "seeks", how=how)
    h = beside(h, r.UASC, "DUC", how="left")
    return beside(h, r.UASC_last, "DUC", how="left")


@rule("104", "The end of the asylum seeker's status is not a date", "UASC.DUC")
def end_of_status_is_no_date(r: Tables) -> ir.Table:
    return r.UASC.filter(invalid(r.UASC, "DUC"))


@rule("105", "Whether the child is an unaccompanied asylum seeker is neither 0 nor 1", "Header.UASC")
def status_neither_yes_nor_no(r: Tables) -> ir.Table:
    h = r.Header
    return h.filter((h.file_format.lower() == "xml") & not_one_of(h.UASC, "0 1"))


@rule("205A", "An unaccompanied asylum seeker last year but not this year, and the status did not end last year",
      *BOTH_YEARS)  # fmt: skip
def status_lost(r: Tables) -> ir.Table:
    h = both_years(r)
    ended = (h.UASC_last_DUC < h.year_start).fill_null(False)
    return h.filter(h.Header_last_seeks & ~h.seeks & ~ended)


@rule("205B", "An unaccompanied asylum seeker in both years, though the status ended before this year", *BOTH_YEARS)
def status_outlived(r: Tables) -> ir.Table:
    h = both_years(r)
    return h.filter(h.Header_last_seeks & h.seeks & any_of(h.UASC_last_DUC < h.year_start, h.UASC_DUC < h.year_start))


@rule("205C", "Never an unaccompanied asylum seeker, but an end of the status is given", *BOTH_YEARS)
def end_without_status(r: Tables) -> ir.Table:
    h = both_years(r, how="left")
    return h.filter(~h.seeks & ~h.Header_last_seeks.fill_null(False) & filled(h.UASC_DUC_text))


@rule("205D", "An unaccompanied asylum seeker this year but not last year", *BOTH_YEARS)
def status_gained(r: Tables) -> ir.Table:
    h = both_years(r)
    return h.filter(h.seeks & ~h.Header_last_seeks)


@rule("231", "An unaccompanied asylum seeker is under 11 at the end of the year", "Header.DOB", "Header.UASC",
      since=2025)  # fmt: skip
def alone_under_eleven(r: Tables) -> ir.Table:
    h = r.Header
    h = h.filter(birthday(h.DOB, 11) > h.year_end)
    listed = r.UASC.select(*KEY)
    marked = h.filter(h.UASC == "1").select(*KEY)
    return h.semi_join(listed.union(marked), list(KEY))


@rule("303", "An end of the asylum seeker's status for a child who is none", "UASC.DUC", "Header.UASC")
def ended_without_status(r: Tables) -> ir.Table:
    h = r.Header
    # The CSV form has no such column: there, being in the table says it.
    h = h.mutate(in_use=how_many(h, filled(h.UASC), within=()) > 0)
    u = beside(r.UASC, h, "UASC", "in_use")
    return u.filter(filled(u.DUC_text) & u.Header_in_use & not_one_of(u.Header_UASC, "1"))


@rule("304", "The asylum seeker's status ends after the 18th birthday", "UASC.DUC")
def status_of_an_adult(r: Tables) -> ir.Table:
    return r.UASC.filter(r.UASC.DUC > birthday(r.UASC.DOB, 18))
