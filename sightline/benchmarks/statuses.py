"""
Why a published cell has no figure: five states that are never a number, each with the symbols it is written by.

Source: the symbols of Explore Education Statistics and of the Local Authority Interactive Tool.
"""

from enum import Enum


class Status(Enum):
    """A published figure, or the reason why there is none."""

    OK = "ok"
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    ROUNDS_TO_ZERO = "rounds_to_zero"
    LOW_RELIABILITY = "low_reliability"
    MISSING = "missing"
    # Nothing stands in the file for this area and year.
    NOT_PUBLISHED = "not_published"
    # No file that could hold it has been imported.
    NOT_IMPORTED = "not_imported"

    @property
    def words(self) -> str:
        """The state as a person reads it."""
        return _WORDS[self]


_WORDS = {
    Status.OK: "",
    Status.SUPPRESSED: "suppressed",
    Status.NOT_AVAILABLE: "not available",
    Status.NOT_APPLICABLE: "not applicable",
    Status.ROUNDS_TO_ZERO: "rounds to zero",
    Status.LOW_RELIABILITY: "low reliability",
    Status.MISSING: "missing",
    Status.NOT_PUBLISHED: "not published",
    Status.NOT_IMPORTED: "not imported",
}

# As written in a cell; an empty cell is missing.
SYMBOLS = {
    "c": Status.SUPPRESSED,
    "x": Status.NOT_AVAILABLE,
    ":": Status.NOT_AVAILABLE,
    "z": Status.NOT_APPLICABLE,
    ".": Status.NOT_APPLICABLE,
    "k": Status.ROUNDS_TO_ZERO,
    "low": Status.ROUNDS_TO_ZERO,
    "u": Status.LOW_RELIABILITY,
    "-": Status.MISSING,
    "": Status.MISSING,
}
