"""The engine's figures as they may be shown to an audience."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sightline.engine.figure import Figure, Status
from sightline.judgement.suppression.adding_up import linked
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.rules import Rules
from sightline.judgement.suppression.single import round_to_base
from sightline.judgement.suppression.statements import Before, Outcome, Statement

# In public, counts of a region or of England are rounded to this, as the DfE's are.
ABOVE_AUTHORITY = 10


@dataclass(frozen=True)
class ProtectedFigures:
    """Figures as they may be shown; `outcome` says what is hidden and why, for the ledger. None where nothing hides."""

    figures: list[Figure]
    outcome: Outcome | None = None


def protect_figures(
    figures: Sequence[Figure],
    audience: Audience,
    *,
    elsewhere: Iterable[Figure] = (),
    rules: Rules | None = None,
    before: Before | None = None,
    above_authority: bool = False,
) -> ProtectedFigures:
    """
    The same figures with what this audience may not know hidden: no numbers, and the status `suppressed`.

    Figures of one measure or several; `elsewhere` are those that the audience can see in another place, such as the
    whole of these members; `above_authority`: they are of several authorities, and rounded in public. At case and
    internal level all is shown.
    """
    if not audience.hides:
        return ProtectedFigures(list(figures))
    statements = [Statement.of(figure) for figure in (*figures, *elsewhere)]
    outcome = linked(statements, audience, rules, before).protected()
    shown = []
    for number, figure in enumerate(figures):
        if outcome.is_hidden(number) or outcome.is_withheld(number):
            shown.append(suppressed(figure))
        elif above_authority and audience is Audience.PUBLIC and "authority" not in dict(statements[number].members):
            shown.append(_rounded(figure))
        else:
            shown.append(figure)
    return ProtectedFigures(shown, outcome)


def suppressed(figure: Figure) -> Figure:
    """The figure without any number."""
    return replace(figure, numerator=None, denominator=None, value=None, status=Status.SUPPRESSED)


def _rounded(figure: Figure) -> Figure:
    """Counts to the nearest 10; a share or a rate stays that of the unrounded counts."""
    is_count = figure.denominator is None
    return replace(
        figure,
        numerator=_to_ten(figure.numerator),
        denominator=_to_ten(figure.denominator),
        value=_to_ten(figure.value) if is_count else figure.value,
    )


def _to_ten(value: Fraction | None) -> Fraction | None:
    return None if value is None else Fraction(round_to_base(value, ABOVE_AUTHORITY))
