"""What the dataset knows of one child: facts, spells and events by lane, and the chronology that a person reads."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Lane(Enum):
    """The lanes of the timeline, from top to bottom; the value is what they are called."""

    CONTACTS = "Early help"
    REFERRALS = "Referrals"
    ASSESSMENTS = "Assessments"
    ENQUIRIES = "Section 47"
    PLANS = "Plans"
    CONFERENCES = "Conferences"
    LEGAL = "Legal status"
    PLACEMENTS = "Placements"
    CARE_REVIEWS = "Care reviews"
    MISSING = "Missing"
    HEALTH = "Health"
    PERMANENCE = "Permanence"
    LEAVING_CARE = "Leaving care"
    VISITS = "Visits"
    WORKER = "Worker"


# Lanes that are drawn although nothing is in them, so that children's pages read alike.
ALWAYS_DRAWN = (
    Lane.REFERRALS,
    Lane.ASSESSMENTS,
    Lane.ENQUIRIES,
    Lane.PLANS,
    Lane.CONFERENCES,
    Lane.LEGAL,
    Lane.PLACEMENTS,
    Lane.CARE_REVIEWS,
    Lane.VISITS,
    Lane.WORKER,
)


class Sort(Enum):
    """What a chronology may be narrowed to: visits and contacts are many, the rest is the story."""

    EVENT = "event"
    VISIT = "visit"
    CONTACT = "contact"


@dataclass(frozen=True)
class Spell:
    """
    Something that lasted: a plan, a placement, a worker. `end` None is open.

    `kind` says which sort of bar within the lane it is, such as `protection` or `in_need` among plans.
    """

    lane: Lane
    start: date
    end: date | None
    label: str
    kind: str = ""

    def is_open_on(self, day: date) -> bool:
        """By the rule of docs/conventions.md: from its start until the day before its end."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Event:
    """Something that happened on a day: a referral, a conference, a visit."""

    lane: Lane
    on: date
    label: str
    kind: str = ""


@dataclass(frozen=True)
class Happening:
    """
    One line of the chronology. `on` is None where the record has no date.

    `doubt` says what can't be right with its date, such as that it lies after the day the data are as at; empty where
    nothing is wrong. A doubtful record is shown with its doubt and never left out.
    """

    on: date | None
    what: str
    detail: str = ""
    who: str = ""
    sort: Sort = Sort.EVENT
    doubt: str = ""


@dataclass(frozen=True)
class Holder:
    """
    Who holds the child's case: worker and team, by id and name; since when, where that is known.

    `is_now` is false where the case is closed or nobody was allocated, and the team is the last that had to do with it.
    """

    team_id: str | None
    team: str
    worker_id: str | None
    worker: str
    since: date | None
    is_now: bool = True


@dataclass(frozen=True)
class Relative:
    """A brother or sister known: by the same family group or the same mother."""

    person_id: str
    name: str
    birth_date: date | None


@dataclass(frozen=True)
class Standing:
    """One thing that the child is today, such as looked after; since when and with what beside it."""

    name: str
    since: date
    beside: str = ""


@dataclass(frozen=True)
class ChildFacts:
    """
    Who the child is. Names are empty unless they were loaded; words are the field's, `not recorded` where blank.

    `age` in whole years on the as-at date (at death, if dead); None for a child not yet born or without a birth date.
    """

    la_code: str
    person_id: str
    forename: str
    surname: str
    birth_date: date | None
    is_unborn: bool
    death_date: date | None
    age: int | None
    sex: str
    gender: str
    ethnicity: str
    disability: str
    others: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The whole name; empty where none was loaded."""
        return " ".join(part for part in (self.forename, self.surname) if part)

    @property
    def called(self) -> str:
        """How a sentence speaks of the child."""
        return self.forename or "The child"


@dataclass(frozen=True)
class Chronology:
    """Everything the dataset knows of one child on its as-at date; `happenings` newest first, the undated ones last."""

    facts: ChildFacts
    as_at: date
    holder: Holder | None
    standings: tuple[Standing, ...]
    relatives: tuple[Relative, ...]
    spells: tuple[Spell, ...]
    events: tuple[Event, ...]
    happenings: tuple[Happening, ...] = field(default=())

    @property
    def first_known(self) -> date | None:
        """The first day of any spell or event that lies in the past; None where nothing is known but the child."""
        days = [s.start for s in self.spells] + [e.on for e in self.events]
        return min((day for day in days if day <= self.as_at), default=None)

    @property
    def doubtful(self) -> tuple[Happening, ...]:
        """The lines whose dates can't be right."""
        return tuple(h for h in self.happenings if h.doubt)
