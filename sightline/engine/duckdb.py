"""The embedded engine: DuckDB through Ibis, on the machine at hand."""

import os
import shutil
import tempfile
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sightline.engine.base import Engine

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
        self._opened: dict[Path, ir.Table] = {}

    def open_parquet(self, path: Path) -> ir.Table:
        if path not in self._opened:
            self._opened[path] = self._connection.read_parquet(str(path), table_name=f"{path.stem}_{len(self._opened)}")
        return self._opened[path]

    def write_parquet(self, table: ir.Table, path: Path) -> None:
        self._connection.to_parquet(table, str(path), compression="zstd")

    def to_arrow(self, table: ir.Table) -> pa.Table:
        return self._connection.to_pyarrow(table)

    def close(self) -> None:
        self._connection.disconnect()
        shutil.rmtree(self._spill, ignore_errors=True)
