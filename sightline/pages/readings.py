"""Which reading a request gets: the newest measured version of the workspace, looked for now and then."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import RLock, Thread

from filelock import FileLock

from sightline.dataset.versions import Version, current_version
from sightline.engine.base import engine_called
from sightline.engine.cube import Cube, measure, open_cube
from sightline.errors import SightlineError
from sightline.pages.reading import Reading
from sightline.settings import FILE_NAME, Settings, read_settings

log = logging.getLogger("sightline.pages")
# How often, in seconds, the workspace is looked at for a newer version.
LOOK_EVERY = 1.0


@dataclass(frozen=True)
class _Stamp:
    """What tells one state of a workspace from the next, without opening its files."""

    version: str
    cube: int
    settings: int

    def is_of_the_cube_of(self, other: "_Stamp") -> bool:
        """Whether the two differ by their settings alone."""
        return (self.version, self.cube) == (other.version, other.cube)


class Readings:
    """
    The workspace's current reading.

    A newer version is opened, and its first pages made by `prepare`, beside the readers of the last good one, who go on
    with it meanwhile. Changed settings hold at once.
    """

    def __init__(self, workspace: Path, prepare: Callable[[Reading], None] = lambda _reading: None):
        self.workspace = workspace
        self._prepare = prepare
        self._lock = RLock()
        self._reading: Reading | None = None
        self._stamp: _Stamp | None = None
        # The state that could not be taken up, and what is taking one up.
        self._failed: _Stamp | None = None
        self._taking_up: Thread | None = None
        self._looked = 0.0

    def current(self) -> Reading:
        """
        The reading for a request to keep.

        Errors: SightlineError where nothing was loaded yet; BadSettings where the settings can't be read and there is
        no earlier reading.
        """
        if self._reading is not None and time.monotonic() - self._looked < LOOK_EVERY:
            return self._reading
        with self._lock:
            if self._reading is None or time.monotonic() - self._looked >= LOOK_EVERY:
                self._look()
            if self._reading is None:
                raise SightlineError(
                    f"Nothing is loaded in '{self.workspace}' yet. Run 'sightline refresh' or 'sightline load SOURCE'."
                )
            return self._reading

    def _look(self) -> None:
        self._looked = time.monotonic()
        version = current_version(self.workspace)
        if version is None:
            return
        stamp = _stamp(self.workspace, version)
        is_under_way = self._taking_up is not None and self._taking_up.is_alive()
        if is_under_way or stamp in (self._stamp, self._failed):
            return
        try:
            settings = read_settings(self.workspace)
        except SightlineError:
            # Settings that somebody is half way through mending: the last good state stays.
            if self._reading is None:
                raise
            return
        held, cube = self._reading, open_cube(self.workspace, version, settings)
        if held is None:
            cube = cube or _measured_now(self.workspace, version, settings)
            self._reading = Reading(self.workspace, version, cube, settings)
            self._stamp = _stamp(self.workspace, version)
        elif cube is not None and self._stamp is not None and stamp.is_of_the_cube_of(self._stamp):
            self._reading, self._stamp = Reading(self.workspace, version, cube, settings, like=held), stamp
            Thread(target=self._prepare, args=(self._reading,), name="prepare", daemon=True).start()
        else:
            how = (version, settings, stamp)
            self._taking_up = Thread(target=self._take_up, args=how, name="take-up", daemon=True)
            self._taking_up.start()

    def _take_up(self, version: Version, settings: Settings, stamp: _Stamp) -> None:
        try:
            cube = open_cube(self.workspace, version, settings) or _measured_now(self.workspace, version, settings)
            reading = Reading(self.workspace, version, cube, settings)
            self._prepare(reading)
        except Exception as error:
            log.error("Version %s could not be taken up: %s", version.name, type(error).__name__)
            self._failed = stamp
            return
        with self._lock:
            self._reading, self._stamp = reading, _stamp(self.workspace, version)


def _measured_now(workspace: Path, version: Version, settings: Settings) -> Cube:
    """The cube of a version that these definitions have not measured; of several servers, one measures."""
    with FileLock(workspace / ".measure.lock"), engine_called("duckdb") as engine:
        return open_cube(workspace, version, settings) or measure(workspace, version, engine, settings)


def _stamp(workspace: Path, version: Version) -> _Stamp:
    files = (workspace / "cubes" / version.name / "cube.json", workspace / FILE_NAME)
    cube, settings = (file.stat().st_mtime_ns if file.exists() else 0 for file in files)
    return _Stamp(version.name, cube, settings)
