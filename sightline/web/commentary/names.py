"""What measures are called on pages of commentary: as the scorecard has them."""

from sightline.measures.catalogue import CATALOGUE
from sightline.pages.headlines import HEADLINES


def title_of(measure: str) -> str:
    """A measure's short title; its id where the catalogue has it no longer."""
    for headline in HEADLINES:
        for one in (headline, headline.of_a_unit):
            if one is not None and one.measure_id == measure:
                return one.title
    held = CATALOGUE.get(measure)
    return held.title if held else measure
