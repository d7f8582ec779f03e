"""Counts and conditions of the catalogue in words."""

import ast
import inspect

from ibis import Deferred

from sightline.measures import breakdowns
from sightline.measures.model import Count, Measure, Polarity, Population, Subject, What
from sightline.measures.observed import Observed

GOOD = {Polarity.HIGH: "high", Polarity.LOW: "low", Polarity.NEUTRAL: "neither: watched, not rated"}
# Columns whose codes have printed labels under a breakdown of the same name.
LABELLED = {name: breakdown.labels("standard") for name, breakdown in breakdowns.ALL.items()}


def counted(count: Count) -> str:
    """What a count counts: `each referral of one child, where led to assessment`."""
    if isinstance(count, Observed):
        return f"{count.of}, as counted by another system"
    grain = count.subject.grain
    what = {
        What.ROWS: f"each {grain.removeprefix('one ')}",
        What.AMOUNT: f"{_spaced(count.column or '')}, added up over each {grain.removeprefix('one ')}",
        What.CHILDREN: f"the different children of each month among: {grain}",
        What.CHILDREN_IN_PERIOD: f"the different children of the whole period among: {grain}",
    }[count.what]
    where = "" if count.where is None else f", where {condition(count.where)}"
    same = f" (the same for every {' and '.join(map(_spaced, count.ignores))})" if count.ignores else ""
    return what + where + same


def divided_by(measure: Measure) -> str:
    """What the numerator is divided by; empty for a plain count."""
    if isinstance(measure.numerator, Observed):
        return measure.numerator.over
    match measure.denominator:
        case Population() as population:
            return f"residents aged {population.youngest} to {population.oldest}"
        case Count() as count:
            return counted(count)
    return ""


def condition(where: Deferred) -> str:
    """A condition on a subject's columns in words: `it is not transfer in and to plan`."""
    return _words(ast.parse(repr(where), mode="eval").body)


def _words(node: ast.expr) -> str:
    match node:
        case ast.BinOp(left=left, op=ast.BitAnd(), right=right):
            return f"{_words(left)} and {_words(right)}"
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return f"({_words(left)} or {_words(right)})"
        case ast.UnaryOp(op=ast.Invert(), operand=ast.Attribute(attr=name)) if name.startswith("is_"):
            return f"it is not {_spaced(name.removeprefix('is_'))}"
        case ast.UnaryOp(op=ast.Invert(), operand=operand):
            return f"not {_words(operand)}"
        case ast.Compare(left=ast.Attribute(attr=name), ops=[ast.Eq()], comparators=[ast.Constant(value=value)]):
            return f"{_spaced(name)} is '{_label(name, value)}'"
        case ast.Compare(left=ast.Attribute(attr=name), ops=[ast.NotEq()], comparators=[ast.Constant(value=value)]):
            return f"{_spaced(name)} is not '{_label(name, value)}'"
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=name), attr="isin"), args=[ast.List(elts=values)]):
            labels = [f"'{_label(name, v.value)}'" for v in values if isinstance(v, ast.Constant)]
            return f"{_spaced(name)} is {' or '.join(labels)}"
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=name), attr="between"), args=[low, high]):
            return f"{_spaced(name)} is {ast.unparse(low)} to {ast.unparse(high)}"
        case ast.Attribute(attr=name):
            return f"it is {_spaced(name[3:])}" if name.startswith("is_") else _spaced(name)
    return f"`{ast.unparse(node).replace('_.', '')}`"


def _label(column: str, code) -> str:
    return LABELLED.get(column, {}).get(str(code), str(code))


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def explained(subject: Subject) -> str:
    """What the subject's builder says of its rows and words; empty where it says nothing."""
    text = inspect.getdoc(subject.build) or ""
    return "\n".join(line.rstrip() for line in text.splitlines())
