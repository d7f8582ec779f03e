"""The map's picture: classes that a reader can say, the hatch, the numbers, and nothing that a page may not hold."""

from xml.etree import ElementTree

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from sightline.charts.choropleth import CLASSES, Choropleth, Legend, Place, as_file, class_breaks, class_of, draw
from sightline.charts.drawing import About

SVG = "{http://www.w3.org/2000/svg}"
PLACES = tuple(Place(f"W{n}", shapely.box(-3 + n % 3, 50 + n // 3, -2 + n % 3, 51 + n // 3)) for n in range(6))
OUTLINES = (("West & middle", shapely.box(-3, 50, -1, 52)), ("East", shapely.box(-1, 50, 0, 52)))
CLASSED = {"W0": 0, "W1": 1, "W2": 2, "W3": 4, "W4": None}


@pytest.fixture(scope="module")
def drawn():
    return draw(Choropleth(PLACES, CLASSED, ("W3", "W2"), OUTLINES, About("Highest in <W3>", "Map of 6 wards")))


def test_the_finding_is_its_title_and_the_sentence_its_description(drawn):
    root = ElementTree.fromstring(drawn.svg)
    assert root.find(f"{SVG}title").text == "Highest in <W3>"
    assert root.find(f"{SVG}desc").text == "Map of 6 wards"
    named = (root.get("aria-labelledby"), root.get("aria-describedby"))
    assert named == (root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id"))


def test_nothing_in_it_is_refused_by_the_content_policy(drawn):
    for element in ElementTree.fromstring(drawn.svg).iter():
        assert "style" not in element.attrib
        assert element.tag.removeprefix(SVG) not in ("script", "style", "foreignObject", "image")


def test_each_area_has_its_class_and_what_is_not_drawn_is_hatched(drawn):
    root = ElementTree.fromstring(drawn.svg)
    pattern = root.find(f".//{SVG}pattern").get("id")
    fills = [p.get("fill") for p in root.findall(f"{SVG}path") if p.get("class") not in ("ml", "axis")]
    assert fills == [CLASSES[0], CLASSES[1], CLASSES[2], CLASSES[4], f"url(#{pattern})", "#ffffff"]


def test_the_numbered_and_the_outlines_are_written(drawn):
    words = [t.text for t in ElementTree.fromstring(drawn.svg).iter(f"{SVG}text") if not t.get("aria-hidden")]
    assert sorted(words) == ["1", "2", "East", "West & middle"]


def test_the_file_says_what_the_page_says_around_it(drawn):
    legend = [Legend(0, "Under 150", "9 wards"), Legend(None, "1 to 5 referrals, not drawn", "3 wards")]
    file = as_file(drawn, title="Where", note="Per 10,000", legend=legend, captions=["Contains OS data " * 12])
    words = " ".join("".join(t.itertext()) for t in ElementTree.fromstring(file.split("\n", 1)[1]).iter(f"{SVG}text"))
    for said in ("Where", "Per 10,000", "Under 150 (9 wards)", "1 to 5 referrals, not drawn (3 wards)"):
        assert said in words
    assert words.count("Contains OS data") == 12


def test_breaks_are_numbers_that_can_be_said():
    values = [123.4, 156.1, 187.9, 201.2, 233.0, 287.5, 301.1, 355.5, 402.2, 498.7, 612.3]
    assert class_breaks(values) == [200, 225, 300, 400]


def test_one_value_is_one_class():
    assert class_breaks([5.0, 5.0]) == []
    assert class_breaks([]) == []
    assert class_of(5.0, []) == 2


@given(st.lists(st.floats(0, 5_000, allow_nan=False).map(lambda v: round(v, 1)), min_size=2, max_size=60))
def test_every_class_has_an_area_and_darker_is_more(values):
    breaks = class_breaks(values)
    assert breaks == sorted(set(breaks)) and len(breaks) <= 4
    classes = [class_of(value, breaks) for value in sorted(values)]
    assert classes == sorted(classes)
    assert len(set(classes)) == len(breaks) + 1
