"""Outcomes of children looked after for twelve months (OC2): health, convictions, and strengths and difficulties."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    all_filled,
    any_filled,
    any_of,
    beside,
    birthday,
    blank,
    codes,
    filled,
    in_year,
    lacking,
    not_one_of,
    unlisted,
)
from sightline.returns.rules.ssda903.care import twelve_months
from sightline.returns.tables import Tables

# What must be said of every child, and what is said besides.
CHECKS = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
FLAGS = ("CONVICTED", "HEALTH_CHECK", *CHECKS, "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")
CHECK_FIELDS = tuple(f"OC2.{c}" for c in CHECKS)
FLAG_FIELDS = tuple(f"OC2.{c}" for c in FLAGS)
SDQ = ("SDQ_SCORE", "SDQ_REASON")


def of_age_for_sdq(o: ir.Table) -> ir.BooleanValue:
    """Whether a child is 4 or over when the year begins and 16 or under when it ends."""
    return (birthday(o.DOB, 4) <= o.year_start) & (birthday(o.DOB, 17) > o.year_end)


def no_sdq(o: ir.Table) -> ir.BooleanValue:
    return ~any_filled(o, *SDQ)


def shorter(r: Tables) -> ir.Table:
    """The outcomes of children who were not looked after for twelve months."""
    return lacking(r.OC2, r.shape("looked_after_twelve_months"))


@rule("157", "The reason for no SDQ score is the child's age (SDQ1), but the child is between 4 and 16",
      "OC2.SDQ_REASON", "OC2.DOB")  # fmt: skip
def too_young_or_old_though_of_age(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter((o.SDQ_REASON == "SDQ1") & of_age_for_sdq(o))


@rule("158", "An intervention for substance misuse was received, so none can be said to be offered",
      "OC2.INTERVENTION_RECEIVED", "OC2.INTERVENTION_OFFERED")  # fmt: skip
def offered_and_received(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter((o.INTERVENTION_RECEIVED == "1") & filled(o.INTERVENTION_OFFERED))


@rule("159", "Substance misuse without intervention, and it is not said whether one was offered",
      "OC2.SUBSTANCE_MISUSE", "OC2.INTERVENTION_RECEIVED", "OC2.INTERVENTION_OFFERED")  # fmt: skip
def offer_not_stated(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter((o.SUBSTANCE_MISUSE == "1") & (o.INTERVENTION_RECEIVED == "0") & blank(o.INTERVENTION_OFFERED))


@rule("180", "The SDQ score is not a whole number from 0 to 40", "OC2.SDQ_SCORE")
def impossible_score(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter(filled(o.SDQ_SCORE_text) & ~o.SDQ_SCORE.between(0, 40).fill_null(False))


@rule("181", "A yes or no of the outcomes is neither 0 nor 1", *FLAG_FIELDS)
def neither_yes_nor_no(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter(any_of(*(unlisted(o[c], codes("oc2_flag")) for c in FLAGS)))


@rule("182", "The health outcomes are only partly filled", *CHECK_FIELDS,
      *(f for f in FLAG_FIELDS if f not in CHECK_FIELDS))  # fmt: skip
def partly_filled(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter(any_filled(o, *FLAGS) & ~all_filled(o, *CHECKS))


@rule("185", "An SDQ score for a child who was not looked after for twelve months to 31 March", "OC2.SDQ_SCORE",
      reads=("Episodes",))  # fmt: skip
def score_too_early(r: Tables) -> ir.Table:
    o = shorter(r)
    return o.filter(filled(o.SDQ_SCORE_text))


@rule("186", "A child of 4 to 16 looked after for twelve months has neither an SDQ score nor a reason for none",
      "OC2.SDQ_SCORE", reads=("Episodes",))  # fmt: skip
def score_lacking(r: Tables) -> ir.Table:
    o = twelve_months(r, r.OC2)
    return o.filter(of_age_for_sdq(o) & no_sdq(o))


@rule("188", "An SDQ score or reason for a child under 4 at the end of the year", "OC2.SDQ_SCORE", "OC2.SDQ_REASON")
def score_under_four(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter((birthday(o.DOB, 4) > o.year_end) & any_filled(o, *SDQ))


@rule("189", "An SDQ score or reason for a child of 17 or over at the start of the year", "OC2.DOB",
      "OC2.SDQ_SCORE", "OC2.SDQ_REASON")  # fmt: skip
def score_at_seventeen(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter((birthday(o.DOB, 17) <= o.year_start) & any_filled(o, *SDQ))


@rule("190", "Outcomes for a child who was not looked after for twelve months to 31 March", *FLAG_FIELDS,
      reads=("Episodes",))  # fmt: skip
def outcomes_too_early(r: Tables) -> ir.Table:
    o = shorter(r)
    return o.filter(any_filled(o, *FLAGS))


@rule("191", "A child looked after for twelve months lacks health outcomes", *CHECK_FIELDS, "Episodes.CHILD")
def outcomes_lacking(r: Tables) -> ir.Table:
    e = beside(twelve_months(r, r.Episodes), r.OC2, *CHECKS, how="left")
    return e.filter(any_of(*(blank(e[f"OC2_{c}"]) for c in CHECKS)))


@rule("192", "Substance misuse, and it is not said whether an intervention was received", "OC2.SUBSTANCE_MISUSE",
      "OC2.INTERVENTION_RECEIVED")  # fmt: skip
def intervention_not_stated(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter((o.SUBSTANCE_MISUSE == "1") & blank(o.INTERVENTION_RECEIVED))


@rule("193", "An intervention for substance misuse is filled, but there was no misuse", "OC2.SUBSTANCE_MISUSE",
      "OC2.INTERVENTION_RECEIVED", "OC2.INTERVENTION_OFFERED")  # fmt: skip
def intervention_without_misuse(r: Tables) -> ir.Table:
    o = r.OC2
    return o.filter(
        not_one_of(o.SUBSTANCE_MISUSE, "1") & any_filled(o, "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")
    )


@rule("196", "The reason for no SDQ score is not one of SDQ1 to SDQ5", "OC2.SDQ_REASON")
def unknown_reason_for_no_score(r: Tables) -> ir.Table:
    return r.OC2.filter(unlisted(r.OC2.SDQ_REASON, codes("sdq_reason")))


@rule("197B", "A child looked after for twelve months who turned 4 or 17 in the year has no SDQ score or reason",
      "OC2.SDQ_REASON", "OC2.DOB", reads=("Episodes",))  # fmt: skip
def score_lacking_at_four_or_seventeen(r: Tables) -> ir.Table:
    o = twelve_months(r, r.OC2)
    turns = in_year(birthday(o.DOB, 4), o) | in_year(birthday(o.DOB, 17), o)
    return o.filter(turns & no_sdq(o))


@rule("197a", "Both an SDQ score and a reason for none are filled", "OC2.SDQ_SCORE", "OC2.SDQ_REASON")
def score_and_reason(r: Tables) -> ir.Table:
    return r.OC2.filter(all_filled(r.OC2, *SDQ))


@rule("198", "A reason for no SDQ score for a child who was not looked after for twelve months to 31 March",
      "OC2.SDQ_REASON", reads=("Episodes",))  # fmt: skip
def reason_too_early(r: Tables) -> ir.Table:
    o = shorter(r)
    return o.filter(filled(o.SDQ_REASON))
