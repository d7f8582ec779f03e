"""A child's page: its sentence, its chronology, and figures that lead back to lists with the child in them."""

from datetime import date

import pytest

from sightline.measures.catalogue import measure_called
from sightline.measures.windows import Period
from sightline.pages.child import child_page
from sightline.pages.child_due import Due, overdue_sentence
from sightline.pages.child_words import near_day
from sightline.pages.records import whole_list
from sightline.pages.scope import EVERYTHING, NOTHING

DAY = date(2017, 7, 3)


def due(what: str, on: date, over: int = 0, unit: str = "day") -> Due:
    return Due(what, "20 working days", on, "late" if over else "ok", "", "Ines Calder", over, unit)


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        ((), "Nothing is due."),
        (
            (due("Dental check", date(2017, 7, 8)),),
            "Nothing is overdue; the next date is the dental check on 8 July 2017.",
        ),
        (
            (due("First health assessment", date(2017, 6, 21), 8, "working day"), due("Visit", date(2017, 7, 12))),
            "One date is overdue: the first health assessment, 8 working days past.",
        ),
        (
            (due("First pathway plan", date(2017, 7, 1), 2), due("Visit", date(2017, 7, 2), 1)),
            "Two dates are overdue, the earliest the first pathway plan, 2 days past.",
        ),
    ],
)
def test_the_page_opens_with_what_is_overdue(waiting, said):
    assert overdue_sentence(waiting) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2017, 6, 28), "28 June"), (date(2016, 7, 8), "8 July 2016"), (date(2018, 1, 1), "1 January 2018")],
)
def test_a_day_of_another_year_says_its_year(day, said):
    assert near_day(day, DAY) == said


@pytest.fixture
def looked_after(reading) -> str:
    """A child of the last month end's list of children looked after."""
    measure = measure_called("cla_snapshot")
    found = whole_list(reading, measure, Period(measure.windows[0], reading.last_whole_month))
    return found.counted()["person_id"].to_pylist()[0]


def test_every_figure_that_counts_the_child_leads_to_a_list_with_the_child(reading, looked_after):
    page = child_page(reading, looked_after, EVERYTHING)
    assert "cla_snapshot" in {one.measure_id for one in page.counted_in}
    for one in page.counted_in:
        measure, newest = measure_called(one.measure_id), one.months[0]
        found = whole_list(reading, measure, Period(measure.windows[0], newest.month))
        listed = found.counted() if newest.show == "counted" else found.not_counted()
        assert looked_after in listed["person_id"].to_pylist(), one.title


def test_the_page_tells_the_story_and_can_tell_everything(reading, looked_after):
    story = child_page(reading, looked_after, EVERYTHING)
    everything = child_page(reading, looked_after, EVERYTHING, show="all", whole=True)
    counts = {key: count for key, _words, count in story.shows}
    assert len(everything.lines) == counts["all"] == counts["story"] + counts["visits"] + counts["contacts"]
    assert (len(story.lines) + story.more, everything.more) == (counts["story"], 0)
    assert "Looked after" in {standing.name for standing in story.standings}
    assert "has been looked after for" in story.after


def test_a_brother_or_sister_outside_the_scope_has_neither_id_nor_name(reading, looked_after):
    page = child_page(reading, looked_after, NOTHING)
    assert page.siblings_shown == ()
    assert all((one.child_id, one.name, one.age) == ("", "", "") for one in page.siblings)


def test_the_print_view_has_the_whole_chronology_and_no_buttons(signed_in, looked_after):
    client = signed_in("director")
    text = client.get(f"/child/{looked_after}/?view=print").content.decode()
    assert "Due and overdue</h2>" not in text
    assert "Chronology, newest first" in text
    assert "earlier event" not in text
