"""Which figures a generated sentence names, and which of its sentences may stand when some of them are hidden."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from sightline.engine.query import Figure, Status
from sightline.measures.arithmetic import round_half_up
from sightline.measures.catalogue import measure_called
from sightline.reports.cells import shown
from sightline.reports.model import Shown

NOT_SAID = "Figures that this item’s text rests on are hidden, to protect children in small numbers [c]."
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Numbers that are no figure: dates, years, spans of time and age, bases of rates.
_NO_FIGURE = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
    r"|\b(?:19|20)\d\d(?:[-/–]\d\d)?\b|\b\d+(?: (?:to|or) \d+)? (?:working )?(?:days|weeks|months|years)\b"
    r"|\bper 10,000\b|\baged \d+ to \d+|\bfewer than \d+"
)


def numbers_in(text: str) -> set[str]:
    """The numbers of a text that may be figures, as they are printed."""
    return set(_NUMBER.findall(_NO_FIGURE.sub(" ", text)))


def printed_numbers(figure: Shown) -> set[str]:
    """How a sentence would print the numbers of a figure: whole counts, and the value with its unit's decimals."""
    decimals = measure_called(figure.measure).unit.decimals
    forms = {(figure.numerator, 0), (figure.denominator, 0), (figure.value, decimals)}
    return {_printed(number, places) for number, places in forms if number is not None}


def _printed(value: Fraction, decimals: int) -> str:
    return f"{abs(round_half_up(value, decimals) or 0):,}"


def figures_said(text: str, heard: Iterable[Figure]) -> tuple[Shown, ...]:
    """Of the figures that were asked for to write a text, those of which a number stands in it."""
    numbers = numbers_in(text)
    asked = dict.fromkeys(shown(figure) for figure in heard if figure.status is Status.OK)
    return tuple(figure for figure in asked if printed_numbers(figure) & numbers)


def without_hidden(text: str, hidden: Sequence[Shown]) -> str:
    """The text without the sentences in which a number of a hidden figure stands, and a word of why."""
    secret = set().union(*(printed_numbers(figure) for figure in hidden)) if hidden else set()
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)
    kept = [sentence for sentence in sentences if not numbers_in(sentence) & secret]
    return text if len(kept) == len(sentences) else " ".join([*kept, NOT_SAID])


def without_numbers(text: str) -> str:
    """The text without any sentence that names a figure, where it is not known which figures it names."""
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)
    kept = [sentence for sentence in sentences if not numbers_in(sentence)]
    return text if len(kept) == len(sentences) else " ".join([*kept, NOT_SAID])
