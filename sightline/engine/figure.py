"""A figure: the answer to one question, with the parts it was divided from and the state it is in."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from sightline.measures.model import Measure
from sightline.measures.windows import Period


class Status(Enum):
    """The states of a figure; each has its own word, and none is ever a number."""

    OK = "ok"
    NO_DENOMINATOR = "no_denominator"
    NOT_SUPPLIED = "not_supplied"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class Standing:
    """
    What is known of a figure that another system counted: of which period it is, how final, whose, told when.

    `status` is the source's own word: final, revised, provisional or estimated, or why there is none; `revision` is 2
    where it replaces one figure that was told before. Of a sum, the least final state and the latest day.
    """

    period: str
    period_start: date
    period_end: date
    status: str
    source: str
    extracted_on: date
    revision: int


@dataclass(frozen=True)
class Figure:
    """
    One figure of one measure, for one period and one member of each breakdown asked for.

    `numerator` is the count that the records behind the figure have (the average count where a window averages
    snapshots); `value` is in the measure's unit, unrounded; None unless the status is OK. `standing` is there for
    figures that another system counted; `where`: the only members it counts, as they were asked for.
    """

    measure: Measure
    period: Period
    by: dict[str, str]
    codes: dict[str, str | None]
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    status: Status
    standing: Standing | None = None
    where: tuple[tuple[str, str], ...] = ()
