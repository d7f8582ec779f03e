"""Referrals, month by month: who is referred, with whom, and what becomes of it."""

import numpy as np

from sightline.dataset.demo import levels
from sightline.dataset.demo.clock import (
    NEVER,
    Days,
    on_working_day,
    plus_working_days,
    return_year,
    working_days_within,
)
from sightline.dataset.demo.draw import pick, take_until
from sightline.dataset.demo.families import YEAR, may_be_referred, members, new_families
from sightline.dataset.demo.world import (
    ASSESS,
    ASSESSED_CLOSED,
    COURT_REPORT,
    DISABLED,
    ELSEWHERE,
    FOSTERED,
    HOUSING,
    ICS_FINANCE,
    IN_NEED,
    NFA,
    PRIVATELY_FOSTERED,
    TO_ICS,
    World,
)

OTHER_CODES = {
    "nfa": NFA,
    "ics": TO_ICS,
    "private_fostering": FOSTERED,
    "housing": HOUSING,
    "court_report": COURT_REPORT,
}
SIBLING_COMES_TOO = 0.86
LATER_REFERRED_SHARE = 0.13  # of a month's children: known before, but longer than a year ago


def closed_share(before: int) -> float:
    """The share of assessments that will close the case, for referrals of a month (they end about two months on)."""
    at = levels.PRINTED - 1 - max(before - 2, 0)
    # Assessments of open cases seldom close them, so those that follow a referral close a little more often.
    return min(1.1 * (levels.CLOSED_AT_ASSESSMENT[at] if at >= 0 else 47.0) / 100, 0.65)


def assessment_days(world: World, size: int, before: int) -> np.ndarray:
    """Working days an assessment takes, by the bands of the months in which it will end."""
    share = np.clip((7 - before) / 3, 0, 1)  # the latest months' assessments ended later (WB 14)
    bands = (1 - share) * np.array(levels.BANDS_LAST_YEAR) + share * np.array(levels.BANDS_LATEST)
    bands[3] *= world.scale.late
    band = world.rng.choice(4, size=size, p=bands / bands.sum())
    low, high = np.array([2, 11, 26, 46])[band], np.array([10, 25, 45, 75])[band]
    late = np.where(band == 2, world.rng.random(size) ** 0.6, world.rng.random(size))
    return (low + late * (high - low + 0.99)).astype(int)


def refer(world: World, month: int, counts: dict[str, int]) -> None:
    """
    The month's referrals: `referrals` children in all, of whom `assess` go to assessment and `again` were referred
    in the twelve months before.
    """
    clock = world.clock
    start, end = int(clock.starts[month]), int(clock.ends[month])
    days = working_days_within(start, end)
    if not len(days):
        return
    total = counts["referrals"]
    children, event, day = _who(world, days, total, counts["again"])
    outcome, kind = _what(world, children, event, counts["assess"], int(clock.before[month]), day)
    world_days = assessment_days(world, int(event.max()) + 1 if len(event) else 0, int(clock.before[month]))[event]
    _open_episodes(world, children, event, day, outcome, kind, world_days)


def _who(world: World, days: Days, total: int, again: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The month's children, the event each belongs to, and its day: known families first, then new ones."""
    rng, p = world.rng, world.people
    chosen, events, dates = [], [], []
    number = 0
    left = total
    # Families referred within the year before, and families known longer ago.
    for wanted, since, until in ((again, 350, 0), (int(total * LATER_REFERRED_SHARE), 2000, 366)):
        wanted = min(wanted, left)
        if wanted <= 0:
            continue
        fits = (p.episode < 0) & (p.last_referral < days[0] - until) & (p.last_referral >= days[0] - since)
        fits &= (p.last_close < days[0] - 6) & (p.gone > days[-1])
        fits &= (days[0] - p.dob < 17.5 * YEAR) & (p.dob - days[0] < 100)
        families = np.unique(p.family[np.flatnonzero(fits)])
        if not len(families):
            continue
        # A family that once had a protection plan comes back more often.
        weights = np.ones(len(families))
        np.add.at(weights, np.searchsorted(families, p.family[fits & (p.plans > 0)]), 2.0)
        order = families[np.argsort(rng.exponential(size=len(families)) / weights, kind="stable")][: wanted + 5]
        owner, people = members(world, order)
        keep = fits[people]
        owner, people = owner[keep], people[keep]
        sizes = np.bincount(owner, minlength=len(order))
        count = take_until(sizes, wanted)
        keep = owner < count
        owner, people = owner[keep][:wanted], people[keep][:wanted]
        event_days = rng.choice(days, size=len(order))
        chosen.append(people)
        events.append(owner + number)
        dates.append(event_days[owner])
        number += len(order)
        left -= len(people)
    if left > 0:
        event_days = rng.choice(days, size=left)
        index = new_families(world, event_days)
        owner, people = members(world, p.family[index])
        day = event_days[owner]
        comes = may_be_referred(world, people, day) & (rng.random(len(people)) < SIBLING_COMES_TOO)
        comes |= people == index[owner]
        owner, people, day = owner[comes][:left], people[comes][:left], day[comes][:left]
        chosen.append(people)
        events.append(owner + number)
        dates.append(day)
    return np.concatenate(chosen), np.concatenate(events), np.concatenate(dates)


def _what(world: World, children, event, assess: int, before: int, day) -> tuple[np.ndarray, np.ndarray]:
    """What becomes of each event: the same for its siblings. `assess` children in all go to assessment."""
    rng, p = world.rng, world.people
    n = len(children)
    events, place = np.unique(event, return_inverse=True)
    sizes = np.bincount(place)
    order = rng.permutation(len(events))
    other = np.zeros(len(events), bool)
    other[order[: take_until(sizes[order], n - assess)]] = True
    reasons = pick(
        rng, [OTHER_CODES[k] for k in levels.OTHER_OUTCOMES], list(levels.OTHER_OUTCOMES.values()), len(events)
    )
    outcome = np.where(other[place], reasons[place], ASSESS)
    surplus = int((outcome != ASSESS).sum()) - (n - assess)
    if surplus > 0:  # the last family of the others tips the count: its last children are assessed after all
        outcome[np.flatnonzero(outcome != ASSESS)[-surplus:]] = ASSESS
    age = (day - p.dob[children]) / YEAR
    # Housing is for those about to be adults; private fostering for under 16s; neither for the unborn.
    outcome = np.where((outcome == HOUSING) & (age < 15.5), NFA, outcome)
    outcome = np.where((outcome == FOSTERED) & ((age < 3) | (age > 15.5)), TO_ICS, outcome)
    closes = (rng.random(len(events)) < closed_share(before))[place]
    disabled = rng.random(n) < 0.028
    kind = np.where(closes, ASSESSED_CLOSED, np.where(disabled & (age > 1), DISABLED, IN_NEED))
    kind = np.where(outcome == ASSESS, kind, ELSEWHERE)
    kind = np.where(outcome == FOSTERED, PRIVATELY_FOSTERED, kind)
    ics = (outcome == TO_ICS) & (age > 0.5)
    kind = np.where(ics, ICS_FINANCE, kind)
    p.disabled[children[ics | (kind == DISABLED)]] = 1
    return outcome, kind


def _closing_days(authorised: Days, wait: np.ndarray) -> Days:
    """Cases closed after assessment, days later; by 31 March at the latest those whose assessment ended by then."""
    days = plus_working_days(authorised, wait)
    return np.where(return_year(days) > return_year(authorised), authorised, days)


def _open_episodes(world: World, children, event, day, outcome, kind, length) -> None:
    rng, p = world.rng, world.people
    n = len(children)
    if n == 0:
        return
    group = world.new_group(int(event.max()) + 1)[event]
    assessed = (outcome == ASSESS).astype(np.int64)
    authorised = np.where(assessed > 0, plus_working_days(day, length), NEVER)
    transfer = np.where(
        kind == IN_NEED, plus_working_days(np.where(assessed > 0, authorised, day), rng.integers(2, 24, n)), NEVER
    )
    episodes = world.episodes.add(
        n, person=children, day=day, event=group, kind=kind, outcome=outcome, assessed=assessed,
        authorised=authorised, transfer=transfer, again=(p.last_referral[children] >= day - 365).astype(int),
    )  # fmt: skip
    p.episode[children] = episodes
    p.last_referral[children] = day
    p.last_event[children] = day
    ends = np.full(n, NEVER)
    ends[kind == ELSEWHERE] = on_working_day(day + rng.integers(0, 12, n))[kind == ELSEWHERE]
    housed = outcome == HOUSING
    ends[housed] = on_working_day(day + rng.integers(7, 40, n))[housed]
    done = kind == ASSESSED_CLOSED
    ends[done] = _closing_days(authorised[done], rng.integers(0, 4, n)[done])
    fostered = kind == PRIVATELY_FOSTERED
    ends[fostered] = on_working_day(day + rng.gamma(2, 105, n).astype(int) + 14)[fostered]
    set_ = ends < NEVER
    # The day is set now; the case stays open until then, so the person is let go of later (life.close_due).
    world.episodes.close[episodes[set_]] = ends[set_]
    world.episodes.closing[episodes[done]] = np.where(rng.random(int(done.sum())) < 0.2, 9, 8)
    world.episodes.closing[episodes[set_ & ~done]] = 7
