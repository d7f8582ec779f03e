"""Filtering a list of records: which filters there are, what they leave, and how many each would."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from sightline.measures import breakdowns
from sightline.measures.breakdowns import AGE_BANDS
from sightline.measures.model import Measure
from sightline.pages.record_columns import PERSONAL, heading_of, said

# More members than this are a select, or no filter at all.
FEW, MANY = 12, 80
# Flags mostly say over again what a code says.
MOST_FLAGS = 2
BLANK = "not recorded"
UNITS = ("service_area", "locality")
SELECTS = ("team",)


@dataclass(frozen=True)
class Member:
    """One value that can be chosen: as it stands in the URL, in words, and how many rows it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """One filter of the panel; `is_select`: a list to choose one from, where there are many."""

    key: str
    title: str
    members: tuple[Member, ...]
    is_select: bool = False


@dataclass(frozen=True)
class Filtering:
    """The values of each row under each filter, as they stand in the URL, and what was chosen."""

    values: Mapping[str, list[str]]
    chosen: Mapping[str, tuple[str, ...]]

    def keeps(self, *, but: str = "") -> list[bool]:
        """For each row, whether it stays under what was chosen, without the filter `but`."""
        asked = {key: set(values) for key, values in self.chosen.items() if key != but}
        columns = [(self.values[key], values) for key, values in asked.items()]
        length = len(next(iter(self.values.values()), []))
        return [all(column[row] in values for column, values in columns) for row in range(length)]


def filter_keys(measure: Measure, rows: pa.Table) -> list[str]:
    """The filters that a list may have, in the order of the panel."""
    names = rows.column_names
    own = [*measure.subject.dimensions, *measure.subject.flags[:MOST_FLAGS]]
    keys = [*UNITS, *own, *(["age_band"] if "age" in names else []), *PERSONAL[:1], *SELECTS]
    return [key for key in dict.fromkeys(keys) if key == "age_band" or key in names]


def values_of(measure: Measure, rows: pa.Table, keys: list[str]) -> dict[str, list[str]]:
    """Each row's value under each filter."""
    return {key: _age_bands(measure, rows) if key == "age_band" else _plain(rows[key]) for key in keys}


def _plain(column: pa.ChunkedArray) -> list[str]:
    if pa.types.is_boolean(column.type):
        return ["yes" if value else "no" for value in column.to_pylist()]
    return [BLANK if value is None else str(value) for value in column.to_pylist()]


def _age_bands(measure: Measure, rows: pa.Table) -> list[str]:
    bands = AGE_BANDS[measure.bands]
    by_age: dict[int | None, str] = {}
    for age in pc.unique(rows["age"]).to_pylist():
        fitting = (name for name, top in bands.items() if age is not None and (top is None or age <= top))
        by_age[age] = BLANK if age is None else "Unborn" if age < 0 else next(fitting, BLANK)
    return [by_age[age] for age in rows["age"].to_pylist()]


def filters(measure: Measure, filtering: Filtering) -> tuple[Filter, ...]:
    """
    The panel: each filter with its members and how many rows each would leave beside the other filters.

    A member that the other filters leave nothing of is shown with 0. A filter with one member is none.
    """
    found = []
    for key, values in filtering.values.items():
        members = sorted(set(values), key=lambda value: _order(measure, key, value))
        chosen = filtering.chosen.get(key, ())
        if (len(members) < 2 and not chosen) or len(members) > (MANY if key in SELECTS else FEW):
            continue
        keeps = filtering.keeps(but=key)
        counts: dict[str, int] = {}
        for value, kept in zip(values, keeps, strict=True):
            counts[value] = counts.get(value, 0) + kept
        found.append(
            Filter(
                key,
                heading_of("age" if key == "age_band" else key, measure) if key != "team" else "Team",
                tuple(Member(v, label_of(measure, key, v), counts.get(v, 0), v in chosen) for v in members),
                is_select=key in SELECTS,
            )
        )
    return tuple(found)


def label_of(measure: Measure, key: str, value: str) -> str:
    """A filter's value in words."""
    if value == BLANK:
        return "Not recorded"
    if value in ("yes", "no") and key in measure.subject.flags:
        return value.title()
    return said(key, value, measure) if key != "age_band" else value


def _order(measure: Measure, key: str, value: str) -> tuple:
    if key == "age_band":
        bands = ["Unborn", *AGE_BANDS[measure.bands]]
        return (bands.index(value) if value in bands else len(bands), value)
    if key in breakdowns.ALL:
        breakdown = breakdowns.ALL[key]
        return (value == BLANK, *breakdown.order(breakdown.label(value, measure.bands), measure.bands))
    return (value == BLANK, label_of(measure, key, value))
