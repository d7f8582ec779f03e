"""
Rules drawn as tables: each row as it is submitted, with an x behind those that take part in a failure.

    assert_rule("ssda903", "501", '''
        Episodes
        CHILD | DECOM      | DEC        |
        1     | 01/04/2025 | 03/05/2025 | x
        1     | 02/05/2025 |            | x
    ''')

A table begins with its name on a line of its own; a blank line ends it. A column that is not drawn is absent, a table
that is not drawn was not supplied; a table drawn without rows was. `''` is a blank cell, and so is nothing.
"""

from typing import Any

from sightline.returns.batch import check_one
from sightline.returns.rules import rule_set
from sightline.returns.schema import return_called

WHOLE = {(None, None)}
Drawn = dict[str, dict[str, Any]]


def assert_rule(of: str, code: str, drawing: str, *, year: int | None = None, whole: bool = False, **metadata: str):
    """
    The rule fails the rows with an x, and no other; `whole`: it fails the return, blaming no row.

    `year`: by default the newest set. Days of the year are that set's unless `collection_start` ... say otherwise.
    """
    tables, marked = drawn(drawing)
    found = failing(of, code, tables, year=year, **metadata)
    assert found == (WHOLE if whole else marked)


def failing(of: str, code: str, tables: Drawn, *, year: int | None = None, **metadata: str) -> set[tuple[Any, Any]]:
    """The (table, row)s that a rule fails. An answer other than ok, or a rule that did not run, is an error."""
    declared = return_called(of)
    year = year or declared.years[-1]
    answer = check_one(rule_set(declared, year)[code], year, tables, metadata)
    assert answer["status"] == "ok", answer["message"]
    assert "not_run" not in answer, answer["not_run"]
    return {(f["table"], f["row"]) for f in answer["failures"]}


def drawn(drawing: str) -> tuple[Drawn, set[tuple[str, int]]]:
    """The tables of a drawing, and the rows marked in it."""
    tables: Drawn = {}
    marked: set[tuple[str, int]] = set()
    name, width = "", 0
    for line in (line.strip() for line in drawing.strip().splitlines()):
        if not line:
            name = ""
        elif not name:
            name = line
            tables[name] = {"columns": [], "rows": []}
        else:
            cells = [c.strip().replace("''", "") for c in line.split("|")]
            table = tables[name]
            if not table["columns"]:
                table["columns"] = [c for c in cells if c]
                width = len(table["columns"])
            else:
                assert len(cells) in (width, width + 1), f"{name}: {line}"
                if cells[width:] == ["x"]:
                    marked.add((name, len(table["rows"])))
                else:
                    assert cells[width:] in ([], [""]), f"{name}: {line}"
                table["rows"].append(cells[:width])
    return tables, marked
