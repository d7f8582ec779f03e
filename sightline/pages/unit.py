"""A unit's page: what it holds, what is due, its caseload, and its own trend in the headline measures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.charts.sparkline import LARGE, Spark, sparkline
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.words import printed_number
from sightline.measures.model import COUNT
from sightline.measures.views import CARE_LEAVER, CIN, CLA, CP
from sightline.measures.windows import Month
from sightline.pages.caseload import Caseload, caseload_of
from sightline.pages.organisation import Unit, UnitKind
from sightline.pages.overdue import OverduePage, WarningCount, overdue_by_clock, warnings_by_kind
from sightline.pages.reading import Reading
from sightline.pages.scope import Scope
from sightline.pages.scorecard import Row, scorecard_of
from sightline.pages.worklists import children_held, counted, in_words, with_capital, worklists_of

HELD = {CIN: "Children in need", CP: "On a child protection plan", CLA: "Looked after", CARE_LEAVER: "Care leavers"}
# Whose figures partners and the public see; those of smaller units could tell of one child beside them.
OPEN_UNITS = (UnitKind.WHOLE, UnitKind.LOCALITY)
NOT_AT_THIS_LEVEL = (
    "Figures of this unit are not shown at this level: beside those of the localities they could tell of one child. "
    "Choose the whole service or a locality."
)


@dataclass(frozen=True)
class TrendGroup:
    """The rows of one part of the journey that tell something of the unit."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Held:
    """How many children of one kind the unit holds."""

    title: str
    count: int
    sub: str


@dataclass(frozen=True)
class UnitPage:
    """
    A unit's page. What tells of children, workers or what is overdue is None or empty for readers who are shown
    protected figures, or whose scope does not reach there.
    """

    unit: Unit
    above: tuple[Unit, ...]
    finding: str
    rest: str
    held: tuple[Held, ...]
    overdue: OverduePage | None
    overdue_drawing: str
    warnings: tuple[WarningCount, ...]
    caseload: Caseload | None
    trends: tuple[TrendGroup, ...]
    no_trends: str


def unit_page(
    reading: Reading, unit: Unit, month: Month, audience: Audience, children: Scope, workers: Scope
) -> UnitPage:
    """The page as this reader may see it: children within the one scope, workers within the other."""
    sees_children = not audience.hides and children.holds_unit(unit)
    sees_load = not audience.hides and (unit.kind not in (UnitKind.TEAM, UnitKind.WORKER) or workers.holds_unit(unit))
    overdue = overdue_by_clock(reading, children, unit) if sees_children else None
    held = _held(reading, unit) if not audience.hides else ()
    caseload = caseload_of(reading, unit) if sees_load else None
    finding, rest = _finding(unit, held, overdue, caseload, month)
    no_trends = "" if not audience.hides or unit.kind in OPEN_UNITS else NOT_AT_THIS_LEVEL
    if unit.kind is UnitKind.WORKER:
        no_trends = "A worker’s months hold too few children to tell anything from chance, so that none are charted."
    return UnitPage(
        unit=unit,
        above=_above(reading, unit),
        finding=finding,
        rest=rest,
        held=held,
        overdue=overdue,
        overdue_drawing=_weeks(overdue) if overdue else "",
        warnings=warnings_by_kind(reading, children, unit) if sees_children else (),
        caseload=caseload,
        trends=() if no_trends else _trends(reading, unit, month, audience),
        no_trends=no_trends,
    )


def _above(reading: Reading, unit: Unit) -> tuple[Unit, ...]:
    """The units that this one lies in: the whole, the narrowest of its areas, and of a worker the team."""
    if unit.is_whole:
        return ()
    organisation = reading.organisation
    order = (UnitKind.SERVICE_AREA, UnitKind.LOCALITY, UnitKind.AREA, UnitKind.TEAM)
    found = [organisation.whole]
    for kind in order:
        if kind is unit.kind:
            break
        found += [one for one in organisation.of_kind(kind) if unit.teams and unit.teams <= one.teams]
    team = [one for one in found if one.kind is UnitKind.TEAM]
    areas = [one for one in found[1:] if one.kind is not UnitKind.TEAM]
    return (organisation.whole, *areas[-1:], *team)


def _held(reading: Reading, unit: Unit) -> tuple[Held, ...]:
    kinds = reading.remembered(("held", unit.key), lambda: _kinds(reading, unit))
    everyone = sum(kinds.values())
    found = [Held(title, kinds[kind], "") for kind, title in HELD.items() if kinds[kind]]
    return (Held("Open children", everyone, "payments only left out"), *found)


def _kinds(reading: Reading, unit: Unit) -> Counter[str]:
    return Counter(holder.case_type or CIN for holder in children_held(worklists_of(reading), unit))


def _finding(
    unit: Unit, held: Sequence[Held], overdue: OverduePage | None, caseload: Caseload | None, month: Month
) -> tuple[str, str]:
    if not held:
        return f"The headline measures of {unit.name} in {month.start:%B %Y}.", "Small numbers are hidden."
    finding = f"{unit.name} holds {counted(held[0].count, 'child', 'children')}."
    rest = []
    if caseload is not None and caseload.total.each is not None:
        rest.append(f"That is {printed_number(caseload.total.each, 1)} for each full-time worker.")
    if overdue is not None:
        late = "Nothing is overdue." if not overdue.total else ""
        if overdue.total:
            is_or_are = "date is" if overdue.total == 1 else "dates are"
            late = f"{with_capital(in_words(overdue.total))} {is_or_are} overdue, {_than_last_week(overdue)}."
        rest.append(late)
    return finding, " ".join(rest)


def _than_last_week(overdue: OverduePage) -> str:
    change = overdue.total - overdue.week_before
    if not change:
        return "as many as a week before"
    return f"{in_words(abs(change))} {'more' if change > 0 else 'fewer'} than a week before"


def _weeks(overdue: OverduePage) -> str:
    values = tuple(float(number) for number in overdue.weeks)
    return sparkline(Spark("Overdue by week", COUNT, values), LARGE)


def _trends(reading: Reading, unit: Unit, month: Month, audience: Audience) -> tuple[TrendGroup, ...]:
    """The scorecard's own rows of this unit, without those that the unit has nothing to do with."""
    found = []
    for group in scorecard_of(reading, unit, month, audience).groups:
        rows = tuple(row for row in group.rows if row.spark is not None and (row.spark.known or row.is_hidden))
        if rows:
            found.append(TrendGroup(group.topic.title, rows))
    return tuple(found)
