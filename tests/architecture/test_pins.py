"""Pinned libraries: the pin's reason still holds, or this test says that it has gone."""

import tomllib
from importlib.metadata import version

import ibis
import pytest

from architecture.source_code import REPOSITORY

PINNED = "29.0.1"


def drops_a_table_that_is_not_there() -> bool:
    """Whether Ibis with the installed sqlglot can drop a table if it exists."""
    connection = ibis.duckdb.connect()
    try:
        connection.drop_table("not_there", force=True)
    except Exception:
        return False
    finally:
        connection.disconnect()
    return True


def test_sqlglot_is_pinned_to_the_release_that_drops_tables_by_name():
    # sqlglot 30.30 with Ibis 12.0.0 writes `DROP TABLE IF EXISTS` without the table's name. This can't be tried
    # without the newer release, so it is tried when someone installs one: raise the pin in pyproject.toml, lock, and
    # run this test, which then says whether the pin can go.
    dependencies = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    works = drops_a_table_that_is_not_there()
    if version("sqlglot") != PINNED:
        pytest.fail(
            f"sqlglot {version('sqlglot')} is installed, and dropping a table "
            + ("works: the pin can go from pyproject.toml, docs/dependencies.md and here." if works else
               f"still fails: keep {PINNED}.")
        )  # fmt: skip
    assert works
    assert f"sqlglot=={PINNED}" in dependencies
