"""Who provides a placement, where it lies, and how far from home."""

from collections.abc import Callable

import ibis.expr.types as ir

from sightline.returns.declare import Need
from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import blank, codes, not_one_of, one_of, unlisted
from sightline.returns.rules.ssda903.care import FOR_ADOPTION, FOSTERED, TEMPORARY
from sightline.returns.rules.ssda903.postcodes import in_another_authority
from sightline.returns.tables import Tables

# Placements without a provider: temporary ones and "other" (Z1 until 2024/25, then Z11 to Z14).
OTHER_PLACEMENTS_2024 = "Z1"
OTHER_PLACEMENTS = "Z1 Z11 Z12 Z13 Z14"
FARTHEST_MILES = 350
MILES_UNKNOWN = 999.9

# Rule: a provider, and the placements that can't be its.
NOT_PROVIDED = {
    "527": ("PR1", "Own provision", "P1 R2 R5"),
    "528": ("PR2", "Another local authority", "P1 R2 R5"),
    "529": ("PR3", "Another public body", f"P1 {FOR_ADOPTION} K1 K2 {FOSTERED}"),
    "530": ("PR4", "A private provider", "P1"),
    "531": ("PR5", "A voluntary provider", "P1"),
}


def _provides(provider: str, placements: str) -> Callable[[Tables], ir.Table]:
    def fails(r: Tables) -> ir.Table:
        e = r.Episodes
        return e.filter((e.PLACE_PROVIDER == provider) & one_of(e.PLACE, placements))

    return fails


for code, (provider, words, placements) in NOT_PROVIDED.items():
    rule(code, f"{words} ({provider}) can't be the provider of this placement type", "Episodes.PLACE",
         "Episodes.PLACE_PROVIDER")(_provides(provider, placements))  # fmt: skip


@rule("526", "The placement has no provider", "Episodes.PLACE", "Episodes.PLACE_PROVIDER", since=2026)
def no_provider(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(unlisted(e.PLACE, f"{TEMPORARY} {OTHER_PLACEMENTS}") & blank(e.PLACE_PROVIDER))


@rule("526", "The placement has no provider", "Episodes.PLACE", "Episodes.PLACE_PROVIDER", until=2025)
def no_provider_2025(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(unlisted(e.PLACE, f"{TEMPORARY} {OTHER_PLACEMENTS_2024}") & blank(e.PLACE_PROVIDER))


@rule("550", "Only a placement with parents (P1) has a parent as its provider (PR0)", "Episodes.PLACE",
      "Episodes.PLACE_PROVIDER")  # fmt: skip
def parent_provides_another_placement(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((e.PLACE_PROVIDER == "PR0") & unlisted(e.PLACE, "P1"))


@rule("1015", "Own provision (PR1) other than fostering or adoption, but outside the authority", "Episodes.PL_LA",
      needs=(Need.POSTCODES, Need.OWN_LA))  # fmt: skip
def own_provision_elsewhere(r: Tables) -> ir.Table:
    e = r.Episodes
    e = e.filter((e.PLACE_PROVIDER == "PR1") & unlisted(e.PLACE, f"{FOSTERED} {FOR_ADOPTION}"))
    return in_another_authority(e)


@rule("454", "The placement is more than 350 miles from home", "Episodes.PL_DISTANCE", since=2026,
      needs=(Need.POSTCODES,))  # fmt: skip
def impossibly_far(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((e.PL_DISTANCE > FARTHEST_MILES) & (e.PL_DISTANCE != MILES_UNKNOWN))


@rule("1009", "The reason for the placement change is not in the list", "Episodes.REASON_PLACE_CHANGE")
def unknown_reason_for_change(r: Tables) -> ir.Table:
    return r.Episodes.filter(unlisted(r.Episodes.REASON_PLACE_CHANGE, codes("reason_place_change")))


@rule("516", "A special guardian who fostered the child (E45, E46) before, but the child was not in a foster placement",
      "Episodes.REC", "Episodes.PLACE")  # fmt: skip
def guardian_did_not_foster(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(one_of(e.REC, "E45 E46") & not_one_of(e.PLACE, FOSTERED))
