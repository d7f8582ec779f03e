"""Spark measures the same worlds to the same cube, row for row, and gives the same figures."""

import math
import shutil
from collections import Counter
from datetime import datetime, time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from generative.agreement import SETTINGS
from generative.disk import version_of
from sightline.engine.cube import Cube, components, measure
from sightline.engine.duckdb import DuckDBEngine
from sightline.engine.measured import Measured, Slice
from sightline.engine.query import figures
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.subjects import ALL as SUBJECTS
from sightline.measures.views import VIEWS
from sightline.measures.windows import parse_last_month

pytest.importorskip("pyspark", reason="pyspark is not installed")
# What pyspark itself warns of, in its own files.
pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java runtime on the PATH"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning",
                               "ignore::ResourceWarning", "ignore:.*copy keyword is deprecated.*"),
]  # fmt: skip


@pytest.fixture(scope="module")
def version(rows, tmp_path_factory):
    """The batch as a dataset version on disk."""
    return version_of(rows, tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="module")
def on_duckdb(version, tmp_path_factory):
    with DuckDBEngine() as engine:
        cube = measure(tmp_path_factory.mktemp("duckdb"), version, engine, SETTINGS)
        yield Measured.on_disk(cube, engine, SETTINGS), cube


@pytest.fixture(scope="module")
def on_spark(version, tmp_path_factory):
    from sightline.engine.spark import SparkEngine

    with SparkEngine() as engine:
        cube = measure(tmp_path_factory.mktemp("spark"), version, engine, SETTINGS)
        yield Measured.on_disk(cube, engine, SETTINGS), cube


def rows_of(path: Path) -> Counter:
    """The file's rows as a multiset, numbers to nine places."""
    table = pq.read_table(path)
    names = sorted(table.column_names)
    return Counter(tuple(_plain(row[name]) for name in names) for row in table.to_pylist())


def _plain(value):
    """The value whatever type a file holds it in: a whole number, a number to nine places, a day, a word."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, float) and not math.isnan(value):
        return int(value) if value.is_integer() else round(value, 9)
    return value


def paths(cube: Cube) -> dict[str, Path]:
    found = {f"view {name}": cube.views / f"{name}.parquet" for name in VIEWS}
    return found | {f"cube of {name}": cube.of(SUBJECTS[name]) for name in components()}


def test_spark_makes_the_same_views_and_cubes_row_for_row(on_duckdb, on_spark):
    wrong = []
    theirs = paths(on_spark[1])
    for what, path in paths(on_duckdb[1]).items():
        duckdb, spark = rows_of(path), rows_of(theirs[what])
        if duckdb != spark:
            here, there = duckdb - spark, spark - duckdb
            wrong.append(f"{what}: {sum(here.values())} rows only on DuckDB, such as {next(iter(here), None)}")
            wrong.append(f"{what}: {sum(there.values())} rows only on Spark, such as {next(iter(there), None)}")
    assert not wrong, "\n".join(wrong)


def test_spark_makes_files_of_the_same_types(on_duckdb, on_spark):
    theirs = paths(on_spark[1])
    wrong = []
    for what, path in paths(on_duckdb[1]).items():
        here, there = pq.read_schema(path), pq.read_schema(theirs[what])
        ours = {f.name: str(f.type) for f in here}
        if ours != {f.name: str(f.type) for f in there}:
            wrong.append(f"{what}: {sorted(set(ours.items()) ^ {(f.name, str(f.type)) for f in there})}")
    assert not wrong, "\n".join(wrong)


def test_figures_read_through_spark_are_those_read_through_duckdb(on_duckdb, on_spark):
    """One measure of each kind of count, as reading is the same query for all."""
    for measure_id in (
        "referrals_children",
        "cpp_rate_snapshot",
        "caseload_average",
        "s47_unique_children",
        "cla_by_gender",
    ):
        measure = CATALOGUE[measure_id]
        asked = Slice(measure.windows[0], (parse_last_month("2017-06"),), ("authority", *measure.default_by))
        if measure.is_rate:
            asked = Slice(measure.windows[0], (parse_last_month("2017-06"),), ("authority",))
        here, there = (figures(measured, measure, asked) for measured, _cube in (on_duckdb, on_spark))
        assert {(str(f.by), f.numerator, f.denominator, f.value) for f in here} == {
            (str(f.by), f.numerator, f.denominator, f.value) for f in there
        }, measure_id
