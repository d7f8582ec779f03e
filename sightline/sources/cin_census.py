"""
The children in need census: one XML file per authority and year.

The file is flattened to one table per repeated element (`columns/cin_census.toml`), read by name in whatever
order and namespace it comes. There are no keys below the child: they are made from the child, the dates and the
order in the document.
"""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from lxml import etree

from sightline.dataset.typing import FILE, ROW, SHEET, Load, RawRows, TypedRows, type_rows
from sightline.dataset.values import read_date
from sightline.dataset.versions import InputCount
from sightline.errors import BadInput
from sightline.sources.cin_census_mapping import QUERIES
from sightline.sources.extract import Context, Extract, Source, covering, record
from sightline.sources.mapped import Module, declared, map_modules, module
from sightline.sources.xml_files import child_text, children, local_name, read_elements, text_of

# What a row is found by besides its own fields: the child, and where its parents stand in the document.
KEYS = {
    "Child": ["LAchildID"],
    "Disability": ["LAchildID", "Disability"],
    "CINdetails": ["LAchildID", "CINreferralDate"],
    "Assessments": ["LAchildID", "AssessmentActualStartDate"],
    "AssessmentFactors": ["LAchildID", "AssessmentFactors"],
    "CINPlanDates": ["LAchildID", "CINPlanStartDate"],
    "Section47": ["LAchildID", "S47ActualStartDate"],
    "ChildProtectionPlans": ["LAchildID", "CPPstartDate"],
    "CPPreviewDate": ["LAchildID", "CPPreviewDate"],
    "PreProceedingsandFGDM": ["LAchildID"],
}
# Positions in the document, from 1: of the episode within the child, and of the element within the episode.
POSITIONS = ("episode", "nth", "referral_date")
_WITHIN_EPISODE = ("Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans", "PreProceedingsandFGDM")

_WITHIN_ELEMENT = {"Assessments": "AssessmentFactors", "ChildProtectionPlans": "CPPreviewDate"}


@lru_cache(maxsize=1)
def modules() -> dict[str, Module]:
    """The elements that become tables, as `columns/cin_census.toml` declares them."""
    place = {"episode": {"type": "integer"}, "nth": {"type": "integer"}, "referral_date": {"type": "text"}}
    return {
        name: module(name, entry, key=KEYS[name], columns={**place, "LAchildID": {"type": "text"}, **entry["columns"]})
        for name, entry in declared("cin_census").items()
    }


def source(path: Path, *, la_code: str | None) -> Source:
    return Source("cin_census", path.name, [path], lambda context: _read(path, context), la_code)


class _Flat:
    """Rows of every element table as they are met."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in modules()}

    def add(self, name: str, element: etree._Element, **fixed: Any) -> None:
        known = modules()[name].table.by_stored_name
        row: dict[str, Any] = {"line": element.sourceline, **fixed}
        for child in element:
            field = local_name(child)
            if field in known and len(child) == 0 and field not in row:
                row[field] = text_of(child)
        self.rows[name].append(row)

    def child(self, child: etree._Element) -> None:
        identifiers = next(children(child, "ChildIdentifiers"), child)
        characteristics = next(children(child, "ChildCharacteristics"), child)
        child_id = child_text(identifiers, "LAchildID")
        self.add("Child", identifiers, LAchildID=child_id, Ethnicity=child_text(characteristics, "Ethnicity"))
        for disability in characteristics.iter("{*}Disability"):
            self.rows["Disability"].append(
                {"line": disability.sourceline, "LAchildID": child_id, "Disability": text_of(disability)}
            )
        for episode, details in enumerate(children(child, "CINdetails"), start=1):
            self._episode(details, child_id, episode)

    def _episode(self, details: etree._Element, child_id: str | None, episode: int) -> None:
        referral_date = child_text(details, "CINreferralDate")
        same = {"LAchildID": child_id, "episode": episode, "referral_date": referral_date}
        self.add("CINdetails", details, **same, nth=episode)
        for name in _WITHIN_EPISODE:
            for nth, element in enumerate(children(details, name), start=1):
                self.add(name, element, **same, nth=nth)
                inner = _WITHIN_ELEMENT.get(name)
                # Reviews are one element with many dates in one system and many elements in another.
                for leaf in element.iter(f"{{*}}{inner}") if inner else []:
                    if inner and len(leaf) == 0 and (text := text_of(leaf)):
                        self.rows[inner].append({"line": leaf.sourceline, **same, "nth": nth, inner: text})


def _read(path: Path, context: Context) -> Extract:
    flat = _Flat()
    header: dict[str, str | None] = {}
    for name, element in read_elements(path, "Header", "Child"):
        if name == "Header":
            header = {
                "reference": child_text(element, "CollectionDetails", "ReferenceDate"),
                "year": child_text(element, "CollectionDetails", "Year"),
                "lea": child_text(element, "Source", "LEA"),
            }
        elif name == "Child":
            flat.child(element)
    if not flat.rows["Child"]:
        raise BadInput("the census holds no children. Export it again.", file=path.name)
    as_at, notes = _reference_date(header, path.name)
    la_code = _authority(header, context)
    load = Load(context.load_id, la_code, "cin_census", context.settings)
    typed: dict[str, list[TypedRows]] = {}
    inputs = []
    for name, rows in flat.rows.items():
        if not rows:
            continue
        typed[name] = [type_rows(_raw(modules()[name], rows, path.name), load)]
        count = typed[name][0].count
        notes += typed[name][0].notes
        inputs.append(InputCount(name, count.read, count.kept, count.rejected))
        context.done(name, count.read)
    made = record(
        context, kind="cin_census", name=path.name, version=header.get("year") or "unknown", paths=[path],
        inputs=inputs, notes=notes, la_code=la_code,
    )  # fmt: skip
    tables = map_modules(typed, modules(), QUERIES, load, as_at=as_at or context.as_at)
    # Cases open in the year are there with all their events; of earlier years that is a part, too small to count.
    covers_from = covering(tables, _year_start(as_at or context.as_at))
    return Extract(made, as_at, tables, covers_from=covers_from)


def _year_start(day: date) -> date:
    """The 1 April on or before `day`."""
    return date(day.year - (day < date(day.year, 4, 1)), 4, 1)


def _reference_date(header: dict[str, str | None], file: str) -> tuple[date | None, list[str]]:
    text = header.get("reference")
    if not text:
        return None, [f"{file}: no reference date in the header."]
    reading = read_date(text)
    if reading.value is None:
        return None, [f"{file}: the reference date '{text}' is not a date and was passed over."]
    notes = []
    if (reading.value.month, reading.value.day) != (3, 31):
        notes.append(f"{file}: the reference date is {reading.value:%d/%m/%Y}, not a 31 March.")
    return reading.value, notes


def _authority(header: dict[str, str | None], context: Context) -> str:
    """The authority asked for or set; the header's own where neither says."""
    lea = (header.get("lea") or "").strip()
    unset = context.la_code is None and context.settings.authority.la_code == "000"
    return lea if unset and lea.isdigit() and len(lea) == 3 else context.authority


def _raw(declaration: Module, rows: list[dict[str, Any]], file: str) -> RawRows:
    names = [n for n in declaration.table.by_stored_name if any(n in row for row in rows)]
    columns = {n: pa.array([None if row.get(n) is None else str(row[n]) for row in rows], pa.string()) for n in names}
    columns[FILE] = pa.array([file] * len(rows), pa.string())
    columns[SHEET] = pa.array([declaration.name] * len(rows), pa.string())
    columns[ROW] = pa.array([row["line"] for row in rows], pa.int64())
    return RawRows(declaration.table, pa.table(columns), unique="none")
