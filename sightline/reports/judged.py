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
from sightline.judgement.ratings import Scheme
from sightline.measures.catalogue import measure_called
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Window
from sightline.reports.cells import number
from sightline.reports.declare import Indicator
from sightline.reports.figures import Figures
from sightline.reports.model import Cell, Format
from sightline.settings import Judging

# What stands where nothing can be said.
NOTHING = "–"


@dataclass(frozen=True)
class Judged:
    """
    One indicator with its judgement, the comparators that stood beside it, by the word each was asked with, and the
    rules it was judged by.
    """

    indicator: Indicator
    window: Window
    judgement: Judgement
    comparators: dict[str, Comparator]
    rules: Judging

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
    scheme: Scheme,
    average: Average | None = None,
) -> list[Judged]:
    """The indicators' judgements for the periods that end with `last`, in their order."""
    settings, reach = figures.settings, Reach(figures.first, figures.measured.as_at)
    cases, others = [], []
    for indicator, window in asked:
        measure = measure_called(indicator.measure)
        found = beside(figures.workspace, measure.id, settings, last.end, against, average=average)
        others.append(_by_word(found, against))
        cases.append(
            case_of(
                lambda m, s: asked_of_engine(figures.measured, m, s), measure, window, last, reach, settings,
                comparators=found,
            )
        )  # fmt: skip
    judgements = judge_all(cases, scheme=scheme, rules=settings.judgement, annotations=settings.annotations)
    return [
        Judged(indicator, window, judgement, found, settings.judgement)
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


def comparator_cell(one: Comparator | None, format_: Format, usual: str) -> Cell:
    """A comparator's value, with its year where that is not the one in the heading; a dash where there is none."""
    if one is None or one.value is None:
        return Cell(words=NOTHING)
    cell = number(one.value, format_)
    return replace(cell, after="" if one.year == usual else f" ({one.year})", is_published=True)
