"""One made-up authority, from a seed to tables."""

from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pyarrow as pa

from sightline.dataset.demo import (
    allocation,
    care_health,
    care_tables,
    front_door,
    leaving_care,
    names,
    organisation,
    people_tables,
    population,
    protection_tables,
    providers,
    quality_assurance,
    workforce,
)
from sightline.dataset.demo.clock import NEVER, Clock, clock
from sightline.dataset.demo.draw import Rng, generator
from sightline.dataset.demo.faults import FaultCounts, TextFault, with_faults
from sightline.dataset.demo.levels import Scale
from sightline.dataset.demo.life import live, targets
from sightline.dataset.demo.placements import periods_of
from sightline.dataset.demo.world import ELSEWHERE, World

# Subjects with a generator of their own.
LIFE, STAFF, CONTACTS, TABLES, CARE, FAULTS, SCALE, NAMES = range(8)


@dataclass(frozen=True)
class DemoAuthority:
    """
    A made-up authority.

    `tables`: by stored name, with the declared columns and types (without those that say where a row came from).
    `text_faults`: what people typed into date columns; those cells are empty in `tables`, and `write_extract`
    writes the text. `faults`: how many of each kind were put in (docs/demo.md).
    """

    name: str
    la_code: str
    area_code: str
    as_at: date
    tables: dict[str, pa.Table]
    faults: FaultCounts = field(default_factory=dict)
    text_faults: tuple[TextFault, ...] = ()


def authority(index: int, *, seed: int, as_at: date) -> DemoAuthority:
    """
    The made-up authority number `index`: the first is drawn to the printed levels, the others vary in size and rates.

    The same `index`, `seed` and `as_at` always give the same tables.
    """
    clean = without_faults(index, seed=seed, as_at=as_at)
    tables, text_faults, counts = with_faults(clean.tables, as_at, generator(seed, index, FAULTS))
    return replace(clean, tables=tables, text_faults=text_faults, faults=counts)


def without_faults(index: int, *, seed: int, as_at: date) -> DemoAuthority:
    """The same authority as it would be if nobody had recorded anything wrongly; for tests of its coherence."""
    world = live(clock(as_at), scale_of(index, seed), generator(seed, index, LIFE))
    _deaths(world, generator(seed, index, SCALE, 1))
    tables = _tables(world, index, seed)
    tables = {name: tables[name] for name in sorted(tables)}
    return DemoAuthority(names.authority_name(index), names.la_code(index), names.area_code(index), as_at, tables)


def scale_of(index: int, seed: int) -> Scale:
    """How large an authority is and how its rates differ. England's authorities lie between a fifth and four times."""
    if index == 0:
        return Scale()
    rng = generator(seed, index, SCALE)
    size = float(np.clip(rng.lognormal(-0.65, 0.62), 0.2, 4.0))
    rates = np.exp(rng.normal(0, 0.2, 5))
    contacts, referrals, protection, care, need = (float(r) for r in rates)
    late = float(np.exp(rng.normal(0, 0.3)))
    return Scale(size, contacts, referrals, protection, care, need, late)


def _deaths(world: World, rng: Rng) -> None:
    """A few children whose case was closed by their death; nothing happens to them afterwards."""
    p, e = world.people, world.episodes
    closed = np.flatnonzero((e.close >= world.clock.opens) & (e.close <= world.clock.as_at) & (e.kind != ELSEWHERE))
    last = closed[(p.last_referral[e.person[closed]] == e.day[closed]) & (p.gone[e.person[closed]] >= NEVER)]
    last = last[(e.close[last] - p.dob[e.person[last]] > 30) & (e.closing[last] == 7)]
    chosen = rng.permutation(last)[: max(1, round(25 * world.scale.size))]
    e.closing[chosen] = 2
    p.death[e.person[chosen]] = e.close[chosen]
    p.gone[e.person[chosen]] = e.close[chosen]


def _tables(world: World, index: int, seed: int) -> dict[str, pa.Table]:
    time: Clock = world.clock
    keep = world.episodes.close >= time.opens
    org = organisation.organise(time, world.scale, generator(seed, index, STAFF))
    contacts = front_door.make_contacts(world, targets(time, world.scale), generator(seed, index, CONTACTS))
    rng = generator(seed, index, TABLES)
    held = allocation.teams_over_time(world, org, keep, rng)
    tables = organisation.tables(org, time, generator(seed, index, NAMES), names.authority_name(index))
    tables |= workforce.census_tables(org, time, generator(seed, index, STAFF, 1))
    tables["ssd_contacts"] = front_door.contacts_table(contacts, rng)
    tables["ssd_early_help_episodes"] = front_door.early_help_table(world, contacts, org, rng)
    tables["ssd_cin_episodes"] = front_door.referrals_table(world, held, keep, org, rng)
    tables |= front_door.assessments_tables(world, held, keep, org, rng)
    tables |= protection_tables.enquiries_tables(world, held, keep, org, rng)
    tables["ssd_initial_cp_conference"] = protection_tables.conferences_table(world, held, keep, org, rng)
    tables |= protection_tables.plans_tables(world, keep, org, rng)
    tables |= protection_tables.in_need_tables(world, held, keep, org, rng)
    tables["ssd_involvements"] = allocation.involvements(world, org, held, rng)
    care_rng = generator(seed, index, CARE)
    care = care_tables.care(world, periods_of(world, keep), care_rng)
    tables |= care.tables
    tables["ssd_cla_visits"] = care_health.visits_table(world, care.periods, care_rng)
    tables["ssd_cla_reviews"] = care_health.reviews_table(world, care.periods, care_rng)
    tables |= care_health.health_tables(world, care.periods, care_rng)
    tables |= care_health.plans_and_history(world, care.periods, care_rng)
    tables |= leaving_care.leavers_tables(world, held, keep, org, tables["ssd_involvements"], care_rng)
    tables["ssd_permanence"] = leaving_care.permanence_table(world, care, care_rng)
    tables["ext_review_monitoring"] = quality_assurance.monitoring_table(tables, time, org, rng)
    tables["ext_provider"] = providers.provider_table(time, generator(seed, index, NAMES, 2))
    tables["ext_dolo"] = care_tables.liberty_orders(world, care.periods, generator(seed, index, CARE, 1))
    tables["ext_population"] = population.population_table(time, names.area_code(index), world.scale.size)
    used = np.zeros(world.people.n, bool)
    used[contacts.person] = True
    used[world.episodes.person[keep]] = True
    people_rng = generator(seed, index, NAMES, 1)
    tables["ssd_person"] = people_tables.person_table(world, used, people_rng)
    tables["ssd_family"] = people_tables.family_table(world, used)
    tables["ssd_address"] = people_tables.address_table(world, used, people_rng)
    tables["ssd_disability"] = people_tables.disability_table(world, used, people_rng)
    tables["ssd_immigration_status"] = people_tables.immigration_table(world, keep)
    return tables
