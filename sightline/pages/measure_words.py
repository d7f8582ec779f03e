"""What the measure page says: findings in ten words or fewer, and a chart's sentence for those who can't see it."""

from collections.abc import Sequence

from sightline.charts.control import rule_words
from sightline.engine.figure import Figure, Status
from sightline.judgement.judged import Judgement, MonthsChart
from sightline.judgement.sentences import sentence
from sightline.judgement.words import month_words, printed_number, with_symbol
from sightline.measures.arithmetic import exact
from sightline.measures.model import Measure, Unit
from sightline.measures.windows import Month, Period, Window

_SPECIAL = {
    "UCL": "Above the usual range",
    "LCL": "Below the usual range",
    "2 in 3 Above CL": "Near the upper limit in two of three months",
    "2 in 3 Below CL": "Near the lower limit in two of three months",
}


def said(judgement: Judgement) -> tuple[str, str]:
    """The judgement's sentence in two: the finding, which is printed bold, and what limits or surrounds it."""
    first, *rest = sentence(judgement).rstrip(".").split("; ")
    return f"{first}.", " ".join(f"{clause[0].upper()}{clause[1:]}." for clause in rest if clause)


def chart_finding(judgement: Judgement) -> str:
    """`Within the usual range since April 2016`, `Rising for 8 months`."""
    chart = judgement.chart
    if chart is None or chart.limits.lower is None:
        return "Too few months to say what is usual"
    since = f"since {month_words(chart.since)}"
    if not judgement.is_on_chart:
        return f"Month by month {since}"
    if chart.up is None:
        return f"The same in every month {since}" if chart.chart.does_not_vary else f"Within the usual range {since}"
    rule = chart.last.rule
    for end, words in _SPECIAL.items():
        if rule.endswith(end):
            return words if "months" in words else f"{words} {since}"
    if "Trend" in rule:
        return f"{'Rising' if chart.up else 'Falling'} for {chart.run} months"
    return f"{'Above' if chart.up else 'Below'} the average for {chart.run} months in a row"


def chart_description(chart: MonthsChart, unit: Unit, target: str) -> str:
    """The control chart in a few sentences."""

    def value(number: float) -> str:
        return with_symbol(unit, exact(number))

    parts = [f"Control chart of {len(chart.months)} months, {month_words(chart.months[0])} to "
             f"{month_words(chart.months[-1])}."]  # fmt: skip
    now = chart.limits
    if now.lower is not None and now.upper is not None and now.mean is not None:
        low = max(now.lower, 0.0)
        high = min(now.upper, 100.0) if unit.is_percent else now.upper
        parts.append(
            f"Since {month_words(chart.since)} the mean is {value(now.mean)} and the limits {value(low)} and "
            f"{value(high)}; {_special(chart, now.start)}."
        )
    for segment in chart.chart.segments[:-1]:
        if segment.mean is not None:
            parts.append(f"Before {month_words(chart.months[segment.end])} the mean was {value(segment.mean)}.")
    if gaps := sum(point.value is None for point in chart.chart.points):
        parts.append(f"{printed_number(gaps)} {'month has' if gaps == 1 else 'months have'} no figure.")
    return " ".join([*parts, f"Target {target}." if target else ""]).strip()


def _special(chart: MonthsChart, start: int) -> str:
    special = [p for p in chart.chart.points[start:] if p.is_special]
    if not special:
        return "no month is a special cause"
    named = [f"{month_words(chart.months[p.index])} ({rule_words(p.rule)})" for p in special[-4:]]
    more = f", the last of them {', '.join(named)}" if len(special) > len(named) else f": {', '.join(named)}"
    return f"{len(special)} {'month is a special cause' if len(special) == 1 else 'months are special causes'}{more}"


def unit_words(measure: Measure) -> str:
    """What the figure is in, for the line under a chart's title."""
    names = {"percent": "%", "per_10000": "per 10,000 residents aged 0 to 17", "count": "number", "mean": "average",
             "fte": "full-time equivalents", "working_days": "working days"}  # fmt: skip
    return names.get(measure.unit.name, measure.unit.name.replace("_", " "))


def period_words(period: Period) -> str:
    """`June 2017`, `April to June 2017`, `12 months to June 2017`, `2016–17`; short, for headings."""
    first, last = period.months[0], period.last
    match period.window:
        case Window.FINANCIAL_YEAR:
            return year_words(last)
        case Window.ROLLING_12:
            return f"12 months to {month_words(last)}"
        case Window.YEAR_TO_DATE | Window.QUARTER if first != last:
            start = f"{first.start:%B}" if first.year == last.year else month_words(first)
            return f"{start} to {month_words(last)}"
        case _:
            return month_words(last)


def year_words(month: Month) -> str:
    """The financial year that holds a month: `2017–18`."""
    first = month.first_of_financial_year.year
    return f"{first}–{(first + 1) % 100:02d}"


def differing_words(names: Sequence[tuple[str, bool]], of: int, whole: str) -> str:
    """`South is higher than Tamarshire; the others are alike`: names with whether each is higher."""
    if not names:
        return f"None of the {of} differs from {whole}"
    higher, lower = ([name for name, up in names if up is way] for way in (True, False))
    parts = [f"{_list(group)} {'is' if len(group) == 1 else 'are'} {word} than {whole}"
             for group, word in ((higher, "higher"), (lower, "lower")) if group]  # fmt: skip
    others = of - len(names)
    rest = {0: "", 1: "; the other is alike"}.get(others, "; the others are alike")
    if len(higher) > 3 or len(lower) > 3:
        return f"{len(higher)} higher and {len(lower)} lower than {whole}, of {of}"
    return f"{' and '.join(parts)}{rest}" if len(parts) == 1 else f"{parts[0]}; {parts[1]}"


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def parts_words(measure: Measure) -> tuple[str, str]:
    """What the two counts of a divided figure are called in its tables: the numerator, then the denominator."""
    if measure.is_rate:
        return "Number", "Residents aged 0 to 17"
    return ("Of whom counted", "Out of") if measure.unit.is_percent else ("Sum", "Over")


NO_NUMBER = {Status.SUPPRESSED: "[c]", Status.NOT_SUPPLIED: "[x]", Status.NO_DENOMINATOR: "[z]"}


def symbol_of(figure: Figure | None) -> str:
    """What stands where a figure has no number; empty where it has one."""
    if figure is None:
        return "[x]"
    return "" if figure.status is Status.OK and figure.value is not None else NO_NUMBER.get(figure.status, "[x]")
