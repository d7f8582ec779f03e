"""The definitions sheet: every measure that a report shows, in the catalogue's words."""

from sightline.judgement.targets import target_of
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import Measure, Polarity
from sightline.reports.declare import ReportSpec
from sightline.reports.figures import Figures
from sightline.reports.model import TextTable

GOOD = {Polarity.HIGH: "High", Polarity.LOW: "Low", Polarity.NEUTRAL: "Watched, not rated"}
UNITS = {"count": "Number", "percent": "Per cent", "per_10000": "Per 10,000 residents aged 0-17",
         "mean": "Average", "fte": "Full-time equivalents"}  # fmt: skip


def items_of(spec: ReportSpec, measure_id: str) -> list[int]:
    """The numbers of the items that show a measure."""
    return [item.number for section in spec.sections for item in section.items if measure_id in item.measures]


def measures_of(spec: ReportSpec) -> list[Measure]:
    """Every measure that the report shows, in the catalogue's order."""
    return [measure for measure in CATALOGUE.values() if items_of(spec, measure.id)]


def definitions(spec: ReportSpec, figures: Figures) -> TextTable:
    """One row per measure shown."""
    rows = []
    for measure in measures_of(spec):
        target = target_of(measure.id, figures.settings, figures.last)
        rows.append(
            (
                measure.title,
                measure.id,
                ", ".join(map(str, items_of(spec, measure.id))),
                " ".join(text for text in (measure.definition, measure.note) if text),
                UNITS.get(measure.unit.name, measure.unit.name),
                GOOD[measure.polarity],
                target.words(measure.unit) if target else "None",
                measure.source,
                ", ".join(measure.also_known_as),
            )
        )
    return TextTable(
        "Definitions of the measures shown",
        ("Measure", "Id", "Items", "Definition", "Unit", "Good is", "Target", "Source", "Also known as"),
        tuple(rows),
        (28, 24, 8, 60, 14, 12, 12, 32, 24),
    )
