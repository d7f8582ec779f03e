"""
The published files that a workspace holds, and what stands in them.

    workspace/benchmarks/manifest.json           which files there are, with what became of their cells
    workspace/benchmarks/files/<stem>-<sha>.parquet   one write-once file per published file

The manifest is replaced by one atomic rename after every new file is in place, so a process killed at any moment
leaves the last good state; a file that the manifest does not name is nothing.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path

from pyarrow import parquet

from sightline.benchmarks import mapping
from sightline.benchmarks.areas import AUTHORITY
from sightline.benchmarks.mapping import PublishedTable, table_called
from sightline.benchmarks.statuses import Status
from sightline.errors import BadUsage, SightlineError, did_you_mean
from sightline.measures.arithmetic import exact

FOLDER, MANIFEST, FILES = "benchmarks", "manifest.json", "files"
# Kinds of file: values, and lists.
VALUES, NEIGHBOURS, CODES, LOOKUP, INSPECTIONS, DICTIONARY = (
    "values", "neighbours", "authority_codes", "districts", "inspections", "lait_dictionary")  # fmt: skip
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Source:
    """
    One published file as it was imported.

    `kind`: values, or the kind of list; `table`: the published table; `vintage`: the release it is of; `number`: its
    place in the order of import. `cells` = `values` + the sum of `missing`. `series`: what can be looked up.
    """

    number: int
    name: str
    stem: str
    sha256: str
    kind: str
    table: str
    publication: str
    title: str
    vintage: str
    file: str
    imported_at: str
    rows: int
    cells: int
    values: int
    missing: dict[str, int]
    series: list[dict] = field(default_factory=list)

    @property
    def published(self) -> PublishedTable:
        """The table of which this file is a vintage."""
        return table_called(self.table)

    @property
    def last_year(self) -> int:
        """The newest year it holds, 0 for a list."""
        return max((s["years"][-1] for s in self.series), default=0)

    @cached_property
    def measures(self) -> dict[str, list[dict]]:
        """The series of each measure that the file holds."""
        found: dict[str, list[dict]] = {}
        for series in self.series:
            for line in mapping.indicators().get((self.table, series["indicator"]), ()):
                if not line.filters or line.is_of(json.loads(series["filters"] or "{}")):
                    found.setdefault(line.measure, []).append(series)
        return found

    def has(self, measure: str, year: int | None, *, level: str | None = None) -> bool:
        """Whether the file has a row of a measure for a year (at a level of area)."""
        return any(
            (year is None or year in s["years"]) and (level is None or level in s["levels"])
            for s in self.measures.get(measure, ())
        )


@dataclass(frozen=True)
class Cell:
    """One published cell: the number exactly as it was printed, or the reason for none; `period` as published."""

    value: Fraction | None
    status: Status
    period: str


NOTHING = Cell(None, Status.NOT_PUBLISHED, "")


@dataclass(frozen=True)
class Library:
    """The imported files of a workspace, in the order of import."""

    folder: Path
    sources: tuple[Source, ...]

    def path(self, source: Source) -> Path:
        """A source's Parquet file."""
        return self.folder / FILES / source.file

    def with_content(self, sha256: str) -> Source | None:
        """The source with this content, whatever it was called."""
        return next((s for s in self.sources if s.sha256 == sha256), None)

    def of_kind(self, kind: str) -> list[Source]:
        """The sources of one kind, newest first."""
        return sorted((s for s in self.sources if s.kind == kind), key=lambda s: (s.vintage, s.number), reverse=True)

    def called(self, name: str) -> Source:
        """
        The source of a file's name, with or without its folder and endings; the newest where several are called so.

        Errors: BadUsage where nothing that was imported is called so.
        """
        wanted = name.replace("\\", "/").strip("/")
        stem = stem_of(wanted)
        for match in (lambda s: s.name == wanted, lambda s: s.stem == stem):
            if found := [s for s in self.sources if match(s)]:
                return found[-1]
        near = did_you_mean(stem, [s.stem for s in self.sources])
        raise BadUsage(f"No file called '{name}' has been imported.{near} 'sightline benchmarks list' shows them.")

    def best(self, measure: str, year: int | None) -> Source | None:
        """
        The source to ask for a measure and year: the newest vintage that has authorities' rows of it.

        The publications themselves go before the interactive tool, which rounds and copies them.
        """
        found = [s for s in self.sources if s.has(measure, year)]
        return max(found, key=lambda s: _preference(s, measure, year), default=None)

    def cells(self, source: Source, measure: str, year: int | None = None) -> dict[tuple[str, int], Cell]:
        """A measure's cells by DfE number and year: of one year, or of all."""
        wanted = source.measures.get(measure, [])
        if not wanted:
            return {}
        series = {(s["indicator"], s["filters"]) for s in wanted}
        columns = ["indicator", "filters", "period", "year", "la_code", "value", "status", "text"]
        rows = rows_where(self.path(source), columns, "indicator", {s["indicator"] for s in wanted}, year)
        found: dict[tuple[str, int], Cell] = {}
        for row in sorted(
            (r for r in rows if (r["indicator"], r["filters"]) in series), key=lambda r: _finality(r["period"])
        ):
            if row["year"] is not None:
                found[row["la_code"], row["year"]] = _cell(row)
        return found


def rows_where(path: Path, columns: list[str], key: str, values: set[str], year: int | None = None) -> list[dict]:
    """
    The rows of a stored file whose `key` is one of the values (and of a year).

    A key's rows lie together, so only the groups that may hold it are read. They are picked in plain Python: Arrow's
    own comparison loads pandas, which takes longer than all the rest.
    """
    with parquet.ParquetFile(path) as file:
        place = file.schema_arrow.names.index(key)
        groups = [g for g in range(file.num_row_groups) if _may_hold(file.metadata.row_group(g).column(place), values)]
        table = file.read_row_groups(groups, columns=columns)
    found = [i for i, value in enumerate(table[key].to_pylist()) if value in values]
    if not found:
        return []
    rows = table.slice(found[0], found[-1] + 1 - found[0]).to_pylist()
    return [row for row in rows if row[key] in values and (year is None or row["year"] == year)]


def _may_hold(column: parquet.ColumnChunkMetaData, values: set[str]) -> bool:
    known = column.statistics
    return known is None or not known.has_min_max or any(known.min <= value <= known.max for value in values)


def _cell(row: Mapping) -> Cell:
    status = Status(row["status"])
    if status is not Status.OK:
        return Cell(None, status, row["period"])
    # The number as printed, without the noise of a seventeenth digit.
    return Cell(exact(row["value"]), status, row["period"])


def _finality(period: str) -> int:
    """Provisional before plain before revised before final: of two labels of a year the later is read."""
    label = period.lower()
    return 0 if "prov" in label else 2 if "rev" in label else 3 if "final" in label else 1


def _preference(source: Source, measure: str, year: int | None) -> tuple:
    return (
        source.has(measure, year, level=AUTHORITY),
        source.table != mapping.LAIT,
        source.last_year,
        -source.published.place,
        source.number,
    )


_ENDINGS = re.compile(r"(\.(csv|parquet|xlsx|ods))?(\.gz)?$", re.IGNORECASE)


def stem_of(name: str) -> str:
    """A file's name without folder and endings: `bds_long_0` of `a/bds_long_0.parquet`."""
    return _ENDINGS.sub("", Path(name).name)


@lru_cache(maxsize=4)
def _read(manifest: Path, _changed: tuple[int, int]) -> tuple[Source, ...]:
    try:
        raw = json.loads(manifest.read_text("utf-8"))
        if raw["schema_version"] != SCHEMA_VERSION:
            raise SightlineError(
                f"{manifest} was written by another version of Sightline. Import the published files again into a "
                f"workspace without the folder '{FOLDER}'."
            )
        return tuple(Source(**source) for source in raw["sources"])
    except (ValueError, KeyError, TypeError) as error:
        raise SightlineError(f"{manifest} is damaged ({str(error)[:60]}). Remove the folder and import again.")


def open_library(workspace: Path) -> Library:
    """The workspace's published files; an empty library where none was imported."""
    folder = workspace / FOLDER
    manifest = folder / MANIFEST
    try:
        state = manifest.stat()
    except FileNotFoundError:
        return Library(folder, ())
    return Library(folder, _read(manifest, (state.st_mtime_ns, state.st_size)))


def manifest_text(sources: Iterable[Source]) -> str:
    """The manifest as it is written."""
    plain = [asdict(source) for source in sources]
    return json.dumps({"schema_version": SCHEMA_VERSION, "sources": plain}, ensure_ascii=False)
