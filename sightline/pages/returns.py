"""The statutory returns as pages show them: what the nightly check found, by rule and team, from run to run."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sightline.errors import BadUsage, did_you_mean
from sightline.pages.child_lookup import Held, held_children
from sightline.pages.children import names_of_children
from sightline.pages.organisation import Unit, UnitKind
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope
from sightline.returns.findings import what_to_do
from sightline.returns.history import runs
from sightline.returns.nightly import Own, findings_of_own, own_returns
from sightline.returns.notes import Note, Notes, read_notes
from sightline.returns.rules import rule_set
from sightline.returns.schema import RETURNS

FAILED, NOT_RUN = "failed", "not run"
NOBODY = "Management information"
TREND = 13  # runs


@dataclass(frozen=True)
class ReturnCard:
    """One return of one year. `finding` is its sentence; `lacking`: why it could not be made."""

    key: str
    title: str
    year: int
    is_running: bool
    finding: str
    children: int
    failures: int
    rules_failed: int
    passed: int
    not_run: int
    explained: int
    trend: tuple[float, ...]
    lacking: str


@dataclass(frozen=True)
class RuleRow:
    """A rule that failed: of how many children in the unit, how many of them explained, and who has most of them."""

    code: str
    severity: str
    message: str
    failures: int
    children: int
    explained: int
    owner: str
    change: int | None


@dataclass(frozen=True)
class ReturnPage:
    card: ReturnCard
    unit: Unit
    checked_at: datetime
    rows: Sequence[RuleRow]
    teams: Sequence[tuple[str, int]]
    not_run: Sequence[tuple[str, str]]
    notes: Sequence[str]
    left_out: Sequence[tuple[str, str, int]]


@dataclass(frozen=True)
class FindingRow:
    """One failure of one child: what is wrong in words, whose it is, and the note that explains it."""

    rule: str
    severity: str
    child: str
    name: str
    explanation: str
    what_to_do: str
    team: str
    worker: str
    note: str
    noted_on: date | None


@dataclass(frozen=True)
class RulePage:
    card: ReturnCard
    unit: Unit
    code: str
    severity: str
    message: str
    what_to_do: str
    rows: Sequence[FindingRow]
    hidden: int


@dataclass(frozen=True)
class BookRow:
    """A rule of a rule book. `years`: its first and last set."""

    return_title: str
    code: str
    severity: str
    message: str
    fields: str
    what_to_do: str


def cards(reading: Reading) -> list[ReturnCard]:
    """Every return that the nightly job made, the newest year first."""
    return [_card(reading, own) for own in _own(reading)]


def _own(reading: Reading) -> list[Own]:
    return reading.remembered(("own returns",), lambda: own_returns(reading.workspace, reading.version))


def _notes(reading: Reading) -> Notes:
    return read_notes(reading.workspace)


def own_called(reading: Reading, key: str) -> Own:
    """Errors: BadUsage for a return that was not made."""
    known = {own.key: own for own in _own(reading)}
    if key not in known:
        raise BadUsage(f"There is no return '{key}'.{did_you_mean(key, known)}")
    return known[key]


def _failures(reading: Reading, own: Own) -> list[Mapping]:
    """Each failure once, with its child: rows that take part in one are of one."""

    def make() -> list[Mapping]:
        once: dict[tuple[str, int], Mapping] = {}
        for row in findings_of_own(reading.workspace, reading.version, own):
            once.setdefault((row["rule"], row["failure"]), row)
        return list(once.values())

    return reading.remembered(("return findings", own.key), make)


def _trend(reading: Reading, own: Own) -> tuple[float, ...]:
    def make() -> tuple[float, ...]:
        found = [r for r in runs(reading.workspace) if (r.return_name, r.year) == (own.return_name, own.year)]
        return tuple(float(r.failures) for r in found[-TREND:])

    return reading.remembered(("return trend", own.key), make)


def _card(reading: Reading, own: Own) -> ReturnCard:
    failed = [r for r in own.rules if r["status"] == FAILED]
    failures = sum(r["failures"] for r in failed)
    notes = _notes(reading)
    explained = sum(notes.of(own.return_name, row["rule"], row["child"]) is not None for row in _failures(reading, own))
    children = len({row["child"] for row in _failures(reading, own) if row["child"]})
    finding = (
        f"{failures:,} failures of {len(failed)} rules, of {children:,} of {own.children:,} children."
        if failures
        else f"No rule failed of {own.children:,} children."
    )
    ends = date(own.year, 3, 31)
    return ReturnCard(
        own.key, RETURNS[own.return_name].title, own.year, ends > reading.as_at, own.lacking or finding, own.children,
        failures, len(failed), sum(r["status"] == "passed" for r in own.rules),
        sum(r["status"] == NOT_RUN for r in own.rules), explained, _trend(reading, own), own.lacking,
    )  # fmt: skip


def _in_unit(unit: Unit, held: Held | None) -> bool:
    if unit.is_whole:
        return True
    if held is None:
        return False
    return held.worker == unit.worker_id if unit.kind is UnitKind.WORKER else held.team in unit.teams


def _of_unit(reading: Reading, own: Own, unit: Unit) -> list[Mapping]:
    held = held_children(reading)
    return [row for row in _failures(reading, own) if _in_unit(unit, held.get(row["child"] or ""))]


def return_page(reading: Reading, key: str, unit: Unit) -> ReturnPage:
    """One return by rule and team, in a unit. Errors: BadUsage for a return that was not made."""
    own = own_called(reading, key)
    failures, notes = _of_unit(reading, own, unit), _notes(reading)
    before = _before(reading, own)
    rows = []
    for rule in own.rules:
        mine = [row for row in failures if row["rule"] == rule["rule"]]
        if mine:
            owners = Counter(row["team"] for row in mine if row["team"])
            explained = sum(notes.of(own.return_name, rule["rule"], row["child"]) is not None for row in mine)
            earlier = before.get(rule["rule"])
            change = rule["failures"] - earlier if unit.is_whole and earlier is not None else None
            owner = owners.most_common(1)[0][0] if owners else NOBODY
            children = len({row["child"] for row in mine if row["child"]})
            rows.append(
                RuleRow(rule["rule"], rule["severity"], rule["message"], len(mine), children, explained, owner, change)
            )
    rows.sort(key=lambda r: (r.severity == "query", -r.failures, r.code))
    teams = Counter(row["team"] or "No team" for row in failures).most_common()
    not_run = Counter[str]()
    codes: dict[str, list[str]] = {}
    for rule in own.rules:
        if rule["status"] == NOT_RUN:
            not_run[rule["why_not"]] += 1
            codes.setdefault(rule["why_not"], []).append(rule["rule"])
    return ReturnPage(
        _card(reading, own), unit, own.checked_at, rows, teams,
        [(why, ", ".join(codes[why])) for why, _ in not_run.most_common()], own.notes, own.left_out,
    )  # fmt: skip


def _before(reading: Reading, own: Own) -> dict[str, int]:
    """How often each rule failed in the run before the newest."""
    found = [r for r in runs(reading.workspace) if (r.return_name, r.year) == (own.return_name, own.year)]
    return {r.rule: r.failures for r in found[-2].rules if r.failures is not None} if len(found) > 1 else {}


def rule_page(reading: Reading, key: str, code: str, unit: Unit, scope: Scope) -> RulePage:
    """
    The failures of one rule in a unit; those of children outside `scope` are counted and not listed.

    Errors: BadUsage for a return that was not made, or a rule that is not of its set.
    """
    own = own_called(reading, key)
    rule = next((r for r in own.rules if r["rule"] == code), None)
    if rule is None:
        raise BadUsage(f"There is no rule '{code}'.{did_you_mean(code, [r['rule'] for r in own.rules])}")
    failures = [row for row in _of_unit(reading, own, unit) if row["rule"] == code]
    rows, hidden = _listed(reading, own, failures, scope)
    return RulePage(
        _card(reading, own), unit, code, rule["severity"], rule["message"], rule["what_to_do"], rows, hidden
    )


def report_rows(reading: Reading, key: str, unit: Unit, scope: Scope) -> tuple[list[FindingRow], int]:
    """All failures of a unit's children, child by child; and how many are of children outside `scope`."""
    own = own_called(reading, key)
    rows, hidden = _listed(reading, own, _of_unit(reading, own, unit), scope)
    return sorted(rows, key=lambda r: (r.team, r.worker, r.child, r.rule)), hidden


def _listed(reading: Reading, own: Own, failures: list[Mapping], scope: Scope) -> tuple[list[FindingRow], int]:
    held, names, notes = held_children(reading), names_of_children(reading), _notes(reading)
    rows, hidden = [], 0
    for row in failures:
        child = row["child"] or ""
        one = held.get(child)
        if not (scope.everything or (one and scope.holds_child(one.team, one.worker))):
            hidden += 1
            continue
        note = notes.of(own.return_name, row["rule"], child)
        rows.append(FindingRow(
            row["rule"], row["severity"], child, names.get(child, ""), row["explanation"], row["what_to_do"],
            row["team"] or "", row["worker"] or "", note.text if note else "", note.written_on if note else None,
        ))  # fmt: skip
    return rows, hidden


def note_of(reading: Reading, key: str, code: str, child: str, text: str, written_on: date) -> Note:
    """
    The note on a failure.

    Errors: BadUsage where the rule did not fail of the child, so that there is nothing to explain.
    """
    own = own_called(reading, key)
    if not any(row["rule"] == code and (row["child"] or "") == child for row in _failures(reading, own)):
        raise BadUsage(f"Rule {code} did not fail of this child, so there is nothing to explain.")
    return Note(own.return_name, code, child, text, written_on)


def rule_book(return_name: str, words: str) -> list[BookRow]:
    """The newest rule set of a return (of both where none is named), cut down to the rules that hold all the words."""
    wanted = words.casefold().split()
    rows = []
    for name, of in RETURNS.items():
        if return_name and name != return_name:
            continue
        for rule in rule_set(of, of.years[-1]).values():
            row = BookRow(
                of.title, rule.code, rule.severity.value, rule.message, ", ".join(rule.fields), what_to_do(rule)
            )
            said = " ".join((row.code, row.message, row.fields, row.what_to_do, row.severity)).casefold()
            if all(word in said for word in wanted):
                rows.append(row)
    return rows
