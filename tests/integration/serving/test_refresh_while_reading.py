"""
A refresh while twenty people read: no error, and each answer is of one version.

A real server on a small authority whose newest month holds a number of contacts that tells one version from the next.
"""

import json
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from serving.conftest import Reader, served

READERS = 20
REFRESHES = 3
FIGURES = "/api/v1/figures?measure=mash_enquiries&period=2026-09"
PAGES = ("/scorecard/", "/measure/mash_enquiries/")


def test_nobody_notices_but_by_newer_figures(workspace, refresh):
    first = refresh(1)
    with served(workspace) as address:
        seen, contacts = _read_while_refreshing(address, first, refresh)
    assert all(value == contacts[version] for version, value in seen)
    assert {version for version, _value in seen} >= {first}


def _read_while_refreshing(
    address: str, first: str, refresh: Callable[[int], str]
) -> tuple[list[tuple[str, float]], dict[str, int]]:
    """What twenty readers saw (version and figure) while newer versions came, and what each version holds."""
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
        for number in range(2, REFRESHES + 2):
            name = refresh(number)
            contacts[name] = number
            for _try in range(1_200):
                if json.loads(onlooker.read(FIGURES))["data"]["version"] == name:
                    break
                time.sleep(0.1)
            else:
                raise AssertionError("the newer version was never taken up")
        done.set()
        seen = [answer for reader in readers for answer in reader.result()]
    return seen, contacts
