"""
What checks found, run by run, kept in the workspace so that a return can be followed until it is sent.

    workspace/returns/runs/<when>-<return>-<year>.json     written once, by one atomic rename
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sightline.errors import BadInput, BadUsage, did_you_mean
from sightline.returns.check import Checked
from sightline.returns.declare import Severity
from sightline.returns.findings import findings
from sightline.returns.notes import FOLDER, write_whole

RUNS = "runs"
QUERY_WEIGHT = 0.5
Errors = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class RuleCount:
    """
    What one rule said in a run: how many failures, and of how many of the return's children.

    `not_run`: why it was not, which never counts as passed. The counts are None then.
    """

    rule: str
    severity: str
    message: str
    failures: int | None
    children: int | None
    not_run: str = ""


@dataclass(frozen=True)
class Run:
    """
    One check of one submission.

    `errors`: how often each rule failed of each child; a failure of the return as a whole is of the child ''.
    """

    name: str
    checked_at: datetime
    return_name: str
    year: int
    submission: str
    children: frozenset[str]
    rules: tuple[RuleCount, ...]
    errors: Errors

    @property
    def failures(self) -> int:
        return sum(r.failures or 0 for r in self.rules)

    @property
    def failed(self) -> int:
        return sum(bool(r.failures) for r in self.rules)

    @property
    def not_run(self) -> frozenset[str]:
        return frozenset(r.rule for r in self.rules if r.not_run)

    @property
    def children_at_fault(self) -> int:
        return len({child for _, child in self.errors if child})


@dataclass(frozen=True)
class Scored:
    """One rule's part in the data-quality score: the children it was asked of, and those it found fault with."""

    rows: int
    at_fault: int
    weight: float


def run_of(checked: Checked, checked_at: datetime) -> Run:
    """A check as it is remembered."""
    submission = checked.submission
    each: set[tuple[str, int, str]] = {(f.rule, f.failure, (f.child or "").strip()) for f in findings(checked)}
    errors = Counter((rule, child) for rule, _, child in each)
    of_rule = Counter(rule for rule, child in errors if child)
    rules = tuple(
        RuleCount(o.rule.code, o.rule.severity.value, o.rule.message, None, None, o.not_run)
        if o.not_run
        else RuleCount(o.rule.code, o.rule.severity.value, o.rule.message, o.count, of_rule[o.rule.code])
        for o in checked.outcomes
    )
    name = f"{checked_at:%Y%m%dT%H%M%S%f}-{submission.of.name}-{submission.ends}"
    return Run(name, checked_at, submission.of.name, submission.ends, submission.name, children_of(checked), rules,
               dict(sorted(errors.items())))  # fmt: skip


def children_of(checked: Checked) -> frozenset[str]:
    """The children of a submission."""
    submission, child = checked.submission, checked.submission.of.child
    own = (t for name, t in submission.tables.items() if child in t.column_names and not name.endswith("_last"))
    return frozenset(i.strip() for t in own for i in t.column(child).unique().to_pylist() if i and i.strip())


def keep_run(workspace: Path, run: Run) -> Path:
    """Writes a run down and says where."""
    file = workspace / FOLDER / RUNS / f"{run.name}.json"
    write_whole(file, json.dumps(_document(run), indent=0, ensure_ascii=False) + "\n")
    return file


def _document(run: Run) -> dict[str, Any]:
    return {
        "checked_at": run.checked_at.isoformat(),
        "return": run.return_name,
        "year": run.year,
        "submission": run.submission,
        "children": sorted(run.children),
        "rules": [vars(r) for r in run.rules],
        "errors": [[rule, child, count] for (rule, child), count in run.errors.items()],
    }


def runs(workspace: Path) -> list[Run]:
    """The runs of a workspace, the oldest first."""
    return [read_run(file) for file in sorted((workspace / FOLDER / RUNS).glob("*.json"))]


def read_run(file: Path) -> Run:
    """Errors: BadInput for a file that is no run."""
    try:
        raw = json.loads(file.read_text("utf-8"))
        errors = {(rule, child): count for rule, child, count in raw["errors"]}
        return Run(file.stem, datetime.fromisoformat(raw["checked_at"]), raw["return"], raw["year"], raw["submission"],
                   frozenset(raw["children"]), tuple(RuleCount(**r) for r in raw["rules"]), errors)  # fmt: skip
    except (ValueError, TypeError, KeyError) as error:
        raise BadInput(f"it is not a run of 'returns check' ({error}).", file=str(file))


def run_called(workspace: Path, name: str) -> Run:
    """Errors: BadUsage, with the nearest name."""
    file = workspace / FOLDER / RUNS / f"{name}.json"
    if not file.is_file():
        known = [f.stem for f in (workspace / FOLDER / RUNS).glob("*.json")]
        raise BadUsage(f"There is no file, folder or run '{name}'.{did_you_mean(name, known)}")
    return read_run(file)


def latest(found: Iterable[Run]) -> list[Run]:
    """The newest run of each return and year."""
    newest = {(run.return_name, run.year): run for run in found}
    return [newest[key] for key in sorted(newest)]


def scored(run: Run) -> list[Scored]:
    """What a run adds to the data-quality score; a query weighs half an error."""
    return [
        Scored(len(run.children), r.children, QUERY_WEIGHT if r.severity == Severity.QUERY.value else 1.0)
        for r in run.rules
        if r.children is not None
    ]
