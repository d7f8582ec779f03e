"""The web application over the made-up authority: a client for each role, signed in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from sightline.pages.reading import Reading


@pytest.fixture(scope="session")
def reading(demo_workspace: Path) -> Reading:
    """The made-up authority's reading, opened once for the run of this process."""
    from sightline.pages.readings import Readings

    return Readings(demo_workspace).current()


@pytest.fixture(autouse=True)
def served(demo_workspace: Path, reading: Reading, settings, monkeypatch) -> None:
    """Every test of the web is over the made-up authority."""
    from sightline.web.config import middleware

    class _Held:
        @staticmethod
        def current() -> Reading:
            return reading

    settings.WORKSPACE = demo_workspace
    settings.IS_DEMO = True
    monkeypatch.setattr(middleware.workspace, "readings", _Held(), raising=False)


@pytest.fixture
def people(db, reading: Reading) -> None:
    """The demo's people, one for each role."""
    from sightline.web.people.demo import make_demo_people

    make_demo_people(reading.organisation)


@pytest.fixture
def signed_in(people) -> Callable[[str], Client]:
    """A client in which a demo person (`director`, `manager`, ...) is signed in."""
    from sightline.web.people.models import Person

    def client_of(username: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
