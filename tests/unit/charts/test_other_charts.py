"""Years over one another, the strip of comparators, the funnel: at most four series, each told apart without colour."""

import pytest

from sightline.charts.draw import Drawer
from sightline.charts.drawing import NARROW
from sightline.charts.funnel import Area, Funnel, LimitsAt, funnel_plot
from sightline.charts.lines import Line, Lines, line_chart
from sightline.charts.strip import Named, Strip, comparator_strip
from sightline.judgement.funnels import proportion_limits
from sightline.measures.model import PERCENT
from tests.unit.charts.drawn import ABOUT, parsed, said_of_points, texts

DRAWER = Drawer()
MONTHS = ("Apr", "May", "Jun", "Jul")
BOTTOMS = {float(place): [month] for place, month in enumerate(MONTHS)}


def line(words: str, *values: float | None) -> Line:
    return Line(words, values, tuple(f"{month} {words}" for month in MONTHS[: len(values)]))


def test_years_over_one_another_differ_in_dash_and_marker_and_are_named_at_the_right():
    years = Lines(PERCENT, ABOUT, (line("2017–18", 22, 23), line("2016–17", 25, 24, 26, 24)), BOTTOMS)
    drawing = line_chart(years)
    drawn = [layer for layer in drawing.spec["layer"] if layer["mark"]["type"] == "line"]
    assert len({tuple(layer["mark"]["strokeDash"]) for layer in drawn}) == 2
    marks = {layer["mark"]["shape"] for layer in drawing.spec["layer"] if layer["mark"].get("aria")}
    assert marks == {"circle", "diamond"}
    svg = DRAWER.svg(drawing)
    assert {"2017–18 23.0%", "2016–17 24.0%"} <= set(texts(svg))
    assert len(said_of_points(svg)) == 6


def test_a_fifth_series_is_refused():
    with pytest.raises(ValueError, match="at most 4 series, not 5"):
        Lines(PERCENT, ABOUT, tuple(line(str(n), 1.0) for n in range(5)), BOTTOMS)


def test_a_period_that_is_not_yet_complete_is_hollow_and_not_joined():
    one = Line("2017–18", (22.0, 23.0, 9.0), MONTHS[:3], unfinished=frozenset({2}))
    drawing = line_chart(Lines(PERCENT, ABOUT, (one,), BOTTOMS), NARROW)
    joined = [len(layer["data"]["values"]) for layer in drawing.spec["layer"] if layer["mark"]["type"] == "line"]
    assert joined == [2]
    assert "Jun: 9.0%, not yet complete" in said_of_points(DRAWER.svg(drawing))


def test_the_strip_names_ours_england_and_the_mean_and_says_each_other_under_the_pointer():
    peers = tuple(Named(name, value) for name, value in (("Wendshire", 17.2), ("Marlshire", 28.1)))
    strip = Strip(PERCENT, ABOUT, Named("Tamarshire", 20.6), peers, Named("England", 22.3), Named("mean", 22.4))
    svg = DRAWER.svg(comparator_strip(strip))
    assert {"Tamarshire 20.6%", "England 22.3%, mean 22.4%"} <= set(texts(svg))
    assert said_of_points(svg) == ["Wendshire 17.2%", "Marlshire 28.1%", "Tamarshire 20.6%", "England 22.3%"]


def test_the_strip_stands_without_ours():
    svg = DRAWER.svg(comparator_strip(Strip(PERCENT, ABOUT, None, (), Named("England", 22.3))))
    assert "England 22.3%" in texts(svg)


def test_the_funnel_draws_every_area_and_names_those_outside():
    areas = [Area(f"Team {n}", 40 + 10 * n, 20 + n % 5) for n in range(12)]
    areas.append(Area("North 3", 300, 38, outside="worse"))
    sizes = [20.0, 100.0, 200.0, 300.0]
    limits = proportion_limits(sizes, 0.22)
    edges = tuple(
        LimitsAt(size, *(float(side[k]) * 100 for side in (limits.lower_2s, limits.upper_2s, limits.lower_3s,
                                                           limits.upper_3s)))
        for k, size in enumerate(sizes)
    )  # fmt: skip
    svg = DRAWER.svg(funnel_plot(Funnel(PERCENT, ABOUT, tuple(areas), (22.0, "All 22.0%"), edges, "Children")))
    assert len(said_of_points(svg)) == 13
    assert "North 3 38.0%" in texts(svg)
    assert "Team 3 23.0%" not in texts(svg)
    assert {"All 22.0%", "95% limit", "99.8% limit", "Children"} <= set(texts(svg))
    assert parsed(svg).get("role") == "img"
