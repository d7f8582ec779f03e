"""Placements and legal statuses within periods of care: when they change and to what."""

from dataclasses import dataclass

import numpy as np

from sightline.dataset.demo import levels
from sightline.dataset.demo.clock import NEVER
from sightline.dataset.demo.draw import Rng
from sightline.dataset.demo.entering_care import ADOPTED, ADULT, GUARDIANSHIP, HOME
from sightline.dataset.demo.families import YEAR
from sightline.dataset.demo.world import World

# How a placement came about.
FIRST, NEW_CARER, SAME_CARER, AWAY, BACK, FOR_ADOPTION = range(6)
LEGAL = ("V2", "C1", "C2", "E1", "L2", "L1", "J1")
V2, C1, C2, E1, L2, L1, J1 = range(7)
UNSTABLE_SHARE = 0.27


@dataclass(frozen=True)
class Periods:
    """Periods of care that are written: one row each. `to` is the day after which nothing is known."""

    row: np.ndarray  # the world's period
    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    to: np.ndarray
    dob: np.ndarray
    reason: np.ndarray
    stays: np.ndarray
    uasc: np.ndarray


def periods_of(world: World, keep: np.ndarray) -> Periods:
    """The periods of the kept episodes."""
    periods, p, as_at = world.periods, world.people, world.clock.as_at
    own = np.flatnonzero(keep[periods.episode] & (periods.start <= as_at))
    end = periods.end[own]
    person = periods.person[own]
    return Periods(own, person, periods.start[own], end, np.minimum(end, as_at + 1), p.dob[person],
                   periods.reason[own], periods.stays[own] > 0, p.uasc[person] > 0)  # fmt: skip


def moves(world: World, c: Periods, ordered: np.ndarray, rng: Rng) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """
    Every start of a placement: (place in `c`, day, how). The first is the start of the period.

    In the last twelve months of those still looked after the number of moves is the printed one. `ordered`: the
    day of each period's placement order (NEVER: none), which comes before a placement for adoption.
    """
    as_at, n = world.clock.as_at, len(c.start)
    fixed = np.where(c.stays, as_at - 366, c.to)
    rows = [(np.arange(n), c.start, np.zeros(n, np.int64))]
    unstable = rng.random(n) < UNSTABLE_SHARE
    alive, day = np.arange(n), c.start.copy()
    for number in range(16):
        mean = np.where(unstable[alive], 130, 3000)
        short = (number == 0) & (rng.random(len(alive)) < 0.42)
        gap = np.where(short, 5 + rng.gamma(1.3, 32, len(alive)), 12 + rng.gamma(1.1, mean))
        day = day[alive] if number == 0 else day
        day = day + gap.astype(int)
        fits = day < np.minimum(fixed[alive], c.to[alive] - 4)
        alive, day = alive[fits], day[fits]
        if not len(alive):
            break
        how = np.where(rng.random(len(alive)) < 0.06, SAME_CARER, NEW_CARER)
        rows.append((alive, day, how))
        going = day < np.minimum(fixed[alive], c.to[alive]) - 20
        alive, day = alive[going], day[going]
    rows += _latest_moves(world, c, rng)
    adopted = np.flatnonzero(c.reason == ADOPTED)
    placed = c.end[adopted] - rng.integers(130, 290, len(adopted))
    placed = np.maximum(placed, np.where(ordered[adopted] < NEVER, ordered[adopted], c.start[adopted]) + 15)
    rows.append((adopted, placed, np.full(len(adopted), FOR_ADOPTION)))
    at, days, how = (np.concatenate(x) for x in zip(*rows, strict=True))
    # Nothing else happens once a child is placed for adoption.
    final = np.full(n, NEVER)
    final[adopted] = placed
    fits = (days < final[at]) | (how == FOR_ADOPTION)
    at, days, how = _with_holidays(c, at[fits], days[fits], how[fits], rng, as_at)
    order = np.lexsort((how, days, at))
    at, days, how = at[order], days[order], how[order]
    same = np.append(False, (at[1:] == at[:-1]) & (days[1:] == days[:-1]))
    return at[~same], days[~same], how[~same]


def _latest_moves(world: World, c: Periods, rng: Rng) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    as_at, size = world.clock.as_at, world.scale.size
    stay = rng.permutation(np.flatnonzero(c.stays))
    three = round(levels.THREE_OR_MORE_MOVES_SINCE_APRIL * size)
    many = round(levels.THREE_OR_MORE_PLACEMENTS * len(stay)) - three
    one = round(0.17 * len(stay))
    out = []
    taken = np.zeros(len(c.start), bool)
    for count, need, reach, settled in ((3, three, 84, 100), (2, many, 358, 120), (1, one, 360, 30)):
        fits = stay[(c.start[stay] < as_at - settled) & ~taken[stay]]
        # Older children move more.
        weights = np.where((as_at - c.dob[fits]) / YEAR > 11, 2.5, 1.0)
        # Those who have been in care for long have mostly settled.
        weights *= np.where(as_at - c.start[fits] > 2.5 * YEAR, 0.35, 1.0)
        chosen = fits[np.argsort(rng.exponential(size=len(fits)) / weights, kind="stable")][: max(need, 0)]
        taken[chosen] = True
        room = np.minimum(reach, as_at - c.start[chosen] - 6)
        for i in range(count):
            # Apart from each other by at least a week: one slot each.
            slot = room / count
            back = (slot * i + 3 + rng.random(len(chosen)) * np.maximum(slot - 10, 1)).astype(int)
            out.append((chosen, as_at - back, np.full(len(chosen), NEW_CARER)))
    return out


def _with_holidays(c: Periods, at, days, how, rng: Rng, as_at: int):
    """A few temporary moves (carer on holiday, hospital): away for some days, then back to the same carer."""
    long = np.flatnonzero(
        np.append((at[1:] == at[:-1]) & (days[1:] - days[:-1] > 120), False) & (rng.random(len(at)) < 0.025)
    )
    start = days[long] + rng.integers(40, 70, len(long))
    back = start + rng.integers(8, 15, len(long))
    fits = back < np.minimum(c.to[at[long]], as_at - 370)
    long, start, back = long[fits], start[fits], back[fits]
    return (
        np.concatenate([at, at[long], at[long]]),
        np.concatenate([days, start, back]),
        np.concatenate([how, np.full(len(long), AWAY), np.full(len(long), BACK)]),
    )


def legal_statuses(world: World, c: Periods, rng: Rng) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every start of a legal status: (place in `c`, day, place in LEGAL)."""
    final = _final_status(world, c, rng)
    n = len(c.start)
    length = np.maximum(c.to - c.start, 1)
    age = (c.start - c.dob) / YEAR
    draw = rng.random(n)
    first = np.where(draw < np.where(age < 10, 0.5, 0.75), V2, np.where(draw < 0.92, C1, np.where(draw < 0.96, L2, L1)))
    first = np.where(final == V2, V2, first)
    first = np.where(final == L2, L2, first)
    first = np.where(final == J1, J1, first)
    first = np.where((final == C1) & (rng.random(n) < 0.5), C1, first)
    rows = [(np.arange(n), c.start, first)]
    begins_c1 = first == C1
    wait = np.where(np.isin(first, (L1, L2)), rng.integers(2, 8, n), rng.gamma(1.4, 45, n).astype(int) + 3)
    wait = np.where(first == L1, np.minimum(wait, 3), wait)  # police protection ends after 72 hours
    to_c1 = c.start + np.minimum(wait, (0.3 * length).astype(int) + 1)
    step = np.isin(final, (C1, C2, E1)) & ~begins_c1
    step &= to_c1 < c.to - 1
    rows.append((np.flatnonzero(step), to_c1[step], np.full(int(step.sum()), C1)))
    base = np.where(step, to_c1, c.start)
    to_c2 = base + np.minimum(
        60 + rng.gamma(2.2, 60, n).astype(int),
        (np.where(c.reason == ADOPTED, 0.25, 0.6) * (c.to - base)).astype(int) + 1,
    )
    step2 = np.isin(final, (C2, E1)) & (to_c2 < c.to - 1) & (begins_c1 | step)
    rows.append((np.flatnonzero(step2), to_c2[step2], np.full(int(step2.sum()), C2)))
    base = np.where(step2, to_c2, base)
    quick = c.reason == ADOPTED
    to_e1 = base + np.minimum(rng.integers(0, 45, n), (np.where(quick, 0.1, 0.5) * (c.to - base)).astype(int)) + 1
    step3 = (final == E1) & (to_e1 < c.to) & step2
    rows.append((np.flatnonzero(step3), to_e1[step3], np.full(int(step3.sum()), E1)))
    at, days, status = (np.concatenate(x) for x in zip(*rows, strict=True))
    order = np.lexsort((days, at))
    return at[order], days[order], status[order]


def _final_status(world: World, c: Periods, rng: Rng) -> np.ndarray:
    """The status at the end of each period; of those still looked after in the printed mix (IRU figure 3)."""
    n = len(c.start)
    time = (c.to - c.start) / 30.44
    age = (c.to - c.dob) / YEAR
    draw = rng.random(n)
    final = np.where(draw < np.where(c.reason == HOME, 0.72, 0.6), V2, np.where(time > 5, C2, C1))
    final = np.where((c.reason == ADULT) & (draw < 0.48), C2, final)
    final = np.where(c.reason == GUARDIANSHIP, np.where(draw < 0.5, C1, C2), final)
    final = np.where(c.reason == ADOPTED, E1, final)
    stay = np.flatnonzero(c.stays)
    total = len(stay)
    free = np.ones(n, bool)

    def take(status: int, share: float, weight: np.ndarray) -> None:
        able = stay[free[stay] & (weight[stay] > 0)]
        order = np.argsort(rng.exponential(size=len(able)) / weight[able], kind="stable")
        chosen = able[order][: round(share * total)]
        final[chosen] = status
        free[chosen] = False

    mix = levels.LEGAL_MIX
    take(J1, mix["J1"], ((age > 14) & (time < 3) & ~c.uasc).astype(float))
    take(L2, mix["L2"], ((time < 0.4) & ~c.uasc).astype(float))
    take(E1, mix["E1"], np.where(~c.uasc & (time > 7), np.select([age < 4, age < 7, age < 9], [8, 4, 1], 0.0), 0.0))
    asylum = stay[c.uasc[stay]]
    final[asylum] = V2
    free[asylum] = False
    take(C1, mix["C1"], np.where((time > 0.2) & (age < 16), np.select([time < 9, time < 14], [6.0, 2.0], 0.0), 0.0))
    take(V2, mix["V2"] - len(asylum) / max(total, 1),
         np.select([time < 5, age > 14.5, time < 12], [60.0, 2.2, 2.0], 0.25))  # fmt: skip
    rest = stay[free[stay]]
    final[rest] = C2
    return final
