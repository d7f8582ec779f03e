"""
One row of an aggregate file, read and checked against the measure that it is a figure of.

An aggregate file is small and curated, so a row is right or the file is refused: every check raises BadInput that
names the column and the value; the reader adds the file and the row.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from sightline.dataset.authorities import all_authorities
from sightline.dataset.tables.observations import MISSING, OUR_AREA, STATES
from sightline.dataset.values import read_date
from sightline.errors import BadInput, did_you_mean
from sightline.measures.arithmetic import divided, round_half_up
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import PERCENT, Measure
from sightline.measures.observed import AREAS, COMPARATORS, UNIT_CUTS, Observed
from sightline.measures.observed_periods import ObservedPeriod, read_period, readings

_NUMBER = re.compile(r"£?\s?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?)\s?%?$")
# How publishers write an area.
_AREA_NAMES = {
    "national": "England",
    "family": "Family group",
    "comparison family group": "Family group",
    "sn": "Statistical neighbours",
    "sn average": "Statistical neighbours",
    "statistical neighbour": "Statistical neighbours",
    "sw": "South West",
    "good": "Good authorities",
    "'good' local authorities average": "Good authorities",
    "statistical neighbours average": "Statistical neighbours",
    "e92000001": "England",
    "e12000001": "North East",
    "e12000002": "North West",
    "e12000003": "Yorkshire and The Humber",
    "e12000004": "East Midlands",
    "e12000005": "West Midlands",
    "e12000006": "East of England",
    "e12000007": "London",
    "e12000008": "South East",
    "e12000009": "South West",
}
_STATE_WORDS = {word: code for code, word in MISSING.items()} | {"confidential": "c", "estimate": "estimated"}


@dataclass(frozen=True)
class OurPlace:
    """
    Who 'we' are and how we are organised, to tell a known area and unit from a misspelt one.

    `names`: what a file may call our area; `units`: folded name -> (cut, member) of every unit that is known.
    """

    names: frozenset[str] = frozenset()
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Number:
    """A number as it was written, with the decimals it shows."""

    value: Fraction
    decimals: int


@dataclass(frozen=True)
class ObservedRow:
    """One figure of a file, checked."""

    measure: str
    period: ObservedPeriod
    area: str
    breakdown: str
    extracted_on: date
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    status: str
    source: str

    @property
    def key(self) -> tuple:
        """What no two rows of a file may share."""
        return (self.measure, self.period.start, self.period.end, self.area, self.breakdown, self.extracted_on)


def fold(text: str) -> str:
    """A name without case and with single spaces."""
    return " ".join(text.casefold().replace("_", " ").split())


def is_left_blank(cells: Mapping[str, str]) -> bool:
    """Whether the row is one of a template's that nobody filled in."""
    return not any(cells.get(name) for name in ("numerator", "denominator", "value", "status"))


def read_row(cells: Mapping[str, str], place: OurPlace) -> ObservedRow:
    """
    The figure that a row's cells, by canonical heading, tell of.

    Errors: BadInput, naming column and value, for the first thing that can't be right.
    """
    measure = _measure(_required(cells, "measure"))
    declared = measure.numerator
    assert isinstance(declared, Observed)
    period = _period(_required(cells, "period"), measure, declared)
    status, numbers = _state(cells)
    row = ObservedRow(
        measure=measure.id,
        period=period,
        area=_area(cells.get("area", ""), place),
        breakdown=_breakdown(cells, measure, declared, place),
        extracted_on=_day(_required(cells, "extracted_on"), period),
        status=status,
        source=_required(cells, "source"),
        **{name: number.value if number else None for name, number in numbers.items()},
    )
    _check_figure(measure, declared, numbers, cells, status)
    return row


def _required(cells: Mapping[str, str], column: str) -> str:
    if text := cells.get(column, ""):
        return text
    raise BadInput("the cell is empty. Every figure needs it.", column=column)


def _measure(text: str) -> Measure:
    measure = CATALOGUE.get(text.strip().casefold())
    if measure is None:
        observed = [m.id for m in CATALOGUE.values() if m.is_observed]
        raise BadInput(
            f"there is no such measure.{did_you_mean(text.casefold(), [*observed, *CATALOGUE])} "
            "'sightline query --list' prints them all.",
            column="measure",
            value=text,
        )
    if not measure.is_observed:
        raise BadInput(
            "this measure is counted from the records that are loaded, so no figure of it can be. Leave the row out.",
            column="measure",
            value=text,
        )
    return measure


def _period(text: str, measure: Measure, declared: Observed) -> ObservedPeriod:
    period = read_period(text, declared.every)
    if period:
        return period
    forms = " or ".join(f"{kind.example} ({kind.value})" for kind in declared.every)
    other = readings(text)
    what = f"a {other[0].every.value}".replace("a academic", "an academic") if other else "not a period"
    raise BadInput(f"this is {what}; {measure.id} is told as {forms}. Correct it.", column="period", value=text)


def _area(text: str, place: OurPlace) -> str:
    folded = fold(text)
    if not folded or folded == fold(OUR_AREA) or folded in place.names:
        return OUR_AREA
    known = {fold(name): name for name in COMPARATORS} | _AREA_NAMES
    if folded in known:
        return known[folded]
    if any(folded in (fold(a.name), a.la_code, a.area_code.casefold()) for a in all_authorities()):
        raise BadInput(
            "this is another authority. Leave the cell empty for our own figure, or name one of: "
            f"{', '.join(COMPARATORS)}.",
            column="area",
            value=text,
        )
    raise BadInput(
        f"this area is not known.{did_you_mean(text, AREAS)} Leave the cell empty for our own figure.",
        column="area",
        value=text,
    )


def _breakdown(cells: Mapping[str, str], measure: Measure, declared: Observed, place: OurPlace) -> str:
    members: dict[str, str] = {}
    for name, member in [*_pairs(cells), *_unit(cells.get("unit", ""), place)]:
        if name not in declared.members:
            can = f"It is told by {', '.join(declared.members)}." if declared.members else "It is told as a whole."
            raise BadInput(
                f"{measure.id} is not told by this.{did_you_mean(name, declared.members)} {can}",
                column="breakdown",
                value=name,
            )
        if name in members:
            raise BadInput("this breakdown is named twice. Name it once.", column="breakdown", value=name)
        members[name] = _member(name, member, declared, place)
    return "; ".join(f"{name}={members[name]}" for name in sorted(members))


def _pairs(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """`subject` beside `Reading`, or `phase=Primary; subject=Reading` in one cell."""
    text, member = cells.get("breakdown", ""), cells.get("member", "")
    if "=" in text:
        if member:
            raise BadInput(
                "the member stands in the breakdown already. Empty this cell.", column="member", value=member
            )
        parts = [part.partition("=") for part in text.split(";") if part.strip()]
        return [(fold(name).replace(" ", "_"), own.strip()) for name, _equals, own in parts]
    if text and not member:
        raise BadInput(f"the member of '{text}' is missing. Write it in.", column="member")
    if member and not text:
        raise BadInput("what this is a member of is missing. Name the breakdown.", column="breakdown", value=member)
    return [(fold(text).replace(" ", "_"), member)] if text else []


def _unit(text: str, place: OurPlace) -> list[tuple[str, str]]:
    if not text:
        return []
    known = place.units.get(fold(text))
    if known is None:
        raise BadInput(_no_unit(text, place), column="unit", value=text)
    return [known]


def _no_unit(text: str, place: OurPlace) -> str:
    if not place.units:
        return "no organisation is loaded to find this unit in. Load the case system's extract first, or with it."
    return f"there is no such unit.{did_you_mean(text, [member for _cut, member in place.units.values()])} Correct it."


def _member(name: str, text: str, declared: Observed, place: OurPlace) -> str:
    if name in UNIT_CUTS and not declared.members[name]:
        cut, member = place.units.get(fold(text), (None, ""))
        if cut != name:
            raise BadInput(_no_unit(text, place), column="member", value=text)
        return member
    known = {fold(member): member for member in declared.members[name]}
    if fold(text) not in known:
        raise BadInput(
            f"'{name}' has no such member.{did_you_mean(text, known.values())} "
            f"Its members are: {', '.join(known.values())}.",
            column="member",
            value=text,
        )
    return known[fold(text)]


def _day(text: str, period: ObservedPeriod) -> date:
    day = read_date(text).value
    if day is None:
        raise BadInput("this is not a date. Write it as 2017-06-30.", column="extracted_on", value=text)
    if day < period.start:
        raise BadInput(
            f"this is before {period.label} began. Correct the date or the period.", column="extracted_on", value=text
        )
    return day


def _state(cells: Mapping[str, str]) -> tuple[str, dict[str, Number | None]]:
    """The state, and the numbers; a symbol of a missing figure may stand in place of a number."""
    given = cells.get("status", "")
    status = _STATE_WORDS.get(fold(given), fold(given))
    numbers: dict[str, Number | None] = {}
    for name in ("numerator", "denominator", "value"):
        text = cells.get(name, "")
        if text.casefold() in MISSING:
            if status in MISSING and status != text.casefold():
                raise BadInput(f"the status says '{given}'. Make the two agree.", column=name, value=text)
            status = text.casefold()
            numbers[name] = None
        else:
            numbers[name] = _number(name, text) if text else None
    if not status:
        raise BadInput(f"the cell is empty. Write one of: {', '.join(STATES)}.", column="status")
    if status not in (*STATES, *MISSING):
        missing = ", ".join(f"{code} ({word})" for code, word in MISSING.items())
        raise BadInput(
            f"there is no such state.{did_you_mean(given, STATES)} Use one of: {', '.join(STATES)}; or, for a figure "
            f"that is missing: {missing}.",
            column="status",
            value=given,
        )
    if status in MISSING and numbers["value"] is not None:
        raise BadInput(
            f"the figure is {MISSING[status]} ({status}) and yet there. Empty the cell or change the status.",
            column="value",
            value=cells["value"],
        )
    return status, numbers


def _number(column: str, text: str) -> Number:
    match = _NUMBER.match(text)
    if not match:
        raise BadInput("this is not a number.", column=column, value=text)
    return Number(Fraction(match[1].replace(",", "")), len(match[2] or ""))


def _check_figure(
    measure: Measure, declared: Observed, numbers: dict[str, Number | None], cells: Mapping[str, str], status: str
) -> None:
    """Errors: BadInput for numbers that can't be, or that contradict one another."""
    for name, number in numbers.items():
        if number and number.value < 0 and not (declared.is_change and name == "value"):
            raise BadInput("a figure can't be below zero. Correct it.", column=name, value=cells[name])
    above, below, value = numbers["numerator"], numbers["denominator"], numbers["value"]
    if below and not declared.over:
        raise BadInput(
            f"{measure.id} is not divided by anything. Empty the cell.",
            column="denominator",
            value=cells["denominator"],
        )
    if below and not below.value:
        raise BadInput(
            "nothing can be divided by 0. Leave the figure out with the status z (not applicable).",
            column="denominator",
            value=cells["denominator"],
        )
    if status in MISSING:
        return
    if above and below and measure.unit.name == PERCENT.name and above.value > below.value:
        raise BadInput(
            f"it is more than its denominator, {cells['denominator']}. Correct one of them.",
            column="numerator",
            value=cells["numerator"],
        )
    if declared.over and value is None and (above is None or below is None):
        raise BadInput("the figure needs a numerator and a denominator, or a value. Fill them in.", column="value")
    if value is None and above is None:
        raise BadInput("the figure is missing. Fill it in, or give the status x (not available).", column="value")
    _check_against_parts(measure, declared, above, below, value, cells)


def _check_against_parts(
    measure: Measure,
    declared: Observed,
    above: Number | None,
    below: Number | None,
    value: Number | None,
    cells: Mapping[str, str],
) -> None:
    """Errors: BadInput for a value that is not its numerator over its denominator, as far as its decimals show."""
    if value is None or above is None or (declared.over and below is None):
        return
    expected = divided(above.value, below.value, per=measure.unit.multiplier) if below else above.value
    assert expected is not None
    if abs(expected - value.value) <= Fraction(1, 2 * 10**value.decimals):
        return
    parts = f"{cells['numerator']} of {cells['denominator']}" if below else f"the numerator {cells['numerator']}"
    raise BadInput(
        f"{parts} gives {round_half_up(expected, max(value.decimals, 1))}. Correct whichever is wrong.",
        column="value",
        value=cells["value"],
    )
