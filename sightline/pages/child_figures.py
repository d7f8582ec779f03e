"""The headline figures that count a child: the way back from the child to the figures."""

from dataclasses import dataclass

from sightline.engine.counted_children import CountedChildren, counted_children
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import Count, Measure, Polarity
from sightline.measures.windows import Month
from sightline.pages.headlines import TOPICS
from sightline.pages.reading import Reading

# Events of so many months, the newest first; stocks at the last month end alone.
MONTHS = 16


@dataclass(frozen=True)
class InMonth:
    """A month that counts the child, and the list it is in: `counted`, or `not` where it is in the base alone."""

    month: Month
    show: str


@dataclass(frozen=True)
class CountedIn:
    """A measure with the months that count the child."""

    measure_id: str
    title: str
    is_counted: bool
    months: tuple[InMonth, ...]


def headline_measures() -> tuple[Measure, ...]:
    """The headline measures with children behind them, in the journey's order; of a rate, the number."""
    found = [line.of_a_unit or line for topic in TOPICS for line in topic.headlines]
    measures = [line.measure for line in found]
    return tuple(m for m in measures if m.subject.about_children and not m.is_observed and _counts_children(m))


def _counts_children(measure: Measure) -> bool:
    """Whether each counted row is a child's: an average of caseloads or days counts something else."""
    own = not isinstance(measure.denominator, Count) or measure.denominator.subject is measure.subject
    return own and measure.numerator.column is None


def is_told(measure: Measure, counted: bool) -> bool:
    """Whether a page says it: a child who is counted, or who is missing from a share that should be high."""
    return counted or measure.polarity is Polarity.HIGH


def everybody_counted(reading: Reading) -> CountedChildren:
    """Which children each headline figure counts; made once for the version, which takes seconds."""

    def made() -> CountedChildren:
        last = reading.last_whole_month
        months = [month for month in reading.measured.months if last.plus(1 - MONTHS) <= month <= last]
        asked = []
        for measure in headline_measures():
            if reading.measured.is_supplied(measure):
                asked.append((measure, [last] if measure.is_snapshot else months))
        return counted_children(reading.measured, asked)

    return reading.remembered(("everybody counted",), made)


def counted_in(reading: Reading, child_id: str) -> tuple[CountedIn, ...]:
    """The headline figures with the child in them, in the journey's order: those that count it before the others."""
    found: dict[tuple[str, bool], list[InMonth]] = {}
    for measure, month, counted in everybody_counted(reading).of(child_id):
        if not is_told(measure, counted):
            continue
        found.setdefault((measure.id, counted), []).append(InMonth(month, "counted" if counted else "not"))
    order = [measure.id for measure in headline_measures()]
    return tuple(
        CountedIn(name, CATALOGUE[name].title, counted, tuple(sorted(months, key=lambda one: one.month, reverse=True)))
        for counted in (True, False)
        for name in order
        if (months := found.get((name, counted)))
    )
