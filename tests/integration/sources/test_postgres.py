"""An SSD in PostgreSQL loads like the same SSD in files. Runs on a cluster of its own on loopback."""

import pytest

from sightline.errors import BadInput

from .builders import csv, ssd_files

pytestmark = pytest.mark.postgres


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
