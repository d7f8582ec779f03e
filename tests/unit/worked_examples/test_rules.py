"""The rating schemes, the arrow and the rank say of the printed values what the users' own rules say (R01 to R21)."""

from fractions import Fraction

import pytest

from sightline.judgement.direction import direction, rank_among
from sightline.judgement.ratings import Asked, scheme_called
from sightline.judgement.targets import TargetInForce
from sightline.measures.arithmetic import round_half_up
from sightline.measures.model import PER_10000, PERCENT, Polarity
from sightline.settings import Target
from worked_examples.printed import document, name_of_rule, needs_the_printed_figures, rules

pytestmark = needs_the_printed_figures

RATED = ("scrutiny_2023", "scorecard_2017")
OTHERS = ("direction_of_travel_2023", "rank_among_comparators")


def unit_of(rule: dict):
    return PER_10000 if rule["measure"].endswith("_rate") else PERCENT


def exact(value: float) -> Fraction:
    return Fraction(str(value))


@pytest.mark.parametrize("rule", [r for scheme in RATED for r in rules(scheme)], ids=name_of_rule)
def test_a_scheme_colours_as_its_rule_says(rule):
    polarity = Polarity(rule["polarity"])
    target = None
    if "target" in rule:
        comparison = "<=" if polarity is Polarity.LOW else ">="
        target = TargetInForce(Target(value=rule["target"], comparison=comparison))
    comparators = {name: exact(value) for name, value in rule.get("comparators", {}).items()}
    asked = Asked(exact(rule["value"]), unit_of(rule), polarity, target=target, comparators=comparators)
    rated = scheme_called(rule["scheme"]).rate(asked)
    assert rated.scheme == rule["scheme"]
    assert rated.rating.value == rule["expected"]
    if "shortfall_pct" in rule:
        short = target.relative_shortfall(exact(rule["value"])) * 100
        assert round_half_up(short, 1) == round_half_up(exact(rule["shortfall_pct"]), 1)


@pytest.mark.parametrize("rule", rules("direction_of_travel_2023"), ids=name_of_rule)
def test_an_arrow_says_the_movement_and_which_way_is_good(rule):
    moved = direction(
        exact(rule["value"]), exact(rule["previous"]), unit=unit_of(rule), polarity=Polarity(rule["polarity"])
    )
    assert moved.key == rule["expected"]


@pytest.mark.parametrize("rule", rules("rank_among_comparators"), ids=name_of_rule)
def test_a_rank_counts_from_the_end_that_is_first(rule):
    values = {name: exact(value) for name, value in rule["values"].items()}
    assert rank_among(values, rule["subject"], first_is=rule["rank_1_is"]).words == rule["expected"]


def test_no_rule_is_left_out():
    assert {rule["scheme"] for rule in document()["rule_examples"]} == {*RATED, *OTHERS}
