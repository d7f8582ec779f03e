"""Section 47 enquiries and initial child protection conferences."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import (
    EPISODE,
    all_of,
    at_weekend,
    beside,
    blank,
    differs,
    end_or_open,
    filled,
    how_many,
    in_year,
    is_true,
    lacking,
    missing,
    outside_year,
    pairs,
    with_day_back,
)
from sightline.returns.tables import CASE, Tables


def undecided(s: ir.Table) -> ir.BooleanValue:
    """Whether an enquiry has neither a conference nor the mark that none is required."""
    return blank(s.DateOfInitialCPC_text) & ~is_true(s.ICPCnotRequired)


@rule("1104", "The section 47's initial conference is before the referral", "CINdetails.CINreferralDate",
      "Section47.DateOfInitialCPC")  # fmt: skip
def conference_before_referral(r: Tables) -> ir.Table:
    s = beside(r.Section47, r.CINdetails, "CINreferralDate", on=EPISODE)
    return s.filter(s.DateOfInitialCPC < s.CINdetails_CINreferralDate)


@rule("2889", "The section 47 enquiry starts before the referral", "Section47.S47ActualStartDate",
      "CINdetails.CINreferralDate")  # fmt: skip
def enquiry_before_referral(r: Tables) -> ir.Table:
    s = beside(r.Section47, r.CINdetails, "CINreferralDate", on=EPISODE)
    return s.filter(s.S47ActualStartDate < s.CINdetails_CINreferralDate)


@rule("8615", "The section 47 enquiry has no start, or one after its conference", "Section47.S47ActualStartDate",
      "Section47.DateOfInitialCPC")  # fmt: skip
def enquiry_after_its_conference(r: Tables) -> ir.Table:
    s = r.Section47
    return s.filter(missing(s, "S47ActualStartDate") | (s.S47ActualStartDate > s.DateOfInitialCPC))


@rule("2991Q", "The episode has a section 47 enquiry and no assessment", "Assessments.CINdetailsID",
      "Section47.CINdetailsID",
      what_to_do="Record the assessment, or explain in a note why there was none.")  # fmt: skip
def enquiry_without_assessment(r: Tables) -> ir.Table:
    """There is no assessment to list, so the enquiry is."""
    return lacking(r.Section47, r.Assessments, on=EPISODE)


@rule("8675Q", "The section 47 enquiry has been undecided for more than 15 working days at the end of the year",
      "Section47.DateOfInitialCPC", "Section47.S47ActualStartDate", "Section47.ICPCnotRequired")  # fmt: skip
def long_undecided(r: Tables) -> ir.Table:
    s = with_day_back(r, r.Section47, in_time=("year_end", 15))
    return s.filter(undecided(s) & (s.S47ActualStartDate < s.in_time))


@rule("8740", "The section 47 enquiry is undecided and starts outside the census year",
      "Section47.S47ActualStartDate", "Section47.DateOfInitialCPC", "Section47.ICPCnotRequired")  # fmt: skip
def undecided_outside_the_year(r: Tables) -> ir.Table:
    s = r.Section47
    return s.filter(undecided(s) & outside_year(s.S47ActualStartDate, s))


@rule("8839", "More than one section 47 enquiry of the episode is undecided", "Section47.DateOfInitialCPC")
def several_undecided(r: Tables) -> ir.Table:
    s = r.Section47.filter(filled(r.Section47.LAchildID) & undecided(r.Section47))
    return s.filter(how_many(s, within=EPISODE) > 1)


@rule("8890", "The section 47 enquiry starts while another of the episode is open", "Section47.S47ActualStartDate")
def enquired_twice_at_once(r: Tables) -> ir.Table:
    """
    An enquiry is open until its conference; one that needs none is not told of, for its end is not in the census.

    Two enquiries with the same start and conference are not told of here.
    """
    s = r.Section47.mutate(until=end_or_open(r.Section47, "DateOfInitialCPC"))
    s = pairs(s, "S47ActualStartDate", "DateOfInitialCPC", "ICPCnotRequired", "until", within=EPISODE)
    other_is_open = all_of(
        s.other_S47ActualStartDate <= s.S47ActualStartDate,
        s.S47ActualStartDate < s.other_until,
        filled(s.other_DateOfInitialCPC_text) | ~is_true(s.other_ICPCnotRequired),
    )
    another = differs(s.S47ActualStartDate, s.other_S47ActualStartDate) | differs(
        s.DateOfInitialCPC_text, s.other_DateOfInitialCPC_text
    )
    return s.filter(other_is_open & another)


# Conferences ------------------------------------------------------------------------------------------------------


@rule("8715", "The initial conference is outside the census year", "Section47.DateOfInitialCPC",
      "Header.ReferenceDate")  # fmt: skip
def conference_outside_the_year(r: Tables) -> ir.Table:
    s = r.Section47
    return s.filter(outside_year(s.DateOfInitialCPC, s))


@rule("8870Q", "The initial conference is due on a Saturday or Sunday", "Section47.InitialCPCtarget")
def conference_due_at_the_weekend(r: Tables) -> ir.Table:
    s = r.Section47
    return s.filter(at_weekend(s.InitialCPCtarget))


@rule("8875", "The initial conference is on a Saturday or Sunday", "Section47.DateOfInitialCPC")
def conference_at_the_weekend(r: Tables) -> ir.Table:
    s = r.Section47
    return s.filter(at_weekend(s.DateOfInitialCPC))


@rule("2884", "The initial conference stands both on a section 47 enquiry and on an episode of the child",
      "Section47.DateOfInitialCPC", reads=("CINdetails",),
      what_to_do="Leave it on the episode only if no enquiry led to it, as when a child moved in.")  # fmt: skip
def conference_twice(r: Tables) -> ir.Table:
    s = beside(r.Section47, r.CINdetails, "DateOfInitialCPC")
    return s.filter(s.DateOfInitialCPC == s.CINdetails_DateOfInitialCPC)


@rule("2883", "More child protection plans started in the year than initial conferences were held",
      "ChildProtectionPlans.CPPstartDate", "CINdetails.DateOfInitialCPC", reads=("Section47",),
      what_to_do="Look for conferences without a date, and for plans whose start is wrong (rule 2885).")  # fmt: skip
def more_plans_than_conferences(r: Tables) -> ir.Table:
    p = r.ChildProtectionPlans
    plans = p.filter(in_year(p.CPPstartDate, p)).group_by(CASE).aggregate(plans=ibis._.count())
    held = r.Section47.select(CASE, "DateOfInitialCPC", "year_start", "year_end").union(
        r.CINdetails.select(CASE, "DateOfInitialCPC", "year_start", "year_end")
    )
    conferences = held.filter(in_year(held.DateOfInitialCPC, held)).group_by(CASE).aggregate(conferences=ibis._.count())
    both = plans.left_join(conferences, CASE)
    return both.filter(both.plans > both.conferences.fill_null(0)).select(CASE)


@rule("2885", "The child protection plan starts without an initial conference on the same day",
      "ChildProtectionPlans.CPPstartDate", "Section47.DateOfInitialCPC",
      what_to_do="Correct the plan's start or the conference: a plan starts on the day of its own.")  # fmt: skip
def plan_without_conference(r: Tables) -> ir.Table:
    """One on the episode will do (a child who moved in). The enquiries of the episode, if any, are listed."""
    same_day = (*EPISODE, "CPPstartDate")
    p = r.ChildProtectionPlans
    p = p.filter(in_year(p.CPPstartDate, p))
    for conferences in (r.Section47, r.CINdetails):
        p = lacking(p, conferences.mutate(CPPstartDate=conferences.DateOfInitialCPC), on=same_day)
    return beside(p, r.Section47, "DateOfInitialCPC", on=EPISODE, how="left")
