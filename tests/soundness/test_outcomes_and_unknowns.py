"""Blank outcomes that counted as outcomes, and one Unknown shown as two."""


def test_an_outcome_of_blank_flags_was_taken_for_an_outcome(spec):
    # The SSD always writes the keys; without a Y there is no outcome, and then the assessment tells.
    spec.given(
        cin_episodes="""
            id | child | referral_date | referral_outcome_json
            ---+-------+---------------+-----------------------------------------------
            r1 | A     | 2017-06-01    | {"SINGLE_ASSESSMENT_FLAG": "", "NFA_FLAG": "N"}
            r2 | B     | 2017-06-01    | {"SINGLE_ASSESSMENT_FLAG": "", "NFA_FLAG": "N"}
        """,
        cin_assessments="""
            child | referral_id | assessment_start_date
            ------+-------------+----------------------
            A     | r1          | 2017-06-02
        """,
        initial_cp_conference="""
            child | icpc_date  | icpc_outcome_json
            ------+------------+-----------------------------------
            A     | 2017-06-10 | {"CP_FLAG": "", "NFA_FLAG": ""}
        """,
    )
    spec.expect_by("referrals", "2017-06", "outcome", {"Single assessment": 1, "No outcome recorded": 1})
    spec.expect("icpc_no_outcome_recorded", "2017-06", numerator=1)


def test_a_blank_and_a_code_for_unknown_were_two_lines_called_unknown(spec):
    spec.given(
        cin_episodes="""
            child | referral_date | referral_source_code
            ------+---------------+---------------------
            A     | 2017-06-01    | 10
            B     | 2017-06-01    |
        """,
        person="""
            child | sex | gender
            ------+-----+-------
            A     | U   | U
            B     |     |
        """,
    )
    for breakdown in ("sex", "gender", "source"):
        spec.expect_by("referrals", "2017-06", breakdown, {"Unknown": 2})
    spec.expect("referrals", "2017-06", sex="Unknown", numerator=2)
