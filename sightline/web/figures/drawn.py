"""The process' drawings: charts are kept in the workspace's cache, so that each is drawn once for everybody."""

from functools import cache
from pathlib import Path

from django.conf import settings

from sightline.charts.draw import Drawer

FOLDER = Path("cache") / "charts"


def drawer() -> Drawer:
    """The one drawer of the workspace that is served."""
    return _drawer_of(settings.WORKSPACE)


@cache
def _drawer_of(workspace: Path) -> Drawer:
    return Drawer(workspace / FOLDER)
