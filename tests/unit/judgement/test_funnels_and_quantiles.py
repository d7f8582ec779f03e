"""Areas beside one another: funnels, overdispersion, quantiles and the DfE's bands."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.errors import BadInput
from sightline.judgement.funnels import (
    Kind,
    adjusted_limits,
    adjusted_significance,
    centre,
    overdispersion,
    proportion_limits,
    rate_limits,
    significance,
)
from sightline.judgement.intervals import wilson_interval
from sightline.judgement.quantiles import assigned, lait_bands
from sightline.measures.model import Polarity

X, N = [142, 63, 310, 28, 95, 201], [640, 402, 1290, 96, 377, 1010]
PROPORTION, RATE, STANDARDISED = Kind


def test_the_centre_is_all_over_all_of_the_areas_with_a_figure():
    assert centre([10, 20, np.nan], [100, 100, 100]) == 0.15
    assert np.isnan(centre([0], [0]))


def test_an_area_is_read_from_its_own_interval():
    assert significance(PROPORTION, [30, 63, 90], [100, 100, 100], 0.6).tolist() == [
        "Low (0.001)",
        "Not significant",
        "High (0.001)",
    ]
    assert significance(PROPORTION, [50, 71], [100, 100], 0.6).tolist() == ["Low (0.025)", "High (0.025)"]


def test_an_area_without_a_figure_has_no_label():
    assert significance(RATE, [np.nan, 5], [100, 0], 0.1).tolist() == [None, None]


def test_a_standardised_rate_of_under_10_events_is_not_tested():
    assert significance(STANDARDISED, [9, 90], [100, 100], 0.5).tolist() == [None, "High (0.001)"]
    assert significance(RATE, [9, 90], [100, 100], 0.5).tolist() == ["Low (0.001)", "High (0.001)"]


def test_the_edges_of_a_proportion_funnel_are_where_wilsons_limits_meet_the_centre():
    edges = proportion_limits([200, 1000], 0.22)
    lower = wilson_interval(edges.lower_2s * [200, 1000], [200, 1000])
    assert lower.upper == pytest.approx([0.22, 0.22])


@pytest.mark.parametrize("average", [0, 0.001, 0.999, 1])
def test_the_edges_are_clipped_to_what_a_share_can_be(average):
    edges = proportion_limits([1, 5, 50], average)
    for edge in (edges.lower_2s, edges.upper_2s, edges.lower_3s, edges.upper_3s):
        assert np.all((edge >= 0) & (edge <= 1))


def test_no_events_have_no_upper_edge():
    edges = rate_limits([0, 60], 0.0067)
    assert np.isnan(edges.upper_2s[0]) and edges.lower_2s[0] == 0
    assert edges.upper_2s[1] == pytest.approx(0.00877991, abs=1e-8)


@pytest.mark.parametrize(("call", "sentence"), [
    (lambda: proportion_limits([200], 22), "write it as a share"),
    (lambda: proportion_limits([0], 0.22), "size of 0"),
    (lambda: rate_limits([60], 0), "centre at 0"),
    (lambda: overdispersion(RATE, [1], [10]), "at least two areas"),
    (lambda: overdispersion(PROPORTION, [11, 1], [10, 10]), "is not a share"),
    (lambda: significance(RATE, [1, 2], [10], 0.1), "one of each for every area"),
])  # fmt: skip
def test_what_no_funnel_can_be_drawn_of_is_refused(call, sentence):
    with pytest.raises(BadInput, match=sentence):
        call()


def test_areas_that_differ_no_more_than_chance_have_no_variance_between_them():
    found = overdispersion(PROPORTION, [20, 21, 19, 20], [100, 100, 100, 100])
    assert found.tau2 == 0
    assert found.z_adjusted.tolist() == found.z.tolist()


def test_areas_without_anyone_counted_are_transformed_too():
    found = overdispersion(PROPORTION, [0, 0, 5, 40], [100, 100, 100, 100])
    assert np.isfinite(found.z).all()
    assert overdispersion(PROPORTION, [0, 0], [50, 60]).phi == 0


@pytest.mark.parametrize(("areas", "adjusted"), [(19, False), (20, True)])
def test_the_funnel_is_adjusted_from_20_areas_that_differ_by_more_than_twice_chance(areas, adjusted):
    x = [200 if k % 2 else 300 for k in range(areas)]
    found = overdispersion(PROPORTION, x, [1000] * areas)
    assert found.phi > 2
    assert found.is_adjusted is adjusted
    assert not overdispersion(PROPORTION, [250 + k % 2 for k in range(areas)], [1000] * areas).is_adjusted


def test_adjusted_labels_and_edges_agree():
    draw = np.random.default_rng(3)
    n = draw.integers(200, 2000, 40)
    x = draw.binomial(n, np.clip(draw.normal(0.22, 0.05, 40), 0, 1))
    found = overdispersion(PROPORTION, x, n)
    edges = adjusted_limits(PROPORTION, n, centre(x, n), found.tau2)
    outside = (x / n < edges.lower_2s) | (x / n > edges.upper_2s)
    labels = adjusted_significance(found)
    assert outside.tolist() == [label != "Not significant" for label in labels]
    simple = significance(PROPORTION, x, n, centre(x, n))
    assert sum(label != "Not significant" for label in labels) < sum(label != "Not significant" for label in simple)


# Quantiles


def test_quantile_1_holds_the_highest_values_unless_told_otherwise():
    values = [51, 67, 80, 92, 45, 73, 66, 110, 58, 49]
    assert assigned(values, k=5).tolist() == [4, 3, 2, 1, 5, 2, 3, 1, 4, 5]
    assert assigned(values, k=5, invert=False).tolist() == [2, 3, 4, 5, 1, 4, 3, 5, 2, 1]


def test_ties_take_the_smallest_rank():
    assert assigned([1, 1, 1, 4], k=4, invert=False).tolist() == [1, 1, 1, 4]
    assert assigned([1, 4, 4, 4], k=4).tolist() == [4, 1, 1, 1]


def test_areas_without_a_value_have_no_quantile_and_fewer_areas_than_quantiles_none_at_all():
    assert np.isnan(assigned([5, np.nan, 7, 6], k=3)).tolist() == [False, True, False, False]
    assert np.isnan(assigned([5, np.nan, 7], k=3)).all()
    with pytest.raises(BadInput, match="0 quantiles"):
        assigned([1, 2], k=0)


@settings(deadline=None)
@given(values=st.lists(st.integers(0, 50), min_size=1, max_size=60), k=st.integers(1, 12), invert=st.booleans())
def test_quantiles_follow_the_published_formula(values, k, invert):
    found = assigned(values, k=k, invert=invert)
    for value, quantile in zip(values, found, strict=True):
        if len(values) < k:
            assert np.isnan(quantile)
        else:
            rank = 1 + sum(v > value if invert else v < value for v in values)
            up = -(-(len(values) + 1 - rank) * k // len(values))
            assert quantile == max(1, k + 1 - up)


def test_bands_are_inclusive_at_the_top():
    bands = lait_bands([51, 67, 80, 92, 45, 73, 66, 110, 58, 49])
    assert bands.edges == (45, 52.75, 66.5, 78.25, 110)
    assert [bands.band_of(v) for v in (45, 52.75, 52.76, 66.5, 78.25, 78.26)] == ["A", "A", "B", "B", "C", "D"]
    assert bands.band_of(110, polarity=Polarity.HIGH) == "A"
    assert bands.band_of(None) is None
    assert lait_bands([np.nan]) is None
