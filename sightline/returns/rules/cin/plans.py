"""Child in need plans: their dates, and plans of both kinds that run at the same time."""

import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import (
    EPISODE,
    PLAN,
    beside,
    blank,
    end_or_open,
    filled,
    how_many,
    lacking,
    missing,
    outside_year,
    pairs,
)
from sightline.returns.tables import Tables


@rule("4010", "The CIN plan has no start, or one after the census year", "CINplanDates.CINPlanStartDate")
def plan_without_start(r: Tables) -> ir.Table:
    p = r.CINplanDates
    return p.filter(missing(p, "CINPlanStartDate") | (p.CINPlanStartDate > p.year_end))


@rule("4011", "The CIN plan ends before it starts", "CINplanDates.CINPlanEndDate", "CINplanDates.CINPlanStartDate")
def plan_ends_before_start(r: Tables) -> ir.Table:
    p = r.CINplanDates
    return p.filter(p.CINPlanEndDate < p.CINPlanStartDate)


@rule("4012Q", "The CIN plan starts and ends on the same day", "CINplanDates.CINPlanStartDate",
      "CINplanDates.CINPlanEndDate")  # fmt: skip
def plan_of_one_day(r: Tables) -> ir.Table:
    p = r.CINplanDates
    return p.filter(p.CINPlanStartDate == p.CINPlanEndDate)


@rule("4013", "The CIN plan ends outside the census year", "CINplanDates.CINPlanEndDate", "Header.ReferenceDate")
def plan_ends_outside_the_year(r: Tables) -> ir.Table:
    p = r.CINplanDates
    return p.filter(outside_year(p.CINPlanEndDate, p))


@rule("4015", "The CIN plan starts before the referral", "CINplanDates.CINPlanStartDate",
      "CINdetails.CINreferralDate")  # fmt: skip
def plan_before_referral(r: Tables) -> ir.Table:
    p = beside(r.CINplanDates, r.CINdetails, "CINreferralDate", on=EPISODE)
    return p.filter(p.CINPlanStartDate < p.CINdetails_CINreferralDate)


@rule("4008", "The CIN plan starts after the child's death", "ChildIdentifiers.PersonDeathDate",
      "CINplanDates.CINPlanStartDate")  # fmt: skip
def plan_starts_after_death(r: Tables) -> ir.Table:
    p = beside(r.CINplanDates, r.ChildIdentifiers, "PersonDeathDate")
    return p.filter(p.CINPlanStartDate > p.ChildIdentifiers_PersonDeathDate)


@rule("4009Q", "The CIN plan ends after the child's death", "ChildIdentifiers.PersonDeathDate",
      "CINplanDates.CINPlanEndDate")  # fmt: skip
def plan_ends_after_death(r: Tables) -> ir.Table:
    p = beside(r.CINplanDates, r.ChildIdentifiers, "PersonDeathDate")
    return p.filter(p.CINPlanEndDate > p.ChildIdentifiers_PersonDeathDate)


# Plans that run at the same time. The day one ends is not a day it runs, so another may start then. ----------------


def _until(rows: ir.Table, end: str) -> ir.Table:
    """Adds the day that a plan runs until, which an open plan never reaches."""
    return rows.mutate(until=end_or_open(rows, end))


@rule("4004", "The child has more than one CIN plan without an end", "CINplanDates.CINPlanEndDate",
      what_to_do="End the plan that is over.")  # fmt: skip
def several_open_plans(r: Tables) -> ir.Table:
    p = r.CINplanDates
    p = p.filter(filled(p.LAchildID) & blank(p.CINPlanEndDate_text))
    return p.filter(how_many(p) > 1)


@rule("4014", "Two CIN plans of one child overlap", "CINplanDates.CINPlanStartDate", "CINplanDates.CINPlanEndDate")
def overlapping_plans(r: Tables) -> ir.Table:
    p = pairs(_until(r.CINplanDates, "CINPlanEndDate"), "CINPlanStartDate", "until")
    return p.filter((p.CINPlanStartDate < p.other_until) & (p.other_CINPlanStartDate < p.until))


@rule("4001", "The CIN plan and a child protection plan of the child are both without an end",
      "CINplanDates.CINPlanEndDate", "ChildProtectionPlans.CPPendDate",
      what_to_do="End the CIN plan on the day that the child protection plan started.")  # fmt: skip
def both_plans_open(r: Tables) -> ir.Table:
    p, protection = r.CINplanDates, r.ChildProtectionPlans
    open_protection = protection.filter(blank(protection.CPPendDate_text))
    return beside(p.filter(blank(p.CINPlanEndDate_text)), open_protection, "CPPendDate")


@rule("4016", "The CIN plan starts while a child protection plan is running", "CINplanDates.CINPlanStartDate",
      "ChildProtectionPlans.CPPstartDate", "ChildProtectionPlans.CPPendDate",
      what_to_do="Correct the dates: a CIN plan starts when the child protection plan has ended.")  # fmt: skip
def plan_starts_in_protection(r: Tables) -> ir.Table:
    protection = _until(r.ChildProtectionPlans, "CPPendDate")
    p = beside(r.CINplanDates, protection, "CPPstartDate", "until", name="protection")
    return p.filter((p.protection_CPPstartDate <= p.CINPlanStartDate) & (p.CINPlanStartDate < p.protection_until))


@rule("4017", "A child protection plan starts while the CIN plan is running", "CINplanDates.CINPlanStartDate",
      "CINplanDates.CINPlanEndDate", "ChildProtectionPlans.CPPstartDate",
      what_to_do="End the CIN plan on the day that the child protection plan started.")  # fmt: skip
def protection_starts_in_plan(r: Tables) -> ir.Table:
    p = beside(_until(r.CINplanDates, "CINPlanEndDate"), r.ChildProtectionPlans, "CPPstartDate", name="protection")
    return p.filter((p.CINPlanStartDate <= p.protection_CPPstartDate) & (p.protection_CPPstartDate < p.until))


@rule("4003", "A child protection review is held while the CIN plan is running", "CINplanDates.CINPlanStartDate",
      "CINplanDates.CINPlanEndDate", "Reviews.CPPreviewDate", reads=("ChildProtectionPlans",),
      what_to_do="Correct the dates: a child with a CIN plan has no child protection reviews.")  # fmt: skip
def review_in_plan(r: Tables) -> ir.Table:
    """The days the plan starts and ends count. The review that ends the protection plan is in order."""
    protection = r.ChildProtectionPlans
    ending = protection.mutate(CPPreviewDate=protection.CPPendDate)
    reviews = lacking(r.Reviews, ending, on=(*PLAN, "CPPreviewDate"))
    p = beside(_until(r.CINplanDates, "CINPlanEndDate"), reviews, "CPPreviewDate")
    return p.filter(p.Reviews_CPPreviewDate.between(p.CINPlanStartDate, p.until))
