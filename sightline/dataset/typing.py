"""
From what a source says to typed canonical rows, and a record of everything that was set aside.

The work is done a column at a time in DuckDB. A text in its column's clean form is cast as it stands; every
other distinct text is read once by `values.py` and joined back, so a million rows cost a few thousand readings.
"""

from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from sightline.dataset import values
from sightline.dataset.database import scratch
from sightline.dataset.schema import PROVENANCE, REJECTS_SCHEMA, Column, ColumnType, Table
from sightline.dataset.versions import TableCount
from sightline.settings import Settings

# Columns that a reader adds to the rows it read: where each row stood in its source, and what of the row
# did not fit under any heading.
FILE, SHEET, ROW, SPILLED = "source_file", "source_sheet", "source_line", "source_spilled"
PLACE = (FILE, SHEET, ROW)
NO_DISTANCE = 999.9
# A rejected value is shown up to this length; the whole of it may be a pasted document.
LONGEST_SHOWN = 200
# Free text that identifies or stigmatises, and the setting that lets it in (data-model.md).
SENSITIVE = {
    "ssd_person.pers_forename": "names",
    "ssd_person.pers_surname": "names",
    "ssd_cla_convictions.clac_cla_conviction_offence": "offences",
    "ssd_pre_proceedings.prep_court_reference": "court_references",
    "ssd_address.addr_address_json": "addresses",
}
_BLANKS = " \t\r\n\u00a0\u200b\ufeff"
_NULLS = ", ".join(f"'{word}'" for word in values.NULL_WORDS)


@dataclass(frozen=True)
class RawRows:
    """
    Rows of one table as a source gave them.

    `rows`: stored column names (texts, or typed already) beside the `PLACE` columns; `la_code`, where a column,
    says whose row it is. `headings`: the source's own heading for a stored column. `unique`: whether two rows
    with one key are a fault ('key'), or only whole rows that repeat ('row').
    """

    table: Table
    rows: pa.Table
    headings: dict[str, str] = field(default_factory=dict)
    unique: str = "key"


@dataclass(frozen=True)
class TypedRows:
    """Typed rows in the table's `arrow_schema` (and where each stood), what was set aside, and the counts."""

    table: Table
    rows: pa.Table
    rejects: pa.Table
    count: TableCount
    notes: list[str]


@dataclass(frozen=True)
class Load:
    """Which load the rows belong to: goes into every row and every reject."""

    load_id: str
    la_code: str
    source: str
    settings: Settings = field(default_factory=Settings)


def type_rows(raw: RawRows, load: Load) -> TypedRows:
    """
    Reads every value of `raw` as its column's type; read = kept + set aside, always.

    A value that can't be read empties its cell, or sets the row aside when the column must be filled.
    """
    with scratch() as db:
        return _Typing(raw, load, db).run()


class _Typing:
    """One table's way through DuckDB: raw -> clean (texts) -> typed (values and faults) -> unique -> out."""

    def __init__(self, raw: RawRows, load: Load, db: duckdb.DuckDBPyConnection):
        self.table, self.load, self.db, self.unique = raw.table, load, db, raw.unique
        self.rows = raw.rows
        self.headings = raw.headings
        self.given = {n: c for n, c in raw.table.by_stored_name.items() if n in raw.rows.column_names}
        self.read: dict[str, str] = {}  # stored name -> the table of its odd texts' readings
        self.notes: list[str] = []

    def run(self) -> TypedRows:
        # Rows stay in the source's order, which says which of two rivals came first: the small tables of
        # readings must always be the side that is looked up in.
        self.db.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        self.db.register("raw", self.rows)
        self._leave_out_sensitive()
        self._clean()
        for name, column in self.given.items():
            self._read_odd_texts(name, column)
        self._type()
        self._set_doubles_aside()
        return self._result()

    # What the table says of a column ----------------------------------------------------------------

    def _is_identifier(self, name: str, column: Column) -> bool:
        named = name.endswith(("_id", "_urn", "_upn", "_uln", "_number")) or name in ("urn", "upn", "uln")
        return column.type is ColumnType.TEXT and not column.codes and (column.key or bool(column.links_to) or named)

    def _is_typed_already(self, name: str, column: Column) -> bool:
        given = self.rows.schema.field(name).type
        return column.type is not ColumnType.TEXT and given == column.type.arrow and not pa.types.is_string(given)

    def _leave_out_sensitive(self) -> None:
        for name in list(self.given):
            setting = SENSITIVE.get(f"{self.table.stored_name}.{name}")
            if setting and not getattr(self.load.settings.sensitive, setting):
                del self.given[name]
                self.notes.append(
                    f"{self.table.stored_name}: '{self._heading(name)}' was left out; "
                    f"[sensitive] {setting} = true in sightline.toml keeps it."
                )

    def _heading(self, name: str) -> str:
        return self.headings.get(name, name)

    # Steps ------------------------------------------------------------------------------------------

    def _clean(self) -> None:
        """Texts without the blanks around them and without the words for nothing."""
        parts = [_quoted(p) for p in PLACE]
        for name, column in self.given.items():
            given = self.rows.schema.field(name).type
            if self._is_typed_already(name, column):
                parts.append(_quoted(name))
                continue
            text = f"CAST({_quoted(name)} AS VARCHAR)"
            if pa.types.is_string(given) or pa.types.is_large_string(given) or pa.types.is_dictionary(given):
                text = f"trim(replace({text}, '\u00a0', ' '), '{_BLANKS}')"
                nulls = "''" if column.codes and column.type is ColumnType.TEXT else _NULLS
                text = f"CASE WHEN length({text}) < 9 AND upper({text}) IN ({nulls}) THEN NULL ELSE {text} END"
            parts.append(f"{text} AS {_quoted(name)}")
        la_code = f"coalesce(lpad(nullif(trim(CAST(la_code AS VARCHAR)), ''), 3, '0'), '{self.load.la_code}')"
        parts.append(f"{la_code if 'la_code' in self.rows.column_names else _literal(self.load.la_code)} AS la_code")
        parts.append(f"{SPILLED if SPILLED in self.rows.column_names else 'NULL::VARCHAR'} AS {SPILLED}")
        self.db.execute(f"CREATE TEMP TABLE clean AS SELECT {', '.join(parts)} FROM raw")
        self.db.unregister("raw")

    def _fast(self, name: str, column: Column) -> str:
        """The value of a clean text as SQL; NULL for a text that has to be read with more care."""
        text = _quoted(name)
        if self._is_typed_already(name, column):
            if column.type is ColumnType.DATE:
                return f"nullif({text}, DATE '1900-01-01')"
            if column.type is ColumnType.TIMESTAMP:
                return f"nullif({text}, TIMESTAMP '1900-01-01')"
            return f"nullif({text}, {NO_DISTANCE})" if name.endswith("placement_distance") else text
        if column.type is ColumnType.TEXT:
            if column.codes:
                return "NULL::VARCHAR"
            if self._is_identifier(name, column):
                return (
                    f"CASE WHEN {text} IN ('-1', '0', '-1.0', '0.0') THEN NULL "
                    f"WHEN suffix({text}, '.0') AND regexp_full_match({text}, '[0-9]+[.]0') "
                    f"THEN left({text}, -2) ELSE {text} END"
                )
            return text
        if column.type is ColumnType.DATE:
            # The SSD's dates are timestamps at midnight.
            day = f"CASE WHEN {text}[5] = '-' AND {text}[8] = '-' AND (length({text}) = 10 OR {text}[11:19] = ' 00:00:00') "
            return f"nullif(try_cast({day} THEN left({text}, 10) END AS DATE), DATE '1900-01-01')"
        if column.type is ColumnType.TIMESTAMP:
            moment = f"try_cast(CASE WHEN {text}[5] = '-' AND length({text}) < 28 THEN {text} END AS TIMESTAMP)"
            return f"nullif({moment}, TIMESTAMP '1900-01-01')"
        if column.type is ColumnType.NUMBER and name.endswith("placement_distance"):
            return f"nullif(try_cast({text} AS DOUBLE), {NO_DISTANCE})"
        if column.type is ColumnType.INTEGER:
            return f"CASE WHEN regexp_full_match({text}, '-?[0-9]{{1,9}}') THEN CAST({text} AS INTEGER) END"
        return f"NULL::{'VARCHAR' if column.type is ColumnType.JSON else column.type.value}"

    def _read_odd_texts(self, name: str, column: Column) -> None:
        """Reads each distinct text that is not in its column's clean form, once."""
        if self._is_typed_already(name, column) or (column.type is ColumnType.TEXT and not column.codes):
            return
        read = values.reader_for(column, self.load.settings.code_words)
        texts = self.db.execute(
            f"SELECT {_quoted(name)}, count(*) FROM clean "
            f"WHERE {_quoted(name)} IS NOT NULL AND ({self._fast(name, column)}) IS NULL GROUP BY ALL"
        ).fetchall()
        if not texts:
            return
        readings = [read(text) for text, _ in texts]
        distance = name.endswith("placement_distance")
        found = [None if distance and r.value == NO_DISTANCE else r.value for r in readings]
        self._note_unlisted(name, column, [t for t, r in zip(texts, readings, strict=True) if r.unlisted])
        self.read[name] = f"read_{len(self.read)}"
        self.db.register(
            self.read[name],
            pa.table(
                {
                    "text": pa.array([t for t, _ in texts], pa.string()),
                    "value": pa.array(found, column.type.arrow),
                    "rule": pa.array([r.rule for r in readings], pa.string()),
                    "message": pa.array([r.message for r in readings], pa.string()),
                    "repaired": pa.array([r.repaired for r in readings], pa.bool_()),
                }
            ),
        )

    def _note_unlisted(self, name: str, column: Column, unlisted: list[tuple[str, int]]) -> None:
        if not unlisted:
            return
        shown = ", ".join(f"'{text[:40]}' ({n})" for text, n in sorted(unlisted, key=lambda t: -t[1])[:5])
        self.notes.append(
            f"{self.table.stored_name}, '{self._heading(name)}': {len(unlisted)} words not in the list "
            f"'{column.codes}' were kept as read: {shown}{' ...' if len(unlisted) > 5 else ''}."
        )

    def _type(self) -> None:
        """Typed values beside `fault` (the cell that sets the row aside) and `repaired`."""
        parts, joins, repairs, cells = [], [], [], []
        needed: list[str] = []
        for name, column in self.table.by_stored_name.items():
            where = f"clean.{_quoted(name)}"
            if name not in self.given:
                parts.append(f"NULL::{_sql_type(column)} AS {_quoted(name)}")
                continue
            fast = self._fast(name, column).replace(_quoted(name), where)
            if reading := self.read.get(name):
                joins.append(f"LEFT JOIN {reading} ON {where} = {reading}.text")
                value = f"coalesce({fast}, {reading}.value)"
                repairs.append(f"coalesce({reading}.repaired, false)")
            else:
                value = fast
            if self._is_identifier(name, column) and not self._is_typed_already(name, column):
                repairs.append(f"coalesce(({value}) <> {where}, false)")
            parts.append(f"{value} AS {_quoted(name)}")
            shown = f"left(CAST({where} AS VARCHAR), {LONGEST_SHOWN})"
            if column.must_be_filled:
                rule = f"coalesce({reading}.rule, 'missing_value')" if reading else "'missing_value'"
                message = f"coalesce({reading}.message, 'empty, and a row needs it')" if reading else "'empty, and a row needs it'"
                needed.append(f"WHEN ({value}) IS NULL THEN {_fault(name, shown, rule, message)}")
            elif reading:
                cells.append(f"CASE WHEN {reading}.rule IS NOT NULL THEN "
                             f"{_fault(name, shown, f'{reading}.rule', f'{reading}.message')} END")  # fmt: skip
        spilled = _fault("", f"left(clean.{SPILLED}, {LONGEST_SHOWN})", "'ragged_row'", "'More cells than headings'")
        fault = f"CASE WHEN clean.{SPILLED} IS NOT NULL THEN {spilled} {' '.join(needed)} END"
        faults = f"list_filter([{', '.join(cells)}], lambda f: f IS NOT NULL)" if cells else "[]::VARCHAR[]"
        self.has_cells = bool(cells)
        provenance = [
            f"clean.la_code AS la_code, {_literal(self.load.load_id)} AS load_id",
            f"concat_ws(':', clean.{FILE}, clean.{SHEET}, clean.{ROW}) AS source_row",
        ]
        if "source" not in self.table.by_stored_name:
            provenance.append(f"{_literal(self.load.source)} AS source")
        self.db.execute(
            f"CREATE TEMP TABLE typed AS SELECT {', '.join(parts + provenance)}, "
            f"{', '.join(f'clean.{p}' for p in PLACE)}, {fault} AS fault, {faults} AS cell_faults, "
            f"{' OR '.join(repairs) or 'false'} AS repaired FROM clean {' '.join(joins)}"
        )
        self.db.execute("DROP TABLE clean")

    def _set_doubles_aside(self) -> None:
        """One row of rows with one key is kept: the first. Its exact copies and its rivals are told apart."""
        own = ", ".join(_quoted(n) for n in self.table.by_stored_name)
        key = ", ".join(_quoted(n) for n in self.table.key) if self.unique == "key" else own
        doubled = self.db.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM typed WHERE fault IS NULL GROUP BY la_code, {key} HAVING count(*) > 1)"
        ).fetchone()
        if not doubled or not doubled[0]:
            return
        copy = _fault("", "key", "'duplicate'", "'An exact copy of an earlier row'")
        rival = _fault("", "key", "'duplicate_key'", "'Another row with the same key came first and was kept'")
        self.db.execute(
            f"CREATE TEMP TABLE again AS SELECT rowid AS row_id, "
            f"concat_ws(' ', {key}) AS key, row_number() OVER same_key AS nth, "
            f"hash({own}) = first(hash({own})) OVER same_key AS is_copy FROM typed WHERE fault IS NULL "
            f"AND (la_code, {key}) IN (SELECT (la_code, {key}) FROM typed WHERE fault IS NULL "
            f"GROUP BY la_code, {key} HAVING count(*) > 1) "
            f"WINDOW same_key AS (PARTITION BY la_code, {key} ORDER BY rowid)"
            if self.unique == "key"
            else f"CREATE TEMP TABLE again AS SELECT rowid AS row_id, '' AS key, true AS is_copy, "
            f"row_number() OVER (PARTITION BY la_code, {key} ORDER BY rowid) AS nth FROM typed WHERE fault IS NULL"
        )
        self.db.execute(
            f"UPDATE typed SET fault = CASE WHEN is_copy THEN {copy} ELSE {rival} END, cell_faults = [] "
            f"FROM again WHERE typed.rowid = again.row_id AND nth > 1"
        )

    def _result(self) -> TypedRows:
        schema = self.table.arrow_schema
        names = ", ".join([_quoted(n) for n in schema.names] + list(PLACE))
        own_source = "source" in self.table.by_stored_name
        if own_source:
            names = names.replace('"source"', f"coalesce(source, {_literal(self.load.source)}) AS source", 1)
        rows = self.db.execute(f"SELECT {names} FROM typed WHERE fault IS NULL").to_arrow_table()
        read, kept, repaired = self.db.execute(
            "SELECT count(*), count(*) FILTER (fault IS NULL), count(*) FILTER (fault IS NULL AND repaired) FROM typed"
        ).fetchone() or (0, 0, 0)
        rejects = self._rejects() if self.has_cells or kept < read else REJECTS_SCHEMA.empty_table()
        place = [pa.field(FILE, pa.string()), pa.field(SHEET, pa.string()), pa.field(ROW, pa.int64())]
        return TypedRows(
            self.table,
            rows.cast(pa.schema([*schema, *place])),
            rejects,
            TableCount(self.table.stored_name, read, kept, read - kept, repaired),
            self.notes,
        )

    def _rejects(self) -> pa.Table:
        headings = pa.table(
            {
                "name": pa.array(["", *self.table.by_stored_name], pa.string()),
                "heading": pa.array([None, *(self._heading(n) for n in self.table.by_stored_name)], pa.string()),
            }
        )
        self.db.register("headings", headings)
        faults = f"SELECT rowid AS row_id, la_code, {', '.join(PLACE)}, fault, true AS whole_row FROM typed WHERE fault IS NOT NULL"
        if self.has_cells:
            faults += (
                f" UNION ALL SELECT rowid, la_code, {', '.join(PLACE)}, unnest(cell_faults), false "
                f"FROM typed WHERE fault IS NULL AND len(cell_faults) > 0"
            )
        return (
            self.db.execute(
                f"SELECT {_literal(self.load.load_id)} AS load_id, la_code, {_literal(self.table.stored_name)} AS \"table\", "
                f"{FILE} AS file, {SHEET} AS sheet, {ROW} AS row, heading AS \"column\", "
                "fault.value AS value, fault.rule AS rule, "
                "concat_ws(': ', '''' || heading || '''', fault.message) || "
                "CASE WHEN whole_row THEN '. The row was set aside.' ELSE '. The cell was left empty.' END AS message, "
                f"whole_row FROM ({faults}) JOIN headings ON headings.name = fault.name ORDER BY row_id"
            )
            .to_arrow_table()
            .cast(REJECTS_SCHEMA)
        )


def _sql_type(column: Column) -> str:
    return "VARCHAR" if column.type is ColumnType.JSON else column.type.value


def _fault(name: str, value: str, rule: str, message: str) -> str:
    return (
        f"{{'name': {_literal(name)}, 'value': CAST({value} AS VARCHAR), 'rule': CAST({rule} AS VARCHAR), "
        f"'message': CAST({message} AS VARCHAR)}}"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


__all__ = ["FILE", "PLACE", "PROVENANCE", "ROW", "SHEET", "SPILLED", "Load", "RawRows", "TypedRows", "type_rows"]
