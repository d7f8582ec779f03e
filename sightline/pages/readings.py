"""Which reading a request gets: the newest measured version of the workspace, looked for now and then."""

import time
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from filelock import FileLock

from sightline.dataset.versions import Version, current_version
from sightline.engine.base import engine_called
from sightline.engine.cube import Cube, measure, open_cube
from sightline.errors import SightlineError
from sightline.pages.reading import Reading
from sightline.settings import FILE_NAME, Settings, read_settings

# How often, in seconds, the workspace is looked at for a newer version.
LOOK_EVERY = 1.0


@dataclass(frozen=True)
class _Stamp:
    """What tells one state of a workspace from the next, without opening its files."""

    version: str
    cube: int
    settings: int


class Readings:
    """
    The workspace's current reading. A newer version is taken up once it is measured; till then the last good one stays.
    """

    def __init__(self, workspace: Path):
        self.workspace = workspace
        self._lock = RLock()
        self._reading: Reading | None = None
        self._stamp: _Stamp | None = None
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
        if version is None or _stamp(self.workspace, version) == self._stamp:
            return
        try:
            settings = read_settings(self.workspace)
        except SightlineError:
            # Settings that somebody is half way through mending: the last good state stays.
            if self._reading is None:
                raise
            return
        cube = open_cube(self.workspace, version, settings)
        if cube is None and self._reading is None:
            cube = _measured_now(self.workspace, version, settings)
        if cube is not None:
            self._reading = Reading(self.workspace, version, cube, settings)
            self._stamp = _stamp(self.workspace, version)


def _measured_now(workspace: Path, version: Version, settings: Settings) -> Cube:
    """The cube of a version that these definitions have not measured; of several servers, one measures."""
    with FileLock(workspace / ".measure.lock"), engine_called("duckdb") as engine:
        return open_cube(workspace, version, settings) or measure(workspace, version, engine, settings)


def _stamp(workspace: Path, version: Version) -> _Stamp:
    files = (workspace / "cubes" / version.name / "cube.json", workspace / FILE_NAME)
    cube, settings = (file.stat().st_mtime_ns if file.exists() else 0 for file in files)
    return _Stamp(version.name, cube, settings)
