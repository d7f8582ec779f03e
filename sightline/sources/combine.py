"""One authority's sources as one set of tables."""

from dataclasses import dataclass, field

import pyarrow as pa

from sightline.dataset.typing import TypedRows
from sightline.sources.extract import Context, Extract


@dataclass(frozen=True)
class Combined:
    """The tables of one authority, the extracts they came from, and what was set aside on the way."""

    tables: dict[str, TypedRows]
    extracts: list[Extract]
    rejects: list[pa.Table] = field(default_factory=list)


def combine(extracts: list[Extract], context: Context) -> Combined:
    """The extracts' rows together."""
    if len(extracts) == 1:
        return Combined(extracts[0].tables, extracts, extracts[0].rejects)
    raise NotImplementedError
