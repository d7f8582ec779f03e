"""Numbers and dates as pages print them (design section 10)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from sightline.measures.model import PER_10000, PERCENT
from sightline.web.design import numbers


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (1306, 0, "1,306"),
        (0, 0, "0"),
        (None, 0, "–"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "−3"),
        (2.345, 2, "2.35"),
        (Decimal("364.45"), 1, "364.5"),
        (-1234567, 0, "−1,234,567"),
    ],
)
def test_numbers_are_rounded_half_up_with_a_minus_sign_and_thousands(value, decimals, printed):
    assert numbers.number(value, decimals) == printed


@pytest.mark.parametrize(("value", "printed"), [(3, "+3"), (-2, "−2"), (0, "0"), (None, "–"), (Fraction(1, 4), "0")])
def test_a_difference_has_its_sign(value, printed):
    assert numbers.signed(value) == printed


def test_units_bring_their_sign():
    assert numbers.in_unit(Fraction(94, 429) * 100, PERCENT) == "21.9%"
    assert numbers.in_unit(364.45, PER_10000) == "364.5"
    assert numbers.ranged(30.57, 86.3, PERCENT) == "30.6% to 86.3%"


def test_days():
    day = date(2017, 6, 9)
    assert numbers.day_in_words(day) == "9 June 2017"
    assert numbers.day_short(day) == "9 Jun 2017"
    assert numbers.weekday_short(day) == "Fri 9 Jun"
    assert numbers.month_in_words(day) == "June 2017"
    assert numbers.month_short(day) == "Jun 17"
    assert numbers.day_in_words(None) == "–"


def test_moments_are_of_the_authoritys_own_time():
    assert numbers.moment(datetime(2017, 7, 3, 9, 42, tzinfo=UTC)) == "3 July 2017, 10:42"


def test_years_to_march_have_an_en_dash():
    assert numbers.year_to_march(2015) == "2015–16"
    assert numbers.year_to_march(1999) == "1999–00"
