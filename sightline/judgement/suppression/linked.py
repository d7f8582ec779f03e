"""
Linked tables: counts that add up to one another, hidden so that nothing hidden can be worked out.

A line, a two-way table and a whole report are the same thing here: entries, of which some are shown, and sums over
them. Small counts are hidden; each sum that would give one away loses one more entry; then the audit tries to work
out every hidden count from all that is shown, and what it can, it repairs (spec/statistics.md 6.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from sightline.judgement.suppression.audit import Seen, first_narrow, groups_of


class Kind(Enum):
    """Why an entry is hidden: for itself, for the sake of another, or because a small revision awaits review."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    HELD = "held"


@dataclass(frozen=True)
class Entry:
    """
    One count. `is_primary`: it must not be known; `is_shown`: an output prints it unless it is hidden (else it is
    only implied, as the rest of a whole is); `is_fixed`: it can't be hidden, having been published; `was_hidden`: it
    was hidden in an earlier release and stays so.
    """

    value: float
    is_primary: bool = False
    is_shown: bool = True
    is_fixed: bool = False
    was_hidden: Kind | None = None


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`: places of entries."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Protected:
    """Which entries are hidden and why; `exposed` are those that nothing left to hide can protect."""

    hidden: dict[int, Kind]
    exposed: tuple[int, ...] = ()

    @property
    def is_safe(self) -> bool:
        """A table that is not safe is not released."""
        return not self.exposed


def protect(entries: Sequence[Entry], sums: Sequence[Sum], told: Sequence[tuple[int, ...]] = ()) -> Protected:
    """
    Hides entries until no hidden one can be worked out. The same input always gives the same result.

    Sums are helped in their order, entries chosen by size and then in theirs: the order is the reading order. `told`:
    entries that one figure tells together, a numerator and its denominator. A figure is hidden with any of them, and
    what no figure tells any longer is hidden too.
    """
    return _Protecting(entries, sums, told).done()


@dataclass
class _Protecting:
    entries: Sequence[Entry]
    sums: Sequence[Sum]
    told: Sequence[tuple[int, ...]] = ()
    hidden: dict[int, Kind] = field(default_factory=dict)
    exposed: list[int] = field(default_factory=list)

    def __post_init__(self):
        self.values = np.asarray([float(entry.value) for entry in self.entries])
        self.unknown = np.asarray([not entry.is_shown for entry in self.entries], dtype=bool)
        self.sums_of: dict[int, list[int]] = {}
        for number, each in enumerate(self.sums):
            for place in (each.total, *each.parts):
                self.sums_of.setdefault(place, []).append(number)
        # How many entries of each sum a reader does not see.
        self.unseen = [int(sum(self.unknown[p] for p in (each.total, *each.parts))) for each in self.sums]
        self._dragged: set[int] = set()
        self._telling: dict[int, set[int]] = {}
        for figure, places in enumerate(self.told):
            for place in places:
                self._telling.setdefault(place, set()).add(figure)
        self._proved: set[tuple[int, ...]] = set()
        self._seen = Seen.of(self.values)
        for place, entry in enumerate(self.entries):
            if place in self.hidden:
                continue
            if entry.is_primary and entry.is_shown:
                if entry.is_fixed:
                    raise ValueError("A small count can't be fixed as shown.")
                self._hide(place, Kind.PRIMARY)
            elif entry.was_hidden and entry.is_shown:
                self._hide(place, entry.was_hidden)

    def done(self) -> Protected:
        while True:
            self._help_sums()
            if not self._repair():
                return Protected(dict(sorted(self.hidden.items())), tuple(sorted(self.exposed)))

    def _hide(self, place: int, kind: Kind) -> None:
        self.hidden[place] = kind
        self.unknown[place] = True
        for number in self.sums_of.get(place, ()):
            self.unseen[number] += 1
        for figure in sorted(self._telling.get(place, ())):
            for other in self.told[figure]:
                self._telling[other].discard(figure)
                if not self._telling[other] and self._can_hide(other):
                    self._hide(other, self._kind_of(other))
                    self._dragged.add(other)

    def _kind_of(self, place: int) -> Kind:
        return Kind.PRIMARY if self.entries[place].is_primary else Kind.SECONDARY

    # Sums

    def _help_sums(self) -> None:
        changed = True
        while changed:
            changed = False
            for number in range(len(self.sums)):
                while self._needs_help(number) and (choice := self._choice(number)) is not None:
                    self._hide(choice, Kind.SECONDARY)
                    changed = True

    def _needs_help(self, number: int) -> bool:
        """Whether one sum alone gives away what is hidden in it."""
        if not self.unseen[number]:
            return False
        each = self.sums[number]
        places = [p for p in (each.total, *each.parts) if self.unknown[p]]
        if len(places) == 1:
            return self._matters(places[0])
        if self.unknown[each.total] or not any(self._matters(p) for p in places):
            return False
        # Hidden cells that add up to their number are each 1.
        return all(p in self.hidden for p in places) and sum(self.values[p] for p in places) == len(places)

    def _matters(self, place: int) -> bool:
        """Whether it harms that an entry is worked out: not that of a nought which only went with its denominator."""
        if place in self.exposed:
            return False
        is_nought_beside = place in self._dragged and not self.values[place]
        return self.entries[place].is_primary or (place in self.hidden and not is_nought_beside)

    def _choice(self, number: int) -> int | None:
        """The part to hide: one that helps another sum too, then the smallest; a nought, then the total, if need be."""
        each = self.sums[number]
        parts = [p for p in each.parts if self._can_hide(p)]
        positive = [p for p in parts if self.values[p] > 0]
        if positive:
            return min(positive, key=lambda p: (not self._helps_another(p, number), self.values[p], p))
        if parts:
            return parts[0]
        return each.total if self._can_hide(each.total) else None

    def _can_hide(self, place: int) -> bool:
        return not self.unknown[place] and not self.entries[place].is_fixed

    def _helps_another(self, place: int, number: int) -> bool:
        return any(self.unseen[other] == 1 for other in self.sums_of[place] if other != number)

    # The audit

    def _repair(self) -> bool:
        """Hides one more entry for the first count of each group that can be worked out; False when there is none."""
        found = self._narrow()
        for place in found:
            if not self.unknown[place] or not self._matters(place):
                continue
            choice = self._near(place)
            if choice is None:
                # A secondary entry that can be worked out harms no one; a small count does.
                self.exposed.append(place)
            else:
                self._hide(choice, Kind.SECONDARY)
        if not found:
            self.exposed = [p for p in self.exposed if self.entries[p].is_primary]
        return bool(found)

    def _narrow(self) -> list[int]:
        # A hidden nought is only known not to be negative; a reader knows that all else hidden is at least 1.
        floors = np.asarray([min(1.0, v) if p in self.hidden else 0.0 for p, v in enumerate(self.values)])
        audited = {p for p in range(len(self.entries)) if self.unknown[p] and self._matters(p)}
        found: list[int] = []
        sums = [(each.total, each.parts) for each in self.sums]

        def is_open(members: tuple[int, ...]) -> bool:
            return members not in self._proved and not audited.isdisjoint(members)

        for group in groups_of(self.values, floors, self.unknown, sums, is_open):
            key = tuple(group.members.tolist())
            mine = [member for member in key if member in audited]
            pinned = first_narrow(group, mine, self._seen)
            if pinned is None:
                self._proved.add(key)
            else:
                found.append(pinned)
        return sorted(found)

    def _near(self, place: int) -> int | None:
        """The smallest shown positive part of a sum that holds the entry, else anything that hangs together with it."""
        numbers = self.sums_of.get(place, [])
        parts = [p for number in numbers for p in self.sums[number].parts if self._can_hide(p)]
        if positive := [p for p in parts if self.values[p] > 0]:
            return min(positive, key=lambda p: (self.values[p], p))
        if parts:
            return min(parts)
        if totals := [self.sums[n].total for n in numbers if self._can_hide(self.sums[n].total)]:
            return min(totals, key=lambda p: (self.values[p], p))
        reached = [p for p in self._hanging_together(place) if self._can_hide(p)]
        return min(reached, key=lambda p: (self.values[p] <= 0, self.values[p], p), default=None)

    def _hanging_together(self, place: int) -> set[int]:
        """Everything in a sum with an unknown that is reached from the entry through unknowns."""
        seen, open_, near = {place}, [place], set()
        while open_:
            for number in self.sums_of.get(open_.pop(), ()):
                each = self.sums[number]
                for other in (each.total, *each.parts):
                    near.add(other)
                    if self.unknown[other] and other not in seen:
                        seen.add(other)
                        open_.append(other)
        return near
