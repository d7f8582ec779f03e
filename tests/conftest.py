"""What tests of several layers share: the made-up authority, made once for a run, and a PostgreSQL of their own."""

import os
import shutil
import socket
import subprocess
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


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """The address of an empty PostgreSQL, stopped and removed afterwards."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL's server is not installed")
    pytest.importorskip("psycopg")
    # The server refuses to run as root, and the test's own folder is closed to other users.
    data = Path("/tmp") / f"sightline-postgres-{os.getpid()}"
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    data.mkdir(mode=0o777)
    data.chmod(0o777)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*command):
        # The server inherits these streams and outlives the command: a pipe would never end.
        subprocess.run([*user, *command], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=data)

    run(binaries / "initdb", "-D", data / "db", "-U", "tester", "-A", "trust", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c fsync=off"
    run(binaries / "pg_ctl", "-D", data / "db", "-w", "-l", data / "log", "-o", options, "start")
    yield f"postgresql://tester@127.0.0.1:{port}/postgres"
    run(binaries / "pg_ctl", "-D", data / "db", "-w", "-m", "immediate", "stop")
    shutil.rmtree(data, ignore_errors=True)
