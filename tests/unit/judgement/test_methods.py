"""Methods by name: their inputs' several names, what is missing, and sentences for what is wrong."""

import json

import pytest

from sightline.errors import BadInput, BadUsage
from sightline.judgement.methods import METHODS, run
from sightline.judgement.suppression.methods import METHODS as PROTECTION

VALUES = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 95, 11]


def test_every_method_says_what_it_does_in_a_line():
    assert [name for name, method in METHODS.items() if not method.meaning or len(method.meaning) > 90] == []
    assert set(PROTECTION) <= set(METHODS)


@pytest.mark.parametrize("name", ["ghost", "ghosts", "ghosted"])
@pytest.mark.parametrize("places", [[13], [k == 13 for k in range(15)]])
def test_ghosts_have_several_names_and_are_places_or_marks(name, places):
    assert run("spc.xmr", {"values": VALUES, name: places})["special_causes"] == []


def test_the_latest_of_several_targets_counts():
    inputs = {"values": VALUES[:13], "direction": "increase"}
    assert run("spc.xmr", {**inputs, "target": [50, 4, None]})["assurance"] == "consistent_pass"
    assert run("spc.xmr", {**inputs, "polarity": "high", "target": None})["assurance"] is None


def test_missing_months_are_null():
    made = run("spc.xmr", {"values": [10, 12, None, "c", 30]})
    assert made["segments"][0]["mean"] == pytest.approx(52 / 3)


@pytest.mark.parametrize(
    ("method", "inputs", "expected"),
    [
        ("ci.rate", {"x": 3, "n": 0}, {"value": None, "lower": None, "method": None, "symbol": "z"}),
        ("ci.rate", {"x": "c", "n": 5000}, {"value": None, "symbol": "x"}),
        ("ci.rate", {"x": [3, 2.5], "n": 5000}, {"method": ["Exact", "Byars"]}),
        ("ci.rate", {"x": 3, "n": 5000, "multiplier": 1000}, {"value": 0.6}),
        ("ci.proportion", {"x": 0, "n": 0}, {"value": None, "symbol": "z"}),
        ("ci.mean", {"values": [14]}, {"value": 14, "lower": None}),
        ("ci.dsr", {"x": [1, 2], "n": [10, 10], "std": [1, 1]}, {"value": None}),
        ("compare.benchmark", {"lower": 60, "upper": 72, "benchmark": None, "polarity": "low"},
         {"result": "not compared"}),
        ("compare.benchmark", {"lower": 60, "upper": 72, "benchmark": "c", "polarity": "low"},
         {"result": "not compared"}),
        ("compare.benchmark", {"lower": 60, "upper": 72, "benchmark": 50, "polarity": "low", "benchmark_status": "u"},
         {"result": "not compared"}),
        ("compare.benchmark", {"lower": 60, "upper": 72, "benchmark": 59.6, "polarity": "decrease",
                               "rounded_median": True}, {"result": "similar"}),
        ("compare.benchmark", {"lower": 60, "upper": 72, "lower_998": 56, "upper_998": 76, "benchmark": 50,
                               "polarity": "high"}, {"result": "better", "strong": True}),
        ("compare.newcombe", {"x1": 88, "n1": 104, "x2": 71, "n2": 98}, {"significant": True}),
        ("compare.rate_ratio", {"x1": 5, "t1": 10, "x2": 0, "t2": 10}, {"ratio": None, "upper": None}),
        ("trend.weighted", {"values": [1], "lower": [0], "upper": [2]}, {"trend": None}),
        ("quantile.assign", {"values": [5, None], "k": 2}, {"quantile": [None, None]}),
        ("quantile.lait_bands", {"values": [1, 2, 3, None]}, {"band": ["A", "B", "D", None]}),
        ("funnel.limits", {"kind": "rate", "events": 0, "average": 0.01}, {"upper_2s": None, "lower_2s": 0}),
        ("projection.linear", {"ytd": 412, "months": 7, "kind": "stock"}, {"projection": None}),
        ("projection.seasonal", {"ytd": 412, "months": 12, "history": []},
         {"projection": 412, "lower": None, "upper": None}),
        ("projection.seasonal", {"ytd": 412, "months": 7, "history": []}, {"label": "no seasonal history"}),
        ("projection.proportion", {"x": 80, "n": 104, "remaining": 61, "target": 0.9},
         {"can_be_met": False, "prob_meet_target": 0, "outlook": "unlikely"}),
        ("dependence.siblings", {"group_sizes": [1, 3]}, {"factor": 2.5}),
    ],
)  # fmt: skip
def test_what_can_not_be_calculated_is_null_with_its_reason(method, inputs, expected):
    found = run(method, inputs)
    assert {name: found[name] for name in expected} == expected
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    ("method", "inputs", "sentence"),
    [
        ("ci.rate", {"x": 3}, "'n' is missing from the inputs of ci.rate."),
        ("ci.rate", {"x": True, "n": 3}, "'x' of ci.rate is a number, not 'True'."),
        ("ci.proportion", {"x": 8, "n": 7}, "8 of 7 is not a share"),
        ("spc.xmr", {"values": 5}, "'values' of spc.xmr is a list of numbers, not 5."),
        ("spc.xmr", {"values": VALUES, "fix_after": 2.5}, "'fix_after' of spc.xmr is a whole number, not 2.5."),
        ("spc.xmr", {"values": VALUES, "rebase": ["May"]}, "'rebase' of spc.xmr is a list of places in the series"),
        ("spc.xmr", {"values": VALUES, "screen_outliers": "no"}, "'screen_outliers' of spc.xmr is true or false"),
        ("spc.xmr", {"values": VALUES, "direction": 1}, "'direction' of spc.xmr is a word"),
        ("funnel.limits", {"kind": "proprotion", "size": 5, "average": 0.1}, "Did you mean 'proportion'"),
        ("projection.seasonal", {"ytd": 5, "months": 7, "history": [1, 2]}, "is a list of rows of numbers"),
        ("sdc.count", {}, "'values' is missing from the inputs of sdc.count."),
        ("ci.rate", [3], r"The inputs of ci.rate are an object of names and values, not '\[3\]'"),
    ],
)
def test_inputs_that_can_not_be_read_are_said_in_a_sentence(method, inputs, sentence):
    with pytest.raises(BadInput, match=sentence):
        run(method, inputs)


def test_a_method_that_is_not_known_is_refused_with_the_list():
    with pytest.raises(BadUsage, match=r"There is no method 'spc.xmrr'. Did you mean 'spc.xmr'\? The methods are:"):
        run("spc.xmrr", {})
