"""
What a table's rows and cells were set aside for, as rows of the rejects.

Both functions look at the tables that `typing.py` has in its connection: `clean` (texts), `typed` (values, and
`fault`: the position of the column for which the row is set aside), and a table of readings per odd column.
"""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from sightline.dataset.clean_forms import literal, quoted
from sightline.dataset.schema import REJECTS_SCHEMA, Table

ORDINAL = "source_ordinal"
SPILLED = "source_spilled"
# The fault of a row with more cells than headings; columns count from 1.
SPILLED_FAULT = 1000
# A rejected value is shown up to this length; the whole of it may be a pasted document.
LONGEST_SHOWN = 200

NO_DOUBLES = pa.schema([(ORDINAL, pa.int64()), ("key", pa.string()), ("is_copy", pa.bool_())]).empty_table()


def doubles(db: duckdb.DuckDBPyConnection, table: Table, unique: str) -> pa.Table:
    """
    The rows of `typed` to set aside because an earlier one has the same key: its exact copies and its rivals.

    Shape: one row a row, its `source_ordinal`, `key` and whether it `is_copy`.
    """
    if unique == "none":
        return NO_DOUBLES
    own = ", ".join(quoted(n) for n in table.by_stored_name)
    key = ", ".join(quoted(n) for n in table.key) if unique == "key" else own
    keyed = f"SELECT la_code, {key} FROM typed WHERE fault = 0 GROUP BY la_code, {key} HAVING count(*) > 1"
    if not db.execute(f"SELECT 1 FROM ({keyed}) LIMIT 1").fetchone():
        return NO_DOUBLES
    # Comparing whole rows as texts copes with cells that are empty, which joins and lists don't.
    same_key = f"row(la_code, {key})::VARCHAR IN (SELECT row(la_code, {key})::VARCHAR FROM ({keyed}))"
    doubled = (
        f"SELECT {ORDINAL}, concat_ws(' ', {key}) AS key, row_number() OVER same AS nth, "
        f"row({own})::VARCHAR = first(row({own})::VARCHAR) OVER same AS is_copy "
        f"FROM typed WHERE fault = 0 AND {same_key} "
        f"WINDOW same AS (PARTITION BY la_code, {key} ORDER BY {ORDINAL})"
    )
    query = f"SELECT {ORDINAL}, left(key, {LONGEST_SHOWN}) AS key, is_copy FROM ({doubled}) WHERE nth > 1"
    return db.execute(query).to_arrow_table()


@dataclass(frozen=True)
class Faults:
    """Where to look: columns a row needs, columns with unreadable cells, and the readings of odd texts by column."""

    needed: list[str]
    faulty: list[str]
    readings: dict[str, str]
    headings: dict[str, str]


def rejects(db: duckdb.DuckDBPyConnection, table: Table, faults: Faults, load_id: str) -> pa.Table:
    """Rows of `REJECTS_SCHEMA`: one for each row that was set aside, and one for each cell of a row that was kept."""
    parts = [_spilled(), *_needed(faults), _doubled(), *_cells(faults)]
    names = ["", *table.by_stored_name]
    headings = [None, *(faults.headings.get(n, n) for n in names[1:])]
    db.register("headings", pa.table({"name": names, "heading": headings}))
    sentence = "concat_ws(': ', chr(39) || heading || chr(39), message)"
    query = (
        f'SELECT {literal(load_id)} AS load_id, la_code, {literal(table.stored_name)} AS "table", '
        'source_file AS file, source_sheet AS sheet, source_line AS "row", heading AS "column", '
        f"left(value, {LONGEST_SHOWN}) AS value, rule, {sentence} || CASE WHEN whole_row "
        "THEN '. The row was set aside.' ELSE '. The cell was left empty.' END AS message, whole_row "
        f"FROM ({' UNION ALL '.join(parts)}) AS faults JOIN headings USING (name) "
        f"JOIN typed USING ({ORDINAL}) ORDER BY {ORDINAL}, whole_row DESC"
    )
    return db.execute(query).to_arrow_table().cast(REJECTS_SCHEMA)


def _spilled() -> str:
    return (
        f"SELECT {ORDINAL}, '' AS name, {SPILLED} AS value, 'ragged_row' AS rule, "
        f"'More cells than headings' AS message, true AS whole_row FROM clean WHERE {SPILLED} IS NOT NULL"
    )


def _needed(faults: Faults) -> list[str]:
    parts = []
    for position, name in enumerate(faults.needed, start=1):
        rule, message, join = "'missing_value'", "'empty, and a row needs it'", ""
        if reading := faults.readings.get(name):
            rule, message = f"coalesce({reading}.rule, {rule})", f"coalesce({reading}.message, {message})"
            join = f"LEFT JOIN {reading} ON clean.{quoted(name)} = {reading}.text"
        parts.append(
            f"SELECT {ORDINAL}, {literal(name)}, CAST(clean.{quoted(name)} AS VARCHAR), {rule}, {message}, true "
            f"FROM clean JOIN (SELECT {ORDINAL} FROM typed WHERE fault = {position}) USING ({ORDINAL}) {join}"
        )
    return parts


def _doubled() -> str:
    return (
        f"SELECT {ORDINAL}, '', key, CASE WHEN is_copy THEN 'duplicate' ELSE 'duplicate_key' END, "
        "CASE WHEN is_copy THEN 'An exact copy of an earlier row' "
        "ELSE 'Another row with the same key came first and was kept' END, true FROM doubles"
    )


def _cells(faults: Faults) -> list[str]:
    kept = f"SELECT {ORDINAL} FROM typed ANTI JOIN doubles USING ({ORDINAL}) WHERE fault = 0"
    return [
        f"SELECT {ORDINAL}, {literal(name)}, text, rule, message, false FROM clean "
        f"JOIN {faults.readings[name]} ON clean.{quoted(name)} = text AND rule IS NOT NULL "
        f"JOIN ({kept}) USING ({ORDINAL})"
        for name in faults.faulty
    ]
