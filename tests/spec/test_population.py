"""Residents by age, and which estimate is in force."""


def given_ages(spec):
    spec.given(
        population="""
        area_code | year | sex | age | population | first_used_date
        ----------+------+-----+-----+------------+----------------
        E10000008 | 2016 | P   | 0   | 1          | 2017-04-01
        E10000008 | 2016 | P   | 1   | 2          | 2017-04-01
        E10000008 | 2016 | P   | 4   | 4          | 2017-04-01
        E10000008 | 2016 | P   | 5   | 8          | 2017-04-01
        E10000008 | 2016 | P   | 9   | 16         | 2017-04-01
        E10000008 | 2016 | P   | 10  | 32         | 2017-04-01
        E10000008 | 2016 | P   | 15  | 64         | 2017-04-01
        E10000008 | 2016 | P   | 16  | 128        | 2017-04-01
        E10000008 | 2016 | P   | 17  | 256        | 2017-04-01
        E10000008 | 2016 | P   | 18  | 512        | 2017-04-01
        E10000008 | 2016 | P   | 25  | 1024       | 2017-04-01
        E10000008 | 2016 | P   | 26  | 2048       | 2017-04-01
    """
    )


def test_each_band_takes_both_of_its_ends(spec):
    given_ages(spec)
    spec.expect("population_age_0", "2017-06", value=1)
    spec.expect("population_age_1_4", "2017-06", value=2 + 4)
    spec.expect("population_age_5_9", "2017-06", value=8 + 16)
    spec.expect("population_age_10_15", "2017-06", value=32 + 64)
    spec.expect("population_age_16_17", "2017-06", value=128 + 256)
    spec.expect("population_age_18_25", "2017-06", value=512 + 1024)


def test_the_totals_are_of_ages_0_to_17_and_0_to_25(spec):
    given_ages(spec)
    spec.expect("population_0_17", "2017-06", value=511)
    spec.expect("population_0_25", "2017-06", value=2047)


def test_an_estimate_is_in_force_from_the_month_in_which_it_is_first_used(spec):
    spec.given(
        population="""
        area_code | year | sex | age | population | first_used_date
        ----------+------+-----+-----+------------+----------------
        E10000008 | 2015 | P   | 10  | 142587     | 2016-06-23
        E10000008 | 2016 | P   | 10  | 143555     | 2017-06-22
    """
    )
    spec.expect("population_0_17", "2017-05", value=142587)
    spec.expect("population_0_17", "2017-06", value=143555)


def test_months_before_the_first_estimate_use_the_first(spec):
    spec.given_residents(1000, first_used="2017-06-22")
    spec.expect("population_0_17", "2016-04", value=1000)


def test_an_estimate_without_a_first_use_is_used_from_the_next_april(spec):
    spec.given(
        population="""
        area_code | year | sex | age | population | first_used_date
        ----------+------+-----+-----+------------+----------------
        E10000008 | 2015 | P   | 10  | 100        |
        E10000008 | 2016 | P   | 10  | 200        |
    """
    )
    spec.expect("population_0_17", "2017-03", value=100)
    spec.expect("population_0_17", "2017-04", value=200)


def test_men_and_women_are_added_only_where_there_is_no_row_of_both(spec):
    spec.given(
        population="""
        la  | area_code | year | sex | age | population
        ----+-----------+------+-----+-----+-----------
        000 | E10000008 | 2016 | M   | 10  | 51
        000 | E10000008 | 2016 | F   | 10  | 49
        001 | E10000009 | 2016 | M   | 10  | 51
        001 | E10000009 | 2016 | F   | 10  | 49
        001 | E10000009 | 2016 | P   | 10  | 101
    """
    )
    spec.expect_by("population_0_17", "2017-06", "authority", {"000": 100, "001": 101})


def test_england_is_not_part_of_the_authority(spec):
    spec.given_residents(1000)
    spec.given(
        population="""
        area_code | year | sex | age | population
        ----------+------+-----+-----+-----------
        E92000001 | 2016 | P   | 10  | 9000000
    """
    )
    spec.expect("population_0_17", "2017-06", value=1000)


def test_without_estimates_residents_are_not_supplied(spec):
    spec.expect("population_0_17", "2017-06", status="not_supplied")
