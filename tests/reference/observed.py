"""
Figures that another system counted, naively: every way to cover the period is tried, and the shortest one taken.

Rows are dictionaries as in `ext_observation`; a measure is what this module's `FACTS` say of it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from reference.dates import month_end, months_of


@dataclass(frozen=True)
class Observed:
    """`per`: what the quotient is multiplied by, None for a count; `usual_days`: the length of its usual period."""

    per: int | None
    adds_up: bool
    usual_days: int


FACTS = {
    "chat_health_texts": Observed(None, True, 30),
    "supervision_monthly_pct": Observed(100, True, 30),
    "lado_referrals": Observed(None, True, 30),
    "sen_assessment_requests": Observed(None, True, 91),
    "early_help_open_cases": Observed(None, False, 30),
    "yos_custody_rate": Observed(1000, False, 365),
}
OURS = "Our authority"


def figure(measure_id: str, rows: list[dict], period: str, window: str, by: tuple[str, ...]) -> dict:
    """{members: (state, numerator, denominator, value)}; state is ok, suppressed or not_supplied."""
    facts = FACTS[measure_id]
    last = (int(period[:4]), int(period[5:7]))
    told = [row for row in _last_told(rows) if row["measure"] == measure_id]
    told = [row for row in told if _cut_by(row) == {name for name in by if name not in ("authority", "area")}]
    if "area" not in by:
        told = [row for row in told if row["area"] == OURS]
    chosen = _latest(told, last, facts) if window == "latest" else _covering(told, last, window, facts)
    members: dict[tuple, list[dict]] = {}
    for row in chosen:
        members.setdefault(tuple(_member(row, name) for name in by), []).append(row)
    return {key: _divided(parts, facts) for key, parts in members.items()}


def _last_told(rows: list[dict]) -> list[dict]:
    """Of the rows of one thing and period the one that no other comes after."""

    def thing(row):
        return row["la_code"], row["measure"], row["area"], row["breakdown"], row["period_start"], row["period_end"]

    def after(a, b):
        return (a["extracted_on"], a["revision"]) > (b["extracted_on"], b["revision"])

    return [row for row in rows if not any(thing(o) == thing(row) and after(o, row) for o in rows)]


def _members(row: dict) -> dict[str, str]:
    return dict(part.split("=") for part in row["breakdown"].split("; ") if part)


def _cut_by(row: dict) -> set[str]:
    return set(_members(row))


def _member(row: dict, name: str) -> str:
    return {"authority": row["la_code"], "area": row["area"], **_members(row)}[name]


def _length(row: dict) -> int:
    return (row["period_end"] - row["period_start"]).days


def _latest(told: list[dict], last: tuple[int, int], facts: Observed) -> list[dict]:
    chosen = []
    for area in {row["area"] for row in told}:
        ended = [row for row in told if row["area"] == area and row["period_end"] <= month_end(last)]
        if not ended:
            continue
        end = max(row["period_end"] for row in ended)
        ended = [row for row in ended if row["period_end"] == end]
        nearest = min(abs(_length(row) - facts.usual_days) for row in ended)
        chosen += [row for row in ended if abs(_length(row) - facts.usual_days) == nearest]
    return chosen


def _covering(told: list[dict], last: tuple[int, int], window: str, facts: Observed) -> list[dict]:
    first = date(*months_of(window, last)[0], 1)
    chosen = []
    for thing in {(row["la_code"], row["area"], row["breakdown"]) for row in told}:
        own = [row for row in told if (row["la_code"], row["area"], row["breakdown"]) == thing]
        ways = [way for way in _ways(own, first, month_end(last)) if len(way) == 1 or facts.adds_up]
        chosen += min(ways, key=len, default=[])
    return chosen


def _ways(rows: list[dict], start: date, end: date) -> list[list[dict]]:
    """Every way to cover the days from start to end with rows that follow one another."""
    if start > end:
        return [[]]
    found = []
    for row in rows:
        if row["period_start"] == start and row["period_end"] <= end:
            found += [[row, *rest] for rest in _ways(rows, row["period_end"] + timedelta(1), end)]
    return found


def _divided(parts: list[dict], facts: Observed) -> tuple:
    if any(row["status"] == "c" for row in parts):
        return "suppressed", None, None, None
    if any(row["status"] in ("x", "z", "k", "u") for row in parts):
        return "not_supplied", None, None, None
    top = sum(Fraction(str(row["numerator"])) for row in parts)
    if facts.per is None:
        return "ok", top, None, top
    below = sum(Fraction(str(row["denominator"])) for row in parts)
    return "ok", top, below, top / below * facts.per
