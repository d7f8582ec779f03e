"""Families: who is in them, how old, and which of them come to notice together."""

import numpy as np

from sightline.dataset.demo.clock import Days
from sightline.dataset.demo.draw import pick
from sightline.dataset.demo.world import BOY, GIRL, World

YEAR = 365.25
ADULT = int(18 * YEAR) + 1  # days; nobody is treated as a child on or after the 18th birthday
# Age in years of the child a family first comes to notice for; the first band is before birth.
FIRST_AGE = ((-0.3, 0.0, 0.035), (0.0, 1.0, 0.10), (1, 5, 0.235), (5, 10, 0.265), (10, 15, 0.235), (15, 17.6, 0.13))
CHILDREN = (0.40, 0.32, 0.17, 0.07, 0.04)
LOCALITY_SHARES = (0.241, 0.222, 0.227, 0.310)


def _ages(world: World, size: int) -> np.ndarray:
    band = np.array(FIRST_AGE)
    chosen = world.rng.choice(len(band), size=size, p=band[:, 2] / band[:, 2].sum())
    return world.rng.uniform(band[chosen, 0], band[chosen, 1])


def new_families(world: World, days: Days, *, ages: np.ndarray | None = None, sexes=None, alone: bool = False) -> Days:
    """
    One new family per day in `days`, with its children. Returns each family's index child (a person number).

    Siblings are 14 months to 5 years apart; some are born after the family is known. `ages` (years on the day)
    and `sexes` are the index child's; `alone` makes single children (an unaccompanied child, a 17-year-old).
    """
    rng, n = world.rng, len(days)
    if n == 0:
        return np.empty(0, np.int64)
    sizes = np.ones(n, np.int64) if alone else 1 + rng.choice(len(CHILDREN), size=n, p=CHILDREN)
    index_age = _ages(world, n) if ages is None else ages
    owner = np.repeat(np.arange(n), sizes)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    index_place = (rng.random(n) * sizes).astype(int)
    gaps = rng.uniform(1.2, 4.2, len(owner))
    gaps[place == 0] = 0
    offset = np.cumsum(gaps)
    offset -= np.repeat(offset[np.cumsum(sizes) - sizes], sizes)
    index_row = np.cumsum(sizes) - sizes + index_place
    # The eldest child has the lowest place; the index child has the age drawn.
    dob = np.repeat(days - index_age * YEAR - offset[index_row] * YEAR, sizes) + offset * YEAR
    sex = np.where(rng.random(len(owner)) < 0.525, BOY, GIRL)
    if sexes is not None:
        sex[index_row] = sexes
    first = world.people.n + np.cumsum(sizes) - sizes
    families = world.families.add(n, first=first, size=sizes, locality=pick(rng, (0, 1, 2, 3), LOCALITY_SHARES, n))
    people = world.people.add(len(owner), dob=dob.astype(np.int64), sex=sex, family=families[owner])
    return people[index_row]


def members(world: World, families: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All children of the families: (place in `families`, person)."""
    f = world.families
    sizes = f.size[families]
    owner = np.repeat(np.arange(len(families)), sizes)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return owner, f.first[families][owner] + within


def may_be_referred(world: World, people: np.ndarray, days: Days) -> np.ndarray:
    """Born or within four months of birth, under 17 and a half, without an open episode, not adopted or dead."""
    p = world.people
    age = days - p.dob[people]
    return (
        (age > -120)
        & (age < 17.6 * YEAR)
        & (p.episode[people] < 0)
        & (p.last_close[people] < days)
        & (p.last_referral[people] < days)
        & (p.gone[people] > days)
    )
