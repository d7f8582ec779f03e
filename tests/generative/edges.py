"""Days around the edges of months, years and anniversaries, and answers that are now and then blank."""

from datetime import date, datetime, time

from hypothesis import strategies as st

# Month and year ends, a leap day, anniversaries of one another, Easter and the May bank holidays, days past the as-at.
_EDGES = """
    2014-06-30 2015-03-31 2015-05-31 2015-06-15 2015-06-30 2016-02-29 2016-03-31 2016-04-01 2016-05-31 2016-06-01
    2016-06-15 2016-06-29 2016-06-30 2016-07-01 2016-08-31 2016-12-31 2017-01-31 2017-02-28 2017-03-01 2017-03-30
    2017-03-31 2017-04-01 2017-04-13 2017-04-18 2017-04-30 2017-05-01 2017-05-02 2017-05-19 2017-05-22 2017-05-31
    2017-06-01 2017-06-15 2017-06-21 2017-06-29 2017-06-30 2017-07-01
"""
EDGES = [date.fromisoformat(day) for day in _EDGES.split()]
RECENT = [day for day in EDGES if day >= date(2017, 3, 30)]


def maybe(strategy, blank: float = 0.15):
    """The strategy's values, now and then a blank."""
    return st.one_of([strategy] * round((1 - blank) * 20) + [st.none()] * round(blank * 20))


days = st.one_of(st.sampled_from(EDGES), st.sampled_from(RECENT), st.dates(date(2015, 1, 1), date(2017, 7, 5)))
moments = days.map(lambda day: datetime.combine(day, time(14, 30)))
yes_no = st.sampled_from(["Y", "N", None])
yes_rarely = st.sampled_from(["Y", "N", "N", None, None])
