"""Figures that another system counted: which one is in force, for which period, and what may be added up."""

from datetime import date

import pytest

from sightline.engine.measured import Slice
from sightline.engine.records import records
from sightline.errors import BadUsage
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month, Window


def test_the_latest_observation_that_had_ended_is_the_figure_with_its_own_period(spec):
    spec.given(
        observation="""
            measure          | period         | numerator | denominator
            -----------------+----------------+-----------+------------
            yos_custody_rate | 12m to 2016-12 | 12        | 60000
            yos_custody_rate | 12m to 2017-03 | 9         | 60000
            yos_custody_rate | 12m to 2017-06 | 6         | 60000
        """
    )
    spec.expect("yos_custody_rate", "2017-05", numerator=9, denominator=60_000, value=0.15)
    spec.expect("yos_custody_rate", "2017-06", numerator=6, value=0.1)
    spec.expect("yos_custody_rate", "2016-11", status="not_supplied")
    (figure,) = spec.figures("yos_custody_rate", "2017-05")
    assert figure.standing.period == "12m to 2017-03"
    assert (figure.standing.status, figure.standing.source) == ("final", "made up")


def test_a_revision_is_in_force_and_what_it_replaces_stays_beside_it(spec):
    spec.given(
        observation="""
            measure                      | period         | numerator | denominator | status      | extracted_on
            -----------------------------+----------------+-----------+-------------+-------------+-------------
            yos_first_time_entrants_rate | 12m to 2017-03 | 170       | 60000       | provisional | 2017-05-20
            yos_first_time_entrants_rate | 12m to 2017-03 | 180       | 60000       | revised     | 2017-06-20
        """
    )
    spec.expect("yos_first_time_entrants_rate", "2017-06", numerator=180, value=300)
    (figure,) = spec.figures("yos_first_time_entrants_rate", "2017-06")
    assert (figure.standing.status, figure.standing.extracted_on) == ("revised", date(2017, 6, 20))
    measure = CATALOGUE["yos_first_time_entrants_rate"]
    behind = records(spec.measured, measure, Slice(Window.LATEST, (Month(2017, 6),))).to_pylist()
    assert [(row["role"], row["numerator"]) for row in behind] == [("replaced", 170), ("observation", 180)]


def test_a_year_to_date_adds_the_months_of_a_count_and_divides_shares_again(spec):
    spec.given(
        observation="""
            measure                 | period  | numerator | denominator
            ------------------------+---------+-----------+------------
            chat_health_texts       | 2017-03 | 500       |
            chat_health_texts       | 2017-04 | 100       |
            chat_health_texts       | 2017-05 | 120       |
            chat_health_texts       | 2017-06 | 140       |
            supervision_monthly_pct | 2017-04 | 90        | 100
            supervision_monthly_pct | 2017-05 | 10        | 20
        """
    )
    spec.expect("chat_health_texts", "2017-06", window="ytd", numerator=360, value=360)
    spec.expect("chat_health_texts", "2017-06", window="month", numerator=140)
    # Never the mean of 90% and 50%.
    spec.expect("supervision_monthly_pct", "2017-05", window="ytd", numerator=100, denominator=120, value=250 / 3)


def test_a_sum_that_lacks_a_month_is_not_supplied(spec):
    spec.given(
        observation="""
            measure           | period  | numerator
            ------------------+---------+----------
            chat_health_texts | 2017-04 | 100
            chat_health_texts | 2017-06 | 140
        """
    )
    spec.expect("chat_health_texts", "2017-06", window="ytd", status="not_supplied")
    spec.expect("chat_health_texts", "2017-04", window="ytd", numerator=100)


def test_a_figure_that_stands_at_a_time_is_never_added_up(spec):
    spec.given(
        observation="""
            measure               | period  | numerator
            ----------------------+---------+----------
            early_help_open_cases | 2017-05 | 3400
            early_help_open_cases | 2017-06 | 3416
        """
    )
    spec.expect("early_help_open_cases", "2017-06", numerator=3416)
    with pytest.raises(BadUsage, match="'early_help_open_cases' has no window 'ytd'"):
        spec.figures("early_help_open_cases", "2017-06", window="ytd")


def test_quarters_and_months_make_a_year_when_they_follow_one_another(spec):
    spec.given(
        observation="""
            measure        | period  | numerator
            ---------------+---------+----------
            lado_referrals | 2016-Q1 | 140
            lado_referrals | 2016-Q2 | 130
            lado_referrals | 2016-Q3 | 150
            lado_referrals | 2017-01 | 50
            lado_referrals | 2017-02 | 53
            lado_referrals | 2017-03 | 73
        """
    )
    spec.expect("lado_referrals", "2017-03", window="year", numerator=596)
    spec.expect("lado_referrals", "2017-03", numerator=73)


def test_one_suppressed_month_suppresses_the_year(spec):
    spec.given(
        observation="""
            measure           | period  | numerator | status
            ------------------+---------+-----------+-------
            chat_health_texts | 2017-04 | 100       | final
            chat_health_texts | 2017-05 |           | c
        """
    )
    spec.expect("chat_health_texts", "2017-05", status="suppressed")
    spec.expect("chat_health_texts", "2017-05", window="ytd", status="suppressed")


@pytest.mark.parametrize("state", ["x", "z", "k", "u"])
def test_every_other_reason_for_no_figure_is_kept_and_is_no_number(spec, state):
    spec.given(observation=f"measure | period | status\n---\nchat_health_texts | 2017-05 | {state}")
    (figure,) = spec.figures("chat_health_texts", "2017-05")
    assert (figure.status.value, figure.value, figure.standing.status) == ("not_supplied", None, state)


def test_comparators_stand_beside_our_figure_and_not_in_it(spec):
    spec.given(
        observation="""
            measure             | period         | area          | numerator | denominator | value
            --------------------+----------------+---------------+-----------+-------------+------
            yos_reoffending_pct | 12m to 2017-03 |               | 61        | 200         |
            yos_reoffending_pct | 12m to 2017-03 | South West    |           |             | 32.8
            yos_reoffending_pct | 12m to 2016-12 | England       |           |             | 33.7
        """
    )
    spec.expect("yos_reoffending_pct", "2017-06", numerator=61, value=30.5)
    spec.expect_values(
        "yos_reoffending_pct", "2017-06", "area", {"Our authority": 30.5, "South West": 32.8, "England": 33.7}
    )
    periods = {f.by["area"]: f.standing.period for f in spec.figures("yos_reoffending_pct", "2017-06", by="area")}
    assert periods["England"] == "12m to 2016-12"


def test_a_total_is_told_and_never_added_up_from_categories(spec):
    spec.given(
        observation="""
            measure              | period  | breakdown               | numerator
            ---------------------+---------+-------------------------+----------
            mash_contacts_weekly | 2016-17 | contact=Inbox           | 523
            mash_contacts_weekly | 2016-17 | contact=Calls           | 261
        """
    )
    spec.expect_by("mash_contacts_weekly", "2017-06", "contact", {"Inbox": 523, "Calls": 261})
    spec.expect("mash_contacts_weekly", "2017-06", status="not_supplied")


def test_members_stand_in_the_order_of_the_declaration(spec):
    spec.given(
        observation="""
            measure             | period  | breakdown           | numerator | denominator
            --------------------+---------+---------------------+-----------+------------
            establishment_share | 2017-06 | post_status=Vacant  | 40        | 400
            establishment_share | 2017-06 | post_status=Agency  | 100       | 400
        """
    )
    figures = spec.figures("establishment_share", "2017-06", by="post_status")
    assert [f.by["post_status"] for f in figures] == ["Agency", "Vacant"]
    spec.expect("establishment_share", "2017-06", post_status="Agency", value=25)


def test_figures_of_several_authorities_are_pooled_by_their_parts(spec):
    spec.given(
        observation="""
            la  | measure          | period         | numerator | denominator
            ----+------------------+----------------+-----------+------------
            001 | yos_custody_rate | 12m to 2017-03 | 6         | 30000
            002 | yos_custody_rate | 12m to 2017-03 | 3         | 60000
        """
    )
    spec.expect("yos_custody_rate", "2017-06", numerator=9, denominator=90_000, value=0.1)
    spec.expect_by("yos_custody_rate", "2017-06", "authority", {"001": 6, "002": 3})


def test_means_that_were_told_without_their_parts_are_not_pooled(spec):
    spec.given(
        observation="""
            la  | measure         | period  | value
            ----+-----------------+---------+------
            001 | step_down_weeks | 2017-Q1 | 1
            002 | step_down_weeks | 2017-Q1 | 3
        """
    )
    spec.expect("step_down_weeks", "2017-06", status="not_supplied")
    spec.expect_values("step_down_weeks", "2017-06", "authority", {"001": 1, "002": 3})


def test_a_measure_that_no_source_tells_of_is_not_supplied(spec):
    spec.given(observation="measure | period | numerator\n---\nchat_health_texts | 2017-05 | 252")
    spec.expect("penalty_notices", "2017-06", status="not_supplied")
