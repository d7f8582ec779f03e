"""Insert a figure: what can be picked, and the token for it with what it prints now."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from sightline.errors import BadUsage
from sightline.measures.catalogue import CATALOGUE, measure_called
from sightline.measures.windows import Window
from sightline.pages.commentary_figures import Place
from sightline.pages.commentary_tokens import What, parse_token
from sightline.pages.headlines import TOPICS
from sightline.pages.reading import Reading
from sightline.web.commentary.acts import SIGNED_AT, printer
from sightline.web.config.context import Choice, Option

MONTHS = (("", "The commentary’s month"), ("last-month", "The month before"), ("last-year", "A year before"))


@dataclass(frozen=True)
class Picked:
    """The token for what was picked, what it prints, of what it is; or why there is none."""

    token: str
    text: str = ""
    about: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Picker:
    """The selects, and what they give as they stand."""

    choices: tuple[Choice, ...]
    picked: Picked


def picker(request: HttpRequest, place: Place, chosen: Mapping[str, str]) -> Picker:
    """The selects as they were left, beginning with the commentary's own measure."""
    measures = _measures(place, chosen.get("pick_measure", place.measure))
    units = [Option("", "The commentary’s unit", not chosen.get("pick_unit"))]
    units += [
        Option(unit.key, unit.name, unit.key == chosen.get("pick_unit"), unit.kind.words.capitalize())
        for unit in request.reading.organisation.units.values()
        if request.access.may_see_figures_of(unit)
    ]
    windows = (("", "Month, or at its end"), *((w.value, w.title) for w in Window if w is not Window.LATEST))
    choices = (
        Choice("pick_measure", "Measure", measures),
        Choice("pick_what", "Show", _options(((w.value, w.words) for w in What), chosen.get("pick_what", "value"))),
        Choice("pick_window", "Over", _options(windows, chosen.get("pick_window", ""))),
        Choice("pick_month", "When", _options(MONTHS, chosen.get("pick_month", ""))),
        Choice("pick_unit", "Of", tuple(units)),
    )
    return Picker(choices, picked(chosen, request.reading, place))


def picked(chosen: Mapping[str, str], reading: Reading, place: Place) -> Picked:
    """The token that the selects say."""
    names = ("pick_what", "pick_window", "pick_month", "pick_unit")
    words = [chosen.get("pick_measure") or place.measure, *(chosen.get(name, "") for name in names)]
    try:
        token = parse_token(" ".join(word for word in words if word)[:300], reading.organisation)
    except BadUsage as error:
        return Picked("", why_not=str(error))
    found = printer(reading, place, SIGNED_AT).printed(token)
    return Picked(token.written if not found.why_not else "", found.text, found.about, found.why_not)


def _measures(place: Place, chosen: str) -> tuple[Option, ...]:
    own = measure_called(place.measure)
    found = [Option(own.id, own.title, own.id == chosen, "This measure")]
    for topic in TOPICS:
        for headline in topic.headlines:
            for one in (headline, headline.of_a_unit):
                if one is not None and one.measure_id != own.id:
                    found.append(Option(one.measure_id, one.title, one.measure_id == chosen, topic.title))
    if chosen in CATALOGUE and not any(option.selected for option in found):
        found.append(Option(chosen, CATALOGUE[chosen].title, True, "Others"))
    return tuple(found)


def _options(pairs, chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, label, value == chosen) for value, label in pairs)
