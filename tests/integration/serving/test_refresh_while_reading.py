"""
A refresh while twenty people read: no error, and each answer is of one version.

A real server on a small authority whose months hold a number of contacts that tells one version from the next.
"""

import http.cookiejar
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from sightline.dataset.versions import make_current
from sightline.engine.base import engine_called
from sightline.engine.cube import measure
from sightline.settings import read_settings
from sightline.sources.load import load

READERS = 20
REFRESHES = 3
TOML = '[authority]\nname = "Smallshire"\nla_code = "001"\n[history]\nfinancial_years = 1\n'
PASSWORD = "a-long-enough-word"
FIGURES = "/api/v1/figures?measure=mash_enquiries&period=2026-09"
PAGES = ("/scorecard/", "/measure/mash_enquiries/")
BINARY = str(Path(sys.executable).with_name("sightline"))


def refreshed(workspace: Path, contacts: int) -> str:
    """A version with so many contacts in its newest month, loaded, measured and made current, as a refresh does."""
    extract = workspace / "extract"
    shutil.rmtree(extract, ignore_errors=True)
    extract.mkdir()
    rows = "".join(f"{n},P1,2026-09-{n:02}\n" for n in range(1, contacts + 1))
    (extract / "ssd_contacts.csv").write_text(f"cont_contact_id,cont_person_id,cont_contact_date\n{rows}", "utf-8")
    (extract / "ssd_person.csv").write_text("pers_person_id,pers_sex\nP1,F\nP2,M\n", "utf-8")
    settings = read_settings(workspace)
    version = load(
        workspace, [str(extract)], as_at=date(2026, 9, 30), accept_shrink=True, settings=settings, make_current=False
    ).version
    with engine_called("duckdb") as engine:
        measure(workspace, version, engine, settings)
    make_current(workspace, version)
    return version.name


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str, str]]:
    """The workspace, its first version, and the address where it is served."""
    (tmp_path / "sightline.toml").write_text(TOML, "utf-8")
    first = refreshed(tmp_path, contacts=1)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SIGHTLINE_", "DJANGO_", "DATABASE_URL"))}
    add = [BINARY, "people", "add", "anna", "--password", PASSWORD, "--role", "analyst", "-w", str(tmp_path)]
    subprocess.run(add, check=True, env=environment, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [BINARY, "serve", "-w", str(tmp_path), "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            for _try in range(600):
                try:
                    urllib.request.urlopen(f"{address}/sign-in/", timeout=30).close()
                    break
                except (urllib.error.URLError, ConnectionError):
                    assert server.poll() is None
                    time.sleep(0.2)
            yield tmp_path, first, address
        finally:
            server.terminate()


class Reader:
    """Somebody who signed in and keeps their cookies."""

    def __init__(self, address: str):
        self._address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._open = urllib.request.build_opener(jar).open
        page = self.read("/sign-in/")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found
        form = {"csrfmiddlewaretoken": found[1], "username": "anna", "password": PASSWORD}
        self._open(f"{address}/sign-in/", urllib.parse.urlencode(form).encode()).close()

    def read(self, path: str) -> str:
        """The page; a status that is not 200 is an error here."""
        with self._open(self._address + path, timeout=120) as answer:
            return answer.read().decode()


def test_nobody_notices_but_by_newer_figures(served):
    workspace, first, address = served
    contacts = {first: 1}
    done = Event()

    def reads() -> list[tuple[str, float]]:
        reader, seen = Reader(address), []
        while not done.is_set():
            answer = json.loads(reader.read(FIGURES))
            seen.append((answer["data"]["version"], answer["figures"][0]["value"]))
            for page in PAGES:
                versions = set(re.findall(r"\b\d{8}T\d{6}-[0-9a-f]{8}\b", reader.read(page)))
                assert len(versions) == 1
        return seen

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(reads) for _reader in range(READERS)]
        onlooker = Reader(address)
        for refresh in range(REFRESHES):
            name = refreshed(workspace, contacts=refresh + 2)
            contacts[name] = refresh + 2
            for _try in range(1_200):
                if json.loads(onlooker.read(FIGURES))["data"]["version"] == name:
                    break
                time.sleep(0.1)
            else:
                raise AssertionError("the newer version was never taken up")
        done.set()
        seen = [answer for reader in readers for answer in reader.result()]

    assert all(value == contacts[version] for version, value in seen)
    assert {version for version, _value in seen} >= {first}
