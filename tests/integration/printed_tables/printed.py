"""The workbook's printed series, by month, and what a query answers, rounded as the workbook rounds."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from printed_tables.extract import is_working_day
from sightline.cli import app
from sightline.measures.arithmetic import exact, round_half_up
from sightline.measures.windows import Month

FILE = Path(__file__).parents[4] / "shared" / "spec" / "worked_examples.yaml"
needs_the_printed_tables = pytest.mark.skipif(
    not FILE.exists(), reason=f"the printed tables lie outside the repository, in {FILE}, which is not here"
)

MONTHS = [Month(2016, 6).plus(n) for n in range(13)]
PERIOD = "2016-06..2017-06"
LAST = "2017-06"


@cache
def _document() -> dict:
    return yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader)


def series(table: str, measure: str, line: str | None = None) -> dict[Month, Decimal]:
    """What table `table` prints of a measure (or of one line of it), by month; decimals as printed."""
    found: dict[Month, Decimal] = {}
    for entry in _document()["series"]:
        if (entry["table"], entry["measure"], entry.get("line")) == (table, measure, line):
            by_label = {m.label: m for m in (Month(2016, 4).plus(n) for n in range(15))}
            for label, value in entry["values"].items():
                found[by_label[label]] = Decimal(str(value)).quantize(Decimal(1).scaleb(-entry["decimals"]))
    assert found, f"table {table} prints no {measure} {line or ''}"
    return found


def counts(table: str, measure: str, line: str | None = None) -> dict[Month, int]:
    """A printed series of counts."""
    return {month: int(value) for month, value in series(table, measure, line).items()}


@dataclass(frozen=True)
class Answer:
    """One row of a query's answer."""

    row: dict

    @property
    def value(self) -> Fraction | None:
        return None if self.row["value"] is None else exact(self.row["value"])

    @property
    def numerator(self) -> Fraction:
        return exact(self.row["numerator"])

    @property
    def denominator(self) -> Fraction:
        return exact(self.row["denominator"])

    @property
    def month(self) -> Month:
        return Month.of(date.fromisoformat(self.row["period_end"]))


class Workbook:
    """
    A loaded and measured extract that is asked through the command line.

    `folder` holds the extract's files, `load_report` what the load said of them.
    """

    def __init__(self, workspace: Path, folder: Path, load_report: dict):
        self.workspace, self.folder, self.load_report = workspace, folder, load_report
        self._asked: dict[tuple[str, ...], list[Answer]] = {}

    def ask(
        self, measure: str, period: str = PERIOD, *, window: str | None = None, by: str | None = None
    ) -> list[Answer]:
        """`sightline query MEASURE --period PERIOD --format json`"""
        options = ["--window", window] if window else []
        options += ["--by", by] if by else []
        question = ("query", measure, "--period", period, "--format", "json", "-w", str(self.workspace), *options)
        if question not in self._asked:
            self._asked[question] = [Answer(row) for row in json.loads(run(*question))["rows"]]
        return self._asked[question]

    def line(
        self, measure: str, *, window: str | None = None, decimals: int = 0, **member: str
    ) -> dict[Month, Decimal]:
        """A row of a table: the measure's values by month, rounded; of one member of a breakdown where it is named."""
        found = self.ask(measure, window=window, by=",".join(member) or None)
        return {a.month: round_half_up(a.value, decimals) for a in found if member.items() <= a.row.items()}

    def numerators(self, measure: str, **member: str) -> dict[Month, int]:
        """The counts under a table of shares."""
        found = self.ask(measure, by=",".join(member) or None)
        return {a.month: int(a.numerator) for a in found if member.items() <= a.row.items()}

    def figure(self, measure: str, *, window: str, period: str = LAST, **member: str) -> Answer:
        """One figure of the columns beside the months."""
        found = self.ask(measure, period, window=window, by=",".join(member) or None)
        (answer,) = [a for a in found if member.items() <= a.row.items()]
        return answer

    def population(self, period: str = LAST) -> Fraction:
        """Residents aged 0-17 in force for a month's rates."""
        return self.figure("population_0_17", window="month", period=period).numerator


def run(*arguments: str) -> str:
    """What a command prints, run in this process. Errors are raised."""
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def day_of(month: Month, number: int) -> date:
    """The working day on or before day `number` of a month."""
    day = date(month.year, month.number, number)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
