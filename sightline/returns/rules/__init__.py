"""The rule books: a package a return, a module a theme. Every module found here is loaded with its rules."""

import importlib
import pkgutil
from functools import lru_cache

from sightline.returns import declare
from sightline.returns.declare import Rule, check_year
from sightline.returns.schema import Return


@lru_cache(maxsize=4)
def all_rules(of: Return) -> tuple[Rule, ...]:
    """Every rule of a return, of whatever year, by its code."""
    package = importlib.import_module(f"{__name__}.{of.name}")
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return tuple(sorted(declare.declared(of), key=lambda rule: code_order(rule.code)))


@lru_cache(maxsize=32)
def rule_set(of: Return, year: int) -> dict[str, Rule]:
    """The rules of one year, by code. Errors: BadUsage for a year without a rule set."""
    check_year(of, year)
    return {rule.code: rule for rule in all_rules(of) if rule.in_year(year)}


def code_order(code: str) -> tuple[int, int, str]:
    """Codes in the order people look for them: 101, 205A, 1000, then those that begin with letters."""
    digits = "".join(c for c in code if c.isdigit()) if code[0].isdigit() else ""
    return (0, int(digits), code) if digits else (1, 0, code)
