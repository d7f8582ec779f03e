"""How things to do stand on a day. The as-at date is Friday 30 June 2017 unless a test says otherwise."""

from datetime import date, timedelta

import pytest

from sightline.engine.worklists import Due, State, Worklists
from sightline.pages.due import Asked, Tab, clock_in_words
from sightline.pages.organisation import Unit, UnitKind
from sightline.pages.scope import EVERYTHING, Scope
from sightline.pages.worklists import Part

FRIDAY = date(2017, 6, 30)


def due(by="2017-06-30", *, late_from="", started="2017-06-01", done="", lapsed="", limit="6 weeks", child="A",
        clock="cp_visit", team="North 1", worker="w1"):  # fmt: skip
    last = date.fromisoformat(by)
    return Due(
        child_id=child, clock=clock, what="Visit", limit=limit, record_id="r",
        started=date.fromisoformat(started), applies_from=date.fromisoformat(started), due=last,
        late_from=date.fromisoformat(late_from) if late_from else last + timedelta(days=1),
        done=date.fromisoformat(done) if done else None, lapsed=date.fromisoformat(lapsed) if lapsed else None,
        extended_reason=None, worker_id=worker, team=team, service_area="Families", locality="North",
    )  # fmt: skip


def lists(*dues, day=FRIDAY):
    return Worklists(day, dues, {}, (), (), {}, ())


@pytest.mark.parametrize(
    ("by", "state"),
    [
        ("2017-06-29", State.OVERDUE),
        ("2017-06-30", State.TODAY),
        ("2017-07-01", State.NEXT_FORTNIGHT),
        ("2017-07-14", State.NEXT_FORTNIGHT),
        ("2017-07-15", State.LATER),
    ],
)
def test_on_a_friday_the_week_ends_and_the_fortnight_after_it_begins(by, state):
    assert lists().state_of(due(by)) is state


@pytest.mark.parametrize(
    ("by", "state"),
    [
        ("2017-07-02", State.OVERDUE),
        ("2017-07-03", State.TODAY),
        ("2017-07-07", State.THIS_WEEK),
        ("2017-07-08", State.NEXT_FORTNIGHT),
        ("2017-07-21", State.NEXT_FORTNIGHT),
        ("2017-07-22", State.LATER),
    ],
)
def test_on_a_monday_the_week_goes_on_to_friday(by, state):
    assert lists(day=date(2017, 7, 3)).state_of(due(by)) is state


def test_on_the_days_off_after_the_last_working_day_it_is_still_in_time():
    saturday = lists(day=date(2017, 7, 1))
    waiting = due("2017-06-30", late_from="2017-07-03", limit="10 working days")
    assert saturday.state_of(waiting) is State.TODAY
    assert clock_in_words(saturday, waiting) == ("soon", "late from Monday")


def test_what_is_over_is_counted_as_its_limit_is():
    # 26 June was a Monday, so that four working days lie between it and Friday 30 June, and eleven days from the 19th.
    in_days = due("2017-06-19")
    in_working_days = due("2017-06-26", limit="10 working days")
    assert clock_in_words(lists(), in_days) == ("late", "11 days over")
    assert clock_in_words(lists(), in_working_days) == ("late", "4 working days over")


def test_what_was_done_says_whether_it_was_in_time():
    in_time = due("2017-06-28", done="2017-06-28")
    late = due("2017-06-28", done="2017-06-29")
    assert clock_in_words(lists(), in_time) == ("ok", "in time")
    assert clock_in_words(lists(), late) == ("late", "1 day late")


def test_a_week_ago_is_told_from_what_was_then_open():
    late_then_and_now = due("2017-06-20", child="A")
    late_then_done_since = due("2017-06-20", child="B", done="2017-06-27")
    late_then_lapsed_since = due("2017-06-20", child="C", lapsed="2017-06-24")
    late_since = due("2017-06-25", child="D")
    done_before = due("2017-06-20", child="E", done="2017-06-23")
    made = lists(late_then_and_now, late_then_done_since, late_then_lapsed_since, late_since, done_before)
    assert [one.child_id for one in made.late_a_week_ago] == ["A", "B", "C"]
    assert made.overdue_by_week(1, made.dues) == [(date(2017, 6, 23), 3), (FRIDAY, 2)]


def test_the_list_has_the_latest_first_and_last_weeks_work_the_newest_first():
    made = lists(
        due("2017-06-25", child="A"),
        due("2017-06-20", child="B"),
        due("2017-06-20", child="C", done="2017-06-24"),
        due("2017-06-20", child="D", done="2017-06-30"),
        due("2017-06-20", child="E", done="2017-06-23"),
    )
    assert [one.child_id for one in made.waiting] == ["B", "A"]
    assert [one.child_id for one in made.done_last_week] == ["D", "C"]


TEAM = Unit("team.north-1", UnitKind.TEAM, "North 1", (("team", "North 1"),), frozenset({"North 1"}))
WHOLE = Unit("whole", UnitKind.WHOLE, "All", (), frozenset({"North 1", "South 1"}))


def test_a_part_is_what_both_scope_and_unit_hold():
    dues = [due(child="A"), due(child="B", team="South 1"), due(child="C", team=None, worker=None)]
    mine = Scope(teams=frozenset({"North 1"}))

    def children(scope, unit, **narrowed):
        return [one.child_id for one in Part(scope, unit, **narrowed).of(dues)]

    assert children(EVERYTHING, WHOLE) == ["A", "B", "C"]
    assert children(EVERYTHING, TEAM) == ["A"]
    assert children(mine, WHOLE) == ["A"]
    assert children(Scope(workers=frozenset({"w1"})), WHOLE) == ["A", "B"]
    assert children(EVERYTHING, WHOLE, worker="w2") == []
    assert children(EVERYTHING, WHOLE, clock="cp_visit") == ["A", "B", "C"]


def test_a_worklist_that_does_not_exist_is_refused_in_a_sentence():
    assert Asked.read({"show": "later", "clock": "cp_visit"}) == Asked(Tab.LATER, "", "cp_visit")
    with pytest.raises(Exception, match="Did you mean 'later'"):
        Asked.read({"show": "latr"})
    with pytest.raises(Exception, match="There is no clock"):
        Asked.read({"clock": "x' OR 1=1"})
