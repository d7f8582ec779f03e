"""Two units side by side: the difference is said only where its range leaves out nought, and by the right way round."""

from fractions import Fraction

import pytest

from sightline.engine.figure import Figure, Status
from sightline.judgement.suppression.audience import Audience
from sightline.measures.catalogue import measure_called
from sightline.measures.model import COUNT, Polarity
from sightline.measures.windows import Month, Period, Window
from sightline.pages.compare import _gap, _rest, beside_each_other, finding


def share(numerator: int, denominator: int) -> Figure:
    measure = measure_called("assessments_in_45wd_pct")
    period = Period(Window.MONTH, Month(2026, 10))
    value = Fraction(100 * numerator, denominator)
    return Figure(measure, period, {}, {}, Fraction(numerator), Fraction(denominator), value, Status.OK)


# Newcombe's own example (1998, table II, a): 56 of 70 and 48 of 80 differ by 20.0 points, 5.2 to 33.4 by method 10.
def test_the_range_is_newcombes():
    gap = _gap(share(56, 70), share(48, 80), Polarity.HIGH)
    assert (gap.points, gap.low, gap.high) == pytest.approx((20.0, 5.24, 33.39), abs=0.01)
    assert gap.is_clear and gap.favourable is True


@pytest.mark.parametrize(
    ("one", "other", "polarity", "clear", "favourable"),
    [
        ((48, 80), (56, 70), Polarity.HIGH, True, False),
        ((48, 80), (56, 70), Polarity.LOW, True, True),
        ((48, 80), (56, 70), Polarity.NEUTRAL, True, None),
        ((7, 10), (6, 10), Polarity.HIGH, False, None),
    ],
)
def test_better_and_worse_are_said_of_a_clear_difference_alone(one, other, polarity, clear, favourable):
    gap = _gap(share(*one), share(*other), polarity)
    assert (gap.is_clear, gap.favourable) == (clear, favourable)


def test_a_part_is_compared_with_the_rest_of_the_whole():
    rest = _rest(share(80, 100), share(30, 40))
    assert rest is not None
    assert (rest.numerator, rest.denominator, rest.value) == (50, 60, Fraction(5000, 60))
    assert _rest(share(40, 40), share(40, 40)) is None


def test_numbers_of_units_are_not_compared(reading):
    units = reading.organisation.units
    page = beside_each_other(
        reading, units["locality.north"], units["locality.south"], reading.last_whole_month, Audience.CASE
    )
    assert len(page.compared) > 10
    assert all(pair.first.headline.measure.unit is not COUNT for pair in page.compared)
    assert f"differ in {len(page.clear)} of {len(page.compared)}" in finding(page) or not page.clear


def test_nothing_hidden_is_compared(reading):
    units = reading.organisation.units
    page = beside_each_other(
        reading, units["whole"], units["locality.north"], reading.last_whole_month, Audience.PUBLIC
    )
    hidden = [pair for pair in page.pairs if pair.first.is_hidden or pair.second.is_hidden]
    assert hidden
    assert all(pair.gap is None for pair in hidden)


def test_the_page_names_both(signed_in):
    page = signed_in("director").get("/scorecard/?unit=locality.north&beside=locality.south").content.decode()
    assert "North beside South" in page
