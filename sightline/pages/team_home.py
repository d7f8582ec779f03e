"""A manager's or worker's day beside the worklist: what to look at before it is late, what waits for a manager."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sightline.engine.worklists import WARNINGS
from sightline.pages.caseload import Caseload, caseload_of
from sightline.pages.children import names_of_children
from sightline.pages.organisation import Unit, UnitKind
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope
from sightline.pages.worklists import Part, worklists_of

# So many early warnings stand on a home; the others are counted.
SHOWN = 8
# No more than so many of one kind, so that each kind is seen.
OF_A_KIND = 3


@dataclass(frozen=True)
class Warned:
    """One early warning: about whom, what, and what follows."""

    child_id: str
    name: str
    says: str
    why: str


@dataclass(frozen=True)
class Item:
    """Something that waits for a manager: how many, and the part of the worklist that shows them."""

    count: int
    title: str
    query: str


@dataclass(frozen=True)
class TeamHome:
    """`more` warnings are not shown; `caseload` is None for whoever may not see workers."""

    unit: Unit
    warnings: tuple[Warned, ...]
    more: int
    items: tuple[Item, ...]
    caseload: Caseload | None

    @property
    def children(self) -> list[str]:
        return [warned.child_id for warned in self.warnings]


def team_home(reading: Reading, children: Scope, workers: Scope, unit: Unit) -> TeamHome:
    """What stands beside the worklist of a unit: of children in the one scope, of workers in the other."""
    shown, more = _warnings(reading, children, unit)
    sees_workers = workers.holds_unit(unit) and unit.kind is not UnitKind.WORKER
    caseload = caseload_of(reading, unit) if sees_workers else None
    return TeamHome(unit, shown, more, _items(reading, children, unit, caseload), caseload)


def _warnings(reading: Reading, scope: Scope, unit: Unit) -> tuple[tuple[Warned, ...], int]:
    names, part = names_of_children(reading), Part(scope, unit)
    held = [warned for warned in worklists_of(reading).warnings if part.holds(warned)]
    found: list[Warned] = []
    for warning in WARNINGS.values():
        of_kind = sorted((w for w in held if w.warning == warning.name), key=lambda w: (w.since, w.child_id))[::-1]
        found += [Warned(w.child_id, names.get(w.child_id, ""), w.says, warning.why) for w in of_kind[:OF_A_KIND]]
    shown = tuple(found[:SHOWN])
    return shown, len(held) - len(shown)


def _items(reading: Reading, scope: Scope, unit: Unit, caseload: Caseload | None) -> tuple[Item, ...]:
    lists, part = worklists_of(reading), Part(scope, unit)
    done = part.of(lists.done_last_week)
    late = [due for due in done if due.done is not None and due.days_over(due.done)]
    extended = [due for due in part.of(lists.waiting) if due.extended_reason]
    found = [
        (caseload.without_worker if caseload else 0, "Children without a named worker", ()),
        (len(late), f"Done late last week, of {len(done):,} done", (("show", "done"),)),
        (len(extended), "Extended with a reason", ()),
    ]
    return tuple(Item(count, title, _query(unit, pairs)) for count, title, pairs in found if count)


def _query(unit: Unit, pairs: Sequence[tuple[str, str]]) -> str:
    return "?" + urlencode([("unit", unit.key), *pairs])
