"""The workforce census as the DfE defines its figures."""

import pytest


@pytest.fixture
def census(spec):
    spec.given(
        workforce_return="""
            swe_number | return_year | agency | fte | fte_30_sept | role | role_start | role_end   | cases_30_sept
            -----------+-------------+--------+-----+-------------+------+------------+------------+--------------
            A          | 2016        | N      | 1.0 | 1.0         | 5    | 2010-01-01 |            | 20
            B          | 2016        | N      | 1.0 | 0.5         | 5    | 2016-09-30 |            | 7
            C          | 2016        | Y      | 0.8 |             | 5    | 2016-01-01 |            | 18
            D          | 2016        | N      | 0.7 | 0.7         | 3    |            | 2016-10-01 |
            E          | 2016        | N      | 1.0 | 0.0         | 5    | 2010-01-01 | 2016-09-30 | 9
            F          | 2016        | N      | 0.6 |             | 5    | 2010-01-01 | 2015-10-01 |
            G          | 2016        | N      | 1.0 |             | 5    | 2010-01-01 | 2015-09-30 |
            H          | 2016        | Y      | 1.0 |             | 5    | 2010-01-01 | 2016-05-01 |
            I          | 2016        | N      | 1.0 |             | 5    | 2016-10-01 |            |
            A          | 2015        | N      | 1.0 | 1.0         | 5    | 2010-01-01 |            | 30
        """,
        workforce_vacancy="""
            return_year | vacancies_fte | agency_fte | agency_headcount
            ------------+---------------+------------+-----------------
            2016        | 0.55          | 9.9        | 10
        """,
    )
    return spec


def test_the_average_caseload_is_of_those_in_post_who_hold_cases(census):
    # A, B and C: 45 cases over 1.0, 0.5 and 0.8; D holds none and E has gone.
    census.expect("caseload_average_dfe", "2017-06", numerator=45, denominator=2.3)


def test_the_last_census_stands_until_the_next_one(census):
    census.expect("caseload_average_dfe", "2016-08", numerator=30, denominator=1)
    census.expect("caseload_average_dfe", "2016-09", numerator=45, denominator=2.3)


def test_agency_workers_are_shared_over_agency_and_employed(census):
    # C is listed, so the authority's own 9.9 is not added.
    census.expect("agency_rate_dfe", "2017-06", numerator=0.8, denominator=3.0)
    census.expect("workforce_fte", "2017-06", numerator=3.0)


def test_agency_workers_who_are_not_listed_are_the_authoritys_line(spec):
    spec.given(
        workforce_return="""
            swe_number | return_year | agency | fte_30_sept
            -----------+-------------+--------+------------
            A          | 2016        | N      | 1.0
        """,
        workforce_vacancy="""
            return_year | vacancies_fte | agency_fte
            ------------+---------------+-----------
            2016        | 2             | 3
        """,
    )
    spec.expect("agency_rate_dfe", "2017-06", numerator=3, denominator=4, value=75)


def test_vacancies_are_shared_over_vacancies_and_employed(census):
    census.expect("vacancy_rate_dfe", "2017-06", numerator=0.55, denominator=2.75, value=20)


def test_turnover_is_of_employed_who_left_in_the_twelve_months_up_to_the_census(census):
    # E on the day itself and F a day after the last census; G on it, and H of an agency.
    census.expect("workforce_turnover_dfe_pct", "2017-06", numerator=1.6, denominator=2.2)


def test_the_spread_counts_workers_in_post_by_their_fte(census):
    census.expect_by("workforce_fte_spread", "2017-06", "fte_band", {
        "Full time": 1, "0.8 to under 1": 1, "0.5 to under 0.8": 2})  # fmt: skip
    census.expect_by("workforce_fte_spread", "2017-06", "census_role", {"Case holder": 3, "First line manager": 1})


def test_without_a_census_nothing_is_said(spec):
    spec.given(person="child\n---\nA")
    spec.expect("caseload_average_dfe", "2017-06", status="not_supplied")
