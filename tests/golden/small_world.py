"""A small fixed authority of forty children, made by counting, so that every figure can be found by hand."""

from datetime import date, timedelta

from spec.drawing import Row
from spec.world import World

from sightline.measures.windows import Month, add_months
from sightline.settings import Authority, Settings, Target

AS_AT = date(2017, 6, 30)
LAST = Month(2017, 6)
CHILDREN = 40
TEAMS = {
    "IRN1": ("Initial Response North", "Initial Response", "North"),
    "IRS1": ("Initial Response South", "Initial Response", "South"),
    "CFN1": ("Families North 1", "Children & Families", "North"),
    "CFN2": ("Families North 2", "Children & Families", "North"),
    "CFS1": ("Families South 1", "Children & Families", "South"),
    "PTN1": ("Permanency North", "Permanency & Transition", "North"),
}
SETTINGS = Settings(
    authority=Authority(name="Tamarshire", la_code="000"),
    targets={
        "rereferral_pct_children": Target(value=25, comparison="<=", from_date=date(2017, 4, 1)),
        "assessments_in_45wd_pct": Target(value=85),
        "mash_forwarded_pct": Target(value=65, to=70),
    },
)


def small_world() -> World:
    """The world; strategy discussions are not supplied."""
    return World(_rows(), as_at=AS_AT, settings=SETTINGS)


def _rows() -> dict[str, list[Row]]:
    teams = list(TEAMS)
    rows: dict[str, list[Row]] = {
        name: []
        for name in (
            "person",
            "cin_episodes",
            "cin_assessments",
            "contacts",
            "s47_enquiry",
            "initial_cp_conference",
            "cp_plans",
            "cla_episodes",
            "cla_placement",
            "legal_status",
            "cla_visits",
            "involvements",
            "professionals",
            "worker_post",
            "org_unit",
            "population",
        )
    }
    for team, (name, area, locality) in TEAMS.items():
        rows["org_unit"].append(
            {
                "unit_id": team,
                "valid_from": date(2010, 4, 1),
                "unit_name": name,
                "unit_level": "team",
                "ssd_team_id": team,
                "service_area": area,
                "locality": locality,
            }
        )
        worker = f"W-{team}"
        rows["professionals"].append({"professional_id": worker, "social_worker_registration_no": f"SW{team}"})
        rows["worker_post"].append(
            {
                "professional_id": worker,
                "unit_id": team,
                "role": "social_worker",
                "valid_from": date(2015, 1, 1),
                "fte": 0.8,
                "is_agency": "N",
            }
        )
    for year, first_used, number in ((2015, date(2016, 4, 1), 9_800), (2016, date(2017, 4, 1), 10_000)):
        for age, share in ((0, 5), (3, 25), (7, 25), (12, 35), (16, 10), (20, 40)):
            rows["population"].append(
                {
                    "area_code": "E10000008",
                    "year": year,
                    "sex": "P",
                    "age": age,
                    "population": number * share // 100,
                    "first_used_date": first_used,
                }
            )
    for child in range(CHILDREN):
        _child(rows, child, teams[child % len(teams)])
    return rows


def _child(rows: dict[str, list[Row]], child: int, team: str) -> None:
    """Child n is referred in month n of a run from April 2016, and again half a year later when n is even."""
    person = f"C{child:02}"
    rows["person"].append(
        {
            "person_id": person,
            "sex": "MF"[child % 2],
            "gender": "I" if child == 2 else "MF"[child % 2],
            "ethnicity": "WBRI",
            "dob": date(2001 + child % 16, 1 + child % 12, 1),
        }
    )
    first = add_months(date(2016, 4, 10), child % 15)
    referrals = [first, *([add_months(first, 6)] if child % 2 == 0 else [])]
    for number, referred in enumerate(referrals):
        if referred > AS_AT:
            continue
        key = f"R{child:02}{number}"
        nfa = child % 10 == 9
        rows["contacts"].append(
            {
                "contact_id": key,
                "person_id": person,
                "contact_date": referred,
                "contact_outcome_json": '{"NEW_REFERRAL_FLAG":"Y"}' if child % 3 else "{}",
            }
        )
        rows["cin_episodes"].append(
            {
                "referral_id": key,
                "person_id": person,
                "referral_date": referred,
                "referral_nfa": "Y" if nfa else "N",
                "referral_team": team,
                "referral_outcome_json": '{"SINGLE_ASSESSMENT_FLAG":"Y"}' if not nfa else None,
            }
        )
        authorised = referred + timedelta(days=30 + 10 * (child % 5))
        rows["cin_assessments"].append(
            {
                "assessment_id": key,
                "person_id": person,
                "referral_id": key,
                "assessment_start_date": referred,
                "assessment_team": team,
                "assessment_auth_date": authorised if authorised <= AS_AT else None,
                "assessment_outcome_nfa": "Y" if child % 4 == 3 else "N",
            }
        )
        if child % 4 == 0:
            _protected(rows, person, key, referred, team, keeps=child % 8 == 0)
    rows["involvements"].append(
        {
            "involvements_id": person,
            "professional_id": f"W-{team}",
            "professional_role_id": "CW",
            "professional_team": team,
            "person_id": person,
            "involvement_start_date": first,
        }
    )
    if child % 5 == 0:
        _looked_after(rows, person, first, child)


def _protected(rows: dict[str, list[Row]], person: str, key: str, day: date, team: str, *, keeps: bool) -> None:
    ended, held = day + timedelta(days=12), day + timedelta(days=19)
    if held > AS_AT:
        return
    rows["s47_enquiry"].append(
        {
            "s47_enquiry_id": key,
            "referral_id": key,
            "person_id": person,
            "s47_start_date": day,
            "s47_end_date": ended,
            "s47_completed_by_team": team,
            "s47_outcome_json": '{"CP_CONFERENCE_FLAG":"Y"}' if keeps else None,
            "s47_nfa": "N",
        }
    )
    rows["initial_cp_conference"].append(
        {
            "icpc_id": key,
            "s47_enquiry_id": key,
            "person_id": person,
            "icpc_date": held,
            "icpc_team": team,
            "icpc_outcome_cp_flag": "Y" if keeps else "N",
        }
    )
    if keeps:
        end = held + timedelta(days=80)
        rows["cp_plans"].append(
            {
                "cp_plan_id": key,
                "person_id": person,
                "cp_plan_start_date": held,
                "cp_plan_end_date": end if end <= AS_AT else None,
                "cp_plan_initial_category": "NEG",
            }
        )


def _looked_after(rows: dict[str, list[Row]], person: str, first: date, child: int) -> None:
    start = first - timedelta(days=200 * (1 + child % 3))
    rows["cla_episodes"].append(
        {
            "cla_episode_id": person,
            "person_id": person,
            "cla_id": person,
            "cla_episode_start_date": start,
            "cla_episode_start_reason": "S",
        }
    )
    rows["legal_status"].append(
        {
            "legal_status_id": person,
            "person_id": person,
            "legal_status_start_date": start,
            "legal_status": ("C2", "V2", "C1")[child % 3],
        }
    )
    for move in range(1 + child % 3):
        rows["cla_placement"].append(
            {
                "cla_placement_id": f"{person}{move}",
                "cla_id": person,
                "person_id": person,
                "cla_placement_start_date": start + timedelta(days=60 * move),
                "cla_placement_type": "U1",
            }
        )
    rows["cla_visits"].append(
        {
            "cla_visit_id": person,
            "cla_id": person,
            "person_id": person,
            "cla_visit_date": date(2017, 6, 1) if child % 2 else date(2017, 3, 1),
        }
    )
