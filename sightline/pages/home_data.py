"""What those who answer for the data see first: the load, what was set aside, what is missing, what to know of it."""

from dataclasses import dataclass
from datetime import date

from sightline.dataset.versions import SourceRecord, TableCount
from sightline.engine.figure import Status
from sightline.measures.catalogue import CATALOGUE
from sightline.pages.headlines import HEADLINES
from sightline.pages.reading import Reading
from sightline.pages.scorecard import Scorecard

# Data older than this are said to be old.
FRESH_DAYS = 7


@dataclass(frozen=True)
class SourceLoaded:
    """One source of the load with what became of its rows."""

    source: SourceRecord

    @property
    def read(self) -> int:
        return sum(one.read for one in self.source.inputs)

    @property
    def kept(self) -> int:
        return sum(one.kept for one in self.source.inputs)

    @property
    def rejected(self) -> int:
        return sum(one.rejected for one in self.source.inputs)


@dataclass(frozen=True)
class DataHome:
    """
    The analyst's home. `age`: days from the data's day to today; `set_aside`: tables with rejected rows, most first;
    `not_supplied`: headline measures that the sources tell nothing of.
    """

    as_at: date
    age: int
    sources: tuple[SourceLoaded, ...]
    read: int
    kept: int
    rejected: int
    repaired: int
    set_aside: tuple[TableCount, ...]
    not_supplied: tuple[str, ...]
    measures_told: int
    measures: int

    @property
    def is_old(self) -> bool:
        return self.age > FRESH_DAYS


def data_home(reading: Reading, today: date) -> DataHome:
    """What the load of this version came to."""
    tables = reading.manifest.tables
    counted = [measure for measure in CATALOGUE.values() if not measure.is_observed]
    return DataHome(
        reading.as_at,
        (today - reading.as_at).days,
        tuple(SourceLoaded(source) for source in reading.manifest.sources),
        sum(table.read for table in tables),
        sum(table.kept for table in tables),
        sum(table.rejected for table in tables),
        sum(table.repaired for table in tables),
        tuple(sorted((t for t in tables if t.rejected), key=lambda t: -t.rejected)),
        tuple(h.title for h in HEADLINES if not reading.measured.is_supplied(h.measure)),
        sum(reading.measured.is_supplied(measure) for measure in counted),
        len(counted),
    )


def to_know(reading: Reading, card: Scorecard, today: date) -> tuple[str, ...]:
    """What to know before quoting the month, a sentence each, what matters most first."""
    said = []
    age = (today - reading.as_at).days
    if age > FRESH_DAYS:
        said.append(f"The data are {age:,} days old: nothing after {reading.as_at:%-d %B %Y} is counted")
    unsettled = [row.headline.title for row in card.rows if row.judged and row.judged.quality.not_yet_complete]
    if unsettled:
        said.append(f"Not yet complete: {', '.join(unsettled)}")
    missing = [row.headline.title for row in card.rows
               if row.judged and row.judged.figure.status is Status.NOT_SUPPLIED]  # fmt: skip
    if missing:
        said.append(f"Not supplied: {', '.join(missing)}")
    rejected = reading.rejected_rows
    said.append(f"{rejected:,} row{'' if rejected == 1 else 's'} rejected in the last load")
    return tuple(said)
