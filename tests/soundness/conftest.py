"""Wrong numbers are drawn as in the spec tests."""

import pytest
from spec.world import World

from sightline.settings import Settings


@pytest.fixture
def spec() -> World:
    """A world as at 30 June 2017 with the default settings."""
    return World(settings=Settings())
