"""Boundaries as a user brings them: what is kept, what is mended, what is refused and in which words."""

import gzip
import json
from pathlib import Path

import pytest
import shapely

from sightline.errors import BadInput, BadUsage
from sightline.geography.areas import open_areas, sources_of
from sightline.geography.importing import import_boundaries

REAL = Path("/work/shared/data/boundaries")


def square(x: float, y: float, size: float = 1.0) -> dict:
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: dict | None, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def written(tmp_path):
    """Writes features as a GeoJSON file."""

    def write(*features: dict, name: str = "wards.geojson", **more) -> Path:
        file = tmp_path / name
        text = json.dumps({"type": "FeatureCollection", "features": list(features), **more})
        file.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        return file

    return write


TWO = (
    feature(square(-3, 50), WD24CD="E05000001", WD24NM="Weir"),
    feature(square(-2, 50), WD24CD="E05000002", WD24NM="Abbey"),
)


@pytest.mark.parametrize("name", ["wards.geojson", "wards.geojson.gz"])
def test_the_ons_names_of_properties_are_known(tmp_path, written, name):
    done = import_boundaries(tmp_path, written(*TWO, name=name), attribution="Contains OS data")
    assert [(a.code, a.name) for a in done.areas.areas] == [("E05000002", "Abbey"), ("E05000001", "Weir")]
    held = sources_of(tmp_path)["ward"]
    assert (held.areas, held.attribution, held.source, len(held.sha256)) == (2, "Contains OS data", name, 64)


def test_what_was_imported_is_opened_again(tmp_path, written):
    import_boundaries(tmp_path, written(*TWO))
    areas = open_areas(tmp_path, "ward")
    assert areas is not None
    assert areas.by_code()["E05000001"].geometry.equals(shapely.geometry.shape(square(-3, 50)))
    assert open_areas(tmp_path, "district") is None


def test_other_properties_are_named_by_the_user(tmp_path, written):
    file = written(feature(square(-3, 50), ref=7, title="Weir"))
    done = import_boundaries(tmp_path, file, level="ward", code="ref", name="title")
    assert [(a.code, a.name) for a in done.areas.areas] == [("7", "Weir")]


def test_only_the_areas_asked_for_are_kept(tmp_path, written):
    done = import_boundaries(tmp_path, written(*TWO), only={"WD24CD": ["E05000002"]})
    assert [a.code for a in done.areas.areas] == ["E05000002"]


def test_districts_are_put_together_from_wards_that_name_them(tmp_path, written):
    file = written(
        feature(square(-3, 50), WD24CD="E05000001", LAD24CD="E07000001", LAD24NM="Vale"),
        feature(square(-2, 50), WD24CD="E05000002", LAD24CD="E07000001", LAD24NM="Vale"),
    )
    assert import_boundaries(tmp_path, file).districts_made == 1
    (vale,) = open_areas(tmp_path, "district").areas
    assert (vale.code, vale.name, vale.geometry.area) == ("E07000001", "Vale", pytest.approx(2))


def test_districts_of_the_users_own_are_left_alone(tmp_path, written):
    own = written(feature(square(-3, 50), LAD24CD="E07000009", LAD24NM="Own"), name="districts.geojson")
    import_boundaries(tmp_path, own)
    wards = written(feature(square(-3, 50), WD24CD="E05000001", LAD24CD="E07000001", LAD24NM="Vale"))
    assert import_boundaries(tmp_path, wards).districts_made == 0
    assert [a.name for a in open_areas(tmp_path, "district").areas] == ["Own"]


def test_a_crossing_line_is_mended_and_said(tmp_path, written):
    bow_tie = {"type": "Polygon", "coordinates": [[[-3, 50], [-2, 51], [-2, 50], [-3, 51], [-3, 50]]]}
    done = import_boundaries(tmp_path, written(feature(bow_tie, WD24CD="E05000001")))
    assert done.said == ("wards.geojson, feature 1 (E05000001): its line was mended (self-intersection).",)
    assert done.areas.areas[0].geometry.is_valid


def test_british_national_grid_becomes_longitude_and_latitude(tmp_path, written):
    grid = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    file = written(feature(square(290_000, 90_000, 5_000), WD24CD="E05000001"), crs=grid)
    done = import_boundaries(tmp_path, file)
    west, south, east, north = done.areas.areas[0].geometry.bounds
    assert (-3.6 < west < east < -3.4) and (50.6 < south < north < 50.8)
    assert done.said == ("wards.geojson: British National Grid was turned into longitude and latitude.",)


def test_neighbours_keep_their_common_line(tmp_path, written):
    wavy = [[-2 + 0.00005 * (n % 2), 50 + n / 400] for n in range(401)]
    left = [[-3, 50], *wavy, [-3, 51], [-3, 50]]
    right = [[-1, 50], [-1, 51], *wavy[::-1], [-1, 50]]
    file = written(
        feature({"type": "Polygon", "coordinates": [left]}, WD24CD="A"),
        feature({"type": "Polygon", "coordinates": [right]}, WD24CD="B"),
    )
    shapes = [area.geometry for area in import_boundaries(tmp_path, file).areas.areas]
    assert shapely.coverage_is_valid(shapes)
    assert sum(shapely.get_num_coordinates(shape) for shape in shapes) < 100


def test_topojson_shares_its_arcs(tmp_path):
    topology = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [-3, 50]},
        "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]],
        "objects": {
            "wards": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"WD24CD": "A"}},
                    {"type": "Polygon", "arcs": [[2, -1]], "properties": {"WD24CD": "B"}},
                ],
            }
        },
    }
    file = tmp_path / "wards.topo.json"
    file.write_text(json.dumps(topology))
    shapes = {a.code: a.geometry for a in import_boundaries(tmp_path, file).areas.areas}
    assert shapes["A"].equals(shapely.geometry.shape(square(-3, 50)))
    assert shapes["B"].equals(shapely.geometry.shape(square(-2, 50)))


REFUSED = {
    "a code twice": (
        [TWO[0], TWO[0]],
        {},
        "wards.geojson: has 1 code more than once: E05000001. Each area needs a code of its own; name the right "
        "property with --code.",
    ),
    "no code": (
        [TWO[0], feature(square(-2, 50), WD24CD=None)],
        {},
        "wards.geojson: feature 2 has no 'WD24CD'. Each area needs its own.",
    ),
    "a point": (
        [feature({"type": "Point", "coordinates": [0, 0]}, WD24CD="A")],
        {},
        "wards.geojson: feature 1 (A) is not an area: its geometry is Point.",
    ),
    "no geometry": (
        [feature(None, WD24CD="A")],
        {},
        "wards.geojson: feature 1 (A) is not an area: its geometry is missing.",
    ),
    "not degrees": (
        [feature(square(-4_000_000, 50), WD24CD="A")],
        {},
        "wards.geojson: feature 1 (A) does not lie on the earth: its coordinates are not longitude and latitude. Save "
        "the file as GeoJSON in WGS84.",
    ),
    "words for coordinates": (
        [feature({"type": "Polygon", "coordinates": [[["a", "b"]]]}, WD24CD="A")],
        {},
        "wards.geojson: feature 1 (A) has coordinates that can't be read.",
    ),
    "another system": (
        list(TWO),
        {"crs": {"type": "name", "properties": {"name": "EPSG:3857"}}},
        "wards.geojson: is in the coordinates 'EPSG:3857'. Save it in WGS84 (EPSG:4326), as GeoJSON is meant to be, or "
        "in British National Grid (EPSG:27700).",
    ),
    "nothing in it": ([], {}, None),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_map_is_refused_in_one_sentence(tmp_path, written, case):
    features, more, sentence = REFUSED[case]
    with pytest.raises((BadInput, BadUsage)) as refused:
        import_boundaries(tmp_path, written(*features, **more))
    if sentence:
        assert str(refused.value) == sentence
    assert sources_of(tmp_path) == {}


def test_a_property_that_is_not_there_is_refused_with_those_that_are(tmp_path, written):
    with pytest.raises(BadUsage) as refused:
        import_boundaries(tmp_path, written(*TWO), code="WD24DC")
    assert str(refused.value) == (
        "wards.geojson: no feature has the property 'WD24DC'. Did you mean 'WD24CD'? The properties are: "
        "WD24CD, WD24NM."
    )


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"type": "Feature"}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_geojson_is_refused(tmp_path, content):
    file = tmp_path / "wards.geojson"
    file.write_bytes(content)
    with pytest.raises(BadInput):
        import_boundaries(tmp_path, file)


def test_a_file_that_unpacks_to_more_than_is_allowed_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("sightline.geography.reading.MOST_BYTES", 1024)
    file = tmp_path / "wards.geojson.gz"
    file.write_bytes(gzip.compress(b" " * 5_000))
    with pytest.raises(BadInput, match="is larger than"):
        import_boundaries(tmp_path, file)


@pytest.mark.skipif(not REAL.exists(), reason="the real wards of a county are not on this machine")
def test_the_real_wards_of_a_county_and_their_districts(tmp_path):
    wards = import_boundaries(tmp_path, sorted(REAL.glob("wards_by_district/*.geojson.gz")))
    assert (len(wards.areas.areas), wards.areas.level) == (201, "ward")
    codes = [f"E0700004{n}" for n in range(8)]
    districts = import_boundaries(
        tmp_path, REAL / "england_local_authority_districts.topo.json.gz", only={"LAD13CD": codes}
    )
    assert [a.code for a in sorted(districts.areas.areas, key=lambda a: a.code)] == codes
    assert all(area.geometry.is_valid for area in districts.areas.areas)
