"""Profiles of children on a plan, monthly averages, and cases with an assessment and a plan of the year."""


def test_the_length_of_a_plan_is_in_calendar_months(spec):
    days = ["2017-03-31", "2017-03-30", "2016-07-01", "2016-06-30", "2015-06-30", "2015-07-01"]
    lines = "\n".join(f"{child} | {day}" for child, day in zip("ABCDEF", days, strict=True))
    spec.given(cp_plans=f"child | cp_plan_start_date\n---\n{lines}")
    # Three months from 31 March is 30 June, so that A has been on a plan for three months.
    spec.expect_by("cpp_by_duration", "2017-06", "time_band", {
        "3-11 months": 3, "12-23 months": 2, "2 years and over": 1,
    })  # fmt: skip
    spec.expect_by("cpp_by_duration", "2017-05", "time_band", {
        "Under 3 months": 2, "3-11 months": 2, "12-23 months": 2,
    })  # fmt: skip


def given_plans_of_children(spec):
    spec.given(
        cp_plans="""
            child | cp_plan_start_date
            ------+-------------------
            A     | 2017-05-01
            B     | 2017-05-01
            C     | 2017-06-01
        """,
        person="""
            child | dob        | sex
            ------+------------+----
            A     | 2016-07-01 | M
            B     | 2007-06-30 | F
            C     | 2001-06-30 | F
        """,
    )


def test_children_on_a_plan_by_age_and_gender(spec):
    given_plans_of_children(spec)
    spec.expect_by("cpp_by_age", "2017-06", "age_band", {"Under 1": 1, "10-15": 1, "16 and over": 1})
    spec.expect_values("cpp_by_gender", "2017-06", "gender", {"Male": 100 / 3, "Female": 200 / 3})


def test_a_rate_by_age_is_of_the_residents_of_that_age(spec):
    given_plans_of_children(spec)
    spec.given(population="""
        area_code | year | sex | age | population | first_used_date
        ----------+------+-----+-----+------------+----------------
        E10000008 | 2016 | P   | 0   | 1000       | 2017-04-01
        E10000008 | 2016 | P   | 3   | 500        | 2017-04-01
        E10000008 | 2016 | P   | 9   | 500        | 2017-04-01
        E10000008 | 2016 | P   | 10  | 2000       | 2017-04-01
        E10000008 | 2016 | P   | 17  | 4000       | 2017-04-01
    """)  # fmt: skip
    spec.expect("cpp_rate_age_under_1", "2017-06", numerator=1, denominator=1000, value=10)
    spec.expect("cpp_rate_age_1_4", "2017-06", numerator=0, denominator=500)
    spec.expect("cpp_rate_age_5_9", "2017-06", numerator=0, denominator=500)
    spec.expect("cpp_rate_age_10_15", "2017-06", numerator=1, denominator=2000, value=5)
    spec.expect("cpp_rate_age_16_17", "2017-06", numerator=1, denominator=4000, value=2.5)


def test_plans_started_are_counted_in_the_locality_of_the_team_that_held_the_case(spec):
    given_plans_of_children(spec)
    spec.given(
        org_unit="""
            unit_id | valid_from | unit_name | unit_level | locality
            --------+------------+-----------+------------+---------
            T1      | 2010-01-01 | Team 1    | team       | North
            T2      | 2010-01-01 | Team 2    | team       | South
        """,
        involvements="""
            child | professional_role_id | professional_team | involvement_start_date
            ------+----------------------+-------------------+-----------------------
            A     | CW                   | T1                | 2016-05-01
            B     | CW                   | T2                | 2016-05-01
        """,
    )
    spec.expect_by("cpp_started_by_locality", "2017-06", "locality", {
        "North": 1, "South": 1, "No assigned team": 1,
    }, window="ytd")  # fmt: skip


# Monthly averages


def given_referrals(spec):
    spec.given(cin_episodes="""
        child | la  | referral_date
        ------+-----+--------------
        A     |     | 2017-03-31
        A     |     | 2017-04-01
        B     |     | 2017-05-01
        C     |     | 2017-06-30
        D     | 111 | 2017-06-30
    """)  # fmt: skip


def test_a_monthly_average_is_the_total_over_the_months_elapsed(spec):
    given_referrals(spec)
    spec.expect("referrals_monthly_average", "2017-06", window="ytd", numerator=4, denominator=3)
    spec.expect("referrals_monthly_average", "2017-06", window="rolling12", numerator=5, denominator=12)
    spec.expect("referrals_monthly_average", "2016-17", window="year", numerator=1, denominator=12)


def test_every_authority_has_the_same_months(spec):
    given_referrals(spec)
    spec.expect_values("referrals_monthly_average", "2017-06", "authority", {"000": 1, "111": 1 / 3}, window="ytd")


def test_enquiries_in_an_average_month(spec):
    spec.given(s47_enquiry="""
        child | s47_start_date
        ------+---------------
        A     | 2017-04-01
        B     | 2017-06-30
        C     | 2017-03-31
    """)  # fmt: skip
    spec.expect("s47_monthly_average", "2017-06", window="ytd", numerator=2, denominator=3)


def test_no_further_action_is_the_quarter_two_reports_word_for_a_case_closed(spec):
    spec.given(cin_assessments="""
        child | assessment_start_date | assessment_auth_date | assessment_outcome_nfa
        ------+-----------------------+----------------------+-----------------------
        A     | 2017-06-01            | 2017-06-10           | Y
        B     | 2017-06-01            | 2017-06-10           | N
    """)  # fmt: skip
    spec.expect("assessments_no_further_action_pct", "2017-06", numerator=1, denominator=2, value=50)


# Assessment and plan of the year


def test_both_the_latest_assessment_and_the_latest_plan_are_of_the_last_12_months(spec):
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2015-01-01
            B     | 2015-01-01
            C     | 2015-01-01
            D     | 2015-01-01
        """,
        cin_assessments="""
            child | assessment_start_date | assessment_auth_date
            ------+-----------------------+---------------------
            A     | 2016-05-01            | 2016-06-30
            B     | 2016-06-29            |
            C     | 2017-01-01            | 2017-02-01
            D     | 2017-01-01            |
        """,
        cin_plans="""
            child | cin_plan_start_date
            ------+--------------------
            A     | 2016-06-30
            B     | 2017-01-01
            C     | 2016-06-29
            D     | 2017-06-30
        """,
    )
    # The same day a year before is within the 12 months.
    spec.expect("cin_assessment_in_12m_pct", "2017-06", numerator=2, denominator=4, value=50)


def test_children_on_a_plan_looked_after_or_finance_only_are_not_asked_for_one(spec):
    spec.given(
        cin_episodes="child | referral_date\n---\nA | 2017-01-01\nB | 2017-01-01\nC | 2017-01-01\nD | 2017-01-01",
        cp_plans="child | cp_plan_start_date\n---\nA | 2017-02-01",
        cla_episodes="child | cla_id | cla_episode_start_date\n---\nB | b | 2017-02-01",
        involvements="child | professional_role_id | professional_team | involvement_start_date\n---\n"
        "C | CW | FOC01 | 2017-01-01",
        cin_assessments="child | assessment_auth_date\n---\nD | 2017-02-01",
        cin_plans="child | cin_plan_start_date\n---\nD | 2017-02-01",
    )
    spec.expect("cin_assessment_in_12m_pct", "2017-06", numerator=1, denominator=1)
