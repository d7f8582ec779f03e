"""
The Standard Safeguarding Dataset: a folder of `ssd_*` and `ext_*` files, or the case system's own database.

A file is recognised by its columns; its name only decides between tables that share them. Names may be
upper-cased (Oracle), carry `#` (temporary tables) or be the other of two spellings; columns beyond the
canonical ones are left out and listed.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.dataset import tables
from sightline.dataset.database import read_only, shown
from sightline.dataset.schema import Table
from sightline.dataset.typing import Load, RawRows, TypedRows, type_rows
from sightline.dataset.versions import InputCount
from sightline.errors import BadInput
from sightline.sources.delimited import counted, placed, read_delimited
from sightline.sources.extract import Context, Extract, Source, record

VERSION = "1.4.5"
# Made by the SSD's scripts for themselves: not canonical tables.
IGNORED = {"ssd_dim_date", "ssd_cohort", "ssd_pre_cla_care_plan", "ssd_version_log", "ssd_api_data_staging"}
# One table is read while another is typed.
WORKERS = 2
PROVENANCE_COLUMNS = {"la_code", "load_id", "source", "source_row"}


def stored_name(name: str) -> str:
    """A table's or file's name as the canonical tables spell it."""
    plain = re.sub(r"[^a-z0-9_]", "", name.rsplit(".", 1)[-1].casefold())
    return tables.TABLE_ALIASES.get(plain, plain)


def stored_column(heading: str) -> str:
    """A heading as the canonical columns spell it."""
    plain = heading.strip().strip('"[]`').casefold()
    return tables.COLUMN_ALIASES.get(plain, plain)


def table_for(name: str, headings: list[str]) -> Table | None:
    """
    The canonical table that a file's headings make it; its name decides between equals.

    Errors: BadInput for a file named as a canonical table that lacks the column its rows are known by.
    """
    columns = {stored_column(h) for h in headings}
    called = stored_name(name)
    if table := tables.ALL.get(called):
        missing = [n for n, c in table.by_stored_name.items() if c.must_be_filled and n not in columns]
        own = columns & set(table.by_stored_name)
        if not missing:
            return table
        if own:
            raise BadInput(
                f"no column '{missing[0]}', without which no row of {called} can be kept. Export the table with it.",
                file=name,
            )
    fitting = [
        t
        for t in tables.ALL.values()
        if (t.prefix or called == t.stored_name)
        and all(n in columns for n, c in t.by_stored_name.items() if c.must_be_filled)
    ]
    return max(fitting, key=lambda t: len(columns & set(t.by_stored_name)), default=None)


@dataclass(frozen=True)
class TableFile:
    """One file that holds one canonical table."""

    path: Path
    table: Table


@dataclass(frozen=True)
class _Read:
    """One table as read: from which files or database table, its rows, and what there is to say of it."""

    input: str
    rows: TypedRows
    notes: list[str]


def recognise(path: Path) -> Table | None:
    """The canonical table that a CSV or Parquet file holds, or None when it holds none."""
    if path.suffix.casefold() == ".parquet":
        return table_for(path.stem, _parquet(path).schema_arrow.names)
    from sightline.sources.delimited import read_headings

    return table_for(path.stem, read_headings(path))


def folder_source(name: str, files: list[TableFile], *, la_code: str | None, left_out: list[str]) -> Source:
    """The SSD extract made of `files`."""
    paths = [f.path for f in files]
    return Source("ssd", name, paths, lambda context: _read_files(name, files, left_out, context), la_code, left_out)


def database_source(address: str) -> Source:
    """The SSD tables of a database."""
    return Source("ssd", shown(address), [], lambda context: _read_database(address, context))


def _read_files(name: str, files: list[TableFile], left_out: list[str], context: Context) -> Extract:
    by_table: dict[str, list[TableFile]] = {}
    # The largest tables first, so that both processors stay busy to the end.
    for file in sorted(files, key=lambda f: (-f.path.stat().st_size, f.path.name)):
        by_table.setdefault(file.table.stored_name, []).append(file)
    with ThreadPoolExecutor(WORKERS) as pool:
        work = [pool.submit(_read_table, own, context) for own in by_table.values()]
        read = [w.result() for w in work]
    return _extract(name, read, [f.path for f in files], left_out, context)


def _read_table(files: list[TableFile], context: Context) -> _Read:
    raws, notes = [], []
    for file in files:
        raw, said = _raw_file(file)
        raws.append(raw)
        notes += said
    rows = type_rows(_joined(raws), Load(context.load_id, context.authority, "ssd", context.settings))
    context.done(rows.table.stored_name, rows.count.read)
    return _Read(", ".join(f.path.name for f in files), rows, notes)


def _raw_file(file: TableFile) -> tuple[RawRows, list[str]]:
    if file.path.suffix.casefold() == ".parquet":
        try:
            rows = _parquet(file.path).read()
            # Damaged texts are found here and not by the engine that reads them next.
            rows.validate(full=True)
        except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
            raise BadInput(
                f"the Parquet file can't be read ({_first_line(error)}). Export it again.", file=file.path.name
            )
        headings = rows.column_names
        rows = placed(
            rows.rename_columns([str(n) for n in range(len(headings))]), file.path.name, None, counted(1, rows.num_rows)
        )
    else:
        sheet = read_delimited(file.path)
        headings, rows = sheet.headings, sheet.rows
    return raw_rows(file.table, headings, rows, file.path.name)


def raw_rows(table: Table, headings: list[str], rows: pa.Table, name: str) -> tuple[RawRows, list[str]]:
    """Rows with numbered columns under their stored names, and the note of columns that were left out."""
    wanted = set(table.by_stored_name) | {"la_code"}
    taken: dict[str, int] = {}
    extra = []
    for position, heading in enumerate(headings):
        column = stored_column(heading)
        if column not in wanted:
            if heading and column not in PROVENANCE_COLUMNS:
                extra.append(heading)
        elif column in taken:
            raise BadInput(
                f"two columns are both '{column}': '{headings[taken[column]]}' and '{heading}'. Keep one of them.",
                file=name,
            )
        else:
            taken[column] = position
    places = [n for n in rows.column_names if not n.isdigit()]
    rows = rows.select([str(p) for p in taken.values()] + places).rename_columns([*taken, *places])
    notes = [f"{name}: columns not known to {table.stored_name} were left out: {', '.join(extra)}."] if extra else []
    return RawRows(table, rows, {c: headings[p] for c, p in taken.items()}), notes


def _read_database(address: str, context: Context) -> Extract:
    read = []
    with read_only(address) as connection:
        schemas = _schemas(connection)
        for schema, names in schemas.items():
            for name in names:
                table = tables.ALL.get(stored_name(name))
                if table is None:
                    continue
                found = connection.table(name, database=schema)
                wanted = set(table.by_stored_name) | {"la_code"}
                columns = [c for c in found.columns if stored_column(c) in wanted]
                # Deployments order columns differently: ask for them by name, never all by position.
                rows = connection.to_pyarrow(found.select(columns))
                rows = rows.rename_columns([str(n) for n in range(len(columns))])
                rows = placed(rows, shown(address), name, counted(1, rows.num_rows))
                raw, notes = raw_rows(table, columns, rows, name)
                if missing := [
                    n for n, c in table.by_stored_name.items() if c.must_be_filled and n not in raw.headings
                ]:
                    raise BadInput(
                        f"no column '{missing[0]}', without which no row can be kept.", file=shown(address), sheet=name
                    )
                typed = type_rows(raw, Load(context.load_id, context.authority, "ssd", context.settings))
                context.done(table.stored_name, typed.count.read)
                read.append(_Read(name, typed, notes))
    if not read:
        raise BadInput("no ssd_ tables were found that this account may read.", file=shown(address))
    return _extract(shown(address), read, [], [], context)


def _schemas(connection) -> dict[str, list[str]]:
    """The schema that holds the most SSD tables, with their names."""
    found = {
        s: [t for t in connection.list_tables(database=s) if stored_name(t) in tables.ALL]
        for s in connection.list_databases()
    }
    best = max(found, key=lambda s: len(found[s]), default=None)
    return {best: found[best]} if best is not None else {}


def _extract(name: str, read: list[_Read], paths: list[Path], left_out: list[str], context: Context) -> Extract:
    notes = [*left_out, *(note for r in read for note in [*r.notes, *r.rows.notes])]
    counts = [r.rows.count for r in read]
    inputs = [InputCount(r.input, c.read, c.kept, c.rejected) for r, c in zip(read, counts, strict=True)]
    typed = {r.rows.table.stored_name: r.rows for r in read}
    if missing := sorted(
        n for n, t in tables.ALL.items() if n.startswith("ssd_") and n not in typed and not t.usually_empty
    ):
        notes.append(f"Not supplied: {', '.join(missing)}.")
    made = record(context, kind="ssd", name=name, version=VERSION, paths=paths, inputs=inputs, notes=notes)
    return Extract(made, None, typed)


def _joined(raws: list[RawRows]) -> RawRows:
    """One table's rows from several files, one after the other."""
    if len(raws) == 1:
        return raws[0]
    rows = pa.concat_tables([_as_text(r.rows) for r in raws], promote_options="default")
    return RawRows(raws[0].table, rows, {k: v for r in raws for k, v in r.headings.items()})


def _as_text(rows: pa.Table) -> pa.Table:
    return rows.cast(
        pa.schema([pa.field(f.name, pa.int64() if f.name == "source_line" else pa.string()) for f in rows.schema])
    )


def _parquet(path: Path) -> pq.ParquetFile:
    try:
        file = pq.ParquetFile(path)
        # A damaged heading shows itself only when it is looked at.
        file.schema_arrow.names  # noqa: B018
        return file
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        raise BadInput(f"not a Parquet file that can be read ({_first_line(error)}). Export it again.", file=path.name)


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0][:120]
