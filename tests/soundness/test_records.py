"""Lists of records that could not be had."""


def test_the_posts_behind_a_caseload_could_not_be_listed(spec):
    # The posts' role and the list's role (numerator or denominator) were two columns of one name.
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-01-01
        """,
        involvements="""
            child | professional_id | professional_role_id | involvement_start_date
            ------+-----------------+----------------------+-----------------------
            A     | W1              | CW                   | 2017-01-01
        """,
        worker_post="""
            professional_id | unit_id | role          | valid_from | fte
            ----------------+---------+---------------+------------+----
            W1              | T1      | social_worker | 2017-01-01 | 0.5
        """,
    )
    spec.expect("caseload_fte_adjusted", "2017-06", numerator=0.5)
    spec.expect("caseload_average", "2017-06", numerator=1, denominator=0.5, value=2)
