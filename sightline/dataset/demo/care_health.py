"""Visits, reviews, health, care plans and going missing, of children looked after."""

import numpy as np
import pyarrow as pa

from sightline.dataset.demo import levels
from sightline.dataset.demo.arrow import dates, ids, make, whole, words, yes_no
from sightline.dataset.demo.clock import (
    NEVER,
    day_number,
    on_or_before,
    on_working_day,
    plus_months,
    plus_working_days,
    to_date,
)
from sightline.dataset.demo.draw import Rng, pick, repeat_each
from sightline.dataset.demo.entering_care import ADOPTED
from sightline.dataset.demo.families import YEAR
from sightline.dataset.demo.placements import Periods
from sightline.dataset.demo.protection import printed
from sightline.dataset.demo.protection_tables import participation
from sightline.dataset.demo.world import World

CARE_PLANS = ("RETURN1M", "RETURN6M", "RETURNEV", "LTRELFR", "LTFOST18", "RESPLMT", "SUPPLIV", "ADOPTION", "OTHERPLN")
ANNUAL_HEALTH, ANNUAL_DENTAL = 0.752, 0.757  # WB 33, of the OC2 cohort
FIRST_HEALTH_DONE, FIRST_HEALTH_IN_TIME = 0.722, 0.681  # WB 33, of starters since 1 April
SDQ_DONE = 0.82
EVER = 1 << 40  # seconds
HELPED, OFFERED = 0.64, 0.94  # IRU figure 13; offered, of those who were not helped
# Those who have not been in care for long enough have none yet; the shares above are of everybody.
LATECOMERS = 1.14
LATE_REVIEWS = 0.3  # so that three in four are within 20 working days of falling due (WB 33)


def visits_table(world: World, c: Periods, rng: Rng) -> pa.Table:
    """
    ssd_cla_visits: one a month, and one in the first days. The share without a visit in the last six weeks of each
    month end is the printed one. Visits at which the child was not seen come on top: they don't count as visits.
    """
    clock = world.clock
    rows = []
    missed = np.zeros(len(c.start), bool)
    for month in np.flatnonzero(clock.ends >= clock.opens)[::-1]:
        start, end = int(clock.starts[month]), int(clock.ends[month])
        here = (c.start < end) & (c.end > start)
        share = printed(levels.VISITED_IN_SIX_WEEKS, int(clock.before[month]), 83) / 100
        settled = here & (c.end > end) & (c.start < start - 15)
        miss = np.zeros(len(c.start), bool)
        able = rng.permutation(np.flatnonzero(settled))
        miss[able[: round((1 - share) * int((here & (c.end > end)).sum()))]] = True
        low = np.maximum(start, c.start + 1)
        # Whoever is missed next month must not be saved by a visit late in this one.
        high = np.minimum(np.where(missed, start + 14, end), np.minimum(c.end, clock.as_at + 1) - 1)
        visited = np.flatnonzero(here & ~miss & (low <= high))
        day = low[visited] + (rng.random(len(visited)) * (high[visited] - low[visited] + 1)).astype(int)
        day = np.maximum(on_or_before(day), low[visited])
        rows.append((visited, day, np.ones(len(visited), bool)))
        tried = visited[rng.random(len(visited)) < 0.04]
        rows.append((tried, np.minimum(low[tried] + 1, high[tried]), np.zeros(len(tried), bool)))
        missed = miss
    fresh = np.flatnonzero(c.start >= clock.opens)
    soon = np.minimum(c.start[fresh] + rng.integers(0, 6, len(fresh)), np.minimum(c.end[fresh], clock.as_at + 1) - 1)
    rows.append((fresh, np.maximum(soon, c.start[fresh]), np.ones(len(fresh), bool)))
    at, day, seen = (np.concatenate(x) for x in zip(*rows, strict=True))
    order = np.lexsort((at, day))
    at, day, seen = at[order], day[order], seen[order]
    age = (day - c.dob[at]) / YEAR
    return make(
        "ssd_cla_visits",
        cla_visit_id=ids("LV", np.arange(len(at))),
        cla_id=ids("LAC", c.row[at]),
        person_id=ids("P", c.person[at]),
        cla_visit_date=dates(day),
        cla_visit_seen=yes_no(seen),
        cla_visit_seen_alone=yes_no(seen & (age > 3) & (rng.random(len(at)) < 0.72)),
    )


def reviews_table(world: World, c: Periods, rng: Rng) -> pa.Table:
    """ssd_cla_reviews: within 20 working days of the start, then three months, then every six."""
    clock = world.clock
    due = plus_working_days(c.start, np.full(len(c.start), 20))
    alive, rows = np.arange(len(c.start)), []
    for number in range(45):
        draw = rng.random(len(alive))
        day = on_or_before(np.where(draw < 0.04, due[alive] + 12, due[alive] - rng.integers(0, 18, len(alive))))
        day = np.maximum(day, c.start[alive] + 3)
        held = (day < c.to[alive]) & (day <= clock.as_at)
        pending = ~held & (c.end[alive] > clock.as_at)
        for mask, when in ((held, day), (pending, np.full(len(alive), NEVER))):
            rows.append((alive[mask], due[alive][mask], when[mask], np.zeros(int(mask.sum()), bool)))
        # Now and then a review is cancelled and held days later.
        gone = held & (draw > 0.985)
        rows.append((alive[gone], due[alive][gone], np.full(int(gone.sum()), NEVER), np.ones(int(gone.sum()), bool)))
        due = due.copy()
        due[alive] = plus_months(day, 3 if number == 0 else 6)
        alive = alive[held]
        if not len(alive):
            break
    at, due_day, day, cancelled = (np.concatenate(x) for x in zip(*rows, strict=True))
    order = np.lexsort((day, due_day, at))
    at, due_day, day, cancelled = at[order], due_day[order], day[order], cancelled[order]
    held = day < NEVER
    age = (np.where(held, day, clock.as_at) - c.dob[at]) / YEAR
    return make(
        "ssd_cla_reviews",
        cla_review_id=ids("LR", np.arange(len(at))),
        cla_id=ids("LAC", c.row[at]),
        cla_person_id=ids("P", c.person[at]),
        cla_review_due_date=dates(due_day),
        cla_review_date=dates(day),
        cla_review_cancelled=yes_no(cancelled),
        cla_review_participation=participation(rng, age, held),
    )


def _yearly(c: Periods, rng: Rng, covered: float, every: np.ndarray, as_at: int, opens: int):
    """Checks every so often, counted back from the period's end; `covered`: share with one in the last cycle."""
    last = c.to - 1
    n = len(last)
    done = rng.random(n) < covered
    back = np.where(done, rng.random(n) * (every - 8) + 3, every + 8 + rng.random(n) * 0.5 * every)
    first = last - back.astype(int)
    counts = np.maximum((first - np.maximum(c.start + 60, opens - 200)) // every.astype(int) + 1, 0)
    owner, place = repeat_each(counts)
    day = on_or_before(
        first[owner]
        - (place * every[owner]).astype(int)
        - np.where(place > 0, np.where(rng.random(len(owner)) < LATE_REVIEWS, 50, rng.integers(-14, 7, len(owner))), 0)
    )
    fits = (day > c.start[owner] + 40) & (day < c.to[owner]) & (day <= as_at)
    return owner[fits], day[fits]


def health_tables(world: World, c: Periods, rng: Rng) -> dict[str, pa.Table]:
    """ssd_cla_health, ssd_cla_immunisations, ssd_sdq_scores, ssd_cla_substance_misuse, ssd_cla_convictions."""
    clock = world.clock
    as_at, opens = clock.as_at, clock.opens
    age_last = (c.to - c.dob) / YEAR
    every = np.where(age_last < 5, 182.0, 365.0)
    health = _yearly(c, rng, ANNUAL_HEALTH * 0.93, every, as_at, opens)
    dental_able = age_last > 1.5
    dental = _yearly(c, rng, ANNUAL_DENTAL * LATECOMERS, np.full(len(c.start), 365.0), as_at, opens)
    toothed = dental_able[dental[0]]
    dental = (dental[0][toothed], dental[1][toothed])
    young = _yearly(c, rng, 0.97, np.full(len(c.start), 182.0), as_at, opens)
    under5 = (young[1] - c.dob[young[0]]) / YEAR < 5
    young = (young[0][under5], young[1][under5])
    draw = rng.random(len(c.start))
    first = plus_working_days(
        c.start,
        np.where(draw < FIRST_HEALTH_IN_TIME, rng.integers(6, 21, len(c.start)), rng.integers(21, 60, len(c.start))),
    )
    in_quarter = c.start > as_at - 95
    in_time = draw < FIRST_HEALTH_IN_TIME
    # Starters of the last weeks are seen sooner than the twenty working days would allow to show.
    room = np.maximum(as_at - c.start - 1, 1)
    first = np.where(in_quarter & in_time & (first > as_at), c.start + 1 + (draw * 1000 % 1 * room).astype(int), first)
    late = in_quarter & ~in_time & (draw < FIRST_HEALTH_DONE)
    first = np.where(late & (first > as_at), as_at - 1, first)
    first = np.where(in_quarter & (draw >= FIRST_HEALTH_DONE), NEVER, first)
    had = np.flatnonzero((first < c.to) & (first <= as_at) & (c.start >= opens - 60))
    at = np.concatenate([had, health[0], dental[0], young[0]])
    day = np.concatenate([first[had], health[1], dental[1], young[1]])
    kind = np.repeat([0, 0, 1, 2], [len(had), len(health[0]), len(dental[0]), len(young[0])])
    status = np.zeros(len(at), np.int64)
    # Refusals and cancellations stand beside the checks that were done.
    extra = np.flatnonzero(rng.random(len(at)) < 0.035)
    at, kind = np.concatenate([at, at[extra]]), np.concatenate([kind, kind[extra]])
    day = np.concatenate([day, np.maximum(day[extra] - 14, c.start[at[extra]])])
    status = np.concatenate([status, rng.integers(1, 3, len(extra))])
    order = np.lexsort((kind, day))
    at, kind, day, status = at[order], kind[order], day[order], status[order]
    out = {
        "ssd_cla_health": make(
            "ssd_cla_health",
            health_check_id=ids("H", np.arange(len(at))),
            person_id=ids("P", c.person[at]),
            health_check_type=words(("HEALTH_ASSESSMENT", "DENTAL_CHECK", "HEALTH_SURVEILLANCE"), kind),
            health_check_date=dates(day),
            health_check_status=words(("COMPLETED", "REFUSED", "CANCELLED"), status),
        )
    }
    out["ssd_sdq_scores"] = _strengths(c, rng, as_at, opens)
    _, latest = np.unique(c.person[::-1], return_index=True)
    one = np.sort(len(c.person) - 1 - latest)
    out["ssd_cla_immunisations"] = make(
        "ssd_cla_immunisations",
        person_id=ids("P", c.person[one]),
        immunisations_status=yes_no(rng.random(len(one)) < 0.9),
        immunisations_status_date=dates(np.maximum(c.to[one] - rng.integers(1, 300, len(one)), c.start[one])),
    )
    older = np.flatnonzero((age_last > 12) & (c.to - c.start > 180))
    misuse = older[rng.random(len(older)) < 0.15]
    recorded = c.to[misuse] - rng.integers(10, 170, len(misuse))
    helped = rng.random(len(misuse)) < HELPED
    out["ssd_cla_substance_misuse"] = make(
        "ssd_cla_substance_misuse",
        substance_misuse_id=ids("SM", np.arange(len(misuse))),
        person_id=ids("P", c.person[misuse]),
        substance_misuse_date=dates(recorded),
        substance_misused=words(
            ("Cannabis", "Alcohol", "Solvents", "Other"), pick(rng, (0, 1, 2, 3), (60, 25, 5, 10), len(misuse))
        ),
        intervention_received=yes_no(helped),
    )
    _, once = np.unique(c.person[misuse], return_index=True)
    misuse, recorded, helped = misuse[once], recorded[once], helped[once]
    years = np.array([to_date(int(d)).year + (to_date(int(d)).month >= 4) for d in recorded], np.int64)
    out["ext_cla_annual_outcome"] = make(
        "ext_cla_annual_outcome",
        person_id=ids("P", c.person[misuse]),
        return_year=whole(years),
        substance_misuse=words(("Y",), np.zeros(len(misuse), np.int64)),
        intervention_received=yes_no(helped),
        intervention_offered=yes_no(rng.random(len(misuse)) < OFFERED, where=~helped),
    )
    convicted = older[rng.random(len(older)) < 0.12]
    offending = np.minimum(c.to - c.start, c.to - c.dob - int(10.5 * YEAR))[convicted] - 20
    out["ssd_cla_convictions"] = make(
        "ssd_cla_convictions",
        cla_conviction_id=ids("CO", np.arange(len(convicted))),
        person_id=ids("P", c.person[convicted]),
        cla_conviction_date=dates(c.to[convicted] - 10 - (rng.random(len(convicted)) * offending).astype(int)),
        cla_conviction_offence=words(
            ("Theft", "Criminal damage", "Common assault"), rng.integers(0, 3, len(convicted))
        ),
    )
    return out


def _strengths(c: Periods, rng: Rng, as_at: int, opens: int) -> pa.Table:
    """Strengths and difficulties once a year from 4 to 16: half of the scores are 17 or more (WB 33)."""
    at, day = _yearly(c, rng, SDQ_DONE * LATECOMERS, np.full(len(c.start), 365.0), as_at, opens)
    age = (day - c.dob[at]) / YEAR
    fits = (age > 4) & (age < 17)
    at, day = at[fits], day[fits]
    order = np.lexsort((at, day))
    at, day = at[order], day[order]
    unasked, asked_on = _without_score(c, at, day, as_at, opens)
    leaning = rng.normal(0, 5.6, len(c.start))[at]
    score = np.clip(np.round(16.8 + leaning + rng.normal(0, 4.6, len(at))), 0, 38)
    refused = rng.random(len(at)) < 0.02
    return make(
        "ssd_sdq_scores",
        table_id=ids("Q", np.arange(len(at) + len(unasked))),
        person_id=ids("P", c.person[np.append(at, unasked)]),
        sdq_completed_date=dates(np.append(day, asked_on)),
        sdq_score=whole(
            np.append(score, np.zeros(len(unasked))), where=np.append(~refused, np.zeros(len(unasked), bool))
        ),
        sdq_reason=words(
            ("SDQ2", "SDQ5", "SDQ4"),
            np.append(rng.integers(0, 3, len(at)), unasked % 3),
            where=np.append(refused, np.ones(len(unasked), bool)),
        ),
    )


def _without_score(
    c: Periods, at: np.ndarray, day: np.ndarray, as_at: int, opens: int
) -> tuple[np.ndarray, np.ndarray]:
    """
    Who was in care for a whole return's year, of 4 to 16 at some time of it, and answered no questionnaire.

    The last day of the year says why. Returns the places in `c` and the days.
    """
    rows = []
    for year in range(to_date(opens).year, to_date(as_at).year + 1):
        starts, ends = day_number(to_date(0).replace(year - 1, 4, 1)), day_number(to_date(0).replace(year, 3, 31))
        whole_year = (c.start <= starts) & (c.to >= ends) & (ends <= as_at) & (starts >= opens)
        of_age = ((ends - c.dob) / YEAR > 3.99) & ((starts - c.dob) / YEAR < 17.01)
        answered = c.person[at[(day >= starts) & (day <= ends)]]
        lacking = np.flatnonzero(whole_year & of_age & ~np.isin(c.person, answered))
        rows.append((lacking, np.full(len(lacking), ends)))
    found, days = (np.concatenate(x) for x in zip(*rows, strict=True))
    return found, days


def plans_and_history(world: World, c: Periods, rng: Rng) -> dict[str, pa.Table]:
    """ssd_cla_care_plan, ssd_cla_previous_permanence and ssd_missing."""
    as_at = world.clock.as_at
    settled = np.flatnonzero(c.to - c.start > 28)
    first_from = on_working_day(c.start[settled] + rng.integers(8, 28, len(settled)))
    change = on_working_day(c.start[settled] + rng.integers(120, 260, len(settled)))
    changed = change < c.to[settled] - 20
    time = (c.to[settled] - c.start[settled]) / 30.44
    age = (c.to[settled] - c.dob[settled]) / YEAR
    # Four in five name a way to permanence from the start (IRU actions: 77% by the second review).
    early = pick(rng, (0, 1, 2, 3, 4, 8), (16, 26, 22, 8, 8, 20), len(settled))
    late = np.where(age < 6, pick(rng, (7, 3, 4, 2), (45, 25, 20, 10), len(settled)),
                    np.where(age > 15, pick(rng, (6, 4, 5), (40, 45, 15), len(settled)),
                             pick(rng, (4, 3, 5, 2), (68, 16, 8, 8), len(settled))))  # fmt: skip
    late = np.where(c.reason[settled] == ADOPTED, 7, late)
    early = np.where((time < 7) | (rng.random(len(settled)) < 0.9), early, late)
    ends = c.end[settled]
    at = np.concatenate([settled, settled[changed]])
    start = np.concatenate([first_from, change[changed]])
    end = np.concatenate([np.where(changed, change, ends), ends[changed]])
    plan = np.concatenate([early, late[changed]])
    order = np.lexsort((start, at))
    at, start, end, plan = at[order], start[order], end[order], plan[order]
    texts = [
        "{" + ",".join(f'"{k}":"{"Y" if k == one else "N"}"' for k in ("REMAINSUP", *CARE_PLANS)) + "}"
        for one in CARE_PLANS
    ]
    out = {
        "ssd_cla_care_plan": make(
            "ssd_cla_care_plan",
            table_id=ids("CPL", np.arange(len(at))),
            person_id=ids("P", c.person[at]),
            cla_care_plan_start_date=dates(start),
            cla_care_plan_end_date=dates(end, until=as_at),
            cla_care_plan_json=words(texts, plan),
        )
    }
    had = np.flatnonzero((rng.random(len(c.start)) < 0.03) & (c.start - c.dob > 200))
    _, single = np.unique(c.person[had], return_index=True)
    had = had[np.sort(single)]
    # Who comes into care is asked; most have nothing to tell.
    _, first = np.unique(c.person, return_index=True)
    never = first[~np.isin(c.person[first], c.person[had])]
    order_dates = c.start[had] - rng.integers(300, 2500, len(had))
    born = np.maximum(order_dates, c.dob[had] + 120)
    out["ssd_cla_previous_permanence"] = make(
        "ssd_cla_previous_permanence",
        table_id=ids("PP", np.arange(len(had) + len(never))),
        person_id=ids("P", c.person[np.concatenate([had, never])]),
        previous_permanence_option=words(
            ("P1", "P2", "P3", "Z1"), np.append(rng.integers(0, 3, len(had)), np.full(len(never), 3))
        ),
        previous_permanence_la=pa.array(["WAL"] * len(had) + [None] * len(never), pa.string()),
        previous_permanence_order_date=pa.array(
            [*(_partly(d, i) for i, d in enumerate(born.astype("datetime64[D]").astype(str))), *[None] * len(never)],
            pa.string(),
        ),
    )
    out["ssd_missing"] = _missing(world, c, rng)
    return out


def _partly(day: str, number: int) -> str:
    """DD/MM/YYYY, now and then partly unknown as the return allows."""
    year, month, date_ = day.split("-")
    return (f"{date_}/{month}/{year}", f"{date_}/{month}/{year}", f"zz/{month}/{year}", f"zz/zz/{year}")[number % 4]


def _missing(world: World, c: Periods, rng: Rng) -> pa.Table:
    as_at, opens = world.clock.as_at, world.clock.opens
    age = (c.to - c.dob) / YEAR
    teens = np.flatnonzero(age > 12)
    often = teens[rng.random(len(teens)) < 0.16]
    counts = 1 + rng.geometric(0.22, len(often))
    owner, _ = repeat_each(counts)
    at = often[owner]
    low = np.maximum(np.maximum(c.start[at], opens), c.dob[at] + int(11 * YEAR))
    room = np.minimum(c.to[at], as_at + 1) - 3 - low
    fits = room > 3
    at, low, room = at[fits], low[fits], room[fits]
    start = (low + (rng.random(len(at)) * room).astype(int)) * 86_400 + rng.integers(0, 86_400, len(at))
    length = np.minimum((rng.gamma(0.6, 50_000, len(at)) + 3600).astype(np.int64), 3 * 86_400)
    order = np.lexsort((start, at))
    at, start, length = at[order], start[order], length[order]
    # Nobody is missing twice at once; a child who goes again on the same day is missing still.
    goes_on = np.maximum.accumulate(at * EVER + start + length)[:-1] - at[1:] * EVER > start[1:]
    same_day = start[1:] // 86_400 == start[:-1] // 86_400
    clash = np.append(False, (at[1:] == at[:-1]) & (goes_on | same_day))
    at, start, length = at[~clash], start[~clash], length[~clash]
    offered = pick(rng, (0, 1, 2), (86, 11, 3), len(at))
    accepted = np.where(offered == 0, pick(rng, (0, 1), (62, 38), len(at)), 2)
    return make(
        "ssd_missing",
        table_id=ids("MI", np.arange(len(at))),
        person_id=ids("P", c.person[at]),
        missing_episode_start_date=pa.array(start * 1_000_000).view(pa.timestamp("us")),
        missing_episode_type=words(("M", "A"), (rng.random(len(at)) < 0.25).astype(int)),
        missing_episode_end_date=pa.array((start + length) * 1_000_000).view(pa.timestamp("us")),
        missing_rhi_offered=words(("Y", "N", "NA"), offered),
        missing_rhi_accepted=words(("Y", "N", "NA"), accepted),
    )
