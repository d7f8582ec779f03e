"""A report that someone forgot to finish says where; a finished one says nothing."""

import pytest

from sightline.reports.publication import UNANSWERED, wrong_with


@pytest.mark.parametrize(
    "text",
    [
        "The agency rate was XXX% in June",
        "Numbers rose by XX",
        "Lead: ??",
        "Owner TBC",
        "TBD",
        "Reported in {month}",
        "Lorem ipsum dolor",
        "[insert comment]",
        "Progress in 2017-2017",
        "Progress in 2017/2017",
    ],
)
def test_what_was_left_to_fill_in_is_found(text):
    assert wrong_with(text)


@pytest.mark.parametrize(
    "text",
    [
        "Referrals were 436 in June 2017, within the range usual since April 2016.",
        "England 2016/17",
        "Years 2016-2017",
        "DfE children in need census guide; CIN scorecard RA 11",
        "Have we made a difference?",
        "Extent of need",
    ],
)
def test_what_is_finished_is_left_alone(text):
    assert wrong_with(text) == []


def test_a_field_that_ends_in_a_question_mark_was_never_answered():
    assert UNANSWERED.match("Head of service?")
    assert UNANSWERED.match("J. Smith?")
    assert not UNANSWERED.match("Did the child say what they wanted to happen next?")
    assert not UNANSWERED.match("Head of service")
