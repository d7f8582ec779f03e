"""What every request passes through: one reading, a declared page, and errors in people's words."""

import logging
import secrets
import time
from collections.abc import Callable
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from sightline.errors import SightlineError
from sightline.judgement.suppression.audience import Audience
from sightline.pages.reading import Reading
from sightline.pages.readings import Readings
from sightline.web.config.warming import warm
from sightline.web.people.access import NO_ACCESS, Access, access_of
from sightline.web.people.second_factor import has_second_factor

log = logging.getLogger("sightline.web")
Respond = Callable[[HttpRequest], HttpResponse]


class _Workspace:
    """The one `Readings` of this process."""

    @cached_property
    def readings(self) -> Readings:
        return Readings(settings.WORKSPACE, prepare=warm)


workspace = _Workspace()


class OneReading:
    """
    Gives the request its reading, its access and its choices, each worked out when first asked for and kept for the
    request: `request.reading`, `request.access`, `request.choices`.
    """

    def __init__(self, respond: Respond):
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from sightline.web.config.choices import Choices

        request.reading = SimpleLazyObject(workspace.readings.current)
        request.access = SimpleLazyObject(lambda: _access(request))
        request.choices = SimpleLazyObject(lambda: Choices.of(request))
        since = time.perf_counter()
        response = self._respond(request)
        # How long the application took, for `make bench` and for whoever wonders in the browser's own tools.
        response.headers["Server-Timing"] = f"app;dur={(time.perf_counter() - since) * 1000:.1f}"
        if request.user.is_authenticated and not request.path.startswith(f"/{settings.STATIC_URL}"):
            # A page about children is not kept by the browser or by anything on the way to it.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def _access(request: HttpRequest) -> Access:
    if not request.user.is_authenticated:
        return NO_ACCESS
    reading: Reading = request.reading
    least = Audience(reading.settings.disclosure.no_looser_than)
    return access_of(request.user.grants_on(timezone.localdate()), reading.organisation, least)


class DeclaredPagesOnly:
    """Refuses a page that does not say what it needs, and asks those who must use a second factor for it."""

    def __init__(self, respond: Respond):
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._respond(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if not hasattr(view, "needs"):
            raise PermissionDenied("This page does not say who may open it, so nobody may.")
        user = request.user
        is_waiting = view.needs is not None and user.is_authenticated and not user.is_verified()
        if is_waiting and has_second_factor(user):
            return redirect(f"{reverse('second-factor')}?{urlencode({'next': request.get_full_path()})}")
        return None


class PeoplesErrors:
    """Turns what went wrong into a page with one sentence; the log has a reference and no personal data."""

    def __init__(self, respond: Respond):
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, (Http404, PermissionDenied)):
            return None
        if isinstance(error, SightlineError):
            return render(request, "refused.html", {"sentence": str(error)}, status=400)
        reference = secrets.token_hex(4)
        # The traceback names code, never values: an exception's message may hold what somebody typed.
        log.error("Reference %s: %s", reference, _where(error))
        return render(request, "500.html", {"reference": reference}, status=500)


def _where(error: Exception) -> str:
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' < '.join(reversed(frames[-6:]))}"
