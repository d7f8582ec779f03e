"""Deprivation of liberty orders (DoLo), returned from 2026-27 on."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    beside,
    blank,
    invalid,
    lacking,
    missing,
    one_of,
    outside_year,
    overlap,
    unlisted,
)
from sightline.returns.rules.ssda903.missing import open_when_care_ended, starts_during_another
from sightline.returns.tables import Tables

FIRST_SET = 2027
# Where a child under an order may live, and where none can be.
UNDER_AN_ORDER = "K2 Z12 Z13"
NOT_UNDER_AN_ORDER = "K1 P1 R5 K3"


@rule("700", "The order's start is not a date", "DoLo.DOLO_START", since=FIRST_SET)
def start_is_no_date(r: Tables) -> ir.Table:
    return r.DoLo.filter(missing(r.DoLo, "DOLO_START"))


@rule("701", "The order's end is not a date", "DoLo.DOLO_END", since=FIRST_SET)
def end_is_no_date(r: Tables) -> ir.Table:
    return r.DoLo.filter(invalid(r.DoLo, "DOLO_END"))


@rule("702", "The order ends before it starts", "DoLo.DOLO_START", "DoLo.DOLO_END", since=FIRST_SET)
def ends_before_it_starts(r: Tables) -> ir.Table:
    return r.DoLo.filter(r.DoLo.DOLO_END < r.DoLo.DOLO_START)


@rule("703", "The order starts after the year", "DoLo.DOLO_START", since=FIRST_SET)
def starts_after_the_year(r: Tables) -> ir.Table:
    return r.DoLo.filter(r.DoLo.DOLO_START > r.DoLo.year_end)


@rule("704", "The order ends outside the year", "DoLo.DOLO_END", since=FIRST_SET)
def ends_outside_the_year(r: Tables) -> ir.Table:
    return r.DoLo.filter(outside_year(r.DoLo.DOLO_END, r.DoLo))


@rule("705", "The order starts before an earlier one has ended", "DoLo.DOLO_START", "DoLo.DOLO_END", since=FIRST_SET)
def starts_during_another_one(r: Tables) -> ir.Table:
    return starts_during_another(r.DoLo, "DOLO_START", "DOLO_END")


@rule("706", "The order was open in last year's return, but is not in this year's", "DoLo_last.DOLO_START",
      reads=("DoLo",), since=FIRST_SET)  # fmt: skip
def gone_since_last_year(r: Tables) -> ir.Table:
    d = r.DoLo_last
    return lacking(d.filter(blank(d.DOLO_END_text) & d.DOLO_START.notnull()), r.DoLo, on=("CHILD", "DOLO_START"))


@rule("707", "The child left care, but the order has no end", "DoLo.DOLO_END", reads=("Episodes",), since=FIRST_SET)
def open_after_care(r: Tables) -> ir.Table:
    return open_when_care_ended(r, r.DoLo, "DOLO_START", "DOLO_END")


@rule("708", "The order starts before the child was born", "DoLo.DOLO_START", since=FIRST_SET)
def starts_before_birth(r: Tables) -> ir.Table:
    return r.DoLo.filter(r.DoLo.DOLO_START < r.DoLo.DOB)


def placements_under_orders(r: Tables) -> ir.Table:
    """Each order beside the episodes that it shares a day with."""
    d = beside(r.DoLo, r.Episodes, "DECOM", "DEC", "PLACE")
    read = ~invalid(d, "DOLO_END") & ~invalid(d, "Episodes_DEC")
    return d.filter(read & overlap(d.DOLO_START, d.DOLO_END, d.Episodes_DECOM, d.Episodes_DEC))


@rule("709", "An order during a placement other than K2, Z12 or Z13", "DoLo.DOLO_START", "Episodes.PLACE",
      since=FIRST_SET)  # fmt: skip
def in_another_placement(r: Tables) -> ir.Table:
    d = placements_under_orders(r)
    return d.filter(unlisted(d.Episodes_PLACE, UNDER_AN_ORDER))


@rule("710", "An order during a placement of type K1, P1, R5 or K3", "DoLo.DOLO_START", "Episodes.PLACE",
      since=FIRST_SET)  # fmt: skip
def in_a_placement_without_orders(r: Tables) -> ir.Table:
    d = placements_under_orders(r)
    return d.filter(one_of(d.Episodes_PLACE, NOT_UNDER_AN_ORDER))
