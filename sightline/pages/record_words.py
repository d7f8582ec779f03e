"""The sentences of a list of records: what the figure is, how long the list, why its rows are counted."""

import re

from sightline.engine.figure import Figure, Status
from sightline.engine.measured import AT_PERIOD_END
from sightline.judgement.words import printed_number, with_symbol
from sightline.measures.model import Measure, What
from sightline.measures.windows import Period, Window

_END_OF_NOUN = re.compile(r",| (of|about|on|in|with|by|at|subject|looked|placed|adopted|under|who|could|or|whom)\b| \(")
_PLURALS = {"child": "children", "young person": "young people", "period": "periods of care", "worker": "workers"}
SAME_RULE = "The list is made by the same rule as the figure, so it is always as long."


def noun_of(measure: Measure) -> str:
    """What the rows are, as a plural: children, referrals, periods of care; from what the subject says a row is."""
    if measure.numerator.what in (What.CHILDREN, What.CHILDREN_IN_PERIOD):
        return "children"
    words = re.sub(r"^(one|the) ", "", measure.subject.grain)
    end = _END_OF_NOUN.search(words)
    noun = words[: end.start()] if end else words
    if noun in _PLURALS:
        return _PLURALS[noun]
    return noun[:-1] + "ies" if noun.endswith("y") else noun if noun.endswith("s") else noun + "s"


def period_words(period: Period, *, is_snapshot: bool) -> str:
    """`June 2017`, `31 October 2026` of a snapshot's month end, `the year to October 2026`."""
    month = f"{period.last.start:%B %Y}"
    match period.window:
        case Window.YEAR_TO_DATE:
            return f"1 April to the end of {month}"
        case Window.ROLLING_12:
            return f"the 12 months to {month}"
        case Window.FINANCIAL_YEAR:
            return f"the year to {month}"
        case Window.QUARTER:
            return f"the quarter to {month}"
        case Window.PROJECTED_YEAR:
            return f"1 April to the end of {month}"
    return f"the end of {month}" if is_snapshot else month


def in_sentence(measure: Measure, period: Period, unit: str, figure: Figure | None, noun: str) -> tuple[str, str]:
    """The finding in bold and what follows it: `Re-referrals, June 2017: 94 of 429 children, 21.9%.`"""
    head = f"{measure.title}, {period_words(period, is_snapshot=measure.is_snapshot)}"
    if figure is None or figure.status is Status.NOT_SUPPLIED:
        return f"{head}: no figure.", "The sources do not tell of everything that it depends on."
    if figure.value is None:
        return f"{head}: no figure.", "There is nothing to divide by."
    counted = _number(figure.numerator)
    if measure.unit.is_percent and figure.denominator is not None:
        found = f"{counted} of {_number(figure.denominator)} {noun}, {with_symbol(measure.unit, figure.value)}"
    elif measure.denominator is None:
        found = (
            f"{with_symbol(measure.unit, figure.value)} {noun}"
            if measure.unit.name == "count"
            else with_symbol(measure.unit, figure.value)
        )
    else:
        found = f"{with_symbol(measure.unit, figure.value)}, from {counted} {noun}"
    if measure.is_snapshot and period.window not in AT_PERIOD_END:
        return f"{head}: {found}.", "It is an average of month ends, and the list has each month end's records."
    return f"{head}: {found}.", SAME_RULE


def _number(value) -> str:
    return "0" if value is None else printed_number(value, 0 if value == int(value) else 1)


def why_counted(measure: Measure, hidden: int, noun: str) -> str:
    """The caption under the list."""
    parts = [f"Why counted: {measure.definition}"]
    match measure.numerator.what:
        case What.CHILDREN:
            parts.append("A child with several records in a month appears once in it.")
        case What.CHILDREN_IN_PERIOD:
            parts.append("A child with several records in the period appears once.")
    if hidden and measure.subject.about_children:
        held = "is now held" if hidden == 1 else "are now held"
        parts.append(f"{hidden:,} of these {noun} {held} by other teams: they are listed without id and name.")
    elif hidden:
        parts.append(f"{hidden:,} of these rows are of workers outside your teams, and listed without their name.")
    return " ".join(parts)
