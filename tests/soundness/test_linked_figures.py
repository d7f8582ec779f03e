"""
Random children, counted many ways at once: nobody who has all of it can work out a hidden count.

The attack knows nothing of totals. It thinks of the children themselves: every combination of what a child can be is an
unknown number of children, and every figure that is shown is the sum of some of them.
"""

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest

from sightline.engine.figure import Figure, Status
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.figures import protect_figures
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month, Period, Window
from soundness.attack import Attack

LOOKED_AFTER = CATALOGUE["cla_snapshot"]
AT_JUNE = Period(Window.SNAPSHOT, Month(2017, 6))
WAYS = {
    "locality": ("East", "North", "South", "West"),
    "gender": ("Female", "Male"),
    "age_band": ("1-5", "6-10", "11-15"),
    "disability": ("No", "Yes"),
}
WORLDS, IN_A_BATCH = 100, 10

Child = tuple[str, ...]


def drawn_children(random: np.random.Generator) -> dict[Child, int]:
    """How many children there are of every kind."""
    kinds = list(product(*WAYS.values()))
    level = random.choice([0.5, 2, 6, 20])
    counts = random.poisson(random.gamma(0.7, level / 0.7, size=len(kinds)))
    return {kind: int(count) for kind, count in zip(kinds, counts, strict=True)}


def drawn_cuts(random: np.random.Generator) -> list[tuple[str, ...]]:
    """All children, each way by itself, and one way crossed with several others."""
    names = list(WAYS)
    shared = names[int(random.integers(len(names)))]
    others = [name for name in names if name != shared]
    crossed = [tuple(sorted((shared, other))) for other in others if random.random() < 0.6]
    return [(), *((name,) for name in names if random.random() < 0.9), *crossed]


def cells_of(cut: tuple[str, ...], children: dict[Child, int]) -> dict[tuple[str, ...], list[Child]]:
    """The kinds of children in each cell of a cut."""
    places = [list(WAYS).index(name) for name in cut]
    cells: dict[tuple[str, ...], list[Child]] = {}
    for kind in children:
        cells.setdefault(tuple(kind[place] for place in places), []).append(kind)
    return cells


def figure(cut: tuple[str, ...], members: tuple[str, ...], count: int) -> Figure:
    number = Fraction(count)
    return Figure(LOOKED_AFTER, AT_JUNE, dict(zip(cut, members, strict=True)), {}, number, None, number, Status.OK)


@pytest.mark.parametrize("batch", range(WORLDS // IN_A_BATCH))
def test_no_hidden_count_of_tables_that_share_totals_can_be_worked_out(batch: int):
    random = np.random.default_rng(500 + batch)
    hidden_in_all = 0
    for _number in range(IN_A_BATCH):
        children = drawn_children(random)
        figures, kinds = [], []
        for cut in drawn_cuts(random):
            for members, inside in cells_of(cut, children).items():
                figures.append(figure(cut, members, sum(children[kind] for kind in inside)))
                kinds.append(inside)
        audience = Audience.PUBLIC if random.random() < 0.5 else Audience.PARTNER
        shown = protect_figures(figures, audience).figures
        attack = Attack()
        for kind in children:
            attack.unknown(kind, 0)
        names = []
        for true, printed, inside in zip(figures, shown, kinds, strict=True):
            name = ("count", *true.by.items())
            if printed.status is Status.SUPPRESSED:
                assert (printed.numerator, printed.denominator, printed.value) == (None, None, None)
                attack.unknown(name, min(1, float(true.value)))
                attack.know_sum(name, inside, {})
                names.append(name)
            else:
                assert not 1 <= printed.value <= 5
                attack.know_sum(name, inside, {name: float(printed.value)})
        hidden_in_all += len(names)
        assert attack.worked_out(names) == []
    assert hidden_in_all > 0


@pytest.mark.parametrize("seed", range(30))
def test_shares_whose_parts_are_counted_elsewhere_are_safe(seed: int):
    """A share by locality beside its numerators by locality and gender."""
    random = np.random.default_rng(seed)
    share = CATALOGUE["rereferral_pct_children"]
    month = Period(Window.MONTH, Month(2017, 6))
    told: list[tuple[Figure, dict]] = []
    for names in ((), ("locality",), ("locality", "gender")):
        told += [(names, members) for members in product(*(WAYS[name] for name in names))]  # type: ignore[misc]
    cells = {cell: int(random.poisson(9)) for cell in product(WAYS["locality"], WAYS["gender"])}
    again = {cell: int(random.binomial(count, 0.4)) for cell, count in cells.items()}
    figures, inside = [], []
    for names, members in told:
        of = [cell for cell in cells if cell[: len(members)] == members]
        top, bottom = sum(again[c] for c in of), sum(cells[c] for c in of)
        value = Fraction(100 * top, bottom) if bottom else None
        status = Status.OK if bottom else Status.NO_DENOMINATOR
        by = dict(zip(names, members, strict=True))
        figures.append(Figure(share, month, by, {}, Fraction(top), Fraction(bottom), value, status))
        inside.append(of)
    shown = protect_figures(figures, Audience.PUBLIC).figures
    attack = Attack()
    for cell in cells:
        attack.unknown(("again", cell), 0)
        attack.unknown(("once", cell), 0)
    secret = []
    for number, (true, printed, of) in enumerate(zip(figures, shown, inside, strict=True)):
        hidden = printed.status is Status.SUPPRESSED
        if not hidden and true.denominator:
            assert not any(1 <= n <= 5 for n in (true.numerator, true.denominator, true.denominator - true.numerator))
        known = {} if hidden else {("top", number): float(true.numerator), ("all", number): float(true.denominator)}
        if hidden:
            attack.unknown(("top", number), 0)
            attack.unknown(("all", number), 0)
            # A nought that went with its denominator says nothing of anyone.
            if true.numerator:
                secret.append(("top", number))
        attack.know_sum(("top", number), [("again", cell) for cell in of], known)
        attack.know_sum(("all", number), [(kind, cell) for cell in of for kind in ("again", "once")], known)
    assert attack.worked_out(secret) == []


def test_every_pair_of_ways_can_be_drawn():
    pairs = {cut for seed in range(50) for cut in drawn_cuts(np.random.default_rng(seed)) if len(cut) == 2}
    assert pairs == {tuple(sorted(pair)) for pair in combinations(WAYS, 2)}
