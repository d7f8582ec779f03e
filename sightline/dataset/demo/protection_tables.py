"""Enquiries, conferences, plans, their reviews and visits, child in need plans and visits, as tables."""

import numpy as np
import pyarrow as pa

from sightline.dataset.demo import levels
from sightline.dataset.demo.allocation import Held, team_on
from sightline.dataset.demo.arrow import dates, ids, make, whole, words, yes_no
from sightline.dataset.demo.clock import (
    NEVER,
    on_or_before,
    on_working_day,
    plus_months,
    plus_working_days,
)
from sightline.dataset.demo.draw import Rng, pick
from sightline.dataset.demo.families import YEAR
from sightline.dataset.demo.front_door import flags
from sightline.dataset.demo.organisation import CHAIR, Organisation
from sightline.dataset.demo.protection import CONTINUING_RISK, NOT_SUBSTANTIATED, STRATEGY_CODES
from sightline.dataset.demo.world import IN_NEED, World

CATEGORIES = {"NEG": 52, "EMO": 33, "PHY": 9, "SAB": 4, "MUL": 2}
DISCUSSION_DAYS = 4


def enquiries_tables(world: World, held: Held, keep: np.ndarray, org: Organisation, rng: Rng) -> dict[str, pa.Table]:
    """ssd_s47_enquiry, and ext_decision with the strategy discussions."""
    q, _e, as_at = world.enquiries, world.episodes, world.clock.as_at
    own = np.flatnonzero(keep[q.episode] & (q.start <= as_at))
    episode, outcome = q.episode[own], q.outcome[own]
    # An enquiry ends with the case at the latest.
    ends = np.minimum(q.end[own], world.episodes.close[episode])
    ended = ends <= as_at
    texts = [
        flags("s47_outcome_flags", "NFA_FLAG"),
        flags("s47_outcome_flags", "NFA_CONTINUE_SINGLE_FLAG", "PROV_OF_SERVICES_FLAG"),
        flags("s47_outcome_flags", "CP_CONFERENCE_FLAG"),
    ]
    team = team_on(held, episode, q.start[own])
    seat = org.seat_for(team, rng.random(world.groups)[q.group[own]])
    worker = np.where(seat >= 0, org.holder_on(np.maximum(seat, 0), q.start[own]), -1)
    table = make(
        "ssd_s47_enquiry",
        s47_enquiry_id=ids("S", own),
        referral_id=ids("R", episode),
        person_id=ids("P", q.person[own]),
        s47_start_date=dates(q.start[own]),
        s47_end_date=dates(ends, where=ended),
        s47_nfa=yes_no(outcome == NOT_SUBSTANTIATED, where=ended),
        s47_outcome_json=words(texts, outcome, where=ended),
        s47_completed_by_team=words([t.code for t in org.teams], team),
        s47_completed_by_worker_id=ids("W", worker),
    )
    return {"ssd_s47_enquiry": table, "ext_decision": _decisions(world, own, worker, team, held, keep, org, rng)}


def _decisions(world: World, own, worker, team, held: Held, keep, org: Organisation, rng: Rng) -> pa.Table:
    """
    Strategy discussions, which the SSD has no table for: held on the day the enquiry starts, decided days later.

    Each is a decision of type strategy_discussion, about its enquiry or, where it led to none, about the referral.
    """
    q, s, as_at = world.enquiries, world.strategy, world.clock.as_at
    alone = np.flatnonzero(keep[s.episode] & (s.day <= as_at))
    day = np.concatenate([q.start[own], s.day[alone]])
    took = pick(rng, (0, 1, 2, 3, 5), (46, 22, 14, 10, 8), len(day))
    decided = plus_working_days(day, took)
    decided = np.where(decided > as_at, day, decided)
    person = np.concatenate([q.person[own], s.person[alone]])
    outcome = np.concatenate([np.full(len(own), 0), 1 + s.outcome[alone]])
    about = np.concatenate([np.full(len(own), 0), np.ones(len(alone), np.int64)])
    key = pa.concat_arrays([ids("S", own), ids("R", s.episode[alone])])
    teams = np.concatenate([team, team_on(held, s.episode[alone], s.day[alone])])
    by = np.concatenate([worker, np.full(len(alone), -1)])
    return make(
        "ext_decision",
        decision_id=ids("DEC", np.arange(len(day))),
        person_id=ids("P", person),
        about_table=words(("ssd_s47_enquiry", "ssd_cin_episodes"), about),
        about_id=key,
        decision_type=words(("strategy_discussion",), np.zeros(len(day), np.int64)),
        requested_at=_moments(day, 9),
        decided_at=_moments(decided, 16),
        decided_by=ids("W", by),
        unit_id=words([t.code for t in org.teams], teams),
        outcome=words(("section_47_enquiry", *STRATEGY_CODES), outcome),
    )


def _moments(days: np.ndarray, hour: int) -> pa.Array:
    return pa.array((days * 86_400 + hour * 3600) * 1_000_000).view(pa.timestamp("us"))


def conferences_table(world: World, held: Held, keep: np.ndarray, org: Organisation, rng: Rng) -> pa.Table:
    """ssd_initial_cp_conference."""
    c, q, as_at = world.conferences, world.enquiries, world.clock.as_at
    own = np.flatnonzero(keep[c.episode] & (c.day <= as_at))
    planned = c.plan[own] >= 0
    texts = [
        flags("icpc_outcome_flags", "PROV_OF_SERVICES_FLAG"),
        flags("icpc_outcome_flags", "CP_FLAG"),
        flags("icpc_outcome_flags", "NFA_FLAG"),
    ]
    choice = np.where(planned, 1, np.where(rng.random(len(own)) < 0.25, 2, 0))
    began = np.where(c.enquiry[own] >= 0, q.start[np.maximum(c.enquiry[own], 0)], c.day[own])
    target = plus_working_days(began, np.full(len(own), 15))
    seat = org.seat_for(np.full(len(own), org.team("IRU1")), rng.random(world.groups)[c.group[own]], CHAIR)
    return make(
        "ssd_initial_cp_conference",
        icpc_id=ids("IC", own),
        icpc_meeting_id=ids("M", c.group[own]),
        s47_enquiry_id=ids("S", c.enquiry[own]),
        person_id=ids("P", c.person[own]),
        cp_plan_id=ids("CP", c.plan[own]),
        referral_id=ids("R", c.episode[own]),
        icpc_transfer_in=yes_no(c.transfer[own]),
        icpc_target_date=dates(target, where=c.enquiry[own] >= 0),
        icpc_date=dates(c.day[own]),
        icpc_outcome_cp_flag=yes_no(planned),
        icpc_outcome_json=words(texts, choice),
        icpc_team=words([t.code for t in org.teams], team_on(held, c.episode[own], c.day[own])),
        icpc_worker_id=ids("W", org.holder_on(seat, c.day[own])),
    )


def plans_tables(world: World, keep: np.ndarray, org: Organisation, rng: Rng) -> dict[str, pa.Table]:
    """ssd_cp_plans, ssd_cp_reviews, ssd_cp_visits and ext_cp_plan_reported."""
    plans, as_at = world.plans, world.clock.as_at
    own = np.flatnonzero(keep[plans.episode] & (plans.start <= as_at))
    person, start, end = plans.person[own], plans.start[own], plans.end[own]
    _, family = np.unique(plans.group[own], return_inverse=True)
    codes = list(CATEGORIES)
    category = pick(rng, np.arange(len(codes)), list(CATEGORIES.values()), int(family.max(initial=0)) + 1)[family]
    latest = np.where(rng.random(len(own)) < 0.09, pick(rng, (0, 1), (1, 1), len(own)), category)
    tables = {
        "ssd_cp_plans": make(
            "ssd_cp_plans",
            cp_plan_id=ids("CP", own),
            referral_id=ids("R", plans.episode[own]),
            icpc_id=ids("IC", plans.conference[own]),
            person_id=ids("P", person),
            cp_plan_start_date=dates(start),
            cp_plan_end_date=dates(end, until=as_at),
            cp_plan_ola=yes_no(np.zeros(len(own))),
            cp_plan_initial_category=words(codes, category),
            cp_plan_latest_category=words(codes, latest),
        ),
        "ext_cp_plan_reported": make(
            "ext_cp_plan_reported",
            cp_plan_id=ids("CP", own),
            previous_plans=whole(plans.earlier[own]),
            source=words(("cin_census",), np.zeros(len(own), np.int64)),
        ),
    }
    tables["ssd_cp_reviews"] = _reviews(world, own, family, rng)
    tables["ssd_cp_visits"] = _visits(world, own, rng)
    return tables


def _reviews(world: World, own: np.ndarray, family: np.ndarray, rng: Rng) -> pa.Table:
    """The first review within three months of the start, then every six; the last one ends the plan."""
    plans, as_at = world.plans, world.clock.as_at
    start, end = plans.start[own], plans.end[own]
    ended = end <= as_at
    rows = []
    alive, due = np.arange(len(own)), plus_months(start, 3)
    families = int(family.max(initial=0)) + 1
    for sequence in range(12):
        early = rng.integers(2, 20, families)[family[alive]]
        late = (rng.random(families) < 0.035)[family[alive]] * rng.integers(8, 40, families)[family[alive]]
        day = on_or_before(np.where(late > 0, due[alive] + late, due[alive] - early))
        day = np.maximum(day, on_working_day(start[alive] + 10))
        last = ended[alive] & (day >= end[alive] - 25)
        day = np.where(last, end[alive], day)
        seen = (day <= as_at) & ((day <= end[alive]) | last)
        pending = ~last & (day > as_at) & ~ended[alive]
        rows.append((alive[seen], due[alive][seen], day[seen], last[seen], np.full(int(seen.sum()), sequence)))
        # A review that is due but not held yet stands in the diary.
        rows.append((alive[pending], due[alive][pending], np.full(int(pending.sum()), NEVER), last[pending],
                     np.full(int(pending.sum()), sequence)))  # fmt: skip
        onward = seen & ~last
        due = due.copy()
        due[alive[onward]] = plus_months(day[onward], 6)
        alive = alive[onward]
        if not len(alive):
            break
    plan, due_day, day, last, number = (np.concatenate(c) for c in zip(*rows, strict=True))
    held = day < NEVER
    order = np.lexsort((number, plan))
    plan, due_day, day, last, number, held = (x[order] for x in (plan, due_day, day, last, number, held))
    age = (np.where(held, day, as_at) - world.people.dob[plans.person[own[plan]]]) / YEAR
    return make(
        "ssd_cp_reviews",
        cp_review_id=ids("RV", np.arange(len(plan))),
        person_id=ids("P", plans.person[own[plan]]),
        cp_plan_id=ids("CP", own[plan]),
        cp_review_due=dates(due_day),
        cp_review_date=dates(day),
        cp_review_meeting_id=ids("MR", np.where(held, family[plan] * 12 + number, -1)),
        cp_review_outcome_continue_cp=yes_no(~last, where=held),
        cp_review_quorate=yes_no(rng.random(len(plan)) < 0.96, where=held),
        cp_review_participation=participation(rng, age, held),
    )


def participation(rng: Rng, age: np.ndarray, held: np.ndarray) -> pa.Array:
    """How a child took part in a review: PN0 under four, else PN1 to PN7."""
    shares = np.where(age[:, None] >= 10, (30, 3, 2, 3, 9, 43, 10), (9, 3, 4, 6, 8, 54, 16))
    cut = np.cumsum(shares, axis=1) / shares.sum(axis=1, keepdims=True)
    code = 1 + np.minimum((rng.random(len(age))[:, None] > cut).sum(axis=1), 6)
    return words([f"PN{i}" for i in range(8)], np.where(age < 4, 0, code), where=held)


def _every(rng: Rng, start: np.ndarray, end: np.ndarray, low: int, high: int, first: tuple[int, int]):
    """Days from each start to before each end, `low` to `high` days apart. Returns (owner, day), working days."""
    counts = np.maximum((end - start) // low + 1, 0)
    owner = np.repeat(np.arange(len(start)), counts)
    gaps = rng.integers(low, high + 1, len(owner))
    firsts = np.cumsum(counts) - counts
    opening = firsts[counts > 0]
    gaps[opening] = rng.integers(first[0], first[1] + 1, len(opening))
    total = np.cumsum(gaps)
    base = np.repeat(total[opening] - gaps[opening], counts[counts > 0])
    day = on_working_day(start[owner] + total - base)
    fits = day < end[owner]
    return owner[fits], day[fits]


def _visits(world: World, own: np.ndarray, rng: Rng) -> pa.Table:
    """Visits about every ten working days while the plan runs; siblings often on the same day."""
    plans, as_at, opens = world.plans, world.clock.as_at, world.clock.opens
    start, end = plans.start[own], np.minimum(plans.end[own], as_at + 1)
    owner, day = _every(rng, np.maximum(start, opens - 20), end, 8, 17, (1, 8))
    person = plans.person[own][owner]
    age = (day - world.people.dob[person]) / YEAR
    born = age >= 0
    owner, day, person, age = owner[born], day[born], person[born], age[born]
    seen = rng.random(len(day)) < 0.94
    return make(
        "ssd_cp_visits",
        cp_visit_id=ids("CV", np.arange(len(day))),
        person_id=ids("P", person),
        cp_plan_id=ids("CP", own[owner]),
        cp_visit_date=dates(day),
        cp_visit_seen=yes_no(seen),
        cp_visit_seen_alone=yes_no(seen & (age > 3) & (rng.random(len(day)) < 0.5)),
        cp_visit_bedroom=yes_no(seen & (rng.random(len(day)) < 0.35)),
    )


def in_need_tables(world: World, held: Held, keep: np.ndarray, org: Organisation, rng: Rng) -> dict[str, pa.Table]:
    """
    ssd_cin_plans and ssd_cin_visits. A plan runs while the case is in need and neither a protection plan nor care does.
    """
    e, as_at = world.episodes, world.clock.as_at
    episode, start, end = _in_need_spells(world, keep)
    end_or_now = np.minimum(end, as_at + 1)
    planned = (end_or_now - start >= 5) & (start <= as_at)
    plan_episode, plan_start, plan_end = episode[planned], start[planned], end[planned]
    team = team_on(held, plan_episode, np.minimum(plan_start + 1, as_at))
    seat = org.seat_for(team, rng.random(world.families.n)[world.people.family[e.person[plan_episode]]])
    plans = make(
        "ssd_cin_plans",
        cin_plan_id=ids("CN", np.arange(len(plan_episode))),
        referral_id=ids("R", plan_episode),
        person_id=ids("P", e.person[plan_episode]),
        cin_plan_start_date=dates(plan_start),
        cin_plan_end_date=dates(plan_end, until=as_at),
        cin_plan_team=words([t.code for t in org.teams], team),
        cin_plan_worker_id=ids("W", np.where(seat >= 0, org.holder_on(np.maximum(seat, 0), plan_start), -1)),
    )
    # Visits under the plan every month or so, and two during the assessment.
    owner, day = _every(
        rng, np.maximum(plan_start, world.clock.opens), np.minimum(plan_end, as_at + 1), 20, 42, (3, 20)
    )
    person = e.person[plan_episode[owner]]
    led = np.flatnonzero(keep & (e.assessed > 0) & (e.day >= world.clock.opens))
    until = np.minimum(np.minimum(e.authorised[led], e.close[led]), as_at + 1)
    at, seen_day = _every(rng, e.day[led], until, 14, 40, (1, 10))
    person = np.concatenate([person, e.person[led][at]])
    day = np.concatenate([day, seen_day])
    order = np.lexsort((person, day))
    person, day = person[order], day[order]
    born = day >= world.people.dob[person]
    person, day = person[born], day[born]
    seen = rng.random(len(day)) < 0.92
    visits = make(
        "ssd_cin_visits",
        cin_visit_id=ids("NV", np.arange(len(day))),
        person_id=ids("P", person),
        cin_visit_date=dates(day),
        cin_visit_seen=yes_no(seen),
        cin_visit_seen_alone=yes_no(seen & (rng.random(len(day)) < 0.4)),
        cin_visit_bedroom=yes_no(seen & (rng.random(len(day)) < 0.25)),
    )
    return {"ssd_cin_plans": plans, "ssd_cin_visits": visits}


def _in_need_spells(world: World, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Stretches of an episode after assessment with neither a protection plan nor care. (episode, start, end)."""
    e = world.episodes
    own = np.flatnonzero(keep & ((e.kind == IN_NEED) | (e.kind == 3)) & (e.authorised < NEVER))
    begin = e.authorised[own]
    episode = np.concatenate([own, world.plans.episode, world.periods.episode])
    start = np.concatenate([begin, world.plans.end, world.periods.end])
    fits = np.isin(episode, own) & (start < NEVER)
    episode, start = episode[fits], start[fits]
    # Each stretch ends with the next plan, period of care, or the close of the case.
    blocks_e = np.concatenate([world.plans.episode, world.periods.episode])
    blocks_s = np.concatenate([world.plans.start, world.periods.start])
    blocks_t = np.concatenate([world.plans.end, world.periods.end])
    order = np.lexsort((blocks_s, blocks_e))
    blocks_e, blocks_s, blocks_t = blocks_e[order], blocks_s[order], blocks_t[order]
    keys = blocks_e * (1 << 31) + blocks_s + (1 << 30)
    at = np.searchsorted(keys, episode * (1 << 31) + start + (1 << 30))
    within = np.minimum(at, max(len(keys) - 1, 0))
    follows = (at < len(keys)) & (blocks_e[within] == episode) if len(keys) else np.zeros(len(episode), bool)
    end = (
        np.where(follows, np.minimum(blocks_s[within], e.close[episode]), e.close[episode])
        if len(keys)
        else e.close[episode]
    )
    # Not inside another plan or period of care.
    inside = np.zeros(len(episode), bool)
    for back in (1, 2, 3):
        prior = at - back
        ok = (prior >= 0) & (blocks_e[np.maximum(prior, 0)] == episode)
        inside |= ok & (blocks_t[np.maximum(prior, 0)] > start)
    fits = ~inside & (start < end) & (start <= world.clock.as_at)
    order = np.lexsort((start[fits], episode[fits]))
    episode, start, end = episode[fits][order], start[fits][order], end[fits][order]
    while True:
        # A plan that ended before the assessment did has left a stretch that another one covers.
        covered = np.append(False, (episode[1:] == episode[:-1]) & (start[1:] < end[:-1]))
        if not covered.any():
            return episode, start, end
        episode, start, end = episode[~covered], start[~covered], end[~covered]


__all__ = ["CONTINUING_RISK", "conferences_table", "enquiries_tables", "in_need_tables", "levels", "participation",
           "plans_tables"]  # fmt: skip
