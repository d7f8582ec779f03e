"""What an engine must be able to do: open Parquet, run an Ibis expression, write its result."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import ibis.expr.types as ir
import pyarrow as pa

from sightline.errors import BadUsage, did_you_mean


@dataclass(frozen=True)
class Job:
    """Something to be written: its name, how its table is built, and where the rows go."""

    name: str
    build: Callable[[], ir.Table]
    path: Path


@dataclass(frozen=True)
class Written:
    """A job that is done, and the seconds that running it took."""

    name: str
    seconds: float


class Engine(ABC):
    """Runs Ibis expressions over Parquet files. Use it as a context manager; it holds a connection."""

    name: str

    @abstractmethod
    def open_parquet(self, path: Path) -> ir.Table:
        """The file as an Ibis table; nothing is read until it is asked for."""

    @abstractmethod
    def write_all(self, jobs: Iterable[Job]) -> Iterator[Written]:
        """
        Runs the jobs in order and writes each one's rows to one new file; says so as each is done.

        A job may build on what an earlier one writes, through `promised`.
        """

    @abstractmethod
    def promised(self, path: Path) -> ir.Table:
        """The rows that an earlier job of the running `write_all` writes to `path`."""

    @abstractmethod
    def to_arrow(self, table: ir.Table) -> pa.Table:
        """Runs `table` and returns its rows."""

    @abstractmethod
    def close(self) -> None:
        """Ends the connection."""

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def engine_called(name: str) -> Engine:
    """A new engine, `duckdb` or `spark`. Errors: BadUsage for another name or where Spark is not installed."""
    match name:
        case "duckdb":
            from sightline.engine.duckdb import DuckDBEngine

            return DuckDBEngine()
        case "spark":
            from sightline.engine.spark import SparkEngine

            return SparkEngine()
    raise BadUsage(f"There is no engine '{name}'.{did_you_mean(name, ['duckdb', 'spark'])} Use duckdb or spark.")
