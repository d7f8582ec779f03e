"""The data-quality checks run over a dataset version: how many rows are at fault, and which."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from sightline.dataset import checks
from sightline.dataset.checks import Check
from sightline.dataset.versions import Version
from sightline.engine.base import Engine
from sightline.engine.rows import source_tables
from sightline.errors import BadUsage, did_you_mean
from sightline.measures.source_tables import BY_SHORT_NAME, SourceTables
from sightline.settings import Settings


@dataclass(frozen=True)
class Finding:
    """What one check found: `at_fault` of `rows` rows of its table."""

    check: Check
    rows: int
    at_fault: int

    @property
    def share(self) -> float:
        """The share of the table's rows at fault, 0 to 1."""
        return self.at_fault / self.rows if self.rows else 0.0

    @property
    def weight(self) -> float:
        return 1.0 if self.check.severity is checks.Severity.ERROR else 0.5


class Scored(Protocol):
    """What counts towards the score: `at_fault` of `rows`, each of some weight."""

    @property
    def rows(self) -> int: ...
    @property
    def at_fault(self) -> int: ...
    @property
    def weight(self) -> float: ...


def _tables(engine: Engine, version: Version, settings: Settings) -> SourceTables:
    # Checks look at canonical tables only, so there is no folder of views.
    return source_tables(engine, version, Path("no views"), settings)


def run_checks(engine: Engine, version: Version, settings: Settings) -> list[Finding]:
    """Every check that can find something in this version (its table was supplied), in the catalogue's order."""
    t = _tables(engine, version, settings)
    counts = {table.table: table.kept for table in version.manifest.tables}
    findings = []
    for check in checks.ALL.values():
        rows = counts.get(BY_SHORT_NAME[check.table].stored_name, 0)
        if rows:
            at_fault = engine.to_arrow(_counted(check, t)).column("n")[0].as_py()
            findings.append(Finding(check, rows, at_fault))
    return findings


def _counted(check: Check, t: SourceTables) -> ir.Table:
    found = check.find(t)
    return found.aggregate(n=found.count())


def rows_at_fault(engine: Engine, version: Version, settings: Settings, name: str) -> pa.Table:
    """The rows one check found: `la_code`, `record_id`, `person_id`. Errors: BadUsage for an unknown check."""
    if name not in checks.ALL:
        raise BadUsage(f"There is no check '{name}'.{did_you_mean(name, checks.ALL)}")
    found = checks.ALL[name].find(_tables(engine, version, settings))
    return engine.to_arrow(found.order_by(["la_code", "record_id"]))


def rejects_by_rule(version: Version) -> dict[tuple[str, str, bool], int]:
    """How many rows and cells the load set aside, by table, rule and whether the whole row was."""
    rows = pq.read_table(version.rejects, columns=["table", "rule", "whole_row"])
    grouped = rows.group_by(["table", "rule", "whole_row"]).aggregate([([], "count_all")]).to_pylist()
    return {(r["table"], r["rule"], r["whole_row"]): r["count_all"] for r in grouped}


def score(findings: Sequence[Scored]) -> float:
    """
    The share of checked rows that no check finds fault with, 0 to 100.

    Each check weighs as many rows as its table has, a rule of a return as many as the return has children; a warning
    and a query weigh half an error.
    """
    rows = sum(f.weight * f.rows for f in findings)
    return 100.0 if not rows else 100.0 * (1 - sum(f.weight * f.at_fault for f in findings) / rows)
