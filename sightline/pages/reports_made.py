"""
The printed reports, made on demand: one after another in the background, each kept as a file for its version.

A report leaves only as its readers' level may have it, protected against what their pages already tell, and what it
shows is in the ledger before the file is.
"""

import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from threading import Lock

from filelock import FileLock

from sightline.engine.base import engine_called
from sightline.engine.measured import Measured
from sightline.errors import BadUsage, SightlineError, did_you_mean
from sightline.judgement.suppression.audience import Audience, strictest
from sightline.judgement.suppression.ledger import read_ledger
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month
from sightline.pages.disclosed import known_to, rules_of
from sightline.pages.reading import Reading
from sightline.reports.build import REPORTS, build
from sightline.reports.declare import ReportSpec
from sightline.reports.model import Report
from sightline.reports.protect import protected
from sightline.reports.renderers.xlsx import write_xlsx

log = logging.getLogger("sightline.pages")
FOLDER = Path("reports") / "web"
# The months that a report's tables show.
MONTHS = 13
_workers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reports")


class State(Enum):
    """Where a report is: asked for, being made, there, or not to be had."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


@dataclass
class Making:
    """One report for one audience while it is made: `done` of `total` items; `why` it failed, in a sentence."""

    name: str
    month: Month
    audience: Audience
    state: State = State.WAITING
    done: int = 0
    total: int = 0
    report: Report | None = None
    why: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.state in (State.WAITING, State.MAKING)

    @property
    def words(self) -> str:
        """`12 of 48 items are done`."""
        match self.state:
            case State.WAITING:
                return "waits for its turn"
            case State.MAKING if self.total:
                return f"{self.done} of {self.total} items are done"
            case State.MAKING:
                return "is being made"
            case State.READY:
                return "is ready"
        return self.why


@dataclass
class _Shelf:
    """What was asked for of one version."""

    lock: Lock = field(default_factory=Lock)
    held: dict[tuple[str, Month, Audience], Making] = field(default_factory=dict)


def report_named(name: str) -> ReportSpec:
    """Errors: BadUsage for a report that does not exist."""
    if name not in REPORTS:
        raise BadUsage(f"There is no report '{name[:40]}'.{did_you_mean(name[:40], REPORTS)} Choose one on the page.")
    return REPORTS[name]


def levels_for(reading: Reading, own: Audience) -> list[Audience]:
    """The levels that somebody may have reports at: their own and stricter, and none looser than the settings allow."""
    least = strictest(own, Audience(reading.settings.disclosure.no_looser_than))
    return [level for level in Audience if level is not Audience.CASE and level.strictness >= least.strictness]


def usual_level(reading: Reading, spec: ReportSpec, own: Audience) -> Audience:
    """The level that the report is offered at first: its own, or the strictest that the reader is held to."""
    levels = levels_for(reading, own)
    return spec.audience if spec.audience in levels else levels[0]


def file_of(reading: Reading, name: str, month: Month, audience: Audience) -> Path:
    """Where the finished file is kept for this version and its measuring."""
    stamp = (reading.cube.path / "cube.json").stat().st_mtime_ns
    return reading.workspace / FOLDER / f"{reading.name}-{stamp}" / f"{name}-{month}-{audience}.xlsx"


def found(reading: Reading, name: str, month: Month, audience: Audience) -> Making | None:
    """The report as far as it is made; None where nobody asked for it."""
    held = _shelf(reading).held.get((name, month, audience))
    if held is None and file_of(reading, name, month, audience).exists():
        return Making(name, month, audience, State.READY)
    return held


def ask_for(
    reading: Reading, name: str, month: Month, audience: Audience, *, run: Callable[..., object] | None = None
) -> Making:
    """
    Puts a report in the line, unless it is there or under way. `run` makes it, by default the one worker.

    Errors: BadUsage for a report that does not exist.
    """
    report_named(name)
    shelf = _shelf(reading)
    with shelf.lock:
        held = shelf.held.get((name, month, audience))
        if held is not None and (held.is_under_way or held.report is not None):
            return held
        held = shelf.held[name, month, audience] = Making(name, month, audience)
    (run or _workers.submit)(_make, reading, held)
    return held


def _shelf(reading: Reading) -> _Shelf:
    return reading.remembered(("reports made",), _Shelf)


def _make(reading: Reading, making: Making) -> None:
    making.state = State.MAKING
    try:
        report = _built(reading, making)
        making.report = _released(reading, making, report)
    except SightlineError as error:
        making.why, making.state = str(error), State.FAILED
    except Exception as error:
        # The traceback names code; an exception's text may hold values.
        log.error("Report %s could not be made: %s", making.name, type(error).__name__)
        making.why, making.state = (
            "The report could not be made. Try again, or make it on the command line.",
            State.FAILED,
        )
    else:
        making.state = State.READY


def _built(reading: Reading, making: Making) -> Report:
    """The exact report, on an engine of its own, so that pages don't wait for it."""

    def progress(done: int, total: int) -> None:
        making.done, making.total = done, total

    def make() -> Report:
        with engine_called("duckdb") as engine:
            measured = Measured.on_disk(reading.cube, engine, reading.settings)
            return build(
                REPORTS[making.name], measured, making.month, made_at=datetime.now(),
                rejects=reading.version.rejects, workspace=reading.workspace, progress=progress,
            )  # fmt: skip

    return reading.remembered(("report", making.name, making.month), make)


def _released(reading: Reading, making: Making, report: Report) -> Report:
    """Protected, in the ledger, and written whole."""
    level, workspace = making.audience, reading.workspace
    months = [making.month.plus(-back) for back in range(MONTHS)]
    before = None
    if level.hides:
        shown = dict.fromkeys(figure.measure for item in report.items for figure in item.shown)
        measures = [CATALOGUE[name] for name in shown]
        before = known_to(reading, level, [m for m in months if m in reading.measured.months], measures)
    with FileLock(workspace / ".suppression-ledger.lock"):
        edged = protected(report, level, rules=rules_of(reading), before=before)
        if edged.outcome is not None:
            ledger = read_ledger(workspace)
            ledger.record(f"{making.name} {making.month}", level, edged.outcome)
            ledger.write(workspace)
    file = file_of(reading, making.name, making.month, level)
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        write_xlsx(edged.report, partial)
        os.replace(partial, file)
    finally:
        partial.unlink(missing_ok=True)
    return edged.report
