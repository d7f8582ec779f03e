"""`sightline areas`: what the commands say, and that figures are counted by what was imported."""

import json

import pytest

SQUARE = [[-3, 50], [-2, 50], [-2, 51], [-3, 51], [-3, 50]]


@pytest.fixture
def ward_file(tmp_path):
    file = tmp_path / "wards.geojson"
    properties = {"WD24CD": "E05000001", "WD24NM": "Weir", "LAD24CD": "E07000001", "LAD24NM": "Vale"}
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return file


def test_boundaries_are_imported_and_listed(run, tmp_path, ward_file):
    where = ("--workspace", tmp_path)
    imported = run("areas", "import", ward_file, "--attribution", "Contains OS data", *where)
    assert imported.exit_code == 0
    assert imported.stdout == "Imported: 1 ward.\nPut together from them: 1 district.\n"
    listed = run("areas", "list", *where).stdout
    assert "wards.geojson" in listed and "Contains" in listed


def test_lookups_say_that_figures_are_to_be_measured(run, tmp_path):
    file = tmp_path / "lookup.csv"
    file.write_text("postcode,ward\nQX11AA,E05000001\n")
    said = run("areas", "postcodes", file, "--workspace", tmp_path).stdout
    assert said == "Imported: 1 rows of postcodes. Run 'sightline measure', so that figures are counted by them.\n"
    file.write_text("area,year,children\nE05000001,2016,900\n")
    assert run("areas", "children", file, "--workspace", tmp_path).stdout.startswith("Imported: 1 rows of children.")


def test_nothing_imported_says_how(run, tmp_path):
    assert "sightline areas import FILE" in run("areas", "list", "--workspace", tmp_path).stdout.replace("\n", " ")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--level", "parish"), "There is no level 'parish'. Use one of: ward, district, locality."),
        (("--only", "LAD24CD"), "'LAD24CD' is not a property and its value. Write it as LAD24CD=E07000041."),
        (("--only", "WD24CD=E1"), "wards.geojson: holds no area with WD24CD = E1."),
    ],
)
def test_what_is_wrong_is_one_sentence(run, tmp_path, ward_file, options, sentence):
    ran = run("areas", "import", ward_file, *options, "--workspace", tmp_path)
    assert ran.exit_code in (1, 2)
    assert ran.said == sentence
