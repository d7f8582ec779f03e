"""Who has held each case: from the first team to the last, seat by seat and worker by worker."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sightline.dataset.demo import levels
from sightline.dataset.demo.arrow import dates, ids, make, words
from sightline.dataset.demo.clock import NEVER, plus_working_days
from sightline.dataset.demo.draw import Rng, repeat_each
from sightline.dataset.demo.organisation import ADVISER, IRO, PRACTITIONER, SOCIAL_WORKER, Organisation
from sightline.dataset.demo.world import (
    DISABLED,
    FINANCE,
    ICS_FINANCE,
    LEFT_CARE,
    PRIVATELY_FOSTERED,
    World,
)

PERMANENCE_AFTER = 610  # days in care after which Permanency & Transition takes over
REASONS = ("MANAGE", "FCONTA", "LEFTRL", "ORGRST", "TSPROC", "ABSENC", "CHCHAN", "PCCHAN", "OTHERS")
MANAGE, FIRST, LEFT, RESTRUCTURE, TRANSFER = 0, 1, 2, 3, 4
PRACTITIONER_SHARE = {levels.IR: 0.085, levels.CF: 0.038, levels.DCS: 0.15, levels.PT: 0.022}
NOT_ALLOCATED, TEAM_ONLY = 4, 5  # children at the as-at date: nine without a named worker (WB 8)


@dataclass(frozen=True)
class Held:
    """Cases held by teams: one row per episode and team, in time order. Days; `end` NEVER while open."""

    episode: np.ndarray
    team: np.ndarray
    start: np.ndarray
    end: np.ndarray
    moved: np.ndarray  # index into REASONS: why this team took over
    draw: np.ndarray  # 0-1, the same for siblings: which seat


def _choice(org: Organisation, service: str, locality: np.ndarray, draw: np.ndarray) -> np.ndarray:
    """A team of the service in each locality, by its open cases. The closed team takes its share while it lasts."""
    team = np.full(len(locality), -1)
    for place, name in enumerate(levels.LOCALITIES):
        own = [i for i, t in enumerate(org.teams) if t.service_area == service and t.locality == name]
        cases = np.array([org.teams[i].cases or 60 for i in own], float)
        mine = locality == place
        cut = np.cumsum(cases) / cases.sum()
        team[mine] = np.array(own)[np.minimum(np.searchsorted(cut, draw[mine]), len(own) - 1)]
    return team


def teams_over_time(world: World, org: Organisation, keep: np.ndarray, rng: Rng) -> Held:
    """The teams that have held each kept episode."""
    e, p, periods, plans = world.episodes, world.people, world.periods, world.plans
    n = e.n
    family = p.family[e.person]
    locality = world.families.locality[family]
    draws = rng.random((world.families.n, 4))
    draw = draws[family]
    first_care, last_care = np.full(n, NEVER), np.full(n, NEVER)
    np.minimum.at(first_care, periods.episode, periods.start)
    last_care[periods.episode] = periods.start
    left = np.full(n, NEVER)
    left[periods.episode] = periods.end
    first_plan = np.full(n, NEVER)
    np.minimum.at(first_plan, plans.episode, plans.start)
    to_families = np.minimum(np.minimum(e.transfer, first_plan), first_care + 20)
    to_families = np.where(e.kind == DISABLED, np.minimum(e.authorised, first_care + 5), to_families)
    to_permanence = last_care + PERMANENCE_AFTER + (draw[:, 3] * 240).astype(int) - 120
    to_permanence = np.where(left < to_permanence, NEVER, to_permanence)
    leaver = e.kind == LEFT_CARE
    to_permanence = np.where(leaver, np.minimum(to_permanence, left), to_permanence)
    to_permanence = np.where(e.kind == DISABLED, NEVER, to_permanence)
    initial = _choice(org, levels.IR, locality, draw[:, 0])
    initial = np.where(e.kind == PRIVATELY_FOSTERED, org.team("PFC1"), initial)
    middle = _choice(org, levels.CF, locality, draw[:, 1])
    middle = np.where(e.kind == DISABLED, _choice(org, levels.DCS, locality, draw[:, 1]), middle)
    paying = np.isin(e.kind, (FINANCE, ICS_FINANCE))
    ics = np.array([org.team(c) for c in ("ICSFREME", "ICSFREME", "ICSFRN", "ICSFRS")])[locality]
    money = np.where(e.kind == FINANCE, org.team("FOC01"), ics)
    paid_from = np.where(e.finance_from < NEVER, e.finance_from, e.day)
    cuts = np.stack([
        e.day, to_families, to_permanence,
        np.where(paying, paid_from, NEVER), e.close,
    ])  # fmt: skip
    rows = []
    stages = (
        (initial, cuts[0], np.minimum.reduce(cuts[1:])),
        (middle, cuts[1], np.minimum.reduce(cuts[2:])),
        (_choice(org, levels.PT, locality, draw[:, 2]), cuts[2], np.minimum.reduce(cuts[3:])),
        (money, cuts[3], cuts[4]),
    )
    for stage, (team, start, end) in enumerate(stages):
        start = np.maximum(start, e.day)
        used = np.flatnonzero(keep & (start < end) & (start <= world.clock.as_at))
        rows.append(
            (
                used,
                team[used],
                start[used],
                end[used],
                np.full(len(used), TRANSFER if stage else FIRST),
                draw[used, stage],
            )
        )
    columns = [np.concatenate(c) for c in zip(*rows, strict=True)]
    return _restructured(org, *columns)


def _restructured(org: Organisation, episode, team, start, end, moved, draw) -> Held:
    """Cases of the closed team go to its successor on the day it closed."""
    closed, heir = org.team(levels.CLOSED_TEAM), org.team(levels.ITS_SUCCESSOR)
    late = (team == closed) & (start >= org.closed_on)
    team = np.where(late, heir, team)
    cut = (team == closed) & (end > org.closed_on)
    columns = (
        np.concatenate([episode, episode[cut]]),
        np.concatenate([team, np.full(int(cut.sum()), heir)]),
        np.concatenate([start, np.full(int(cut.sum()), org.closed_on)]),
        np.concatenate([np.where(cut, org.closed_on, end), end[cut]]),
        np.concatenate([moved, np.full(int(cut.sum()), RESTRUCTURE)]),
        np.concatenate([draw, draw[cut]]),
    )
    order = np.lexsort((columns[2], columns[0]))
    return Held(*(c[order] for c in columns))


def team_on(held: Held, episodes: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The team that held each episode on each day (the first one before any did)."""
    keys = held.episode * (1 << 31) + held.start + (1 << 30)
    at = np.searchsorted(keys, episodes * (1 << 31) + days + (1 << 30), side="right") - 1
    first = np.searchsorted(held.episode, episodes)
    return held.team[np.maximum(at, np.minimum(first, len(keys) - 1))]


def involvements(world: World, org: Organisation, held: Held, rng: Rng) -> pa.Table:
    """ssd_involvements: allocated workers (CW), personal advisers (16PLUS), reviewing officers (IRO)."""
    e, clock = world.episodes, world.clock
    protected = np.zeros(e.n, bool)
    protected[world.plans.episode] = True
    protected[world.periods.episode] = True
    protected &= e.kind != LEFT_CARE
    in_care = _in_care(world, held)
    protected = protected[held.episode]
    other = _held_by_practitioners(org, held, ~protected, in_care, clock.as_at)
    draw = held.draw * 104729 % 1
    seat = np.where(other, org.seat_for(held.team, draw, PRACTITIONER), org.seat_for(held.team, draw, SOCIAL_WORKER))
    start = held.start
    # A new case is allocated within days; some wait longer, but for children in care.
    wait = np.where((held.moved == FIRST) & ~in_care, rng.integers(0, 3, len(start)), 0)
    start = np.where(wait > 0, plus_working_days(start, wait), start)
    start = np.minimum(start, np.maximum(held.end - 1, held.start))
    start = np.minimum(start, clock.as_at)
    open_ = np.flatnonzero((held.end > clock.as_at) & (seat >= 0) & ~protected & ~in_care)
    chosen = rng.permutation(open_)
    none = max(1, round(NOT_ALLOCATED * world.scale.size))
    team_only = max(1, round(TEAM_ONLY * world.scale.size))
    seat[chosen[none : none + team_only]] = -1
    # Not allocated at all: the earlier spells of these cases stay, the present one is missing.
    present = np.ones(len(start), bool)
    present[chosen[:none]] = False
    rows = _by_holder(org, held.episode[present], held.team[present], seat[present], start[present],
                      held.end[present], held.moved[present], clock.as_at)  # fmt: skip
    role = np.zeros(len(rows[0]), np.int64)
    rows, role = _with_others(world, org, rows, role, rng)
    episode, team, worker, start, end, reason = rows
    order = np.lexsort((start, role, episode))
    episode, team, worker, start, end, reason, role = (
        x[order] for x in (episode, team, worker, start, end, reason, role)
    )
    return make(
        "ssd_involvements",
        involvements_id=ids("INV", np.arange(len(episode))),
        professional_id=ids("W", worker),
        professional_role_id=words(("CW", "16PLUS", "IRO"), role),
        professional_team=words([t.code for t in org.teams], team),
        person_id=ids("P", e.person[episode]),
        involvement_start_date=dates(start),
        involvement_end_date=dates(end, until=clock.as_at),
        worker_change_reason=words(REASONS, reason, where=role == 0),
        referral_id=ids("R", episode),
    )


def _in_care(world: World, held: Held) -> np.ndarray:
    """Which rows have a day on which the child was looked after."""
    periods = world.periods
    order = np.lexsort((periods.start, periods.episode))
    keys = periods.episode[order] * (1 << 31) + periods.start[order] + (1 << 30)
    # The last period of the case that began before the row ended.
    at = np.searchsorted(keys, held.episode * (1 << 31) + held.end + (1 << 30)) - 1
    last = order[np.maximum(at, 0)]
    return (at >= 0) & (periods.episode[last] == held.episode) & (periods.end[last] > held.start)


def _held_by_practitioners(
    org: Organisation, held: Held, able: np.ndarray, in_care: np.ndarray, as_at: int
) -> np.ndarray:
    """Cases that a family practitioner holds, never those protected or in care: of those open now an exact share."""
    services = np.array([PRACTITIONER_SHARE.get(t.service_area, 0.0) for t in org.teams])
    score, share = held.draw * 7919 % 1 + in_care, services[held.team]
    other = (score < share) & able
    for one in set(PRACTITIONER_SHARE.values()):
        now = np.flatnonzero(able & (held.end > as_at) & (share == one))
        other[now] = False
        other[now[np.argsort(score[now], kind="stable")[: round(one * len(now))]]] = True
    return other


def _by_holder(org: Organisation, episode, team, seat, start, end, reason, as_at) -> tuple[np.ndarray, ...]:
    """One row per worker: where a seat changes hands the case goes to the next holder."""
    has = seat >= 0
    last = np.minimum(end, as_at + 1) - 1
    first_holder = org.holder_on(np.maximum(seat, 0), start)
    last_holder = np.maximum(org.holder_on(np.maximum(seat, 0), np.maximum(last, start)), first_holder)
    counts = np.where(has, last_holder - first_holder + 1, 1)
    owner, place = repeat_each(counts)
    worker = np.where(has[owner], first_holder[owner] + place, -1)
    begins = np.where(place > 0, org.holder_from[np.maximum(worker, 0)], start[owner])
    ends = np.where(place < counts[owner] - 1, org.holder_to[np.maximum(worker, 0)], end[owner])
    why = np.where(place > 0, LEFT, reason[owner])
    return episode[owner], team[owner], worker, begins, ends, why


def _with_others(world: World, org: Organisation, rows, role, rng: Rng):
    """Personal advisers of care leavers, and reviewing officers of children looked after."""
    e, periods, clock = world.episodes, world.periods, world.clock
    kept = np.isin(periods.episode, rows[0])
    leaver = np.flatnonzero(kept & (e.kind[periods.episode] == LEFT_CARE) & (periods.end <= clock.as_at))
    for role_number, code, kind, which, begins, ends in (
        (1, "LCA1", ADVISER, leaver, periods.end[leaver], e.close[periods.episode[leaver]]),
        (2, "IRU1", IRO, np.flatnonzero(kept), periods.start[kept], periods.end[kept]),
    ):
        team = np.full(len(which), org.team(code))
        seat = org.seat_for(team, rng.random(len(which)), kind)
        fits = begins < ends
        more = _by_holder(org, periods.episode[which][fits], team[fits], seat[fits], begins[fits], ends[fits],
                          np.full(int(fits.sum()), MANAGE), clock.as_at)  # fmt: skip
        rows = tuple(np.concatenate([a, b]) for a, b in zip(rows, more, strict=True))
        role = np.concatenate([role, np.full(len(more[0]), role_number)])
    return rows, role
