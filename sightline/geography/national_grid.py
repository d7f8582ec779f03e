"""
British National Grid to longitude and latitude.

Source: Ordnance Survey, A guide to coordinate systems in Great Britain (2020), sections B and C: the inverse of the
transverse Mercator projection on the Airy 1830 ellipsoid, then the seven-parameter shift from OSGB36 to WGS84, which is
good to about five metres. On a map of a county that is less than a pixel.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

AIRY_A, AIRY_B = 6_377_563.396, 6_356_256.909
WGS84_A, WGS84_B = 6_378_137.0, 6_356_752.314245
SCALE, ORIGIN_LATITUDE, ORIGIN_LONGITUDE = 0.9996012717, np.radians(49.0), np.radians(-2.0)
FALSE_EASTING, FALSE_NORTHING = 400_000.0, -100_000.0
# OSGB36 -> WGS84: metres, parts per million and seconds of arc.
SHIFT = (446.448, -125.157, 542.060)
GROWTH = -20.4894e-6
TURN = tuple(np.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
WIDEST_EASTING, HIGHEST_NORTHING = 700_000.0, 1_300_000.0


def is_on_the_grid(points: Numbers) -> bool:
    """Whether points (a row each) could be eastings and northings of Great Britain and not degrees."""
    inside = (points >= 0).all() and points[:, 0].max() < WIDEST_EASTING and points[:, 1].max() < HIGHEST_NORTHING
    return bool(inside and points.max() > 360)


def to_longitude_latitude(points: Numbers) -> Numbers:
    """Eastings and northings in metres to degrees. Shape: two columns, a row a point."""
    latitude, longitude = _unprojected(points[:, 0], points[:, 1])
    x, y, z = _to_space(latitude, longitude, AIRY_A, AIRY_B)
    (dx, dy, dz), s, (rx, ry, rz) = SHIFT, 1 + GROWTH, TURN
    moved = dx + s * x - rz * y + ry * z, dy + rz * x + s * y - rx * z, dz - ry * x + rx * y + s * z
    latitude, longitude = _from_space(*moved, WGS84_A, WGS84_B)
    return np.degrees(np.column_stack([longitude, latitude]))


def _meridian_arc(latitude: Numbers) -> Numbers:
    n = (AIRY_A - AIRY_B) / (AIRY_A + AIRY_B)
    apart, together = latitude - ORIGIN_LATITUDE, latitude + ORIGIN_LATITUDE
    return AIRY_B * SCALE * (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * apart
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(apart) * np.cos(together)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * apart) * np.cos(2 * together)
        - 35 / 24 * n**3 * np.sin(3 * apart) * np.cos(3 * together)
    )  # fmt: skip


def _unprojected(easting: Numbers, northing: Numbers) -> tuple[Numbers, Numbers]:
    e2 = 1 - AIRY_B**2 / AIRY_A**2
    latitude = (northing - FALSE_NORTHING) / (AIRY_A * SCALE) + ORIGIN_LATITUDE
    for _round in range(10):  # converges by a factor of hundreds each round
        latitude = latitude + (northing - FALSE_NORTHING - _meridian_arc(latitude)) / (AIRY_A * SCALE)
    sine2 = np.sin(latitude) ** 2
    nu = AIRY_A * SCALE / np.sqrt(1 - e2 * sine2)
    rho = AIRY_A * SCALE * (1 - e2) / (1 - e2 * sine2) ** 1.5
    eta2 = nu / rho - 1
    t, sec, d = np.tan(latitude), 1 / np.cos(latitude), easting - FALSE_EASTING
    north = (
        latitude
        - t / (2 * rho * nu) * d**2
        + t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2) * d**4
        - t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4) * d**6
    )
    east = (
        ORIGIN_LONGITUDE
        + sec / nu * d
        - sec / (6 * nu**3) * (nu / rho + 2 * t**2) * d**3
        + sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4) * d**5
        - sec / (5040 * nu**7) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6) * d**7
    )
    return north, east


def _to_space(latitude: Numbers, longitude: Numbers, a: float, b: float) -> tuple[Numbers, Numbers, Numbers]:
    e2 = 1 - b**2 / a**2
    nu = a / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
    flat = nu * np.cos(latitude)
    return flat * np.cos(longitude), flat * np.sin(longitude), nu * (1 - e2) * np.sin(latitude)


def _from_space(x: Numbers, y: Numbers, z: Numbers, a: float, b: float) -> tuple[Numbers, Numbers]:
    e2 = 1 - b**2 / a**2
    flat = np.hypot(x, y)
    latitude = np.arctan2(z, flat * (1 - e2))
    for _round in range(6):
        nu = a / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
        latitude = np.arctan2(z + e2 * nu * np.sin(latitude), flat)
    return latitude, np.arctan2(y, x)
