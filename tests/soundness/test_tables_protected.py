"""No table that is shown gives away what is hidden in it, alone or with the tables that share its totals."""

from itertools import product

import numpy as np
import pytest

from sightline.errors import BadUsage
from sightline.judgement.suppression.linked import Entry, Kind, Sum, protect
from sightline.judgement.suppression.single import Mark
from sightline.judgement.suppression.tables import ProtectedTable, protect_table
from soundness.attack import Attack

TABLES, IN_A_BATCH = 500, 50


def drawn_table(random: np.random.Generator) -> np.ndarray:
    """One to three ways, sparse to full, of ones and twos or of hundreds, some with missing cells."""
    ways = int(random.integers(1, 4))
    shape = tuple(random.integers(1, 4 if ways == 3 else 8, size=ways))
    cells = random.poisson(random.choice([1, 3, 8, 20, 60]), size=shape) * (
        random.random(shape) < random.choice([0.4, 0.8, 1.0])
    )
    table = cells.astype(object)
    if random.random() < 0.1:
        table[random.random(shape) < 0.1] = None
    return table


def lines_of(shape: tuple[int, ...]):
    """Every line along every way: the place of its total, the places of its cells."""
    for axis in range(len(shape)):
        for around in product(*[range(n) for way, n in enumerate(shape) if way != axis]):
            line = [(*around[:axis], at, *around[axis:]) for at in range(shape[axis])]
            yield line[-1], line[:-1]


def attack_on(table: ProtectedTable, truth: dict[tuple[int, ...], int]) -> tuple[Attack, list[tuple[int, ...]]]:
    printed = {at: table.printed[at] for at in np.ndindex(table.printed.shape)}
    hidden = [at for at, cell in printed.items() if cell is Mark.CONFIDENTIAL]
    attack = Attack()
    for at in hidden:
        # A hidden count is at least 1; only where a nought had to be hidden is it not.
        attack.unknown(at, min(1, truth[at]))
    for total, cells in lines_of(table.printed.shape):
        there = [at for at in cells if printed[at] is not None]
        if there:
            attack.know_sum(total, there, {at: cell for at, cell in printed.items() if isinstance(cell, int)})
    return attack, hidden


def truth_of(cells: np.ndarray) -> dict[tuple[int, ...], int]:
    grid = np.where(cells == None, 0, cells).astype(int)  # noqa: E711
    for axis in range(grid.ndim):
        grid = np.concatenate([grid, grid.sum(axis=axis, keepdims=True)], axis=axis)
    return {at: int(grid[at]) for at in np.ndindex(grid.shape)}


@pytest.mark.parametrize("batch", range(TABLES // IN_A_BATCH))
def test_no_hidden_cell_of_a_random_table_can_be_worked_out(batch: int):
    random = np.random.default_rng(batch)
    for number in range(IN_A_BATCH):
        cells = drawn_table(random)
        table = protect_table(cells)
        truth = truth_of(cells)
        small = [at for at in truth if 1 <= truth[at] <= 5]
        assert all(table.printed[at] is Mark.CONFIDENTIAL for at in small), f"table {number}: {cells}"
        shown = [at for at, cell in np.ndenumerate(table.printed) if isinstance(cell, int)]
        assert all(table.printed[at] == truth[at] for at in shown)
        attack, hidden = attack_on(table, truth)
        assert attack.worked_out(hidden) == [], f"table {number}: {cells}"


@pytest.mark.parametrize("seed", range(20))
def test_other_counts_behind_the_hidden_cells_change_nothing_that_is_shown(seed: int):
    random = np.random.default_rng(1000 + seed)
    cells = random.poisson(4, size=(4, 5)).astype(object)
    table = protect_table(cells)
    truth = truth_of(cells)
    attack, hidden = attack_on(table, truth)
    if not hidden:
        return
    # Another table that everything shown allows: every hidden count as far up as it goes, in turn.
    other = dict(truth) | other_counts(attack, hidden, truth)
    assert other != truth
    assert all(other[at] == table.printed[at] for at in np.ndindex(table.printed.shape) if at not in hidden)
    for total, line in lines_of(table.printed.shape):
        assert other[total] == pytest.approx(sum(other[at] for at in line))


def other_counts(attack: Attack, hidden: list, truth: dict) -> dict:
    from scipy.optimize import linprog

    places = {name: place for place, name in enumerate(hidden)}
    matrix = np.zeros((len(attack.equations), len(places)))
    for row, (terms, _right) in enumerate(attack.equations):
        for term, sign in terms.items():
            matrix[row, places[term]] += sign
    first = next(at for at in hidden if truth[at] <= 5)
    ends = []
    for sign in (1.0, -1.0):
        objective = np.zeros(len(places))
        objective[places[first]] = sign
        bounds = [(attack.floors[name], truth[name] + 50) for name in hidden]
        found = linprog(objective, A_eq=matrix, b_eq=[right for _t, right in attack.equations], bounds=bounds)
        ends.append({name: float(found.x[place]) for name, place in places.items()})
    return max(ends, key=lambda end: abs(end[first] - truth[first]))


# Linked


def country(random: np.random.Generator) -> tuple[list[Entry], list[Sum]]:
    """Authorities, their regions and England, each by two categories and in all."""
    counts: dict[tuple[str, str], int] = {}
    for region in range(3):
        for authority in range(int(random.integers(2, 6))):
            for category in ("a", "b", "c"):
                counts[f"{region}.{authority}", category] = int(random.poisson(random.choice([2, 10, 40])))
    areas = {area for area, _category in counts}
    of_region = {str(r): [a for a in sorted(areas) if a.startswith(f"{r}.")] for r in range(3)}
    for region, members in of_region.items():
        for category in ("a", "b", "c"):
            counts[region, category] = sum(counts[a, category] for a in members)
    for category in ("a", "b", "c"):
        counts["England", category] = sum(counts[r, category] for r in of_region)
    for area in {area for area, _category in counts}:
        counts[area, "all"] = sum(counts[area, category] for category in ("a", "b", "c"))
    places = {place: number for number, place in enumerate(sorted(counts))}
    sums = [
        Sum(places[area, "all"], tuple(places[area, c] for c in ("a", "b", "c"))) for area, c in counts if c == "all"
    ]
    for category in ("a", "b", "c", "all"):
        for region, members in of_region.items():
            sums.append(Sum(places[region, category], tuple(places[a, category] for a in members)))
        sums.append(Sum(places["England", category], tuple(places[r, category] for r in of_region)))
    return [Entry(counts[place], is_primary=1 <= counts[place] <= 5) for place in places], sums


@pytest.mark.parametrize("seed", range(20))
def test_authorities_regions_and_england_are_protected_together(seed: int):
    entries, sums = country(np.random.default_rng(seed))
    protected = protect(entries, sums)
    assert protected.is_safe
    attack = Attack()
    shown = {n: entry.value for n, entry in enumerate(entries) if n not in protected.hidden}
    for n in protected.hidden:
        attack.unknown(n, min(1, entries[n].value))
    for each in sums:
        attack.know_sum(each.total, each.parts, shown)
    assert {n for n, entry in enumerate(entries) if entry.is_primary} <= set(protected.hidden)
    assert attack.worked_out(protected.hidden) == []


def test_a_table_that_cannot_be_protected_is_not_released():
    # 3 + 7 = 10, and both 7 and 10 were published before.
    entries = [Entry(3, is_primary=True), Entry(7, is_fixed=True), Entry(10, is_fixed=True)]
    protected = protect(entries, [Sum(2, (0, 1))])
    assert not protected.is_safe
    assert protected.exposed == (0,)


def test_what_was_hidden_once_stays_hidden():
    # Nothing here is small any more; the entry was hidden when it was.
    entries = [Entry(9, was_hidden=Kind.PRIMARY), Entry(20), Entry(30), Entry(59)]
    protected = protect(entries, [Sum(3, (0, 1, 2))])
    assert protected.hidden == {0: Kind.PRIMARY, 1: Kind.SECONDARY}


def test_a_count_that_is_not_whole_is_refused():
    with pytest.raises(BadUsage, match="Counts are whole numbers"):
        protect_table(np.asarray([2.5, 7], dtype=object))
