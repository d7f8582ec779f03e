"""Any series at all can be drawn: no NaN, no label over another, everything inside the picture."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.charts.control import control_chart
from sightline.charts.draw import Drawer
from sightline.charts.drawing import NARROW, WIDE
from sightline.charts.layout import apart, axis_of
from sightline.charts.lines import Line, Lines, line_chart
from sightline.charts.sparkline import Spark, sparkline
from sightline.measures.model import COUNT, DAYS, MEAN_2_DECIMALS, PER_10000, PERCENT, Polarity
from tests.unit.charts.drawn import ABOUT, control, heights_at_right, parsed, said_of_points

DRAWER = Drawer()
UNITS = st.sampled_from([COUNT, PERCENT, PER_10000, MEAN_2_DECIMALS, DAYS])
NUMBERS = st.one_of(st.integers(0, 12), st.floats(0, 100), st.floats(0, 1e6), st.just(0.0))


@st.composite
def series(draw):
    """Months with gaps, at least one of them known, with places for a rebase and for months left out."""
    values = draw(st.lists(st.one_of(NUMBERS, st.none()), min_size=1, max_size=36).filter(lambda v: any(
        x is not None for x in v)))  # fmt: skip
    places = st.integers(0, len(values) - 1)
    return values, draw(st.sets(places, max_size=2)), draw(st.sets(places, max_size=2))


@settings(max_examples=30, deadline=None)
@given(series(), UNITS, st.sampled_from(list(Polarity)), st.one_of(st.none(), NUMBERS), st.sampled_from([WIDE, NARROW]))
def test_any_months_are_drawn_with_every_point_once(months, unit, polarity, target, size):
    values, rebase, ghosts = months
    if unit is PERCENT:
        values = [None if value is None else min(value, 100) for value in values]
    chart = control(values, rebase=rebase, ghosts=ghosts, unit=unit, polarity=polarity, target=target)
    svg = DRAWER.svg(control_chart(chart, size))
    assert "NaN" not in svg and "undefined" not in svg and "Infinity" not in svg
    assert len(said_of_points(svg)) == sum(value is not None for value in values)
    heights = heights_at_right(svg, ("Upper", "Lower", "Mean", "Target"))
    assert all(below - above >= 12 for above, below in pairwise(heights))
    for place in re.findall(r'transform="translate\(([-\d.]+),([-\d.]+)\)"', svg):
        assert -50 <= float(place[0]) <= size[0] and -50 <= float(place[1]) <= size[1]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.one_of(NUMBERS, st.none()), min_size=12, max_size=12), min_size=1, max_size=4), UNITS)
def test_any_lines_are_drawn(lines, unit):
    whens = tuple(f"month {place}" for place in range(12))
    made = Lines(unit, ABOUT, tuple(Line(f"year {n}", tuple(v), whens) for n, v in enumerate(lines)), {0.0: ["Apr"]})
    svg = DRAWER.svg(line_chart(made))
    assert "NaN" not in svg and "undefined" not in svg
    assert len(said_of_points(svg)) == sum(value is not None for line in lines for value in line)


@given(
    st.lists(st.one_of(NUMBERS, st.none()), max_size=20), st.one_of(st.none(), NUMBERS), st.lists(NUMBERS, max_size=2)
)
def test_any_sparkline_is_whole(values, limit, targets):
    svg = sparkline(Spark("x", COUNT, tuple(values), low=0, high=limit, targets=tuple(targets)))
    parsed(svg)
    assert "nan" not in svg.casefold().replace("nance", "")


@given(st.lists(st.floats(-50, 400), max_size=8), st.floats(1, 30))
def test_labels_stay_in_order_apart_and_inside(wanted, gap):
    found = apart(wanted, gap, 0, 300)
    order = sorted(range(len(wanted)), key=lambda k: (wanted[k], k))
    places = [found[k] for k in order]
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(places))
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in places)


@given(st.lists(st.floats(0, 1e7), max_size=12), UNITS)
def test_an_axis_holds_its_values_and_ends_on_what_it_writes(values, unit):
    axis = axis_of(values, unit)
    assert all(axis.low - 1e-9 <= value <= axis.high * (1 + 1e-9) for value in values)
    assert axis.ticks[0] == axis.low and axis.ticks[-1] == axis.high
    assert 2 <= len(axis.ticks) <= 13
    words = [axis.words(tick, unit) for tick in axis.ticks]
    assert len(set(words)) == len(words)
