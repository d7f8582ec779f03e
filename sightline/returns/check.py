"""A submission checked by every rule of its year: what failed, and what could not be run and why."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from sightline.dataset.database import workbench
from sightline.returns.declare import Need, Rule
from sightline.returns.prepare import Prepared
from sightline.returns.rules import rule_set
from sightline.returns.run import RULE_BREAKS, Failures, broke, compiled, run_rule
from sightline.returns.schema import LAST
from sightline.returns.submission import Submission

_POSTCODE_COLUMNS = ("PL_LA", "PL_LOCATION", "PL_DISTANCE")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What one rule said: its failures, or why it was not run (which never counts as passed)."""

    rule: Rule
    failures: Failures | None = None
    not_run: str = ""

    @property
    def count(self) -> int:
        return self.failures.rows.num_rows if self.failures else 0


@dataclass(frozen=True)
class Checked:
    """A submission and what every rule of its year said of it."""

    submission: Submission
    outcomes: tuple[Outcome, ...]

    @cached_property
    def failed(self) -> list[Outcome]:
        """Rules that found something, most failures first."""
        return sorted((o for o in self.outcomes if o.count), key=lambda o: -o.count)

    @property
    def not_run(self) -> list[Outcome]:
        return [o for o in self.outcomes if o.not_run]

    @property
    def passed(self) -> int:
        """Rules that ran and found nothing."""
        return sum(not o.count and not o.not_run for o in self.outcomes)

    @property
    def failures(self) -> int:
        return sum(o.count for o in self.outcomes)


def check(submission: Submission, done: Progress = lambda code: None) -> Checked:
    """Runs every rule of the submission's set; `done` is told each rule's code as it ends."""
    with workbench() as connection:
        prepared = Prepared(connection, submission.of, submission.tables, [submission.about()])
        outcomes = []
        for outcome in _outcomes(prepared, submission):
            outcomes.append(outcome)
            done(outcome.rule.code)
    return Checked(submission, tuple(outcomes))


def _outcomes(prepared: Prepared, submission: Submission) -> Iterator[Outcome]:
    """Every rule's outcome; the next rule is compiled while one runs, for DuckDB runs without Python's lock."""
    with ThreadPoolExecutor(max_workers=1) as runner:
        running: Future[Outcome] | None = None
        for rule in rule_set(submission.of, submission.year).values():
            why = lacks(rule, submission) or _compiles(rule, submission)
            if running is not None:
                yield running.result()
            running = runner.submit(_run, prepared, rule, submission, why)
        if running is not None:
            yield running.result()


def _compiles(rule: Rule, submission: Submission) -> str:
    """Compiles the rule; why it can't be, where it can't."""
    try:
        compiled(rule, submission.year, submission.supplied)
    except RULE_BREAKS as error:
        return broke(error)
    return ""


def _run(prepared: Prepared, rule: Rule, submission: Submission, why: str) -> Outcome:
    if why:
        return Outcome(rule, not_run=why)
    try:
        return Outcome(rule, run_rule(prepared, rule, submission.year, submission.supplied))
    except RULE_BREAKS as error:
        return Outcome(rule, not_run=broke(error))


def lacks(rule: Rule, submission: Submission) -> str:
    """What a rule needs that the submission lacks, as 'needs ...'; empty when nothing."""
    wanted = [need.value for need in rule.needs if not _has(need, submission)]
    absent = rule.required - submission.supplied
    tables = sorted(t for t in absent if not t.endswith(LAST) and not submission.of.tables[t].outside)
    last = sorted(t for t in absent if t.endswith(LAST))
    if last and Need.PREVIOUS.value not in wanted:
        wanted.append(f"last year's {', '.join(t.removesuffix(LAST) for t in last)}")
    if tables:
        wanted.append(f"the table {tables[0]}" if len(tables) == 1 else f"the tables {', '.join(tables)}")
    return f"needs {' and '.join(wanted)}" if wanted else ""


def _has(need: Need, submission: Submission) -> bool:
    if need is Need.POSTCODES:
        episodes = submission.tables.get("Episodes")
        return episodes is not None and any(_anything(episodes, c) for c in _POSTCODE_COLUMNS)
    if need is Need.PROVIDERS:
        return "provider_info" in submission.supplied
    if need is Need.OWN_LA:
        return bool(submission.local_authority)
    return any(name.endswith(LAST) for name in submission.supplied)


def _anything(table: pa.Table, column: str) -> bool:
    return column in table.column_names and any(table.column(column).unique().to_pylist())
