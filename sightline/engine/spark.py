"""The same catalogue on Apache Spark, for data that one machine can't hold."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from sightline.engine.base import Engine, Job, Written
from sightline.errors import BadUsage


class SparkEngine(Engine):
    """
    Spark through Ibis over the same Parquet files.

    It joins the session that is running (a cluster's), else starts a local one; needs `sightline[spark]` and Java 17.
    """

    name = "spark"

    def __init__(self):
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise BadUsage("The Spark engine is not installed. Install it with: pip install 'sightline[spark]'.")
        self._owned = SparkSession.getActiveSession() is None
        try:
            self._session = (
                SparkSession.builder.appName("sightline")
                .master(os.environ.get("SIGHTLINE_SPARK_MASTER", "local[*]"))
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", os.environ.get("SIGHTLINE_SPARK_PARTITIONS", "4"))
                .getOrCreate()
            )
        except Exception as error:
            raise BadUsage(f"Spark could not start ({type(error).__name__}). It needs a Java 17 runtime on the PATH.")
        self._connection = ibis.pyspark.connect(self._session)
        self._opened: dict[Path, ir.Table] = {}

    def open_parquet(self, path: Path) -> ir.Table:
        if path not in self._opened:
            name = f"{path.stem}_{abs(hash(path))}_{len(self._opened)}"
            self._opened[path] = self._connection.read_parquet(str(path), table_name=name)
        return self._opened[path]

    def write_all(self, jobs: Iterable[Job]) -> Iterator[Written]:
        for job in jobs:
            since = time.perf_counter()
            # One file, as the other engine writes, so that readers need not know who measured.
            pq.write_table(self.to_arrow(job.build()), job.path, compression="zstd")
            yield Written(job.name, time.perf_counter() - since)

    def promised(self, path: Path) -> ir.Table:
        return self.open_parquet(path)

    def to_arrow(self, table: ir.Table) -> pa.Table:
        return self._connection.to_pyarrow(table)

    def close(self) -> None:
        if self._owned:
            self._session.stop()
