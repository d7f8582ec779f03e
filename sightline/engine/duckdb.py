"""The embedded engine: DuckDB through Ibis, on the machine at hand."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import RLock

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql.datatypes import DuckDBType

from sightline.engine.base import Engine, Job, Written

# Past this DuckDB spills to disk instead of growing; England fits in it (docs/benchmarks.md).
DEFAULT_MEMORY = "6GB"


class DuckDBEngine(Engine):
    """DuckDB in memory over Parquet on disk. `SIGHTLINE_MEMORY` (such as 4GB) bounds what it may use."""

    name = "duckdb"

    def __init__(self):
        self._spill = tempfile.mkdtemp(prefix="sightline-duckdb-")
        self._connection = ibis.duckdb.connect(
            memory_limit=os.environ.get("SIGHTLINE_MEMORY", DEFAULT_MEMORY),
            temp_directory=self._spill,
            preserve_insertion_order=False,
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )
        # A connection answers one thread at a time.
        self._answering = RLock()
        self._opened: dict[Path, ir.Table] = {}
        self._promised: dict[Path, ir.Table] = {}

    def open_parquet(self, path: Path) -> ir.Table:
        with self._answering:
            if path not in self._opened:
                # Not Ibis's read_parquet: its views are temporary, and so unknown to the cursor that runs the jobs.
                name = f"{path.stem}_{len(self._opened)}"
                self._view(self._connection.con, name, path)
                self._opened[path] = self._connection.table(name)
            return self._opened[path]

    def write_all(self, jobs: Iterable[Job]) -> Iterator[Written]:
        # Ibis takes as long to compile the catalogue as DuckDB takes to run it for one authority. DuckDB runs without
        # the interpreter's lock, so the next job is compiled while this one runs.
        with ThreadPoolExecutor(max_workers=1) as runner:
            running: Future[Written] | None = None
            for job in jobs:
                table = job.build()
                name = f"made_{len(self._promised)}_{job.path.stem}"
                self._promised[job.path] = ibis.table(table.schema(), name=name)
                statement = self._typed(table)
                if running is not None:
                    yield running.result()
                running = runner.submit(self._write, job, statement)
            if running is not None:
                yield running.result()

    def _typed(self, table: ir.Table) -> str:
        """
        The table's SQL with every column cast to the type that Ibis says it has.

        DuckDB's own types differ from them here and there (a sum of integers is wider than Parquet has), and the files
        must be the same whichever engine wrote them.
        """
        casts = [f'CAST("{name}" AS {DuckDBType.to_string(kind)}) AS "{name}"' for name, kind in table.schema().items()]
        return f"SELECT {', '.join(casts)} FROM ({self._connection.compile(table)})"

    def _write(self, job: Job, statement: str) -> Written:
        since = time.perf_counter()
        cursor = self._connection.con.cursor()
        cursor.execute(f"COPY ({statement}) TO '{_quoted(job.path)}' (FORMAT parquet, COMPRESSION zstd)")
        name = self._promised[job.path].get_name()
        self._view(cursor, name, job.path)
        return Written(job.name, time.perf_counter() - since)

    @staticmethod
    def _view(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
        connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{_quoted(path)}')")

    def promised(self, path: Path) -> ir.Table:
        return self._promised[path]

    def to_arrow(self, table: ir.Table) -> pa.Table:
        with self._answering:
            return self._connection.to_pyarrow(table)

    def close(self) -> None:
        self._connection.disconnect()
        shutil.rmtree(self._spill, ignore_errors=True)


def _quoted(path: Path) -> str:
    """A path inside a SQL string."""
    return str(path).replace("'", "''")
