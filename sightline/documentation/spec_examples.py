"""
The spec tests as worked examples: drawn tables and the figures that follow, read from the tests' own text.

Only what is written out is read; a test that computes its drawing or its measure's name is left out.
"""

import ast
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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

    def of(self, measure_id: str) -> list[Drawing | Expectation]:
        """The drawings and the expectations of one measure, without drawings after its last expectation."""
        steps = [s for s in self.steps if isinstance(s, Drawing) or s.measure == measure_id]
        while steps and isinstance(steps[-1], Drawing):
            steps.pop()
        return steps


def examples_in(folder: Path) -> list[Example]:
    """The examples of every test file in the folder, in order."""
    return [example for file in sorted(folder.glob("test_*.py")) for example in examples_of(file.read_text("utf-8"))]


def examples_of(text: str) -> list[Example]:
    """The examples of one test file's text."""
    tree = ast.parse(text)
    constants = {
        target.id: statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    return [
        Example(_title(function.name), tuple(_steps(function, constants)))
        for function in tree.body
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_")
    ]


def _title(name: str) -> str:
    return sentence(name.removeprefix("test_").replace("_", " "))


def _steps(function: ast.FunctionDef, constants: dict[str, ast.expr]) -> Iterator[Drawing | Expectation]:
    calls = [n for n in ast.walk(function) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    for call in sorted(calls, key=lambda c: (c.lineno, c.col_offset)):
        assert isinstance(call.func, ast.Attribute)
        if not (isinstance(call.func.value, ast.Name) and call.func.value.id == "spec"):
            continue
        values = [_value(a, constants) for a in call.args]
        named = {k.arg: _value(k.value, constants) for k in call.keywords if k.arg}
        match call.func.attr, values:
            case "given", _:
                for table, text in named.items():
                    if isinstance(text, str):
                        yield Drawing(table, textwrap.dedent(text).strip())
            case "given_residents", [int(number), *_]:
                yield Drawing("population", f"{number:,} residents aged 0 to 17")
            case "expect", [str(measure), str(period)]:
                yield Expectation(measure, _figure(period, named))
            case "expect_by" | "expect_values", [str(measure), str(period), str(by), dict(wanted)]:
                members = ", ".join(f"{member} {amount:g}" for member, amount in wanted.items())
                yield Expectation(measure, f"{_when(period, named)}, by {by}: {members or 'nothing'}")


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


def _value(node: ast.expr, constants: dict[str, ast.expr]):
    """What a literal (or a module's constant) stands for; None for anything that has to be run."""
    if isinstance(node, ast.Name) and node.id in constants:
        node = constants[node.id]
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None
