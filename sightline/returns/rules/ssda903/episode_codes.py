"""The codes of an episode: why it began, its legal status, need, and why it ended."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import codes, unlisted
from sightline.returns.tables import Tables

# Special guardianship has been split by kinship since 2018/19.
REASONS_CEASED = codes("reason_episode_ceased", but="E43 E44")
NEEDS = codes("primary_need", but="N0 N9")


@rule("143", "The reason for the new episode is not in the list", "Episodes.RNE")
def unknown_reason_for_episode(r: Tables) -> ir.Table:
    return r.Episodes.filter(unlisted(r.Episodes.RNE, codes("reason_new_episode")))


@rule("144", "The legal status is not in the list", "Episodes.LS")
def unknown_legal_status(r: Tables) -> ir.Table:
    return r.Episodes.filter(unlisted(r.Episodes.LS, codes("legal_status")))


@rule("145", "The category of need is not one of N1 to N8", "Episodes.CIN")
def unknown_need(r: Tables) -> ir.Table:
    return r.Episodes.filter(unlisted(r.Episodes.CIN, NEEDS))


@rule("149", "The reason why the episode ceased is not in the list", "Episodes.REC")
def unknown_reason_ceased(r: Tables) -> ir.Table:
    return r.Episodes.filter(unlisted(r.Episodes.REC, REASONS_CEASED))
