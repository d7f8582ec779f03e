"""Each mark is a shape and a word; what may not be shown is a sign, said in words to a reader."""

import re
from fractions import Fraction

import pytest

from sightline.engine.figure import Figure, Status
from sightline.judgement.direction import Direction, Movement
from sightline.judgement.marks import Assurance, Variation
from sightline.judgement.ratings import Rated, Rating
from sightline.measures.catalogue import measure_called
from sightline.measures.model import Polarity
from sightline.measures.windows import Month, Period, Window
from sightline.web.design import bars, components


def said(html: str) -> str:
    """What a reader without a screen hears."""
    heard = re.sub(r'<svg[^>]*aria-label="([^"]*)".*?</svg>', r"\1 ", html)
    heard = re.sub(r'<span aria-hidden="true">.*?</span>', "", heard)
    return " ".join(re.sub(r"<[^>]+>", " ", heard).replace(" ,", ",").split())


@pytest.mark.parametrize(
    ("found", "word", "shape"),
    [
        (Variation.CONCERN_HIGH, "Concern, high", "i-var-high"),
        (Variation.IMPROVEMENT_LOW, "Improving, low", "i-var-low"),
        (Variation.NEUTRAL_LOW, "Changed, low", "i-var-low"),
        (Variation.COMMON, "Usual", "i-var-common"),
    ],
)
def test_variation(found, word, shape):
    html = components.variation(found)
    assert said(html).replace(" ,", ",") == word
    assert f"#{shape}" in html


def test_trial_limits_are_faded_and_said():
    assert "sl-faded" in components.variation(Variation.CONCERN_LOW, trial=True)
    assert "on trial limits" in said(components.variation(Variation.CONCERN_LOW, trial=True))
    assert said(components.variation(Variation.COMMON, trial=True)) == "Too few months"


def test_without_a_chart_there_is_a_dash():
    assert said(components.variation(None)) == "–"


@pytest.mark.parametrize("found", Assurance)
def test_assurance_alone_says_in_its_label_what_it_would_say_in_words(found):
    assert "aria-label" in components.assurance(found, alone=True)
    assert "aria-label" not in components.assurance(found)
    assert said(components.assurance(found)) != ""


def test_assurance_under_review_is_faded():
    html = components.assurance(Assurance.PASS, under_review=True)
    assert "sl-faded" in html and "limits under review" in html
    assert "sl-faded" not in components.assurance(Assurance.NONE, under_review=True)


@pytest.mark.parametrize(
    ("scheme", "rating", "word"),
    [
        ("scorecard_2017", Rating.GREEN, "On target"),
        ("scorecard_2017", Rating.AMBER, "Near target"),
        ("scorecard_2017", Rating.RED, "Off target"),
        ("scorecard_2017", Rating.NOT_RATED, "Not rated"),
        ("scrutiny_2023", Rating.GREEN, "At or better"),
        ("scrutiny_2023", Rating.RED, "10+ points worse"),
        ("scrutiny_2023", Rating.NOT_RATED, "Not rated"),
    ],
)
def test_status_speaks_its_schemes_words(scheme, rating, word):
    assert said(components.status(Rated(scheme, rating, ""))) == word


def test_too_few_to_judge_is_said_under_the_status():
    html = components.status(Rated("scorecard_2017", Rating.GREEN, ""), too_few=True)
    assert said(html) == "On target too few to judge"


def moved(movement: Movement, polarity: Polarity, real: bool) -> Direction:
    return Direction(movement, polarity, "May", Fraction(1), Fraction(1), real)


@pytest.mark.parametrize(
    ("movement", "polarity", "real", "word", "shape"),
    [
        (Movement.INCREASING, Polarity.HIGH, True, "Better", "i-up"),
        (Movement.INCREASING, Polarity.LOW, True, "Worse", "i-up"),
        (Movement.DECREASING, Polarity.LOW, False, "Better , within the usual range", "i-down-o"),
        (Movement.DECREASING, Polarity.NEUTRAL, True, "Down", "i-down"),
        (Movement.NO_CHANGE, Polarity.HIGH, False, "Same", "i-same"),
    ],
)
def test_direction(movement, polarity, real, word, shape):
    html = components.direction(moved(movement, polarity, real))
    assert said(html) == word.replace(" ,", ",")
    assert f'"#{shape}"' in html


def test_a_period_too_recent_has_no_direction():
    found = moved(Movement.INCREASING, Polarity.HIGH, True)
    assert said(components.direction(found, too_recent=True)) == "too recent"


PERIOD = Period(Window.MONTH, Month(2017, 6))


def figure(status: Status, numerator=None, denominator=None, value=None) -> Figure:
    return Figure(measure_called("rereferral_pct_children"), PERIOD, {}, {}, numerator, denominator, value, status)


def test_a_percentage_names_its_own_counts():
    found = figure(Status.OK, Fraction(94), Fraction(429), Fraction(9400, 429))
    assert said(components.figure_cell(found)) == "21.9% 94 of 429"


@pytest.mark.parametrize(
    ("status", "sign", "word"),
    [
        (Status.SUPPRESSED, "[c]", "hidden to protect children"),
        (Status.NOT_SUPPLIED, "[x]", "not available"),
        (Status.NO_DENOMINATOR, "[z]", "not applicable"),
    ],
)
def test_where_there_is_no_number_there_is_a_sign_and_its_word(status, sign, word):
    html = components.figure_cell(figure(status))
    assert sign in html and word in said(html)


def test_a_suppressed_figure_carries_no_number():
    html = components.figure_cell(figure(Status.SUPPRESSED, Fraction(3), Fraction(7), Fraction(300, 7)))
    assert not re.search(r"\b(3|7|42)\b", said(html))


def test_words_are_escaped():
    assert "&lt;b&gt;" in components.clock("late", "<b>late</b>")
    assert "&lt;b&gt;" in components.cell("<b>1</b>", "<b>")


def test_a_hidden_bar_has_one_length_whatever_it_hides():
    assert bars.bar(2, 40, hidden=True) == bars.bar(39, 40, hidden=True)


def test_a_bar_stays_within_its_drawing():
    assert 'width="150.0"' in bars.bar(400, 40)
    assert 'width="0.0"' in bars.bar(-4, 40)


def test_what_runs_over_a_limit_is_red_from_the_limit_on():
    assert "f-bad" not in bars.used_bar(45, 45)
    assert 'class="f-bad" x="69.3"' in bars.used_bar(48, 45)


def test_a_select_has_its_groups_in_order_and_escapes_names():
    from sightline.web.config.context import Choice, Option
    from sightline.web.design.selects import select

    choice = Choice(
        "unit",
        "Unit",
        (
            Option("whole", "All", True),
            Option("t.1", "North <1>", False, "Teams"),
            Option("t.2", "South", False, "Teams"),
        ),
    )
    assert select(choice) == (
        '<span class="sl-pick"><label for="choose-unit">Unit</label><select id="choose-unit" name="unit">'
        '<option value="whole" selected>All</option>'
        '<optgroup label="Teams"><option value="t.1">North &lt;1&gt;</option>'
        '<option value="t.2">South</option></optgroup></select></span>'
    )


def test_paper_says_what_the_selects_had_chosen():
    from sightline.web.config.context import Choice, Option
    from sightline.web.design.selects import chosen

    period = Choice("period", "Period", (Option("2026-09", "September 2026"), Option("2026-10", "October 2026", True)))
    unit = Choice("unit", "Unit", (Option("whole", "Exmereshire", True),))
    assert chosen([period, unit]) == "Period: October 2026. Unit: Exmereshire"
