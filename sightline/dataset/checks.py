"""
Questions about the data's quality, one function each.

A check is a function from the canonical tables (by short name, prefixes dropped) to the rows at fault: `la_code`,
`record_id`, `person_id`. What follows from the declarations (links that lead nowhere, ends before starts, dates in
the future) is asked of every table; the rest says something of the field. A new check is one function.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset import tables
from sightline.dataset.schema import Column, Date, Table


class Tables(Protocol):
    """Canonical tables by short name, as Ibis tables."""

    as_at: date

    def __getattr__(self, name: str) -> ir.Table: ...


class Severity(Enum):
    """An error makes a figure wrong; a warning makes it doubtful."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Check:
    """One question: what is asked, of which table, what is wrong with the rows it finds and what to do."""

    name: str
    table: str
    severity: Severity
    title: str
    what_to_do: str
    find: Callable[[Tables], ir.Table]


_CHECKS: list[Check] = []


def _check(table: str, severity: Severity, title: str, what_to_do: str):
    def declare(find: Callable[[Tables], ir.Table]):
        _CHECKS.append(Check(find.__name__, table, severity, title, what_to_do, find))
        return find

    return declare


ERROR, WARNING = Severity.ERROR, Severity.WARNING
_OVERDUE_BIRTH = 42  # days after the expected date
_HIGHEST_SDQ = 40
_ALLOCATED = "CW"


def _at_fault(rows: ir.Table, record_id: str, person_id: str = "person_id") -> ir.Table:
    return rows.select("la_code", record_id=rows[record_id], person_id=rows[person_id])


# People


@_check("person", WARNING, "No birth date", "Record the birth date, or the expected one for an unborn child.")
def no_birth_date(t: Tables) -> ir.Table:
    return _at_fault(t.person.filter(_.dob.isnull(), _.expected_dob.isnull()), "person_id")


@_check("person", WARNING, "Expected birth date long past", "Record the birth date in place of the expected one.")
def birth_not_recorded(t: Tables) -> ir.Table:
    overdue = t.person.expected_dob < ibis.date(t.as_at) - ibis.interval(days=_OVERDUE_BIRTH)
    return _at_fault(t.person.filter(_.dob.isnull(), overdue), "person_id")


@_check("person", WARNING, "No ethnicity", "Ask the family and record it; 'not yet obtained' is an answer too.")
def no_ethnicity(t: Tables) -> ir.Table:
    return _at_fault(t.person.filter(_.ethnicity.isnull()), "person_id")


@_check("address", WARNING, "Address without a postcode", "Record the postcode, or that the family has none.")
def no_postcode(t: Tables) -> ir.Table:
    return _at_fault(t.address.filter(_.address_postcode.isnull()), "table_id")


# Referrals and assessments


@_check("contacts", WARNING, "Contact without a source", "Record who made the contact.")
def no_contact_source(t: Tables) -> ir.Table:
    return _at_fault(t.contacts.filter(_.contact_source_code.isnull()), "contact_id")


@_check("cin_episodes", ERROR, "Case closed before its referral", "Correct whichever date is wrong.")
def closed_before_referral(t: Tables) -> ir.Table:
    return _at_fault(t.cin_episodes.filter(_.close_date < _.referral_date), "referral_id")


@_check("cin_visits", WARNING, "Visit without saying whether the child was seen", "Record whether the child was seen.")
def cin_visit_not_saying_seen(t: Tables) -> ir.Table:
    return _at_fault(t.cin_visits.filter(_.cin_visit_seen.isnull()), "cin_visit_id")


@_check("cin_episodes", ERROR, "Referral before the child's birth", "Correct the referral date or the birth date.")
def referred_before_birth(t: Tables) -> ir.Table:
    people = t.person.select("la_code", "person_id", "dob")
    rows = t.cin_episodes.inner_join(people, ["la_code", "person_id"])
    # A child can be referred before birth; nine months before it is a mistake.
    return _at_fault(rows.filter(_.referral_date < _.dob - ibis.interval(days=280)), "referral_id")


@_check("cin_episodes", WARNING, "Open case without a primary need", "Record the primary need.")
def no_primary_need(t: Tables) -> ir.Table:
    is_open = t.cin_episodes.close_date.isnull() & (t.cin_episodes.referral_nfa.coalesce("N") != "Y")
    return _at_fault(t.cin_episodes.filter(is_open & _.cin_primary_need_code.isnull()), "referral_id")


@_check("cin_episodes", WARNING, "Closed without a reason", "Record the reason for closure.")
def closed_without_reason(t: Tables) -> ir.Table:
    rows = t.cin_episodes.filter(_.close_date.notnull(), _.close_reason.isnull(), _.referral_nfa.coalesce("N") != "Y")
    return _at_fault(rows, "referral_id")


@_check("cin_assessments", ERROR, "Assessment open on a closed case", "Authorise the assessment or cancel it.")
def open_assessment_on_closed_case(t: Tables) -> ir.Table:
    closed = t.cin_episodes.filter(_.close_date.notnull()).select("la_code", "referral_id")
    rows = t.cin_assessments.filter(_.assessment_auth_date.isnull()).semi_join(closed, ["la_code", "referral_id"])
    return _at_fault(rows, "assessment_id")


@_check("cin_assessments", WARNING, "Assessment without a referral", "Link the assessment to its referral.")
def assessment_without_referral(t: Tables) -> ir.Table:
    return _at_fault(t.cin_assessments.filter(_.referral_id.isnull()), "assessment_id")


# Child protection


@_check("s47_enquiry", WARNING, "Section 47 enquiry ended without an outcome", "Record the outcome of the enquiry.")
def enquiry_without_outcome(t: Tables) -> ir.Table:
    rows = t.s47_enquiry.filter(_.s47_end_date.notnull(), _.s47_outcome_json.isnull(), _.s47_nfa.isnull())
    return _at_fault(rows, "s47_enquiry_id")


@_check("initial_cp_conference", WARNING, "Conference with no section 47 enquiry", "Link the enquiry that led to it.")
def conference_without_enquiry(t: Tables) -> ir.Table:
    rows = t.initial_cp_conference.filter(_.s47_enquiry_id.isnull(), _.icpc_transfer_in.coalesce("N") != "Y")
    return _at_fault(rows, "icpc_id")


@_check("initial_cp_conference", WARNING, "Conference with no outcome", "Record whether a plan resulted.")
def conference_without_outcome(t: Tables) -> ir.Table:
    rows = t.initial_cp_conference.filter(
        _.icpc_date.notnull(), _.icpc_outcome_cp_flag.isnull(), _.icpc_outcome_json.isnull()
    )
    return _at_fault(rows, "icpc_id")


@_check("cp_plans", ERROR, "Plan without a conference", "Link the plan to the conference that made it.")
def plan_without_conference(t: Tables) -> ir.Table:
    held = t.initial_cp_conference.select("la_code", icpc_id="icpc_id")
    rows = t.cp_plans.filter(_.cp_plan_ola.coalesce("N") != "Y")
    return _at_fault(rows.anti_join(held, ["la_code", "icpc_id"]), "cp_plan_id")


@_check("cp_plans", ERROR, "Two plans at once", "End the plan that was replaced.")
def two_plans_at_once(t: Tables) -> ir.Table:
    rows = t.cp_plans.select(
        "la_code", "person_id", record="cp_plan_id", start="cp_plan_start_date", end="cp_plan_end_date"
    )
    return _overlapping(rows)


@_check("cp_visits", WARNING, "Visit without saying whether the child was seen", "Record whether the child was seen.")
def visit_not_saying_seen(t: Tables) -> ir.Table:
    return _at_fault(t.cp_visits.filter(_.cp_visit_seen.isnull()), "cp_visit_id")


# Looked after


@_check("cla_episodes", ERROR, "In care twice at once", "End the episode that was replaced.")
def in_care_twice(t: Tables) -> ir.Table:
    rows = t.cla_episodes.select(
        "la_code",
        "person_id",
        record="cla_episode_id",
        start="cla_episode_start_date",
        end="cla_episode_ceased_date",
    )
    return _overlapping(rows)


@_check("cla_episodes", ERROR, "Episode ended without a reason", "Record why the episode ended.")
def episode_without_end_reason(t: Tables) -> ir.Table:
    rows = t.cla_episodes.filter(_.cla_episode_ceased_date.notnull(), _.cla_episode_ceased_reason.isnull())
    return _at_fault(rows, "cla_episode_id")


@_check("cla_episodes", ERROR, "Looked after without a legal status", "Record the legal status.")
def no_legal_status(t: Tables) -> ir.Table:
    known = t.legal_status.filter(_still_open(t, _.legal_status_end_date)).select("la_code", "person_id").distinct()
    rows = t.cla_episodes.filter(_.cla_episode_ceased_date.isnull()).anti_join(known, ["la_code", "person_id"])
    return _at_fault(rows, "cla_episode_id")


@_check("cla_episodes", ERROR, "Looked after without a placement", "Record the placement.")
def no_placement(t: Tables) -> ir.Table:
    known = t.cla_placement.filter(_still_open(t, _.cla_placement_end_date)).select("la_code", "person_id").distinct()
    rows = t.cla_episodes.filter(_.cla_episode_ceased_date.isnull()).anti_join(known, ["la_code", "person_id"])
    return _at_fault(rows, "cla_episode_id")


@_check("cla_visits", WARNING, "Visit without saying whether the child was seen", "Record whether the child was seen.")
def cla_visit_not_saying_seen(t: Tables) -> ir.Table:
    return _at_fault(t.cla_visits.filter(_.cla_visit_seen.isnull()), "cla_visit_id")


@_check("cla_reviews", WARNING, "Review without the child's participation", "Record how the child took part.")
def review_without_participation(t: Tables) -> ir.Table:
    held = t.cla_reviews.cla_review_date.notnull() & (t.cla_reviews.cla_review_cancelled.coalesce("N") != "Y")
    return _at_fault(t.cla_reviews.filter(held, _.cla_review_participation.isnull()), "cla_review_id", "cla_person_id")


@_check("sdq_scores", ERROR, "Strengths and difficulties score that can't be", "Correct the score: it is 0 to 40.")
def impossible_sdq_score(t: Tables) -> ir.Table:
    return _at_fault(t.sdq_scores.filter((_.sdq_score < 0) | (_.sdq_score > _HIGHEST_SDQ)), "table_id")


# Allocation


@_check("involvements", WARNING, "Two allocated workers at once", "End the involvement that was replaced.")
def two_allocated_workers(t: Tables) -> ir.Table:
    rows = t.involvements.filter(_.professional_role_id == _ALLOCATED).select(
        "la_code",
        "person_id",
        record="involvements_id",
        start="involvement_start_date",
        end="involvement_end_date",
    )
    return _overlapping(rows)


@_check("cin_episodes", WARNING, "Open case that nobody is involved with", "Allocate the case.")
def nobody_involved(t: Tables) -> ir.Table:
    involved = t.involvements.filter(_still_open(t, _.involvement_end_date)).select("la_code", "person_id").distinct()
    rows = t.cin_episodes.filter(_.close_date.isnull(), _.referral_nfa.coalesce("N") != "Y")
    return _at_fault(rows.anti_join(involved, ["la_code", "person_id"]), "referral_id")


def _still_open(t: Tables, end):
    return end.isnull() | (end > ibis.date(t.as_at))


def _overlapping(rows: ir.Table) -> ir.Table:
    """Spells (`start`, `end`, `record`) that begin while the child's one before is still open."""
    in_order = ibis.window(group_by=["la_code", "person_id"], order_by=["start", "record"], preceding=(None, 1))
    # The furthest end of all spells before, not of the last one: a short spell may hide a long one behind it.
    rows = rows.filter(_.start.notnull()).mutate(until=_.end.coalesce(ibis.date(9999, 12, 31)))
    rows = rows.mutate(before=_.until.max().over(in_order))
    return rows.filter(_.before > _.start).select("la_code", record_id="record", person_id="person_id")


# What follows from the declarations

# Dates that may lie in the future: what is due, planned or expected.
_FUTURE = ("due", "target", "expected", "review_date", "valid_to", "end_date", "first_used")
# Tables that are not records of anything that happened.
_REFERENCE = ("ext_working_day", "ext_population", "ext_org_unit")


def _of_declarations() -> Iterator[Check]:
    for table in tables.ALL.values():
        if table.stored_name in _REFERENCE:
            continue
        names = {c.name: c for c in table.columns}
        linked = [c.name for c in table.columns if c.links_to == "ssd_person.pers_person_id"]
        person = "person_id" if table.stored_name == "ssd_person" else next(iter(linked), None)
        first_key = next(c.name for c in table.columns if c.key)
        for column in table.columns:
            if column.links_to and column.links_to.split(".")[0] != table.stored_name:
                yield _orphans(table, column, first_key, person)
            if column.type is Date and not any(word in column.name for word in _FUTURE):
                yield _in_the_future(table, column, first_key, person)
            end = column.name.replace("start_date", "end_date")
            if column.name.endswith("start_date") and end in names:
                yield _ends_before_start(table, column.name, end, first_key, person)


def _rows_at_fault(rows: ir.Table, key: str, person: str | None) -> ir.Table:
    child = rows[person] if person else ibis.null("string")
    return rows.select("la_code", record_id=rows[key].cast("string"), person_id=child)


def _orphans(table: Table, column: Column, key: str, person: str | None) -> Check:
    target_name, target_column = (column.links_to or "").split(".")
    target = tables.ALL[target_name]
    target_short = next(c.name for c in target.columns if target.stored(c.name) == target_column)

    def find(t: Tables) -> ir.Table:
        rows = getattr(t, table.short_name).filter(_[column.name].notnull())
        known = getattr(t, target.short_name).select("la_code", **{column.name: target_short}).distinct()
        return _rows_at_fault(rows.anti_join(known, ["la_code", column.name]), key, person)

    is_child = target_name == "ssd_person"
    return Check(
        name=f"{table.short_name}_{column.name}_unknown",
        table=table.short_name,
        severity=ERROR if is_child else WARNING,
        title=f"{column.name.replace('_', ' ')} names no row of {target.short_name}",
        what_to_do="Find out whether the record it names was left out of the extract or deleted.",
        find=find,
    )


def _in_the_future(table: Table, column: Column, key: str, person: str | None) -> Check:
    def find(t: Tables) -> ir.Table:
        rows = getattr(t, table.short_name)
        return _rows_at_fault(rows.filter(_[column.name] > ibis.date(t.as_at)), key, person)

    return Check(
        name=f"{table.short_name}_{column.name}_in_future",
        table=table.short_name,
        severity=ERROR,
        title=f"{column.name.replace('_', ' ')} lies after the data's date",
        what_to_do="Correct the date; the record is counted nowhere until then.",
        find=find,
    )


def _ends_before_start(table: Table, start: str, end: str, key: str, person: str | None) -> Check:
    def find(t: Tables) -> ir.Table:
        rows = getattr(t, table.short_name)
        return _rows_at_fault(rows.filter(_[end] < _[start]), key, person)

    return Check(
        name=f"{table.short_name}_{end}_before_start",
        table=table.short_name,
        severity=ERROR,
        title=f"{end.replace('_', ' ')} before the start",
        what_to_do="Correct whichever date is wrong; the record is open on no day until then.",
        find=find,
    )


ALL: dict[str, Check] = {check.name: check for check in (*_CHECKS, *_of_declarations())}
