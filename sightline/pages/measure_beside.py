"""Published comparators of a measure: the strip, the table by year with rank, and what each is."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sightline.benchmarks import comparators as formed
from sightline.benchmarks import published
from sightline.benchmarks.areas import area_called, by_la_code
from sightline.benchmarks.beside import area_of
from sightline.benchmarks.library import open_library
from sightline.benchmarks.mapping import comparable, comparables
from sightline.charts.drawing import About, Drawing
from sightline.charts.strip import Named, Strip, comparator_strip
from sightline.judgement.words import with_symbol
from sightline.measures.arithmetic import exact
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import COUNT, Measure, What
from sightline.measures.windows import Month, Window
from sightline.pages.measure_asked import Asking
from sightline.pages.measure_words import symbol_of

YEARS = 3
MARCH = 3


@dataclass(frozen=True)
class BesideRow:
    """Who, and what is published of them in each year, as it is printed; `[x]` where nothing is."""

    name: str
    values: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True)
class BesideShown:
    """What others publish of this very measure; `why_not` where nobody does, or nothing was imported."""

    title: str
    note: str
    years: tuple[int, ...] = ()
    rows: tuple[BesideRow, ...] = ()
    strip: Drawing | None = None
    captions: tuple[str, ...] = ()
    why_not: str = ""


def beside_shown(asking: Asking) -> BesideShown | None:
    """The comparators of the whole authority; None for a unit, which nobody publishes."""
    asked = asking.asked
    if asked.where:
        return None
    published_as = _published_as(asked.measure)
    if published_as is not None:
        return beside_shown(replace(asking, asked=replace(asked, measure=published_as)))
    measure = asked.measure
    if measure.id not in comparables():
        return BesideShown("Nobody publishes this", "", why_not="No published figure counts what this measure counts.")
    if not measure.is_observed and measure.numerator.what is What.CHILDREN:
        return BesideShown(
            "Published on another basis",
            "",
            why_not="The department counts a child once a year, and this measure once a month: the two are not set "
            "beside each other.",
        )
    code = area_of(asking.reading.settings)
    newest = _newest_year(asking)
    imported = bool(open_library(asking.reading.workspace).sources)
    if code is not None and imported and newest is not None:
        found = _imported(asking, code, newest)
        if found is not None:
            return found
    return _shipped(asking)


# Our measures of children, each counted once a month, and the published ones of the same records.
_PUBLISHED_AS = {
    "referrals_children": "referrals",
    "referrals_children_rate": "referral_rate",
    "rereferrals_children": "rereferrals",
    "rereferral_pct_children": "rereferral_pct_referrals",
}


def _published_as(measure: Measure) -> Measure | None:
    """The measure by which the department publishes what this one is of; None where it is published itself."""
    return CATALOGUE.get(_PUBLISHED_AS.get(measure.id, ""))


def _newest_year(asking: Asking) -> int | None:
    library = open_library(asking.reading.workspace)
    facts = comparable(asking.asked.measure.id)
    wanted = (facts.measure, *([facts.denominator] if facts.derived and facts.denominator else []))
    years = [y for s in library.sources for m in wanted for x in s.measures.get(m, ()) for y in x["years"]]
    ended = asking.asked.month.end
    years = [year for year in years if date(year, MARCH, 31) <= ended]
    return max(years, default=None)


# What was imported


def _imported(asking: Asking, code: str, newest: int) -> BesideShown | None:
    reading, measure = asking.reading, asking.asked.measure
    years = tuple(range(newest - YEARS + 1, newest + 1))
    against = [formed.groups.ENGLAND, formed.groups.REGION, formed.groups.NEIGHBOURS]
    by_year = {year: formed.comparators_of(reading.workspace, measure.id, code, year, against) for year in years}
    last = by_year[newest]
    if last.own.value is None and all(one.value is None for one in last.comparators):
        return None
    is_own = not reading.settings.comparators.in_place_of
    own = {year: (found.own.value, found.own.status.value) for year, found in by_year.items()} if is_own else {}
    rows = [BesideRow(reading.settings.authority.name, _own_values(asking, years, own), strong=True)]
    england, region, neighbours = ([by_year[year].comparators[place] for year in years] for place in range(3))
    if is_own and any(one.rank is not None for one in neighbours):
        rank = tuple("[x]" if one.rank is None else f"{one.rank} of {one.rank_of}" for one in neighbours)
        rows.append(BesideRow(f"Rank, 1 is {last.first_is}", rank))
    for name, line in (("Neighbours, mean", neighbours), (region[-1].name, region), ("England", england)):
        rows.append(BesideRow(name, tuple(_printed(measure, one.value, one.status.value) for one in line)))
    own_value = last.own.value if is_own else _own_year(asking, newest)
    peers = _peers(asking, neighbours[-1], newest)
    strip = _strip(asking, newest, own_value, peers, england[-1].value, neighbours[-1].value)
    model = neighbours[-1].model
    captions = [f"Year to 31 March {newest}: {last.publication}, {last.vintage}.",
                f"Neighbours: {model} model, {len(neighbours[-1].members)} authorities." if model else "",
                "Open circles are neighbours, the triangle England." if peers else "", _whose(asking)]  # fmt: skip
    return BesideShown(_title(own_value, peers, measure, england[-1].value), _note(measure, newest), years,
                       tuple(rows), strip, tuple(text for text in captions if text))  # fmt: skip


def _own_values(asking: Asking, years: tuple[int, ...], own: dict) -> tuple[str, ...]:
    """Our own published figures; for an authority that publishes none, its records' own year."""
    measure = asking.asked.measure
    if own:
        return tuple(_printed(measure, value, status) for value, status in own.values())
    return tuple(_own_year_printed(asking, year) for year in years)


def _own_year(asking: Asking, year: int) -> Fraction | None:
    figure = asking.figure(Window.FINANCIAL_YEAR, Month(year, MARCH))
    return None if figure is None else figure.value


def _own_year_printed(asking: Asking, year: int) -> str:
    figure = asking.figure(Window.FINANCIAL_YEAR, Month(year, MARCH))
    if figure is None or figure.value is None:
        return symbol_of(figure)
    return _printed(asking.asked.measure, figure.value, "ok")


def _whose(asking: Asking) -> str:
    settings = asking.reading.settings
    if not settings.comparators.in_place_of:
        return ""
    stands_for = area_called(settings.comparators.in_place_of)
    return (
        f"{settings.authority.name}'s own years are from its records; its region and neighbours are those of "
        f"{stands_for.name}."
    )


def _peers(asking: Asking, neighbours: formed.Comparator, year: int) -> tuple[Named, ...]:
    """Each neighbour with its own figure."""
    library = open_library(asking.reading.workspace)
    facts = comparable(asking.asked.measure.id)
    source = next((s for s in library.sources if s.name == neighbours.source), None)
    if source is None:
        return ()
    figures = formed.figures_of(library, source, facts, year)
    known = by_la_code()
    return tuple(
        Named(known[code].name if code in known else code, float(figures[code].value or 0))
        for code in neighbours.members
        if code in figures and figures[code].value is not None
    )


def _title(own: Fraction | None, peers: tuple[Named, ...], measure: Measure, england: Fraction | None) -> str:
    """`Lower than six of ten neighbours`, `Higher than England`; counts of areas of different sizes say neither."""
    if own is None or measure.unit is COUNT:
        return "Beside others"
    if peers:
        above = sum(one.value > float(own) for one in peers)
        below = sum(one.value < float(own) for one in peers)
        word, count = ("Lower", above) if above >= below else ("Higher", below)
        return f"{word} than {_counted(count)} of {_counted(len(peers))} neighbours"
    if england is None:
        return "Beside others"
    if with_symbol(measure.unit, own) == with_symbol(measure.unit, england):
        return "The same as England"
    return f"{'Higher' if own > england else 'Lower'} than England"


_COUNTED = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _counted(number: int) -> str:
    return _COUNTED[number] if number < len(_COUNTED) else str(number)


def _note(measure: Measure, year: int) -> str:
    sizes = " Counts of areas of different sizes are not compared." if measure.unit is COUNT else ""
    return (
        f"{measure.title}, published for {year - 1}–{year % 100:02d}, a whole year: not beside the monthly line.{sizes}"
    )


def _strip(
    asking: Asking,
    year: int,
    own: Fraction | None,
    peers: tuple[Named, ...],
    england: Fraction | None,
    mean: Fraction | None,
) -> Drawing | None:
    measure = asking.asked.measure
    if measure.unit is COUNT:
        return None
    ours = None if own is None else Named(asking.reading.settings.authority.name, float(own))
    whole = None if england is None else Named("England", float(england))
    middle = None if mean is None or not peers else Named("neighbours’ mean", float(mean))
    if sum(one is not None for one in (ours, whole, middle)) + len(peers) < 2:
        return None
    named = [one.words(measure.unit) for one in (ours, whole, middle) if one is not None]
    if peers:
        low, high = min(p.value for p in peers), max(p.value for p in peers)
        low_words, high_words = (with_symbol(measure.unit, exact(v)) for v in (low, high))
        named.append(f"neighbours from {low_words} to {high_words}")
    about = About(f"{measure.title} in the year to 31 March {year}", f"{'; '.join(named)}.")
    return comparator_strip(Strip(measure.unit, about, ours, peers, whole, middle))


def _printed(measure: Measure, value: Fraction | None, status: str) -> str:
    if value is not None:
        sign = {"provisional": " [p]", "estimated": " [p]", "revised": " [r]"}.get(status, "")
        return f"{with_symbol(measure.unit, value).split(' ')[0]}{sign}"
    return {"suppressed": "[c]", "not_applicable": "[z]", "low_reliability": "[u]"}.get(status, "[x]")


# What ships


def _shipped(asking: Asking) -> BesideShown:
    """England from the facts that ship, beside our own year from the records."""
    measure = asking.asked.measure
    facts = published.newest(measure.id, asking.asked.month.end)
    facts = [fact for fact in facts if not fact.member]
    if not facts:
        return BesideShown(
            "No published figure is loaded",
            "",
            why_not="Import the department's files with 'sightline benchmarks import FOLDER' and they stand here.",
        )
    (fact, *_more) = facts
    year = fact.period_end.year
    own = _own_year(asking, year) if fact.period_end.month == MARCH else None
    rows = (
        BesideRow(asking.reading.settings.authority.name, (_own_year_printed(asking, year),), strong=True),
        BesideRow(fact.area, (_printed(measure, Fraction(fact.value), "ok"),)),
    )
    strip = _strip(asking, year, own, (), Fraction(fact.value), None)
    captions = (f"England: {fact.source}.", "Our own year is from the records.")
    return BesideShown(_title(own, (), measure, Fraction(fact.value)), _note(measure, year), (year,), rows, strip,
                       captions)  # fmt: skip
