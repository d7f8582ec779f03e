"""A small made-up authority, loaded and measured once by the command line, and a way to run it as a person does."""

import io
import json
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from sightline.cli import main
from sightline.dataset.demo import authority
from sightline.dataset.demo.extract import write_authority
from sightline.dataset.demo.observations import observations_csv
from sightline.dataset.versions import Version, require_current

from . import AS_AT

# One of the smallest authorities, a fifth of Devon.
INDEX, SEED = 37, 1948
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Ran:
    """What a command printed and what it ended with."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def json(self):
        assert self.exit_code == 0, self.stderr
        return json.loads(self.stdout)

    @property
    def said(self) -> str:
        """The one sentence of an error."""
        assert self.stdout == ""
        assert "Traceback" not in self.stderr
        (line,) = self.stderr.strip().splitlines()
        assert line.startswith("Error: ")
        return line.removeprefix("Error: ")


@pytest.fixture(scope="session")
def run() -> Callable[..., Ran]:
    """`run("query", "referrals")`: what `sightline query referrals` does, in this process."""

    def sightline(*arguments: object) -> Ran:
        stdout, stderr, before = io.StringIO(), io.StringIO(), sys.argv
        sys.argv = ["sightline", *map(str, arguments)]
        exit_code = 0
        try:
            with redirect_stdout(stdout), redirect_stderr(stderr):
                main()
        except SystemExit as end:
            exit_code = end.code or 0
        finally:
            sys.argv = before
        return Ran(exit_code, *(_COLOURS.sub("", text.getvalue()) for text in (stdout, stderr)))

    return sightline


@dataclass(frozen=True)
class Workspace:
    """The workspace and what making it printed."""

    path: Path
    extract: Path
    initialised: Ran
    loaded: Ran
    measured: Ran

    @property
    def version(self) -> Version:
        return require_current(self.path)


@pytest.fixture(scope="session")
def workspace(tmp_path_factory, run) -> Workspace:
    """A workspace made by `init`, `load` and `measure`; tests only ask it."""
    folder = tmp_path_factory.mktemp("small")
    made = write_authority(folder / "extract", authority(INDEX, seed=SEED, as_at=AS_AT))
    (made.folder / "observations.csv").write_text(observations_csv(INDEX, seed=SEED, as_at=AS_AT), "utf-8")
    path = folder / "workspace"
    where = ("--workspace", path)
    return Workspace(
        path,
        made.folder,
        run("init", "--authority", made.name, "--la-code", made.la_code, "--area-code", made.area_code, *where),
        run("load", made.folder, "--as-at", AS_AT, "--json", *where),
        run("measure", *where),
    )


@pytest.fixture(scope="session")
def ask(run, workspace) -> Callable[..., Ran]:
    """`ask("query", "referrals")`: the command in the measured workspace."""

    def sightline(*arguments: object) -> Ran:
        return run(*arguments, "--workspace", workspace.path)

    return sightline
