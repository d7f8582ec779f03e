"""Adoption: the decision, the match, the adopters (AD1), and decisions that were given up (PlacedAdoption)."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    all_filled,
    any_filled,
    any_of,
    beside,
    codes,
    filled,
    first_of,
    in_order,
    invalid,
    last_of,
    listing,
    not_one_of,
    one_of,
    unlisted,
)
from sightline.returns.rules.ssda903.care import ADOPTED, FOR_ADOPTION, FOSTERED, in_care, left_care
from sightline.returns.tables import Tables

ADOPTION = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
ADOPTION_FIELDS = tuple(f"AD1.{c}" for c in ADOPTION)


def adoptions(r: Tables) -> ir.Table:
    """The episodes that ended in adoption."""
    return r.Episodes.filter(one_of(r.Episodes.REC, ADOPTED))


@rule("112", "The date of the decision to place for adoption is not a date", "AD1.DATE_INT")
def decision_is_no_date(r: Tables) -> ir.Table:
    return r.AD1.filter(invalid(r.AD1, "DATE_INT"))


@rule("113", "The date of the match with adopters is not a date", "AD1.DATE_MATCH")
def match_is_no_date(r: Tables) -> ir.Table:
    return r.AD1.filter(invalid(r.AD1, "DATE_MATCH"))


@rule("114", "Whether a foster carer adopted is neither 0 nor 1", "AD1.FOSTER_CARE")
def foster_carer_neither_yes_nor_no(r: Tables) -> ir.Table:
    return r.AD1.filter(unlisted(r.AD1.FOSTER_CARE, codes("foster_carer_adopter")))


@rule("115", "The date of the decision for adoption is not a date", "PlacedAdoption.DATE_PLACED")
def placed_is_no_date(r: Tables) -> ir.Table:
    return r.PlacedAdoption.filter(invalid(r.PlacedAdoption, "DATE_PLACED"))


@rule("116", "The date the decision for adoption was given up is not a date", "PlacedAdoption.DATE_PLACED_CEASED")
def ceased_is_no_date(r: Tables) -> ir.Table:
    return r.PlacedAdoption.filter(invalid(r.PlacedAdoption, "DATE_PLACED_CEASED"))


@rule("117", "A decision for adoption, or its end, is after the year or after the child left care",
      "PlacedAdoption.DATE_PLACED_CEASED", "PlacedAdoption.DATE_PLACED", "Episodes.DEC", "Episodes.REC",
      "Episodes.DECOM")  # fmt: skip
def decided_after_care(r: Tables) -> ir.Table:
    last = last_of(r.Episodes, "DECOM")
    p = beside(r.PlacedAdoption, last.filter(left_care(last)), "DEC", how="left")
    days = (p.DATE_PLACED, p.DATE_PLACED_CEASED)
    return p.filter(any_of(*(day > p.year_end for day in days), *(day > p.Episodes_DEC for day in days)))


@rule("118", "A decision for adoption was given up before the year or before the child came into care",
      "PlacedAdoption.DATE_PLACED_CEASED", "Episodes.DECOM", "Episodes.LS")  # fmt: skip
def given_up_before_care(r: Tables) -> ir.Table:
    p = beside(r.PlacedAdoption, first_of(in_care(r), "DECOM"), "DECOM", how="left")
    return p.filter(any_of(p.DATE_PLACED_CEASED < p.year_start, p.DATE_PLACED_CEASED < p.Episodes_DECOM))


@rule("119", "Only one of the date and the reason why adoption was given up is filled",
      "PlacedAdoption.REASON_PLACED_CEASED", "PlacedAdoption.DATE_PLACED_CEASED")  # fmt: skip
def half_given_up(r: Tables) -> ir.Table:
    p = r.PlacedAdoption
    return p.filter(filled(p.DATE_PLACED_CEASED_text) != filled(p.REASON_PLACED_CEASED))


@rule("120", "The reason why adoption was given up is not one of RD1 to RD4", "PlacedAdoption.REASON_PLACED_CEASED")
def unknown_reason_given_up(r: Tables) -> ir.Table:
    p = r.PlacedAdoption
    return p.filter(unlisted(p.REASON_PLACED_CEASED, codes("adoption_reversal_reason")))


@rule("151", "The items of an adoption are only partly filled", *ADOPTION_FIELDS)
def adoption_partly_filled(r: Tables) -> ir.Table:
    return r.AD1.filter(any_filled(r.AD1, *ADOPTION) & ~all_filled(r.AD1, *ADOPTION))


@rule("175", "The number of adopters is neither 1 nor 2", "AD1.NB_ADOPTR")
def unknown_number_of_adopters(r: Tables) -> ir.Table:
    return r.AD1.filter(unlisted(r.AD1.NB_ADOPTR, codes("adopter_number")))


@rule("176", "The adopters' sex is not in the list", "AD1.SEX_ADOPTR")
def unknown_sex_of_adopters(r: Tables) -> ir.Table:
    return r.AD1.filter(unlisted(r.AD1.SEX_ADOPTR, codes("adopter_sex")))


@rule("177", "The adopters' legal status is not in the list", "AD1.LS_ADOPTR")
def unknown_status_of_adopters(r: Tables) -> ir.Table:
    return r.AD1.filter(unlisted(r.AD1.LS_ADOPTR, codes("adopter_legal_status")))


@rule("184", "The decision for adoption is before the child's birth", "PlacedAdoption.DATE_PLACED", "Header.DOB")
def decided_before_birth(r: Tables) -> ir.Table:
    p = beside(r.PlacedAdoption, r.Header, "DOB")
    return p.filter(p.DATE_PLACED < p.Header_DOB)


@rule("331", "The match with adopters is after the adoption placement began", "AD1.DATE_MATCH", "Episodes.DECOM",
      "Episodes.REC")  # fmt: skip
def matched_after_placement(r: Tables) -> ir.Table:
    a = beside(r.AD1, adoptions(r), "DECOM")
    return a.filter(a.DATE_MATCH > a.Episodes_DECOM)


@rule("333", "The decision to place for adoption is after the match with adopters", "AD1.DATE_INT", "AD1.DATE_MATCH")
def decided_after_match(r: Tables) -> ir.Table:
    return r.AD1.filter(r.AD1.DATE_INT > r.AD1.DATE_MATCH)


@rule("334", "The decision to place for adoption is before the child's latest period of care began", "AD1.DATE_INT",
      "Episodes.DECOM", "Episodes.RNE")  # fmt: skip
def decided_before_care(r: Tables) -> ir.Table:
    began = last_of(r.Episodes.filter(r.Episodes.RNE == "S"), "DECOM")
    a = beside(r.AD1, began, "DECOM")
    return a.filter(a.DATE_INT < a.Episodes_DECOM)


@rule("335", "Whether a foster carer adopted contradicts the placement before the adoption", "Episodes.PLACE",
      "AD1.FOSTER_CARE")  # fmt: skip
def foster_carer_contradicted(r: Tables) -> ir.Table:
    a = beside(r.AD1, adoptions(r), "PLACE")
    with_carer, with_others = one_of(a.Episodes_PLACE, "A3 A5"), one_of(a.Episodes_PLACE, "A4 A6")
    return a.filter(((a.FOSTER_CARE == "0") & with_carer) | ((a.FOSTER_CARE == "1") & with_others))


@rule("336", "Placed for adoption with consent, but not out of a foster or adoption placement", "Episodes.PLACE")
def adopters_out_of_nowhere(r: Tables) -> ir.Table:
    e = in_order(r.Episodes, "DECOM", "PLACE")
    # What was before a first episode that continues care is in an earlier year's return.
    unknown = e.is_first & not_one_of(e.RNE, "S")
    e = e.filter(one_of(e.PLACE, "A3 A4") & not_one_of(e.previous_PLACE, f"{FOSTERED} {FOR_ADOPTION}") & ~unknown)
    return listing(e, "previous")


@rule("390", "Adopted, but not out of an adoption placement", "Episodes.PLACE", "Episodes.REC")
def adopted_out_of_another_placement(r: Tables) -> ir.Table:
    e = adoptions(r)
    return e.filter(not_one_of(e.PLACE, FOR_ADOPTION))


@rule("408", "In an adoption placement under an order without placement order (E1)", "Episodes.PLACE", "Episodes.LS")
def placed_without_order(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(one_of(e.PLACE, "A5 A6") & not_one_of(e.LS, "E1"))
