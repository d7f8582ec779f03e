"""
Twenty people reading at once: what each kind of page takes, beside a page of the frame alone.

    python -m bench.pages [WORKSPACE]     a workspace of `sightline demo`; by default a new one

The application is served as `sightline serve` does, and asked over loopback. Each reader goes round the pages in an
order of their own, choosing among units and months, and thinks between two pages as long as somebody who clicks on at
once (half a second to a second and a half). A page's server time is what the server says it took; what the reader waits
besides is queueing.
"""

import http.client
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

READERS = 20
SECONDS = 45
THINKS = (0.5, 1.5)
PORT = 8123
SEED = 1948
BASELINE = "frame alone"
PASSWORD = "children-come-first"
PEOPLE = ("director", "head", "area", "manager", "analyst", "member", "lead", "quality")
# What each may open; members see figures alone.
PAGES = {
    BASELINE: "/help/keyboard/",
    "scorecard": "/scorecard/?unit={unit}&period={month}",
    "measure": "/measure/{measure}/?unit={unit}&period={month}",
    "unit": "/unit/?unit={unit}&period={month}",
    "records": "/records/{counted}/?unit={own}&period={month}",
    "due": "/due/?unit={own}",
    "home": "/",
}
CHILD_LEVEL = {"records", "due"}
NO_CHILDREN = {"member", "lead"}
MEASURES = ("referrals", "rereferral_pct_children", "cla_snapshot")
COUNTED = ("referrals", "cpp_snapshot")
UNITS = ("whole", "locality.north", "service-area.children-families")
MONTHS = ("2026-10", "2026-09")


@dataclass
class Taken:
    """The times of one kind of page, in milliseconds, and its size in bytes."""

    server: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    size: int = 0
    failed: list[str] = field(default_factory=list)


class Reader:
    """A browser without a screen: signs in, keeps its cookies, opens pages."""

    def __init__(self, username: str):
        self.username = username
        self._connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self._cookies: dict[str, str] = {}

    def sign_in(self) -> None:
        body = self.get("/sign-in/")[2].decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        assert found, "the sign-in page has no form"
        form = f"csrfmiddlewaretoken={found[1]}&username={self.username}&password={PASSWORD}"
        status, _headers, _body = self._ask("POST", "/sign-in/", form)
        assert status == 302, f"{self.username} could not sign in ({status})"

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        return self._ask("GET", path)

    def _ask(self, method: str, path: str, form: str | None = None) -> tuple[int, dict[str, str], bytes]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items()), "Host": f"127.0.0.1:{PORT}"}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, form, headers)
        response = self._connection.getresponse()
        body = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self._cookies[key] = rest.partition(";")[0]
        return response.status, {k.lower(): v for k, v in response.getheaders()}, body


def read(username: str, seed: int, taken: dict[str, Taken], own: str, until: float, lock: threading.Lock) -> None:
    """One reader, from signing in to the end."""
    chance, reader = random.Random(seed), Reader(username)
    reader.sign_in()
    while time.monotonic() < until:
        kind = chance.choice([k for k in PAGES if not (k in CHILD_LEVEL and username in NO_CHILDREN)])
        path = PAGES[kind].format(
            unit=chance.choice(UNITS), month=chance.choice(MONTHS), measure=chance.choice(MEASURES),
            counted=chance.choice(COUNTED), own=own,
        )  # fmt: skip
        since = time.perf_counter()
        status, headers, body = reader.get(path)
        waited = (time.perf_counter() - since) * 1000
        told = re.search(r"dur=([\d.]+)", headers.get("server-timing", ""))
        with lock:
            one = taken[kind]
            if status != 200 or told is None:
                one.failed.append(f"{status} {path} for {username}")
            else:
                one.server.append(float(told[1]))
                one.waited.append(waited)
                one.size = max(one.size, len(body))
        time.sleep(chance.uniform(*THINKS))


def run(workspace: Path) -> dict[str, dict]:
    """Serves the workspace, lets everybody read, and gives the figures for each kind of page."""
    command = [str(Path(sys.executable).parent / "sightline"), "serve", "-w", str(workspace), "--port", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_until_it_listens()
        units = {name: _own_unit(name) for name in PEOPLE}
        _warm(units)
        taken: dict[str, Taken] = {kind: Taken() for kind in PAGES}
        lock, until = threading.Lock(), time.monotonic() + SECONDS
        readers = [
            threading.Thread(
                target=read,
                args=(PEOPLE[n % len(PEOPLE)], SEED + n, taken, units[PEOPLE[n % len(PEOPLE)]], until, lock),
            )
            for n in range(READERS)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        return {kind: summary(one) for kind, one in taken.items()}
    finally:
        server.terminate()
        server.wait()


def _wait_until_it_listens() -> None:
    for _try in range(240):
        try:
            if Reader("").get("/sign-in/")[0] == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server does not answer")


def _own_unit(username: str) -> str:
    """The unit that somebody's pages open with."""
    reader = Reader(username)
    reader.sign_in()
    body = reader.get("/scorecard/")[2].decode()
    found = re.search(r'<option value="([^"]+)" selected>', body[body.index('name="unit"') :])
    return found[1] if found else "whole"


def _warm(units: dict[str, str]) -> None:
    """Each page once, as after the first hour of a day."""
    for username in PEOPLE:
        reader = Reader(username)
        reader.sign_in()
        for kind, path in PAGES.items():
            if kind in CHILD_LEVEL and username in NO_CHILDREN:
                continue
            for unit in UNITS:
                for month in MONTHS:
                    for measure in MEASURES if kind == "measure" else COUNTED if kind == "records" else ("",):
                        reader.get(
                            path.format(unit=unit, month=month, measure=measure, counted=measure, own=units[username])
                        )


def summary(one: Taken) -> dict:
    times = sorted(one.server)
    return {
        "pages": len(times),
        "p50_ms": round(times[len(times) // 2], 1) if times else None,
        "p95_ms": round(times[int(len(times) * 0.95)], 1) if times else None,
        "waited_p95_ms": round(sorted(one.waited)[int(len(times) * 0.95)], 1) if times else None,
        "kB": round(one.size / 1000),
        "failed": one.failed[:5],
    }


def page(found: dict[str, dict]) -> list[str]:
    """The part of docs/benchmarks.md."""
    base = found[BASELINE]["p95_ms"]
    lines = [
        "## Pages",
        "",
        f"The application of the made-up authority, served by `sightline serve`, read by {READERS} people at once",
        f"for {SECONDS} seconds (`bench/pages.py`): each opens a page, thinks {THINKS[0]} to {THINKS[1]} s, and",
        "opens the next. Server times are the application's own; a reader's wait has the queue and the network in",
        "it. Every page had been opened once. Beside them the frame alone: a page of text, with everything around it.",
        "Goal: p95 under 100 ms, and no page over 500 kB.",
        "",
        "| page | opened | p50 ms | p95 ms | p95 / frame | waited p95 ms | kB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for kind, one in found.items():
        lines.append(
            f"| {kind} | {one['pages']:,} | {one['p50_ms']} | {one['p95_ms']} | {one['p95_ms'] / base:.1f} | "
            f"{one['waited_p95_ms']} | {one['kB']} |"
        )
    return lines


def results(workspace: Path | None = None) -> dict[str, dict]:
    """The figures for each kind of page, of the workspace or of a new made-up authority."""
    workspace = workspace or Path(tempfile.mkdtemp()) / "demo"
    if not workspace.exists():
        binary = str(Path(sys.executable).parent / "sightline")
        subprocess.run(
            [binary, "demo", "--no-serve", "--no-reports", "--as-at", "2026-10-31", "--workspace", str(workspace)],
            check=True,
        )
    return run(workspace)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(results(Path(sys.argv[1]) if len(sys.argv) > 1 else None), indent=1) + "\n")
