"""Drawn tables: `child | referral_date` and a line a row, read into Python values and into Arrow."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa

from sightline.dataset.schema import ColumnType, Table
from sightline.dataset.tables.observations import OUR_AREA
from sightline.measures.observed_periods import Every, read_period
from sightline.measures.source_tables import BY_SHORT_NAME

OUR_LA = "000"
Row = dict[str, object]

_READERS = {
    ColumnType.DATE: date.fromisoformat,
    ColumnType.TIMESTAMP: datetime.fromisoformat,
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: float,
    ColumnType.FLAG: lambda text: text == "Y",
}


def drawn(table_name: str, text: str) -> list[Row]:
    """
    The rows of a drawn table: a line of headings, a rule, a line each; blank cells are None.

    Columns are called as in the canonical table without the SSD's prefix; `child` and `id` are short for the person
    and the first key column, `la` for the authority.
    """
    table = BY_SHORT_NAME[table_name]
    shorts = {"child": "person_id", "id": next(c.name for c in table.columns if c.key), "la": "la_code"}
    types = {c.name: c.type for c in table.columns} | {"la_code": ColumnType.TEXT}
    lines = [line for line in text.strip().splitlines() if line.strip() and not set(line.strip()) <= set("-+ ")]
    heads, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    names = [name if name in types else shorts.get(name, name) for name in heads]
    unknown = set(names) - set(types)
    assert not unknown, f"{table_name} has no column {unknown}"
    made = [
        {name: _READERS.get(types[name], str)(cell) if cell else None for name, cell in zip(names, row, strict=True)}
        for row in rows
    ]
    return [_observation(row) for row in made] if table_name == "observation" else made


def _observation(row: Row) -> Row:
    """An observation with what its period says and, where nothing else is drawn, final figures of our own area."""
    period = read_period(str(row["period"]), Every)
    assert period is not None, f"{row['period']} is not a period"
    usual = {"area": OUR_AREA, "breakdown": "", "status": "final", "source": "made up", "revision": 1}
    usual |= {"period_start": period.start, "period_end": period.end, "extracted_on": period.end}
    return {**usual, **{name: value for name, value in row.items() if value is not None}, "period": period.label}


def as_arrow(table: Table, rows: list[Row]) -> pa.Table:
    """Rows as the stored table's Arrow rows: blank text keys are numbered, the authority is ours unless named."""
    columns = {}
    for column in table.columns:
        values = [row.get(column.name) for row in rows]
        if column.key and column.type is ColumnType.TEXT:
            values = [f"{n:04}" if v is None else v for n, v in enumerate(values)]
        columns[table.stored(column.name)] = pa.array(values, column.type.arrow)
    columns |= {
        "la_code": pa.array([row.get("la_code") or OUR_LA for row in rows], pa.string()),
        "load_id": pa.array(["load"] * len(rows), pa.string()),
        "source_row": pa.array([None] * len(rows), pa.string()),
    }
    columns.setdefault("source", pa.array(["ssd"] * len(rows), pa.string()))
    return pa.table(columns).select(table.arrow_schema.names)
