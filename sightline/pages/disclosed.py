"""
What partners and the public can learn from all pages together, and the figures that they are therefore shown.

They may ask for any month, any longer period, and any one cut (a locality, a gender, a ward), page by page, so that
what they can put together is one system. It is kept small enough to be solved and proved month by month:

- the authority's months come first: each family of measures that share a count is protected whole;
- each cut of a month is protected with the authority's figures of that month known; where one of those is hidden,
  none of its parts is shown;
- a longer period is shown where every one of its months is, so that it tells nothing that they do not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import product

from sightline.engine.figure import Figure, Status
from sightline.engine.measured import AT_PERIOD_END, Slice
from sightline.judgement.cases import Ask, month_window
from sightline.judgement.suppression.adding_up import linked
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.figures import protect_figures, suppressed
from sightline.judgement.suppression.ledger import read_ledger
from sightline.judgement.suppression.linked import Kind
from sightline.judgement.suppression.rules import Rules, counts_people_in_need
from sightline.judgement.suppression.spans import Span
from sightline.judgement.suppression.statements import Before, Place, Statement, members_of
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import Count, Measure, What
from sightline.measures.windows import Month, Period, Window
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading

# The cut that is none: the authority itself.
WHOLE = ""
# Cuts that are nearly one another: tables by each are one system, with the table that crosses them.
NESTED = (("gender", "sex"),)
# Cuts too fine for these readers, who have the coarser one: districts, ethnic groups.
TOO_FINE = frozenset({"ward", "ethnicity"})
# The units that pages of these readers are of.
UNIT_CUTS = ("service_area", "locality")


@dataclass(frozen=True)
class Known:
    """
    What the readers of an audience know of a family's months in one financial year, and what they may not.

    `every`: all places that were weighed; one that is not among them is a nought, of which no table has a row.
    """

    shown: dict[Place, float]
    hidden: dict[Place, Kind]
    every: frozenset[Place]


def ask_as(reading: Reading, audience: Audience) -> Ask:
    """
    The reading's figures as this audience may have them: exact, or with what it may not know suppressed.

    Errors: BadUsage as the engine's. For partners and the public figures of two crossed cuts are all suppressed.
    """
    return partial(figures_as, reading, audience) if audience.hides else reading.figures


def figure_as(
    reading: Reading, audience: Audience, measure: Measure, window: Window, month: Month, unit: Unit
) -> Figure | None:
    """One unit's figure for this audience; None where the window is not the measure's, or lies outside the data."""
    exact = reading.figure(measure, window, month, unit)
    if exact is None or not audience.hides:
        return exact
    return figures_as(reading, audience, measure, Slice(window, (month,), (), unit.where))[0]


def figures_as(reading: Reading, audience: Audience, measure: Measure, asked: Slice) -> list[Figure]:
    """The engine's answer with what this audience may not know suppressed."""
    exact = reading.figures(measure, asked)
    if not audience.hides:
        return exact
    if measure.is_observed:
        before = read_ledger(reading.workspace).before(audience)
        return protect_figures(exact, audience, rules=rules_of(reading), before=before).figures
    cuts = {*asked.by, *(name for name, _member in asked.where)}
    if len(cuts) > 1 or cuts & TOO_FINE:
        return [suppressed(figure) for figure in exact]
    cut = next(iter(cuts), WHOLE)
    return [figure if _is_open(reading, audience, figure, cut) else suppressed(figure) for figure in exact]


def known_to(reading: Reading, audience: Audience, months: Iterable[Month], measures: Iterable[Measure]) -> Before:
    """
    What these readers know from pages and from what was released, for something new that is to be released to them.

    `months` and `measures`: what the new thing shows.
    """
    ledger = read_ledger(reading.workspace).before(audience)
    shown, hidden = dict(ledger.shown), dict(ledger.hidden)
    years = {month.first_of_financial_year for month in months}
    for family in dict.fromkeys(family_of(m.id) for m in measures if not m.is_observed):
        cuts = [WHOLE, *(cut for cut in UNIT_CUTS if any(cut in CATALOGUE[name].all_breakdowns for name in family))]
        for cut, year in product(cuts, years):
            known = known_of(reading, audience, family, cut, year)
            shown |= {place.text: value for place, value in known.shown.items()}
            hidden |= {place.text: kind for place, kind in known.hidden.items()}
    return Before(shown, hidden)


def rules_of(reading: Reading) -> Rules:
    """The disclosure rules of the workspace's settings."""
    held = reading.settings.disclosure
    return Rules(held.threshold, held.thresholds)


# Families


@cache
def _families() -> dict[str, tuple[str, ...]]:
    """For each measure the ids of all that hang together by a count, in the catalogue's order."""
    group: dict[str, int] = {}
    of_key: dict[str, int] = {}
    for number, measure in enumerate(m for m in CATALOGUE.values() if not m.is_observed):
        keys = [count.key for count in _counts(measure)]
        joined = {of_key[key] for key in keys if key in of_key}
        group[measure.id] = number
        for key in keys:
            of_key[key] = number
        group = {name: number if held in joined else held for name, held in group.items()}
        of_key = {key: number if held in joined else held for key, held in of_key.items()}
    members: dict[int, list[str]] = {}
    for name, number in group.items():
        members.setdefault(number, []).append(name)
    return {name: tuple(members[number]) for name, number in group.items()}


def family_of(measure_id: str) -> tuple[str, ...]:
    """The measures that share a count with this one, or with one that does; itself among them."""
    return _families()[measure_id]


def _counts(measure: Measure) -> list[Count]:
    below = measure.denominator
    return [measure.numerator, *([below] if isinstance(below, Count) else [])]


# What is known


def known_of(reading: Reading, audience: Audience, family: tuple[str, ...], cut: str, year: Month) -> Known:
    """What is shown and hidden of a family's months in the financial year that begins with `year`, by one cut."""
    # Once for a version: what is released meanwhile is itself protected against what pages show (`known_to`).
    cuts = next((nest for nest in NESTED if cut in nest), (cut,) if cut else ())
    key = ("disclosed", audience, family, cuts, year)
    return reading.remembered(key, partial(_made, reading, audience, family, cuts, year))


def _made(reading: Reading, audience: Audience, family: tuple[str, ...], cuts: tuple[str, ...], year: Month) -> Known:
    months = tuple(m for k in range(12) if (m := year.plus(k)) in reading.measured.months)
    before = read_ledger(reading.workspace).before(audience)
    whole = _statements(reading, family, months, ())
    every = {place for one in whole for place in _places(one.measure, one.period, one.members)}
    if cuts:
        above = known_of(reading, audience, family, WHOLE, year).shown
        whole = [one for one in whole if _is_told(one, above)]
        crossed = [cuts] if len(cuts) > 1 else []
        parts = [
            one for by in [*((cut,) for cut in cuts), *crossed] for one in _statements(reading, family, months, by)
        ]
        every |= {place for one in parts for place in _places(one.measure, one.period, one.members)}
        before = Before({**before.shown, **{place.text: value for place, value in above.items()}}, before.hidden)
        # Of what is hidden of the authority no part is told.
        whole += [one for one in parts if _is_told(replace(one, members=()), above)]
    outcome = linked(whole, audience, rules_of(reading), before).protected()
    return Known(outcome.shown_places(range(len(whole))), outcome.hidden_places, frozenset(every))


def _statements(
    reading: Reading, family: tuple[str, ...], months: tuple[Month, ...], by: tuple[str, ...]
) -> list[Statement]:
    found: list[Statement] = []
    for name in family:
        measure = CATALOGUE[name]
        window = month_window(measure)
        if window is not None and set(by) <= set(measure.all_breakdowns):
            rows = reading.figures(measure, Slice(window, months, by))
            found += [Statement.of(row, family) for row in rows if row.status is not Status.NOT_SUPPLIED]
    return found


def _is_told(statement: Statement, above: dict[Place, float]) -> bool:
    """Whether everything that the statement says of children is told of the authority."""
    return all(place in above for place in _places(statement.measure, statement.period, statement.members))


def _is_open(reading: Reading, audience: Audience, figure: Figure, cut: str) -> bool:
    """Whether every month of every count behind the figure is shown."""
    if figure.status is Status.NOT_SUPPLIED:
        return True
    measure = figure.measure
    counts = [count for count in _counts(measure) if counts_people_in_need(measure, count)]
    if any(count.what is What.CHILDREN_IN_PERIOD for count in counts) and len(_months(measure, figure.period)) > 1:
        # Different children of a period are no sum of its months'.
        return False
    is_nought = not figure.numerator and not figure.denominator
    members = members_of(measure, (*figure.by.items(), *figure.where))
    for place in _places(measure, figure.period, members):
        year = place.span.first.first_of_financial_year
        known = known_of(reading, audience, family_of(measure.id), cut, year)
        if place not in known.shown and (place in known.every or not is_nought):
            return False
    return True


def _places(measure: Measure, period: Period, members: tuple[tuple[str, str], ...]) -> list[Place]:
    """The counts of children behind a figure, month by month."""
    return [
        Place(count.key, Span(month, month), tuple(pair for pair in members if pair[0] not in count.ignores))
        for count in _counts(measure)
        if counts_people_in_need(measure, count)
        for month in _months(measure, period)
    ]


def _months(measure: Measure, period: Period) -> list[Month]:
    at_end = measure.is_snapshot and period.window in AT_PERIOD_END
    return period.months[-1:] if at_end else period.months
