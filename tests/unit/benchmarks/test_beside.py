"""Which published comparators stand beside a figure of ours, and which never do."""

from datetime import date
from pathlib import Path

from sightline.benchmarks.beside import area_of, beside
from sightline.settings import Authority, Comparators, Settings

DEVON = Settings(authority=Authority(la_code="878"))
MADE_UP = Settings(authority=Authority(la_code="001"))
IN_DEVONS_PLACE = Settings(authority=Authority(la_code="001"), comparators=Comparators(in_place_of="878"))
JUNE_2017 = date(2017, 6, 30)


def test_the_newest_year_that_had_ended_stands_beside_a_figure(tmp_path: Path):
    england, south_west = beside(tmp_path, "cpp_rate_snapshot", DEVON, date(2024, 6, 30), ("england", "region"))
    assert (england.name, south_west.name) == ("England", "South West")
    assert england.year <= "2023/24"


def test_a_later_year_never_stands_beside_an_earlier_figure(tmp_path: Path):
    (england,) = beside(tmp_path, "cpp_rate_snapshot", DEVON, JUNE_2017, ("england",))
    assert england.year <= "2016/17"


def test_an_authority_that_is_in_no_published_list_may_stand_in_anothers_place():
    assert area_of(MADE_UP) is None
    assert area_of(IN_DEVONS_PLACE) == "878"


def test_without_a_place_in_the_lists_there_is_england_alone(tmp_path: Path):
    found = beside(tmp_path, "cpp_rate_snapshot", MADE_UP, JUNE_2017, ("england", "region", "neighbours"))
    assert [one.name for one in found] == ["England"]


def test_children_counted_once_a_month_are_not_set_beside_children_counted_once_a_year(tmp_path: Path):
    assert beside(tmp_path, "referrals_children", DEVON, JUNE_2017, ("england",)) == ()


def test_a_measure_that_nobody_publishes_has_no_comparator(tmp_path: Path):
    assert beside(tmp_path, "caseload_average", DEVON, JUNE_2017, ("england", "region")) == ()
