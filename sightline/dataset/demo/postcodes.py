"""
Postcodes of no place: areas QX (inside the authority) and QV (outside), without spaces.

No postcode of the United Kingdom begins with Q, V or X.
"""

import re

import numpy as np

_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_UNITS = tuple(zip(_LETTERS[::2], _LETTERS[1::2], strict=True))
DISTRICTS, SECTORS = range(1, 21), "123456789"
# The last postcode district of each locality, in the order of `levels.LOCALITIES`: about as large as its families.
LAST_DISTRICT = (5, 9, 14, 20)


def made_up(area: str, sectors: str = SECTORS) -> tuple[str, ...]:
    """Every postcode of an area (`QX` or `QV`) in these sectors, by district."""
    return tuple(f"{area}{d}{s}{x}{y}" for d in DISTRICTS for s in sectors for x, y in _UNITS)


POSTCODES_INSIDE = made_up("QX")


def locality_of(postcode: str) -> int:
    """The locality that a postcode inside the authority lies in."""
    found = re.fullmatch(r"QX(\d{1,2})\d[A-Z]{2}", postcode)
    assert found is not None, postcode
    return next(n for n, last in enumerate(LAST_DISTRICT) if int(found[1]) <= last)


def within_locality(drawn: np.ndarray, locality: np.ndarray, count: int) -> np.ndarray:
    """
    Places among `count` postcodes inside, drawn evenly, moved into each one's locality.

    The same draws as ever, so that nothing that is drawn after them changes.
    """
    edges = np.array([0, *LAST_DISTRICT]) * (count // len(DISTRICTS))
    first, last = edges[locality], edges[locality + 1]
    return first + drawn * (last - first) // count
