"""Strategy discussions, section 47 enquiries, conferences and protection plans, month by month."""

import numpy as np

from sightline.dataset.demo import levels
from sightline.dataset.demo.clock import (
    LONG_GONE,
    NEVER,
    on_working_day,
    plus_months,
    plus_working_days,
    working_days_between,
    working_days_within,
)
from sightline.dataset.demo.draw import take_until, weighted_order
from sightline.dataset.demo.families import YEAR, members
from sightline.dataset.demo.referrals import assessment_days
from sightline.dataset.demo.world import ASSESS, ASSESSED_CLOSED, IN_NEED, TRANSFER_IN, World

# What an enquiry found (docs/conventions.md, section 47 outcome).
NOT_SUBSTANTIATED, NO_CONTINUING_RISK, CONTINUING_RISK = range(3)
SEVEN, TWO_YEARS = 7, 730
TO_COME = 20  # working days: conferences of enquiries that began so lately have still to come
STRATEGY_CODES = tuple(levels.STRATEGY_OUTCOMES)


def printed(series, before: int, otherwise: float) -> float:
    """A share or count printed for a month, or what held before."""
    at = levels.PRINTED - 1 - max(before, 0)
    return series[at] if at >= 0 else otherwise


def hold_conferences(world: World, month: int, conferred: int, to_plan: int) -> None:
    """The month's initial conferences: `conferred` children, of whom `to_plan` become subject to a plan."""
    p, e, _rng, clock = world.people, world.episodes, world.rng, world.clock
    start, end = int(clock.starts[month]), int(clock.ends[month])
    days = working_days_within(start, end)
    if not conferred or not len(days):
        return
    fits = (p.episode >= 0) & (p.plan < 0) & (p.period < 0) & (start - p.dob < 17.3 * YEAR) & (p.dob - start < 60)
    candidates = np.flatnonzero(fits)
    own = p.episode[candidates]
    candidates = candidates[(e.kind[own] == IN_NEED) & (e.close[own] == NEVER) & (e.day[own] <= start - 5)]
    # One enquiry at a time: an earlier one was over a while ago.
    candidates = candidates[p.enquired[candidates] < start - 12]
    before = start - p.last_plan_end[candidates]
    weights = 1 / (20 + start - e.day[p.episode[candidates]])  # new cases come to conference sooner than old ones
    short = (before >= 60) & (before < TWO_YEARS - 31)
    long = (before >= TWO_YEARS) & (p.plans[candidates] > 0)
    chosen: list[np.ndarray] = []
    wanted = {
        "short": round(conferred * levels.REPEAT_PLAN_2YR),
        "long": round(conferred * (levels.REPEAT_PLAN_EVER - levels.REPEAT_PLAN_2YR)),
    }
    taken = 0
    for mask, need in ((short, wanted["short"]), (long, wanted["long"]), (p.plans[candidates] == 0, None)):
        need = conferred - taken if need is None else min(need, conferred - taken)
        people = _by_family(world, candidates[mask], weights[mask], need)
        chosen.append(people)
        taken += len(people)
    people = np.concatenate(chosen)
    if not len(people):
        return
    _confer(world, people, days, min(to_plan, len(people)), int(clock.before[month]))


def _by_family(world: World, people: np.ndarray, weights: np.ndarray, need: int) -> np.ndarray:
    """`need` of the people, with their siblings among them."""
    if need <= 0 or not len(people):
        return people[:0]
    families, place = np.unique(world.people.family[people], return_inverse=True)
    heavy = np.zeros(len(families))
    np.maximum.at(heavy, place, weights)
    order = weighted_order(world.rng, heavy)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return people[np.argsort(rank[place], kind="stable")][:need]


def _confer(world: World, people: np.ndarray, days: np.ndarray, to_plan: int, before: int) -> None:
    p, e, rng = world.people, world.episodes, world.rng
    families, place = np.unique(p.family[people], return_inverse=True)
    n = len(families)
    late_share = printed(levels.CONFERENCE_LATE, before, 15) / 100 * world.scale.late
    late = rng.random(n) < min(late_share, 0.6)
    gap = np.where(late, rng.integers(16, 34, n), np.minimum(rng.integers(7, 19, n), 15))
    episode = p.episode[people]
    day = rng.choice(days, n)
    day = np.maximum(day, on_working_day(np.full(n, days[0])))
    # The enquiry can't start before the referral: for a new case the referral's own day is the strategy discussion.
    earliest = np.zeros(n, np.int64)
    np.maximum.at(earliest, place, np.maximum(e.day[episode], p.last_plan_end[people] + 5))
    np.maximum.at(earliest, place, p.enquired[people] + 1)
    began = np.maximum(plus_working_days(day, -gap), on_working_day(earliest))
    day = np.maximum(day, np.minimum(plus_working_days(began, np.full(n, 3)), days[-1]))
    began = np.minimum(began, day)
    none = _families_of(rng, place, round(printed(levels.CONFERENCE_NO_S47, before, 5) * world.scale.size))
    # A case has one such conference at most.
    bare = np.zeros(e.n, bool)
    bare[world.conferences.episode[world.conferences.enquiry < 0]] = True
    none[place[bare[episode]]] = False
    took = np.maximum(1, (working_days_between(began, day) * rng.uniform(0.45, 0.9, n)).astype(int))
    finished = np.minimum(plus_working_days(began, took), day)
    meeting = world.new_group(n)
    has = ~none[place]
    enquiry = np.full(len(people), -1)
    enquiry[has] = world.enquiries.add(
        int(has.sum()), person=people[has], episode=episode[has], start=began[place][has],
        end=finished[place][has], outcome=CONTINUING_RISK, group=meeting[place][has],
    )  # fmt: skip
    conference = world.conferences.add(
        len(people), person=people, episode=episode, day=day[place], enquiry=enquiry, group=meeting[place]
    )
    p.last_event[people] = np.maximum(p.last_event[people], day[place])
    p.enquired[people[has]] = day[place][has]
    _assess(world, people[has], began[place][has], day[place][has], before)
    planned = np.ones(len(people), bool)
    planned[_last_families(rng, place, len(people) - to_plan)] = False
    start_plans(world, people[planned], day[place][planned], conference[planned], meeting[place][planned])


def _assess(world: World, people: np.ndarray, began: np.ndarray, day: np.ndarray, before: int) -> None:
    """An enquiry is carried out by an assessment: one goes on to the conference's `day`, or one begins."""
    p, e = world.people, world.episodes
    episode = p.episode[people]
    first = (e.assessed[episode] > 0) & (e.authorised[episode] >= began)
    longer = first & (e.authorised[episode] < day)
    e.authorised[episode[longer]] = plus_working_days(day[longer], world.rng.integers(0, 10, int(longer.sum())))
    e.transfer[episode[longer]] = np.maximum(e.transfer[episode[longer]], e.authorised[episode[longer]])
    more = world.assessments
    latest, until = np.full(e.n, -1), np.full(e.n, LONG_GONE)
    latest[more.episode], until[more.episode] = np.arange(more.n), more.authorised
    later = ~first & (until[episode] >= began)
    more.authorised[latest[episode[later]]] = np.maximum(until[episode[later]], day[later])
    anew = ~first & ~later
    start = began[anew]
    ends = plus_working_days(start, assessment_days(world, len(start), before))
    world.assessments.add(
        len(start), person=people[anew], episode=episode[anew], start=start, authorised=np.maximum(ends, day[anew])
    )


def _families_of(rng, place: np.ndarray, children: int) -> np.ndarray:
    """Which families (by place) hold about `children` of the children, drawn at random."""
    sizes = np.bincount(place)
    order = rng.permutation(len(sizes))
    chosen = np.zeros(len(sizes), bool)
    chosen[order[: take_until(sizes[order], children)]] = True
    return chosen


def _last_families(rng, place: np.ndarray, children: int) -> np.ndarray:
    """Exactly `children` children, whole families first."""
    order = rng.permutation(place.max() + 1)[place]
    return np.argsort(order, kind="stable")[:children] if children > 0 else np.empty(0, np.int64)


def start_plans(world: World, people, days, conferences, groups) -> None:
    """Protection plans from the conference's day."""
    p = world.people
    plans = world.plans.add(
        len(people), person=people, episode=p.episode[people], conference=conferences, start=days,
        earlier=p.plans[people], group=groups,
    )  # fmt: skip
    known = conferences >= 0
    world.conferences.plan[conferences[known]] = plans[known]
    p.plan[people] = plans
    p.plans[people] += 1


def transfer_in(world: World, month: int, children: int) -> None:
    """A family moves in with another authority's plan: a conference without an enquiry, soon after the referral."""
    p, e, clock = world.people, world.episodes, world.clock
    start, end = int(clock.starts[month]), int(clock.ends[month])
    fresh = np.flatnonzero((e.day >= start) & (e.day <= end) & (e.kind == IN_NEED) & (e.close == NEVER))
    fresh = fresh[(p.plan[e.person[fresh]] < 0) & (p.plans[e.person[fresh]] == 0) & (p.period[e.person[fresh]] < 0)]
    fresh = fresh[(e.outcome[fresh] == ASSESS) & (p.episode[e.person[fresh]] == fresh)]
    if not len(fresh) or not children:
        return
    fresh = fresh[e.event[fresh] == e.event[world.rng.choice(fresh)]][:children]
    people = e.person[fresh]
    day = plus_working_days(e.day[fresh], np.full(len(fresh), int(world.rng.integers(8, 19))))
    if day.max() > world.clock.as_at:
        return
    e.outcome[fresh] = TRANSFER_IN
    meeting = np.repeat(world.new_group(), len(fresh))
    held = world.conferences.add(len(fresh), person=people, episode=fresh, day=day, transfer=1, group=meeting)
    p.last_event[people] = day
    start_plans(world, people, day, held, meeting)


def end_plans(world: World, month: int, ending: int) -> None:
    """Ends plans in the month so that as many are open at its end as should be."""
    p, plans, rng, clock = world.people, world.plans, world.rng, world.clock
    start, end = int(clock.starts[month]), int(clock.ends[month])
    days = working_days_within(start, end)
    if not len(days):
        return
    open_ = np.flatnonzero((plans.end == NEVER) & (plans.start < start - 12))
    person = plans.person[open_]
    age = start - plans.start[open_]
    adult = end - p.dob[person] >= 18 * YEAR - 1
    looked_after = p.period[person] >= 0
    must = adult | (looked_after & (rng.random(len(open_)) < 0.5))
    young = (plus_months(plans.start[open_], 3) > end) & ~must
    short = min(round(printed(levels.ENDED_WITHIN_3M, int(clock.before[month]), 14) / 100 * ending), ending)
    three_months = plus_months(plans.start, 3)
    # Plans end at a review: three months after the start, then every six.
    since_review = np.where(age < 91, age / 91, ((age - 91) % 183) / 183)
    weights = np.select([age > 760, age > 640], [25.0, 5.0], 0.4 + 2.5 * since_review) * np.where(age > 480, 1.3, 1)
    chosen = [open_[must][: max(ending, 0)]]
    short -= int((three_months[chosen[0]] > end).sum())
    rest = _grouped(world, open_[young], np.ones(int(young.sum())), min(short, ending - len(chosen[0])))
    chosen.append(rest)
    older = ~young & ~must
    chosen.append(_grouped(world, open_[older], weights[older], ending - sum(map(len, chosen))))
    ended = np.concatenate(chosen)
    if not len(ended):
        return
    groups, place = np.unique(plans.group[ended], return_inverse=True)
    day = rng.choice(days, len(groups))[place]
    # Who is not among those who end early stays until the three months are over.
    early = np.isin(ended, rest) | (three_months[ended] > end)
    day = np.where(early, day, np.minimum(np.maximum(day, on_working_day(three_months[ended])), end))
    person = plans.person[ended]
    birthday = (p.dob[person].astype("datetime64[D]") + np.timedelta64(int(18 * YEAR), "D")).astype(np.int64)
    day = np.where(birthday < day, np.maximum(birthday - 1, start), day)
    day = np.maximum(day, np.minimum(on_working_day(p.last_event[person] + 1), end))
    plans.end[ended] = day
    p.plan[person] = -1
    p.last_plan_end[person] = day
    p.last_event[person] = np.maximum(p.last_event[person], day)


def _grouped(world: World, plans: np.ndarray, weights: np.ndarray, need: int) -> np.ndarray:
    """`need` plans, siblings' plans together."""
    if need <= 0 or not len(plans):
        return plans[:0]
    groups, place = np.unique(world.plans.group[plans], return_inverse=True)
    heavy = np.zeros(len(groups))
    np.maximum.at(heavy, place, weights)
    rank = np.empty(len(groups), np.int64)
    rank[weighted_order(world.rng, heavy)] = np.arange(len(groups))
    return plans[np.argsort(rank[place], kind="stable")][:need]


def make_enquiries(world: World, month: int, children: int, discussions: int) -> None:
    """
    The month's enquiries that lead to no conference, and strategy discussions that lead to no enquiry.

    Enquiries of the month's conferences are already made; `children` and `discussions` count all that start.
    """
    p, e, rng, clock = world.people, world.episodes, world.rng, world.clock
    start, end = int(clock.starts[month]), int(clock.ends[month])
    q = world.enquiries
    mine = int(((q.start >= start) & (q.start <= end)).sum())
    # Half of a month's conferences come from enquiries that began in the month before.
    led = max(mine, round(children * 0.57)) if clock.before[month] > 0 else mine
    need = max(children - led, 0)
    fresh = np.flatnonzero((e.day >= start - 15) & (e.day <= end - 3) & (e.assessed > 0))
    fresh = fresh[(p.plan[e.person[fresh]] < 0) & (p.period[e.person[fresh]] < 0)]
    fresh = fresh[p.enquired[e.person[fresh]] < e.day[fresh]]
    fresh = fresh[rng.random(len(fresh)) > (e.kind[fresh] == ASSESSED_CLOSED) * 0.45]
    events, place = np.unique(e.event[fresh], return_inverse=True)
    order = rng.permutation(len(events))[place]
    ranked = fresh[np.argsort(order, kind="stable")]
    took = ranked[:need]
    if len(took):
        day = on_working_day(np.maximum(e.day[took] + (e.event[took] * 7919 % 9), start))
        day = np.minimum(day, plus_working_days(e.authorised[took], np.full(len(took), -1)))
        day = np.maximum(day, e.day[took])
        ends = plus_working_days(day, 4 + (e.event[took] * 104729 % 11))
        ends = np.minimum(ends, np.maximum(e.authorised[took], day))
        closes = e.kind[took] == ASSESSED_CLOSED
        draw = rng.random(len(events))[place][np.argsort(order, kind="stable")][:need]
        # Where the risk continues a conference is held; it has still to come for the enquiries of the last weeks.
        outcome = np.where(draw < 0.51, NOT_SUBSTANTIATED, NO_CONTINUING_RISK)
        pending = (day > plus_working_days(np.array(clock.as_at), np.array(-TO_COME))) & (draw < 0.9) & ~closes
        outcome = np.where(pending, CONTINUING_RISK, outcome)
        ends = np.where(pending, np.minimum(ends, plus_working_days(day, 3 + (e.event[took] * 104729 % 5))), ends)
        groups = world.new_group(len(events))[place][np.argsort(order, kind="stable")][:need]
        q.add(len(took), person=e.person[took], episode=took, start=day, end=ends, outcome=outcome, group=groups)
        p.last_event[e.person[took]] = np.maximum(p.last_event[e.person[took]], ends)
        p.enquired[e.person[took]] = ends
    extra = ranked[need : need + max(discussions - led - len(took), 0)]
    if len(extra):
        shares = np.array(list(levels.STRATEGY_OUTCOMES.values()), float)
        cuts = np.cumsum(shares / shares.sum())
        world.strategy.add(
            len(extra), person=e.person[extra], episode=extra,
            day=np.minimum(on_working_day(np.maximum(e.day[extra] + 1, start)), end),
            outcome=np.searchsorted(cuts, (e.event[extra] * 31337 % 997) / 997),
        )  # fmt: skip


__all__ = [
    "CONTINUING_RISK", "NOT_SUBSTANTIATED", "NO_CONTINUING_RISK", "STRATEGY_CODES", "end_plans",
    "hold_conferences", "make_enquiries", "members", "printed", "start_plans", "transfer_in",
]  # fmt: skip
