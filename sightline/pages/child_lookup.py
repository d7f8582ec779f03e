"""A child by its id, for those whose scope holds the child."""

from collections.abc import Mapping
from dataclasses import dataclass

from sightline.clocks.holders import holders
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope


@dataclass(frozen=True)
class Held:
    """Who holds a child today: the names by which a scope knows them."""

    team: str | None
    worker: str | None


def held_children(reading: Reading) -> Mapping[str, Held]:
    """Every child of this version by id (as people type it, in small letters), with who holds it."""
    return reading.remembered(("held children",), lambda: _held(reading))


def child_with_id(reading: Reading, typed: str, scope: Scope) -> str | None:
    """The child's id as recorded, where what was typed is one and the scope holds the child; else None."""
    known = reading.remembered(
        ("children's ids",), lambda: {child.casefold(): child for child in held_children(reading)}
    )
    child = known.get(typed.strip().casefold())
    if child is None:
        return None
    held = held_children(reading)[child]
    return child if scope.holds_child(held.team, held.worker) else None


def _held(reading: Reading) -> dict[str, Held]:
    measured = reading.measured
    rows = measured.engine.to_arrow(holders(measured.tables).select("person_id", "team", "worker_id"))
    return {row["person_id"]: Held(row["team"], row["worker_id"]) for row in rows.to_pylist()}
