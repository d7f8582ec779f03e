"""Whether a placement is inside the authority's own area, told from its postcode and the setting `own_postcodes`."""

import ibis
import ibis.expr.types as ir

IN, OUT, NOT_KNOWN = "IN", "OUT", "DQ"
LOCATIONS = {IN: "In county", OUT: "Out of county", NOT_KNOWN: "Data quality problem"}
# A whole postcode without its space, and its second half, which is always three signs.
WHOLE = r"^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$"


def location_of(postcode: ir.StringValue, own_postcodes: list[str]) -> ir.StringValue:
    """
    In, out, or a data-quality problem: no postcode, not a whole one, or the authority has not said which are its own.

    `own_postcodes` are areas (`EX`) or districts (`PL20`).
    """
    written = postcode.upper().replace(" ", "")
    if not own_postcodes:
        return ibis.literal(NOT_KNOWN)
    return ibis.cases(
        (postcode.isnull() | ~written.re_search(WHOLE), NOT_KNOWN),
        (written.re_search(own_pattern(own_postcodes)), IN),
        else_=OUT,
    )


def own_pattern(own_postcodes: list[str]) -> str:
    """What a postcode of the authority's own, without its space, begins with; as a regular expression."""
    return f"^({'|'.join(_pattern(entry) for entry in own_postcodes)})"


def _pattern(entry: str) -> str:
    """An area is followed by any district; a district by an optional letter and the postcode's second half."""
    start = entry.upper().replace(" ", "")
    return f"{start}[0-9]" if start.isalpha() else f"{start}[A-Z]?[0-9][A-Z]{{2}}$"
