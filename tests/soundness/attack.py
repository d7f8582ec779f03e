"""
Somebody who has everything that is shown and wants what is hidden.

Written from the rules and not from the code: unknown counts are at least 1 where a hidden count may not be nought,
everything shown is an equation, and each unknown's least and largest value come from a linear programme of its own.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog

# Ranges this near to 1 are 1: the solver's tolerance.
NEARLY = 1e-6


@dataclass
class Attack:
    """`floors`: the least that each unknown can be; `equations`: sums of unknowns (with signs) that are known."""

    floors: dict[Hashable, float] = field(default_factory=dict)
    equations: list[tuple[dict[Hashable, float], float]] = field(default_factory=list)

    def unknown(self, name: Hashable, floor: float) -> None:
        self.floors[name] = floor

    def know_sum(self, total: Hashable, parts: Iterable[Hashable], shown: Mapping[Hashable, float]) -> None:
        """`total` is the sum of `parts`; those in `shown` are numbers, the others are unknowns."""
        terms: dict[Hashable, float] = {}
        right = 0.0
        for name, sign in ((total, -1.0), *((part, 1.0) for part in parts)):
            if name in shown:
                right -= sign * shown[name]
            else:
                terms[name] = terms.get(name, 0.0) + sign
        if terms:
            self.equations.append((terms, right))

    def width(self, name: Hashable) -> float:
        """Largest less least possible value; infinite where nothing bounds it."""
        equations = self._hanging_together_with(name)
        places = {
            unknown: place for place, unknown in enumerate(dict.fromkeys(u for terms, _r in equations for u in terms))
        }
        if name not in places:
            return float("inf")
        matrix = np.zeros((len(equations), len(places)))
        for row, (terms, _right) in enumerate(equations):
            for term, sign in terms.items():
                matrix[row, places[term]] += sign
        ends = []
        for sign in (1.0, -1.0):
            objective = np.zeros(len(places))
            objective[places[name]] = sign
            bounds = [(self.floors[unknown], None) for unknown in places]
            found = linprog(objective, A_eq=matrix, b_eq=[right for _terms, right in equations], bounds=bounds)
            if found.status in (3, 4):
                return float("inf")
            assert found.status == 0, found.message
            ends.append(found.fun * sign)
        return ends[1] - ends[0]

    def _hanging_together_with(self, name: Hashable) -> list[tuple[dict[Hashable, float], float]]:
        """The equations that are reached from an unknown through unknowns that they share."""
        reached, taken = {name}, set()
        growing = True
        while growing:
            growing = False
            for number, (terms, _right) in enumerate(self.equations):
                if number not in taken and not reached.isdisjoint(terms):
                    taken.add(number)
                    reached |= set(terms)
                    growing = True
        return [self.equations[number] for number in sorted(taken)]

    def worked_out(self, names: Iterable[Hashable]) -> list[Hashable]:
        """The unknowns whose range is narrower than 1."""
        return [name for name in names if self.width(name) < 1 - NEARLY]
