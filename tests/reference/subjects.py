"""
What is counted, one function each: the events of a world, or what is open on a day.

Each gives facts, one a row: whose (`child`), when (`day`), the team and worker, and what the measures ask.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from reference import care
from reference.dates import add_months, is_open, working_days
from reference.records import FINANCE_TEAMS, Child, Records, Row, flags, la, newest

Facts = Iterator[Row]
WHY_ENDED = {
    "Adopted": ("E11", "E12"),
    "Special guardianship or child arrangements order": ("E41", "E43", "E44", "E45", "E46", "E47", "E48"),
    "Returned home to parents or relatives": ("E4A", "E4B", "E13"),
    "Independent or supported living, staying put included": ("E5", "E6", "E17"),
}


def _child(row: Row) -> Child:
    return la(row), row["person_id"]


def _held(records: Records, row: Row, on: date, team: str | None = None, worker: str | None = None) -> Row:
    """Team and worker that the record names, else those who held the case on the day."""
    holder = records.held_by(_child(row), on)
    return {"team": team or holder["team"], "worker": worker or holder["worker"]}


def _day_before(day: date) -> date:
    return day - timedelta(days=1)


# Front door, referrals, assessments


def contacts(records: Records) -> Facts:
    for row in records.all("contacts"):
        yield {
            "child": _child(row),
            "day": row.get("contact_date"),
            "source": row.get("contact_source_code"),
            "forwarded": "NEW_REFERRAL_FLAG" in flags(row.get("contact_outcome_json")),
        }


def _ended_not_in_need(assessment: Row) -> bool:
    said = flags(assessment.get("assessment_outcome_json"))
    return assessment.get("assessment_outcome_nfa") == "Y" or "NFA_FLAG" in said


def _assessments_of(records: Records, referral: Row) -> list[Row]:
    assessments = records.within("cin_assessments", la(referral))
    return [a for a in assessments if a.get("referral_id") == referral["referral_id"]]


def _referral_outcome(referral: Row, assessments: list[Row]) -> str:
    said, nfa = flags(referral.get("referral_outcome_json")), referral.get("referral_nfa") == "Y"
    if "SINGLE_ASSESSMENT_FLAG" in said or (not said and assessments and not nfa):
        return "assessment"
    if "PRIVATE_FOSTERING_FLAG" in said:
        return "private_fostering"
    if "CP_TRANSFER_IN_FLAG" in said:
        return "transfer_in"
    if said & {"STRATEGY_DISCUSSION_FLAG", "CP_CONFERENCE_FLAG"}:
        return "strategy_discussion"
    if "CLA_REQUEST_FLAG" in said:
        return "looked_after"
    if nfa or "NFA_FLAG" in said:
        return "nfa"
    return "other" if said else "none"


def referrals(records: Records) -> Facts:
    for row in records.all("cin_episodes"):
        day = row.get("referral_date")
        if day is None:
            continue
        others = [other.get("referral_date") for other in records.of("cin_episodes", _child(row))]
        assessments = _assessments_of(records, row)
        nfa = row.get("referral_nfa") == "Y"
        yield {
            "child": _child(row),
            "day": day,
            "again": any(other and add_months(day, -12) <= other < day for other in others),
            "outcome": _referral_outcome(row, assessments),
            "nfa": nfa,
            "not_in_need": not nfa and any(_ended_not_in_need(a) for a in assessments),
            "source": row.get("referral_source_code"),
            "primary_need": row.get("cin_primary_need_code"),
            **_held(records, row, day, row.get("referral_team"), row.get("referral_worker_id")),
        }


def _assessment(records: Records, row: Row, day: date | None) -> Row:
    started = row.get("assessment_start_date")
    holder = _held(records, row, started or date.min, row.get("assessment_team"), row.get("assessment_worker_id"))
    return {"child": _child(row), "day": day, **holder}


def assessments_started(records: Records) -> Facts:
    for row in records.all("cin_assessments"):
        yield _assessment(records, row, row.get("assessment_start_date"))


def assessments_authorised(records: Records) -> Facts:
    for row in records.all("cin_assessments"):
        started, authorised = row.get("assessment_start_date"), row.get("assessment_auth_date")
        taken = None if started is None or authorised is None else working_days(started, authorised)
        bands = {10: "0-10 working days", 25: "11-25 working days", 45: "26-45 working days"}
        band = "No start date"
        if taken is not None:
            band = next((name for limit, name in bands.items() if taken <= limit), "Over 45 working days")
        yield {
            **_assessment(records, row, authorised),
            "closed": _ended_not_in_need(row),
            "in_time": taken is not None and taken <= 45,
            "time_band": band,
        }


# Strategy discussions, section 47 enquiries, conferences


def _discussions(records: Records, date_column: str) -> Facts:
    for row in records.all("decision"):
        moment = row.get(date_column)
        if row["decision_type"] == "strategy_discussion" and moment is not None:
            outcome = (row.get("outcome") or "none").lower().replace(" ", "_")
            holder = _held(records, row, moment.date(), row.get("unit_id"), row.get("decided_by"))
            yield {"child": _child(row), "day": moment.date(), "outcome": outcome, **holder}


def discussions_started(records: Records) -> Facts:
    return _discussions(records, "requested_at")


def discussions_ended(records: Records) -> Facts:
    return _discussions(records, "decided_at")


def _enquiries(records: Records, date_column: str) -> Facts:
    for row in records.all("s47_enquiry"):
        day, said = row.get(date_column), flags(row.get("s47_outcome_json"))
        if day is None:
            continue
        if "CP_CONFERENCE_FLAG" in said:
            outcome = "continuing_risk"
        elif row.get("s47_nfa") == "Y" or "NFA_FLAG" in said:
            outcome = "not_substantiated"
        else:
            outcome = "no_continuing_risk"
        held = [c for c in records.of("initial_cp_conference", _child(row)) if c.get("icpc_date")]
        holder = _held(records, row, day, row.get("s47_completed_by_team"), row.get("s47_completed_by_worker_id"))
        yield {
            "child": _child(row),
            "day": day,
            "outcome": outcome,
            "conference": any(c.get("s47_enquiry_id") == row["s47_enquiry_id"] for c in held),
            **holder,
        }


def s47_started(records: Records) -> Facts:
    return _enquiries(records, "s47_start_date")


def s47_ended(records: Records) -> Facts:
    return _enquiries(records, "s47_end_date")


def conferences(records: Records) -> Facts:
    for row in records.all("initial_cp_conference"):
        day = row.get("icpc_date")
        if day is None:
            continue
        linked = [e for e in records.of("s47_enquiry", _child(row)) if e["s47_enquiry_id"] == row.get("s47_enquiry_id")]
        enquiry = linked[0] if linked else {}
        referred = [
            e.get("referral_date")
            for e in records.within("cin_episodes", la(row))
            if e["referral_id"] == row.get("referral_id")
        ]
        start, end = enquiry.get("s47_start_date"), enquiry.get("s47_end_date")
        in_time = start is not None and working_days(start, day) <= 15
        transfer = row.get("icpc_transfer_in") == "Y"
        said = flags(row.get("icpc_outcome_json"))
        if transfer:
            timeliness = "transfer"
        elif start is None or end is None or end > day:
            timeliness = "no_s47"
        else:
            timeliness = "within" if in_time else "outside"
        yield {
            "child": _child(row),
            "day": day,
            "transfer": transfer,
            "timeliness": timeliness,
            "in_time": in_time,
            "transfer_in_time": any(r is not None and working_days(r, day) <= 15 for r in referred),
            "to_plan": row.get("icpc_outcome_cp_flag") == "Y" or "CP_FLAG" in said,
            "no_outcome": row.get("icpc_outcome_cp_flag") is None and not said,
            **_held(records, row, day, row.get("icpc_team"), row.get("icpc_worker_id")),
        }


# Child protection plans


def plans_open(records: Records, day: date, children: list[Child] | None = None) -> Facts:
    for child in children or records.children("cp_plans"):
        if plan := care.plan_on(records, child, day):
            yield {
                "child": child,
                "day": day,
                "long": add_months(plan["cp_plan_start_date"], 24) <= day,
                "time_band": care.time_on_plan(plan["cp_plan_start_date"], day),
                "category_of_abuse": plan.get("cp_plan_latest_category") or plan.get("cp_plan_initial_category"),
                **records.held_by(child, day),
            }


def _own_plans(records: Records) -> Facts:
    for plan in records.all("cp_plans"):
        if plan.get("cp_plan_ola") != "Y" and plan.get("cp_plan_start_date"):
            yield plan


def plans_started(records: Records) -> Facts:
    for plan in _own_plans(records):
        start = plan["cp_plan_start_date"]
        # Another authority's plan is not ours, but it was a plan.
        earlier = [
            other
            for other in records.of("cp_plans", _child(plan))
            if other.get("cp_plan_start_date") and other["cp_plan_start_date"] < start
        ]
        reported = [
            row.get("previous_plans") or 0
            for row in records.within("cp_plan_reported", la(plan))
            if row["cp_plan_id"] == plan["cp_plan_id"]
        ]
        ends = [other.get("cp_plan_end_date") for other in earlier]
        yield {
            "child": _child(plan),
            "day": start,
            "repeat": bool(earlier) or any(reported),
            "repeat_in_two_years": any(end and add_months(start, -24) <= end <= start for end in ends),
            "category_of_abuse": plan.get("cp_plan_initial_category"),
            **_held(records, plan, start),
        }


def plans_ended(records: Records) -> Facts:
    for plan in _own_plans(records):
        start, end = plan["cp_plan_start_date"], plan.get("cp_plan_end_date")
        if end is not None:
            yield {
                "child": _child(plan),
                "day": end,
                "short": end < add_months(start, 3),
                "time_band": "0-2 months" if end < add_months(start, 3) else "3 months and over",
                "long": end >= add_months(start, 24),
                "category_of_abuse": plan.get("cp_plan_latest_category") or plan.get("cp_plan_initial_category"),
                **_held(records, plan, _day_before(end)),
            }


def _days_of_change(records: Records, child: Child, *tables: str) -> list[date]:
    """The first day of every month, and every day on which something of the child's starts or ends."""
    days = {date(year, month, 1) for year in range(2014, records.as_at.year + 1) for month in range(1, 13)}
    for table in (*tables, "involvements"):
        days |= {value for row in records.of(table, child) for value in row.values() if isinstance(value, date)}
    return sorted(day for day in days if day <= records.as_at)


def _in_each_month(records: Records, on_day, *tables: str) -> Facts:
    """What `on_day` finds of each child, once a month and again when it changes within one."""
    for child in records.children(*tables):
        before, month = None, None
        for day in _days_of_change(records, child, *tables):
            found = list(on_day(records, day, [child]))
            state = found and {**found[0], "day": None}
            if found and (state != before or (day.year, day.month) != month):
                yield found[0]
            before, month = state, (day.year, day.month)


def plans_in_month(records: Records) -> Facts:
    return _in_each_month(records, plans_open, "cp_plans")


def in_need_in_month(records: Records) -> Facts:
    return _in_each_month(records, in_need, "cin_episodes", "cp_plans", "cla_episodes", "legal_status")


# Children looked after


def looked_after(records: Records, day: date) -> Facts:
    for child in records.children("cla_episodes"):
        period = care.care_on(records, child, day)
        if period is None:
            continue
        placement = care.placement_on(records, child, day)
        starts = care.placements(records, child, period)
        had = sum(start <= day for start in starts)
        in_year = care.placements_in_year(starts, day)
        yield {
            "child": child,
            "day": day,
            "legal_status": care.status_on(records, child, day),
            "placement_type": placement and placement.get("cla_placement_type"),
            "time_band": care.time_in_care(period["start"], day),
            "placements": "None recorded" if had == 0 else "10 or more" if had >= 10 else str(had),
            "placements_in_year": "3 or more" if in_year >= 3 else str(max(in_year, 1)),
            "three_in_year": in_year >= 3,
            "three_moves": care.moves_since_april(starts, day) >= 3,
            "visited": care.was_visited(records, child, day),
            **records.held_by(child, day),
        }


def _periods(records: Records) -> Iterator[tuple[Child, Row]]:
    for child in records.children("cla_episodes"):
        for period in care.periods(records, child):
            if care.was_looked_after(records, child, period):
                yield child, period


def care_started(records: Records) -> Facts:
    for child, period in _periods(records):
        holder = records.held_by(child, period["start"])
        yield {"child": child, "day": period["start"], "primary_need": period["primary_need"], **holder}


def care_ended(records: Records) -> Facts:
    for child, period in _periods(records):
        if period["end"] is not None:
            holder = records.held_by(child, _day_before(period["end"]))
            reason = period["end_reason"]
            why = next((why for why, codes in WHY_ENDED.items() if reason in codes), "Other")
            yield {"child": child, "day": period["end"], "end_reason": reason, "why_ended": why, **holder}


# Children in need and caseloads


def _open_referral(referrals: list[Row], day: date) -> Row | None:
    """The newest accepted referral that is open."""
    accepted = [
        row
        for row in referrals
        if row.get("referral_nfa") != "Y" and is_open(row.get("referral_date"), row.get("close_date"), day)
    ]
    return newest(accepted, "referral_date", "referral_id")


def _is_supported_care_leaver(records: Records, child: Child, day: date) -> bool:
    return bool(records.of("care_leavers", child)) and any(
        row.get("professional_role_id") == "16PLUS"
        and is_open(row.get("involvement_start_date"), row.get("involvement_end_date"), day)
        for row in records.of("involvements", child)
    )


def open_cases(records: Records, day: date) -> Facts:
    """Every child with something open once, under the highest tier."""
    for child in records.children("cin_episodes", "cp_plans", "cla_episodes", "care_leavers"):
        referral = _open_referral(records.of("cin_episodes", child), day)
        if care.care_on(records, child, day):
            case_type = "Looked after"
        elif care.plan_on(records, child, day):
            case_type = "Child protection plan"
        elif referral:
            case_type = "Child in need"
        elif _is_supported_care_leaver(records, child, day):
            case_type = "Care leaver"
        else:
            continue
        holder = records.held_by(child, day)
        # A payment is the only service where nothing higher is open.
        payment = FINANCE_TEAMS.get((holder["team"] or "").upper()) if case_type == "Child in need" else None
        worker = holder["worker"]
        held_by = "not_allocated"
        if worker is not None:
            held_by = "social_worker" if records.is_social_worker(child[0], worker) else "other_professional"
        yield {
            "child": child,
            "day": day,
            "case_type": case_type,
            "payment": payment is not None,
            "allocated": worker is not None and payment is None,
            "allocated_to": payment or held_by,
            "primary_need": referral.get("cin_primary_need_code") if case_type == "Child in need" else None,
            **holder,
        }


def _episodes_of_need(records: Records, referrals: list[Row]) -> list[Row]:
    """Accepted referrals that neither ended in no further action nor were assessed as not in need."""
    return [
        row
        for row in referrals
        if row.get("referral_nfa") != "Y"
        and row.get("referral_date")
        and not any(_ended_not_in_need(a) for a in _assessments_of(records, row))
    ]


def in_need(records: Records, day: date, children: list[Child] | None = None) -> Facts:
    """The census's children in need: an episode of need that is not only a payment, a plan, or care."""
    for child in children or records.children("cin_episodes", "cp_plans", "cla_episodes"):
        holder = records.held_by(child, day)
        higher = bool(care.care_on(records, child, day) or care.plan_on(records, child, day))
        need = _open_referral(_episodes_of_need(records, records.of("cin_episodes", child)), day)
        if higher or (need and (holder["team"] or "").upper() not in FINANCE_TEAMS):
            own_need = None if higher else need.get("cin_primary_need_code")
            yield {"child": child, "day": day, "higher": higher, "primary_need": own_need, **holder}


def need_started(records: Records) -> Facts:
    for row in _episodes_of_need(records, records.all("cin_episodes")):
        day, need = row["referral_date"], row.get("cin_primary_need_code")
        yield {"child": _child(row), "day": day, "primary_need": need, **_held(records, row, day)}


def need_ended(records: Records) -> Facts:
    for row in _episodes_of_need(records, records.all("cin_episodes")):
        if day := row.get("close_date"):
            yield {
                "child": _child(row),
                "day": day,
                "primary_need": row.get("cin_primary_need_code"),
                "closure_reason": row.get("close_reason"),
                **_held(records, row, _day_before(day)),
            }


def posts(records: Records, day: date) -> Facts:
    """Posts on a day with the share of their FTE that carries cases (systems.md B.3). Only those recorded as posts."""
    for row in records.all("worker_post"):
        if not is_open(row["valid_from"], row.get("valid_to"), day):
            continue
        units = [u for u in records.within("org_unit", la(row)) if u["unit_id"] == row["unit_id"]]
        team = min((u.get("ssd_team_id") or u["unit_id"] for u in units), default=row["unit_id"])
        area = records.place(la(row), team, day)["service_area"]
        role = row["role"].lower().replace(" ", "_")
        carries = (
            role in ("social_worker", "senior_social_worker", "advanced_social_worker", "personal_adviser")
            or (role == "family_practitioner" and area == "Permanency & Transition")
            or (role in ("team_manager", "assistant_team_manager") and area == "Private Fostering")
        )
        away_from = row.get("absence_from") or row["valid_from"]
        away = row.get("absence") is not None and is_open(away_from, row.get("absence_to"), day)
        fte = 1.0 if row.get("fte") is None else row["fte"]
        share = 0.6 if row.get("is_newly_qualified") == "Y" else 1.0
        yield {
            "la": la(row),
            "day": day,
            "team": team,
            "worker": row["professional_id"],
            "post": role,
            "agency": "Agency" if row.get("is_agency") == "Y" else "Permanent",
            "adjusted_fte": fte * share if carries and not away else 0.0,
        }


# Residents


def residents(records: Records, day: date) -> Facts:
    """Residents by age from the mid-year estimate in force on the day."""
    rows = [row for row in records.all("population") if row["area_code"] != "E92000001"]
    for authority in sorted({la(row) for row in rows}):
        own = [row for row in rows if la(row) == authority]
        first_used = {row["year"]: row.get("first_used_date") or date(row["year"] + 1, 4, 1) for row in own}
        used = sorted(first_used, key=lambda year: (first_used[year], year))
        in_force = [year for year in used if first_used[year] <= day]
        year = in_force[-1] if in_force else used[0]
        of_year = [row for row in own if row["year"] == year]
        persons = [row for row in of_year if row["sex"] == "P"]
        for row in persons or of_year:
            yield {
                "la": authority,
                "day": day,
                "area": "Our authority",
                "age": row["age"],
                "residents": row["population"],
            }
