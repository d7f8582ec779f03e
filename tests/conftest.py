"""What tests of several layers share: the made-up authority, made once for a run."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

# The day that the made-up authority of the tests is as at.
DEMO_AS_AT = date(2026, 10, 31)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """A folder that is made once for a run, whichever of its processes asks first; nobody writes in it afterwards."""
    root = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        root = root.parent

    def give(name: str, make: Callable[[Path], None]) -> Path:
        folder = root / name
        with FileLock(root / f"{name}.lock"):
            if not (folder / ".made").exists():
                folder.mkdir(exist_ok=True)
                make(folder)
                (folder / ".made").touch()
        return folder

    return give


@pytest.fixture(scope="session")
def demo_workspace(made_once) -> Path:
    """The made-up authority of `make demo`: loaded and measured, without reports. Copy it before writing in it."""
    return made_once("demo", _make_demo)


def _make_demo(workspace: Path) -> None:
    from typer.testing import CliRunner

    from sightline.cli import app

    result = CliRunner().invoke(
        app, ["demo", "--workspace", str(workspace), "--as-at", DEMO_AS_AT.isoformat(), "--no-serve", "--no-reports"]
    )
    assert result.exit_code == 0, result.output
