"""Episodes of care: their dates, codes, and how one follows another."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    beside,
    birthday,
    codes,
    filled,
    first_of,
    greatest,
    in_order,
    invalid,
    listing,
    one_of,
    unlisted,
)
from sightline.returns.tables import Tables

# The placement types of each year's list (rule 146).
TYPES_2026 = codes("placement_type", but="H5 P2 Z1")
TYPES_2025 = codes("placement_type", but="H5 P2 Z11 Z12 Z13 Z14")
TYPES_2024 = codes("placement_type", but="K3 Z11 Z12 Z13 Z14")


@rule("141", "The episode's start is not a date", "Episodes.DECOM")
def start_is_no_date(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(e.DECOM.isnull())


@rule("147", "The episode's end is not a date", "Episodes.DEC")
def end_is_no_date(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(invalid(e, "DEC"))


@rule("148", "Only one of the episode's end and the reason it ceased is filled", "Episodes.DEC", "Episodes.REC")
def half_an_end(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(filled(e.DEC_text) != filled(e.REC))


@rule("146", "The placement type is not in the year's list", "Episodes.PLACE", since=2026)
def unknown_placement_type(r: Tables) -> ir.Table:
    return r.Episodes.filter(unlisted(r.Episodes.PLACE, TYPES_2026))


@rule("146", "The placement type is not in the year's list", "Episodes.PLACE", since=2025, until=2025)
def unknown_placement_type_2025(r: Tables) -> ir.Table:
    return r.Episodes.filter(unlisted(r.Episodes.PLACE, TYPES_2025))


@rule("146", "The placement type is not in the year's list", "Episodes.PLACE", until=2024)
def unknown_placement_type_2024(r: Tables) -> ir.Table:
    return r.Episodes.filter(unlisted(r.Episodes.PLACE, TYPES_2024))


@rule("501", "The episode starts before the previous one ends", "Episodes.DECOM", "Episodes.DEC")
def starts_before_the_previous_ends(r: Tables) -> ir.Table:
    e = in_order(r.Episodes, "DECOM", "DEC")
    return listing(e.filter(e.DECOM < e.previous_DEC), "previous")


@rule("142", "An episode that is not the child's last has no end or no reason", "Episodes.DEC", "Episodes.REC")
def earlier_episode_left_open(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((e.DECOM < greatest(e, e.DECOM)) & ~(filled(e.DEC_text) & filled(e.REC)))


@rule("302", "The child's first episode starts before the date of birth", "Header.DOB", "Episodes.DECOM")
def care_before_birth(r: Tables) -> ir.Table:
    e = beside(first_of(r.Episodes, "DECOM"), r.Header, "DOB")
    return e.filter(e.DECOM < e.Header_DOB)


@rule("386", "Adopted on or after the 18th birthday", "Header.DOB", "Episodes.REC")
def adopted_as_an_adult(r: Tables) -> ir.Table:
    e = beside(r.Episodes, r.Header, "DOB")
    return e.filter(one_of(e.REC, "E11 E12") & (e.DEC >= birthday(e.Header_DOB, 18)))
