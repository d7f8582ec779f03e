"""
What a clock is: a thing that must be done by a day, for each child whom it concerns.

A clock's builder gives one row per thing to do, an Ibis expression over the canonical tables, so that it runs on every
engine. `sightline.clocks.running` reckons from it when each is due, whether it was done, and who has it to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

import ibis.expr.types as ir

from sightline.clocks.limits import Limit
from sightline.dataset.schema import Table
from sightline.errors import BadDeclaration
from sightline.measures.source_tables import SourceTables

Builder = Callable[[SourceTables], ir.Table]


class Concern(Enum):
    """The journey's parts, in its order; the value is the heading that clocks stand under."""

    ASSESSMENT = "Assessment"
    PROTECTION = "Child protection"
    NEED = "Children in need"
    CARE = "Looked after"
    HEALTH = "Health of children looked after"
    LEAVING = "Leaving care"


@dataclass(frozen=True, eq=False)
class Clock:
    """
    A time limit that runs for each child whom it concerns.

    `title` as a worklist prints it, `plural` as a count does; `starts`: what sets it going; `source`: where the rule is
    from; `limits`: by name, the ones that the settings may change (None: it runs only where they set one); `needs`:
    tables without which it can't be told.

    The builder's table: `la_code`, `person_id`, `record_id`, `what` (the thing to do), `limit` (the limit's name),
    `started`, `done` (null while it is not), `lapsed` (the day it ceased to matter, such as the end of the plan; else
    null), and where it has them `applies_from` (the day from which it concerns the child, where that is later than the
    start), `due` (a date that no limit gives), `team_id` and `worker_id` of the record.
    """

    name: str
    title: str
    plural: str
    concern: Concern
    starts: str
    source: str
    limits: Mapping[str, Limit | None]
    needs: tuple[Table, ...]
    build: Builder


CLOCKS: dict[str, Clock] = {}


def declared_limits() -> dict[str, Limit | None]:
    """The limits of every clock by name, as declared."""
    return {name: limit for declared in CLOCKS.values() for name, limit in declared.limits.items()}


def clock(
    *,
    title: str,
    plural: str,
    concern: Concern,
    starts: str,
    source: str,
    limits: Mapping[str, str | None],
    needs: tuple[Table, ...],
) -> Callable[[Builder], Clock]:
    """Declares the function below it as the builder of a clock of its name. Errors: BadDeclaration."""

    def declared(build: Builder) -> Clock:
        name = build.__name__
        taken = {limit for other in CLOCKS.values() for limit in other.limits}
        if name in CLOCKS or taken & set(limits):
            raise BadDeclaration(f"The clock '{name}' or one of its limits is declared twice. Give it another name.")
        read = {limit: None if text is None else Limit.read(text) for limit, text in limits.items()}
        CLOCKS[name] = Clock(name, title, plural, concern, starts, source, read, needs, build)
        return CLOCKS[name]

    return declared


@dataclass(frozen=True, eq=False)
class EarlyWarning:
    """
    Something to look at before it is late or counts.

    `title` as a list's heading; `why`: what follows if nothing is done. The builder's table has one row per child:
    `la_code`, `person_id`, `since` (the day it came to be so) and `says`, the finding in words.
    """

    name: str
    title: str
    why: str
    source: str
    needs: tuple[Table, ...]
    build: Builder


WARNINGS: dict[str, EarlyWarning] = {}


def early_warning(*, title: str, why: str, source: str, needs: tuple[Table, ...]) -> Callable[[Builder], EarlyWarning]:
    """Declares the function below it as the builder of an early warning of its name. Errors: BadDeclaration."""

    def declared(build: Builder) -> EarlyWarning:
        if build.__name__ in WARNINGS:
            raise BadDeclaration(f"The early warning '{build.__name__}' is declared twice. Give it another name.")
        WARNINGS[build.__name__] = EarlyWarning(build.__name__, title, why, source, needs, build)
        return WARNINGS[build.__name__]

    return declared
