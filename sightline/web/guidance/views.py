"""Help: what words and marks mean, how sure a figure is, why one is hidden, who sees what."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.pages.definitions import topics_with
from sightline.pages.find_index import HELP_PAGES
from sightline.pages.glossary import by_letter
from sightline.web.design.components import SYMBOLS
from sightline.web.guidance.who_sees import role_rows
from sightline.web.people.access import needs, open_to_all


def _page(request: HttpRequest, name: str, **shown: Any) -> HttpResponse:
    return render(request, f"guidance/{name}.html", shown)


@needs()
def start(request: HttpRequest) -> HttpResponse:
    return _page(request, "start", pages=HELP_PAGES)


@needs()
def definitions(request: HttpRequest) -> HttpResponse:
    """Every measure by topic; `?q=` keeps those with these words."""
    query = request.GET.get("q", "")[:100]
    found = topics_with(query)
    return _page(request, "definitions", topics=found, query=query, count=sum(len(topic.measures) for topic in found))


@needs()
def glossary(request: HttpRequest) -> HttpResponse:
    return _page(request, "glossary", letters=by_letter())


@needs()
def hidden(request: HttpRequest) -> HttpResponse:
    """Why a figure is `[c]`, and what may be asked for instead."""
    threshold = request.reading.settings.disclosure.threshold
    return _page(request, "hidden", threshold=threshold, symbols=SYMBOLS.items())


@needs()
def how_sure(request: HttpRequest) -> HttpResponse:
    return _page(request, "how_sure")


@open_to_all
def privacy(request: HttpRequest) -> HttpResponse:
    """Who sees what: the roles as the code has them, so that the page can't say otherwise."""
    return _page(
        request,
        "privacy",
        roles=role_rows(),
        minutes=settings.SESSION_COOKIE_AGE // 60,
    )


@needs()
def keyboard(request: HttpRequest) -> HttpResponse:
    return _page(request, "keyboard")


@open_to_all
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "accessibility")


@open_to_all
def signing_in(request: HttpRequest) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return _page(request, "signing_in", tries=settings.AXES_FAILURE_LIMIT, minutes=minutes, oidc=settings.OIDC_IS_ON)
