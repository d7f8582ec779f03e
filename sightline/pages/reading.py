"""
The dataset as pages read it: one measured version with its settings, its organisation, and what was made from it.

A request takes one `Reading` and keeps it, so that every figure on a page is of one version. A refresh makes a new one;
requests under way finish on theirs.
"""

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TypeVar

from sightline.dataset.versions import Manifest, Version
from sightline.engine.base import engine_called
from sightline.engine.cube import Cube
from sightline.engine.figure import Figure
from sightline.engine.measured import Measured, Slice, Where
from sightline.engine.organisation import team_places, workers_today
from sightline.engine.query import figures
from sightline.judgement.cases import Reach
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Window
from sightline.pages.organisation import Organisation, TeamPlace, Unit
from sightline.pages.unit_measured import UnitMeasured
from sightline.settings import Settings

# Page models that are kept for each version; the oldest unused goes first.
KEPT = 2_000

Made = TypeVar("Made")


class _Opened:
    """An engine that is closed when the last reading that uses it is gone."""

    def __init__(self) -> None:
        self.engine = engine_called("duckdb")
        weakref.finalize(self, self.engine.close)


class Reading:
    """
    One measured version, open for pages. `figures` answers the engine's questions from memory where it can.

    `like`: a reading of the same cube under other settings, whose engine and counts this one goes on with.
    """

    def __init__(
        self, workspace: Path, version: Version, cube: Cube, settings: Settings, like: "Reading | None" = None
    ):
        self.workspace = workspace
        self.version = version
        self.cube = cube
        self.settings = settings
        self._opened: _Opened = like._opened if like else _Opened()
        counts: UnitMeasured | None = like.measured if like else None
        self.measured: UnitMeasured = UnitMeasured(Measured.on_disk(cube, self._opened.engine, settings), counts)
        self._made: OrderedDict[Hashable, object] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}
        self._lock = RLock()

    # What it is of

    @property
    def manifest(self) -> Manifest:
        return self.version.manifest

    @property
    def name(self) -> str:
        return self.version.name

    @property
    def as_at(self) -> date:
        return self.manifest.as_at

    @property
    def loaded_at(self) -> datetime:
        return self.manifest.loaded_at

    @property
    def rejected_rows(self) -> int:
        return sum(table.rejected for table in self.manifest.tables)

    @cached_property
    def reach(self) -> Reach:
        return Reach(self.measured.months[0], self.as_at)

    @cached_property
    def last_whole_month(self) -> Month:
        """The newest month that the data cover to its end: what pages open with."""
        month = Month.of(self.as_at)
        return month if self.as_at == month.end else month.plus(-1)

    @cached_property
    def organisation(self) -> Organisation:
        with self._lock:
            found: dict[tuple[str, str, str], list[str]] = {}
            for row in team_places(self.measured):
                found.setdefault((row["team"], row["service_area"], row["locality"]), []).append(row["team_id"])
            places = tuple(TeamPlace(team, tuple(ids), area, where) for (team, area, where), ids in found.items())
            workers = tuple((row["worker_id"], row["name"], row["team"]) for row in workers_today(self.measured))
        return Organisation(self.settings.authority.name, places, workers)

    # Figures

    def figures(self, measure: Measure, asked: Slice) -> list[Figure]:
        """The engine's answer; from memory for units and months. Errors: BadUsage as the engine's."""
        return figures(self.measured, measure, asked)

    def figure(self, measure: Measure, window: Window, month: Month, unit: Unit) -> Figure | None:
        """One unit's figure; None where the window is not the measure's, or lies outside the data."""
        if window not in measure.windows or not _can_be_cut(measure, unit.where):
            return None
        period = Slice(window, (month,)).periods[0]
        if not self.reach.holds(period):
            return None
        found = self.figures(measure, Slice(window, (month,), (), unit.where))
        return found[0] if found else None

    # What was made from it

    def remembered(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """
        What `make` gives, made once for this version and `key`. Others who ask for the same meanwhile wait for it.

        `key` names everything that decides the result besides the version: unit, month, audience, scope.
        """
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]  # type: ignore[return-value]
            making = self._making.setdefault(key, RLock())
        with making:
            with self._lock:
                if key in self._made:
                    return self._made[key]  # type: ignore[return-value]
            made = make()
            with self._lock:
                self._made[key] = made
                self._making.pop(key, None)
                while len(self._made) > KEPT:
                    self._made.popitem(last=False)
        return made


def _can_be_cut(measure: Measure, where: Where) -> bool:
    return all(name in measure.all_breakdowns for name, _member in where)
