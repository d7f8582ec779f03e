"""
Why a commentary may or may not be sent: figures that can't be read, placeholders, typed numbers, small numbers, words
that say more than the chart, last month's text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sightline.judgement.direction import Direction
from sightline.judgement.judged import MonthsChart
from sightline.judgement.suppression.commentary import small_numbers_in
from sightline.pages.commentary_figures import Printed, Printer
from sightline.pages.commentary_tokens import pieces_of
from sightline.pages.organisation import Organisation, UnitKind
from sightline.reports.publication import wrong_with


class State(StrEnum):
    """What a check found; the value is the design's word."""

    PASSED = "passed"
    LOOK = "look"
    STOPS = "stops"


@dataclass(frozen=True)
class Check:
    """One check: what was found, in a sentence."""

    state: State
    text: str


@dataclass(frozen=True)
class Written:
    """A commentary as it was written: its three texts, and why typed numbers stay."""

    shows: str = ""
    why: str = ""
    doing: str = ""
    kept_because: str = ""

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.shows, self.why, self.doing

    @property
    def whole(self) -> str:
        return "\n\n".join(text for text in self.texts if text.strip())

    @property
    def is_empty(self) -> bool:
        return not self.whole.strip()


@dataclass(frozen=True)
class Around:
    """
    What a commentary is checked against: the month before's texts, the chart and arrow of its figure, whether an
    analysis is promised beside it, the names of groups and units.
    """

    organisation: Organisation
    before: Written | None = None
    before_name: str = ""
    chart: MonthsChart | None = None
    direction: Direction | None = None
    has_promises: bool = False
    groups: tuple[str, ...] = ()


TOKEN = re.compile(r"\{\{[^{}]*\}\}")
PLACEHOLDER = re.compile(r"\[(?:figure|number|date|name|insert|xx*)[^\]]*\]|\bXXX*\b|\?\?+|\bTB[ACD]\b|\btodo\b",
                         re.IGNORECASE)  # fmt: skip
_WORDS_OF_NUMBER = (
    r"half|quarter|third|thirds|quarters|dozen|dozens|couple|twice|double|doubled|trebled|halved|hundred|hundreds|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
)
_NUMBER = re.compile(
    rf"(?<![\w.])(?:about |around |over |under |nearly |a )?(?:£?\d[\d,]*(?:\.\d+)?\s?%?|{_WORDS_OF_NUMBER})\b%?",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Numbers that are no figure: dates, times, ages, time limits, articles of law, the posts that were filled.
_NO_FIGURE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})(?:\s+\d{{4}})?\b|\b(?:{_MONTHS})\s+\d{{4}}\b"
    r"|\b20\d\d\s?[-–/]\s?\d{2,4}\b|\b20\d\d\b|\b\d{1,2}[:.]\d{2}\b(?:\s?(?:am|pm))?"
    r"|\b(?:section|part|item|phase|week|year|grade|aged?|stage|day|tier|level|under|team)\s+\d+\b(?!\s?%)"
    r"|\b(?:\d+|one|two|three|four|five|six|ten|fifteen|twenty)[\s-]+(?:working\s+)?(?:days?|weeks?|months?|years?|hours?)\b"
    r"|\b[A-Z]{1,3}\d+\b",
    re.IGNORECASE,
)
_ROSE = re.compile(r"\b(?:rose|rising|increased|increase|went up|grew|climbed|jumped)\b", re.IGNORECASE)
_FELL = re.compile(r"\b(?:fell|falling|decreased|decrease|dropped|went down|declined|reduced)\b", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:(?:further|more) analysis|deep dive|dip sample|to be analysed|under review|"
    r"will (?:look into|be looked into|report back|review|investigate|analyse|audit))\b",
    re.IGNORECASE,
)


def checks(written: Written, printer: Printer, around: Around) -> tuple[Check, ...]:
    """Every check in the order they are shown; what is fine passes by name."""
    found = [
        *_something(written),
        *_live(written, printer, around.organisation),
        *_placeholders(written),
        *_typed_numbers(written),
        *_small_numbers(written, around),
        *_words(written, around),
        *_carried_forward(written, around),
        *_promises(written, around),
    ]
    return tuple(found)


def stops(found: Iterable[Check]) -> list[Check]:
    """The checks that keep it from being sent."""
    return [check for check in found if check.state is State.STOPS]


def typed_numbers(text: str) -> list[str]:
    """Numbers, in figures or words, that are typed and no token; dates, ages and time limits are none."""
    bare = _NO_FIGURE.sub(" — ", TOKEN.sub(" — ", text))
    return [match.group(0).strip() for match in _NUMBER.finditer(bare)]


def _pass(text: str) -> Check:
    return Check(State.PASSED, text)


def _look(text: str) -> Check:
    return Check(State.LOOK, text)


def _stop(text: str) -> Check:
    return Check(State.STOPS, text)


def _something(written: Written) -> list[Check]:
    return [_stop("Nothing is written yet")] if not written.shows.strip() else []


def _live(written: Written, printer: Printer, organisation: Organisation) -> list[Check]:
    pieces = [piece for text in written.texts for piece in pieces_of(text, organisation)]
    found = [_stop(f"{piece.text[:70]}: {piece.wrong}") for piece in pieces if piece.wrong]
    printed = [printer.printed(piece.token) for piece in pieces if piece.token]
    found += [_stop(f"{one.token.written}: {one.why_not}.") for one in printed if one.why_not]
    if not found and printed:
        number = len(printed)
        found.append(_pass("The figure is live" if number == 1 else f"All {number} figures are live"))
    elif not found and not written.is_empty:
        found.append(_look("There is no figure in it. Insert those that it is about"))
    return found + _hidden_from_members(printed, organisation)


def _hidden_from_members(printed: Sequence[Printed], organisation: Organisation) -> list[Check]:
    teams = {organisation.units[one.token.unit].name for one in printed if one.token.unit}
    closed = {unit.name for unit in organisation.units.values() if unit.kind in (UnitKind.AREA, UnitKind.TEAM)}
    named = sorted(teams & closed)
    if not named:
        return []
    return [_look(f"Members read [c] for figures of {', '.join(named)}: a team’s are not for them")]


def _placeholders(written: Written) -> list[Check]:
    bare = TOKEN.sub(" ", written.whole)
    words = [match.group(0) for match in PLACEHOLDER.finditer(bare)]
    found = [_stop(f"“{word}” stands where something should be filled in") for word in dict.fromkeys(words)]
    if not found:
        found = [_stop(f"It holds {what}") for what in wrong_with(bare)]
    if not found and not written.is_empty:
        found = [_pass("No “XXX”, “??” or empty date")]
    return found


def _typed_numbers(written: Written) -> list[Check]:
    numbers = list(dict.fromkeys(typed_numbers(written.whole)))
    if not numbers:
        return [] if written.is_empty else [_pass("No number is typed by hand")]
    if written.kept_because.strip():
        return [_pass(f"Typed numbers are kept: {written.kept_because.strip()}")]
    named = ", ".join(f"“{number}”" for number in numbers[:5])
    verb = "is a number" if len(numbers) == 1 else "are numbers"
    return [_look(f"{named} {verb} typed by hand. Insert the figure, or keep it with a reason")]


def _small_numbers(written: Written, around: Around) -> list[Check]:
    if written.is_empty:
        return []
    lines = (line for text in written.texts for line in TOKEN.sub(" — ", text).splitlines())
    found = [one for line in lines for one in small_numbers_in(line, around.groups)]
    if not found:
        return [_pass("No number from 1 to 5 beside a group, so it can be published")]
    return [_look(one.warning) for one in found]


def _words(written: Written, around: Around) -> list[Check]:
    """'Rose' and 'fell' are for what is more than chance."""
    rose, fell = _ROSE.search(written.shows), _FELL.search(written.shows)
    said = rose or fell
    if said is None or around.chart is None:
        return []
    moved = around.direction
    up = around.chart.up if around.chart.up is not None else (moved.difference > 0 if moved and moved.real else None)
    if up is None:
        why = "the chart shows no change beyond chance. Say “within its usual range”"
        return [_look(f"“{said.group(0)}”: {why}")]
    if (up and fell and not rose) or (not up and rose and not fell):
        return [_look(f"“{said.group(0)}”: the chart shows the other way")]
    return [_pass(f"Words agree with the chart: “{said.group(0)}”")]


def _carried_forward(written: Written, around: Around) -> list[Check]:
    if around.before is None or written.is_empty:
        return []
    same = [
        title
        for title, ours, theirs in zip(TITLES, written.texts, around.before.texts, strict=True)
        if ours.strip() and _plain(ours) == _plain(theirs)
    ]
    if not same:
        return [_pass(f"Not the same as {around.before_name}’s text")]
    named = " and ".join(f"“{title}”" for title in same)
    return [_look(f"{named}: the same words as {around.before_name}’s. Say what has changed, or that nothing has")]


def _promises(written: Written, around: Around) -> list[Check]:
    said = _PROMISE.search(written.whole)
    if said is None or around.has_promises:
        return []
    return [_look(f"“{said.group(0)}” promises something. Add it to the promised analysis: who, what, by when")]


def is_carried_forward(written: Written, before: Written | None) -> bool:
    """Whether all that is written is word for word the month before's."""
    return before is not None and not written.is_empty and _plain(written.whole) == _plain(before.whole)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


TITLES = ("What the figures show", "Why we think so", "What we are doing")
