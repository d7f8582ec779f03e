"""The worklists of a reading, and what of them a person may see: by scope, unit, worker and clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sightline.clocks.holders import ALLOCATED
from sightline.engine.worklists import Due, Holder, Worklists
from sightline.pages.organisation import Unit, UnitKind
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def worklists_of(reading: Reading) -> Worklists:
    """The version's worklists, read once."""
    return reading.remembered(("worklists",), lambda: Worklists.read(reading.cube.views, reading.manifest))


class Placed(Protocol):
    """Something that a team and a worker hold."""

    @property
    def team(self) -> str | None: ...

    @property
    def worker_id(self) -> str | None: ...


@dataclass(frozen=True)
class Part:
    """What of the worklists is shown: what the scope holds of a unit; one worker's or one clock's alone, if named."""

    scope: Scope
    unit: Unit
    worker: str = ""
    clock: str = ""

    def holds(self, found: Placed) -> bool:
        """Whether something that a team and a worker hold is in the scope and the unit."""
        return self.scope.holds_child(found.team, found.worker_id) and in_unit(self.unit, found)

    def of(self, dues: Iterable[Due]) -> list[Due]:
        """The things to do that are shown."""
        return [due for due in dues if self.is_chosen(due) and self.holds(due)]

    def is_chosen(self, due: Due) -> bool:
        return (not self.worker or due.worker_id == self.worker) and (not self.clock or due.clock == self.clock)


def in_unit(unit: Unit, found: Placed) -> bool:
    """Whether what a team and a worker hold lies in the unit; what no team holds lies in the whole alone."""
    if unit.is_whole:
        return True
    if unit.kind is UnitKind.WORKER:
        return found.worker_id == unit.worker_id
    return found.team in unit.teams


def children_held(lists: Worklists, unit: Unit) -> list[Holder]:
    """
    The open children who are allocated to the unit's teams or worker today, cases that are payments only left out.

    Whoever is allocated to no team counts for the whole alone, as in the figures.
    """
    return [holder for holder in lists.held if unit.is_whole or (holder.how == ALLOCATED and in_unit(unit, holder))]


def in_words(number: int) -> str:
    """`nine`, `12`: words under ten, for sentences."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 day`, `3 days`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def with_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
