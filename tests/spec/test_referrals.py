"""Referrals and re-referrals."""


def test_a_referral_within_a_year_of_the_last_one_counts(spec):
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
    spec.expect("referrals", "2017-04", numerator=2)


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
