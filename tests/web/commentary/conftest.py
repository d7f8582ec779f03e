"""Commentary over the made-up authority: a place, a writer's form, and a workspace that may be written in."""

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from sightline.pages.commentary_figures import Place
from sightline.pages.reading import Reading

MEASURE = "icpc_in_15wd_excl_no_s47_pct"
ADDRESS = f"/commentary/{MEASURE}/"


@pytest.fixture
def place(reading: Reading) -> Place:
    return Place(MEASURE, reading.organisation.whole, reading.last_whole_month)


@pytest.fixture
def own_workspace(reading: Reading, tmp_path: Path, monkeypatch) -> Reading:
    """The same reading over an empty workspace, so that what is published lies apart."""
    from sightline.web.config import middleware

    held = copy.copy(reading)
    held.workspace = tmp_path

    class _Held:
        @staticmethod
        def current() -> Reading:
            return held

    monkeypatch.setattr(middleware.workspace, "readings", _Held(), raising=False)
    return held


@pytest.fixture
def write(signed_in) -> Callable[..., Client]:
    """Writes a text as somebody, and by default sends it: `write("analyst", "It was {{referrals}}.", version=0)`."""

    def written(who: str, shows: str, *, version: int = 0, do: str = "send", address: str = ADDRESS, **more):
        return signed_in(who).post(address, {"do": do, "version": version, "shows": shows, **more})

    return written


@pytest.fixture
def decide(signed_in) -> Callable[..., Client]:
    """Decides as somebody on the commentary as their page shows it."""
    from sightline.web.commentary.models import Commentary

    def decided(who: str, do: str, note: str = "", address: str = ADDRESS):
        client = signed_in(who)
        page = client.get(address).context.get("page")
        held = Commentary.objects.first()
        seen = page.seen if hasattr(page, "seen") else ""
        return client.post(address, {"do": do, "version": held.version, "seen": seen, "note": note})

    return decided
