"""
One batch of worlds for the run: two hundred small authorities, the same in every run.

`HYPOTHESIS_PROFILE=nightly` makes thousands of new ones; it prints the seed it took, and `SIGHTLINE_SEED` takes it
again.
"""

import os
import random

import pytest
from reference import Records
from spec.world import World

from generative.agreement import SETTINGS
from generative.worlds import AS_AT, Rows, batch

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
WORLDS = 3000 if NIGHTLY else 200


@pytest.fixture(scope="session")
def rows() -> Rows:
    if not NIGHTLY:
        return batch(WORLDS)
    seed = int(os.environ.get("SIGHTLINE_SEED") or random.SystemRandom().randrange(2**32))
    print(f"\nThe worlds of this run: SIGHTLINE_SEED={seed}")
    return batch(WORLDS, from_seed=seed)


@pytest.fixture(scope="session")
def known(rows) -> Records:
    """The rows as the reference reads them."""
    return Records(rows, AS_AT)


@pytest.fixture(scope="session")
def world(rows) -> World:
    """The rows as the engine reads them."""
    return World(rows, as_at=AS_AT, settings=SETTINGS)
