"""The control chart as it is drawn: every point by its shape, limits by line, labels that can be read."""

from itertools import pairwise

import pytest

from sightline.charts.control import are_lettered, control_chart
from sightline.charts.draw import Drawer
from sightline.charts.drawing import NARROW, WIDE, Happened
from sightline.measures.model import COUNT, Polarity
from tests.unit.charts.drawn import REREFERRALS, control, heights_at_right, parsed, said_of_points, texts

DRAWER = Drawer()


def test_every_month_is_a_point_that_says_its_value():
    svg = DRAWER.svg(control_chart(control(REREFERRALS, rebase=[12], target=25)))
    said = said_of_points(svg)
    assert len(said) == 27
    assert said[0] == "April 2015: 27.8%"
    assert "June 2017: 21.8%" in said


def test_limits_mean_target_and_the_last_month_are_named_at_the_right_from_high_to_low():
    svg = DRAWER.svg(control_chart(control(REREFERRALS, rebase=[12], target=25)))
    named = [text for text in texts(svg) if text.split()[0] in ("Upper", "Target", "Mean", "June", "Lower")]
    assert sorted(named) == ["June 2017 21.8%", "Lower limit 17.5%", "Mean 23.7%", "Target 25%", "Upper limit 29.9%"]
    heights = heights_at_right(svg, ("Upper", "Target", "Mean", "June", "Lower"))
    assert min(below - above for above, below in pairwise(heights)) >= 16.9


def test_a_month_that_is_missing_breaks_the_line_and_is_no_point():
    values = [20.0, 21.0, None, None, 22.0, 21.0, 20.0, 21.5]
    drawing = control_chart(control(values))
    assert len(said_of_points(DRAWER.svg(drawing))) == 6
    (line,) = [
        layer for layer in drawing.spec["layer"] if layer["mark"]["type"] == "line" and len(layer["data"]["values"])
    ]
    runs = [row["run"] for row in line["data"]["values"]]
    assert runs[0] == runs[1] != runs[2] == runs[5]


def test_the_line_breaks_where_limits_start_afresh_and_the_earlier_part_is_paler():
    drawing = control_chart(control(REREFERRALS, rebase=[12]))
    lines = [layer for layer in drawing.spec["layer"] if layer["mark"]["type"] == "line"]
    assert [len(layer["data"]["values"]) for layer in lines] == [12, 15]
    assert lines[0]["mark"]["color"] != lines[1]["mark"]["color"]


@pytest.mark.parametrize(
    ("polarity", "colour"), [(Polarity.LOW, "#b54800"), (Polarity.HIGH, "#0b74b3"), (Polarity.NEUTRAL, "#490092")]
)
def test_a_special_cause_is_a_triangle_that_points_its_way_in_the_colour_of_its_meaning(polarity, colour):
    values = [20, 21, 20, 22, 20, 21, 20, 22, 20, 21, 20, 22, 20, 40]
    drawing = control_chart(control(values, polarity=polarity))
    (triangles,) = [layer for layer in drawing.spec["layer"] if layer["mark"].get("shape") == "triangle-up"]
    assert triangles["mark"]["fill"] == colour
    assert [row["said"] for row in triangles["data"]["values"]] == ["May 2016: 40.0%, above the upper limit"]


def test_percentages_of_few_cases_are_hollow_and_a_month_left_out_is_a_broken_ring_that_says_so():
    drawing = control_chart(control([20, 21, 60, 22, 20, 21, 20], ghosts=[2], small=[0]))
    hollow = [layer for layer in drawing.spec["layer"] if layer["mark"].get("fill") == "#ffffff"]
    said = {row["said"]: layer["mark"]["strokeDash"] for layer in hollow for row in layer["data"]["values"]}
    assert said == {"April 2015: 20.0%": [], "June 2015: 60.0%, left out of the limits": [2, 2]}


def test_a_hidden_month_is_lettered_and_never_a_nought():
    svg = DRAWER.svg(control_chart(control([20, None, 21, 22, 20, 21, 20], hidden=[1])))
    assert texts(svg).count("[c]") == 1
    assert len(said_of_points(svg)) == 6


def test_limits_that_reach_past_the_possible_are_cut_and_the_caption_says_so():
    drawing = control_chart(control([96, 99, 95, 99, 96, 99, 95], polarity=Polarity.HIGH))
    assert drawing.about.captions[-1] == "Upper limit cut to the possible range."
    ends = [row["high"] for layer in drawing.spec["layer"] if layer["mark"]["type"] == "rect"
            for row in layer["data"]["values"]]  # fmt: skip
    assert ends == [100]


def test_what_happened_stands_over_its_upright_and_becomes_a_letter_where_it_does_not_fit():
    hub = Happened(12, "April 2016: enquiries screened in one hub", "limits restarted", rebases=True)
    chart = control(REREFERRALS, rebase=[12], happened=[hub])
    assert not are_lettered(chart, WIDE)
    assert "April 2016: enquiries screened in one hub" in texts(DRAWER.svg(control_chart(chart)))
    assert are_lettered(chart, NARROW)
    narrow = texts(DRAWER.svg(control_chart(chart, NARROW)))
    assert "A" in narrow and "limits restarted" not in narrow


def test_a_count_is_drawn_from_nought_where_it_may_and_its_axis_has_whole_numbers():
    svg = DRAWER.svg(control_chart(control([3, 0, 2, 1, 4, 2, 0, 3], unit=COUNT, polarity=Polarity.NEUTRAL)))
    assert "0" in texts(svg)
    assert not any("." in text for text in texts(svg) if text.replace(".", "").isdigit())


def test_the_narrow_drawing_holds_the_same_points():
    chart = control(REREFERRALS, rebase=[12], target=25)
    assert said_of_points(DRAWER.svg(control_chart(chart))) == said_of_points(DRAWER.svg(control_chart(chart, NARROW)))
    assert parsed(DRAWER.svg(control_chart(chart, NARROW))).get("viewBox") == "0 0 360 330"
