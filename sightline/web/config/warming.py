"""Making beforehand what most people open first, so that the first reader of the day need not wait for it."""

import logging
from collections.abc import Callable

from sightline.pages.reading import Reading
from sightline.web.config.middleware import workspace

log = logging.getLogger("sightline.web")

# What each page group makes beforehand; they add themselves when their app is ready.
WARMERS: list[Callable[[Reading], None]] = []


def warm() -> None:
    """Opens the current reading and makes its first pages; a failure is logged, and the page says more when asked."""
    try:
        reading = workspace.readings.current()
        for make in WARMERS:
            make(reading)
    except Exception:
        log.exception("The first pages could not be made beforehand")
