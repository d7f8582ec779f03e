"""
Published figures that are others now, for pages that show a figure.

    restated(reading, measure, unit, month, audience)
"""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from sightline.errors import SightlineError
from sightline.judgement.suppression.audience import Audience
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Window
from sightline.pages.disclosed import ask_as
from sightline.pages.organisation import Unit
from sightline.pages.published_freeze import present
from sightline.pages.reading import Reading
from sightline.web.commentary.publishing import newest, opened


@dataclass(frozen=True)
class RestatedFigure:
    """A figure of one window: as it was published and when, and as it is now. Both as they are printed."""

    window: Window
    was: str
    published_on: date
    edition: int
    now: str


def restated(
    reading: Reading, measure: Measure, unit: Unit, month: Month, audience: Audience
) -> tuple[RestatedFigure, ...]:
    """
    What differs between the newest published edition and the data now, of one measure, unit and month.

    Empty where nothing was published, or its files can't be trusted (their own page then says so). Readers for whom
    small numbers are hidden are told of a difference only where both numbers are shown to them.
    """
    one = newest(month)
    if one is None:
        return ()
    try:
        edition = opened(reading, one)
    except SightlineError:
        return ()
    published = {f.window: f for f in (edition.public if audience.hides else edition.exact)
                 if (f.measure, f.unit) == (measure.id, unit.key)}  # fmt: skip
    key = ("restated", measure.id, unit.key, month, audience)
    found = reading.remembered(key, lambda: present(reading, measure, unit, month, ask_as(reading, audience)))
    day = localdate(one.signed_at)
    told = []
    for figure in found:
        before = published.get(figure.window)
        if before is None or (before.exact, before.status) == (figure.exact, figure.status):
            continue
        if audience.hides and not (before.exact and figure.exact):
            continue
        told.append(
            RestatedFigure(Window(figure.window), before.value or "[x]", day, one.edition, figure.value or "[x]")
        )
    return tuple(told)
