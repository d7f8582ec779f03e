"""Contacts, early help, referrals and assessments, as the case system would hold them."""

import json
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sightline.dataset import code_lists
from sightline.dataset.demo import levels
from sightline.dataset.demo.allocation import Held, team_on
from sightline.dataset.demo.arrow import dates, ids, make, words, yes_no
from sightline.dataset.demo.clock import (
    LONG_GONE,
    NEVER,
    day_number,
    on_or_before,
    on_working_day,
    to_date,
    working_days_within,
)
from sightline.dataset.demo.draw import Rng, pick
from sightline.dataset.demo.families import YEAR, members, new_families
from sightline.dataset.demo.organisation import EARLY_HELP, SCREENER, Organisation
from sightline.dataset.demo.world import (
    ASSESS,
    ASSESSED_CLOSED,
    COURT_REPORT,
    DISABLED,
    FINANCE,
    FOSTERED,
    HOUSING,
    ICS_FINANCE,
    NFA,
    TO_ICS,
    TRANSFER_IN,
    World,
)

# fmt: off
SOURCES = {
    "6": 27, "2A": 19, "2B": 2, "3A": 3, "3B": 4, "3C": 2, "3D": 2.5, "3E": 2.5, "3F": 2, "5A": 5, "5B": 6, "5C": 3,
    "4": 2, "7": 4, "1A": 8, "1B": 3, "1C": 1.5, "1D": 2, "8": 4, "9": 2.5, "10": 1,
}
# Schools are shut in August and for part of December, so less comes from them.
SCHOOL_BY_MONTH = np.array([1, .95, 1.1, .8, 1.05, 1.1, 1, .12, 1, 1.1, 1.15, .7])
NEEDS = {"N1": 53, "N3": 3.5, "N4": 11, "N5": 24, "N6": 4, "N7": .5, "N8": 1.5, "N9": .3, "N0": 1.2, "N2": 1}
FACTORS = {
    "3B": 30, "4B": 26, "2B": 16, "1B": 14, "16A": 16, "17A": 14, "4A": 11, "3A": 9, "18A": 9, "15A": 6, "11A": 5,
    "19A": 5, "10A": 4, "2A": 4, "5A": 5, "5B": 4, "6A": 3, "6B": 5, "7A": 3, "1A": 2, "14A": 6, "20": 8, "9A": 1,
    "12A": .6, "13A": .8, "4C": 3, "1C": 2, "2C": 2, "3C": 3, "8E": .5,
}
# fmt: on
CONTACT_OUTCOMES = (
    "NFA_FLAG",
    "ADVICE_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
    "EXISTING_REFERRAL_FLAG",
    "MISSING_FLAG",
    "PRIVATE_FOSTERING_FLAG",
)
CONTACT_SHARES = (40, 24, 15, 15, 5, 0.6)
KNOWN_SHARE = 0.62  # of contacts that are not forwarded: about a child already known
OTHER_OUTCOME = 2  # place of early help among CONTACT_OUTCOMES


def flags(list_name: str, *set_: str) -> str:
    """An outcome JSON in which the named flags are Y, the other flags N."""
    keys = [k for k in code_lists.ALL[list_name].codes if k.endswith("_FLAG")]
    return json.dumps({k: "Y" if k in set_ else "N" for k in keys}, separators=(",", ":"))


def sources(rng: Rng, days: np.ndarray) -> pa.Array:
    """A source per contact or referral; schools by the school year."""
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    codes, out = list(SOURCES), np.zeros(len(days), np.int64)
    for m in range(12):
        mine = month == m
        weights = np.array([v * (SCHOOL_BY_MONTH[m] if k == "2A" else 1) for k, v in SOURCES.items()])
        out[mine] = pick(rng, np.arange(len(codes)), weights, int(mine.sum()))
    return words(codes, out)


def descriptions(codes: pa.Array) -> pa.Array:
    """The local words for sources."""
    coded = codes.dictionary_encode()
    labels = [code_lists.ALL["referral_source"].label(c) for c in coded.dictionary.to_pylist()]
    return pa.array(labels).take(coded.indices)


@dataclass(frozen=True)
class Contacts:
    """Contacts made: one row per contact about a child. `outcome`: -1 forwarded, else place in CONTACT_OUTCOMES."""

    person: np.ndarray
    day: np.ndarray
    outcome: np.ndarray


def make_contacts(world: World, target: dict[str, np.ndarray], rng: Rng) -> Contacts:
    """
    The contacts of every month since the demo opens: as many as received and as forwarded as the levels ask.

    Contacts about children never referred bring new families into the world.
    """
    clock, e, p = world.clock, world.episodes, world.people
    out = []
    known_from = np.where(p.last_referral > LONG_GONE, p.last_referral, NEVER)
    np.minimum.at(known_from, e.person, e.day)
    for month in np.flatnonzero(clock.ends >= clock.opens):
        start, end = int(clock.starts[month]), int(clock.ends[month])
        days = working_days_within(start, end)
        if not len(days):
            continue
        received, forwarded = round(target["CONTACTS"][month]), round(target["FORWARDED"][month])
        led = np.flatnonzero((e.day >= start) & (e.day <= end))
        led = rng.permutation(led)[:forwarded]
        twice = rng.choice(led, forwarded - len(led)) if forwarded > len(led) and len(led) else led[:0]
        again = np.minimum(e.day[twice] + rng.integers(0, 5, len(twice)), end)
        before = np.maximum(e.day[led] - (e.event[led] % 2), start)
        out.append((e.person[led], on_or_before(np.maximum(before, days[0])), np.full(len(led), -1)))
        out.append((e.person[twice], on_or_before(np.maximum(again, days[0])), np.full(len(twice), -1)))
        rest = max(received - forwarded, 0)
        out.append(_known(world, known_from, days, round(rest * KNOWN_SHARE), rng))
        made = len(out[-1][0])
        out.append(_unknown(world, days, rest - made, rng))
        known_from = np.append(known_from, np.full(p.n - len(known_from), end))
    person, day, outcome = (np.concatenate(c) for c in zip(*out, strict=True))
    # A child's first contact can't come before birth by more than a few months.
    order = np.lexsort((person, day))
    return Contacts(person[order], day[order], outcome[order])


def _known(world: World, known_from, days, count: int, rng: Rng):
    p, e = world.people, world.episodes
    fits = np.flatnonzero(
        (known_from < days[0])
        & (days[0] - p.dob[: len(known_from)] < 17.8 * YEAR)
        & (p.dob[: len(known_from)] < days[0] + 60)
        & (p.gone[: len(known_from)] > days[-1])
    )
    person = rng.choice(fits, count) if len(fits) else fits
    day = rng.choice(days, len(person))
    outcome = pick(rng, np.arange(len(CONTACT_OUTCOMES)), CONTACT_SHARES, len(person))
    # An existing referral needs an open case: these contacts are about children whose case is open.
    existing = np.flatnonzero(outcome == 3)
    open_ = np.flatnonzero((e.day <= days[0]) & (e.close > days[-1]) & (e.kind != FINANCE) & (e.kind != ICS_FINANCE))
    open_ = open_[days[-1] - p.dob[e.person[open_]] < 17.8 * YEAR]
    if len(open_) and len(existing):
        person[existing] = e.person[rng.choice(open_, len(existing))]
    return person, day, outcome


def _unknown(world: World, days, count: int, rng: Rng):
    p = world.people
    if count <= 0:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64)
    event_days = rng.choice(days, count)
    index = new_families(world, event_days)
    owner, people = members(world, p.family[index])
    age = event_days[owner] - p.dob[people]
    comes = (age > -100) & (age < 17.8 * YEAR) & ((rng.random(len(people)) < 0.8) | (people == index[owner]))
    owner, people = owner[comes][:count], people[comes][:count]
    choice = pick(rng, np.arange(3), CONTACT_SHARES[:3], len(event_days))
    return people, event_days[owner], choice[owner]


def contacts_table(contacts: Contacts, rng: Rng) -> pa.Table:
    """ssd_contacts."""
    source = sources(rng, contacts.day)
    outcomes = [flags("contact_outcome_flags", f) for f in CONTACT_OUTCOMES] + [
        flags("contact_outcome_flags", "NEW_REFERRAL_FLAG")
    ]
    return make(
        "ssd_contacts",
        contact_id=ids("C", np.arange(len(contacts.day))),
        person_id=ids("P", contacts.person),
        contact_date=dates(contacts.day),
        contact_source_code=source,
        contact_source_desc=descriptions(source),
        contact_outcome_json=words(outcomes, np.where(contacts.outcome < 0, len(CONTACT_OUTCOMES), contacts.outcome)),
    )


def early_help_table(world: World, contacts: Contacts, org: Organisation, rng: Rng) -> pa.Table:
    """ssd_early_help_episodes: some of the contacts that went to early help."""
    came = np.flatnonzero((contacts.outcome == OTHER_OUTCOME) & (rng.random(len(contacts.day)) < 0.8))
    person = contacts.person[came]
    start = on_working_day(contacts.day[came] + rng.integers(2, 20, len(came)))
    start = np.where(start > world.clock.as_at, contacts.day[came], start)
    end = on_working_day(start + 30 + rng.gamma(2, 85, len(came)).astype(int))
    end = np.minimum(end, np.minimum(world.people.gone[person], world.people.dob[person] + int(18 * YEAR)))
    end = np.maximum(end, start)
    ended = end <= world.clock.as_at
    seat = org.seat_for(np.full(len(came), org.team("EHT1")), rng.random(len(came)), EARLY_HELP)
    return make(
        "ssd_early_help_episodes",
        episode_id=ids("EH", np.arange(len(came))),
        person_id=ids("P", person),
        episode_start_date=dates(start),
        episode_end_date=dates(end, where=ended),
        episode_reason=words(
            ("Parenting", "Behaviour", "Attendance", "Family relationships", "Young carer"),
            rng.integers(0, 5, len(came)),
        ),
        episode_end_reason=words(
            ("Needs met", "Stepped up to social care", "Family withdrew"),
            pick(rng, (0, 1, 2), (72, 12, 16), len(came)),
            where=ended,
        ),
        episode_organisation=words(
            ("School", "Health visiting", "Family support", "Voluntary body"),
            pick(rng, (0, 1, 2, 3), (46, 22, 22, 10), len(came)),
        ),
        episode_worker_id=ids("W", org.holder_on(seat, start)),
    )


def referrals_table(world: World, held: Held, keep: np.ndarray, org: Organisation, rng: Rng) -> pa.Table:
    """ssd_cin_episodes."""
    e, p, as_at = world.episodes, world.people, world.clock.as_at
    own = np.flatnonzero(keep)
    day, kind, outcome, person = e.day[own], e.kind[own], e.outcome[own], e.person[own]
    source = sources(rng, day)
    by_event = rng.random(world.groups)[e.event[own]]
    codes = list(NEEDS)
    need = np.searchsorted(np.cumsum(list(NEEDS.values())) / sum(NEEDS.values()), by_event)
    need = np.where(
        np.isin(kind, (DISABLED, FINANCE, ICS_FINANCE)), codes.index("N2"), np.minimum(need, len(codes) - 1)
    )
    need = np.where(p.uasc[person] > 0, codes.index("N8"), need)
    outcomes = {
        ASSESS: ("SINGLE_ASSESSMENT_FLAG",),
        NFA: ("NFA_FLAG",),
        TO_ICS: ("OTHER_OUTCOMES_EXIST_FLAG",),
        FOSTERED: ("PRIVATE_FOSTERING_FLAG",),
        HOUSING: ("OTHER_OUTCOMES_EXIST_FLAG", "CARE_LEAVER_FLAG"),
        COURT_REPORT: ("OTHER_OUTCOMES_EXIST_FLAG",),
        TRANSFER_IN: ("SINGLE_ASSESSMENT_FLAG", "CP_TRANSFER_IN_FLAG"),
    }
    texts = [flags("referral_outcome_flags", *outcomes[k]) for k in range(7)]
    closed = e.close[own] <= as_at
    closing = e.closing[own].copy()
    # An enquiry, plan or care means that the case was more than an assessment (CIN rule 2990).
    more = np.zeros(e.n, bool)
    more[world.enquiries.episode] = True
    closing = np.where((more[own] | (e.assessed[own] <= 0)) & np.isin(closing, (8, 9)), 7, closing)
    closing = np.where((closing == 9) & (e.close[own] < day_number(to_date(0).replace(2022, 4, 1))), 8, closing)
    team = team_on(held, own, day)
    seat = org.seat_for(np.full(len(own), org.team("MASH1")), rng.random(len(own)), SCREENER)
    return make(
        "ssd_cin_episodes",
        referral_id=ids("R", own),
        person_id=ids("P", person),
        referral_date=dates(day),
        cin_primary_need_code=words(codes, need),
        referral_source_code=source,
        referral_source_desc=descriptions(source),
        referral_outcome_json=words(texts, outcome),
        referral_nfa=yes_no(outcome == NFA),
        close_reason=words([f"RC{i}" for i in range(10)], closing, where=closed),
        close_date=dates(e.close[own], where=closed),
        referral_team=words([t.code for t in org.teams], team),
        referral_worker_id=ids("W", org.holder_on(seat, day)),
    )


def _return_year_start(as_at: int) -> int:
    """The 1 April on or before the day."""
    day = to_date(as_at)
    return day_number(day.replace(year=day.year - (day.month < 4), month=4, day=1))


def _followed(episode: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Which assessments are followed by a later one of the same case."""
    order = np.lexsort((start, episode))
    followed = np.zeros(len(episode), bool)
    followed[order[:-1]] = episode[order[1:]] == episode[order[:-1]]
    return followed


def assessments_tables(world: World, held: Held, keep: np.ndarray, org: Organisation, rng: Rng) -> dict[str, pa.Table]:
    """ssd_cin_assessments and ssd_assessment_factors: those that follow a referral, then those of open cases."""
    e, more, as_at = world.episodes, world.assessments, world.clock.as_at
    led = np.flatnonzero(keep & (e.assessed > 0))
    later = np.flatnonzero(keep[more.episode] & (more.start < e.close[more.episode]))
    episode = np.concatenate([led, more.episode[later]])
    start = np.concatenate([e.day[led], more.start[later]])
    authorised = np.concatenate([e.authorised[led], more.authorised[later]])
    # An assessment ends with the case at the latest.
    authorised = np.minimum(authorised, on_or_before(np.where(e.close[episode] < NEVER, e.close[episode], as_at + 400)))
    # ... and before the case's next one begins.
    order = np.lexsort((start, episode))
    follows = episode[order[1:]] == episode[order[:-1]]
    authorised[order[:-1]] = np.where(
        follows, np.minimum(authorised[order[:-1]], start[order[1:]]), authorised[order[:-1]]
    )
    authorised = np.maximum(authorised, start)
    # Some assessments of open cases drift and are never finished.
    drifting = np.arange(len(episode)) >= len(led)
    drifting &= (rng.random(len(episode)) < 0.15) & (e.close[episode] > as_at)
    # Those of an earlier return's year were finished for it; and a case has one open assessment at most.
    drifting &= start >= _return_year_start(as_at)
    drifting &= ~_followed(episode, start)
    done = (authorised <= as_at) & ~drifting
    closes = np.zeros(len(episode), bool)
    closes[: len(led)] = e.kind[led] == ASSESSED_CLOSED
    enquired = np.zeros(e.n, bool)
    enquired[world.enquiries.episode] = True
    cared = np.zeros(e.n, bool)
    cared[world.periods.episode] = True
    texts = [
        flags("assessment_outcome_flags", "NFA_FLAG"),
        flags("assessment_outcome_flags", "NFA_FLAG", "REFERRAL_TO_OTHER_AGENCY_FLAG"),
        flags("assessment_outcome_flags", "PROV_OF_SERVICES_FLAG"),
        flags("assessment_outcome_flags", "PROV_OF_SERVICES_FLAG", "STRATEGY_DISCUSSION_FLAG"),
        flags("assessment_outcome_flags", "CLA_REQUEST_FLAG", "LEGAL_ACTION_FLAG"),
    ]
    choice = np.where(closes, (rng.random(len(episode)) < 0.22).astype(int), 2)
    choice = np.where(~closes & enquired[episode], 3, choice)
    choice = np.where(~closes & cared[episode] & (rng.random(len(episode)) < 0.6), 4, choice)
    team = team_on(held, episode, np.where(done, authorised, start) - 1)
    seat = org.seat_for(team, rng.random(len(episode)))
    number = np.arange(len(episode))
    assessments = make(
        "ssd_cin_assessments",
        assessment_id=ids("A", number),
        person_id=ids("P", e.person[episode]),
        referral_id=ids("R", episode),
        assessment_start_date=dates(start),
        assessment_child_seen=yes_no(rng.random(len(episode)) < 0.95, where=done),
        assessment_auth_date=dates(authorised, where=done),
        assessment_outcome_json=words(texts, choice, where=done),
        assessment_outcome_nfa=yes_no(closes, where=done),
        assessment_team=words([t.code for t in org.teams], team),
        assessment_worker_id=ids("W", np.where(seat >= 0, org.holder_on(np.maximum(seat, 0), start), -1)),
    )
    finished = number[done]
    lists, chosen = _factor_lists(rng, authorised[finished], (closes & ~enquired[episode])[finished])
    factors = make(
        "ssd_assessment_factors",
        table_id=ids("F", finished),
        assessment_id=ids("A", finished),
        assessment_factors_json=words(lists, chosen),
    )
    return {"ssd_cin_assessments": assessments, "ssd_assessment_factors": factors}


def _factor_lists(rng: Rng, days: np.ndarray, closes: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Lists of factors as JSON arrays, with the codes of the year in which the assessment ended."""
    per_era = 400
    codes, weights = list(FACTORS), np.array(list(FACTORS.values()))
    lists = [json.dumps(["21"])]
    for era in range(2):
        for _ in range(per_era):
            size = 1 + rng.choice(5, p=[0.28, 0.30, 0.22, 0.13, 0.07])
            some = rng.choice(len(codes), size=size, replace=False, p=weights / weights.sum())
            names = sorted(codes[i] for i in some)
            # Physical and sexual abuse were split by who does it from 2020/21.
            if era:
                names = [{"18A": "18C", "19A": "19C"}.get(n, n) for n in names]
            lists.append(json.dumps(names, separators=(",", ":")))
    later = days >= day_number(to_date(0).replace(2020, 4, 1))
    chosen = 1 + rng.integers(0, per_era, len(days)) + np.where(later, per_era, 0)
    nothing = closes & (rng.random(len(days)) < 0.22)
    return lists, np.where(nothing, 0, chosen)


__all__ = [
    "CONTACT_OUTCOMES",
    "Contacts",
    "assessments_tables",
    "contacts_table",
    "early_help_table",
    "flags",
    "levels",
    "make_contacts",
    "referrals_table",
]
