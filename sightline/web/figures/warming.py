"""What of these pages is made before the first reader comes: the whole's scorecard at each level, and its home."""

from sightline.judgement.suppression.audience import Audience
from sightline.pages.home import exceptions_home
from sightline.pages.reading import Reading
from sightline.pages.scope import EVERYTHING
from sightline.pages.scorecard import scorecard_of

# The levels that roles have, those most people have first.
LEVELS = (Audience.CASE, Audience.PUBLIC, Audience.PARTNER, Audience.INTERNAL)


def warm_figures(reading: Reading) -> None:
    """The newest whole month of the whole authority, then of each locality at case level."""
    whole, month = reading.organisation.whole, reading.last_whole_month
    exceptions_home(reading, whole, month, Audience.CASE, EVERYTHING)
    for level in LEVELS:
        scorecard_of(reading, whole, month, level)
    for unit in reading.organisation.units.values():
        if unit.kind.value in ("locality", "service-area"):
            scorecard_of(reading, unit, month, Audience.CASE)
