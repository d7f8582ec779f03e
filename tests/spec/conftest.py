"""
Spec tests are the manual: a drawn table, a figure.

`spec.given(cin_episodes=...)` draws canonical tables with the SSD's prefix left off the columns; missing key columns
are numbered, and dates are ISO. `spec.expect(measure, period, numerator=, denominator=)` asks the cube for the
figure, asks the records for the same, and checks that the records listed are as many as the figure says.
"""

import pytest

from sightline.settings import Settings
from spec.world import World


@pytest.fixture
def spec() -> World:
    """A world as at 30 June 2017 with the default settings."""
    return World(settings=Settings())
