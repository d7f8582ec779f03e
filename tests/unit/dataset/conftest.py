"""Drawn tables, and what a data-quality check finds in them."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sightline.dataset import checks
from sightline.settings import Settings

# The drawn world of the spec tests is a package of the folder above.
sys.path.insert(0, str(Path(__file__).parents[2]))

AS_AT = date(2017, 6, 30)
MARK = "at fault"


def without_mark(text: str) -> tuple[str, list[bool]]:
    """The drawing without its last column, `at fault`, and which rows it marks."""
    lines = [line for line in text.strip().splitlines() if line.strip() and not set(line.strip()) <= set("-+ ")]
    cut = [line.rpartition("|") for line in lines]
    assert cut[0][2].strip() == MARK, f"the last column is '{cut[0][2].strip()}', not '{MARK}'"
    return "\n".join(rest for rest, _bar, _mark in cut), [bool(mark.strip()) for _rest, _bar, mark in cut[1:]]


@pytest.fixture(scope="session")
def checked_database():
    from spec.world import Database

    return Database(AS_AT, Settings())


@pytest.fixture
def found(checked_database) -> Callable[..., list[tuple]]:
    """`found(check, rows)`: (authority, record, child) of every row the check finds, sorted."""

    def run(name: str, rows: dict | None = None) -> list[tuple]:
        checked_database.fill(rows or {}, {})
        table = checks.ALL[name].find(checked_database.source())
        assert table.columns == ("la_code", "record_id", "person_id")
        at_fault = checked_database.engine.to_arrow(table).to_pylist()
        return sorted((tuple(row.values()) for row in at_fault), key=repr)

    return run


@pytest.fixture
def finds(found) -> Callable[..., None]:
    """`finds(check, table="a drawing")`: the check finds exactly the rows marked `at fault` in its own table."""
    from spec.drawing import OUR_LA, drawn

    from sightline.measures.source_tables import BY_SHORT_NAME

    def expect(name: str, **drawings: str) -> None:
        table = checks.ALL[name].table
        drawing, marks = without_mark(drawings.pop(table))
        rows = {table: drawn(table, drawing)} | {other: drawn(other, text) for other, text in drawings.items()}
        key = next(c.name for c in BY_SHORT_NAME[table].columns if c.key)
        wanted = [
            (row.get("la_code") or OUR_LA, row[key], row.get("person_id", row.get("cla_person_id")))
            for row, mark in zip(rows[table], marks, strict=True)
            if mark
        ]
        assert found(name, rows) == sorted(wanted, key=repr)

    return expect
