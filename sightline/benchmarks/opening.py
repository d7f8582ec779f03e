"""A published file's content: unpacked, checked and known by its SHA-256, whatever it is called."""

import csv
import gzip
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import parquet
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

from sightline.benchmarks.library import stem_of
from sightline.errors import BadInput

_GZIP, _ZIP, _PARQUET = b"\x1f\x8b", b"PK\x03\x04", b"PAR1"
# No published file unpacks to more; a small file can claim to be an enormous one.
LARGEST_CONTENT = 1_000_000_000
SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx", ".ods")


@dataclass(frozen=True)
class Content:
    """
    One file: `name` as it is called, `sha256` of what it unpacks to (a file packed twice is the same file).

    `kind`: text, workbook or parquet.
    """

    name: str
    kind: str
    data: bytes
    sha256: str

    @property
    def stem(self) -> str:
        """The name without its endings: `bds_long_0` of `bds_long_0.parquet`."""
        return stem_of(self.name)

    @cached_property
    def headings(self) -> list[str]:
        """The first line of a text file, as headings."""
        head = self.data[:65536].split(b"\n", 1)[0]
        try:
            text = head.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput("the headings are not UTF-8 text. Download the file again.", file=self.name, row=1)
        return [heading.strip() for heading in next(csv.reader([text]), [])]

    @cached_property
    def lines(self) -> list[list[str]]:
        """Every line of a text file as cells, for lists of a few hundred lines."""
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = self.data.count(b"\n", 0, error.start) + 1
            raise BadInput("the text is not UTF-8. Download the file again.", file=self.name, row=row)
        return list(csv.reader(io.StringIO(text)))

    @cached_property
    def sheets(self) -> dict[str, list[list[str]]]:
        """Every sheet of a workbook as texts, by its name."""
        try:
            with CalamineWorkbook.from_filelike(io.BytesIO(self.data)) as book:
                return {
                    name: [
                        [_cell(c) for c in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                    ]
                    for name in book.sheet_names
                }
        except (CalamineError, PasswordError, XmlError, ZipError, OSError, ValueError, KeyError) as error:
            raise BadInput(f"the workbook can't be read ({str(error)[:80]}). Download it again.", file=self.name)


def _cell(cell: object) -> str:
    """A cell as a person would type it: workbooks hold every number as a fraction."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text.removesuffix(" 00:00:00")


def open_file(path: Path, name: str | None = None) -> Content:
    """
    Reads and unpacks one file.

    Errors: BadInput for a file that can't be read, is a broken gzip, or is none of the kinds that are published.
    """
    name = name or path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"the file can't be read ({error.strerror}).", file=name)
    if data.startswith(_GZIP) or name.lower().endswith(".gz"):
        data = _unpacked(name, data)
    if data.startswith(_PARQUET):
        kind = "parquet"
    elif data.startswith(_ZIP):
        kind = "workbook"
        _refuse_a_bomb(name, data)
    else:
        kind = "text"
    if not data.strip():
        raise BadInput("the file is empty. Download it again.", file=name)
    if kind == "text" and b"\x00" in data[:4096]:
        raise BadInput("the file is no CSV, workbook or Parquet file. Download it again.", file=name)
    return Content(name, kind, data, hashlib.sha256(data).hexdigest())


def _unpacked(name: str, data: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            content = packed.read(LARGEST_CONTENT + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"the gzip file can't be unpacked ({str(error)[:60]}). Download it again.", file=name)
    if len(content) > LARGEST_CONTENT:
        raise BadInput("the file unpacks to more than a gigabyte, which no published file does.", file=name)
    return content


def _refuse_a_bomb(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadInput(f"the workbook can't be read ({str(error)[:60]}). Download it again.", file=name)
    if size > LARGEST_CONTENT:
        raise BadInput("the workbook unpacks to more than a gigabyte, which no published file does.", file=name)


def text_table(content: Content) -> pa.Table:
    """
    A CSV file as texts, every column as it is headed, with `row`: the line's number, headings being row 1.

    Errors: BadInput naming the row that has more or fewer cells than there are headings.
    """
    headings = content.headings
    if twice := sorted({h for h in headings if headings.count(h) > 1}):
        raise BadInput("two columns have the same heading. Download the file again.", file=content.name, row=1,
                       column=twice[0])  # fmt: skip
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(content.data),
            read_options=arrow_csv.ReadOptions(column_names=headings, skip_rows=1, use_threads=False),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                column_types={heading: pa.string() for heading in headings}, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise _unreadable(content, str(error))
    if not table.num_rows:
        raise BadInput("there is no row beneath the headings. Download the file again.", file=content.name)
    return table.append_column("row", pa.array(range(2, table.num_rows + 2), pa.int32()))


def _unreadable(content: Content, said: str) -> BadInput:
    if "invalid UTF8" in said:
        return BadInput("the text is not UTF-8. Download the file again.", file=content.name)
    if "Empty CSV file" in said:
        return BadInput("there is no row beneath the headings. Download the file again.", file=content.name)
    # Row numbers of the reader are its own; a plain count finds the line.
    wanted = len(content.headings)
    for row, line in enumerate(content.lines, start=1):
        if line and len(line) != wanted:
            return BadInput(
                f"the row has {len(line)} cells, but there are {wanted} headings. Download the file again.",
                file=content.name,
                row=row,
            )
    return BadInput(f"the file can't be read as CSV ({said[:80]}). Download it again.", file=content.name)


def parquet_headings(content: Content) -> list[str]:
    """The headings of a Parquet file. Errors: BadInput for a broken file."""
    try:
        return list(parquet.read_schema(pa.BufferReader(content.data)).names)
    except (pa.ArrowException, OSError) as error:
        raise _broken_parquet(content, error)


def parquet_table(content: Content) -> pa.Table:
    """
    A Parquet file with `row`, its rows' numbers from 1.

    Errors: BadInput for a broken file.
    """
    try:
        table = parquet.read_table(pa.BufferReader(content.data))
    except (pa.ArrowException, OSError) as error:
        raise _broken_parquet(content, error)
    return table.append_column("row", pa.array(range(1, table.num_rows + 1), pa.int32()))


def _broken_parquet(content: Content, error: Exception) -> BadInput:
    return BadInput(f"the Parquet file can't be read ({str(error)[:60]}). Download it again.", file=content.name)
