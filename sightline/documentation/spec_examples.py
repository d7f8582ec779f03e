"""
The spec tests as worked examples: drawn tables and the figures that follow.

The tests are run with a stand-in for the drawn world that counts nothing and notes what is drawn and expected. So
the pages show what the tests say, however they say it; whether it is true, the tests themselves find out.
"""

import calendar
import inspect
import re
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sightline.documentation.markdown import sentence


@dataclass(frozen=True)
class Drawing:
    """A drawn table: its short name and its rows as drawn."""

    table: str
    text: str


@dataclass(frozen=True)
class Expectation:
    """A figure that follows: which measure, and the rest in words (`2017-04`: 1 of 2)."""

    measure: str
    text: str


@dataclass(frozen=True)
class Example:
    """One spec test: its name as a sentence, drawings and expectations in the order in which they stand."""

    title: str
    steps: tuple[Drawing | Expectation, ...]

    @property
    def measures(self) -> set[str]:
        return {step.measure for step in self.steps if isinstance(step, Expectation)}


@dataclass
class _Notebook:
    """Stands in for the drawn world of a spec test, and notes what the test says."""

    steps: list[Drawing | Expectation] = field(default_factory=list)

    def given(self, **drawings: str) -> None:
        self.steps += [Drawing(table, textwrap.dedent(text).strip()) for table, text in drawings.items()]

    def given_residents(self, number: int, **_estimate: object) -> None:
        self.steps.append(Drawing("population", f"{number:,} residents aged 0 to 17"))

    def told_from(self, **days: str) -> None:
        self.steps += [Drawing(table, f"The source tells of records from {day} on.") for table, day in days.items()]

    def expect(self, measure_id: str, period: str, **named: Any) -> None:
        self.steps.append(Expectation(measure_id, _figure(period, named)))

    def expect_by(self, measure_id: str, period: str, by: str, wanted: dict[str, float], **named: Any) -> None:
        members = ", ".join(f"{member} {amount:g}" for member, amount in wanted.items())
        self.steps.append(Expectation(measure_id, f"{_when(period, named)}, by {by}: {members or 'nothing'}"))

    expect_values = expect_by

    def figures(self, *_args: object, **_named: object) -> list:
        """What a test asks for itself can't be noted; what it expected before can."""
        raise _NotShown


class _NotShown(Exception):
    """A test does something that has no place on a page."""


def examples_in(folder: Path) -> list[Example]:
    """The examples of every test file in the folder, in order."""
    return [example for file in sorted(folder.glob("test_*.py")) for example in examples_of(file.read_text("utf-8"))]


def examples_of(text: str) -> list[Example]:
    """The examples of one test file's text: its tests that ask for nothing but the drawn world."""
    return [Example(_title(name), tuple(steps)) for name, steps in _noted(text)]


def _noted(text: str) -> Iterator[tuple[str, list[Drawing | Expectation]]]:
    module: dict[str, Any] = {}
    exec(compile(text, "spec tests", "exec"), module)
    for name, test in module.items():
        if name.startswith("test_") and list(inspect.signature(test).parameters) == ["spec"]:
            notebook = _Notebook()
            with suppress(_NotShown):
                test(notebook)
            yield name, notebook.steps


# `31_march`: a day before it makes the word a month.
_MONTH = re.compile(r"(?<=\d )(" + "|".join(month.casefold() for month in calendar.month_name[1:]) + r")\b")


def _title(name: str) -> str:
    words = name.removeprefix("test_").replace("_", " ")
    return sentence(_MONTH.sub(lambda month: month[0].capitalize(), words))


def _figure(period: str, named: dict) -> str:
    counts = [f"{named[name]:g}" for name in ("numerator", "denominator") if isinstance(named.get(name), int | float)]
    said = [" of ".join(counts)] if counts else []
    if isinstance(named.get("value"), int | float):
        said.append(f"value {named['value']:g}")
    if named.get("status"):
        said.append(str(named["status"]).replace("_", " "))
    return f"{_when(period, named)}: {', '.join(said)}"


def _when(period: str, named: dict) -> str:
    options = ("numerator", "denominator", "value", "status", "window", "by")
    members = [f"{name.replace('_', ' ')} {member}" for name, member in named.items() if name not in options]
    window = f" ({named['window']})" if named.get("window") else ""
    return ", ".join([f"`{period}`{window}", *members])
