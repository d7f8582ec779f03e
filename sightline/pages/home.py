"""
The home of those who lead: what changed beyond chance, what is off target and where, what is overdue.

The rows are the scorecard's; nothing is judged here that is not judged there.
"""

from dataclasses import dataclass

from sightline.charts.sparkline import MONTHS
from sightline.engine.figure import Status
from sightline.judgement.judged import MonthsChart
from sightline.judgement.marks import Assurance
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.words import difference, month_words, with_symbol
from sightline.measures.arithmetic import exact
from sightline.measures.windows import Month
from sightline.pages.home_where import where_it_is
from sightline.pages.organisation import Unit
from sightline.pages.overdue import OverduePage, overdue_by_clock
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope
from sightline.pages.scorecard import Row, Scorecard, scorecard_of
from sightline.pages.scorecard_words import number_word, sentence_head, target_of_row


@dataclass(frozen=True)
class ChangeRow:
    """One measure that changed for the worse: the finding, its evidence, and where it comes from."""

    row: Row
    finding: str
    evidence: str
    where: str


@dataclass(frozen=True)
class Better:
    """One that changed for the better, or where neither way is good, with a few words of how."""

    row: Row
    value: str
    note: str


@dataclass(frozen=True)
class OffTarget:
    """One off target: by how much, in how many of the last months, whether it can be met, and where."""

    row: Row
    value: str
    target: str
    short_by: str
    missed: str
    assurance: Assurance
    under_review: bool
    where: str


@dataclass(frozen=True)
class ExceptionsHome:
    """The page. `overdue` is None for a reader who may see no children."""

    card: Scorecard
    worse: tuple[ChangeRow, ...]
    better: tuple[Better, ...]
    changed: tuple[Better, ...]
    off: tuple[OffTarget, ...]
    overdue: OverduePage | None
    finding: str
    beside: str


def exceptions_home(reading: Reading, unit: Unit, month: Month, audience: Audience, scope: Scope) -> ExceptionsHome:
    """The home of a unit's leader; `scope` is whose children are counted as overdue."""
    key = ("exceptions home", unit.key, month, audience, scope)
    return reading.remembered(key, lambda: _made(reading, unit, month, audience, scope))


def _made(reading: Reading, unit: Unit, month: Month, audience: Audience, scope: Scope) -> ExceptionsHome:
    card = scorecard_of(reading, unit, month, audience)
    # Whoever's figures are hidden is not told where they come from.
    where = {row.id: "" if audience.hides else where_it_is(reading, row, unit, month) for row in card.exceptions}
    worse = sorted((row for row in card.rows if row.is_worse), key=lambda row: not row.is_off)
    off = [row for row in card.rows if row.is_off]
    overdue = overdue_by_clock(reading, scope, unit) if scope != Scope() else None
    return ExceptionsHome(
        card,
        tuple(ChangeRow(row, finding_of(row), evidence_of(row), where[row.id]) for row in worse),
        tuple(_moved(row) for row in card.rows if row.is_better),
        tuple(_moved(row) for row in card.rows if row.is_changed),
        tuple(_off(row, where[row.id]) for row in off),
        overdue,
        _finding(card, overdue),
        _both(worse, off),
    )


# Words


def _finding(card: Scorecard, overdue: OverduePage | None) -> str:
    """`Four measures got worse in June by more than chance would explain, five miss their target, and 161 ...`"""
    worse = sum(row.is_worse for row in card.rows)
    off = sum(row.is_off for row in card.rows)
    parts = [
        f"{number_word(worse)} measure{'' if worse == 1 else 's'} got worse in {card.month.start:%B} by more than "
        "chance would explain",
        f"{number_word(off)} {'misses its' if off == 1 else 'miss their'} target",
    ]
    if overdue is not None:
        dates = f"{overdue.total:,} statutory date{' is' if overdue.total == 1 else 's are'} overdue"
        parts.append(dates)
        return sentence_head(f"{parts[0]}, {parts[1]}, and {parts[2]}.")
    return sentence_head(" and ".join(parts) + ".")


def _both(worse: list[Row], off: list[Row]) -> str:
    """`First conferences in 15 working days and ... are on two of those lists.`"""
    names = [row.headline.title for row in worse if row in off]
    if not names:
        return ""
    joined = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{joined} {'is' if len(names) == 1 else 'are'} on two of those lists."


def finding_of(row: Row) -> str:
    """`First conferences in 15 working days fell to 55.1%`; 'at' where the month itself did not move that way."""
    judged = row.judged
    assert judged is not None and judged.figure.value is not None
    value = with_symbol(judged.measure.unit, judged.figure.value)
    chart, moved = judged.chart, judged.direction
    if chart is not None and chart.last.rule.endswith(("UCL", "LCL")) and moved is not None:
        if chart.up and moved.difference > 0:
            return f"{row.headline.title} rose to {value}"
        if not chart.up and moved.difference < 0:
            return f"{row.headline.title} fell to {value}"
    return f"{row.headline.title}: {value}"


def evidence_of(row: Row) -> str:
    """`38 of 69, the lowest of 36 months and below the lower limit of 65.1%. The target is 85% or more.`"""
    judged = row.judged
    assert judged is not None and judged.chart is not None
    said = ", ".join(filter(None, [judged.counts or row.counts, _rule(row, judged.chart)]))
    sentences = [sentence_head(f"{said}.")]
    if judged.target is not None and not judged.target.is_met:
        sentences.append(f"The target is {judged.target.target.words(judged.measure.unit)}.")
    if row.england is not None and row.england.value is not None:
        one = row.england
        value = with_symbol(judged.measure.unit, one.comparator.value or 0)
        sentences.append(f"England was {value} in {one.comparator.year.replace('/', '–')}.")
    return " ".join(sentences)


def _rule(row: Row, chart: MonthsChart) -> str:
    """Which rule fired, in words, with the limit where it is one."""
    assert row.judged is not None
    rule, up, limits = chart.last.rule, chart.up, chart.limits
    if rule.endswith(("UCL", "LCL")):
        limit = limits.upper if up else limits.lower
        assert limit is not None
        end = f"{'above the upper' if up else 'below the lower'} limit of {_said(row, limit)}"
        known = [point.value for point in chart.chart.points if point.value is not None]
        is_record = chart.last.value == (max(known) if up else min(known)) and known.count(chart.last.value) == 1
        return f"the {'highest' if up else 'lowest'} of {len(known)} months and {end}" if is_record else end
    since = month_words(chart.since)
    if "Trend" in rule:
        return f"{'rising' if up else 'falling'} over the last {chart.run} months"
    if rule.startswith("2 in 3"):
        return f"near the {'upper' if up else 'lower'} limit in two of three months"
    assert limits.mean is not None
    return (
        f"{'above' if up else 'below'} the average of {_said(row, limits.mean)} since {since} for {chart.run} "
        "months in a row"
    )


def _said(row: Row, value: float) -> str:
    assert row.judged is not None
    return with_symbol(row.judged.measure.unit, exact(value))


def _moved(row: Row) -> Better:
    judged = row.judged
    assert judged is not None and judged.figure.value is not None and judged.chart is not None
    unit = judged.measure.unit
    moved = judged.direction
    note = _rule(row, judged.chart)
    if moved is not None and moved.real:
        note = f"from {with_symbol(unit, moved.previous)} in {judged.figure.period.last.plus(-1).start:%B}"
    return Better(row, with_symbol(unit, judged.figure.value), note)


def _off(row: Row, where: str) -> OffTarget:
    judged = row.judged
    assert judged is not None and judged.target is not None and judged.figure.value is not None
    target = judged.target.target
    short = difference(judged.measure.unit, target.shortfall(judged.figure.value))
    told = [f.value for f in row.months if f.status is Status.OK and f.value is not None]
    missed = sum(not target.is_met(value) for value in told[-MONTHS:])
    chart = judged.chart
    return OffTarget(
        row,
        with_symbol(judged.measure.unit, judged.figure.value),
        target_of_row(row),
        short.replace("percentage points", "points").replace("percentage point", "point"),
        f"{missed} of {len(told[-MONTHS:])}",
        chart.assurance if chart is not None else Assurance.NONE,
        bool(chart is not None and chart.chart.limits_under_review),
        where,
    )
