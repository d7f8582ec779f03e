"""Judges the figures of a report: every indicator with its months, target and comparators, all by one scheme."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sightline.benchmarks.averages import Average
from sightline.benchmarks.beside import beside
from sightline.engine.query import figures as asked_of_engine
from sightline.judgement.cases import Reach, case_of
from sightline.judgement.comparators import Comparator
from sightline.judgement.judged import Judgement
from sightline.judgement.judging import judge_all
from sightline.judgement.marks import rating_sign
from sightline.judgement.ratings import SCORECARD_2017, SCRUTINY_2023, Rated, Rating, Scheme
from sightline.measures.catalogue import measure_called
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Window
from sightline.reports.cells import number
from sightline.reports.declare import Indicator
from sightline.reports.figures import Figures
from sightline.reports.model import Cell, Format
from sightline.settings import Settings

# What stands where nothing can be said.
NOTHING = "–"
# What the colours of each scheme say in a word or two.
COLOURS = (Rating.GREEN, Rating.AMBER, Rating.RED)
RATED = {
    SCRUTINY_2023.name: ("At or better", "Within 10 points", "10+ points worse"),
    SCORECARD_2017.name: ("On target", "Over 5% off", "Over 10% off"),
}


@dataclass(frozen=True)
class Judged:
    """
    One indicator with its judgement, the comparators that stood beside it, by the word each was asked with, and the
    scheme and settings it was judged by.
    """

    indicator: Indicator
    window: Window
    judgement: Judgement
    comparators: dict[str, Comparator]
    scheme: Scheme
    settings: Settings

    @property
    def measure(self) -> Measure:
        return measure_called(self.indicator.measure)

    @property
    def title(self) -> str:
        return self.indicator.title or self.measure.title


def judged(
    figures: Figures,
    asked: Sequence[tuple[Indicator, Window]],
    last: Month,
    *,
    against: Sequence[str],
    average: Average | None = None,
) -> list[Judged]:
    """The indicators' judgements for the periods that end with `last`, in their order, by the report's own scheme."""
    key = (tuple(asked), last, tuple(against), average)
    if key not in figures.judged:
        figures.judged[key] = _judged(figures, asked, last, against, average)
    return figures.judged[key]


def _judged(
    figures: Figures,
    asked: Sequence[tuple[Indicator, Window]],
    last: Month,
    against: Sequence[str],
    average: Average | None,
) -> list[Judged]:
    settings, reach = figures.settings, Reach(figures.first, figures.measured.as_at)
    cases, others = [], []
    for indicator, window in asked:
        measure = measure_called(indicator.measure)
        found = beside(figures.workspace, measure.id, settings, last.end, against, average=average)
        others.append(_by_word(found, against))
        cases.append(
            case_of(
                lambda m, s: asked_of_engine(figures.measured, m, s), measure, window, last, reach, settings,
                comparators=found, with_months=window is not Window.FINANCIAL_YEAR, with_years=False,
            )
        )  # fmt: skip
    judgements = judge_all(cases, scheme=figures.scheme, rules=settings.judgement, annotations=settings.annotations)
    return [
        Judged(indicator, window, judgement, found, figures.scheme, settings)
        for (indicator, window), judgement, found in zip(asked, judgements, others, strict=True)
    ]


def _by_word(found: Sequence[Comparator], against: Sequence[str]) -> dict[str, Comparator]:
    return {word: one for word in against for one in found if one.kind == word}


def usual_years(rows: Iterable[Judged], against: Sequence[str]) -> dict[str, str]:
    """For each comparator the year that most of its figures are of; the others carry their own."""
    held = list(rows)
    found = {}
    for word in against:
        years = Counter(one.comparators[word].year for one in held if word in one.comparators)
        found[word] = years.most_common(1)[0][0] if years else ""
    return found


def rated_cell(rated: Rated) -> Cell:
    """A rating in words, with its mark; a dash where there is none."""
    if rated.rating is Rating.NOT_RATED:
        return Cell(words=NOTHING)
    words = dict(zip(COLOURS, RATED[rated.scheme], strict=True))
    return Cell(words=words[rated.rating], mark=rating_sign(rated))


def comparator_cell(one: Comparator | None, format_: Format, usual: str) -> Cell:
    """A comparator's value, with its year where that is not the one in the heading; a dash where there is none."""
    if one is None or one.value is None:
        return Cell(words=NOTHING)
    cell = number(one.value, format_)
    return replace(cell, after="" if one.year == usual else f" ({one.year})", is_published=True)
