"""The methods `sdc.*` by name, with plain inputs and outputs, so that anyone can check them against theirs."""

from collections.abc import Callable
from decimal import Decimal
from math import isinf

import numpy as np

from sightline.errors import BadUsage
from sightline.judgement.suppression.differencing import difference
from sightline.judgement.suppression.single import (
    THRESHOLD,
    Mark,
    round_decimal,
    round_to_base,
    shown_count,
    shown_share,
)
from sightline.judgement.suppression.tables import protect_line, protect_table


def _plain(value: object) -> object:
    """A printed cell as JSON holds it: a number, the letter of a mark, or nothing."""
    match value:
        case Mark():
            return value.value
        case Decimal():
            return float(value)
        case np.integer():
            return int(value)
        case _:
            return value


def _count(inputs: dict) -> dict:
    threshold = inputs.get("threshold", THRESHOLD)
    return {"values": [_plain(shown_count(value, threshold)) for value in inputs["values"]]}


def _percentage(inputs: dict) -> dict:
    options = {
        "complement": inputs.get("complement", False),
        "decimals": inputs.get("dp", 1),
        "per": inputs.get("multiplier", 100),
        "threshold": inputs.get("threshold", THRESHOLD),
        "sensitive": inputs.get("sensitive", False),
    }
    return {"values": [_plain(shown_share(top, bottom, **options)) for top, bottom in inputs["rows"]]}


def _line(inputs: dict) -> dict:
    line = protect_line(inputs["cells"], inputs.get("threshold", THRESHOLD))
    return {"cells": [_plain(cell) for cell in line.cells], "total": _plain(line.total)}


def _table(inputs: dict) -> dict:
    rows = inputs["table"]
    if not rows or len({len(row) for row in rows}) != 1:
        raise BadUsage("A table needs rows of the same length.")
    cells = np.empty((len(rows), len(rows[0])), dtype=object)
    for number, row in enumerate(rows):
        cells[number, :] = row
    table = protect_table(cells, inputs.get("threshold", THRESHOLD))
    narrowest = table.min_width
    return {
        "table": [[_plain(cell) for cell in row] for row in table.printed],
        "suppressed": table.suppressed,
        # A range without an end has no width that a file of numbers could hold.
        "min_width": None if narrowest is None or isinf(narrowest) else float(np.round(narrowest, 6)),
    }


def _difference(inputs: dict) -> dict:
    found = difference(inputs["population_a"], inputs["population_b"], inputs.get("threshold", THRESHOLD))
    return {"a_minus_b": found.a_minus_b, "b_minus_a": found.b_minus_a, "allowed": found.allowed}


def _round_half_up(inputs: dict) -> dict:
    return {"values": [round_to_base(value, inputs["base"]) for value in inputs["values"]]}


def _round_decimal(inputs: dict) -> dict:
    return {"values": [_plain(round_decimal(str(text), inputs["dp"])) for text in inputs["values"]]}


METHODS: dict[str, Callable[[dict], dict]] = {
    "sdc.count": _count,
    "sdc.percentage": _percentage,
    "sdc.line": _line,
    "sdc.table": _table,
    "sdc.difference": _difference,
    "sdc.round_half_up": _round_half_up,
    "sdc.round_decimal": _round_decimal,
}
