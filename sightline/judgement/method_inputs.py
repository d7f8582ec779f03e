"""Reading the plain inputs of a method, as JSON holds them: by any of their names, with one sentence when wrong."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from math import isinf, isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.errors import BadInput
from sightline.judgement.comparison import NOT_COMPARABLE

REQUIRED = object()


class Inputs:
    """
    The inputs of one call of a method.

    Null and the shorthand of published tables (c, x, z, k, u, low) are missing numbers, NaN here. Several names ask for
    the same input; the first that is given counts.
    """

    def __init__(self, method: str, given: Mapping[str, Any]):
        self.method = method
        self.given = given

    def has(self, *names: str) -> bool:
        return any(self.given.get(name) is not None for name in names)

    def raw(self, *names: str, default: Any = REQUIRED) -> Any:
        """The input as it stands. Errors: BadInput when it is required and not given."""
        for name in names:
            if name in self.given:
                return self.given[name]
        if default is REQUIRED:
            raise BadInput(f"'{names[0]}' is missing from the inputs of {self.method}.")
        return default

    def number(self, *names: str, default: Any = REQUIRED) -> float:
        """One number; NaN where it is missing."""
        return self._number(self.raw(*names, default=default), names[0])

    def optional(self, *names: str) -> float | None:
        """One number, or None where it is not given or missing."""
        value = self.number(*names, default=None)
        return None if isnan(value) else value

    def whole(self, *names: str, default: Any = REQUIRED) -> int:
        """One whole number. Errors: BadInput for anything else, a missing one included."""
        value = self.number(*names, default=default)
        if isnan(value) or value != int(value):
            raise BadInput(
                f"'{names[0]}' of {self.method} is a whole number, not {self.raw(*names, default=default)!r}."
            )
        return int(value)

    def numbers(self, *names: str) -> NDArray[np.float64]:
        """A list of numbers, NaN where one is missing; a number alone is an array without a dimension."""
        value = self.raw(*names)
        if isinstance(value, list):
            return np.array([self._number(v, names[0]) for v in value], float)
        return np.asarray(self._number(value, names[0]), float)

    def vector(self, *names: str) -> NDArray[np.float64]:
        """A list of numbers, NaN where one is missing. Errors: BadInput when it is no list."""
        return np.array([np.nan if v is None else v for v in self.series(*names)], float)

    def series(self, *names: str) -> list[float | None]:
        """A list of numbers, None where one is missing. Errors: BadInput when it is no list."""
        value = self.raw(*names)
        if not isinstance(value, list):
            raise BadInput(f"'{names[0]}' of {self.method} is a list of numbers, not {value!r}.")
        return [None if isnan(v) else v for v in (self._number(each, names[0]) for each in value)]

    def rows(self, *names: str, default: Any = REQUIRED) -> list[list[float | None]]:
        """A list of lists of numbers, None where one is missing."""
        value = self.raw(*names, default=default) or []
        if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
            raise BadInput(f"'{names[0]}' of {self.method} is a list of rows of numbers.")
        return [[None if isnan(v) else v for v in (self._number(each, names[0]) for each in row)] for row in value]

    def places(self, *names: str, length: int) -> list[int]:
        """Places in a series: a list of them, or a true or false for each point."""
        value = self.raw(*names, default=None) or []
        value = value if isinstance(value, list) else [value]
        if value and len(value) == length and all(isinstance(each, bool) for each in value):
            return [place for place, marked in enumerate(value) if marked]
        if any(isinstance(each, bool) or not isinstance(each, int) for each in value):
            raise BadInput(f"'{names[0]}' of {self.method} is a list of places in the series, counted from 0.")
        return value

    def flag(self, *names: str, default: bool) -> bool:
        value = self.raw(*names, default=default)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise BadInput(f"'{names[0]}' of {self.method} is true or false, not {value!r}.")
        return value

    def text(self, *names: str, default: Any = REQUIRED) -> str | None:
        value = self.raw(*names, default=default)
        if value is not None and not isinstance(value, str):
            raise BadInput(f"'{names[0]}' of {self.method} is a word, not {value!r}.")
        return value

    def _number(self, value: Any, name: str) -> float:
        if value is None or (isinstance(value, str) and value.strip().strip("[]").lower() in NOT_COMPARABLE):
            return float("nan")
        if isinstance(value, bool) or not isinstance(value, int | float) or isinf(value):
            raise BadInput(f"'{name}' of {self.method} is a number, not {str(value)[:60]!r}.")
        return float(value)


def plain(value: Any) -> Any:
    """An answer as JSON holds it: NaN and infinity are null, arrays are lists, members of enumerations words."""
    match value:
        case dict():
            return {name: plain(part) for name, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
        case np.ndarray():
            return plain(value.tolist())
        case Enum():
            return plain(value.value)
        case Decimal():
            return float(value)
        case np.generic():
            return plain(value.item())
        case float() if isnan(value) or isinf(value):
            return None
        case _:
            return value


def whole(value: float | None) -> float | int | None:
    """A number as a whole one where it is whole: the limits of a count."""
    return int(value) if value is not None and not isnan(value) and value == int(value) else value
