"""
Figures as a reader's level may have them, the same on every page and whatever was asked first.

For partners and the public each measure is protected once for a version, as one system: the months of the whole and of
its localities, with the year to date and the rolling year of the newest month. Splits by children's characteristics
are protected against it. What lies outside is not asked for at these levels, for two answers could be taken from one
another (docs/disclosure.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sightline.engine.figure import Figure
from sightline.engine.measured import Slice, Where
from sightline.engine.rows import COUNTY_WIDE
from sightline.errors import BadUsage
from sightline.judgement.cases import Ask, month_window
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.figures import protect_figures, suppressed
from sightline.judgement.suppression.ledger import read_ledger
from sightline.judgement.suppression.rules import Rules
from sightline.judgement.suppression.statements import Before, Outcome
from sightline.measures import breakdowns
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Window
from sightline.pages.organisation import Unit, UnitKind
from sightline.pages.reading import Reading

# How far back the months go at these levels.
MONTHS = 37
OVERLAPPING = (Window.YEAR_TO_DATE, Window.ROLLING_12)
UNITS = (UnitKind.WHOLE, UnitKind.LOCALITY)


def ask_for(reading: Reading, audience: Audience) -> Ask:
    """The question that pages at this level ask: the engine's own answer, or what may be shown of it."""
    return _Protected(reading, audience).figures if audience.hides else reading.figures


def why_not_for(unit: Unit, audience: Audience) -> str:
    """Why a unit has no figures at this level, with what to choose in its place; empty where it has."""
    if not audience.hides or unit.kind in UNITS:
        return ""
    return (
        f"Figures of {unit.name} are not shown at this level: beside those of the localities they could tell of one "
        "child. Choose the whole service or a locality."
    )


def why_not_split(by: str, unit: Unit, month: Month, reading: Reading, audience: Audience) -> str:
    """Why a unit's figures are not split by this at this level, and what is; empty where they are."""
    if not audience.hides:
        return ""
    if not unit.is_whole:
        return (
            f"{unit.name} is not split further at this level, because the parts would hold too few children. "
            "Choose the whole service."
        )
    if breakdowns.ALL[by].about_units and by != "locality":
        return "Figures are split by locality at this level, not by smaller or other units. Choose locality."
    if month != reading.last_whole_month:
        return (
            "Only the newest month's figures are split at this level: beside them, an earlier split could tell of one "
            "child. Choose the newest month."
        )
    return ""


@dataclass(frozen=True)
class _System:
    """A measure's protected figures by window, month and unit, with what was hidden and shown of them."""

    figures: dict[tuple[Window, Month, Where], Figure]
    before: Before


class _Protected:
    """Answers questions from the protected system of each measure."""

    def __init__(self, reading: Reading, audience: Audience):
        self._reading, self._audience = reading, audience
        settings = reading.settings.disclosure
        self._rules = Rules(settings.threshold, settings.thresholds)

    def figures(self, measure: Measure, asked: Slice) -> list[Figure]:
        """
        The figures asked for; those outside what this level has come without a number, marked as hidden.

        Errors: BadUsage as the engine's, and for a split that this level does not have.
        """
        where = tuple(sorted(asked.where))
        if asked.by == ("locality",) and not where:
            found = [self._one(measure, asked.window, month, (("locality", name),)) for month in asked.months
                     for name in self._localities]  # fmt: skip
            return [_by_locality(figure) for figure in found if figure is not None]
        if asked.by:
            return self._split(measure, asked)
        found = [self._one(measure, asked.window, month, where) for month in asked.months]
        return [figure for figure in found if figure is not None]

    @property
    def _localities(self) -> list[str]:
        return [unit.name for unit in self._reading.organisation.of_kind(UnitKind.LOCALITY)] + [COUNTY_WIDE]

    def _one(self, measure: Measure, window: Window, month: Month, where: Where) -> Figure | None:
        held = self._system(measure).figures.get((window, month, where))
        if held is not None:
            return held
        exact = self._reading.figures(measure, Slice(window, (month,), (), where))
        return suppressed(exact[0]) if exact else None

    def _system(self, measure: Measure) -> _System:
        key = ("protected", measure.id, self._audience)
        return self._reading.remembered(key, lambda: self._made(measure))

    def _made(self, measure: Measure) -> _System:
        places = list(self._places(measure))
        exact = [self._reading.figures(measure, Slice(window, (month,), (), where)) for window, month, where in places]
        known = [(place, figures[0]) for place, figures in zip(places, exact, strict=True) if figures]
        before = read_ledger(self._reading.workspace).before(self._audience)
        done = protect_figures(
            [figure for _place, figure in known],
            self._audience,
            rules=self._rules,
            before=before,
            above_authority=len(self._reading.manifest.authorities) > 1,
        )
        assert done.outcome is not None
        held = {place: figure for (place, _exact), figure in zip(known, done.figures, strict=True)}
        return _System(held, _told(before, done.outcome))

    def _places(self, measure: Measure) -> Iterable[tuple[Window, Month, Where]]:
        newest = self._reading.last_whole_month
        wheres: list[Where] = [()]
        if "locality" in measure.all_breakdowns:
            wheres += [(("locality", name),) for name in self._localities]
        usual = month_window(measure) or next(iter(measure.windows))
        for where in wheres:
            for month in self._reading.measured.months[-MONTHS:]:
                yield usual, month, where
            for window in OVERLAPPING:
                if window in measure.windows and window is not usual and not measure.cumulative:
                    yield window, newest, where

    def _split(self, measure: Measure, asked: Slice) -> list[Figure]:
        """The parts of the whole's newest figure, protected against everything that its months tell."""
        newest = self._reading.last_whole_month
        if len(asked.by) != 1 or asked.where or asked.months != (newest,) or breakdowns.ALL[asked.by[0]].about_units:
            raise BadUsage("This split would show too few children at this level. Split the whole by one thing.")
        key = ("protected split", measure.id, asked.window, asked.by, self._audience)
        return self._reading.remembered(key, lambda: self._split_made(measure, asked))

    def _split_made(self, measure: Measure, asked: Slice) -> list[Figure]:
        parts = self._reading.figures(measure, asked)
        whole = self._reading.figures(measure, Slice(asked.window, asked.months))
        done = protect_figures(
            parts, self._audience, elsewhere=whole, rules=self._rules, before=self._system(measure).before
        )
        return done.figures


def _told(before: Before, outcome: Outcome) -> Before:
    """What is known and hidden once these figures are shown too."""
    shown = {place.text: value for place, value in outcome.shown_places(range(len(outcome.linked.reveals))).items()}
    hidden = {place.text: kind for place, kind in outcome.hidden_places.items()}
    return Before(before.shown | shown, before.hidden | hidden)


def _by_locality(figure: Figure) -> Figure:
    """A locality's figure as one of a table by locality."""
    name = dict(figure.where)["locality"]
    return replace(figure, by={"locality": name}, codes={"locality": name}, where=())
