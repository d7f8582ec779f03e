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
MONTHS_UNTIL_PUBLISHED = 8

_YEAR = re.compile(r"(\d{4})-(\d{2})$")
_MID_YEAR = re.compile(r"mid-(\d{4})$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True)
class Published:
    """
    One published figure.

    `period` is a year to 31 March (`2015-16`, also of what was open on that day), a mid-year estimate (`mid-2016`) or
    the day that another period ends (`2016-12-31`). `member`: the part of a breakdown that the figure is of, empty for
    the whole. `source`: the document it was copied from, or the publication whose `vintage` it is of.
    """

    measure: str
    area: str
    area_type: str
    period: str
    value: Decimal
    unit: str
    source: str
    member: str = ""
    vintage: str = ""

    @property
    def period_end(self) -> date:
        """The last day the figure is about."""
        if year := _YEAR.match(self.period):
            return date(int(year[1]) + 1, 3, 31)
        if middle := _MID_YEAR.match(self.period):
            return date(int(middle[1]), 6, 30)
        if _DAY.match(self.period):
            return date.fromisoformat(self.period)
        raise SightlineError(f"published.csv: '{self.period}' is not a period. Write 2015-16, mid-2016 or 2016-12-31.")

    @property
    def known_from(self) -> date:
        """
        The day from which a report could show it: a publication appears some eight months after its period has ended.

        What a printed report showed counts from the end of its period, because the report is the proof.
        """
        if not self.vintage:
            return self.period_end
        months = self.period_end.month + MONTHS_UNTIL_PUBLISHED
        return date(self.period_end.year + (months - 1) // 12, (months - 1) % 12 + 1, 1)

    @property
    def label(self) -> str:
        """Area and year, which never part: `England 2015/16`."""
        if _YEAR.match(self.period):
            return f"{self.area} {self.period.replace('-', '/')}"
        return f"{self.area} {self.period_end:%-d %B %Y}" if _DAY.match(self.period) else f"{self.area} {self.period}"


@lru_cache(maxsize=1)
def shipped() -> tuple[Published, ...]:
    """Every fact of `published.csv`, in its order."""
    text = (files("sightline.benchmarks") / "published.csv").read_text("utf-8")
    return tuple(_fact(row) for row in csv.DictReader(text.splitlines()))


def _fact(row: dict[str, str]) -> Published:
    return Published(value=Decimal(row["value"]), **{name: row[name] for name in row if name != "value"})


def newest(measure_id: str, not_after: date, *, area_types: Iterable[str] = (ENGLAND,)) -> list[Published]:
    """
    For each area of the types asked for, the measure's newest published figure that was known by `not_after`.

    Sorted by the order of `area_types`, then by area. Nothing where the measure has no published figure. Parts of a
    breakdown are left out.
    """
    wanted = list(area_types)
    found: dict[str, Published] = {}
    for fact in _facts_of().get(measure_id, ()):
        if fact.member or fact.area_type not in wanted or fact.known_from > not_after:
            continue
        if fact.area not in found or fact.period_end > found[fact.area].period_end:
            found[fact.area] = fact
    return sorted(found.values(), key=lambda fact: (wanted.index(fact.area_type), fact.area))


def fact_of(measure_id: str, area: str, year: int) -> Published | None:
    """The fact of a measure, area and year to (or day) 31 March, or of a day in that year; None where none ships."""
    facts = (f for f in _facts_of().get(measure_id, ()) if f.area == area and not f.member)
    return next((f for f in facts if _year(f) == year), None)


def _year(fact: Published) -> int:
    # A mid-year estimate is of the year whose rates stand on it.
    return fact.period_end.year + (1 if _MID_YEAR.match(fact.period) else 0)


@lru_cache(maxsize=1)
def _facts_of() -> dict[str, list[Published]]:
    found: dict[str, list[Published]] = {}
    for fact in shipped():
        found.setdefault(fact.measure, []).append(fact)
    return found
