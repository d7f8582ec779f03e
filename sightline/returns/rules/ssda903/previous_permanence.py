"""What a child had left care for before: adoption, special guardianship or a child arrangements order (PrevPerm)."""

import ibis
import ibis.expr.types as ir

from sightline.dataset.authorities import all_authorities
from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    all_filled,
    any_filled,
    beside,
    codes,
    differs,
    in_year,
    invalid,
    lacking,
    last_of,
    not_one_of,
    unlisted,
)
from sightline.returns.rules.ssda903.missing import CARRIES_ON
from sightline.returns.tables import Tables

ITEMS = ("PREV_PERM", "LA_PERM", "DATE_PERM")
NONE_BEFORE = "Z1"
# The DfE's numbers of authorities that were merged or split up; an order may be older than that.
FORMER_AUTHORITIES = {
    "820": "Bedfordshire", "835": "Dorset until 2019", "836": "Poole", "837": "Bournemouth", "875": "Cheshire",
    "909": "Cumbria", "928": "Northamptonshire",
}  # fmt: skip
ELSEWHERE = "WAL SCO NIR NUK"
AUTHORITIES = [a.la_code for a in all_authorities()] + [*FORMER_AUTHORITIES, *ELSEWHERE.split()]
# A day of which the day, the month or all may be unknown: ZZ/06/2019, ZZ/ZZ/2019, ZZ/ZZ/ZZZZ.
UNKNOWN_DAY = "ZZ/ZZ/ZZZZ"
PART_OF_A_DATE = r"^ZZ/(ZZ|0[1-9]|1[0-2])/[0-9]{4}$"


def complete(p: ir.Table) -> ir.BooleanValue:
    """Whether everything is said: that there was nothing before, or what it was, where and when."""
    return (p.PREV_PERM == NONE_BEFORE).fill_null(False) | all_filled(p, *ITEMS)


@rule("630", "Care began in the year, but earlier permanence is not fully recorded", "Episodes.RNE",
      reads=("PrevPerm",))  # fmt: skip
def not_recorded(r: Tables) -> ir.Table:
    e, p = r.Episodes, r.PrevPerm
    return lacking(e.filter((e.RNE == "S") & in_year(e.DECOM, e)), p.filter(complete(p)))


@rule("631", "The earlier permanence option is not in the list", "PrevPerm.PREV_PERM")
def unknown_option(r: Tables) -> ir.Table:
    return r.PrevPerm.filter(unlisted(r.PrevPerm.PREV_PERM, codes("previous_permanence")))


def _readable_part(text: ir.StringValue) -> ir.BooleanValue:
    return text.re_search(PART_OF_A_DATE) | (text == UNKNOWN_DAY)


def _earliest(p: ir.Table) -> ir.DateValue:
    """The first day that a date, or what is known of it, can stand for; null where nothing is known."""
    month = p.DATE_PERM_text.substr(3, 2).replace("ZZ", "01")
    part = ibis.ifelse(p.DATE_PERM_text.re_search(PART_OF_A_DATE), p.DATE_PERM_text.substr(6, 4), ibis.null("string"))
    return ibis.coalesce(p.DATE_PERM, (part + "-" + month + "-01").try_cast("date"))


@rule("632", "The earlier order's date is not a date, or not before the child came into care", "PrevPerm.DATE_PERM",
      "Episodes.DECOM")  # fmt: skip
def order_not_before_care(r: Tables) -> ir.Table:
    began = last_of(r.Episodes.filter(r.Episodes.RNE == "S"), "DECOM")
    p = beside(r.PrevPerm, began, "DECOM", how="left")
    unreadable = invalid(p, "DATE_PERM") & ~_readable_part(p.DATE_PERM_text)
    p = p.filter(unreadable | (_earliest(p) >= p.Episodes_DECOM))
    # A date that can't be read is at fault by itself.
    return p.mutate(**{"@Episodes": ibis.ifelse(p.DATE_PERM.isnull() & _earliest(p).isnull(), None, p["@Episodes"])})


@rule("633", "The earlier order's authority is neither an authority's number nor a country", "PrevPerm.LA_PERM")
def unknown_authority(r: Tables) -> ir.Table:
    p = r.PrevPerm
    return p.filter(unlisted(p.LA_PERM, AUTHORITIES) & differs(p.LA_PERM, p.local_authority))


@rule("634", "Earlier permanence is recorded for a child who did not come into care in the year", "PrevPerm.LA_PERM",
      "PrevPerm.PREV_PERM", "PrevPerm.DATE_PERM", "Episodes.DECOM")  # fmt: skip
def recorded_in_a_later_year(r: Tables) -> ir.Table:
    e, p = r.Episodes, r.PrevPerm
    began = e.filter((e.DECOM >= e.year_start) & not_one_of(e.RNE, CARRIES_ON))
    return beside(lacking(p.filter(any_filled(p, *ITEMS)), began), e, "DECOM", how="left")


@rule("635", "There was no earlier permanence (Z1), but its date or authority is filled", "PrevPerm.LA_PERM",
      "PrevPerm.DATE_PERM", "PrevPerm.PREV_PERM")  # fmt: skip
def details_of_nothing(r: Tables) -> ir.Table:
    p = r.PrevPerm
    return p.filter((p.PREV_PERM == NONE_BEFORE) & any_filled(p, "LA_PERM", "DATE_PERM"))
