"""
The figures as a star schema, for Power BI, Excel and whatever else stands on top: one fact table and three around it.

    figure.parquet    measure, unit, month, window, numerator, denominator, value, status
    measure.parquet   each measure with its definition
    unit.parquet      each unit with its service area, locality and team
    month.parquet     each month with its quarter and financial year

Numerators and denominators add up over months and teams wherever the measure's do; `value` is of its own row alone.
"""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.engine.figure import Figure
from sightline.engine.measured import Slice
from sightline.judgement.cases import month_window
from sightline.measures.arithmetic import MONTHS_IN_A_YEAR
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Period, Window
from sightline.pages.organisation import Unit, UnitKind, slug
from sightline.pages.reading import Reading

LEVELS = {"service_area": UnitKind.SERVICE_AREA, "locality": UnitKind.LOCALITY, "team": UnitKind.TEAM}
TABLES = ("figure", "measure", "unit", "month")
# Three whole years and the month a year before each of the last twelve.
MONTHS = 37
FACTS = pa.schema(
    [
        ("measure", pa.dictionary(pa.int32(), pa.string())),
        ("unit", pa.dictionary(pa.int32(), pa.string())),
        ("month", pa.date32()),
        ("window", pa.dictionary(pa.int32(), pa.string())),
        ("numerator", pa.float64()),
        ("denominator", pa.float64()),
        ("value", pa.float64()),
        ("status", pa.dictionary(pa.int32(), pa.string())),
    ]
)
Progress = Callable[[int, int], None]


def star_folder(reading: Reading) -> Path:
    """Where the star of this version lies, once it is made."""
    return reading.workspace / "exports" / reading.name


def write_star(
    reading: Reading, progress: Progress | None = None, measures: Sequence[Measure] = tuple(CATALOGUE.values())
) -> Path:
    """
    Writes the star of this version, whole or not at all, and returns its folder; one that is there already is kept.

    Its months are the last `MONTHS`. `progress(done, of)` is told after each measure.
    """
    folder = star_folder(reading)
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = folder.parent / f".{folder.name}.{uuid.uuid4().hex[:6]}.partial"
    partial.mkdir()
    try:
        _write_facts(reading, partial / "figure.parquet", measures, progress)
        pq.write_table(pa.Table.from_pylist([_measure_row(m) for m in measures]), partial / "measure.parquet")
        units = [_unit_row(unit) for unit in reading.organisation.units.values()]
        pq.write_table(pa.Table.from_pylist(units), partial / "unit.parquet")
        pq.write_table(
            pa.Table.from_pylist([_month_row(m) for m in reading.measured.months[-MONTHS:]]), partial / "month.parquet"
        )
        try:
            os.rename(partial, folder)
        except OSError:
            # Somebody else's was done first; they are the same.
            if not folder.exists():
                raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def _write_facts(reading: Reading, path: Path, measures: Sequence[Measure], progress: Progress | None) -> None:
    with pq.ParquetWriter(path, FACTS, compression="zstd") as writer:
        for done, measure in enumerate(measures, 1):
            rows = list(_facts(reading, measure))
            if rows:
                writer.write_table(pa.Table.from_pylist(rows, FACTS))
            if progress:
                progress(done, len(measures))


def _facts(reading: Reading, measure: Measure) -> Iterator[dict]:
    """The measure's months (whole years where it has no months), whole and by each level of the organisation."""
    window = month_window(measure) or (Window.FINANCIAL_YEAR if Window.FINANCIAL_YEAR in measure.windows else None)
    months = tuple(
        month for month in reading.measured.months[-MONTHS:] if window and _is_period(reading, window, month)
    )
    if window is None or not months:
        return
    for figure in reading.figures(measure, Slice(window, months)):
        yield _fact(figure, reading.organisation.whole.key)
    for level, kind in LEVELS.items():
        keys = {unit.name: unit.key for unit in reading.organisation.of_kind(kind)}
        if level in measure.all_breakdowns:
            for figure in reading.figures(measure, Slice(window, months, (level,))):
                # What no unit of today has (no team, a team that is gone) is in the whole and keeps its name.
                yield _fact(figure, keys.get(figure.by[level], f"{kind.value}.{slug(figure.by[level])}"))


def _is_period(reading: Reading, window: Window, month: Month) -> bool:
    ends_year = window is not Window.FINANCIAL_YEAR or month.of_financial_year == MONTHS_IN_A_YEAR
    return ends_year and reading.reach.holds(Period(window, month))


def _fact(figure: Figure, unit: str) -> dict:
    numerator, denominator, value = (
        None if part is None else float(part) for part in (figure.numerator, figure.denominator, figure.value)
    )
    return {
        "measure": figure.measure.id,
        "unit": unit,
        "month": figure.period.last.start,
        "window": figure.period.window.value,
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "status": figure.status.value,
    }


def _measure_row(measure: Measure) -> dict:
    return {
        "measure": measure.id,
        "title": measure.title,
        "definition": measure.definition,
        "unit_of_measure": measure.unit.name,
        "good_is": measure.polarity.value,
        "source": measure.source,
        "also_known_as": "; ".join(measure.also_known_as),
    }


def _unit_row(unit: Unit) -> dict:
    members = dict(unit.where)
    return {
        "unit": unit.key,
        "kind": unit.kind.value,
        "name": unit.name,
        "service_area": members.get("service_area"),
        "locality": members.get("locality"),
        "team": members.get("team"),
    }


def _month_row(month: Month) -> dict:
    return {
        "month": month.start,
        "label": month.label,
        "quarter": (month.of_financial_year - 1) // 3 + 1,
        "financial_year": Period(Window.FINANCIAL_YEAR, month).label,
        "month_of_financial_year": month.of_financial_year,
    }
