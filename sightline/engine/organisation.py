"""Teams and workers as they stand on the as-at date, read from a measured dataset."""

import ibis
from ibis import _

from sightline.engine.measured import Measured
from sightline.engine.rows import COUNTY_WIDE


def team_places(measured: Measured) -> list[dict]:
    """Each team of the as-at date: `team_id`, `team`, `service_area`, `locality` ('County-wide' where it has none)."""
    t = measured.tables
    day = ibis.date(t.as_at)
    rows = t.units.filter(_.unit_from <= day, _.unit_to > day, _.service_area.notnull() | _.locality.notnull())
    rows = rows.select(
        team_id="unit_team",
        team="team",
        service_area=_.service_area.coalesce(COUNTY_WIDE),
        locality=_.locality.coalesce(COUNTY_WIDE),
    ).order_by("team", "team_id")
    return measured.engine.to_arrow(rows).to_pylist()


def unit_tree(measured: Measured) -> list[dict]:
    """
    Every unit that the organisation ever had, children below their parent: `depth`, `unit_id`, `name`, `level`,
    `valid_from`, `valid_to` (None while it exists), `became` (the name of the unit it was mapped to).
    """
    rows = measured.engine.to_arrow(measured.tables.org_unit.order_by("unit_name", "valid_from")).to_pylist()
    names = {row["unit_id"]: row["unit_name"] for row in rows}
    below: dict[str | None, list[dict]] = {}
    for row in rows:
        parent = row["parent_unit_id"] if row["parent_unit_id"] in names else None
        below.setdefault(parent if parent != row["unit_id"] else None, []).append(row)
    found: list[dict] = []

    def take(parent: str | None, depth: int, above: frozenset[str]) -> None:
        for row in below.get(parent, []):
            found.append(
                {
                    "depth": depth,
                    "unit_id": row["unit_id"],
                    "name": row["unit_name"],
                    "level": row["unit_level"],
                    "valid_from": row["valid_from"],
                    "valid_to": row["valid_to"],
                    "became": names.get(row["maps_to_unit_id"]),
                }
            )
            if row["unit_id"] not in above:
                take(row["unit_id"], depth + 1, above | {row["unit_id"]})

    take(None, 0, frozenset())
    return found


def workers_today(measured: Measured) -> list[dict]:
    """
    Each worker who holds a case on the as-at date: `worker_id`, `name` (their id where it is not known) and `team`, the
    one in which they hold the most children.
    """
    t = measured.tables
    day = ibis.date(t.as_at)
    held = t.case_timeline.filter(_.start_date <= day, _.end_date > day, _.worker_id.notnull(), _.team_id.notnull())
    teams = t.units.filter(_.unit_from <= day, _.unit_to > day).select("la_code", "team", team_id="unit_team")
    counted = held.inner_join(teams, ["la_code", "team_id"]).group_by("worker_id", "team").agg(children=_.count())
    first = ibis.window(group_by="worker_id", order_by=[_.children.desc(), _.team])
    most = counted.mutate(place=ibis.row_number().over(first)).filter(_.place == 0)
    people = t.professionals.select("professional_id", "professional_name").distinct(on="professional_id")
    named = most.left_join(people, most.worker_id == people.professional_id)
    rows = named.select("worker_id", "team", name=_.professional_name.coalesce(_.worker_id)).order_by("team", "name")
    return measured.engine.to_arrow(rows).to_pylist()
