"""One child's protection plans and periods of care, on one day."""

from datetime import date, timedelta

from reference.dates import add_months, is_open
from reference.records import Child, Records, Row, newest

CARE_STATUSES = {"C1", "C2", "D1", "E1", "J1", "J2", "J3", "L1", "L2", "L3", "V2", "V3", "V4"}
SHORT_BREAKS = {"V3", "V4"}


def plan_on(records: Records, child: Child, day: date) -> Row | None:
    """The own plan that is open; a child on two plans is on the newer one. Another authority's plan is not ours."""
    plans = [
        plan
        for plan in records.of("cp_plans", child)
        if plan.get("cp_plan_ola") != "Y" and is_open(plan.get("cp_plan_start_date"), plan.get("cp_plan_end_date"), day)
    ]
    return newest(plans, "cp_plan_start_date", "cp_plan_id")


def periods(records: Records, child: Child) -> list[Row]:
    """Periods of care: episodes that share `cla_id`; without it, from reason S (or a gap) until the next one begins."""
    episodes = [e for e in records.of("cla_episodes", child) if e.get("cla_episode_start_date")]
    episodes.sort(key=lambda e: (e["cla_episode_start_date"], e["cla_episode_id"]))
    grouped: dict[str, list[Row]] = {}
    number, before = 0, None
    for episode in episodes:
        gap = before and before.get("cla_episode_ceased_date")
        if before is None or episode.get("cla_episode_start_reason") == "S" or (
            gap and gap < episode["cla_episode_start_date"]
        ):  # fmt: skip
            number += 1
        grouped.setdefault(episode.get("cla_id") or f"{child[1]} period {number}", []).append(episode)
        before = episode
    found = []
    for name, of_period in grouped.items():
        ends = [e.get("cla_episode_ceased_date") for e in of_period]
        starts = [e["cla_episode_start_date"] for e in of_period]
        entered = [e["entered_care_date"] for e in of_period if e.get("entered_care_date")]
        end = None if None in ends else max(ends)
        reasons = [e.get("cla_episode_ceased_reason") for e in of_period if e.get("cla_episode_ceased_date") == end]
        found.append({"id": name, "start": min(starts + entered), "end": end, "end_reason": reasons[-1],
                      "primary_need": of_period[0].get("cla_primary_need_code")})  # fmt: skip
    return found


def status_on(records: Records, child: Child, day: date) -> str | None:
    """The legal status on a day; statuses in words are none of care's."""
    statuses = [
        row
        for row in records.of("legal_status", child)
        if row.get("legal_status") in CARE_STATUSES
        and is_open(row.get("legal_status_start_date"), row.get("legal_status_end_date"), day)
    ]
    best = newest(statuses, "legal_status_start_date", "legal_status_id")
    return best and best["legal_status"]


def care_on(records: Records, child: Child, day: date) -> Row | None:
    """The period of care that is open; short breaks are never looked after."""
    opened = [p for p in periods(records, child) if is_open(p["start"], p["end"], day)]
    period = newest(opened, "start", "id")
    return None if status_on(records, child, day) in SHORT_BREAKS else period


def was_looked_after(records: Records, child: Child, period: Row) -> bool:
    """Whether the period was ever care at all: not short breaks throughout, nor over the day it began."""
    edges = {period["start"]} | {p["end"] for p in periods(records, child)}
    for row in records.of("legal_status", child):
        edges |= {row.get("legal_status_start_date"), row.get("legal_status_end_date")}
    held = [care_on(records, child, day) for day in edges if day]
    return any(found and found["id"] == period["id"] for found in held)


def placement_on(records: Records, child: Child, day: date) -> Row | None:
    opened = [
        row
        for row in records.of("cla_placement", child)
        if is_open(row.get("cla_placement_start_date"), row.get("cla_placement_end_date"), day)
    ]
    return newest(opened, "cla_placement_start_date", "cla_placement_id")


def placements(records: Records, child: Child, period: Row) -> list[date]:
    """
    The days on which counted placements of a period began.

    Temporary ones (T codes) don't count, nor do fostering placements renewed with the same carer when only the legal
    status changed (an episode with reason L that day).
    """
    status_only = {
        e.get("cla_episode_start_date")
        for e in records.of("cla_episodes", child)
        if e.get("cla_episode_start_reason") == "L"
    }
    started = set()
    for row in records.of("cla_placement", child):
        start, kind = row.get("cla_placement_start_date"), row.get("cla_placement_type") or ""
        renewed = kind in ("U1", "U2", "U3", "U4", "U5", "U6") and start in status_only
        if start and not kind.startswith("T") and not renewed and is_open(period["start"], period["end"], start):
            started.add(start)
    return sorted(started)


def placements_in_year(starts: list[date], day: date) -> int:
    """Placements that the child lived in on some day of the twelve months, the same day a year before included."""
    year_before = add_months(day, -12)
    known = [start for start in starts if start <= day]
    ends = [*known[1:], day + timedelta(days=1)] if known else []
    return sum(end > year_before for end in ends)


def moves_since_april(starts: list[date], day: date) -> int:
    """Moves since 1 April; the placement that begins the period of care is not a move."""
    april = date(day.year if day.month >= 4 else day.year - 1, 4, 1)
    return sum(april <= start <= day for start in starts[1:])


def time_in_care(start: date, day: date) -> str:
    if day < start + timedelta(days=42):
        return "Under 6 weeks"
    bands = {6: "6 weeks to under 6 months", 12: "6 months to under 1 year", 24: "1 year to under 2 years",
             48: "2 years to under 4 years"}  # fmt: skip
    return next((band for months, band in bands.items() if day < add_months(start, months)), "4 years and over")


def was_visited(records: Records, child: Child, day: date) -> bool:
    """A visit in the 42 days before; one where the child was not seen is none."""
    return any(
        row.get("cla_visit_seen") in (None, "Y")
        and row.get("cla_visit_date")
        and day - timedelta(days=42) <= row["cla_visit_date"] <= day
        for row in records.of("cla_visits", child)
    )


def time_on_plan(start: date, day: date) -> str:
    bands = {3: "Under 3 months", 12: "3-11 months", 24: "12-23 months"}
    return next((band for months, band in bands.items() if day < add_months(start, months)), "2 years and over")
