"""
Small made-up worlds: a few children, few codes, few dates around the edges, so that ties are common; and faults too.

`batch(count, seed)` makes many of them, each as its own authority, so that two hundred worlds are one measurement.
"""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from generative import care_worlds, progress_worlds
from generative.edges import EDGES, RECENT, days, maybe, moments, yes_no, yes_rarely

Row = dict
Rows = dict[str, list[Row]]

AS_AT = date(2017, 6, 30)
BIRTHS = [date(2016, 2, 29), date(2015, 6, 30), date(2012, 7, 1), date(2007, 6, 1), date(2001, 4, 1), date(1999, 6, 15),
          date(2017, 6, 30), date(2017, 9, 1), date(1998, 5, 15), date(2000, 2, 29), date(1996, 4, 30)]  # fmt: skip
TEAMS = ["T1", "PT1", "PF1", "FOC01", "ICSFRN", "D1", "T9", None]
WORKERS = ["W1", "W2", "S3", "W9", None]


teams, workers = st.sampled_from(TEAMS), st.sampled_from(WORKERS)


def _after(start: date | None, *lengths: int):
    """So many days after the start; any day where there is none."""
    return st.sampled_from([start + timedelta(days=n) for n in lengths]) if start else days


def outcome(*flags: str):
    """An outcome's JSON with some flag set, with all of them blank, or no JSON."""
    set_one = st.sampled_from([f'{{"{flag}": "Y"}}' for flag in flags])
    lists = [set_one] * 4 + [st.just(f'{{"{flags[0]}": "N", "{flags[-1]}": ""}}'), st.none()]
    return st.one_of(lists)


@st.composite
def spells(draw, most: int, gaps: bool = True):
    """(start, end) one after another, mostly; now and then overlapping, ending before they start, or never starting."""
    if draw(st.integers(0, 4)) == 0:
        count = draw(st.integers(1, most))
        return [(draw(maybe(days)), draw(st.one_of(days, st.none()))) for _n in range(count)]
    edges = sorted(draw(st.lists(days, min_size=1, max_size=most + 1, unique=True)))
    found = list(pairwise(edges))
    if gaps and len(found) > 1 and draw(st.booleans()):
        found.pop(draw(st.integers(0, len(found) - 1)))
    return [*found, (edges[-1], None)] if draw(st.booleans()) else found


class Keys:
    """Row keys that are unique in a world."""

    def __init__(self):
        self._next = 0

    def __call__(self, prefix: str) -> str:
        self._next += 1
        return f"{prefix}{self._next:03}"


def _person(draw, rows: Rows, child: str) -> None:
    if draw(st.integers(0, 7)) == 0:
        return  # an orphan
    rows["person"].append(
        {
            "person_id": child,
            "sex": draw(st.sampled_from(["M", "F", "U", None])),
            "gender": draw(st.sampled_from(["I", "U", None, None])),
            "ethnicity": draw(st.sampled_from(["WBRI", "MOTH", "CHNE", "REFU", None])),
            "dob": draw(maybe(st.sampled_from(BIRTHS), 0.25)),
            "expected_dob": draw(maybe(st.sampled_from(BIRTHS), 0.5)),
        }
    )
    for number in range(draw(st.sampled_from([0, 0, 1, 2]))):
        code = draw(st.sampled_from(["NONE", "HAND", "MOB"]))
        rows["disability"].append({"table_id": f"{child}{number}", "person_id": child, "disability_code": code})
    if draw(st.integers(0, 3)) == 0:
        status = draw(st.sampled_from(["UASC", "uasc", "Settled", None]))
        rows["immigration_status"].append(
            {"immigration_status_id": child, "person_id": child, "immigration_status": status}
        )


def _front_door(draw, rows: Rows, child: str, key: Keys) -> None:
    for _n in range(draw(st.integers(0, 2))):
        rows["contacts"].append(
            {
                "contact_id": key("c"),
                "person_id": child,
                "contact_date": draw(maybe(days)),
                "contact_source_code": draw(st.sampled_from(["1A", "6", "10", None])),
                "contact_outcome_json": draw(outcome("NEW_REFERRAL_FLAG", "NFA_FLAG")),
            }
        )


def _referrals(draw, rows: Rows, child: str, key: Keys) -> list[str]:
    made = []
    for start, end in draw(spells(3)) if draw(st.integers(0, 4)) else []:
        made.append(key("r"))
        rows["cin_episodes"].append(
            {
                "referral_id": made[-1],
                "person_id": child,
                "referral_date": start,
                "cin_primary_need_code": draw(st.sampled_from(["N1", "N2", None])),
                "referral_source_code": draw(st.sampled_from(["1A", "10", None])),
                "referral_outcome_json": draw(
                    outcome("SINGLE_ASSESSMENT_FLAG", "NFA_FLAG", "CP_TRANSFER_IN_FLAG", "PRIVATE_FOSTERING_FLAG")
                ),
                "referral_nfa": draw(yes_rarely),
                "close_date": draw(st.sampled_from([end, end, None])),
                "close_reason": draw(st.sampled_from(["RC7", "RC8", None])),
                "referral_team": draw(teams),
                "referral_worker_id": draw(workers),
            }
        )
    for _n in range(draw(st.integers(0, 3))):
        start = draw(maybe(days))
        # 45 working days are nine weeks, more with bank holidays.
        later = _after(start, 0, 14, 15, 35, 63, 64, 66, 80)
        rows["cin_assessments"].append(
            {
                "assessment_id": key("a"),
                "person_id": child,
                "referral_id": draw(st.sampled_from([*made, None, "gone"])),
                "assessment_start_date": start,
                "assessment_auth_date": draw(maybe(st.one_of(later, later, days))),
                "assessment_outcome_json": draw(outcome("PROV_OF_SERVICES_FLAG", "NFA_FLAG")),
                "assessment_outcome_nfa": draw(yes_rarely),
                "assessment_team": draw(teams),
                "assessment_worker_id": draw(workers),
            }
        )
    return made


def _protection(draw, rows: Rows, child: str, key: Keys, referrals: list[str]) -> None:
    for _n in range(draw(st.integers(0, 2))):
        rows["decision"].append(
            {
                "decision_id": key("d"),
                "person_id": child,
                "about_table": "ssd_cin_episodes",
                "about_id": "r",
                "decision_type": draw(st.sampled_from(["strategy_discussion", "strategy_discussion", "thresholds"])),
                "requested_at": draw(maybe(moments)),
                "decided_at": draw(maybe(moments)),
                "outcome": draw(st.sampled_from(["Section 47 enquiry", "no_further_action", None])),
                "unit_id": draw(teams),
                "decided_by": draw(workers),
            }
        )
    enquiries = [f"e{n}" for n in range(draw(st.integers(0, 2)))]  # siblings share the ids
    for enquiry in enquiries:
        start = draw(maybe(days))
        later = _after(start, 1, 9, 20, 21, 30)
        rows["s47_enquiry"].append(
            {
                "s47_enquiry_id": enquiry,
                "person_id": child,
                "s47_start_date": start,
                "s47_end_date": draw(maybe(later)),
                "s47_nfa": draw(yes_rarely),
                "s47_outcome_json": draw(outcome("CP_CONFERENCE_FLAG", "NFA_FLAG", "MONITOR_FLAG")),
                "s47_completed_by_team": draw(teams),
                "s47_completed_by_worker_id": draw(workers),
            }
        )
        if draw(st.integers(0, 3)):
            _conference(draw, rows, child, key, [enquiry], referrals, start)
    if draw(st.integers(0, 2)) == 0:
        _conference(draw, rows, child, key, [*enquiries, None, "e9"], referrals, None)
    for start, end in draw(spells(3)) if draw(st.integers(0, 3)) else []:
        rows["cp_plans"].append(
            {
                "cp_plan_id": key("p"),
                "person_id": child,
                "cp_plan_start_date": start,
                "cp_plan_end_date": end,
                "cp_plan_ola": draw(yes_rarely),
                "cp_plan_initial_category": draw(st.sampled_from(["NEG", "EMO", None])),
                "cp_plan_latest_category": draw(st.sampled_from(["NEG", "PHY", None])),
            }
        )
        if draw(st.integers(0, 4)) == 0:
            rows["cp_plan_reported"].append(
                {
                    "cp_plan_id": rows["cp_plans"][-1]["cp_plan_id"],
                    "source": "cin_census",
                    "previous_plans": draw(st.sampled_from([0, 2, None])),
                }
            )


def _conference(draw, rows: Rows, child: str, key: Keys, enquiries: list, referrals: list, start: date | None) -> None:
    # Fifteen working days are three weeks, more with bank holidays.
    near = _after(start, 10, 20, 21, 22, 24, 35)
    rows["initial_cp_conference"].append(
        {
            "icpc_id": key("i"),
            "person_id": child,
            "s47_enquiry_id": draw(st.sampled_from(enquiries)),
            "referral_id": draw(st.sampled_from([*referrals, None])),
            "icpc_transfer_in": draw(yes_rarely),
            "icpc_date": draw(maybe(near)),
            "icpc_outcome_cp_flag": draw(yes_no),
            "icpc_outcome_json": draw(outcome("CP_FLAG", "NFA_FLAG")),
            "icpc_team": draw(teams),
            "icpc_worker_id": draw(workers),
        }
    )


def _care(draw, rows: Rows, child: str, key: Keys) -> None:
    if draw(st.integers(0, 3)) == 0:
        return
    names = draw(st.sampled_from([False, True, True]))
    period = 0
    before = None
    for start, end in draw(spells(5, gaps=False)):
        continues = before is not None and before == start and draw(st.integers(0, 5)) > 0
        period += not continues
        reason = draw(st.sampled_from(["L", "P", "P", "B", "T"])) if continues else "S"
        rows["cla_episodes"].append(
            {
                "cla_episode_id": key("ep"),
                "person_id": child,
                "cla_episode_start_date": start,
                "cla_episode_start_reason": reason,
                "cla_primary_need_code": draw(st.sampled_from(["N1", None])),
                "cla_episode_ceased_date": end,
                "cla_episode_ceased_reason": draw(st.sampled_from(["E4A", "X1"])) if end else None,
                "cla_id": f"{child}-{period}" if names else None,
            }
        )
        before = end
        if draw(st.integers(0, 7)):
            rows["cla_placement"].append(
                {
                    "cla_placement_id": key("pl"),
                    "person_id": child,
                    "cla_placement_start_date": start,
                    "cla_placement_end_date": end,
                    "cla_placement_type": draw(st.sampled_from(["U1", "U1", "U6", "K2", "K2", "T0", "A6", "H5", None])),
                    "cla_placement_postcode": draw(st.sampled_from(["QX12AB", "qx1 2ab", "QV12AB", "Q", None])),
                }
            )
    for start, end in draw(spells(3)):
        rows["legal_status"].append(
            {
                "legal_status_id": key("l"),
                "person_id": child,
                "legal_status": draw(st.sampled_from(["C1", "C2", "V2", "V2", "V3", "V4", "Supervision order"])),
                "legal_status_start_date": start,
                "legal_status_end_date": end,
            }
        )
    for _n in range(draw(st.integers(0, 2))):
        rows["cla_visits"].append(
            {
                "cla_visit_id": key("v"),
                "person_id": child,
                "cla_visit_date": draw(maybe(st.one_of(days, st.just(date(2017, 5, 19)), st.just(date(2017, 5, 18))))),
                "cla_visit_seen": draw(st.sampled_from(["Y", "N", None])),
            }
        )


def _allocation(draw, rows: Rows, child: str, key: Keys) -> None:
    for start, end in draw(spells(3)) if draw(st.integers(0, 4)) else []:
        rows["involvements"].append(
            {
                "involvements_id": key("v"),
                "professional_id": draw(workers),
                "professional_role_id": draw(st.sampled_from(["CW", "CW", "CW", "16PLUS", "IRO", None])),
                "professional_team": draw(teams),
                "person_id": child,
                "involvement_start_date": start,
                "involvement_end_date": end,
            }
        )
    if draw(st.integers(0, 3)) == 0:
        rows["care_leavers"].append({"table_id": key("cl"), "person_id": child})
        if draw(st.integers(0, 3)):
            start = draw(st.sampled_from(EDGES))
            rows["involvements"].append(
                {
                    "involvements_id": key("v"),
                    "professional_id": "W2",
                    "professional_role_id": "16PLUS",
                    "professional_team": "PT1",
                    "person_id": child,
                    "involvement_start_date": start,
                }
            )


def _ordinary_case(draw, rows: Rows, child: str, key: Keys) -> None:
    """What chance seldom makes: a referral that stays open with somebody, an enquiry, a conference near its limit."""
    referred = draw(st.sampled_from(EDGES[:-4]))
    referral = key("r")
    rows["cin_episodes"].append({"referral_id": referral, "person_id": child, "referral_date": referred})
    rows["involvements"].append(
        {
            "involvements_id": key("v"),
            "professional_id": draw(workers),
            "professional_role_id": "CW",
            "professional_team": draw(st.sampled_from(["T1", "FOC01", "ICSFRN", None])),
            "person_id": child,
            "involvement_start_date": draw(st.sampled_from([referred, date(2017, 6, 1)])),
        }
    )
    start = draw(st.sampled_from(RECENT))
    rows["s47_enquiry"].append(
        {
            "s47_enquiry_id": "e0",
            "person_id": child,
            "s47_start_date": start,
            "s47_end_date": draw(_after(start, 5, 21)),
        }
    )
    transfer = draw(st.booleans())
    rows["initial_cp_conference"].append(
        {
            "icpc_id": key("i"),
            "person_id": child,
            "s47_enquiry_id": "e0",
            "referral_id": referral,
            "icpc_transfer_in": "Y" if transfer else None,
            "icpc_date": draw(_after(referred if transfer else start, 20, 21, 22, 23, 29)),
            "icpc_outcome_cp_flag": draw(yes_no),
        }
    )


def _organisation(draw, rows: Rows) -> None:
    def unit(team: str, name: str, area: str | None, locality: str | None, since: date) -> None:
        unit_id = f"U-{team}" if team != "PF1" else team
        rows["org_unit"].append(
            {
                "unit_id": unit_id,
                "ssd_team_id": None if unit_id == team else team,
                "valid_from": since,
                "unit_name": name,
                "unit_level": "team",
                "service_area": area,
                "locality": locality,
            }
        )

    long_ago = date(2010, 1, 1)
    unit("T1", "Team one", "Children & Families", "Exeter", long_ago)
    if draw(st.booleans()):
        unit("T1", "Team one, moved", "Initial Response", "North", draw(st.sampled_from(RECENT)))
    unit("PT1", "Permanency", "Permanency & Transition", "North", draw(st.sampled_from([long_ago, date(2017, 5, 1)])))
    unit("PF1", "Fostering", "Private Fostering", None, long_ago)
    if draw(st.booleans()):
        rows["department"].append({"team_id": "D1", "team_name": draw(st.sampled_from(["Duty team", None]))})
    for worker, number, staff in (("W1", "SW1", None), ("W2", None, "S2"), ("W3", "SW3", "S3")):
        rows["professionals"].append(
            {"professional_id": worker, "staff_id": staff, "social_worker_registration_no": number}
        )
    roles = ["social_worker", "Social Worker", "team_manager", "family_practitioner", "personal_adviser", "other"]
    # Always a post, so that job titles are not asked.
    for number in range(draw(st.integers(1, 4))):
        rows["worker_post"].append(
            {
                "professional_id": f"W{number}",
                "unit_id": draw(st.sampled_from(["U-T1", "U-PT1", "PF1", "T9"])),
                "role": draw(st.sampled_from(roles)),
                "valid_from": draw(st.sampled_from([long_ago, date(2017, 4, 1), date(2017, 6, 30)])),
                "valid_to": draw(st.sampled_from([None, None, date(2017, 5, 31), date(2017, 6, 30)])),
                "fte": draw(st.sampled_from([1.0, 0.6, 0.1, None])),
                "is_agency": draw(yes_no),
                "is_newly_qualified": draw(yes_rarely),
                "absence": draw(st.sampled_from([None, None, None, "maternity", "long_term_sick"])),
                "absence_from": draw(st.sampled_from([None, date(2017, 5, 31), date(2017, 6, 30)])),
                "absence_to": draw(st.sampled_from([None, date(2017, 6, 30)])),
            }
        )


def _residents(draw, rows: Rows) -> None:
    if draw(st.integers(0, 9)) == 0:
        return
    for year, first_used in ((2015, date(2016, 6, 20)), (2016, draw(st.sampled_from([None, date(2017, 6, 15)])))):
        sexes = draw(st.sampled_from([["P"], ["M", "F"], ["P", "M", "F"]]))
        for sex in sexes:
            for age in (0, 4, 5, 15, 17, 18, 25):
                rows["population"].append(
                    {
                        "area_code": "E10000008",
                        "year": year,
                        "sex": sex,
                        "age": age,
                        "population": draw(st.integers(1, 9)) * 100,
                        "first_used_date": first_used,
                    }
                )


TABLES = ("person", "disability", "immigration_status", "contacts", "cin_episodes", "cin_assessments", "decision",
          "s47_enquiry", "initial_cp_conference", "cp_plans", "cp_plan_reported", "cla_episodes", "cla_placement",
          "legal_status", "cla_visits", "involvements", "care_leavers", "org_unit", "department", "professionals",
          "worker_post", "population", *care_worlds.TABLES, *progress_worlds.TABLES)  # fmt: skip


@st.composite
def worlds(draw) -> Rows:
    """One to three children of one authority, its teams, workers and residents."""
    rows: Rows = {table: [] for table in TABLES}
    key = Keys()
    for child in ["A", "B", "C"][: draw(st.integers(1, 3))]:
        _person(draw, rows, child)
        _front_door(draw, rows, child, key)
        if draw(st.integers(0, 3)) == 0:
            _ordinary_case(draw, rows, child, key)
            continue
        referrals = _referrals(draw, rows, child, key)
        _protection(draw, rows, child, key, referrals)
        _care(draw, rows, child, key)
        _allocation(draw, rows, child, key)
        care_worlds.health(draw, rows, child, key)
        care_worlds.leaving(draw, rows, child, key)
    care_worlds.workforce(draw, rows)
    _organisation(draw, rows)
    _residents(draw, rows)
    return rows


def batch(count: int, *, from_seed: int | None = None) -> Rows:
    """
    `count` worlds as one, each its own authority ('000', '001', ...).

    Without a seed Hypothesis makes the same worlds in every run.
    """
    made: list[Rows] = []

    @given(worlds())
    @settings(
        max_examples=count,
        derandomize=from_seed is None,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def collect(rows: Rows) -> None:
        made.append(rows)

    (collect if from_seed is None else seed(from_seed)(collect))()
    together: Rows = {table: [] for table in TABLES}
    for number, rows in enumerate(made):
        progress_worlds.grow(rows, f"{from_seed} {number}")
        care_worlds.young_people(rows, f"young {from_seed} {number}", Keys())
        care_worlds.monitoring(rows, f"forms {from_seed} {number}", Keys())
        for table, of_table in rows.items():
            together[table] += [{"la_code": f"{number:03}", **row} for row in of_table]
    return together
