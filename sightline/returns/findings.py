"""Findings: each failure with the rows that take part, the values they hold, and a plain sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sightline.returns.check import Checked, Outcome
from sightline.returns.declare import Rule, Severity
from sightline.returns.run import table_of
from sightline.returns.schema import Kind, Return
from sightline.returns.submission import FILE, LINE, Submission
from sightline.returns.words import code_in_words, column_in_words, row_in_words

BLANK = "blank"


@dataclass(frozen=True)
class Finding:
    """
    One row that takes part in one failure; without a row, a failure of the return as a whole.

    `failure` numbers the failures of a rule, for two rows may be of one. `row` is from 0 within the table, `line` and
    `file` say where it was submitted. `fields` and `values` are the rule's own of that row. `explanation` is of the
    failure, with the values of every row in it.
    """

    rule: str
    severity: Severity
    failure: int
    child: str | None
    table: str | None
    row: int | None
    file: str | None
    line: int | None
    fields: tuple[str, ...]
    values: tuple[str, ...]
    explanation: str
    what_to_do: str


def findings(checked: Checked) -> Iterator[Finding]:
    """Every finding, rule by rule."""
    for outcome in checked.outcomes:
        yield from findings_of(outcome, checked.submission)


def findings_of(outcome: Outcome, submission: Submission) -> Iterator[Finding]:
    """The findings of one rule, in the order of the rows."""
    if outcome.failures is None or not outcome.count:
        return
    rule, rows = outcome.rule, outcome.failures.rows
    marks = rows.column_names[1:]
    rows = rows.sort_by([(mark, "ascending") for mark in marks]) if marks else rows
    # A table that the rule can do without may not be there; none of its rows take part then.
    parts = [_part(submission, rule, m, rows.column(m)) for m in marks if table_of(m) in submission.tables]
    for number in range(rows.num_rows):
        there = [part for part in parts if part.rows[number] is not None]
        child = next((c for part in there if (c := part.children[number])), None)
        explanation = _explained(rule, there, number)
        same = (rule.code, rule.severity, number, child)
        if not there:
            yield Finding(*same, None, None, None, None, (), (), explanation, what_to_do(rule))
        for part in there:
            yield Finding(
                *same, part.table, part.rows[number], part.files[number], part.lines[number], part.fields,
                tuple(values[number] or "" for values in part.values), explanation, what_to_do(rule),
            )  # fmt: skip


@dataclass(frozen=True)
class _Part:
    """
    The rows of one table that take part in a rule's failures, a failure each, with the rule's fields of them.

    `words`: what they are to the failure, 'the episode of care before it'.
    """

    of: Return
    table: str
    words: str
    rows: list[int | None]
    children: list[str | None]
    files: list[str | None]
    lines: list[int | None]
    fields: tuple[str, ...]
    values: list[list[str | None]]

    def said(self, number: int) -> str:
        """The fields of one failure's row in words: `start of the episode 1 April 2026, legal status C2 (full ...)`."""
        known = self.of.tables[self.table].by_name
        return ", ".join(
            f"{column_in_words(field)} {value_in_words(self.of, known[field.casefold()].kind, field, values[number])}"
            for field, values in zip(self.fields, self.values, strict=True)
        )


def _part(submission: Submission, rule: Rule, mark: str, numbers: pa.ChunkedArray) -> _Part:
    """The rows that one `@` column names, with the rule's fields of them."""
    name = table_of(mark)
    table = submission.tables[name]
    fields = tuple(dict.fromkeys(c for t, _, c in (f.partition(".") for f in rule.fields) if t == name))

    def column(wanted: str) -> list[Any]:
        if wanted not in table.column_names:
            return [None] * len(numbers)
        return pc.take(table.column(wanted), numbers).to_pylist()

    return _Part(
        submission.of, name, row_in_words(mark), numbers.to_pylist(), column(submission.of.child), column(FILE),
        column(LINE), fields, [column(f) for f in fields],
    )  # fmt: skip


def _explained(rule: Rule, parts: list[_Part], number: int) -> str:
    """What is wrong, with the values of every row that takes part."""
    if not parts:
        return f"{rule.message} (the return as a whole)."
    single = len(parts) == 1
    said = "; ".join(f"{'' if single else f'{part.words}: '}{part.said(number)}" for part in parts)
    return f"{rule.message}: {said}."


def what_to_do(rule: Rule) -> str:
    """What the rule's declaration says to do, or what is plain."""
    if rule.what_to_do:
        return rule.what_to_do
    fields = [f for f in rule.fields if f != "Header.ReferenceDate"][:3]
    words = " and ".join(dict.fromkeys(column_in_words(f.partition(".")[2]) for f in fields))
    if rule.severity is Severity.QUERY:
        return f"Check {words} on the child's record. Correct what is wrong, or explain in a note why it is right."
    return f"Check {words} on the child's record, correct what is wrong, and export the return again."


def value_in_words(of: Return, kind: Kind, column: str, value: str | None) -> str:
    """A cell as a person says it: a day as 1 April 2026, a code with its label, blank as 'blank'."""
    text = (value or "").strip()
    if not text:
        return BLANK
    if kind is Kind.DATE:
        day = of.day(text)
        return f"{day:%-d %B %Y}" if day else f"'{text}'"
    return code_in_words(column, text)
