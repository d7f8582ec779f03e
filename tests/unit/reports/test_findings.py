"""The sentence above a chart says the right direction, in percentage points, from the figures as they print."""

from datetime import date
from fractions import Fraction

import pytest

from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month, Window
from sightline.reports.findings import direction, printed, when

REREFERRALS = CATALOGUE["rereferral_pct_children"]
REFERRALS = CATALOGUE["referrals"]
RATE = CATALOGUE["cla_rate_snapshot"]
JUNE = Month(2017, 6)


@pytest.mark.parametrize(
    ("measure", "now", "then", "said"),
    [
        (REREFERRALS, "21.9", "23.9", ", down 2.0 percentage points from 23.9% in June 2016"),
        (REREFERRALS, "23.9", "21.9", ", up 2.0 percentage points from 21.9% in June 2016"),
        (REREFERRALS, "22.9", "21.9", ", up 1.0 percentage point from 21.9% in June 2016"),
        (REREFERRALS, "21.94", "21.86", ", the same as in June 2016"),
        (REFERRALS, "436", "486", ", down 50 from 486 in June 2016"),
        (REFERRALS, "1250", "1000", ", up 250 from 1,000 in June 2016"),
        (RATE, "48.1", "49.7", ", down 1.6 from 49.7 in June 2016"),
    ],
)
def test_direction(measure, now, then, said):
    assert direction(measure, Fraction(now), Fraction(then), "in June 2016") == said


def test_the_difference_is_that_of_the_printed_figures():
    # 21.949 and 23.851 differ by 1.902, but a reader sees 21.9 and 23.9.
    said = direction(REREFERRALS, Fraction("21.949"), Fraction("23.851"), "in June 2016")
    assert said == ", down 2.0 percentage points from 23.9% in June 2016"


def test_no_earlier_figure_says_nothing():
    assert direction(REFERRALS, Fraction(4), None, "in June 2016") == ""


@pytest.mark.parametrize("measure", [m for m in CATALOGUE.values() if m.unit.symbol == "%"], ids=lambda m: m.id)
def test_percentages_never_differ_by_per_cent(measure):
    said = direction(measure, Fraction(49), Fraction(90), "in June 2016")
    assert "percentage points" in said
    assert "per cent" not in said


def test_half_a_tenth_is_rounded_up():
    assert printed(REREFERRALS, Fraction(219 * 100, 240)) == "91.3%"
    assert printed(RATE, Fraction("48.05")) == "48.1 per 10,000 children"


@pytest.mark.parametrize(
    ("window", "said"),
    [
        (Window.MONTH, "in June 2017"),
        (Window.SNAPSHOT, "at 30 June 2017"),
        (Window.YEAR_TO_DATE, "in April to June 2017"),
        (Window.ROLLING_12, "in the 12 months to June 2017"),
    ],
)
def test_the_period_in_words(window, said):
    assert when(window, JUNE) == said


def test_a_year_to_date_over_the_new_year_names_both_years():
    assert when(Window.YEAR_TO_DATE, Month(2018, 2)) == "in April 2017 to February 2018"
    assert when(Window.YEAR_TO_DATE, Month(2017, 4)) == "in April 2017"


def test_a_snapshot_of_a_running_month_is_of_the_as_at_date():
    assert when(Window.SNAPSHOT, JUNE, date(2017, 6, 20)) == "at 20 June 2017"
    assert when(Window.SNAPSHOT, JUNE, date(2017, 8, 1)) == "at 30 June 2017"
