"""
The children's social work workforce census: one XML file per authority and year, as at 30 September.

Each `CSWWWorker` is a row of ext_workforce_return, `LALevelVacancies` one of ext_workforce_vacancy; elements are read
by name in whatever order and namespace they come. A worker's Social Work England number is kept as a hash, which tells
workers apart and follows them from year to year without naming them.
"""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from lxml import etree

from sightline.dataset.schema import Table
from sightline.dataset.tables.workforce import WORKFORCE_RETURN, WORKFORCE_VACANCY
from sightline.dataset.typing import FILE, ROW, SHEET, Load, RawRows, TypedRows, type_rows
from sightline.dataset.values import read_date
from sightline.dataset.versions import InputCount
from sightline.errors import BadInput
from sightline.sources.extract import Context, Extract, Source, record
from sightline.sources.xml_files import child_text, local_name, read_elements, text_of

KIND = "csww"
WORKER, VACANCIES = "CSWWWorker", "LALevelVacancies"
NUMBER = "SWENo"
# Elements that are kept, by the column they go to; the rest (birth dates, ethnicity, training) is not read.
COLUMNS: dict[str, dict[str, str]] = {
    WORKER: {
        "AgencyWorker": "agency",
        NUMBER: "swe_number",
        "FTE": "fte",
        "FTE30": "fte_30_sept",
        "OrgRole": "role",
        "RoleStartDate": "role_start",
        "StartOrigin": "origin",
        "RoleEndDate": "role_end",
        "LeaverDestination": "destination",
        "ReasonLeave": "leave_reason",
        "Cases30": "cases_30_sept",
        "WorkingDaysLost": "working_days_lost",
        "Absat30Sept": "absent_30_sept",
        "ReasonAbsence": "absence_reason",
    },
    VACANCIES: {
        "NumberOfVacancies": "vacancies_fte",
        "NoAgencyFTE": "agency_fte",
        "NoAgencyHeadcount": "agency_headcount",
    },
}
TABLES = {WORKER: WORKFORCE_RETURN, VACANCIES: WORKFORCE_VACANCY}
HASH_LENGTH = 16


def source(path: Path, *, la_code: str | None) -> Source:
    return Source(KIND, path.name, [path], lambda context: _read(path, context), la_code)


def hashed(number: str | None) -> str | None:
    """A Social Work England number as 16 signs that stand for it, whatever its case and spaces."""
    if number is None:
        return None
    return hashlib.sha256(number.replace(" ", "").upper().encode()).hexdigest()[:HASH_LENGTH]


def _read(path: Path, context: Context) -> Extract:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    header: dict[str, str | None] = {}
    for name, element in read_elements(path, "Header", *COLUMNS):
        if name == "Header":
            header = {
                "reference": child_text(element, "CollectionDetails", "ReferenceDate"),
                "year": child_text(element, "CollectionDetails", "Year"),
                "lea": child_text(element, "Source", "LEA"),
            }
        elif name in COLUMNS:
            rows[name].append(_row(name, element))
    if not rows[WORKER]:
        raise BadInput("the census holds no workers. Export it again.", file=path.name)
    year, as_at, notes = _year(header, path.name)
    la_code = _authority(header, context)
    load = Load(context.load_id, la_code, KIND, context.settings)
    typed: dict[str, TypedRows] = {}
    inputs = []
    for name, of_element in rows.items():
        if not of_element:
            continue
        found = type_rows(
            _raw(TABLES[name], name, [{**row, "return_year": year} for row in of_element], path.name), load
        )
        typed[TABLES[name].stored_name] = found
        notes += found.notes
        inputs.append(InputCount(name, found.count.read, found.count.kept, found.count.rejected))
        context.done(name, found.count.read)
    made = record(
        context, kind=KIND, name=path.name, version=str(year), paths=[path], inputs=inputs, notes=notes, la_code=la_code
    )
    return Extract(made, as_at, typed)


def _row(name: str, element: etree._Element) -> dict[str, Any]:
    known = COLUMNS[name]
    row: dict[str, Any] = {"line": element.sourceline}
    for child in element:
        field = local_name(child)
        if field in known and known[field] not in row:
            text = text_of(child)
            row[known[field]] = hashed(text) if field == NUMBER else text
    return row


def _year(header: dict[str, str | None], file: str) -> tuple[int, date, list[str]]:
    """The census's year and day: the header's reference date, else 30 September of its year."""
    text = header.get("reference")
    reading = read_date(text) if text else None
    if reading is not None and reading.value is not None:
        day = reading.value
        wrong = (day.month, day.day) != (9, 30)
        return day.year, day, [f"{file}: the reference date is {day:%d/%m/%Y}, not a 30 September."] if wrong else []
    year = (header.get("year") or "").strip()
    if year.isdigit() and len(year) == 4:
        return int(year), date(int(year), 9, 30), [f"{file}: no reference date; 30 September {year} is taken."]
    raise BadInput(
        f"the header's reference date '{text or ''}' is not a date and no year is given. Write it as 2025-09-30.",
        file=file,
    )


def _authority(header: dict[str, str | None], context: Context) -> str:
    """The authority asked for or set; the header's own where neither says."""
    lea = (header.get("lea") or "").strip()
    unset = context.la_code is None and context.settings.authority.la_code == "000"
    return lea if unset and lea.isdigit() and len(lea) == 3 else context.authority


def _raw(table: Table, element: str, rows: list[dict[str, Any]], file: str) -> RawRows:
    names = [n for n in table.by_stored_name if any(n in row for row in rows)]
    columns = {n: pa.array([None if row.get(n) is None else str(row[n]) for row in rows], pa.string()) for n in names}
    columns[FILE] = pa.array([file] * len(rows), pa.string())
    columns[SHEET] = pa.array([element] * len(rows), pa.string())
    columns[ROW] = pa.array([row["line"] for row in rows], pa.int64())
    return RawRows(table, pa.table(columns), headings={column: field for field, column in COLUMNS[element].items()})
