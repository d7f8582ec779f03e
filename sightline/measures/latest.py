"""The latest that was known on a day: a visit, a review, an assessment."""

import ibis
import ibis.expr.types as ir

from sightline.measures.spells import FOREVER, PERSON


def with_latest(
    rows: ir.Table, dated: ir.Table, on: str, name: str, *more: str, by: tuple[str, ...] = PERSON, day: str = "day"
) -> ir.Table:
    """
    `rows` with the latest day, no later than their own `day`, of the `dated` rows of the same `by`: its date as
    `name`, and its columns `more`. Null where there is none.

    `dated` has one row per `by` and date `on`; each holds until the next, so that a row meets one at most.
    """
    in_order = ibis.window(group_by=list(by), order_by=on)
    held = dated.mutate(_until=dated[on].lead().over(in_order).coalesce(ibis.date(FOREVER)))
    keys = {f"_key_{k}": k for k in by}
    held = held.select(**keys, _since=on, _until="_until", **{f"_{m}": m for m in more})
    joined = rows.left_join(
        held,
        [*(rows[k] == held[f"_key_{k}"] for k in by), held._since <= rows[day], held._until > rows[day]],
    )
    return joined.select(*rows.columns, **{name: joined._since}, **{m: joined[f"_{m}"] for m in more})
