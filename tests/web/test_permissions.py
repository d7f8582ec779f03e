"""
Every address, every role: what it answers to somebody who may, somebody who may not, and nobody.

The matrix is worked out from each page's own declaration and walked with real requests, so that a page cannot say one
thing and do another. An address that declares nothing, or is missing from `EXAMPLES`, fails here.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from web.addresses import EXAMPLES, NO_REQUESTS

from sightline.web.people.demo import demo_people
from sightline.web.people.roles import ROLES

ALLOWED = {200, 204, 302, 303, 400, 404, 405}


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the application with its route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


ROUTES = dict(patterns())
PEOPLE = {person.username: ROLES[person.role] for person in demo_people()}


def test_every_page_says_who_may_open_it():
    assert [route for route, pattern in ROUTES.items() if not hasattr(pattern.callback, "needs")] == []


def test_every_page_is_in_the_matrix():
    assert sorted(set(ROUTES) - set(EXAMPLES) - set(NO_REQUESTS)) == []


@pytest.mark.parametrize("username", PEOPLE)
@pytest.mark.parametrize("route", [route for route in ROUTES if route in EXAMPLES])
def test_a_page_opens_to_those_who_may_and_to_nobody_else(route, username, signed_in):
    needs, any_of = ROUTES[route].callback.needs, getattr(ROUTES[route].callback, "needs_any", ())
    held = PEOPLE[username].permissions
    may = needs is None or (set(needs) <= held and (not any_of or bool(set(any_of) & held)))
    status = signed_in(username).get(EXAMPLES[route]).status_code
    assert (status in ALLOWED) if may else (status == 403)


@pytest.mark.parametrize("route", [route for route in ROUTES if route in EXAMPLES])
def test_nobody_gets_in_unsigned(route, db):
    needs = ROUTES[route].callback.needs
    response = Client().get(EXAMPLES[route])
    if needs is None:
        assert response.status_code in ALLOWED
    elif route.startswith("api/v1/"):
        assert response.status_code == 401
    else:
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/sign-in/")
