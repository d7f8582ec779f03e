"""
Two units side by side: each headline measure of both, and the difference with its 95% range, in words.

A part beside the whole that it belongs to is compared with the rest of it, for it would else be compared with itself.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from sightline.engine.figure import Figure, Status
from sightline.judgement.comparison import newcombe_difference
from sightline.judgement.goodness import good_way
from sightline.judgement.judged import Base
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.words import difference
from sightline.measures.arithmetic import divided, exact, round_half_up
from sightline.measures.model import COUNT, Polarity
from sightline.measures.windows import Month
from sightline.pages.headlines import Topic
from sightline.pages.organisation import Unit, UnitKind
from sightline.pages.reading import Reading
from sightline.pages.scorecard import Row, scorecard_of
from sightline.pages.scorecard_words import number_word


@dataclass(frozen=True)
class Gap:
    """
    The difference of two shares, first less second, in percentage points with its 95% range.

    `favourable`: whether the first is the better one; None where they can't be told apart or neither way is good.
    """

    points: float
    low: float
    high: float
    favourable: bool | None

    @property
    def is_clear(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Pair:
    """One measure of both units; `words` say what may be said of the difference."""

    first: Row
    second: Row
    gap: Gap | None
    words: str


@dataclass(frozen=True)
class PairGroup:
    topic: Topic
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Beside:
    """The page: the two units and what they are compared as."""

    first: Unit
    second: Unit
    month: Month
    audience: Audience
    groups: tuple[PairGroup, ...]

    @property
    def pairs(self) -> list[Pair]:
        return [pair for group in self.groups for pair in group.pairs]

    @property
    def clear(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.gap is not None and pair.gap.is_clear]

    @property
    def compared(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.gap is not None]

    def of_topic(self, key: str) -> "Beside":
        return replace(self, groups=tuple(group for group in self.groups if group.topic.key == key))


def beside_each_other(reading: Reading, first: Unit, second: Unit, month: Month, audience: Audience) -> Beside:
    """Both units' scorecards row by row, as this audience may see them; remembered for the version."""
    key = ("beside", first.key, second.key, month, audience)
    return reading.remembered(key, lambda: _made(reading, first, second, month, audience))


def _made(reading: Reading, first: Unit, second: Unit, month: Month, audience: Audience) -> Beside:
    cards = [scorecard_of(reading, unit, month, audience) for unit in (first, second)]
    inside = _inside(first, second)
    groups = []
    for one, other in zip(cards[0].groups, cards[1].groups, strict=True):
        rows = zip(one.rows, other.rows, strict=True)
        groups.append(PairGroup(one.topic, tuple(_pair(a, b, first, second, inside) for a, b in rows)))
    return Beside(first, second, month, audience, tuple(groups))


def _inside(first: Unit, second: Unit) -> int:
    """1 where the first holds the second, 2 where the second holds the first, 0 where neither holds the other."""
    if _holds(first, second):
        return 1
    return 2 if _holds(second, first) else 0


def _holds(one: Unit, other: Unit) -> bool:
    if other.is_whole or one.kind is UnitKind.WORKER:
        return False
    return one.is_whole or (bool(other.teams) and other.teams <= one.teams)


def _pair(a: Row, b: Row, first: Unit, second: Unit, inside: int) -> Pair:
    why = _why_not(a, b)
    if why:
        return Pair(a, b, None, why)
    assert a.judged is not None and b.judged is not None
    figures = [a.judged.figure, b.judged.figure]
    names = [first.name, second.name]
    if inside:
        # The unit that holds the other is compared as what is left of it.
        rest = _rest(figures[inside - 1], figures[2 - inside])
        if rest is None:
            return Pair(a, b, None, "Too little is left of the whole to compare.")
        figures[inside - 1] = rest
        names[inside - 1] = f"the rest of {names[inside - 1]}"
    gap = _gap(figures[0], figures[1], good_way(a.judged.measure))
    return Pair(a, b, gap, _words(gap, names[0], names[1], a))


def _why_not(a: Row, b: Row) -> str:
    """Why the two are not compared; empty where they are."""
    if a.judged is None or b.judged is None:
        return "Not known of both."
    if not (a.has_value and b.has_value):
        return "Hidden to protect children." if a.is_hidden or b.is_hidden else "Not known of both."
    if a.id != b.id or a.judged.measure.unit is COUNT:
        return "Numbers are not compared."
    if not a.judged.measure.unit.is_percent:
        return "There is no range to compare by."
    if Base.TOO_SMALL in (a.judged.base, b.judged.base):
        return "Too few cases to compare."
    return "" if a.judged.is_judged and b.judged.is_judged else "Not yet complete."


def _rest(whole: Figure, part: Figure) -> Figure | None:
    """The whole without the part; None where nothing, or what is no count, is left."""
    x, n = ((getattr(whole, side) or Fraction(0)) - (getattr(part, side) or Fraction(0))
            for side in ("numerator", "denominator"))  # fmt: skip
    if n <= 0 or not 0 <= x <= n:
        return None
    value = divided(x, n, per=whole.measure.unit.multiplier)
    return replace(whole, numerator=x, denominator=n, value=value, status=Status.OK)


def _gap(one: Figure, other: Figure, polarity: Polarity) -> Gap:
    counts = [float(part or 0) for part in (one.numerator, one.denominator, other.numerator, other.denominator)]
    found = newcombe_difference(*counts)
    points, low, high = (float(v) * 100 for v in (found.value, found.lower, found.upper))
    favourable = None
    if (low > 0 or high < 0) and polarity is not Polarity.NEUTRAL:
        favourable = (points > 0) == (polarity is Polarity.HIGH)
    return Gap(points, low, high, favourable)


def _words(gap: Gap, first: str, second: str, row: Row) -> str:
    """`North is 7.4 percentage points lower than South, which is worse.` or that they can't be told apart."""
    assert row.judged is not None
    if not gap.is_clear:
        return "No clear difference."
    size = difference(row.judged.measure.unit, abs(exact(gap.points)))
    way = "higher" if gap.points > 0 else "lower"
    good = {True: ", which is better", False: ", which is worse", None: ""}[gap.favourable]
    return f"{first[:1].upper()}{first[1:]} is {size} {way} than {second}{good}."


def finding(page: Beside) -> str:
    """`North differs from South in 3 of 19 measures.`"""
    clear, compared = len(page.clear), len(page.compared)
    if not compared:
        return f"{page.first.name} and {page.second.name} have no measure that can be compared."
    if not clear:
        return f"{page.first.name} and {page.second.name} do not differ clearly in any of {compared} measures."
    return f"{page.first.name} and {page.second.name} differ in {clear} of {compared} measures that can be compared."


def limits(page: Beside) -> str:
    """Which of the two does better where, and how many differences chance would give."""
    better = sum(pair.gap is not None and pair.gap.favourable is True for pair in page.pairs)
    worse = sum(pair.gap is not None and pair.gap.favourable is False for pair in page.pairs)
    said = []
    if better or worse:
        ours, theirs = (number_word(count) if count else "none" for count in (better, worse))
        said.append(f"{page.first.name} does better in {ours} and worse in {theirs}.")
    # At 95% one comparison in twenty differs by chance.
    expected = round_half_up(Fraction(len(page.compared), 20)) or 0
    if page.compared:
        by_chance = "fewer than 1" if expected < 1 else f"about {expected}"
        said.append(f"By chance alone {by_chance} would differ.")
    return " ".join(said)
