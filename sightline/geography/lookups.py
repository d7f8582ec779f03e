"""
Which area a postcode lies in, and how many children live in an area: two tables that the user imports.

    workspace/boundaries/postcodes.parquet    postcode (capitals, no blanks), ward, district
    workspace/boundaries/residents.parquet    area (a ward's or district's code), year (mid-year), residents (0 to 17)
"""

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from sightline.errors import BadInput, BadUsage
from sightline.geography.areas import FOLDER, manifest, open_areas, write_manifest, write_whole

POSTCODES, RESIDENTS = "postcodes", "residents"
POSTCODE_SCHEMA = pa.schema([("postcode", pa.string()), ("ward", pa.string()), ("district", pa.string())])
RESIDENT_SCHEMA = pa.schema([("area", pa.string()), ("year", pa.int32()), ("residents", pa.int64())])
OLDEST_CHILD = 17
# Headings of the ONS Postcode Directory, of its lookups, and plain ones.
_HEADINGS = {
    "postcode": r"pcds?|pcd[278]|postcode",
    "ward": r"osward|wd\d\dcd|ward(_?code)?|admin_ward(_?code)?",
    "district": r"oslaua|laua|lad\d\dcd|ltla\d\dcd|district(_?code)?|admin_district(_?code)?",
    "area": r"(area|ward|district)(_?code)?|wd\d\dcd|lad\d\dcd|code",
    "year": r"year|mid_?year",
    "residents": r"children|residents|population|value|count",
    "age": r"age",
}
# The ONS's codes for 'no ward', such as that of the Channel Islands.
_PSEUDO = "999999"


@dataclass(frozen=True)
class LookupSource:
    """Where a lookup comes from: file, SHA-256, when it was imported, and its rows."""

    source: str
    sha256: str
    imported_at: str
    rows: int


def import_postcodes(workspace: Path, file: Path, *, now: datetime | None = None) -> LookupSource:
    """
    Keeps which ward and district each postcode lies in (a CSV such as the ONS Postcode Directory).

    Where the file names no districts they are those of the wards' boundaries. Postcodes in no ward are left out.
    Errors: BadInput for a file without postcode and ward, or with a postcode in two wards.
    """
    held, digest = _read(file, {"postcode": True, "ward": True, "district": False})
    postcode = pc.utf8_upper(pc.replace_substring_regex(held["postcode"], r"\s", ""))
    ward, district = _code(held["ward"]), _code(held["district"]) if "district" in held.column_names else None
    if district is None:
        wards = open_areas(workspace, "ward")
        of_ward = {area.code: area.district for area in wards.areas} if wards else {}
        district = pa.array([of_ward.get(code) for code in ward.to_pylist()], pa.string())
    rows = pa.table([postcode, ward, district], schema=POSTCODE_SCHEMA)
    rows = rows.filter(pc.and_(pc.greater(pc.utf8_length(rows["postcode"]), 0), pc.is_valid(rows["ward"])))
    rows = rows.group_by(rows.column_names).aggregate([]).sort_by("postcode")
    if not rows.num_rows:
        raise BadInput("names no ward for any postcode.", file=file.name)
    times = pc.value_counts(rows["postcode"])
    doubled = pc.struct_field(times, "values").filter(pc.greater(pc.struct_field(times, "counts"), 1))
    if len(doubled):
        raise BadInput(f"{len(doubled):,} postcodes are in two wards, such as {doubled[0]}.", file=file.name)
    return _keep(workspace, POSTCODES, rows.select(POSTCODE_SCHEMA.names), file, digest, now)


def import_residents(workspace: Path, file: Path, *, now: datetime | None = None) -> LookupSource:
    """
    Keeps how many children of 0 to 17 live in each area (a CSV: area code, mid-year, children).

    With a column `age` the rows of 0 to 17 are added up. An area of one level need not be told at the other: districts
    are the sum of their wards where they are not in the file.
    Errors: BadInput for a file without these columns, a number that is none, or an area told twice for a year.
    """
    held, digest = _read(file, {"area": True, "year": True, "residents": True, "age": False})
    numbers = {name: _whole(held[name], name, file) for name in held.column_names if name != "area"}
    area = _code(held["area"])
    if area.null_count:
        row = pc.index(pc.is_null(area), True).as_py() + 2
        raise BadInput("has no area code.", file=file.name, row=row)
    rows = pa.table([area, numbers["year"], numbers["residents"]], schema=RESIDENT_SCHEMA)
    if "age" in numbers:
        rows = rows.filter(pc.less_equal(numbers["age"], OLDEST_CHILD))
        rows = rows.group_by(["area", "year"]).aggregate([("residents", "sum")]).rename_columns(RESIDENT_SCHEMA.names)
    told = rows.group_by(["area", "year"]).aggregate([("residents", "count")])
    twice = told.filter(pc.greater(told["residents_count"], 1))
    if twice.num_rows:
        raise BadInput(f"area {twice['area'][0]} is told twice for {twice['year'][0]}.", file=file.name)
    return _keep(workspace, RESIDENTS, rows.cast(RESIDENT_SCHEMA).sort_by([("area", "ascending")]), file, digest, now)


def lookup_source(workspace: Path, name: str) -> LookupSource | None:
    """Where a lookup (`postcodes` or `residents`) comes from; None where none was imported."""
    told = manifest(workspace)["lookups"].get(name)
    return LookupSource(**told) if told else None


def lookup_file(workspace: Path, name: str) -> Path | None:
    """The lookup's Parquet file, or None where none was imported."""
    file = workspace / FOLDER / f"{name}.parquet"
    return file if file.exists() else None


def digest_of_lookups(workspace: Path) -> str:
    """Changes with the lookups: what was measured with others is measured again."""
    return " ".join(source.sha256 for name in (POSTCODES, RESIDENTS) if (source := lookup_source(workspace, name)))


def _read(file: Path, wanted: dict[str, bool]) -> tuple[pa.Table, str]:
    """The columns that we know by their headings, as text under our names; and the file's SHA-256."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise BadInput("there is no such file.", file=str(file))
    headings = _headings(content, file)
    found = {
        name: next((h for h in headings if re.fullmatch(_HEADINGS[name], h.strip(), re.I)), None) for name in wanted
    }
    if missing := [name for name, needed in wanted.items() if needed and found[name] is None]:
        raise BadUsage(
            f"{file.name}: no column for {' and '.join(missing)}. The columns are: {', '.join(headings[:20])}. Rename "
            f"the right one '{missing[0]}'."
        )
    columns = {name: heading for name, heading in found.items() if heading is not None}
    options = csv.ConvertOptions(
        include_columns=list(columns.values()),
        column_types=dict.fromkeys(columns.values(), pa.string()),
        strings_can_be_null=True,
    )
    try:
        table = csv.read_csv(io.BytesIO(content), convert_options=options)
    except pa.ArrowInvalid as error:
        raise BadInput(f"can't be read as CSV: {str(error).split('.')[0]}.", file=file.name)
    return table.rename_columns(list(columns)), hashlib.sha256(content).hexdigest()


def _headings(content: bytes, file: Path) -> Sequence[str]:
    try:
        first = content[:65536].decode("utf-8-sig").splitlines()[0]
    except (UnicodeDecodeError, IndexError):
        raise BadInput("is not UTF-8 text with a row of headings.", file=file.name)
    return [heading.strip().strip('"') for heading in first.split(",")]


def _code(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Codes without blanks; nothing where there is none, or one that stands for none."""
    text = pc.utf8_trim_whitespace(column)
    is_none = pc.or_kleene(pc.equal(text, ""), pc.ends_with(text, _PSEUDO))
    return pc.if_else(pc.fill_null(is_none, True), pa.scalar(None, pa.string()), text)


def _whole(column: pa.ChunkedArray, name: str, file: Path) -> pa.ChunkedArray:
    text = pc.replace_substring(pc.utf8_trim_whitespace(column), ",", "")
    is_number = pc.fill_null(pc.match_substring_regex(text, r"^\d{1,9}$"), False)
    if not pc.all(is_number).as_py():
        place = pc.index(is_number, False).as_py()
        value = column[place].as_py()
        raise BadInput("is not a whole number.", file=file.name, row=place + 2, column=name, value=str(value))
    return pc.cast(text, pa.int64())


def _keep(workspace: Path, name: str, rows: pa.Table, file: Path, digest: str, now: datetime | None) -> LookupSource:
    written = io.BytesIO()
    pq.write_table(rows, written, compression="zstd")
    write_whole(workspace / FOLDER / f"{name}.parquet", written.getvalue())
    source = LookupSource(file.name, digest, (now or datetime.now()).isoformat(timespec="seconds"), rows.num_rows)
    held = manifest(workspace)
    held["lookups"][name] = asdict(source)
    write_manifest(workspace, held)
    return source
