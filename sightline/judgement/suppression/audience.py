"""Who an output is for. Every output has one of four levels, and the level decides what is hidden in it."""

from enum import Enum

from sightline.errors import BadUsage, did_you_mean


class Audience(Enum):
    """The levels of output, from those cleared to see children to anyone (docs/disclosure.md)."""

    CASE = "case"
    INTERNAL = "internal"
    PARTNER = "partner"
    PUBLIC = "public"

    @property
    def strictness(self) -> int:
        """0 for the level that sees all, 3 for the one that sees least."""
        return list(Audience).index(self)

    @property
    def hides(self) -> bool:
        """Whether small numbers are hidden at this level."""
        return self in (Audience.PARTNER, Audience.PUBLIC)

    @property
    def sentence(self) -> str:
        """What every page of an output says of whom it is for."""
        return _SENTENCES[self]

    def __str__(self) -> str:
        return self.value


_SENTENCES = {
    Audience.CASE: "Case level: exact figures, for staff cleared to see children. Not for publication.",
    Audience.INTERNAL: (
        "Internal, official-sensitive: exact figures; an asterisk marks counts of 1 to 5. Not for publication."
    ),
    Audience.PARTNER: "Partners: small numbers, and what would give them away, are hidden as [c]. Not for publication.",
    Audience.PUBLIC: "Public: small numbers, and what would give them away, are hidden as [c].",
}


def audience_called(name: str) -> Audience:
    """The level with this name. Errors: BadUsage with the nearest name."""
    names = [level.value for level in Audience]
    if name not in names:
        raise BadUsage(f"There is no audience '{name}'.{did_you_mean(name, names)} Use one of: {', '.join(names)}.")
    return Audience(name)


def strictest(*levels: Audience) -> Audience:
    """Of the viewer's level and the output's, the one that sees least."""
    return max(levels, key=lambda level: level.strictness)
