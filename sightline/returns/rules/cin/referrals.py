"""Referrals and their episodes: dates, reasons and what may stand beside a referral with no further action."""

import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import (
    EPISODE,
    beside,
    blank,
    codes,
    filled,
    having,
    is_true,
    lacking,
    missing,
    not_one_of,
    outside_year,
)
from sightline.returns.tables import Tables


@rule("8600", "The referral has no date, or one after the census year", "CINdetails.CINreferralDate")
def referral_without_a_date_in_time(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(missing(d, "CINreferralDate") | (d.CINreferralDate > d.year_end))


@rule("8630", "The episode closes before its referral", "CINdetails.CINreferralDate", "CINdetails.CINclosureDate")
def closed_before_referral(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(d.CINclosureDate < d.CINreferralDate)


@rule("8620", "The episode closes outside the census year", "CINdetails.CINclosureDate")
def closed_outside_the_year(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(outside_year(d.CINclosureDate, d))


@rule("8805", "The episode is closed without a reason", "CINdetails.CINclosureDate", "CINdetails.ReasonForClosure")
def closed_without_reason(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(filled(d.CINclosureDate_text) & blank(d.ReasonForClosure))


@rule("8640", "The reason for closure is not in the list", "CINdetails.ReasonForClosure")
def unknown_closure_reason(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(filled(d.ReasonForClosure) & not_one_of(d.ReasonForClosure, codes("closure_reason")))


@rule(
    "4000", "A CIN plan stands on a referral with no further action", "CINdetails.ReferralNFA", reads=("CINplanDates",)
)
def plan_without_further_action(r: Tables) -> ir.Table:
    d = r.CINdetails
    return having(d.filter(is_true(d.ReferralNFA)), r.CINplanDates, on=EPISODE)


@rule("8590", "The child has no episode of need", "ChildIdentifiers.LAchildID", reads=("CINdetails",))
def child_without_episode(r: Tables) -> ir.Table:
    return lacking(r.ChildIdentifiers, r.CINdetails)


@rule("1104", "The section 47's initial conference is before the referral", "CINdetails.CINreferralDate",
      "Section47.DateOfInitialCPC")  # fmt: skip
def conference_before_referral(r: Tables) -> ir.Table:
    s = beside(r.Section47, r.CINdetails, "CINreferralDate", on=EPISODE)
    return s.filter(s.DateOfInitialCPC < s.CINdetails_CINreferralDate)
