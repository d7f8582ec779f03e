"""The rows of the map: each area's figure with its range and how it differs from the whole, and what is in no area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sightline.engine.figure import Figure, Status
from sightline.engine.measured import Slice
from sightline.geography.areas import Area
from sightline.judgement.comparison import Comparison, compared_with
from sightline.judgement.intervals import rate_interval, wilson_interval
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.differencing import is_area_large_enough
from sightline.judgement.suppression.figures import suppressed
from sightline.measures.area_views import NO_ADDRESS
from sightline.measures.arithmetic import divided
from sightline.measures.model import Measure, Polarity
from sightline.measures.windows import Month, Period, Window
from sightline.pages.disclosed import figure_as, figures_as
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading

ELSEWHERE = "Outside the map"


@dataclass(frozen=True)
class AreaRow:
    """
    One area: its count over its denominator, its value, the 95% range in the measure's unit, and how it differs.

    `against` is Higher or Lower where the range clears the whole's value, else empty; `is_hidden`: protected.
    `on_the_map`: False for what is in no area, and for the whole.
    """

    code: str
    name: str
    group: str
    count: Fraction | None
    of: Fraction | None
    value: Fraction | None
    low: float | None = None
    high: float | None = None
    against: str = ""
    is_hidden: bool = False
    on_the_map: bool = True
    number: int | None = None

    @property
    def is_higher(self) -> bool:
        return self.against == HIGHER


HIGHER, LOWER = "Higher", "Lower"
_WORDS = {Comparison.HIGHER: HIGHER, Comparison.LOWER: LOWER}


@dataclass(frozen=True)
class Asked:
    """What the map is asked for, in the engine's words."""

    measure: Measure
    window: Window
    month: Month
    unit: Unit
    level: str
    audience: Audience

    @property
    def period(self) -> Period:
        return Period(self.window, self.month)

    @property
    def counts_alone(self) -> bool:
        """Whether counts are drawn in place of rates: of a unit's children no number of residents is known."""
        return self.measure.is_rate and not self.unit.is_whole


@dataclass(frozen=True)
class Rows:
    """The areas, the highest value first; what is in no area; and the whole."""

    areas: tuple[AreaRow, ...]
    unplaced: tuple[AreaRow, ...]
    whole: AreaRow

    @property
    def every(self) -> tuple[AreaRow, ...]:
        return (*self.areas, *self.unplaced)


def rows_of(reading: Reading, asked: Asked, areas: Sequence[Area], groups: Mapping[str, str]) -> Rows:
    """
    The rows of a level's areas. `groups`: the name of what each area lies in, by the area's code.

    What the audience may not know, all pages taken together, is hidden (`sightline.pages.disclosed`), and so is an area
    of too few residents.
    """
    placed = _placed(reading, asked, areas)
    whole = figure_as(reading, asked.audience, asked.measure, asked.window, asked.month, asked.unit)
    if whole is None:
        whole = _nothing(asked)
    figures = _protected(reading, asked, [*placed, whole])
    county = figures[-1]
    by_code = {area.code: area for area in areas}
    found = []
    for figure in figures[:-1]:
        code = figure.codes[asked.level] or NO_ADDRESS
        area = by_code.get(code)
        name, group = (area.name, groups.get(code, "")) if area else (code, "")
        found.append(_row(asked, figure, county, code, name, group, on_the_map=area is not None))
    shown = sorted((row for row in found if row.on_the_map), key=_from_the_highest)
    unplaced = tuple(row for row in found if not row.on_the_map and (row.count or row.is_hidden))
    name = reading.settings.authority.name if asked.unit.is_whole else asked.unit.name
    return Rows(tuple(shown), unplaced, _row(asked, county, county, "", name, "", on_the_map=False))


def _from_the_highest(row: AreaRow) -> tuple[bool, Fraction, str]:
    return row.value is None, -(row.value or Fraction(0)), row.name.casefold()


def _placed(reading: Reading, asked: Asked, areas: Sequence[Area]) -> list[Figure]:
    """A figure for every area, 0 where nothing was counted, one for what lies outside, one for what has no address."""
    cut = Slice(asked.window, (asked.month,), (asked.level,), asked.unit.where)
    found = figures_as(reading, asked.audience, asked.measure, cut)
    by_code = {figure.codes[asked.level] or NO_ADDRESS: figure for figure in found}
    residents = _residents(reading, asked)
    figures = [by_code.pop(a.code, _zero(asked, a.code, residents.get(a.code))) for a in areas]
    unknown = by_code.pop(NO_ADDRESS, None)
    if by_code:
        figures.append(_added(asked, ELSEWHERE, list(by_code.values())))
    return [*figures, *([unknown] if unknown else [])]


def _residents(reading: Reading, asked: Asked) -> dict[str, Fraction]:
    found = reading.measured.children_of_areas([asked.month])
    return {area: value for (_month, area), value in found.items()}


def _zero(asked: Asked, code: str, residents: Fraction | None) -> Figure:
    """An area of which nothing was counted."""
    rate = asked.measure.is_rate and not asked.counts_alone
    base = residents if rate else None
    value = divided(Fraction(0), base) if rate else (Fraction(0) if asked.measure.denominator is None else None)
    status = Status.OK if value is not None else Status.NO_DENOMINATOR
    return Figure(
        asked.measure, asked.period, {asked.level: code}, {asked.level: code}, Fraction(0), base, value, status,
        where=asked.unit.where,
    )  # fmt: skip


def _added(asked: Asked, code: str, figures: Sequence[Figure]) -> Figure:
    """Several areas' figures as one; hidden where one of them is."""
    by: dict[str, str | None] = {asked.level: code}
    if any(figure.status is Status.SUPPRESSED for figure in figures):
        return suppressed(replace(figures[0], by={asked.level: code}, codes=by))
    count = sum((f.numerator or Fraction(0) for f in figures), Fraction(0))
    of = sum((f.denominator for f in figures if f.denominator is not None), Fraction(0)) or None
    is_share = asked.measure.denominator is not None and not asked.measure.is_rate
    value = divided(count, of, per=asked.measure.unit.multiplier) if is_share else None
    value = count if asked.measure.denominator is None else value
    status = Status.OK if value is not None else Status.NO_DENOMINATOR
    return replace(
        figures[0],
        by={asked.level: code},
        codes=by,
        numerator=count,
        denominator=of if is_share else None,
        value=value,
        status=status,
    )


def _nothing(asked: Asked) -> Figure:
    return Figure(asked.measure, asked.period, {}, {}, None, None, None, Status.NOT_SUPPLIED, where=asked.unit.where)


def _protected(reading: Reading, asked: Asked, figures: list[Figure]) -> list[Figure]:
    """An area of too few residents has no figure for those who may not see small numbers."""
    if not asked.audience.hides:
        return figures
    residents = _residents(reading, asked)
    known = [residents.get(f.codes.get(asked.level) or "") for f in figures]
    small = {n for n, r in enumerate(known) if r is not None and not is_area_large_enough(int(r), asked.audience)}
    hidden = small | {n for n, f in enumerate(figures) if f.status is Status.SUPPRESSED}
    if small and len(hidden) == 1:
        # One alone would be the whole less the others: the least of them goes with it.
        others = [n for n, f in enumerate(figures[:-1]) if n not in hidden and f.numerator]
        hidden |= {min(others, key=lambda n: figures[n].numerator or 0)} if others else set()
    return [suppressed(f) if n in hidden else f for n, f in enumerate(figures)]


def _row(
    asked: Asked, figure: Figure, county: Figure, code: str, name: str, group: str, *, on_the_map: bool
) -> AreaRow:
    if figure.status is Status.SUPPRESSED:
        return AreaRow(code, name, group, None, None, None, is_hidden=True, on_the_map=on_the_map)
    if asked.counts_alone or asked.measure.denominator is None:
        value = figure.numerator
        return AreaRow(code, name, group, figure.numerator, None, value, on_the_map=on_the_map)
    low, high = _range(figure)
    against = ""
    if on_the_map and low is not None and high is not None and county.value is not None:
        word = compared_with(low, high, float(county.value), polarity=Polarity.NEUTRAL).item()
        against = _WORDS.get(word, "")
    return AreaRow(
        code, name, group, figure.numerator, figure.denominator, figure.value, low, high, against, on_the_map=on_the_map
    )


def _range(figure: Figure) -> tuple[float | None, float | None]:
    """The 95% range of a rate or a share of counts, in the measure's unit; none of anything else."""
    if figure.value is None or not figure.denominator or figure.numerator is None:
        return None, None
    top, below, per = float(figure.numerator), float(figure.denominator), figure.measure.unit.multiplier
    if figure.measure.is_rate:
        # A month's rate is annualised, and its range with it.
        times = float(figure.value) / (top / below * per) if top else 1.0
        found = rate_interval(top, below, multiplier=per * times)
    elif figure.measure.unit.is_percent and top <= below:
        found = wilson_interval(top, below, multiplier=per)
    else:
        return None, None
    return float(found.lower), float(found.upper)
