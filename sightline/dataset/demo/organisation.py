"""Teams, the tree of units with its restructures, seats and the people who have held them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sightline.dataset.demo import levels
from sightline.dataset.demo.arrow import dates, ids, make, words, yes_no
from sightline.dataset.demo.clock import NEVER, Clock, plus_months
from sightline.dataset.demo.draw import Rng, repeat_each
from sightline.dataset.demo.levels import Scale, TeamLevel
from sightline.dataset.demo.names import forenames, surnames

# What a seat is for, its role in ext_worker_post and its job title.
SOCIAL_WORKER, NEWLY_QUALIFIED, PRACTITIONER, MANAGER, ASSISTANT, ADVISER, IRO, CHAIR, EARLY_HELP, SCREENER = range(10)
ROLES = (
    "social_worker",
    "social_worker",
    "family_practitioner",
    "team_manager",
    "assistant_team_manager",
    # Advisers work beside the allocated social worker, who holds the case and counts towards the caseload.
    "other",
    "iro",
    "cp_chair",
    "other",
    "other",
)
TITLES = (
    "Social Worker",
    "Social Worker (ASYE)",
    "Family Practitioner",
    "Team Manager",
    "Assistant Team Manager",
    "Personal Adviser",
    "Independent Reviewing Officer",
    "Child Protection Chair",
    "Early Help Co-ordinator",
    "MASH Practitioner",
)
REGISTERED = (SOCIAL_WORKER, NEWLY_QUALIFIED, MANAGER, ASSISTANT, IRO, CHAIR)
# Units that hold no cases of their own.
SUPPORT = (
    TeamLevel("MASH1", "Multi-Agency Safeguarding Hub", levels.OTHER, None),
    TeamLevel("IRU1", "Independent Reviewing Unit", levels.OTHER, None),
    TeamLevel("LCA1", "Leaving Care Advisers", levels.OTHER, None),
    TeamLevel("EHT1", "Early Help", levels.OTHER, None),
)
SERVICE_UNITS = {
    levels.IR: "SVC-IR",
    levels.CF: "SVC-CF",
    levels.PT: "SVC-PT",
    levels.DCS: "SVC-DCS",
    levels.PF: "SVC-PF",
    levels.FO: "SVC-FO",
    levels.ICS_FO: "SVC-ICS",
    levels.OTHER: "SVC-OTHER",
}
MEAN_TENURE = 1000  # days in one post
PLACES = dict(zip(levels.LOCALITIES, "XMNS", strict=True))


@dataclass(frozen=True)
class Organisation:
    """Teams (their place is their number), seats, and holders: one row per worker in a seat, in order of time."""

    teams: tuple[TeamLevel, ...]
    closed_on: int  # the day the closed team's cases moved to its successor
    split_on: int  # the day private fostering left Children & Families
    seat_team: np.ndarray
    seat_kind: np.ndarray
    seat_fte: np.ndarray
    holder_seat: np.ndarray
    holder_from: np.ndarray
    holder_to: np.ndarray
    holder_agency: np.ndarray
    absent_from: np.ndarray
    seats_of: dict[tuple[int, int], np.ndarray]

    def team(self, code: str) -> int:
        """The number of the team with this code."""
        return next(i for i, t in enumerate(self.teams) if t.code == code)

    def holder_on(self, seats: np.ndarray, days: np.ndarray) -> np.ndarray:
        """Who holds each seat on each day (a holder's number, which is the worker's)."""
        keys = self.holder_seat * (1 << 30) + self.holder_from
        return np.searchsorted(keys, seats * (1 << 30) + days, side="right") - 1

    def seat_for(self, teams: np.ndarray, draw: np.ndarray, kind: int = SOCIAL_WORKER) -> np.ndarray:
        """A seat in each team that holds cases, by FTE; `draw` (0-1) decides, the same for siblings. -1: none."""
        seats = np.full(len(teams), -1)
        for team in np.unique(teams):
            own = self.seats_of.get((int(team), kind))
            if own is None or not len(own):
                continue
            mine = teams == team
            share = np.cumsum(self.seat_fte[own] * np.where(self.seat_kind[own] == NEWLY_QUALIFIED, 0.6, 1.0))
            seats[mine] = own[np.minimum(np.searchsorted(share / share[-1], draw[mine]), len(own) - 1)]
        return seats


def organise(clock: Clock, scale: Scale, rng: Rng) -> Organisation:
    """The authority's teams and everyone who has worked in them."""
    teams = (*levels.TEAMS, *SUPPORT)
    team, kind, fte, absent = [], [], [], []
    for number, one in enumerate(teams):
        for k, f, away in _seats(one, scale, rng):
            team.append(number)
            kind.append(k)
            fte.append(f)
            absent.append(away)
    seat_kind, seat_fte, seat_team = np.array(kind), np.array(fte), np.array(team)
    counts, starts = _tenures(clock, seat_kind, rng)
    seat, _ = repeat_each(counts)
    ends = np.append(starts[1:], NEVER)
    last = np.append(seat[1:] != seat[:-1], True)
    ends[last] = NEVER
    away = np.array(absent)[seat] & last
    seats_of = {}
    for number in range(len(teams)):
        mine = seat_team == number
        able = ~np.array(absent)
        holds = np.isin(seat_kind, (SOCIAL_WORKER, NEWLY_QUALIFIED))
        if teams[number].service_area == levels.PF:
            holds |= seat_kind == MANAGER
        seats_of[(number, SOCIAL_WORKER)] = np.flatnonzero(mine & able & holds)
        for k in (PRACTITIONER, ADVISER, IRO, CHAIR, EARLY_HELP, SCREENER):
            seats_of[(number, k)] = np.flatnonzero(mine & (seat_kind == k))
    latest_end = clock.ends[clock.before >= 0][-1]
    return Organisation(
        teams=teams,
        closed_on=int(plus_months(np.array([latest_end + 1]), -2)[0]),
        split_on=int(plus_months(np.array([latest_end + 1]), -39)[0]),
        seat_team=seat_team,
        seat_kind=seat_kind,
        seat_fte=seat_fte,
        holder_seat=seat,
        holder_from=starts,
        holder_to=ends,
        holder_agency=(rng.random(len(seat)) < np.where(last, 0.16, 0.12))
        & np.isin(seat_kind[seat], (SOCIAL_WORKER, MANAGER, ASSISTANT)),
        absent_from=np.where(away, clock.as_at - rng.integers(25, 200, len(seat)), NEVER),
        seats_of=seats_of,
    )


def _seats(team: TeamLevel, scale: Scale, rng: Rng) -> list[tuple[int, float, bool]]:
    """(kind, FTE, away) of a team's seats, so that the FTE by the rules of docs/conventions.md is the printed one."""
    if team.code == "MASH1":
        return [(SCREENER, 1.0, False)] * max(2, round(9 * scale.size))
    if team.code == "IRU1":
        return [(IRO, 0.98, False)] * max(2, round(10 * scale.size)) + [(CHAIR, 0.94, False)] * max(
            1, round(7 * scale.size)
        )
    if team.code == "LCA1":
        return [(ADVISER, 1.0, False)] * max(1, round(11 * scale.size))
    if team.code == "EHT1":
        return [(EARLY_HELP, 1.0, False)] * max(2, round(14 * scale.size))
    target = team.fte * scale.size if team.code != levels.CLOSED_TEAM else 5.0 * scale.size
    if target <= 0:
        return []
    if team.service_area == levels.PF:
        rest = max(target - 1.0, 0.3)
        return [(MANAGER, 1.0, False)] + [(SOCIAL_WORKER, rest / int(rest + 1), False)] * int(rest + 1)
    seats: list[tuple[int, float, bool]] = [(MANAGER, 1.0, False)]
    if target > 3:
        seats.append((ASSISTANT, 1.0, False))
    # Whatever its size, a team that looks after children has a social worker.
    practitioners = 1 if team.service_area != levels.PT else min(2, max(int(target) - 1, 0))
    seats += [(PRACTITIONER, 1.0, False)] * practitioners
    left = target - (practitioners if team.service_area == levels.PT else 0)
    new = int(left / 4 + rng.random() * 0.6) if left > 2.5 else 0
    seats += [(NEWLY_QUALIFIED, 1.0, False)] * new
    left -= 0.6 * new
    full = max(int(left) - 1, 0)
    seats += [(SOCIAL_WORKER, 1.0, False)] * full
    part = left - full
    if part > 1:
        seats += [(SOCIAL_WORKER, part / 2, False)] * 2
    elif part > 0:
        seats.append((SOCIAL_WORKER, part, False))
    if rng.random() < 0.4:
        seats.append((SOCIAL_WORKER, 1.0, True))
    return seats


def _tenures(clock: Clock, kinds: np.ndarray, rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """How many people have held each seat since before the demo begins, and when each began."""
    counts, starts = [], []
    for kind in kinds:
        day, began = int(clock.starts[0]) - 6500, []
        mean = 420 if kind == NEWLY_QUALIFIED else MEAN_TENURE
        while day < clock.as_at - 20:
            began.append(day)
            day += int(max(120, rng.gamma(1.6, mean / 1.6)))
        counts.append(len(began))
        starts += began
    return np.array(counts), np.array(starts)


def tables(org: Organisation, clock: Clock, rng: Rng, name: str) -> dict[str, pa.Table]:
    """ssd_professionals, ssd_department, ext_org_unit and ext_worker_post."""
    out = {"ext_org_unit": _units(org, name), "ssd_department": _departments(org)}
    # People who left before the demo begins are not on the case system's list.
    used = np.flatnonzero(org.holder_to > clock.starts[0])
    kind, seat = org.seat_kind[org.holder_seat[used]], org.holder_seat[used]
    sex = rng.integers(0, 2, len(used))
    first = forenames(rng, sex).to_pylist()
    last = surnames(rng, used + 7_000_000).to_pylist()
    registered = np.isin(kind, REGISTERED)
    team = org.seat_team[seat]
    out["ssd_professionals"] = make(
        "ssd_professionals",
        professional_id=ids("W", used),
        staff_id=ids("STF", used),
        professional_name=pa.array([f"{a} {b}" for a, b in zip(first, last, strict=True)]),
        social_worker_registration_no=pa.array(
            [f"SW{9_000_000 + i}" if r else None for i, r in zip(used, registered, strict=True)]
        ),
        agency_worker_flag=yes_no(org.holder_agency[used]),
        professional_job_title=words(TITLES, kind),
        professional_department=words([t.name for t in org.teams], team),
        full_time_equivalency=pa.array(np.round(org.seat_fte[seat], 2)),
    )
    closed = org.team(levels.CLOSED_TEAM)
    to = np.where(team == closed, np.minimum(org.holder_to[used], org.closed_on), org.holder_to[used])
    keep = org.holder_from[used] < to
    used, kind, seat, team, to = used[keep], kind[keep], seat[keep], team[keep], to[keep]
    manager_seat = {int(t): int(s) for s, t in enumerate(org.seat_team) if org.seat_kind[s] == MANAGER}
    boss = np.array([manager_seat.get(int(t), -1) for t in team])
    boss = np.where(boss >= 0, org.holder_on(np.maximum(boss, 0), np.minimum(to, clock.as_at)), -1)
    away = org.absent_from[used] < NEVER
    out["ext_worker_post"] = make(
        "ext_worker_post",
        professional_id=ids("W", used),
        unit_id=words([t.code for t in org.teams], team),
        role=words(ROLES, kind),
        valid_from=dates(org.holder_from[used]),
        valid_to=dates(to),
        fte=pa.array(org.seat_fte[seat]),
        is_agency=yes_no(org.holder_agency[used]),
        manager_professional_id=ids("W", np.where(boss == used, -1, boss)),
        caseload_limit=pa.array(np.where(kind == NEWLY_QUALIFIED, 12.0, 20.0)),
        is_newly_qualified=yes_no(kind == NEWLY_QUALIFIED),
        absence=words(("long_term_sick", "maternity"), used % 2, where=away),
        absence_from=dates(org.absent_from[used]),
    )
    return out


def _departments(org: Organisation) -> pa.Table:
    services = list(SERVICE_UNITS.items())
    ids_ = [u for _, u in services] + [t.code for t in org.teams]
    names = [s for s, _ in services] + [t.name for t in org.teams]
    parents = [None] * len(services) + [SERVICE_UNITS[t.service_area] for t in org.teams]
    parent_names = [None] * len(services) + [t.service_area for t in org.teams]
    return make(
        "ssd_department",
        team_id=pa.array(ids_),
        team_name=pa.array(names),
        team_parent_id=pa.array(parents, pa.string()),
        team_parent_name=pa.array(parent_names, pa.string()),
    )


def _units(org: Organisation, name: str) -> pa.Table:
    """The tree: authority, services, a service's localities, teams; with the days on which it changed."""
    start = -1461  # 1 January 1966: as far back as any case goes
    rows: list[tuple] = [("AUTHORITY", start, NEVER, name, "authority", None, None, None, None, None)]
    for service, unit in SERVICE_UNITS.items():
        rows.append((unit, start, NEVER, service, "service", "AUTHORITY", None, None, service, None))
    for service in (levels.IR, levels.CF, levels.PT, levels.DCS):
        for place, letter in PLACES.items():
            unit = f"{SERVICE_UNITS[service]}-{letter}"
            rows.append(
                (
                    unit,
                    start,
                    NEVER,
                    f"{service} {place}",
                    "locality",
                    SERVICE_UNITS[service],
                    None,
                    None,
                    service,
                    place,
                )
            )
    for team in org.teams:
        home = SERVICE_UNITS[team.service_area]
        parent = (
            f"{home}-{PLACES[team.locality]}"
            if team.locality and team.service_area in (levels.IR, levels.CF, levels.PT, levels.DCS)
            else home
        )
        if team.service_area == levels.PF:
            cf = SERVICE_UNITS[levels.CF]
            rows.append((team.code, start, org.split_on, team.name, "team", cf, team.code, None, levels.CF, None))
            rows.append((team.code, org.split_on, NEVER, team.name, "team", home, team.code, None, levels.PF, None))
        elif team.code == levels.CLOSED_TEAM:
            rows.append(
                (
                    team.code,
                    start,
                    org.closed_on,
                    team.name,
                    "team",
                    parent,
                    team.code,
                    levels.ITS_SUCCESSOR,
                    team.service_area,
                    team.locality,
                )
            )
        else:
            rows.append(
                (team.code, start, NEVER, team.name, "team", parent, team.code, None, team.service_area, team.locality)
            )
    columns = list(zip(*rows, strict=True))
    text = [pa.array(list(c), pa.string()) for c in (columns[0], *columns[3:])]
    return make(
        "ext_org_unit",
        unit_id=text[0],
        valid_from=dates(np.array(columns[1])),
        valid_to=dates(np.array(columns[2])),
        unit_name=text[1],
        unit_level=text[2],
        parent_unit_id=text[3],
        ssd_team_id=text[4],
        maps_to_unit_id=text[5],
        service_area=text[6],
        locality=text[7],
    )
