"""
From what a source says to typed canonical rows, and a record of everything that was set aside.

The work is done a column at a time in DuckDB. A text in its column's clean form is cast as it stands; every
other distinct text is read once by `values.py` and joined back, so a million rows cost a few thousand readings.
"""

from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sightline.dataset import values
from sightline.dataset.database import scratch
from sightline.dataset.schema import PROVENANCE, REJECTS_SCHEMA, Column, ColumnType, Table
from sightline.dataset.versions import TableCount
from sightline.settings import Settings

# Columns that a reader adds to the rows it read: where each row stood in its source, and what of the row
# did not fit under any heading.
FILE, SHEET, ROW, SPILLED = "source_file", "source_sheet", "source_line", "source_spilled"
PLACE = (FILE, SHEET, ROW)
ORDINAL = "source_ordinal"
SPILLED_FAULT = 1000
# A column of up to this many distinct texts is read text by text; one of more has its clean forms cast in SQL.
FEW = 20_000
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
_BLANKS = values.BLANKS
_NULLS = ", ".join(f"'{word}'" for word in values.NULL_WORDS)


@dataclass(frozen=True)
class RawRows:
    """
    Rows of one table as a source gave them.

    `rows`: stored column names (texts, or typed already) beside the `PLACE` columns; `la_code`, where a column,
    says whose row it is. `headings`: the source's own heading for a stored column. `unique`: whether two rows
    with one key are a fault ('key'), only whole rows that repeat ('row'), or neither ('none').
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
    """One table's way through DuckDB: raw -> clean texts -> typed values and faults -> kept and set aside."""

    def __init__(self, raw: RawRows, load: Load, db: duckdb.DuckDBPyConnection):
        self.table, self.load, self.db, self.unique = raw.table, load, db, raw.unique
        self.rows = raw.rows
        self.headings = raw.headings
        self.given = {n: c for n, c in raw.table.by_stored_name.items() if n in raw.rows.column_names}
        self.read: dict[str, str] = {}  # stored name -> the table of its odd texts' readings
        self.faulty: list[str] = []  # columns with a text that could not be read
        self.mended: set[str] = set()
        self.many: set[str] = set()  # columns with too many distinct texts to read each one
        self.needed: list[str] = []
        self.notes: list[str] = []

    def run(self) -> TypedRows:
        self.db.register("raw", self.rows.append_column(ORDINAL, pa.arange(0, self.rows.num_rows)))
        self._leave_out_sensitive()
        self._clean()
        for name, column in self.given.items():
            self._read_odd_texts(name, column)
        return self._result(self._type())

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
        """Uncoded texts without the blanks around them and without the words for nothing; the rest as given."""
        parts = [*PLACE, ORDINAL]
        for name, column in self.given.items():
            given = self.rows.schema.field(name).type
            if self._is_typed_already(name, column):
                parts.append(_quoted(name))
            elif column.type is ColumnType.TEXT and not column.codes and pa.types.is_string(given):
                parts.append(f"{_trimmed(_quoted(name))} AS {_quoted(name)}")
            else:
                parts.append(f"CAST({_quoted(name)} AS VARCHAR) AS {_quoted(name)}")
        la_code = f"coalesce(lpad(nullif(trim(CAST(la_code AS VARCHAR)), ''), 3, '0'), '{self.load.la_code}')"
        parts.append(f"{la_code if 'la_code' in self.rows.column_names else _literal(self.load.la_code)} AS la_code")
        parts.append(f"{SPILLED if SPILLED in self.rows.column_names else 'NULL::VARCHAR'} AS {SPILLED}")
        self.db.execute(f"CREATE TEMP VIEW clean AS SELECT {', '.join(parts)} FROM raw")

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
        if name not in self.many:
            return f"NULL::{_sql_type(column)}"
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
        return f"NULL::{_sql_type(column)}"

    def _read_odd_texts(self, name: str, column: Column) -> None:
        """Reads each distinct text that is not in its column's clean form, once."""
        if self._is_typed_already(name, column) or (column.type is ColumnType.TEXT and not column.codes):
            return
        read = values.reader_for(column, self.load.settings.code_words)
        texts = self.db.execute(f"SELECT {_quoted(name)}, count(*) FROM clean WHERE {_quoted(name)} IS NOT NULL GROUP BY ALL LIMIT {FEW + 1}").fetchall()
        if len(texts) > FEW:
            self.many.add(name)
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
        if any(r.rule for r in readings) and not column.must_be_filled:
            self.faulty.append(name)
        if any(r.repaired for r in readings):
            self.mended.add(name)
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

    def _type(self) -> pa.Table:
        """Typed rows with `fault`: the position, from 1, of the column that sets the row aside, or 0."""
        parts, joins, repairs = [], [], []
        needed = [f"WHEN {SPILLED} IS NOT NULL THEN {SPILLED_FAULT}"]
        for name, column in self.table.by_stored_name.items():
            if name not in self.given:
                parts.append(f"NULL::{_sql_type(column)} AS {_quoted(name)}")
                continue
            value, where = self._fast(name, column), f"clean.{_quoted(name)}"
            if reading := self.read.get(name):
                joins.append(f"LEFT JOIN {reading} ON {where} = {reading}.text")
                value = f"coalesce({value}, {reading}.value)"
                if name in self.mended:
                    repairs.append(f"coalesce({reading}.repaired, false)")
            elif self._is_identifier(name, column) and not self._is_typed_already(name, column):
                repairs.append(f"coalesce(({value}) <> {where}, false)")
            parts.append(f"{value} AS {_quoted(name)}")
            if column.must_be_filled:
                self.needed.append(name)
                needed.append(f"WHEN ({value}) IS NULL THEN {len(self.needed)}")
        provenance = [
            f"clean.la_code AS la_code, {_literal(self.load.load_id)} AS load_id",
            f"concat_ws(':', {FILE}, {SHEET}, {ROW}) AS source_row",
        ]
        if "source" not in self.table.by_stored_name:
            provenance.append(f"{_literal(self.load.source)} AS source")
        return self.db.execute(
            f"SELECT {', '.join(parts + provenance)}, {', '.join(PLACE)}, {ORDINAL}, "
            f"CASE {' '.join(needed)} ELSE 0 END AS fault, {' OR '.join(repairs) or 'false'} AS repaired "
            f"FROM clean {' '.join(joins)}"
        ).to_arrow_table()

    def _doubles(self) -> pa.Table:
        """
        The rows to set aside because an earlier one has the same key: its exact copies and its rivals.

        Shape: one row a row, its `ordinal`, `key` and whether it `is_copy`.
        """
        own = ", ".join(_quoted(n) for n in self.table.by_stored_name)
        key = ", ".join(_quoted(n) for n in self.table.key) if self.unique == "key" else own
        keyed = f"SELECT la_code, {key} FROM typed WHERE fault = 0 GROUP BY la_code, {key} HAVING count(*) > 1"
        # Comparing whole rows as texts copes with cells that are empty, which joins and lists don't.
        doubled = (
            f"SELECT {ORDINAL}, concat_ws(' ', {key}) AS key, row_number() OVER same AS nth, "
            f"row({own})::VARCHAR = first(row({own})::VARCHAR) OVER same AS is_copy "
            f"FROM typed WHERE fault = 0 AND row(la_code, {key})::VARCHAR IN (SELECT row(la_code, {key})::VARCHAR FROM ({keyed})) "
            f"WINDOW same AS (PARTITION BY la_code, {key} ORDER BY {ORDINAL})"
        )
        if self.unique == "none" or not self.db.execute(f"SELECT 1 FROM ({keyed}) LIMIT 1").fetchone():
            doubled += " LIMIT 0"
        return self.db.execute(f"SELECT {ORDINAL}, left(key, {LONGEST_SHOWN}) AS key, is_copy FROM ({doubled}) WHERE nth > 1").to_arrow_table()

    def _result(self, typed: pa.Table) -> TypedRows:
        self.db.register("typed", typed)
        doubles = self._doubles()
        self.db.register("doubles", doubles)
        kept = typed
        if doubles.num_rows or pc.any(pc.not_equal(typed.column("fault"), 0)).as_py():
            kept = self.db.execute(f"SELECT * FROM typed ANTI JOIN doubles USING ({ORDINAL}) WHERE fault = 0 ORDER BY {ORDINAL}").to_arrow_table()
        schema = self.table.arrow_schema
        if "source" in self.table.by_stored_name:
            source = pc.fill_null(kept.column("source"), self.load.source)
            kept = kept.set_column(kept.schema.get_field_index("source"), "source", source)
        rejects = REJECTS_SCHEMA.empty_table()
        if kept.num_rows < typed.num_rows or self.faulty:
            rejects = self._rejects()
        place = [pa.field(FILE, pa.string()), pa.field(SHEET, pa.string()), pa.field(ROW, pa.int64())]
        read, repaired = typed.num_rows, pc.sum(kept.column("repaired")).as_py() or 0
        return TypedRows(
            self.table,
            kept.select([*schema.names, *PLACE]).cast(pa.schema([*schema, *place])),
            rejects,
            TableCount(self.table.stored_name, read, kept.num_rows, read - kept.num_rows, repaired),
            self.notes,
        )

    def _rejects(self) -> pa.Table:
        """Whole rows first by what was missing in them, then doubles, then single cells of rows that were kept."""
        spilled = f"SELECT {ORDINAL}, '' AS name, {SPILLED} AS value, 'ragged_row' AS rule, 'More cells than headings' AS message"
        parts = [f"{spilled}, true AS whole_row FROM clean WHERE {SPILLED} IS NOT NULL"]
        for position, name in enumerate(self.needed, start=1):
            rule, message, join = "'missing_value'", "'empty, and a row needs it'", ""
            if reading := self.read.get(name):
                rule, message = f"coalesce({reading}.rule, {rule})", f"coalesce({reading}.message, {message})"
                join = f"LEFT JOIN {reading} ON clean.{_quoted(name)} = {reading}.text"
            parts.append(
                f"SELECT {ORDINAL}, {_literal(name)}, CAST(clean.{_quoted(name)} AS VARCHAR), {rule}, {message}, true FROM clean "
                f"JOIN (SELECT {ORDINAL} FROM typed WHERE fault = {position}) USING ({ORDINAL}) {join}"
            )
        parts.append(
            f"SELECT {ORDINAL}, '', key, CASE WHEN is_copy THEN 'duplicate' ELSE 'duplicate_key' END, CASE WHEN is_copy "
            f"THEN 'An exact copy of an earlier row' ELSE 'Another row with the same key came first and was kept' END, true FROM doubles"
        )
        for name in self.faulty:
            reading = self.read[name]
            parts.append(
                f"SELECT {ORDINAL}, {_literal(name)}, text, rule, message, false FROM clean "
                f"JOIN {reading} ON clean.{_quoted(name)} = {reading}.text AND rule IS NOT NULL "
                f"JOIN (SELECT {ORDINAL} FROM typed ANTI JOIN doubles USING ({ORDINAL}) WHERE fault = 0) USING ({ORDINAL})"
            )
        names = ["", *self.table.by_stored_name]
        headings = pa.table({"name": names, "heading": [None, *(self._heading(n) for n in names[1:])]})
        self.db.register("headings", headings)
        return (
            self.db.execute(
                f"SELECT {_literal(self.load.load_id)} AS load_id, la_code, {_literal(self.table.stored_name)} AS \"table\", "
                f"{FILE} AS file, {SHEET} AS sheet, {ROW} AS row, heading AS \"column\", "
                f"left(value, {LONGEST_SHOWN}) AS value, rule, concat_ws(': ', chr(39) || heading || chr(39), message) || "
                "CASE WHEN whole_row THEN '. The row was set aside.' ELSE '. The cell was left empty.' END AS message, "
                f"whole_row FROM ({' UNION ALL '.join(parts)}) AS faults JOIN headings USING (name) "
                f"JOIN typed USING ({ORDINAL}) ORDER BY {ORDINAL}, whole_row DESC"
            )
            .to_arrow_table()
            .cast(REJECTS_SCHEMA)
        )


def _trimmed(text: str) -> str:
    """A text as SQL without blanks around it, hard spaces made plain; NULL for a word for nothing."""
    # Most texts are clean: telling so costs a tenth of trimming them.
    inner = " OR ".join(f"contains({text}, chr({ord(c)}))" for c in _BLANKS[1:])
    trimmed = f"trim(replace({text}, chr(160), ' '), '{_BLANKS}')"
    return (
        f"CASE WHEN strlen({text}) < 9 AND upper({text}) IN ({_NULLS}) THEN NULL "
        f"WHEN ascii({text}) = 32 OR suffix({text}, ' ') OR {inner} "
        f"THEN CASE WHEN upper({trimmed}) IN ({_NULLS}) THEN NULL ELSE {trimmed} END ELSE {text} END"
    )


def _sql_type(column: Column) -> str:
    return "VARCHAR" if column.type is ColumnType.JSON else column.type.value


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


__all__ = ["FILE", "PLACE", "PROVENANCE", "ROW", "SHEET", "SPILLED", "Load", "RawRows", "TypedRows", "type_rows"]
