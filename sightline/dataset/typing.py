"""
From what a source says to typed canonical rows, and a record of everything that was set aside.

The work is done a column at a time in DuckDB. A text in its column's clean form is cast as it stands; every
other distinct text is read once by `values.py` and joined back, so a million rows cost a few thousand readings.
"""

from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sightline.dataset import clean_forms
from sightline.dataset.clean_forms import literal, quoted, sql_type
from sightline.dataset.database import scratch
from sightline.dataset.schema import REJECTS_SCHEMA, Column, ColumnType, Table
from sightline.dataset.set_aside import ORDINAL, SPILLED, SPILLED_FAULT, Faults, doubles, rejects
from sightline.dataset.values import reader_for
from sightline.dataset.versions import TableCount
from sightline.settings import Settings

# Columns that a reader adds to the rows it read: where each row stood in its source. `SPILLED` holds what of the
# row did not fit under any heading.
FILE, SHEET, ROW = "source_file", "source_sheet", "source_line"
PLACE = (FILE, SHEET, ROW)
# A column of up to this many distinct texts is read text by text; one of more has its clean forms cast in SQL.
FEW = 20_000
# Free text that identifies or stigmatises, and the setting that lets it in (docs/sources.md).
SENSITIVE = {
    "ssd_person.pers_forename": "names",
    "ssd_person.pers_surname": "names",
    "ssd_cla_convictions.clac_cla_conviction_offence": "offences",
    "ssd_pre_proceedings.prep_court_reference": "court_references",
    "ssd_address.addr_address_json": "addresses",
}


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
        self.rows, self.headings = raw.rows, raw.headings
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

    def _is_typed_already(self, name: str, column: Column) -> bool:
        given = self.rows.schema.field(name).type
        return column.type is not ColumnType.TEXT and given == column.type.arrow and not pa.types.is_string(given)

    def _clean(self) -> None:
        """Uncoded texts without the blanks around them and without the words for nothing; the rest as given."""
        parts = [*PLACE, ORDINAL]
        for name, column in self.given.items():
            is_text = pa.types.is_string(self.rows.schema.field(name).type)
            if self._is_typed_already(name, column):
                parts.append(quoted(name))
            elif column.type is ColumnType.TEXT and not column.codes and is_text:
                parts.append(f"{clean_forms.trimmed(quoted(name))} AS {quoted(name)}")
            else:
                parts.append(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}")
        own = self.load.la_code
        la_code = clean_forms.la_code("la_code", own) if "la_code" in self.rows.column_names else literal(own)
        parts.append(f"{la_code} AS la_code")
        parts.append(f"{SPILLED if SPILLED in self.rows.column_names else 'NULL::VARCHAR'} AS {SPILLED}")
        self.db.execute(f"CREATE TEMP VIEW clean AS SELECT {', '.join(parts)} FROM raw")

    def _fast(self, name: str, column: Column, text: str) -> str:
        """The value of a clean text as SQL; NULL for a text that has to be read with more care."""
        if self._is_typed_already(name, column):
            return clean_forms.typed_value(name, column, text)
        if column.type is ColumnType.TEXT and not column.codes:
            return clean_forms.identifier(text) if clean_forms.is_identifier(name, column) else text
        return clean_forms.cast(name, column, text) if name in self.many else f"NULL::{sql_type(column)}"

    def _read_odd_texts(self, name: str, column: Column) -> None:
        """Reads each distinct text that is not in its column's clean form, once."""
        if self._is_typed_already(name, column) or (column.type is ColumnType.TEXT and not column.codes):
            return
        texts = self._distinct(name, column)
        if not texts:
            return
        read = reader_for(column, self.load.settings.code_words)
        readings = [read(text) for text, _ in texts]
        unmeasured = clean_forms.NO_DISTANCE if clean_forms.is_distance(name) else None
        found = [None if unmeasured and r.value == unmeasured else r.value for r in readings]
        self._note_unlisted(name, column, [t for t, r in zip(texts, readings, strict=True) if r.unlisted])
        if any(r.rule for r in readings) and not column.must_be_filled:
            self.faulty.append(name)
        if any(r.repaired for r in readings):
            self.mended.add(name)
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

    def _distinct(self, name: str, column: Column) -> list[tuple[str, int]]:
        """A column's distinct texts and how often each occurs; of too many, only those not in a clean form."""
        given = self.rows.column(name)
        query = f"SELECT {quoted(name)}, count(*) FROM clean WHERE {quoted(name)} IS NOT NULL"
        if pa.types.is_string(given.type):
            counts = pc.value_counts(given).slice(0, FEW + 2).to_pylist()
            texts = [(c["values"], c["counts"]) for c in counts if c["values"] is not None]
        else:
            texts = self.db.execute(f"{query} GROUP BY ALL LIMIT {FEW + 1}").fetchall()
        if len(texts) <= FEW:
            return texts
        self.many.add(name)
        odd = f"({self._fast(name, column, quoted(name))}) IS NULL"
        return self.db.execute(f"{query} AND {odd} GROUP BY ALL").fetchall()

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
        faults = [f"WHEN {SPILLED} IS NOT NULL THEN {SPILLED_FAULT}"]
        for name, column in self.table.by_stored_name.items():
            if name not in self.given:
                parts.append(f"NULL::{sql_type(column)} AS {quoted(name)}")
                continue
            text = f"clean.{quoted(name)}"
            value = self._fast(name, column, text)
            if reading := self.read.get(name):
                joins.append(f"LEFT JOIN {reading} ON {text} = {reading}.text")
                value = f"coalesce({value}, {reading}.value)"
                if name in self.mended:
                    repairs.append(f"coalesce({reading}.repaired, false)")
            elif clean_forms.is_identifier(name, column):
                repairs.append(f"coalesce(({value}) <> {text}, false)")
            parts.append(f"{value} AS {quoted(name)}")
            if column.must_be_filled:
                self.needed.append(name)
                faults.append(f"WHEN ({value}) IS NULL THEN {len(self.needed)}")
        parts += [
            "clean.la_code AS la_code",
            f"{literal(self.load.load_id)} AS load_id",
            f"concat_ws(':', {FILE}, {SHEET}, {ROW}) AS source_row",
        ]
        if "source" not in self.table.by_stored_name:
            parts.append(f"{literal(self.load.source)} AS source")
        typed = self.db.execute(
            f"SELECT {', '.join(parts)}, {', '.join(PLACE)}, {ORDINAL}, CASE {' '.join(faults)} ELSE 0 END AS fault, "
            f"{' OR '.join(repairs) or 'false'} AS repaired FROM clean {' '.join(joins)}"
        )
        return typed.to_arrow_table()

    def _result(self, typed: pa.Table) -> TypedRows:
        self.db.register("typed", typed)
        again = doubles(self.db, self.table, self.unique)
        self.db.register("doubles", again)
        kept = typed
        if again.num_rows or pc.any(pc.not_equal(typed.column("fault"), 0)).as_py():
            kept = self.db.execute(
                f"SELECT * FROM typed ANTI JOIN doubles USING ({ORDINAL}) WHERE fault = 0 ORDER BY {ORDINAL}"
            ).to_arrow_table()
        set_aside = REJECTS_SCHEMA.empty_table()
        if kept.num_rows < typed.num_rows or self.faulty:
            faults = Faults(self.needed, self.faulty, self.read, self.headings)
            set_aside = rejects(self.db, self.table, faults, self.load.load_id)
        if "source" in self.table.by_stored_name:
            source = pc.fill_null(kept.column("source"), self.load.source)
            kept = kept.set_column(kept.schema.get_field_index("source"), "source", source)
        schema = pa.schema([*self.table.arrow_schema, (FILE, pa.string()), (SHEET, pa.string()), (ROW, pa.int64())])
        read, repaired = typed.num_rows, pc.sum(kept.column("repaired")).as_py() or 0
        count = TableCount(self.table.stored_name, read, kept.num_rows, read - kept.num_rows, repaired)
        return TypedRows(self.table, kept.select(schema.names).cast(schema), set_aside, count, self.notes)


__all__ = ["FILE", "PLACE", "ROW", "SHEET", "SPILLED", "Load", "RawRows", "TypedRows", "type_rows"]
