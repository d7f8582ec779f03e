"""A child's timeline: what is drawn where, and that nothing lies over anything else."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.charts.layout import width_of
from sightline.charts.timeline import timeline
from sightline.charts.timeline_lanes import MARK, placed
from sightline.charts.timeline_scale import scale_of
from sightline.engine.chronology import ChildFacts, Chronology, Event, Lane, Spell

AS_AT = date(2017, 7, 3)


def child(*things: Spell | Event, name: str = "Robin") -> Chronology:
    facts = ChildFacts("000", "A", name, "", date(2008, 9, 14), False, None, 8, "Female", "", "", "")
    spells = tuple(thing for thing in things if isinstance(thing, Spell))
    events = tuple(thing for thing in things if isinstance(thing, Event))
    return Chronology(facts, AS_AT, None, (), (), spells, events)


def plan(start: str, end: str | None, label: str = "Protection plan", kind: str = "protection") -> Spell:
    return Spell(Lane.PLANS, date.fromisoformat(start), date.fromisoformat(end) if end else None, label, kind)


def groups(svg: str) -> dict[str, ElementTree.Element]:
    """The drawn things by their full names."""
    root = ElementTree.fromstring(svg)
    return {group.findtext("title") or "": group for group in root.iter("g")}


def test_an_open_bar_reaches_today_and_ends_in_an_arrow():
    drawn = groups(timeline(child(plan("2017-03-29", None))).svg)
    (bar,) = drawn.values()
    assert list(drawn) == ["Plans: Protection plan, 29 Mar 2017 still open"]
    rect = bar.find("rect")
    today = scale_of(date(2016, 4, 1), AS_AT + timedelta(days=17), 132, 1208).at(AS_AT)
    assert abs(float(rect.get("x")) + float(rect.get("width")) - today) < 0.2
    assert bar.find("path") is not None


def test_a_bar_that_ended_has_no_arrow_and_one_before_the_months_drawn_is_told_in_words():
    drawn = timeline(child(plan("2017-03-29", "2017-06-01"), plan("2014-01-01", "2014-06-01")))
    (bar,) = groups(drawn.svg).values()
    assert bar.find("path") is None
    assert drawn.earlier == "Before April 2016: 1 plan, first known on 1 January 2014."


def test_everything_since_the_child_was_first_known():
    drawn = timeline(child(plan("2014-01-15", "2014-06-01")), months=None)
    assert (drawn.first, drawn.earlier, len(groups(drawn.svg))) == (date(2014, 1, 1), "", 1)


def test_a_plan_that_ends_before_it_starts_and_one_of_next_year_are_not_lost():
    drawn = timeline(child(plan("2017-03-01", "2017-01-01"), plan("2018-01-01", None)))
    assert list(groups(drawn.svg)) == ["Plans: Protection plan, 1 Mar 2017 to 1 Jan 2017"]
    assert drawn.later == "Dated after 3 July 2017 and not drawn: 1 plan."


def test_two_plans_at_once_stand_under_each_other():
    row = placed(
        [plan("2017-01-01", None), plan("2017-02-01", None, "Child in need plan", "in_need")],
        [],
        scale_of(date(2016, 4, 1), AS_AT, 0, 1000),
        AS_AT,
        has_labels=True,
    )
    assert ([bar.row for bar in row.bars], row.depth) == ([0, 1], 2)


def test_the_drawing_is_safe_in_a_page_and_named_for_readers():
    svg = timeline(child(plan("2017-03-29", None, "<script>alert(1)</script> & more"), name="O'<b>")).svg
    ElementTree.fromstring(svg)
    assert "<script" not in svg
    assert not re.search(r"\sstyle=|\son\w+=", svg)
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.findtext("title")) == (
        "img", "Timeline of O'<b> from April 2016 to 3 July 2017",
    )  # fmt: skip


def test_a_child_without_a_name_is_told_by_id():
    assert "Timeline of child A from" in timeline(child(name="")).svg


DAYS = st.dates(date(2012, 1, 1), date(2019, 1, 1))
LABELS = st.sampled_from(["", "Review", "Protection plan, neglect", "Foster, relative or friend, neither long term"])
SPELLS = st.builds(Spell, st.just(Lane.PLACEMENTS), DAYS, st.none() | DAYS, LABELS, st.just("U4"))
EVENTS = st.builds(Event, st.just(Lane.PLACEMENTS), DAYS, LABELS)


@settings(max_examples=150, deadline=None)
@given(st.lists(SPELLS, max_size=8), st.lists(EVENTS, max_size=8))
def test_labels_and_bars_never_overlap(spells, events):
    scale = scale_of(date(2016, 4, 1), AS_AT, 132, 1208)
    row = placed(spells, events, scale, AS_AT, has_labels=True)
    for number in range(row.depth):
        bars = [(bar.x, bar.x + bar.width, bar) for bar in row.bars if bar.row == number]
        spans = [(a, b) for a, b, _bar in bars]
        assert_apart(spans, shared=2.5)
        outside = [bar.label for _a, _b, bar in bars if bar.label is not None and not inside(bar)]
        marks = row.marks if number == 0 else ()
        outside += [mark.label for mark in marks if mark.label is not None]
        texts = [extent(label) for label in outside]
        assert_apart(texts)
        assert_apart_from(texts, spans + [(mark.x - MARK, mark.x + MARK) for mark in marks])


def inside(bar) -> bool:
    return bar.x <= bar.label.x and bar.label.x + width_of(bar.label.text, 12) <= bar.x + bar.width + 1


def extent(label) -> tuple[float, float]:
    wide = width_of(label.text, 12)
    return (label.x - wide, label.x) if "t-end" in label.style else (label.x, label.x + wide)


def assert_apart(spans, shared: float = 0.5) -> None:
    ordered = sorted(spans)
    for (_a, end), (start, _b) in pairwise(ordered):
        assert end <= start + shared, ordered


def assert_apart_from(texts, shapes) -> None:
    for start, end in texts:
        assert all(end <= a + 0.5 or start >= b - 0.5 for a, b in shapes), ((start, end), shapes)
