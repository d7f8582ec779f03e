"""One line of cells with its total, and tables of any number of ways with all their totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import inf

import numpy as np

from sightline.errors import BadUsage
from sightline.judgement.suppression.audit import groups_of, width
from sightline.judgement.suppression.linked import Entry, Kind, Protected, Sum, protect
from sightline.judgement.suppression.single import THRESHOLD, Mark, is_small

# A cell as it may be printed; None where there is none.
Printed = int | Mark | None


@dataclass(frozen=True)
class ProtectedLine:
    """Cells and their total as they may be printed."""

    cells: tuple[Printed, ...]
    total: Printed


def protect_line(cells: Sequence[int | None], threshold: int = THRESHOLD) -> ProtectedLine:
    """One line of counts. A total of 1 to 5 is hidden itself; else one hidden cell never stands alone."""
    printed = protect_table(np.asarray(cells, dtype=object), threshold).printed
    return ProtectedLine(tuple(printed[:-1]), printed[-1])


@dataclass(frozen=True)
class ProtectedTable:
    """
    A table with its totals: `printed` has one more place along each way, for the totals.

    `kinds`: why each hidden place is hidden; `system`: the entries, sums and result behind it.
    """

    printed: np.ndarray
    kinds: dict[tuple[int, ...], Kind]
    system: tuple[tuple[Entry, ...], tuple[Sum, ...], Protected]

    @property
    def suppressed(self) -> int:
        """How many cells and totals are hidden."""
        return len(self.kinds)

    @property
    def min_width(self) -> float | None:
        """The narrowest range that everything shown leaves a hidden cell: infinite where nothing bounds any."""
        return _min_width(*self.system)


def protect_table(cells: np.ndarray, threshold: int = THRESHOLD) -> ProtectedTable:
    """
    A table of any number of ways, cells with all their totals; a cell that is None is missing and in no total.

    Errors: BadUsage for a table that can't be protected; it must not be released.
    """
    grid = _with_totals(cells)
    places = {at: number for number, at in enumerate(product(*map(range, grid.shape)))}
    entries = [_entry(grid[at], threshold) for at in places]
    sums = _sums(grid, places)
    protected = protect(entries, sums)
    if not protected.is_safe:
        raise BadUsage("This table can't be protected: a small count can be worked out whatever is hidden.")
    at_of = {number: at for at, number in places.items()}
    kinds = {at_of[number]: kind for number, kind in protected.hidden.items()}
    printed = grid.copy()
    for at in kinds:
        printed[at] = Mark.CONFIDENTIAL
    return ProtectedTable(printed, kinds, (tuple(entries), tuple(sums), protected))


def _with_totals(cells: np.ndarray) -> np.ndarray:
    """The table with a total at the end of each way; a missing cell adds nothing."""
    grid = cells.astype(object)
    for axis in range(grid.ndim):
        lines = np.moveaxis(grid, axis, -1)
        totals = np.empty(lines.shape[:-1], dtype=object)
        for at in np.ndindex(totals.shape):
            here = [cell for cell in lines[at] if cell is not None]
            totals[at] = sum(here) if here else None
        grid = np.concatenate([grid, np.expand_dims(totals, axis)], axis=axis)
    return grid


def _entry(value: int | None, threshold: int) -> Entry:
    if value is None:
        return Entry(0, is_shown=True, is_fixed=True)
    if value < 0 or value != int(value):
        raise BadUsage(f"A table of counts holds {value}. Counts are whole numbers from 0.")
    return Entry(value, is_primary=is_small(value, threshold))


def _sums(grid: np.ndarray, places: dict[tuple[int, ...], int]) -> list[Sum]:
    """Every line of the grid along every way, rows before columns."""
    sums = []
    for axis in reversed(range(grid.ndim)):
        others = [range(length) for way, length in enumerate(grid.shape) if way != axis]
        for around in product(*others):
            line = [(*around[:axis], at, *around[axis:]) for at in range(grid.shape[axis])]
            present = [at for at in line[:-1] if grid[at] is not None]
            if present:
                sums.append(Sum(places[line[-1]], tuple(places[at] for at in present)))
    return sums


def _min_width(entries: Sequence[Entry], sums: Sequence[Sum], protected: Protected) -> float | None:
    if not protected.hidden:
        return None
    values = np.asarray([float(entry.value) for entry in entries])
    unknown = np.asarray([number in protected.hidden for number in range(len(entries))])
    floors = np.where(unknown, np.minimum(values, 1.0), 0.0)
    groups = groups_of(values, floors, unknown, [(s.total, s.parts) for s in sums])
    return min((width(group, member) for group in groups for member in group.members.tolist()), default=inf)
