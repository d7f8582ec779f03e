"""How an explained figure is laid out in the terminal: the answer first, then what it rests on."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from rich.text import Text

from sightline.cli.control_chart import Drawing, drawn, legend, of_chart, of_line
from sightline.engine.figure import Figure, Status
from sightline.judgement.comparison import Comparison
from sightline.judgement.judged import Base, Judgement, YearEnd
from sightline.judgement.judging import RATED_KINDS
from sightline.judgement.marks import (
    Sign,
    Tone,
    arrow,
    assurance_sign,
    benchmark_dot,
    rating_sign,
    variation_sign,
)
from sightline.judgement.ratings import NONE, SCORECARD_2017, SCRUTINY_2023, Rating
from sightline.judgement.sentences import sentence
from sightline.judgement.targets import TargetInForce
from sightline.judgement.words import month_words, printed_number, when_of, with_symbol
from sightline.measures.model import Measure, Polarity
from sightline.measures.windows import Window
from sightline.settings import Annotation

WIDEST = 120
LABEL = 14
POLARITY = {Polarity.HIGH: "high is good", Polarity.LOW: "low is good", Polarity.NEUTRAL: "watched, not rated"}
# Blue and orange rather than green and red; every mark has a letter or a shape besides.
STYLES = {
    Tone.QUIET: "",
    Tone.GOOD: "bold dodger_blue2",
    Tone.NEAR: "bold yellow3",
    Tone.OFF: "bold dark_orange3",
    Tone.NOTABLE: "bold medium_purple",
}


@dataclass(frozen=True)
class Explained:
    """
    A judgement with what is shown around it.

    `months`: the independent months; `line`: figures that overlap, drawn without limits; `target`: the one in force,
    also where the figure is not judged by it.
    """

    judgement: Judgement
    months: tuple[Figure, ...]
    line: tuple[Figure, ...]
    target: TargetInForce | None
    annotations: tuple[Annotation, ...]
    as_at: date
    loaded_at: datetime
    version: str
    authority: str

    @property
    def history(self) -> tuple[str, ...]:
        """What changed under the series: recorded events, and the population that a rate is divided by."""
        events = [(a.on, f"{month_words_of(a.on)}: {a.text}{_decided(a)}") for a in self.annotations]
        if self.judgement.measure.is_rate:
            events += _bases(self.months)
        return tuple(text for _on, text in sorted(events))


def month_words_of(day: date) -> str:
    return f"{day:%B %Y}"


def _decided(a: Annotation) -> str:
    what = " (limits start afresh)" if a.rebase else " (left out of the limits)" if a.leave_out else ""
    by = f", by {a.author}" if a.author else ""
    approved = f", approved by {a.approver}" if a.approver else ""
    on = f", {a.decided:%-d %B %Y}" if a.decided else ""
    return f"{what}{by}{approved}{on}"


def _bases(months: tuple[Figure, ...]) -> list[tuple[date, str]]:
    """The residents in force, from the first month that shows them, where they changed under the series."""
    changes: list[Figure] = []
    for figure in months:
        if figure.denominator is not None and (not changes or changes[-1].denominator != figure.denominator):
            changes.append(figure)
    if len(changes) < 2:
        return []
    return [
        (f.period.last.start, f"{month_words(f.period.last)}: rates on {_count(f.denominator)} residents")
        for f in changes
    ]


def lines_of(explained: Explained, width: int) -> Iterator[Text]:
    """The page, a line or a drawing at a time, no wider than `width`."""
    width = min(width, WIDEST)
    j = explained.judgement
    yield from _heading(explained, width)
    yield Text()
    yield from _wrapped(sentence(j), width, style="bold")
    yield Text()
    yield from _drawing(explained, width)
    yield from _facts(explained, width)
    yield Text()
    yield from _beside(j, width)
    yield from _about(explained, width)


def _heading(explained: Explained, width: int) -> Iterator[Text]:
    j = explained.judgement
    measure = j.measure
    title = ", ".join([measure.title, *j.members])
    side = POLARITY[j.polarity]
    if len(title) + len(side) + 2 <= width:
        yield Text(title, "bold").append(f"{side:>{width - len(title)}}", "dim")
    else:
        yield from _wrapped(title, width, style="bold")
        yield Text(side, "dim")
    under = f"{measure.id} · {explained.authority} · {_period(j)}"
    yield from _wrapped(under, width, style="dim")
    yield Text("─" * width, "dim")


def _period(j: Judgement) -> str:
    words = when_of(j.figure, j.quality.as_at)
    return words.removeprefix("in ").removeprefix("at ")


def _wrapped(text: str, width: int, style: str = "", indent: int = 0) -> Iterator[Text]:
    for line in textwrap.wrap(text, width - indent) or [""]:
        yield Text(" " * indent + line, style)


# The chart


def _drawing(explained: Explained, width: int) -> Iterator[Text]:
    j = explained.judgement
    made = _what_is_drawn(explained)
    if made is None:
        if j.why_no_chart:
            yield from _wrapped(j.why_no_chart, width, style="dim")
            yield Text()
        return
    drawing, title, notes = made
    yield from _wrapped(title, width, style="dim")
    yield drawn(drawing, j.measure.unit, width)
    for line in legend(drawing, j.measure.unit, width).splitlines():
        yield Text(line, "dim")
    if notes:
        yield from _wrapped(notes, width, style="dim")
    yield Text()


def _what_is_drawn(explained: Explained) -> tuple[Drawing, str, str] | None:
    j = explained.judgement
    wanted = explained.target.target if explained.target is not None else None
    target = float(wanted.value) if wanted is not None and wanted.to is None else None
    if j.chart is not None:
        months = f"{month_words(j.chart.months[0])} to {month_words(j.chart.months[-1])}"
        notes = ". ".join(note[0].upper() + note[1:] for note in j.chart.notes)
        return of_chart(j.chart, j.measure.unit, target), f"By month, {months}", f"{notes}." if notes else ""
    known = [f for f in explained.line if f.status is Status.OK and f.value is not None]
    if len(known) < 2:
        return None
    values = [float(f.value) if f.value is not None else None for f in explained.line]
    window = explained.line[0].period.window
    is_years = window is Window.FINANCIAL_YEAR
    labels = [f.period.label if is_years else f.period.last.label for f in explained.line]
    title = "By financial year" if is_years else f"{window.title}, each ending with its month"
    return of_line(labels, values, target), title, j.why_no_chart


# What is judged


def _facts(explained: Explained, width: int) -> Iterator[Text]:
    j = explained.judgement
    yield from _fact("Figure", _figure_words(j), width)
    if j.interval is not None and j.has_value:
        held = j.interval
        ends = f"{_value(j.measure, held.low)} to {_value(j.measure, held.high)}"
        yield from _fact("Range", f"{ends} at 95%, {_method(held.method)}", width)
    if j.chart is not None and j.is_on_chart:
        fired = f"rule: {j.chart.last.rule}" if j.chart.last.is_special else ""
        yield from _signed("Variation", variation_sign(j.chart.variation), width, more=fired)
        if explained.target is not None:
            sign = assurance_sign(j.chart.assurance, under_review=j.chart.chart.limits_under_review)
            yield from _signed("Assurance", sign, width)
    if explained.target is not None:
        yield from _fact("Target", _target_words(j, explained.target), width)
    yield from _rating(j, width)
    if j.direction is not None:
        earlier = f"from {with_symbol(j.measure.unit, j.direction.previous)} {j.direction.since}"
        yield from _signed("Direction", arrow(j.direction), width, more=earlier)
    if j.change is not None:
        yield from _fact("On last year", j.change.words, width)
    if j.trend is not None:
        yield from _fact("Five years", j.trend.trend.replace("_", " "), width)
    if j.projection is not None:
        yield from _fact("Year end", _year_end(j.measure, j.projection), width)
    elif j.why_no_projection:
        yield from _fact("Year end", j.why_no_projection, width, style="dim")
    for note in j.quality.notes:
        yield from _fact("Data", note, width)


def _rating(j: Judgement, width: int) -> Iterator[Text]:
    if j.rating.scheme == NONE.name:
        return
    if j.rating.rating is Rating.NOT_RATED:
        yield from _fact("Rating", f"{j.rating.why.rstrip('.')} ({j.rating.scheme}).", width)
        return
    yield from _signed("Rating", rating_sign(j.rating), width, more=f"{j.rating.why}{_how_sure(j)}")


def _how_sure(j: Judgement) -> str:
    """What the colour does not say: that the cases are too few for it to mean much."""
    if j.rating.scheme == SCORECARD_2017.name and j.target is not None and j.target.too_few:
        return " Too few cases to judge."
    words = {one.word for one in j.comparisons if one.comparator.kind in RATED_KINDS}
    by_others = j.rating.scheme == SCRUTINY_2023.name and j.rating.rating is not Rating.GREEN
    return " The difference may be chance." if by_others and words == {Comparison.SIMILAR} else ""


def _fact(label: str, words: str, width: int, style: str = "") -> Iterator[Text]:
    lines = textwrap.wrap(words, width - LABEL) or [""]
    for number, line in enumerate(lines):
        yield Text(f"{label if not number else '':<{LABEL}}", "dim").append(line, style or None)


def _signed(label: str, sign: Sign, width: int, more: str = "") -> Iterator[Text]:
    """A mark with its words; its symbol is in its colour."""
    words = f"{sign.symbol} {sign.words}{f'. {more}' if more and more.endswith('.') else f', {more}' if more else ''}"
    lines = textwrap.wrap(words, width - LABEL)
    for number, line in enumerate(lines):
        text = Text(f"{label if not number else '':<{LABEL}}", "dim")
        if number:
            yield text.append(line)
        else:
            shown = len(sign.symbol)
            yield text.append(line[:shown], STYLES[sign.tone] or None).append(line[shown:])


def _figure_words(j: Judgement) -> str:
    if not j.has_value:
        return j.shown
    parts = [j.said]
    if j.figure.denominator is not None and not j.counts and j.figure.numerator is not None:
        parts.append(f"{_count(j.figure.numerator)} over {_count(j.figure.denominator)}")
    if j.base is Base.TOO_SMALL:
        parts.append("too few for a percentage")
    elif j.base is Base.SMALL:
        parts.append("few cases: read it with its range")
    return "; ".join([*parts, *j.quality.symbols])


def _count(value) -> str:
    return printed_number(value, 0 if value == int(value) else 1)


def _value(measure: Measure, value: float) -> str:
    return f"{printed_number(value, measure.unit.decimals)}{measure.unit.symbol}"


def _method(method: str) -> str:
    names = {"Wilson": "by Wilson's score", "Exact": "exact for a small count", "Byars": "by Byar's method"}
    return names.get(method, method)


def _target_words(j: Judgement, target: TargetInForce) -> str:
    held = target.target
    parts = [target.words(j.measure.unit)]
    if held.tolerance:
        parts.append(f"within {held.tolerance:g}")
    if held.from_date:
        parts.append(f"since {held.from_date:%-d %B %Y}")
    parts += [text for text in (held.set_by, held.source, held.note) if text]
    return "; ".join(parts)


def _year_end(measure: Measure, held: YearEnd) -> str:
    ends = ""
    if held.low is not None and held.high is not None:
        ends = f" ({_value(measure, held.low)} to {_value(measure, held.high)})"
    parts = [f"[f] {_value(measure, held.value)}{ends} in {held.year}, by {held.method}"]
    if held.straight_line is not None:
        parts.append(f"straight line {_value(measure, held.straight_line)}")
    if held.outlook is not None and held.chance is not None:
        chance = f"{printed_number(held.chance * 100)}% chance of the target"
        parts.append(f"target {held.outlook}" if held.outlook.startswith("cannot") else f"{held.outlook}: {chance}")
    if held.required is not None and measure.unit.is_percent and held.required <= 1:
        side = "at most" if measure.polarity is Polarity.LOW else "at least"
        parts.append(f"needs {side} {printed_number(held.required * 100, 1)}% of the cases to come")
    if held.tried:
        parts.append(held.tried.rstrip("."))
    return "; ".join(parts)


# Beside others


def _beside(j: Judgement, width: int) -> Iterator[Text]:
    if not j.comparisons:
        yield from _fact("Compared with", "nobody: no published figure of this measure for this year or before", width)
        yield Text()
        return
    yield Text("Compared with", "dim")
    name = max(len(f"{one.comparator.name} {one.comparator.year}") for one in j.comparisons)
    shown = [_of(j.measure, one.comparator.value) for one in j.comparisons]
    for one, value in zip(j.comparisons, shown, strict=True):
        sign = benchmark_dot(one.word, at_998=one.found.strong, than=one.comparator.name)
        label = f"{one.comparator.name} {one.comparator.year}"
        text = Text(f"  {label:<{name}}  {value:>{max(map(len, shown))}}  ")
        text.append(sign.symbol, STYLES[sign.tone] or None).append(f" {sign.words}")
        yield text
        under = "; ".join(part for part in (one.why.rstrip("."), one.comparator.method, one.comparator.source) if part)
        yield from _wrapped(under, width, style="dim", indent=4)
    yield Text()


def _of(measure: Measure, value) -> str:
    return "–" if value is None else with_symbol(measure.unit, value)


# What it is


def _about(explained: Explained, width: int) -> Iterator[Text]:
    measure = explained.judgement.measure
    yield from _fact("Definition", " ".join(t for t in (measure.definition, measure.note) if t), width)
    if measure.why_it_matters:
        yield from _fact("Matters", measure.why_it_matters, width)
    yield from _fact("Source", "; ".join([measure.source, *measure.also_known_as]), width)
    for number, text in enumerate(explained.history or ("nothing recorded that changes the series",)):
        yield from _fact("History" if not number else "", text, width)
    told = explained.judgement.figure.standing
    if told is not None:
        words = f"{told.source}, extracted {told.extracted_on:%-d %B %Y}, {told.status}, revision {told.revision}"
        yield from _fact("Told by", words, width)
    loaded = f"{explained.loaded_at:%-d %B %Y %H:%M}"
    as_at = f"as at {explained.as_at:%-d %B %Y}, loaded {loaded}, version {explained.version}"
    yield from _fact("Freshness", as_at, width)
