"""Targets: what the settings ask of a measure, and the ones that a new workspace may start with."""

import csv
from dataclasses import dataclass
from importlib.resources import files

from sightline.measures.arithmetic import round_half_up
from sightline.measures.model import Unit
from sightline.measures.windows import Month
from sightline.settings import Settings, Target

_WORDS = {"<=": "or less", "<": "below", ">=": "or more", ">": "above"}


@dataclass(frozen=True)
class TargetInForce:
    """A measure's target in a month."""

    target: Target

    @property
    def value(self) -> float:
        return self.target.value

    def words(self, unit: Unit) -> str:
        """`25% or less`, `65% to 70%`, `below 20`."""

        if self.target.to is not None:
            return f"{_printed(self.target.value, unit)} to {_printed(self.target.to, unit)}"
        comparison = _WORDS[self.target.comparison]
        value = _printed(self.target.value, unit)
        if value == "100%":
            return value
        return f"{value} {comparison}" if comparison.startswith("or") else f"{comparison} {value}"

    def lines(self, unit: Unit) -> list[tuple[float, str]]:
        """The value to draw and its title; both ends of a range."""
        if self.target.to is None:
            return [(self.target.value, f"Target: {self.words(unit)}")]
        return [
            (self.target.value, f"Target: from {_printed(self.target.value, unit)}"),
            (self.target.to, f"Target: to {_printed(self.target.to, unit)}"),
        ]


def _printed(value: float, unit: Unit) -> str:
    decimals = 0 if float(value).is_integer() else unit.decimals
    return f"{round_half_up(value, decimals):,}{unit.symbol}"


def target_of(measure_id: str, settings: Settings, month: Month) -> TargetInForce | None:
    """The target in force in a month; None where the settings have none, or none yet."""
    target = settings.targets.get(measure_id)
    if target is None or (target.from_date and target.from_date > month.end):
        return None
    return TargetInForce(target)


def targets_toml() -> str:
    """
    The targets of `targets.csv` as text for a workspace's `sightline.toml`.

    They are those that the county whose reports Sightline learned from had set for 2016-17 and 2017-18 (the source
    stands in each note); an authority that starts with them puts its own in their place.
    """
    text = (files("sightline.reports") / "targets.csv").read_text("utf-8")
    blocks = []
    for row in csv.DictReader(text.splitlines()):
        lines = [f"[targets.{row['measure']}]", f"value = {row['value']}", f'comparison = "{row["comparison"]}"']
        lines += [f"to = {row['to']}"] if row["to"] else []
        lines += [f"from = {row['from']}"] if row["from"] else []
        lines += [f'note = "{row["note"]}"'] if row["note"] else []
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
