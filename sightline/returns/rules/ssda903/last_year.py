"""Episodes that go on from last year's return."""

from collections.abc import Callable

import ibis.expr.types as ir

from sightline.returns.declare import Need, Severity
from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import all_of, any_of, beside, blank, differs, first_of, lacking, last_of, one_of
from sightline.returns.rules.ssda903.care import postcode
from sightline.returns.tables import Tables

# Rule: the column that an episode carried over must keep, and what people call it. Where the placement lies is worked
# out, not submitted, so there a blank is no difference.
CARRIED_OVER = {
    "503A": ("RNE", "reason for the new episode"),
    "503B": ("LS", "legal status"),
    "503C": ("CIN", "category of need"),
    "503E": ("PLACE_PROVIDER", "placement provider"),
    "503F": ("URN", "URN"),
}
CARRIED_OVER_WORKED_OUT = {
    "503G": ("PL_DISTANCE", "distance from home"),
    "503H": ("PL_LA", "authority of placement"),
    "503J": ("PL_LOCATION", "placement location"),
}


def carried_over(r: Tables, *columns: str) -> ir.Table:
    """This year's episodes beside last year's of the same start, which were open at the end of the year."""
    last = r.Episodes_last
    return beside(r.Episodes, last.filter(blank(last.DEC_text)), *columns, on=("CHILD", "DECOM"))


def _differs(column: str) -> Callable[[Tables], ir.Table]:
    def fails(r: Tables) -> ir.Table:
        e = carried_over(r, column)
        return e.filter(differs(e[column], e[f"Episodes_last_{column}"]))

    return fails


def _worked_out_differs(column: str) -> Callable[[Tables], ir.Table]:
    def fails(r: Tables) -> ir.Table:
        e = carried_over(r, column)
        return e.filter(e[column] != e[f"Episodes_last_{column}"])

    return fails


def _message(words: str) -> str:
    return f"The {words} of the episode carried over differs from last year's"


for code, (column, words) in CARRIED_OVER.items():
    rule(code, _message(words), f"Episodes.{column}", f"Episodes_last.{column}")(_differs(column))

for code, (column, words) in CARRIED_OVER_WORKED_OUT.items():
    rule(code, _message(words), f"Episodes.{column}", f"Episodes_last.{column}",
         needs=(Need.POSTCODES,))(_worked_out_differs(column))  # fmt: skip


def _placement_type_differs(r: Tables, before: str, after: str) -> ir.Table:
    """The episodes carried over with another placement type, but for a code that the year replaced by others."""
    e = carried_over(r, "PLACE")
    replaced = one_of(e.Episodes_last_PLACE, before) & one_of(e.PLACE, after)
    return e.filter(differs(e.PLACE, e.Episodes_last_PLACE) & ~replaced)


@rule("503D", _message("placement type"), "Episodes.PLACE", "Episodes_last.PLACE", since=2026)
def placement_type_differs(r: Tables) -> ir.Table:
    return _placement_type_differs(r, "Z1", "Z11 Z12 Z13 Z14")


@rule("503D", _message("placement type"), "Episodes.PLACE", "Episodes_last.PLACE", since=2025, until=2025)
def placement_type_differs_2025(r: Tables) -> ir.Table:
    return _placement_type_differs(r, "H5", "K3")


@rule("503D", _message("placement type"), "Episodes.PLACE", "Episodes_last.PLACE", until=2024)
def placement_type_differs_2024(r: Tables) -> ir.Table:
    return _placement_type_differs(r, "", "")


@rule("502", "Last year's episode was open, but the child's first episode has another start", "Episodes.DECOM",
      "Episodes_last.DECOM")  # fmt: skip
def another_start(r: Tables) -> ir.Table:
    last = last_of(r.Episodes_last, "DECOM")
    e = beside(first_of(r.Episodes, "DECOM"), last.filter(blank(last.DEC_text)), "DECOM")
    return e.filter(e.DECOM != e.Episodes_last_DECOM)


def same_placement(r: Tables, *columns: str) -> ir.Table:
    """Each child's first episode beside last year's last one, where type, provider, postcode and URN are the same."""
    last = last_of(r.Episodes_last, "DECOM")
    kept = ("PLACE", "PLACE_PROVIDER", "URN")
    e = beside(first_of(r.Episodes, "DECOM"), last, *kept, "PL_POST", *columns)
    same_postcode = postcode(e.PL_POST).identical_to(postcode(e.Episodes_last_PL_POST))
    return e.filter(all_of(*(e[c].identical_to(e[f"Episodes_last_{c}"]) for c in kept), same_postcode))


@rule("452", "The same placement as last year lies in another authority", "Episodes.PL_LA", "Episodes_last.PL_LA",
      needs=(Need.POSTCODES,))  # fmt: skip
def same_placement_elsewhere(r: Tables) -> ir.Table:
    e = same_placement(r, "PL_LA")
    return e.filter(e.PL_LA != e.Episodes_last_PL_LA)


@rule("453", "The same placement as last year is at another distance from home", "Episodes.PL_DISTANCE",
      "Episodes_last.PL_DISTANCE", needs=(Need.POSTCODES,))  # fmt: skip
def same_placement_farther(r: Tables) -> ir.Table:
    e = same_placement(r, "PL_DISTANCE")
    return e.filter(e.PL_DISTANCE != e.Episodes_last_PL_DISTANCE)


@rule("562", "The episode started before the year, but last year's return has no such episode that went on",
      "Episodes.DECOM", reads=("Episodes_last",))  # fmt: skip
def not_going_on_from_last_year(r: Tables) -> ir.Table:
    e, last = r.Episodes, r.Episodes_last
    went_on = last.filter(any_of(blank(last.DEC_text), last.DEC >= last.year_start))
    return lacking(e.filter(e.DECOM < e.year_start), went_on, on=("CHILD", "DECOM"))


@rule("NoE", "Care began before the year, but last year's return has no episode of the child", "Episodes.DECOM",
      reads=("Episodes_last",), severity=Severity.WARNING)  # fmt: skip
def not_in_last_year(r: Tables) -> ir.Table:
    e = r.Episodes
    return lacking(e.filter(e.DECOM < e.year_start), r.Episodes_last)
