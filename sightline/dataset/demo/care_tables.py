"""Children looked after as tables: 903-style episodes, placements, legal statuses."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sightline.dataset.demo.arrow import dates, ids, make, words
from sightline.dataset.demo.clock import NEVER, day_number, to_date
from sightline.dataset.demo.draw import Rng, pick
from sightline.dataset.demo.entering_care import ADOPTED, ADULT, ELSEWHERE_LEFT, GUARDIANSHIP, HOME, RELATIVES
from sightline.dataset.demo.families import YEAR
from sightline.dataset.demo.people_tables import CHILDREN_ARE_PLACED, postcodes
from sightline.dataset.demo.placements import (
    AWAY,
    BACK,
    C1,
    C2,
    E1,
    FOR_ADOPTION,
    LEGAL,
    SAME_CARER,
    Periods,
    legal_statuses,
    moves,
)
from sightline.dataset.demo.providers import AGENCIES, HOMES, OWN_FOSTERING
from sightline.dataset.demo.world import World

TYPES = ("U6", "U4", "U3", "U1", "U5", "K2", "H5", "K3", "P1", "R3", "S1", "Z1", "K1", "A6", "A5", "T3", "T1", "Z11")
PLACE = {code: i for i, code in enumerate(TYPES)}
CHANGES = ("CARPL", "CLOSE", "ALLEG", "STAND", "CREQB", "CREQO", "CHILD", "LAREQ", "OTHER")
CHANGE_SHARES = (44, 4, 2, 3, 17, 8, 8, 5, 9)
SHORT_BREAK_CHILDREN = 24
LIBERTY_ORDER_SHARE = 0.03


def _day(year: int, month: int, day: int) -> int:
    return day_number(to_date(0).replace(year, month, day))


@dataclass(frozen=True)
class Care:
    """The tables, and per period the days of the placement order and of being placed for adoption (NEVER: not)."""

    tables: dict[str, pa.Table]
    periods: Periods
    ordered: np.ndarray
    placed: np.ndarray


def care(world: World, c: Periods, rng: Rng) -> Care:
    """ssd_cla_episodes, ssd_cla_placement and ssd_legal_status."""
    as_at = world.clock.as_at
    legal_at, legal_day, status = legal_statuses(world, c, rng)
    ordered, placed = np.full(len(c.start), NEVER), np.full(len(c.start), NEVER)
    ordered[legal_at[status == E1]] = legal_day[status == E1]
    at, day, how = moves(world, c, ordered, rng)
    placed[at[how == FOR_ADOPTION]] = day[how == FOR_ADOPTION]
    placement_end = _ends(at, day, c.end)
    kind = _types(c, at, day, how, placement_end, legal_at, legal_day, status, as_at, rng)
    # Adopted by the carers the child lives with: the placement is a new one, the carer is not.
    begun = np.where(kind == PLACE["A5"], SAME_CARER, how)
    tables = {
        "ssd_cla_placement": _placements(c, at, day, how, placement_end, kind, as_at, rng),
        "ssd_legal_status": make(
            "ssd_legal_status",
            legal_status_id=ids("LS", np.arange(len(legal_at))),
            person_id=ids("P", c.person[legal_at]),
            legal_status=words(LEGAL, status),
            legal_status_start_date=dates(legal_day),
            legal_status_end_date=dates(_ends(legal_at, legal_day, c.end), until=as_at),
        ),
        "ssd_cla_episodes": _episodes(world, c, at, day, begun, kind, legal_at, legal_day, status, rng),
    }
    breaks = _short_breaks(world, c, len(at), len(legal_at), rng)
    for name, more in breaks.items():
        tables[name] = pa.concat_tables([tables[name], more])
    return Care(tables, c, ordered, placed)


def _ends(at: np.ndarray, day: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Each row ends where the next of its period starts, the last where the period ends."""
    following = np.append(day[1:], 0)
    same = np.append(at[1:] == at[:-1], False)
    return np.where(same, following, end[at])


# Kinds of placement that nobody registers.
WITHOUT_URN = ("P1", "P3", "R1", "R2", "R5", "T0", "T1", "T2", "T3", "T4", "Z1", "Z11", "Z12", "Z13", "Z14")


def _types(c: Periods, at, day, how, ends, legal_at, legal_day, status, as_at: int, rng: Rng) -> np.ndarray:
    age = (day - c.dob[at]) / YEAR
    n = len(at)
    draw = rng.random(n)
    kind = pick(rng, [PLACE[t] for t in ("U6", "U3", "U5")], (70, 12, 2), n)
    length = np.minimum(ends, as_at) - day
    kind = np.where((length > 420) & (draw < 0.55), np.where(kind == PLACE["U3"], PLACE["U1"], PLACE["U4"]), kind)
    kind = np.where((age > 9) & (draw > 0.86), PLACE["K2"], kind)
    kind = np.where((age > 10) & (draw > 0.985), PLACE["S1"], kind)
    # Placements of a kind whose code changed are recoded when it does.
    semi = np.where(np.minimum(ends, as_at) >= _day(2024, 4, 1), PLACE["K3"], PLACE["H5"])
    kind = np.where((age > 16.01) & (draw < 0.24), semi, kind)
    kind = np.where((age < 1.2) & (draw > 0.93), PLACE["R3"], kind)
    kind = np.where((age > 12) & (draw > 0.995), PLACE["K1"], kind)
    other = np.where(np.minimum(ends, as_at) >= _day(2025, 4, 1), PLACE["Z11"], PLACE["Z1"])
    kind = np.where((age > 3) & (draw > 0.71) & (draw < 0.718), other, kind)
    # With parents only under a care order, some time after it.
    ordered = np.full(len(c.start), NEVER)
    care_order = np.isin(status, (C1, C2))
    np.minimum.at(ordered, legal_at[care_order], legal_day[care_order])
    kind = np.where((ordered[at] < day - 40) & (draw > 0.77) & (draw < 0.86), PLACE["P1"], kind)
    # The same carer keeps the kind of placement, but becomes long term.
    fostering = np.isin(kind, [PLACE[t] for t in ("U6", "U3", "U5", "U1", "U4")])
    previous = np.append(0, kind[:-1])
    kind = np.where(
        how == SAME_CARER, np.where(np.isin(previous, (PLACE["U3"], PLACE["U1"])), PLACE["U1"], PLACE["U4"]), kind
    )
    kind = np.where(how == AWAY, np.where(fostering, PLACE["T3"], PLACE["T1"]), kind)
    kind = np.where(how == FOR_ADOPTION, np.where(draw < 0.16, PLACE["A5"], PLACE["A6"]), kind)
    back = np.flatnonzero(how == BACK)
    kind[back] = kind[np.maximum(back - 2, 0)]
    return kind


def _placements(c: Periods, at, day, how, ends, kind, as_at: int, rng: Rng) -> pa.Table:
    n = len(at)
    code = np.array(TYPES)[kind]
    foster = np.char.startswith(code, "U")
    provider = np.where(foster, pick(rng, (1, 4, 5), (62, 32, 6), n), pick(rng, (4, 1, 5), (80, 10, 10), n))
    provider = np.where(code == "P1", 0, provider)
    provider = np.where(np.char.startswith(code, "A"), pick(rng, (1, 5), (85, 15), n), provider)
    none = np.isin(code, ("T3", "T1", "Z1", "Z11"))
    homes = HOMES[rng.integers(0, len(HOMES), n)]
    agencies = AGENCIES[rng.integers(0, len(AGENCIES), n)]
    urn = np.where(foster & (provider == 1), OWN_FOSTERING, np.where(foster, agencies, homes))
    back = np.flatnonzero(how == BACK)
    urn[back] = urn[np.maximum(back - 2, 0)]
    provider[back] = provider[np.maximum(back - 2, 0)]
    same = np.flatnonzero(how == SAME_CARER)
    urn[same] = urn[np.maximum(same - 1, 0)]
    has_urn = np.isin(code, ("K2", "K1", "R3", "S1")) | (foster & (provider != 2))
    inside = rng.random(n) < 0.712
    distance = np.round(np.where(inside, rng.gamma(1.6, 7, n), 20 + rng.gamma(1.5, 35, n)), 1)
    ended = (ends <= as_at) & (ends < NEVER)
    moved = ended & (np.append(at[1:] == at[:-1], False))
    return make(
        "ssd_cla_placement",
        cla_placement_id=ids("PL", np.arange(n)),
        cla_id=ids("LAC", c.row[at]),
        person_id=ids("P", c.person[at]),
        cla_placement_start_date=dates(day),
        cla_placement_type=words(TYPES, kind),
        cla_placement_urn=pa.array(
            [
                f"SC{u}" if h else None if t in WITHOUT_URN else "XXXXXXX"
                for u, h, t in zip(urn, has_urn, code, strict=True)
            ]
        ),
        cla_placement_distance=pa.array(distance),
        cla_placement_provider=words([f"PR{i}" for i in range(6)], provider, where=~none),
        cla_placement_postcode=postcodes(rng, n, inside=inside, sectors=CHILDREN_ARE_PLACED),
        cla_placement_end_date=dates(ends, until=as_at),
        cla_placement_change_reason=words(CHANGES, pick(rng, np.arange(len(CHANGES)), CHANGE_SHARES, n), where=moved),
    )


def _episodes(world: World, c: Periods, at, day, how, kind, legal_at, legal_day, status, rng: Rng) -> pa.Table:
    """One episode per constant placement and legal status: cut wherever either changes."""
    as_at = world.clock.as_at
    owner = np.concatenate([at, legal_at])
    when = np.concatenate([day, legal_day])
    placement = np.concatenate([np.arange(len(at)), np.full(len(legal_at), -1)])
    legal = np.concatenate([np.full(len(at), -1), status])
    order = np.lexsort((legal >= 0, when, owner))
    owner, when, placement, legal = owner[order], when[order], placement[order], legal[order]
    # Changes of one day are one boundary: the first row of it is kept and takes over the others' facts.
    begins = np.append(True, (owner[1:] != owner[:-1]) | (when[1:] != when[:-1]))
    group = np.cumsum(begins) - 1
    n = int(group[-1]) + 1
    new_placement, new_legal = np.full(n, -1), np.full(n, -1)
    new_placement[group[placement >= 0]] = placement[placement >= 0]
    new_legal[group[legal >= 0]] = legal[legal >= 0]
    owner, when = owner[begins], when[begins]
    first = np.append(True, owner[1:] != owner[:-1])
    current = _carried(new_placement)
    status_now = _carried(new_legal)
    moved, changed = new_placement >= 0, new_legal >= 0
    same_carer = np.isin(how[np.maximum(new_placement, 0)], (SAME_CARER,)) & moved
    start_reason = np.select(
        [first, moved & changed & same_carer, moved & changed, same_carer, moved], [0, 5, 4, 3, 2], 1
    )
    ends = _ends(owner, when, c.end)
    last = np.append(first[1:], True) & (c.end[owner] <= as_at)
    reasons, reason = _why_ended(c, owner, status_now, rng)
    # Guardians who fostered the child before are of a foster placement.
    fostered = np.char.startswith(np.array(TYPES)[kind[np.maximum(current, 0)]], "U")
    for by_carer, by_others in (("E45", "E47"), ("E46", "E48"), ("E43", "E44")):
        mistaken = ~fostered & (reason == reasons.index(by_carer))
        reason = np.where(mistaken, reasons.index(by_others), reason)
    ceased = np.where(last, reason, 0)
    need = _needs(world, c, owner)
    iro = np.maximum(c.start, np.where(c.end < NEVER, c.end, as_at) - rng.integers(1, 95, len(c.start)))
    return make(
        "ssd_cla_episodes",
        cla_episode_id=ids("E", np.arange(n)),
        person_id=ids("P", c.person[owner]),
        cla_placement_id=ids("PL", current),
        cla_episode_start_date=dates(when),
        cla_episode_start_reason=words(("S", "L", "P", "T", "B", "U"), start_reason),
        cla_primary_need_code=words([f"N{i}" for i in range(1, 9)], need),
        cla_episode_ceased_date=dates(ends, until=as_at),
        cla_episode_ceased_reason=words(reasons, ceased, where=ends <= as_at),
        cla_id=ids("LAC", c.row[owner]),
        referral_id=ids("R", world.periods.episode[c.row[owner]]),
        cla_last_iro_contact_date=dates(iro[owner]),
        entered_care_date=dates(c.start[owner]),
    )


def _carried(values: np.ndarray) -> np.ndarray:
    """Each -1 replaced by the last value before it."""
    at = np.where(values >= 0, np.arange(len(values)), 0)
    return values[np.maximum.accumulate(at)]


def _needs(world: World, c: Periods, owner: np.ndarray) -> np.ndarray:
    draw = (c.row * 2654435761 % 1000) / 1000
    need = np.searchsorted(np.array([0.66, 0.70, 0.74, 0.82, 0.95, 0.97, 0.972]), draw)
    disabled = (world.people.disabled[c.person] > 0) & (draw > 0.7)
    need = np.where(disabled, 1, need)
    return np.where(c.uasc, 7, need)[owner]


def _why_ended(c: Periods, owner: np.ndarray, status: np.ndarray, rng: Rng) -> tuple[list[str], np.ndarray]:
    """Why the period ended, in the codes of the year (guardianship has its own codes by year)."""
    reasons = [
        "X1",
        "E11",
        "E12",
        "E43",
        "E44",
        "E45",
        "E46",
        "E47",
        "E48",
        "E4A",
        "E4B",
        "E13",
        "E3",
        "E8",
        "E9",
        "E5",
        "E6",
        "E7",
        "E17",
        "E41",
        "E16",
    ]
    place = {r: i for i, r in enumerate(reasons)}

    def drawn(options: dict[str, float]) -> np.ndarray:
        return pick(rng, [place[o] for o in options], list(options.values()), len(c.start))

    new_codes = c.end >= _day(2018, 4, 1)
    age = (np.minimum(c.end, 1 << 20) - c.dob) / YEAR
    by_reason = {
        HOME: drawn({"E4A": 66, "E4B": 34}),
        ADOPTED: drawn({"E11": 45, "E12": 55}),
        GUARDIANSHIP: np.where(
            new_codes,
            drawn({"E45": 35, "E46": 12, "E47": 45, "E48": 3, "E41": 5}),
            drawn({"E43": 50, "E44": 45, "E41": 5}),
        ),
        ADULT: drawn({"E17": 24, "E5": 38, "E6": 6, "E7": 7, "E4A": 12, "E8": 13}),
        RELATIVES: drawn({"E13": 85, "E41": 15}),
        ELSEWHERE_LEFT: np.where(
            age > 14, drawn({"E3": 20, "E8": 50, "E9": 25, "E16": 5}), drawn({"E3": 40, "E8": 55, "E16": 5})
        ),
    }
    # Whom another authority took over is no care leaver of this one.
    leaver = (age >= 16) & (by_reason[ELSEWHERE_LEFT] == place["E3"])
    by_reason[ELSEWHERE_LEFT] = np.where(leaver, place["E8"], by_reason[ELSEWHERE_LEFT])
    reason = np.select([c.reason == k for k in by_reason], list(by_reason.values()), place["E8"])
    return reasons, reason[owner]


def _short_breaks(world: World, c: Periods, placements: int, statuses: int, rng: Rng) -> dict[str, pa.Table]:
    """A few disabled children with an agreement for short breaks (V4): in the tables, never looked after."""
    p, e, as_at = world.people, world.episodes, world.clock.as_at
    fits = np.flatnonzero((p.disabled > 0) & (p.period < 0) & (p.episode >= 0) & (as_at - p.dob < 16 * YEAR))
    fits = np.setdiff1d(fits[as_at - p.dob[fits] > 3 * YEAR], c.person)
    chosen = np.sort(rng.permutation(fits)[: max(1, round(SHORT_BREAK_CHILDREN * world.scale.size))])
    n = len(chosen)
    start = np.maximum(as_at - rng.integers(30, 700, n), e.day[p.episode[chosen]])
    number = np.arange(n)
    period = ids("SB", number)
    return {
        "ssd_cla_placement": make(
            "ssd_cla_placement",
            cla_placement_id=ids("PL", placements + number),
            cla_id=period,
            person_id=ids("P", chosen),
            cla_placement_start_date=dates(start),
            cla_placement_type=words(("U6", "K2"), number % 2),
            cla_placement_urn=words(("SC402000", "SC320111"), number % 2),
            cla_placement_provider=words(("PR1",), np.zeros(n, np.int64)),
            cla_placement_postcode=postcodes(rng, n, inside=np.ones(n, bool), sectors=CHILDREN_ARE_PLACED),
        ),
        "ssd_legal_status": make(
            "ssd_legal_status",
            legal_status_id=ids("LS", statuses + number),
            person_id=ids("P", chosen),
            legal_status=words(("V4",), np.zeros(n, np.int64)),
            legal_status_start_date=dates(start),
        ),
        "ssd_cla_episodes": make(
            "ssd_cla_episodes",
            cla_episode_id=ids("ESB", number),
            person_id=ids("P", chosen),
            cla_placement_id=ids("PL", placements + number),
            cla_episode_start_date=dates(start),
            cla_episode_start_reason=words(("S",), np.zeros(n, np.int64)),
            cla_primary_need_code=words(("N2",), np.zeros(n, np.int64)),
            cla_id=period,
            referral_id=ids("R", p.episode[chosen]),
            entered_care_date=dates(start),
        ),
    }


def liberty_orders(world: World, c: Periods, rng: Rng) -> pa.Table:
    """ext_dolo: a few children of 12 and over, mostly in homes, for three months at a time."""
    as_at = world.clock.as_at
    fits = np.flatnonzero((c.to - c.start > 120) & ((c.to - c.dob) / YEAR > 12.5) & ~c.uasc)
    chosen = np.sort(fits[rng.random(len(fits)) < LIBERTY_ORDER_SHARE])
    start = np.maximum(c.to[chosen] - rng.integers(20, 300, len(chosen)), c.start[chosen] + 20)
    end = np.minimum(start + 90, c.to[chosen])
    return make(
        "ext_dolo",
        dolo_id=ids("DO", np.arange(len(chosen))),
        person_id=ids("P", c.person[chosen]),
        start_date=dates(start),
        end_date=dates(end, until=as_at),
    )
