"""
Files of separated values, whatever wrote them: any common encoding, separator and line end.

A tidy file goes through PyArrow's reader. One whose lines and rows don't tally (blank lines, line breaks inside
quotes, ragged rows) goes through Python's, which knows which line a row stands on.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from sightline.dataset.typing import FILE, ROW, SHEET, SPILLED
from sightline.errors import BadInput

csv.field_size_limit(2**31 - 1)
SEPARATORS = ",\t;|"
_BLOCK = 1 << 24


@dataclass(frozen=True)
class Sheet:
    """
    Rows of texts below one row of headings.

    `headings`: as written, in order. `rows`: a column of text per heading (named by its position) beside the
    place columns. Rows that are blank throughout are not rows.
    """

    headings: list[str]
    rows: pa.Table


def read_text(path: Path) -> bytes:
    """The file's content as UTF-8 without a byte-order mark. Raises BadInput for a file that is no text."""
    content = path.read_bytes()
    if not content.strip():
        raise BadInput("the file is empty. Export it again.", file=path.name)
    return as_utf8(content, path.name)


def as_utf8(content: bytes, name: str) -> bytes:
    """`content` in UTF-8, from UTF-8, UTF-16 or Windows-1252, each with or without its byte-order mark."""
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
    encodings = ["utf-8"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content[:4096]:
        # Latin letters in UTF-16 have a zero on one side: the second byte when the low byte comes first.
        encodings = ["utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"]
    else:
        encodings.append("cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text[:4096]:
            break
        return content if encoding == "utf-8" else text.encode()
    raise BadInput("not a text file. Export it as CSV (UTF-8) again.", file=name)


def read_delimited(path: Path) -> Sheet:
    """
    The rows of a separated-values file whose first filled line holds the headings.

    Errors: BadInput for a file that is empty, not text, or has a quotation mark that is never closed.
    """
    content = read_text(path)
    separator = separator_of(content)
    try:
        tidy = _read_tidily(content, separator, path.name)
    except pa.ArrowException:
        tidy = None
    if tidy is not None:
        return tidy
    lines = read_lines(content, separator, path.name)
    if not lines:
        raise BadInput("the file is empty. Export it again.", file=path.name)
    return sheet_of(lines, 0, path.name, None)


def read_lines(content: bytes, separator: str, name: str) -> list[tuple[int, list[str]]]:
    """Every filled row with the number of its line, cells as written."""
    reader = csv.reader(io.StringIO(content.decode(), newline=""), delimiter=separator, strict=True)
    rows, begins = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        why = "a quotation mark is opened and never closed" if "unexpected end" in str(error) else str(error)
        raise BadInput(f"{why}. Export the file again.", file=name, row=begins)
    return rows


def sheet_of(lines: list[tuple[int, list[str]]], header: int, name: str, sheet: str | None) -> Sheet:
    """The rows below the row at position `header`; cells that spill past the headings are kept apart."""
    headings = [heading.strip(" \u00a0\ufeff") for heading in lines[header][1]]
    while headings and not headings[-1]:
        headings.pop()
    width, body = len(headings), lines[header + 1 :]
    padded = [cells[:width] + [""] * (width - len(cells)) for _, cells in body]
    columns = [pa.array(column, pa.string()) for column in zip(*padded, strict=True)] if padded else []
    columns = columns or [pa.array([], pa.string()) for _ in headings]
    spilled = [" ".join(c for c in cells[width:] if c.strip()) or None for _, cells in body]
    rows = pa.table(columns, names=[str(n) for n in range(width)])
    rows = placed(rows, name, sheet, pa.array([number for number, _ in body], pa.int64()))
    if any(spilled):
        rows = rows.append_column(SPILLED, pa.array(spilled, pa.string()))
    return Sheet(headings, rows)


def placed(rows: pa.Table, file: str, sheet: str | None, numbers: pa.Array) -> pa.Table:
    """The rows with where each stood: the file, the sheet, and the number of the row."""
    count = rows.num_rows
    for column, text in ((FILE, file), (SHEET, sheet)):
        repeated = pa.DictionaryArray.from_arrays(
            pa.repeat(pa.scalar(0, pa.int8()), count), pa.array([text], pa.string())
        )
        rows = rows.append_column(column, repeated)
    return rows.append_column(ROW, numbers)


def counted(first: int, count: int) -> pa.Array:
    """Row numbers from `first`."""
    return pa.arange(first, first + count)


def separator_of(content: bytes) -> str:
    head = content.lstrip()[:65536].split(b"\n", 1)[0].decode(errors="replace")
    return max(SEPARATORS, key=lambda s: (head.count(s), s == ","))


def _read_tidily(content: bytes, separator: str, name: str) -> Sheet | None:
    """The sheet when every line is one row of as many cells as there are headings, else None."""
    head, _, body = content.partition(b"\n")
    if not head.strip() or b"\r" in head.removesuffix(b"\r") or head.count(b'"') % 2:
        return None
    headings = next(csv.reader([head.decode().rstrip("\r")], delimiter=separator))
    names = [str(n) for n in range(len(headings))]
    if not body.strip():
        columns = [pa.array([], pa.string()) for _ in names]
        return Sheet(
            [h.strip(" \u00a0\ufeff") for h in headings],
            placed(pa.table(columns, names=names), name, None, counted(2, 0)),
        )
    rows = pa_csv.read_csv(
        pa.BufferReader(body),
        read_options=pa_csv.ReadOptions(column_names=names, block_size=_BLOCK),
        parse_options=pa_csv.ParseOptions(delimiter=separator, newlines_in_values=False, ignore_empty_lines=False),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
    lines = body.count(b"\n") + (not body.endswith(b"\n"))
    if lines != rows.num_rows or (b"\r" in body and body.count(b"\r\n") != body.count(b"\r")):
        return None
    rows = placed(rows, name, None, counted(2, rows.num_rows))
    first_blank = pc.equal(pc.utf8_trim_whitespace(rows.column("0")), "")
    if len(names) > 1 and pc.any(first_blank).as_py():
        blank = first_blank
        for column in names[1:]:
            blank = pc.and_(blank, pc.equal(pc.utf8_trim_whitespace(rows.column(column)), ""))
        rows = rows.filter(pc.invert(blank))
    return Sheet([h.strip(" \u00a0\ufeff") for h in headings], rows)


def read_headings(path: Path) -> list[str]:
    """The headings of a separated-values file: the cells of its first filled line."""
    with path.open("rb") as file:
        head = file.read(1 << 20)
    if not head.strip():
        raise BadInput("the file is empty. Export it again.", file=path.name)
    content = as_utf8(_whole_lines(head), path.name)
    line = content.lstrip(b"\r\n\t ,").splitlines()[:1] or [b""]
    cells = next(csv.reader([line[0].decode(errors="replace")], delimiter=separator_of(content)), [])
    return [cell.strip(" \u00a0\ufeff") for cell in cells]


def _whole_lines(head: bytes) -> bytes:
    """`head` cut at its last line end, so that no character is cut in two; two bytes a letter stay in step."""
    if len(head) < 1 << 20:
        return head
    cut = head.rfind(b"\n")
    cut = cut if cut > 0 else len(head) - 4
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:4096]:
        return head[: cut - cut % 2]
    return head[:cut]
