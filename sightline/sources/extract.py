"""What every kind of source yields: typed canonical rows, what was set aside, and the counts for the manifest."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from sightline.dataset.typing import TypedRows
from sightline.dataset.versions import InputCount, SourceRecord
from sightline.settings import Settings
from sightline.sources.observation_rows import OurPlace

# Sources by how much they are trusted when two tell of the same event (docs/sources.md): the SSD, then the signed-off
# returns, then Annex A.
TRUST = ("ssd", "s903", "cin_census", "csww", "annex_a", "derived")


# Tables that tell of no events: what a source says of them is not of a window of time.
UNDATED = {
    "ssd_person",
    "ssd_disability",
    "ssd_family",
    "ssd_mother",
    "ssd_linked_identifiers",
    "ssd_immigration_status",
    "ssd_department",
    "ssd_professionals",
    "ext_cp_plan_reported",
    "ext_workforce_return",
    "ext_workforce_vacancy",
}


@dataclass(frozen=True)
class Extract:
    """What one source held for one authority."""

    record: SourceRecord
    as_at: date | None
    tables: dict[str, TypedRows]
    # Set aside before any canonical table was reached: rows and cells of a list, module or return table.
    rejects: list[pa.Table] = field(default_factory=list)
    # The first day that the source tells of, by table; tables that are not here hold the whole history.
    covers_from: dict[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """What a reader has to know besides its files."""

    load_id: str
    settings: Settings
    la_code: str | None
    as_at: date
    done: Callable[[str, int], None] = lambda what, rows: None
    # Our names and units, for figures counted elsewhere: known once the sources with an organisation are read.
    place: OurPlace = field(default_factory=OurPlace)

    @property
    def authority(self) -> str:
        """The authority's three-digit number: the one asked for, else the settings'."""
        return self.la_code or self.settings.authority.la_code


@dataclass(frozen=True)
class Source:
    """A recognised source: which files, what they are, and how to read them."""

    kind: str
    name: str
    paths: list[Path]
    read: Callable[[Context], Extract]
    la_code: str | None = None
    # A file that was found beside the source's own and left out, with the reason.
    left_out: list[str] = field(default_factory=list)


def covering(tables: Iterable[str], first_day: date) -> dict[str, date]:
    """The same first day for every table of events."""
    return {table: first_day for table in tables if table not in UNDATED}


def fingerprints(paths: list[Path]) -> dict[str, str]:
    """SHA-256 of each file by its name (with its folder where two files share a name)."""
    names = [p.name for p in paths]
    return {(p.name if names.count(p.name) == 1 else f"{p.parent.name}/{p.name}"): fingerprint(p) for p in paths}


def fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def record(
    context: Context,
    *,
    kind: str,
    name: str,
    version: str,
    paths: list[Path],
    inputs: list[InputCount],
    notes: list[str],
    la_code: str | None = None,
) -> SourceRecord:
    """The manifest's entry for one source."""
    return SourceRecord(name, kind, version, la_code or context.authority, fingerprints(paths), inputs, notes)
