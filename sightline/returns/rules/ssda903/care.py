"""What the rules of the SSDA903 mean by being in care, by a spell and by a temporary placement."""

import ibis
import ibis.expr.types as ir

from sightline.returns.expressions import days_between, end_or_open, greatest, having, in_order, least, not_one_of
from sightline.returns.tables import CASE, Tables, shape

SHORT_BREAKS = "V3 V4"
TEMPORARY = "T0 T1 T2 T3 T4"
FOSTERED = "U1 U2 U3 U4 U5 U6"
FOR_ADOPTION = "A3 A4 A5 A6"
ADOPTED = "E11 E12"
STAYS = "X1"

KEY = (CASE, "CHILD")
OPEN = ibis.date("9999-12-31")


def no_short_break(e: ir.Table) -> ir.BooleanValue:
    """Whether an episode is not of a short break (V3 or V4)."""
    return not_one_of(e.LS, SHORT_BREAKS)


def left_care(e: ir.Table) -> ir.BooleanValue:
    """Whether an episode ended with the child's leaving care: any reason but X1."""
    return (e.REC != STAYS).fill_null(False)


def current(e: ir.Table) -> ir.BooleanValue:
    """Whether an episode is of the collection's year, wholly or in part."""
    return (e.DECOM <= e.year_end) & (end_or_open(e, "DEC") >= e.year_start)


def end_or_year_end(e: ir.Table) -> ir.DateValue:
    """The day an episode ends, or the end of the year while it is open; null for an end that can't be read."""
    return ibis.ifelse(e.DEC_text.isnull(), e.year_end, e.DEC)


def postcode(text: ir.StringValue) -> ir.StringValue:
    """A postcode without its space, for comparing."""
    return text.replace(" ", "")


def in_spells(e: ir.Table, *, of_placements: bool = False) -> ir.Table:
    """
    Adds `spell`: episodes of a child that follow one another without a day between have the same number.

    `of_placements`: an episode goes on with the placement before only if it began for a new legal status (RNE L).
    """
    e = in_order(e, "DECOM", "DEC")
    goes_on = (e.DECOM <= e.previous_DEC).fill_null(False)
    if of_placements:
        goes_on &= (e.RNE == "L").fill_null(False)
    e = e.mutate(begins=ibis.ifelse(goes_on, 0, 1))
    so_far = ibis.window(group_by=KEY, order_by=[e.DECOM, e["@Episodes"]], following=0)
    return e.mutate(spell=e.begins.sum().over(so_far))


def lasting_over(e: ir.Table, days: int) -> ir.Table:
    """The episodes of spells that last more than so many days; an open one lasts until the end of the year."""
    within = ("CHILD", "spell")
    return e.filter(days_between(least(e, e.DECOM, within), greatest(e, end_or_year_end(e), within)) > days)


def spell_of_care(r: Tables) -> ir.Table:
    """
    Each child's spell of care that reaches the end of the year: `case`, `CHILD`, `started`; short breaks left out.

    Care goes on while an episode starts no later than the day an earlier one ends. An end that can't be read is not
    known to be one.
    """
    e = r.Episodes
    e = e.filter(no_short_break(e) & e.DECOM.notnull())
    e = e.select("@Episodes", *KEY, "DECOM", "year_end", until=e.DEC.fill_null(OPEN))
    order = [e.DECOM, e["@Episodes"]]
    before = ibis.window(group_by=KEY, order_by=order, preceding=(None, 1))
    so_far = ibis.window(group_by=KEY, order_by=order, following=0)
    e = e.mutate(begins=ibis.ifelse((e.DECOM <= e.until.max().over(before)).fill_null(False), 0, 1))
    e = e.mutate(spell=e.begins.sum().over(so_far))
    spells = e.group_by(*KEY, "spell").aggregate(started=e.DECOM.min(), ended=e.until.max(), year_end=e.year_end.max())
    return spells.filter((spells.ended >= spells.year_end) & (spells.started <= spells.year_end)).select(
        *KEY, "started"
    )


@shape("ssda903")
def in_care_at_year_end(r: Tables) -> ir.Table:
    """See `spell_of_care`."""
    return spell_of_care(r)


@shape("ssda903")
def looked_after_twelve_months(r: Tables) -> ir.Table:
    """The children in care from the first to the last day of the year without a break, short breaks left out."""
    spells = r.shape("in_care_at_year_end")
    years = r.Episodes.group_by(CASE).aggregate(year_start=r.Episodes.year_start.max())
    return spells.join(years, CASE).filter(lambda s: s.started <= s.year_start).select(*KEY)


@shape("ssda903")
def ever_asylum_seeking(r: Tables) -> ir.Table:
    """The children who came, this year or last, as unaccompanied asylum seekers."""
    named = [t.select(*KEY) for t in (r.UASC, r.UASC_last)]
    marked = [t.filter(t.UASC == "1").select(*KEY) for t in (r.Header, r.Header_last)]
    return ibis.union(*named, *marked, distinct=True)


def in_care(r: Tables) -> ir.Table:
    """The episodes that are no short break."""
    return r.Episodes.filter(no_short_break(r.Episodes))


def twelve_months(r: Tables, rows: ir.Table) -> ir.Table:
    """The rows of children looked after for twelve months without a break to the end of the year."""
    return having(rows, r.shape("looked_after_twelve_months"))
