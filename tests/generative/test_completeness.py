"""Nothing is left out: every measure has spec tests, a reference, and a figure in the worlds that Hypothesis makes."""

import ast
from pathlib import Path

import reference
from reference import figure

from generative.agreement import FROM_RECORDS
from sightline.measures import breakdowns
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import ALL_BREAKDOWNS

SPEC = Path(__file__).parent.parent / "spec"
ASKING = {"expect", "expect_by", "expect_values", "figures"}


def measures_asked_for_in_spec_tests() -> set[str]:
    """The ids that a spec test passes as the first word of spec.expect(...) and its like."""
    found = set()
    for file in SPEC.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    found.add(first.value)
    return found


def test_every_measure_has_a_spec_test():
    assert set(CATALOGUE) - measures_asked_for_in_spec_tests() == set()


def test_spec_tests_ask_only_for_measures_there_are():
    assert measures_asked_for_in_spec_tests() - set(CATALOGUE) == set()


def test_every_measure_has_a_reference():
    """Those that another system counted share one, in reference/observed.py."""
    assert set(reference.MEASURES) == set(FROM_RECORDS)


def test_every_measure_is_sometimes_more_than_nothing(known):
    never = []
    for measure_id, measure in FROM_RECORDS.items():
        window = "rolling12" if "rolling12" in {w.value for w in measure.windows} else measure.windows[0].value
        parts = figure(measure_id, known, "2017-06", window, ("authority",))
        if not any(numerator for numerator, _denominator, _value in parts.values()):
            never.append(measure_id)
    assert never == []


def test_every_share_is_sometimes_neither_none_nor_all(known):
    never = []
    for measure_id, measure in FROM_RECORDS.items():
        if measure.unit.symbol == "%" and not measure.default_by:
            years = (figure(measure_id, known, month, "rolling12", ()) for month in ("2017-06", "2016-06"))
            if not any(0 < value < 100 for parts in years for _n, _d, value in parts.values() if value is not None):
                never.append(measure_id)
    assert never == []


# The catalogue itself


def test_titles_are_sentences_and_no_two_are_the_same():
    titles = [m.title for m in CATALOGUE.values()]
    assert len(set(titles)) == len(titles)
    for title in titles:
        assert title[0].isupper() and not title.endswith("."), title


def test_every_measure_says_what_it_counts_and_where_that_is_from():
    for measure in CATALOGUE.values():
        assert measure.definition.endswith("."), f"{measure.id}: a definition is a sentence"
        assert len(measure.definition.split()) >= 4, measure.id
        assert measure.source, measure.id


def test_every_breakdown_is_known():
    known = set(breakdowns.ALL)
    for measure in CATALOGUE.values():
        assert set(measure.all_breakdowns) <= known, measure.id
        assert set(measure.default_by) <= set(measure.all_breakdowns), measure.id
    assert set(ALL_BREAKDOWNS) <= known
