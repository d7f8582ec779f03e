"""
Figures that need somebody else's: how far our rate is from the neighbours', and what another's rate is in our children.

They are no measures of the catalogue, which counts our own records alone; each says which comparator, of which year.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from sightline.benchmarks.beside import beside
from sightline.engine.figure import Status
from sightline.engine.measured import Measured, Slice
from sightline.engine.query import figures
from sightline.judgement.comparators import Comparator
from sightline.measures.arithmetic import equivalent_count
from sightline.measures.catalogue import measure_called
from sightline.measures.model import COUNT, PER_10000, Unit
from sightline.measures.windows import Period


@dataclass(frozen=True)
class Derived:
    """
    A figure worked out from our rate (`of`) and a comparator of the same measure.

    `against`: the comparators it is worked out for; `work_out(own rate, comparator's rate, residents)`.
    """

    id: str
    title: str
    definition: str
    of: str
    against: tuple[str, ...]
    unit: Unit
    source: str
    work_out: Callable[[Fraction, Fraction, Fraction], Fraction]


DERIVED: dict[str, Derived] = {
    derived.id: derived
    for derived in (
        Derived(
            "cin_rate_gap_to_neighbours",
            "Children in need per 10,000: gap to the statistical neighbours",
            "Our rate of children in need at the date less the average of the statistical neighbours' published rates.",
            of="cin_rate_snapshot",
            against=("neighbours",),
            unit=PER_10000,
            source="Quarter 2 report 2016-17, section 3",
            work_out=lambda own, other, _residents: own - other,
        ),
        Derived(
            "comparator_equivalent_count",
            "Children in need we would have at others' rates",
            "A comparator's published rate of children in need times our residents aged 0-17, divided by 10,000.",
            of="cin_rate_snapshot",
            against=("england", "region", "neighbours", "good"),
            unit=COUNT,
            source="Performance workbook, item 2",
            work_out=lambda _own, other, residents: equivalent_count(other, residents),
        ),
    )
}


@dataclass(frozen=True)
class DerivedFigure:
    """One figure beside one comparator; `value` is None where our figure or the comparator is missing."""

    derived: Derived
    period: Period
    comparator: Comparator | None
    own: Fraction | None
    residents: Fraction | None
    value: Fraction | None
    status: Status


def derived_figures(measured: Measured, derived: Derived, asked: Slice, workspace: Path) -> list[DerivedFigure]:
    """
    The figure of each period and comparator, each comparator of the newest year that had ended by the period's end.

    Errors: BadUsage for a window or period that the measure or the data do not have.
    """
    found = []
    for own in figures(measured, measure_called(derived.of), asked):
        others = beside(workspace, derived.of, measured.tables.settings, own.period.end, derived.against)
        if not others or own.value is None or own.denominator is None:
            missing = Status.NOT_SUPPLIED
            found.append(DerivedFigure(derived, own.period, None, own.value, own.denominator, None, missing))
            continue
        for one in others:
            assert one.value is not None
            value = derived.work_out(own.value, one.value, own.denominator)
            found.append(DerivedFigure(derived, own.period, one, own.value, own.denominator, value, Status.OK))
    return found
