"""What signing a period off freezes: every headline figure exactly, and as the public may have it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from sightline.engine.figure import Figure, Status
from sightline.engine.measured import Slice
from sightline.judgement.cases import Ask
from sightline.judgement.suppression.adding_up import linked
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.linked import Kind, Protected
from sightline.judgement.suppression.statements import Outcome, Place, Statement
from sightline.judgement.words import with_symbol
from sightline.measures.catalogue import measure_called
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Period, Window
from sightline.pages.disclosed import WHOLE, ask_as, family_of, known_of, rules_of
from sightline.pages.headlines import HEADLINES
from sightline.pages.organisation import Unit, UnitKind
from sightline.pages.reading import Reading

Figures = dict[tuple[str, str, Window], Figure]

# What the public is shown figures of.
OPEN_KINDS = (UnitKind.WHOLE, UnitKind.SERVICE_AREA, UnitKind.LOCALITY)

COLUMNS = ("measure", "title", "unit", "unit_name", "window", "period_start", "period_end", "numerator",
           "denominator", "value", "exact", "status")  # fmt: skip


@dataclass(frozen=True)
class FrozenFigure:
    """One figure as it was published: its numbers exactly as fractions, and as it was printed."""

    measure: str
    title: str
    unit: str
    unit_name: str
    window: str
    period_start: str
    period_end: str
    numerator: str
    denominator: str
    value: str
    exact: str
    status: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.measure, self.unit, self.window

    @property
    def fraction(self) -> Fraction | None:
        return Fraction(self.exact) if self.exact else None


@dataclass(frozen=True)
class Frozen:
    """The figures of a period; for the ledger, `outcome` has what the public's hide, `told` which of them show."""

    exact: tuple[FrozenFigure, ...]
    public: tuple[FrozenFigure, ...]
    outcome: Outcome
    told: tuple[int, ...]


def headline_measures() -> tuple[Measure, ...]:
    """The measures of the scorecard: those of the whole and those that parts have in their place."""
    held = (one for headline in HEADLINES for one in (headline, headline.of_a_unit) if one is not None)
    return tuple(dict.fromkeys(measure_called(one.measure_id) for one in held))


def freeze(reading: Reading, month: Month) -> Frozen:
    """Every headline measure x unit x window that ends with the month."""
    units = list(reading.organisation.units.values())
    exact: Figures = {}
    for measure in headline_measures():
        exact |= _figures_of(reading, reading.figures, measure, month, units)
    public, outcome, told = _for_the_public(reading, month, exact)
    names = {unit.key: unit.name for unit in units}
    return Frozen(
        tuple(frozen(figure, unit, names[unit]) for (_m, unit, _w), figure in exact.items()),
        tuple(frozen(figure, unit, names[unit]) for (_m, unit, _w), figure in public.items()),
        outcome,
        told,
    )


def present(reading: Reading, measure: Measure, unit: Unit, month: Month, ask: Ask) -> tuple[FrozenFigure, ...]:
    """One measure's and unit's figures as they are now (`ask` answers for the audience), in the published form."""
    held = _figures_of(reading, ask, measure, month, [unit])
    return tuple(frozen(figure, unit.key, unit.name) for figure in held.values())


def frozen(figure: Figure, unit: str, unit_name: str) -> FrozenFigure:
    """A figure as a line of the published file; one without a number has its status alone."""
    told = figure.status is Status.OK and figure.value is not None
    return FrozenFigure(
        figure.measure.id, figure.measure.title, unit, unit_name, figure.period.window.value,
        figure.period.start.isoformat(), figure.period.end.isoformat(),
        _text(figure.numerator) if told else "", _text(figure.denominator) if told else "",
        with_symbol(figure.measure.unit, figure.value) if told and figure.value is not None else "",
        _text(figure.value) if told else "", figure.status.value,
    )  # fmt: skip


def to_csv(figures: Iterable[FrozenFigure]) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows([getattr(one, column) for column in COLUMNS] for one in figures)
    return out.getvalue()


def from_csv(text: str) -> tuple[FrozenFigure, ...]:
    return tuple(FrozenFigure(**row) for row in csv.DictReader(io.StringIO(text)))


def _text(value: Fraction | None) -> str:
    return "" if value is None else str(value)


def _windows_at(measure: Measure, month: Month) -> list[Window]:
    return [w for w in measure.windows if w is not Window.FINANCIAL_YEAR or month.of_financial_year == 12]


def _figures_of(reading: Reading, ask: Ask, measure: Measure, month: Month, units: list[Unit]) -> Figures:
    """What adds up is asked for by unit, from memory; different children are counted once for all units of a kind."""
    cut = [unit for unit in units if all(level in measure.all_breakdowns for level, _member in unit.where)]
    adds_up = all(count.is_additive for count in measure.counts)
    found: Figures = {}
    for window in _windows_at(measure, month):
        if not reading.reach.holds(Period(window, month)):
            continue
        for unit, figure in (_each if adds_up or len(cut) == 1 else _together)(ask, measure, window, month, cut):
            found[measure.id, unit.key, window] = figure
    return found


def _each(ask: Ask, measure: Measure, window: Window, month: Month, units: list[Unit]) -> Iterable[tuple[Unit, Figure]]:
    for unit in units:
        for figure in ask(measure, Slice(window, (month,), (), unit.where))[:1]:
            yield unit, figure


def _together(
    ask: Ask, measure: Measure, window: Window, month: Month, units: list[Unit]
) -> Iterable[tuple[Unit, Figure]]:
    by_levels: dict[tuple[str, ...], list[Unit]] = {}
    for unit in units:
        by_levels.setdefault(tuple(level for level, _member in unit.where), []).append(unit)
    for levels, held in by_levels.items():
        rows = ask(measure, Slice(window, (month,), levels))
        by_members = {tuple(row.by[level] for level in levels): row for row in rows}
        for unit in held:
            row = by_members.get(tuple(member for _level, member in unit.where))
            if row is not None:
                yield unit, replace(row, by={}, codes={}, where=unit.where)


def _for_the_public(reading: Reading, month: Month, exact: Figures) -> tuple[Figures, Outcome, tuple[int, ...]]:
    """
    The whole's, service areas' and localities' figures as pages show them to the public: one rule decides for both.

    With them, for the ledger, what they tell and what pages hide of the month, and which of them show a number.
    """
    units = [unit for unit in reading.organisation.units.values() if unit.kind in OPEN_KINDS]
    measures = list(dict.fromkeys(figure.measure for figure in exact.values()))
    ask = ask_as(reading, Audience.PUBLIC)
    shown: Figures = {}
    for measure in measures:
        shown |= _figures_of(reading, ask, measure, month, units)
    told = tuple(n for n, figure in enumerate(shown.values()) if figure.status is not Status.SUPPRESSED)
    places = linked([Statement.of(exact[key]) for key in shown], Audience.PUBLIC, rules_of(reading))
    hidden = _hidden(reading, month, measures)
    known = {
        number: hidden[place] for number, place in enumerate(places.places) if place is not None and place in hidden
    }
    return shown, Outcome(places, Protected(known)), told


def _hidden(reading: Reading, month: Month, measures: list[Measure]) -> dict[Place, Kind]:
    """What pages hide from the public of the month's financial year, of the whole and by each cut, and why."""
    found: dict[Place, Kind] = {}
    for family in dict.fromkeys(family_of(measure.id) for measure in measures if not measure.is_observed):
        for cut in (WHOLE, "service_area", "locality"):
            found |= known_of(reading, Audience.PUBLIC, family, cut, month.first_of_financial_year).hidden
    return found
