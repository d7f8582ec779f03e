"""The foot of a chart of months: which months are named, and where the year stands under them."""

from collections.abc import Sequence

from sightline.charts import theme
from sightline.charts.layout import width_of
from sightline.measures.windows import Month

QUARTERS = (1, 4, 7, 10)
APRIL, JANUARY = 4, 1


def bottoms_of(months: Sequence[Month], width: float) -> dict[float, list[str]]:
    """
    The words under the places: every month of a short series, quarters' first months of a long one, Aprils of a
    longer or narrower one. The year stands under the first month that is named, under each April and each January.
    """
    room = width / max(len(months), 1)
    for named in (range(1, 13), QUARTERS, (APRIL, 10), (APRIL,)):
        step = 12 / len(named)
        if room * step >= 1.6 * width_of("May", theme.TEXT):
            break
    places = [place for place, month in enumerate(months) if month.number in named] or [0]
    return {place: [f"{months[place].start:%b}", *_year(months, place, first=place == places[0])] for place in places}


def _year(months: Sequence[Month], place: int, *, first: bool) -> list[str]:
    month = months[place]
    return [str(month.year)] if first or month.number in (APRIL, JANUARY) else []
