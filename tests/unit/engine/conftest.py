"""One child's drawn rows, told as a chronology."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sightline.engine.chronology import ChildRows, Chronology, chronology
from sightline.measures.source_tables import BY_SHORT_NAME
from sightline.measures.spells import FOREVER

# The drawn world of the spec tests is a package of the folder above.
sys.path.insert(0, str(Path(__file__).parents[2]))

AS_AT = date(2017, 7, 3)
BORN = "2008-09-14"


def drawn_rows(name: str, text: str) -> list[dict]:
    """
    The rows of a drawn table with every column of the table, blank ones None, all of the child A.

    A heading may be the end of a column's name: `start_date` for `cin_plan_start_date`.
    """
    from spec.drawing import OUR_LA, drawn

    blank = {column.name: None for column in BY_SHORT_NAME[name].columns}
    heads, *rest = text.strip().splitlines()
    whole = [_whole_name(head.strip(), list(blank)) for head in heads.split("|")]
    text = "\n".join([" | ".join(whole), *rest])
    return [{**blank, "la_code": OUR_LA, **row, "person_id": row.get("person_id", "A")} for row in drawn(name, text)]


def _whole_name(head: str, columns: list[str]) -> str:
    ending = [name for name in columns if name.endswith(f"_{head}")]
    return ending[0] if head not in columns and len(ending) == 1 else head


def drawn_spells(text: str, **columns: str) -> list[dict]:
    """Spells of a shared view: `from | to | ...`, a blank end being open."""
    heads, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    found = []
    for cells in rows:
        row = dict(zip(heads, cells, strict=True))
        start, end = date.fromisoformat(row.pop("from")), row.pop("to")
        ends = date.fromisoformat(end) if end else FOREVER
        found.append({"start_date": start, "end_date": ends} | {columns[k]: v or None for k, v in row.items()})
    return found


@pytest.fixture
def told() -> Callable[..., Chronology]:
    """`told(cin_episodes="a drawing")`: the chronology of the child A; `person` has one row unless drawn."""

    def tell(*, as_at: date = AS_AT, allocation: str = "", care: str = "", **drawings: str) -> Chronology:
        person = drawings.pop("person", f"id | sex | dob\nA | F | {BORN}")
        rows = {name: drawn_rows(name, text) for name, text in drawings.items()}
        rows["person"] = drawn_rows("person", person)
        rows["allocation"] = drawn_spells(allocation, worker="worker_id", team="team_id") if allocation else []
        rows["cla_periods"] = drawn_spells(care, reason="end_reason", id="period_id") if care else []
        workers = {"ines": "Ines Calder", "rhys": "Rhys Lamorna"}
        return chronology(ChildRows("000", "A", rows, workers, {"N3": "North 3", "IR": "Initial Response"}), as_at)

    return tell
