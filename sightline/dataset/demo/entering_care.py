"""Who comes into care and who leaves it, month by month, so that the latest month has the printed profile."""

from dataclasses import dataclass

import numpy as np

from sightline.dataset.demo import levels
from sightline.dataset.demo.clock import NEVER, on_working_day, plus_working_days, working_days_within
from sightline.dataset.demo.draw import Rng, weighted_order
from sightline.dataset.demo.families import YEAR, members, new_families
from sightline.dataset.demo.world import ASSESS, DISABLED, IN_NEED, LEFT_CARE, World

MONTH = 30.44
# Why care ended (codes of code list reason_episode_ceased are chosen when written).
HOME, ADOPTED, GUARDIANSHIP, ADULT, ELSEWHERE_LEFT, RELATIVES = range(1, 7)
STARTER_AGES = ((0.0, 1, 0.19), (1, 5, 0.18), (5, 10, 0.20), (10, 15, 0.27), (15, 17.3, 0.16))


@dataclass(frozen=True)
class Stayer:
    """A child who will still be looked after at the as-at date: start day, age then (years), sex, asylum seeker."""

    start: int
    age: float
    sex: int
    uasc: bool


def plan_stayers(world: World, rng: Rng, latest: int) -> list[Stayer]:
    """The children looked after at the as-at date, with the printed ages, sexes and times in care."""
    as_at = world.clock.as_at
    cells = [(sex, band, n) for sex, row in enumerate((levels.CLA_BOYS, levels.CLA_GIRLS))
             for band, n in zip(levels.CLA_AGE_BANDS, row, strict=True)]  # fmt: skip
    share = latest / sum(n for _, _, n in cells)
    counts = _shared_out(np.array([n * share for _, _, n in cells]), latest)
    sex = np.repeat([c[0] for c in cells], counts)
    low = np.repeat([c[1][0] for c in cells], counts)
    high = np.repeat([c[1][1] for c in cells], counts)
    age = low + rng.random(len(low)) * (high + 1 - low) * 0.995 + 0.002
    months = _times_in_care(rng, len(age))
    # Long times in care go to those old enough: sort both, then loosen.
    order = np.argsort(age + rng.normal(0, 4.2, len(age)))
    time = np.empty(len(age))
    time[order] = np.sort(months)
    time = np.minimum(time, np.maximum(age * 12 - 0.05, 0.05))
    asylum = np.zeros(len(age), bool)
    fits = np.flatnonzero((age >= 14.3) & (time < 34) & (time > 0.3) & (age * 12 - time > 150))
    boys = fits[np.argsort(sex[fits] + rng.random(len(fits)) * 1.2)]
    asylum[boys[: round(levels.UASC_SHARE * latest)]] = True
    start = as_at - np.maximum((time * MONTH).astype(int), 1)
    # Who starts on a working day or at a weekend: care doesn't wait. Births bound the start.
    start = np.maximum(start, as_at - (age * YEAR).astype(int) + 1)
    return [Stayer(int(s), float(a), int(x), bool(u)) for s, a, x, u in zip(start, age, sex, asylum, strict=True)]


def _shared_out(exact: np.ndarray, total: int) -> np.ndarray:
    """Whole numbers near `exact` that add up to `total` (largest remainders)."""
    whole = np.floor(exact).astype(int)
    short = total - whole.sum()
    whole[np.argsort(whole - exact, kind="stable")[:short]] += 1
    return whole


def _times_in_care(rng: Rng, n: int) -> np.ndarray:
    bounds = [0.05] + [b for b, _ in levels.TIME_IN_CARE]
    counts = _shared_out(np.array([s for _, s in levels.TIME_IN_CARE]) * n, n)
    parts = []
    for low, high, count in zip(bounds, bounds[1:], counts, strict=False):
        draw = rng.random(count)
        parts.append(low + (high - low) * (draw if high < 100 else draw**1.7))
    return np.concatenate(parts)


def start_stayers(world: World, stayers: list[Stayer], *, before_time: bool = False) -> int:
    """
    Brings the stayers into care: open cases that fit by age and sex, siblings at once; new families for the rest.

    `before_time`: they came before the demo's first month, so their referral is new as well. Returns how many.
    """
    p, _e, clock = world.people, world.episodes, world.clock
    waiting = sorted(stayers, key=lambda s: s.start)
    while waiting:
        stayer = waiting.pop(0)
        candidates = np.empty(0, np.int64)
        if not (before_time or stayer.uasc):
            born = clock.as_at - stayer.age * YEAR
            candidates = _may_enter(world, stayer.start, born - 260, born + 260, stayer.sex)
            # The band at the as-at date must stay the printed one.
            band = next(b for b in levels.CLA_AGE_BANDS if b[0] <= stayer.age < b[1] + 1)
            ages = (clock.as_at - p.dob[candidates]) / YEAR
            candidates = candidates[(ages >= band[0] + 0.003) & (ages < band[1] + 0.997)]
        child = int(world.rng.choice(candidates)) if len(candidates) else _new_child(world, stayer, before_time)
        group = world.new_group()
        begin_care(world, np.array([child]), np.array([stayer.start]), stays=1, group=group)
        if stayer.uasc or before_time:
            continue
        # A brother or sister who fits another stayer of these days comes along.
        _, kin = members(world, p.family[[child]])
        for sibling in kin:
            if sibling == child or not waiting or world.rng.random() > 0.75:
                continue
            if not _may(world, sibling, stayer.start):
                continue
            for i, other in enumerate(waiting):
                if other.uasc or other.start > stayer.start + 75 or p.sex[sibling] != other.sex:
                    continue
                band = next(b for b in levels.CLA_AGE_BANDS if b[0] <= other.age < b[1] + 1)
                if band[0] + 0.003 <= (clock.as_at - p.dob[sibling]) / YEAR < band[1] + 0.997:
                    waiting.pop(i)
                    begin_care(world, np.array([sibling]), np.array([stayer.start]), stays=1, group=group)
                    break
    return len(stayers)


def _may_enter(world: World, day: int, born_from: float, born_to: float, sex: int) -> np.ndarray:
    p, e = world.people, world.episodes
    people = np.flatnonzero((p.dob >= born_from) & (p.dob <= born_to) & (p.sex == sex) & (p.episode >= 0)
                            & (p.period < 0) & (p.dob <= day) & (p.gone > day) & (p.last_event <= day))  # fmt: skip
    own = p.episode[people]
    fits = ((e.kind[own] == IN_NEED) | (e.kind[own] == DISABLED)) & (e.close[own] == NEVER) & (e.day[own] <= day)
    return people[fits]


def _may(world: World, person: int, day: int) -> bool:
    p, e = world.people, world.episodes
    own = p.episode[person]
    return bool(
        own >= 0 and p.period[person] < 0 and p.last_event[person] <= day
        and p.dob[person] <= day < p.dob[person] + 17.4 * YEAR
        and e.kind[own] in (IN_NEED, DISABLED) and e.close[own] == NEVER and e.day[own] <= day
    )  # fmt: skip


def _new_child(world: World, stayer: Stayer, before_time: bool) -> int:
    """A child of a new family (or unaccompanied), referred shortly before coming into care."""
    day = stayer.start
    then = stayer.age - (world.clock.as_at - day) / YEAR
    lead = 0 if stayer.uasc else int(world.rng.gamma(1.5, 40)) if before_time else int(world.rng.integers(0, 4))
    child = int(new_families(
        world, np.array([day]), ages=np.array([then]), sexes=np.array([stayer.sex]), alone=stayer.uasc
    )[0])  # fmt: skip
    # Keep the birth date exactly where the band wants it.
    world.people.dob[child] = world.clock.as_at - int(stayer.age * YEAR) - 1
    world.people.dob[child] = min(world.people.dob[child], day)
    world.people.uasc[child] = int(stayer.uasc)
    open_case(world, np.array([child]), np.array([int(on_working_day(np.array(day - lead))) if lead > 3 else day]))
    return child


def open_case(world: World, people: np.ndarray, days: np.ndarray) -> np.ndarray:
    """A referral that stays open, for children who come into care or were already known when the demo begins."""
    rng, p = world.rng, world.people
    n = len(people)
    days = np.maximum(days, p.dob[people] - 90)
    groups = world.new_group(n)
    authorised = plus_working_days(days, rng.integers(10, 45, n))
    episodes = world.episodes.add(
        n, person=people, day=days, event=groups, kind=IN_NEED, outcome=ASSESS, assessed=1, authorised=authorised,
        transfer=plus_working_days(authorised, rng.integers(3, 15, n)),
        again=(p.last_referral[people] >= days - 365).astype(int),
    )  # fmt: skip
    p.episode[people] = episodes
    p.last_referral[people] = days
    p.last_event[people] = np.maximum(p.last_event[people], days)
    return episodes


def begin_care(world: World, people: np.ndarray, days: np.ndarray, *, stays: int, group) -> None:
    """A period of care begins."""
    p = world.people
    periods = world.periods.add(
        len(people), person=people, episode=p.episode[people], start=days, stays=stays, group=group
    )
    p.period[people] = periods
    p.last_event[people] = np.maximum(p.last_event[people], days)


def start_others(world: World, month: int, count: int) -> int:
    """Children who come into care this month and will have left by the as-at date. Returns how many."""
    rng, p, clock = world.rng, world.people, world.clock
    start, end = int(clock.starts[month]), int(clock.ends[month])
    started = 0
    bands, people_none = np.array(STARTER_AGES), np.empty(0, np.int64)
    while started < count:
        band = bands[rng.choice(len(bands), p=bands[:, 2] / bands[:, 2].sum())]
        day = int(rng.integers(start, end + 1))
        sex = int(rng.random() > 0.57)
        asylum = band[0] >= 15 and rng.random() < 0.3
        fits = people_none if asylum else _may_enter(world, day, day - band[1] * YEAR, day - band[0] * YEAR, sex)
        if not len(fits):
            stayer = Stayer(day, float(rng.uniform(band[0], band[1])) + (clock.as_at - day) / YEAR, sex, asylum)
            child = _new_child(world, stayer, False)
        else:
            child = int(rng.choice(fits))
        group = world.new_group()
        begin_care(world, np.array([child]), np.array([day]), stays=0, group=group)
        started += 1
        _, kin = members(world, p.family[[child]])
        for sibling in kin:
            if started < count and sibling != child and _may(world, sibling, day) and rng.random() < 0.7:
                begin_care(world, np.array([sibling]), np.array([day]), stays=0, group=group)
                started += 1
    return started


def leave_care(world: World, month: int, leaving: int) -> None:
    """Ends periods of care in the month: everyone who turns 18, then as many others as make up `leaving`."""
    p, periods, rng, clock = world.people, world.periods, world.rng, world.clock
    start, end = int(clock.starts[month]), int(clock.ends[month])
    days = working_days_within(start, end)
    open_ = np.flatnonzero((periods.end == NEVER) & (periods.stays == 0) & (periods.start <= end))
    if not len(open_) or not len(days):
        return
    person = periods.person[open_]
    birthday = _birthday(p.dob[person], 18)
    adult = birthday <= end
    _leave(
        world,
        open_[adult],
        np.maximum(birthday[adult], periods.start[open_][adult] + 1),
        np.full(int(adult.sum()), ADULT),
    )
    rest = open_[~adult & (periods.start[open_] < end - 5)]
    need = leaving - int(adult.sum())
    if need <= 0 or not len(rest):
        return
    person = periods.person[rest]
    time = (end - periods.start[rest]) / MONTH
    age = (end - p.dob[person]) / YEAR
    weights = np.select([time < 2, time < 12, time < 24], [5.0, 1.6, 1.6], 0.35) * np.where(age < 5, 2.0, 1.0)
    weights *= np.where(age > 14, 0.35, 1.0)
    chosen = rest[weighted_order(rng, weights)[:need]]
    person = periods.person[chosen]
    time = (end - periods.start[chosen]) / MONTH
    age = (end - p.dob[person]) / YEAR
    day = np.maximum(rng.choice(days, len(chosen)), periods.start[chosen] + 1)
    day = np.minimum(np.maximum(day, p.last_event[person]), np.maximum(end, periods.start[chosen] + 1))
    draw = rng.random(len(chosen))
    reason = np.where(draw < 0.78, HOME, np.where(draw < 0.93, RELATIVES, ELSEWHERE_LEFT))
    reason = np.where((age < 7) & (time > 11) & (draw < 0.72), ADOPTED, reason)
    reason = np.where((time > 7) & (draw >= 0.72) & (age < 13), GUARDIANSHIP, reason)
    _leave(world, chosen, day, reason)


def _birthday(dob: np.ndarray, years: int) -> np.ndarray:
    """The day a person turns `years`."""
    born = dob.astype("datetime64[D]")
    month = born.astype("datetime64[M]")
    within = (born - month.astype("datetime64[D]")).astype(np.int64)
    return (month + 12 * years).astype("datetime64[D]").astype(np.int64) + within


def _leave(world: World, chosen: np.ndarray, day: np.ndarray, reason: np.ndarray) -> None:
    p, e, periods = world.people, world.episodes, world.periods
    person = periods.person[chosen]
    periods.end[chosen] = day
    periods.reason[chosen] = reason
    p.period[person] = -1
    p.last_event[person] = np.maximum(p.last_event[person], day)
    adopted = np.isin(reason, (ADOPTED, GUARDIANSHIP))
    # A plan never outlives adoption or guardianship.
    on_plan = adopted & (p.plan[person] >= 0)
    world.plans.end[p.plan[person[on_plan]]] = day[on_plan]
    p.last_plan_end[person[on_plan]] = day[on_plan]
    p.plan[person[on_plan]] = -1
    world.close(periods.episode[chosen[adopted]], day[adopted], np.where(reason[adopted] == ADOPTED, 1, 4))
    p.gone[person[reason == ADOPTED]] = day[reason == ADOPTED]
    age = (day - p.dob[person]) / YEAR
    leaver = ~adopted & (age >= 16) & (day - periods.start[chosen] >= 91)
    e.kind[periods.episode[chosen[leaver]]] = LEFT_CARE
