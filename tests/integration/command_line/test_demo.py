"""`sightline demo`: a made-up authority from nothing to a workbook, in a folder that it alone may replace."""

import json

import pytest

from sightline.cli import demo
from sightline.dataset.demo import authority
from sightline.dataset.demo.extract import write_authority
from sightline.dataset.versions import current_version
from sightline.measures.catalogue import CATALOGUE
from sightline.reports.build import REPORTS
from sightline.settings import FILE_NAME, read_settings

from . import AS_AT
from .conftest import INDEX


@pytest.fixture(scope="module")
def made(tmp_path_factory, run):
    """A demo, made twice with different seeds: of a small authority, for Devon's takes half a minute."""
    workspace = tmp_path_factory.mktemp("demo") / "demo"

    def small(folder, *, authorities, seed, as_at, progress):
        assert authorities == 1
        written = [write_authority(folder / "one", authority(INDEX, seed=seed, as_at=as_at))]
        progress(1, 1)
        return written

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "write_extract", small)
        runs = []
        for seed in (1, 2):
            ran = run("demo", "--workspace", workspace, "--as-at", AS_AT, "--seed", seed, "--no-serve")
            runs.append((ran, current_version(workspace)))
    return workspace, runs


def test_it_says_what_it_made_loaded_measured_and_reported(made):
    _workspace, runs = made
    for ran, _version in runs:
        assert ran.exit_code == 0
        assert [line.split()[0] for line in ran.stderr.splitlines() if line.strip()][:3] == [
            "Made",
            "Loaded",
            "Measured",
        ]
        assert "Reported" in ran.stderr


def test_it_prints_headline_figures_and_what_to_ask_next(made, run):
    workspace, runs = made
    printed = " ".join(runs[-1][0].stdout.split())
    assert "Headline figures, June 2017" in printed
    assert "sightline query cla_snapshot --by gender,age_band" in printed
    shown = run("query", "cla_snapshot", "-f", "json", "-w", workspace).json["rows"][0]["value"]
    assert f"{shown:,}" in printed


def test_every_headline_is_a_measure():
    assert set(demo.HEADLINES) <= set(CATALOGUE)


def test_every_report_is_there_and_whole(made):
    workspace, _runs = made
    files = sorted((workspace / "reports").iterdir())
    assert [file.name for file in files] == sorted(f"{name}-2017-06.xlsx" for name in REPORTS)
    assert all(file.read_bytes().startswith(b"PK") for file in files)


def test_settings_name_the_authority_and_say_that_it_is_made_up(made):
    workspace, _runs = made
    assert (workspace / FILE_NAME).read_text("utf-8").startswith(demo.MARK)
    settings = read_settings(workspace)
    assert current_version(workspace).manifest.authorities == [settings.authority.la_code]
    assert settings.targets


def test_a_second_demo_takes_the_place_of_the_first(made):
    workspace, ((_first, before), (_second, after)) = made
    assert before.name != after.name
    assert [path.name for path in (workspace / "datasets").iterdir()] == [after.name]
    assert [path.name for path in (workspace / "cubes").iterdir()] == [after.name]


def test_another_seed_makes_another_authority(made):
    _workspace, ((_first, before), (_second, after)) = made
    counts = [{t.table: t.read for t in version.manifest.tables} for version in (before, after)]
    assert counts[0] != counts[1]


@pytest.mark.parametrize("name", [FILE_NAME, "holiday.jpg"])
def test_a_folder_that_is_not_a_demo_is_left_alone(run, tmp_path, name):
    (tmp_path / name).write_text('[authority]\nname = "Devon"\n')
    ran = run("demo", "--workspace", tmp_path)
    assert ran.said.startswith(f"'{tmp_path}' is not an earlier demo, so it is left alone.")
    assert ran.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_commands_it_suggests_can_be_run(made, run):
    workspace, runs = made
    printed = " ".join(runs[-1][0].stdout.partition("Ask for more:")[2].split())
    suggested = [text.partition(" -w ")[0] for text in printed.split("sightline ")[1:]]
    assert len(suggested) == 4
    for command in suggested:
        ran = run(*command.split(), "-w", workspace)
        assert (ran.exit_code, ran.stderr) == (0, ""), command
    assert json.loads(run("check", "-f", "json", "-w", workspace).stdout)["score"] > 90
