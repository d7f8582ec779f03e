"""Children missing from care, or away from their placement without authorisation."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    all_of,
    beside,
    birthday,
    blank,
    codes,
    end_or_open,
    filled,
    first_of,
    in_order,
    invalid,
    lacking,
    not_one_of,
    outside_year,
    pairs,
    unlisted,
)
from sightline.returns.rules.ssda903.care import in_spells, left_care
from sightline.returns.tables import CASE, OTHER, TEXT, Tables

# The reasons for an episode that carries on a child's care: whoever has one was in care the day before.
CARRIES_ON = "L P T B U"
OPEN = ibis.date("9999-12-31")


def starts_during_another(rows: ir.Table, start: str, end: str) -> ir.Table:
    """
    The spells of a child that start before an earlier one has ended, and that one; the day it ends is in order.

    Of two that start on one day the earlier is the one submitted first.
    """
    spells = pairs(rows.mutate(until=end_or_open(rows, end)), start, "until")
    mark = rows.columns[0]
    begun = spells[f"other_{start}"] < spells[start]
    on_the_day = (spells[f"other_{start}"] == spells[start]) & (spells[mark + OTHER] < spells[mark])
    return spells.filter((begun | on_the_day) & (spells[start] < spells.other_until))


def open_when_care_ended(r: Tables, rows: ir.Table, start: str, end: str) -> ir.Table:
    """
    The spells without an end of children who left care after they began.

    A spell whose start can't be read is taken to be of the child's last time in care.
    """
    e = in_order(r.Episodes, "DECOM")
    rows = beside(rows.filter(blank(rows[end + TEXT])), e.filter(left_care(e) & e.DEC.notnull()), "DEC", "is_last")
    return rows.filter((rows[start] <= rows.Episodes_DEC) | (rows[start].isnull() & rows.Episodes_is_last))


@rule("1004", "The start of the missing episode is not a date", "Missing.MIS_START")
def start_is_no_date(r: Tables) -> ir.Table:
    return r.Missing.filter(invalid(r.Missing, "MIS_START"))


@rule("1005", "The end of the missing episode is not a date", "Missing.MIS_END")
def end_is_no_date(r: Tables) -> ir.Table:
    return r.Missing.filter(invalid(r.Missing, "MIS_END"))


@rule("1006", "Missing is neither M nor A", "Missing.MISSING")
def unknown_kind(r: Tables) -> ir.Table:
    return r.Missing.filter(unlisted(r.Missing.MISSING, codes("missing_type")))


@rule("564", "The child was missing or away, but it is not said from when", "Missing.MISSING", "Missing.MIS_START")
def no_start(r: Tables) -> ir.Table:
    m = r.Missing
    return m.filter(filled(m.MISSING) & blank(m.MIS_START_text))


@rule("565", "A missing episode has a start, but it is not said whether missing or away", "Missing.MISSING",
      "Missing.MIS_START")  # fmt: skip
def start_of_no_kind(r: Tables) -> ir.Table:
    m = r.Missing
    return m.filter(filled(m.MIS_START_text) & blank(m.MISSING))


@rule("566", "A missing episode has an end, but it is not said whether missing or away", "Missing.MISSING",
      "Missing.MIS_END")  # fmt: skip
def end_of_no_kind(r: Tables) -> ir.Table:
    m = r.Missing
    return m.filter(filled(m.MIS_END_text) & blank(m.MISSING))


@rule("567", "The missing episode ends before it starts", "Missing.MIS_START", "Missing.MIS_END")
def ends_before_it_starts(r: Tables) -> ir.Table:
    m = r.Missing
    return m.filter(m.MIS_END < m.MIS_START)


@rule("570", "The missing episode starts after the year", "Missing.MIS_START")
def starts_after_the_year(r: Tables) -> ir.Table:
    m = r.Missing
    return m.filter(m.MIS_START > m.year_end)


@rule("571", "The missing episode ends outside the year", "Missing.MIS_END")
def ends_outside_the_year(r: Tables) -> ir.Table:
    m = r.Missing
    return m.filter(outside_year(m.MIS_END, m))


@rule("574", "The missing episode starts before an earlier one has ended", "Missing.MIS_START", "Missing.MIS_END")
def starts_during_another_one(r: Tables) -> ir.Table:
    return starts_during_another(r.Missing, "MIS_START", "MIS_END")


@rule("575", "The placement that the child is missing from has ended, but the missing episode has not",
      "Missing.MIS_END", reads=("Episodes",))  # fmt: skip
def open_after_the_placement(r: Tables) -> ir.Table:
    e = in_spells(r.Episodes, of_placements=True)
    placements = e.group_by(CASE, "CHILD", "spell").aggregate(started=e.DECOM.min(), ended=end_or_open(e, "DEC").max())
    m = r.Missing
    return m.filter(blank(m.MIS_END_text)).semi_join(
        placements,
        [
            m[CASE] == placements[CASE],
            m.CHILD == placements.CHILD,
            m.MIS_START >= placements.started,
            m.MIS_START < placements.ended,
            placements.ended < OPEN,
        ],
    )


@rule("576", "The missing episode was open in last year's return, but is not in this year's", "Missing_last.CHILD",
      reads=("Missing",))  # fmt: skip
def gone_since_last_year(r: Tables) -> ir.Table:
    m = r.Missing_last
    return lacking(m.filter(blank(m.MIS_END_text) & m.MIS_START.notnull()), r.Missing, on=("CHILD", "MIS_START"))


@rule("577", "The child left care, but the missing episode has no end", "Missing.MIS_END", reads=("Episodes",))
def open_after_care(r: Tables) -> ir.Table:
    return open_when_care_ended(r, r.Missing, "MIS_START", "MIS_END")


@rule("578", "The missing episode starts after the child left care", "Missing.MIS_START", reads=("Episodes",))
def starts_after_care(r: Tables) -> ir.Table:
    e = in_order(r.Episodes, "DECOM", "DECOM")
    m = beside(r.Missing, e.filter(left_care(e)), "DEC", "next_DECOM")
    again = ibis.coalesce(m.Episodes_next_DECOM, OPEN)
    return m.filter((m.MIS_START > m.Episodes_DEC) & (m.MIS_START < again))


@rule("580", "The child was missing when care ended on the 18th birthday, but the reason is not E8", "Episodes.REC",
      reads=("Missing",))  # fmt: skip
def missing_at_eighteen(r: Tables) -> ir.Table:
    e = beside(r.Episodes.filter(left_care(r.Episodes)), r.Missing, "DOB", "MIS_START", "MIS_END")
    return e.filter(
        all_of(
            e.DEC == birthday(e.Missing_DOB, 18),
            e.Missing_MIS_START <= e.DEC,
            end_or_open(e, "Missing_MIS_END") >= e.DEC,
            e.REC != "E8",
        )
    )


@rule("581", "The missing episode starts before the child came into care", "Missing.MIS_START", reads=("Episodes",))
def starts_before_care(r: Tables) -> ir.Table:
    m = beside(r.Missing, first_of(r.Episodes, "DECOM"), "DECOM", "RNE")
    return m.filter((m.MIS_START < m.Episodes_DECOM) & not_one_of(m.Episodes_RNE, CARRIES_ON))


@rule("586", "The missing episode starts before the child was born", "Missing.MIS_START")
def starts_before_birth(r: Tables) -> ir.Table:
    m = r.Missing
    return m.filter(m.MIS_START < m.DOB)
