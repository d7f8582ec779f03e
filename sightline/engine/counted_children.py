"""Which children the figures count: for some measures and months, every child with what counted it."""

from collections.abc import Sequence

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from sightline.engine.measured import Measured
from sightline.engine.record_lists import holds
from sightline.engine.rows import rows_of
from sightline.measures.model import Count, Measure
from sightline.measures.windows import Month


class CountedChildren:
    """
    For each child the measures and months that count it, as numerator or only as part of the base.

    Kept as three narrow columns sorted by child, so that a county's children take a few megabytes.
    """

    def __init__(self, measures: Sequence[Measure], found: Sequence[tuple[int, pa.Table]]):
        """`found`: a measure's place and its rows `person_id`, `month`, `is_counted`, one a child and month."""
        self._measures = tuple(measures)
        tables = [rows for _place, rows in found]
        people = _joined([rows["person_id"].to_numpy() for rows in tables])
        places = _joined([np.full(rows.num_rows, place, np.int16) for place, rows in found])
        months = _joined([rows["month"].to_numpy() for rows in tables])
        counted = _joined([rows["is_counted"].to_numpy() for rows in tables])
        names, numbers = np.unique(people.astype(str), return_inverse=True)
        order = np.argsort(numbers, kind="stable")
        self._starts = np.searchsorted(numbers[order], np.arange(len(names) + 1))
        self._number = {name: number for number, name in enumerate(names.tolist())}
        self._places, self._months, self._counted = places[order], months[order], counted[order]

    def of(self, child_id: str) -> list[tuple[Measure, Month, bool]]:
        """The measures and months that a child is in; the last says whether it is counted or in the base alone."""
        number = self._number.get(child_id)
        if number is None:
            return []
        part = slice(self._starts[number], self._starts[number + 1])
        days = self._months[part].astype("datetime64[D]").tolist()
        rows = zip(self._places[part].tolist(), days, self._counted[part].tolist(), strict=True)
        return [(self._measures[int(place)], Month.of(day), bool(counted)) for place, day, counted in rows]


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.array([])


def counted_children(measured: Measured, asked: Sequence[tuple[Measure, Sequence[Month]]]) -> CountedChildren:
    """Asks the engine once for each kind of record; measures of other systems and not of children have none."""
    measures = [measure for measure, _months in asked]
    by_subject: dict[str, list[tuple[int, Measure, Sequence[Month]]]] = {}
    for place, (measure, months) in enumerate(asked):
        if measure.subject.about_children and not measure.is_observed:
            by_subject.setdefault(measure.subject.name, []).append((place, measure, months))
    found = []
    for of_subject in by_subject.values():
        found += _of_subject(measured, of_subject)
    return CountedChildren(measures, found)


def _of_subject(
    measured: Measured, asked: Sequence[tuple[int, Measure, Sequence[Month]]]
) -> list[tuple[int, pa.Table]]:
    subject = asked[0][1].subject
    months = sorted({month for _place, _measure, wanted in asked for month in wanted})
    rows = rows_of(subject, measured.tables)
    rows = rows.filter(_.month.isin([ibis.date(month.start) for month in months]), _.person_id.notnull())
    flags = {}
    for place, measure, _months in asked:
        base = measure.denominator
        own = base if isinstance(base, Count) and base.subject is subject else None
        flags[f"counted_{place}"] = holds(rows, measure.numerator)
        flags[f"base_{place}"] = holds(rows, own)
    rows = rows.select("person_id", "month", **flags)
    rows = rows.group_by("person_id", "month").agg(**{name: rows[name].cast("int8").max() for name in flags})
    table = measured.engine.to_arrow(rows)
    found = []
    for place, _measure, wanted in asked:
        counted = table[f"counted_{place}"].to_numpy() == 1
        starts = np.array([month.start for month in wanted], "datetime64[D]")
        in_months = np.isin(table["month"].to_numpy().astype("datetime64[D]"), starts)
        kept = pa.array(((table[f"base_{place}"].to_numpy() == 1) | counted) & in_months, pa.bool_())
        one = pa.table(
            {"person_id": table["person_id"], "month": table["month"], "is_counted": pa.array(counted, pa.bool_())}
        )
        found.append((place, one.filter(kept)))
    return found
