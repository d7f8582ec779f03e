"""
The audit: how far each hidden count can be narrowed down by somebody who has everything that is shown.

Counts are unknowns, what is shown is known, and every total is an equation (spec/statistics.md 6.4). The narrowest
range of an unknown is found by linear programming (HiGHS), one connected group of unknowns at a time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

# A hidden count is safe when what is shown leaves it a range at least this wide.
WIDE_ENOUGH = 1.0
# The solver's own tolerance, well under the distance of two counts.
TOLERANCE = 1e-6
# Attempts at moving many unknowns at once, before each is tried alone.
JOINT_ATTEMPTS = 6


@dataclass(frozen=True)
class Group:
    """
    Unknowns that hang together: `coefficients @ unknowns = known`, each at least its `floor`.

    `members`: the places of the unknowns in the whole system; `at`: their true values, one solution of many.
    """

    members: np.ndarray
    coefficients: csr_array
    known: np.ndarray
    floor: np.ndarray
    at: np.ndarray


def groups_of(
    values: np.ndarray,
    floors: np.ndarray,
    unknown: np.ndarray,
    sums: Sequence[tuple[int, tuple[int, ...]]],
    is_wanted: Callable[[tuple[int, ...]], bool] = lambda members: True,
) -> Iterator[Group]:
    """
    The connected groups of unknowns. An unknown that is in no sum is in no group: nothing narrows it.

    `sums`: the place of each total and of its parts; `unknown`: whether a reader does not see the entry; `is_wanted`:
    which groups to make, by their members.
    """
    equations, columns, signs = [], [], []
    known, count = [], 0
    for total, parts in sums:
        hidden = [(place, sign) for place, sign in ((total, -1.0), *((part, 1.0) for part in parts)) if unknown[place]]
        if not hidden:
            continue
        # What remains for the unknowns is what makes the true values a solution.
        known.append(sum(sign * values[place] for place, sign in hidden))
        for place, sign in hidden:
            equations.append(count)
            columns.append(place)
            signs.append(sign)
        count += 1
    if not count:
        return
    matrix = csr_array((signs, (equations, columns)), shape=(count, len(values)))
    used = np.unique(columns)
    matrix = matrix[:, used]
    _number, labels = connected_components(
        csr_array(
            (np.ones(len(columns)), (np.asarray(equations), count + np.searchsorted(used, columns))),
            shape=(count + len(used), count + len(used)),
        ),
        directed=False,
    )
    for label in np.unique(labels[count:]):
        inside = np.flatnonzero(labels[count:] == label)
        members = used[inside]
        if not is_wanted(tuple(members.tolist())):
            continue
        rows = np.flatnonzero(labels[:count] == label)
        yield Group(members, matrix[rows][:, inside], np.asarray(known)[rows], floors[members], values[members])


@dataclass
class Seen:
    """
    The lowest and highest value that each entry had in any solution met so far.

    They stay good when more is hidden: what was a solution still is one.
    """

    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray) -> "Seen":
        return cls(values.copy(), values.copy())

    def is_narrow(self, places: np.ndarray) -> np.ndarray:
        return self.high[places] - self.low[places] < WIDE_ENOUGH - TOLERANCE


def first_narrow(group: Group, audited: Sequence[int], seen: Seen) -> int | None:
    """
    The first of the audited unknowns whose range is narrower than 1: one that a reader can work out.

    Any two solutions that differ by 1 in an unknown prove it safe, so that a few programmes settle most of them.
    """
    place_of = {member: place for place, member in enumerate(group.members.tolist())}
    left = np.asarray(audited, dtype=int)

    def see(wanted: np.ndarray, signs: np.ndarray | float) -> None:
        objective = np.zeros(len(group.members))
        objective[[place_of[member] for member in wanted.tolist()]] = signs
        found = _solve(group, objective)
        seen.low[group.members] = np.minimum(seen.low[group.members], found)
        seen.high[group.members] = np.maximum(seen.high[group.members], found)

    for attempt in range(JOINT_ATTEMPTS):
        before = left = left[seen.is_narrow(left)]
        if not len(left):
            return None
        # All up, all down, then some up and the others down.
        signs = (-1.0) ** (np.arange(len(left)) // (attempt // 2)) if attempt > 1 else np.ones(len(left))
        see(left, signs * (-1.0) ** attempt)
        left = left[seen.is_narrow(left)]
        if attempt and len(left) == len(before):
            break
    for member in left.tolist():
        for sign in (1.0, -1.0):
            if seen.is_narrow(np.asarray([member]))[0]:
                see(np.asarray([member]), sign)
        if seen.is_narrow(np.asarray([member]))[0]:
            return member
    return None


def _solve(group: Group, objective: np.ndarray) -> np.ndarray:
    """The solution with the least objective, in a box far wider than any range that matters."""
    top = float(group.at.sum() + group.at.max() + 1000)
    found = linprog(
        objective,
        A_eq=group.coefficients,
        b_eq=group.known,
        bounds=np.column_stack([group.floor, np.full(len(group.at), top)]),
        method="highs",
    )
    assert found.status == 0, f"The true values are a solution, yet the solver says: {found.message}"
    return found.x


def width(group: Group, member: int) -> float:
    """The whole range of one unknown: infinite where nothing bounds it."""
    place = group.members.tolist().index(member)
    ends = []
    for sign in (1.0, -1.0):
        objective = np.zeros(len(group.members))
        objective[place] = sign
        found = linprog(
            objective,
            A_eq=group.coefficients,
            b_eq=group.known,
            bounds=np.column_stack([group.floor, np.full(len(group.at), np.inf)]),
            method="highs",
        )
        if found.status in (3, 4):
            return inf
        assert found.status == 0, f"The true values are a solution, yet the solver says: {found.message}"
        ends.append(float(found.x[place]))
    return ends[1] - ends[0]
