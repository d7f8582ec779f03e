"""Assessments, their authorisation and the factors they found."""

import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import (
    ASSESSMENT,
    EPISODE,
    all_of,
    beside,
    blank,
    codes,
    differs,
    each_of_list,
    end_or_open,
    filled,
    having,
    how_many,
    lacking,
    one_of,
    outside_year,
    pairs,
    with_day_back,
)
from sightline.returns.tables import CASE, Tables, shape

ONE_ASSESSMENT = ("@Assessments",)


@shape("cin")
def factors(r: Tables) -> ir.Table:
    """Each assessment with each factor of it: from the list of factors, else from the assessment's own cell."""
    a, listed = r.Assessments, r.AssessmentFactorsList
    own = each_of_list(lacking(a, listed, on=ASSESSMENT), "AssessmentFactors", "factor")
    other = beside(a, listed.filter(filled(listed.AssessmentFactors)), "AssessmentFactors", on=ASSESSMENT)
    other = other.mutate(factor=other.AssessmentFactorsList_AssessmentFactors)
    columns = ("@Assessments", CASE, *EPISODE, "factor")
    return own.select(*columns).union(other.select(*columns))


def unauthorised(a: ir.Table) -> ir.BooleanValue:
    return blank(a.AssessmentAuthorisationDate_text)


@rule("1103", "The assessment starts before the referral", "Assessments.AssessmentActualStartDate",
      "CINdetails.CINreferralDate")  # fmt: skip
def assessed_before_referral(r: Tables) -> ir.Table:
    a = beside(r.Assessments, r.CINdetails, "CINreferralDate", on=EPISODE)
    return a.filter(a.AssessmentActualStartDate < a.CINdetails_CINreferralDate)


@rule("8608", "The assessment is authorised before it starts", "Assessments.AssessmentActualStartDate",
      "Assessments.AssessmentAuthorisationDate")  # fmt: skip
def authorised_before_start(r: Tables) -> ir.Table:
    a = r.Assessments
    return a.filter(a.AssessmentActualStartDate > a.AssessmentAuthorisationDate)


@rule("8696", "The assessment is authorised outside the census year", "Assessments.AssessmentAuthorisationDate",
      "Header.ReferenceDate")  # fmt: skip
def authorised_outside_the_year(r: Tables) -> ir.Table:
    a = r.Assessments
    return a.filter(outside_year(a.AssessmentAuthorisationDate, a))


@rule("8736", "The assessment is not authorised, and starts outside the census year",
      "Assessments.AssessmentAuthorisationDate", "Assessments.AssessmentActualStartDate")  # fmt: skip
def unauthorised_outside_the_year(r: Tables) -> ir.Table:
    a = r.Assessments
    return a.filter(unauthorised(a) & outside_year(a.AssessmentActualStartDate, a))


@rule("8670Q", "The assessment has been open for more than 45 working days at the end of the year",
      "Assessments.AssessmentActualStartDate")  # fmt: skip
def long_open_assessment(r: Tables) -> ir.Table:
    a = with_day_back(r, r.Assessments, in_time=("year_end", 45))
    return a.filter(unauthorised(a) & (a.AssessmentActualStartDate < a.in_time))


@rule("8896", "More than one assessment of the episode is not authorised", "Assessments.AssessmentAuthorisationDate")
def several_unauthorised(r: Tables) -> ir.Table:
    a = r.Assessments.filter(filled(r.Assessments.LAchildID) & unauthorised(r.Assessments))
    return a.filter(how_many(a, within=EPISODE) > 1)


@rule("8863Q", "The assessment starts while another of the episode is open", "Assessments.AssessmentActualStartDate",
      "Assessments.AssessmentAuthorisationDate")  # fmt: skip
def assessed_twice_at_once(r: Tables) -> ir.Table:
    """One that starts on the day the other is authorised is in order; two with the same dates are not told of here."""
    a = r.Assessments.mutate(until=end_or_open(r.Assessments, "AssessmentAuthorisationDate"))
    a = pairs(a, "AssessmentActualStartDate", "AssessmentAuthorisationDate", "until", within=EPISODE)
    other_is_open = (a.other_AssessmentActualStartDate <= a.AssessmentActualStartDate) & (
        a.AssessmentActualStartDate < a.other_until
    )
    another = differs(a.AssessmentActualStartDate, a.other_AssessmentActualStartDate) | differs(
        a.AssessmentAuthorisationDate_text, a.other_AssessmentAuthorisationDate_text
    )
    return a.filter(other_is_open & another)


# Factors ----------------------------------------------------------------------------------------------------------


@rule("8614", "The assessment has factors and is not authorised", "Assessments.AssessmentAuthorisationDate",
      "Assessments.AssessmentFactors")  # fmt: skip
def factors_before_authorisation(r: Tables) -> ir.Table:
    a = r.Assessments
    return having(a.filter(unauthorised(a)), r.shape("factors"), on=ONE_ASSESSMENT)


@rule("8897Q", "The assessment is authorised without any valid factor", "Assessments.AssessmentAuthorisationDate",
      "Assessments.AssessmentFactors")  # fmt: skip
def authorised_without_factors(r: Tables) -> ir.Table:
    a, f = r.Assessments, r.shape("factors")
    valid = f.filter(one_of(f.factor, codes("assessment_factor")))
    return lacking(a.filter(~unauthorised(a)), valid, on=ONE_ASSESSMENT)


@rule("8869", "The assessment found no factors (21), and others beside it", "Assessments.AssessmentFactors")
def factors_beside_none(r: Tables) -> ir.Table:
    f = r.shape("factors")
    none, others = (how_many(f, is_21, within=ONE_ASSESSMENT) for is_21 in (f.factor == "21", f.factor != "21"))
    return f.filter(all_of(none > 0, others > 0))


@rule("8898", "The assessment has the same factor twice", "Assessments.AssessmentFactors")
def factor_twice(r: Tables) -> ir.Table:
    f = r.shape("factors")
    return f.filter(how_many(f, within=(*ONE_ASSESSMENT, "factor")) > 1)


@rule("8945Q", "Physical abuse is recorded as 18A, where 18B or 18C says whether by a child or an adult",
      "Assessments.AssessmentFactors", since=2025)  # fmt: skip
def undivided_physical_abuse(r: Tables) -> ir.Table:
    f = r.shape("factors")
    return f.filter(f.factor == "18A")


@rule("8950Q", "Sexual abuse is recorded as 19A, where 19B or 19C says whether by a child or an adult",
      "Assessments.AssessmentFactors", since=2025)  # fmt: skip
def undivided_sexual_abuse(r: Tables) -> ir.Table:
    f = r.shape("factors")
    return f.filter(f.factor == "19A")
