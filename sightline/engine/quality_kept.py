"""
What the checks found in a version, kept so that pages only read, and the next night can say what was put right.

    workspace/quality/<version>/checks.parquet    a row a check that could be asked: rows asked, rows at fault
    workspace/quality/<version>/rows.parquet      a row a record at fault, and whose
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.dataset.versions import Version
from sightline.engine.base import Engine
from sightline.engine.quality import rows_at_fault, run_checks
from sightline.settings import Settings

FOLDER = "quality"
_CHECKS = pa.schema([("check", pa.string()), ("rows", pa.int64()), ("at_fault", pa.int64())])
_ROWS = pa.schema([("check", pa.string()), ("record_id", pa.string()), ("person_id", pa.string())])


@dataclass(frozen=True)
class Kept:
    """`checks`: of how many rows each check was asked, and how many are at fault; `rows`: those, check by check."""

    checks: dict[str, tuple[int, int]]
    rows: pa.Table

    @cached_property
    def by_check(self) -> dict[str, list[tuple[str, str | None]]]:
        """The records at fault with the child each is of."""
        found: dict[str, list[tuple[str, str | None]]] = {}
        for row in self.rows.to_pylist():
            found.setdefault(row["check"], []).append((row["record_id"], row["person_id"]))
        return found


def check_version(engine: Engine, version: Version, settings: Settings) -> Kept:
    """Asks every check, and which rows are at fault."""
    findings = run_checks(engine, version, settings)
    tables = [_ROWS.empty_table()]
    for finding in findings:
        if finding.at_fault:
            rows = rows_at_fault(engine, version, settings, finding.check.name).select(["record_id", "person_id"])
            named = rows.add_column(0, "check", pa.array([finding.check.name] * rows.num_rows, pa.string()))
            tables.append(named.cast(_ROWS))
    return Kept({f.check.name: (f.rows, f.at_fault) for f in findings}, pa.concat_tables(tables))


def keep(workspace: Path, version: Version, kept: Kept) -> None:
    folder = workspace / FOLDER / version.name
    folder.mkdir(parents=True, exist_ok=True)
    checks = [{"check": name, "rows": rows, "at_fault": bad} for name, (rows, bad) in kept.checks.items()]
    pq.write_table(kept.rows, folder / "rows.parquet")
    pq.write_table(pa.Table.from_pylist(checks, _CHECKS), folder / "checks.parquet")


def kept_of(workspace: Path, version_name: str) -> Kept | None:
    """What was kept of a version; None where its checks were not run."""
    folder = workspace / FOLDER / version_name
    if not (folder / "checks.parquet").is_file():
        return None
    checks = {r["check"]: (r["rows"], r["at_fault"]) for r in pq.read_table(folder / "checks.parquet").to_pylist()}
    return Kept(checks, pq.read_table(folder / "rows.parquet"))


def earlier_than(workspace: Path, version_name: str) -> Kept | None:
    """What was kept of the version before; versions are named by the moment of their load."""
    names = sorted(f.parent.name for f in (workspace / FOLDER).glob("*/checks.parquet"))
    before = [name for name in names if name < version_name]
    return kept_of(workspace, before[-1]) if before else None


def share_fixed(before: Kept, now: Kept, check: str) -> float | None:
    """Of the records that a check found before, the share that it finds no more, 0 to 1; None where it found none."""
    earlier = pc.unique(before.rows.filter(pc.equal(before.rows["check"], check))["record_id"])
    if not len(earlier):
        return None
    still = pc.is_in(earlier, value_set=now.rows.filter(pc.equal(now.rows["check"], check))["record_id"])
    return 1 - pc.sum(still.cast(pa.int64())).as_py() / len(earlier)
