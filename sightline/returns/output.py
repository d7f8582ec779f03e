"""Checked returns written out: rows of findings for other programs, a workbook and a page for people."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import xlsxwriter

from sightline.returns.check import Checked, Outcome
from sightline.returns.findings import Finding, findings, findings_of, what_to_do
from sightline.returns.known import NOTHING, Known

Row = dict[str, Any]
PRIVATE = "These lists name children. Keep them as you keep the records."
# A sheet of Excel ends here.
_SHEET_ROWS = 1_048_575
# A page shows so many findings of a rule; the workbook and the CSV have them all.
_PAGE_ROWS = 100


def finding_rows(checked: Checked, known: Known = NOTHING) -> Iterator[Row]:
    """The findings as flat rows, with who holds the case and the note, where the workspace knows them."""
    return (finding_row(checked, f, known) for f in findings(checked))


def finding_row(checked: Checked, finding: Finding, known: Known = NOTHING) -> Row:
    owner, note = known.owner(finding.child), known.note(checked.submission.of.name, finding.rule, finding.child)
    return {
        "return": checked.submission.of.name,
        "year": checked.submission.year,
        "submission": checked.submission.name,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "failure": finding.failure,
        "child": finding.child,
        "table": finding.table,
        "row": finding.row,
        "file": finding.file,
        "line": finding.line,
        "fields": " | ".join(finding.fields),
        "values": " | ".join(finding.values),
        "explanation": finding.explanation,
        "what_to_do": finding.what_to_do,
        "team": owner.team,
        "worker": owner.worker,
        "note": note.text if note else None,
    }


def rule_rows(checked: Checked) -> list[Row]:
    """A row a rule: how often it failed, or why it was not run."""
    return [_rule_row(o) for o in checked.outcomes]


def _rule_row(outcome: Outcome) -> Row:
    rule = outcome.rule
    return {
        "rule": rule.code,
        "severity": rule.severity.value,
        "message": rule.message,
        "status": "not run" if outcome.not_run else ("failed" if outcome.count else "passed"),
        "failures": None if outcome.not_run else outcome.count,
        "why_not": outcome.not_run or None,
        "fields": ", ".join(rule.fields),
        "what_to_do": what_to_do(rule),
    }


def document(checked: Checked, known: Known = NOTHING) -> Row:
    """Everything about one checked return, for JSON."""
    submission = checked.submission
    return {
        "return": submission.of.name,
        "year": submission.year,
        "submission": submission.name,
        "children": submission.children,
        "rows": {name: table.num_rows for name, table in submission.tables.items()},
        "rules": len(checked.outcomes),
        "passed": checked.passed,
        "failed": len(checked.failed),
        "not_run": len(checked.not_run),
        "failures": checked.failures,
        "notes": list(submission.notes),
        "by_rule": rule_rows(checked),
        "findings": list(finding_rows(checked, known)),
    }


def write_workbook(checks: Sequence[Checked], file: Path, known: Known = NOTHING) -> None:
    """A workbook: the rules with their counts, every finding, and what was passed over."""
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, rows in (
            ("Rules", [{"submission": c.submission.name, **row} for c in checks for row in rule_rows(c)]),
            ("Findings", [row for c in checks for row in finding_rows(c, known)]),
            ("Notes", [{"submission": c.submission.name, "note": note} for c in checks for note in _notes(c)]),
        ):
            sheet = book.add_worksheet(name)
            headings = list(rows[0]) if rows else ["Nothing"]
            sheet.write_row(0, 0, [h.replace("_", " ").capitalize() for h in headings], bold)
            for number, row in enumerate(rows[:_SHEET_ROWS], start=1):
                sheet.write_row(number, 0, list(row.values()))
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(min(len(rows), _SHEET_ROWS), 1), len(headings) - 1)
            sheet.autofit(400)


def _notes(checked: Checked) -> list[str]:
    return [PRIVATE, said(checked), *checked.submission.notes]


def said(checked: Checked) -> str:
    """The result in a sentence or two."""
    submission = checked.submission
    parts = [
        f"{submission.of.title}, rules of {submission.year - 1}-{submission.year % 100:02}: "
        f"{submission.children:,} children, {submission.rows:,} rows.",
        f"{len(checked.failed)} of {len(checked.outcomes)} rules found {checked.failures:,} failures, "
        f"{checked.passed} found none",
    ]
    if checked.not_run:
        parts[-1] += f", {len(checked.not_run)} could not be run"
    return " ".join(parts) + "."


_STYLE = """body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1d1d1b}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{text-align:left;vertical-align:top;
padding:.35rem .75rem .35rem 0;border-bottom:1px solid #c9c9c4}td.n,th.n{text-align:right}
caption{text-align:left;font-weight:600;padding:.5rem 0}details{margin:.25rem 0}summary{cursor:pointer}
.note{border-left:4px solid #8a5a00;padding-left:.75rem}"""


def page(checks: Sequence[Checked], known: Known = NOTHING) -> str:
    """One HTML page that needs nothing else: counts by rule, the findings in a manager's words, rules not run."""
    body = "".join(_section(c, known) for c in checks)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>Returns checked</title><style>{_STYLE}</style></head><body><main>'
        f'<h1>Returns checked</h1><p class="note">{escape(PRIVATE)}</p>{body}</main></body></html>\n'
    )


def _section(checked: Checked, known: Known) -> str:
    title = f"<h2>{escape(checked.submission.name)}</h2><p>{escape(said(checked))}</p>"
    failed = "".join(_failed(checked, o, known) for o in checked.failed) or "<p>No rule found anything.</p>"
    not_run = _table("Not run", ("Rule", "What it looks for", "Why"),
                     [(o.rule.code, o.rule.message, o.not_run) for o in checked.not_run])  # fmt: skip
    notes = _table("About the files", ("Note",), [(n,) for n in checked.submission.notes])
    return f"<section>{title}{failed}{not_run}{notes}</section>"


def _failed(checked: Checked, outcome: Outcome, known: Known) -> str:
    """One rule's failures, a line each, the first of many."""
    said_of: dict[int, tuple[str, ...]] = {}
    headings = ("Child", "Where", "What is wrong", *(("Held by", "Note") if known is not NOTHING else ()))
    for f in findings_of(outcome, checked.submission):
        if len(said_of) == _PAGE_ROWS and f.failure not in said_of:
            break
        place = "" if f.table is None else f"{f.table} row {f.row}"
        before = said_of.get(f.failure)
        places = f"{before[1]}, {place}" if before else place
        said_of[f.failure] = (f.child or "", places, f.explanation, *_who(checked, f, known))
    rest = outcome.count - len(said_of)
    more = f"<p>And {rest:,} more: see the CSV or the workbook.</p>" if rest > 0 else ""
    rule = outcome.rule
    return (
        f"<details><summary><strong>{escape(rule.code)}</strong> ({escape(rule.severity.value)}) "
        f"{escape(rule.message)}: {outcome.count:,}</summary><p>{escape(what_to_do(rule))}</p>"
        f"{_table('', headings, list(said_of.values()))}{more}</details>"
    )


def _who(checked: Checked, finding: Finding, known: Known) -> tuple[str, ...]:
    """Who holds the case, and the note on it; nothing where no workspace was asked."""
    if known is NOTHING:
        return ()
    owner, note = known.owner(finding.child), known.note(checked.submission.of.name, finding.rule, finding.child)
    return ", ".join(filter(None, (owner.worker, owner.team))), note.text if note else ""


def _table(caption: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in headings)
    body = "".join(f"<tr>{''.join(f'<td>{escape(str(c))}</td>' for c in row)}</tr>" for row in rows)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
