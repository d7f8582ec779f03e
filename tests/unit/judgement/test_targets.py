"""A target holds from its day to the next one's; ranges have two ends; tolerance counts as on target."""

from datetime import date
from fractions import Fraction

import pytest
from pydantic import ValidationError

from sightline.judgement.targets import TargetInForce, target_on
from sightline.settings import Settings, Target

DATED = {
    "assessments_in_45wd_pct": [
        {"value": 90, "from": "2018-04-01", "set_by": "Improvement board"},
        {"value": 80},
        {"value": 85, "from": "2017-04-01", "source": "Business plan 2017"},
    ]
}


@pytest.mark.parametrize(
    ("day", "value"),
    [("2016-01-01", 80), ("2017-03-31", 80), ("2017-04-01", 85), ("2018-03-31", 85), ("2018-04-01", 90)],
)
def test_of_several_the_last_that_has_begun_is_in_force(day, value):
    held = target_on("assessments_in_45wd_pct", Settings.model_validate({"targets": DATED}), date.fromisoformat(day))
    assert held.value == value


def test_a_target_says_who_set_it_and_where():
    settings = Settings.model_validate({"targets": DATED})
    assert target_on("assessments_in_45wd_pct", settings, date(2018, 4, 1)).target.set_by == "Improvement board"
    assert target_on("assessments_in_45wd_pct", settings, date(2017, 4, 1)).target.source == "Business plan 2017"
    assert target_on("referrals", settings, date(2018, 4, 1)) is None


def test_two_targets_from_one_day_are_refused():
    with pytest.raises(ValidationError, match="two targets from the same day"):
        Settings.model_validate({"targets": {"referrals": [{"value": 1}, {"value": 2}]}})


def test_a_range_that_does_not_go_up_is_refused():
    with pytest.raises(ValidationError, match="from 70 to 65 does not go up"):
        Target(value=70, to=65)


@pytest.mark.parametrize(
    ("facts", "value", "met", "short"),
    [
        ({"value": 85}, "85", True, 0),
        ({"value": 85}, "84.9", False, "0.1"),
        ({"value": 20, "comparison": "<="}, "20.5", False, "0.5"),
        ({"value": 20, "comparison": "<"}, "20", False, 0),
        ({"value": 20, "comparison": ">"}, "20", False, 0),
        ({"value": 65, "to": 70}, "65", True, 0),
        ({"value": 65, "to": 70}, "70", True, 0),
        ({"value": 65, "to": 70}, "72", False, 2),
        ({"value": 65, "to": 70}, "60", False, 5),
        ({"value": 85, "tolerance": 2}, "83", True, 2),
        ({"value": 85, "tolerance": 2}, "82.9", False, "2.1"),
    ],
)
def test_met_or_how_far_short(facts, value, met, short):
    held = TargetInForce(Target(**facts))
    assert held.is_met(Fraction(value)) is met
    assert held.shortfall(Fraction(value)) == Fraction(str(short))


def test_an_interval_that_holds_an_end_of_the_target_says_too_few():
    held = TargetInForce(Target(value=65, to=70))
    assert held.is_within(60, 66)
    assert held.is_within(69, 75)
    assert not held.is_within(66, 69)
    assert not held.is_within(71, 75)
