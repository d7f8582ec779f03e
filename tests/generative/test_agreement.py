"""The engine and the naive reference give the same figures for worlds that nobody drew."""

import os

import pytest

from generative.agreement import FROM_RECORDS, differences, drawing, questions, records_listed, smallest

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
TURNS = range(12) if NIGHTLY else (0,)


@pytest.mark.parametrize("subject", sorted({m.subject.name for m in FROM_RECORDS.values()}))
def test_engine_and_reference_agree(subject, world, known, rows):
    """Every measure of the subject in every window, by authority and by one further breakdown in turn."""
    for turn in TURNS:
        for question in questions(turn):
            if FROM_RECORDS[question.measure].subject.name != subject:
                continue
            if found := differences(world.measured, known, question):
                several = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
                pytest.fail(f"{found[0]}{several}\n{drawing(smallest(rows, found[0]))}", pytrace=False)


@pytest.mark.parametrize("subject", sorted({m.subject.name for m in FROM_RECORDS.values()}))
def test_the_records_listed_are_as_many_as_the_figure_says(subject, world):
    """Every measure's list, in the window that goes round."""
    wrong = []
    asked = [q for q in questions() if FROM_RECORDS[q.measure].subject.name == subject]
    for place, measure in enumerate(sorted({q.measure for q in asked})):
        of_measure = [q for q in asked if q.measure == measure]
        wrong += records_listed(world.measured, of_measure[place % len(of_measure)])
    assert not wrong, "\n".join(wrong)
