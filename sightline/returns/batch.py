"""
`check-tables`: rules on loose tables, for tests and for other programs.

Lines are independent, but lines of one rule run as one query: each is a `case` of its own in shared tables.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

import pyarrow as pa

from sightline.dataset.database import workbench
from sightline.errors import SightlineError
from sightline.returns.declare import Rule
from sightline.returns.prepare import NUMBER, About, Prepared
from sightline.returns.rules import rule_set
from sightline.returns.run import RULE_BREAKS, broke, run_rule
from sightline.returns.schema import RETURNS, Return, ReturnTable
from sightline.returns.tables import CASE

Answer = dict[str, Any]
LINES_AT_ONCE = 20_000


class BadLine(SightlineError):
    """A line of a batch that can't be understood; the others go on."""


@dataclass
class Line:
    """One line of the batch that asks for a rule there is. `tables`: columns and rows by table."""

    id: Any
    rule: Rule
    year: int
    tables: dict[str, dict[str, Any]]
    metadata: dict[str, Any]
    answer: Answer = field(default_factory=dict)

    @property
    def supplied(self) -> frozenset[str]:
        return frozenset(self.tables)


def check_lines(lines: Iterable[str]) -> Iterator[Answer]:
    """The answer to every line, in order. Blank lines are passed over."""
    asked: list[Line | Answer] = []
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        asked.append(_read(text, number))
        if len(asked) >= LINES_AT_ONCE:
            yield from _answered(asked)
            asked = []
    yield from _answered(asked)


def check_one(rule: Rule, year: int, tables: dict[str, dict[str, Any]], metadata: dict[str, Any]) -> Answer:
    """The answer for one rule on loose tables."""
    return next(_answered([Line(rule.code, rule, year, tables, metadata)]))


def _read(text: str, number: int) -> Line | Answer:
    """A line as asked, or its answer where that is known already."""
    identity: Any = None
    try:
        given = json.loads(text)
        if not isinstance(given, dict):
            raise BadLine(f"line {number} is not an object.")
        identity = given.get("id")
        of = RETURNS.get(given.get("return", ""))
        if of is None:
            raise BadLine(f"there is no return '{given.get('return')}'; the returns are {', '.join(RETURNS)}.")
        year, code, tables = int(given.get("year", of.years[-1])), str(given.get("rule")), given.get("tables") or {}
        rule = rule_set(of, year).get(code) if year in of.years else None
        if rule is None:
            return {"id": identity, "status": "unsupported"}
        known = {_table_name(of, name): table for name, table in tables.items()}
        return Line(identity, rule, year, {n: t for n, t in known.items() if n}, given.get("metadata") or {})
    except (SightlineError, ValueError, TypeError, AttributeError) as error:
        return _error(identity, f"line {number}: {error}" if identity is None else str(error))


def _table_name(of: Return, name: str) -> str:
    """The return's own name of a table, in whatever case it was given; empty for one it doesn't have."""
    return next((n for n in of.tables if n.casefold() == name.casefold()), "")


def _error(identity: Any, message: str) -> Answer:
    return {"id": identity, "status": "error", "message": message}


def _answered(asked: list[Line | Answer]) -> Iterator[Answer]:
    for of in RETURNS.values():
        _check_return(of, [line for line in asked if isinstance(line, Line) and line.rule.of is of])
    yield from (line.answer if isinstance(line, Line) else line for line in asked)


def _check_return(of: Return, lines: list[Line]) -> None:
    """Answers every line of one return: its tables together, and a query for each rule."""
    columns = _Columns(of)
    about: list[About] = []
    ready: list[Line] = []
    for line in sorted(lines, key=_together):
        lacking = line.rule.required - line.supplied
        if lacking:
            line.answer = {"id": line.id, "status": "ok", "failures": [], "not_run": f"needs {_listed(lacking)}"}
            continue
        try:
            about.append(_about(line, len(ready)))
            columns.add(line, len(ready))
        except (SightlineError, ValueError, TypeError, AttributeError, KeyError) as error:
            line.answer = _error(line.id, str(error))
            del about[len(ready) :]
            continue
        ready.append(line)
    if not ready:
        return
    with workbench() as connection:
        prepared = Prepared(connection, of, columns.tables(), about)
        for _, numbered in groupby(enumerate(ready), key=lambda pair: _together(pair[1])):
            _run(prepared, list(numbered))


def _together(line: Line) -> tuple[str, int, str]:
    """Lines that one query answers."""
    return line.rule.code, line.year, " ".join(sorted(line.supplied))


def _run(prepared: Prepared, numbered: list[tuple[int, Line]]) -> None:
    line = numbered[0][1]
    for _, each in numbered:
        each.answer = {"id": each.id, "status": "ok", "failures": []}
    by_case = dict(numbered)
    try:
        failures = run_rule(prepared, line.rule, line.year, line.supplied, (numbered[0][0], numbered[-1][0]))
    except RULE_BREAKS as error:
        if len(numbered) == 1:
            line.answer = _error(line.id, broke(error))
        else:
            for one in numbered:
                _run(prepared, [one])
        return
    found: dict[int, set[tuple[str | None, int | None]]] = {}
    for case, rows in failures.each():
        found.setdefault(case, set()).update(rows or [(None, None)])
    for case, places in found.items():
        ordered = sorted(places, key=lambda place: (place[0] or "", place[1] or 0))
        code = line.rule.code
        by_case[case].answer["failures"] = [{"rule": code, "table": t, "row": n} for t, n in ordered]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _about(line: Line, case: int) -> About:
    said = line.metadata
    start, end = _day(said.get("collection_start")), _day(said.get("collection_end"))
    if end is None and start is not None:
        end = date(start.year + 1, 3, 31)
    if start is None and end is not None:
        start = date(end.year - 1, 4, 1)
    texts = {k: None if said.get(k) is None else str(said[k]) for k in ("local_authority", "file_format")}
    return About(case, line.year, start, end, **texts)


def _day(text: Any) -> date | None:
    """A day of the metadata, as 31/03/2026 or 2026-03-31."""
    if not text:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(str(text)[:10], form).date()
        except ValueError:
            continue
    raise BadLine(f"the metadata's day '{text}' is not a date. Write it as 31/03/2026.")


class _Columns:
    """The lines' tables laid one below the other, each row with the case it is of and its number there."""

    def __init__(self, of: Return):
        self.of = of
        self._cells: dict[str, dict[str, list[Any]]] = {}

    def add(self, line: Line, case: int) -> None:
        read = [(self.of.tables[name], *self._read(name, given)) for name, given in line.tables.items()]
        for table, cells, height in read:
            stored = self._cells.setdefault(table.name, {n: [] for n in (CASE, NUMBER, *_names(table))})
            stored[CASE] += [case] * height
            stored[NUMBER] += range(height)
            for name in _names(table):
                stored[name] += cells.get(name) or [None] * height

    def _read(self, name: str, given: dict[str, Any]) -> tuple[dict[str, list[str | None]], int]:
        headings, rows = given["columns"], given["rows"]
        for number, row in enumerate(rows):
            if len(row) != len(headings):
                raise BadLine(f"{name} row {number} has {len(row)} cells below {len(headings)} columns.")
        by_name = self.of.tables[name].by_name
        cells: dict[str, list[str | None]] = {}
        for position, heading in enumerate(headings):
            column = by_name.get(str(heading).strip().casefold())
            if column is None:
                continue
            if column.name in cells:
                raise BadLine(f"{name} has the column '{column.name}' twice.")
            cells[column.name] = [None if r[position] is None else str(r[position]) for r in rows]
        return cells, len(rows)

    def tables(self) -> dict[str, pa.Table]:
        integers = (CASE, NUMBER)
        return {
            name: pa.table({c: pa.array(v, pa.int64() if c in integers else pa.string()) for c, v in cells.items()})
            for name, cells in self._cells.items()
        }


def _names(table: ReturnTable) -> tuple[str, ...]:
    return tuple(c.name for c in table.columns)
