"""What is known of the health of children looked after, on a day."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from reference import care
from reference.dates import add_months, age_on, working_days
from reference.records import Child, Records, Row


def _checks(records: Records, child: Child, kind: str) -> list[date]:
    """Days of completed checks, none of them to come."""
    return sorted(
        {
            row["health_check_date"]
            for row in records.of("cla_health", child)
            if row.get("health_check_type") == kind
            and row.get("health_check_status") == "COMPLETED"
            and row.get("health_check_date")
            and row["health_check_date"] <= records.as_at
        }
    )


def _any_within(days: list[date], day: date, months: int) -> bool:
    return any(add_months(day, -months) <= checked <= day for checked in days)


def _scores(records: Records, child: Child) -> list[Row]:
    return [
        row
        for row in records.of("sdq_scores", child)
        if row.get("sdq_score") is not None
        and 0 <= row["sdq_score"] <= 40
        and row.get("sdq_completed_date")
        and row["sdq_completed_date"] <= records.as_at
    ]


def _scores_of_year(records: Records, child: Child, day: date) -> list[Row]:
    return [s for s in _scores(records, child) if add_months(day, -12) <= s["sdq_completed_date"] <= day]


def _cohort(records: Records, day: date) -> Iterator[tuple[Child, Row]]:
    april = date(day.year if day.month >= 4 else day.year - 1, 4, 1)
    for child in records.children("cla_episodes"):
        if period := care.care_on(records, child, day):
            placement = care.placement_on(records, child, day)
            yield (
                child,
                {
                    "child": child,
                    "day": day,
                    "cohort": "oc2" if period["start"] < april else "started",
                    "had_a_year": add_months(period["start"], 12) <= day,
                    "location": _location(placement and placement.get("cla_placement_postcode")),
                    **records.held_by(child, day),
                },
            )


def _location(postcode: str | None) -> str:
    # The reference knows one authority: its postcodes begin with QX.
    if postcode is None or len(postcode.replace(" ", "")) < 6:
        return "DQ"
    return "IN" if postcode.upper().startswith("QX") else "OUT"


def _band(score: int | None) -> str:
    if score is None:
        return "none"
    return "normal" if score <= 13 else "borderline" if score <= 16 else "concerning"


def looked_after_health(records: Records, day: date) -> Iterator[Row]:
    for child, fact in _cohort(records, day):
        assessed = _checks(records, child, "HEALTH_ASSESSMENT")
        scores = _scores_of_year(records, child, day)
        latest = max(scores, key=lambda s: (s["sdq_completed_date"], s["table_id"]), default=None)
        score = latest and latest["sdq_score"]
        immunised = any(row.get("immunisations_status") == "Y" for row in records.of("cla_immunisations", child))
        intervention = _intervention(records, child, day)
        yield {
            **fact,
            "assessed_6": _any_within(assessed, day, 6),
            "assessed_12": _any_within(assessed, day, 12),
            "dental": _any_within(_checks(records, child, "DENTAL_CHECK"), day, 12),
            "developed": _any_within(_checks(records, child, "HEALTH_SURVEILLANCE"), day, 12),
            "immunised": immunised,
            "has_score": latest is not None,
            "score": score or 0,
            "sdq_band": _band(score),
            "misuse": intervention != "none",
            "intervention": intervention,
        }


def _intervention(records: Records, child: Child, day: date) -> str:
    """What came of the latest substance misuse of the year; 'none' where there was no misuse."""
    found = [
        row
        for row in records.of("cla_substance_misuse", child)
        if row.get("substance_misuse_date") and add_months(day, -12) <= row["substance_misuse_date"] <= day
    ]
    if not found:
        return "none"
    latest = max(row["substance_misuse_date"] for row in found)
    if any(row["substance_misuse_date"] == latest and row.get("intervention_received") == "Y" for row in found):
        return "received"
    year = latest.year + (latest.month >= 4)
    offers = [
        r.get("intervention_offered") for r in records.of("cla_annual_outcome", child) if r["return_year"] == year
    ]
    return {"Y": "refused", "N": "not_offered"}.get(offers[0] if offers else None, "not_received")


def sdq_scores(records: Records, day: date) -> Iterator[Row]:
    for child, fact in _cohort(records, day):
        for row in _scores_of_year(records, child, day):
            yield {**fact, "score": str(row["sdq_score"])}


def starters(records: Records) -> Iterator[Row]:
    for child in records.children("cla_episodes"):
        for period in care.periods(records, child):
            if not care.was_looked_after(records, child, period):
                continue
            start, end = period["start"], period["end"]
            inside = [
                d for d in _checks(records, child, "HEALTH_ASSESSMENT") if start <= d and (end is None or d < end)
            ]
            yield {
                "child": child,
                "day": start,
                "assessed": bool(inside),
                "in_time": bool(inside) and working_days(start, inside[0]) <= 20,
                **records.held_by(child, start),
            }


def reviews(records: Records) -> Iterator[Row]:
    """Health assessments that follow another of the same period, and whether they were in time."""
    for child in records.children("cla_episodes"):
        person = records.of("person", child)
        birth = person and (person[0].get("dob") or person[0].get("expected_dob"))
        for period in care.periods(records, child):
            start, end = period["start"], period["end"]
            inside = [
                d for d in _checks(records, child, "HEALTH_ASSESSMENT") if start <= d and (end is None or d < end)
            ]
            for before, held in pairwise(inside):
                age = age_on(birth or None, before)
                due = add_months(before, 6 if age is not None and age < 5 else 12)
                late = held > due and working_days(due, held) > 20
                yield {"child": child, "day": held, "in_time": not late, **records.held_by(child, held)}
