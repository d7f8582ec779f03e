"""
The areas that figures are published for, by their codes, with the days on which codes began and ended.

Areas are joined by code and never by name: there have been two Dorsets. An authority keeps its DfE number when only
its ONS code changes (Somerset 933), and gets a new number when it is a new authority (Dorset 838 after 835). One is
never put in the other's place; `area_changes.csv` says who came after whom, for the words beside a missing figure.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from sightline.errors import BadUsage, did_you_mean

NATIONAL, REGIONAL, AUTHORITY = "national", "regional", "authority"
ENGLAND = "970"


@dataclass(frozen=True)
class Area:
    """
    One area under one of its ONS codes: `la_code` is the DfE's number (England 970, regions 980 to 990).

    `first_day` and `last_day` are None where the code was in force before 2013, or still is.
    """

    level: str
    la_code: str
    area_code: str
    name: str
    region_code: str
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class Change:
    """An authority that became part of another on a day."""

    day: date
    old_la_code: str
    new_la_code: str
    what: str


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("sightline.benchmarks") / name).read_text("utf-8").splitlines()))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=1)
def all_areas() -> tuple[Area, ...]:
    """Every area under every code it has had since 2012; the code now in force comes last."""
    return tuple(
        Area(r["level"], r["la_code"], r["area_code"], r["name"], r["region_code"], _day(r["first_day"]),
             _day(r["last_day"]))
        for r in _rows("areas.csv")
    )  # fmt: skip


@lru_cache(maxsize=1)
def all_changes() -> tuple[Change, ...]:
    """Every authority that was abolished since 2013, with those that followed it."""
    return tuple(
        Change(date.fromisoformat(r["day"]), r["old_la_code"], r["new_la_code"], r["what"])
        for r in _rows("area_changes.csv")
    )


@lru_cache(maxsize=1)
def by_la_code() -> dict[str, Area]:
    """The area of each DfE number, under its newest ONS code."""
    return {area.la_code: area for area in all_areas()}


@lru_cache(maxsize=1)
def by_area_code() -> dict[str, Area]:
    """The area of each ONS code, old codes included."""
    return {area.area_code: area for area in all_areas()}


def area_called(code: str) -> Area:
    """
    The area of a nine-character ONS code (old ones too) or of a three-digit DfE number.

    Errors: BadUsage for a code that no area has had.
    """
    text = code.strip().upper()
    if found := by_area_code().get(text) or by_la_code().get(text):
        return found
    near = did_you_mean(text, [*by_area_code(), *by_la_code()])
    raise BadUsage(f"There is no area '{code}'.{near} Give a code such as E10000008 or 878.")


def region_of(area: Area) -> Area | None:
    """The region that an authority lies in; London's are its inner and outer part, as the DfE publishes them."""
    return by_area_code().get(area.region_code) if area.level == AUTHORITY else None


def why_absent(area: Area, year: int) -> str:
    """A sentence for an authority that did not exist on 31 March of a year; empty where it did."""
    codes = [a for a in all_areas() if a.la_code == area.la_code]
    day = date(year, 3, 31)
    ended = [c for c in all_changes() if c.old_la_code == area.la_code and c.day <= day]
    if ended:
        after = " and ".join(_named(c.new_la_code) for c in ended)
        return f"{_named(area.la_code)} ended on {ended[0].day:%-d %B %Y}; {after} came after it."
    begun = [c for c in all_changes() if c.new_la_code == area.la_code and c.day > day]
    if begun and all(a.first_day and a.first_day > day for a in codes):
        before = " and ".join(_named(c.old_la_code) for c in begun)
        return f"{_named(area.la_code)} exists since {begun[0].day:%-d %B %Y}; before it there was {before}."
    return ""


def _named(la_code: str) -> str:
    return f"{by_la_code()[la_code].name} ({la_code})"
