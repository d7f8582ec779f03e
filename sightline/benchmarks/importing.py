"""
`sightline benchmarks import`: published files into a workspace, each whole or not at all.

A file is known by its content: the same again changes nothing, a newer vintage is kept beside the older one. New
files are written under hidden names, renamed when all of a run are read, and named by the manifest last of all.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
from filelock import FileLock, Timeout
from pyarrow import parquet

from sightline.benchmarks import ees, lait, library, lists, mapping
from sightline.benchmarks.library import FILES, MANIFEST, VALUES, Library, Source, manifest_text, open_library
from sightline.benchmarks.opening import SUFFIXES, Content, open_file, parquet_headings
from sightline.benchmarks.values import Counted, series_of
from sightline.errors import BadInput, BadUsage, SightlineError

# An indicator's rows lie together; small groups let one be read without the others.
_ROWS_PER_GROUP = 16_384
Said = Callable[[str], None]


@dataclass(frozen=True)
class Imported:
    """What a run did: the files that are new, and those whose content was there already."""

    new: tuple[Source, ...]
    unchanged: tuple[Source, ...]


@dataclass(frozen=True)
class _Read:
    kind: str
    table: str
    publication: str
    title: str
    vintage: str
    rows: pa.Table
    counted: Counted


def import_files(
    workspace: Path,
    paths: Sequence[Path],
    *,
    vintage: str | None = None,
    incomplete: bool = False,
    said: Said = lambda _file: None,
) -> Imported:
    """
    Imports files, and the published files of folders. `vintage` overrides what the content says, for all of them;
    `incomplete` takes a known table that lacks a column.

    Errors: BadInput, naming file and row, and then nothing is imported; BadUsage where there is nothing to import.
    """
    files = list(_files(paths))
    if not files:
        raise BadUsage(f"There is no published file ({', '.join(SUFFIXES)}) in {', '.join(map(str, paths))}.")
    folder = workspace / library.FOLDER
    (folder / FILES).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".lock", timeout=0):
            return _import(workspace, files, vintage, incomplete, said)
    except Timeout:
        raise SightlineError(f"Another import into {workspace} is running. Wait until it has ended.")


def _files(paths: Iterable[Path]) -> Iterable[tuple[Path, str]]:
    """Each file with the name it goes by: its path within the folder that was given."""
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
                if file.is_file() and not hidden and file.name.lower().endswith(SUFFIXES):
                    yield file, file.relative_to(path).as_posix()
        elif path.exists():
            yield path, path.name
        else:
            raise BadUsage(f"There is no file or folder {path}.")


def _import(
    workspace: Path, files: list[tuple[Path, str]], vintage: str | None, incomplete: bool, said: Said
) -> Imported:
    held = open_library(workspace)
    _sweep(held)
    new: list[Source] = []
    unchanged: list[Source] = []
    try:
        for path, name in files:
            said(name)
            content = open_file(path, name)
            there = held.with_content(content.sha256) or next((s for s in new if s.sha256 == content.sha256), None)
            if there:
                unchanged.append(there)
                continue
            number = max([s.number for s in (*held.sources, *new)], default=0) + 1
            found = read_published(content, incomplete=incomplete)
            found = replace(found, vintage=vintage) if vintage else found
            source = _source(number, content, found)
            _write(held.path(source).with_name(f".{source.file}.partial"), source, found)
            new.append(source)
        _commit(held, new)
    except BaseException:
        _sweep(held)
        raise
    return Imported(tuple(new), tuple(unchanged))


def read_published(content: Content, *, incomplete: bool = False) -> _Read:
    """
    What a file holds, by the layout that its headings tell.

    Errors: BadInput for a layout that is not known, and whatever its reader finds wrong.
    """
    if content.kind == "parquet":
        headings = parquet_headings(content)
        if not lait.is_lait(headings):
            raise _unknown(content, headings)
        return _values(*lait.read(content))
    if content.kind == "text" and ees.is_ees(content.headings):
        return _values(*ees.read(content, incomplete=incomplete))
    if lists.kind_of(content) is None:
        headings = content.headings if content.kind == "text" else list(content.sheets)
        raise _unknown(content, headings)
    found = lists.read(content)
    if found.kind == mapping.CENSUS:
        return _values(mapping.tables()[mapping.CENSUS], found.vintage, found.rows, found.counted)
    publication, title = lists.PUBLICATIONS[found.kind], lists.TITLES[found.kind]
    return _Read(found.kind, found.kind, publication, title, found.vintage, found.rows, found.counted)


def _unknown(content: Content, headings: list[str]) -> BadInput:
    return BadInput(
        f"these headings are of no published layout that is known: {', '.join(headings[:4])[:60]} ... Import a file "
        "of Explore Education Statistics, of the interactive tool, or a list that docs/benchmarks-published.md names.",
        file=content.name,
        row=1,
    )


def _values(table: mapping.PublishedTable, vintage: str, rows: pa.Table, counted: Counted) -> _Read:
    return _Read(VALUES, table.id, table.publication, table.title, vintage, rows, counted)


def _source(number: int, content: Content, found: _Read) -> Source:
    return Source(
        number=number,
        name=content.name,
        stem=content.stem,
        sha256=content.sha256,
        kind=found.kind,
        table=found.table,
        publication=found.publication,
        title=found.title,
        vintage=found.vintage,
        file=f"{content.stem}-{content.sha256[:12]}.parquet",
        imported_at=datetime.now().isoformat(timespec="seconds"),
        rows=found.counted.rows,
        cells=found.counted.cells,
        values=found.counted.values,
        missing=found.counted.missing,
        series=series_of(found.rows) if found.kind == VALUES else [],
    )


def _write(path: Path, source: Source, found: _Read) -> None:
    rows = found.rows
    for name, value in (("source", source.stem), ("publication", source.publication), ("vintage", source.vintage)):
        constant = pa.DictionaryArray.from_arrays(pa.array([0] * rows.num_rows, pa.int8()), pa.array([value]))
        rows = rows.append_column(name, constant)
    parquet.write_table(rows, path, row_group_size=_ROWS_PER_GROUP, compression="zstd", compression_level=1)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _commit(held: Library, new: list[Source]) -> None:
    """Every new file into place, then the manifest that names them, by one rename."""
    if not new:
        return
    for source in new:
        final = held.path(source)
        os.rename(final.with_name(f".{source.file}.partial"), final)
    partial = held.folder / f".{MANIFEST}.partial"
    with partial.open("w", encoding="utf-8") as file:
        file.write(manifest_text((*held.sources, *new)))
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, held.folder / MANIFEST)


def _sweep(held: Library) -> None:
    """Removes what an import that was killed or refused left behind: what the manifest does not name."""
    named = {source.file for source in open_library(held.folder.parent).sources}
    for file in (held.folder / FILES).iterdir():
        if file.name not in named:
            file.unlink()
    (held.folder / f".{MANIFEST}.partial").unlink(missing_ok=True)
