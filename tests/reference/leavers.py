"""Care leavers in the two cohorts, and who else there is."""

import calendar
from collections.abc import Iterator
from datetime import date

from reference import care
from reference.dates import add_months, age_on, month_of
from reference.records import Child, Records, Row

SAID = ("in_touch", "activity", "accommodation", "suitability", "eligibility")


def _list_now(records: Records) -> dict[Child, Row]:
    """The leaving care list, one row per young person: the latest contact, then the greatest id."""
    found: dict[Child, Row] = {}
    for row in records.all("care_leavers"):
        child = (row["la_code"] if row.get("la_code") else "000", row["person_id"])
        rank = (row.get("care_leaver_latest_contact") or date(1900, 1, 1), row["table_id"])
        if child not in found or rank > found[child]["rank"]:
            found[child] = {
                "rank": rank,
                "in_touch": row.get("care_leaver_in_touch"),
                "activity": row.get("care_leaver_activity"),
                "accommodation": row.get("care_leaver_accommodation"),
                "suitability": row.get("care_leaver_accom_suitable"),
                "eligibility": row.get("care_leaver_eligibility"),
                "contact": row.get("care_leaver_latest_contact"),
                "plan": row.get("pathway_plan_review_date"),
                "team": row.get("care_leaver_allocated_team"),
                "worker": row.get("care_leaver_worker_id") or row.get("care_leaver_personal_advisor"),
            }
    return found


def _described(row: Row) -> Row:
    touch = {"YES": "yes", "NO": "no", "REFU": "refused", None: "blank"}.get(row.get("in_touch"), "other")
    activity = {"F": "eet", "P": "eet", "G": "neet"}.get((row.get("activity") or "0")[0], "no_data")
    home = {"1": "suitable", "2": "unsuitable"}.get(row.get("suitability"), "no_data")
    return {"touch": touch, "activity": activity, "home": home, "eligibility": row.get("eligibility")}


def _list_on(records: Records, day: date) -> dict[Child, Row]:
    """The list on a day: now, or as the last extract of an earlier month told it."""
    if month_of(day) == month_of(records.as_at):
        return {child: {**row, "is_now": True} for child, row in _list_now(records).items()}
    found: dict[Child, Row] = {}
    last: dict[str, date] = {}
    rows = [
        row
        for row in records.all("care_leaver_observation")
        if row["source"] != "s903" and month_of(row["observed_on"]) == month_of(day)
    ]
    for row in rows:
        authority = row.get("la_code") or "000"
        last[authority] = max(row["observed_on"], last.get(authority, row["observed_on"]))
    for row in sorted(rows, key=lambda row: row["source"]):
        authority = row.get("la_code") or "000"
        if row["observed_on"] == last[authority]:
            found[authority, row["person_id"]] = {**row, "is_now": False}
    return found


def listed(records: Records, day: date) -> Iterator[Row]:
    for child, row in _list_on(records, day).items():
        plan, holder = row.get("plan"), records.held_by(child, day)
        yield {
            "child": child,
            "day": day,
            **_described(row),
            "in_cohort": row["eligibility"] not in (None, "NONE", "ELIGIBLE"),
            "is_eligible": row["eligibility"] == "ELIGIBLE",
            "is_now": row["is_now"],
            "has_plan": plan is not None and plan > date(1900, 1, 1) and add_months(day, -6) <= plan <= day,
            "contacted": row.get("contact") is not None,
            "shared_house": row.get("accommodation") == "HMO",
            "team": row.get("team") or holder["team"],
            "worker": row.get("worker") or holder["worker"],
        }


def _known(records: Records, child: Child) -> list[Row]:
    """What was known of a young person by day, the earliest first; of one day the list itself, then the last source."""
    by_day: dict[date, Row] = {}
    for row in sorted(records.of("care_leaver_observation", child), key=lambda row: row["source"]):
        by_day[row["observed_on"]] = row
    now = _list_now(records).get(child)
    if now and now["in_touch"] == "YES" and now["contact"]:
        by_day[now["contact"]] = now
    return [{**by_day[day], "known": day} for day in sorted(by_day) if day <= records.as_at]


def _birthday(birth: date, turned: int) -> date:
    year = birth.year + turned
    if (birth.month, birth.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return date(year, birth.month, birth.day)


def of_the_year(records: Records, day: date) -> Iterator[Row]:
    april = date(day.year if day.month >= 4 else day.year - 1, 4, 1)
    now = _list_now(records)
    for child in records.children("care_leavers", "care_leaver_observation"):
        known = _known(records, child)
        person = records.of("person", child)
        birth = person and (person[0].get("dob") or person[0].get("expected_dob"))
        if not birth or not (known or child in now):
            continue
        for turned in range(17, 22):
            birthday = _birthday(birth, turned)
            if not april <= birthday <= day:
                continue
            opens, closes = add_months(birthday, -3), add_months(birthday, 1)
            if turned <= 18:
                ends = [period["end"] or date.max for period in care.periods(records, child)]
                opens = max([opens, max(ends)]) if ends else opens
            if opens > closes:
                continue
            told = [row["eligibility"] for row in known if row["known"] <= day and row.get("eligibility")]
            first = now[child]["eligibility"] if child in now else None
            eligibility = told[-1] if told else first
            if eligibility not in ("RELEVANT", "FORMER_RELEVANT"):
                continue
            inside = [row for row in known if opens <= row["known"] <= closes and row["known"] <= day]
            yield {
                "child": child,
                "day": day,
                **_described(inside[-1] if inside else {}),
                "eligibility": eligibility,
                "leaver_age": "17-18" if turned <= 18 else "19-21",
                **records.held_by(child, day),
            }


def potential(records: Records, day: date) -> Iterator[Row]:
    """Left care at 16 or later, 16 to 24 now, an open case that is unallocated or finance-only, and not in the list."""
    from reference import subjects

    on_list = _list_on(records, day)
    for case in subjects.open_cases(records, day):
        child = case["child"]
        person = records.of("person", child)
        birth = person and (person[0].get("dob") or person[0].get("expected_dob"))
        if case["case_type"] == "Looked after" or child in on_list or not birth:
            continue
        ends = [period["end"] for period in care.periods(records, child) if period["end"] and period["end"] <= day]
        left = any((age_on(birth, end) or 0) >= 16 for end in ends)
        if left and 16 <= (age_on(birth, day) or 0) <= 24 and (case["worker"] is None or case["payment"]):
            yield {"child": child, "day": day, "team": case["team"], "worker": case["worker"]}


def of_any_list(records: Records, day: date) -> Iterator[Row]:
    on_list = list(listed(records, day))
    ofsted = {fact["child"] for fact in on_list if fact["in_cohort"]}
    dfe = {fact["child"] for fact in of_the_year(records, day)}
    eligible = {fact["child"] for fact in on_list if fact["is_eligible"]}
    others = {fact["child"] for fact in potential(records, day)}
    for child in sorted(ofsted | dfe | eligible | others):
        if child in ofsted & dfe:
            name = "both"
        elif child in ofsted:
            name = "ofsted"
        elif child in dfe:
            name = "dfe"
        else:
            name = "eligible" if child in eligible else "potential"
        yield {"child": child, "day": day, "leaver_list": name, **records.held_by(child, day)}
