"""Children adopted in the year (AD1): the decision, the match and the adopters."""

from collections.abc import Callable

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    any_filled,
    any_of,
    beside,
    first_of,
    in_year,
    lacking,
    not_one_of,
    one_of,
)
from sightline.returns.rules.ssda903.care import ADOPTED, FOR_ADOPTION
from sightline.returns.tables import Tables

ITEMS = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
ITEM_FIELDS = tuple(f"AD1.{c}" for c in ITEMS)
COUPLE = "MM FF MF"
SAME_SEX = "MM FF"

# Rule: a legal status of adopters, and the sexes that it can have.
SEXES_OF_A_STATUS = {
    "517": ("L3", "MF", "Unmarried adopters of different sexes (L3) are not one man and one woman"),
    "518": ("L4", SAME_SEX, "Unmarried adopters of the same sex (L4) are not two men or two women"),
    "519": ("L2", COUPLE, "Adopters in a civil partnership (L2) are not a couple"),
    "520": ("L11", "MF", "Married adopters of different sexes (L11) are not one man and one woman"),
    "524": ("L12", SAME_SEX, "Married adopters of the same sex (L12) are not two men or two women"),
}


def _another_sex(status: str, sexes: str) -> Callable[[Tables], ir.Table]:
    return lambda r: r.AD1.filter((r.AD1.LS_ADOPTR == status) & not_one_of(r.AD1.SEX_ADOPTR, sexes))


for code, (status, sexes, message) in SEXES_OF_A_STATUS.items():
    rule(code, message, "AD1.LS_ADOPTR", "AD1.SEX_ADOPTR")(_another_sex(status, sexes))


@rule("511", "There are two adopters, but their sex is not that of a couple", "AD1.NB_ADOPTR", "AD1.SEX_ADOPTR")
def two_adopters_of_one_sex(r: Tables) -> ir.Table:
    a = r.AD1
    return a.filter((a.NB_ADOPTR == "2") & not_one_of(a.SEX_ADOPTR, COUPLE))


@rule("514", "A single adopter (L0) has the sex of a couple", "AD1.LS_ADOPTR", "AD1.SEX_ADOPTR")
def single_adopter_as_couple(r: Tables) -> ir.Table:
    a = r.AD1
    return a.filter((a.LS_ADOPTR == "L0") & one_of(a.SEX_ADOPTR, COUPLE))


@rule("521", "The decision for adoption is after the child was first placed for adoption", "Episodes.PLACE",
      "Episodes.DECOM", "AD1.DATE_INT")  # fmt: skip
def decided_after_placement(r: Tables) -> ir.Table:
    e = beside(first_placed(r), r.AD1, "DATE_INT")
    return e.filter(e.AD1_DATE_INT > e.DECOM)


def first_placed(r: Tables) -> ir.Table:
    """Each child's first episode in a placement for adoption."""
    return first_of(r.Episodes.filter(one_of(r.Episodes.PLACE, FOR_ADOPTION)), "DECOM")


@rule("523", "The decision to place for adoption and the decision for adoption are on different days",
      "PlacedAdoption.DATE_PLACED", "AD1.DATE_INT")  # fmt: skip
def two_decision_days(r: Tables) -> ir.Table:
    p = beside(r.PlacedAdoption, r.AD1, "DATE_INT")
    return p.filter(p.DATE_PLACED != p.AD1_DATE_INT)


@rule("525", "The decision to place for adoption was reversed, but the child has an adoption record (AD1)",
      "PlacedAdoption.DATE_PLACED_CEASED", *ITEM_FIELDS)  # fmt: skip
def adopted_though_reversed(r: Tables) -> ir.Table:
    a = r.AD1.filter(any_filled(r.AD1, *ITEMS))
    return beside(a, r.PlacedAdoption.filter(any_filled(r.PlacedAdoption, "DATE_PLACED_CEASED")), "DATE_PLACED_CEASED")


@rule("582", "The day of the adoption is the day of the match", "Episodes.DEC", "AD1.DATE_MATCH")
def adopted_on_the_day_of_the_match(r: Tables) -> ir.Table:
    e = beside(adopted(r), r.AD1, "DATE_MATCH")
    return e.filter(e.DEC == e.AD1_DATE_MATCH)


def adopted(r: Tables) -> ir.Table:
    """The episodes that ended in adoption."""
    return r.Episodes.filter(one_of(r.Episodes.REC, ADOPTED))


def adopted_in_the_year(r: Tables) -> ir.Table:
    e = adopted(r)
    return e.filter(in_year(e.DEC, e))


@rule("601", "The child was adopted in the year, but the adoption record (AD1) is not complete", "Episodes.REC",
      *ITEM_FIELDS)  # fmt: skip
def adopted_without_record(r: Tables) -> ir.Table:
    e = beside(adopted_in_the_year(r), r.AD1, *ITEMS, how="left")
    return e.filter(any_of(*(~any_filled(e, f"AD1_{c}") for c in ITEMS)))


@rule("602", "The child has an adoption record (AD1), but was not adopted in the year", "AD1.CHILD",
      reads=("Episodes",))  # fmt: skip
def record_without_adoption(r: Tables) -> ir.Table:
    return lacking(r.AD1.filter(any_filled(r.AD1, *ITEMS)), adopted_in_the_year(r))
