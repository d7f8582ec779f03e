"""Home by role: who opens what, and that the exceptions' words say no more than their figures."""

from datetime import date
from fractions import Fraction

import pytest

from sightline.judgement.suppression.audience import Audience
from sightline.pages.coming_up import coming_up
from sightline.pages.home import evidence_of, exceptions_home, finding_of
from sightline.pages.scope import EVERYTHING, NOTHING
from sightline.settings import Meeting


@pytest.fixture(scope="module")
def home(reading):
    return exceptions_home(
        reading, reading.organisation.whole, reading.last_whole_month, Audience.CASE, EVERYTHING
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "heading"),
    [
        ("member", "How children’s services are doing"),
        ("lead", "How children’s services are doing"),
        ("director", "What needs you today"),
        ("head", "What needs you today"),
        ("analyst", "The data today"),
    ],
)
def test_each_role_opens_with_its_own(signed_in, who, heading):
    assert heading in signed_in(who).get("/").content.decode()


@pytest.mark.parametrize(("who", "address"), [("governance", "/audit/"), ("admin", "/administration/")])
def test_those_without_figures_are_led_to_their_work(signed_in, who, address):
    response = signed_in(who).get("/")
    assert (response.status_code, response.headers["Location"]) == (302, address)


def test_what_changed_for_the_worse_comes_with_its_rule(home):
    assert home.worse
    for one in home.worse:
        assert one.row.headline.title in one.finding
        assert any(word in one.evidence for word in ("limit", "average", "over the last")), one.evidence


def test_rose_and_fell_are_said_where_the_month_went_beyond_a_limit_that_way(home):
    for one in home.worse:
        chart, moved = one.row.judged.chart, one.row.judged.direction
        if " rose to " in one.finding:
            assert chart.last.value > chart.limits.upper and moved.difference > 0
        if " fell to " in one.finding:
            assert chart.last.value < chart.limits.lower and moved.difference < 0


def test_off_target_says_by_how_much_and_in_how_many_months(home):
    for one in home.off:
        judged = one.row.judged
        short = judged.target.target.shortfall(judged.figure.value)
        assert short > 0
        missed, told = (int(part) for part in one.missed.split(" of "))
        assert 0 < missed <= told <= 13
        assert finding_of(one.row) and (not one.row.variation or not one.row.is_worse or evidence_of(one.row))


def test_overdue_is_of_the_scope_alone(reading, home):
    month = reading.last_whole_month
    nobody = exceptions_home(reading, reading.organisation.whole, month, Audience.CASE, NOTHING)
    assert home.overdue is not None and home.overdue.total > 0
    assert nobody.overdue is None
    assert "statutory date" not in nobody.finding


def test_where_it_is_names_a_part_that_is_worse_than_the_rest(home):
    named = [one for one in home.off if " of " in one.where]
    for one in named:
        percent = Fraction(one.where.rpartition("%")[0].rpartition(" ")[2])
        whole = one.row.judged.figure.value
        is_worse_when_high = one.row.judged.polarity.value == "low"
        assert (percent > round(whole)) == is_worse_when_high


@pytest.mark.parametrize(
    ("today", "titles"),
    [
        (date(2026, 7, 20), ["Scrutiny committee", "Children in need census, last day to submit"]),
        (date(2026, 7, 31), ["Children in need census, last day to submit", "Workforce census day"]),
    ],
)
def test_what_comes_next_is_soonest_first_and_nothing_past(today, titles):
    meetings = [Meeting(date=date(2026, 7, 22), title="Scrutiny committee")]
    assert [one.title for one in coming_up(today, meetings)][:2] == titles
