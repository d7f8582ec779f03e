"""Wrong numbers of children in need."""


def test_a_newer_referral_that_found_no_need_hid_an_older_episode_of_need(spec):
    # The census's children were filtered after the newest case had been chosen.
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
    spec.expect("cin_excl_cp_cla_snapshot", "2017-06", numerator=1)


def test_a_child_looked_after_whose_case_a_finance_team_holds_was_dropped(spec):
    # Whatever a finance team held was called a payment, even a child in care.
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-01-01
        """,
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2017-02-01
        """,
        involvements="""
            child | professional_role_id | professional_team | involvement_start_date
            ------+----------------------+-------------------+-----------------------
            A     | CW                   | FOC01             | 2017-01-01
        """,
    )
    spec.expect("cin_snapshot", "2017-06", numerator=1)
    spec.expect("cin_total_excl_budget_only", "2017-06", numerator=1)
    spec.expect("cases_open", "2017-06", numerator=1)
