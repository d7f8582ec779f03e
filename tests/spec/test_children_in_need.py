"""Children in need: every open case under its highest tier, who holds it, and the census's episodes of need."""


def given_one_case_of_each_kind(spec):
    spec.given(
        cin_episodes="""
            id | child | referral_date | close_date | referral_nfa
            ---+-------+---------------+------------+-------------
            r1 | need  | 2017-01-01    |            |
            r2 | pay   | 2017-01-01    |            | N
            r3 | ics   | 2017-01-01    |            |
            r4 | plan  | 2017-01-01    |            |
            r5 | care  | 2017-01-01    |            |
            r6 | nfa   | 2017-01-01    |            | Y
            r7 | shut  | 2017-01-01    | 2017-06-30 |
            r8 | bare  | 2017-01-01    |            |
            r9 | other | 2017-01-01    |            |
        """,
        cp_plans="""
            child | cp_plan_start_date
            ------+-------------------
            plan  | 2017-02-01
            both  | 2017-02-01
        """,
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            care  | c      | 2017-02-01
            both  | b      | 2017-02-01
        """,
        care_leavers="""
            child
            -----
            leaver
        """,
        involvements="""
            child  | professional_id | professional_role_id | professional_team | involvement_start_date
            -------+-----------------+----------------------+-------------------+-----------------------
            need   | W1              | CW                   | T1                | 2017-01-01
            pay    |                 | CW                   | FOC01             | 2017-01-01
            ics    |                 | CW                   | ICSFRN            | 2017-01-01
            other  | W2              | CW                   | T1                | 2017-01-01
            leaver | W2              | 16PLUS               | T1                | 2017-01-01
        """,
        professionals="""
            id | social_worker_registration_no
            ---+------------------------------
            W1 | SW123
            W2 |
        """,
    )


def test_the_total_has_every_open_child_once_and_no_care_leavers(spec):
    given_one_case_of_each_kind(spec)
    # need, pay, ics, plan, care, bare, other, and both, who is looked after as well as on a plan.
    spec.expect("cin_total", "2017-06", numerator=8)
    spec.expect("cin_total", "2017-05", numerator=9)


def test_the_total_is_the_sum_of_its_parts(spec):
    given_one_case_of_each_kind(spec)
    spec.expect("cin_open_excl_finance_only", "2017-06", numerator=3)
    spec.expect("cin_finance_only", "2017-06", numerator=1)
    spec.expect("cin_ics_finance_only", "2017-06", numerator=1)
    spec.expect_by(
        "cin_total",
        "2017-06",
        "case_type",
        {"Child in need": 5, "Child protection plan": 1, "Looked after": 2},
    )


def test_short_break_budgets_are_left_out_of_the_total_without_them(spec):
    given_one_case_of_each_kind(spec)
    spec.expect("cin_total_excl_budget_only", "2017-06", numerator=7)


def test_a_care_leaver_whose_referral_is_open_is_counted_as_in_need(spec):
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-01-01
        """,
        care_leavers="""
            child
            -----
            A
        """,
        involvements="""
            child | professional_id | professional_role_id | involvement_start_date
            ------+-----------------+----------------------+-----------------------
            A     | W1              | 16PLUS               | 2017-01-01
        """,
    )
    spec.expect("cin_total", "2017-06", numerator=1)
    spec.expect("cin_allocated_other_professional", "2017-06", numerator=1)


def test_a_child_on_a_plan_is_more_than_a_payment_whoever_holds_the_case(spec):
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-01-01
        """,
        cp_plans="""
            child | cp_plan_start_date
            ------+-------------------
            A     | 2017-02-01
        """,
        involvements="""
            child | professional_role_id | professional_team | involvement_start_date
            ------+----------------------+-------------------+-----------------------
            A     | CW                   | ICSFRN            | 2017-01-01
        """,
    )
    spec.expect("cin_total_excl_budget_only", "2017-06", numerator=1)
    spec.expect("cin_snapshot", "2017-06", numerator=1)
    spec.expect("cases_open", "2017-06", numerator=1)


def test_a_case_is_open_from_the_referral_to_the_day_before_its_closure(spec):
    spec.given(
        cin_episodes="""
            child | referral_date | close_date
            ------+---------------+-----------
            A     | 2017-05-31    |
            B     | 2017-01-01    | 2017-05-31
            C     | 2017-01-01    | 2017-06-01
            D     |               |
        """,
        involvements="""
            child | professional_role_id | involvement_start_date
            ------+----------------------+-----------------------
            A     | CW                   | 2017-05-31
        """,
    )
    spec.expect("cin_open_incl_finance_only", "2017-05", numerator=2)


# Who holds the case


def test_the_workbook_lines_leave_out_children_on_a_plan_and_looked_after(spec):
    given_one_case_of_each_kind(spec)
    spec.expect("cin_open_incl_finance_only", "2017-06", numerator=5)
    spec.expect("cin_open_excl_finance_only", "2017-06", numerator=3)


def test_a_worker_with_a_registration_number_is_a_qualified_social_worker(spec):
    given_one_case_of_each_kind(spec)
    spec.expect("cin_allocated_social_worker", "2017-06", numerator=1)
    spec.expect("cin_allocated_other_professional", "2017-06", numerator=1)
    spec.expect("cin_not_allocated", "2017-06", numerator=1)


def test_the_shares_are_of_the_cases_that_are_more_than_a_payment(spec):
    given_one_case_of_each_kind(spec)
    spec.expect("cin_allocated_social_worker_pct", "2017-06", numerator=1, denominator=3)
    spec.expect("cin_allocated_other_professional_pct", "2017-06", numerator=1, denominator=3)
    spec.expect("cin_not_allocated_pct", "2017-06", numerator=1, denominator=3)


def test_a_year_to_date_of_open_cases_is_the_average_of_its_month_ends(spec):
    given_one_case_of_each_kind(spec)
    spec.expect("cin_open_excl_finance_only", "2017-06", window="ytd", value=(4 + 4 + 3) / 3)


def given_one_open_case(spec, involvements):
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-01-01
        """,
        professionals="""
            id | staff_id | social_worker_registration_no
            ---+----------+------------------------------
            W1 | 4711     | SW123
            W2 |          |
        """,
        involvements=involvements,
    )


def test_where_allocations_overlap_the_latest_start_wins(spec):
    given_one_open_case(spec, """
        child | professional_id | professional_role_id | professional_team | involvement_start_date | involvement_end_date
        ------+-----------------+----------------------+-------------------+------------------------+---------------------
        A     | W1              | CW                   | T1                | 2017-01-01             |
        A     | W2              | CW                   | T2                | 2017-05-01             | 2017-06-15
    """)  # noqa: E501  # fmt: skip
    spec.expect("cin_allocated_other_professional", "2017-05", numerator=1)
    spec.expect_by("cin_open_excl_finance_only", "2017-05", "team", {"T2": 1})
    spec.expect("cin_allocated_social_worker", "2017-06", numerator=1)


def test_only_roles_mapped_to_allocation_allocate(spec):
    given_one_open_case(spec, """
        child | professional_id | professional_role_id | professional_team | involvement_start_date
        ------+-----------------+----------------------+-------------------+-----------------------
        A     | W1              | IRO                  | T1                | 2017-01-01
        A     | W1              |                      | T1                | 2017-01-01
    """)  # fmt: skip
    spec.expect("cin_not_allocated", "2017-06", numerator=1)


def test_a_team_without_a_person_is_not_allocated_to_a_named_worker(spec):
    given_one_open_case(spec, """
        child | professional_role_id | professional_team | involvement_start_date
        ------+----------------------+-------------------+-----------------------
        A     | CW                   | T1                | 2017-01-01
    """)  # fmt: skip
    spec.expect("cin_not_allocated", "2017-06", numerator=1)
    spec.expect_by("cin_not_allocated", "2017-06", "team", {"T1": 1})


def test_a_worker_named_by_staff_number_is_the_same_worker(spec):
    given_one_open_case(spec, """
        child | professional_id | professional_role_id | involvement_start_date
        ------+-----------------+----------------------+-----------------------
        A     | 4711            | CW                   | 2017-01-01
    """)  # fmt: skip
    spec.expect("cin_allocated_social_worker", "2017-06", numerator=1)


def test_a_worker_nobody_knows_is_another_professional(spec):
    given_one_open_case(spec, """
        child | professional_id | professional_role_id | involvement_start_date
        ------+-----------------+----------------------+-----------------------
        A     | W9              | CW                   | 2017-01-01
    """)  # fmt: skip
    spec.expect("cin_allocated_other_professional", "2017-06", numerator=1)


def test_without_involvements_allocation_is_not_supplied(spec):
    spec.given(
        cin_episodes="""
        child | referral_date
        ------+--------------
        A     | 2017-01-01
    """
    )
    spec.expect("cin_not_allocated", "2017-06", status="not_supplied")
    spec.expect("cin_not_allocated_pct", "2017-06", status="not_supplied")
    spec.expect("cin_total", "2017-06", numerator=1)


# The census's children in need


def given_census(spec):
    spec.given(
        cin_episodes="""
            id | child  | referral_date | close_date | referral_nfa | close_reason
            ---+--------+---------------+------------+--------------+-------------
            r1 | need   | 2017-05-01    |            |              |
            r2 | nfa    | 2017-05-01    |            | Y            |
            r3 | not    | 2017-05-01    | 2017-06-15 |              | RC8
            r4 | open   | 2017-05-01    |            |              |
            r5 | closed | 2017-05-01    | 2017-06-15 |              | RC7
            r6 | closed | 2017-06-16    | 2017-06-20 |              | RC7
            r7 | pay    | 2017-05-01    |            |              |
            r8 | plan   | 2017-05-01    | 2017-06-01 |              |
        """,
        cin_assessments="""
            child | referral_id | assessment_start_date | assessment_outcome_nfa
            ------+-------------+-----------------------+-----------------------
            not   | r3          | 2017-05-02            | Y
            open  | r4          | 2017-05-02            | Y
            need  | r1          | 2017-05-02            | N
        """,
        cp_plans="""
            child | cp_plan_start_date
            ------+-------------------
            plan  | 2017-05-15
        """,
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            care  | c      | 2017-02-01
        """,
        involvements="""
            child | professional_role_id | professional_team | involvement_start_date
            ------+----------------------+-------------------+-----------------------
            pay   | CW                   | FOC01             | 2017-01-01
        """,
    )


def test_an_episode_of_need_is_a_referral_neither_ended_nor_assessed_as_no_need(spec):
    spec.given_residents(10_000)
    given_census(spec)
    # need, closed, pay and plan; the referrals of 'nfa', 'not' and 'open' opened none.
    spec.expect("cin_episodes_started", "2017-05", numerator=4)
    spec.expect("cin_episodes_started_rate", "2017-05", numerator=4, value=48)


def test_episodes_started_are_referrals_less_no_further_action_less_assessed_not_in_need(spec):
    given_census(spec)
    spec.expect("referrals", "2017-05", numerator=7)
    spec.expect("referrals_nfa", "2017-05", numerator=1)
    spec.expect("referrals_assessed_not_in_need_pct", "2017-05", numerator=2)
    spec.expect("cin_episodes_started", "2017-05", numerator=7 - 1 - 2)


def test_the_census_counts_need_plans_and_care_and_not_payments(spec):
    spec.given_residents(10_000)
    given_census(spec)
    # need, plan and care; 'open' was assessed as not in need, 'pay' is a payment alone.
    spec.expect("cin_snapshot", "2017-06", numerator=3)
    spec.expect("cin_rate_snapshot", "2017-06", numerator=3, value=3)


def test_without_plans_and_care_only_need_is_left(spec):
    spec.given_residents(10_000)
    given_census(spec)
    spec.expect("cin_excl_cp_cla_snapshot", "2017-06", numerator=1)
    spec.expect("cin_excl_cp_cla_rate_snapshot", "2017-06", numerator=1, value=1)


def test_an_episode_of_need_counts_although_a_newer_referral_found_none(spec):
    spec.given(
        cin_episodes="""
            id | child | referral_date
            ---+-------+--------------
            r1 | A     | 2017-01-01
            r2 | A     | 2017-05-01
        """,
        cin_assessments="""
            child | referral_id | assessment_start_date | assessment_outcome_nfa
            ------+-------------+-----------------------+-----------------------
            A     | r2          | 2017-05-02            | Y
        """,
    )
    spec.expect("cin_snapshot", "2017-06", numerator=1)


def test_a_child_in_need_on_any_day_of_the_year_is_counted_once(spec):
    spec.given_residents(10_000)
    given_census(spec)
    spec.given(
        cin_episodes="""
        id  | child | referral_date | close_date
        ----+-------+---------------+-----------
        r10 | early | 2016-01-01    | 2017-04-01
        r11 | late  | 2016-01-01    | 2017-04-02
    """
    )
    # need, closed (two episodes), plan, care and late; early was closed on the first day of the year.
    spec.expect("cin_in_year", "2017-06", window="ytd", numerator=5)
    spec.expect("cin_in_year_rate", "2017-06", window="ytd", numerator=5, value=5)
    # care, early and late.
    spec.expect("cin_in_year", "2016-17", numerator=3)


def test_ended_counts_children_and_closed_counts_episodes(spec):
    spec.given_residents(10_000)
    given_census(spec)
    spec.expect("cin_episodes_ended", "2017-06", numerator=2)
    spec.expect("cin_episodes_closed", "2017-06", numerator=3)
    spec.expect("cin_episodes_ended_rate", "2017-06", window="ytd", numerator=2, value=2)


def test_an_episode_that_closed_belongs_to_the_team_that_held_it_at_the_end(spec):
    spec.given(
        cin_episodes="""
            child | referral_date | close_date | close_reason
            ------+---------------+------------+-------------
            A     | 2017-01-01    | 2017-06-15 | RC6
        """,
        involvements="""
            child | professional_role_id | professional_team | involvement_start_date | involvement_end_date
            ------+----------------------+-------------------+------------------------+---------------------
            A     | CW                   | T1                | 2017-01-01             | 2017-06-15
        """,
    )
    spec.expect_by("cin_episodes_closed", "2017-06", "team", {"T1": 1})
    spec.expect_by("cin_episodes_closed", "2017-06", "closure_reason", {"Moved to adult social care": 1})


def test_a_disability_is_any_code_but_none(spec):
    given_census(spec)
    spec.given(
        person="""
            child
            -----
            need
            plan
            care
        """,
        disability="""
            child | disability_code
            ------+----------------
            need  | NONE
            need  | HAND
            plan  | NONE
        """,
    )
    spec.expect("cin_disability", "2017-06", numerator=1)
    spec.expect("cin_disability_pct", "2017-06", numerator=1, denominator=3)
    spec.expect_by("cin_snapshot", "2017-06", "disability", {"Yes": 1, "No": 1, "Unknown": 1})


def test_without_disabilities_it_is_not_known_who_has_one(spec):
    given_census(spec)
    spec.expect("cin_disability_pct", "2017-06", status="not_supplied")


def test_without_referrals_nothing_is_supplied(spec):
    spec.expect("cin_total", "2017-06", status="not_supplied")
    spec.expect("cin_episodes_started", "2017-06", status="not_supplied")
