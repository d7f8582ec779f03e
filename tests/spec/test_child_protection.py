"""Child protection plans: on a day, started, started again, and ended."""


def test_a_plan_is_open_from_its_first_day_to_the_day_before_it_ends(spec):
    spec.given_residents(10_000)
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_end_date
        ------+--------------------+-----------------
        A     | 2017-03-31         |
        B     | 2017-01-01         | 2017-03-31
        C     | 2017-01-01         | 2017-04-01
        D     | 2017-04-01         |
        E     |                    |
    """
    )
    spec.expect("cpp_snapshot", "2017-03", numerator=2)
    spec.expect("cpp_rate_snapshot", "2017-03", numerator=2, denominator=10_000, value=2)


def test_a_child_on_two_plans_is_one_child_under_the_newer_one(spec):
    spec.given(
        cp_plans="""
        id | child | cp_plan_start_date | cp_plan_latest_category
        ---+-------+--------------------+------------------------
        p1 | A     | 2015-01-01         | NEG
        p2 | A     | 2017-05-01         | EMO
    """
    )
    spec.expect("cpp_snapshot", "2017-06", numerator=1)
    spec.expect_by("cpp_by_category", "2017-06", "category_of_abuse", {"Emotional abuse": 1})


def test_a_child_not_yet_born_counts(spec):
    spec.given(
        person="""
            child | expected_dob
            ------+-------------
            A     | 2017-09-01
        """,
        cp_plans="""
            child | cp_plan_start_date
            ------+-------------------
            A     | 2017-05-01
        """,
    )
    spec.expect("cpp_snapshot", "2017-06", numerator=1)
    spec.expect_by("cpp_snapshot", "2017-06", "age_band", {"Unborn": 1})


def test_another_authoritys_plan_is_not_ours(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_end_date | cp_plan_ola
        ------+--------------------+------------------+------------
        A     | 2017-05-01         |                  | Y
        B     | 2017-05-01         |                  | N
        C     | 2017-05-01         |                  |
        D     | 2017-05-01         | 2017-06-01       | Y
    """
    )
    spec.expect("cpp_snapshot", "2017-06", numerator=2)
    spec.expect("cpp_started", "2017-05", numerator=2)
    spec.expect("cpp_ended", "2017-06", numerator=0)


def test_the_category_is_the_latest_one_else_the_initial_one(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_initial_category | cp_plan_latest_category
        ------+--------------------+--------------------------+------------------------
        A     | 2017-05-01         | NEG                      | EMO
        B     | 2017-05-01         | NEG                      |
        C     | 2017-05-01         |                          |
        D     | 2017-05-01         | PHY                      | PHY
    """
    )
    spec.expect_values(
        "cpp_by_category",
        "2017-06",
        "category_of_abuse",
        {"Emotional abuse": 25, "Neglect": 25, "Physical abuse": 25, "Unknown": 25},
    )


def test_a_year_to_date_of_snapshots_is_the_average_of_the_month_ends(spec):
    spec.given_residents(10_000)
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_end_date
        ------+--------------------+-----------------
        A     | 2017-04-01         |
        B     | 2017-04-15         | 2017-06-30
        C     | 2017-06-15         | 2017-06-20
    """
    )
    spec.expect("cpp_snapshot", "2017-06", window="ytd", numerator=5 / 3, value=5 / 3)
    spec.expect("cpp_rate_snapshot", "2017-06", window="ytd", value=5 / 3)
    spec.expect("cpp_snapshot", "2017-06", window="rolling12", value=5 / 12)


def test_a_year_is_its_31_march(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_end_date
        ------+--------------------+-----------------
        A     | 2016-05-01         | 2017-03-31
        B     | 2017-03-31         |
    """
    )
    spec.expect("cpp_snapshot", "2016-17", window="year", numerator=1)


def test_a_child_belongs_to_the_team_that_holds_the_case_on_the_day(spec):
    spec.given(
        cp_plans="""
            child | cp_plan_start_date
            ------+-------------------
            A     | 2017-01-01
        """,
        involvements="""
            child | professional_role_id | professional_team | involvement_start_date | involvement_end_date
            ------+----------------------+-------------------+------------------------+---------------------
            A     | CW                   | T1                | 2017-01-01             | 2017-05-31
            A     | CW                   | T2                | 2017-05-31             | 2017-06-30
        """,
    )
    spec.expect_by("cpp_snapshot", "2017-04", "team", {"T1": 1})
    spec.expect_by("cpp_snapshot", "2017-05", "team", {"T2": 1})
    spec.expect_by("cpp_snapshot", "2017-06", "team", {"No assigned team": 1})


def test_a_child_on_a_plan_on_any_day_of_the_year_is_counted_once(spec):
    spec.given_residents(10_000)
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_end_date
        ------+--------------------+-----------------
        A     | 2015-01-01         | 2016-04-01
        B     | 2015-01-01         | 2016-04-02
        C     | 2016-05-01         | 2016-06-01
        C     | 2017-01-01         |
        D     | 2017-03-31         |
        E     | 2017-04-01         |
        F     | 2016-10-01         | 2016-10-01
    """
    )
    # A's plan ended on 1 April, so it was not open that day; F's never was.
    spec.expect("cpp_in_year", "2016-17", numerator=3)
    spec.expect("cpp_in_year_rate", "2016-17", numerator=3, value=3)
    spec.expect("cpp_in_year", "2017-06", window="ytd", numerator=3)


# Started


def test_plans_started_are_counted_by_the_day_they_start(spec):
    spec.given_residents(10_000)
    spec.given(
        cp_plans="""
        child | cp_plan_start_date
        ------+-------------------
        A     | 2017-03-31
        B     | 2017-04-01
        C     | 2017-05-31
        D     |
    """
    )
    spec.expect("cpp_started", "2017-04", numerator=1)
    spec.expect("cpp_started_rate", "2017-04", numerator=1, value=12)
    spec.expect("cpp_started_rate", "2017-05", numerator=2, value=2, window="ytd")


def test_the_cumulative_count_starts_again_every_april(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date
        ------+-------------------
        A     | 2017-03-31
        B     | 2017-04-01
        C     | 2017-05-31
    """
    )
    spec.expect("cpp_started_ytd", "2017-03", numerator=1)
    spec.expect("cpp_started_ytd", "2017-04", numerator=1)
    spec.expect("cpp_started_ytd", "2017-05", numerator=2)


def test_a_plan_repeats_when_the_child_ever_had_an_earlier_one_other_authorities_included(spec):
    spec.given(
        cp_plans="""
            id | child | cp_plan_start_date | cp_plan_end_date | cp_plan_ola
            ---+-------+--------------------+------------------+------------
            p1 | A     | 2003-01-01         | 2003-06-01       |
            p2 | A     | 2017-06-01         |                  |
            p3 | B     | 2016-06-01         | 2016-09-01       | Y
            p4 | B     | 2017-06-01         |                  |
            p5 | C     | 2017-06-01         |                  |
            p6 | D     | 2017-06-01         |                  |
            p7 | E     | 2017-06-01         |                  |
            p8 | E     | 2017-06-01         |                  | Y
        """,
        cp_plan_reported="""
            id | previous_plans | source
            ---+----------------+-----------
            p5 | 1              | cin_census
            p6 | 0              | cin_census
        """,
    )
    spec.expect("cpp_repeat_ever_pct", "2017-06", numerator=3, denominator=5, value=60)
    spec.expect("cpp_repeat_ever_ytd", "2017-06", numerator=3)


def test_two_years_are_from_the_earlier_plans_end_to_the_new_ones_start_the_same_day_included(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_end_date
        ------+--------------------+-----------------
        A     | 2014-01-01         | 2015-06-15
        A     | 2017-06-15         |
        B     | 2014-01-01         | 2015-06-14
        B     | 2017-06-15         |
        C     | 2014-01-01         |
        C     | 2017-06-15         |
        D     |                    | 2017-01-01
        D     | 2017-06-15         |
    """
    )
    spec.expect("cpp_repeat_2yr_pct", "2017-06", numerator=1, denominator=4, value=25)
    spec.expect("cpp_repeat_ever_pct", "2017-06", numerator=3, denominator=4, value=75)


# Ended


def test_plans_ended_are_counted_by_the_day_they_end(spec):
    spec.given_residents(10_000)
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_end_date
        ------+--------------------+-----------------
        A     | 2017-01-01         | 2017-03-31
        B     | 2017-01-01         | 2017-04-01
        C     | 2017-01-01         |
    """
    )
    spec.expect("cpp_ended", "2017-04", numerator=1)
    spec.expect("cpp_ended_rate", "2017-04", numerator=1, value=12)


def test_a_plan_that_ended_belongs_to_the_team_that_held_it_at_the_end(spec):
    spec.given(
        cp_plans="""
            child | cp_plan_start_date | cp_plan_end_date
            ------+--------------------+-----------------
            A     | 2017-01-01         | 2017-06-15
        """,
        involvements="""
            child | professional_role_id | professional_team | involvement_start_date | involvement_end_date
            ------+----------------------+-------------------+------------------------+---------------------
            A     | CW                   | T1                | 2017-01-01             | 2017-06-01
            A     | CW                   | T2                | 2017-06-01             | 2017-06-15
            A     | CW                   | T3                | 2017-06-15             |
        """,
    )
    spec.expect_by("cpp_ended", "2017-06", "team", {"T2": 1})


def test_under_three_months_is_before_the_day_three_calendar_months_on(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_end_date
        ------+--------------------+-----------------
        A     | 2017-03-15         | 2017-06-14
        B     | 2017-03-15         | 2017-06-15
        C     | 2017-03-31         | 2017-06-29
        D     | 2017-03-31         | 2017-06-30
    """
    )
    # Three months from 31 March is 30 June.
    spec.expect("cpp_ended_within_3m_pct", "2017-06", numerator=2, denominator=4, value=50)


def test_three_months_from_31_january_is_30_april(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_end_date
        ------+--------------------+-----------------
        A     | 2017-01-31         | 2017-04-29
        B     | 2017-01-31         | 2017-04-30
    """
    )
    spec.expect("cpp_ended_within_3m_pct", "2017-04", numerator=1, denominator=2)


def test_two_years_or_more_are_reached_on_the_second_anniversary(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date | cp_plan_end_date
        ------+--------------------+-----------------
        A     | 2015-06-15         | 2017-06-15
        B     | 2015-06-15         | 2017-06-14
    """
    )
    spec.expect("cpp_ended_2yr_plus_pct", "2017-06", numerator=1, denominator=2, value=50)


def test_an_open_plan_has_lasted_two_years_on_the_second_anniversary(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date
        ------+-------------------
        A     | 2015-06-30
        B     | 2015-07-01
    """
    )
    spec.expect("cpp_current_2yr_plus_pct", "2017-06", numerator=1, denominator=2, value=50)


def test_two_years_from_29_february_are_28_february(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date
        ------+-------------------
        A     | 2012-02-29
        B     | 2012-03-01
    """
    )
    spec.expect("cpp_current_2yr_plus_pct", "2014-02", numerator=1, denominator=2)


def test_a_month_in_which_no_plan_ended_has_no_share(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date
        ------+-------------------
        A     | 2015-02-28
    """
    )
    spec.expect("cpp_ended_within_3m_pct", "2017-06", status="no_denominator")


def test_without_plans_nothing_is_supplied(spec):
    spec.expect("cpp_snapshot", "2017-06", status="not_supplied")
