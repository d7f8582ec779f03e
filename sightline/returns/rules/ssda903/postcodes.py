"""Postcodes of home and placement, and what is worked out from them: authority, location and distance."""

import ibis.expr.types as ir

from sightline.dataset.authorities import all_authorities
from sightline.returns.declare import Need
from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import any_filled, blank, codes, filled, lacking, not_one_of, one_of
from sightline.returns.rules.ssda903.care import SHORT_BREAKS, no_short_break, postcode
from sightline.returns.tables import CASE, Tables

FARTHEST = 999.9
# An ONS code of an authority of the United Kingdom or an island beside it, and of districts below a county.
AREA_CODE = "^[EWSNLM][0-9]{8}$"
DISTRICT, COUNTY = "E07", "E10"
POSTCODE = "^(GIR ?0AA|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2})$"

KNOWN_AREAS = [
    *(a.la_code for a in all_authorities()),
    *(a.name.upper() for a in all_authorities()),
    *codes("placement_la_special"),
]
COUNTY_NUMBERS = [a.la_code for a in all_authorities() if a.area_code.startswith(COUNTY)]
NUMBERS = {
    **{a.area_code: a.la_code for a in all_authorities()},
    **{a.name.upper(): a.la_code for a in all_authorities()},
}


def number_of(authority: ir.StringValue) -> ir.StringValue:
    """An authority's DfE number, from its ONS code, name or number; what is none of these stays as it is."""
    return authority.upper().substitute(NUMBERS)


def in_england(authority: ir.StringValue) -> ir.BooleanValue:
    """Whether a placement's authority is known to be in England."""
    return one_of(authority, [*NUMBERS, *NUMBERS.values()]) | authority.re_search("^E[0-9]{8}$").fill_null(False)


def outside_england(authority: ir.StringValue) -> ir.BooleanValue:
    """Whether a placement's authority is known to be outside England."""
    return one_of(authority, "WAL SCO NIR NUK") | authority.re_search("^[WSNLM][0-9]{8}$").fill_null(False)


def in_another_authority(e: ir.Table) -> ir.Table:
    """
    The episodes whose placement is known to lie in another authority than the one that makes the return.

    Authorities may be given as ONS code, name or DfE number. A district's code may be of the county itself.
    """
    # The few authorities there are, rather than every episode: looking an authority up is slow.
    places = e.group_by(CASE, "PL_LA").aggregate(own=e.local_authority.max())
    own, place = number_of(places.own), number_of(places.PL_LA)
    perhaps_its_district = one_of(own, COUNTY_NUMBERS) & places.PL_LA.startswith(DISTRICT)
    elsewhere = places.filter((own != place) & ~perhaps_its_district)
    return e.semi_join(elsewhere.select(CASE, "PL_LA"), [CASE, "PL_LA"])


def at_home_in_england(r: Tables) -> ir.Table:
    """The episodes that are neither short breaks nor of children who ever came as unaccompanied asylum seekers."""
    e = r.Episodes
    return lacking(e.filter(no_short_break(e)), r.shape("ever_asylum_seeking"))


@rule("164", "The distance between home and placement is not a number from 0 to 999.9", "Episodes.PL_DISTANCE",
      needs=(Need.POSTCODES,))  # fmt: skip
def impossible_distance(r: Tables) -> ir.Table:
    e = lacking(r.Episodes, r.shape("ever_asylum_seeking"))
    return e.filter(filled(e.PL_DISTANCE_text) & ~e.PL_DISTANCE.between(0, FARTHEST).fill_null(False))


@rule("169", "The authority of the placement is blank or unknown", "Episodes.PL_LA", needs=(Need.POSTCODES,),
      what_to_do="Check the placement's postcode.")  # fmt: skip
def unknown_authority_of_placement(r: Tables) -> ir.Table:
    e = r.Episodes.filter(no_short_break(r.Episodes))
    return e.filter(not_one_of(e.PL_LA, KNOWN_AREAS) & ~e.PL_LA.re_search(AREA_CODE).fill_null(False))


@rule("392a", "There is no distance between home and placement", "Episodes.PL_DISTANCE", needs=(Need.POSTCODES,),
      what_to_do="Check the postcodes of home and placement.")  # fmt: skip
def no_distance(r: Tables) -> ir.Table:
    e = at_home_in_england(r)
    return e.filter(blank(e.PL_DISTANCE_text))


@rule("392b", "The postcode of home or placement is blank", "Episodes.HOME_POST", "Episodes.PL_POST")
def no_postcode(r: Tables) -> ir.Table:
    e = at_home_in_england(r)
    return e.filter(blank(e.HOME_POST) | blank(e.PL_POST))


@rule("392c", "The postcode of home or placement can't be a postcode", "Episodes.HOME_POST", "Episodes.PL_POST")
def no_real_postcode(r: Tables) -> ir.Table:
    # A lookup would say more: it is seen in PL_LA, and rule 169 then fails.
    e = r.Episodes
    return e.filter(~e.HOME_POST.re_search(POSTCODE) | ~e.PL_POST.re_search(POSTCODE))


@rule("392d", "Home and placement have the same postcode, but the child is not placed with parents",
      "Episodes.HOME_POST", "Episodes.PL_POST", "Episodes.PLACE")  # fmt: skip
def placed_at_home(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((postcode(e.HOME_POST) == postcode(e.PL_POST)) & not_one_of(e.PLACE, "P1"))


@rule("398", "A short break with a postcode of home or placement", "Episodes.LS", "Episodes.HOME_POST",
      "Episodes.PL_POST")  # fmt: skip
def short_break_with_postcode(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(one_of(e.LS, SHORT_BREAKS) & any_filled(e, "HOME_POST", "PL_POST"))


@rule("406", "A distance from home for a child who came as an unaccompanied asylum seeker", "Episodes.PL_DISTANCE",
      needs=(Need.POSTCODES,))  # fmt: skip
def distance_of_an_asylum_seeker(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(filled(e.PL_DISTANCE_text)).semi_join(r.shape("ever_asylum_seeking"), [CASE, "CHILD"])


@rule("411", "The placement is said to be inside the authority, but it is in another", "Episodes.PL_LOCATION",
      needs=(Need.POSTCODES, Need.OWN_LA))  # fmt: skip
def inside_another_authority(r: Tables) -> ir.Table:
    return in_another_authority(r.Episodes.filter(r.Episodes.PL_LOCATION == "IN"))


@rule("420", "A short break with an authority of placement", "Episodes.PL_LA", needs=(Need.POSTCODES,))
def short_break_with_authority(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(one_of(e.LS, SHORT_BREAKS) & filled(e.PL_LA))
