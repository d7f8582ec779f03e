"""Legal statuses by their time, the category of need within a period of care, and staying with carers at 18."""

from datetime import date

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import all_of, beside, birthday, blank, in_order, listing, not_one_of
from sightline.returns.tables import Tables

# Placement orders (E1) took the place of freeing orders (D1) in December 2005.
ORDERS_CHANGED = date(2005, 12, 1)
FREEING_ENDED = date(2006, 1, 1)


@rule("445", "A freeing order (D1) for an episode that starts after December 2005", "Episodes.LS", "Episodes.DECOM",
      until=2024)  # fmt: skip
def freed_too_late(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((e.LS == "D1") & (e.DECOM >= ibis.date(FREEING_ENDED)))


@rule("446", "A placement order (E1) for an episode that starts before December 2005", "Episodes.LS",
      "Episodes.DECOM")  # fmt: skip
def order_too_early(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter((e.LS == "E1") & (e.DECOM < ibis.date(ORDERS_CHANGED)))


@rule("451", "A freeing order (D1) is still running", "Episodes.DEC", "Episodes.REC", "Episodes.LS", until=2024)
def still_freed(r: Tables) -> ir.Table:
    e = r.Episodes
    return e.filter(all_of(e.LS == "D1", blank(e.DEC_text), blank(e.REC)))


@rule("460", "The child stayed with the carers (E17) before the 18th birthday", "Episodes.DEC", "Episodes.REC",
      reads=("Header",))  # fmt: skip
def stayed_too_early(r: Tables) -> ir.Table:
    e = beside(r.Episodes, r.Header, "DOB")
    return e.filter((e.REC == "E17") & (e.DEC < birthday(e.Header_DOB, 18)))


@rule("504", "The category of need differs from that of the episode before in the same period of care",
      "Episodes.CIN")  # fmt: skip
def need_changed(r: Tables) -> ir.Table:
    e = in_order(r.Episodes, "DECOM", "CIN")
    e = e.filter(e.DECOM.notnull() & (e.CIN != e.previous_CIN) & not_one_of(e.RNE, "S"))
    return listing(e, "previous")
