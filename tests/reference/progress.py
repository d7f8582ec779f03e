"""Reviews, visits, plans, placements with providers, going missing and adoption, a child and a day at a time."""

from collections.abc import Iterator
from datetime import date, timedelta

from reference import care, subjects
from reference.dates import add_months, is_open, month_end, working_days
from reference.health import _location
from reference.records import Child, Records, Row, flags, la

Facts = Iterator[Row]
DAY = timedelta(days=1)


def _child(row: Row) -> Child:
    return la(row), row["person_id"]


def _on_time(first_due: date, held: list[date], months_to_second: int, day: date) -> bool:
    """No review of the twelve months before the day was late, and none is overdue."""
    due, late = first_due, False
    for number, review in enumerate(sorted({d for d in held if d <= day})):
        late = late or (review > due and review > add_months(day, -12))
        due = add_months(review, months_to_second if number == 0 else 6)
    return not late and due >= day


def _latest(days: list[date], day: date) -> date | None:
    return max((d for d in days if d <= day), default=None)


# Protection plans


def _visits_on_plan(records: Records, child: Child, plan: Row, day: date, *, alone: bool = False) -> list[date]:
    """Visits at which the child was seen since the plan began; one without a child is that of its plan's child."""
    plans = {row["cp_plan_id"] for row in records.of("cp_plans", child)}
    rows = [
        row
        for row in records.within("cp_visits", child[0])
        if row.get("person_id") == child[1] or (row.get("person_id") is None and row.get("cp_plan_id") in plans)
    ]
    return [
        row["cp_visit_date"]
        for row in rows
        if row.get("cp_visit_date")
        and row.get("cp_visit_seen") in (None, "Y")
        and (not alone or row.get("cp_visit_seen_alone") == "Y")
        and plan["cp_plan_start_date"] <= row["cp_visit_date"] <= day
    ]


def plans_under_review(records: Records, day: date) -> Facts:
    for child in records.children("cp_plans"):
        plan = care.plan_on(records, child, day)
        if plan is None:
            continue
        start = plan["cp_plan_start_date"]
        held = [
            row["cp_review_date"]
            for row in records.within("cp_reviews", child[0])
            if row.get("cp_plan_id") == plan["cp_plan_id"] and row.get("cp_review_date")
        ]
        held = [review for review in held if review > start]
        seen = _latest(_visits_on_plan(records, child, plan, day), day)
        alone = _latest(_visits_on_plan(records, child, plan, day, alone=True), day)
        ago = (day - seen).days if seen else None
        bands = {14: "Within 2 weeks", 28: "2 to 4 weeks", 42: "4 to 6 weeks"}
        band = "No visit recorded" if ago is None else next((b for d, b in bands.items() if ago <= d), "Over 6 weeks")
        yield {
            "child": child,
            "day": day,
            "three_months": add_months(start, 3) <= day,
            "on_time": _on_time(add_months(start, 3), held, 6, day),
            "visited": ago is not None and ago <= 28,
            "alone": alone is not None and (day - alone).days <= 28,
            "last_visit": band,
            **records.held_by(child, day),
        }


# Children in need


def in_need_planned(records: Records, day: date) -> Facts:
    for fact in subjects.open_cases(records, day):
        if fact["case_type"] != "Child in need" or fact["payment"]:
            continue
        assessed = [
            row.get("assessment_auth_date") or row.get("assessment_start_date")
            for row in records.of("cin_assessments", fact["child"])
        ]
        planned = [row.get("cin_plan_start_date") for row in records.of("cin_plans", fact["child"])]
        latest = [_latest([d for d in days if d], day) for days in (assessed, planned)]
        yield fact | {"up_to_date": all(d is not None and d >= add_months(day, -12) for d in latest)}


# Children looked after


def reviews_of(records: Records, child: Child, period: Row) -> list[date]:
    """Reviews held in a period of care, after the day it began."""
    rows = [
        row
        for row in records.within("cla_reviews", child[0])
        if row.get("cla_person_id") == child[1]
        or (row.get("cla_person_id") is None and row.get("cla_id") is not None and _has_period(records, child, row))
    ]
    held = {r["cla_review_date"] for r in rows if r.get("cla_review_date") and r.get("cla_review_cancelled") != "Y"}
    return sorted(d for d in held if d > period["start"] and (period["end"] is None or d <= period["end"]))


def _has_period(records: Records, child: Child, review: Row) -> bool:
    return any(period["id"] == review["cla_id"] for period in care.periods(records, child))


def _twentieth_working_day(start: date) -> date:
    """The last day that is no more than twenty working days after the start."""
    day = start
    while working_days(start, day + DAY) <= 20:
        day += DAY
    return day


PERMANENCE = {"RETURN1M", "RETURN6M", "RETURNEV", "REMAINSUP", "LTRELFR", "LTFOST18", "RESPLMT", "SUPPLIV", "ADOPTION"}


def _has_plan(records: Records, child: Child, day: date) -> bool:
    return any(
        is_open(row.get("cla_care_plan_start_date"), row.get("cla_care_plan_end_date"), day)
        and flags(row.get("cla_care_plan_json")) & PERMANENCE
        for row in records.of("cla_care_plan", child)
    )


def _plain(urn: str | None) -> str | None:
    if urn is None:
        return None
    return "".join(c for c in urn.upper() if c.isalnum()).removeprefix("SC")


def _listed(records: Records, authority: str, urn: str, day: date) -> Row | None:
    """What the register says of a provider on a day: its latest listing; the first reaches back."""
    rows = [row for row in records.within("provider", authority) if _plain(row["urn"]) == urn]
    rows.sort(key=lambda row: row["listed_on"])
    before = [row for row in rows if row["listed_on"] <= day]
    return before[-1] if before else rows[0] if rows else None


def _grade(listing: Row, day: date) -> str:
    inspected = listing.get("full_inspection_date")
    known = inspected is not None and inspected <= day
    return (listing.get("overall_effectiveness") or "NOT_YET") if known else "NOT_YET"


def _provider(records: Records, child: Child, placement: Row | None, day: date) -> tuple[str | None, Row | None]:
    if placement is None:
        return None, None
    urn = _plain(placement.get("cla_placement_urn"))
    fostered = (placement.get("cla_placement_type") or "").startswith("U")
    if fostered and placement.get("cla_placement_provider") == "PR1":
        own = [r for r in records.within("provider", child[0]) if r.get("provider_type") == "LA_FOSTERING"]
        urn = min((_plain(row["urn"]) for row in own), default=urn)
    return urn, None if urn is None else _listed(records, child[0], urn, day)


def looked_after_progress(records: Records, day: date) -> Facts:
    for child in records.children("cla_episodes"):
        period = care.care_on(records, child, day)
        if period is None:
            continue
        placement = care.placement_on(records, child, day)
        kind = (placement or {}).get("cla_placement_type") or ""
        since = _latest(care.placements(records, child, period), day)
        visits = [
            row["cla_visit_date"]
            for row in records.of("cla_visits", child)
            if row.get("cla_visit_seen") in (None, "Y") and row.get("cla_visit_date")
        ]
        seen = _latest(visits, day)
        lasting = kind in ("U1", "U4") and since is not None and add_months(since, 12) <= day
        limit = add_months(day, -3) if lasting else day - timedelta(days=42)
        offences = [row.get("cla_conviction_date") for row in records.of("cla_convictions", child)]
        _urn, listing = _provider(records, child, placement, day)
        yield {
            "child": child,
            "day": day,
            "visit_up_to_date": seen is not None and seen >= limit,
            "reviews_due": working_days(period["start"], day) > 20,
            "reviews_on_time": _on_time(
                _twentieth_working_day(period["start"]), reviews_of(records, child, period), 3, day
            ),
            "has_plan": _has_plan(records, child, day),
            "two_and_a_half_years": add_months(period["start"], 30) <= day,
            "settled": kind in ("A3", "A4", "A5", "A6") or (since is not None and add_months(since, 24) <= day),
            "fostered": kind.startswith("U"),
            "own_carer": kind.startswith("U") and placement.get("cla_placement_provider") == "PR1",
            "far": placement is not None and (placement.get("cla_placement_distance") or 0) > 20,
            "location": _location(placement and placement.get("cla_placement_postcode")),
            "unregistered": kind in ("H5", "P2", "Z1", "Z11", "Z12", "Z13", "Z14"),
            "had_a_year": add_months(period["start"], 12) <= day,
            "convicted": any(d and add_months(day, -12) < d <= day for d in offences),
            "provider_type": listing and listing.get("provider_type"),
            "provider_grade": listing and _grade(listing, day),
            **records.held_by(child, day),
        }


def second_reviews(records: Records) -> Facts:
    for child in records.children("cla_episodes"):
        for period in care.periods(records, child):
            held = reviews_of(records, child, period)
            if len(held) > 1:
                yield {
                    "child": child,
                    "day": held[1],
                    "has_plan": _has_plan(records, child, held[1]),
                    **records.held_by(child, held[1]),
                }


def liberty_orders(records: Records, day: date) -> Facts:
    for child in records.children("dolo"):
        if any(is_open(row["start_date"], row.get("end_date"), day) for row in records.of("dolo", child)):
            yield {"child": child, "day": day, **records.held_by(child, day)}


def missing(records: Records) -> Facts:
    for row in records.all("missing"):
        start = row.get("missing_episode_start_date")
        if start is None or care.care_on(records, _child(row), start.date()) is None:
            continue
        offered = row.get("missing_rhi_offered")
        yield {
            "child": _child(row),
            "day": start.date(),
            "missing_type": row.get("missing_episode_type"),
            "applies": offered != "NA",
            "offered": offered == "Y",
            "accepted": offered == "Y" and row.get("missing_rhi_accepted") == "Y",
            **records.held_by(_child(row), start.date()),
        }


# Providers


def providers_used(records: Records, day: date) -> Facts:
    used: dict[tuple[str, str], Row] = {}
    for child in records.children("cla_episodes"):
        if care.care_on(records, child, day):
            urn, listing = _provider(records, child, care.placement_on(records, child, day), day)
            if listing:
                used[child[0], urn] = listing
    for (authority, urn), listing in sorted(used.items(), key=lambda item: item[0]):
        yield {
            "la": authority,
            "day": day,
            "urn": urn,
            "provider_type": listing.get("provider_type"),
            "provider_grade": _grade(listing, day),
            "sector": listing.get("sector"),
        }


def homes_in_county(records: Records, day: date) -> Facts:
    used = {(fact["la"], fact["urn"]) for fact in providers_used(records, day)}
    for authority, urn in sorted({(la(row), _plain(row["urn"])) for row in records.all("provider")}):
        listing = _listed(records, authority, urn, day)
        is_home = listing.get("provider_type") in ("CHILDRENS_HOME", "RESIDENTIAL_SCHOOL")
        registered = listing.get("registration_date") or date(1900, 1, 1)
        if listing.get("in_county") == "Y" and is_home and is_open(registered, listing.get("closed_date"), day):
            yield {
                "la": authority,
                "day": day,
                "provider_grade": _grade(listing, day),
                "sector": listing.get("sector"),
                "provider_subtype": listing.get("provider_subtype"),
                "own_children_placed": "Yes" if (authority, urn) in used else "No",
            }


# Adoption


def _adoptions(records: Records) -> Facts:
    for row in records.all("permanence"):
        placed = row.get("placed_for_adoption_date")
        if placed is None:
            continue
        starts = [
            period["start"]
            for period in care.periods(records, _child(row))
            if period["start"] <= placed and (period["end"] is None or period["end"] >= placed)
        ]
        entered = max(starts, default=None)
        ordered, matched = row.get("placement_order_date"), row.get("matched_date")
        to_match = (matched - ordered).days if ordered and matched and matched >= ordered else None
        yield {
            "child": _child(row),
            "placed": placed,
            "adopted": row.get("permanence_order_date") if row.get("permanence_order_type") == "ADOPTION" else None,
            "both": entered is not None,
            "quick": entered is not None and placed < add_months(entered, 14),
            "waited": (placed - entered).days if entered else 0,
            "matched": to_match is not None,
            "to_match": to_match or 0,
        }


def placed_for_adoption(records: Records) -> Facts:
    for fact in _adoptions(records):
        yield {**fact, "day": fact["placed"], **records.held_by(fact["child"], fact["placed"])}


def adopted(records: Records) -> Facts:
    for fact in _adoptions(records):
        if fact["adopted"]:
            yield {**fact, "day": fact["adopted"], **records.held_by(fact["child"], fact["adopted"] - DAY)}


def _in_three_years(records: Records, day: date, when: str) -> Facts:
    for fact in _adoptions(records):
        if fact[when] and fact[when] <= records.as_at and add_months(day, -36) < fact[when] <= day:
            yield {**fact, "day": day}


def placed_in_three_years(records: Records, day: date) -> Facts:
    return _in_three_years(records, day, "placed")


def adopted_in_three_years(records: Records, day: date) -> Facts:
    return _in_three_years(records, day, "adopted")


def months(records: Records) -> Facts:
    """One a month, the same for everybody."""
    for year in range(2014, records.as_at.year + 1):
        for number in range(1, 13):
            if date(year, number, 1) <= records.as_at:
                yield {"la": "", "day": min(month_end((year, number)), records.as_at)}


SNAPSHOTS = (plans_under_review, in_need_planned, looked_after_progress, liberty_orders, providers_used,
             homes_in_county, placed_in_three_years, adopted_in_three_years)  # fmt: skip
