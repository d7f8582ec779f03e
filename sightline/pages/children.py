"""What pages know of children besides figures: names where they were loaded, who holds them, workers' names."""

from collections.abc import Mapping

import ibis
import pyarrow as pa

from sightline.engine.chronology import ChildReader
from sightline.pages.child_lookup import Held, held_children
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope

HELD_ELSEWHERE = "held by another team"


def child_reader(reading: Reading) -> ChildReader:
    """The one that reads this version's children; it lives as long as the reading."""
    return reading.remembered(("child reader",), lambda: ChildReader(reading.version, reading.cube.views))


def names_of_children(reading: Reading) -> Mapping[str, str]:
    """Every child's name by id; empty where `[sensitive] names` was off when the data were loaded."""

    def made() -> dict[str, str]:
        person = reading.measured.tables.person
        rows = person.filter(person.forename.notnull() | person.surname.notnull())
        found = _asked(reading, rows.select("person_id", "forename", "surname"))
        return {
            row["person_id"]: " ".join(part for part in (row["forename"], row["surname"]) if part)
            for row in found.to_pylist()
        }

    return reading.remembered(("children's names",), made)


def names_of_workers(reading: Reading) -> Mapping[str, str]:
    """Workers' names by whatever the records call them by."""

    def made() -> dict[str, str]:
        people = reading.measured.tables.professionals
        rows = _asked(reading, people.select("professional_id", "staff_id", "professional_name")).to_pylist()
        by_staff_number = {row["staff_id"]: row["professional_name"] for row in rows if row["staff_id"]}
        return by_staff_number | {row["professional_id"]: row["professional_name"] for row in rows}

    found = reading.remembered(("workers' names",), made)
    return {key: name for key, name in found.items() if name}


def holder_of(reading: Reading, child_id: str) -> Held | None:
    """Who holds the child today; None for an id that the data don't know."""
    return held_children(reading).get(child_id)


def is_in_scope(reading: Reading, child_id: str, scope: Scope) -> bool:
    """Whether the child is held by somebody in the scope; nobody's scope holds an unknown id."""
    held = holder_of(reading, child_id)
    return held is not None and scope.holds_child(held.team, held.worker)


def visible(reading: Reading, children: pa.ChunkedArray, scope: Scope) -> list[bool]:
    """For each id (None for a record of no child), whether its child may be shown to somebody with this scope."""
    held = held_children(reading)
    if scope.everything:
        return [child is not None for child in children.to_pylist()]
    return [
        (found := held.get(child)) is not None and scope.holds_child(found.team, found.worker)
        for child in children.to_pylist()
    ]


def _asked(reading: Reading, rows: ibis.Table) -> pa.Table:
    return reading.measured.engine.to_arrow(rows)
