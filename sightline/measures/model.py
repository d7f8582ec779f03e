"""
What a measure is: a plain record of what is counted, over what, in which window, and which way is good.

Three things are declared, each in terms of the one before:

- a `Subject` is a kind of thing that can be counted: an *event* (a row with a date), a *snapshot* (what is open on a
  day) or an *observation* (a figure that another system already counted, `sightline.measures.observed`). It is an Ibis
  expression over the canonical tables, so it runs on DuckDB and on Spark.
- a `Count` says which rows of a subject are counted, and whether rows, children or an amount.
- a `Measure` divides one count by another (or by the population, or by nothing).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

import ibis.expr.types as ir
from ibis import Deferred

from sightline.dataset.schema import Table
from sightline.dataset.tables.population import POPULATION
from sightline.errors import BadDeclaration
from sightline.measures.windows import Window

if TYPE_CHECKING:
    from sightline.measures.source_tables import SourceTables


class Polarity(Enum):
    """Which way is good; neutral figures are watched and never rated."""

    HIGH = "high"
    LOW = "low"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Unit:
    """What a figure is in: its name, what the quotient is multiplied by, and the decimals it is printed with."""

    name: str
    multiplier: int
    decimals: int
    symbol: str = ""

    @property
    def is_percent(self) -> bool:
        """Whether differences between two such figures are percentage points, whatever its decimals."""
        return self.symbol == "%"


COUNT = Unit("count", 1, 0)
PERCENT = Unit("percent", 100, 1, "%")
WHOLE_PERCENT = Unit("percent", 100, 0, "%")
PERCENT_2_DECIMALS = Unit("percent", 100, 2, "%")
PERCENTAGE_POINTS = Unit("percentage_points", 100, 1, " percentage points")
PER_1000 = Unit("per_1000", 1_000, 2)
PER_10000 = Unit("per_10000", 10_000, 1)
PER_100000 = Unit("per_100000", 100_000, 0)
MEAN = Unit("mean", 1, 1)
MEAN_2_DECIMALS = Unit("mean", 1, 2)
FTE = Unit("fte", 1, 1)
DAYS = Unit("days", 1, 0, " days")
WORKING_DAYS = Unit("working_days", 1, 1, " working days")
WEEKS = Unit("weeks", 1, 1, " weeks")
POUNDS = Unit("pounds", 1, 0, " pounds")
SCORE = Unit("score", 1, 1)


class Kind(Enum):
    """How a subject's rows stand in time."""

    EVENT = "event"
    SNAPSHOT = "snapshot"
    OBSERVATION = "observation"


class What(Enum):
    """
    What is counted of the rows: the rows, an amount summed, or the different children among them.

    CHILDREN counts a child once in each month (a year to date adds the months, so that a child counts in each);
    CHILDREN_IN_PERIOD counts a child once in the whole period (docs/conventions.md).
    """

    ROWS = "rows"
    AMOUNT = "amount"
    CHILDREN = "children"
    CHILDREN_IN_PERIOD = "children in the period"
    # Counted elsewhere; only the figure is known.
    OBSERVED = "observed"


Builder = Callable[["SourceTables"], ir.Table]


@dataclass(frozen=True, eq=False)
class Subject:
    """
    A kind of thing that can be counted.

    The builder's table has one row per thing (per day for a snapshot) with `la_code`, `record_id`, `person_id`,
    `date` (an event) or `day` (a snapshot), `team_id`, `worker_id`, and the subject's own columns.

    `needs`: tables without which nothing can be said (the figure is then 'not supplied', never 0);
    `dimensions`: own code columns by which figures are cut; `amounts`: numeric columns that can be summed.
    """

    name: str
    kind: Kind
    grain: str
    build: Builder
    needs: tuple[Table, ...]
    dimensions: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    # False for things that are not about a child, such as posts and residents.
    about_children: bool = True
    # Columns of its own that the cube is kept by although no breakdown is called so.
    own_keys: tuple[str, ...] = ()
    # Windows of its own, where the usual ones of its kind don't fit.
    windows: tuple[Window, ...] = ()

    @property
    def rows(self) -> Count:
        """All rows."""
        return Count(self)

    @property
    def children(self) -> Count:
        """The different children of each month."""
        return Count(self, what=What.CHILDREN)

    @property
    def children_in_period(self) -> Count:
        """The different children of the whole period."""
        return Count(self, what=What.CHILDREN_IN_PERIOD)

    def where(self, condition: Deferred) -> Count:
        """The rows that meet a condition on the subject's columns."""
        return Count(self, where=condition)

    def children_where(self, condition: Deferred) -> Count:
        """The different children of each month among the rows that meet a condition."""
        return Count(self, where=condition, what=What.CHILDREN)

    def amount(self, column: str, condition: Deferred | None = None) -> Count:
        """The sum of a numeric column."""
        if column not in self.amounts:
            raise BadDeclaration(f"Subject '{self.name}' declares no amount '{column}'.")
        return Count(self, where=condition, what=What.AMOUNT, column=column)


def _subject(kind: Kind, **facts) -> Callable[[Builder], Subject]:
    def declare(build: Builder) -> Subject:
        return Subject(name=build.__name__, kind=kind, build=build, **facts)

    return declare


def event(**facts) -> Callable[[Builder], Subject]:
    """Declares the function below it as the builder of a subject of dated events."""
    return _subject(Kind.EVENT, **facts)


def snapshot(**facts) -> Callable[[Builder], Subject]:
    """Declares the function below it as the builder of a subject of what is open on a day."""
    return _subject(Kind.SNAPSHOT, **facts)


@dataclass(frozen=True, eq=False)
class Count:
    """
    Which rows of a subject are counted, and as what.

    `ignores`: breakdowns that this count, as a denominator, is not cut by. A share of outcomes is divided by all
    outcomes; a team's share of the authority's children by all the authority's children.
    """

    subject: Subject
    where: Deferred | None = None
    what: What = What.ROWS
    column: str | None = None
    ignores: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The same text for the same count, so that a component is stored once."""
        return f"{self.subject.name}|{self.what.value}|{self.column}|{self.where!r}"

    @property
    def is_additive(self) -> bool:
        """Rows and amounts add up over months and units; different children don't."""
        return self.what in (What.ROWS, What.AMOUNT)

    def across(self, *breakdowns: str) -> Count:
        """This count as a denominator that is the same for every member of the breakdowns."""
        return replace(self, ignores=breakdowns)

    def of_the_whole_authority(self) -> Count:
        """This count as a denominator that is the same for every unit, so that units add up to the authority."""
        return self.across("service_area", "locality", "team", "worker")


@dataclass(frozen=True)
class Population:
    """Residents aged 0-17, the base of rates per 10,000 (docs/conventions.md)."""

    youngest: int = 0
    oldest: int = 17


# What depends on everything since a period of care began looks back as long as childhood may last.
A_CHILDHOOD = 12 * 18

FLOW_WINDOWS = (
    Window.MONTH,
    Window.QUARTER,
    Window.YEAR_TO_DATE,
    Window.ROLLING_12,
    Window.FINANCIAL_YEAR,
    Window.PROJECTED_YEAR,
)
SHARE_WINDOWS = (Window.MONTH, Window.QUARTER, Window.YEAR_TO_DATE, Window.ROLLING_12, Window.FINANCIAL_YEAR)
SNAPSHOT_WINDOWS = (Window.SNAPSHOT, Window.MONTH, Window.QUARTER, Window.YEAR_TO_DATE, Window.ROLLING_12,
                    Window.FINANCIAL_YEAR)  # fmt: skip
YEAR_WINDOWS = (Window.FINANCIAL_YEAR, Window.YEAR_TO_DATE, Window.ROLLING_12)

UNIT_BREAKDOWNS = ("authority", "service_area", "locality", "team", "worker")
CHILD_BREAKDOWNS = ("age_band", "sex", "gender", "ethnicity", "ethnicity_group", "disability", "uasc")
ALL_BREAKDOWNS = UNIT_BREAKDOWNS + CHILD_BREAKDOWNS
# Where the child lived on the date. Whatever may be cut by what is known of the child may be cut by its home.
AREA_BREAKDOWNS = ("ward", "district")


@dataclass(frozen=True)
class Measure:
    """
    One figure of the catalogue.

    `definition` says in plain words what is counted and over what; `bands` are the age bands its table prints;
    `over_all_months`: a year-to-date sum of monthly counts of children, where a child counts in each month.
    """

    id: str
    title: str
    definition: str
    numerator: Count
    unit: Unit
    polarity: Polarity
    source: str
    denominator: Count | Population | None = None
    windows: tuple[Window, ...] = ()
    breakdowns: tuple[str, ...] = ALL_BREAKDOWNS
    also_known_as: tuple[str, ...] = ()
    why_it_matters: str = ""
    note: str = ""
    bands: str = "standard"
    # What the breakdown of a 'by code' measure is shown by when nothing is asked for.
    default_by: tuple[str, ...] = ()
    needs: tuple[Table, ...] = field(default=())
    # How many months of records before the period it depends on: a re-referral looks a year back.
    looks_back_months: int = 0
    # Days after the period until what its records lead to is known; younger figures are 'not yet complete'.
    settles_after_days: int = 0
    # Counted since 1 April at every month's end: never charted, averaged or added over months.
    cumulative: bool = False

    def __post_init__(self):
        def wrong(why: str) -> BadDeclaration:
            return BadDeclaration(f"Measure '{self.id}' {why}")

        if not self.windows:
            object.__setattr__(self, "windows", self._usual_windows())
        if self.is_observed:
            self._check_observed(wrong)
            return
        if self.unit is PERCENT and not isinstance(self.denominator, Count):
            raise wrong("is a percentage but has no count as its denominator.")
        if self.unit is PER_10000 and not isinstance(self.denominator, Population):
            raise wrong("is a rate per 10,000 but is not divided by the population.")
        if self.unit in (COUNT, FTE) and self.denominator is not None:
            raise wrong("is a count but has a denominator.")
        if isinstance(self.denominator, Count):
            if self.unit is PERCENT and self.numerator.what is not self.denominator.what:
                raise wrong(
                    f"can't be a percentage: its numerator counts {self.numerator.what.value}, its denominator "
                    f"counts {self.denominator.what.value}. Count the same in both."
                )
            if self.denominator.subject.kind is not self.subject.kind:
                raise wrong("divides events by a snapshot, or the other way round.")
        known = set(ALL_BREAKDOWNS) | set(self.subject.dimensions)
        if unknown := [b for b in (*self.breakdowns, *self.default_by) if b not in known]:
            raise wrong(f"is cut by {unknown}, which its subject '{self.subject.name}' does not declare.")

    def _check_observed(self, wrong: Callable[[str], BadDeclaration]) -> None:
        if self.denominator is not None:
            raise wrong("is observed, so its denominator is declared with its numerator, as observed(over=...).")
        # Of a figure counted elsewhere no more is known than it comes with: its own breakdowns.
        if self.breakdowns == ALL_BREAKDOWNS:
            object.__setattr__(self, "breakdowns", ("authority",))
        known = {"authority", *self.subject.dimensions}
        if unknown := [b for b in (*self.breakdowns, *self.default_by) if b not in known]:
            raise wrong(f"is cut by {unknown}, which its observations do not have.")

    def _usual_windows(self) -> tuple[Window, ...]:
        if self.subject.windows:
            return self.subject.windows
        if self.subject.kind is Kind.SNAPSHOT:
            return SNAPSHOT_WINDOWS
        return SHARE_WINDOWS if self.unit is PERCENT else FLOW_WINDOWS

    @property
    def subject(self) -> Subject:
        return self.numerator.subject

    @property
    def is_snapshot(self) -> bool:
        return self.subject.kind is Kind.SNAPSHOT

    @property
    def is_observed(self) -> bool:
        """Whether another system counted it, so that there are no records and no components behind it."""
        return self.subject.kind is Kind.OBSERVATION

    @property
    def is_rate(self) -> bool:
        return isinstance(self.denominator, Population)

    @property
    def counts(self) -> list[Count]:
        """Numerator and, where it is a count, denominator."""
        return [self.numerator, *([self.denominator] if isinstance(self.denominator, Count) else [])]

    @property
    def all_breakdowns(self) -> tuple[str, ...]:
        """The breakdowns it may be cut by: the usual ones and its subject's own codes."""
        is_of_children = all(c.subject.about_children for c in self.counts) and not self.is_observed
        by_home = AREA_BREAKDOWNS if is_of_children and set(CHILD_BREAKDOWNS) <= set(self.breakdowns) else ()
        if any(c.subject is not self.subject for c in self.counts):
            return (*self.breakdowns, *by_home)
        return tuple(dict.fromkeys((*self.breakdowns, *by_home, *self.subject.dimensions)))

    @property
    def required_tables(self) -> tuple[Table, ...]:
        """The tables without which the figure is 'not supplied'."""
        residents = (POPULATION,) if self.is_rate else ()
        return tuple(dict.fromkeys((*(t for c in self.counts for t in c.subject.needs), *self.needs, *residents)))
