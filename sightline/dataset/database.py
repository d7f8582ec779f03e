"""
Where database connections are opened; nothing outside `dataset/` and `engine/` opens one.

`scratch` is DuckDB in memory, for shaping rows on their way in. `read_only` is an authority's own database,
asked for a `postgresql://` or `mssql://` address and never written to.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import duckdb

from sightline.errors import BadInput, BadUsage, did_you_mean

# Optimisations that `scratch` does without. Rows must stay in the source's order, which says which of two rivals
# came first: so what is written as the looked-up side of a join must stay that side. A list of ten words is
# compared faster than joined. And the last one fails inside DuckDB 1.5 on windows over unions.
NOT_OPTIMISED = ("join_order", "build_side_probe_side", "in_clause", "top_n_window_elimination")
SCHEMES = {"postgresql": "postgres", "postgres": "postgres", "mssql": "mssql"}


def is_address(source: str) -> bool:
    """Whether a source is a database's address instead of a file or a folder."""
    return "://" in source


@contextmanager
def scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection in memory that neither reads files nor loads extensions; what it made goes with it."""
    connection = _instance().cursor()
    try:
        yield connection
    finally:
        connection.close()


# Starting DuckDB costs more than typing a small table, so a process starts it once. A forked process has none of
# its parent's threads: it starts its own, and must not so much as close the one it inherited.
_instances: dict[int, duckdb.DuckDBPyConnection] = {}
_starting = Lock()


def _instance() -> duckdb.DuckDBPyConnection:
    with _starting:
        if os.getpid() not in _instances:
            connection = duckdb.connect(
                config={"enable_external_access": "false", "autoinstall_known_extensions": "false"}
            )
            connection.execute(f"SET disabled_optimizers = '{','.join(NOT_OPTIMISED)}'")
            _instances[os.getpid()] = connection
        return _instances[os.getpid()]


@contextmanager
def workbench() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of its own in memory that neither reads files nor loads extensions, with every optimisation."""
    connection = duckdb.connect(config={"enable_external_access": "false", "autoinstall_known_extensions": "false"})
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def read_only(address: str) -> Iterator[Any]:
    """
    An Ibis connection to an authority's database that can't change anything there.

    Errors: BadUsage for an address of another kind; BadInput, without the password, when it can't be reached.
    """
    scheme = urlsplit(address).scheme
    if scheme not in SCHEMES:
        near = did_you_mean(scheme, SCHEMES)
        raise BadUsage(
            f"'{scheme}://' is not a kind of database that can be read: use postgresql:// or mssql://.{near}"
        )
    import ibis  # takes a second to import, which loading files should not pay

    try:
        connection = ibis.connect(address)
    except ImportError:
        extra = SCHEMES[scheme]
        raise BadUsage(f"Reading {shown(address)} needs a driver: install it with 'pip install sightline[{extra}]'.")
    except Exception as error:
        reason = str(error).strip().split("\n")[0]
        raise BadInput(
            f"the database can't be opened ({reason}). Check the address and the account.", file=shown(address)
        )
    try:
        if SCHEMES[scheme] == "postgres":
            connection.raw_sql("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY").close()
        yield connection
    finally:
        connection.disconnect()


def shown(address: str) -> str:
    """The address as it may be printed and kept: without its account and password."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"
