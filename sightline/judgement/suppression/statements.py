"""What an output states, figure by figure, and what of it is hidden."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from sightline.engine.figure import Figure, Status
from sightline.judgement.suppression.linked import Entry, Kind, Protected, Sum, protect
from sightline.judgement.suppression.spans import Span
from sightline.measures import breakdowns
from sightline.measures.model import Measure
from sightline.measures.windows import Period

Members = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Statement:
    """
    One figure that an output states: a numerator and, for a share or a mean, a denominator.

    `members`: everything it is cut by and filtered to. `group`: the table or item it stands in.
    """

    measure: Measure
    period: Period
    members: Members
    numerator: Fraction | None
    denominator: Fraction | None
    group: Hashable = None

    @classmethod
    def of(cls, figure: Figure, group: Hashable = None) -> "Statement":
        """What a figure states; nothing where it has no number."""
        members = members_of(figure.measure, (*figure.by.items(), *figure.where))
        has_numbers = figure.status in (Status.OK, Status.NO_DENOMINATOR)
        numerator = figure.numerator if has_numbers else None
        if has_numbers and numerator is None and figure.denominator is None:
            # A figure that another system divided: its value is all that is known.
            numerator = figure.value
        return cls(
            figure.measure, figure.period, members, numerator, figure.denominator if has_numbers else None, group
        )


def members_of(measure: Measure, pairs: Iterable[tuple[str, str]]) -> Members:
    """Members by their printed labels, whatever they were asked by; each once, in a fixed order."""
    labelled = {}
    for name, member in pairs:
        known = breakdowns.ALL.get(name)
        labels = known.labels(measure.bands) if known else {}
        by_any_case = {text.casefold(): text for text in labels.values()}
        labelled[name] = labels.get(member, by_any_case.get(member.casefold(), member))
    return tuple(sorted(labelled.items()))


@dataclass(frozen=True, order=True)
class Place:
    """Which count it is: of what, over which months, of which members."""

    count: str
    span: Span
    members: Members

    @property
    def text(self) -> str:
        """The place as a ledger keeps it."""
        members = "; ".join(f"{name}={member}" for name, member in self.members)
        return " | ".join((self.count, str(self.span), members))


@dataclass(frozen=True)
class Linked:
    """Statements as a system: the place of each entry, and what each statement reveals of it."""

    places: tuple[Place | None, ...]
    entries: tuple[Entry, ...]
    sums: tuple[Sum, ...]
    reveals: tuple[tuple[int, ...], ...]

    def protected(self) -> "Outcome":
        return Outcome(self, protect(self.entries, self.sums, self.reveals))


@dataclass(frozen=True)
class Outcome:
    """What is hidden of a linked system."""

    linked: Linked
    protected: Protected

    def is_hidden(self, statement: int) -> bool:
        """A figure is hidden with its numerator or its denominator: each is worked out from the other and the value."""
        return any(entry in self.protected.hidden for entry in self.linked.reveals[statement])

    def is_withheld(self, statement: int) -> bool:
        """Whether a small count hangs on the figure that nothing left to hide can protect."""
        return bool(self._beside_exposed & set(self.linked.reveals[statement]))

    @cached_property
    def _beside_exposed(self) -> set[int]:
        exposed = set(self.protected.exposed)
        sums = [{each.total, *each.parts} for each in self.linked.sums]
        return exposed.union(*(places for places in sums if exposed & places))

    @property
    def hidden_places(self) -> dict[Place, Kind]:
        places = self.linked.places
        return {place: kind for n, kind in self.protected.hidden.items() if (place := places[n]) is not None}

    def shown_places(self, statements: Iterable[int]) -> dict[Place, float]:
        """The counts that these statements show."""
        shown = [n for n in statements if not self.is_hidden(n) and not self.is_withheld(n)]
        numbers = dict.fromkeys(number for n in shown for number in self.linked.reveals[n])
        places = self.linked.places
        return {place: self.linked.entries[n].value for n in numbers if (place := places[n]) is not None}


@dataclass(frozen=True)
class Before:
    """What earlier releases showed and hid, by the text of a place: it stays shown, and it stays hidden."""

    shown: dict[str, float] = field(default_factory=dict)
    hidden: dict[str, Kind] = field(default_factory=dict)
