"""
The published comparators that ship with Sightline: a few facts, each of one measure, area and year.

A comparator belongs to the measure it was published for and to no other (docs/contradictions.md): the rate of
plans that *started* is never shown beside the plans open at a date, however alike the titles are.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from sightline.errors import SightlineError

ENGLAND = "england"

_YEAR = re.compile(r"(\d{4})-(\d{2})$")
_MID_YEAR = re.compile(r"mid-(\d{4})$")


@dataclass(frozen=True)
class Published:
    """
    One published figure.

    `period` is a year to 31 March (`2015-16`, also of what was open on that day) or a mid-year estimate (`mid-2016`).
    `source`: the document it was copied from.
    """

    measure: str
    area: str
    area_type: str
    period: str
    value: Decimal
    unit: str
    source: str

    @property
    def period_end(self) -> date:
        """The last day the figure is about."""
        if year := _YEAR.match(self.period):
            return date(int(year[1]) + 1, 3, 31)
        if middle := _MID_YEAR.match(self.period):
            return date(int(middle[1]), 6, 30)
        raise SightlineError(f"published.csv: '{self.period}' is not a period. Write a year as 2015-16 or mid-2016.")

    @property
    def label(self) -> str:
        """Area and year, which never part: `England 2015/16`."""
        return f"{self.area} {self.period.replace('-', '/') if _YEAR.match(self.period) else self.period}"


@lru_cache(maxsize=1)
def shipped() -> tuple[Published, ...]:
    """Every fact of `published.csv`, in its order."""
    text = (files("sightline.benchmarks") / "published.csv").read_text("utf-8")
    return tuple(_fact(row) for row in csv.DictReader(text.splitlines()))


def _fact(row: dict[str, str]) -> Published:
    return Published(value=Decimal(row["value"]), **{name: row[name] for name in row if name != "value"})


def newest(measure_id: str, not_after: date, *, area_types: Iterable[str] = (ENGLAND,)) -> list[Published]:
    """
    For each area of the types asked for, the measure's newest published figure whose year had ended by `not_after`.

    Sorted by the order of `area_types`, then by area. Nothing where the measure has no published figure.
    """
    wanted = list(area_types)
    found: dict[str, Published] = {}
    for fact in shipped():
        if fact.measure != measure_id or fact.area_type not in wanted or fact.period_end > not_after:
            continue
        if fact.area not in found or fact.period_end > found[fact.area].period_end:
            found[fact.area] = fact
    return sorted(found.values(), key=lambda fact: (wanted.index(fact.area_type), fact.area))


def fact_of(measure_id: str, area: str, year: int) -> Published | None:
    """The fact of a measure, area and year to (or day) 31 March; None where none ships."""
    facts = (f for f in shipped() if (f.measure, f.area) == (measure_id, area))
    # A mid-year estimate is of the year whose rates stand on it.
    return next((f for f in facts if f.period_end.year + (f.period_end.month > 3) == year), None)
