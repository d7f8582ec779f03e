"""What a page may hold: no style, no script, no address, ids of its own, a title and a description."""

import altair as alt
import pytest

from sightline.charts.control import control_chart
from sightline.charts.draw import Drawer, key_of
from sightline.charts.drawing import NARROW, WIDE, About, Happened
from sightline.charts.svg import fit_for_a_page
from tests.unit.charts.drawn import REREFERRALS, SVG, control, parsed, texts


def test_the_drawing_is_safe_under_a_strict_policy_and_named():
    svg = Drawer().svg(control_chart(control(REREFERRALS, target=25)))
    root = parsed(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "g", "path", "line", "rect", "text", "tspan"
    }  # fmt: skip
    assert not [element for element in root.iter() if "style" in element.attrib or "class" in element.attrib][1:]
    assert root.find(f"{SVG}title").text == "Within the usual range since April 2016"
    assert root.get("aria-labelledby") == root.find(f"{SVG}title").get("id")
    assert root.get("aria-describedby") == root.find(f"{SVG}desc").get("id")
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert len(svg) < 16_000


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_specification_is_vega_lites(size):
    event = Happened(12, "April 2016: one hub", "limits restarted", rebases=True)
    drawing = control_chart(control(REREFERRALS, rebase=[12], ghosts=[3], target=25, happened=[event]), size)
    alt.LayerChart.from_dict(drawing.spec, validate=True)


def test_styles_become_attributes_and_ids_are_the_drawings_own():
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg"><defs><clipPath id="a"><rect width="5" height="5" fill="red"/>'
        '</clipPath></defs><g clip-path="url(#a)">'
        '<path d="M0.123,4.567L1,2" style="stroke: red; opacity: 0.5"/></g></svg>'
    )
    one, other = (fit_for_a_page(drawn, About(finding, ""), 10, 10) for finding in ("One", "Other"))
    path = parsed(one).find(f".//{SVG}path")
    assert (path.get("stroke"), path.get("opacity"), path.get("d")) == ("red", "0.5", "M0.1,4.6L1,2")
    ids = [{e.get("id") for e in parsed(svg).iter() if e.get("id")} for svg in (one, other)]
    assert len(ids[0]) == 3
    assert not ids[0] & ids[1]
    clipped = parsed(one).find(f".//{SVG}g")
    assert clipped.get("clip-path") == f"url(#{parsed(one).find(f'.//{SVG}clipPath').get('id')})"


def test_what_people_typed_is_text_and_nothing_else():
    nasty = "</text><script>alert(1)</script>' + datum"
    event = Happened(3, nasty)
    svg = Drawer().svg(control_chart(control([20, 21, 20, 22, 20, 21], happened=[event])))
    assert nasty in texts(svg)
    assert not list(parsed(svg).iter(f"{SVG}script"))


def test_a_drawing_is_kept_by_its_content(tmp_path):
    drawing = control_chart(control(REREFERRALS))
    first = Drawer(tmp_path).svg(drawing)
    (file,) = tmp_path.rglob("*.svg")
    assert file.stem == key_of(drawing)
    file.write_text("kept")
    assert Drawer(tmp_path).svg(control_chart(control(REREFERRALS))) == "kept"
    assert Drawer(tmp_path).svg(control_chart(control(REREFERRALS[:-1]))) != first


def test_files_stand_alone_on_white_and_png_is_a_picture():
    drawer, drawing = Drawer(), control_chart(control(REREFERRALS))
    file = drawer.svg_file(drawing)
    root = root_of(file)
    assert (root.get("width"), root.get("height")) == ("800", "372")
    assert root.find(f"{SVG}rect").get("fill") == "#ffffff"
    assert drawer.png(drawing).startswith(b"\x89PNG")


def root_of(file: str):
    return parsed(file.split("\n", 1)[1])
