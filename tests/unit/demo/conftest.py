"""One made-up authority for all tests of the demo: before its faults (coherent) and after (made)."""

from datetime import date

import pytest

from sightline.dataset import demo
from sightline.dataset.demo.authority import without_faults
from sightline.dataset.demo.measured import Recount

AS_AT = date(2017, 6, 30)
SEED = 1


@pytest.fixture(scope="session")
def made():
    return demo.authority(0, seed=SEED, as_at=AS_AT)


@pytest.fixture(scope="session")
def clean():
    """The same authority as it would be if nobody had ever recorded anything wrongly."""
    return without_faults(0, seed=SEED, as_at=AS_AT)


@pytest.fixture(scope="session")
def coherent(clean):
    """`clean`, open for SQL."""
    return Recount(clean)
