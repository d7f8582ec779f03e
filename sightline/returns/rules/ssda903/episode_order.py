"""How episodes follow one another: dates, beginnings and ends of care, and what a reason for a new episode says."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    any_of,
    beside,
    birthday,
    differs,
    filled,
    first_of,
    greatest,
    in_order,
    lacking,
    listing,
    not_one_of,
    one_of,
)
from sightline.returns.rules.ssda903.care import ADOPTED, KEY, STAYS, left_care, postcode
from sightline.returns.tables import Tables

# What an episode's placement is known by.
PLACEMENT = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")
PLACEMENT_FIELDS = tuple(f"Episodes.{c}" for c in PLACEMENT)
CHILDREN_ACT = ibis.date("1991-10-14")
CONTINUES = "L P T U B"


def beside_previous(r: Tables) -> ir.Table:
    """
    Episodes that have one before, which takes part, with `same_status` and `same_placement`.

    Two blanks are the same; a blank and a code are not.
    """
    e = r.Episodes.mutate(PL_POST=postcode(r.Episodes.PL_POST))
    e = in_order(e, "DECOM", "LS", *PLACEMENT).filter(lambda rows: ~rows.is_first)
    return listing(e, "previous").mutate(
        same_status=~differs(e.LS, e.previous_LS),
        same_placement=~any_of(*(differs(e[c], e[f"previous_{c}"]) for c in PLACEMENT)),
    )


@rule("199", "An episode after the child's adoption", "Episodes.CHILD")
def in_care_after_adoption(r: Tables) -> ir.Table:
    e, last = r.Episodes, r.Episodes_last
    adopted = [rows.filter(one_of(rows.REC, ADOPTED)).select(*KEY, "DECOM") for rows in (e, last)]
    earliest = ibis.union(*adopted).group_by(*KEY).aggregate(adopted=lambda rows: rows.DECOM.min())
    e = e.join(earliest, list(KEY))
    return e.filter(e.DECOM > e.adopted)


@rule("352", "Care begins on or after the 18th birthday", "Header.DOB", "Episodes.DECOM", "Episodes.RNE")
def care_of_an_adult(r: Tables) -> ir.Table:
    e = beside(r.Episodes, r.Header, "DOB")
    return e.filter((e.RNE == "S") & (e.DECOM >= birthday(e.Header_DOB, 18)))


@rule("353", "The episode starts before 14 October 1991, the day of the Children Act", "Episodes.DECOM")
def before_the_children_act(r: Tables) -> ir.Table:
    return r.Episodes.filter(r.Episodes.DECOM < CHILDREN_ACT)


@rule("354", "The episode starts after the end of the year", "Episodes.DECOM")
def starts_after_the_year(r: Tables) -> ir.Table:
    return r.Episodes.filter(r.Episodes.DECOM > r.Episodes.year_end)


@rule("355", "The episode starts and ends on the same day", "Episodes.DECOM", "Episodes.DEC")
def no_night_long(r: Tables) -> ir.Table:
    return r.Episodes.filter(r.Episodes.DECOM == r.Episodes.DEC)


@rule("356", "The episode ends before it starts", "Episodes.DECOM", "Episodes.DEC")
def ends_before_it_starts(r: Tables) -> ir.Table:
    return r.Episodes.filter(r.Episodes.DEC < r.Episodes.DECOM)


@rule("357", "The child's first episode does not begin care (reason S)", "Episodes.RNE",
      what_to_do="Look for an earlier episode that was left out; if there is none, the reason must be S.")  # fmt: skip
def first_episode_continues(r: Tables) -> ir.Table:
    e = first_of(r.Episodes, "DECOM")
    e = e.filter(not_one_of(e.RNE, "S"))
    # Of an episode that was in last year's return already, that return's check has spoken.
    return lacking(e, r.Episodes_last, on=("CHILD", "DECOM"))


@rule("359", "Still in care after the 18th birthday, and not in a children's home under section 20", "Episodes.DEC",
      "Episodes.LS", "Episodes.PLACE", "Header.DOB")  # fmt: skip
def still_in_care_as_an_adult(r: Tables) -> ir.Table:
    e = beside(r.Episodes, r.Header, "DOB")
    allowed = one_of(e.LS, "V2") & one_of(e.PLACE, "K2")
    return e.filter(~filled(e.DEC_text) & (birthday(e.Header_DOB, 18) < e.year_end) & ~allowed)


@rule("385", "The episode ends after the end of the year", "Episodes.DEC")
def ends_after_the_year(r: Tables) -> ir.Table:
    return r.Episodes.filter(r.Episodes.DEC > r.Episodes.year_end)


@rule("388", "Whether care goes on (X1) and whether an episode starts on the day this one ends don't agree",
      "Episodes.REC")  # fmt: skip
def end_and_next_disagree(r: Tables) -> ir.Table:
    e = r.Episodes
    starts = e.select(_case=e.case, _child=e.CHILD, _start=e.DECOM, _row=e["@Episodes"])
    same_day = [e.case == starts["_case"], e.CHILD == starts["_child"], e.DEC == starts["_start"]]
    followed = e.join(starts, same_day).filter(lambda rows: rows["@Episodes"] != rows["_row"])
    followed = followed.select("case", "@Episodes").distinct()
    on = ("@Episodes",)
    ended = e.filter(e.DEC.notnull())
    return lacking(ended.filter(ended.REC == STAYS), followed, on=on).union(
        e.filter(left_care(e)).semi_join(followed, ["case", *on])
    )


@rule("431", "Care is said to begin, but the previous episode ended the same day", "Episodes.RNE", "Episodes.DECOM")
def begins_without_a_break(r: Tables) -> ir.Table:
    e = in_order(r.Episodes, "DECOM", "DEC")
    return e.filter((e.RNE == "S") & (e.DECOM == e.previous_DEC))


@rule("432", "The previous episode ended care, but this one doesn't begin it (reason S)", "Episodes.RNE")
def continues_after_the_end(r: Tables) -> ir.Table:
    e = in_order(r.Episodes, "DECOM", "REC")
    return e.filter((e.previous_REC != STAYS) & not_one_of(e.RNE, "S"))


@rule("433", "Care is said to go on, but the episode doesn't start on the day the previous one ended",
      "Episodes.RNE", "Episodes.DECOM")  # fmt: skip
def continues_after_a_break(r: Tables) -> ir.Table:
    e = in_order(r.Episodes, "DECOM", "DEC")
    return e.filter(one_of(e.RNE, CONTINUES) & (e.DECOM != e.previous_DEC))


@rule("434", "A new legal status (L), but the status is the same or the placement is another", "Episodes.RNE",
      "Episodes.LS", *PLACEMENT_FIELDS)  # fmt: skip
def not_only_a_new_status(r: Tables) -> ir.Table:
    e = beside_previous(r)
    return e.filter((e.RNE == "L") & (e.same_status | ~e.same_placement))


@rule("435", "A new placement (P or T), but the placement is the same or the legal status is another",
      "Episodes.LS", *PLACEMENT_FIELDS)  # fmt: skip
def not_only_a_new_placement(r: Tables) -> ir.Table:
    e = beside_previous(r)
    return e.filter(one_of(e.RNE, "P T") & (e.same_placement | ~e.same_status))


@rule("436", "A new legal status and placement (B or U), but not both are new", "Episodes.RNE", "Episodes.LS",
      *PLACEMENT_FIELDS)  # fmt: skip
def not_both_new(r: Tables) -> ir.Table:
    e = beside_previous(r)
    return e.filter(one_of(e.RNE, "B U") & (e.same_status | e.same_placement))


@rule("437", "Died or assessed as an adult, but a later episode exists", "Episodes.REC")
def care_after_the_last_end(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(one_of(e.REC, "E2 E15") & (e.DECOM < greatest(e, e.DECOM)))
