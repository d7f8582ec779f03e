"""A workspace's current dataset, measured and open for questions."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.dataset.versions import require_current
from sightline.engine.base import Engine, engine_called
from sightline.engine.cube import Report, measure, open_cube
from sightline.engine.measured import Measured
from sightline.settings import Settings


@contextmanager
def open_measured(
    workspace: Path, settings: Settings, *, engine_name: str = "duckdb", report: Report | None = None
) -> Iterator[Measured]:
    """
    The current dataset version with its cube; a version that has no cube yet is measured first.

    Errors: SightlineError where nothing is loaded.
    """
    version = require_current(workspace)
    with engine_called(engine_name) as engine:
        cube = open_cube(workspace, version, settings) or measure(workspace, version, engine, settings, report)
        yield Measured.on_disk(cube, engine, settings)


def measure_current(workspace: Path, settings: Settings, engine: Engine, report: Report | None = None) -> float:
    """Measures the current version afresh and returns the seconds it took."""
    since = time.perf_counter()
    measure(workspace, require_current(workspace), engine, settings, report)
    return time.perf_counter() - since
