"""Clocks of the health of children looked after."""

import ibis
import ibis.expr.types as ir

from sightline.clocks.care import care_spells
from sightline.clocks.chains import chain
from sightline.clocks.declare import Concern, clock
from sightline.dataset.tables.looked_after import CLA_EPISODES, CLA_HEALTH, SDQ_SCORES
from sightline.measures.expressions import age_in_years, months_later
from sightline.measures.latest import with_latest
from sightline.measures.source_tables import SourceTables
from sightline.measures.subjects.health import ASSESSMENT, DENTAL, YOUNG, completed_checks, sdq_scores

SDQ_FROM, SDQ_TO = 4, 16  # years of age
A_YEAR = 12


def _held(checks: ir.Table, day: str) -> ir.Table:
    return checks.select("la_code", "person_id", held=day).distinct()


def _with_birth_date(t: SourceTables, rows: ir.Table) -> ir.Table:
    people = t.people.select("birth_date", _la="la_code", _person="person_id")
    joined = rows.left_join(people, [rows.la_code == people._la, rows.person_id == people._person])
    return joined.select(*rows.columns, "birth_date")


@clock(
    title="Health assessment",
    plural="Health assessments",
    concern=Concern.HEALTH,
    starts="the start of care, then each completed assessment",
    source="Care Planning Regulations 2010, regulation 7: 20 working days, then 6 months under five, else 12",
    limits={"health_first": "20 working days", "health_under_five": "6 months", "health_review": "12 months"},
    needs=(CLA_EPISODES, CLA_HEALTH),
)
def health_assessment(t: SourceTables) -> ir.Table:
    """Only completed assessments count; a child who was under five at the last one is due sooner."""
    rows = chain(t, care_spells(t), _held(completed_checks(t, ASSESSMENT), "checked"))
    rows = _with_birth_date(t, rows)
    young = (age_in_years(rows.birth_date, rows.started) < YOUNG).fill_null(False)
    first = rows.number == 0
    return rows.mutate(
        what=ibis.cases(
            (first, "First health assessment"),
            (young, "Health assessment, under five"),
            else_="Yearly health assessment",
        ),
        limit=ibis.cases((first, "health_first"), (young, "health_under_five"), else_="health_review"),
    ).drop("birth_date")


@clock(
    title="Dental check",
    plural="Dental checks",
    concern=Concern.HEALTH,
    starts="the last completed check, else the start of care",
    source="Promoting the health and well-being of looked-after children: every 12 months",
    limits={"dental_check": "12 months"},
    needs=(CLA_EPISODES, CLA_HEALTH),
)
def dental_check(t: SourceTables) -> ir.Table:
    rows = _yearly(t, _held(completed_checks(t, DENTAL), "checked"))
    return rows.mutate(what=ibis.literal("Dental check"), limit=ibis.literal("dental_check"))


@clock(
    title="Strengths and difficulties questionnaire",
    plural="Strengths and difficulties questionnaires",
    concern=Concern.HEALTH,
    starts="the last questionnaire, else the start of care",
    source="Promoting the health and well-being of looked-after children: every 12 months, ages 4 to 16",
    limits={"sdq": "12 months"},
    needs=(CLA_EPISODES, SDQ_SCORES),
)
def sdq(t: SourceTables) -> ir.Table:
    """Children who are 4 to 16 years old when it is due."""
    rows = _with_birth_date(t, _yearly(t, _held(sdq_scores(t), "scored")))
    of_age = age_in_years(rows.birth_date, months_later(rows.started, A_YEAR)).between(SDQ_FROM, SDQ_TO)
    rows = rows.filter(of_age.fill_null(False)).drop("birth_date")
    return rows.mutate(what=ibis.literal("Strengths and difficulties questionnaire"), limit=ibis.literal("sdq"))


def _yearly(t: SourceTables, held: ir.Table) -> ir.Table:
    """What is due a year after it was last done, before care included."""
    spells = with_latest(care_spells(t), held, "held", "last_before", day="started")
    recent = months_later(spells.started, -A_YEAR)
    before = ibis.ifelse(spells.last_before > recent, spells.last_before, ibis.null("date"))
    return chain(t, spells.mutate(begun=before.coalesce(spells.started)).drop("last_before"), held)
