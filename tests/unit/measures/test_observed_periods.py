"""How the periods of figures counted elsewhere are written, and which days they are."""

from datetime import date

import pytest

from sightline.measures.observed_periods import Every, latest_ended, read_period, readings


@pytest.mark.parametrize(
    ("text", "every", "label", "start", "end"),
    [
        ("2017-06", Every.MONTH, "2017-06", "2017-06-01", "2017-06-30"),
        ("2017-Q1", Every.QUARTER, "2017-Q1", "2017-04-01", "2017-06-30"),
        ("2017-18 Q4", Every.QUARTER, "2017-Q4", "2018-01-01", "2018-03-31"),
        ("2017/18 q1", Every.QUARTER, "2017-Q1", "2017-04-01", "2017-06-30"),
        ("2016-17", Every.FINANCIAL_YEAR, "2016-17", "2016-04-01", "2017-03-31"),
        ("2010-11", Every.FINANCIAL_YEAR, "2010-11", "2010-04-01", "2011-03-31"),
        ("2010-11", Every.MONTH, "2010-11", "2010-11-01", "2010-11-30"),
        ("AY2016-17", Every.ACADEMIC_YEAR, "AY2016-17", "2016-09-01", "2017-08-31"),
        ("2016/17 academic", Every.ACADEMIC_YEAR, "AY2016-17", "2016-09-01", "2017-08-31"),
        ("2016", Every.CALENDAR_YEAR, "2016", "2016-01-01", "2016-12-31"),
        ("autumn 2016", Every.TERM, "Autumn 2016", "2016-09-01", "2016-12-31"),
        ("Spring term 2017", Every.TERM, "Spring 2017", "2017-01-01", "2017-03-31"),
        ("2017-06-30", Every.DAY, "2017-06-30", "2017-06-30", "2017-06-30"),
        ("12m to 2017-03", Every.TWELVE_MONTHS, "12m to 2017-03", "2016-04-01", "2017-03-31"),
    ],
)
def test_a_period_as_it_is_written(text, every, label, start, end):
    period = read_period(text, [every])
    assert (period.label, period.start.isoformat(), period.end.isoformat()) == (label, start, end)


@pytest.mark.parametrize(
    "text", ["", "2017-13", "2016-18", "2017-Q5", "2016-18 Q1", "AY2016-18", "Winter 2016", "2017-02-30", "12m to 2017"]
)
def test_what_is_no_period_is_none(text):
    assert readings(text) == []


def test_the_usual_kind_is_tried_first():
    assert read_period("2010-11", [Every.FINANCIAL_YEAR, Every.MONTH]).every is Every.FINANCIAL_YEAR
    assert read_period("2010-11", [Every.MONTH, Every.FINANCIAL_YEAR]).every is Every.MONTH


@pytest.mark.parametrize(
    ("every", "label"),
    [
        (Every.MONTH, "2017-06"),
        (Every.QUARTER, "2017-Q1"),
        (Every.TERM, "Spring 2017"),
        (Every.FINANCIAL_YEAR, "2016-17"),
        (Every.ACADEMIC_YEAR, "AY2015-16"),
        (Every.CALENDAR_YEAR, "2016"),
        (Every.TWELVE_MONTHS, "12m to 2017-06"),
        (Every.DAY, "2017-06-30"),
    ],
)
def test_a_template_is_for_the_last_period_that_has_ended(every, label):
    assert latest_ended(every, date(2017, 6, 30)).label == label
