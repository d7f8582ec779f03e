"""The health of children looked after: assessments, dental checks, strengths and difficulties, substance misuse."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.looked_after import CLA_EPISODES, CLA_HEALTH, SDQ_SCORES
from sightline.measures.expressions import (
    age_in_years,
    code_of,
    is_yes,
    months_later,
    with_allocation,
    with_working_days,
)
from sightline.measures.latest import with_latest
from sightline.measures.model import event, snapshot
from sightline.measures.placement_location import location_of
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import open_on

ASSESSMENT, DENTAL, SURVEILLANCE = "HEALTH_ASSESSMENT", "DENTAL_CHECK", "HEALTH_SURVEILLANCE"
IN_TIME = 20  # working days
# The national bands of the strengths and difficulties score.
NEEDS_INTERVENTION = 17
SDQ_BANDS = {"normal": "Normal (0-13)", "borderline": "Borderline (14-16)", "concerning": "Concerning (17-40)"}
COHORTS = {"oc2": "Potential OC2 cohort", "started": "Started to be looked after since 1 April"}
INTERVENTIONS = {
    "received": "Received intervention",
    "refused": "Offered and refused",
    "not_offered": "Not offered",
    "not_received": "Not received, offer not recorded",
}
YOUNG = 5  # years: under five a health assessment is due every six months, from five every twelve


def _cohort(t: SourceTables) -> ir.Table:
    """
    Children looked after on each snapshot day: `cohort` and `had_a_year`.

    The potential OC2 cohort entered care before the financial year began, so that those who stay will have been
    looked after for twelve months at its end; `had_a_year` says who has been already.
    """
    rows = open_on(t.cla_timeline, t.snapshot_days)
    april = ibis.date(rows.day.year() - ibis.ifelse(rows.day.month() < 4, 1, 0), 4, 1)
    return rows.mutate(
        cohort=ibis.ifelse(rows.period_start < april, "oc2", "started"),
        had_a_year=months_later(rows.period_start, 12) <= rows.day,
        location=location_of(rows.placement_postcode, t.settings.authority.own_postcodes),
    ).select(
        "la_code", "person_id", "record_id", "day", "team_id", "worker_id", "cohort", "had_a_year", "location"
    )  # fmt: skip


def completed_checks(t: SourceTables, kind: str) -> ir.Table:
    """Days on which a child had a completed check, one row per child and day."""
    checks = t.cla_health.filter(
        _.health_check_type == kind,
        _.health_check_status == "COMPLETED",
        _.health_check_date.notnull(),
        _.health_check_date <= ibis.date(t.as_at),
    )
    return checks.select("la_code", "person_id", checked="health_check_date").distinct()


def sdq_scores(t: SourceTables) -> ir.Table:
    return t.sdq_scores.filter(
        _.sdq_score.between(0, 40), _.sdq_completed_date.notnull(), _.sdq_completed_date <= ibis.date(t.as_at)
    ).select("la_code", "person_id", "table_id", scored="sdq_completed_date", score=_.sdq_score.cast("int64"))


def _within(day: ir.DateValue, of: ir.DateValue, months: int) -> ir.BooleanValue:
    """Whether a day lies in the months up to another, the same day so many months before included."""
    return (day >= months_later(of, -months)).fill_null(False)


@snapshot(
    grain="one child looked after on a day, with the latest that is known of their health",
    needs=(CLA_EPISODES,),
    dimensions=("cohort", "location", "sdq_band", "intervention"),
    flags=("had_a_year", "assessed_in_6_months", "assessed_in_12_months", "dental_in_12_months",
           "developed_in_12_months", "is_immunised", "has_score", "needs_intervention", "misuses_substances"),
    amounts=("score",),
)  # fmt: skip
def looked_after_health(t: SourceTables) -> ir.Table:
    """
    Only completed checks count. `score` is the child's latest of the twelve months up to the day, one per child.

    `is_immunised` is what the records say now, for they keep the latest status only. `intervention` is that of the
    latest substance misuse recorded in the twelve months.
    """
    rows = _cohort(t)
    rows = with_latest(rows, completed_checks(t, ASSESSMENT), "checked", "assessed")
    rows = with_latest(rows, completed_checks(t, DENTAL), "checked", "dental")
    rows = with_latest(rows, completed_checks(t, SURVEILLANCE), "checked", "developed")
    scores = sdq_scores(t)
    best = ibis.row_number().over(ibis.window(group_by=["la_code", "person_id", "scored"], order_by=_.table_id.desc()))
    scores = scores.mutate(place=best).filter(_.place == 0).drop("place", "table_id")
    rows = with_latest(rows, scores, "scored", "scored", "score")
    rows = with_latest(rows, _misuse(t), "recorded", "misused", "intervention")
    immunised = t.cla_immunisations.filter(is_yes(_.immunisations_status)).select("la_code", "person_id").distinct()
    rows = rows.left_join(immunised.mutate(immunised=True), ["la_code", "person_id"])
    rows = rows.drop("la_code_right", "person_id_right")
    has_score = _within(rows.scored, rows.day, 12)
    misuses = _within(rows.misused, rows.day, 12)
    return rows.mutate(
        assessed_in_6_months=_within(rows.assessed, rows.day, 6),
        assessed_in_12_months=_within(rows.assessed, rows.day, 12),
        dental_in_12_months=_within(rows.dental, rows.day, 12),
        developed_in_12_months=_within(rows.developed, rows.day, 12),
        is_immunised=rows.immunised.fill_null(False),
        has_score=has_score,
        score=ibis.ifelse(has_score, rows.score, 0),
        needs_intervention=has_score & (rows.score >= NEEDS_INTERVENTION).fill_null(False),
        sdq_band=code_of((~has_score, "none"), (rows.score <= 13, "normal"), (rows.score <= 16, "borderline"),
                         otherwise="concerning"),
        misuses_substances=misuses,
        intervention=ibis.ifelse(misuses, rows.intervention, "none"),
    ).drop("assessed", "dental", "developed", "scored", "misused", "immunised")  # fmt: skip


def _misuse(t: SourceTables) -> ir.Table:
    """
    Substance misuse by the day it was recorded, and whether help came of it: `intervention`.

    Whether help that was not received had been offered stands in the return of that year, where there is one.
    """
    found = t.cla_substance_misuse.filter(
        _.substance_misuse_date.notnull(), _.substance_misuse_date <= ibis.date(t.as_at)
    )
    found = found.group_by("la_code", "person_id", recorded="substance_misuse_date").agg(
        received=is_yes(found.intervention_received).cast("int8").max()
    )
    found = found.mutate(year=_.recorded.year() + ibis.ifelse(_.recorded.month() < 4, 0, 1))
    offers = t.cla_annual_outcome.filter(_.intervention_offered.notnull()).select(
        _la="la_code", _person="person_id", _year="return_year", offered="intervention_offered"
    )
    joined = found.left_join(
        offers, [found.la_code == offers._la, found.person_id == offers._person, found.year == offers._year]
    )
    return joined.select(
        "la_code",
        "person_id",
        "recorded",
        intervention=code_of(
            (joined.received == 1, "received"),
            ((joined.offered == "Y").fill_null(False), "refused"),
            ((joined.offered == "N").fill_null(False), "not_offered"),
            otherwise="not_received",
        ),
    )


@snapshot(
    grain="one strengths and difficulties score of the twelve months up to a day",
    needs=(CLA_EPISODES, SDQ_SCORES),
    dimensions=("score", "cohort"),
)
def sdq_scores_recorded(t: SourceTables) -> ir.Table:
    """Every score of the children looked after on the day, several of one child included."""
    rows = _cohort(t).drop("record_id", "location")
    scores = sdq_scores(t).select(
        _la="la_code", _person="person_id", record_id="table_id", _scored="scored", _score="score"
    )
    joined = rows.inner_join(
        scores, [rows.la_code == scores._la, rows.person_id == scores._person, scores._scored <= rows.day]
    )
    joined = joined.filter(_within(joined._scored, joined.day, 12))
    return joined.select(*rows.columns, "record_id", score=joined._score.cast("string"))


@event(
    grain="one period of care, by its start, with its initial health assessment",
    needs=(CLA_EPISODES, CLA_HEALTH),
    flags=("is_assessed", "assessed_in_time"),
)
def starters_health(t: SourceTables) -> ir.Table:
    """The initial assessment is the first completed one from the start of the period to its end."""
    looked_after = t.cla_timeline.select("la_code", "period_id").distinct()
    periods = t.cla_periods.semi_join(looked_after, ["la_code", "period_id"])
    firsts = _assessments_of_periods(t).group_by("la_code", "person_id", "period_id").agg(first=_.checked.min())
    rows = periods.left_join(firsts, ["la_code", "person_id", "period_id"])
    rows = rows.select("la_code", "person_id", "first", record_id="period_id", date="start_date")
    rows = with_working_days(t, rows, working_days=("date", "first"))
    rows = rows.mutate(
        is_assessed=_.first.notnull(), assessed_in_time=(_.working_days <= IN_TIME).fill_null(False)
    ).drop("first")
    return with_allocation(t, rows, "date")


def _assessments_of_periods(t: SourceTables) -> ir.Table:
    """Completed health assessments with the period of care in which they fell, its first day included."""
    checks = completed_checks(t, ASSESSMENT)
    periods = t.cla_periods.select(
        "period_id", "start_date", "end_date", _la="la_code", _person="person_id"
    )  # fmt: skip
    joined = checks.inner_join(
        periods,
        [
            checks.la_code == periods._la,
            checks.person_id == periods._person,
            periods.start_date <= checks.checked,
            periods.end_date > checks.checked,
        ],
    )
    return joined.select("la_code", "person_id", "period_id", "checked")


@event(
    grain="one review health assessment, by its day",
    needs=(CLA_EPISODES, CLA_HEALTH),
    flags=("in_time",),
)
def review_health_assessments(t: SourceTables) -> ir.Table:
    """
    A completed assessment that follows another of the same period of care.

    It is due six months after the one before, twelve where the child was five or older then; `in_time` is no more than
    20 working days after that day.
    """
    in_order = ibis.window(group_by=["la_code", "person_id", "period_id"], order_by="checked")
    rows = _assessments_of_periods(t).mutate(before=_.checked.lag().over(in_order)).filter(_.before.notnull())
    people = t.people.select("birth_date", _la="la_code", _person="person_id")
    rows = rows.left_join(people, [rows.la_code == people._la, rows.person_id == people._person])
    rows = rows.select("la_code", "person_id", "period_id", "checked", "before", "birth_date")
    young = (age_in_years(rows.birth_date, rows.before) < YOUNG).fill_null(False)
    rows = rows.mutate(
        record_id=rows.period_id.concat(" ", rows.checked.cast("string")),
        date=rows.checked,
        due=ibis.ifelse(young, months_later(rows.before, 6), months_later(rows.before, 12)),
    )
    rows = with_working_days(t, rows, working_days=("due", "date"))
    rows = rows.mutate(in_time=_.working_days <= IN_TIME)
    return with_allocation(t, rows.drop("due", "before", "birth_date", "checked", "period_id"), "date")
