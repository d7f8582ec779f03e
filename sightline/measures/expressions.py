"""Small Ibis expressions that the subjects share: dates, working days, flags in JSON, who was allocated."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from sightline.measures.source_tables import SourceTables


def has_flag(json_text: ir.StringValue, flag: str) -> ir.BooleanValue:
    """Whether an SSD outcome JSON sets `flag` (Y, Yes, true or 1)."""
    return json_text.coalesce("").re_search(rf'(?i)"{flag}"\s*:\s*"?(y|yes|true|1)\b')


def has_any_flag(json_text: ir.StringValue) -> ir.BooleanValue:
    """Whether an SSD outcome JSON sets any flag at all; the SSD writes every key, blank where it does not apply."""
    return has_flag(json_text, "[A-Z0-9_]+_FLAG")


def is_yes(flag: ir.StringValue) -> ir.BooleanValue:
    """Whether a Y/N column says Y; a blank doesn't."""
    return flag.coalesce("N") == "Y"


def code_of(*conditions: tuple[ir.BooleanValue, str], otherwise: str | None = None) -> ir.StringValue:
    """The code of the first condition that holds."""
    return ibis.cases(*conditions, else_=ibis.null("string") if otherwise is None else otherwise)


def banded(value: ir.NumericValue, limits: Mapping[str, int | None]) -> ir.StringValue:
    """The band of a number: the first whose upper limit it does not exceed; None is 'no upper limit'."""
    cases = [(value <= limit, name) for name, limit in limits.items() if limit is not None]
    last = [name for name, limit in limits.items() if limit is None]
    banded = ibis.cases(*cases, else_=last[0] if last else ibis.null("string"))
    return ibis.ifelse(value.isnull(), ibis.null("string"), banded)


def with_working_days(t: SourceTables, table: ir.Table, **spans: tuple[str, str]) -> ir.Table:
    """
    Adds working days between two date columns: `with_working_days(t, rows, taken=("started", "ended"))`.

    The first day is day 0 and the last one counts (docs/conventions.md); null where either date is.
    """
    for name, (start, end) in spans.items():
        first = t.working_days.select(_first="day", _first_number="number").view()
        last = t.working_days.select(_last="day", _last_number="number").view()
        columns = table.columns
        table = table.left_join(first, table[start] == first._first)
        table = table.left_join(last, table[end] == last._last)
        table = table.select(*columns, **{name: table._last_number - table._first_number})
    return table


def with_allocation(t: SourceTables, events: ir.Table, date: str, *, day_before: bool = False) -> ir.Table:
    """
    Fills `team_id` and `worker_id` from whoever was allocated on the event's date, where the event names none.

    `day_before`: for endings, whose allocation often ends the same day.
    """
    on = events[date] - ibis.interval(days=1) if day_before else events[date]
    events = events.mutate(_on=on)
    held = t.allocation.select("la_code", "person_id", "start_date", "end_date", _team="team_id", _worker="worker_id")
    joined = events.left_join(
        held,
        [
            events.la_code == held.la_code,
            events.person_id == held.person_id,
            held.start_date <= events._on,
            held.end_date > events._on,
        ],
    )
    columns = [c for c in events.columns if c not in ("_on", "team_id", "worker_id")]
    return joined.select(
        *columns,
        team_id=joined.team_id.coalesce(joined._team) if "team_id" in events.columns else joined._team,
        worker_id=joined.worker_id.coalesce(joined._worker) if "worker_id" in events.columns else joined._worker,
    )


def months_later(date: ir.DateValue, months: int) -> ir.DateValue:
    """The same day some calendar months on, the end clipped (31 January and three months is 30 April)."""
    return (date + ibis.interval(months=months)).cast("date")


def age_in_years(birth_date: ir.DateValue, on: ir.DateValue) -> ir.IntegerValue:
    """
    Completed years of age; -1 for a child not yet born, null without a birth date.

    A birthday on 29 February falls on 1 March in other years.
    """
    had_birthday = (on.month() * 100 + on.day()) >= (birth_date.month() * 100 + birth_date.day())
    years = on.year() - birth_date.year() - ibis.ifelse(had_birthday, 0, 1)
    return ibis.ifelse(birth_date > on, -1, years).cast("int16")
