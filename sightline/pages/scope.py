"""Whose records and workers a person may see: the teams that lie in the units they were given."""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.pages.organisation import Organisation, Unit, UnitKind


@dataclass(frozen=True)
class Scope:
    """
    What a person answers for: teams by name, single workers by id, or `everything`, which also holds what no team has.
    """

    everything: bool = False
    teams: frozenset[str] = frozenset()
    workers: frozenset[str] = frozenset()

    def holds_team(self, team: str | None) -> bool:
        return self.everything or (team is not None and team in self.teams)

    def holds_worker(self, worker: str | None, team: str | None) -> bool:
        return self.holds_team(team) or (worker is not None and worker in self.workers)

    def holds_child(self, team: str | None, worker: str | None) -> bool:
        """Whether a child that this team and worker hold at present is in scope."""
        return self.holds_worker(worker, team)

    def holds_unit(self, unit: Unit) -> bool:
        """Whether every team of the unit is in scope; of a worker, the worker or their team."""
        if self.everything:
            return True
        if unit.kind is UnitKind.WORKER and unit.worker_id in self.workers:
            return True
        return bool(unit.teams) and unit.teams <= self.teams

    def joined(self, other: "Scope") -> "Scope":
        """What either holds."""
        return Scope(self.everything or other.everything, self.teams | other.teams, self.workers | other.workers)


NOTHING = Scope()
EVERYTHING = Scope(everything=True)


def scope_of(keys: Iterable[str], organisation: Organisation) -> Scope:
    """The scope of somebody who was given these units; a unit that the organisation no longer has gives nothing."""
    units = [unit for key in keys if (unit := organisation.unit(key)) is not None]
    if any(unit.is_whole for unit in units):
        return EVERYTHING
    workers = frozenset(unit.worker_id for unit in units if unit.worker_id)
    teams = frozenset(team for unit in units if not unit.worker_id for team in unit.teams)
    return Scope(teams=teams, workers=workers)


def home_unit(keys: Iterable[str], organisation: Organisation) -> Unit:
    """The unit a person's pages open with: the first they were given that still exists, else the whole."""
    found = (organisation.unit(key) for key in keys)
    return next((unit for unit in found if unit is not None), organisation.whole)
