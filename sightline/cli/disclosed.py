"""Figures asked for on the command line, as partners or the public may have them."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

from sightline.cli.options import rules_of
from sightline.engine.measured import Measured, Slice
from sightline.engine.query import Figure, figures
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.differencing import refuse_too_many_crossed
from sightline.judgement.suppression.figures import protect_figures
from sightline.judgement.suppression.ledger import read_ledger
from sightline.measures.model import Measure


def figures_for(
    audience: Audience, measured: Measured, measure: Measure, asked: Slice, workspace: Path
) -> list[Figure]:
    """
    The figures with small numbers hidden, together with what else the same people could ask for.

    They are protected as part of the whole table that is crossed by all the breakdowns and filters of the question,
    with its totals, so that another question about the same children hides the same; the ledger has what was
    released before, and learns of this.
    """
    names = tuple(dict.fromkeys((*asked.by, *(name for name, _member in asked.where))))
    refuse_too_many_crossed(names, audience)
    whole = [
        figure
        for size in range(len(names) + 1)
        for by in combinations(names, size)
        for figure in figures(measured, measure, replace(asked, by=by, where=()))
    ]
    found = [_as_in(whole, figure) for figure in figures(measured, measure, asked)]
    ledger = read_ledger(workspace)
    protected = protect_figures(
        found,
        audience,
        elsewhere=whole,
        rules=rules_of(measured.tables.settings),
        before=ledger.before(audience),
        above_authority=len(measured.manifest.authorities) > 1,
    )
    assert protected.outcome is not None
    ledger.record(f"query {measure.id}", audience, protected.outcome, range(len(found)))
    ledger.write(workspace)
    return protected.figures


def _as_in(whole: list[Figure], figure: Figure) -> Figure:
    """The figure with its filters' members written as the table writes them ('exeter' is Exeter)."""
    written = {
        (name, text.casefold()): member
        for one in whole
        for name, member in one.by.items()
        for text in (member, one.codes.get(name) or member)
    }
    where = tuple((name, written.get((name, member.casefold()), member)) for name, member in figure.where)
    return replace(figure, where=where)
