"""
What must not go out: placeholders that someone meant to fill in, and years that were left half written.

The printed reports were published with `XXX` for a figure, an owner's field that ends in a question mark and a period
from 2017 to 2017.
"""

import re
from collections.abc import Iterable, Iterator

from sightline.reports.model import Report, TextTable

PLACEHOLDERS = {
    "a placeholder": re.compile(
        r"\bX{2,}\b|\?{2,}|\bTB[ACD]\b|\bT\.B\.[ACD]\.|(?i:\btodo\b|\blorem ipsum\b|\[insert\b)"
    ),
    "a name that was not filled in": re.compile(r"\{[a-z_]+\}"),
    "a period that ends in the year it starts": re.compile(r"\b(20\d\d)\s?[-–/]\s?\1\b"),
}
# A field of a few words that ends in a question mark was never answered; a question is a sentence.
UNANSWERED = re.compile(r"^\S+(?: \S+){0,3}\?$")


def unfinished(report: Report) -> tuple[str, ...]:
    """A sentence for each text of the report that is not fit to be published; nothing where all are."""
    found = [f"{place}: '{text[:60]}' holds {what}. Fill it in before publication."
             for place, text in _texts(report) for what in wrong_with(text)]  # fmt: skip
    found += [
        f"{place}: '{text[:60]}' ends in a question mark. Answer it before publication."
        for place, text in _fields(report)
        if UNANSWERED.match(text.strip())
    ]
    return tuple(dict.fromkeys(found))


def wrong_with(text: str) -> list[str]:
    """What is unfinished in a text, in words."""
    return [what for what, pattern in PLACEHOLDERS.items() if pattern.search(text)]


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    """Every text a reader sees, with the place it stands in."""
    yield "Title", report.title
    yield "Subtitle", report.subtitle
    yield "Authority", report.authority
    for section in report.sections:
        yield f"Section {section.number}", section.title
        for item in section.items:
            place = f"Item {item.number}"
            yield from ((place, text) for text in (item.title, item.finding, *item.notes))
            for table in item.tables:
                yield place, table.caption
                yield from ((place, text) for row in table.rows for text in (row.heading, row.group))
                yield from ((place, text) for _group, text in table.asides)
    yield from _fields(report)


def _fields(report: Report) -> Iterator[tuple[str, str]]:
    """Words that stand in cells, where a value belongs."""
    for item in report.items:
        for table in item.tables:
            for row in table.rows:
                yield from ((f"Item {item.number}, {row.heading}", cell.words) for cell in row.cells if cell.words)
    yield from _of_text_tables((report.definitions, *report.data_quality))


def _of_text_tables(tables: Iterable[TextTable]) -> Iterator[tuple[str, str]]:
    for table in tables:
        for row in table.rows:
            yield from ((table.title, str(value)) for value in row)
