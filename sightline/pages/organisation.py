"""
The organisation as pages speak of it: the whole, service areas, localities, areas where the two cross, teams, workers.

A unit is a set of member filters that the engine understands, and an address that stays the same in every URL.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from sightline.engine.rows import COUNTY_WIDE

Where = tuple[tuple[str, str], ...]


class UnitKind(Enum):
    """The levels of the organisation, from the whole to one worker."""

    WHOLE = "whole"
    SERVICE_AREA = "service-area"
    LOCALITY = "locality"
    AREA = "area"
    TEAM = "team"
    WORKER = "worker"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


@dataclass(frozen=True)
class TeamPlace:
    """A team's place in the organisation on the as-at date."""

    team: str
    team_ids: tuple[str, ...]
    service_area: str
    locality: str


@dataclass(frozen=True)
class Unit:
    """
    One unit: `key` is its address in URLs (`team.children-families-north-3`), `where` what the engine filters by.

    `teams` are the names of the teams that are in it today; a worker's is the team they work in.
    """

    key: str
    kind: UnitKind
    name: str
    where: Where = ()
    teams: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        return self.kind is UnitKind.WHOLE

    @property
    def worker_id(self) -> str:
        """The id of a worker; empty for the other kinds."""
        return self.where[0][1] if self.kind is UnitKind.WORKER else ""


def slug(name: str) -> str:
    """A name as it stands in a URL: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


@dataclass(frozen=True)
class Organisation:
    """All units of one authority on the as-at date; `workers` gives each worker's id, name and team."""

    authority: str
    places: tuple[TeamPlace, ...]
    workers: tuple[tuple[str, str, str], ...] = ()

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Every unit but the workers, by its key, in the order that a list shows them."""
        found = [self.whole]
        found += self._cut(UnitKind.SERVICE_AREA, "service_area")
        found += self._cut(UnitKind.LOCALITY, "locality")
        found += self._areas()
        found += [
            Unit(f"team.{slug(p.team)}", UnitKind.TEAM, p.team, (("team", p.team),), frozenset({p.team}))
            for p in sorted(self.places, key=lambda place: place.team)
        ]
        return {unit.key: unit for unit in found}

    @cached_property
    def whole(self) -> Unit:
        return Unit("whole", UnitKind.WHOLE, self.authority, (), frozenset(p.team for p in self.places))

    def _cut(self, kind: UnitKind, level: str) -> list[Unit]:
        names = sorted({getattr(place, level) for place in self.places} - {COUNTY_WIDE})
        return [
            Unit(
                f"{kind.value}.{slug(name)}",
                kind,
                name,
                ((level, name),),
                frozenset(p.team for p in self.places if getattr(p, level) == name),
            )
            for name in names
        ]

    def _areas(self) -> list[Unit]:
        pairs = sorted(
            {(p.service_area, p.locality) for p in self.places if COUNTY_WIDE not in (p.service_area, p.locality)}
        )
        return [
            Unit(
                f"area.{slug(area)}.{slug(locality)}",
                UnitKind.AREA,
                f"{area}, {locality}",
                (("service_area", area), ("locality", locality)),
                frozenset(p.team for p in self.places if (p.service_area, p.locality) == (area, locality)),
            )
            for area, locality in pairs
        ]

    @cached_property
    def worker_units(self) -> dict[str, Unit]:
        """The workers, by key (`worker.W0123`)."""
        return {
            f"worker.{worker_id}": Unit(
                f"worker.{worker_id}", UnitKind.WORKER, name, (("worker", worker_id),), frozenset({team} - {""})
            )
            for worker_id, name, team in self.workers
        }

    def unit(self, key: str) -> Unit | None:
        """The unit at this address; None where there is none."""
        return self.units.get(key) or self.worker_units.get(key)

    def of_kind(self, kind: UnitKind) -> list[Unit]:
        source: Iterable[Unit] = self.worker_units.values() if kind is UnitKind.WORKER else self.units.values()
        return [unit for unit in source if unit.kind is kind]

    def team_called(self, name: str) -> TeamPlace | None:
        return self._by_team.get(name)

    def team_of_id(self, team_id: str) -> TeamPlace | None:
        return self._by_id.get(team_id)

    @cached_property
    def _by_team(self) -> dict[str, TeamPlace]:
        return {place.team: place for place in self.places}

    @cached_property
    def _by_id(self) -> dict[str, TeamPlace]:
        return {team_id: place for place in self.places for team_id in place.team_ids}


def parts_of(unit: Unit, organisation: Organisation) -> tuple[UnitKind, Sequence[Unit]]:
    """The units one step down: localities of the whole, teams of a locality, area or service area."""
    match unit.kind:
        case UnitKind.WHOLE:
            localities = organisation.of_kind(UnitKind.LOCALITY)
            return (
                (UnitKind.LOCALITY, localities) if localities else (UnitKind.TEAM, organisation.of_kind(UnitKind.TEAM))
            )
        case UnitKind.TEAM | UnitKind.WORKER:
            workers = [w for w in organisation.of_kind(UnitKind.WORKER) if w.teams & unit.teams]
            return UnitKind.WORKER, workers if unit.kind is UnitKind.TEAM else []
        case _:
            return UnitKind.TEAM, [team for team in organisation.of_kind(UnitKind.TEAM) if team.teams <= unit.teams]
