"""Residents by single year of age, so that rates have their base (docs/conventions.md)."""

import numpy as np
import pyarrow as pa

from sightline.dataset.demo import levels
from sightline.dataset.demo.arrow import dates, make, whole, words
from sightline.dataset.demo.clock import Clock, day_number, to_date

ENGLAND = "E92000001"
ENGLAND_LATEST, ENGLAND_BEFORE = 11_785_000, 11_677_000
# Single years 0 to 25, as shares of the residents under 18: a county with many young children and students.
SHAPE = np.array(
    [
        0.0500,
        0.0515,
        0.0525,
        0.0535,
        0.0545,
        0.0555,
        0.0565,
        0.0570,
        0.0575,
        0.0570,
        0.0565,
        0.0560,
        0.0555,
        0.0555,
        0.0560,
        0.0570,
        0.0585,
        0.0600,
        0.0620,
        0.0610,
        0.0600,
        0.0590,
        0.0585,
        0.0580,
        0.0575,
        0.0570,
    ]
)
BOYS = 0.513


def population_table(clock: Clock, area_code: str, size: float) -> pa.Table:
    """
    ext_population for the authority and England: mid-year estimates, men, women and persons, ages 0 to 25.

    The estimate in force in the latest months has the printed total, the one before it the total before. An
    estimate is first used in the June after its mid-year, so that rates already published keep their base.
    """
    rows: dict[str, list] = {k: [] for k in ("area", "year", "sex", "age", "population", "first")}
    latest = to_date(clock.ends[clock.before >= 0][-1])
    newest = latest.year - 1 - (latest.month < 6)
    oldest = to_date(clock.opens).year - 3
    for area, last, before, scale in (
        (area_code, levels.POPULATION_LATEST, levels.POPULATION_BEFORE, size),
        (ENGLAND, ENGLAND_LATEST, ENGLAND_BEFORE, 1.0),
    ):
        for year in range(oldest, newest + 1):
            back = newest - year
            total = last if back == 0 else before * 0.9945 ** (back - 1)
            persons = _shared(SHAPE[:18], round(total * scale))
            persons = np.append(persons, np.round(SHAPE[18:] / SHAPE[:18].sum() * total * scale).astype(int))
            boys = np.round(persons * BOYS).astype(int)
            for sex, counts in (("M", boys), ("F", persons - boys), ("P", persons)):
                rows["area"] += [area] * 26
                rows["year"] += [year] * 26
                rows["sex"] += [sex] * 26
                rows["age"] += range(26)
                rows["population"] += counts.tolist()
                rows["first"] += [day_number(to_date(0).replace(year + 1, 6, 1))] * 26
    n = len(rows["age"])
    return make(
        "ext_population",
        area_code=pa.array(rows["area"]),
        year=whole(np.array(rows["year"])),
        sex=pa.array(rows["sex"]),
        age=whole(np.array(rows["age"])),
        population=whole(np.array(rows["population"])),
        first_used_date=dates(np.array(rows["first"])),
        source=words(("made up",), np.zeros(n, np.int64)),
    )


def _shared(shape: np.ndarray, total: int) -> np.ndarray:
    exact = shape / shape.sum() * total
    counts = np.floor(exact).astype(int)
    counts[np.argsort(counts - exact, kind="stable")[: total - counts.sum()]] += 1
    return counts
