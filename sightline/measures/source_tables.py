"""
The tables a subject is built from: canonical tables by their short names, and the views made of them.

`t.cp_plans` is `ssd_cp_plans` with the SSD's prefix dropped from its columns (`cp_plan_start_date`); `t.people`,
`t.allocation` and the other names of `views.VIEWS` are shared views, made once per dataset version.
"""

from collections.abc import Callable
from datetime import date

import ibis.expr.types as ir

from sightline.dataset import tables
from sightline.dataset.schema import PROVENANCE, Table
from sightline.settings import Settings

Opener = Callable[[str], ir.Table]

BY_SHORT_NAME: dict[str, Table] = {table.short_name: table for table in tables.ALL.values()}


class SourceTables:
    """
    Gives each canonical table and view as an Ibis table.

    `open_stored(name)` opens a canonical table by its stored name, `open_view(name)` a view.
    """

    def __init__(self, open_stored: Opener, open_view: Opener, *, settings: Settings, as_at: date):
        self._open_stored = open_stored
        self._open_view = open_view
        self._opened: dict[str, ir.Table] = {}
        self.settings = settings
        self.as_at = as_at

    def __getattr__(self, name: str) -> ir.Table:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._opened:
            self._opened[name] = self._canonical(name) if name in BY_SHORT_NAME else self._open_view(name)
        return self._opened[name]

    def _canonical(self, name: str) -> ir.Table:
        table = BY_SHORT_NAME[name]
        stored = self._open_stored(table.stored_name)
        kept = {c.name: table.stored(c.name) for c in table.columns}
        # Some extensions have a column called 'source' of their own; theirs wins over the provenance.
        kept |= {c.name: c.name for c in PROVENANCE if c.name not in kept}
        return stored.select(**{short: stored[long] for short, long in kept.items()})
