"""Areas are joined by code; a code has days on which it began and ended."""

from datetime import date

import pytest

from sightline.benchmarks.areas import all_areas, all_changes, area_called, by_la_code, region_of, why_absent
from sightline.dataset.authorities import all_authorities
from sightline.errors import BadUsage


@pytest.mark.parametrize(
    ("code", "la_code", "name"),
    [
        ("878", "878", "Devon"),
        ("E10000008", "878", "Devon"),
        ("e10000008", "878", "Devon"),
        # The same authority under the code it had before.
        ("E10000027", "933", "Somerset"),
        ("E06000066", "933", "Somerset"),
        ("E08000016", "370", "Barnsley"),
        # Two Dorsets: different authorities, one name.
        ("E10000009", "835", "Dorset (to 2019)"),
        ("E06000059", "838", "Dorset"),
        ("E92000001", "970", "England"),
        ("E12000009", "990", "South West"),
    ],
)
def test_an_area_is_found_by_any_code_it_has_had(code, la_code, name):
    found = area_called(code)
    assert (found.la_code, found.name) == (la_code, name)


def test_the_newest_code_is_the_one_in_force():
    assert by_la_code()["933"].area_code == "E06000066"
    assert all(by_la_code()[a.la_code].area_code == a.area_code for a in all_authorities())


def test_a_code_that_no_area_has_had_is_refused():
    with pytest.raises(BadUsage, match="There is no area '879X'"):
        area_called("879X")


@pytest.mark.parametrize(
    ("la_code", "year", "why"),
    [
        ("835", 2019, ""),
        ("835", 2020, "Dorset (to 2019) (835) ended on 1 April 2019; Dorset (838) and Bournemouth, Christchurch and "
                      "Poole (839) came after it."),
        ("838", 2017, "Dorset (838) exists since 1 April 2019; before it there was Dorset (to 2019) (835)."),
        ("941", 2021, "West Northamptonshire (941) exists since 1 April 2021; before it there was Northamptonshire "
                      "(928)."),
        ("942", 2024, ""),
        # A new ONS code is no new authority.
        ("933", 2013, ""),
    ],
)  # fmt: skip
def test_what_is_said_of_an_authority_that_was_not_there(la_code, year, why):
    assert why_absent(by_la_code()[la_code], year) == why


def test_codes_of_one_authority_follow_one_another_and_every_change_is_of_known_areas():
    for area in all_areas():
        later = [a for a in all_areas() if a.la_code == area.la_code and a.first_day]
        if area.last_day and later:
            assert later[-1].first_day and (later[-1].first_day - area.last_day).days == 1
    for change in all_changes():
        assert {change.old_la_code, change.new_la_code} <= set(by_la_code())
        assert by_la_code()[change.old_la_code].last_day == date.fromordinal(change.day.toordinal() - 1)


def test_a_region_is_told_by_its_code():
    devon = region_of(area_called("878"))
    camden = region_of(area_called("202"))
    assert devon and devon.name == "South West"
    assert camden and camden.name == "Inner London"
    assert region_of(area_called("E92000001")) is None
