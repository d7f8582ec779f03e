"""
Two pictures of 30 June 2017: open cases by service area and team (table 9), and cases beside posts (table 40).

The workbook drew them from different extracts (X06), so each is an authority of its own.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from printed_tables.authority import LONG_BEFORE, involved, period_of_care, plan, referral
from printed_tables.extract import Extract

LOCALITIES = {"X": "Exeter", "M": "Mid & East", "N": "North", "S": "South"}
SERVICES = {
    "IRC": "Initial Response",
    "CFC": "Children & Families",
    "PTC": "Permanency & Transition",
    "PFC": "Private Fostering",
    "ICC": "Disabled Children's Service",
    "FOC": "Finance Only",
    "ICS": "ICS Finance Only",
}


def add_team(extract: Extract, team: str) -> None:
    """A team in its place: the first three letters are the service, the fourth of some services the locality."""
    service = SERVICES[team[:3]]
    locality = LOCALITIES.get(team[3:4]) if team[:3] in ("IRC", "CFC", "PTC") else None
    extract.add("ssd_department", dept_team_id=team, dept_team_name=team)
    extract.add("ext_org_unit", unit_id=f"U-{team}", valid_from=date(2010, 4, 1), unit_name=team, unit_level="team",
                ssd_team_id=team, service_area=service, locality=locality)  # fmt: skip


def add_worker(extract: Extract, *, registered: bool = True) -> str:
    """A worker, with a registration number or without."""
    worker = extract.number("W")
    extract.add("ssd_professionals", prof_professional_id=worker,
                prof_social_worker_registration_no=f"SW{worker[1:]:0>6}" if registered else None)  # fmt: skip
    return worker


# Table 9


@dataclass(frozen=True)
class HeldBy:
    """A team's open children in need by who holds the case."""

    team: str
    social_worker: int
    other: int
    not_allocated: int


TABLE_9 = [
    HeldBy("IRCX1", 86, 24, 0), HeldBy("IRCM1", 204, 0, 0), HeldBy("IRCN1", 157, 33, 0), HeldBy("IRCS1", 237, 4, 0),
    HeldBy("CFCX1", 52, 7, 0), HeldBy("CFCX2", 45, 0, 0), HeldBy("CFCX3", 69, 5, 0), HeldBy("CFCX4", 53, 9, 0),
    HeldBy("CFCM1", 208, 0, 1), HeldBy("CFCS1", 284, 14, 0), HeldBy("PFC1", 39, 0, 0),
    # What is left of the total: the areas whose lines did not survive.
    HeldBy("ICCNORTH", 902, 30, 14),
]  # fmt: skip


def cases_by_team() -> Extract:
    """Open children in need, each held by a worker of their team or by nobody."""
    extract = Extract()
    for line in TABLE_9:
        add_team(extract, line.team)
        holders = [(add_worker(extract), line.social_worker), (add_worker(extract, registered=False), line.other),
                   (None, line.not_allocated)]  # fmt: skip
        for worker, number in holders:
            for _ in range(number):
                child = extract.child()
                referral(extract, child, LONG_BEFORE, outcome="SINGLE_ASSESSMENT_FLAG", closed=None)
                involved(extract, child, "CW", worker, line.team, LONG_BEFORE, None)
    return extract


# Table 40


@dataclass(frozen=True)
class CasesAndPosts:
    """A team's open cases, those without a named worker, and its adjusted full-time equivalents."""

    team: str
    cases: int
    unallocated: int
    fte: str


TABLE_40 = [
    CasesAndPosts("IRCX1", 112, 0, "5.2"), CasesAndPosts("IRCM1", 199, 0, "6.0"),
    CasesAndPosts("IRCN1", 188, 0, "7.0"), CasesAndPosts("IRCS1", 236, 0, "7.2"),
    CasesAndPosts("CFCX1", 80, 0, "4.6"), CasesAndPosts("CFCX2", 97, 0, "5.2"),
    CasesAndPosts("CFCX3", 126, 1, "6.9"), CasesAndPosts("CFCX4", 108, 1, "7.8"),
    CasesAndPosts("CFCM1", 67, 0, "4.6"), CasesAndPosts("CFCM2", 120, 0, "7.6"),
    CasesAndPosts("CFCM3", 81, 0, "5.6"), CasesAndPosts("CFCM4", 109, 0, "6.6"),
    CasesAndPosts("CFCN2", 134, 0, "5.8"), CasesAndPosts("CFCN3", 114, 0, "5.2"), CasesAndPosts("CFCN4", 116, 0, "5.6"),
    CasesAndPosts("CFCS1", 538, 9, "27.6"),
    CasesAndPosts("PTCX1", 581, 0, "31.7"), CasesAndPosts("PTCS1", 221, 0, "10.8"),
    CasesAndPosts("ICCEMID", 75, 0, "4.3"), CasesAndPosts("ICCEXETR", 102, 1, "5.0"),
    CasesAndPosts("ICCNORTH", 34, 2, "1.7"), CasesAndPosts("ICCNRTH2", 18, 2, "2.1"),
    CasesAndPosts("ICCSWEST", 29, 0, "2.4"), CasesAndPosts("ICCSWST2", 83, 0, "3.3"),
    CasesAndPosts("PFC1", 37, 1, "1.7"),
]  # fmt: skip
FINANCE_ONLY = {"FOC01": 286, "ICSFREME": 1171}


def cases_and_posts() -> Extract:
    """Cases of every kind, and posts of which some carry less than they seem, or nothing."""
    extract = Extract()
    for line in TABLE_40:
        add_team(extract, line.team)
        workers = add_posts(extract, line.team, Fraction(line.fte))
        for number in range(line.cases):
            worker = None if number < line.unallocated else workers[number % len(workers)]
            add_case(extract, line.team, worker, number)
    for team, number in FINANCE_ONLY.items():
        add_team(extract, team)
        for _ in range(number):
            child = extract.child()
            referral(extract, child, LONG_BEFORE, outcome="SINGLE_ASSESSMENT_FLAG", closed=None)
            involved(extract, child, "CW", None, team, LONG_BEFORE, None)
    return extract


def add_case(extract: Extract, team: str, worker: str | None, number: int) -> None:
    """Every second case of permanency and transition is a care leaver; elsewhere every fifth is on a plan."""
    child = extract.child()
    leaver = team.startswith("PTC") and number % 2 == 0
    if leaver:
        extract.add("ssd_care_leavers", clea_table_id=extract.number("CL"), clea_person_id=child,
                    clea_care_leaver_in_touch="YES", clea_care_leaver_latest_contact=date(2017, 6, 1))  # fmt: skip
    elif team.startswith("PTC"):
        child, _episode = period_of_care(extract, LONG_BEFORE)
    else:
        referral(extract, child, LONG_BEFORE, outcome="SINGLE_ASSESSMENT_FLAG", closed=None)
        if number % 5 == 0:
            plan(extract, child, date(2017, 1, 9))
    involved(extract, child, "16PLUS" if leaver else "CW", worker, team, LONG_BEFORE, None)


def add_posts(extract: Extract, team: str, carrying: Fraction) -> list[str]:
    """Posts that carry `carrying` full-time equivalents by the rules of the table, and some that carry nothing."""
    posts: list[tuple[str, Fraction, dict]] = []
    # The manager of private fostering carries cases; other managers don't.
    manages = Fraction(1) if team.startswith("PFC") else Fraction(0)
    posts.append(("team_manager", Fraction(1), {}))
    # A family practitioner carries cases in permanency and transition only.
    practises = Fraction(1) if team.startswith("PTC") else Fraction(0)
    posts.append(("family_practitioner", Fraction(1), {}))
    # Long-term sick and maternity leave carry nothing; one who is back by the day carries again.
    posts.append(("social_worker", Fraction(1), {"absence": "long_term_sick", "absence_from": date(2017, 5, 1)}))
    left = carrying - manages - practises
    if left > 2:
        # Newly qualified: one full-time equivalent carries 0.6. Agency workers count as others do.
        posts.append(("social_worker", Fraction(1), {"is_newly_qualified": "Y"}))
        back = {"absence": "maternity", "absence_from": date(2016, 6, 1), "absence_to": date(2017, 6, 30)}
        posts.append(("social_worker", Fraction(1), back | {"is_agency": "Y"}))
        left -= Fraction("1.6")
    while left > 0:
        part = min(left, Fraction(1))
        posts.append(("social_worker", part, {}))
        left -= part
    workers = []
    for role, fte, facts in posts:
        worker = add_worker(extract, registered=role != "family_practitioner")
        extract.add("ext_worker_post", professional_id=worker, unit_id=f"U-{team}", role=role, fte=float(fte),
                    valid_from=date(2012, 4, 1), **facts)  # fmt: skip
        workers.append(worker)
    return workers
