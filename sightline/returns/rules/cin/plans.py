"""Child in need plans and child protection plans: their dates, and plans that run at the same time."""

import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import overlap, pairs, with_working_day
from sightline.returns.tables import Tables


@rule("8940", "Two child protection plans of one child overlap", "ChildProtectionPlans.CPPstartDate",
      "ChildProtectionPlans.CPPendDate")  # fmt: skip
def overlapping_protection_plans(r: Tables) -> ir.Table:
    p = pairs(r.ChildProtectionPlans, "CPPstartDate", "CPPendDate")
    return p.filter(overlap(p.CPPstartDate, p.CPPendDate, p.other_CPPstartDate, p.other_CPPendDate))


@rule("8670Q", "The assessment has been open for more than 45 working days at the end of the year",
      "Assessments.AssessmentActualStartDate")  # fmt: skip
def long_open_assessment(r: Tables) -> ir.Table:
    a = with_working_day(r, r.Assessments, started="AssessmentActualStartDate", ended="year_end")
    return a.filter(a.AssessmentAuthorisationDate.isnull() & (a.ended - a.started > 45))
