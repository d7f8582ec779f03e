"""
Rating schemes: the colour of a figure beside its target or its comparators, always by a scheme with a name.

The three schemes are those of the users' printed reports (specification, measures 22). They answer different questions
and are never mixed: a product names the one it uses, and each colour says by which rule it came about.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from sightline.errors import BadUsage, did_you_mean
from sightline.judgement.targets import TargetInForce
from sightline.measures.arithmetic import Quantity, exact, round_half_up
from sightline.measures.model import PER_10000, Polarity, Unit

ENGLAND = "England"
# Bands of scrutiny_2023 in percentage points, and of scorecard_2017 as shares of the target.
TEN_POINTS = Fraction(10)
FIVE_PER_CENT, TEN_PER_CENT = Fraction(5, 100), Fraction(10, 100)


class Rating(Enum):
    """The colours, and none."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_RATED = "not_rated"


@dataclass(frozen=True)
class Decided:
    """A colour that a person gave: where an action stands, in words, by whom."""

    rating: Rating
    words: str
    by: str = ""


@dataclass(frozen=True)
class Asked:
    """
    What a scheme may look at.

    `value` is unrounded, in the measure's unit; `decimals` are those it is printed with in the product (the unit's own
    by default); `comparators`: printed values by name; `decided`: a person's judgement.
    """

    value: Quantity | None
    unit: Unit
    polarity: Polarity
    decimals: int | None = None
    target: TargetInForce | None = None
    comparators: Mapping[str, Quantity] = field(default_factory=dict)
    england_only: bool = False
    decided: Decided | None = None

    @property
    def printed(self) -> Fraction:
        """The value as the page prints it."""
        assert self.value is not None
        return Fraction(round_half_up(self.value, self.places) or 0)

    @property
    def places(self) -> int:
        return self.unit.decimals if self.decimals is None else self.decimals


@dataclass(frozen=True)
class Rated:
    """
    The colour, the scheme it came from, and why, in a sentence.

    `gap`: percentage points worse than the worst comparator (scrutiny_2023), or the share of the target that is
    missing (scorecard_2017); None where nothing was compared.
    """

    scheme: str
    rating: Rating
    why: str
    gap: Fraction | None = None


@dataclass(frozen=True)
class Scheme:
    """A rating scheme: its name in settings, its title, its key as printed, and its rule."""

    name: str
    title: str
    key: str
    rule: Callable[[Asked], tuple[Rating, str, Fraction | None]]

    def rate(self, asked: Asked) -> Rated:
        """The colour of one figure. Neutral measures and missing figures never have one."""
        if self.name in (NONE.name, ACTION_PLAN.name):
            return Rated(self.name, *self.rule(asked))
        if asked.value is None:
            return Rated(self.name, Rating.NOT_RATED, "Not rated: there is no figure.")
        if asked.polarity is Polarity.NEUTRAL:
            return Rated(self.name, Rating.NOT_RATED, "Not rated: neither high nor low is good.")
        return Rated(self.name, *self.rule(asked))

    def not_rated(self, why: str) -> Rated:
        """No colour, for a reason outside the scheme, such as too few cases."""
        return Rated(self.name, Rating.NOT_RATED, why)


def _scrutiny(asked: Asked) -> tuple[Rating, str, Fraction | None]:
    if asked.unit is PER_10000:
        return Rating.NOT_RATED, "Not rated: a rate of activity is neither good nor bad.", None
    if not asked.unit.is_percent:
        return Rating.NOT_RATED, "Not rated: the scheme's bands are percentage points, and this is no percentage.", None
    held = {name: v for name, v in asked.comparators.items() if not asked.england_only or name == ENGLAND}
    if not held:
        return Rating.NOT_RATED, f"Not rated: no figure for {ENGLAND if asked.england_only else 'a comparator'}.", None
    printed = {name: Fraction(round_half_up(value, asked.places) or 0) for name, value in held.items()}
    gaps = {
        name: (other - asked.printed if asked.polarity is Polarity.HIGH else asked.printed - other)
        for name, other in printed.items()
    }
    worst = max(gaps, key=lambda name: gaps[name])
    gap = gaps[worst]
    beside = f"{worst} ({round_half_up(printed[worst], asked.places)}%)"
    if gap <= 0:
        return Rating.GREEN, f"Green: on or better than {_both(printed, asked.places)}.", gap
    points = f"{round_half_up(gap, asked.places)} percentage point{'' if gap == 1 else 's'}"
    if gap <= TEN_POINTS:
        return Rating.AMBER, f"Amber: {points} worse than {beside}, which is no more than 10.", gap
    return Rating.RED, f"Red: {points} worse than {beside}, which is more than 10.", gap


def _both(printed: Mapping[str, Fraction], decimals: int) -> str:
    return " and ".join(f"{name} ({round_half_up(value, decimals)}%)" for name, value in printed.items())


def _scorecard(asked: Asked) -> tuple[Rating, str, Fraction | None]:
    assert asked.value is not None
    if asked.target is None:
        return Rating.NOT_RATED, "Not rated: no target is set.", None
    value, target = exact(asked.value), asked.target
    wanted = target.words(asked.unit)
    if target.is_met(value):
        within = " by its tolerance" if target.shortfall(value) else ""
        return Rating.GREEN, f"Green: on the target of {wanted}{within}.", Fraction(0)
    short = target.relative_shortfall(value)
    if short is None:
        return Rating.RED, f"Red: off a target of {wanted}, of which no share can be taken.", None
    by = _share(short)
    if short <= FIVE_PER_CENT:
        return Rating.GREEN, f"Green: {by} of the target off {wanted}, which is within 5%.", short
    if short <= TEN_PER_CENT:
        return Rating.AMBER, f"Amber: {by} of the target off {wanted}, which is more than 5%.", short
    return Rating.RED, f"Red: {by} of the target off {wanted}, which is more than 10%.", short


def _share(short: Fraction) -> str:
    """A share of the target as it prints, with as many decimals as tell it from the edges of the bands."""
    per_cent = short * 100
    for decimals in range(1, 7):
        rounded = Fraction(round_half_up(per_cent, decimals) or 0)
        if rounded == per_cent or rounded not in (0, 5, 10):
            return f"{round_half_up(per_cent, decimals)}%"
    return f"just over {round_half_up(per_cent, 0)}%"


def _action_plan(asked: Asked) -> tuple[Rating, str, Fraction | None]:
    if asked.decided is None:
        return Rating.NOT_RATED, "Not rated: in an action plan a person decides, and nobody has yet.", None
    by = f", {asked.decided.by}" if asked.decided.by else ""
    return asked.decided.rating, f"{asked.decided.words}{by}.", None


def _none(_asked: Asked) -> tuple[Rating, str, Fraction | None]:
    return Rating.NOT_RATED, "Not rated: this product has no rating scheme.", None


NONE = Scheme("none", "No rating", "Figures are not coloured.", _none)
SCRUTINY_2023 = Scheme(
    "scrutiny_2023",
    "Scrutiny dashboard 2023: against England and statistical neighbours",
    "Green: on or better than both comparators. Amber: up to 10 percentage points worse than one. Red: more than 10 "
    "percentage points worse. Printed figures are compared; activity rates are not rated.",
    _scrutiny,
)
SCORECARD_2017 = Scheme(
    "scorecard_2017",
    "Scorecard 2017: against target",
    "Green: on target or within 5% of it. Amber: more than 5% of the target off. Red: more than 10% of the target off. "
    "Without a target: not rated.",
    _scorecard,
)
ACTION_PLAN = Scheme(
    "action_plan",
    "Action plan: decided by a person",
    "The colour and the words are a person's judgement of an action; nothing is computed.",
    _action_plan,
)
SCHEMES: dict[str, Scheme] = {s.name: s for s in (NONE, SCRUTINY_2023, SCORECARD_2017, ACTION_PLAN)}


def scheme_called(name: str) -> Scheme:
    """The scheme with this name. Errors: BadUsage with the nearest name."""
    if name not in SCHEMES:
        raise BadUsage(
            f"There is no rating scheme '{name}'.{did_you_mean(name, SCHEMES)} The schemes are: {', '.join(SCHEMES)}."
        )
    return SCHEMES[name]


def rate_all(scheme: Scheme, asked: Iterable[Asked]) -> list[Rated]:
    """The colours of a whole scorecard, by one scheme."""
    return [scheme.rate(one) for one in asked]
