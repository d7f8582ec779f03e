"""The children's disabilities."""

import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import beside, codes, filled, how_many, is_false, not_one_of, whole_return
from sightline.returns.tables import Tables


@rule("2887Q", "Fewer than eight different disability codes are used in the whole return", "Disabilities.Disability",
      what_to_do="Check that each kind of disability is recorded as such, and not all under one code.")  # fmt: skip
def few_kinds_of_disability(r: Tables) -> ir.Table:
    d = r.Disabilities
    return whole_return(d, d.Disability.nunique() < 8)


@rule("2888Q", "No disabled child in the whole return has more than one disability code", "Disabilities.Disability",
      what_to_do="Check that every disability of a child is exported, and not only the first.")  # fmt: skip
def nobody_with_two_disabilities(r: Tables) -> ir.Table:
    d = r.Disabilities
    named = d.Disability.nullif("NONE")
    several = (filled(d.LAchildID) & (named.nunique().over(group_by=["case", "LAchildID"]) > 1)).cast("int64")
    d = d.mutate(several=several)
    return whole_return(d, d.several.sum() == 0)


@rule("8540", "The child has no disability recorded, or an unknown code; NONE says that there is none",
      "Disabilities.Disability", "ChildIdentifiers.PersonBirthDate", "CINdetails.ReferralNFA",
      what_to_do="Record the child's disabilities, or NONE if there is none.")  # fmt: skip
def unknown_disability(r: Tables) -> ir.Table:
    """Of children already born with a referral taken further. Without any entry, there is no disability row to list."""
    born = r.ChildIdentifiers.filter(filled(r.ChildIdentifiers.PersonBirthDate_text))
    c = beside(born, r.CINdetails.filter(is_false(r.CINdetails.ReferralNFA)), "ReferralNFA")
    c = beside(c, r.Disabilities, "Disability", how="left")
    return c.filter(not_one_of(c.Disabilities_Disability, codes("disability")))


@rule("8790", "The child has both a disability and none", "Disabilities.Disability")
def disability_beside_none(r: Tables) -> ir.Table:
    d = r.Disabilities
    d = d.filter(filled(d.LAchildID) & filled(d.Disability))
    return d.filter((how_many(d, d.Disability == "NONE") > 0) & (how_many(d, d.Disability != "NONE") > 0))


@rule("8794", "The child has the same disability twice", "Disabilities.Disability")
def disability_twice(r: Tables) -> ir.Table:
    d = r.Disabilities
    d = d.filter(filled(d.LAchildID) & filled(d.Disability))
    return d.filter(how_many(d, within=("LAchildID", "Disability")) > 1)
