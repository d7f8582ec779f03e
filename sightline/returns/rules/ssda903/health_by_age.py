"""Outcomes (OC2) that are asked of an age: convictions from 10, health surveillance checks below 5."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import all_filled, birthday, blank, filled
from sightline.returns.rules.ssda903.care import twelve_months
from sightline.returns.tables import Tables

# What is said of every child with outcomes, whatever the age.
AT_ANY_AGE = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
AT_ANY_AGE_FIELDS = tuple(f"OC2.{c}" for c in AT_ANY_AGE)


def under(rows: ir.Table, age: int) -> ir.BooleanValue:
    """Whether the birthday comes after the end of the year; unknown without a date of birth."""
    return birthday(rows.DOB, age) > rows.year_end


def at_least(rows: ir.Table, age: int) -> ir.BooleanValue:
    return birthday(rows.DOB, age) <= rows.year_end


@rule("542", "Convicted is filled for a child who is under 10 at the end of the year", "OC2.CONVICTED")
def convicted_under_ten(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter(filled(o.CONVICTED) & under(o, 10))


@rule("543", "Convicted is blank for a child of 10 or over looked after for twelve months", "OC2.DOB",
      "OC2.CONVICTED", reads=("Episodes",))  # fmt: skip
def conviction_not_stated(r: Tables) -> ir.Table:
    o = twelve_months(r, r.OC2)
    return o.filter(blank(o.CONVICTED) & at_least(o, 10))


@rule("544", "Convicted is filled, but not every health outcome is", "OC2.CONVICTED", *AT_ANY_AGE_FIELDS)
def convicted_without_health(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter(filled(o.CONVICTED) & ~all_filled(o, *AT_ANY_AGE))


@rule("545", "Health surveillance checks are blank for a child under 5 looked after for twelve months", "OC2.DOB",
      "OC2.HEALTH_CHECK", reads=("Episodes",))  # fmt: skip
def checks_not_stated(r: Tables) -> ir.Table:
    o = twelve_months(r, r.OC2)
    return o.filter(blank(o.HEALTH_CHECK) & under(o, 5))


@rule("546", "Health surveillance checks are filled for a child of 5 or over", "OC2.DOB", "OC2.HEALTH_CHECK")
def checks_from_five(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter(filled(o.HEALTH_CHECK) & at_least(o, 5))


@rule("547", "Health surveillance checks are filled, but not every other health outcome is", "OC2.HEALTH_CHECK",
      *AT_ANY_AGE_FIELDS)  # fmt: skip
def checks_without_health(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter(filled(o.HEALTH_CHECK) & ~all_filled(o, *AT_ANY_AGE))
