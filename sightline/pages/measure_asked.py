"""What is asked of a measure page: which measure, month and unit, which chart, split by what, over which window."""

from dataclasses import dataclass, replace
from enum import Enum

from sightline.engine.figure import Figure
from sightline.engine.measured import Slice, Where
from sightline.errors import BadUsage, did_you_mean
from sightline.judgement.cases import Ask, month_window
from sightline.judgement.suppression.audience import Audience
from sightline.measures import breakdowns
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Window
from sightline.pages.disclosed import ask_as
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading
from sightline.settings import Annotation


class View(Enum):
    """The charts of one measure."""

    CONTROL = "control"
    YEARS = "years"
    ROLLING = "rolling"

    @property
    def title(self) -> str:
        return {View.CONTROL: "Control chart", View.YEARS: "Year on year", View.ROLLING: "Rolling 12"}[self]


# The windows that a split may be of, the usual one first.
SPLIT_WINDOWS = (Window.YEAR_TO_DATE, Window.ROLLING_12, Window.QUARTER, Window.MONTH, Window.FINANCIAL_YEAR)
UNIT_SPLITS = ("locality", "service_area", "team")
CHILD_SPLITS = ("age_band", "gender", "ethnicity_group", "disability")


@dataclass(frozen=True)
class MeasureAsked:
    """
    One view of a measure. `month` is the period's last; `unit` whose figures; `by` the split, `window` the split's.

    `teams`: whether the reader may see teams; `annotations` is everything that is written on charts.
    """

    measure: Measure
    month: Month
    unit: Unit
    audience: Audience
    view: View = View.CONTROL
    by: str = ""
    window: Window | None = None
    teams: bool = True
    annotations: tuple[Annotation, ...] = ()

    @property
    def where(self) -> Where:
        """The unit's filters; none where the measure is not known by unit."""
        return self.unit.where if self.is_of_unit else ()

    @property
    def is_of_unit(self) -> bool:
        return all(name in self.measure.all_breakdowns for name, _member in self.unit.where)

    @property
    def main_window(self) -> Window:
        """The window that the page opens with: the month where it has one."""
        usual = month_window(self.measure)
        return usual or next(w for w in (*SPLIT_WINDOWS, Window.LATEST, *Window) if w in self.measure.windows)

    @property
    def split_window(self) -> Window:
        """The window of the split: a snapshot's own day, else the one asked for or the year to date."""
        if self.measure.is_snapshot:
            return self.main_window
        if self.window is not None:
            return self.window
        return next((w for w in SPLIT_WINDOWS if w in self.measure.windows), self.main_window)

    @property
    def split_windows(self) -> tuple[Window, ...]:
        """The windows that the split can be asked for."""
        if self.measure.is_snapshot:
            return (self.main_window,)
        is_march = self.month.of_financial_year == 12
        return tuple(
            w for w in SPLIT_WINDOWS if w in self.measure.windows and (w is not Window.FINANCIAL_YEAR or is_march)
        )

    @property
    def splits(self) -> tuple[str, ...]:
        """What the figure can be split by, units first, then children's characteristics, then its own codes."""
        units = [name for name in UNIT_SPLITS if self._may_be_split(name)]
        measure = self.measure
        own = [name for name in measure.subject.dimensions if name not in ("area", "worker")]
        names = dict.fromkeys((*measure.default_by, *units, *CHILD_SPLITS, *own))
        return tuple(name for name in names if name in measure.all_breakdowns and name in breakdowns.ALL)

    def _may_be_split(self, level: str) -> bool:
        """Only by what lies under the unit: a locality has no localities."""
        held = {name for name, _member in self.where}
        if level == "team":
            return self.teams and not self.audience.hides and "team" not in held
        return level not in held and "team" not in held and "worker" not in held

    @property
    def split(self) -> str:
        """The split that is shown; empty where the measure has none."""
        return self.by or next(iter(self.splits), "")

    def key(self) -> tuple:
        """Everything that decides the page, besides the version."""
        return ("measure page", self.measure.id, self.month, self.unit.key, self.audience, self.view, self.by,
                self.window, self.teams, self.annotations)  # fmt: skip

    def refuse_what_it_has_not(self) -> None:
        """Errors: BadUsage for a split or a window that the measure or this reader does not have."""
        if self.by and self.by not in self.splits:
            raise BadUsage(
                f"'{self.measure.title}' is not split by '{self.by[:40]}' here.{did_you_mean(self.by, self.splits)} "
                f"It is split by: {', '.join(breakdowns.ALL[name].title.lower() for name in self.splits) or 'nothing'}."
            )
        if self.window is not None and self.window not in self.split_windows:
            raise BadUsage(
                f"'{self.measure.title}' is not split over '{self.window.value}'. "
                f"Choose one of: {', '.join(w.value for w in self.split_windows)}."
            )

    def with_view(self, view: View) -> "MeasureAsked":
        return replace(self, view=view)


@dataclass(frozen=True)
class Asking:
    """A view with what answers its questions: `ask` gives figures as this reader may have them."""

    reading: Reading
    asked: MeasureAsked
    ask: Ask

    @classmethod
    def of(cls, reading: Reading, asked: MeasureAsked) -> "Asking":
        return cls(reading, asked, ask_as(reading, asked.audience))

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """What happened to this measure, by day."""
        ours = (a for a in self.asked.annotations if a.measure in (None, self.asked.measure.id))
        return tuple(sorted(ours, key=lambda a: a.on))

    def figure(self, window: Window, month: Month, where: Where | None = None) -> Figure | None:
        """One figure; None outside the measure's windows or the data."""
        measure = self.asked.measure
        period = Slice(window, (month,)).periods[0]
        if window not in measure.windows or not self.reading.reach.holds(period):
            return None
        if window is Window.FINANCIAL_YEAR and month.of_financial_year != 12:
            return None
        found = self.ask(measure, Slice(window, (month,), (), self.asked.where if where is None else where))
        return found[0] if found else None


def why_not_for(asked: MeasureAsked) -> str:
    """Why a unit has no figures at the reader's level, with what to choose in its place; empty where it has."""
    if not asked.audience.hides or len(asked.where) < 2:
        return ""
    return (
        f"Figures of {asked.unit.name} are not shown at this level: beside those of the service area and the locality "
        "they could tell of one child. Choose the whole service, a service area or a locality."
    )


def why_not_split(asked: MeasureAsked) -> str:
    """Why a unit's figures are not split at the reader's level; empty where they are."""
    if not asked.audience.hides or not asked.where:
        return ""
    return (
        f"{asked.unit.name} is not split further at this level: its parts could hold too few children. "
        "Choose the whole service."
    )
