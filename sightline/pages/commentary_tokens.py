"""
Figures inside commentary: tokens that stand in the text and are read from the data whenever it is shown.

    {{icpc_in_15wd_pct}}                              the figure, in the commentary's own month and unit
    {{icpc_in_15wd_pct counts ytd locality.south}}    45 of 72, year to date, in South
    {{icpc_in_15wd_pct last-month}}                   the month before; last-year; or a month as 2026-05

The measure comes first; the other words may stand in any order, each at most once of its kind.
"""

import re
from dataclasses import dataclass
from enum import Enum

from sightline.errors import BadUsage, did_you_mean
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month, Window, parse_last_month
from sightline.pages.organisation import Organisation

BRACED = re.compile(r"(\{\{[^{}]*\}\})")
_BRACES = re.compile(r"\{\{|\}\}")
_MONTH = re.compile(r"\d{4}-\d{2}$")
BACK = {"last-month": 1, "last-year": 12}
WINDOWS = {window.value: window for window in Window if window is not Window.LATEST}


class What(Enum):
    """What a token prints of its figure; the value is the word in the token."""

    VALUE = "value"
    COUNTS = "counts"
    COUNT = "count"
    BASE = "base"
    USUAL = "usual"
    TARGET = "target"
    ENGLAND = "england"
    UNIT = "unit"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    What.VALUE: "the figure (62.5%)",
    What.COUNTS: "its counts (45 of 72)",
    What.COUNT: "how many (45)",
    What.BASE: "out of how many (72)",
    What.USUAL: "whether it is usual (within its usual range)",
    What.TARGET: "the target (85%)",
    What.ENGLAND: "England (80.1% in 2025/26)",
    What.UNIT: "the unit’s name",
}


@dataclass(frozen=True)
class Token:
    """
    One token: `window` None is the measure's month, `unit` empty the commentary's own, `month` None its own month less
    `back` months.
    """

    measure: str
    window: Window | None = None
    unit: str = ""
    month: Month | None = None
    back: int = 0
    what: What = What.VALUE

    @property
    def written(self) -> str:
        """The token as it is written."""
        back = {months: word for word, months in BACK.items()}
        words = (
            self.measure,
            self.what.value if self.what is not What.VALUE else "",
            self.window.value if self.window else "",
            str(self.month) if self.month else back.get(self.back, ""),
            self.unit,
        )
        return "{{" + " ".join(word for word in words if word) + "}}"


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: plain words, or what stands between braces; `wrong` says why that is no token."""

    text: str
    token: Token | None = None
    wrong: str = ""


def pieces_of(text: str, organisation: Organisation) -> tuple[Piece, ...]:
    """The text as words and tokens in their order; joined, their texts are the text."""
    found = []
    for part in BRACED.split(text):
        if part.startswith("{{") and part.endswith("}}"):
            try:
                found.append(Piece(part, parse_token(part[2:-2], organisation)))
            except BadUsage as error:
                found.append(Piece(part, wrong=str(error)))
        elif part:
            wrong = "Braces open or close here that are no figure. Write {{ before a figure and }} after it."
            found.append(Piece(part, wrong=wrong if _BRACES.search(part) else ""))
    return tuple(found)


def tokens_in(text: str, organisation: Organisation) -> tuple[Token, ...]:
    """The tokens that can be understood, in their order."""
    return tuple(piece.token for piece in pieces_of(text, organisation) if piece.token)


def parse_token(inside: str, organisation: Organisation) -> Token:
    """The token written between the braces. Errors: BadUsage, naming the word that can't be understood."""
    words = inside.split()
    if not words:
        raise BadUsage("There is nothing between the braces. Write a measure, such as {{referrals}}.")
    if words[0] not in CATALOGUE:
        raise BadUsage(f"There is no measure '{words[0][:60]}'.{did_you_mean(words[0], CATALOGUE)}")
    found: dict[str, object] = {}
    for word in words[1:]:
        kind, value = _understood(word, organisation)
        if kind in found:
            raise BadUsage(f"'{word[:60]}' is the second {_KINDS[kind]} in one figure. Keep one.")
        found[kind] = value
    if "back" in found and "month" in found:
        raise BadUsage("A figure has a month of its own or one before the commentary's, not both.")
    token = Token(words[0], **found)  # type: ignore[arg-type]
    measure = CATALOGUE[token.measure]
    if token.window is not None and token.window not in measure.windows:
        known = ", ".join(window.value for window in measure.windows)
        raise BadUsage(f"'{measure.title}' is not told for '{token.window.value}'. Use one of: {known}.")
    return token


_KINDS = {"window": "window", "what": "kind of figure", "unit": "unit", "month": "month", "back": "month"}


def _understood(word: str, organisation: Organisation) -> tuple[str, object]:
    if word in WINDOWS:
        return "window", WINDOWS[word]
    if word in BACK:
        return "back", BACK[word]
    if word in {what.value for what in What}:
        return "what", What(word)
    if _MONTH.match(word):
        return "month", parse_last_month(word)
    if word.startswith("worker."):
        raise BadUsage("Figures of one worker don't stand in commentary. Use their team.")
    if word in organisation.units:
        return "unit", word
    known = [*WINDOWS, *BACK, *(what.value for what in What), *organisation.units]
    raise BadUsage(f"'{word[:60]}' is no window, month, unit or kind of figure.{did_you_mean(word, known)}")
