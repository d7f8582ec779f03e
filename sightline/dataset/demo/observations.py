"""
What other systems would have counted of the made-up authority, as the aggregate file that they would send.

Levels are `observed_levels.toml`; every figure is drawn from a generator of its own, so that one more measure leaves
the others as they are.
"""

import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np

from sightline.dataset.demo.draw import Rng, generator
from sightline.dataset.demo.levels import LOCALITIES

COLUMNS = ("measure", "period", "area", "unit", "breakdown", "member", "numerator", "denominator", "value", "status",
           "source", "extracted_on")  # fmt: skip
# The first figures are of so many years before the latest.
YEARS = 8
USUAL_NOISE, USUAL_LAG = 0.05, 15
# A revision comes so many days after the first figure; what is younger than this is provisional still.
DAYS_TO_REVISE, DAYS_PROVISIONAL = 90, 60
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
OBSERVED = 8  # the generator's subject, beside those of `authority.py`


@dataclass(frozen=True)
class Told:
    """One period that a figure is of, and where it lies between the first (0) and the latest (1)."""

    label: str
    end: date
    place: float


@dataclass(frozen=True)
class Drawn:
    """One figure of ours: by member, what was counted, over what, and the value where only that is known."""

    breakdown: str
    numerator: float | None
    denominator: float | None = None
    value: float | None = None


Figures = dict[tuple[str, str, str], Drawn]


@lru_cache(maxsize=1)
def levels() -> dict[str, dict[str, Any]]:
    """What is told of each measure, by its id."""
    return tomllib.loads((files("sightline.dataset.demo") / "observed_levels.toml").read_text("utf-8"))


def observations_csv(index: int, *, seed: int, as_at: date) -> str:
    """The aggregate file of the made-up authority number `index`; the same for the same index, seed and day."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    known: Figures = {}
    for measure, level in levels().items():
        rng = generator(seed, index, OBSERVED, crc32(measure.encode()))
        for row in _rows(measure, level, as_at, rng, known):
            writer.writerow(row)
    return buffer.getvalue()


def _rows(measure: str, level: dict[str, Any], as_at: date, rng: Rng, known: Figures) -> Iterator[list[str]]:
    periods = list(_periods(level, as_at))
    for nth, told in enumerate(periods):
        earlier = periods[nth - 1].label if nth else ""
        drawn = list(_derived(measure, level, told.label, earlier, known))
        drawn = drawn or list(_drawn(level, told.place, rng))
        extracted = _extracted(level, told)
        for figure in drawn:
            known[measure, told.label, figure.breakdown] = figure
        if extracted > as_at:
            continue
        for area, published in level.get("areas", {}).items():
            value = published * (1 + rng.normal(0, 0.01)) * (1 + 0.08 * (1 - told.place))
            final = extracted + timedelta(DAYS_PROVISIONAL) <= as_at
            yield _row(measure, told, area, Drawn("", None, None, round(value, level.get("decimals", 1))),
                       "final" if final else "provisional", level["source"], extracted)  # fmt: skip
        for figure in drawn:
            yield from _states(measure, level, told, figure, extracted, as_at, rng)


def _states(
    measure: str, level: dict[str, Any], told: Told, figure: Drawn, extracted: date, as_at: date, rng: Rng
) -> Iterator[list[str]]:
    """The figure as it was told first and, where it is revised, as it was told last."""
    source = level["source"]
    if not level.get("revised"):
        state = "final" if extracted + timedelta(DAYS_PROVISIONAL) <= as_at else "provisional"
        yield _row(measure, told, "", figure, state, source, extracted)
        return
    assert figure.numerator is not None
    first = Drawn(figure.breakdown, round(figure.numerator * (1 - 0.02 * rng.random())), figure.denominator)
    yield _row(measure, told, "", first, "provisional", source, extracted)
    if (revised := extracted + timedelta(DAYS_TO_REVISE)) <= as_at:
        yield _row(measure, told, "", figure, "revised", source, revised)


def _row(measure: str, told: Told, area: str, figure: Drawn, state: str, source: str, extracted: date) -> list[str]:
    numbers = ["" if n is None else f"{n:g}" if n < 1e5 else f"{n:.0f}" for n in
               (figure.numerator, figure.denominator, figure.value)]  # fmt: skip
    return [measure, told.label, area, "", figure.breakdown, "", *numbers, state, source, extracted.isoformat()]


def _extracted(level: dict[str, Any], told: Told) -> date:
    return told.end + timedelta(level.get("lag", USUAL_LAG))


def _drawn(level: dict[str, Any], place: float, rng: Rng) -> Iterator[Drawn]:
    """The whole, the members with levels of their own, and the members that share the whole."""
    per, over, noise = level.get("per", 1), level.get("over"), level.get("noise", USUAL_NOISE)
    digits, base_digits = level.get("decimals", 0) if over is None or per == 100 else 0, level.get("base_decimals", 0)
    latest = level.get("level")
    # Members go the way of the whole.
    way = 1.0 if latest is None else _between(level.get("before", latest), latest, place) / latest

    def one(breakdown: str, at: float, base: float | None) -> Drawn:
        at = at * way * (1 + rng.normal(0, noise))
        if base is None:
            return Drawn(breakdown, max(round(at, digits), 0))
        base = base if level.get("fixed_base") else base * (1 + rng.normal(0, 0.02))
        base = round(base, base_digits)
        ceiling = base if per == 100 else np.inf
        # Hours and people are whole; full-time equivalents are not.
        counted = round(at * base / per, 2 if level.get("fixed_base") and level.get("decimals") == 2 else 0)
        return Drawn(breakdown, float(min(max(counted, 0), ceiling)), float(base))

    whole = one("", latest, over) if latest is not None and level.get("whole", True) else None
    if whole:
        yield whole
    for breakdown, member in level.get("members", {}).items():
        at, base = member if isinstance(member, list) else (member, over)
        drawn = one(breakdown, at, base)
        yield drawn
        if level.get("by_weekday") and drawn.numerator is not None:
            for day in WEEKDAYS:
                of_day = drawn.numerator / len(WEEKDAYS) * (1 + rng.normal(0, 0.03))
                yield Drawn(f"{breakdown}; weekday={day}", float(round(of_day)))
    for name in LOCALITIES if level.get("localities") else ():
        assert latest is not None and over is not None
        yield one(f"locality={name}", latest, over / len(LOCALITIES))
    for breakdown, shares in level.get("shares", {}).items():
        yield from _shared(breakdown, shares, whole, level, rng)


def _shared(
    breakdown: str, shares: dict[str, float], whole: Drawn | None, level: dict[str, Any], rng: Rng
) -> Iterator[Drawn]:
    """A total split among exclusive members, so that they add up to it."""
    weights = np.array(list(shares.values())) * (1 + rng.normal(0, level.get("jitter", 0), len(shares)))
    weights /= weights.sum()
    total = whole.numerator if whole else level["over"]
    assert total is not None
    if level.get("noise") == 0:
        parts = np.round(total * weights, level.get("decimals", 0))
    else:
        total = total if whole else round(total * (1 + rng.normal(0, 0.05)))
        parts = rng.multinomial(int(total), weights)
    for member, part in zip(shares, parts, strict=True):
        yield Drawn(f"{breakdown}={member}", float(part), None if whole else float(total))


def _derived(measure: str, level: dict[str, Any], label: str, earlier: str, known: Figures) -> Iterator[Drawn]:
    """A figure that is made of others of the same period, or of one and the year before's."""
    if parts := level.get("sum_of"):
        for (_of, period, breakdown), first in [*known.items()]:
            if (_of, period) == (parts[0], label):
                above = sum(known[part, label, breakdown].numerator or 0 for part in parts)
                yield Drawn(breakdown, above, first.denominator)
    elif other := level.get("parts_of"):
        whole = sum(known[other, label, part].numerator or 0 for part in level["parts"])
        base = known[other, label, level["parts"][0]].denominator if level.get("is_share") else None
        yield Drawn("", round(whole, 2), base)
        for group, (share, posts) in level["staff_groups"].items():
            yield Drawn(f"staff_group={group}", round(whole * share, 2), posts if level.get("is_share") else None)
    elif other := level.get("rest_of"):
        met = known[other, label, ""]
        yield Drawn("", (met.denominator or 0) - (met.numerator or 0))
    elif other := level.get("change_of") or level.get("growth_of"):
        for (_of, period, breakdown), now in [*known.items()]:
            before = known.get((other, earlier, breakdown))
            if (_of, period) != (other, label) or before is None:
                continue
            if "growth_of" in level:
                yield Drawn(breakdown, None, None, round(100 * (_ratio(now) / _ratio(before) - 1), 1))
            else:
                yield Drawn(breakdown, None, None, round(100 * (_ratio(now) - _ratio(before)), 1))


def _ratio(figure: Drawn) -> float:
    return (figure.numerator or 0) / (figure.denominator or 1)


def _between(before: float, latest: float, place: float) -> float:
    return before + (latest - before) * place


def _periods(level: dict[str, Any], as_at: date) -> Iterator[Told]:
    """The periods of the history that have ended, oldest first."""
    every = level["every"]
    if only := level.get("only"):
        for nth, label in enumerate(only):
            yield Told(label, date(int(label), 12, 31), nth / max(len(only) - 1, 1))
        return
    found: list[tuple[str, date]] = []
    for year in range(as_at.year - YEARS, as_at.year + 1):
        found += _of_year(every, year)
    ended = [(label, end) for label, end in found if end <= as_at]
    for nth, (label, end) in enumerate(ended):
        yield Told(label, end, nth / max(len(ended) - 1, 1))


def _of_year(every: str, year: int) -> list[tuple[str, date]]:
    """The periods of a kind that end in a calendar year."""
    match every:
        case "month":
            return [(f"{year}-{month:02}", _month_end(year, month)) for month in range(1, 13)]
        case "quarter":
            first = [(year - 1, 4, 3), (year, 1, 6), (year, 2, 9), (year, 3, 12)]
            return [(f"{of}-Q{number}", _month_end(year, month)) for of, number, month in first]
        case "twelve months":
            return [(f"12m to {year}-{month:02}", _month_end(year, month)) for month in (3, 6, 9, 12)]
        case "financial year":
            return [(f"{year - 1}-{year % 100:02}", date(year, 3, 31))]
        case "academic year":
            return [(f"AY{year - 1}-{year % 100:02}", date(year, 8, 31))]
        case "calendar year":
            return [(str(year), date(year, 12, 31))]
        case "spring term":
            return [(f"Spring {year}", date(year, 3, 31))]
        case "term":
            ends = (("Spring", 3), ("Summer", 8), ("Autumn", 12))
            return [(f"{name} {year}", _month_end(year, month)) for name, month in ends]
    raise ValueError(f"There are no periods of the kind '{every}'.")


def _month_end(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(4)).replace(day=1) - timedelta(1)
