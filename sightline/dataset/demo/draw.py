"""Drawing from distributions, and columns that grow."""

import numpy as np

Rng = np.random.Generator


def generator(seed: int, *subject: int) -> Rng:
    """A generator of its own for each authority and subject, so that a change in one leaves the others alone."""
    return np.random.default_rng([seed, *subject])


def stochastic_round(rng: Rng, value: float) -> int:
    """A whole number whose mean is `value`."""
    return int(value + rng.random())


def pick(rng: Rng, options, shares, size: int) -> np.ndarray:
    """`size` draws from `options` by their shares (which need not add up to one)."""
    weights = np.asarray(shares, float)
    return np.asarray(options)[rng.choice(len(weights), size=size, p=weights / weights.sum())]


def weighted_order(rng: Rng, weights: np.ndarray) -> np.ndarray:
    """An order in which heavier items tend to come first; items without weight come last."""
    return np.argsort(-np.log1p(-rng.random(len(weights))) / np.maximum(weights, 1e-12), kind="stable")


def take_until(sizes: np.ndarray, needed: int) -> int:
    """How many items from the front reach `needed` in total."""
    return int(np.searchsorted(np.cumsum(sizes), needed)) + 1 if needed > 0 else 0


class Rows:
    """Equally long columns of numbers that grow together; `rows.n` are in use. Columns are read as attributes."""

    def __init__(self, **blanks: int):
        self._blanks = blanks
        self._columns = {name: np.full(1024, blank, np.int64) for name, blank in blanks.items()}
        self.n = 0

    def __getattr__(self, name: str) -> np.ndarray:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._columns[name][: self.n]

    def add(self, count: int, **values) -> np.ndarray:
        """Appends `count` rows; columns not named get their blank. Returns the rows' numbers."""
        start, self.n = self.n, self.n + count
        for name, blank in self._blanks.items():
            column = self._columns[name]
            if self.n > len(column):
                grown = np.full(max(self.n, 2 * len(column)), blank, np.int64)
                grown[:start] = column[:start]
                self._columns[name] = column = grown
            column[start : self.n] = values.get(name, blank)
        return np.arange(start, self.n)


def repeat_each(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For counts (2, 0, 3): the owners (0, 0, 2, 2, 2) and the places (0, 1, 0, 1, 2)."""
    owners = np.repeat(np.arange(len(counts)), counts)
    firsts = np.cumsum(counts) - counts
    return owners, np.arange(len(owners)) - np.repeat(firsts, counts)
