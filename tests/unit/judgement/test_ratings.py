"""Each scheme colours by its own rule, says which, and leaves alone what it can't rate."""

from fractions import Fraction

import pytest

from sightline.errors import BadUsage
from sightline.judgement.ratings import (
    ACTION_PLAN,
    NONE,
    SCHEMES,
    SCORECARD_2017,
    SCRUTINY_2023,
    Asked,
    Decided,
    Rating,
    rate_all,
    scheme_called,
)
from sightline.judgement.targets import TargetInForce
from sightline.measures.model import COUNT, MEAN, PER_10000, PERCENT, Polarity
from sightline.settings import Target

HIGH, LOW, NEUTRAL = Polarity.HIGH, Polarity.LOW, Polarity.NEUTRAL


def scrutiny(value, polarity=HIGH, unit=PERCENT, decimals=0, england_only=False, **comparators):
    named = {name.replace("_", " "): other for name, other in comparators.items()}
    return SCRUTINY_2023.rate(
        Asked(Fraction(str(value)), unit, polarity, decimals, comparators=named, england_only=england_only)
    )


def scorecard(figure, polarity=HIGH, **target):
    held = TargetInForce(Target(**target)) if target else None
    return SCORECARD_2017.rate(Asked(Fraction(str(figure)), PERCENT, polarity, target=held))


# Scrutiny dashboard 2023


@pytest.mark.parametrize(
    ("value", "polarity", "england", "neighbours", "rating"),
    [
        (85, HIGH, 85, 84, Rating.GREEN),  # equal to the better of the two
        (84, HIGH, 85, 84, Rating.AMBER),  # one point worse than one of them
        (75, HIGH, 85, 75, Rating.AMBER),  # exactly 10 points
        (74, HIGH, 85, 75, Rating.RED),  # 11 points
        (24, LOW, 22, 18, Rating.AMBER),
        (28, LOW, 22, 18, Rating.AMBER),  # exactly 10 worse than the worse gap
        (29, LOW, 22, 18, Rating.RED),
        (17, LOW, 22, 18, Rating.GREEN),
    ],
)
def test_the_worse_gap_of_two_comparators_decides(value, polarity, england, neighbours, rating):
    rated = scrutiny(value, polarity, England=england, Statistical_neighbours=neighbours)
    assert (rated.scheme, rated.rating) == ("scrutiny_2023", rating)


def test_england_alone_decides_where_the_product_says_so():
    both = scrutiny(24, LOW, England=24, Statistical_neighbours=13)
    alone = scrutiny(24, LOW, England=24, Statistical_neighbours=13, england_only=True)
    assert (both.rating, alone.rating) == (Rating.RED, Rating.GREEN)
    assert scrutiny(24, LOW, Statistical_neighbours=13, england_only=True).rating is Rating.NOT_RATED


def test_the_printed_figures_are_compared():
    # 74.6 prints as 75, which is 10 points worse than 85; at one decimal it is 10.4.
    assert scrutiny("74.6", England=85).rating is Rating.AMBER
    assert scrutiny("74.6", decimals=1, England=85).rating is Rating.RED
    assert scrutiny("84.5", England=85).rating is Rating.GREEN


@pytest.mark.parametrize(
    ("facts", "because"),
    [
        ({}, "no figure for a comparator"),
        ({"polarity": NEUTRAL, "England": 85}, "neither high nor low is good"),
        ({"unit": PER_10000, "England": 85}, "rate of activity"),
        ({"unit": MEAN, "England": 85}, "percentage points"),
        ({"unit": COUNT, "England": 85}, "percentage points"),
    ],
)
def test_what_the_dashboard_does_not_rate(facts, because):
    rated = scrutiny(82, **facts)
    assert rated.rating is Rating.NOT_RATED
    assert because in rated.why


def test_the_reason_names_the_comparator_and_percentage_points():
    rated = scrutiny(82, England=85, Statistical_neighbours=84)
    assert rated.why == "Amber: 3 percentage points worse than England (85%), which is no more than 10."
    assert rated.gap == 3
    assert "1 percentage point worse" in scrutiny(84, England=85).why


# Scorecard 2017


@pytest.mark.parametrize(
    ("value", "rating"),
    [
        ("80", Rating.GREEN),
        ("76.0", Rating.GREEN),  # exactly 5% of the target off
        ("75.9", Rating.AMBER),
        ("72.0", Rating.AMBER),  # exactly 10%
        ("71.9", Rating.RED),
    ],
)
def test_the_shortfall_is_a_share_of_the_target(value, rating):
    assert scorecard(value, value=80).rating is rating


@pytest.mark.parametrize(
    ("value", "rating"), [("20", Rating.GREEN), ("21", Rating.GREEN), ("22", Rating.AMBER), ("22.1", Rating.RED)]
)
def test_low_is_good_turns_the_shortfall_round(value, rating):
    assert scorecard(value, LOW, value=20, comparison="<=").rating is rating


def test_a_share_that_prints_like_the_edge_of_a_band_is_said_exactly():
    # 5.0012% off prints as 5.0%, which would read as within the band.
    rated = scorecard("80.749", value=85)
    assert rated.rating is Rating.AMBER
    assert rated.why == "Amber: 5.001% of the target off 85% or more, which is more than 5%."


def test_a_range_is_missed_at_both_ends_and_a_tolerance_counts_as_on_target():
    assert scorecard("67", value=65, to=70).rating is Rating.GREEN
    assert scorecard("60", value=65, to=70).gap == Fraction(5, 65)
    assert scorecard("77", value=65, to=70).gap == Fraction(7, 70)
    assert scorecard("75", value=85, tolerance=10).rating is Rating.GREEN
    assert scorecard("74", value=85, tolerance=10).rating is Rating.RED


def test_without_a_target_nothing_is_rated():
    assert scorecard("80").why == "Not rated: no target is set."
    assert scorecard("1", LOW, value=0, comparison="<=").rating is Rating.RED
    assert scorecard("0", LOW, value=0, comparison="<=").rating is Rating.GREEN


# The others


def test_an_action_is_rated_by_a_person_and_never_by_a_figure():
    asked = Asked(Fraction(0), PERCENT, HIGH, target=TargetInForce(Target(value=85)))
    assert ACTION_PLAN.rate(asked).rating is Rating.NOT_RATED
    decided = Decided(Rating.AMBER, "Training booked, not yet held", by="Head of service")
    rated = ACTION_PLAN.rate(Asked(None, PERCENT, HIGH, decided=decided))
    assert (rated.rating, rated.why) == (Rating.AMBER, "Training booked, not yet held, Head of service.")


def test_without_a_scheme_there_is_no_colour():
    assert NONE.rate(Asked(Fraction(1), PERCENT, HIGH, comparators={"England": 90})).rating is Rating.NOT_RATED


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda s: s.name)
def test_every_result_names_its_scheme_and_says_why_in_a_sentence(scheme):
    asked = [
        Asked(None, PERCENT, HIGH),
        Asked(Fraction(50), PERCENT, HIGH, target=TargetInForce(Target(value=80)), comparators={"England": 70}),
        Asked(Fraction(50), PERCENT, NEUTRAL),
    ]
    for rated in rate_all(scheme, asked):
        assert rated.scheme == scheme.name
        assert rated.why.endswith(".")
    assert rate_all(scheme, asked)[0].rating is Rating.NOT_RATED
    assert rate_all(scheme, asked)[2].rating is Rating.NOT_RATED


def test_an_unknown_scheme_is_a_mistake():
    assert scheme_called("scrutiny_2023") is SCRUTINY_2023
    with pytest.raises(BadUsage, match="Did you mean 'scorecard_2017'"):
        scheme_called("scorecard")
