"""Child protection plans: their dates, categories and reviews."""

import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import (
    EPISODE,
    PLAN,
    beside,
    blank,
    codes,
    end_or_open,
    filled,
    how_many,
    missing,
    not_one_of,
    outside_year,
    pairs,
)
from sightline.returns.tables import Tables


@rule("1105", "The child protection plan starts before the referral", "ChildProtectionPlans.CPPstartDate",
      "CINdetails.CINreferralDate")  # fmt: skip
def plan_before_referral(r: Tables) -> ir.Table:
    p = beside(r.ChildProtectionPlans, r.CINdetails, "CINreferralDate", on=EPISODE)
    return p.filter(p.CPPstartDate < p.CINdetails_CINreferralDate)


@rule("8720", "The child protection plan has no start, or one after the census year",
      "ChildProtectionPlans.CPPstartDate", "Header.ReferenceDate")  # fmt: skip
def plan_without_start(r: Tables) -> ir.Table:
    p = r.ChildProtectionPlans
    return p.filter(missing(p, "CPPstartDate") | (p.CPPstartDate > p.year_end))


@rule("8925", "The child protection plan ends before it starts", "ChildProtectionPlans.CPPstartDate",
      "ChildProtectionPlans.CPPendDate")  # fmt: skip
def plan_ends_before_start(r: Tables) -> ir.Table:
    p = r.ChildProtectionPlans
    return p.filter(p.CPPendDate < p.CPPstartDate)


@rule("8840", "The child protection plan starts and ends on the same day", "ChildProtectionPlans.CPPstartDate",
      "ChildProtectionPlans.CPPendDate")  # fmt: skip
def plan_of_one_day(r: Tables) -> ir.Table:
    p = r.ChildProtectionPlans
    return p.filter(p.CPPstartDate == p.CPPendDate)


@rule("8930", "The child protection plan ends outside the census year", "ChildProtectionPlans.CPPendDate",
      "Header.ReferenceDate")  # fmt: skip
def plan_ends_outside_the_year(r: Tables) -> ir.Table:
    p = r.ChildProtectionPlans
    return p.filter(outside_year(p.CPPendDate, p))


@rule("8935", "The child has more than one child protection plan without an end", "ChildProtectionPlans.CPPendDate",
      what_to_do="End the plan that is over, or merge the two.")  # fmt: skip
def several_open_plans(r: Tables) -> ir.Table:
    p = r.ChildProtectionPlans
    p = p.filter(filled(p.LAchildID) & blank(p.CPPendDate_text))
    return p.filter(how_many(p) > 1)


@rule("8940", "Two child protection plans of one child overlap", "ChildProtectionPlans.CPPstartDate",
      "ChildProtectionPlans.CPPendDate")  # fmt: skip
def overlapping_plans(r: Tables) -> ir.Table:
    p = r.ChildProtectionPlans
    p = pairs(p.mutate(until=end_or_open(p, "CPPendDate")), "CPPstartDate", "until")
    return p.filter((p.CPPstartDate < p.other_until) & (p.other_CPPstartDate < p.until))


@rule("8915", "The child protection plan starts after the child's death", "ChildProtectionPlans.CPPstartDate",
      "ChildIdentifiers.PersonDeathDate")  # fmt: skip
def plan_starts_after_death(r: Tables) -> ir.Table:
    p = beside(r.ChildProtectionPlans, r.ChildIdentifiers, "PersonDeathDate")
    return p.filter(p.CPPstartDate > p.ChildIdentifiers_PersonDeathDate)


@rule("8920", "The child protection plan ends after the child's death", "ChildIdentifiers.PersonDeathDate",
      "ChildProtectionPlans.CPPendDate")  # fmt: skip
def plan_ends_after_death(r: Tables) -> ir.Table:
    p = beside(r.ChildProtectionPlans, r.ChildIdentifiers, "PersonDeathDate")
    return p.filter(p.CPPendDate > p.ChildIdentifiers_PersonDeathDate)


@rule("8730", "The number of previous child protection plans is blank; 0 says that there were none",
      "ChildProtectionPlans.NumberOfPreviousCPP")  # fmt: skip
def without_number_of_previous_plans(r: Tables) -> ir.Table:
    p = r.ChildProtectionPlans
    return p.filter(blank(p.NumberOfPreviousCPP_text))


@rule("8905", "The first category of abuse is blank or not in the list", "ChildProtectionPlans.InitialCategoryOfAbuse")
def unknown_first_category(r: Tables) -> ir.Table:
    p = r.ChildProtectionPlans
    return p.filter(not_one_of(p.InitialCategoryOfAbuse, codes("category_of_abuse")))


@rule("8910", "The latest category of abuse is blank or not in the list", "ChildProtectionPlans.LatestCategoryOfAbuse")
def unknown_latest_category(r: Tables) -> ir.Table:
    p = r.ChildProtectionPlans
    return p.filter(not_one_of(p.LatestCategoryOfAbuse, codes("category_of_abuse")))


@rule("8841", "The review is held before the child protection plan starts, or on the same day",
      "ChildProtectionPlans.CPPstartDate", "Reviews.CPPreviewDate")  # fmt: skip
def review_before_plan(r: Tables) -> ir.Table:
    v = beside(r.Reviews, r.ChildProtectionPlans, "CPPstartDate", on=PLAN)
    return v.filter(v.CPPreviewDate <= v.ChildProtectionPlans_CPPstartDate)


@rule("8842Q", "The review has no date", "Reviews.CPPreviewDate")
def review_without_date(r: Tables) -> ir.Table:
    return r.Reviews.filter(missing(r.Reviews, "CPPreviewDate"))
