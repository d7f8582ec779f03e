"""
The scorecard: every headline measure of a unit in a month, judged, in the order of the child's journey.

All of it is made from the figures as the audience may have them, so that no mark, sentence or line says more.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sightline.benchmarks.beside import beside
from sightline.charts.sparkline import MONTHS, Spark, spark_of
from sightline.engine.figure import Figure, Status
from sightline.judgement.cases import case_of, month_window
from sightline.judgement.comparators import Comparator
from sightline.judgement.judged import Judgement
from sightline.judgement.judging import Case, judge_all
from sightline.judgement.marks import Variation
from sightline.judgement.ratings import Rating, Scheme, scheme_called
from sightline.judgement.suppression.audience import Audience
from sightline.measures.model import COUNT
from sightline.measures.windows import Month, Period, Window
from sightline.pages.disclosed import ask_as, figure_as
from sightline.pages.headlines import TOPICS, Headline, Topic
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading

# Whose published figures stand beside the authority's, in the order of their columns.
AGAINST = ("neighbours", "england")
# The product's name in the settings, and the scheme it has where they name none.
PRODUCT, SCHEME = "scorecard", "scorecard_2017"

CONCERNS = (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)
IMPROVEMENTS = (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW)


@dataclass(frozen=True)
class Beside:
    """A published figure beside ours: its value in the measure's unit, and the letter of its note, if any."""

    comparator: Comparator
    note: str = ""

    @property
    def value(self) -> Fraction | None:
        return self.comparator.value


@dataclass(frozen=True)
class Row:
    """
    One measure: what is judged of its month, its last thirteen `months`, the longer windows, what stands beside it.

    `judged` is None where the unit has no such figure, and `why_none` then says so in a sentence.
    """

    headline: Headline
    judged: Judgement | None
    months: tuple[Figure, ...] = ()
    spark: Spark | None = None
    year_to_date: Figure | None = None
    rolling: Figure | None = None
    beside: tuple[tuple[str, Beside], ...] = ()
    whole: Figure | None = None
    why_none: str = ""

    @property
    def id(self) -> str:
        return self.headline.measure_id

    @property
    def has_value(self) -> bool:
        return self.judged is not None and self.judged.has_value

    @property
    def is_hidden(self) -> bool:
        return self.judged is not None and self.judged.figure.status is Status.SUPPRESSED

    @property
    def variation(self) -> Variation | None:
        """What the chart says of this month; None without a chart, or where too little stands behind the month."""
        if self.judged is None or self.judged.chart is None or not (self.judged.is_on_chart and self.judged.is_judged):
            return None
        return self.judged.chart.variation

    @property
    def is_off(self) -> bool:
        return self.judged is not None and self.judged.rating.rating is Rating.RED

    @property
    def is_worse(self) -> bool:
        return self.variation in CONCERNS

    @property
    def is_better(self) -> bool:
        return self.variation in IMPROVEMENTS

    @property
    def is_changed(self) -> bool:
        """A special cause where neither way is good."""
        return self.variation in (Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW)

    @property
    def is_exception(self) -> bool:
        """Off target, or a special cause for the worse."""
        return self.is_off or self.is_worse

    @property
    def counts(self) -> str:
        """The number under a rate: `436 referrals`; empty for the others."""
        if self.judged is None or not self.headline.counts or self.judged.figure.numerator is None:
            return ""
        return f"{int(self.judged.figure.numerator):,} {self.headline.counts}"

    def of(self, word: str) -> Beside | None:
        """What stands in a comparator's column."""
        return dict(self.beside).get(word)

    @property
    def neighbours(self) -> Beside | None:
        return self.of("neighbours")

    @property
    def england(self) -> Beside | None:
        return self.of("england")


@dataclass(frozen=True)
class Group:
    """A part of the journey with its rows."""

    topic: Topic
    rows: tuple[Row, ...]

    @property
    def exceptions(self) -> int:
        return sum(row.is_exception for row in self.rows)

    @property
    def told(self) -> int:
        """How many of its rows have a figure."""
        return sum(row.has_value for row in self.rows)


@dataclass(frozen=True)
class Scorecard:
    """
    The page. `years`: the year in each comparator's heading; `notes`: letter and text of what is of another year or
    basis; `signals` of `charts` (their points each) moved beyond chance.
    """

    authority: str
    unit: Unit
    month: Month
    audience: Audience
    groups: tuple[Group, ...]
    years: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    scheme: Scheme

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def told(self) -> list[Row]:
        """The rows with a figure."""
        return [row for row in self.rows if row.has_value]

    @property
    def exceptions(self) -> list[Row]:
        return [row for row in self.rows if row.is_exception]

    @property
    def signals(self) -> list[Row]:
        """The rows that moved beyond chance, whichever way."""
        return [row for row in self.rows if row.is_worse or row.is_better or row.is_changed]

    @property
    def points(self) -> list[int]:
        """For each chart that holds this month, how many months its limits are made of."""
        charts = [row.judged.chart for row in self.rows if row.judged and row.judged.is_on_chart and row.judged.chart]
        return [chart.months_in_limits for chart in charts]

    @property
    def hidden(self) -> list[Row]:
        return [row for row in self.rows if row.is_hidden]

    @property
    def not_cut(self) -> list[Row]:
        """The rows that the unit does not have."""
        return [row for row in self.rows if row.judged is None]

    def year_of(self, word: str) -> str:
        return dict(self.years).get(word, "")

    @property
    def has_neighbours(self) -> bool:
        return "neighbours" in dict(self.years)

    @property
    def has_england(self) -> bool:
        return "england" in dict(self.years)

    def of_topic(self, key: str) -> "Scorecard":
        """The same with one topic's rows alone."""
        return replace(self, groups=tuple(group for group in self.groups if group.topic.key == key))

    def of_exceptions(self) -> "Scorecard":
        """The same with the rows alone that need attention."""
        kept = (replace(group, rows=tuple(row for row in group.rows if row.is_exception)) for group in self.groups)
        return replace(self, groups=tuple(group for group in kept if group.rows))

    def row_of(self, measure_id: str) -> Row | None:
        return next((row for row in self.rows if row.id == measure_id), None)


def scorecard_of(reading: Reading, unit: Unit, month: Month, audience: Audience) -> Scorecard:
    """The scorecard as this audience may see it, remembered for the version."""
    return reading.remembered(("scorecard", unit.key, month, audience), lambda: _made(reading, unit, month, audience))


def _made(reading: Reading, unit: Unit, month: Month, audience: Audience) -> Scorecard:
    settings = reading.settings
    scheme = scheme_called(settings.judgement.schemes.get(PRODUCT, SCHEME))
    headlines = [headline.at(unit) for topic in TOPICS for headline in topic.headlines]
    cases = {headline.measure_id: _case(reading, headline, unit, month, audience) for headline in headlines}
    held = {name: case for name, case in cases.items() if case is not None}
    judged = dict(
        zip(
            held,
            judge_all(held.values(), scheme=scheme, rules=settings.judgement, annotations=settings.annotations),
            strict=True,
        )
    )
    years = _usual_years(held.values())
    notes = _Notes(years)
    groups = tuple(
        Group(
            topic,
            tuple(
                _row(reading, headline.at(unit), unit, month, audience, held.get(headline.at(unit).measure_id),
                     judged.get(headline.at(unit).measure_id), notes)
                for headline in topic.headlines
            ),
        )
        for topic in TOPICS
    )  # fmt: skip
    return Scorecard(
        settings.authority.name, unit, month, audience, groups, tuple(years.items()), tuple(notes.said.items()), scheme
    )


def _case(reading: Reading, headline: Headline, unit: Unit, month: Month, audience: Audience) -> Case | None:
    """What the month is judged from; None where the unit has no such figure."""
    measure = headline.measure
    window = month_window(measure)
    if why_not_cut(headline, unit) or window is None or not reading.reach.holds(Period(window, month)):
        return None
    others: Sequence[Comparator] = ()
    if unit.is_whole and measure.unit is not COUNT:
        others = beside(reading.workspace, measure.id, reading.settings, month.end, AGAINST)
    return case_of(
        ask_as(reading, audience), measure, window, month, reading.reach, reading.settings,
        where=unit.where, comparators=others, with_years=False,
    )  # fmt: skip


def why_not_cut(headline: Headline, unit: Unit) -> str:
    """Why the unit has no such figure, in a few words; empty where it has."""
    levels = [name.replace("_", " ") for name, _member in unit.where if name not in headline.measure.all_breakdowns]
    return f"not known by {levels[0]}: of the whole authority only" if levels else ""


def _row(
    reading: Reading,
    headline: Headline,
    unit: Unit,
    month: Month,
    audience: Audience,
    case: Case | None,
    judged: Judgement | None,
    notes: "_Notes",
) -> Row:
    measure = headline.measure
    if case is None or judged is None:
        return Row(headline, None, why_none=why_not_cut(headline, unit) or "not counted by the month then")
    longer = {}
    if not measure.is_snapshot:
        longer = {w: figure_as(reading, audience, measure, w, month, unit)
                  for w in (Window.YEAR_TO_DATE, Window.ROLLING_12)}  # fmt: skip
    whole = None
    if not unit.is_whole and measure.unit is not COUNT:
        # Beside a part of the authority stands the authority.
        whole = figure_as(reading, audience, measure, case.figure.period.window, month, reading.organisation.whole)
    return Row(
        headline,
        judged,
        tuple(figure for figure in case.months if month.plus(-MONTHS) < figure.period.last),
        _spark(headline, case, judged, month),
        longer.get(Window.YEAR_TO_DATE),
        longer.get(Window.ROLLING_12),
        tuple((one.kind, Beside(one, notes.letter(one))) for one in case.comparators if one.value is not None),
        whole,
    )


def _spark(headline: Headline, case: Case, judged: Judgement, month: Month) -> Spark:
    """The thirteen months up to the page's, a gap where one is hidden or missing."""
    values = {f.period.last: float(f.value) for f in case.months if f.status is Status.OK and f.value is not None}
    wanted = case.target.target if case.target is not None else None
    targets = [t for t in (wanted.value, wanted.to) if t is not None] if wanted is not None else []
    drawn = spark_of(judged.chart, headline.title, headline.measure.unit, targets=targets)
    thirteen = tuple(values.get(month.plus(-back)) for back in range(MONTHS - 1, -1, -1))
    if judged.is_on_chart and judged.is_judged:
        return replace(drawn, values=thirteen)
    return replace(drawn, values=thirteen, tone="", up=None)


# Published figures beside ours


def _usual_years(cases: Iterable[Case]) -> dict[str, str]:
    """For each comparator that any row has, the year that most of its figures are of."""
    counted: dict[str, Counter[str]] = {}
    for case in cases:
        for one in case.comparators:
            if one.value is not None:
                counted.setdefault(one.kind, Counter())[one.year] += 1
    return {word: counted[word].most_common(1)[0][0] for word in AGAINST if word in counted}


class _Notes:
    """Letters for what is of another year than its column's, or formed in its own way; equal notes share a letter."""

    def __init__(self, years: dict[str, str]):
        self._years = years
        self.said: dict[str, str] = {}

    def letter(self, one: Comparator) -> str:
        parts = []
        if one.year != self._years.get(one.kind):
            parts.append(f"of {one.year.replace('/', '–')}")
        if one.method != "published":
            parts.append(one.method)
        if not parts:
            return ""
        text = f"{one.name}, {', '.join(parts)}."
        known = {said: letter for letter, said in self.said.items()}
        if text not in known:
            known[text] = "abcdefghijklmnopqrstuvwxyz"[len(self.said) % 26]
            self.said[known[text]] = text
        return known[text]
