"""Every published file imported once by the command line, and a way to ask it as a script does."""

import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest

from published_files import FOLDER
from sightline.benchmarks.library import Library, open_library
from sightline.cli import main


def run(*arguments: object) -> tuple[int, str, str]:
    """What `sightline ARGUMENTS` ends with and prints, in this process."""
    stdout, stderr, before = io.StringIO(), io.StringIO(), sys.argv
    sys.argv = ["sightline", *map(str, arguments)]
    code = 0
    try:
        with redirect_stdout(stdout), redirect_stderr(stderr):
            main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.argv = before
    return code, stdout.getvalue(), stderr.getvalue()


@dataclass(frozen=True)
class Imported:
    """A workspace with every published file, and `show(measure, ...)`, its JSON."""

    library: Library
    said: str
    show: Callable[..., dict]


@pytest.fixture(scope="session")
def imported(tmp_path_factory) -> Imported:
    workspace = tmp_path_factory.mktemp("published")
    code, said, faults = run("benchmarks", "import", FOLDER, "--workspace", workspace)
    assert code == 0, faults

    def show(measure: str, **options) -> dict:
        words = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
        code, out, faults = run("benchmarks", "show", measure, *words, "--workspace", workspace, "--format", "json")
        assert code == 0, faults
        return json.loads(out)

    return Imported(open_library(workspace), said, show)
