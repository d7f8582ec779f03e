"""A figure that depends on more than its sources tell of is not supplied; it is never passed off as a small one."""

REFERRALS = """
    child | referral_date
    ------+--------------
    A     | 2017-01-10
    A     | 2017-05-02
    B     | 2017-06-30
"""


def test_a_rolling_year_of_six_months_of_records_is_not_supplied(spec):
    spec.given(cin_episodes=REFERRALS)
    spec.told_from(cin_episodes="2016-12-30")
    spec.expect("referrals", "2017-06", window="rolling12", status="not_supplied")
    spec.expect("referrals", "2017-06", window="ytd", numerator=2, status="ok")


def test_a_month_that_the_source_tells_of_in_part_is_not_supplied(spec):
    spec.given(cin_episodes=REFERRALS)
    spec.told_from(cin_episodes="2017-01-02")
    spec.expect("referrals", "2017-01", status="not_supplied")
    spec.expect("referrals", "2017-02", numerator=0, status="ok")


def test_a_month_told_of_from_its_first_day_is_whole(spec):
    spec.given(cin_episodes=REFERRALS)
    spec.told_from(cin_episodes="2017-01-01")
    spec.expect("referrals", "2017-01", numerator=1, status="ok")


def test_a_re_referral_looks_a_year_back(spec):
    spec.given(cin_episodes=REFERRALS)
    spec.told_from(cin_episodes="2016-12-30")
    spec.expect("rereferral_pct_referrals", "2017-05", status="not_supplied")


def test_a_snapshot_needs_its_day(spec):
    spec.given(
        cp_plans="""
        child | cp_plan_start_date
        ------+-------------------
        A     | 2017-02-01
    """
    )
    spec.told_from(cp_plans="2017-06-30")
    spec.expect("cpp_snapshot", "2017-06", numerator=1, status="ok")
    spec.expect("cpp_snapshot", "2017-05", status="not_supplied")
    spec.expect("cpp_snapshot", "2017-06", window="rolling12", status="not_supplied")


def test_a_table_without_a_first_day_holds_the_whole_history(spec):
    spec.given(cin_episodes=REFERRALS)
    spec.expect("referrals", "2017-06", window="rolling12", numerator=3, status="ok")
