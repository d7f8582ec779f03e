"""
Every statistical method by its name, with plain inputs and outputs, so that anyone can check them against theirs.

`run("ci.rate", {"x": 3, "n": 5000})` gives what `sightline stats ci.rate` prints. The arithmetic is elsewhere; an
adapter only reads inputs and names outputs. Null stands for what is missing, and for what can't be calculated.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from math import isnan
from typing import Any

import numpy as np

from sightline.errors import BadInput, BadUsage, did_you_mean
from sightline.judgement import comparison, dependence, funnels, intervals, projection, quantiles, rare_events, trends
from sightline.judgement.charted import chart
from sightline.judgement.method_inputs import Inputs, plain, whole
from sightline.judgement.polarity import polarity_of
from sightline.judgement.suppression.methods import METHODS as PROTECTION


@dataclass(frozen=True)
class Method:
    """A method: what it is in a line, and its adapter from the inputs to the outputs."""

    meaning: str
    adapter: Callable[[Inputs], dict[str, Any]]


def run(name: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """
    The outputs of the method called `name`, as JSON holds them.

    Errors: BadUsage for a name that is not known; BadInput, in one sentence, for inputs that can't be read.
    """
    method = method_called(name)
    if not isinstance(inputs, Mapping):
        raise BadInput(f"The inputs of {name} are an object of names and values, not {str(inputs)[:60]!r}.")
    return plain(method.adapter(Inputs(name, inputs)))


def method_called(name: str) -> Method:
    if name not in METHODS:
        raise BadUsage(
            f"There is no method '{name}'.{did_you_mean(name, METHODS)} The methods are: {', '.join(METHODS)}."
        )
    return METHODS[name]


def _confidence(given: Inputs) -> float:
    return given.number("confidence", "level", default=intervals.CONFIDENCE)


def _limits(found: intervals.Interval) -> dict[str, Any]:
    return {"value": found.value, "lower": found.lower, "upper": found.upper}


def _status(x: intervals.Numbers, n: intervals.Numbers) -> str | list[str | None] | None:
    """Why there is no figure: x where the count or denominator is missing, z where the denominator is 0."""
    x, n = np.broadcast_arrays(x, n)
    symbols = np.where(np.isnan(x) | np.isnan(n), "x", np.where(n == 0, "z", None))  # type: ignore[call-overload]
    return symbols.tolist()


def _xmr(given: Inputs) -> dict[str, Any]:
    values = given.series("values", "y")
    target = given.raw("target", "targets", default=None)
    if isinstance(target, list):
        target = next((t for t in reversed(given.series("target", "targets")) if t is not None), None)
    else:
        target = given.optional("target", "targets")
    made = chart(
        values,
        polarity=polarity_of(given.text("direction", "polarity", "improvement_direction", default=None)),
        target=target,
        rebase=given.places("rebase", "rebases", length=len(values)),
        ghosts=given.places("ghost", "ghosts", "ghosted", length=len(values)),
        fix_after=given.whole("fix_after", "fix_after_n_points")
        if given.has("fix_after", "fix_after_n_points")
        else None,
        screen_outliers=given.flag("screen_outliers", "screen", default=True),
    )
    return {
        "segments": [{"start": s.start, "mean": s.mean, "lower": s.lower, "upper": s.upper} for s in made.segments],
        "special_causes": [{"index": p.index, "rule": p.rule, "point": p.meaning} for p in made.special_causes],
        "variation": made.variation,
        "assurance": made.assurance,
        "trial_limits_warning": made.trial_limits_warning,
        "limits_under_review": made.limits_under_review,
        "can_be_drawn": made.can_be_drawn,
        "captions": made.captions(),
    }


def _t_chart(given: Inputs) -> dict[str, Any]:
    made = rare_events.t_chart(given.vector("days", "values").tolist())
    fields = ("mean_days", "lower_days", "upper_days", "transformed_mean", "average_moving_range")
    special = [{"index": p.index, "rule": p.rule, "point": p.meaning} for p in made.chart.special_causes]
    return {**{name: getattr(made, name) for name in fields}, "special_causes": special}


def _laney(given: Inputs) -> dict[str, Any]:
    x, n = given.vector("x"), given.vector("n")
    made = rare_events.laney_chart(x, n)
    if made is None:
        return {"centre": None, "sigma_z": None, "lower": None, "upper": None}
    return {
        "centre": made.centre * 100,
        "sigma_z": made.sigma_z,
        "lower": made.lower * 100,
        "upper": made.upper * 100,
        "bases_vary": rare_events.bases_vary(n),
    }


def _seasonally_adjusted(given: Inputs) -> dict[str, Any]:
    first = given.whole("first_month", default=0)
    return {"values": rare_events.seasonally_adjusted(given.series("values"), first_month=first)}


def _rate(given: Inputs) -> dict[str, Any]:
    x, n = given.numbers("x", "count", "numerator"), given.numbers("n", "denominator", "population")
    multiplier = given.number("multiplier", default=10_000)
    days = given.optional("days", "days_elapsed")
    found = intervals.rate_interval(x, n, multiplier=multiplier, confidence=_confidence(given), days=days)
    return {**_limits(found), "method": found.method, "symbol": _status(x, n)}


def _proportion(given: Inputs) -> dict[str, Any]:
    x, n = given.numbers("x", "count", "numerator"), given.numbers("n", "denominator")
    multiplier = given.number("multiplier", default=100)
    found = intervals.wilson_interval(x, n, multiplier=multiplier, confidence=_confidence(given))
    return {**_limits(found), "symbol": _status(x, n)}


def _mean(given: Inputs) -> dict[str, Any]:
    return _limits(intervals.mean_interval(given.numbers("values", "x"), confidence=_confidence(given)))


def _median(given: Inputs) -> dict[str, Any]:
    found = intervals.median_interval(given.numbers("values", "x"), confidence=_confidence(given))
    names = list(intervals.Median.__dataclass_fields__)
    return asdict(found) if found else dict.fromkeys(names)


def _dsr(given: Inputs) -> dict[str, Any]:
    bands = (given.vector("x"), given.vector("n"), given.vector("std", "standard", "stdpop"))
    multiplier = given.number("multiplier", default=10_000)
    return _limits(intervals.standardised_rate(*bands, multiplier=multiplier, confidence=_confidence(given)))


def _isr(given: Inputs) -> dict[str, Any]:
    bands = (given.numbers("x", "observed"), given.vector("n"), given.vector("x_ref"), given.vector("n_ref"))
    multiplier = given.number("multiplier", default=10_000)
    found = intervals.standardised_ratio(*bands, multiplier=multiplier, confidence=_confidence(given))
    return {
        "observed": found.observed,
        "expected": found.expected,
        "ratio": found.ratio.value,
        "lower": found.ratio.lower,
        "upper": found.ratio.upper,
        "rate": found.rate.value,
        "rate_lower": found.rate.lower,
        "rate_upper": found.rate.upper,
        "method": found.ratio.method,
    }


def _benchmark(given: Inputs) -> dict[str, Any]:
    polarity = polarity_of(given.text("polarity", "direction", default=None))
    slack = given.number("slack", "rounding", "rounding_error", default=0)
    if given.flag("rounded_median", "median_of_whole_numbers", default=False):
        slack = max(slack, comparison.WHOLE_NUMBER_SLACK)
    benchmark = given.optional("benchmark", "comparator")
    if given.has("benchmark_status", "status"):
        shorthand = str(given.text("benchmark_status", "status")).strip("[] ").lower()
        benchmark = None if shorthand in comparison.NOT_COMPARABLE else benchmark
    usual = intervals.Interval(np.nan, given.number("lower"), given.number("upper"))
    strict = None
    if given.has("lower_998", "lower_3s") and given.has("upper_998", "upper_3s"):
        outer = given.number("lower_998", "lower_3s"), given.number("upper_998", "upper_3s")
        strict = intervals.Interval(np.nan, *outer)
    found = comparison.benchmarked(usual, strict, benchmark, polarity=polarity, slack=slack)
    return {"result": found.word.value, "strong": found.strong}


def _two_by_two(given: Inputs) -> tuple[intervals.Numbers, ...]:
    return tuple(given.numbers(name) for name in ("x1", "n1", "x2", "n2"))


def _newcombe(given: Inputs) -> dict[str, Any]:
    found = comparison.newcombe_difference(*_two_by_two(given), confidence=_confidence(given))
    return {
        "difference": found.value,
        "lower": found.lower,
        "upper": found.upper,
        "significant": (np.asarray(found.lower) > 0) | (np.asarray(found.upper) < 0),
    }


def _two_proportions(given: Inputs) -> dict[str, Any]:
    return asdict(comparison.two_proportions(*_two_by_two(given)))


def _rate_ratio(given: Inputs) -> dict[str, Any]:
    counts = (given.number("x1"), given.number("t1", "n1"), given.number("x2"), given.number("t2", "n2"))
    if any(isnan(count) for count in counts):
        return dict.fromkeys(("ratio", "lower", "upper", "p_value"))
    return asdict(comparison.rate_ratio(*counts, confidence=_confidence(given)))


def _trend_proportion(given: Inputs) -> dict[str, Any]:
    found = trends.trend_chi_squared(given.vector("x"), given.vector("n"))
    return dict(zip(("chi2", "p_value"), found or (None, None), strict=True))


def _trend(found: trends.Trend | None, *names: str) -> dict[str, Any]:
    return {name: getattr(found, name) if found else None for name in names}


def _fingertips(given: Inputs) -> dict[str, Any]:
    found = trends.proportion_trend(given.vector("x"), given.vector("n"))
    return _trend(found, "chi2", "p_value", "robust", "trend")


def _weighted(given: Inputs) -> dict[str, Any]:
    found = trends.weighted_trend(given.vector("values"), given.vector("lower"), given.vector("upper"))
    return _trend(found, "slope", "se", "chi2", "p_value", "robust", "trend")


def _log_linear(given: Inputs) -> dict[str, Any]:
    values = given.vector("values").tolist()
    return asdict(trends.log_linear_growth(values, h=given.whole("h", default=1), confidence=_confidence(given)))


def _kind(given: Inputs) -> funnels.Kind:
    word = str(given.text("kind", "statistic")).strip().lower()
    kinds = {"proportion": funnels.Kind.PROPORTION, "rate": funnels.Kind.RATE, "dsr": funnels.Kind.STANDARDISED}
    if word not in kinds:
        raise BadInput(f"'{word}' is no kind of funnel.{did_you_mean(word, kinds)} Use one of: {', '.join(kinds)}.")
    return kinds[word]


def _multiplier(given: Inputs, kind: funnels.Kind) -> float:
    return given.number("multiplier", default=100 if kind is funnels.Kind.PROPORTION else 10_000)


def _significance(given: Inputs) -> dict[str, Any]:
    kind, x, n = _kind(given), given.vector("x"), given.vector("n")
    average = funnels.centre(x, n)
    labels = funnels.significance(kind, x, n, average)
    return {"average": average * _multiplier(given, kind), "significance": labels}


def _funnel_limits(given: Inputs) -> dict[str, Any]:
    kind = _kind(given)
    times = _multiplier(given, kind)
    average = given.number("average", "centre")
    if kind is funnels.Kind.PROPORTION:
        edges = asdict(funnels.proportion_limits(given.numbers("size", "n"), average))
    else:
        edges = asdict(funnels.rate_limits(given.numbers("events", "x"), average))
    return {name: at if name.startswith("denominator") else at * times for name, at in edges.items()}


def _overdispersion(given: Inputs) -> dict[str, Any]:
    kind = _kind(given) if given.has("kind", "statistic") else funnels.Kind.PROPORTION
    share = given.number("winsorise", "winsorize", default=funnels.WINSORISED)
    found = funnels.overdispersion(kind, given.vector("x"), given.vector("n"), winsorise=share)
    return {
        "phi": found.phi,
        "tau2": found.tau2,
        "z": found.z,
        "z_adjusted": found.z_adjusted,
        "adjusted": found.is_adjusted,
    }


def _quantile(given: Inputs) -> dict[str, Any]:
    k = given.whole("k", "nquantiles", "quantiles", default=5)
    found = quantiles.assigned(given.vector("values"), k=k, invert=given.flag("invert", default=True))
    return {"quantile": [None if isnan(q) else int(q) for q in found]}


def _lait_bands(given: Inputs) -> dict[str, Any]:
    values = given.vector("values").tolist()
    bands = quantiles.lait_bands(values)
    polarity = polarity_of(given.text("polarity", "direction", default="low"))
    if bands is None:
        return {"bands": None, "band": [None for _ in values]}
    return {"bands": bands.edges, "band": [bands.band_of(v, polarity=polarity) for v in values]}


def _linear(given: Inputs) -> dict[str, Any]:
    refused = projection.refusal(given.text("kind", default=None))
    ytd = given.number("ytd", "year_to_date")
    value = None if refused else projection.straight_line(ytd, given.whole("months"))
    return {"projection": value, "label": "straight-line", "refused": refused}


def _seasonal(given: Inputs) -> dict[str, Any]:
    names = ("share", "phi", "projection", "lower", "upper")
    refused = projection.refusal(given.text("kind", default=None))
    ytd, months = given.number("ytd", "year_to_date"), given.whole("months")
    if refused or isnan(ytd):
        return {**dict.fromkeys(names), "refused": refused}
    history = given.rows("history", default=[])
    made = projection.seasonal(ytd, months, history, level=_confidence(given))
    answer = {name: getattr(made, name) for name in names}
    answer |= {"lower": whole(made.lower), "upper": whole(made.upper), "label": made.method, "refused": None}
    target = given.optional("target")
    if target is not None:
        polarity = polarity_of(given.text("polarity", "direction", default=None))
        answer["prob_meet_target"] = made.chance_of_meeting(target, polarity)
    return answer


def _projected_share(given: Inputs) -> dict[str, Any]:
    counts = (given.whole("x"), given.whole("n"), given.whole("remaining", "r"))
    made = projection.proportion(*counts, target=given.optional("target"), level=_confidence(given))
    names = ("projection", "lower", "upper", "required_successes", "required_rate")
    answer = {name: getattr(made, name) if made else None for name in names}
    chance = made.chance if made else None
    return {
        **answer,
        "prob_meet_target": chance,
        "outlook": None if chance is None else projection.outlook(chance),
        "can_be_met": made.can_be_met if made else None,
    }


def _back_test(given: Inputs) -> dict[str, Any]:
    found = projection.back_test(given.rows("history"), given.whole("months"), level=_confidence(given))
    if found is None:
        return dict.fromkeys(("projected", "happened", "within", "mean_error", "words"))
    return {**asdict(found), "mean_error": found.mean_error, "words": found.words}


def _siblings(given: Inputs) -> dict[str, Any]:
    sizes = [int(size or 0) for size in given.series("group_sizes", "groups")]
    return {"factor": dependence.sibling_factor(sizes)}


def _protection(adapter: Callable[[dict], dict]) -> Callable[[Inputs], dict[str, Any]]:
    """A method of disclosure control, which reads its own inputs."""

    def protected(given: Inputs) -> dict[str, Any]:
        try:
            return adapter(dict(given.given))
        except KeyError as missing:
            raise BadInput(f"{missing} is missing from the inputs of {given.method}.")

    return protected


# The words of `--list`; the methods of disclosure control are named where they are written.
PROTECTION_MEANINGS = {
    "sdc.count": "Counts with 1 to 5 hidden",
    "sdc.percentage": "Percentages with small parts hidden",
    "sdc.line": "One line of cells with its total, protected",
    "sdc.table": "A table with its totals, protected and audited",
    "sdc.difference": "Whether two figures differ by so few children that the second is refused",
    "sdc.round_half_up": "Whole numbers rounded half up to a base",
    "sdc.round_decimal": "Decimals rounded half up",
}

METHODS: dict[str, Method] = {
    "spc.xmr": Method("A control chart of single values: limits, special causes, assurance", _xmr),
    "spc.tchart": Method("A chart of the days between rare events", _t_chart),
    "spc.laney": Method("A P' chart of percentages with very different bases", _laney),
    "spc.seasonally_adjusted": Method("A monthly series without its yearly pattern", _seasonally_adjusted),
    "ci.rate": Method("A rate with exact (under 10 events) or Byar limits", _rate),
    "ci.proportion": Method("A percentage with Wilson's limits", _proportion),
    "ci.mean": Method("A mean with Student's limits", _mean),
    "ci.median": Method("A median with quartiles and limits by order statistics", _median),
    "ci.dsr": Method("A directly standardised rate with Dobson's limits", _dsr),
    "ci.isr": Method("An indirectly standardised ratio and rate", _isr),
    "compare.benchmark": Method("An interval against a fixed benchmark: better, similar, worse", _benchmark),
    "compare.newcombe": Method("The difference of two shares with Newcombe's limits", _newcombe),
    "compare.two_proportions": Method("Whether two shares differ: Pearson's chi-squared", _two_proportions),
    "compare.rate_ratio": Method("The exact ratio of two rates", _rate_ratio),
    "trend.proportion": Method("The chi-squared for a trend of shares", _trend_proportion),
    "trend.fingertips_proportion": Method("Five years of a percentage: rising, falling or neither", _fingertips),
    "trend.weighted": Method("Five years of a rate or mean: rising, falling or neither", _weighted),
    "trend.loglinear": Method("Growth of a yearly count and the years ahead", _log_linear),
    "funnel.significance": Method("Which areas differ from the whole", _significance),
    "funnel.limits": Method("The edges of a funnel", _funnel_limits),
    "funnel.overdispersion": Method("How much more areas differ than their sizes explain", _overdispersion),
    "quantile.assign": Method("Each area's quantile", _quantile),
    "quantile.lait_bands": Method("The quartile bands of the DfE's tool, and each area's", _lait_bands),
    "projection.linear": Method("The year's end by the straight line", _linear),
    "projection.seasonal": Method("The year's end by the usual share of the months so far", _seasonal),
    "projection.proportion": Method("A percentage's year end and the chance of meeting a target", _projected_share),
    "projection.back_test": Method("How the seasonal projection would have done in earlier years", _back_test),
    "dependence.siblings": Method("The factor by which siblings widen an interval", _siblings),
    **{name: Method(PROTECTION_MEANINGS.get(name, ""), _protection(f)) for name, f in PROTECTION.items()},
}
