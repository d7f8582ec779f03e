"""Making beforehand what most people open first, so that nobody need wait for it."""

import logging
from collections.abc import Callable

from sightline.pages.reading import Reading

log = logging.getLogger("sightline.web")

# What each page group makes beforehand; they add themselves when their app is ready.
WARMERS: list[Callable[[Reading], None]] = []


def warm(reading: Reading) -> None:
    """Makes the reading's first pages; a failure is logged, and the page says more when it is asked for."""
    for make in WARMERS:
        try:
            make(reading)
        except Exception:
            log.exception("Some first pages could not be made beforehand")
