"""Addresses of the API, and of the page where tokens are made."""

from django.urls import URLPattern, path

from sightline.web.api import views
from sightline.web.api.operations import api
from sightline.web.people.permissions import Permission

# How ninja names the address of the OpenAPI document, and that of the API itself.
DESCRIPTIONS = ("openapi-json", "api-root")


def _declared(patterns: list[URLPattern]) -> list[URLPattern]:
    """
    The API's addresses with the declaration that every page has; `signing_in` asks for it with each request.

    Its description holds no figure and is open, for programs read it before they have a token.
    """
    for pattern in patterns:
        pattern.callback.needs = None if pattern.name in DESCRIPTIONS else (Permission.USE_API,)
    return patterns


_addresses, _app, _namespace = api.urls
urlpatterns = [
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:number>/", views.take_back, name="take-back-token"),
    path("", (_declared(_addresses), _app, _namespace)),
]
