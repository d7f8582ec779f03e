"""Ofsted's lists of children's homes, social care providers and supported accommodation as the table provider_info."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from sightline.dataset.authorities import authority_called
from sightline.errors import BadInput, BadUsage
from sightline.returns.schema import SSDA903
from sightline.returns.submission import LINE, stored
from sightline.sources.workbook import Grid, read_workbook

# Headings by year of the list, folded; the first that a sheet has is taken.
_HEADINGS = {
    "URN": ("urn",),
    "LA_NAME": ("setting local authority", "local authority", "provider local authority"),
    "PLACE_CODES": ("provider placement code", "placement code"),
    "PROVIDER_CODES": ("placement provider code", "provider code"),
    "REG_END": ("closed date", "deregistration date"),
    "POSTCODE": ("setting address postcode", "setting postcode", "provider postcode"),
}
_NEEDED = ("URN", "LA_NAME", "POSTCODE")
# Supported accommodation is of one placement type, and private unless its row says otherwise (DfE, 2024/25 on).
_SUPPORTED, _SUPPORTED_TYPE, _SUPPORTED_PROVIDER = "supported accom", "K3", "PR4"


def read_providers(paths: Sequence[Path]) -> pa.Table:
    """
    The providers of one or more workbooks, a row each, every sheet that lists providers included.

    Errors: BadInput for a file that is missing, broken, or lists no provider.
    """
    rows: list[dict[str, Any]] = []
    for path in paths:
        if not path.is_file():
            raise BadInput("there is no such file.", file=str(path))
        found = [row for grid in read_workbook(path) for row in _providers(grid)]
        if not found:
            wanted = "URN, Local authority and Setting address postcode"
            raise BadInput(f"no sheet lists providers: none has the columns {wanted}.", file=path.name)
        rows += found
    return stored(SSDA903, "provider_info", rows, ", ".join(p.name for p in paths))


def _providers(grid: Grid) -> list[dict[str, Any]]:
    if not grid.lines:
        return []
    headings = [" ".join(cell.casefold().split()) for cell in grid.lines[0][1]]
    at = {
        column: headings.index(name)
        for column, names in _HEADINGS.items()
        if (name := next((n for n in names if n in headings), None)) is not None
    }
    if not all(column in at for column in _NEEDED):
        return []
    is_supported = grid.name.strip().casefold().startswith("sa ")
    return [_provider(number, cells, at, headings, is_supported) for number, cells in grid.lines[1:]]


def _provider(
    line: int, cells: list[str], at: dict[str, int], headings: list[str], is_supported: bool
) -> dict[str, Any]:
    row: dict[str, Any] = {LINE: line, **{column: cells[place].strip() for column, place in at.items()}}
    kind = cells[headings.index("provider type")] if "provider type" in headings else ""
    if is_supported or kind.strip().casefold().startswith(_SUPPORTED):
        row["PLACE_CODES"] = _SUPPORTED_TYPE
        row["PROVIDER_CODES"] = row.get("PROVIDER_CODES") or _SUPPORTED_PROVIDER
    row["REG_END"] = _day(row.get("REG_END", ""))
    row["LA_CODE"] = _la_code(row["LA_NAME"])
    return row


def _day(text: str) -> str:
    """A sheet's day the way the return writes days; a dash or a word, which says that none is known, is blank."""
    try:
        return f"{date.fromisoformat(text[:10]):%d/%m/%Y}"
    except ValueError:
        return text if SSDA903.day(text) else ""


def _la_code(name: str) -> str | None:
    try:
        return authority_called(name).la_code
    except BadUsage:
        return None
