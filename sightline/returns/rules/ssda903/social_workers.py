"""Episodes of social workers with looked-after children, returned from 2023-24 on."""

from collections.abc import Callable
from datetime import date

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    all_filled,
    any_filled,
    any_of,
    blank,
    codes,
    days_between,
    days_later,
    differs,
    end_or_open,
    filled,
    greatest,
    how_many,
    in_order,
    invalid,
    lacking,
    last_of,
    missing,
    months_later,
    outside_year,
    unlisted,
)
from sightline.returns.rules.ssda903.care import in_care, in_spells
from sightline.returns.tables import CASE, Tables

# From this day on the episodes say who and why.
FROM = ibis.date(date(2023, 4, 1))
FIRST_CONTACT = "FCONTA"
DAYS_BETWEEN_WORKERS = 7
LAST_DAYS_OF_THE_YEAR = 5


def period_start(rows: ir.Table) -> ir.DateValue:
    """The first day of the period reported on: this year and the one before."""
    return months_later(rows.year_start, -12)


@rule("SW01STG1", "The child is in care at the end of the year, but has no social worker's episode", "Episodes.DEC",
      reads=("SWEpisodes",), since=2024, until=2024)  # fmt: skip
def no_social_worker_2024(r: Tables) -> ir.Table:
    e = in_care(r)
    return lacking(e.filter((e.DECOM <= e.year_end) & (end_or_open(e, "DEC") > e.year_end)), r.SWEpisodes)


@rule("SW01aSTG1", "The social worker's episode has no start, or began before 1 April 2023 without a worker",
      "SWEpisodes.SW_DECOM", "SWEpisodes.SW_ID", since=2025)  # fmt: skip
def early_episode_of_nobody(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    return s.filter(any_of(blank(s.SW_DECOM_text), (s.SW_DECOM < FROM) & blank(s.SW_ID)))


@rule("SW01bSTG1", "The social worker's episode has no start, or began from 1 April 2023 on without worker or reason",
      "SWEpisodes.SW_DECOM", "SWEpisodes.SW_ID", "SWEpisodes.SW_REASON", since=2025)  # fmt: skip
def episode_of_nobody_or_without_reason(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    return s.filter(any_of(blank(s.SW_DECOM_text), (s.SW_DECOM >= FROM) & ~all_filled(s, "SW_ID", "SW_REASON")))


@rule("SW02STG1", "The social worker's number starts with neither SW nor XX", "SWEpisodes.SW_ID", since=2024)
def unknown_number(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    return s.filter(~(s.SW_ID.startswith("SW") | s.SW_ID.startswith("XX")))


@rule("SW03STG1", "The social worker's episode is only partly filled", "SWEpisodes.SW_ID", "SWEpisodes.SW_DECOM",
      "SWEpisodes.SW_REASON", since=2024, until=2024)  # fmt: skip
def partly_filled(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    columns = ("SW_ID", "SW_DECOM", "SW_REASON")
    return s.filter(any_filled(s, *columns) & ~all_filled(s, *columns))


@rule("SW04STG1", "The start with the social worker is not a date", "SWEpisodes.SW_DECOM", since=2024)
def start_is_no_date(r: Tables) -> ir.Table:
    return r.SWEpisodes.filter(missing(r.SWEpisodes, "SW_DECOM"))


@rule("SW05STG1", "The end with the social worker is not a date", "SWEpisodes.SW_DEC", since=2024)
def end_is_no_date(r: Tables) -> ir.Table:
    return r.SWEpisodes.filter(invalid(r.SWEpisodes, "SW_DEC"))


@rule("SW06STG2", "The social worker's episode starts after the year", "SWEpisodes.SW_DECOM", since=2024)
def starts_after_the_year(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    return s.filter(s.SW_DECOM > s.year_end)


@rule("SW07STG2", "The social worker's episode ends outside this year and the one before", "SWEpisodes.SW_DEC",
      since=2025)  # fmt: skip
def ends_outside_the_period(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    return s.filter((s.SW_DEC < period_start(s)) | (s.SW_DEC > s.year_end))


@rule("SW07STG2", "The social worker's episode ends outside the year", "SWEpisodes.SW_DEC", since=2024, until=2024)
def ends_outside_the_year(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    return s.filter(outside_year(s.SW_DEC, s))


@rule("SW08STG2", "A social worker's episode that is not the child's last has no end", "SWEpisodes.SW_DEC", since=2024)
def earlier_episode_left_open(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    return s.filter((s.SW_DECOM < greatest(s, s.SW_DECOM)) & blank(s.SW_DEC_text))


@rule("SW09STG2", "The social worker's episode ends on the day it starts", "SWEpisodes.SW_DECOM",
      "SWEpisodes.SW_DEC", since=2024)  # fmt: skip
def ends_on_the_day_it_starts(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    return s.filter(s.SW_DEC == s.SW_DECOM)


def _far_from_the_previous(r: Tables) -> ir.Table:
    s = in_order(r.SWEpisodes.filter(r.SWEpisodes.SW_DECOM.notnull()), "SW_DECOM", "SW_DEC")
    return s.filter(days_between(s.previous_SW_DEC, s.SW_DECOM).abs() > DAYS_BETWEEN_WORKERS)


FAR_FROM_THE_PREVIOUS = "The social worker's episode starts more than seven days from the end of the one before"


@rule("SW10STG2", FAR_FROM_THE_PREVIOUS, "SWEpisodes.SW_DECOM", since=2025)
def far_from_the_previous(r: Tables) -> ir.Table:
    s = _far_from_the_previous(r)
    return s.filter(differs(s.SW_REASON, FIRST_CONTACT))


@rule("SW10STG2", FAR_FROM_THE_PREVIOUS, "SWEpisodes.SW_DECOM", since=2024, until=2024)
def far_from_the_previous_2024(r: Tables) -> ir.Table:
    return _far_from_the_previous(r)


@rule("SW11aSTG2", "The child's last social worker's episode ends before 31 March", "SWEpisodes.SW_DEC", since=2024,
      until=2024)  # fmt: skip
def last_ends_before_the_year(r: Tables) -> ir.Table:
    s = last_of(r.SWEpisodes, "SW_DECOM")
    return s.filter(s.SW_DEC < s.year_end)


@rule("SW11bSTG2", "The child's last social worker's episode ends in the last days of March", "SWEpisodes.SW_DEC",
      since=2024)  # fmt: skip
def last_ends_with_the_year(r: Tables) -> ir.Table:
    s = last_of(r.SWEpisodes, "SW_DECOM")
    return s.filter(s.SW_DEC.between(days_later(s.year_end, 1 - LAST_DAYS_OF_THE_YEAR), s.year_end))


def _care_without_worker(r: Tables, start: Callable[[ir.Table], ir.DateValue]) -> ir.Table:
    """
    The episodes of periods of care, from `start` on, in which no social worker's episode has a day.

    Short breaks are left out: no social worker's episode is asked for them.
    """
    e = in_spells(in_care(r).filter(r.Episodes.DECOM.notnull()))
    group = [CASE, "CHILD", "spell"]
    e = e.mutate(
        _from=ibis.greatest(e.DECOM.min().over(group_by=group), start(e)),
        _until=ibis.least(end_or_open(e, "DEC").max().over(group_by=group), days_later(e.year_end, 1)),
    )
    e = e.filter(e["_from"] < e["_until"])
    s = r.SWEpisodes.select(
        worker_case="case",
        worker_child="CHILD",
        worker_from="SW_DECOM",
        worker_until=end_or_open(r.SWEpisodes, "SW_DEC"),
    )
    return e.anti_join(
        s,
        [
            e[CASE] == s.worker_case,
            e.CHILD == s.worker_child,
            s.worker_from < e["_until"],
            s.worker_until > e["_from"],
        ],
    )


NO_WORKER_IN_CARE = "No social worker's episode falls in the child's period of care"


@rule("SW12STG2", NO_WORKER_IN_CARE, "SWEpisodes.SW_DECOM", "Episodes.DECOM", since=2025)
def no_social_worker_in_care(r: Tables) -> ir.Table:
    return _care_without_worker(r, period_start)


@rule("SW12STG2", NO_WORKER_IN_CARE, "SWEpisodes.SW_DECOM", "Episodes.DECOM", since=2024, until=2024)
def no_social_worker_in_care_2024(r: Tables) -> ir.Table:
    return _care_without_worker(r, lambda e: e.year_start)


@rule("SW13STG1", "The reason for the change of worker is not in the list, or blank from 1 April 2023 on",
      "SWEpisodes.SW_REASON", since=2025)  # fmt: skip
def unknown_or_no_reason(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    return s.filter(unlisted(s.SW_REASON, codes("sw_change_reason")) | (blank(s.SW_REASON) & (s.SW_DECOM >= FROM)))


@rule("SW13STG1", "The reason for the change of worker is not in the list", "SWEpisodes.SW_REASON", since=2024,
      until=2024)  # fmt: skip
def unknown_reason_2024(r: Tables) -> ir.Table:
    return r.SWEpisodes.filter(unlisted(r.SWEpisodes.SW_REASON, codes("sw_change_reason")))


@rule("SW14STG2", "The social worker's episode has no end", "SWEpisodes.SW_DEC", since=2024, until=2024)
def no_end_2024(r: Tables) -> ir.Table:
    return r.SWEpisodes.filter(blank(r.SWEpisodes.SW_DEC_text))


@rule("SW17STG2", "None of the child's social worker's episodes is open at the end of the year",
      "SWEpisodes.SW_DEC", "SWEpisodes.SW_DECOM", since=2026)  # fmt: skip
def none_open_at_year_end(r: Tables) -> ir.Table:
    s = r.SWEpisodes
    # What can't be read may be open.
    is_open = (s.SW_DECOM <= s.year_end) & (end_or_open(s, "SW_DEC") > s.year_end)
    return s.filter(filled(s.CHILD) & (how_many(s, is_open.fill_null(True)) == 0))
