"""
Figures that another system counted: the observation in force for the period, or the sum of those that tile it.

Nothing is made up: a period that is not told of as a whole is 'not supplied', a total that no source gave is not
added up from categories that may overlap, and a percentage is divided again from its counts or left as it was given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pyarrow as pa
from ibis import _

from sightline.dataset.tables.observations import MISSING, OUR_AREA, STATES
from sightline.engine.figure import Figure, Standing, Status
from sightline.engine.measured import Measured, Slice
from sightline.errors import BadUsage, did_you_mean
from sightline.measures import arithmetic, breakdowns
from sightline.measures.model import COUNT, FTE, POUNDS, Measure
from sightline.measures.observed import AREAS, Observed
from sightline.measures.windows import Month, Period, Window

# What a missing figure is to somebody who asked for one; all else that is missing was not supplied.
_STATUS_OF_MISSING = {"c": Status.SUPPRESSED}


@dataclass(frozen=True)
class Observation:
    """One row of ext_observation: a figure as one source gave it on one day. `members` by breakdown."""

    la_code: str
    area: str
    members: dict[str, str]
    period: str
    start: date
    end: date
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    status: str
    source: str
    extracted_on: date
    revision: int

    @property
    def is_missing(self) -> bool:
        return self.status in MISSING

    @property
    def place(self) -> tuple:
        """What two revisions of one figure share: '2016-17' and '12m to 2017-03' are the same days."""
        return (self.la_code, self.area, tuple(sorted(self.members.items())), self.start, self.end)

    def member(self, name: str) -> str | None:
        """The member of a breakdown that it is of; None where it is not cut by it."""
        match name:
            case "authority":
                return self.la_code
            case "area":
                return self.area
        return self.members.get(name)


def split_members(text: str | None) -> dict[str, str]:
    """`phase=Primary; subject=Reading` as members by breakdown."""
    pairs = (part.split("=", 1) for part in (text or "").split(";") if part.strip())
    return {name.strip(): member.strip() for name, member in pairs}


def told(measured: Measured, measure: Measure) -> list[Observation]:
    """Every observation of a measure, those that were replaced included, oldest first."""
    rows = measured.tables.observation.filter(_.measure == measure.id)
    found = [
        Observation(
            la_code=row["la_code"],
            area=row["area"],
            members=split_members(row["breakdown"]),
            period=row["period"],
            start=row["period_start"],
            end=row["period_end"],
            numerator=_amount(row["numerator"]),
            denominator=_amount(row["denominator"]),
            value=_amount(row["value"]),
            status=row["status"],
            source=row["source"],
            extracted_on=row["extracted_on"],
            revision=row["revision"],
        )
        for row in measured.engine.to_arrow(rows).to_pylist()
    ]
    return sorted(found, key=lambda o: (o.end, o.start, o.place, o.extracted_on, o.revision))


def _amount(value: float | None) -> Fraction | None:
    return None if value is None else arithmetic.exact(value)


def in_force(observations: Iterable[Observation]) -> list[Observation]:
    """Of each figure the one that was told last."""
    newest: dict[tuple, Observation] = {}
    for observation in observations:
        newest[observation.place] = observation
    return list(newest.values())


def check(measured: Measured, measure: Measure, asked: Slice) -> None:
    """Errors: BadUsage for a window, breakdown or period that this measure or dataset does not have."""
    if asked.window not in measure.windows:
        known = ", ".join(w.value for w in measure.windows)
        raise BadUsage(
            f"'{measure.id}' has no window '{asked.window.value}'. It is counted by another system; its windows are: "
            f"{known}."
        )
    for name in (*asked.by, *(name for name, _member in asked.where)):
        if name not in measure.all_breakdowns:
            raise BadUsage(
                f"'{measure.id}' can't be cut by '{name}'.{did_you_mean(name, measure.all_breakdowns)} "
                f"It can be cut by: {', '.join(measure.all_breakdowns)}."
            )
    last = Month.of(measured.as_at)
    for period in asked.periods:
        if asked.window is not Window.LATEST and period.last > last:
            raise BadUsage(
                f"{period.last} with window '{asked.window.value}' is outside the data, which reaches to {last} "
                f"(data as at {measured.as_at:%-d %B %Y})."
            )


def refuse_unknown_members(measured: Measured, measure: Measure, asked: Slice) -> None:
    """Errors: BadUsage for a member that neither the declaration nor an observation has."""
    check(measured, measure, asked)
    observations = told(measured, measure) if asked.where else []
    for name, wanted in asked.where:
        declared = AREAS if name == "area" else _declared(measure).members.get(name, ())
        known = {*declared, *(member for o in observations if (member := o.member(name)) is not None)}
        if name == "authority":
            known |= set(measured.manifest.authorities)
        if wanted.casefold() not in {member.casefold() for member in known}:
            raise BadUsage(
                f"'{name}' has no member '{wanted}'.{did_you_mean(wanted, known)} "
                f"'sightline query {measure.id} --by {name}' shows its members."
            )


def _declared(measure: Measure) -> Observed:
    assert isinstance(measure.numerator, Observed)
    return measure.numerator


def figures(measured: Measured, measure: Measure, asked: Slice) -> list[Figure]:
    """
    The measure's figures: one per period and combination of members found, in the order tables show them.

    Without a breakdown there is always one figure a period, 'not supplied' where no source tells of it.
    """
    check(measured, measure, asked)
    observations = _of_slice(in_force(told(measured, measure)), asked)
    found = [_of_period(measure, period, asked, observations) for period in asked.periods]
    # A member that one of the periods has stands in all of them.
    members = {key: None for of_period in found for key in of_period} or ({(): None} if not asked.by else {})
    shown = sorted(members, key=lambda key: _order(measure, asked, key))
    return [
        _figure(measure, period, asked, key, of_period.get(key, []))
        for period, of_period in zip(asked.periods, found, strict=True)
        for key in shown
    ]


def _of_slice(observations: Sequence[Observation], asked: Slice) -> list[Observation]:
    """Those that are cut by just the breakdowns asked for; of our own area unless areas are asked for."""
    names = {*asked.by, *(name for name, _member in asked.where)}
    kept = [o for o in observations if set(o.members) == names - {"authority", "area"}]
    if "area" not in names:
        kept = [o for o in kept if o.area == OUR_AREA]
    for name, wanted in asked.where:
        kept = [o for o in kept if (o.member(name) or "").casefold() == wanted.casefold()]
    return kept


Key = tuple[str | None, ...]


def _of_period(
    measure: Measure, period: Period, asked: Slice, observations: Sequence[Observation]
) -> dict[Key, list[Observation]]:
    """By member, the observations that together make the period: of each authority and month its own."""
    chosen = (
        _latest(_declared(measure), period, observations)
        if asked.window is Window.LATEST
        else _whole(_declared(measure), period, observations)
    )
    by_member: dict[Key, list[Observation]] = {}
    for observation in chosen:
        by_member.setdefault(tuple(observation.member(name) for name in asked.by), []).append(observation)
    return by_member


def _latest(declared: Observed, period: Period, observations: Sequence[Observation]) -> list[Observation]:
    """
    Of each area the observations of its latest period that had ended by then.

    Of two periods that end on one day (March, and the year to March) the one of the measure's usual kind counts.
    """
    ended = [o for o in observations if o.end <= period.end]
    latest: dict[str, tuple] = {}
    for o in ended:
        latest[o.area] = max(latest.get(o.area, (date.min, -len(declared.every), "")), _recency(declared, o))
    return [o for o in ended if _recency(declared, o) == latest[o.area]]


def _recency(declared: Observed, observation: Observation) -> tuple[date, int, str]:
    days = (observation.end - observation.start).days
    usual = [_USUAL_DAYS[kind.value] for kind in declared.every]
    nearest = min(range(len(usual)), key=lambda place: abs(usual[place] - days)) if usual else 0
    return observation.end, -nearest, str(observation.start)


_USUAL_DAYS = {
    "day": 0, "month": 30, "quarter": 91, "term": 110, "financial year": 365, "academic year": 365,
    "calendar year": 365, "twelve months": 365,
}  # fmt: skip


def _whole(declared: Observed, period: Period, observations: Sequence[Observation]) -> list[Observation]:
    """Of each figure the observation of just this period, or those that follow one another through it."""
    groups: dict[tuple, list[Observation]] = {}
    for observation in observations:
        groups.setdefault(observation.place[:3], []).append(observation)
    return [o for group in groups.values() for o in _tiling(group, period.start, period.end, declared.adds_up)]


def _tiling(group: Sequence[Observation], start: date, end: date, adds_up: bool) -> list[Observation]:
    """The fewest observations that cover every day from `start` to `end` once; none where a day is not covered."""
    tiles: list[Observation] = []
    day = start
    while day <= end:
        fitting = [o for o in group if o.start == day and o.end <= end]
        if not fitting:
            return []
        tiles.append(max(fitting, key=lambda o: o.end))
        day = tiles[-1].end + timedelta(days=1)
    return tiles if len(tiles) == 1 or adds_up else []


def _figure(measure: Measure, period: Period, asked: Slice, key: Key, parts: Sequence[Observation]) -> Figure:
    codes = dict(zip(asked.by, key, strict=True))
    labels = {name: breakdowns.UNKNOWN if member is None else member for name, member in codes.items()}
    if not parts:
        return Figure(measure, period, labels, codes, None, None, None, Status.NOT_SUPPLIED, where=asked.where)
    standing = _standing(parts)
    missing = [o for o in parts if o.is_missing]
    if missing:
        # One suppressed month suppresses the year: the rest would give it away.
        states = [_STATUS_OF_MISSING.get(o.status, Status.NOT_SUPPLIED) for o in missing]
        status = Status.SUPPRESSED if Status.SUPPRESSED in states else Status.NOT_SUPPLIED
        return Figure(measure, period, labels, codes, None, None, None, status, standing, asked.where)
    numerator, denominator, value = _value(measure, parts)
    if value is None:
        status = Status.NO_DENOMINATOR if denominator == 0 else Status.NOT_SUPPLIED
        return Figure(measure, period, labels, codes, numerator, denominator, None, status, standing, asked.where)
    return Figure(measure, period, labels, codes, numerator, denominator, value, Status.OK, standing, asked.where)


def _value(measure: Measure, parts: Sequence[Observation]) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Numerator, denominator and value. Several parts are summed as counts; what was given as a quotient is not."""
    numerators = [_counted(measure, o) for o in parts]
    below = [o.denominator for o in parts]
    numerator = None if None in numerators else arithmetic.total([n for n in numerators if n is not None])
    denominator = None if None in below else arithmetic.total([d for d in below if d is not None])
    if numerator is not None and denominator is not None:
        return numerator, denominator, arithmetic.divided(numerator, denominator, per=measure.unit.multiplier)
    if len(parts) == 1:
        return numerator, denominator, parts[0].value if parts[0].value is not None else numerator
    return numerator, None, numerator if not _declared(measure).over else None


def _counted(measure: Measure, observation: Observation) -> Fraction | None:
    """What was counted; a count (of people, posts, pounds) that was given as a value is the same."""
    if observation.numerator is None and measure.unit in (COUNT, FTE, POUNDS):
        return observation.value
    return observation.numerator


def _standing(parts: Sequence[Observation]) -> Standing:
    first, last = parts[0], parts[-1]
    states = (*STATES, *MISSING)
    return Standing(
        period=first.period if len({o.period for o in parts}) == 1 else f"{first.period} to {last.period}",
        period_start=min(o.start for o in parts),
        period_end=max(o.end for o in parts),
        status=max((o.status for o in parts), key=states.index),
        source="; ".join(dict.fromkeys(o.source for o in parts)),
        extracted_on=max(o.extracted_on for o in parts),
        revision=max(o.revision for o in parts),
    )


def _order(measure: Measure, asked: Slice, key: Key) -> list[tuple[int, str]]:
    places = []
    for name, member in zip(asked.by, key, strict=True):
        declared = AREAS if name == "area" else _declared(measure).members.get(name, ())
        label = member or breakdowns.UNKNOWN
        places.append((declared.index(label) if label in declared else len(declared), label))
    return places


def records(measured: Measured, measure: Measure, asked: Slice) -> pa.Table:
    """
    What stands behind a figure: the observations it is made of, and those they replaced.

    `role` is 'observation' for what is in force and 'replaced' for an earlier figure of the same period.
    """
    check(measured, measure, asked)
    everything = told(measured, measure)
    current = _of_slice(in_force(everything), asked)
    rows = []
    for period in asked.periods:
        chosen = [o for parts in _of_period(measure, period, asked, current).values() for o in parts]
        places = {o.place for o in chosen}
        for o in sorted((o for o in everything if o.place in places), key=lambda o: (o.end, o.place, o.extracted_on)):
            rows.append(_record(measure, period, o, "observation" if o in chosen else "replaced"))
    return pa.Table.from_pylist(rows, _RECORDS)


_RECORDS = pa.schema(
    [(name, pa.string()) for name in ("period", "role", "record_id")]
    + [("date", pa.date32())]
    + [(name, pa.string()) for name in ("observed_period", "area", "breakdown")]
    + [(name, pa.float64()) for name in ("numerator", "denominator", "value")]
    + [("status", pa.string()), ("source", pa.string()), ("extracted_on", pa.date32()), ("revision", pa.int64())]
)


def _record(measure: Measure, period: Period, o: Observation, role: str) -> dict:
    cut = "; ".join(f"{name}={member}" for name, member in o.members.items())
    return {
        "period": period.label,
        "role": role,
        "record_id": " ".join(filter(None, (measure.id, o.period, o.area, cut, str(o.revision)))),
        "date": o.end,
        "observed_period": o.period,
        "area": o.area,
        "breakdown": cut or None,
        **{name: _plain(getattr(o, name)) for name in ("numerator", "denominator", "value")},
        "status": o.status,
        "source": o.source,
        "extracted_on": o.extracted_on,
        "revision": o.revision,
    }


def _plain(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
