"""
What an output states, as counts that add up.

Every figure states a numerator and a denominator; figures of one count by members, months and windows add up to one
another. Here they become the entries and sums that `linked.protect` hides and proves: members make wholes, months make
years, a numerator and the rest make a denominator, and rows of one table that add up in every month do so too.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TypeVar

import numpy as np

from sightline.engine.measured import AT_PERIOD_END
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.linked import Entry, Kind, Sum
from sightline.judgement.suppression.rules import (
    Rules,
    counts_people_in_need,
    is_of_others,
    is_sensitive,
    is_small_by_its_own,
)
from sightline.judgement.suppression.single import is_small, states_a_fact_about_all
from sightline.judgement.suppression.spans import Span, split
from sightline.judgement.suppression.statements import Before, Linked, Members, Place, Statement
from sightline.measures.model import PERCENT, Count, What

# Rows of one table are tried as a sum of one another when they have this many places in common, up to this many rows.
FEWEST_PLACES, MOST_ROWS, MOST_PARTS = 3, 14, 4

At = TypeVar("At", bound=Hashable)


@dataclass
class _Counted:
    """A count while entries are made of it."""

    value: Fraction
    is_primary: bool
    kind_of_sum: What
    is_fixed: bool = False
    was_hidden: Kind | None = None


def linked(
    statements: Sequence[Statement], audience: Audience, rules: Rules | None = None, before: Before | None = None
) -> Linked:
    """The system of all that the statements reveal at this level."""
    builder = _Builder(audience, rules or Rules(), before or Before())
    reveals = tuple(builder.add(statement) for statement in statements)
    builder.link()
    return Linked(tuple(builder.places), tuple(builder.entries()), tuple(builder.sums), reveals)


class _Builder:
    def __init__(self, audience: Audience, rules: Rules, before: Before):
        self.audience, self.rules, self.before = audience, rules, before
        self.places: list[Place | None] = []
        self.counted: list[_Counted] = []
        self.shown: list[bool] = []
        self.sums: list[Sum] = []
        self.number_of: dict[Place, int] = {}
        self.rests: set[tuple[int, int]] = set()
        # The entries of each table, in their order.
        self.groups: dict[Hashable, dict[int, None]] = {}

    def entries(self) -> list[Entry]:
        return [
            Entry(float(c.value), c.is_primary, shown, c.is_fixed and not c.is_primary, c.was_hidden)
            for c, shown in zip(self.counted, self.shown, strict=True)
        ]

    # What a statement reveals

    def add(self, statement: Statement) -> tuple[int, ...]:
        if is_of_others(statement.members):
            return ()
        below = self._denominator(statement)
        above = self._numerator(statement, below)
        if above is not None and below is not None and above != below:
            self._relate(statement, above, below)
        revealed = tuple(n for n in (above, below) if n is not None)
        for number in revealed:
            self.groups.setdefault(statement.group, {})[number] = None
        return revealed

    def _numerator(self, statement: Statement, below: int | None) -> int | None:
        count = statement.measure.numerator
        if statement.numerator is None or not counts_people_in_need(statement.measure, count):
            return None
        number = self._entry(statement, count, statement.numerator, statement.members)
        if not is_small_by_its_own(count) and below is not None:
            # A sum of days is as telling as the children it is of.
            self.counted[number].is_primary |= self.counted[below].is_primary
        return number

    def _denominator(self, statement: Statement) -> int | None:
        measure, count = statement.measure, statement.measure.denominator
        if statement.denominator is None:
            return None
        if measure.is_observed:
            return self._observed_denominator(statement)
        if not isinstance(count, Count) or not counts_people_in_need(measure, count):
            return None
        members = tuple(pair for pair in statement.members if pair[0] not in count.ignores)
        return self._entry(statement, count, statement.denominator, members)

    def _observed_denominator(self, statement: Statement) -> int | None:
        """What another system divided by: small where it is a count of few, whatever it is called."""
        assert statement.denominator is not None
        if not counts_people_in_need(statement.measure, statement.measure.numerator):
            return None
        place = Place(f"{statement.measure.numerator.key}|below", _span_of(statement), statement.members)
        primary = is_small(statement.denominator, self.rules.threshold_of(statement.measure))
        return self._place(place, statement.denominator, primary, What.OBSERVED)

    def _entry(self, statement: Statement, count: Count, value: Fraction, members: Members) -> int:
        measure, period = statement.measure, statement.period
        is_primary = is_small_by_its_own(count) and is_small(value, self.rules.threshold_of(measure))
        if measure.is_snapshot and period.window not in AT_PERIOD_END:
            # An average of month ends, as the sum of them.
            value = value * len(period.months)
        place = Place(count.key, _span_of(statement), members)
        return self._place(place, value, is_primary, count.what)

    def _place(self, place: Place, value: Fraction, is_primary: bool, what: What) -> int:
        if place not in self.number_of:
            text = place.text
            was_hidden = self.before.hidden.get(text)
            released = self.before.shown.get(text)
            is_fixed = released is not None and released == float(value)
            if released is not None and is_small(abs(value - Fraction(released)), self.rules.threshold):
                # A revision by 1 to 5 gives away who was added or taken out: held until somebody has looked at it.
                was_hidden = was_hidden or Kind.HELD
            self.number_of[place] = self._new(place, _Counted(value, is_primary, what, is_fixed, was_hidden), True)
        number = self.number_of[place]
        self.counted[number].is_primary |= is_primary
        return number

    def _new(self, place: Place | None, counted: _Counted, is_shown: bool) -> int:
        self.places.append(place)
        self.counted.append(counted)
        self.shown.append(is_shown)
        return len(self.places) - 1

    def _implied(self, value: Fraction, is_primary: bool) -> int:
        """A count that nothing prints and that a reader can take from others."""
        return self._new(None, _Counted(value, is_primary, What.ROWS), False)

    def _relate(self, statement: Statement, above: int, below: int) -> None:
        """A numerator and the rest make the denominator; in public the rest of 1 to 5 is hidden too."""
        top, bottom = self.counted[above].value, self.counted[below].value
        if statement.measure.unit is not PERCENT or top > bottom:
            return
        is_public = self.audience is Audience.PUBLIC
        if (above, below) not in self.rests:
            self.rests.add((above, below))
            threshold = self.rules.threshold_of(statement.measure)
            rest = self._implied(bottom - top, is_public and is_small(bottom - top, threshold))
            self.sums.append(Sum(below, (above, rest)))
        if is_public and is_sensitive(statement.measure, statement.members) and states_a_fact_about_all(top, bottom):
            self.counted[above].is_primary = True

    # What adds up

    def link(self) -> None:
        shown = list(self.number_of.items())
        self._link_members(shown)
        self._link_time(shown)
        self._link_rows()

    def _link_members(self, shown: list[tuple[Place, int]]) -> None:
        """Cells by members and the wholes of them, wherever in the output each stands."""
        families: dict[tuple[str, Span], dict[tuple[str, ...], list[tuple[Place, int]]]] = {}
        for place, number in shown:
            cut_by = tuple(name for name, _member in place.members)
            families.setdefault((place.count, place.span), {}).setdefault(cut_by, []).append((place, number))
        for (count, span), by_cut in families.items():
            self._imply_shared_wholes(count, span, by_cut)
            for coarse, fine in combinations(sorted(by_cut, key=len), 2):
                if set(coarse) < set(fine):
                    self._link_cuts(by_cut[coarse], by_cut[fine], set(coarse))

    def _imply_shared_wholes(
        self, count: str, span: Span, by_cut: dict[tuple[str, ...], list[tuple[Place, int]]]
    ) -> None:
        """
        Wholes that two cuts have in common though nothing prints them.

        A table by locality and age and one by locality and gender have the same children in each locality.
        """
        pairs = list(combinations(sorted(by_cut, key=lambda cut: (-len(cut), cut)), 2))
        for one, other in pairs:
            shared = tuple(name for name in one if name in other)
            if shared in by_cut or shared in (one, other):
                continue
            sums = [self._added_up(by_cut[cut], set(shared)) for cut in (one, other)]
            wholes = []
            for members in sums[0]:
                if sums[0][members] == sums[1].get(members):
                    place = Place(count, span, members)
                    whole = _Counted(sums[0][members], False, self.counted[by_cut[one][0][1]].kind_of_sum)
                    wholes.append((place, self._new(None, whole, False)))
            if wholes:
                by_cut[shared] = wholes
                pairs += [(shared, cut) for cut in by_cut if cut != shared]

    def _added_up(self, cells: list[tuple[Place, int]], names: set[str]) -> dict[Members, Fraction]:
        sums: dict[Members, Fraction] = {}
        for place, number in cells:
            members = tuple(pair for pair in place.members if pair[0] in names)
            sums[members] = sums.get(members, Fraction(0)) + self.counted[number].value
        return sums

    def _link_cuts(self, wholes: list[tuple[Place, int]], cells: list[tuple[Place, int]], names: set[str]) -> None:
        parts: dict[Members, list[int]] = {}
        for place, number in cells:
            parts.setdefault(tuple(pair for pair in place.members if pair[0] in names), []).append(number)
        for place, number in wholes:
            self._add_sum(number, parts.get(place.members, []))

    def _add_sum(self, total: int, parts: Sequence[int]) -> None:
        """The parts and, where they are not all of it, the rest of the whole; none where children are in several."""
        if not parts:
            return
        rest = self.counted[total].value - sum((self.counted[p].value for p in parts), Fraction(0))
        if rest < 0:
            return
        if rest > 0:
            hidden_rest = self.audience is Audience.PUBLIC and is_small(rest, self.rules.threshold)
            parts = [*parts, self._implied(rest, hidden_rest and self._is_about_children(total))]
        self.sums.append(Sum(total, tuple(parts)))

    def _is_about_children(self, number: int) -> bool:
        return self.counted[number].kind_of_sum is not What.AMOUNT

    def _link_time(self, shown: list[tuple[Place, int]]) -> None:
        """Months and the quarters, years to date and years that they make; a year to date less the month before's."""
        families: dict[tuple[str, Members], dict[Span, int]] = {}
        for place, number in shown:
            families.setdefault((place.count, place.members), {})[place.span] = number
        for numbers in families.values():
            if len(numbers) < 2:
                continue
            match self.counted[next(iter(numbers.values()))].kind_of_sum:
                case What.CHILDREN_IN_PERIOD:
                    self._link_growing(numbers)
                case What.OBSERVED:
                    self._link_observed(numbers)
                case _:
                    self._link_months(numbers)

    def _link_months(self, numbers: dict[Span, int]) -> None:
        values = {span: self.counted[number].value for span, number in numbers.items()}
        pieces = split(values)
        held = dict(numbers)
        for span, value in pieces.values.items():
            if span not in held:
                small = span in pieces.known and is_small(value, self.rules.threshold)
                held[span] = self._implied(value, small and self._is_about_children(next(iter(numbers.values()))))
        for span, parts in pieces.sums.items():
            self.sums.append(Sum(held[span], tuple(held[part] for part in parts)))

    def _link_growing(self, numbers: dict[Span, int]) -> None:
        """Different children since 1 April: each month's figure is the last one's and those who are new."""
        for start in dict.fromkeys(span.first for span in numbers):
            for earlier, later in pairwise(sorted(span for span in numbers if span.first == start)):
                new = self.counted[numbers[later]].value - self.counted[numbers[earlier]].value
                if new >= 0:
                    added = self._implied(new, is_small(new, self.rules.threshold))
                    self.sums.append(Sum(numbers[later], (numbers[earlier], added)))

    def _link_observed(self, numbers: dict[Span, int]) -> None:
        """Periods counted elsewhere that follow one another through a longer one, where their counts do add up."""
        for whole, number in numbers.items():
            inside = [span for span in sorted(numbers) if span != whole and whole.holds(span)]
            follow = all(b.first == a.last.plus(1) for a, b in pairwise(inside))
            if len(inside) < 2 or not follow or (inside[0].first, inside[-1].last) != (whole.first, whole.last):
                continue
            if sum(self.counted[numbers[s]].value for s in inside) == self.counted[number].value:
                self.sums.append(Sum(number, tuple(numbers[s] for s in inside)))

    def _link_rows(self) -> None:
        """Rows of one table that add up to another in every place: within and outside time limits make all."""
        for numbers in self.groups.values():
            by_count: dict[str, dict[tuple[Span, Members], int]] = {}
            for number in numbers:
                place = self.places[number]
                assert place is not None
                by_count.setdefault(place.count, {})[place.span, place.members] = number
            rows = list(by_count.values())[:MOST_ROWS]
            values = [{at: float(self.counted[number].value) for at, number in row.items()} for row in rows]
            for total, parts in sums_of_rows(values):
                for at, number in rows[total].items():
                    if all(at in rows[part] for part in parts):
                        self.sums.append(Sum(number, tuple(rows[part][at] for part in parts)))


def _span_of(statement: Statement) -> Span:
    """The months of the period; of a snapshot taken at its end, that month."""
    months = statement.period.months
    at_end = statement.measure.is_snapshot and statement.period.window in AT_PERIOD_END
    return Span(months[-1] if at_end else months[0], months[-1])


def sums_of_rows(rows: Sequence[Mapping[At, float]]) -> list[tuple[int, tuple[int, ...]]]:
    """
    Which row is the sum of which others wherever they all have a number, the fewest parts first.

    A row is found to be another one's equal, too. Rows of noughts alone are no part of a sum.
    """
    at = {place: column for column, place in enumerate(dict.fromkeys(place for row in rows for place in row))}
    table = np.full((len(rows), len(at)), np.nan)
    for number, row in enumerate(rows):
        table[number, [at[place] for place in row]] = list(row.values())
    found: list[tuple[int, tuple[int, ...]]] = []
    related: list[set[int]] = []
    for size in range(1, min(MOST_PARTS, len(rows) - 1) + 1):
        for parts in combinations(range(len(rows)), size):
            whole = table[list(parts)].sum(axis=0)
            for total in range(len(rows)):
                if total in parts or any(known <= {total, *parts} for known in related):
                    continue
                both = ~np.isnan(whole) & ~np.isnan(table[total])
                if both.sum() < FEWEST_PLACES or not np.array_equal(whole[both], table[total][both]):
                    continue
                if table[list(parts)][:, both].any(axis=1).all():
                    related.append({total, *parts})
                    found.append((total, parts))
    return found
