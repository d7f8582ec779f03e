"""Assessments: started, authorised, in how many working days, and with which end."""


def test_an_assessment_is_counted_in_the_month_in_which_it_starts(spec):
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date
        ------+-----------------------+---------------------
        A     | 2017-03-31            | 2017-04-03
        A     | 2017-04-01            |
        B     |                       | 2017-04-03
    """
    )
    spec.expect("assessments_started", "2017-03", numerator=1)
    spec.expect("assessments_started", "2017-04", numerator=1)


def test_an_assessment_is_completed_in_the_month_in_which_a_manager_authorises_it(spec):
    spec.given_residents(10_000)
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date
        ------+-----------------------+---------------------
        A     | 2017-03-31            | 2017-04-30
        A     | 2017-04-01            |
        B     |                       | 2017-05-01
    """
    )
    spec.expect("assessments_authorised", "2017-04", numerator=1)
    spec.expect("assessments_authorised", "2017-05", numerator=1)
    spec.expect("assessments_authorised", "2017-06", numerator=2, window="ytd")
    spec.expect("assessments_authorised_rate", "2017-04", numerator=1, value=12)
    spec.expect("assessments_authorised_rate", "2017-06", numerator=2, value=2, window="ytd")


def test_an_assessment_that_ended_in_no_further_action_closed_the_case(spec):
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date | assessment_outcome_nfa | assessment_outcome_json
        ------+-----------------------+----------------------+------------------------+--------------------------------
        A     | 2017-05-02            | 2017-06-01           | Y                      |
        B     | 2017-05-02            | 2017-06-01           |                        | {"NFA_FLAG": "Y"}
        C     | 2017-05-02            | 2017-06-01           | N                      | {"PROV_OF_SERVICES_FLAG": "Y"}
        D     | 2017-05-02            | 2017-06-01           |                        |
        E     | 2017-05-02            |                      | Y                      |
    """
    )
    spec.expect("assessments_case_closed", "2017-06", numerator=2)
    spec.expect("assessments_case_closed_pct", "2017-06", numerator=2, denominator=4, value=50)


def test_day_45_is_in_time_and_day_46_is_not(spec):
    # From Monday 3 April 2017: Good Friday, Easter Monday and the two May bank holidays are no working days.
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date
        ------+-----------------------+---------------------
        A     | 2017-04-03            | 2017-06-09
        B     | 2017-04-03            | 2017-06-12
    """
    )
    spec.expect("assessments_in_45wd_pct", "2017-06", numerator=1, denominator=2, value=50)


def test_an_assessment_authorised_on_a_saturday_takes_no_more_days_than_on_friday(spec):
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date
        ------+-----------------------+---------------------
        A     | 2017-04-03            | 2017-06-10
    """
    )
    spec.expect("assessments_in_45wd_pct", "2017-06", numerator=1)


def test_an_assessment_still_open_is_not_in_the_denominator(spec):
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date
        ------+-----------------------+---------------------
        A     | 2017-01-03            |
        B     | 2017-06-01            | 2017-06-02
    """
    )
    spec.expect("assessments_in_45wd_pct", "2017-06", numerator=1, denominator=1, value=100)


def test_an_assessment_without_a_start_is_not_counted_as_in_time(spec):
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date
        ------+-----------------------+---------------------
        A     |                       | 2017-06-02
    """
    )
    spec.expect("assessments_in_45wd_pct", "2017-06", numerator=0, denominator=1, value=0)


def test_the_bands_take_both_of_their_ends_and_add_up_to_100(spec):
    # Working days from 3 April 2017: 19 April is the 10th, 11 May the 25th.
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date
        ------+-----------------------+---------------------
        A     | 2017-04-03            | 2017-04-03
        B     | 2017-04-03            | 2017-04-19
        C     | 2017-04-03            | 2017-04-20
        D     | 2017-04-03            | 2017-05-11
        E     | 2017-04-03            | 2017-05-12
        F     | 2017-04-03            | 2017-06-09
        G     | 2017-04-03            | 2017-06-12
        H     |                       | 2017-06-12
    """
    )
    bands = {
        "0-10 working days": 25,
        "11-25 working days": 25,
        "26-45 working days": 25,
        "Over 45 working days": 12.5,
        "No start date": 12.5,
    }
    spec.expect_values("assessments_timeliness_bands", "2017-06", "time_band", bands, window="ytd")
    spec.expect("assessments_in_45wd_pct", "2017-06", window="ytd", value=75)


def test_the_year_to_date_share_divides_the_sums_and_is_no_mean_of_months(spec):
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date
        ------+-----------------------+---------------------
        A     | 2016-01-04            | 2017-04-28
        B     | 2017-05-02            | 2017-05-10
        C     | 2017-05-02            | 2017-05-10
        D     | 2017-05-02            | 2017-05-10
    """
    )
    spec.expect("assessments_in_45wd_pct", "2017-05", window="ytd", numerator=3, denominator=4, value=75)


def test_an_assessment_belongs_to_the_team_that_completed_it(spec):
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date | assessment_team
        ------+-----------------------+----------------------+----------------
        A     | 2017-06-01            | 2017-06-02           | T1
        B     | 2017-06-01            | 2017-06-02           |
    """
    )
    spec.expect_by("assessments_authorised", "2017-06", "team", {"T1": 1, "No assigned team": 1})


def test_a_month_without_assessments_has_no_share(spec):
    spec.given(
        cin_assessments="""
        child | assessment_start_date | assessment_auth_date
        ------+-----------------------+---------------------
        A     | 2017-06-01            | 2017-06-02
    """
    )
    spec.expect("assessments_in_45wd_pct", "2017-05", status="no_denominator")
    spec.expect("assessments_started", "2017-05", numerator=0, value=0)


def test_without_assessments_nothing_is_supplied(spec):
    spec.expect("assessments_in_45wd_pct", "2017-06", status="not_supplied")
