"""
The marks beside a figure: variation, assurance, comparison, rating and arrow, each with its text alternative.

Drawn afresh to the conventions of statistics section 11: a letter and a shape besides every colour, blue and orange
rather than red and green, and the ordinary state quiet.
"""

from dataclasses import dataclass
from enum import Enum

from sightline.judgement.comparison import Comparison
from sightline.judgement.direction import Direction
from sightline.judgement.ratings import Rated, Rating

BLUE, ORANGE, PURPLE, GREY = "#00b0f0", "#e46c0a", "#490092", "#a6a6a6"


class Tone(Enum):
    """How loud a mark is."""

    QUIET = "quiet"
    GOOD = "good"
    NEAR = "near"
    OFF = "off"
    # Something changed, and neither way is good.
    NOTABLE = "notable"


@dataclass(frozen=True)
class Sign:
    """
    One mark: a symbol of one or two characters, the same in words, its tone, colour and class for a page's style.

    `faded`: to be read with care (limits under review). `ring`: the stronger level, 99.8 per cent.
    """

    symbol: str
    words: str
    tone: Tone
    css: str
    colour: str = GREY
    letter: str = ""
    faded: bool = False
    ring: bool = False


class Variation(Enum):
    """The class of a control chart's last point; the values are those of statistics section 2.3."""

    IMPROVEMENT_HIGH = "special_cause_improvement_high"
    IMPROVEMENT_LOW = "special_cause_improvement_low"
    CONCERN_HIGH = "special_cause_concern_high"
    CONCERN_LOW = "special_cause_concern_low"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"
    COMMON = "common_cause"


def variation_called(point_type: str, *, up: bool | None) -> Variation:
    """The class of a point by the control chart's name for it (`special_cause_concern`) and its direction."""
    if point_type == Variation.COMMON.value or up is None:
        return Variation.COMMON
    plain = point_type.removesuffix("_high").removesuffix("_low")
    return Variation(f"{plain}_{'high' if up else 'low'}")


_KINDS = {"improvement": ("improving", Tone.GOOD, BLUE), "concern": ("concerning", Tone.OFF, ORANGE),
          "neutral": ("notable", Tone.NOTABLE, PURPLE)}  # fmt: skip


def variation_sign(variation: Variation) -> Sign:
    """The variation icon: H or L for the way of the special cause, nothing for common cause."""
    if variation is Variation.COMMON:
        return Sign("∙∙", "common cause variation", Tone.QUIET, "variation-common")
    kind, way = variation.value.removeprefix("special_cause_").split("_")
    word, tone, colour = _KINDS[kind]
    letter = way[0].upper()
    symbol = f"{'▲' if way == 'high' else '▼'}{letter}"
    return Sign(symbol, f"{word} {way} variation", tone, f"variation-{kind}-{way}", colour, letter)


class Assurance(Enum):
    """Whether the process meets its target; the values are those of statistics section 2.4."""

    PASS = "consistent_pass"
    FAIL = "consistent_fail"
    HIT_OR_MISS = "inconsistent"
    NONE = "none"


_ASSURANCE = {
    Assurance.PASS: ("P", "target consistently met", Tone.GOOD, BLUE),
    Assurance.FAIL: ("F", "target consistently missed", Tone.OFF, ORANGE),
    Assurance.HIT_OR_MISS: ("?", "target not reliably met", Tone.QUIET, GREY),
    Assurance.NONE: ("", "no target to be assured of", Tone.QUIET, GREY),
}


def assurance_sign(assurance: Assurance, *, under_review: bool = False) -> Sign:
    """The assurance icon, faded where the limits are under review; an empty ring without a target."""
    letter, words, tone, colour = _ASSURANCE[assurance]
    if under_review and assurance is not Assurance.NONE:
        words = f"{words}; limits under review"
    css = f"assurance-{assurance.value.replace('_', '-')}"
    faded = under_review and assurance is not Assurance.NONE
    return Sign(letter or "○", words, Tone.QUIET if faded else tone, css, colour, letter, faded=faded)


_DOTS = {
    Comparison.BETTER: ("●", Tone.GOOD, BLUE),
    Comparison.WORSE: ("●", Tone.OFF, ORANGE),
    Comparison.HIGHER: ("●", Tone.NOTABLE, PURPLE),
    Comparison.LOWER: ("●", Tone.NOTABLE, PURPLE),
    Comparison.SIMILAR: ("○", Tone.QUIET, GREY),
    Comparison.NOT_COMPARED: ("–", Tone.QUIET, GREY),
}


def benchmark_dot(found: Comparison, *, at_998: bool = False, than: str = "the comparator") -> Sign:
    """The dot for one comparator, with a ring where it also differs at 99.8 per cent."""
    symbol, tone, colour = _DOTS[found]
    ring = at_998 and found not in (Comparison.SIMILAR, Comparison.NOT_COMPARED)
    if found is Comparison.NOT_COMPARED:
        words = f"not compared with {than}"
    elif found is Comparison.SIMILAR:
        words = f"similar to {than}"
    else:
        words = f"{found.value} than {than}{', also at 99.8 per cent' if ring else ''}"
    return Sign("◉" if ring else symbol, words, tone, f"benchmark-{found.value.replace(' ', '-')}", colour, ring=ring)


# The reports' own colours, dark enough to read a letter on white by.
_RATINGS = {
    Rating.GREEN: ("G", "green", Tone.GOOD, "#1a7f37"),
    Rating.AMBER: ("A", "amber", Tone.NEAR, "#8a5a00"),
    Rating.RED: ("R", "red", Tone.OFF, "#b3261e"),
    Rating.NOT_RATED: ("–", "not rated", Tone.QUIET, GREY),
}


def rating_sign(rated: Rated) -> Sign:
    """The colour of a scheme as a word and a letter; its scheme's name is part of the words."""
    letter, words, tone, colour = _RATINGS[rated.rating]
    coloured = rated.rating is not Rating.NOT_RATED
    said = f"{words} by {rated.scheme}" if coloured else words
    return Sign(letter, said, tone, f"rating-{words.replace(' ', '-')}", colour, letter if coloured else "")


def arrow(direction: Direction) -> Sign:
    """The direction of travel: hollow where the movement may be chance, coloured only where it is real and rated."""
    tone = Tone.QUIET
    if direction.favourable is not None and not direction.is_hollow:
        tone = Tone.GOOD if direction.favourable else Tone.OFF
    colour = {Tone.GOOD: BLUE, Tone.OFF: ORANGE}.get(tone, GREY)
    css = f"arrow-{direction.movement.value.replace('_', '-')}{'-hollow' if direction.is_hollow else ''}"
    return Sign(direction.symbol, direction.words, tone, css, colour)
