"""A comparison is of one file and one year, says how it was formed, and says why where nothing can be said."""

from fractions import Fraction

import pytest

from benchmarks.conftest import ees
from sightline.benchmarks.averages import Average
from sightline.benchmarks.comparators import comparators_of, history_of
from sightline.benchmarks.groups import group_called, model_in_force
from sightline.benchmarks.importing import import_files
from sightline.benchmarks.library import open_library
from sightline.benchmarks.statuses import Status
from sightline.errors import BadUsage

REFERRALS = "category,referral_count,rereferral_count,rereferral_percent"
TEXT = ees(
    REFERRALS,
    "2017 England: Referrals,646120,141700,21.9",
    "2017 South West: Referrals,54680,12700,23.2",
    "2017 Devon: Referrals,5000,1000,20",
    "2017 Cornwall: Referrals,1000,100,10",
    "2017 Dorset to 2019: Referrals,3000,c,c",
    "2017 Leeds: Referrals,9000,2700,30",
    "2022 Devon: Referrals,4000,1200,30",
    "2022 Dorset: Referrals,3000,900,30",
)
MEASURE = "rereferral_pct_referrals"


@pytest.fixture
def workspace(tmp_path, put):
    workspace = tmp_path / "workspace"
    import_files(workspace, [put("referrals.csv", TEXT)])
    return workspace


def one(workspace, against: str, **asked):
    comparison = comparators_of(workspace, MEASURE, "878", asked.pop("year", 2017), [against], **asked)
    return comparison.comparators[0]


def test_own_figure_with_its_counts(workspace):
    found = comparators_of(workspace, MEASURE, "E10000008", 2017, ["england"])
    assert (found.own.value, found.own.numerator, found.own.denominator) == (20, 1000, 5000)
    assert (found.source, found.vintage, found.first_is) == ("referrals.csv", "2021-22", "low")


def test_england_and_the_region_are_published_and_no_averages(workspace):
    england, region = one(workspace, "england"), one(workspace, "region")
    assert (england.value, england.method, england.members_used) == (Fraction(219, 10), Average.PUBLISHED, None)
    assert (region.name, region.value) == ("South West", Fraction(232, 10))
    # Among all authorities with a value, and among the region's.
    assert (england.rank, england.rank_of, region.rank, region.rank_of) == (2, 3, 2, 2)


@pytest.mark.parametrize(
    ("average", "value", "used"),
    [(None, 20, 2), (Average.MEAN, 20, 2), (Average.MEDIAN, 20, 2), (Average.POOLED, 28, 2)],
)
def test_a_list_of_the_moment_in_each_way_of_averaging(workspace, average, value, used):
    found = one(workspace, "members:908,383,835", average=average)
    assert (found.value, found.members_used, found.members) == (value, used, ("908", "383", "835"))
    assert found.without_value == (("835", Status.SUPPRESSED),)
    assert (found.rank, found.rank_of) == (2, 3)


def test_the_model_in_force_and_the_neighbours_that_ship(workspace):
    found = one(workspace, "neighbours")
    assert (found.name, found.model, len(found.members)) == ("Statistical neighbours (2014 model)", "2014", 10)
    assert (found.value, found.members_used) == (10, 1)


@pytest.mark.parametrize(("year", "model"), [(2013, "2014"), (2017, "2014"), (2020, "2014"), (2021, "2021"),
                                             (2024, "2021"), (2025, "2025"), (2030, "2025")])  # fmt: skip
def test_a_model_is_in_force_from_its_year(year, model):
    assert model_in_force(year) == model


def test_a_model_that_is_not_here_is_never_replaced_by_another(workspace):
    found = one(workspace, "neighbours", neighbour_model="2021")
    assert (found.value, found.status, found.members) == (None, Status.NOT_AVAILABLE, ())
    assert found.note.startswith("The 2021 model's neighbours of Devon are not here: import")


def test_a_member_that_did_not_exist_yet_is_left_out_and_named(workspace):
    found = one(workspace, "members:838,908")
    assert (found.value, found.members_used) == (10, 1)
    assert "Dorset (838) exists since 1 April 2019" in found.note


def test_an_authority_that_has_gone_is_not_its_successor(workspace):
    found = comparators_of(workspace, MEASURE, "835", 2022, ["england"])
    assert (found.own.value, found.own.status) == (None, Status.NOT_PUBLISHED)
    assert found.note.startswith("Dorset (to 2019) (835) ended on 1 April 2019")


def test_an_own_figure_that_is_suppressed_has_its_status_and_no_rank(workspace):
    found = comparators_of(workspace, MEASURE, "835", 2017, ["members:908,383"])
    assert (found.own.value, found.own.status, found.own.denominator) == (None, Status.SUPPRESSED, 3000)
    assert (found.comparators[0].rank, found.comparators[0].rank_of) == (None, 2)


def test_groups_of_the_settings_and_those_that_ship(workspace):
    (workspace / "sightline.toml").write_text('[groups.coast]\nmembers = ["908", "E10000009"]\n', "utf-8")
    coast = one(workspace, "coast")
    assert (coast.kind, coast.members, coast.members_used) == ("coast", ("908", "835"), 1)
    good = one(workspace, "good")
    assert (good.kind, len(good.members), good.value) == ("good", 6, 10)
    (workspace / "sightline.toml").write_text('[groups.good]\nmembers = ["383"]\n', "utf-8")
    assert one(workspace, "good").members == ("383",)


def test_all_authorities(workspace):
    found = one(workspace, "all")
    assert (found.members_used, len(found.members), found.rank, found.rank_of) == (3, 4, 2, 3)


def test_own_history_does_not_join_an_authority_to_its_successor(workspace):
    assert {y: f.value for y, f in history_of(workspace, MEASURE, "878").items()} == {2017: 20, 2022: 30}
    assert list(history_of(workspace, MEASURE, "838")) == [2022]


@pytest.mark.parametrize(
    ("measure", "asked", "said"),
    [
        ("rereferral_pct", {}, "No published figures are known for 'rereferral_pct'. Did you mean"),
        ("referrals", {"average": Average.POOLED}, "'referrals' is no percentage: use --average mean or median."),
        (MEASURE, {"neighbour_model": "2019", "against": ["neighbours"]}, "There is no neighbour model of 2019."),
        (MEASURE, {"against": ["nieghbours"]}, "There is no group 'nieghbours'. Did you mean 'neighbours'?"),
        (MEASURE, {"against": ["members:999"]}, "There is no area '999'."),
        (MEASURE, {"source": "other.csv"}, "No file called 'other.csv' has been imported."),
        ("cpp_snapshot", {"source": "referrals.csv"}, "'referrals.csv' holds no figures of 'cpp_snapshot'."),
    ],
)
def test_what_does_not_exist_is_said_in_a_sentence(workspace, measure, asked, said):
    against = asked.pop("against", ["england"])
    with pytest.raises(BadUsage) as error:
        comparators_of(workspace, measure, "878", 2017, against, **asked)
    assert str(error.value).startswith(said)


def test_without_an_import_england_and_the_region_come_from_the_facts_that_ship(tmp_path):
    found = comparators_of(tmp_path, "cpp_rate_snapshot", "878", 2016, ["england", "region", "neighbours"])
    england, region, neighbours = found.comparators
    assert found.own.status is Status.NOT_IMPORTED
    assert (float(england.value or 0), float(region.value or 0)) == (43.1, 43.4)
    assert england.source == "CIN scorecard 2016-17, CPP 2.1"
    assert (neighbours.value, neighbours.status) == (None, Status.NOT_IMPORTED)
    assert "sightline benchmarks import" in found.note


def test_a_group_of_those_judged_good_needs_the_inspections(workspace):
    from sightline.benchmarks.areas import area_called

    group = group_called("judged-good@2025-03-31", open_library(workspace), area_called("878"), 2025)
    assert group.members == ()
    assert group.missing == "Import Ofsted's inspection outcomes to form this group."
    with pytest.raises(BadUsage, match="'yesterday' is not a date"):
        group_called("judged-good@yesterday", open_library(workspace), area_called("878"), 2025)
