"""Figures by ward and district: where the child lived on the date."""

import pytest

title = "Ward and district of residence"

POSTCODES = """
    postcode | ward | district
    ---------+------+---------
    QX11AA   | W1   | D1
    QX12BB   | W2   | D1
    QX21AA   | W3   | D2
"""


@pytest.fixture
def county(spec):
    """Three wards in two districts."""
    spec.given_lookup("postcode_areas", POSTCODES)
    return spec


def test_an_event_lies_where_the_child_lived_on_its_date(county):
    county.given(
        address="""
            child | address_start_date | address_end_date | address_postcode
            ------+--------------------+------------------+-----------------
            A     | 2010-01-01         | 2017-06-12       | QX1 1AA
            A     | 2017-06-12         |                  | qx21aa
            B     | 2012-01-01         |                  | QX12BB
        """,
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-06-11
            A     | 2017-06-12
            B     | 2017-06-20
        """,
    )
    county.expect_by("referrals", "2017-06", "ward", {"W1": 1, "W2": 1, "W3": 1})
    county.expect_by("referrals", "2017-06", "district", {"D1": 2, "D2": 1})
    county.expect("referrals", "2017-06", numerator=1, ward="W3")
    county.expect("referrals", "2017-06", numerator=2, district="D1")


def test_a_snapshot_lies_where_the_child_lived_on_its_day(county):
    county.given(
        address="""
            child | address_start_date | address_end_date | address_postcode
            ------+--------------------+------------------+-----------------
            A     | 2010-01-01         | 2017-06-30       | QX11AA
            A     | 2017-06-30         |                  | QX21AA
        """,
        cp_plans="""
            child | cp_plan_start_date
            ------+-------------------
            A     | 2017-01-01
        """,
    )
    county.expect_by("cpp_snapshot", "2017-05", "ward", {"W1": 1})
    county.expect_by("cpp_snapshot", "2017-06", "ward", {"W3": 1})


def test_what_has_no_usable_address_is_a_member_of_its_own(county):
    county.given(
        address="""
            child | address_start_date | address_end_date | address_postcode
            ------+--------------------+------------------+-----------------
            gone  | 2010-01-01         | 2017-05-31       | QX11AA
            blank | 2010-01-01         |                  |
            far   | 2010-01-01         |                  | ZZ11ZZ
            moved | 2010-01-01         |                  | QX11AA
            moved | 2017-02-01         |                  | ZZ11ZZ
            here  |                    |                  | QX11AA
        """,
        cin_episodes="""
            child  | referral_date
            -------+--------------
            gone   | 2017-06-11
            blank  | 2017-06-11
            far    | 2017-06-11
            moved  | 2017-06-11
            nobody | 2017-06-11
            here   | 2017-06-11
        """,
    )
    county.expect_by("referrals", "2017-06", "ward", {"W1": 1, "No usable address": 5})
    county.expect_by("referrals", "2017-06", "district", {"D1": 1, "No usable address": 5})
    county.expect("referrals", "2017-06", numerator=5, ward="No usable address")


def test_of_two_addresses_at_once_the_later_one_holds(county):
    county.given(
        address="""
            child | address_start_date | address_end_date | address_postcode
            ------+--------------------+------------------+-----------------
            A     | 2010-01-01         |                  | QX11AA
            A     | 2016-01-01         | 2017-06-15       | QX21AA
        """,
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-06-01
            A     | 2017-06-20
        """,
    )
    county.expect_by("referrals", "2017-06", "ward", {"W3": 1, "W1": 1})


def test_without_a_lookup_no_address_is_usable(spec):
    spec.given(
        address="""
            child | address_start_date | address_postcode
            ------+--------------------+-----------------
            A     | 2010-01-01         | QX11AA
        """,
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-06-01
        """,
    )
    spec.expect_by("referrals", "2017-06", "ward", {"No usable address": 1})


REFERRED = {
    "address": """
        child | address_start_date | address_postcode
        ------+--------------------+-----------------
        A     | 2010-01-01         | QX11AA
        B     | 2010-01-01         | QX12BB
    """,
    "cin_episodes": """
        child | referral_date
        ------+--------------
        A     | 2017-06-01
        B     | 2017-06-01
        C     | 2017-06-01
    """,
}


def test_an_areas_rate_is_on_its_own_children(county):
    county.given(**REFERRED)
    county.given_residents(10_000, year=2016)
    county.given_lookup(
        "area_residents",
        """
        area | year | residents
        -----+------+----------
        W1   | 2015 | 999
        W1   | 2016 | 500
        W2   | 2016 | 250
        D2   | 2016 | 100
        """,
    )
    # A month's rate is annualised; a district that is not told is the sum of its wards.
    county.expect_values("referral_rate", "2017-06", "ward", {"W1": 240, "W2": 480})
    county.expect_values("referral_rate", "2017-06", "district", {"D1": 2 * 12 / 750 * 10_000})


def test_an_area_that_is_not_told_for_the_year_keeps_its_latest_number(county):
    county.given(**REFERRED)
    county.given_residents(10_000, year=2016)
    county.given_lookup(
        "area_residents",
        """
        area | year | residents
        -----+------+----------
        W1   | 2014 | 400
        W1   | 2015 | 500
        W2   | 2019 | 250
        """,
    )
    county.expect_values("referral_rate", "2017-06", "ward", {"W1": 240, "W2": 480})
