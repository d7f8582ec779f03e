"""
Ofsted's Annex A: a workbook of up to eleven lists, or the same lists as CSV files.

A list is recognised by its headings wherever they stand; the sheet's title only decides between equals. Columns
are found by their heading, never by position (`columns/annex_a.toml` has every spelling seen).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import pyarrow as pa

from sightline.dataset.typing import FILE, ROW, SHEET, Load, RawRows, TypedRows, type_rows
from sightline.dataset.values import fold
from sightline.dataset.versions import InputCount
from sightline.errors import BadInput
from sightline.settings import Settings
from sightline.sources.annex_a_mapping import QUERIES, child_notes
from sightline.sources.delimited import read_lines, read_text, separator_of, sheet_of
from sightline.sources.extract import Context, Extract, Source, covering, record
from sightline.sources.mapped import Module, declared, map_modules, module
from sightline.sources.workbook import Grid, column_letters, read_workbook

# A title, a logo and a date may stand above the headings, not more.
ROWS_ABOVE_HEADINGS = 20
# Lists that give only the latest of these: the position on the day, not six months of events.
_POSITIONS = (
    "ssd_care_leavers",
    "ext_care_leaver_observation",
    "ssd_involvements",
    "ssd_cin_visits",
    "ssd_cp_visits",
    "ssd_cp_reviews",
    "ssd_cla_placement",
    "ssd_cla_visits",
    "ssd_cla_reviews",
    "ssd_cla_health",
    "ssd_cla_care_plan",
    "ssd_legal_status",
)
_TOTALS = re.compile(r"(grand |sub ?)?totals?\b", re.IGNORECASE)
_TRAILING = re.compile(r"[?).\s]+$")


@dataclass(frozen=True)
class ListColumn:
    """One column of a list: its printed heading, its name in queries, and how else it is spelled."""

    heading: str
    name: str
    also: tuple[str, ...] = ()
    variants: re.Pattern[str] | None = None
    added_in: str | None = None


@dataclass(frozen=True)
class AnnexList:
    """One of the eleven lists."""

    number: int
    title: str
    event: str
    key: str
    columns: tuple[ListColumn, ...]
    module: Module

    @property
    def name(self) -> str:
        return f"list_{self.number}"

    @cached_property
    def by_plain_heading(self) -> dict[str, str]:
        return {_plain(c.heading): c.name for c in self.columns}

    @cached_property
    def by_one_word(self) -> dict[str, str]:
        return {word: c.name for c in self.columns for word in (_one_word(c.heading), *c.also)}

    def is_titled(self, title: str) -> bool:
        plain = re.sub(r"[^a-z0-9]", "", title.casefold())
        return plain in (f"list{self.number}", re.sub(r"[^a-z0-9]", "", self.title.casefold()))


@dataclass(frozen=True)
class ListFile:
    """One CSV file that holds one list."""

    path: Path
    number: int


@dataclass(frozen=True)
class _Found:
    """Where a list's headings stand in a grid, and which column is which."""

    annex_list: AnnexList
    header: int
    positions: dict[str, int]
    unknown: list[str]
    doubled: str | None = None


@lru_cache(maxsize=1)
def lists() -> dict[int, AnnexList]:
    """The lists by number, as `columns/annex_a.toml` declares them."""
    found = {}
    for number, (name, entry) in enumerate(declared("annex_a").items(), start=1):
        columns = tuple(
            ListColumn(
                heading,
                c["name"],
                tuple(_one_word(a) for a in c.get("also", [])),
                re.compile(c["variants"], re.IGNORECASE) if "variants" in c else None,
                c.get("added_in"),
            )
            for heading, c in entry["columns"].items()
        )
        key = "adopter_id" if number == 11 else "child_id"
        needs = [key, entry["needs"]] if "needs" in entry else [key]
        found[number] = AnnexList(
            number,
            entry["title"],
            entry["event"],
            key,
            columns,
            module(name, entry, key=needs, columns={c["name"]: c for c in entry["columns"].values()}),
        )
    return found


# Recognising ------------------------------------------------------------------------------------------


def recognise_workbook(path: Path, settings: Settings) -> str | None:
    """'annex_a', 'send_annex_a', 'providers', or None for a workbook of something else."""
    grids = read_workbook(path)
    if any(_find(grid, settings, path.name) for grid in grids):
        return "annex_a"
    headings = {fold(cell) for grid in grids for _, cells in grid.lines[:3] for cell in cells}
    if {"unique id", "sen primary need"} <= headings:
        return "send_annex_a"
    return "providers" if {"urn", "provider code"} & headings and "urn" in headings else None


def list_in_file(path: Path, settings: Settings) -> int | None:
    """The number of the list that a CSV file holds, or None."""
    found = _find(_grid(path), settings, path.name)
    return found.annex_list.number if found else None


def _grid(path: Path) -> Grid:
    content = read_text(path)
    return Grid(path.stem, read_lines(content, separator_of(content), path.name), [])


def workbook_source(path: Path, *, la_code: str | None) -> Source:
    return Source(
        "annex_a", path.name, [path], lambda context: _extract(path.name, [path], _workbook(path), context), la_code
    )


def folder_source(name: str, files: list[ListFile], *, la_code: str | None) -> Source:
    """The Annex A whose lists stand in CSV files."""
    paths = [f.path for f in files]
    return Source(
        "annex_a", name, paths, lambda context: _extract(name, paths, [(p, _grid(p)) for p in paths], context), la_code
    )


def _workbook(path: Path) -> list[tuple[Path, Grid]]:
    return [(path, grid) for grid in read_workbook(path)]


def _find(grid: Grid, settings: Settings, file: str) -> _Found | None:
    """The list whose headings stand in the grid's first rows: the one with the largest share of its columns."""
    best: tuple[float, bool, _Found] | None = None
    for header, (_, cells) in enumerate(grid.lines[:ROWS_ABOVE_HEADINGS]):
        if sum(bool(c.strip()) for c in cells) < 2:
            continue
        for annex_list in lists().values():
            found = _match(annex_list, cells, header, settings)
            share = len(found.positions) / len(annex_list.columns)
            if annex_list.event not in found.positions or share < 0.5:
                continue
            if best is None or (share, annex_list.is_titled(grid.name)) > best[:2]:
                best = (share, annex_list.is_titled(grid.name), found)
    if best is None:
        return None
    found = best[2]
    if found.doubled:
        raise BadInput(f"{found.doubled}. Keep one of them.", file=file, sheet=grid.name)
    for needed in found.annex_list.module.table.key:
        if needed not in found.positions:
            heading = next(c.heading for c in found.annex_list.columns if c.name == needed)
            raise BadInput(
                f"no column '{heading}', without which no row of list {found.annex_list.number} can be kept. "
                f"If it has another name, add it under [headings.annex_a] in sightline.toml.",
                file=file,
                sheet=grid.name,
            )
    return found


def _match(annex_list: AnnexList, cells: list[str], header: int, settings: Settings) -> _Found:
    """Each heading's column by the most literal of the ways to tell it."""
    taught = {fold(k): v.split(".")[-1] for k, v in settings.headings.get("annex_a", {}).items()}
    by_heading = {c.heading: c.name for c in annex_list.columns}
    ways: list[Callable[[str], str | None]] = [
        lambda heading: by_heading.get(taught.get(fold(heading), "")),
        lambda heading: annex_list.by_plain_heading.get(_plain(heading)),
        lambda heading: annex_list.by_one_word.get(_one_word(heading)),
        lambda heading: next((c.name for c in patterns if c.variants and c.variants.search(_plain(heading))), None),
    ]
    positions: dict[str, int] = {}
    doubled: str | None = None
    left = {position: heading for position, heading in enumerate(cells) if heading.strip()}
    for way in ways:
        patterns = [c for c in annex_list.columns if c.variants and c.name not in positions]
        claimed: dict[str, int] = {}
        for position, heading in left.items():
            name = way(heading)
            if name is None or name in positions:
                continue
            if name in claimed:
                printed = next(c.heading for c in annex_list.columns if c.name == name)
                doubled = f"two columns are both '{printed}': '{cells[claimed[name]]}' and '{heading}'"
                continue
            claimed[name] = position
        positions |= claimed
        left = {position: heading for position, heading in left.items() if position not in claimed.values()}
    return _Found(annex_list, header, positions, [heading.strip() for heading in left.values()], doubled)


@lru_cache(maxsize=8192)
def _plain(heading: str) -> str:
    return _TRAILING.sub("", fold(heading))


@lru_cache(maxsize=8192)
def _one_word(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(heading))


# Reading ----------------------------------------------------------------------------------------------


def _extract(name: str, paths: list[Path], grids: list[tuple[Path, Grid]], context: Context) -> Extract:
    load = Load(context.load_id, context.authority, "annex_a", context.settings)
    modules: dict[str, list[TypedRows]] = {}
    inputs, notes, version = [], [], "A1"
    for path, grid in grids:
        found = _find(grid, context.settings, path.name)
        if found is None:
            if grid.lines:
                notes.append(f"{path.name}, sheet '{grid.name}' has the headings of no list and was left out.")
            continue
        raw, said = _raw(found, grid, path)
        typed = type_rows(raw, load)
        modules.setdefault(found.annex_list.name, []).append(typed)
        notes += [*said, *typed.notes]
        inputs.append(
            InputCount(
                f"{grid.name} (list {found.annex_list.number})",
                typed.count.read,
                typed.count.kept,
                typed.count.rejected,
            )
        )
        context.done(f"list {found.annex_list.number}", typed.count.read)
        if any(c.added_in == "A2" and c.name in found.positions for c in found.annex_list.columns):
            version = "A2"
    if missing := [str(n) for n, a in lists().items() if a.name not in modules]:
        notes.append(f"Not supplied: list {', '.join(missing)}.")
    notes += child_notes(modules)
    typed_tables = map_modules(
        modules, {a.name: a.module for a in lists().values()}, QUERIES, load, as_at=context.as_at
    )
    made = record(context, kind="annex_a", name=name, version=version, paths=paths, inputs=inputs, notes=notes)
    return Extract(made, None, typed_tables, covers_from=_covered(typed_tables, context.as_at))


def _covered(tables: Iterable[str], as_at: date) -> dict[str, date]:
    """Six months of events, twelve of adoption, and the position on the day of what has only its latest."""
    months = {"ssd_permanence": 12, "ext_adopter": 12} | dict.fromkeys(_POSITIONS, 0)
    return {table: _months_before(as_at, months.get(table, 6)) for table in covering(tables, as_at)}


def _months_before(day: date, months: int) -> date:
    """The day `months` earlier, or the last of its month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _raw(found: _Found, grid: Grid, path: Path) -> tuple[RawRows, list[str]]:
    """The list's rows under the names that queries use, without second headings and totals."""
    where = f"{path.name}, sheet '{grid.name}'"
    notes = []
    if found.unknown:
        notes.append(f"{where}: columns known to no list were left out: {', '.join(found.unknown)}.")
    if grid.unvalued:
        shown = ", ".join(grid.unvalued[:8])
        notes.append(
            f"{where}: {len(grid.unvalued)} cells hold a formula without a stored value and count as empty: {shown}."
        )
    first = min(found.positions.values())
    headings = [_plain(c) for c in grid.lines[found.header][1]]
    lines = [grid.lines[found.header]]
    for number, cells in grid.lines[found.header + 1 :]:
        filled = [(p, _plain(c)) for p, c in enumerate(cells) if c.strip()]
        if sum(p < len(headings) and c == headings[p] for p, c in filled) * 2 > len(filled):
            notes.append(f"{where}: row {number} repeats the headings and was passed over.")
        elif _TOTALS.match(cells[first].strip() if first < len(cells) else "") or _TOTALS.match(filled[0][1]):
            notes.append(f"{where}: row {number} holds totals and was passed over.")
        else:
            lines.append((number, cells))
    sheet = sheet_of(lines, 0, path.name, grid.name if path.suffix.casefold() != ".csv" else None)
    spilled = [n for n in sheet.rows.column_names if n not in (FILE, SHEET, ROW) and not n.isdigit()]
    columns = {name: str(position) for name, position in found.positions.items() if name != "age"}
    rows = sheet.rows.select([*columns.values(), FILE, SHEET, ROW, *spilled]).rename_columns(
        [*columns, FILE, SHEET, ROW, *spilled]
    )
    rows = _with_unvalued(rows, columns, grid.unvalued)
    written = {name: sheet.headings[int(position)] for name, position in columns.items()}
    return RawRows(found.annex_list.module.table, rows, written, unique="row"), notes


def _with_unvalued(rows: pa.Table, columns: dict[str, str], cells: list[str]) -> pa.Table:
    """Formulas without a stored value as a text that no type accepts, so that each is set aside by name."""
    if not cells:
        return rows
    lines = rows.column(ROW).to_pylist()
    for name, position in columns.items():
        letters = column_letters(int(position))
        faulty = {int(c[len(letters) :]) for c in cells if re.fullmatch(rf"{letters}\d+", c)}
        if faulty & set(lines):
            texts = [
                "=formula without a value" if line in faulty and not text else text
                for line, text in zip(lines, rows.column(name).to_pylist(), strict=True)
            ]
            rows = rows.set_column(rows.column_names.index(name), name, pa.array(texts, pa.string()))
    return rows
