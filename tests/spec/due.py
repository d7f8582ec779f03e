"""The clocks of a drawn world as text: one line a thing to do."""

from __future__ import annotations

from typing import Any

from spec.world import World

SHOWN = ("child", "what", "limit", "started", "due", "late_from", "done", "lapsed")


def clock_rows(world: World, name: str | None = None) -> list[dict[str, Any]]:
    """The rows of the clocks' table, or of one clock, by child and day."""
    rows = world.measured.engine.to_arrow(world.measured.tables.clocks).to_pylist()
    kept = [row for row in rows if name is None or row["clock"] == name]
    return sorted(kept, key=lambda row: (row["person_id"], row["started"], row["clock"], row["what"]))


def expect_clock(world: World, name: str, text: str) -> None:
    """The rows of one clock are those drawn: `child`, and any other columns; blank is null."""
    lines = [line for line in text.strip().splitlines() if set(line.strip()) - set("-+ ")]
    heads, *drawn = [[cell.strip() for cell in line.split("|")] for line in lines]
    shown = [{"child": row["person_id"], **row} for row in clock_rows(world, name)]
    found = [["" if row[head] is None else str(row[head]) for head in heads] for row in shown]
    assert found == sorted(drawn, key=lambda line: line[0])


def warnings_of(world: World, name: str) -> dict[str, str]:
    """What an early warning says, by child."""
    rows = world.measured.engine.to_arrow(world.measured.tables.early_warnings).to_pylist()
    return {row["person_id"]: row["says"] for row in rows if row["warning"] == name}


def holders_of(world: World) -> dict[str, dict[str, Any]]:
    """Who holds each child, by child."""
    rows = world.measured.engine.to_arrow(world.measured.tables.holders).to_pylist()
    return {row["person_id"]: row for row in rows}
