"""A subject's rows with everything they may be cut by: month, organisation unit, and what is known of the child."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.versions import Version
from sightline.engine.base import Engine
from sightline.measures.area_views import at_home
from sightline.measures.expressions import age_in_years
from sightline.measures.model import AREA_BREAKDOWNS, Kind, Subject
from sightline.measures.source_tables import SourceTables
from sightline.measures.windows import Month
from sightline.settings import Settings

NO_TEAM = "No assigned team"
COUNTY_WIDE = "County-wide"


def source_tables(
    engine: Engine, version: Version, views: Path, settings: Settings, *, being_made: bool = False
) -> SourceTables:
    """
    The canonical tables of `version` and the views in the folder `views`, opened on `engine`.

    `being_made`: the views are written by the engine's running `write_all`.
    """
    open_view = engine.promised if being_made else engine.open_parquet
    return SourceTables(
        lambda stored_name: engine.open_parquet(version.path / f"{stored_name}.parquet"),
        lambda name: open_view(views / f"{name}.parquet"),
        settings=settings,
        as_at=version.manifest.as_at,
    )


def first_month(as_at: date, settings: Settings) -> Month:
    """The first month of the history that is measured."""
    return Month.of(as_at).first_of_financial_year.plus(-12 * settings.history.financial_years)


def rows_of(subject: Subject, t: SourceTables) -> ir.Table:
    """
    One row per thing counted, dated no later than the as-at date.

    Columns: `month` (its first day), `date` (of the event or snapshot), `la_code`, `record_id`, `team_id`, `worker_id`,
    `unit_key` (the team's place in the organisation on the date), for children `person_id`, `age` in years,
    `profile_key` and what it stands for, and the subject's own columns.
    """
    rows = subject.build(t)
    if subject.kind is Kind.SNAPSHOT:
        rows = rows.rename(date="day")
    rows = rows.filter(_.date.notnull(), _.date <= ibis.date(t.as_at)).mutate(month=_.date.truncate("M").cast("date"))
    rows = _with_unit(rows, t)
    return _with_child(rows, t) if subject.about_children else rows


def key_columns(subject: Subject) -> list[str]:
    """What the cube of a subject is kept by; `labelled` turns the keys into words."""
    keys = ["month", "la_code", "unit_key", "stray_team"]
    if subject.about_children:
        keys += ["age", "profile_key"]
    elif "age" in subject.own_keys:
        keys += ["age"]
    return keys + list(subject.dimensions)


def labelled(rows: ir.Table, t: SourceTables, cuts: Iterable[str] = ()) -> ir.Table:
    """
    The rows (of a subject or of its cube) with their team, service area and locality, and what is known of the child.

    Without a team all three are 'No assigned team'; a unit outside a cut is 'County-wide'. Where one of `cuts` is by
    area (of a subject's rows alone: a cube doesn't know it), also the ward and district of residence on the date.
    """
    if set(AREA_BREAKDOWNS) & set(cuts):
        rows = at_home(rows, t)
    units = t.units.select("unit_key", _team="team", _area="service_area", _locality="locality")
    placed = rows.left_join(units, "unit_key")
    nobody = placed.unit_key.isnull() & placed.stray_team.isnull()
    placed = placed.select(
        *rows.columns,
        team=ibis.ifelse(nobody, NO_TEAM, placed._team.coalesce(placed.stray_team)),
        service_area=ibis.ifelse(nobody, NO_TEAM, placed._area.coalesce(COUNTY_WIDE)),
        locality=ibis.ifelse(nobody, NO_TEAM, placed._locality.coalesce(COUNTY_WIDE)),
    )
    if "profile_key" not in rows.columns or "sex" in rows.columns:
        return placed
    profiles = t.profiles
    known = placed.left_join(profiles, "profile_key")
    return known.select(
        *placed.columns,
        "sex",
        "gender",
        "ethnicity",
        disability=known.disability.coalesce("Unknown"),
        uasc=known.uasc.coalesce("Unknown"),
    )


def _with_unit(rows: ir.Table, t: SourceTables) -> ir.Table:
    for name in ("team_id", "worker_id"):
        if name not in rows.columns:
            rows = rows.mutate(**{name: ibis.null("string")})
    units = t.units.select("unit_team", "unit_from", "unit_to", "unit_key", _unit_la="la_code")
    placed = rows.left_join(
        units,
        [
            rows.la_code == units._unit_la,
            rows.team_id == units.unit_team,
            units.unit_from <= rows.date,
            units.unit_to > rows.date,
        ],
    )
    # A team that the organisation has never heard of keeps its id.
    stray = ibis.ifelse(placed.unit_key.isnull(), placed.team_id, ibis.null("string"))
    return placed.select(*rows.columns, "unit_key", stray_team=stray)


def _with_child(rows: ir.Table, t: SourceTables) -> ir.Table:
    people = t.people.select(
        "sex",
        "gender",
        "ethnicity",
        "disability",
        "uasc",
        "birth_date",
        "profile_key",
        _la="la_code",
        _person="person_id",
    )
    joined = rows.left_join(people, [rows.la_code == people._la, rows.person_id == people._person])
    return joined.select(
        *rows.columns,
        "profile_key",
        "sex",
        "gender",
        "ethnicity",
        age=age_in_years(joined.birth_date, joined.date),
        disability=joined.disability.coalesce("Unknown"),
        uasc=joined.uasc.coalesce("Unknown"),
    )
