"""Every mark can be read without colour: by its symbol, its letter and its words."""

from fractions import Fraction

import pytest

from sightline.judgement.charted import meaning_of
from sightline.judgement.comparison import Comparison
from sightline.judgement.control_charts import RULES
from sightline.judgement.direction import direction
from sightline.judgement.judged import is_up
from sightline.judgement.marks import (
    Assurance,
    Tone,
    Variation,
    arrow,
    assurance_sign,
    benchmark_dot,
    rating_sign,
    variation_called,
    variation_sign,
)
from sightline.judgement.ratings import SCORECARD_2017, Rated, Rating
from sightline.measures.model import PERCENT, Polarity


@pytest.mark.parametrize("polarity", Polarity)
@pytest.mark.parametrize("rule", range(len(RULES)))
def test_every_rule_of_every_polarity_has_its_variation(polarity, rule):
    up = is_up(RULES[rule])
    variation = variation_called(meaning_of(rule, polarity), up=up)
    sign = variation_sign(variation)
    assert (variation is Variation.COMMON) == (rule == 0)
    if rule:
        assert sign.letter == ("H" if up else "L")
        good = polarity is not Polarity.NEUTRAL and up == (polarity is Polarity.HIGH)
        wanted = Tone.NOTABLE if polarity is Polarity.NEUTRAL else Tone.GOOD if good else Tone.OFF
        assert sign.tone is wanted


def test_the_text_alternatives():
    assert variation_sign(Variation.CONCERN_HIGH).words == "concerning high variation"
    assert variation_sign(Variation.IMPROVEMENT_LOW).words == "improving low variation"
    assert variation_sign(Variation.COMMON).words == "common cause variation"
    assert assurance_sign(Assurance.HIT_OR_MISS).words == "target not reliably met"
    assert assurance_sign(Assurance.PASS).letter == "P"
    assert assurance_sign(Assurance.NONE).words == "no target to be assured of"


def test_assurance_is_faded_where_the_limits_are_under_review():
    sign = assurance_sign(Assurance.PASS, under_review=True)
    assert sign.faded
    assert sign.tone is Tone.QUIET
    assert sign.words == "target consistently met; limits under review"
    assert not assurance_sign(Assurance.NONE, under_review=True).faded


def test_a_ring_is_drawn_where_it_also_differs_at_998():
    assert benchmark_dot(Comparison.WORSE, than="England").words == "worse than England"
    strong = benchmark_dot(Comparison.WORSE, at_998=True, than="England")
    assert (strong.symbol, strong.ring, strong.words) == ("◉", True, "worse than England, also at 99.8 per cent")
    assert not benchmark_dot(Comparison.SIMILAR, at_998=True).ring


def test_a_colour_names_its_scheme():
    assert rating_sign(Rated("scorecard_2017", Rating.AMBER, "Amber.")).words == "amber by scorecard_2017"
    assert rating_sign(SCORECARD_2017.not_rated("Not rated.")).letter == ""


def test_an_arrow_is_coloured_only_where_it_is_real_and_rated():
    def tone(polarity, *, real):
        return arrow(direction(Fraction(24), Fraction(22), unit=PERCENT, polarity=polarity, real=real)).tone

    assert tone(Polarity.LOW, real=True) is Tone.OFF
    assert tone(Polarity.HIGH, real=True) is Tone.GOOD
    assert tone(Polarity.LOW, real=False) is tone(Polarity.NEUTRAL, real=True) is Tone.QUIET


def test_no_two_marks_of_a_kind_look_alike_without_colour():
    def looks(signs):
        return [(sign.symbol, sign.letter, sign.words) for sign in signs]

    for signs in (
        [variation_sign(v) for v in Variation],
        [assurance_sign(a) for a in Assurance],
        [benchmark_dot(c) for c in Comparison],
        [rating_sign(Rated("s", r, "")) for r in Rating],
    ):
        assert len(set(looks(signs))) == len(signs)
    assert len({assurance_sign(a).symbol for a in Assurance}) == len(Assurance)
