"""The declaration of a rule, and the rule book that declarations make."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import ibis.expr.types as ir

from sightline.errors import BadDeclaration, BadUsage, did_you_mean
from sightline.returns.schema import CIN, LAST, RETURNS, SSDA903, Return
from sightline.returns.tables import Tables


class Severity(StrEnum):
    """How serious a failure is. The SSDA903's public rules state none."""

    ERROR = "error"
    QUERY = "query"
    WARNING = "warning"
    INTERNAL = "internal"
    NOT_STATED = "not stated"


class Need(StrEnum):
    """Something from outside the return that a rule can't do without, in words that complete 'needs ...'."""

    POSTCODES = "a postcode lookup (the columns PL_LA, PL_LOCATION and PL_DISTANCE worked out)"
    PROVIDERS = "Ofsted's provider list (the table provider_info)"
    OWN_LA = "the authority's own number (local_authority)"
    PREVIOUS = "last year's return"


@dataclass(frozen=True, eq=False)
class Rule:
    """
    One rule of one return.

    `message`: what is wrong when it fails, in a sentence. `fields`: `Table.column`, the columns it blames.
    `first_year`, `last_year`: the rule sets it stands in, both included. `needs`: what it can't run without.
    `optional`: tables of its fields that it can do without. `reads`: tables it can't do without besides those of its
    fields. `what_to_do`: for the person who mends the record. `fails`: the failing rows, as an expression whose `@`
    columns name the rows that take part; with none, the return as a whole fails.
    """

    code: str
    of: Return
    severity: Severity
    message: str
    fields: tuple[str, ...]
    fails: Callable[[Tables], ir.Table]
    first_year: int
    last_year: int
    needs: tuple[Need, ...] = ()
    optional: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    what_to_do: str = ""
    place: str = ""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that its fields are of, in order."""
        return tuple(dict.fromkeys(f.split(".")[0] for f in self.fields))

    @property
    def required(self) -> frozenset[str]:
        """
        The tables without which it says nothing.

        The census's header is not among them when a rule only takes the year from it: that is known otherwise.
        """
        needed = frozenset(self.tables) - frozenset(self.optional) | frozenset(self.reads)
        return needed - {"Header"} if self.of is CIN and len(self.tables) > 1 else needed

    def in_year(self, year: int) -> bool:
        return self.first_year <= year <= self.last_year


RuleFunction = Callable[[Tables], ir.Table]
_rules: dict[str, list[Rule]] = {name: [] for name in RETURNS}


def _declare(of: Return, code: str, message: str, fields: tuple[str, ...], severity: Severity, since: int | None,
             until: int | None, needs: tuple[Need, ...], optional: tuple[str, ...], reads: tuple[str, ...],
             what_to_do: str) -> Callable[[RuleFunction], RuleFunction]:  # fmt: skip
    for name in fields:
        table, _, column = name.partition(".")
        if table not in of.tables:
            raise BadDeclaration(f"Rule {code}: there is no table '{table}'.{did_you_mean(table, of.tables)}")
        known = [c.name for c in of.tables[table].columns]
        if column not in known:
            raise BadDeclaration(f"Rule {code}: {table} has no column '{column}'.{did_you_mean(column, known)}")
    first, last = since or of.years[0], until or of.years[-1]
    required = {*reads, *(f.split(".")[0] for f in fields)} - set(optional)
    if any(table.endswith(LAST) for table in required) and Need.PREVIOUS not in needs:
        needs = (*needs, Need.PREVIOUS)
    if Need.PROVIDERS in needs:
        reads = (*reads, "provider_info")

    def declare(function: RuleFunction) -> RuleFunction:
        for other in _rules[of.name]:
            if other.code == code and other.first_year <= last and first <= other.last_year:
                raise BadDeclaration(
                    f"Rule {code} of the {of.title} is declared twice for {max(first, other.first_year)}."
                )
        place = inspect.getmodule(function)
        _rules[of.name].append(
            Rule(code, of, severity, message, fields, function, first, last, needs, optional, reads, what_to_do,
                 place.__name__ if place else "")
        )  # fmt: skip
        return function

    return declare


def cin_rule(code: str, message: str, *fields: str, since: int | None = None, until: int | None = None,
             needs: tuple[Need, ...] = (), optional: tuple[str, ...] = (), reads: tuple[str, ...] = (),
             what_to_do: str = "") -> Callable[[RuleFunction], RuleFunction]:  # fmt: skip
    """Declares a rule of the CIN census. A code that ends in Q is a query, any other an error."""
    severity = Severity.QUERY if code.endswith("Q") else Severity.ERROR
    return _declare(CIN, code, message, fields, severity, since, until, needs, optional, reads, what_to_do)


def ssda903_rule(code: str, message: str, *fields: str, since: int | None = None, until: int | None = None,
                 needs: tuple[Need, ...] = (), optional: tuple[str, ...] = (), reads: tuple[str, ...] = (),
                 what_to_do: str = "", severity: Severity = Severity.NOT_STATED,
                 ) -> Callable[[RuleFunction], RuleFunction]:  # fmt: skip
    """Declares a rule of the SSDA903."""
    return _declare(SSDA903, code, message, fields, severity, since, until, needs, optional, reads, what_to_do)


def declared(of: Return) -> list[Rule]:
    """Every rule of a return that has been declared so far, whatever its year."""
    return list(_rules[of.name])


def check_year(of: Return, year: int) -> int:
    """Errors: BadUsage for a year that has no rule set."""
    if year not in of.years:
        raise BadUsage(
            f"There is no rule set of the {of.title} for {year}. The sets are {of.years[0]} to {of.years[-1]} "
            f"({of.years[-1]} is {of.years[-1] - 1}-{of.years[-1] % 100})."
        )
    return year
