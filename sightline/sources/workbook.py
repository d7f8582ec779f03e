"""
Excel workbooks as rows of texts, opened with care.

A workbook is a ZIP of XML: before it is read, its declared sizes, its corners and its cells without values are
looked at, because a small file can claim to be an enormous one.
"""

import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path, PurePosixPath

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

from sightline.errors import BadInput
from sightline.sources.xml_files import hardened_parser

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# Generous for an inspection workbook, small for a memory: uncompressed bytes, how often smaller the file may be
# than its content, and cells of one sheet.
LARGEST_CONTENT = 1_000_000_000
LARGEST_RATIO = 300
LARGEST_SHEET = 20_000_000
_CORNER = re.compile(rb'<c\b[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA = re.compile(
    rb'<c\b[^>]*\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


@dataclass(frozen=True)
class Grid:
    """One sheet: its name, its filled rows with their numbers, and the cells whose formula has no stored value."""

    name: str
    lines: list[tuple[int, list[str]]]
    unvalued: list[str]


# What zipfile and lxml raise for an archive that is cut off, encrypted, packed in an unknown way or not a workbook.
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    etree.XMLSyntaxError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)


def is_workbook(head: bytes) -> bool:
    """Whether a file's first bytes are those of a workbook, of this century or the last."""
    return head.startswith((_ZIP, _OLE))


def read_workbook(path: Path) -> list[Grid]:
    """
    Every sheet of an .xlsx workbook as texts.

    Errors: BadInput for a file that is broken, protected, of the old format, or a bomb.
    """
    with path.open("rb") as file:
        if file.read(4) == _OLE:
            raise BadInput(
                "the workbook is password-protected or in the old .xls format. Save it as .xlsx without a password.",
                file=path.name,
            )
    unvalued = _inspect(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            return [
                Grid(
                    name, _lines(book.get_sheet_by_name(name).to_python(skip_empty_area=False)), unvalued.get(name, [])
                )
                for name in book.sheet_names
            ]
    except PasswordError:
        raise BadInput("the workbook is password-protected. Save it without a password.", file=path.name)
    except (CalamineError, ZipError, XmlError, OSError, ValueError, KeyError) as error:
        raise _broken(path, error)
    except BaseException as error:
        # The Rust reader reports its own faults as a panic, which is no ordinary exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _broken(path, error)


def _broken(path: Path, error: BaseException) -> BadInput:
    return BadInput(f"the workbook is broken ({str(error)[:80]}). Open it in Excel and save it again.", file=path.name)


def _lines(rows: Sequence[Sequence[object]]) -> list[tuple[int, list[str]]]:
    lines = [(number, [_text(cell) for cell in row]) for number, row in enumerate(rows, start=1)]
    return [line for line in lines if any(cell.strip(" \u00a0") for cell in line[1])]


def _text(cell: object) -> str:
    """A cell as the text that a person would type: Excel holds every number as a fraction."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)


def _inspect(path: Path) -> dict[str, list[str]]:
    """Refuses bombs, and finds by sheet the cells whose formula has no stored value."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = archive.infolist()
            content = sum(entry.file_size for entry in sizes)
            if content > LARGEST_CONTENT or (content > 10_000_000 and content > LARGEST_RATIO * path.stat().st_size):
                raise BadInput(
                    f"the workbook unpacks to {content:,} bytes, far more than an inspection workbook. "
                    "Ask who sent it.",
                    file=path.name,
                )
            # A member that holds more than it declares, or is damaged, is found before another reader meets it.
            if damaged := archive.testzip():
                raise _broken(path, ValueError(f"'{damaged}' is damaged"))
            return {name: _inspect_sheet(path, archive.read(member)) for name, member in _members(archive).items()}
    except _DAMAGED as error:
        raise _broken(path, error)


def _members(archive: zipfile.ZipFile) -> dict[str, str]:
    """The archive's member of each sheet, by the sheet's name."""
    book = etree.fromstring(archive.read("xl/workbook.xml"), hardened_parser())
    links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), hardened_parser())
    targets = {link.get("Id"): link.get("Target") or "" for link in links}
    members = {}
    for sheet in book.iter("{*}sheet"):
        target = next((targets.get(v, "") for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        member = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        if member in archive.namelist():
            members[sheet.get("name", "")] = member
    return members


def _inspect_sheet(path: Path, content: bytes) -> list[str]:
    corners = _CORNER.findall(content)
    # Row and column are looked at apart: a sheet is as wide as its widest row in every row.
    rows = max((int(row) for _, row in corners), default=0)
    columns = max((_column_number(letters) for letters in {letters for letters, _ in corners}), default=0)
    if rows * columns > LARGEST_SHEET:
        raise BadInput(
            f"a sheet reaches to row {rows:,} and column {columns:,}. Delete the cells beyond the data "
            "and save it again.",
            file=path.name,
        )
    return [match.decode() for match in _FORMULA.findall(content)] if b"<f" in content else []


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(position: int) -> str:
    """The letters of a column by its position from 0: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
