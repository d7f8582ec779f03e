"""What a measure page is asked for in its address, and the addresses of its other views."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from sightline.errors import BadUsage, did_you_mean
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import Measure
from sightline.measures.windows import Window
from sightline.pages.measure_asked import MeasureAsked, View
from sightline.pages.organisation import Unit
from sightline.web.commentary.annotations import annotations
from sightline.web.people.permissions import Permission

OWN = ("view", "by", "window")


def measure_called(name: str) -> Measure:
    """The measure of an address. Errors: Http404."""
    if name not in CATALOGUE:
        raise Http404
    return CATALOGUE[name]


def asked_of(request: HttpRequest, measure: Measure) -> MeasureAsked:
    """The view that is asked for. Errors: BadUsage for a view or a window that does not exist."""
    access, choices = request.access, request.choices
    view = _one_of(request.GET.get("view", ""), {view.value: view for view in View}, "chart") or View.CONTROL
    window = _one_of(request.GET.get("window", ""), {window.value: window for window in Window}, "window")
    return MeasureAsked(
        measure=measure,
        month=choices.month,
        unit=choices.unit,
        audience=access.audience,
        view=view,
        by=request.GET.get("by", "")[:60],
        window=window,
        teams=access.may(Permission.SEE_TEAMS),
        annotations=annotations(request.reading),
    )


def _one_of(text: str, known: dict, what: str):
    if not text:
        return None
    if text not in known:
        raise BadUsage(
            f"There is no {what} '{text[:40]}'.{did_you_mean(text[:40], known)} Use one of: {', '.join(known)}."
        )
    return known[text]


@dataclass(frozen=True)
class Addresses:
    """The addresses of one view and of those beside it; each says period and unit, so that it makes the view again."""

    asked: MeasureAsked

    def _query(self, **changed: str) -> str:
        asked = self.asked
        held = {
            "period": str(asked.month),
            "unit": asked.unit.key,
            "view": "" if asked.view is View.CONTROL else asked.view.value,
            "by": asked.by,
            "window": asked.window.value if asked.window else "",
        } | changed
        return urlencode({name: value for name, value in held.items() if value})

    def here(self, anchor: str = "", **changed: str) -> str:
        """This page with some of its choices changed."""
        address = reverse("measure", args=[self.asked.measure.id])
        return f"{address}?{self._query(**changed)}{f'#{anchor}' if anchor else ''}"

    def of_unit(self, unit: Unit) -> str:
        """The same measure of another unit, without the split."""
        return self.here(unit=unit.key, by="", window="")

    def file(self, name: str) -> str:
        """A download of this very view: `data.csv`, `data.xlsx`, `chart.svg`, `chart.png`."""
        return f"{reverse('measure-file', args=[self.asked.measure.id, name])}?{self._query()}"

    def records(self, unit: Unit, window: Window) -> str:
        """The records behind a unit's figure."""
        query = urlencode({"period": str(self.asked.month), "unit": unit.key, "window": window.value})
        return f"{reverse('record-list', args=[self.asked.measure.id])}?{query}"
