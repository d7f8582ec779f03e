"""
The worked reference vectors of the specification, which R's own packages made, through the methods by name.

The file lies beside the checkout, in `../shared/spec`; without it these tests are skipped, with the reason.
"""

from math import isclose
from pathlib import Path

import pytest
import yaml

from sightline.judgement.methods import METHODS, run

FILE = Path(__file__).parents[4] / "shared" / "spec" / "statistics_examples.yaml"
CASES = yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader)["cases"] if FILE.exists() else []
# Forecasts and the placement model have modules of their own.
OF_OTHERS = ("forecast.", "demand.")
OURS = [case for case in CASES if not case["method"].startswith(OF_OTHERS)]

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"the vectors lie outside the repository, in {FILE}")


def differences(found, expected, at="") -> list[str]:
    """Where two answers differ: numbers by more than 1e-4 of their size (1e-6 near zero), anything else at all."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [f"{at}: {found} is not {expected}"]
        return [d for name, part in expected.items() for d in differences(found.get(name), part, f"{at}.{name}")]
    if isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            return [f"{at}: {found} is not {expected}"]
        return [d for k, part in enumerate(expected) for d in differences(found[k], part, f"{at}[{k}]")]
    if isinstance(expected, float) and isinstance(found, int | float):
        same = isclose(found, expected, rel_tol=1e-4, abs_tol=1e-6)
    else:
        same = found == expected and isinstance(found, bool) == isinstance(expected, bool)
    return [] if same else [f"{at}: {found} is not {expected}"]


@pytest.mark.parametrize("case", OURS, ids=lambda case: f"{case['id']} {case['method']}")
def test_the_reference_is_met(case):
    assert differences(run(case["method"], case["inputs"]), case["expected"]) == []


def test_every_method_of_the_vectors_is_here():
    assert len(OURS) > 50
    assert {case["method"] for case in OURS} <= set(METHODS)


def test_a_difference_is_noticed():
    assert differences({"a": [1.0, "c"]}, {"a": [1.001, "c"]}) == [".a[0]: 1.0 is not 1.001"]
    assert differences({"a": None}, {"a": 0}) == [".a: None is not 0"]
    assert differences({"a": [1]}, {"a": [1, 2]}) == [".a: [1] is not [1, 2]"]
    assert differences({"a": 1}, {"a": True}) == [".a: 1 is not True"]
