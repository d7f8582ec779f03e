"""A workspace to load files into, and the loaded rows to look at."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sightline.dataset import tables
from sightline.settings import Settings
from sightline.sources.load import LoadReport, load

SAMPLES = Path("/work/shared/data/samples")
AS_AT = date(2025, 3, 31)


@dataclass(frozen=True)
class Loaded:
    """A loaded version, with its rows as plain dictionaries."""

    report: LoadReport

    def rows(self, table: str, *columns: str) -> list:
        """The table's rows in order: tuples of `columns`, or single values of one."""
        file = self.report.version.parquet(tables.ALL[table])
        if file is None:
            return []
        found = pq.read_table(file)
        picked = [found.column(c).to_pylist() for c in columns]
        return picked[0] if len(columns) == 1 else list(zip(*picked, strict=True))

    def contents(self) -> dict[str, list]:
        """Every table's own columns, for comparing two loads."""
        return {
            name: sorted(self.rows(name, "la_code", *table.by_stored_name), key=repr)
            for name, table in tables.ALL.items()
            if self.report.version.parquet(table) and name != "ext_working_day"
        }

    @property
    def rejects(self) -> list[dict]:
        return pq.read_table(self.report.version.rejects).to_pylist()

    @property
    def notes(self) -> list[str]:
        return [note for source in self.report.manifest.sources for note in source.notes]


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


@pytest.fixture
def put(tmp_path):
    """Writes files (texts or bytes) into a folder and gives the folder."""

    def write(files: dict[str, str | bytes], folder: str = "given") -> Path:
        for name, content in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / folder

    return write


@pytest.fixture
def loaded(workspace):
    """Loads sources and gives what was loaded."""

    def run(*sources: Path | str, as_at=AS_AT, settings=None, **options) -> Loaded:
        settings = settings or Settings()
        return Loaded(load(workspace, [str(s) for s in sources], as_at=as_at, settings=settings, **options))

    return run


@pytest.fixture(scope="session")
def samples():
    if not SAMPLES.exists():
        pytest.skip(f"the public samples are not at {SAMPLES}")
    return SAMPLES
