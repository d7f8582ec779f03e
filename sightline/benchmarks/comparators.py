"""
One measure of one authority and year beside others': England, its region, its neighbours, a group, all authorities.

Every comparator says its year, its source and how it was formed; all of one comparison are of one published file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from sightline.benchmarks import groups, mapping, published
from sightline.benchmarks.areas import AUTHORITY, Area, area_called, by_la_code, region_of, why_absent
from sightline.benchmarks.areas import ENGLAND as ENGLAND_NUMBER
from sightline.benchmarks.averages import Average, PublishedFigure, averaged, share
from sightline.benchmarks.groups import Group, group_called
from sightline.benchmarks.library import NOTHING, Cell, Library, Source, open_library
from sightline.benchmarks.mapping import Comparable, comparable
from sightline.benchmarks.positions import band, rank
from sightline.benchmarks.statuses import Status
from sightline.errors import BadUsage
from sightline.settings import read_settings

USUAL = (groups.ENGLAND, groups.REGION, groups.NEIGHBOURS, groups.GOOD)
# How each product averages percentages; counts and rates are always averaged by their mean, or median.
AVERAGE_OF_PERCENTAGES = {
    "scorecard_2017": Average.POOLED,
    "good_authorities_2017": Average.POOLED,
    "quarterly_report_2016": Average.MEAN,
    "scrutiny_dashboard_2023": Average.MEAN,
    "dfe_interactive_tool": Average.MEAN,
    "dfe_outcomes_and_enablers": Average.MEDIAN,
}
_MULTIPLIER = {"percent": 100, "per_10000": 10_000}


@dataclass(frozen=True)
class Comparator:
    """
    One comparator. `value` is unrounded, None where nothing can be said, which `status` and `note` then explain.

    `kind`: england, region, neighbours, good, members, all, judged-good or a group's own name; `method`: how it was
    formed; `members_used`: how many of them had a value; `rank` is the authority's among itself and the members,
    `rank_of` of how many; `quartile`: A (the good end) to D.
    """

    kind: str
    name: str
    value: Fraction | None
    method: Average
    members: tuple[str, ...]
    members_used: int | None
    rank: int | None
    rank_of: int | None
    quartile: str | None
    year: int
    status: Status
    source: str
    model: str | None = None
    without_value: tuple[tuple[str, Status], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Comparison:
    """An authority's published figure of a measure and year, and its comparators, all of one source."""

    measure: str
    year: int
    area: Area
    own: PublishedFigure
    comparators: tuple[Comparator, ...]
    unit: str
    polarity: str
    first_is: str
    source: str
    publication: str
    vintage: str
    note: str = ""


def comparators_of(
    workspace: Path,
    measure: str,
    area: str,
    year: int,
    against: Sequence[str] = USUAL,
    *,
    neighbour_model: str | None = None,
    average: Average | None = None,
    source: str | None = None,
    named_groups: Mapping[str, Sequence[str]] | None = None,
) -> Comparison:
    """
    A measure of an area in the year that ends (2017: the year to, or the day, 31 March 2017) beside others'.

    `area`: nine-character or three-digit code; `average`: by default the mean; `source`: a published file's name, by
    default the newest that has the measure and year; `named_groups`: by default those of sightline.toml. Where nothing
    fitting was imported, England and the region come from the facts that ship.

    Errors: BadUsage for a measure, area, group, model or source that does not exist, and for pooling what can't be.
    """
    facts = comparable(measure)
    _refuse_pooling(facts, average)
    own_area = area_called(area)
    library = open_library(workspace)
    chosen = _source(library, facts, year, source)
    if named_groups is None:
        named_groups = {name: group.members for name, group in read_settings(workspace).groups.items()}
    if chosen is None:
        for word in against:
            if word not in (groups.ENGLAND, groups.REGION, groups.ALL):
                group_called(word, library, own_area, year, model=neighbour_model, named=named_groups)
        return _from_shipped(facts, own_area, year, against)
    figures = figures_of(library, chosen, facts, year)
    own = figures.get(own_area.la_code, PublishedFigure(None, Status.NOT_PUBLISHED))
    how = average or Average.MEAN
    formed = [
        _comparator(word, library, chosen, facts, own_area, year, figures, how, neighbour_model, named_groups)
        for word in against
    ]
    note = "" if own.value is not None else why_absent(own_area, year)
    return Comparison(
        measure, year, own_area, own, tuple(formed), facts.unit, facts.polarity, facts.first_is, chosen.name,
        chosen.publication, chosen.vintage, note,
    )  # fmt: skip


def history_of(workspace: Path, measure: str, area: str, *, source: str | None = None) -> dict[int, PublishedFigure]:
    """
    The area's own published figures of every year, each year from the newest file that has it (or from `source`).

    An authority that was abolished, or its successor, is not part of another's history.
    """
    facts, own, library = comparable(measure), area_called(area), open_library(workspace)
    sources = [library.called(source)] if source else list(library.sources)
    years = sorted({y for s in sources for m in _components(facts) for x in s.measures.get(m, ()) for y in x["years"]})
    found: dict[int, PublishedFigure] = {}
    read: dict[str, dict[int | None, dict[str, PublishedFigure]]] = {}
    for year in years:
        chosen = _source(library, facts, year, source)
        if chosen is None:
            continue
        if chosen.file not in read:
            read[chosen.file] = _figures_by_year(library, chosen, facts, None)
        if figure := read[chosen.file].get(year, {}).get(own.la_code):
            found[year] = figure
    return found


def _components(facts: Comparable) -> tuple[str, ...]:
    """What a measure is formed from where it is not published itself."""
    return (*facts.numerator, *filter(None, [facts.denominator])) if facts.derived else (facts.measure,)


def _source(library: Library, facts: Comparable, year: int, name: str | None) -> Source | None:
    """The file to read: the one that is named, or the newest that has the measure, else what it is derived from."""
    if name:
        found = library.called(name)
        if found.has(facts.measure, None) or (facts.derived and found.has(_components(facts)[0], None)):
            return found
        raise BadUsage(f"'{found.name}' holds no figures of '{facts.measure}'. Leave --source out, or name another.")
    if facts.derived:
        every = [s for s in library.sources if all(s.has(m, year) for m in _components(facts))]
        part = Library(library.folder, tuple(every)).best(_components(facts)[0], year)
        if part is not None:
            return part
    return library.best(facts.measure, year)


def figures_of(library: Library, source: Source, facts: Comparable, year: int) -> dict[str, PublishedFigure]:
    """Every area's figure of a measure in one file and year, with numerator and denominator where it has them."""
    return _figures_by_year(library, source, facts, year).get(year, {})


def _figures_by_year(
    library: Library, source: Source, facts: Comparable, year: int | None
) -> dict[int | None, dict[str, PublishedFigure]]:
    own = library.cells(source, facts.measure, year)
    parts = [library.cells(source, part, year) for part in facts.numerator]
    whole = library.cells(source, facts.denominator, year) if facts.denominator else {}
    per = _MULTIPLIER.get(facts.unit, 1)
    found: dict[int | None, dict[str, PublishedFigure]] = {}
    for la_code, of_year in own.keys() | (whole.keys() if facts.derived else set()):
        key = (la_code, of_year)
        pieces = [part.get(key, NOTHING) for part in parts]
        figure = (
            _published(facts, own[key], pieces, whole.get(key, NOTHING))
            if key in own
            else share([(c.value, c.status) for c in pieces], (whole[key].value, whole[key].status), per=per)
        )
        found.setdefault(of_year, {})[la_code] = figure
    return found


def _published(facts: Comparable, cell: Cell, parts: list[Cell], whole: Cell) -> PublishedFigure:
    if facts.unit == mapping.COUNT:
        return PublishedFigure(cell.value, cell.status, cell.value, None, period=cell.period)
    # Several parts are those of a share that is derived elsewhere; here the share itself is published.
    numerator = parts[0].value if len(parts) == 1 else None
    return PublishedFigure(cell.value, cell.status, numerator, whole.value, period=cell.period)


def _refuse_pooling(facts: Comparable, average: Average | None) -> None:
    if average is not Average.POOLED:
        return
    if facts.unit != mapping.PERCENT:
        raise BadUsage(f"'{facts.measure}' is no percentage: use --average mean or median.")
    if not facts.numerator or not facts.denominator:
        raise BadUsage(f"'{facts.measure}' is published without its counts: use --average mean or median.")


def _comparator(
    word: str,
    library: Library,
    source: Source,
    facts: Comparable,
    area: Area,
    year: int,
    figures: Mapping[str, PublishedFigure],
    how: Average,
    model: str | None,
    named: Mapping[str, Sequence[str]],
) -> Comparator:
    own = figures.get(area.la_code, PublishedFigure(None, Status.NOT_PUBLISHED))
    if word in (groups.ENGLAND, groups.REGION):
        return _of_an_area(word, source, facts, area, year, figures, own)
    group = (
        Group(groups.ALL, "All authorities", tuple(sorted(c for c in figures if _is_authority(c))))
        if word == groups.ALL
        else group_called(word, library, area, year, model=model, named=named)
    )
    members = [(code, figures.get(code, PublishedFigure(None, Status.NOT_PUBLISHED))) for code in group.members]
    value, used = averaged([figure for _code, figure in members], how, per=_MULTIPLIER.get(facts.unit, 1))
    place, quartile = _position(facts, area, own, members)
    without = tuple((code, figure.status) for code, figure in members if figure.value is None)
    notes = [group.missing, *(why_absent(by_la_code()[code], year) for code, _status in without)]
    return Comparator(
        kind=group.kind,
        name=group.name,
        value=value,
        method=how,
        members=group.members,
        members_used=used,
        rank=place[0],
        rank_of=place[1],
        quartile=quartile,
        year=year,
        status=Status.OK if value is not None else Status.NOT_AVAILABLE,
        source=source.name,
        model=group.model,
        without_value=() if word == groups.ALL else without,
        note="" if word == groups.ALL else " ".join(filter(None, notes)),
    )


def _position(
    facts: Comparable, area: Area, own: PublishedFigure, members: Sequence[tuple[str, PublishedFigure]]
) -> tuple[tuple[int | None, int | None], str | None]:
    """Rank and band of an authority among itself and the others of a group."""
    others = [figure for code, figure in members if code != area.la_code]
    if area.level != AUTHORITY or not others:
        return (None, None), None
    return rank(own, others, facts.first_is), band(own, others, facts.polarity)


def _is_authority(la_code: str) -> bool:
    area = by_la_code().get(la_code)
    return area is not None and area.level == AUTHORITY


def _of_an_area(
    word: str,
    source: Source,
    facts: Comparable,
    area: Area,
    year: int,
    figures: Mapping[str, PublishedFigure],
    own: PublishedFigure,
) -> Comparator:
    """England's or the region's own figure, which is a total and no average; the rank is among its authorities."""
    whose = by_la_code()[ENGLAND_NUMBER] if word == groups.ENGLAND else region_of(area)
    if whose is None:
        raise BadUsage(f"{area.name} lies in no region. Leave 'region' out of --against.")
    figure = figures.get(whose.la_code, PublishedFigure(None, Status.NOT_PUBLISHED))
    within = [(code, f) for code, f in figures.items() if _is_authority(code) and _lies_in(code, whose)]
    place, quartile = _position(facts, area, own, within)
    return Comparator(
        word, whose.name, figure.value, Average.PUBLISHED, (), None, *place, quartile, year, figure.status, source.name
    )


def _lies_in(la_code: str, whose: Area) -> bool:
    return whose.la_code == ENGLAND_NUMBER or by_la_code()[la_code].region_code == whose.area_code


def _from_shipped(facts: Comparable, area: Area, year: int, against: Sequence[str]) -> Comparison:
    """What can be said without an import: England and the regions whose figures ship with the package."""
    formed = []
    for word in against:
        whose = by_la_code()[ENGLAND_NUMBER] if word == groups.ENGLAND else region_of(area)
        fact = published.fact_of(facts.measure, whose.name, year) if word in USUAL[:2] and whose else None
        name = whose.name if whose and word in USUAL[:2] else word
        formed.append(
            Comparator(
                kind=word.partition(":")[0],
                name=name,
                value=None if fact is None else Fraction(fact.value),
                method=Average.PUBLISHED,
                members=(),
                members_used=None,
                rank=None,
                rank_of=None,
                quartile=None,
                year=year,
                status=Status.NOT_IMPORTED if fact is None else Status.OK,
                source=fact.source if fact else "",
            )
        )
    note = (
        f"No imported file has '{facts.measure}' for {year}. Download the DfE's files and run "
        "'sightline benchmarks import FOLDER'; until then only figures that ship with Sightline are shown."
    )
    return Comparison(
        facts.measure, year, area, PublishedFigure(None, Status.NOT_IMPORTED), tuple(formed), facts.unit,
        facts.polarity, facts.first_is, "", "", "", note,
    )  # fmt: skip
