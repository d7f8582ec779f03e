"""Looked-after girls who are mothers, and the birthday of their first child."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    all_of,
    beside,
    birthday,
    blank,
    filled,
    having,
    in_year,
    lacking,
    last_of,
    not_one_of,
)
from sightline.returns.rules.ssda903.care import left_care, no_short_break
from sightline.returns.tables import Tables

FEMALE, FEMALE_2024 = "F", "2"
A_MOTHER = "1"
YOUNGEST_MOTHER = 11

LEFT_FIELDS = ("Episodes.DEC", "Episodes.REC", "Header.MOTHER", "Episodes.LS", "Header.SEX")
NOT_STATED = "A girl left care in the year, but it is not said whether she is a mother"
NO_MOTHER = "The first child's birthday is filled, but she is not said to be a mother"


def _not_stated(r: Tables, female: str) -> ir.Table:
    e = beside(r.Episodes, r.Header, "SEX", "MOTHER")
    return e.filter(
        all_of(
            e.Header_SEX == female,
            left_care(e),
            in_year(e.DEC, e),
            no_short_break(e),
            blank(e.Header_MOTHER),
        )
    )


@rule("607", NOT_STATED, *LEFT_FIELDS, since=2025)
def mother_not_stated(r: Tables) -> ir.Table:
    return _not_stated(r, FEMALE)


@rule("607", NOT_STATED, *LEFT_FIELDS, until=2024)
def mother_not_stated_2024(r: Tables) -> ir.Table:
    return _not_stated(r, FEMALE_2024)


@rule("611", "She is a mother, but the first child's birthday is blank", "Header.MOTHER", "Header.MC_DOB")
def no_birthday_of_her_child(r: Tables) -> ir.Table:
    h = r.Header
    return h.filter((h.MOTHER == A_MOTHER) & blank(h.MC_DOB_text))


def _no_mother(r: Tables, female: str) -> ir.Table:
    h = r.Header
    no_mother = blank(h.MOTHER) | (h.MOTHER == "0")
    return h.filter(all_of(h.SEX == female, no_mother, filled(h.MC_DOB_text)))


@rule("612", NO_MOTHER, "Header.SEX", "Header.MOTHER", "Header.MC_DOB", since=2025)
def birthday_of_no_mothers_child(r: Tables) -> ir.Table:
    return _no_mother(r, FEMALE)


@rule("612", NO_MOTHER, "Header.SEX", "Header.MOTHER", "Header.MC_DOB", until=2024)
def birthday_of_no_mothers_child_2024(r: Tables) -> ir.Table:
    return _no_mother(r, FEMALE_2024)


@rule("620", "A mother who is under 11 at the end of the year", "Header.DOB", "Header.MOTHER")
def mother_under_eleven(r: Tables) -> ir.Table:
    h = r.Header
    return h.filter((h.MOTHER == A_MOTHER) & (birthday(h.DOB, YOUNGEST_MOTHER) > h.year_end))


@rule("621", "The first child was not born after the mother", "Header.DOB", "Header.MC_DOB")
def child_not_after_the_mother(r: Tables) -> ir.Table:
    h = r.Header
    return h.filter(h.MC_DOB <= h.DOB)


@rule("624", "The first child's birthday differs from last year's", "Header.MC_DOB", "Header_last.MC_DOB")
def another_birthday_of_her_child(r: Tables) -> ir.Table:
    h = beside(r.Header, r.Header_last, "MC_DOB")
    return h.filter(h.MC_DOB != h.Header_last_MC_DOB)


@rule("625", "The first child was born after the year, or after the mother left care", "Header.MC_DOB",
      "Episodes.DEC")  # fmt: skip
def child_after_care(r: Tables) -> ir.Table:
    last = last_of(r.Episodes, "DECOM")
    left = last.filter(left_care(last)).mutate(left=lambda e: e.DEC)
    h = beside(r.Header, left, "left", how="left")
    return h.filter((h.MC_DOB > h.year_end) | (h.MC_DOB > h.Episodes_left))


@rule("626", "A mother since this year, but her first child was born before it", "Header.MOTHER", "Header.MC_DOB",
      "Header_last.MOTHER")  # fmt: skip
def new_mother_of_an_older_child(r: Tables) -> ir.Table:
    h = beside(r.Header, r.Header_last, "MOTHER")
    return h.filter(all_of(h.MOTHER == A_MOTHER, not_one_of(h.Header_last_MOTHER, A_MOTHER), h.MC_DOB < h.year_start))


@rule("628", "A care leaver without an episode in the year needs no word on being a mother", "Header.MOTHER",
      reads=("Episodes", "OC3"))  # fmt: skip
def care_leaver_as_mother(r: Tables) -> ir.Table:
    h = r.Header
    return lacking(having(h.filter(filled(h.MOTHER)), r.OC3), r.Episodes)
