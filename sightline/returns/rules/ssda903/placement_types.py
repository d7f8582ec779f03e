"""Placement types: whom they fit, for how long, what follows a temporary one, and why a placement changed."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    any_of,
    beside,
    birthday,
    blank,
    codes,
    differs,
    filled,
    greatest,
    in_order,
    listing,
    months_later,
    not_one_of,
    one_of,
    unlisted,
)
from sightline.returns.rules.ssda903.care import (
    KEY,
    TEMPORARY,
    end_or_year_end,
    in_spells,
    lasting_over,
    left_care,
    postcode,
)
from sightline.returns.tables import Tables

# Placements that have no provider (rule 178).
NO_PROVIDER = f"{TEMPORARY} Z1 Z11 Z12 Z13 Z14"
NO_PROVIDER_2025 = f"{TEMPORARY} Z1"
UNREGULATED_ENDED = ibis.date("2023-10-28")
AGED = ("Episodes.DECOM", "Episodes.PLACE", "Header.DOB")
LASTING = ("Episodes.DECOM", "Episodes.PLACE")


def provider_misstated(r: Tables, without: str) -> ir.Table:
    e = r.Episodes
    wrong = unlisted(e.PLACE_PROVIDER, codes("placement_provider"))
    return e.filter(wrong | (filled(e.PLACE_PROVIDER) & one_of(e.PLACE, without)))


@rule("178", "The provider's code is not in the list, or the placement has no provider", "Episodes.PLACE_PROVIDER",
      since=2026)  # fmt: skip
def unknown_provider_code(r: Tables) -> ir.Table:
    return provider_misstated(r, NO_PROVIDER)


@rule("178", "The provider's code is not in the list, or the placement has no provider", "Episodes.PLACE_PROVIDER",
      until=2025)  # fmt: skip
def unknown_provider_code_2025(r: Tables) -> ir.Table:
    return provider_misstated(r, NO_PROVIDER_2025)


@rule("213", "A temporary or other placement has no provider, but one is filled", "Episodes.PLACE_PROVIDER",
      since=2026)  # fmt: skip
def provider_where_none_is(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(filled(e.PLACE_PROVIDER) & one_of(e.PLACE, NO_PROVIDER))


@rule("213", "A temporary or other placement has no provider, but one is filled", "Episodes.PLACE_PROVIDER",
      until=2025)  # fmt: skip
def provider_where_none_is_2025(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(filled(e.PLACE_PROVIDER) & one_of(e.PLACE, NO_PROVIDER_2025))


@rule("217", "An adoption placement with the foster carer that began for a reason other than S, T or U",
      "Episodes.PLACE", "Episodes.DECOM", "Episodes.RNE")  # fmt: skip
def adoption_with_another_carer(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(one_of(e.PLACE, "A3 A5") & (e.DECOM >= ibis.date("2015-04-01")) & not_one_of(e.RNE, "S T U"))


@rule("217t", "Independent living (P2) from 28 October 2023", "Episodes.PLACE", "Episodes.DECOM", since=2024,
      until=2024)  # fmt: skip
def independent_living_ended(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((e.PLACE == "P2") & (e.DECOM >= UNREGULATED_ENDED))


# Why a placement changed ----------------------------------------------------------------------------------------


@rule("225", "It is not said why the placement changed", "Episodes.REASON_PLACE_CHANGE")
def no_reason_for_change(r: Tables) -> ir.Table:
    e = in_order(r.Episodes, "DECOM", "RNE", "PLACE")
    temporary = one_of(e.PLACE, TEMPORARY) | one_of(e.next_PLACE, TEMPORARY)
    return e.filter(blank(e.REASON_PLACE_CHANGE) & one_of(e.next_RNE, "P T B U") & ~temporary)


@rule("226", "A reason for change is given for a temporary placement or the one just before it",
      "Episodes.REASON_PLACE_CHANGE", "Episodes.PLACE")  # fmt: skip
def reason_for_a_temporary_change(r: Tables) -> ir.Table:
    e = in_order(r.Episodes, "DECOM", "PLACE")
    e = e.filter(filled(e.REASON_PLACE_CHANGE) & (one_of(e.PLACE, TEMPORARY) | one_of(e.next_PLACE, TEMPORARY)))
    return listing(e, "next", where=~one_of(e.PLACE, TEMPORARY))


@rule("233", "A reason for change is given for an episode that has not ended", "Episodes.REASON_PLACE_CHANGE",
      since=2026)  # fmt: skip
def reason_before_the_change(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(filled(e.REASON_PLACE_CHANGE) & blank(e.DEC_text))


@rule("234", "The placement of a child under 10 changed because of custody", "Episodes.REASON_PLACE_CHANGE",
      "Header.DOB", since=2026)  # fmt: skip
def custody_under_ten(r: Tables) -> ir.Table:
    e = beside(r.Episodes, r.Header, "DOB")
    return e.filter((e.REASON_PLACE_CHANGE == "CUSTOD") & (end_or_year_end(e) < birthday(e.Header_DOB, 10)))


# The youngest for whom a placement is ---------------------------------------------------------------------------


def too_young(r: Tables, place: str, years: int) -> ir.Table:
    e = beside(r.Episodes, r.Header, "DOB")
    return e.filter((e.PLACE == place) & (e.DECOM < birthday(e.Header_DOB, years)))


@rule("370", "Independent living before the 16th birthday", *AGED, since=2024, until=2024)
def independent_living_under_sixteen(r: Tables) -> ir.Table:
    return too_young(r, "P2", 16)


@rule("370", "Independent living before the 15th birthday", *AGED, until=2023)
def independent_living_under_fifteen(r: Tables) -> ir.Table:
    return too_young(r, "P2", 15)


@rule("371", "Supported accommodation before the 16th birthday", *AGED, since=2025)
def supported_under_sixteen(r: Tables) -> ir.Table:
    return too_young(r, "K3", 16)


@rule("371", "Semi-independent living before the 16th birthday", *AGED, since=2024, until=2024)
def semi_independent_under_sixteen(r: Tables) -> ir.Table:
    return too_young(r, "H5", 16)


@rule("371", "Semi-independent living before the 14th birthday", *AGED, until=2023)
def semi_independent_under_fourteen(r: Tables) -> ir.Table:
    return too_young(r, "H5", 14)


@rule("372", "Youth custody before the 10th birthday", *AGED)
def custody_before_ten(r: Tables) -> ir.Table:
    return too_young(r, "R5", 10)


@rule("373", "A residential school before the 4th birthday", *AGED)
def residential_school_under_four(r: Tables) -> ir.Table:
    return too_young(r, "S1", 4)


@rule("374", "Residential employment before the 14th birthday", *AGED)
def employment_under_fourteen(r: Tables) -> ir.Table:
    return too_young(r, "P3", 14)


# Temporary placements -------------------------------------------------------------------------------------------


def placed_over(r: Tables, place: str, days: int) -> ir.Table:
    """The episodes of placements of a type that last more than so many days, changes of legal status included."""
    e = r.Episodes
    return lasting_over(in_spells(e.filter(e.PLACE == place), of_placements=True), days)


@rule("375", "A temporary stay in hospital lasts more than six weeks", *LASTING)
def long_hospital_stay(r: Tables) -> ir.Table:
    return placed_over(r, "T1", 42)


@rule("376", "A temporary placement during the carer's holiday lasts more than three weeks", *LASTING)
def long_holiday_of_the_carer(r: Tables) -> ir.Table:
    return placed_over(r, "T3", 21)


@rule("379", "Another temporary placement lasts more than seven days", *LASTING)
def long_temporary_placement(r: Tables) -> ir.Table:
    return placed_over(r, "T4", 7)


@rule("377", "More than two temporary placements during the carer's holidays in twelve months", "Episodes.PLACE")
def too_many_holidays_of_the_carer(r: Tables) -> ir.Table:
    e = r.Episodes
    # A new legal status is no new placement.
    e = e.filter((e.PLACE == "T3") & e.DECOM.notnull() & not_one_of(e.RNE, "L"))
    by_day = ibis.window(group_by=KEY, order_by=[e.DECOM, e["@Episodes"]])
    day = {n: (e.DECOM.lead(n) if n > 0 else e.DECOM.lag(-n)).over(by_day) for n in (-2, -1, 1, 2)}
    return e.filter(
        any_of(
            (day[2] < months_later(e.DECOM, 12)).fill_null(False),
            (day[1] < months_later(day[-1], 12)).fill_null(False),
            (e.DECOM < months_later(day[-2], 12)).fill_null(False),
        )
    )


@rule("380", "Care begins in a temporary placement", "Episodes.PLACE", "Episodes.RNE")
def care_begins_temporarily(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((e.RNE == "S") & one_of(e.PLACE, TEMPORARY))


@rule("381", "Care ends in a temporary placement", "Episodes.PLACE", "Episodes.REC")
def care_ends_temporarily(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(left_care(e) & one_of(e.PLACE, TEMPORARY))


@rule("383", "After a temporary placement the child doesn't return to the placement before it", "Episodes.PLACE",
      "Episodes.RNE", "Episodes.PL_POST")  # fmt: skip
def no_return_from_temporary_placement(r: Tables) -> ir.Table:
    e = r.Episodes
    temporary = one_of(e.PLACE, TEMPORARY)
    number = e["@Episodes"]
    # A placement that is not temporary and the temporary ones that follow it have the same number.
    so_far = ibis.window(group_by=KEY, order_by=[e.DECOM, e["@Episodes"]], following=0)
    e = e.mutate(
        since=ibis.ifelse(temporary, 0, 1).sum().over(so_far),
        own_place=ibis.ifelse(temporary, ibis.null("string"), e.PLACE),
        own_post=ibis.ifelse(temporary, ibis.null("string"), e.PL_POST),
        own_row=ibis.ifelse(temporary, ibis.null("int64"), number),
    )
    together = ("CHILD", "since")
    e = e.mutate(
        usual=greatest(e, e.own_place, together),
        usual_post=greatest(e, e.own_post, together),
        usual_row=greatest(e, e.own_row, together),
    )
    e = in_order(e, "DECOM", "RNE", "PLACE", "PL_POST")
    e = e.filter(one_of(e.PLACE, TEMPORARY))
    goes_on = (e.next_RNE == "L") & (e.next_PLACE == e.PLACE)
    elsewhere = e.usual.notnull() & (
        differs(e.next_PLACE, e.usual) | (postcode(e.next_PL_POST) != postcode(e.usual_post)).fill_null(False)
    )
    failed = e.mutate(elsewhere=elsewhere).filter(
        ~e.is_last & ~goes_on.fill_null(False) & (not_one_of(e.next_RNE, "P") | elsewhere)
    )
    return listing(listing(failed, "next"), "usual", where=failed.elsewhere)
