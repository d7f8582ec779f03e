"""`init`, `load` and `measure`, in the way of the data; `--help` and `--version`."""

import tomllib

import pyarrow.parquet as pq
import pytest

from sightline import __version__
from sightline.cli import app
from sightline.engine.cube import open_cube
from sightline.measures.subjects import ALL as SUBJECTS
from sightline.settings import read_settings

from . import AS_AT

COMMANDS = [
    "demo", "init", "load", "template", "measure", "refresh", "query", "explain", "records", "check", "report", "stats",
    "export", "serve", "returns", "areas", "benchmarks", "people",
]  # fmt: skip
GROUPS = ["returns", "areas", "benchmarks", "people"]


def test_help_lists_the_commands_in_the_way_of_the_data(run):
    help_ = run("--help")
    assert help_.exit_code == 0
    lines = [line.strip("│").rstrip() for line in help_.stdout.partition("Commands")[2].splitlines()]
    # A description that is broken over lines is indented further than the commands.
    assert [line.split()[0] for line in lines if line[:1] == " " and line[1:2].isalpha()] == COMMANDS
    assert len(app.registered_commands) + len(app.registered_groups) == len(COMMANDS)
    assert [group.name for group in app.registered_groups] == GROUPS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(run, command):
    help_ = run(command, "--help")
    assert help_.exit_code == 0
    assert f"sightline {command}" in help_.stdout
    # A sentence about the command stands under its usage.
    assert help_.stdout.strip().splitlines()[2].strip()


def test_without_a_command_the_help_is_shown(run):
    assert "Commands" in run().stdout


def test_the_version_is_printed(run):
    assert run("--version").stdout == f"sightline {__version__}\n"


def test_init_writes_settings_and_says_what_to_do_next(workspace):
    assert workspace.initialised.exit_code == 0
    assert workspace.initialised.stdout == ""
    said = " ".join(workspace.initialised.stderr.split())
    assert said.endswith(f"Put your sources in it, or run 'sightline load SOURCE --workspace {workspace.path}'.")
    settings = read_settings(workspace.path)
    written = tomllib.loads((workspace.extract / "authority.toml").read_text("utf-8"))
    assert settings.authority.model_dump(exclude={"own_postcodes"}) == written


def test_load_prints_one_object_in_which_every_row_is_accounted_for(workspace):
    said = workspace.loaded.json
    assert list(said) == ["version", "as_at", "tables", "sources"]
    assert said["as_at"] == AS_AT.isoformat()
    assert said["version"] == workspace.version.name
    for table in said["tables"]:
        assert list(table) == ["table", "read", "kept", "rejected", "repaired"]
        assert table["read"] == table["kept"] + table["rejected"]
        assert 0 <= table["repaired"] <= table["kept"]
    assert [source["kind"] for source in said["sources"]] == ["observations", "ssd"]
    for source in said["sources"]:
        assert list(source) == ["name", "kind", "version", "la_code", "inputs", "notes"]
        assert all(list(i) == ["input", "read", "kept", "rejected"] for i in source["inputs"])


def test_load_reads_as_many_rows_as_the_files_hold(workspace):
    written = {file.name: pq.read_metadata(file).num_rows for file in workspace.extract.glob("*.parquet")}
    source = next(s for s in workspace.loaded.json["sources"] if s["kind"] == "ssd")
    assert {i["input"]: i["read"] for i in source["inputs"]} == written


def test_what_load_says_it_kept_is_on_disk(workspace):
    for table in workspace.loaded.json["tables"]:
        file = workspace.version.path / f"{table['table']}.parquet"
        assert pq.read_metadata(file).num_rows == table["kept"]


def test_load_says_nothing_but_the_object_for_a_script(workspace):
    assert workspace.loaded.stderr == ""


def test_measure_says_how_long_it_took_and_leaves_a_cube_of_every_subject(workspace):
    assert workspace.measured.exit_code == 0
    assert workspace.measured.stdout == ""
    assert workspace.measured.stderr.startswith("Measured in ")
    cube = open_cube(workspace.path, workspace.version, read_settings(workspace.path))
    assert [path.name for path in cube.path.parent.iterdir()] == [workspace.version.name]
    assert {path.stem for path in cube.path.glob("*.parquet")} <= set(SUBJECTS)
