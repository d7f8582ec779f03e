"""Referrals: their dates, sources and needs, and what may stand beside a referral with no further action."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import (
    EPISODE,
    beside,
    blank,
    codes,
    days_between,
    days_later,
    either,
    filled,
    having,
    is_false,
    is_true,
    lacking,
    missing,
    not_one_of,
    unlisted,
    with_day_back,
)
from sightline.returns.tables import Tables


@rule("8590", "The child has no episode of need", "ChildIdentifiers.LAchildID", reads=("CINdetails",),
      what_to_do="Leave the child out, or find out why the referral was not exported.")  # fmt: skip
def child_without_episode(r: Tables) -> ir.Table:
    return lacking(r.ChildIdentifiers, r.CINdetails)


@rule("8600", "The referral has no date, or one after the census year", "CINdetails.CINreferralDate")
def referral_without_a_date_in_time(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(missing(d, "CINreferralDate") | (d.CINreferralDate > d.year_end))


@rule("8866", "The referral's source is blank or not in the list", "CINdetails.CINreferralDate",
      "CINdetails.ReferralSource")  # fmt: skip
def unknown_source(r: Tables) -> ir.Table:
    """Sources are asked for from April 2013 on."""
    d = r.CINdetails
    since_2013 = d.CINreferralDate >= ibis.date("2013-04-01")
    return d.filter(since_2013 & not_one_of(d.ReferralSource, codes("referral_source")))


@rule("8650", "The primary need is not in the list", "CINdetails.PrimaryNeedCode")
def unknown_need(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(unlisted(d.PrimaryNeedCode, codes("primary_need")))


@rule("8610", "The referral is taken further without a primary need", "CINdetails.ReferralNFA",
      "CINdetails.PrimaryNeedCode")  # fmt: skip
def taken_further_without_need(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(is_false(d.ReferralNFA) & blank(d.PrimaryNeedCode))


@rule("8568", "Whether the referral ended in no further action is neither true nor false", "CINdetails.ReferralNFA")
def neither_yes_nor_no(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(~is_true(d.ReferralNFA) & ~is_false(d.ReferralNFA))


@rule("8569Q", "The referral with no further action is older than the last working day before the census year",
      "CINdetails.ReferralNFA", what_to_do="Leave it out: it belongs to an earlier year.")  # fmt: skip
def old_referral_without_further_action(r: Tables) -> ir.Table:
    d = r.CINdetails.mutate(eve=days_later(r.CINdetails.year_start, -1))
    d = with_day_back(r, d, last_working_day=("eve", 0))
    return d.filter(is_true(d.ReferralNFA) & (d.CINreferralDate < d.last_working_day))


@rule("8555Q", "The referral is after the child's death", "ChildIdentifiers.PersonDeathDate",
      "CINdetails.CINreferralDate")  # fmt: skip
def referral_after_death(r: Tables) -> ir.Table:
    d = beside(r.CINdetails, r.ChildIdentifiers, "PersonDeathDate")
    return d.filter(d.CINreferralDate > d.ChildIdentifiers_PersonDeathDate)


@rule("8606", "The referral is more than 280 days before the child's birth, or expected birth",
      "CINdetails.CINreferralDate", "ChildIdentifiers.PersonBirthDate",
      "ChildIdentifiers.ExpectedPersonBirthDate")  # fmt: skip
def referral_before_conception(r: Tables) -> ir.Table:
    d = beside(r.CINdetails, r.ChildIdentifiers, "PersonBirthDate", "ExpectedPersonBirthDate")
    birth = ibis.coalesce(d.ChildIdentifiers_PersonBirthDate, d.ChildIdentifiers_ExpectedPersonBirthDate)
    return d.filter(days_between(d.CINreferralDate, birth) > 280)


@rule(
    "4000", "A CIN plan stands on a referral with no further action", "CINdetails.ReferralNFA", reads=("CINplanDates",),
      what_to_do="Correct whether the referral was taken further, or remove the plan.")  # fmt: skip
def plan_without_further_action(r: Tables) -> ir.Table:
    d = r.CINdetails
    return having(d.filter(is_true(d.ReferralNFA)), r.CINplanDates, on=EPISODE)


@rule("8831", "An assessment, section 47 enquiry or conference stands on a referral with no further action",
      "Assessments.AssessmentActualStartDate", "Assessments.AssessmentAuthorisationDate",
      "Section47.S47ActualStartDate", "CINdetails.DateOfInitialCPC",
      optional=("Assessments", "Section47"),
      what_to_do="Correct whether the referral was taken further, or remove the work that was not done.")  # fmt: skip
def work_without_further_action(r: Tables) -> ir.Table:
    d = r.CINdetails.filter(is_true(r.CINdetails.ReferralNFA))
    return either(
        beside(r.Assessments, d, "ReferralNFA", on=EPISODE),
        beside(r.Section47, d, "ReferralNFA", on=EPISODE),
        d.filter(filled(d.DateOfInitialCPC_text)),
    )


@rule("8832", "A child protection plan stands on a referral with no further action",
      "ChildProtectionPlans.CINdetailsID", "CINdetails.ReferralNFA",
      what_to_do="Correct whether the referral was taken further, or remove the plan.")  # fmt: skip
def protection_plan_without_further_action(r: Tables) -> ir.Table:
    d = r.CINdetails.filter(is_true(r.CINdetails.ReferralNFA))
    return beside(r.ChildProtectionPlans, d, "ReferralNFA", on=EPISODE)
