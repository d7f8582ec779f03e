"""Everything the measure page shows: one measure of one unit, from the sentence down to its definition."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from sightline.benchmarks.beside import WORDS, beside
from sightline.engine.figure import Figure
from sightline.judgement.cases import case_of
from sightline.judgement.judged import Judgement
from sightline.judgement.judging import judge
from sightline.judgement.ratings import scheme_called
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.targets import TargetInForce
from sightline.judgement.words import month_words
from sightline.measures.catalogue import SECTIONS
from sightline.measures.model import Measure, Polarity
from sightline.measures.windows import Month, Period, Window
from sightline.pages.measure_asked import Asking, MeasureAsked, why_not_for
from sightline.pages.measure_beside import BesideShown, beside_shown
from sightline.pages.measure_chart import ChartShown, chart_shown
from sightline.pages.measure_months import MonthsShown, months_shown
from sightline.pages.measure_split import SplitShown, split_shown
from sightline.pages.measure_words import period_words, said, year_words
from sightline.pages.reading import Reading

PRODUCT = "web"
GOOD = {Polarity.HIGH: "High", Polarity.LOW: "Low", Polarity.NEUTRAL: "Neither; it is watched, not rated"}


@dataclass(frozen=True)
class Fact:
    """One window's figure of the strip: its title, the figure and, for the page's own, its judgement."""

    title: str
    figure: Figure | None
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Told:
    """A notice over the page: its kind (blue, warn, bad), the bold sentence and the plain one."""

    kind: str
    bold: str
    rest: str = ""


@dataclass(frozen=True)
class MeasurePage:
    """The page. `topic` is the measure's section; `refused`: why this unit has none at the reader's level."""

    asked: MeasureAsked
    topic: str
    unit_name: str
    finding: str = ""
    rest: str = ""
    judgement: Judgement | None = None
    facts: tuple[Fact, ...] = ()
    target: str = ""
    target_title: str = ""
    chart: ChartShown | None = None
    beside: BesideShown | None = None
    split: SplitShown | None = None
    months: MonthsShown | None = None
    definition: tuple[tuple[str, str], ...] = ()
    history: tuple[str, ...] = ()
    notices: tuple[Told, ...] = ()
    refused: str = ""

    @property
    def measure(self) -> Measure:
        return self.asked.measure

    @property
    def main(self) -> Figure | None:
        """The figure that the page opens with."""
        return self.judgement.figure if self.judgement else None


def measure_page(reading: Reading, asked: MeasureAsked) -> MeasurePage:
    """
    The page as this reader may have it, made once for each version and view.

    Errors: BadUsage for a split, window or period that the measure or the reader does not have.
    """
    asked.refuse_what_it_has_not()
    return reading.remembered(asked.key(), lambda: _with_split(reading, asked))


def _with_split(reading: Reading, asked: MeasureAsked) -> MeasurePage:
    """The page with its split; the rest of it is the same whatever it is split by, and is made once."""
    unsplit = replace(asked, by="", window=None)
    page = reading.remembered(("unsplit", *unsplit.key()), lambda: _made(Asking.of(reading, unsplit)))
    split = None if page.refused else split_shown(Asking.of(reading, asked))
    return replace(page, asked=asked, split=split)


def _made(asking: Asking) -> MeasurePage:
    asked, reading = asking.asked, asking.reading
    measure = asked.measure
    topic = topic_of(measure)
    whole = reading.organisation.whole
    name = asked.unit.name if asked.is_of_unit else whole.name
    refused = why_not_for(asked)
    if refused:
        return MeasurePage(asked, topic, name, definition=definition_of(measure), refused=refused)
    window = asked.main_window
    month = _last_told(asked, window)
    comparators = () if asked.where else beside(reading.workspace, measure.id, reading.settings, month.end,
                                                [WORDS[kind] for kind in reading.settings.comparators.area_types
                                                 if kind in WORDS])  # fmt: skip
    case = case_of(asking.ask, measure, window, month, reading.reach, reading.settings, where=asked.where,
                   comparators=comparators)  # fmt: skip
    scheme = reading.settings.judgement.schemes.get(PRODUCT) or (
        "scorecard_2017" if reading.settings.targets.get(measure.id) else "none"
    )
    judgement = judge(
        case, scheme=scheme_called(scheme), rules=reading.settings.judgement, annotations=asking.annotations
    )
    finding, rest = said(judgement)
    target = case.target
    return MeasurePage(
        asked=asked,
        topic=topic,
        unit_name=name,
        finding=finding,
        rest=rest,
        judgement=judgement,
        facts=_facts(asking, judgement, month),
        target=target.words(measure.unit) if target else "",
        target_title=f"Target, {year_words(month)}",
        chart=chart_shown(asking, judgement, case.months, target),
        beside=beside_shown(asking),
        months=months_shown(asking),
        definition=definition_of(measure),
        history=_history(asking, case.months),
        notices=_notices(asking, judgement, case.months),
    )


def _last_told(asked: MeasureAsked, window: Window) -> Month:
    """The last month of the main figure: a financial year is the one that has ended."""
    if window is not Window.FINANCIAL_YEAR:
        return asked.month
    march = asked.month.first_of_financial_year.plus(11)
    return march if march <= asked.month else march.plus(-12)


def topic_of(measure: Measure) -> str:
    """The section of the catalogue that a measure stands in."""
    return next(title for title, module in SECTIONS.items() if measure in module.MEASURES)


_FACT_WINDOWS = (Window.YEAR_TO_DATE, Window.ROLLING_12, Window.FINANCIAL_YEAR)


def _facts(asking: Asking, judgement: Judgement, month: Month) -> tuple[Fact, ...]:
    """The page's own figure, and up to two longer windows of it."""
    asked = asking.asked
    main = judgement.figure.period.window
    title = period_words(Period(main, month))
    if asked.measure.is_snapshot:
        title = f"{min(month.end, asking.reading.as_at):%-d %B %Y}"
    facts = [Fact(title, judgement.figure, judgement)]
    for window in _FACT_WINDOWS:
        if window is main or window not in asked.measure.windows or asked.measure.cumulative:
            continue
        last = _last_told(asked, window)
        figure = asking.figure(window, last)
        if figure is not None and len(facts) < 3:
            average = ", average of month ends" if asked.measure.is_snapshot else ""
            title = window.title if window is not Window.FINANCIAL_YEAR else year_words(last)
            facts.append(Fact(f"{title}{average}", figure))
    return tuple(facts)


def _notices(asking: Asking, judgement: Judgement, months: tuple[Figure, ...]) -> tuple[Told, ...]:
    asked, found = asking.asked, []
    if not asked.is_of_unit:
        whole = asking.reading.organisation.whole.name
        found.append(
            Told("", f"This is known for the whole of {whole} only.", f"It is not counted by {asked.unit.name}.")
        )
    if judgement.quality.not_yet_complete:
        found.append(Told("warn", "This period is not yet complete.", " ".join(judgement.quality.notes)))
    elif judgement.quality.unreliable:
        found.append(Told("warn", "Low reliability [u].", " ".join(judgement.quality.notes)))
    if (gap := _gap(months)) is not None:
        found.append(Told("warn", f"No figures for {gap}.", "The line is broken there; nothing has been filled in."))
    hidden = any(figure.status.value == "suppressed" for figure in months)
    if hidden and asked.audience.hides:
        found.append(
            Told("", "Some months are hidden as [c].", "They, or what would give them away, are of few children.")
        )
    return tuple(found)


def _gap(months: tuple[Figure, ...]) -> str | None:
    """The months without a figure between two that have one, as they are said; None where there are none."""
    known = [k for k, figure in enumerate(months) if figure.value is not None]
    if len(known) < 2:
        return None
    missing = [f for f in months[known[0] : known[-1]] if f.value is None and f.status.value != "suppressed"]
    if not missing:
        return None
    first, last = missing[0].period.last, missing[-1].period.last
    return month_words(first) if first == last else f"{month_words(first)} to {month_words(last)}"


def definition_of(measure: Measure) -> tuple[tuple[str, str], ...]:
    """What it counts, in the terms of its declaration; nothing is left empty."""
    rows = [
        ("Counted", measure.definition),
        ("Each is", measure.subject.grain[0].upper() + measure.subject.grain[1:] if measure.subject.grain else ""),
        ("Good is", GOOD[measure.polarity]),
        ("Why it matters", measure.why_it_matters),
        ("Also known as", ", ".join(measure.also_known_as)),
        ("Source", measure.source),
        ("How sure", how_sure(measure)),
        ("Note", measure.note),
    ]
    return tuple((title, text) for title, text in rows if text)


def how_sure(measure: Measure) -> str:
    """What the figure's range and its source let one say."""
    if measure.is_observed:
        return "Counted by another system: only the figure is known, not the records behind it."
    parts = ["Counted from the case system's own records."]
    if measure.settles_after_days:
        parts.append(f"What the records lead to is known after {measure.settles_after_days} days; till then it is "
                     "not judged.")  # fmt: skip
    if measure.subject.about_children:
        parts.append("The range shows how far a figure can move without anything having changed.")
    if measure.is_snapshot:
        parts.append("A month's end resembles the one before, so that signals are read with care.")
    return " ".join(parts)


def _history(asking: Asking, months: tuple[Figure, ...]) -> tuple[str, ...]:
    """What changed under the series: what was written on it, and the residents that rates are divided by."""
    events: list[tuple[date, str]] = []
    for one in asking.annotations:
        what = " (limits start afresh)" if one.rebase else " (left out of the limits)" if one.leave_out else ""
        by = f", by {one.author}" if one.author else ""
        approved = f", approved by {one.approver}" if one.approver else ""
        on = f", {one.decided:%-d %B %Y}" if one.decided else ""
        events.append((one.on, f"{one.on:%B %Y}: {one.text}{what}{by}{approved}{on}"))
    for target in asking.reading.settings.targets.get(asking.asked.measure.id, ()):
        if target.from_date:
            words = TargetInForce(target).words(asking.asked.measure.unit)
            events.append((target.from_date, f"{target.from_date:%B %Y}: target of {words}"))
    if asking.asked.measure.is_rate:
        for before, now in pairwise(months):
            if now.denominator is not None and now.denominator != before.denominator:
                month = now.period.last
                events.append((month.start, f"{month_words(month)}: rates on {int(now.denominator):,} residents"))
    return tuple(text for _on, text in sorted(events))


def is_small(figure: Figure | None, audience: Audience) -> bool:
    """Whether a count of 1 to 5 carries the asterisk that internal papers have."""
    if audience is not Audience.INTERNAL or figure is None or figure.numerator is None:
        return False
    return figure.measure.subject.about_children and 1 <= figure.numerator <= 5
