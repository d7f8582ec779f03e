"""Published comparators as a judgement takes them: of this very measure, of the newest year that had ended by a day."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from sightline.benchmarks import comparators as formed
from sightline.benchmarks import published
from sightline.benchmarks.areas import all_areas
from sightline.benchmarks.averages import Average
from sightline.benchmarks.library import open_library
from sightline.benchmarks.mapping import comparables
from sightline.judgement.comparators import Comparator
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import What
from sightline.settings import Settings

# How far back a comparator may be; an older one says nothing of today.
MOST_YEARS_BACK = 12
# The words of --against for the kinds of area of sightline.toml.
WORDS = {
    "england": "england",
    "region": "region",
    "statistical_neighbours": "neighbours",
    "good_las": "good",
}


def area_of(settings: Settings) -> str | None:
    """
    The code under which our authority's comparators are looked up; None for one that is in no published list.

    `[comparators] in_place_of` names a published authority for one that is not, such as the made-up one.
    """
    known = {code for area in all_areas() for code in (area.la_code, area.area_code)}
    asked = (settings.comparators.in_place_of, settings.authority.area_code, settings.authority.la_code)
    return next((code for code in asked if code and code in known), None)


def beside(
    workspace: Path | None,
    measure: str,
    settings: Settings,
    not_after: date,
    against: Sequence[str],
    *,
    average: Average | None = None,
    neighbour_model: str | None = None,
) -> tuple[Comparator, ...]:
    """
    For each word of `against` (england, region, neighbours, good or a group), the newest comparator that has a value.

    Each carries its own year and method. Without an import England and the region come from the facts that ship.
    Errors: BadUsage for a group that does not exist.
    """
    if _counts_a_child_once_a_month(measure):
        return ()
    area = area_of(settings)
    if measure not in comparables() or area is None or workspace is None:
        return _shipped(measure, not_after, against)
    found: dict[str, Comparator] = {}
    for year in _years(workspace, not_after):
        missing = [word for word in against if word not in found]
        if not missing:
            break
        pooled = average if average is not Average.POOLED or _can_be_pooled(measure) else None
        comparison = formed.comparators_of(
            workspace, measure, area, year, missing, average=pooled, neighbour_model=neighbour_model
        )
        for word, one in zip(missing, comparison.comparators, strict=True):
            if one.value is not None:
                found[word] = _as_judged(one)
    return tuple(found[word] for word in against if word in found)


def ranks_among_neighbours(workspace: Path | None, measure: str, settings: Settings, year: int) -> tuple[str, str, str]:
    """
    Our rank by published figures in a year and the year before (`5 of 11`), and which end is 1; empty where unknown.

    An authority that only stands in another's place has no rank.
    """
    area = None if settings.comparators.in_place_of else area_of(settings)
    if workspace is None or area is None or measure not in comparables():
        return "", "", ""
    words = []
    for of_year in (year, year - 1):
        comparison = formed.comparators_of(workspace, measure, area, of_year, ["neighbours"])
        (one,) = comparison.comparators
        words.append("" if one.rank is None else f"{one.rank} of {one.rank_of}")
    return words[0], words[1], comparables()[measure].first_is if any(words) else ""


def _counts_a_child_once_a_month(measure: str) -> bool:
    """The department counts such children once a year: its figure is another one than the sum of our months."""
    ours = CATALOGUE.get(measure)
    return ours is not None and not ours.is_observed and ours.numerator.what is What.CHILDREN


def _years(workspace: Path, not_after: date) -> Iterable[int]:
    """Years that had ended by the day, newest first, none newer than what is held."""
    ended = not_after.year if not_after >= date(not_after.year, 3, 31) else not_after.year - 1
    newest = max([source.last_year for source in open_library(workspace).sources], default=ended)
    start = min(ended, max(newest, _newest_shipped()))
    return range(start, start - MOST_YEARS_BACK, -1)


def _newest_shipped() -> int:
    return max(fact.period_end.year for fact in published.shipped())


def _can_be_pooled(measure: str) -> bool:
    facts = comparables()[measure]
    return facts.unit == "percent" and bool(facts.numerator) and facts.denominator is not None


def _as_judged(one: formed.Comparator) -> Comparator:
    of = f" of {one.members_used}" if one.members_used is not None else ""
    return Comparator(
        name=one.name.replace(f" ({one.model} model)", f" of the {one.model} model") if one.model else one.name,
        year=f"{one.year - 1}/{one.year % 100:02d}",
        value=one.value,
        method="published" if one.method is Average.PUBLISHED else f"{one.method.value}{of}",
        kind=one.kind,
        source=one.source,
        status=one.status.value,
    )


def _shipped(measure: str, not_after: date, against: Sequence[str]) -> tuple[Comparator, ...]:
    """England alone: without a place in the published lists there is no region and there are no neighbours."""
    facts = published.newest(measure, not_after) if published.ENGLAND in against else []
    return tuple(
        Comparator(f.area, f.label.removeprefix(f.area).strip(), Fraction(f.value), kind=f.area_type, source=f.source)
        for f in facts
    )
