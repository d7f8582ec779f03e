"""From arrays of numbers to the declared Arrow tables."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.dataset import tables
from sightline.dataset.demo.clock import NEVER
from sightline.dataset.schema import PROVENANCE


def ids(prefix: str, numbers: np.ndarray) -> pa.Array:
    """Keys: a prefix and seven digits; null for negative numbers."""
    numbers = np.asarray(numbers, np.int64)
    text = pa.array(numbers + 1_000_000, mask=numbers < 0).cast(pa.string())
    return pc.binary_join_element_wise(pa.scalar(prefix), text, "")


def dates(days: np.ndarray, *, until: int | None = None, where: np.ndarray | None = None) -> pa.Array:
    """Dates; null for 'never', for days after `until` and where `where` is False."""
    days = np.asarray(days, np.int64)
    blank = (days >= NEVER) | (days < -NEVER // 2)
    if until is not None:
        blank |= days > until
    if where is not None:
        blank |= ~where
    return pa.array(np.where(blank, 0, days).astype(np.int32), mask=blank).view(pa.date32())


def words(options: Sequence[str | None], chosen: np.ndarray, *, where: np.ndarray | None = None) -> pa.Array:
    """Texts by their place in `options`; null where `where` is False."""
    return pa.array(options, pa.string()).take(pa.array(np.asarray(chosen), mask=None if where is None else ~where))


def yes_no(flags: np.ndarray, *, where: np.ndarray | None = None) -> pa.Array:
    """Y and N."""
    return words(("N", "Y"), np.asarray(flags).astype(np.int64), where=where)


def whole(numbers: np.ndarray, *, where: np.ndarray | None = None) -> pa.Array:
    """Integers; null where `where` is False."""
    return pa.array(np.asarray(numbers).astype(np.int32), mask=None if where is None else ~where)


def schema_of(stored_name: str) -> pa.Schema:
    """The declared columns of a table, without those that say where a row came from."""
    own = {c.name for c in PROVENANCE}
    declared = tables.ALL[stored_name]
    names = set(declared.by_stored_name)
    return pa.schema([f for f in declared.arrow_schema if f.name in names or f.name not in own][: len(names)])


def make(stored_name: str, **columns: pa.Array) -> pa.Table:
    """
    A table as declared; columns are named without the SSD's prefix, those not given are empty.

    Raises KeyError for a column the table does not have.
    """
    declared = tables.ALL[stored_name]
    given = {declared.stored(name): values for name, values in columns.items()}
    schema = schema_of(stored_name)
    if unknown := set(given) - set(schema.names):
        raise KeyError(f"{stored_name} has no column {sorted(unknown)}")
    rows = len(next(iter(given.values()))) if given else 0
    arrays = [
        given[f.name].cast(f.type) if f.name in given else pa.nulls(rows, f.type) for f in schema
    ]  # fmt: skip
    return pa.table(arrays, schema=schema)
