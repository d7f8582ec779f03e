"""A real server on a small authority, and people who read it."""

import http.cookiejar
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from sightline.dataset.versions import make_current
from sightline.engine.base import engine_called
from sightline.engine.cube import measure
from sightline.settings import read_settings
from sightline.sources.load import load

TOML = '[authority]\nname = "Smallshire"\nla_code = "001"\n[history]\nfinancial_years = 1\n'
PASSWORD = "a-long-enough-word"
BINARY = str(Path(sys.executable).with_name("sightline"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace that nothing was loaded into yet."""
    (tmp_path / "sightline.toml").write_text(TOML, "utf-8")
    return tmp_path


@pytest.fixture
def refresh(workspace: Path) -> Callable[[int], str]:
    """Loads, measures and makes current a version with so many contacts in its newest month; gives its name."""

    def run(contacts: int) -> str:
        extract = workspace / "extract"
        shutil.rmtree(extract, ignore_errors=True)
        extract.mkdir()
        rows = "".join(f"{n},P1,2026-09-{n:02}\n" for n in range(1, contacts + 1))
        (extract / "ssd_contacts.csv").write_text(f"cont_contact_id,cont_person_id,cont_contact_date\n{rows}", "utf-8")
        (extract / "ssd_person.csv").write_text("pers_person_id,pers_sex\nP1,F\nP2,M\n", "utf-8")
        settings = read_settings(workspace)
        version = load(
            workspace, [str(extract)], as_at=date(2026, 9, 30), accept_shrink=True, settings=settings,
            make_current=False,
        ).version  # fmt: skip
        with engine_called("duckdb") as engine:
            measure(workspace, version, engine, settings)
        make_current(workspace, version)
        return version.name

    return run


@contextmanager
def served(workspace: Path, **environment: str) -> Iterator[str]:
    """The address at which `sightline serve` serves the workspace; anna may sign in as its analyst."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("SIGHTLINE_", "DJANGO_", "DATABASE_URL"))}
    own |= environment
    add = [BINARY, "people", "add", "anna", "--password", PASSWORD, "--role", "analyst", "-w", str(workspace)]
    subprocess.run(add, check=True, env=own, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [BINARY, "serve", "-w", str(workspace), "--port", str(port)]
    with subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            for _try in range(600):
                try:
                    urllib.request.urlopen(f"{address}/sign-in/", timeout=30).close()
                    break
                except (urllib.error.URLError, ConnectionError):
                    assert server.poll() is None, "the server ended"
                    time.sleep(0.2)
            yield address
        finally:
            server.terminate()


class Reader:
    """Somebody who signed in as anna and keeps their cookies."""

    def __init__(self, address: str):
        self._address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._open = urllib.request.build_opener(jar).open
        self.post("/sign-in/", username="anna", password=PASSWORD)

    def read(self, path: str) -> str:
        """The page; a status that is not 200 is an error here."""
        with self._open(self._address + path, timeout=120) as answer:
            return answer.read().decode()

    def post(self, path: str, **form: str) -> str:
        """Sends a page's form, and gives the page that follows."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.read(path))
        assert found, f"{path} has no form"
        fields = urllib.parse.urlencode({"csrfmiddlewaretoken": found[1], **form}).encode()
        with self._open(self._address + path, fields, timeout=120) as answer:
            return answer.read().decode()
