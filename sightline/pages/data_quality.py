"""The page of data quality: how old, how much was kept, what the checks found and whose it is, what was set aside."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pyarrow.parquet as pq

from sightline.dataset import checks, tables
from sightline.dataset.checks import Check, Severity
from sightline.engine.quality import Finding, score
from sightline.engine.quality_kept import Kept, check_version, earlier_than, kept_of, share_fixed
from sightline.errors import BadUsage, did_you_mean
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.source_tables import BY_SHORT_NAME
from sightline.pages.child_lookup import Held, held_children
from sightline.pages.children import names_of_children
from sightline.pages.organisation import Unit, UnitKind
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope
from sightline.returns.history import latest, runs, scored

FIT, POOR = 95.0, 80.0  # percent of rows without fault: fit to quote, and too poor to rate
DUE_DAYS = {Severity.ERROR: 7, Severity.WARNING: 14}
NOBODY = "Management information"


@dataclass(frozen=True)
class Fact:
    """One of the facts at the top of the page."""

    title: str
    value: str
    sub: str


@dataclass(frozen=True)
class TableRow:
    """One table: rows read and set aside, and the share without a fault, in percent."""

    title: str
    name: str
    source: str
    read: int
    rejected: int
    complete: float
    at_fault: int

    @property
    def verdict(self) -> str:
        return "Good" if self.complete >= FIT else "Watch" if self.complete >= POOR else "Low [u]"

    @property
    def bar(self) -> int:
        """Its width of 150."""
        return int(1.5 * self.complete)


@dataclass(frozen=True)
class CheckRow:
    """One check that found something: how many in this unit, who has most of them, when they are due."""

    name: str
    title: str
    table: str
    touches: str
    is_error: bool
    to_fix: int
    fixed: float | None
    owner: str
    due: date
    what_to_do: str

    @property
    def fixed_percent(self) -> int | None:
        return None if self.fixed is None else int(self.fixed * 100)


@dataclass(frozen=True)
class TeamRow:
    """One team: records with an error, and the share of its children without any, in percent."""

    team: str
    key: str
    to_fix: int
    children: int
    complete: float


@dataclass(frozen=True)
class RejectRow:
    """What the load set aside for one reason."""

    file: str
    column: str
    why: str
    count: int
    what_to_do: str


@dataclass(frozen=True)
class QualityPage:
    unit: Unit
    finding: str
    rest: str
    facts: Sequence[Fact]
    tables: Sequence[TableRow]
    checks: Sequence[CheckRow]
    passed: int
    flawless: int
    teams: Sequence[TeamRow]
    rejects: Sequence[RejectRow]
    score: float


@dataclass(frozen=True)
class FaultRow:
    """A record at fault. `child` is empty where the child is not the reader's: then only that there is one is told."""

    record: str
    child: str
    name: str
    team: str
    worker: str


@dataclass(frozen=True)
class CheckPage:
    check: CheckRow
    table: str
    unit: Unit
    rows: Sequence[FaultRow]
    hidden: int


def checked(reading: Reading) -> Kept:
    """What the checks found: as the nightly job kept it, else asked now and remembered."""

    def make() -> Kept:
        kept = kept_of(reading.workspace, reading.name)
        return kept or check_version(reading.measured.engine, reading.version, reading.settings)

    return reading.remembered(("quality checks",), make)


def quality_page(reading: Reading, unit: Unit, now: datetime) -> QualityPage:
    """The page of a unit; rows read and set aside are the whole load's."""
    found = reading.remembered(("quality", unit.key), lambda: _made(reading, unit))
    return QualityPage(**{**vars(found), "facts": (_age(reading, now), *found.facts)})


def _made(reading: Reading, unit: Unit) -> QualityPage:
    kept, held = checked(reading), held_children(reading)
    rows = check_rows(reading, unit)
    by_table = _tables(reading, kept)
    poor = [t for t in by_table if t.complete < FIT]
    waiting = sum(row.to_fix for row in rows)
    read = sum(t.read for t in reading.manifest.tables)
    aside = reading.rejected_rows
    flawed = [t for t in by_table if t.at_fault or t.rejected]
    facts = (
        Fact("Rows kept", f"{read - aside:,}", f"of {read:,} read"),
        Fact("Rows rejected", f"{aside:,}", "each with its reason"),
        Fact("Checks that found something", f"{len(rows)} of {len(kept.checks)}", f"all {len(kept.checks)} ran"),
        Fact("Score", f"{_score(reading, kept):.1f}%", "rows without fault, the returns among them"),
    )
    good = len(by_table) - len(poor)
    finding = f"The load is complete and {good} of {len(by_table)} tables are fit to quote."
    names = ", ".join(t.title for t in poor[:3])
    rest = f"{names} need{'s' if len(poor) == 1 else ''} watching. " if poor else ""
    rest += f"{waiting:,} records wait for someone to correct them."
    return QualityPage(
        unit, finding, rest, facts, flawed, rows, len(kept.checks) - len(rows), len(by_table) - len(flawed),
        _teams(reading, unit, kept, held), _rejects(reading), _score(reading, kept),
    )  # fmt: skip


def _age(reading: Reading, now: datetime) -> Fact:
    hours = max((now - reading.loaded_at.replace(tzinfo=now.tzinfo)).total_seconds() / 3600, 0)
    text = f"{int(hours)} h {int(hours % 1 * 60)} min" if hours < 48 else f"{int(hours / 24)} days"
    return Fact("Since the load", text, f"as at {reading.as_at:%-d %B %Y}; aim under 24 hours")


def _score(reading: Reading, kept: Kept) -> float:
    findings = [Finding(checks.ALL[name], rows, bad) for name, (rows, bad) in kept.checks.items() if name in checks.ALL]
    return score([*findings, *(s for run in latest(runs(reading.workspace)) for s in scored(run))])


def _tables(reading: Reading, kept: Kept) -> list[TableRow]:
    """The tables that checks ask about, the poorest first."""
    faulty: dict[str, set[str]] = {}
    for name, rows in kept.by_check.items():
        if name in checks.ALL:
            faulty.setdefault(checks.ALL[name].table, set()).update(record for record, _ in rows)
    sources = {stored: s.kind for s in reading.manifest.sources for stored in _stored_in(s.files)}
    found = []
    for table in reading.manifest.tables:
        declared = tables.ALL[table.table]
        if table.kept and any(checks.ALL[c].table == declared.short_name for c in kept.checks if c in checks.ALL):
            bad = len(faulty.get(declared.short_name, ()))
            complete = 100 * (1 - bad / table.kept)
            source = sources.get(table.table, "made of other tables").upper()
            found.append(TableRow(title_of(declared.short_name), declared.short_name, source, table.read,
                                  table.rejected, complete, bad))  # fmt: skip
    return sorted(found, key=lambda t: (t.complete, t.title))


def _stored_in(files: Mapping[str, str]) -> list[str]:
    return [name.rpartition("/")[2].split(".")[0] for name in files]


def title_of(short_name: str) -> str:
    """A table in words: `cin_episodes` is 'CIN episodes'."""
    words = short_name.replace("_", " ").split()
    said = " ".join(w.upper() if w in ("cin", "cla", "cp", "s47", "sdq") else w for w in words)
    return said[:1].upper() + said[1:]


def _in_unit(unit: Unit, held: Held | None) -> bool:
    if unit.is_whole:
        return True
    if held is None:
        return False
    return held.worker == unit.worker_id if unit.kind is UnitKind.WORKER else held.team in unit.teams


def check_rows(reading: Reading, unit: Unit) -> list[CheckRow]:
    """The checks that found something in the unit, errors first, most first."""
    kept, held = checked(reading), held_children(reading)
    before = earlier_than(reading.workspace, reading.name)
    rows = []
    for name, faults in kept.by_check.items():
        if name not in checks.ALL:
            continue
        mine = [held.get(child or "") for _, child in faults if _in_unit(unit, held.get(child or ""))]
        if mine:
            teams = Counter(one.team for one in mine if one and one.team)
            owner = teams.most_common(1)[0][0] if teams else NOBODY
            fixed = share_fixed(before, kept, name) if before else None
            rows.append(_row(checks.ALL[name], len(mine), fixed, owner, reading))
    return sorted(rows, key=lambda r: (not r.is_error, -r.to_fix, r.title))


def _row(check: Check, count: int, fixed: float | None, owner: str, reading: Reading) -> CheckRow:
    due = reading.loaded_at.date() + timedelta(days=DUE_DAYS[check.severity])
    title = check.title[:1].upper() + check.title[1:]
    is_error = check.severity is Severity.ERROR
    return CheckRow(check.name, title, title_of(check.table), _touches(check), is_error, count, fixed, owner, due,
                    check.what_to_do)  # fmt: skip


def _touches(check: Check) -> str:
    """The figures that count rows of the check's table."""
    table = BY_SHORT_NAME[check.table]
    measures = [m.title for m in CATALOGUE.values() if table in m.required_tables]
    if not measures:
        return "no figure needs it"
    more = f" and {len(measures) - 1} more figures" if len(measures) > 1 else ""
    return f"{measures[0]}{more}"


def _teams(reading: Reading, unit: Unit, kept: Kept, held: Mapping[str, Held]) -> list[TeamRow]:
    """The unit's teams by the share of their children without an error, the poorest first."""
    faults, at_fault = Counter[str](), set[str]()
    for name, rows in kept.by_check.items():
        if name in checks.ALL and checks.ALL[name].severity is Severity.ERROR:
            at_fault.update(child for _, child in rows if child)
            faults.update(one.team for _, child in rows if (one := held.get(child or "")) and one.team)
    children = Counter(one.team for one in held.values() if one.team)
    bad = Counter(one.team for child, one in held.items() if one.team and child in at_fault)
    keys = {u.name: u.key for u in reading.organisation.units.values() if u.kind is UnitKind.TEAM}
    found = [
        TeamRow(team, keys.get(team, ""), faults[team], count, 100 * (1 - bad[team] / count))
        for team, count in children.items()
        if team in unit.teams
    ]
    return sorted(found, key=lambda r: (r.complete, r.team))


def _rejects(reading: Reading) -> list[RejectRow]:
    """What was set aside, by file, column and reason, the most first."""
    rows = pq.read_table(reading.version.rejects, columns=["file", "sheet", "column", "rule", "message"]).to_pylist()
    counts = Counter((r["file"], r["sheet"], r["column"], r["rule"]) for r in rows)
    said = {(r["file"], r["sheet"], r["column"], r["rule"]): r["message"] for r in rows}
    found = []
    for key, count in counts.most_common():
        file, sheet, column, rule = key
        place = f"{file}, {sheet}" if sheet else file
        found.append(RejectRow(place, column or "whole row", said[key] or rule, count, _what_to_do(column)))
    return found


def _what_to_do(column: str | None) -> str:
    if column is None:
        return "See whether the extract was run twice"
    return "Correct it in the case system; it will be read at the next load"


def check_page(reading: Reading, unit: Unit, name: str, scope: Scope) -> CheckPage:
    """
    The records that a check found in a unit; those of children outside `scope` are counted and not listed.

    Errors: BadUsage for a check that found nothing here, or that there is not.
    """
    if name not in checks.ALL:
        raise BadUsage(f"There is no check '{name}'.{did_you_mean(name, checks.ALL)}")
    row = next((r for r in check_rows(reading, unit) if r.name == name), None)
    if row is None:
        raise BadUsage(f"The check '{checks.ALL[name].title}' found nothing in {unit.name}.")
    held, names = held_children(reading), names_of_children(reading)
    rows, hidden = [], 0
    for record, child in checked(reading).by_check[name]:
        one = held.get(child or "")
        if not _in_unit(unit, one):
            continue
        if not (scope.everything or (one and scope.holds_child(one.team, one.worker))):
            hidden += 1
            continue
        rows.append(FaultRow(record, child or "", names.get(child or "", ""), (one.team or "") if one else "",
                             (one.worker or "") if one else ""))  # fmt: skip
    rows.sort(key=lambda r: (r.team, r.child, r.record))
    return CheckPage(row, title_of(checks.ALL[name].table), unit, rows, hidden)
