"""
A load: sources in, one new dataset version out, current only when it is whole.

Authorities are read, combined and written one after the other, so that England needs no more memory than its
largest authority.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from rich.progress import Progress

from sightline.dataset import tables
from sightline.dataset.tables.observations import OBSERVATION
from sightline.dataset.typing import TypedRows
from sightline.dataset.versions import (
    Manifest,
    SourceRecord,
    TableCount,
    Version,
    VersionWriter,
    current_version,
    new_version,
)
from sightline.dataset.versions import (
    make_current as point_at,
)
from sightline.dataset.working_days import working_day_calendar
from sightline.errors import SightlineError
from sightline.settings import Settings
from sightline.sources import observations
from sightline.sources.combine import combine
from sightline.sources.derived import derive
from sightline.sources.detect import find_sources
from sightline.sources.extract import Context, Extract, Source

# A table of fewer rows than this may shrink without question.
ROWS_TO_QUESTION = 20
_CALENDAR = tables.ALL["ext_working_day"]


@dataclass(frozen=True)
class LoadReport:
    """What a load did: the version it made and that version's manifest."""

    version: Version

    @property
    def manifest(self) -> Manifest:
        return self.version.manifest


def load(
    workspace: Path,
    sources: list[str],
    *,
    as_at: date | None,
    accept_shrink: bool = False,
    settings: Settings,
    progress: Progress | None = None,
    make_current: bool = True,
    la_code: str | None = None,
) -> LoadReport:
    """
    Loads `sources` into a new dataset version of `workspace`.

    `as_at` wins over the sources' own date; without either it is today's. `la_code` wins over the settings'. Figures
    that another system counted add to those of earlier loads; loaded alone, they leave all other tables as they are.
    Errors: BadInput for a source that can't be trusted as a whole, SightlineError where a table would lose
    half of its rows; nothing is changed then.
    """
    found = [source for given in sources for source in find_sources(given, settings)]
    if not found:
        raise SightlineError("There is nothing to load. Name a file, a folder or a database.")
    with new_version(workspace) as writer:
        before = current_version(workspace)
        run = _Run(writer, settings, as_at or date.today(), progress, before)
        for authority, own in _by_authority(found, la_code):
            run.authority(authority, own)
        manifest = run.finish(as_at)
        if before and all(source.kind == observations.KIND for source in found):
            manifest = _beside(before, manifest, writer, as_at)
        if not accept_shrink:
            _refuse_shrinking(before, manifest)
        version = writer.commit(manifest)
    if make_current:
        point_at(workspace, version)
    return LoadReport(version)


class _Run:
    """One load under way: what was written so far, table by table."""

    def __init__(
        self,
        writer: VersionWriter,
        settings: Settings,
        today: date,
        progress: Progress | None,
        before: Version | None,
    ):
        self.writer, self.settings, self.today, self.progress = writer, settings, today, progress
        self.before = before
        self.observations: list[pa.Table] = []
        self.counts: dict[str, Counter[str]] = {}
        self.records: list[SourceRecord] = []
        self.authorities: set[str] = set()
        self.dates: list[date] = []
        self.covers_from: dict[str, date] = {}
        self.rows = 0
        self.task = progress.add_task("Loading", total=None, note="") if progress else None

    def authority(self, la_code: str | None, sources: list[Source]) -> None:
        context = Context(self.writer.name, self.settings, la_code, self.today, self._done)
        of_records = [s for s in sources if s.kind != observations.KIND]
        extracts = [self._read(source, context) for source in of_records]
        self._observe([s for s in sources if s.kind == observations.KIND], extracts, context)
        if not extracts:
            return
        # A return says which day it is of; an extract without a date is of the day it was made.
        self.dates += [e.as_at or self.today for e in extracts]
        self._cover(extracts)
        combined = combine(extracts, context)
        self.records += [e.record for e in combined.extracts]
        if told := combined.tables.pop(OBSERVATION.stored_name, None):
            self.observations.append(told.rows)
        tables_made = [*combined.tables.values(), *derive(combined.tables, context)]
        self._cover_the_list(tables_made)
        for table in tables_made:
            self._write(table)
        for rejects in combined.rejects:
            self.writer.reject(rejects)

    def _cover_the_list(self, made: list[TypedRows]) -> None:
        """The leaving care list tells of a day only through an extract of it: from the first that was kept."""
        days = [
            day
            for table in made
            if table.table.stored_name == "ext_care_leaver_observation"
            for day, source in zip(*(table.rows.column(c).to_pylist() for c in ("observed_on", "source")), strict=True)
            if source != "s903"
        ]
        if days:
            self.covers_from["ssd_care_leavers"] = max(min(days), self.covers_from.get("ssd_care_leavers", min(days)))

    def _read(self, source: Source, context: Context) -> Extract:
        self._say(f"Reading {source.name}")
        extract = source.read(context)
        notes = [*source.left_out, *(n for n in extract.record.notes if n not in source.left_out)]
        return replace(extract, record=replace(extract.record, notes=notes))

    def _observe(self, sources: list[Source], extracts: list[Extract], context: Context) -> None:
        """Reads figures counted elsewhere, whose units are those of this load or of the version before it."""
        if not sources:
            return
        organisation: dict[str, list[pa.Table]] = {}
        for name in ("ext_org_unit", "ssd_department"):
            organisation[name] = [e.tables[name].rows for e in extracts if name in e.tables]
            if self.before:
                organisation[name].append(pq.read_table(self.before.parquet(tables.ALL[name])))
        context = replace(context, place=observations.our_place(context, organisation))
        for source in sources:
            extract = self._read(source, context)
            self.records.append(extract.record)
            self.observations.append(extract.tables[OBSERVATION.stored_name].rows)

    def _cover(self, extracts: list[Extract]) -> None:
        """Of one authority's sources the longest reach counts; of several authorities the shortest."""
        for table in {name for e in extracts for name in e.tables}:
            days = [e.covers_from.get(table) for e in extracts if table in e.tables]
            if None not in days:
                own = min(day for day in days if day)
                self.covers_from[table] = max(own, self.covers_from.get(table, own))

    def _write(self, typed: TypedRows) -> None:
        name, count = typed.table.stored_name, typed.count
        if typed.rows.num_rows:
            self.writer.write(typed.table, typed.rows)
            self.authorities.update(typed.rows.column("la_code").unique().to_pylist())
        if typed.rejects.num_rows:
            self.writer.reject(typed.rejects)
        counter = self.counts.setdefault(name, Counter())
        counter.update(read=count.read, kept=count.kept, rejected=count.rejected, repaired=count.repaired)

    def finish(self, as_at: date | None) -> Manifest:
        earlier = self._earlier_observations()
        if self.observations or earlier.num_rows:
            self._write(observations.with_earlier(earlier, self.observations))
        # Working days are the same for every authority: one calendar, under the first one's number.
        owner = min(self.authorities, default=self.settings.authority.la_code)
        rows = _calendar(owner, self.writer.name)
        self.writer.write(_CALENDAR, rows)
        self.counts.setdefault(_CALENDAR.stored_name, Counter()).update(read=rows.num_rows, kept=rows.num_rows)
        return Manifest(
            version=self.writer.name,
            as_at=as_at or max(self.dates, default=self.today),
            loaded_at=datetime.now().replace(microsecond=0),
            authorities=sorted(self.authorities),
            tables=[
                TableCount(name, c["read"], c["kept"], c["rejected"], c["repaired"], self.covers_from.get(name))
                for name, c in sorted(self.counts.items())
            ],
            sources=self.records,
        )

    def _earlier_observations(self) -> pa.Table:
        """Figures counted elsewhere are told once: a load of anything else does not lose them."""
        if self.before is None or not self.before.parquet(OBSERVATION).exists():
            return OBSERVATION.arrow_schema.empty_table()
        known = {_files(record) for record in self.records}
        kept = [r for r in self.before.manifest.sources if r.kind == observations.KIND]
        self.records += [record for record in kept if _files(record) not in known]
        return pq.read_table(self.before.parquet(OBSERVATION))

    def _say(self, what: str) -> None:
        if self.progress and self.task is not None:
            self.progress.update(self.task, description=what)

    def _done(self, table: str, rows: int) -> None:
        self.rows += rows
        if self.progress and self.task is not None:
            elapsed = self.progress.tasks[self.task].elapsed or 0
            rate = f"{self.rows / elapsed:,.0f} rows a second" if elapsed else ""
            self.progress.update(self.task, completed=self.rows, note=f"{table} {rate}")


def _beside(before: Version, observed: Manifest, writer: VersionWriter, as_at: date | None) -> Manifest:
    """The version before with the observations of this load in place of its own."""
    own = {OBSERVATION.stored_name}
    writer.carry(before, but=own)
    records = [record for record in before.manifest.sources if record.kind != observations.KIND]
    counted = [t for t in before.manifest.tables if t.table not in own]
    return replace(
        before.manifest,
        version=observed.version,
        as_at=as_at or before.manifest.as_at,
        loaded_at=observed.loaded_at,
        authorities=sorted({*before.manifest.authorities, *observed.authorities}),
        tables=sorted([*counted, *(t for t in observed.tables if t.table in own)], key=lambda t: t.table),
        sources=[*records, *observed.sources],
    )


def _by_authority(sources: list[Source], la_code: str | None) -> Iterable[tuple[str | None, list[Source]]]:
    """Sources of one authority together, in the order in which they were first met."""
    grouped: dict[str | None, list[Source]] = {}
    for source in sources:
        grouped.setdefault(source.la_code or la_code, []).append(source)
    return grouped.items()


def _files(record: SourceRecord) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(record.files.items()))


def _calendar(la_code: str, load_id: str) -> pa.Table:
    days = working_day_calendar()
    same = {"la_code": la_code, "load_id": load_id, "source": "derived", "source_row": None}
    for name, value in same.items():
        days = days.append_column(name, pa.array([value] * days.num_rows, pa.string()))
    return days


def _refuse_shrinking(current: Version | None, new: Manifest) -> None:
    """A table that falls to half or less is more often a broken export than the truth."""
    if current is None:
        return
    now = {t.table: t.kept for t in new.tables}
    fallen = [
        f"{t.table} from {t.kept:,} to {now.get(t.table, 0):,} rows"
        for t in current.manifest.tables
        if t.kept >= ROWS_TO_QUESTION and now.get(t.table, 0) * 2 <= t.kept
    ]
    if fallen:
        shown = "; ".join(fallen[:8]) + (f"; and {len(fallen) - 8} more" if len(fallen) > 8 else "")
        raise SightlineError(
            f"This load would lose half or more of: {shown}. Check the export; if it is right, load it again with "
            "--accept-shrink. Nothing was changed."
        )
