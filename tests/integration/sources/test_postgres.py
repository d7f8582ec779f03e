"""An SSD in PostgreSQL loads like the same SSD in files. Runs on a cluster of its own on loopback."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from sightline.errors import BadInput

from .builders import csv, ssd_files

pytestmark = pytest.mark.postgres


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


TYPES = {"date": "timestamp", "dob": "timestamp"}


@pytest.fixture
def ssd(cluster):
    """Writes files as tables of a schema, dates as midnight timestamps as the SSD has them."""
    import psycopg

    def write(files: dict[str, str], schema: str = "ssd_development") -> str:
        with psycopg.connect(cluster, autocommit=True) as connection:
            connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
            connection.execute(f'CREATE SCHEMA "{schema}"')
            for name, text in files.items():
                heading, *rows = [line.split(",") for line in text.splitlines()]
                kinds = [TYPES.get(column.rsplit("_", 1)[-1], "varchar(48)") for column in heading]
                table = f'"{schema}"."{name.removesuffix(".csv")}"'
                columns = ", ".join(f'"{c}" {kind}' for c, kind in zip(heading, kinds, strict=True))
                connection.execute("SET datestyle = 'ISO, DMY'")
                connection.execute(f"CREATE TABLE {table} ({columns})")
                for row in rows:
                    marks = ", ".join(["%s"] * len(row))
                    connection.execute(f"INSERT INTO {table} VALUES ({marks})", [cell or None for cell in row])
        return cluster

    return write


def test_the_same_dataset_as_from_files(ssd, loaded, put):
    assert loaded(ssd(ssd_files())).contents() == loaded(put(ssd_files())).contents()


def test_columns_in_another_order_and_other_tables_don_t_matter(ssd, loaded, put):
    shuffled = {
        n: "".join(",".join(reversed(line.split(","))) + "\n" for line in t.splitlines())
        for n, t in ssd_files().items()
    }
    others = {"ssd_version_log.csv": csv(["version"], ["1.4.5"]), "holidays.csv": csv(["day_name"], ["x"])}
    assert loaded(ssd({**shuffled, **others})).contents() == loaded(put(ssd_files())).contents()


def test_the_address_is_kept_without_its_account(ssd, loaded):
    source = loaded(ssd(ssd_files())).report.manifest.sources[0]
    assert source.name.startswith("postgresql://127.0.0.1:")
    assert "tester" not in source.name


def test_nothing_can_be_written(cluster):
    from sightline.dataset.database import read_only

    with read_only(cluster) as connection, pytest.raises(Exception, match="read-only"):
        connection.raw_sql("CREATE TABLE mine (x int)")


def test_a_database_without_an_ssd_is_refused(ssd, loaded):
    with pytest.raises(BadInput, match="no ssd_ tables were found"):
        loaded(ssd({"holidays.csv": csv(["day_name"], ["x"])}))
