"""What is said of a text before it is sent: each check with a text that meets it and one that doesn't."""

import pytest

from sightline.judgement.suppression.audience import Audience
from sightline.pages.commentary_checks import Around, State, Written, checks, is_carried_forward, typed_numbers
from sightline.pages.commentary_figures import Printer

LIVE = "Referrals were {{referrals}}."


@pytest.fixture
def check(reading, place):
    def found(shows: str = LIVE, why: str = "", doing: str = "", kept: str = "", **around):
        written = Written(shows, why, doing, kept)
        return checks(written, Printer(reading, place, Audience.INTERNAL), Around(reading.organisation, **around))

    return found


def said(found, state: State) -> str:
    return " | ".join(one.text for one in found if one.state is state)


@pytest.mark.parametrize("word", ["XXX", "xx", "??", "TBC", "tba", "[figure]", "[insert the reason]", "[Date]", "todo"])
def test_a_placeholder_stops_it(check, word):
    assert "filled in" in said(check(doing=f"We will {word} soon."), State.STOPS)


@pytest.mark.parametrize("text", ["XXL vests were given out.", "Is it so? We think not.", "A box [sic] was found."])
def test_what_only_looks_like_a_placeholder_does_not(check, text):
    assert said(check(doing=text), State.STOPS) == ""


def test_an_unresolved_figure_stops_it(check):
    assert "Did you mean" in said(check("It was {{refferals}}."), State.STOPS)
    assert "Braces" in said(check("It was {{referrals}."), State.STOPS)
    assert "don't reach" in said(check("It was {{referrals 2001-01}}."), State.STOPS)


def test_nothing_written_stops_it(check):
    assert "Nothing is written" in said(check(""), State.STOPS)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It was 62.5% in June.", ["62.5%"]),
        ("About a dozen requests, and half were late.", ["a dozen", "half"]),
        ("Some 1,306 children.", ["1,306"]),
        ("Two chairs of three.", ["Two", "three"]),
        ("Since 30 May, within 45 working days, by section 47, aged 16, in 2026.", []),
        ("At 10:30 on 3 July 2017, in 2016-17, on day 10.", []),
        ("It was {{referrals}} and {{cla_3plus_placements_pct ytd}}.", []),
    ],
)
def test_which_numbers_are_typed(text, numbers):
    assert typed_numbers(text) == numbers


def test_a_typed_number_is_pointed_out_and_may_be_kept_with_a_reason(check):
    assert "“62.5%” is a number typed by hand" in said(check(why="It was 62.5%."), State.LOOK)
    assert "typed" not in said(check(why="It was 62.5%.", kept="As Ofsted wrote it"), State.LOOK)


def test_a_small_number_beside_a_group_is_pointed_out(check):
    assert "puts the number 3 beside 'boys'" in said(check(why="3 boys came late.", kept="x"), State.LOOK)


def test_last_months_words_are_pointed_out(check):
    before = Written(LIVE, "The same reason.", "")
    assert "“Why we think so”: the same words as May’s" in said(
        check("Referrals: {{referrals}}.", "The  same reason.", before=before, before_name="May"), State.LOOK
    )
    assert is_carried_forward(Written(LIVE, "The same\nreason."), before)
    assert not is_carried_forward(Written(LIVE, "Another."), before)


def test_a_promise_is_pointed_out_until_it_is_in_the_register(check):
    assert "promises something" in said(check(doing="Further analysis follows."), State.LOOK)
    assert "promises" not in said(check(doing="Further analysis follows.", has_promises=True), State.LOOK)
