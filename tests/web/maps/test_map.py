"""The map: what it adds up to, who sees wards, what is hatched, and what its downloads hold."""

import csv
import io
import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from sightline.engine.measured import Slice
from sightline.judgement.suppression.audience import Audience
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Window
from sightline.pages.map import OFFERED, levels_for, map_choices, map_page, table_of

CASE, PUBLIC = Audience.CASE, Audience.PUBLIC


def page_of(reading, audience=CASE, *, measure="", window="", by="", unit=None):
    choices = map_choices(reading, audience, measure, window, by)
    return map_page(reading, choices, reading.last_whole_month, unit or reading.organisation.whole, audience)


def table(client, query=""):
    """The rows of the CSV before its notes."""
    response = client.get(f"/map/table.csv{query}")
    assert response.status_code == 200
    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    return lines[0], lines[1 : lines.index([])]


@pytest.mark.parametrize("measure", ["referral_rate", "cpp_rate_snapshot", "assessments_in_45wd_pct"])
@pytest.mark.parametrize("by", ["ward", "district"])
def test_the_table_adds_up_to_the_whole(reading, measure, by):
    page = page_of(reading, measure=measure, by=by)
    assert sum((row.count for row in page.rows.every), Fraction(0)) == page.rows.whole.count
    chosen = CATALOGUE[measure]
    window = Window.SNAPSHOT if chosen.is_snapshot else Window.ROLLING_12
    (whole,) = reading.figures(chosen, Slice(window, (reading.last_whole_month,)))
    assert (page.rows.whole.count, page.rows.whole.value) == (whole.numerator, whole.value)


def test_every_ward_is_a_row_and_nothing_else_is_on_the_map(reading):
    page = page_of(reading)
    assert len(page.rows.areas) == 121
    assert [row.name for row in page.rows.unplaced] == ["No usable address"]
    assert page.groups is not None and len(page.groups.areas) == 8


def test_each_measure_that_is_offered_can_be_drawn(reading):
    for measure in OFFERED:
        page = page_of(reading, measure=measure, by="district")
        assert any(row.value is not None for row in page.rows.areas), measure


def test_higher_and_lower_are_those_whose_range_clears_the_whole(reading):
    page = page_of(reading)
    whole = float(page.rows.whole.value)
    for row in page.rows.areas:
        assert row.against == ("Higher" if row.low > whole else "Lower" if row.high < whole else "")
    higher = sum(row.is_higher for row in page.rows.areas)
    assert page.finding.startswith(f"{higher} of 121 wards have a rate above Exmereshire’s by more than chance")


def test_counts_of_1_to_5_are_in_the_table_and_hatched_in_the_picture(reading):
    page = page_of(reading, measure="cpp_rate_snapshot")
    small = [row for row in page.rows.areas if row.count is not None and 0 < row.count <= 5]
    assert small
    (hatched,) = (entry for entry in page.legend if entry.class_number is None)
    assert (hatched.words, hatched.count) == ("1 to 5 children on a plan, not drawn", f"{len(small)} wards")
    root = ElementTree.fromstring(page.drawn.svg)
    assert sum(
        path.get("fill", "").startswith("url(") for path in root.iter("{http://www.w3.org/2000/svg}path")
    ) == len(small)
    assert not {row.code for row in small} & {row.code for row in page.rows.areas if row.number}


def test_the_highest_five_that_are_drawn_are_numbered_on_both(reading):
    page = page_of(reading)
    numbered = [row for row in page.rows.areas if row.number]
    assert [row.number for row in numbered] == [1, 2, 3, 4, 5]
    assert [row.value for row in numbered] == sorted((row.value for row in numbered), reverse=True)
    words = [t.text for t in ElementTree.fromstring(page.drawn.svg).iter("{http://www.w3.org/2000/svg}text")]
    assert {"1", "2", "3", "4", "5"} <= set(words)


def test_a_member_sees_districts_and_never_wards(reading, signed_in):
    assert levels_for(reading, PUBLIC) == ("district",)
    member = signed_in("member")
    for address in ("/map/", "/map/table.csv", "/map/picture.svg", "/map/picture.png"):
        assert member.get(f"{address}?by=ward").status_code == 403
    page = member.get("/map/").content.decode()
    wards = [row.name for row in page_of(reading).rows.areas]
    assert not [name for name in wards if name in page]


def test_small_numbers_are_hidden_from_members_with_what_gives_them_away(reading, signed_in):
    exact = {row.code: row for row in table_of(page_of(reading, CASE, measure="cla_started_rate", by="district"))}
    shown = table_of(page_of(reading, PUBLIC, measure="cla_started_rate", by="district"))
    small = {code for code, row in exact.items() if row.count is not None and 0 < row.count <= 5}
    hidden = {row.code for row in shown if row.is_hidden}
    assert small <= hidden
    assert len(hidden) != 1
    _heads, rows = table(signed_in("member"), "?measure=cla_started_rate")
    assert sum(row[3] == "[c]" for row in rows) == len(hidden)


def test_the_csv_is_the_whole_table(reading, signed_in):
    heads, rows = table(signed_in("director"))
    assert heads == ["Ward", "Code", "Lies in", "Referrals", "Rate", "95% range", "Against the whole"]
    assert len(rows) == len(table_of(page_of(reading)))
    counts = [int(row[3].replace(",", "")) for row in rows]
    assert sum(counts[:-1]) == counts[-1]


def test_a_picture_says_whose_boundaries_and_figures_it_shows(signed_in):
    response = signed_in("director").get("/map/picture.svg")
    assert response["Content-Type"] == "image/svg+xml"
    text = response.content.decode()
    assert "A made-up county: no real place, no real boundary." in text
    assert "Not for publication." in text and "Where referrals come from" in text
    assert len(text) < 300_000
    assert signed_in("director").get("/map/picture.png?by=district").content.startswith(b"\x89PNG")


def test_of_a_unit_counts_are_drawn_and_said_to_be(reading):
    unit = next(u for u in reading.organisation.units.values() if not u.is_whole)
    page = page_of(reading, unit=unit)
    assert all(row.low is None for row in page.rows.areas)
    assert page.notices[0].startswith("Counts are drawn in place of rates")


@pytest.mark.parametrize(
    "query", ["measure=nonsense", "measure=caseload_average", "window=week", "by=parish", "period=x"]
)
def test_what_is_not_there_is_refused_in_a_sentence(signed_in, query):
    response = signed_in("director").get(f"/map/?{query}")
    assert response.status_code == 400
    assert "Traceback" not in response.content.decode()


def test_the_page_holds_no_style_and_no_script_of_its_own(signed_in):
    page = signed_in("director").get("/map/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert not re.search(r"\sstyle=|<script|<style", main)


def test_without_boundaries_the_page_says_how_to_import_them(signed_in, monkeypatch):
    monkeypatch.setattr("sightline.pages.map.sources_of", lambda workspace: {})
    page = signed_in("director").get("/map/").content.decode()
    assert "There are no boundaries to draw yet." in page
    assert "sightline areas import FILE.geojson" in page
    assert signed_in("director").get("/map/table.csv").status_code == 404


def test_a_district_of_too_few_children_is_hidden_from_members_and_not_alone(reading, monkeypatch):
    code = page_of(reading, by="district").rows.areas[2].code
    real = reading.measured.children_of_areas
    few = lambda months: {key: Fraction(900) if key[1] == code else n for key, n in real(months).items()}  # noqa: E731
    monkeypatch.setattr(reading.measured, "children_of_areas", few)
    monkeypatch.setattr(reading, "remembered", lambda key, make: make())
    hidden = {row.code for row in page_of(reading, PUBLIC, by="district").rows.every if row.is_hidden}
    assert code in hidden and len(hidden) >= 2
    assert not [row for row in page_of(reading, CASE, by="district").rows.every if row.is_hidden]
