"""`sightline load` and `sightline init` as a person or a script meets them."""

import json
import tomllib

import pytest
from typer.testing import CliRunner

from sightline.cli import app
from sightline.dataset.versions import current_version
from sightline.errors import BadUsage
from sightline.settings import Settings, read_settings

from .builders import ssd_files


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_init_writes_settings_that_read_back(tmp_path):
    result = run("init", "--authority", "Devon County Council", "--workspace", tmp_path / "w")
    assert result.exit_code == 0
    settings = read_settings(tmp_path / "w")
    assert (settings.authority.name, settings.authority.la_code, settings.authority.area_code) == (
        "Devon",
        "878",
        "E10000008",
    )
    assert settings.model_copy(update={"authority": Settings().authority}) == Settings()


def test_init_has_a_place_for_every_section(tmp_path):
    run("init", "--authority", "Devon", "--workspace", tmp_path)
    text = (tmp_path / "sightline.toml").read_text()
    assert [name for name in Settings.model_fields if f"[{name}" not in text] == []


def test_the_examples_in_the_written_settings_are_valid(tmp_path):
    run("init", "--authority", "Devon", "--workspace", tmp_path)
    lines = (tmp_path / "sightline.toml").read_text().splitlines()
    examples = [
        line.removeprefix("# ")
        for line in lines
        if line.startswith(("# [", '# "')) or (line.startswith("# ") and " = " in line)
    ]
    Settings.model_validate(tomllib.loads("\n".join([line for line in lines if not line.startswith("#")] + examples)))


def test_init_takes_an_authority_that_is_not_in_the_list(tmp_path):
    result = run(
        "init", "--authority", 'A "new" one', "--workspace", tmp_path, "--la-code", "999", "--area-code", "E10009999"
    )
    assert result.exit_code == 0
    assert read_settings(tmp_path).authority.name == 'A "new" one'


def test_init_overwrites_nothing(tmp_path):
    run("init", "--authority", "Devon", "--workspace", tmp_path)
    result = run("init", "--authority", "Kent", "--workspace", tmp_path)
    assert isinstance(result.exception, BadUsage)
    assert read_settings(tmp_path).authority.name == "Devon"


def test_load_prints_counts_for_a_person(put, workspace):
    result = run("load", put(ssd_files()), "--workspace", workspace, "--as-at", "2025-03-31")
    assert result.exit_code == 0
    assert "ssd_person" in result.stdout
    assert current_version(workspace).manifest.as_at.isoformat() == "2025-03-31"


def test_load_prints_one_object_for_a_script(put, workspace):
    result = run("load", put(ssd_files()), "--workspace", workspace, "--json", "--la-code", "878")
    counts = json.loads(result.stdout)
    assert list(counts) == ["version", "as_at", "tables", "sources"]
    assert {"table": "ssd_person", "read": 2, "kept": 2, "rejected": 0, "repaired": 0} in counts["tables"]
    assert counts["sources"][0]["la_code"] == "878"


@pytest.mark.parametrize("option", [["--as-at", "31/03/2025"], ["--la-code", "Devon"]])
def test_bad_usage_ends_with_2(put, workspace, option):
    result = run("load", put(ssd_files()), "--workspace", workspace, *option)
    assert isinstance(result.exception, BadUsage)
    assert result.exception.exit_code == 2
    assert current_version(workspace) is None
