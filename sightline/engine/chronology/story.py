"""Where the tellers put what they find: spells, events and lines, each with the doubt that its dates raise."""

from datetime import date, timedelta

from sightline.engine.chronology.model import Event, Happening, Lane, Sort, Spell
from sightline.engine.chronology.reading import ChildRows, Row
from sightline.engine.chronology.words import in_words
from sightline.measures.spells import FOREVER

# A child is known before birth, but not before conception.
CARRIED = timedelta(days=300)
ENDS_BEFORE_START = "ends before it starts"


class Story:
    """Collects one child's spells, events and happenings while the tellers go through the tables."""

    def __init__(self, rows: ChildRows, as_at: date):
        self.rows, self.as_at = rows, as_at
        self.spells: list[Spell] = []
        self.events: list[Event] = []
        self.happenings: list[Happening] = []
        # Another authority's child of the same id is never mixed in: the reader gives one person's row.
        (self.person,) = rows.of("person")[:1]
        self.birth_date: date | None = self.person.get("dob") or self.person.get("expected_dob")
        self.death_date: date | None = self.person.get("death_date")

    def spell(self, lane: Lane, start: date | None, end: date | None, label: str, kind: str = "") -> None:
        """A bar; a record without a start has none."""
        if start is not None:
            self.spells.append(Spell(lane, start, None if end == FOREVER else end, label, kind))

    def event(self, lane: Lane, on: date | None, label: str, kind: str = "") -> None:
        """A mark; a record without a date has none."""
        if on is not None:
            self.events.append(Event(lane, on, label, kind))

    def happened(
        self,
        on: date | None,
        what: str,
        detail: str = "",
        who: str = "",
        *,
        sort: Sort = Sort.EVENT,
        after: date | None = None,
        planned: bool = False,
    ) -> None:
        """A line of the chronology; `after`: the start of what ends on this day; `planned`: it may lie ahead."""
        ahead = planned and on is not None and on > self.as_at
        self.happenings.append(Happening(on, what, detail, who, sort, "" if ahead else self._doubt(on, after)))

    def _doubt(self, on: date | None, after: date | None) -> str:
        if on is None:
            return "has no date"
        if after is not None and on < after:
            return ENDS_BEFORE_START
        if on > self.as_at:
            return f"lies after {in_words(self.as_at)}, the day the data are as at"
        if self.death_date is not None and on > self.death_date:
            return f"lies after the child's death on {in_words(self.death_date)}"
        if self.birth_date is not None and on < self.birth_date - CARRIED:
            return f"lies before the child, born {in_words(self.birth_date)}"
        return ""

    def worker(self, worker_id: str | None) -> str:
        """A worker's name; the id of one that the data don't name."""
        return "" if worker_id is None else self.rows.workers.get(worker_id, worker_id)

    def team(self, team_id: str | None) -> str:
        """A team's name; the id of one that the organisation doesn't know."""
        return "" if team_id is None else self.rows.teams.get(team_id, team_id)

    def held(self, on: date | None) -> Row | None:
        """The allocation of a day: the row of the shared view."""
        if on is None:
            return None
        return next((a for a in self.rows.of("allocation") if a["start_date"] <= on < a["end_date"]), None)

    def holder_on(self, on: date | None) -> str:
        """Who held the child on a day: the worker, or the team where no worker did."""
        held = self.held(on)
        return "" if held is None else self.worker(held["worker_id"]) or self.team(held["team_id"])

    def who(self, on: date | None, *, worker: str | None = None, team: str | None = None) -> str:
        """Whom a record names, else who held the child on the day."""
        return self.worker(worker) or self.team(team) or self.holder_on(on)
