"""
Dataset versions: write-once folders of Parquet with a manifest, and one pointer to the current one.

    workspace/datasets/<version>/<table>.parquet, rejects.parquet, manifest.json
    workspace/current            the name of the current version, replaced by one atomic rename

A version is written under a hidden name beside its final place and renamed when it is whole; the pointer is
replaced after that. A process killed at any moment leaves the old pointer or the new one, each naming a
whole version. What a killed load left behind is swept up by the next one.
"""

import json
import os
import shutil
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from sightline.dataset import tables
from sightline.dataset.schema import REJECTS_SCHEMA, Table
from sightline.errors import SightlineError

# One row group holds about this many rows: small enough to stream, large enough to compress.
ROWS_PER_GROUP = 122_880


@dataclass(frozen=True)
class TableCount:
    """
    What became of one table's rows: read = kept + rejected. `repaired` counts kept rows that were mended.

    `covers_from`: the first day that its sources tell of, such as six months back for Annex A; None where they hold
    the whole history.
    """

    table: str
    read: int
    kept: int
    rejected: int
    repaired: int = 0
    covers_from: date | None = None

    def __post_init__(self):
        if self.read != self.kept + self.rejected:
            raise SightlineError(
                f"Table '{self.table}': {self.read} rows were read but {self.kept} kept and {self.rejected} "
                "set aside. This is a fault of Sightline; nothing was changed."
            )


@dataclass(frozen=True)
class InputCount:
    """The same count for one sheet, file or element of a source: read = kept + rejected."""

    input: str
    read: int
    kept: int
    rejected: int


@dataclass(frozen=True)
class SourceRecord:
    """One source of a version: what it was, which files (with SHA-256), and what became of its rows."""

    name: str
    kind: str
    version: str
    la_code: str
    files: dict[str, str]
    inputs: list[InputCount]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Manifest:
    """What a dataset version holds and where it came from."""

    version: str
    as_at: date
    loaded_at: datetime
    authorities: list[str]
    tables: list[TableCount]
    sources: list[SourceRecord]
    schema_version: int = 1

    @property
    def supplied(self) -> frozenset[str]:
        """Stored names of the tables that hold at least one row."""
        return frozenset(t.table for t in self.tables if t.kept)

    @property
    def coverage(self) -> dict[str, date]:
        """The first day that each table's sources tell of, for the tables that don't hold the whole history."""
        return {t.table: t.covers_from for t in self.tables if t.covers_from is not None}

    def to_json(self) -> str:
        return json.dumps(asdict(self), default=lambda v: v.isoformat(), indent=1)

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        raw = json.loads(text)
        return cls(
            version=raw["version"],
            as_at=date.fromisoformat(raw["as_at"]),
            loaded_at=datetime.fromisoformat(raw["loaded_at"]),
            authorities=raw["authorities"],
            tables=[TableCount(**{**t, "covers_from": _day(t.get("covers_from"))}) for t in raw["tables"]],
            sources=[SourceRecord(**{**s, "inputs": [InputCount(**i) for i in s["inputs"]]}) for s in raw["sources"]],
            schema_version=raw["schema_version"],
        )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@dataclass(frozen=True)
class Version:
    """A whole dataset version on disk."""

    path: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def workspace(self) -> Path:
        """The workspace it lies in."""
        return self.path.parent.parent

    def parquet(self, table: Table) -> Path:
        """The table's file; every version has one for every canonical table."""
        return self.path / f"{table.stored_name}.parquet"

    @property
    def rejects(self) -> Path:
        return self.path / "rejects.parquet"


class VersionWriter:
    """
    Writes one new version. Tables are appended to batch by batch, so memory stays bounded.

    Use it through `new_version`, which removes what was written unless `commit` was reached.
    """

    def __init__(self, datasets: Path):
        self.name = f"{datetime.now():%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
        self._datasets = datasets
        self._partial = datasets / f".{self.name}.partial"
        self._partial.mkdir(parents=True)
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._carried: set[str] = set()
        self.committed = False

    def write(self, table: Table, rows: pa.Table) -> None:
        """Appends typed rows (the table's `arrow_schema`, any column order) to the table's file."""
        self._append(table.stored_name, table.arrow_schema, rows)

    def reject(self, rows: pa.Table) -> None:
        """Appends rows of `REJECTS_SCHEMA`."""
        self._append("rejects", REJECTS_SCHEMA, rows)

    def carry(self, version: Version, *, but: Collection[str] = ()) -> None:
        """Takes over the tables and rejects of an earlier version, but for those named and those written already."""
        for file in version.path.glob("*.parquet"):
            if file.stem not in (*but, *self._writers):
                shutil.copyfile(file, self._partial / file.name)
                self._carried.add(file.stem)

    def _append(self, name: str, schema: pa.Schema, rows: pa.Table) -> None:
        if name not in self._writers:
            self._writers[name] = pq.ParquetWriter(
                self._partial / f"{name}.parquet", schema, compression="zstd", compression_level=1
            )
        rows = rows.select(schema.names).cast(schema)
        self._writers[name].write_table(rows, row_group_size=ROWS_PER_GROUP)

    def commit(self, manifest: Manifest) -> Version:
        """
        Closes the files, writes the manifest, and renames the folder into place. The pointer is not moved.

        A version always has every canonical table: those that no source supplied are written empty.
        """
        for table in tables.ALL.values():
            if table.stored_name not in self._carried:
                self.write(table, table.arrow_schema.empty_table())
        if "rejects" not in self._carried:
            self.reject(REJECTS_SCHEMA.empty_table())
        self.close()
        (self._partial / "manifest.json").write_text(manifest.to_json(), "utf-8")
        for file in self._partial.iterdir():
            _fsync(file)
        _fsync(self._partial)
        final = self._datasets / self.name
        os.rename(self._partial, final)
        _fsync(self._datasets)
        self.committed = True
        return Version(final, manifest)

    def close(self) -> None:
        for writer in self._writers.values():
            writer.close()
        self._writers = {}

    def discard(self) -> None:
        self.close()
        shutil.rmtree(self._partial, ignore_errors=True)


@contextmanager
def new_version(workspace: Path) -> Iterator[VersionWriter]:
    """A writer for a new version; whatever was written is removed unless it was committed."""
    datasets = workspace / "datasets"
    datasets.mkdir(parents=True, exist_ok=True)
    # One load at a time: another would take this one's unfinished version for a killed load's leftovers.
    lock = FileLock(workspace / ".load.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise SightlineError(f"Another load is running in '{workspace}'. Wait until it is done, then load again.")
    try:
        for leftover in datasets.glob(".*.partial"):
            shutil.rmtree(leftover, ignore_errors=True)
        writer = VersionWriter(datasets)
        try:
            yield writer
        finally:
            if not writer.committed:
                writer.discard()
    finally:
        lock.release()


def make_current(workspace: Path, version: Version) -> None:
    """Points the workspace at `version`, by one atomic rename."""
    staged = workspace / f".current.{uuid.uuid4().hex[:8]}"
    staged.write_text(version.name + "\n", "utf-8")
    _fsync(staged)
    os.replace(staged, workspace / "current")
    _fsync(workspace)


def current_version(workspace: Path) -> Version | None:
    """The version the workspace points at, or None where nothing was loaded yet."""
    try:
        name = (workspace / "current").read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    return open_version(workspace / "datasets" / name)


def open_version(path: Path) -> Version:
    """The version in the folder `path`. Raises SightlineError where the folder is not a whole version."""
    try:
        manifest = Manifest.from_json((path / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        raise SightlineError(f"{path} is not a dataset version: it has no manifest.json. Load the sources again.")
    return Version(path, manifest)


def require_current(workspace: Path) -> Version:
    """The current version; a sentence that says how to load one where there is none."""
    version = current_version(workspace)
    if version is None:
        raise SightlineError(
            f"Nothing is loaded in '{workspace}' yet. Run 'sightline load SOURCE' for your own data or "
            "'sightline demo' for a made-up authority."
        )
    return version


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        # Some file systems (network shares, Windows folders) can't sync a folder; the rename is still atomic.
        if path.is_file():
            raise
    finally:
        os.close(handle)
