"""Control charts of random series agree with charts worked out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import control_charts as by_hand

from sightline.judgement.charted import chart


def series(smallest: int):
    return st.lists(st.one_of(st.none(), st.integers(0, 30)), min_size=smallest, max_size=40)


# Levels of their own for a while make runs and trends, which chance alone rarely does.
def stepped():
    steps = st.lists(st.tuples(st.integers(0, 40), st.integers(-2, 2), st.integers(1, 12)), min_size=1, max_size=5)
    return steps.map(lambda parts: [level + slope * k for level, slope, length in parts for k in range(length)])


@settings(max_examples=400, deadline=None)
@given(
    values=st.one_of(series(2), stepped()),
    ghosts=st.sets(st.integers(0, 39), max_size=4),
    fix_after=st.sampled_from([None, 12, 15]),
    screen=st.booleans(),
)
def test_arrays_agree_with_a_chart_worked_out_by_hand(values, ghosts, fix_after, screen):
    ghosts = {g for g in ghosts if g < len(values)}
    mean, mean_range, rules = by_hand.chart(values, ghosts, fix_after=fix_after, screen=screen)
    made = chart(values, ghosts=ghosts, fix_after=fix_after, screen_outliers=screen)
    if mean_range is None:
        assert made.segments[0].lower is None
    else:
        assert made.segments[0].mean == pytest.approx(float(mean))
        assert made.segments[0].upper == pytest.approx(float(mean + by_hand.LIMIT * mean_range))
    assert [p.rule for p in made.points] == rules
