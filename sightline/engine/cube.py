"""
The cube: every additive component of the catalogue by month, unit and breakdown, one Parquet file a subject.

    workspace/cubes/<dataset version>/<subject>.parquet, views/<view>.parquet, cube.json

A cube belongs to one dataset version, is written under a hidden name and renamed when whole. Ratios are never
stored: a figure divides components when it is read (`sightline.engine.query`).
"""

import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clocks.worklist import TABLES as CLOCK_TABLES
from sightline.dataset.versions import Version
from sightline.engine.base import Engine, Job
from sightline.engine.rows import first_month, key_columns, rows_of, source_tables
from sightline.geography.lookups import POSTCODES, RESIDENTS, digest_of_lookups, lookup_file
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import Count, Subject, What
from sightline.measures.source_tables import SourceTables
from sightline.measures.subjects import ALL as SUBJECTS
from sightline.measures.views import VIEWS
from sightline.settings import Settings

# The packages whose code decides what a cube holds.
DECIDING_PACKAGES = ("sightline.measures", "sightline.clocks", "sightline.engine")

# The views that are the workspace's own lookups, and what each is called among them.
LOOKUPS = {"postcode_areas": POSTCODES, "area_residents": RESIDENTS}

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Cube:
    """A measured dataset version on disk."""

    path: Path
    version: Version

    @property
    def views(self) -> Path:
        return self.path / "views"

    def of(self, subject: Subject) -> Path:
        return self.path / f"{subject.name}.parquet"


@lru_cache(maxsize=1)
def components() -> dict[str, dict[str, Count]]:
    """
    The additive counts of the catalogue by subject name, each under the column name it has in the cube.

    A count that several measures share is stored once.
    """
    found: dict[str, dict[str, Count]] = {}
    for measure in CATALOGUE.values():
        for count in measure.counts:
            if count.is_additive:
                found.setdefault(count.subject.name, {}).setdefault(count.key, count)
    return {
        subject: {f"component_{place}": count for place, count in enumerate(counts.values())}
        for subject, counts in found.items()
    }


def column_of(count: Count) -> str:
    """The cube's column for an additive count."""
    return next(name for name, other in components()[count.subject.name].items() if other.key == count.key)


def aggregate(rows: ir.Table, count: Count) -> ir.Scalar:
    """The count as an aggregate over the rows it is asked for."""
    if count.what is What.ROWS and count.where is None:
        return rows.count()
    if count.is_additive:
        return contribution(rows, count).sum()
    condition = None if count.where is None else count.where.resolve(rows)
    return rows.la_code.concat(" ", rows.person_id).nunique(where=condition)


def cube_path(workspace: Path, version: Version) -> Path:
    return workspace / "cubes" / version.name


def open_cube(workspace: Path, version: Version, settings: Settings) -> Cube | None:
    """The cube of a dataset version, or None where it has not been measured by these definitions and settings."""
    path = cube_path(workspace, version)
    try:
        facts = json.loads((path / "cube.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Cube(path, version) if facts.get("made_by") == made_by(settings, workspace) else None


def made_by(settings: Settings, workspace: Path) -> str:
    """
    Changes with whatever decides a cube's content: the code of the measures, the settings and the lookups they read.

    A cube made by other definitions is measured again instead of answering for them.
    """
    digest = hashlib.sha256()
    for package in DECIDING_PACKAGES:
        for file in sorted(Path(str(files(package))).rglob("*.py")):
            digest.update(file.read_bytes())
    read = {"authority", "organisation", "allocation", "care_leavers", "clocks", "history"}
    digest.update(settings.model_dump_json(include=read).encode())
    digest.update(digest_of_lookups(workspace).encode())
    return digest.hexdigest()[:16]


def measure(
    workspace: Path, version: Version, engine: Engine, settings: Settings, report: Report | None = None
) -> Cube:
    """
    Measures a dataset version: makes the shared views, then the cube of every subject.

    A kill at any moment leaves no cube or a whole one. `report(what, done, of)` is told after each step.
    """
    final = cube_path(workspace, version)
    final.parent.mkdir(parents=True, exist_ok=True)
    for leftover in final.parent.glob(".*.partial"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = final.parent / f".{version.name}.{uuid.uuid4().hex[:6]}.partial"
    (folder / "views").mkdir(parents=True)
    started = time.perf_counter()
    steps: dict[str, float] = {}
    try:
        jobs = cube_jobs(engine, version, settings, folder)
        for written in engine.write_all(jobs):
            steps[written.name] = round(written.seconds, 3)
            if report:
                report(written.name, len(steps), len(jobs))
        facts = {
            "made_by": made_by(settings, workspace),
            "engine": engine.name,
            "seconds": round(time.perf_counter() - started, 3),
            "steps": steps,
        }
        (folder / "cube.json").write_text(json.dumps(facts, indent=1), "utf-8")
        shutil.rmtree(final, ignore_errors=True)
        os.rename(folder, final)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Cube(final, version)


def cube_jobs(
    engine: Engine,
    version: Version,
    settings: Settings,
    folder: Path,
    *,
    views: Iterable[str] = tuple(VIEWS),
    subjects: Iterable[str] | None = None,
    clocks: Iterable[str] = tuple(CLOCK_TABLES),
) -> list[Job]:
    """
    The jobs that make the views, the cubes of the subjects named (by default all) and the tables of the clocks, of a
    version, in `folder`.
    """
    tables = source_tables(engine, version, folder / "views", settings, being_made=True)
    lookups = {name: file for name, lookup in LOOKUPS.items() if (file := lookup_file(version.workspace, lookup))}
    wanted = components() if subjects is None else {name: components()[name] for name in subjects}
    return [
        *(
            Job(
                name,
                partial(engine.open_parquet, lookups[name]) if name in lookups else partial(VIEWS[name], tables),
                folder / "views" / f"{name}.parquet",
            )
            for name in views
        ),
        *(
            Job(f"cube of {name}", partial(cube_of, SUBJECTS[name], counts, tables), folder / f"{name}.parquet")
            for name, counts in wanted.items()
        ),
        *(Job(name, partial(CLOCK_TABLES[name], tables), folder / "views" / f"{name}.parquet") for name in clocks),
    ]


def cube_of(subject: Subject, counts: dict[str, Count], t: SourceTables) -> ir.Table:
    """
    The subject's components by everything it may be cut by, over the months of the history.

    Shape: one row per thing counted, without who it was: its keys and, for each count, what it adds to it. At this
    grain (month, unit, age in years, profile, codes) rows that share every key are rare, so adding them up would cost
    more than it saves; reading adds up anyway.
    """
    rows = rows_of(subject, t)
    rows = rows.filter(_.month >= ibis.date(first_month(t.as_at, t.settings).start))
    return rows.select(*key_columns(subject), **{name: contribution(rows, count) for name, count in counts.items()})


def contribution(rows: ir.Table, count: Count) -> ir.NumericValue:
    """What each row adds to an additive count: 1 or 0, or an amount."""
    condition = ibis.literal(True) if count.where is None else count.where.resolve(rows).fill_null(False)
    if count.what is What.AMOUNT:
        return ibis.ifelse(condition, rows[count.column], 0)
    return condition.cast("int8")
