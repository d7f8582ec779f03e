"""A comparator belongs to its own measure and year; a target holds from its day."""

import tomllib
from datetime import date
from decimal import Decimal

from sightline.benchmarks.published import newest, shipped
from sightline.judgement.targets import target_of
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import What
from sightline.measures.windows import Month
from sightline.reports.targets import targets_toml
from sightline.settings import Settings, Target


def test_every_fact_is_of_a_measure_in_its_unit_and_said_once():
    for fact in shipped():
        assert CATALOGUE[fact.measure].unit.name == fact.unit, fact
        assert fact.period_end <= date(2025, 9, 30)
        assert fact.source
    keys = [(fact.measure, fact.area, fact.period, fact.member) for fact in shipped()]
    assert len(keys) == len(set(keys))


def test_the_newest_year_not_after_the_period():
    (june,) = newest("s47_rate", date(2017, 6, 30))
    assert (june.value, june.label) == (Decimal("147.5"), "England 2015/16")
    (earlier,) = newest("s47_rate", date(2016, 3, 30))
    assert earlier.label == "England 2014/15"
    (later,) = newest("s47_rate", date(2026, 3, 31))
    assert later.label == "England 2024/25"


def test_a_year_is_compared_with_once_it_is_published():
    # The year to March 2017 came out in the autumn: a report of June 2017 could not have shown it.
    assert [newest("s47_rate", date(2017, month, 30))[0].label for month in (6, 12)] == [
        "England 2015/16",
        "England 2016/17",
    ]


def test_what_we_count_once_a_month_is_not_compared_with_what_is_counted_once_a_year():
    # Children referred again: published once a child and year, here in each month in which they are referred.
    counted = {measure.id for measure in CATALOGUE.values() if measure.numerator.what is What.CHILDREN}
    assert {fact.measure for fact in shipped() if fact.vintage} & counted == set()


def test_a_part_of_a_breakdown_is_no_comparator_of_the_whole():
    assert {fact.member for fact in shipped() if fact.measure == "cla_by_gender"} == {"male", "female"}
    assert newest("cla_by_gender", date(2026, 3, 31)) == []


def test_plans_started_are_never_the_comparator_of_plans_open():
    # Workbook 22 printed 54.2, 52.3 and 57.4 (plans started in the year) beside the snapshot.
    snapshot = {fact.value for fact in shipped() if fact.measure == "cpp_rate_snapshot"}
    assert not {Decimal("54.2"), Decimal("52.3"), Decimal("57.4")} & snapshot
    (england,) = newest("cpp_rate_snapshot", date(2016, 6, 30))
    assert england.value == Decimal("43.1")


def test_three_quarters_of_a_year_are_not_shipped_as_a_year():
    # The February 2018 report prints 411.2 and 386.3 as England's full year; they are the nine months' 0.75.
    assert not {Decimal("411.2"), Decimal("386.3")} & {fact.value for fact in shipped()}


def test_other_areas_only_when_they_are_asked_for():
    found = newest("cla_rate_snapshot", date(2017, 6, 30), area_types=["england", "statistical_neighbours"])
    assert [fact.area_type for fact in found] == ["england", "statistical_neighbours"]
    assert newest("rereferral_pct_children", date(2017, 6, 30)) == []


def test_a_target_holds_from_its_day():
    settings = Settings(targets={"referrals": Target(value=25, comparison="<=", from_date=date(2017, 4, 1))})
    assert target_of("referrals", settings, Month(2017, 3)) is None
    assert target_of("referrals", settings, Month(2017, 4)) is not None
    assert target_of("cla_snapshot", settings, Month(2017, 4)) is None


def test_targets_in_words():
    unit = CATALOGUE["rereferral_pct_children"].unit

    def words(**facts) -> str:
        held = target_of("x", Settings(targets={"x": Target(**facts)}), Month(2017, 6))
        assert held is not None
        return held.words(unit)

    assert words(value=25, comparison="<=") == "25% or less"
    assert words(value=85) == "85% or more"
    assert words(value=4.2, comparison="<") == "below 4.2%"
    assert words(value=100) == "100%"
    assert words(value=65, to=70) == "65% to 70%"


def test_the_shipped_targets_are_settings():
    targets = tomllib.loads(targets_toml())["targets"]
    settings = Settings.model_validate({"targets": targets})
    assert set(settings.targets) <= set(CATALOGUE)
    assert settings.targets["rereferral_pct_children"][0].value == 25
    assert settings.targets["rereferral_pct_children"][0].from_date == date(2017, 4, 1)
