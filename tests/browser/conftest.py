"""
A real server on a copy of the made-up authority, and Chromium: pages as people get them, with their scripts and rules.

Skipped where there is no Chromium; `.ci/run` installs it.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.axe import AXE
from browser.pages import NOBODY, Visit
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from sightline.web.people.demo import PASSWORD

STARTS_WITHIN = 120.0


def _chromium() -> str | None:
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    missing = [
        what for what, is_there in (("Chromium", _chromium()), ("axe-core (make setup)", AXE.exists())) if not is_there
    ]
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=f"needs {' and '.join(missing)}"))


@pytest.fixture(scope="session")
def address(demo_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `sightline serve` on a copy of the demo, one for each process of the run."""
    workspace = tmp_path_factory.mktemp("served") / "demo"
    # Datasets are never written again, so the copy may share their files; settings are replaced, not changed.
    shutil.copytree(demo_workspace, workspace, copy_function=os.link, ignore=shutil.ignore_patterns("*.sqlite3", ".*"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("sightline"), "serve", "-w", workspace, "--port", str(port)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SIGHTLINE_", "DJANGO_", "DATABASE_URL"))}
    log = workspace.parent / "server.log"
    with (
        log.open("wb") as kept,
        subprocess.Popen(command, stdout=kept, stderr=subprocess.STDOUT, env=environment) as server,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/sign-in/", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=30):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            assert server.poll() is None, log.read_text()
            time.sleep(0.2)
    raise AssertionError(f"The server did not answer in {STARTS_WITHIN:.0f} seconds:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser(address: str) -> Iterator[Browser]:
    # Playwright's loop runs in this thread to the end of the run; Django would refuse its database to later tests.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def _signed_in(browser: Browser, address: str) -> Callable[[str], dict | None]:
    """The cookies of a demo person, who signs in once for the run."""
    states: dict[str, dict] = {}

    def state_of(who: str) -> dict | None:
        if who == NOBODY:
            return None
        if who not in states:
            context = browser.new_context(base_url=address)
            page = context.new_page()
            page.goto("/sign-in/?next=/help/")
            page.get_by_label("User name", exact=True).fill(who)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.locator("form").filter(has=page.get_by_label("User name", exact=True)).get_by_role("button").click()
            page.wait_for_url("**/help/")
            states[who] = context.storage_state()
            context.close()
        return states[who]

    return state_of


@pytest.fixture
def context_of(browser: Browser, address: str, _signed_in) -> Iterator[Callable[..., BrowserContext]]:
    """A fresh context of a person, with options such as `viewport` or `java_script_enabled`."""
    made: list[BrowserContext] = []

    def make(who: str, **options: object) -> BrowserContext:
        options = {"viewport": {"width": 1280, "height": 900}, **options}
        made.append(browser.new_context(base_url=address, storage_state=_signed_in(who), **options))
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def open_page(context_of, places: dict[str, str]) -> Callable[..., Page]:
    """Opens a visit in a fresh context; fails on a status other than the one expected."""

    def go(visit: Visit, *, status: int = 200, **options: object) -> Page:
        page = context_of(visit.who, **options).new_page()
        page.complaints = []  # type: ignore[attr-defined]
        page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
        answer = page.goto(visit.path.format(**places))
        assert answer is not None and answer.status == status, f"{visit}: {answer and answer.status}"
        return page

    return go


@pytest.fixture(scope="session")
def places(demo_workspace: Path) -> dict[str, str]:
    """In paths: `{child}`, `{team}` and `{worker}` of the demo's team manager, `{other_child}` of another."""
    from sightline.pages.child_lookup import held_children
    from sightline.pages.readings import Readings
    from sightline.web.people.demo import demo_units

    reading = Readings(demo_workspace).current()
    units = demo_units(reading.organisation)
    team = reading.organisation.unit(units["team"])
    worker = reading.organisation.unit(units["worker"])
    held = held_children(reading)
    child = min(key for key, holder in held.items() if holder.team in team.teams and holder.worker == worker.worker_id)
    other = min(key for key, holder in held.items() if holder.team and holder.team not in team.teams)
    return {"child": child, "other_child": other, "team": units["team"], "worker": units["worker"]}
