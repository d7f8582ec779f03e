"""The worked example of Ordnance Survey's guide: Caister water tower."""

import numpy as np
import pytest

from sightline.geography.national_grid import to_longitude_latitude


def test_the_worked_example_of_the_guide():
    ((longitude, latitude),) = to_longitude_latitude(np.array([[651_409.903, 313_177.270]]))
    # 52 39 28.8282 N, 1 42 57.8663 E in WGS84; the seven-parameter shift is good to five metres.
    assert latitude == pytest.approx(52 + 39 / 60 + 28.8282 / 3600, abs=5e-5)
    assert longitude == pytest.approx(1 + 42 / 60 + 57.8663 / 3600, abs=5e-5)
