"""The made-up county's map hangs together and fits its records."""

import csv
import json
from collections import Counter
from datetime import date

import pytest
import shapely

from sightline.dataset.demo import write_geography
from sightline.dataset.demo.geography import DISTRICTS, made_wards
from sightline.dataset.demo.levels import LOCALITIES, POPULATION_LATEST
from sightline.dataset.demo.postcodes import POSTCODES_INSIDE, locality_of

AS_AT = date(2017, 6, 30)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return write_geography(tmp_path_factory.mktemp("geography"), seed=1948, as_at=AS_AT)


def rows(file):
    with file.open(newline="") as opened:
        return list(csv.DictReader(opened))


def shapes(written, level):
    features = json.loads(written.boundaries[level].read_text())["features"]
    return {f["properties"]["code"]: shapely.geometry.shape(f["geometry"]) for f in features}


@pytest.mark.parametrize("seed", [1, 7, 1948])
def test_wards_cover_the_land_without_overlapping(seed):
    wards = [ward.shape for ward in made_wards(seed)]
    assert len(wards) == 121
    assert all(shape.is_valid and shape.geom_type == "Polygon" for shape in wards)
    assert shapely.coverage_is_valid(wards)


def test_districts_and_localities_are_their_wards_put_together(written):
    land = shapely.union_all(list(shapes(written, "ward").values()))
    for level, count in (("district", len(DISTRICTS)), ("locality", len(LOCALITIES))):
        held = shapes(written, level)
        assert len(held) == count
        assert shapely.union_all(list(held.values())).symmetric_difference(land).area == pytest.approx(0, abs=1e-9)


def test_every_postcode_inside_lies_in_one_ward_of_its_locality(written):
    wards = {ward.code: ward for ward in made_wards(1948)}
    found = {row["postcode"]: row for row in rows(written.postcodes)}
    assert set(found) == set(POSTCODES_INSIDE)
    for postcode, row in found.items():
        assert DISTRICTS[wards[row["ward"]].district][1] == locality_of(postcode)


def test_the_wards_children_are_the_countys(written):
    by_year = Counter()
    for row in rows(written.residents):
        by_year[row["year"]] += int(row["children"])
    assert max(by_year.values()) == POPULATION_LATEST


def test_the_same_seed_is_the_same_map(written, tmp_path):
    again = write_geography(tmp_path, seed=1948, as_at=AS_AT)
    for level, file in written.boundaries.items():
        assert file.read_bytes() == again.boundaries[level].read_bytes()
    assert written.postcodes.read_bytes() == again.postcodes.read_bytes()


def test_the_land_is_no_real_place(written):
    _west, south, east, north = shapely.total_bounds(list(shapes(written, "ward").values()))
    assert east < -11 and 48 < south < north < 52  # the Atlantic, west of Ireland and Cornwall
