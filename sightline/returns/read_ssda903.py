"""The SSDA903 as tables: a set of CSV files, or its XML form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from lxml import etree

from sightline.dataset.typing import ROW as FILE_ROW
from sightline.dataset.typing import SPILLED
from sightline.errors import BadInput
from sightline.returns.prepare import NUMBER
from sightline.returns.schema import LAST, SSDA903, ReturnTable
from sightline.returns.submission import FILE, LINE, Notes, Submission, label, set_for, stored, year_ending
from sightline.returns.tables import CASE
from sightline.sources.delimited import Sheet, read_delimited
from sightline.sources.ssda903 import year_in_name
from sightline.sources.xml_files import local_name, read_elements, text_of

# What pooled files add at the end.
_POOLED = {"LA", "YEAR"}
_XML_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}
_XML_GROUPS = {
    "AREVIEW": "Reviews",
    "AMISSING": "Missing",
    "PERMANENCE": "PrevPerm",
    "OC2": "OC2",
    "AD_PLACED": "PlacedAdoption",
}
# The first date of each table that tells which year a set is of, most telling first.
_DATED = (("Episodes", "DECOM"), ("Missing", "MIS_START"), ("Reviews", "REVIEW"), ("SWEpisodes", "SW_DECOM"))


def submitted_tables() -> dict[str, ReturnTable]:
    """The tables that an authority submits."""
    return {n: t for n, t in SSDA903.tables.items() if not n.endswith(LAST) and not t.outside}


@dataclass(frozen=True)
class CsvFile:
    """One file of a set: its table and its rows."""

    path: Path
    table: str
    sheet: Sheet


def read_csv(path: Path) -> CsvFile:
    """
    A file of a set, recognised by its columns in any order.

    Errors: BadInput for columns that are no table's (the missing ones named), a heading that stands twice, or a second
    row of headings further down.
    """
    sheet = read_delimited(path)
    headings = [h.upper() for h in sheet.headings]
    doubled = next((h for n, h in enumerate(headings) if h and h in headings[:n]), None)
    if doubled is not None:
        column = sheet.headings[len(headings) - 1 - headings[::-1].index(doubled)]
        raise BadInput(
            f"line 1, column {len(headings) - headings[::-1].index(doubled)}: the heading '{column}' stands twice. "
            "Remove one of the two columns.",
            file=path.name,
        )
    table = _table_of(headings, path.name)
    _refuse_second_heading(sheet, path.name)
    return CsvFile(path, table, sheet)


def read_csv_set(files: Sequence[CsvFile], year: int | None = None) -> Submission:
    """A set of files as one return; several of one table are laid one below the other."""
    name = label([f.path for f in files])
    notes = Notes(name)
    tables: dict[str, pa.Table] = {}
    for file in files:
        table = _from_sheet(file, notes)
        if file.table in tables:
            notes.add(f"{file.path.name} is a further file of {file.table}; its rows follow the others'")
            table = pa.concat_tables([tables[file.table], table], promote_options="default")
            table = table.set_column(table.column_names.index(NUMBER), NUMBER, pa.arange(0, table.num_rows))
        tables[file.table] = table
    named = next((y for f in files if (y := year_in_name(f.path.name))), None)
    return _submission(name, tables, notes, year, named, "csv")


def read_xml(path: Path, year: int | None = None) -> Submission:
    """The XML form. Errors: BadInput for XML that is not well formed or has no child."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in submitted_tables()}
    notes = Notes(path.name)
    for name, element in read_elements(path, "CHILD"):
        if name == "CHILD":
            _flatten(element, rows, notes)
    if not rows["Header"]:
        raise BadInput("the return holds no children. Export it again.", file=path.name)
    unknown = ("SWEpisodes", "DoLo")  # no public source gives their tags
    tables = {n: stored(SSDA903, n, r, path.name) for n, r in rows.items() if r or n not in unknown}
    return _submission(path.name, tables, notes, year, year_in_name(path.name), "xml")


def _submission(name: str, tables: dict[str, pa.Table], notes: Notes, asked: int | None, named: str | None,
                file_format: str) -> Submission:  # fmt: skip
    found = asked or _year_of(tables, named)
    if found is None:
        raise BadInput("no date in it tells which year it is of. Give --year.", file=name)
    absent = sorted(set(submitted_tables()) - set(tables))
    if absent:
        notes.add(f"not supplied: {', '.join(absent)}")
    year = set_for(SSDA903, found, asked, notes)
    return Submission(SSDA903, name, year, found, tables, notes.sentences(), file_format=file_format)


def _year_of(tables: dict[str, pa.Table], named: str | None) -> int | None:
    """The year by the latest start in it that is not in the future, else by its name."""
    for table, column in _DATED:
        if table in tables and column in tables[table].column_names:
            days = [
                d
                for text in tables[table].column(column).to_pylist()
                if (d := SSDA903.day((text or "").strip())) and d <= date.today()
            ]
            if days:
                return year_ending(max(days))
    return int(named) if named else None


# CSV ------------------------------------------------------------------------------------------------------------


def _table_of(headings: list[str], file: str) -> str:
    given = set(headings)
    needed = {name: set(table.submitted) for name, table in submitted_tables().items()}
    whole = [name for name, columns in needed.items() if columns <= given]
    if whole:
        return max(whole, key=lambda name: len(needed[name]))
    nearest = max(needed, key=lambda name: len(needed[name] & given) / len(needed[name] | given))
    if len(needed[nearest] & given) < 2:
        raise BadInput("its columns are those of no SSDA903 table.", file=file)
    lacking = ", ".join(c for c in SSDA903.tables[nearest].submitted if c not in given)
    raise BadInput(f"line 1: it looks like {nearest} but lacks the columns {lacking}. Export it again.", file=file)


def _refuse_second_heading(sheet: Sheet, file: str) -> None:
    """Errors: BadInput for a row that repeats the headings, with its line."""
    first = sheet.rows.column("0").to_pylist() if sheet.headings else []
    for position, cell in enumerate(first):
        if (cell or "").strip().upper() == sheet.headings[0].upper():
            line = sheet.rows.column(FILE_ROW)[position].as_py()
            raise BadInput(
                f"line {line}, column 1: the headings stand a second time. Remove the line, or cut the file in two.",
                file=file,
            )


def _from_sheet(file: CsvFile, notes: Notes) -> pa.Table:
    rows, table = file.sheet.rows, SSDA903.tables[file.table]
    cells: dict[str, Any] = {
        CASE: pa.array([0] * rows.num_rows, pa.int64()),
        NUMBER: pa.arange(0, rows.num_rows),
        FILE: pa.array([file.path.name] * rows.num_rows, pa.string()),
        LINE: rows.column(FILE_ROW),
    }
    for position, heading in enumerate(file.sheet.headings):
        column = table.by_name.get(heading.casefold())
        if column is not None:
            cells[column.name] = rows.column(str(position))
        elif heading.upper() not in _POOLED:
            notes.add(f"{file.path.name}: the column '{heading}' is not the return's and was passed over")
    if SPILLED in rows.column_names and any(rows.column(SPILLED).to_pylist()):
        notes.add(f"{file.path.name}: cells to the right of the last heading were passed over")
    return pa.table(cells)


# XML ------------------------------------------------------------------------------------------------------------


def _flatten(child: etree._Element, rows: dict[str, list[dict[str, Any]]], notes: Notes) -> None:
    header: dict[str, Any] = {LINE: child.sourceline}
    groups: list[tuple[str, dict[str, Any]]] = []
    for part in child:
        name = local_name(part)
        if name == "EPISODE":
            groups.append(("Episodes", _leaves(part)))
        elif name == "HEADER":
            header.update(_leaves(part))
            for group in part:
                inner = local_name(group)
                if inner in _XML_GROUPS:
                    groups += [(_XML_GROUPS[inner], _leaves(group))] if len(group) else []
                elif len(group):
                    notes.add(f"'{inner}' is not of the return and was passed over", group.sourceline)
        elif name:
            notes.add(f"'{name}' is not of the return and was passed over", part.sourceline)
    same = {name: header.get(name) for name in ("CHILD", "DOB")}
    rows["Header"].append(header)
    for table, row in groups:
        rows[table].append({**same, **row})
    for table in ("OC3", "AD1", "UASC"):
        own = [c for c in SSDA903.tables[table].submitted if c not in SSDA903.tables["Header"].submitted]
        if any(header.get(c) for c in own) or (table == "UASC" and header.get("UASC") == "1"):
            rows[table].append(header)


def _leaves(element: etree._Element) -> dict[str, Any]:
    leaves = {local_name(leaf): text_of(leaf) for leaf in element if len(leaf) == 0}
    return {LINE: element.sourceline, **{_XML_NAMES.get(name, name): text for name, text in leaves.items() if name}}
