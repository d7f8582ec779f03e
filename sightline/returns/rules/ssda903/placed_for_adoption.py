"""The decision that a child should be placed for adoption, its reversal, and what followed in the episodes."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    all_of,
    any_filled,
    any_of,
    beside,
    blank,
    filled,
    first_of,
    greatest,
    lacking,
    not_one_of,
    one_of,
    pairs,
)
from sightline.returns.rules.ssda903.adoption import adopted, first_placed
from sightline.returns.rules.ssda903.care import ADOPTED, FOR_ADOPTION, left_care
from sightline.returns.rules.ssda903.missing import starts_during_another
from sightline.returns.tables import Tables

REVERSAL = ("DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
PLACEMENT_ORDER, FREEING_ORDER = "E1", "D1"
DECISION_FIELDS = ("Episodes.CHILD", "PlacedAdoption.CHILD", "PlacedAdoption.DATE_PLACED",
                   "PlacedAdoption.DATE_PLACED_CEASED", "PlacedAdoption.REASON_PLACED_CEASED")  # fmt: skip


def is_open(p: ir.Table) -> ir.BooleanValue:
    """Whether a decision was made and stands."""
    return filled(p.DATE_PLACED_text) & ~any_filled(p, *REVERSAL)


def under(r: Tables, order: str) -> ir.Table:
    """The episodes under a legal status."""
    return r.Episodes.filter(r.Episodes.LS == order)


@rule("522", "The decision was reversed before it was made", "PlacedAdoption.DATE_PLACED",
      "PlacedAdoption.DATE_PLACED_CEASED")  # fmt: skip
def reversed_before_made(r: Tables) -> ir.Table:
    p = r.PlacedAdoption
    return p.filter(p.DATE_PLACED > p.DATE_PLACED_CEASED)


@rule("563", "A decision was reversed, but not made", "PlacedAdoption.DATE_PLACED",
      "PlacedAdoption.REASON_PLACED_CEASED", "PlacedAdoption.DATE_PLACED_CEASED")  # fmt: skip
def reversed_but_not_made(r: Tables) -> ir.Table:
    p = r.PlacedAdoption
    return p.filter(any_filled(p, *REVERSAL) & blank(p.DATE_PLACED_text))


@rule("579", "A decision was made while an earlier one stood", "PlacedAdoption.DATE_PLACED",
      "PlacedAdoption.DATE_PLACED_CEASED")  # fmt: skip
def made_while_another_stood(r: Tables) -> ir.Table:
    return starts_during_another(r.PlacedAdoption, "DATE_PLACED", "DATE_PLACED_CEASED")


@rule("583", "The child has a later decision, but this one was not reversed", "PlacedAdoption.DATE_PLACED",
      "PlacedAdoption.DATE_PLACED_CEASED")  # fmt: skip
def earlier_decision_not_reversed(r: Tables) -> ir.Table:
    p = pairs(r.PlacedAdoption, "DATE_PLACED")
    return p.filter((p.DATE_PLACED < p.other_DATE_PLACED) & blank(p.DATE_PLACED_CEASED_text))


@rule("551", "The child was placed for adoption without a decision", "PlacedAdoption.DATE_PLACED", "Episodes.PLACE")
def placed_without_decision(r: Tables) -> ir.Table:
    e = r.Episodes.filter(one_of(r.Episodes.PLACE, FOR_ADOPTION))
    p = r.PlacedAdoption
    return beside(lacking(e, p.filter(filled(p.DATE_PLACED_text))), p, "DATE_PLACED", how="left")


@rule("552", "The decision is after the child was first placed for adoption", "PlacedAdoption.DATE_PLACED",
      "Episodes.DECOM")  # fmt: skip
def decided_after_the_first_placement(r: Tables) -> ir.Table:
    p = beside(r.PlacedAdoption, first_placed(r), "DECOM")
    return p.filter(p.DATE_PLACED > p.Episodes_DECOM)


@rule("553", "There is a placement order (E1), but no decision that stands", *DECISION_FIELDS)
def order_without_standing_decision(r: Tables) -> ir.Table:
    p = r.PlacedAdoption
    return beside(lacking(under(r, PLACEMENT_ORDER), p.filter(is_open(p))), p, "DATE_PLACED", how="left")


@rule("555", "There is a freeing order (D1), but no decision", *DECISION_FIELDS, until=2024)
def freed_without_decision(r: Tables) -> ir.Table:
    p = r.PlacedAdoption
    return beside(lacking(under(r, FREEING_ORDER), p.filter(filled(p.DATE_PLACED_text))), p, "DATE_PLACED", how="left")


def _decided_after(r: Tables, order: str) -> ir.Table:
    p = beside(r.PlacedAdoption, first_of(under(r, order), "DECOM"), "DECOM")
    return p.filter(p.DATE_PLACED > p.Episodes_DECOM)


@rule("554", "The decision is after the placement order (E1) began", "PlacedAdoption.DATE_PLACED", "Episodes.DECOM",
      "Episodes.LS")  # fmt: skip
def decided_after_the_order(r: Tables) -> ir.Table:
    return _decided_after(r, PLACEMENT_ORDER)


@rule("556", "The decision is after the freeing order (D1)", "PlacedAdoption.DATE_PLACED", "Episodes.DECOM",
      until=2024)  # fmt: skip
def decided_after_the_freeing(r: Tables) -> ir.Table:
    return _decided_after(r, FREEING_ORDER)


REVERSAL_WANTED = ("PlacedAdoption.DATE_PLACED_CEASED", "PlacedAdoption.REASON_PLACED_CEASED", "Episodes.PLACE",
                   "Episodes.LS", "Episodes.REC")  # fmt: skip
LEFT_WITHOUT_REVERSAL = "The child left care for another reason than adoption, but the decision was not reversed"


def _left_without_reversal(r: Tables, orders: str) -> ir.Table:
    e = r.Episodes
    e = e.filter(
        all_of(
            any_of(one_of(e.PLACE, FOR_ADOPTION), one_of(e.LS, orders)),
            left_care(e),
            not_one_of(e.REC, ADOPTED),
        )
    )
    e = beside(e, r.PlacedAdoption, *REVERSAL, how="left")
    return e.filter(blank(e.PlacedAdoption_DATE_PLACED_CEASED_text) | blank(e.PlacedAdoption_REASON_PLACED_CEASED))


@rule("557", LEFT_WITHOUT_REVERSAL, *REVERSAL_WANTED, since=2025)
def left_without_reversal(r: Tables) -> ir.Table:
    return _left_without_reversal(r, PLACEMENT_ORDER)


@rule("557", LEFT_WITHOUT_REVERSAL, *REVERSAL_WANTED, until=2024)
def left_without_reversal_2024(r: Tables) -> ir.Table:
    return _left_without_reversal(r, f"{PLACEMENT_ORDER} {FREEING_ORDER}")


@rule("558", "The child was adopted, but the decision was reversed", "PlacedAdoption.DATE_PLACED_CEASED",
      "Episodes.REC")  # fmt: skip
def adopted_but_reversed(r: Tables) -> ir.Table:
    e = beside(adopted(r), r.PlacedAdoption, "DATE_PLACED_CEASED")
    return e.filter(filled(e.PlacedAdoption_DATE_PLACED_CEASED_text))


@rule("1003", "The decision was made before the child came into care", "PlacedAdoption.DATE_PLACED",
      "Episodes.DECOM", "Episodes.RNE")  # fmt: skip
def decided_before_care(r: Tables) -> ir.Table:
    p = beside(r.PlacedAdoption, first_of(r.Episodes, "DECOM"), "DECOM", "RNE")
    return p.filter((p.DATE_PLACED < p.Episodes_DECOM) & (p.Episodes_RNE == "S"))


# Compared with last year's return ----------------------------------------------------------------------------------

BOTH_YEARS = ("PlacedAdoption.DATE_PLACED", "PlacedAdoption_last.DATE_PLACED")


@rule("559", "The decision was made before the year, but was not in last year's return", "PlacedAdoption.DATE_PLACED",
      reads=("PlacedAdoption_last",))  # fmt: skip
def early_decision_not_in_last_year(r: Tables) -> ir.Table:
    p = r.PlacedAdoption
    return lacking(p.filter(p.DATE_PLACED < p.year_start), r.PlacedAdoption_last, on=("CHILD", "DATE_PLACED"))


def _another_than_last_years(r: Tables, last: ir.Table) -> ir.Table:
    """A child's decisions beside last year's, where none of them is of last year's day."""
    p = r.PlacedAdoption.filter(r.PlacedAdoption.DATE_PLACED.notnull())
    p = beside(p, last.filter(last.DATE_PLACED.notnull()), "DATE_PLACED")
    same = (p.DATE_PLACED == p.PlacedAdoption_last_DATE_PLACED).cast("int8")
    return p.filter(greatest(p, same, within=("CHILD", "@PlacedAdoption_last")) == 0)


@rule("560", "The decision is of another day than last year's, which stands", *BOTH_YEARS,
      "PlacedAdoption.DATE_PLACED_CEASED", "PlacedAdoption_last.DATE_PLACED_CEASED")  # fmt: skip
def another_than_the_standing(r: Tables) -> ir.Table:
    last = r.PlacedAdoption_last
    return _another_than_last_years(r, last.filter(~any_filled(last, *REVERSAL)))


@rule("584", "The decision is of another day than last year's, which was reversed", *BOTH_YEARS)
def another_than_the_reversed(r: Tables) -> ir.Table:
    last = r.PlacedAdoption_last
    return _another_than_last_years(r, last.filter(any_filled(last, *REVERSAL)))


@rule("561", "The decision is of the same day as last year's, which was reversed", *BOTH_YEARS)
def same_as_the_reversed(r: Tables) -> ir.Table:
    last = r.PlacedAdoption_last
    p = beside(r.PlacedAdoption, last.filter(any_filled(last, *REVERSAL)), "DATE_PLACED")
    return p.filter(p.DATE_PLACED == p.PlacedAdoption_last_DATE_PLACED)
