"""The life of one authority, month by month: what the levels ask for is made to happen to people."""

import numpy as np

from sightline.dataset.demo import levels
from sightline.dataset.demo.clock import NEVER, Clock, on_working_day, plus_working_days, working_days_within
from sightline.dataset.demo.draw import Rng, stochastic_round, weighted_order
from sightline.dataset.demo.entering_care import (
    begin_care,
    leave_care,
    open_case,
    plan_stayers,
    start_others,
    start_stayers,
)
from sightline.dataset.demo.families import YEAR, members, new_families
from sightline.dataset.demo.levels import Path, Scale
from sightline.dataset.demo.protection import end_plans, hold_conferences, make_enquiries, start_plans, transfer_in
from sightline.dataset.demo.referrals import assessment_days, refer
from sightline.dataset.demo.world import (
    ASSESSED_CLOSED,
    DISABLED,
    ELSEWHERE,
    FINANCE,
    ICS_FINANCE,
    IN_NEED,
    LEFT_CARE,
    NFA,
    PRIVATELY_FOSTERED,
    World,
)

FLOWS = ("REFERRALS", "TO_ASSESSMENT", "REREFERRED", "ASSESSMENTS", "STRATEGY", "S47_STARTED", "CONFERENCES", "TO_PLAN")
ENQUIRY_ASSESSED = 0.45  # conferences whose enquiry began the case's next assessment, in the month before
STOCKS = ("PLANS", "LOOKED_AFTER", "CIN_OPEN", "FINANCE_ONLY", "ICS_FINANCE_ONLY")


def targets(clock: Clock, scale: Scale) -> dict[str, np.ndarray]:
    """Each level by month of the clock, for an authority of this scale; flows of a part month in proportion."""
    out = {}
    for name in (*FLOWS, *STOCKS, "CONTACTS", "FORWARDED"):
        path: Path = getattr(levels, name)
        level = path.monthly(clock.before, clock.calendar_month) * scale.of(path)
        out[name] = level if name in STOCKS else level * clock.share
    return out


def live(clock: Clock, scale: Scale, rng: Rng) -> World:
    """The authority's whole life up to the as-at date."""
    world = World(clock, scale, rng)
    target = targets(clock, scale)
    stayers = plan_stayers(world, rng, round(target["LOOKED_AFTER"][-1]))
    _begin(world, target, [s for s in stayers if s.start < clock.starts[0]])
    for month in range(clock.months):
        due = [s for s in stayers if clock.starts[month] <= s.start <= clock.ends[month]]
        _month(world, month, target, due)
    return world


def _begin(world: World, target: dict[str, np.ndarray], stayers: list) -> None:
    """The cases that are open when the demo begins."""
    rng, first = world.rng, int(world.clock.starts[0])
    start_stayers(world, stayers, before_time=True)
    others = max(round(target["LOOKED_AFTER"][0]) - len(stayers), 0)
    ages = rng.choice(np.array([0.5, 3, 8, 13, 16.5]), others, p=[0.05, 0.16, 0.24, 0.35, 0.2])
    ages = ages + rng.uniform(-0.45, 0.45, others) * np.where(ages > 1, 2, 1)
    in_care = np.minimum(rng.gamma(1.2, 600, others), np.maximum(ages * YEAR - 3, 5)).astype(int)
    children = new_families(world, np.full(others, first), ages=np.minimum(ages, 17.3))
    open_case(world, children, first - in_care - rng.integers(0, 60, others) - 1)
    begin_care(world, children, first - in_care, stays=0, group=world.new_group(others))
    _begin_group(world, IN_NEED, round(target["CIN_OPEN"][0] * 0.42), 150)
    _begin_group(world, DISABLED, round(levels.DISABLED_SERVICE * world.scale.size), 600)
    _begin_group(world, FINANCE, round(target["FINANCE_ONLY"][0]), 500)
    _begin_group(world, ICS_FINANCE, round(target["ICS_FINANCE_ONLY"][0]), 700)
    _begin_group(world, PRIVATELY_FOSTERED, round(levels.PRIVATE_FOSTERING * world.scale.size), 60)
    plans = _begin_group(world, IN_NEED, round(target["PLANS"][0]), 160)
    started = np.minimum(first - rng.integers(10, 420, len(plans)), first)
    started = np.maximum(on_working_day(started), world.episodes.day[world.people.episode[plans]] + 14)
    started = np.minimum(started, first - 1)
    start_plans(world, plans, started, np.full(len(plans), -1), world.people.family[plans] + (1 << 40))
    _begin_care_leavers(world, round(levels.CARE_LEAVERS * world.scale.size * world.scale.care))


def _begin_group(world: World, kind: int, count: int, mean_days: int) -> np.ndarray:
    rng, p, e = world.rng, world.people, world.episodes
    first = int(world.clock.starts[0])
    index = new_families(world, np.full(count, first - 200))
    owner, people = members(world, p.family[index])
    since = 20 + rng.gamma(1.5, mean_days / 1.5, count).astype(int)
    day = on_working_day(first - since)[owner]
    age = (day - p.dob[people]) / YEAR
    low, high = (3, 15.5) if kind == PRIVATELY_FOSTERED else (0.6, 16.5)
    fits = (age > low) & (age < high)
    people, day = people[fits][:count], day[fits][:count]
    episodes = open_case(world, people, day)
    e.kind[episodes] = kind
    if kind in (FINANCE, ICS_FINANCE, DISABLED):
        p.disabled[people] = 1
        e.finance_from[episodes] = day if kind != DISABLED else NEVER
    if kind == PRIVATELY_FOSTERED:
        e.close[episodes] = on_working_day(first + rng.integers(5, 200, len(people)))
        e.closing[episodes] = 7
    return people


def _begin_care_leavers(world: World, count: int) -> None:
    rng, first = world.rng, int(world.clock.starts[0])
    age = rng.uniform(18.05, 21.8, count)
    children = new_families(world, np.full(count, first), ages=age)
    p = world.people
    entered = first - (age * YEAR).astype(int) + (rng.uniform(6, 17, count) * YEAR).astype(int)
    episodes = open_case(world, children, entered - rng.integers(1, 90, count))
    begin_care(world, children, entered, stays=0, group=world.new_group(count))
    leave_care(world, 0, 0)
    world.episodes.kind[episodes] = LEFT_CARE
    p.last_event[children] = np.minimum(p.last_event[children], first)


def _month(world: World, month: int, target: dict[str, np.ndarray], stayers: list) -> None:
    clock, rng = world.clock, world.rng

    def count(name: str) -> int:
        return stochastic_round(rng, target[name][month])

    close_due(world, int(clock.starts[month]))
    # Children referred straight into care are among the month's referrals.
    opened = world.episodes.n
    start_stayers(world, stayers)
    begun = round(levels.CLA_STARTED * world.scale.size * world.scale.care * clock.share[month])
    start_others(world, month, max(begun - len(stayers), 0))
    straight = world.episodes.n - opened
    referrals = count("REFERRALS")
    refer(
        world,
        month,
        {
            "referrals": max(referrals - straight, 0),
            "assess": max(min(count("TO_ASSESSMENT"), referrals) - straight, 0),
            "again": count("REREFERRED"),
        },
    )
    hold_conferences(world, month, count("CONFERENCES"), count("TO_PLAN"))
    if rng.random() < 0.45:
        transfer_in(world, month, 2)
    make_enquiries(world, month, count("S47_STARTED"), count("STRATEGY"))
    plans = world.plans
    open_plans = int(((plans.end == NEVER) & (plans.start <= clock.ends[month])).sum())
    end_plans(world, month, open_plans - round(target["PLANS"][month]))
    periods = world.periods
    open_periods = int(((periods.end == NEVER) & (periods.start <= clock.ends[month])).sum())
    leave_care(world, month, open_periods - round(target["LOOKED_AFTER"][month]))
    # Of the assessments that begin with an enquiry, half are known when next month's conferences are held.
    coming = round(ENQUIRY_ASSESSED * target["CONFERENCES"][month]) if clock.before[month] > 0 else 0
    _reassess(world, month, count("ASSESSMENTS") - coming)
    _close_cases(world, month, target)


def close_due(world: World, day: int) -> None:
    """Lets go of people whose case closed before `day`."""
    e, p = world.episodes, world.people
    people = np.flatnonzero(p.episode >= 0)
    own = p.episode[people]
    done = e.close[own] < day
    p.last_close[people[done]] = e.close[own[done]]
    p.episode[people[done]] = -1


def _reassess(world: World, month: int, wanted: int) -> None:
    """Assessments of cases already open, which make up the month's assessments."""
    e, p, rng, clock = world.episodes, world.people, world.rng, world.clock
    start, end = int(clock.starts[month]), int(clock.ends[month])
    more = world.assessments
    led = int(((e.day >= start) & (e.day <= end) & (e.assessed > 0)).sum())
    led += int(((more.start >= start) & (more.start <= end)).sum())
    days = working_days_within(start, end)
    open_ = np.flatnonzero((e.close == NEVER) & (e.authorised < start - 90) & (e.kind == IN_NEED))
    # ... and not of those whom an enquiry or a conference is assessing now.
    open_ = np.setdiff1d(open_, more.episode[more.authorised >= start])
    if wanted <= led or not len(open_) or not len(days):
        return
    chosen = rng.permutation(open_)[: wanted - led]
    day = rng.choice(days, len(chosen))
    length = assessment_days(world, len(chosen), int(clock.before[month]))
    ends = plus_working_days(day, length)
    world.assessments.add(len(chosen), person=e.person[chosen], episode=chosen, start=day, authorised=ends)
    # The case doesn't close before the assessment is done.
    p.last_event[e.person[chosen]] = np.maximum(p.last_event[e.person[chosen]], ends)


def _close_cases(world: World, month: int, target: dict[str, np.ndarray]) -> None:
    """Closes cases so that as many stay open as should; some go on as finance-only cases instead."""
    e, p, rng, clock = world.episodes, world.people, world.rng, world.clock
    end = int(clock.ends[month])
    _turn_adult(world, month)
    leavers = np.flatnonzero((e.kind == LEFT_CARE) & (e.close == NEVER))
    surplus = len(leavers) - round(levels.CARE_LEAVERS * world.scale.size * world.scale.care)
    if surplus > 0:
        age = (end - p.dob[e.person[leavers]]) / YEAR
        _close(world, leavers[np.argsort(-age, kind="stable")[:surplus]], month, 7)
    disabled = np.flatnonzero((e.kind == DISABLED) & (e.close == NEVER) & (p.period[e.person] < 0))
    disabled = disabled[e.authorised[disabled] < int(clock.starts[month])]
    surplus = len(disabled) - round(levels.DISABLED_SERVICE * world.scale.size)
    if surplus > 0:
        _close(world, rng.permutation(disabled)[:surplus], month, 7)
    for kind, name in ((FINANCE, "FINANCE_ONLY"), (ICS_FINANCE, "ICS_FINANCE_ONLY")):
        open_ = np.flatnonzero((e.kind == kind) & (e.close > end))
        surplus = len(open_) - round(target[name][month])
        if surplus > 0:
            _close(world, rng.permutation(open_)[:surplus], month, 7)
        elif surplus < 0:
            # Short-break packages: disabled children and others whose case would otherwise close.
            ready = _ready(world, month)
            ready = ready[(end - p.dob[e.person[ready]]) / YEAR < 16]
            made = ready[:-surplus]
            e.kind[made] = kind
            e.finance_from[made] = _closing_days(world, made, month)
            p.disabled[e.person[made]] = 1
    surplus = len(world.open_in_need(end)) - round(target["CIN_OPEN"][month])
    if surplus > 0:
        _close(world, _ready(world, month)[:surplus], month, 7)


def _ready(world: World, month: int) -> np.ndarray:
    """Cases that could close this month, in drawn order, siblings together: past assessment, nothing pending."""
    e, p, clock = world.episodes, world.people, world.clock
    start, end = int(clock.starts[month]), int(clock.ends[month])
    open_ = np.flatnonzero((e.close == NEVER) & (e.kind == IN_NEED) & (e.transfer <= end - 2))
    person = e.person[open_]
    fits = (p.plan[person] < 0) & (p.period[person] < 0) & (p.last_event[person] < end - 4)
    open_ = open_[fits & (p.episode[person] == open_)]
    families, place = np.unique(p.family[e.person[open_]], return_inverse=True)
    if not len(families):
        return open_
    age = np.zeros(len(families))
    np.maximum.at(age, place, start - e.transfer[open_])
    rank = np.empty(len(families), np.int64)
    rank[weighted_order(world.rng, 0.4 + np.clip(age, 0, 500) / 120)] = np.arange(len(families))
    return open_[np.argsort(rank[place], kind="stable")]


def _closing_days(world: World, episodes: np.ndarray, month: int) -> np.ndarray:
    e, p, clock = world.episodes, world.people, world.clock
    start, end = int(clock.starts[month]), int(clock.ends[month])
    days = working_days_within(start, end)
    families, place = np.unique(p.family[e.person[episodes]], return_inverse=True)
    day = world.rng.choice(days, max(len(families), 1))[place]
    floor = np.maximum(
        p.last_event[e.person[episodes]] + 1, np.where(e.transfer[episodes] < NEVER, e.transfer[episodes], 0)
    )
    return np.minimum(np.maximum(day, on_working_day(floor)), end)


def _close(world: World, episodes: np.ndarray, month: int, reason: int) -> None:
    if len(episodes):
        world.close(episodes, _closing_days(world, episodes, month), reason)


def _turn_adult(world: World, month: int) -> None:
    """Cases of those who turn 18 this month close, care leavers' apart."""
    e, p, clock = world.episodes, world.people, world.clock
    end = int(clock.ends[month])
    open_ = np.flatnonzero(
        (e.close == NEVER)
        & (e.kind != LEFT_CARE)
        & (e.kind != ASSESSED_CLOSED)
        & (e.kind != ELSEWHERE)
        & (e.outcome != NFA)
    )
    person = e.person[open_]
    old = (p.dob[person] + 18 * YEAR <= end) & (p.period[person] < 0) & (p.plan[person] < 0)
    _close(world, open_[old], month, 6)
