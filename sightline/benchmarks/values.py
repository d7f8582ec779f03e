"""
Published values as one tidy, long table: indicator, filters, period, area, and a value or the reason for none.

Every reader brings its cells here as texts. Each becomes a number or a named state and nothing else, so that
cells read = values + named missing states, always.
"""

import re
from dataclasses import dataclass

import pyarrow as pa

from sightline.benchmarks.areas import AUTHORITY, NATIONAL, REGIONAL, Area, by_area_code
from sightline.benchmarks.statuses import SYMBOLS
from sightline.dataset.database import scratch
from sightline.errors import BadInput, SightlineError

# What a reader brings, besides `row`: all texts but the year.
CELL_COLUMNS = ("indicator", "filters", "period", "time_identifier", "year", "level", "la_code", "area_code", "text")

_STATES = " ".join(f"WHEN '{symbol}' THEN '{status.value}'" for symbol, status in SYMBOLS.items())
# A time in years and months, such as 01:03, is fifteen months.
_TYPED = rf"""
    SELECT row, indicator, filters, period, time_identifier, year, level, la_code, area_code, text,
        CASE WHEN isfinite(number) THEN number
             WHEN number IS NULL AND regexp_full_match(text, '\d{{1,2}}:\d{{2}}')
             THEN 12 * cast(split_part(text, ':', 1) AS INTEGER) + cast(split_part(text, ':', 2) AS INTEGER)
        END AS value,
        CASE WHEN value IS NOT NULL THEN 'ok' ELSE CASE trim(coalesce(text, '')) {_STATES} END END AS status
    FROM (SELECT *, try_cast(text AS DOUBLE) AS number FROM cells)
"""


@dataclass(frozen=True)
class Counted:
    """
    What became of one file's cells: cells = values + missing, by state. Errors: SightlineError where they differ.
    """

    rows: int
    cells: int
    values: int
    missing: dict[str, int]

    def __post_init__(self):
        if self.cells != self.values + sum(self.missing.values()):
            raise SightlineError(
                f"{self.cells} cells were read but {self.values} values and {sum(self.missing.values())} missing ones "
                "kept. This is a fault of Sightline; nothing was changed."
            )


def typed(file: str, cells: pa.Table, *, rows: int, count: int) -> tuple[pa.Table, Counted]:
    """
    The cells with `value` and `status`, and what became of them; `rows` and `count` are what the file holds.

    Errors: BadInput for a text that is neither a number nor a symbol.
    """
    with scratch() as connection:
        connection.register("cells", cells)
        table = connection.execute(_TYPED).to_arrow_table()
        connection.register("typed", table)
        unknown = connection.execute(
            "SELECT row, indicator, text FROM typed WHERE status IS NULL ORDER BY row LIMIT 1"
        ).fetchone()
        if unknown:
            raise BadInput(
                f"this is neither a number nor a symbol that is known ({', '.join(s for s in SYMBOLS if s)}). "
                "Ask who published it what it means.",
                file=file, row=unknown[0], column=unknown[1], value=unknown[2],
            )  # fmt: skip
        states = dict(connection.execute("SELECT status, count(*) FROM typed GROUP BY 1 ORDER BY 1").fetchall())
    values = states.pop("ok", 0)
    return table.drop_columns(["row"]), Counted(rows, count, values, states)


def refuse_duplicates(file: str, keys: pa.Table, names: tuple[str, ...], what: str) -> None:
    """Errors: BadInput where two rows have the same key, naming the second row and the first."""
    columns = ", ".join(f'"{name}"' for name in names)
    with scratch() as connection:
        connection.register("keys", keys)
        twice = connection.execute(
            f"SELECT min(row), max(row) FROM keys GROUP BY {columns} HAVING count(*) > 1 ORDER BY 2 LIMIT 1"
        ).fetchone()
    if twice:
        raise BadInput(f"{what} stands twice: in row {twice[0]} and here. Ask who published it.", file=file,
                       row=twice[1])  # fmt: skip


_LABEL = re.compile(r"(\d{4})(?:[-/](\d{2,4}))?(?:-(\d{2})/(\d{2}))?(?: \((.+)\))?$")


def year_of(period: str) -> int | None:
    """
    The year in which a period ends: 2024, 202425, 2024/25, 2014-16, 2013/14-15/16, 2023 (Rev). None where it is none.
    """
    if re.fullmatch(r"\d{6}", period):
        return int(period[:4]) + 1 if int(period[4:]) == (int(period[:4]) + 1) % 100 else None
    found = _LABEL.match(period)
    if not found or not 1990 <= int(found[1]) <= 2100:
        return None
    last = found[4] or found[2]
    return int(found[1]) if last is None else int(last) if len(last) == 4 else int(found[1][:2] + last)


def known_area(level: str, la_code: str, area_code: str) -> Area | None:
    """The area that a row's codes name, each part of a joint row (`314 / 318`) being known; None where one is not."""
    if level == AUTHORITY:
        pairs = list(zip(la_code.split(" / "), area_code.split(" / "), strict=False))
        found = [by_area_code().get(b) for _a, b in pairs]
        if len(la_code.split(" / ")) != len(area_code.split(" / ")):
            return None
        return found[0] if all(f and f.la_code == a for f, (a, _b) in zip(found, pairs, strict=True)) else None
    area = by_area_code().get(area_code)
    return area if area and area.level == level else None


LEVELS = {"National": NATIONAL, "Regional": REGIONAL, "Local authority": AUTHORITY}


def series_of(table: pa.Table) -> list[dict]:
    """What can be looked up: each indicator with its filters (JSON), its years and the levels that have it."""
    with scratch() as connection:
        connection.register("typed", table)
        found = connection.execute(
            "SELECT indicator, filters, list(DISTINCT year ORDER BY year), list(DISTINCT level ORDER BY level) "
            "FROM typed WHERE year IS NOT NULL GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    return [{"indicator": i, "filters": f, "years": years, "levels": levels} for i, f, years, levels in found]
