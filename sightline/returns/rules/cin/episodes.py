"""Episodes of need: how they close, and several episodes of one child."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import (
    EPISODE,
    any_of,
    beside,
    birthday,
    blank,
    codes,
    either,
    end_or_open,
    filled,
    greatest,
    having,
    how_many,
    is_false,
    is_true,
    lacking,
    not_one_of,
    one_of,
    outside_year,
    pairs,
    unlisted,
)
from sightline.returns.tables import Tables

# Closed once assessed, with no further action or to early help.
AFTER_ASSESSMENT = "RC8 RC9"


@rule("8620", "The episode closes outside the census year", "CINdetails.CINclosureDate")
def closed_outside_the_year(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(outside_year(d.CINclosureDate, d))


@rule("8630", "The episode closes before its referral", "CINdetails.CINreferralDate", "CINdetails.CINclosureDate")
def closed_before_referral(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(d.CINclosureDate < d.CINreferralDate)


@rule("8640", "The reason for closure is not in the list", "CINdetails.ReasonForClosure")
def unknown_closure_reason(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(unlisted(d.ReasonForClosure, codes("closure_reason")))


@rule("8805", "The episode is closed without a reason", "CINdetails.CINclosureDate", "CINdetails.ReasonForClosure")
def closed_without_reason(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(filled(d.CINclosureDate_text) & blank(d.ReasonForClosure))


@rule("8810", "The episode has a reason for closure and no date", "CINdetails.ReasonForClosure",
      "CINdetails.CINclosureDate")  # fmt: skip
def reason_without_closure(r: Tables) -> ir.Table:
    d = r.CINdetails
    return d.filter(filled(d.ReasonForClosure) & blank(d.CINclosureDate_text))


@rule("8585Q", "The episode is closed because the child died, and the child has no date of death",
      "CINdetails.ReasonForClosure", "ChildIdentifiers.PersonDeathDate")  # fmt: skip
def died_without_date(r: Tables) -> ir.Table:
    d = r.CINdetails.filter(one_of(r.CINdetails.ReasonForClosure, "RC2"))
    d = beside(d, r.ChildIdentifiers, "PersonDeathDate")
    return d.filter(blank(d.ChildIdentifiers_PersonDeathDate_text))


@rule("8775Q", "The child is over 25 and the episode is open, or closed after the 25th birthday",
      "ChildIdentifiers.PersonBirthDate", "CINdetails.CINclosureDate")  # fmt: skip
def open_after_25(r: Tables) -> ir.Table:
    d = beside(r.CINdetails, r.ChildIdentifiers, "PersonBirthDate")
    last_day = ibis.ifelse(blank(d.CINclosureDate_text), d.year_end, d.CINclosureDate)
    return d.filter(last_day > birthday(d.ChildIdentifiers_PersonBirthDate, 25))


@rule("2990", "The episode closed after assessment only, yet it has a conference, an enquiry or a plan",
      "CINdetails.ReasonForClosure",
      what_to_do="Correct the reason for closure: the child had more than an assessment.")  # fmt: skip
def more_than_assessed(r: Tables) -> ir.Table:
    d = r.CINdetails.filter(one_of(r.CINdetails.ReasonForClosure, AFTER_ASSESSMENT))
    return either(
        d.filter(filled(d.DateOfInitialCPC_text)),
        *(having(d, module, on=EPISODE) for module in (r.Section47, r.CINplanDates, r.ChildProtectionPlans)),
    )


@rule("8825Q", "The episode closed after assessment, and there is no assessment on it", "CINdetails.ReasonForClosure",
      reads=("Assessments",),
      what_to_do="Record the assessment, or correct the reason for closure.")  # fmt: skip
def closed_after_no_assessment(r: Tables) -> ir.Table:
    d = r.CINdetails
    return lacking(d.filter(one_of(d.ReasonForClosure, AFTER_ASSESSMENT)), r.Assessments, on=EPISODE)


@rule("8873Q", "The only assessment found no factors, and the episode is not closed as after assessment",
      "CINdetails.ReasonForClosure", "Assessments.AssessmentFactors")  # fmt: skip
def no_factors_and_not_closed(r: Tables) -> ir.Table:
    """An episode that is still open counts."""
    a, f = r.Assessments, r.shape("factors")
    a = a.filter(how_many(a, within=EPISODE) == 1)
    a = beside(having(a, f.filter(f.factor == "21"), on=("@Assessments",)), r.CINdetails, on=EPISODE)
    return a.filter(not_one_of(a.CINdetails_ReasonForClosure, AFTER_ASSESSMENT))


@rule("8867", "The episode is closed and an assessment of it is not authorised", "CINdetails.CINclosureDate",
      "Assessments.AssessmentAuthorisationDate")  # fmt: skip
def closed_during_assessment(r: Tables) -> ir.Table:
    a = r.Assessments
    d = r.CINdetails.filter(filled(r.CINdetails.CINclosureDate_text))
    return beside(a.filter(blank(a.AssessmentAuthorisationDate_text)), d, "CINclosureDate", on=EPISODE)


@rule("8868", "The episode is closed and a section 47 enquiry of it has neither a conference nor the mark that none is "
      "required, or both", "Section47.ICPCnotRequired", "CINdetails.CINclosureDate",
      "Section47.DateOfInitialCPC")  # fmt: skip
def closed_during_enquiry(r: Tables) -> ir.Table:
    s = r.Section47
    d = r.CINdetails.filter(filled(r.CINdetails.CINclosureDate_text))
    undecided = filled(s.DateOfInitialCPC_text) == is_true(s.ICPCnotRequired)
    return beside(s.filter(undecided), d, "CINclosureDate", on=EPISODE)


@rule("8565", "An assessment, enquiry, conference or plan has a date after the episode's closure",
      "CINdetails.CINclosureDate", "CINdetails.DateOfInitialCPC", "Assessments.AssessmentActualStartDate",
      "Assessments.AssessmentAuthorisationDate", "Section47.S47ActualStartDate", "Section47.DateOfInitialCPC",
      "ChildProtectionPlans.CPPstartDate", "ChildProtectionPlans.CPPendDate", "CINplanDates.CINPlanStartDate",
      "CINplanDates.CINPlanEndDate",
      optional=("Assessments", "Section47", "ChildProtectionPlans", "CINplanDates"),
      what_to_do="Correct the date, or reopen the episode if the work was done after it closed.")  # fmt: skip
def work_after_closure(r: Tables) -> ir.Table:
    def late(module: ir.Table, *columns: str) -> ir.Table:
        m = beside(module, r.CINdetails, "CINclosureDate", on=EPISODE)
        return m.filter(any_of(*(m[column] > m.CINdetails_CINclosureDate for column in columns)))

    d = r.CINdetails
    return either(
        d.filter(d.DateOfInitialCPC > d.CINclosureDate),
        late(r.Assessments, "AssessmentActualStartDate", "AssessmentAuthorisationDate"),
        late(r.Section47, "S47ActualStartDate", "DateOfInitialCPC"),
        late(r.CINplanDates, "CINPlanStartDate", "CINPlanEndDate"),
        late(r.ChildProtectionPlans, "CPPstartDate", "CPPendDate"),
    )


# Several episodes of one child ------------------------------------------------------------------------------------


def _open_and_taken_further(d: ir.Table) -> ir.BooleanValue:
    return filled(d.LAchildID) & blank(d.CINclosureDate_text) & is_false(d.ReferralNFA)


@rule("8815", "The child has more than one open episode", "CINdetails.ReferralNFA", "CINdetails.CINclosureDate",
      what_to_do="Close the episode that is over, or merge the two.")  # fmt: skip
def several_open_episodes(r: Tables) -> ir.Table:
    d = r.CINdetails.filter(_open_and_taken_further(r.CINdetails))
    return d.filter(how_many(d) > 1)


@rule("8816", "The open episode is not the child's latest", "CINdetails.CINreferralDate", "CINdetails.ReferralNFA",
      what_to_do="Close the episode that is over, or merge it with the later one.")  # fmt: skip
def open_before_the_latest(r: Tables) -> ir.Table:
    """The latest is listed beside it."""
    d = r.CINdetails.mutate(latest=greatest(r.CINdetails, r.CINdetails.CINreferralDate))
    d = pairs(d.filter(filled(d.LAchildID)), "CINreferralDate")
    before = (d.CINreferralDate < d.latest) & (d.other_CINreferralDate == d.latest)
    return d.filter(_open_and_taken_further(d) & before)


@rule("8820", "Two episodes of one child overlap", "CINdetails.CINreferralDate", "CINdetails.CINclosureDate")
def overlapping_episodes(r: Tables) -> ir.Table:
    """A referral with no further action lasts no longer than its day unless it says so."""
    d = r.CINdetails
    over_at_once = is_true(d.ReferralNFA) & blank(d.CINclosureDate_text)
    d = d.mutate(until=ibis.ifelse(over_at_once, d.CINreferralDate, end_or_open(d, "CINclosureDate")))
    d = pairs(d, "CINreferralDate", "until")
    return d.filter((d.CINreferralDate < d.other_until) & (d.other_CINreferralDate < d.until))
