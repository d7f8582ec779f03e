"""What the API answers with, as its OpenAPI document describes it."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from sightline.engine.figure import Figure
from sightline.measures.model import Measure
from sightline.pages.organisation import Unit


class DataVersion(Schema):
    """The dataset version that answers, and how fresh it is."""

    version: str
    as_at: date
    loaded_at: datetime
    authority: str
    rejected_rows: int


class MeasureAnswer(Schema):
    """A measure of the catalogue."""

    id: str
    title: str
    definition: str
    unit: str
    polarity: str
    windows: list[str]
    breakdowns: list[str]
    source: str
    also_known_as: list[str]


class UnitAnswer(Schema):
    """A unit of the organisation whose figures may be asked for."""

    key: str = Field(description="What to ask with: `?unit=locality.north`")
    kind: str
    name: str


class FigureAnswer(Schema):
    """One figure with the parts it was divided from."""

    measure: str
    unit: str
    window: str
    period: str = Field(description="2017-06, or 2016-17 for a financial year")
    by: dict[str, str] = Field(description="The member of each breakdown asked for")
    numerator: float | None
    denominator: float | None
    value: float | None
    status: str = Field(description="ok, no_denominator, not_supplied or suppressed")


class FiguresAnswer(Schema):
    """Figures, all of one dataset version."""

    data: DataVersion
    figures: list[FigureAnswer]


class Refusal(Schema):
    """Why there is no answer: what is wrong, where, and what to do."""

    detail: str


def measure_answer(measure: Measure) -> MeasureAnswer:
    return MeasureAnswer(
        id=measure.id,
        title=measure.title,
        definition=measure.definition,
        unit=measure.unit.name,
        polarity=measure.polarity.value,
        windows=[window.value for window in measure.windows],
        breakdowns=list(measure.all_breakdowns),
        source=measure.source,
        also_known_as=list(measure.also_known_as),
    )


def figure_answer(figure: Figure, unit: Unit) -> FigureAnswer:
    numerator, denominator, value = (
        None if part is None else float(part) for part in (figure.numerator, figure.denominator, figure.value)
    )
    return FigureAnswer(
        measure=figure.measure.id,
        unit=unit.key,
        window=figure.period.window.value,
        period=figure.period.label,
        by=figure.by,
        numerator=numerator,
        denominator=denominator,
        value=value,
        status=figure.status.value,
    )
