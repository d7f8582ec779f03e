"""Referrals, what they led to, and children referred again."""

RESIDENTS = 10_000


def given_referrals_of_two_children(spec):
    spec.given(
        cin_episodes="""
        child | referral_date
        ------+--------------
        A     | 2017-04-03
        A     | 2017-04-28
        A     | 2017-06-01
        B     | 2017-06-30
    """
    )


def test_a_child_referred_twice_counts_twice(spec):
    given_referrals_of_two_children(spec)
    spec.expect("referrals", "2017-04", numerator=2)


def test_a_month_counts_the_referrals_dated_in_it(spec):
    spec.given(
        cin_episodes="""
        child | referral_date
        ------+--------------
        A     | 2017-03-31
        B     | 2017-04-01
        C     |
    """
    )
    spec.expect("referrals", "2017-03", numerator=1)
    spec.expect("referrals", "2017-04", numerator=1)
    spec.expect("referrals", "2016-17", numerator=1, window="year")
    spec.expect("referrals", "2017-06", numerator=1, window="ytd")


def test_a_projected_year_is_the_year_to_date_times_12_over_the_months_elapsed(spec):
    given_referrals_of_two_children(spec)
    spec.expect("referrals", "2017-06", window="projected", numerator=4, value=16)


def test_a_rolling_year_is_the_12_whole_months_that_end_with_the_period(spec):
    spec.given(
        cin_episodes="""
        child | referral_date
        ------+--------------
        A     | 2016-06-30
        B     | 2016-07-01
        C     | 2017-06-30
    """
    )
    spec.expect("referrals", "2017-06", window="rolling12", numerator=2)


def test_a_quarter_is_of_the_financial_year(spec):
    given_referrals_of_two_children(spec)
    spec.expect("referrals", "2017-Q1", window="quarter", numerator=4)


def test_the_rate_is_per_10000_residents_and_a_month_is_annualised(spec):
    given_referrals_of_two_children(spec)
    spec.given_residents(RESIDENTS)
    spec.expect("referral_rate", "2017-04", numerator=2, denominator=RESIDENTS, value=24)


def test_the_rate_of_a_year_to_date_is_not_annualised_and_the_projected_one_is(spec):
    given_referrals_of_two_children(spec)
    spec.given_residents(RESIDENTS)
    spec.expect("referral_rate", "2017-06", window="ytd", value=4)
    spec.expect("referral_rate", "2017-06", window="projected", value=16)


def test_a_rate_without_residents_is_not_supplied(spec):
    given_referrals_of_two_children(spec)
    spec.expect("referral_rate", "2017-04", status="not_supplied")


def test_a_rate_is_divided_by_the_estimate_in_force_at_the_end_of_the_period(spec):
    given_referrals_of_two_children(spec)
    spec.given_residents(20_000, year=2015, first_used="2016-06-23")
    spec.given_residents(RESIDENTS, first_used="2017-06-22")
    spec.expect("referral_rate", "2017-05", window="ytd", value=1)
    spec.expect("referral_rate", "2017-06", window="ytd", value=4)


# Outcomes


def given_one_referral_of_each_outcome(spec):
    spec.given(
        cin_episodes="""
        id | child | referral_date | referral_nfa | referral_outcome_json
        ---+-------+---------------+--------------+---------------------------------------------
        r1 | A     | 2017-06-01    |              | {"SINGLE_ASSESSMENT_FLAG": "Y"}
        r2 | B     | 2017-06-01    |              | {"PRIVATE_FOSTERING_FLAG": "Y"}
        r3 | C     | 2017-06-01    |              | {"CP_TRANSFER_IN_FLAG": "Y"}
        r4 | D     | 2017-06-01    |              | {"STRATEGY_DISCUSSION_FLAG": "Y"}
        r5 | E     | 2017-06-01    |              | {"CLA_REQUEST_FLAG": "Y"}
        r6 | F     | 2017-06-01    | Y            | {"NFA_FLAG": "Y"}
        r7 | G     | 2017-06-01    |              | {"CARE_LEAVER_FLAG": "Y"}
        r8 | H     | 2017-06-01    |              |
    """
    )


def test_each_outcome_is_a_share_of_all_referrals(spec):
    given_one_referral_of_each_outcome(spec)
    spec.expect_values(
        "referral_outcomes",
        "2017-06",
        "outcome",
        {
            "Single assessment": 12.5,
            "Private fostering": 12.5,
            "Child moving in with another authority's plan": 12.5,
            "Strategy discussion": 12.5,
            "Request to look after the child": 12.5,
            "Advice and information, no further action": 12.5,
            "Other outcome": 12.5,
            "No outcome recorded": 12.5,
        },
    )
    spec.expect("referral_outcomes", "2017-06", numerator=8, denominator=8)


def test_a_referral_whose_outcome_is_a_single_assessment_led_to_one(spec):
    given_one_referral_of_each_outcome(spec)
    spec.given_residents(RESIDENTS)
    spec.expect("referrals_to_assessment", "2017-06", numerator=1)
    spec.expect("referrals_to_assessment_pct", "2017-06", numerator=1, denominator=8, value=12.5)
    spec.expect("referrals_to_assessment_rate", "2017-06", numerator=1, value=12)


def test_where_no_outcome_is_held_an_assessment_of_the_referral_says_so(spec):
    spec.given(
        cin_episodes="""
            id | child | referral_date | referral_nfa
            ---+-------+---------------+-------------
            r1 | A     | 2017-06-01    |
            r2 | B     | 2017-06-01    |
            r3 | C     | 2017-06-01    | Y
        """,
        cin_assessments="""
            child | referral_id | assessment_start_date
            ------+-------------+----------------------
            A     | r1          | 2017-06-02
            C     | r3          | 2017-06-02
            B     |             | 2017-06-02
        """,
    )
    spec.expect("referrals_to_assessment", "2017-06", numerator=1)


def test_the_projected_share_is_that_of_the_year_to_date(spec):
    given_one_referral_of_each_outcome(spec)
    spec.expect("referrals_to_assessment_pct", "2017-06", window="projected", value=12.5)


def test_a_referral_recorded_as_no_further_action_is_one(spec):
    given_one_referral_of_each_outcome(spec)
    spec.expect("referrals_nfa", "2017-06", numerator=1)
    spec.expect("referrals_nfa_pct", "2017-06", numerator=1, denominator=8, value=12.5)


def test_assessed_as_not_in_need_is_a_share_of_all_referrals_not_of_those_assessed(spec):
    spec.given(
        cin_episodes="""
            id | child | referral_date | referral_nfa
            ---+-------+---------------+-------------
            r1 | A     | 2017-06-01    | N
            r2 | B     | 2017-06-01    | N
            r3 | C     | 2017-06-01    | Y
            r4 | D     | 2017-06-01    |
        """,
        cin_assessments="""
            child | referral_id | assessment_start_date | assessment_outcome_nfa | assessment_outcome_json
            ------+-------------+-----------------------+------------------------+------------------------
            A     | r1          | 2017-06-02            | Y                      |
            B     | r2          | 2017-06-02            | N                      | {"NFA_FLAG": "N"}
            C     | r3          | 2017-06-02            | Y                      |
            D     | r4          | 2017-06-02            |                        | {"NFA_FLAG": "Y"}
        """,
    )
    # C's referral had ended in no further action before: it is counted there, not twice.
    spec.expect("referrals_assessed_not_in_need_pct", "2017-06", numerator=2, denominator=4, value=50)


def test_without_assessments_it_is_not_known_who_was_not_in_need(spec):
    given_one_referral_of_each_outcome(spec)
    spec.expect("referrals_assessed_not_in_need_pct", "2017-06", status="not_supplied")


# Children, and children again


def test_a_child_counts_once_in_a_month(spec):
    given_referrals_of_two_children(spec)
    spec.given_residents(RESIDENTS)
    spec.expect("referrals_children", "2017-04", numerator=1)
    spec.expect("referrals_children_rate", "2017-04", numerator=1, value=12)


def test_a_year_to_date_of_children_is_the_sum_of_the_months(spec):
    given_referrals_of_two_children(spec)
    spec.expect("referrals_children", "2017-06", window="ytd", numerator=3)


def test_a_referral_within_a_year_of_the_last_one_counts(spec):
    spec.given_residents(RESIDENTS)
    spec.given(
        cin_episodes="""
        child | referral_date
        ------+--------------
        A     | 2016-05-01
        A     | 2017-04-30
        B     | 2017-04-02
    """
    )
    spec.expect("rereferral_pct_children", "2017-04", numerator=1, denominator=2, value=50)
    spec.expect("rereferral_pct_referrals", "2017-04", numerator=1, denominator=2)
    spec.expect("rereferrals_children_rate", "2017-04", numerator=1, value=12)


def test_the_exact_anniversary_counts_and_the_day_before_it_does_not(spec):
    spec.given(
        cin_episodes="""
        child | referral_date
        ------+--------------
        A     | 2016-06-15
        A     | 2017-06-15
        B     | 2016-06-14
        B     | 2017-06-15
    """
    )
    spec.expect("rereferrals_children", "2017-06", numerator=1)


def test_a_referral_of_29_february_reaches_back_to_28_february(spec):
    spec.given(
        cin_episodes="""
        child | referral_date
        ------+--------------
        A     | 2015-02-28
        A     | 2016-02-29
        B     | 2015-02-27
        B     | 2016-02-29
    """
    )
    spec.expect("rereferral_pct_referrals", "2016-02", numerator=1, denominator=2)


def test_two_referrals_on_one_day_are_not_each_others_previous_one(spec):
    spec.given(
        cin_episodes="""
        child | referral_date
        ------+--------------
        A     | 2017-06-15
        A     | 2017-06-15
    """
    )
    spec.expect("rereferral_pct_referrals", "2017-06", numerator=0, denominator=2)


def test_two_referrals_on_one_day_are_both_re_referrals_of_an_earlier_one(spec):
    spec.given(
        cin_episodes="""
        child | referral_date
        ------+--------------
        A     | 2017-01-15
        A     | 2017-06-15
        A     | 2017-06-15
    """
    )
    spec.expect("rereferral_pct_referrals", "2017-06", numerator=2, denominator=2)
    spec.expect("rereferral_pct_children", "2017-06", numerator=1, denominator=1)


def test_children_of_two_authorities_with_the_same_id_are_two_children(spec):
    spec.given(
        cin_episodes="""
        la  | child | referral_date
        ----+-------+--------------
        000 | A     | 2017-05-01
        001 | A     | 2017-06-01
    """
    )
    spec.expect("rereferrals_children", "2017-06", numerator=0)
    spec.expect("referrals_children", "2017-06", numerator=2, window="ytd")


# Breakdowns of any event


def test_an_event_belongs_to_the_team_it_names_else_to_the_team_allocated_that_day(spec):
    spec.given(
        cin_episodes="""
            child | referral_date | referral_team
            ------+---------------+--------------
            A     | 2017-06-01    | T1
            A     | 2017-06-14    |
            A     | 2017-06-15    |
            B     | 2017-06-15    |
        """,
        involvements="""
            child | professional_role_id | professional_team | involvement_start_date | involvement_end_date
            ------+----------------------+-------------------+------------------------+---------------------
            A     | CW                   | T2                | 2017-06-01             | 2017-06-15
            A     | CW                   | T3                | 2017-06-15             |
        """,
        department="""
            id | team_name
            ---+----------
            T1 | Duty
            T2 | Assessment
        """,
    )
    spec.expect_by("referrals", "2017-06", "team", {"Duty": 1, "Assessment": 1, "T3": 1, "No assigned team": 1})


def test_a_restructured_team_is_where_it_stood_on_the_day(spec):
    spec.given(
        cin_episodes="""
            child | referral_date | referral_team
            ------+---------------+--------------
            A     | 2017-05-31    | T1
            B     | 2017-06-01    | T1
            C     | 2017-06-02    | T2
            D     | 2017-06-02    | T9
            E     | 2017-06-02    |
        """,
        org_unit="""
            unit_id | ssd_team_id | valid_from | unit_name | unit_level | service_area    | locality
            --------+-------------+------------+-----------+------------+-----------------+---------
            U1      | T1          | 2017-01-01 | Team one  | team       | Initial Response| North
            U1      | T1          | 2017-06-01 | Team one  | team       | Initial Response| South
            T2      |             | 2017-06-30 | Team two  | team       | Fostering       |
        """,
    )
    spec.expect_by(
        "referrals",
        "2017-06",
        "locality",
        {"North": 1, "South": 1, "County-wide": 2, "No assigned team": 1},
        window="ytd",
    )
    spec.expect_by(
        "referrals",
        "2017-06",
        "service_area",
        {"Initial Response": 2, "Fostering": 1, "County-wide": 1, "No assigned team": 1},
        window="ytd",
    )
    spec.expect_by("referrals", "2017-06", "team", {"Team one": 2, "Team two": 1, "T9": 1, "No assigned team": 1},
                   window="ytd")  # fmt: skip


def test_an_orphan_is_kept_and_counted_under_unknown(spec):
    spec.given(
        cin_episodes="""
            child  | referral_date
            -------+--------------
            A      | 2017-06-01
            orphan | 2017-06-01
        """,
        person="""
            child | sex | ethnicity | dob
            ------+-----+-----------+-----------
            A     | F   | WBRI      | 2017-06-01
        """,
    )
    spec.expect("referrals", "2017-06", numerator=2)
    spec.expect_by("referrals", "2017-06", "sex", {"Female": 1, "Unknown": 1})
    spec.expect_by("referrals", "2017-06", "age_band", {"Under 1": 1, "Unknown": 1})
    spec.expect_by("referrals", "2017-06", "ethnicity_group", {"White": 1, "Other / not stated": 1})
    spec.expect_by("referrals", "2017-06", "disability", {"Unknown": 2})
    spec.expect_by("referrals", "2017-06", "uasc", {"No": 1, "Unknown": 1})


def test_age_is_in_completed_years_on_the_day_and_expected_dates_stand_in_for_birth_dates(spec):
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-06-15
            B     | 2017-06-15
            C     | 2017-06-15
            D     | 2017-06-15
            E     | 2017-06-15
        """,
        person="""
            child | dob        | expected_dob
            ------+------------+-------------
            A     | 2016-06-15 |
            B     | 2016-06-16 |
            C     |            | 2017-06-16
            D     | 2001-06-15 |
            E     |            | 2017-06-15
        """,
    )
    spec.expect_by("referrals", "2017-06", "age_band", {"Unborn": 1, "Under 1": 2, "1-4": 1, "16 and over": 1})


def test_a_birthday_on_29_february_falls_on_1_march(spec):
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-02-28
            A     | 2017-03-01
        """,
        person="""
            child | dob
            ------+-----------
            A     | 2016-02-29
        """,
    )
    spec.expect_by("referrals", "2017-02", "age_band", {"Under 1": 1})
    spec.expect_by("referrals", "2017-03", "age_band", {"1-4": 1})


def test_a_sex_that_is_blank_or_u_is_one_unknown(spec):
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-06-15
            B     | 2017-06-15
        """,
        person="""
            child | sex
            ------+----
            A     | U
            B     |
        """,
    )
    spec.expect_by("referrals", "2017-06", "sex", {"Unknown": 2})


def test_a_rate_is_not_cut_by_what_residents_are_not_known_by(spec):
    given_referrals_of_two_children(spec)
    spec.given_residents(RESIDENTS)
    assert {f.status.value for f in spec.figures("referral_rate", "2017-06", by="sex")} == {"no_denominator"}
