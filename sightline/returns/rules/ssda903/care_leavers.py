"""
Care leavers (OC3): who is one, and who isn't.

Only what this year's and last year's episodes say can be tested: a young person may have been in care before.
"""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    any_filled,
    any_of,
    beside,
    birthday,
    blank,
    days_between,
    days_later,
    end_or_open,
    having,
    in_year,
    lacking,
    last_of,
    one_of,
)
from sightline.returns.rules.ssda903.care import ADOPTED, KEY, left_care
from sightline.returns.tables import CASE, Tables

ITEMS = ("IN_TOUCH", "ACTIV", "ACCOM")
FIELDS = tuple(f"OC3.{c}" for c in ITEMS)
# A care leaver was looked after for so many days from 14 on, one of them from 16 on.
FROM_AGE, DAYS, AND_AT = 14, 13 * 7, 16
EARLIER_CARE = "Check the care before last year, which the two returns don't show; keep a note if it was long enough."
WITH_FORMER_FOSTER_CARER = "Z1 Z2"


def care_leavers(r: Tables) -> ir.Table:
    """The young people of whom something is said as care leavers."""
    return r.OC3.filter(any_filled(r.OC3, *ITEMS))


def both_years(r: Tables) -> ir.Table:
    """
    The episodes of both years, each once: `case`, `CHILD`, `DECOM`, `until`, `REC`.

    `until`: the day after the last in care. An episode that was open last year and is not in this year's return lasts
    until this year begins.
    """
    now, last = r.Episodes, lacking(r.Episodes_last, r.Episodes, on=("CHILD", "DECOM"))
    after = days_later(now.year_end, 1)
    return now.select(*KEY, "DECOM", "REC", until=ibis.least(end_or_open(now, "DEC"), after)).union(
        last.select(*KEY, "DECOM", "REC", until=ibis.least(end_or_open(last, "DEC"), last.year_start))
    )


@rule("1000", "A care leaver who died in care", *FIELDS, reads=("Episodes",))
def died_in_care(r: Tables) -> ir.Table:
    died = ibis.union(*(e.filter(e.REC == "E2").select(*KEY) for e in (r.Episodes, r.Episodes_last)))
    return having(care_leavers(r), died)


@rule("1001", "A care leaver who was adopted, or of whom this year and last show no 13 weeks in care from 14 on with "
      "a day from 16 on", *FIELDS, reads=("Episodes", "Episodes_last"), what_to_do=EARLIER_CARE)  # fmt: skip
def too_little_care(r: Tables) -> ir.Table:
    leavers = beside(care_leavers(r), r.Header, "DOB", how="left")
    leavers = leavers.mutate(born=ibis.coalesce(leavers.Header_DOB, leavers.DOB)).drop("@Header")
    leavers = leavers.filter(leavers.born.notnull())
    spells = both_years(r)
    e = leavers.select("@OC3", *KEY, "born").join(spells, list(KEY))
    days = days_between(ibis.greatest(e.DECOM, birthday(e.born, FROM_AGE)), e.until)
    told = e.group_by("@OC3", CASE).aggregate(
        days=ibis.greatest(days, 0).sum(),
        day_at_sixteen=(e.until > birthday(e.born, AND_AT)).any(),
        adopted=one_of(e.REC, ADOPTED).any(),
    )
    known = told.filter((told.days >= DAYS) & told.day_at_sixteen & ~told.adopted)
    return leavers.anti_join(known, ["@OC3", CASE])


@rule("1002", "A care leaver who has no episode in this year's return or last year's", *FIELDS, reads=("Episodes",),
      what_to_do=EARLIER_CARE)  # fmt: skip
def never_in_care(r: Tables) -> ir.Table:
    return lacking(lacking(care_leavers(r), r.Episodes), r.Episodes_last)


@rule("1007", "A care leaver who was still in care on the 17th or 18th birthday", *FIELDS, reads=("Episodes",))
def in_care_on_the_birthday(r: Tables) -> ir.Table:
    o = beside(care_leavers(r), r.Episodes, "DECOM", "DEC")

    def in_care_on(day: ir.DateValue) -> ir.BooleanValue:
        return in_year(day, o) & (o.Episodes_DECOM <= day) & (end_or_open(o, "Episodes_DEC") > day)

    return o.filter(any_of(*(in_care_on(birthday(o.DOB, age)) for age in (17, 18))))


@rule("1010", "A care leaver whose episode was open last year, but who has none this year", *FIELDS,
      reads=("Episodes", "Episodes_last"))  # fmt: skip
def episode_lost(r: Tables) -> ir.Table:
    last = last_of(r.Episodes_last, "DECOM")
    return lacking(having(care_leavers(r), last.filter(blank(last.DEC_text))), r.Episodes)


@rule("1011", "A care leaver whose care another authority took over (E3)", *FIELDS, reads=("Episodes",))
def taken_over(r: Tables) -> ir.Table:
    last = last_of(r.Episodes, "DECOM")
    return having(care_leavers(r), last.filter(last.REC == "E3"))


@rule("1016", "A care leaver of 17 or 18 who left care after that birthday", *FIELDS, reads=("Episodes",), since=2024)
def left_after_the_birthday(r: Tables) -> ir.Table:
    e = r.Episodes
    o = beside(care_leavers(r), e.filter(left_care(e) & in_year(e.DEC, e)), "DEC")
    days = [birthday(o.DOB, age) for age in (17, 18)]
    return o.filter(any_of(*(in_year(day, o) & (o.Episodes_DEC > day) for day in days)))


@rule("3001", "A care leaver who turned 17 in the year can't live with a former foster carer (Z)", "OC3.ACCOM")
def with_a_foster_carer_at_seventeen(r: Tables) -> ir.Table:
    o = beside(r.OC3.filter(one_of(r.OC3.ACCOM, WITH_FORMER_FOSTER_CARER)), r.Header, "DOB", how="left")
    return o.filter(in_year(birthday(ibis.coalesce(o.Header_DOB, o.DOB), 17), o))
