"""
The published lists: statistical neighbours, authority codes, districts, ethnic groups, inspections, LAIT's dictionary.

Each is told by its headings. Cells read = cells with a word + empty ones, as everywhere.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from sightline.benchmarks import mapping
from sightline.benchmarks.areas import AUTHORITY, NATIONAL, REGIONAL, by_area_code, by_la_code
from sightline.benchmarks.library import CODES, DICTIONARY, INSPECTIONS, LOOKUP, NEIGHBOURS
from sightline.benchmarks.opening import Content
from sightline.benchmarks.statuses import SYMBOLS, Status
from sightline.benchmarks.values import Counted, refuse_duplicates, typed
from sightline.errors import BadInput

TITLES = {
    NEIGHBOURS: "Statistical neighbours",
    CODES: "Authority numbers, names and regions",
    LOOKUP: "Districts and the authority they lie in",
    INSPECTIONS: "Ofsted's judgements of authorities",
    DICTIONARY: "What each indicator of the interactive tool is",
}
PUBLICATIONS = {
    NEIGHBOURS: "Children's services statistical neighbour model (DfE)",
    CODES: "Local Authority Interactive Tool",
    LOOKUP: "Lower tier to upper tier local authority lookup (ONS)",
    INSPECTIONS: "Children's social care in England: local authority inspection outcomes (Ofsted)",
    DICTIONARY: "Local Authority Interactive Tool",
}
_HEADING_WITHIN = 6
# What a list's heading line must hold. The shapes of the neighbour files differ, their order of columns does not.
_HEADINGS = {
    NEIGHBOURS: ({"LA num", "SN1", "SN10"}, {"old_la_code", "SN_1", "SN_10"}),
    CODES: ({"LA Number", "LA Name", "Region", "Type"},),
    INSPECTIONS: ({"Local authority area code", "Inspection date"}, {"Local authority area code",
                  "Inspection/Visit date"}),
    DICTIONARY: ({"Measure_short", "Polarity", "Year_Type"},),
}  # fmt: skip
_DISTRICTS = re.compile(r"LTLA(\d\d)CD$")
_ETHNIC = re.compile(r"Ethnic group .*Code$")
_NEIGHBOUR = re.compile(r"SN_?(\d+)$")
# An authority that only a newer model can know, newest first.
_MODELS = (("942", "2025"), ("940", "2021"))
OLDEST_MODEL = "2014"


@dataclass(frozen=True)
class ListRead:
    """One list: its kind, its vintage (of neighbours the model's year), its rows and what became of its cells."""

    kind: str
    vintage: str
    rows: pa.Table
    counted: Counted


@dataclass(frozen=True)
class _Sheet:
    """A sheet below its heading line: `first` is the number of the first line beneath."""

    name: str
    kind: str
    headings: list[str]
    lines: list[list[str]]
    first: int


def kind_of(content: Content) -> str | None:
    """Which list a text file or workbook is; None where its headings are none that is known."""
    return next((sheet.kind for sheet in _sheets(content)), None)


def _sheets(content: Content) -> list[_Sheet]:
    every = content.sheets if content.kind == "workbook" else {"": content.lines}
    found = []
    for name, lines in every.items():
        for number, line in enumerate(lines[:_HEADING_WITHIN]):
            if kind := _kind_of_headings(line):
                found.append(_Sheet(name, kind, line, lines[number + 1 :], number + 2))
                break
    return found


def _kind_of_headings(line: list[str]) -> str | None:
    have = {cell.strip() for cell in line}
    for kind, every in _HEADINGS.items():
        if any(wanted <= have for wanted in every):
            return kind
    if any(_DISTRICTS.match(cell) for cell in have):
        return LOOKUP
    if any(_ETHNIC.match(cell) for cell in have) and "Observation" in have:
        return mapping.CENSUS
    return None


def read(content: Content) -> ListRead:
    """
    The list that a file is.

    Errors: BadInput naming the row: a code that no area has, a line that stands twice, or nothing under the headings.
    """
    sheets = _sheets(content)
    if not any(any(cell.strip() for cell in line) for sheet in sheets for line in sheet.lines):
        raise BadInput("there is no row beneath the headings. Download the file again.", file=content.name)
    kind = sheets[0].kind
    if kind == NEIGHBOURS:
        return _neighbours(content, sheets[0])
    if kind == mapping.CENSUS:
        return _ethnic_groups(content, sheets[0])
    return _plain(content, kind, sheets)


def _neighbours(content: Content, sheet: _Sheet) -> ListRead:
    at = {int(m[1]): i for i, h in enumerate(sheet.headings) if (m := _NEIGHBOUR.match(h.strip()))}
    rows: dict[str, list] = {"row": [], "la_code": [], "position": [], "neighbour": [], "closeness": []}
    missing = 0
    for number, line in enumerate(sheet.lines, start=sheet.first):
        la_code = line[0].strip() if line else ""
        if not la_code:
            # The words above the abolished authorities, and the empty lines around them.
            continue
        _known(content, number, sheet.headings[0], la_code)
        for position, index in sorted(at.items()):
            neighbour = line[index].strip() if index < len(line) else ""
            if SYMBOLS.get(neighbour) is Status.MISSING:
                missing += 1
                continue
            _known(content, number, sheet.headings[index], neighbour)
            closeness = line[index + 1].strip().capitalize() if index + 1 < len(line) else ""
            for name, value in zip(rows, (number, la_code, position, neighbour, closeness), strict=True):
                rows[name].append(value)
    table = pa.table(rows)
    refuse_duplicates(content.name, table, ("la_code", "position"), "the same authority")
    read_lines = sum(1 for line in sheet.lines if line and line[0].strip())
    counted = Counted(read_lines, read_lines * len(at), table.num_rows, {"missing": missing} if missing else {})
    having = set(rows["la_code"])
    model = next((model for la_code, model in _MODELS if la_code in having), OLDEST_MODEL)
    return ListRead(NEIGHBOURS, model, table.drop_columns(["row"]), counted)


def _known(content: Content, row: int, heading: str, la_code: str) -> None:
    if la_code not in by_la_code():
        raise BadInput("no authority has this number. Check the file, or ask for a newer Sightline.",
                       file=content.name, row=row, column=heading, value=la_code)  # fmt: skip


def _ethnic_groups(content: Content, sheet: _Sheet) -> ListRead:
    """Residents by ethnic group, as values: of England's areas with their numbers, of Welsh ones by ONS code alone."""
    rows: dict[str, list] = {name: [] for name in ("row", "filters", "level", "la_code", "area_code", "text")}
    for number, line in enumerate(sheet.lines, start=sheet.first):
        if not any(line):
            continue
        area = by_area_code().get(line[0])
        if area is None and not re.fullmatch(r"W\d{8}", line[0]):
            raise BadInput("no area has this code. Check the file, or ask for a newer Sightline.", file=content.name,
                           row=number, column=sheet.headings[0], value=line[0])  # fmt: skip
        level = area.level if area else NATIONAL if line[0].startswith("W92") else AUTHORITY
        group = f'{{"{sheet.headings[2]}":"{line[2]}","{sheet.headings[3]}":"{line[3]}"}}'
        for name, value in zip(
            rows, (number, group, level, area.la_code if area else "", line[0], line[4]), strict=True
        ):
            rows[name].append(value)
    count = len(rows["row"])
    cells = pa.table(
        {
            **rows,
            "row": pa.array(rows["row"], pa.int32()),
            "indicator": ["Observation"] * count,
            "period": ["2021"] * count,
            "time_identifier": ["Census day"] * count,
            "year": pa.array([2021] * count, pa.int16()),
        }
    )
    refuse_duplicates(content.name, cells, ("area_code", "filters"), "the same area and group")
    table, counted = typed(content.name, cells, rows=count, count=count)
    return ListRead(mapping.CENSUS, "2021", table, counted)


def _plain(content: Content, kind: str, sheets: list[_Sheet]) -> ListRead:
    """A list kept as it is, in long form: sheet, row, heading and word of every cell."""
    long: dict[str, list] = {"sheet": [], "row": [], "column": [], "text": []}
    cells = missing = lines = 0
    for sheet in sheets:
        if sheet.kind != kind:
            continue
        for number, line in enumerate(sheet.lines, start=sheet.first):
            if not any(cell.strip() for cell in line):
                continue
            lines += 1
            _check_code(content, kind, sheet, number, line)
            for heading, cell in zip(sheet.headings, line, strict=False):
                cells += 1
                if not cell.strip():
                    missing += 1
                    continue
                for name, value in zip(long, (sheet.name, number, heading, cell), strict=True):
                    long[name].append(value)
    counted = Counted(lines, cells, len(long["row"]), {"missing": missing} if missing else {})
    return ListRead(kind, _vintage(content, kind, long), pa.table(long), counted)


_CODE_COLUMN = {CODES: "LA Number", INSPECTIONS: "Local authority area code"}
_LEVELS_OF_CODES = (NATIONAL, REGIONAL, AUTHORITY)


def _check_code(content: Content, kind: str, sheet: _Sheet, number: int, line: list[str]) -> None:
    heading = _CODE_COLUMN.get(kind) or next((h for h in sheet.headings if re.match(r"UTLA\d\dCD$", h)), None)
    if heading is None or heading not in sheet.headings:
        return
    code = line[sheet.headings.index(heading)].strip()
    # Wales, and the tool's England of former years, whose number is 1000.
    if re.fullmatch(r"W\d{8}|1000", code):
        return
    if code not in (by_la_code() if kind == CODES else by_area_code()):
        raise BadInput("no area has this code. Check the file, or ask for a newer Sightline.", file=content.name,
                       row=number, column=heading, value=code or "(empty)")  # fmt: skip


def _vintage(content: Content, kind: str, long: dict[str, list]) -> str:
    if kind == LOOKUP:
        return next((f"20{m[1]}" for h in long["column"] if (m := _DISTRICTS.match(h))), "")
    if kind == DICTIONARY:
        days = [int(t) for h, t in zip(long["column"], long["text"], strict=True) if h == "Last Update" and t.isdigit()]
        # Days as a workbook counts them.
        return (date(1899, 12, 30) + timedelta(days=max(days))).strftime("%Y-%m") if days else ""
    if kind == INSPECTIONS:
        published = [t for h, t in zip(long["column"], long["text"], strict=True) if h == "Publication date"]
        return max(published, default="")[:10]
    return ""
