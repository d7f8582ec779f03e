"""Databases, Spark, suppliers' headings and the terminal each have one place."""

import re
import tomllib

from architecture.source_code import PACKAGE, modules

OPENS_A_DATABASE = re.compile(r"(duckdb|ibis|psycopg|sqlite3|pyodbc)(\.\w+)*\.connect$")


def test_only_the_engine_and_the_dataset_open_a_database():
    opening = {m.name for m in modules() if any(OPENS_A_DATABASE.match(call) for call in m.calls)}
    assert {name for name in opening if not name.startswith(("sightline.engine.", "sightline.dataset."))} == set()


def test_spark_is_known_to_its_engine_alone():
    assert {m.name for m in modules() if any(i.startswith("pyspark") for i in m.imports)} <= {"sightline.engine.spark"}


def test_measures_know_no_engine():
    known = {"duckdb", "pyspark", "pandas", "polars", "sqlglot"}
    assert {m.name: i for m in modules() if m.layer == "measures" for i in m.imports if i.split(".")[0] in known} == {}


def suppliers_headings() -> set[str]:
    """Headings of suppliers' files that no one would write for another reason: three words or more."""
    headings: set[str] = set()
    for file in (PACKAGE / "sources" / "columns").glob("*.toml"):
        for part in tomllib.loads(file.read_text("utf-8")).values():
            headings |= set(part.get("columns", {})) if isinstance(part, dict) else set()
    return {heading for heading in headings if len(heading.split()) >= 3}


def test_only_sources_know_what_a_suppliers_column_is_called():
    headings = suppliers_headings()
    assert "Date of Contact" in headings
    # Reports print some of these words as titles of their own.
    knowing = {
        (m.name, text)
        for m in modules()
        if m.layer in ("dataset", "measures", "engine") and not m.name.startswith("sightline.dataset.tables")
        for text in m.texts & headings
    }
    assert knowing == set()


def test_nothing_is_printed_past_the_consoles():
    assert {m.name for m in modules() if "print" in m.calls} == set()


def test_no_module_is_named_for_nothing():
    empty_names = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff"}
    assert {m.name for m in modules() if empty_names & set(m.name.split("."))} == set()


def test_a_module_fits_in_the_head():
    # Lists of declarations may be long.
    long_is_fine = ("sightline.dataset.tables", "sightline.measures.catalogue", "sightline.reports.definitions")
    assert {m.name: m.lines for m in modules() if m.lines > 400 and not m.name.startswith(long_is_fine)} == {}
