"""Figures in a text: their syntax, what they print for whom, and that a text is never torn by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.errors import BadUsage
from sightline.judgement.suppression.audience import Audience
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month, Window
from sightline.pages.commentary_figures import HIDDEN, Place, Printer, frozen_paragraphs
from sightline.pages.commentary_tokens import Token, What, parse_token, pieces_of
from sightline.pages.differences import Change, differences
from sightline.pages.organisation import Organisation, TeamPlace

TOWN = Organisation(
    "Shire",
    (TeamPlace("North 1", ("N1",), "Families", "North"), TeamPlace("South 1", ("S1",), "Families", "South")),
)


@pytest.mark.parametrize(
    ("inside", "token"),
    [
        ("referrals", Token("referrals")),
        ("referrals ytd", Token("referrals", window=Window.YEAR_TO_DATE)),
        ("referrals locality.south month", Token("referrals", Window.MONTH, "locality.south")),
        ("referrals last-month", Token("referrals", back=1)),
        ("referrals 2026-05", Token("referrals", month=Month(2026, 5))),
        ("rereferral_pct_children counts last-year", Token("rereferral_pct_children", back=12, what=What.COUNTS)),
    ],
)
def test_what_a_token_says(inside, token):
    assert parse_token(inside, TOWN) == token


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("", "nothing between the braces"),
        ("refferals", "Did you mean 'referrals'?"),
        ("referrals locality.east", "no window, month, unit or kind of figure"),
        ("referrals ytd month", "the second window"),
        ("referrals last-month 2026-05", "not both"),
        ("referrals snapshot", "is not told for 'snapshot'"),
        ("referrals worker.W1", "one worker"),
        ("referrals 2026-13", "not a period"),
    ],
)
def test_what_is_no_token_says_why(inside, why):
    with pytest.raises(BadUsage, match=why.replace("(", r"\(").replace("?", r"\?")):
        parse_token(inside, TOWN)


tokens = st.builds(
    Token,
    measure=st.sampled_from(["referrals", "rereferral_pct_children"]),
    window=st.sampled_from([None, Window.MONTH, Window.YEAR_TO_DATE, Window.ROLLING_12]),
    unit=st.sampled_from(["", *TOWN.units]),
    back=st.sampled_from([0, 1, 12]),
    what=st.sampled_from(What),
)


@given(tokens)
def test_a_token_is_read_as_it_was_written(token):
    assert parse_token(token.written[2:-2], TOWN) == token


@given(st.text(alphabet=st.sampled_from("ab {}\n\r<>&'\"[]é0"), max_size=60) | st.text(max_size=60))
def test_a_text_is_never_torn(text):
    assert "".join(piece.text for piece in pieces_of(text, TOWN)) == text


@given(st.lists(st.sampled_from(["{{referrals}}", "{{referrals ytd}}", "{{", "}}", "word ", "{", "\n\n"]), max_size=12))
def test_braces_are_a_figure_or_are_named_as_none(parts):
    for piece in pieces_of("".join(parts), TOWN):
        assert piece.token is not None or piece.wrong or ("{{" not in piece.text and "}}" not in piece.text)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_difference_holds_both_texts(before, after):
    laid = differences(before, after)
    assert "".join(one.text for one in laid if one.change is not Change.ADDED) == before
    assert "".join(one.text for one in laid if one.change is not Change.REMOVED) == after


def test_a_signed_text_keeps_its_figures():
    (paragraph,) = frozen_paragraphs("It was {{referrals}} & rising.", {"{{referrals}}": "436"})
    found = [(part.text, part.is_figure) for part in paragraph]
    assert found == [("It was ", False), ("436", True), (" & rising.", False)]


# What they print


def test_a_token_prints_what_the_measure_is(reading, place):
    figure = reading.figure(CATALOGUE["referrals"], Window.YEAR_TO_DATE, place.month, place.unit)
    assert Printer(reading, place, Audience.INTERNAL).plain("{{referrals ytd}}") == f"{int(figure.value):,}"


def test_counts_and_the_parts_they_are_made_of_agree(reading, place):
    printer = Printer(reading, place, Audience.INTERNAL)
    own = place.measure
    assert printer.plain(f"{{{{{own} count}}}} of {{{{{own} base}}}}") == printer.plain(f"{{{{{own} counts}}}}")


def test_members_read_c_where_two_cuts_cross(reading, place):
    team = next(unit for unit in reading.organisation.units if unit.startswith("team.children"))
    area = next(unit for unit in reading.organisation.units if unit.startswith("area."))
    printer = Printer(reading, place, Audience.PUBLIC)
    assert printer.plain(f"{{{{cin_snapshot {area}}}}}") == HIDDEN
    # A team's is read as pages show it to members: whole or not at all.
    exact = Printer(reading, place, Audience.INTERNAL).plain(f"{{{{cin_snapshot {team}}}}}")
    assert printer.plain(f"{{{{cin_snapshot {team}}}}}") in (exact, HIDDEN)


def test_no_small_number_is_printed_for_members(reading, place):
    """Every count of every locality in the newest months: none of 1 to 5 is shown."""
    printer = Printer(reading, place, Audience.PUBLIC)
    localities = [key for key in reading.organisation.units if key.startswith("locality.")]
    for measure in ("cpp_started", "cla_started"):
        for back in ("", " last-month"):
            printed = [printer.plain(f"{{{{{measure} count {unit}{back}}}}}") for unit in localities]
            assert not set(printed) & set("12345")


def test_what_can_not_be_printed_says_why(reading, place):
    printer = Printer(reading, place, Audience.INTERNAL)
    token = parse_token("referrals 2001-01", reading.organisation)
    assert "don't reach" in printer.printed(token).why_not
    assert printer.plain("{{referrals 2001-01}}") == "{{referrals 2001-01}}"


def test_a_unit_that_is_not_theirs_is_hidden_from_a_reader(reading, place):
    printer = Printer(reading, place, Audience.INTERNAL, may_see=lambda unit: unit.key != "locality.north")
    assert printer.plain("{{referrals locality.north}}") == HIDDEN
    assert printer.plain("{{referrals locality.south}}") != HIDDEN


def test_another_unit_is_another_figure(reading):
    units = [reading.organisation.whole, reading.organisation.units["locality.north"]]
    places = [Place("referrals", unit, reading.last_whole_month) for unit in units]
    printed = {Printer(reading, place, Audience.INTERNAL).plain("{{referrals}}") for place in places}
    assert len(printed) == 2
