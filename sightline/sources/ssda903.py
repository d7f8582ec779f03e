"""
The SSDA903 return: a set of CSV files, or its XML form.

A table is recognised by its set of columns in any order; further columns are passed over, missing ones named.
Files of several years may be given together: of two copies of one row, the later year's wins.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from lxml import etree

from sightline.dataset.typing import FILE, ROW, SHEET, Load, RawRows, TypedRows, type_rows
from sightline.dataset.versions import InputCount
from sightline.errors import BadInput
from sightline.settings import Settings
from sightline.sources.delimited import Sheet, read_delimited
from sightline.sources.extract import Context, Extract, Source, covering, record
from sightline.sources.mapped import Module, declared, map_modules, module, with_column
from sightline.sources.ssda903_mapping import QUERIES
from sightline.sources.xml_files import children, local_name, read_elements, text_of

# Columns that many tables share and that therefore tell none from another.
_SHARED = {"CHILD", "DOB", "SEX"}
# The dates by which a file shows the year it is of, best first.
_DATED = {"Episodes": "DECOM", "Reviews": "REVIEW", "Missing": "MIS_START", "SWEpisodes": "SW_DECOM"}
_XML_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}
_XML_GROUPS = {
    "AREVIEW": "Reviews",
    "AMISSING": "Missing",
    "PERMANENCE": "PrevPerm",
    "OC2": "OC2",
    "AD_PLACED": "PlacedAdoption",
}
# A child has the row when this field is filled.
_XML_SINGLES = {"OC3": "IN_TOUCH", "AD1": "DATE_INT", "UASC": "UASC"}


@dataclass(frozen=True)
class TableFile:
    """One CSV file that holds one table of the return."""

    path: Path
    module: str


@lru_cache(maxsize=1)
def modules() -> dict[str, Module]:
    """The return's tables, as `columns/ssda903.toml` declares them."""
    return {
        name: module(name, entry, key=["CHILD", *entry["key"]], columns=entry["columns"])
        for name, entry in declared("ssda903").items()
    }


def module_for(headings: list[str], file: str, settings: Settings) -> str | None:
    """
    The table whose columns the headings are, or None.

    Errors: BadInput where most of a table's columns are there, naming the ones that are missing.
    """
    given = set(_columns(headings, settings))
    if "CHILD" not in given:
        return None
    wanted = {name: set(m.table.by_stored_name) for name, m in modules().items()}
    whole = [name for name, columns in wanted.items() if columns <= given]
    if whole:
        return max(whole, key=lambda name: len(wanted[name]))
    shares = {n: len((c - _SHARED) & given) / len(c - _SHARED) for n, c in wanted.items()}
    nearest = max(shares, key=lambda n: shares[n])
    if shares[nearest] < 0.5:
        return None
    missing = ", ".join(sorted(wanted[nearest] - given))
    raise BadInput(
        f"the columns are those of the 903's {nearest}, but {missing} is missing. Export it with them.", file=file
    )


def _columns(headings: list[str], settings: Settings) -> list[str]:
    local = {k.strip().upper(): v.upper() for k, v in settings.headings.get("s903", {}).items()}
    return [local.get(h.strip().upper(), h.strip().upper()) for h in headings]


def folder_source(name: str, files: list[TableFile], *, la_code: str | None) -> Source:
    paths = [f.path for f in files]
    return Source("s903", name, paths, lambda context: _read_files(name, files, context), la_code)


def xml_source(path: Path, *, la_code: str | None) -> Source:
    return Source("s903", path.name, [path], lambda context: _read_xml(path, context), la_code)


@dataclass(frozen=True)
class _Part:
    """One file's (or XML table's) typed rows and the year its name or content says."""

    module: str
    input: str
    rows: TypedRows
    group: str


def _read_files(name: str, files: list[TableFile], context: Context) -> Extract:
    load = Load(context.load_id, context.authority, "s903", context.settings)
    parts, notes = [], []
    for file in files:
        raw, said = _raw(file, read_delimited(file.path), context.settings)
        parts.append(_Part(file.module, file.path.name, type_rows(raw, load), year_in_name(file.path.stem) or ""))
        notes += said
    return _extract(name, [f.path for f in files], parts, notes, load, context)


def _raw(file: TableFile, sheet: Sheet, settings: Settings) -> tuple[RawRows, list[str]]:
    table = modules()[file.module].table
    columns = _columns(sheet.headings, settings)
    if twice := [c for c, n in Counter(columns).items() if n > 1 and c in table.by_stored_name]:
        raise BadInput(f"two columns are both '{twice[0]}'. Keep one of them.", file=file.path.name)
    kept = {c: str(p) for p, c in enumerate(columns) if c in table.by_stored_name}
    places = [n for n in sheet.rows.column_names if not n.isdigit()]
    rows = sheet.rows.select([*kept.values(), *places]).rename_columns([*kept, *places])
    extra = [h for h, c in zip(sheet.headings, columns, strict=True) if h and c not in kept and c not in ("LA", "YEAR")]
    notes = [f"{file.path.name}: columns not of the return were left out: {', '.join(extra)}."] if extra else []
    return RawRows(table, rows), notes


# The XML form ------------------------------------------------------------------------------------------


def _read_xml(path: Path, context: Context) -> Extract:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in modules()}
    for name, element in read_elements(path, "CHILD"):
        if name == "CHILD" and len(element):
            _flatten(element, rows)
    if not any(rows.values()):
        raise BadInput("the return holds no children. Export it again.", file=path.name)
    load = Load(context.load_id, context.authority, "s903", context.settings)
    parts = [
        _Part(name, name, type_rows(_raw_elements(modules()[name], found, path.name), load), "")
        for name, found in rows.items()
        if found
    ]
    return _extract(path.name, [path], parts, [], load, context)


def _fields(element: etree._Element) -> dict[str, Any]:
    leaves = {local_name(c).upper(): text_of(c) for c in element if local_name(c) and len(c) == 0}
    return {"line": element.sourceline, **{_XML_NAMES.get(k, k): v for k, v in leaves.items()}}


def _flatten(child: etree._Element, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Adds one CHILD element to the tables it has rows in."""
    header = next(children(child, "HEADER"), child)
    own = _fields(header)
    rows["Header"].append(own)
    same = {"CHILD": own.get("CHILD"), "DOB": own.get("DOB"), "SEX": own.get("SEX")}
    for single, field in _XML_SINGLES.items():
        # UASC is answered for every child: 0 says that the child is none.
        if own.get(field) not in (None, "0"):
            rows[single].append(own)
    for group in header:
        if (name := _XML_GROUPS.get(local_name(group))) and len(group):
            rows[name].append({**_fields(group), **same})
    for episode in children(child, "EPISODE"):
        rows["Episodes"].append({**_fields(episode), **same})


def _raw_elements(declaration: Module, rows: list[dict[str, Any]], file: str) -> RawRows:
    names = list(declaration.table.by_stored_name)
    columns = {n: pa.array([row.get(n) for row in rows], pa.string()) for n in names}
    columns[FILE] = pa.array([file] * len(rows), pa.string())
    columns[SHEET] = pa.array([declaration.name] * len(rows), pa.string())
    columns[ROW] = pa.array([row["line"] for row in rows], pa.int64())
    return RawRows(declaration.table, pa.table(columns))


# Years and the whole -----------------------------------------------------------------------------------


def _extract(
    name: str, paths: list[Path], parts: list[_Part], notes: list[str], load: Load, context: Context
) -> Extract:
    years = {
        group: _year(group, [p for p in parts if p.group == group], context.as_at) for group in {p.group for p in parts}
    }
    by_module: dict[str, list[TypedRows]] = {}
    for part in parts:
        by_module.setdefault(part.module, []).append(with_column(part.rows, "file_year", years[part.group], pa.int32()))
        notes += part.rows.notes
        context.done(part.module, part.rows.count.read)
    counts = [(p.input, p.rows.count) for p in parts]
    inputs = [InputCount(i, c.read, c.kept, c.rejected) for i, c in counts]
    if missing := sorted(set(modules()) - set(by_module)):
        notes.append(f"{name}: not supplied: {', '.join(missing)}. Measures that need them will say so.")
    last = max(years.values())
    tables = map_modules(by_module, modules(), QUERIES, load, as_at=date(last, 3, 31))
    notes += _period_notes(tables) + _vanished(by_module.get("Episodes", []), last)
    made = record(context, kind="s903", name=name, version=str(last), paths=paths, inputs=inputs, notes=notes)
    first_day = date(min(years.values()) - 1, 4, 1)
    return Extract(made, date(last, 3, 31), tables, covers_from=covering(tables, first_day))


def _period_notes(tables: dict[str, TypedRows]) -> list[str]:
    """Says how many periods of care open without an episode that says so."""
    episodes = tables.get("ssd_cla_episodes")
    if episodes is None:
        return []
    started: dict[str, bool] = {}
    columns = (episodes.rows.column(f"clae_{c}").to_pylist() for c in ("cla_id", "cla_episode_start_reason"))
    for period, reason in zip(*columns, strict=True):
        started[period] = started.get(period, False) or reason == "S"
    incomplete = sum(not complete for complete in started.values())
    return [f"{incomplete} periods of care open without a start (RNE S) and are incomplete."] if incomplete else []


def _vanished(episodes: list[TypedRows], last: int) -> list[str]:
    """Says how many episodes were open at the end of an earlier year and are in no later file."""
    latest: dict[tuple[str, date], tuple[int, bool]] = {}
    next_start: dict[str, date] = {}
    for part in episodes:
        for child, start, end, year in zip(
            *(part.rows.column(c).to_pylist() for c in ("CHILD", "DECOM", "DEC", "file_year")), strict=True
        ):
            latest[child, start] = max(latest.get((child, start), (0, False)), (year, end is None))
            next_start[child] = max(next_start.get(child, start), start)
    open_still = sum(is_open and year < last and next_start[c] == s for (c, s), (year, is_open) in latest.items())
    return (
        [f"{open_still} episodes were open in an earlier year's file and are in no later one; they stay open."]
        if open_still
        else []
    )


def _year(group: str, parts: list[_Part], today: date) -> int:
    """The year a set of files ends in: by its latest start dates, else by its name, else today's."""
    for module_name, column in _DATED.items():
        found = [p.rows.rows.column(column) for p in parts if p.module == module_name]
        dates = [d for values in found for d in values.to_pylist() if d is not None and d <= today]
        if dates:
            return _year_ending(max(dates))
    return int(group) if group else _year_ending(today)


def _year_ending(day: date) -> int:
    """The year in which the financial year of `day` ends."""
    return day.year + (day >= date(day.year, 4, 1))


_PAIR = re.compile(r"(?<!\d)(?:20)?(\d\d)[-/_ ]?(?:20)?(\d\d)(?!\d)")
_SINGLE = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{4}(20\d\d)(?!\d)")


def year_in_name(name: str) -> str | None:
    """The return year that a file's name gives: the later one of a pair ('2017-18', '1920'), or the only one."""
    if match := _DAY.search(name):
        return match[1]
    for match in _PAIR.finditer(name):
        if int(match[2]) == (int(match[1]) + 1) % 100:
            return f"20{match[2]}"
    single = _SINGLE.search(name)
    return single[1] if single else None


__all__ = ["TableFile", "folder_source", "module_for", "modules", "xml_source", "year_in_name"]
