"""What the frame of every page shows: masthead, navigation, context bar, audience mark, freshness."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from sightline.errors import SightlineError
from sightline.judgement.suppression.audience import Audience
from sightline.measures.windows import Month
from sightline.pages.organisation import UnitKind
from sightline.pages.reading import Reading
from sightline.web.commentary.publishing import state_of_period
from sightline.web.config.navigation import NAVIGATION
from sightline.web.people.access import Access


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    selected: bool = False
    group: str = ""


@dataclass(frozen=True)
class Choice:
    """One select of the context bar."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    is_current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Person:
    name: str
    role_title: str


@dataclass(frozen=True)
class AudienceMark:
    """Who may be shown the page: bold words, then the rest; `why_url` where figures are hidden."""

    level: str
    bold: str
    rest: str
    why_url: str = ""


@dataclass(frozen=True)
class Freshness:
    as_at: Any
    loaded_at: Any
    version: str
    state_of_period: str
    rejected_rows: int
    rejects_url: str


class Frame:
    """Lazily what base.html asks for; a page without data (sign-in, help) asks for little of it."""

    def __init__(self, request: HttpRequest):
        self._request = request

    @property
    def _reading(self) -> Reading | None:
        try:
            return self._request.reading if self._request.reading.name else None
        except SightlineError:
            return None

    @property
    def _access(self) -> Access:
        return self._request.access

    @property
    def is_demo(self) -> bool:
        return settings.IS_DEMO

    @property
    def authority(self) -> str:
        reading = self._reading
        return reading.settings.authority.name if reading else ""

    @property
    def person(self) -> Person | None:
        user = self._request.user
        return Person(str(user), self._access.title) if user.is_authenticated and self._reading else None

    @property
    def shortcuts_on(self) -> bool:
        user = self._request.user
        return user.is_authenticated and user.shortcuts_on

    @property
    def find_query(self) -> str:
        return self._request.GET.get("q", "")[:100] if self._request.path == reverse("find") else ""

    @property
    def query(self) -> str:
        return _query(self._request)

    @property
    def navigation(self) -> list[Link]:
        if not self._request.user.is_authenticated or self._reading is None:
            return []
        query = _query(self._request)
        return [
            Link(
                entry.title,
                reverse(entry.view) + query,
                _is_current(self._request, entry.paths),
                entry.count(self._request) if entry.count else 0,
            )
            for entry in NAVIGATION
            if not entry.needs or any(self._access.may(permission) for permission in entry.needs)
        ]

    @property
    def choices(self) -> list[Choice]:
        """Period and unit: what every page that shows figures can be asked for."""
        return [period_choice(self._request), unit_choice(self._request)]

    @property
    def audience(self) -> AudienceMark:
        level = self._access.audience
        why = reverse("why-hidden") if level.hides else ""
        return AudienceMark(level.value, *_AUDIENCE[level], why)

    @property
    def _state_of_period(self) -> str:
        """Whether the figures of the chosen month are signed off; of the newest where the choice makes no sense."""
        try:
            month = self._request.choices.month
        except (SightlineError, PermissionDenied):
            month = self._request.reading.last_whole_month
        return f"{month_words(month)}: {state_of_period(month)}"

    @property
    def freshness(self) -> Freshness | None:
        reading = self._reading
        if reading is None or not self._request.user.is_authenticated:
            return None
        return Freshness(
            reading.as_at,
            reading.loaded_at,
            reading.name,
            self._state_of_period,
            reading.rejected_rows,
            reverse("data-quality"),
        )


_AUDIENCE = {
    Audience.CASE: ("Exact figures", "internal, official-sensitive"),
    Audience.INTERNAL: ("Exact figures", "internal, official-sensitive"),
    Audience.PARTNER: ("Protected figures", "partners, not for publication"),
    Audience.PUBLIC: ("Protected figures", "small numbers are hidden"),
}


def period_choice(request: HttpRequest) -> Choice:
    """The months that can be chosen, newest first."""
    reading: Reading = request.reading
    chosen = request.choices.month
    return Choice(
        "period",
        "Period",
        tuple(Option(str(m), month_words(m), m == chosen) for m in reversed(reading.measured.months)),
    )


def unit_choice(request: HttpRequest) -> Choice:
    """The units whose figures the person may see."""
    reading, access = request.reading, request.access
    chosen = request.choices.unit.key
    options = [
        Option(
            unit.key,
            f"{unit.name}, whole service" if unit.is_whole else unit.name,
            unit.key == chosen,
            _GROUPS[unit.kind],
        )
        for unit in reading.organisation.units.values()
        if access.may_see_figures_of(unit)
    ]
    worker = request.choices.unit
    if worker.kind is UnitKind.WORKER:
        options.append(Option(worker.key, worker.name, True, "Worker"))
    return Choice("unit", "Unit", tuple(options))


_GROUPS = {
    UnitKind.WHOLE: "",
    UnitKind.SERVICE_AREA: "Service areas",
    UnitKind.LOCALITY: "Localities",
    UnitKind.AREA: "Areas",
    UnitKind.TEAM: "Teams",
    UnitKind.WORKER: "Worker",
}


def month_words(month: Month) -> str:
    """`June 2017`."""
    return f"{month.start:%B %Y}"


def _query(request: HttpRequest) -> str:
    kept = {name: request.GET[name] for name in ("period", "unit") if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def _is_current(request: HttpRequest, paths: tuple[str, ...]) -> bool:
    return any(request.path == path or (path != "/" and request.path.startswith(path)) for path in paths)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `frame` in every template."""
    return {"frame": Frame(request)}
