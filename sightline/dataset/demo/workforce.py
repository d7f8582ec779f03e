"""The social work workforce census of each 30 September: who was in post, who left, vacancies."""

import hashlib

import numpy as np
import pyarrow as pa

from sightline.dataset.demo.arrow import dates, make, whole, words, yes_no
from sightline.dataset.demo.clock import NEVER, Clock, day_number, to_date
from sightline.dataset.demo.draw import Rng
from sightline.dataset.demo.organisation import (
    ASSISTANT,
    CHAIR,
    IRO,
    MANAGER,
    NEWLY_QUALIFIED,
    SOCIAL_WORKER,
    Organisation,
)

CASES_PER_FTE = 19.3  # the census of 2017, February 2018 section 8.3
NEW_WORKERS_SHARE = 0.6
LEAVES_THE_AUTHORITY = 0.3  # for a turnover of about 15% (self-evaluation 2019)
VACANT = 0.09  # of employed full-time equivalents
ROLE = {SOCIAL_WORKER: "5", NEWLY_QUALIFIED: "5", MANAGER: "3", ASSISTANT: "4", IRO: "6", CHAIR: "6"}
DESTINATIONS, REASONS = ("1", "3", "6", "8"), ("1", "1", "5", "8")


def census_tables(org: Organisation, clock: Clock, rng: Rng) -> dict[str, pa.Table]:
    """ext_workforce_return and ext_workforce_vacancy, a census a year up to the as-at date."""
    kind = org.seat_kind[org.holder_seat]
    social = np.isin(kind, list(ROLE))
    # Most who leave a post move to another one here.
    leavers = rng.random(len(org.holder_seat)) < LEAVES_THE_AUTHORITY
    years, holders = [], []
    for census in range(to_date(int(clock.starts[0])).year, to_date(clock.as_at).year + 1):
        on = _census_day(clock, census)
        if on > clock.as_at:
            break
        here = social & (org.holder_from <= on) & ((org.holder_to > on) | (leavers & (org.holder_to > on - 365)))
        holders.append(np.flatnonzero(here))
        years.append(np.full(int(here.sum()), census))
    holder, year = np.concatenate(holders), np.concatenate(years)
    day = np.array([_census_day(clock, int(y)) for y in year])
    ended = org.holder_to[holder] <= day
    fte = np.round(org.seat_fte[org.holder_seat[holder]], 2)
    of_kind = kind[holder]
    carries = np.where(of_kind == SOCIAL_WORKER, 1.0, np.where(of_kind == NEWLY_QUALIFIED, NEW_WORKERS_SHARE, 0.0))
    holds = (carries > 0) & ~ended & (org.absent_from[holder] > day)
    # New workers carry fewer, so that the others carry more for the same average.
    per_fte = CASES_PER_FTE * fte[holds].sum() / max(float((fte * carries)[holds].sum()), 1.0)
    cases = np.where(holds, rng.poisson(np.maximum(per_fte * fte * carries, 0.0)), 0)
    agency = org.holder_agency[holder]
    leaves = ended & ~agency
    returns = make(
        "ext_workforce_return",
        return_year=whole(year),
        swe_number=pa.array([_number(int(h)) for h in holder]),
        agency=words(("0", "1"), agency.astype(np.int64)),
        fte=pa.array(fte),
        fte_30_sept=pa.array(np.where(ended, 0.0, fte)),
        role=words(sorted(set(ROLE.values())), np.array([sorted(set(ROLE.values())).index(ROLE[k]) for k in of_kind])),
        role_start=dates(org.holder_from[holder]),
        origin=words(("1", "2", "4", "9"), holder % 4),
        role_end=dates(np.where(ended, org.holder_to[holder], NEVER)),
        destination=words(DESTINATIONS, holder % 4, where=leaves),
        leave_reason=words(REASONS, holder % 4, where=leaves),
        cases_30_sept=whole(cases, where=~ended),
        working_days_lost=pa.array(np.round(rng.gamma(0.8, 9, len(holder)), 1)),
        absent_30_sept=yes_no(org.absent_from[holder] <= day),
    )
    employed = np.array([fte[(year == y) & ~ended & ~agency].sum() for y in np.unique(year)])
    hired = np.array([fte[(year == y) & ~ended & agency].sum() for y in np.unique(year)])
    heads = np.array([int(((year == y) & ~ended & agency).sum()) for y in np.unique(year)])
    vacancies = make(
        "ext_workforce_vacancy",
        return_year=whole(np.unique(year)),
        vacancies_fte=pa.array(np.round(employed * VACANT * rng.uniform(0.85, 1.15, len(employed)), 2)),
        agency_fte=pa.array(np.round(hired, 2)),
        agency_headcount=whole(heads),
    )
    return {"ext_workforce_return": returns, "ext_workforce_vacancy": vacancies}


def _census_day(clock: Clock, year: int) -> int:
    return day_number(to_date(clock.as_at).replace(year=year, month=9, day=30))


def _number(holder: int) -> str:
    """What stands for a worker's number: a hash, as the census's loader keeps it."""
    return hashlib.sha256(f"made up worker {holder}".encode()).hexdigest()[:16]
