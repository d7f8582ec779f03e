"""Small published files, written as the DfE writes them."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

HEADINGS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name"
)
PLACES = {
    "England": "National,E92000001,England,,,,,",
    "South West": "Regional,E92000001,England,E12000009,South West,,,",
    "Devon": "Local authority,E92000001,England,E12000009,South West,878,E10000008,Devon",
    "Cornwall": "Local authority,E92000001,England,E12000009,South West,908,E06000052,Cornwall",
    "Dorset to 2019": "Local authority,E92000001,England,E12000009,South West,835,E10000009,Dorset",
    "Dorset": "Local authority,E92000001,England,E12000009,South West,838,E06000059,Dorset",
    "Leeds": "Local authority,E92000001,England,E12000003,Yorkshire and The Humber,383,E08000035,Leeds",
}


def ees(columns: str, *rows: str) -> str:
    """A file's text: each row is `2024 Devon: Referrals and Re-referrals,100,20`."""
    lines = [f"{HEADINGS},{columns}"]
    for row in rows:
        key, cells = row.split(": ", 1)
        year, place = key.split(" ", 1)
        lines.append(f"{year},Reporting year,{PLACES[place]},{cells}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def put(tmp_path) -> Callable[..., Path]:
    """`put("name.csv", text)`: a file in a folder of its own; packed where its name ends in .gz."""

    def write(name: str, text: str) -> Path:
        file = tmp_path / "published" / name
        file.parent.mkdir(exist_ok=True)
        data = text.encode("utf-8")
        file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return file

    return write
