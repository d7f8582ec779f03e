"""A subject's rows with everything they may be cut by: month, organisation unit, and what is known of the child."""

from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.versions import Version
from sightline.engine.base import Engine
from sightline.measures.expressions import age_in_years
from sightline.measures.model import Kind, Subject
from sightline.measures.source_tables import SourceTables
from sightline.measures.windows import Month
from sightline.settings import Settings

NO_TEAM = "No assigned team"
COUNTY_WIDE = "County-wide"
UNIT_COLUMNS = ("la_code", "service_area", "locality", "team_id", "team")
CHILD_COLUMNS = ("age", "sex", "gender", "ethnicity", "disability", "uasc")


def source_tables(engine: Engine, version: Version, views: Path, settings: Settings) -> SourceTables:
    """The canonical tables of `version` and the views in the folder `views`, opened on `engine`."""
    return SourceTables(
        lambda stored_name: engine.open_parquet(version.path / f"{stored_name}.parquet"),
        lambda name: engine.open_parquet(views / f"{name}.parquet"),
        settings=settings,
        as_at=version.manifest.as_at,
    )


def first_month(as_at: date, settings: Settings) -> Month:
    """The first month of the history that is measured."""
    return Month.of(as_at).first_of_financial_year.plus(-12 * settings.history.financial_years)


def rows_of(subject: Subject, t: SourceTables) -> ir.Table:
    """
    One row per thing counted, dated no later than the as-at date.

    Columns: `month` (its first day), `date` (of the event or snapshot), `record_id`, the unit columns, for children
    the child columns and `person_id`, `worker_id`, and the subject's own.
    """
    rows = subject.build(t)
    if subject.kind is Kind.SNAPSHOT:
        rows = rows.rename(date="day")
    rows = rows.filter(_.date.notnull(), _.date <= ibis.date(t.as_at)).mutate(month=_.date.truncate("M"))
    rows = _with_units(rows, t)
    return _with_child(rows, t) if subject.about_children else rows


def key_columns(subject: Subject) -> list[str]:
    """What the cube of a subject is kept by."""
    child = CHILD_COLUMNS if subject.about_children else ()
    own_age = () if subject.about_children or subject.name != "residents" else ("age",)
    return ["month", *UNIT_COLUMNS, *child, *own_age, *subject.dimensions]


def _with_units(rows: ir.Table, t: SourceTables) -> ir.Table:
    if "team_id" not in rows.columns:
        rows = rows.mutate(team_id=ibis.null("string"), worker_id=ibis.null("string"))
    if "worker_id" not in rows.columns:
        rows = rows.mutate(worker_id=ibis.null("string"))
    units = t.units.rename(_unit_la="la_code", _area="service_area", _locality="locality", _team="team")
    placed = rows.left_join(
        units,
        [
            rows.la_code == units._unit_la,
            rows.team_id == units.unit_team,
            units.unit_from <= rows.date,
            units.unit_to > rows.date,
        ],
    )
    nobody = placed.team_id.isnull()
    return placed.select(
        *rows.columns,
        team=ibis.ifelse(nobody, NO_TEAM, placed._team.coalesce(placed.team_id)),
        service_area=ibis.ifelse(nobody, NO_TEAM, placed._area.coalesce(COUNTY_WIDE)),
        locality=ibis.ifelse(nobody, NO_TEAM, placed._locality.coalesce(COUNTY_WIDE)),
    )


def _with_child(rows: ir.Table, t: SourceTables) -> ir.Table:
    people = t.people.select(
        "sex", "gender", "ethnicity", "disability", "uasc", "birth_date", _la="la_code", _person="person_id"
    )
    joined = rows.left_join(people, [rows.la_code == people._la, rows.person_id == people._person])
    return joined.select(
        *rows.columns,
        "sex",
        "gender",
        "ethnicity",
        age=age_in_years(joined.birth_date, joined.date),
        disability=joined.disability.coalesce("Unknown"),
        uasc=joined.uasc.coalesce("Unknown"),
    )
