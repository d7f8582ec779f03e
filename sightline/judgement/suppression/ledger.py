"""
The suppression ledger: what every release showed and hid, so that no later one gives an earlier one away.

One JSON file in the workspace. What was hidden stays hidden when the period is released again or revised; what was
shown is taken as known by everyone; a revision that would change a shown figure by 1 to 5 is held for review.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sightline.errors import BadInput
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.linked import Kind
from sightline.judgement.suppression.statements import Before, Outcome

FILE_NAME = "suppression-ledger.json"
SHOWN = "shown"


@dataclass(frozen=True)
class Line:
    """One cell of one release: why it was hidden, or the count that was shown."""

    release: str
    audience: Audience
    table: str
    cell: str
    kind: str
    value: float | None = None


@dataclass
class Ledger:
    """The lines, the newest of each cell and audience."""

    lines: dict[tuple[Audience, str], Line] = field(default_factory=dict)

    def before(self, audience: Audience) -> Before:
        """
        What readers at a level already have, and what must stay hidden from them.

        Partners see public releases too; what partners may not know, the public may not either.
        """
        shown = self._of((Audience.PUBLIC,) if audience is Audience.PUBLIC else (Audience.PUBLIC, Audience.PARTNER))
        hidden = self._of((Audience.PARTNER, Audience.PUBLIC) if audience is Audience.PUBLIC else (Audience.PARTNER,))
        known = {line.cell: line.value for line in shown if line.kind == SHOWN and line.value is not None}
        return Before(known, {line.cell: Kind(line.kind) for line in hidden if line.kind != SHOWN})

    def _of(self, audiences: Iterable[Audience]) -> list[Line]:
        return [line for audience in audiences for (level, _cell), line in self.lines.items() if level is audience]

    def record(
        self, release: str, audience: Audience, outcome: Outcome, statements: Iterable[int] | None = None
    ) -> None:
        """
        Adds what a release showed (all that the outcome is of, or only these of its statements) and hid.

        A cell that was shown stays known though a later release hides it.
        """
        released = range(len(outcome.linked.reveals)) if statements is None else statements
        for place, kind in outcome.hidden_places.items():
            held = self.lines.get((audience, place.text))
            if held is None or held.kind != SHOWN:
                self._put(Line(release, audience, place.count, place.text, kind.value))
        for place, value in outcome.shown_places(released).items():
            self._put(Line(release, audience, place.count, place.text, SHOWN, value))

    def _put(self, line: Line) -> None:
        self.lines[line.audience, line.cell] = line

    def lift(self, audience: Audience, cell: str) -> bool:
        """After a review: a secondary or held cell may be shown again. A small count never is; says whether it was."""
        line = self.lines.get((audience, cell))
        if line is None or line.kind not in (Kind.SECONDARY.value, Kind.HELD.value):
            return False
        del self.lines[audience, cell]
        return True

    def write(self, workspace: Path) -> None:
        """Replaces the file in one step, so that one that is there is whole."""
        rows = [
            {"release": one.release, "audience": one.audience.value, "table": one.table, "cell": one.cell,
             "kind": one.kind, **({} if one.value is None else {"value": one.value})}
            for _key, one in sorted(self.lines.items(), key=lambda item: (item[0][0].value, item[0][1]))
        ]  # fmt: skip
        file = workspace / FILE_NAME
        partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
        partial.write_text(json.dumps({"lines": rows}, indent=0), "utf-8")
        os.replace(partial, file)


def read_ledger(workspace: Path) -> Ledger:
    """
    The workspace's ledger; an empty one where nothing was released yet.

    Errors: BadInput for a damaged file: without it an earlier release could be given away.
    """
    file = workspace / FILE_NAME
    if not file.exists():
        return Ledger()
    try:
        rows = json.loads(file.read_text("utf-8"))["lines"]
        lines = [
            Line(row["release"], Audience(row["audience"]), row["table"], row["cell"], row["kind"], row.get("value"))
            for row in rows
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"the suppression ledger can't be read ({error}). Put it back from a backup; without it a new release "
            "could give away what an earlier one hid.",
            file=str(file),
        )
    return Ledger({(line.audience, line.cell): line for line in lines})
