"""
One sentence of plain English for a figure, said from its judgement alone.

Nothing is claimed that the judgement does not hold: a range is 'usual' where a chart has limits, 'increase' and
'decrease' stand only where a test says that the movement is more than chance, percentages differ by percentage points,
and every comparator comes with its own year.
"""

from sightline.engine.query import Status
from sightline.judgement.comparison import Comparison
from sightline.judgement.direction import Direction, Movement
from sightline.judgement.judged import Base, Compared, Judgement, MonthsChart
from sightline.judgement.trends import INCREASING, NO_CHANGE
from sightline.judgement.words import difference, month_words, when_of, with_symbol
from sightline.measures.model import Polarity

# Titles that are one thing; others are many.
_SINGULAR = (
    "Share ",
    "Average ",
    "Rate ",
    "Percentage ",
    "Number ",
    "Proportion ",
    "Time ",
    "Take-up",
    "Attendance",
    "Turnover ",
    "Register ",
    "Help ",
)
# Titles that are no subject of a sentence.
_NO_SUBJECT = ("Allocated ", "Not ", "Finance ", "Disabled children's finance")


def sentence(judgement: Judgement) -> str:
    """`Referrals were 436 in June 2017, within the range usual since April 2016; England was ...`."""
    j = judgement
    if not j.has_value:
        return f"{_subject(j)}: {_missing(j)} {_when(j)}."
    clauses = [_opening(j)]
    if not j.is_judged:
        return _joined([*clauses, *_why_not_judged(j)])
    clauses[0] += _usual(j)
    clauses += [_movement(j), _over_years(j), *(_beside(j, one) for one in j.comparisons), _target(j), *_quality(j)]
    return _joined([clause for clause in clauses if clause])


def _joined(clauses: list[str]) -> str:
    return "; ".join(clauses) + "."


def _subject(j: Judgement) -> str:
    members = ", ".join(j.members)
    return f"{j.measure.title} ({members})" if members else j.measure.title


def _opening(j: Judgement) -> str:
    if j.measure.title.startswith(_NO_SUBJECT):
        verb = ":"
    elif j.measure.title.startswith(_SINGULAR):
        verb = " was"
    else:
        verb = " were"
    return f"{_subject(j)}{verb} {j.said} {_when(j)}"


def _when(j: Judgement) -> str:
    return when_of(j.figure, j.quality.as_at)


def _missing(j: Judgement) -> str:
    match j.figure.status:
        case Status.SUPPRESSED:
            return "suppressed to protect children, [c],"
        case Status.NOT_SUPPLIED:
            return "not supplied"
        case _:
            return "nothing to divide by"


def _why_not_judged(j: Judgement) -> list[str]:
    found = []
    if j.base is Base.TOO_SMALL:
        kind = "a percentage" if j.measure.unit.is_percent else "it"
        found.append(f"too few cases to judge {kind}")
    return found + _quality(j)


# What the chart says


def _usual(j: Judgement) -> str:
    """`, within the range usual since April 2016`, or which rule fired and whether that is good."""
    chart = j.chart
    if chart is None or not j.is_on_chart or chart.limits.lower is None:
        return ""
    since = month_words(chart.since)
    if chart.chart.does_not_vary and chart.up is None:
        return f", the same in every month since {since}"
    trial = f" (limits on trial, from {chart.months_in_limits} months)" if chart.trial else ""
    if chart.up is None:
        return f", within the range usual since {since}{trial}"
    return f", {_rule(chart, since)}{trial}{_good_or_not(j.polarity, chart.up)}"


def _rule(chart: MonthsChart, since: str) -> str:
    up = chart.up
    rule = chart.last.rule
    if rule.endswith(("UCL", "LCL")):
        return f"{'above' if up else 'below'} the range usual since {since}"
    if "Trend" in rule:
        return f"{'rising' if up else 'falling'} over the last {chart.run} months"
    if rule.startswith("2 in 3"):
        end = "upper" if up else "lower"
        return f"near the {end} end of the range usual since {since} in two of three months"
    return f"{'above' if up else 'below'} its average since {since} for {chart.run} months in a row"


def _good_or_not(polarity: Polarity, up: bool) -> str:
    if polarity is Polarity.NEUTRAL:
        return ""
    return ", an improvement" if up == (polarity is Polarity.HIGH) else ", a concern"


def _movement(j: Judgement) -> str:
    """The change from an earlier period: claimed where it is real, called unclear where no chart says more."""
    moved: Direction | None = j.direction
    if moved is None:
        return ""
    earlier = f"{with_symbol(j.measure.unit, moved.previous)} {moved.since}"
    if moved.movement is Movement.NO_CHANGE:
        return "" if j.is_on_chart else f"the same as {moved.since}"
    if moved.real:
        word = "an increase" if moved.movement is Movement.INCREASING else "a decrease"
        return f"{word} of {difference(j.measure.unit, moved.difference)} from {earlier}"
    return "" if j.is_on_chart else f"no clear change from {earlier}"


def _over_years(j: Judgement) -> str:
    if j.trend is None or j.trend.trend == NO_CHANGE:
        return ""
    return f"{'rising' if j.trend.trend == INCREASING else 'falling'} over the last five years"


# Beside others


def _beside(j: Judgement, compared: Compared) -> str:
    """`England was 22.3% in 2015/16, which is similar`; `better than England, 22.3% in 2015/16`."""
    one = compared.comparator
    name = one.name if one.method == "published" else f"{one.name} ({one.method})"
    if one.value is None:
        return f"{name} {one.year} is not available"
    value = with_symbol(j.measure.unit, one.value)
    verb = "were" if one.name.endswith("s") else "was"
    match compared.word:
        case Comparison.SIMILAR:
            return f"{name} {verb} {value} in {one.year}, which is similar"
        case Comparison.NOT_COMPARED:
            return f"{name} {verb} {value} in {one.year}"
        case word:
            return f"{word.value} than {name}, {value} in {one.year}"


def _target(j: Judgement) -> str:
    if j.target is None or j.figure.value is None:
        return ""
    words = j.target.target.words(j.measure.unit)
    if j.target.too_few:
        return f"too few cases to judge it against the target of {words}"
    if j.target.is_met:
        return f"on the target of {words}"
    short = j.target.target.shortfall(j.figure.value)
    by = difference(j.measure.unit, short)
    return f"off the target of {words} by {by}" if float(by.split()[0].rstrip("%").replace(",", "")) else (
        f"just off the target of {words}")  # fmt: skip


def _quality(j: Judgement) -> list[str]:
    """What a reader must know of the data, as clauses."""
    return [note[0].lower() + note[1:].rstrip(".") for note in j.quality.notes]
