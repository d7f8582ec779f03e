"""A load killed at any moment leaves the old version current, or the new one, whole."""

import multiprocessing
import os
import random
import sys
import time

import pyarrow.parquet as pq

from sightline.dataset.versions import current_version
from sightline.settings import Settings
from sightline.sources.load import load

from .builders import csv

KILLS, FINISHED = 50, 5


def _extract(count: int) -> dict[str, str]:
    return {
        "ssd_person.csv": csv(["pers_person_id", "pers_sex"], *([f"P{n}", "F"] for n in range(count))),
        "ssd_cin_visits.csv": csv(["cinv_cin_visit_id", "cinv_person_id"], *([f"V{n}", f"P{n}"] for n in range(count))),
    }


def _is_whole(version) -> bool:
    for count in version.manifest.tables:
        if count.kept and pq.read_table(version.path / f"{count.table}.parquet").num_rows != count.kept:
            return False
    return pq.read_table(version.rejects).num_rows >= 0


def _load(workspace, folder) -> None:
    load(workspace, [str(folder)], as_at=None, settings=Settings())


def test_a_killed_load_leaves_a_whole_version_current(put, workspace, monkeypatch):
    old, new = put(_extract(3_000), "old"), put(_extract(3_500), "new")
    # Children are forked from a server that has imported everything and started nothing, so they start at once.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["sightline.sources.load"])

    def child(folder):
        process = processes.Process(target=_load, args=(workspace, folder))
        process.start()
        return process

    _load(workspace, old)
    child(old).join()
    began = time.perf_counter()
    undisturbed = child(new)
    undisturbed.join()
    whole_load = time.perf_counter() - began
    assert undisturbed.exitcode == 0
    moments = random.Random(1948)
    outcomes = set()
    for n in range(KILLS):
        before = current_version(workspace)
        process = child(new if n % 2 else old)
        if n < KILLS - FINISHED:
            time.sleep(moments.uniform(0, whole_load * 1.2))
        else:
            # However slow the machine is, some are killed only once their version is the current one.
            while current_version(workspace).name == before.name and process.is_alive():
                time.sleep(whole_load / 100)
        process.kill()
        process.join()
        after = current_version(workspace)
        assert _is_whole(after)
        if after.name != before.name:
            assert after.manifest.loaded_at >= before.manifest.loaded_at
        outcomes.add(after.name == before.name)
    assert outcomes == {True, False}, "kill some loads before and some after they are whole"
    _load(workspace, old)
    assert [p.name for p in (workspace / "datasets").iterdir() if p.name.startswith(".")] == []
