"""Every numbered item of the real reports has its measure: a gap fails here, by its name."""

import re
from pathlib import Path

import pytest

from architecture.source_code import REPOSITORY
from sightline.benchmarks.derived import DERIVED
from sightline.documentation.real_reports import real_items
from sightline.measures.catalogue import CATALOGUE

KNOWN = {*CATALOGUE, *DERIVED}
SPEC = Path(__file__).parents[3] / "shared" / "spec" / "measures.md"

# Names of the definitions that are a table of several measures, each of them mapped, and words that are no measures.
TABLES_OF_MEASURES = {"care_leavers_on_a_page", "cla_health_on_a_page"}
NO_MEASURES = {"id", "inconsistent_in_source"}
FAMILIES = re.compile(r".*_$")

needs_the_definitions = pytest.mark.skipif(
    not SPEC.exists(), reason=f"the definitions lie outside the repository, in {SPEC}, which is not here"
)


def test_every_item_has_a_measure_or_says_why_not():
    assert [f"{i.report}: {i.item}" for i in real_items() if not i.measures and not i.none] == []


def test_every_measure_of_an_item_is_in_the_catalogue():
    assert [f"{i.report}, {i.item}: {m}" for i in real_items() for m in i.measures if m not in KNOWN] == []


@needs_the_definitions
def test_every_measure_that_is_defined_is_in_the_catalogue():
    defined = set(re.findall(r"`([a-z0-9_]+)`", SPEC.read_text("utf-8")))
    left_out = defined - KNOWN - TABLES_OF_MEASURES - NO_MEASURES
    assert sorted(name for name in left_out if not FAMILIES.match(name)) == []


@needs_the_definitions
def test_every_measure_that_the_definitions_map_is_mapped_here():
    """Section 24 of the definitions is the list of the printed tables and figures."""
    text = SPEC.read_text("utf-8")
    printed = set(re.findall(r"`([a-z0-9_]+)`", text[text.index("## 24.") :]))
    mapped = {measure for item in real_items() for measure in item.measures}
    assert sorted(m for m in printed - mapped if not FAMILIES.match(m)) == []


@needs_the_definitions
def test_every_numbered_item_of_the_workbook_is_mapped():
    text = SPEC.read_text("utf-8")
    table = text[text.index("### Performance Workbook") : text.index("### CIN scorecard")]
    numbers = {n.strip() for row in re.findall(r"^\| ([\d, ]+) \|", table, re.M) for n in row.split(",")}
    assert numbers == {i.item for i in real_items() if i.report.startswith("Performance workbook")}


def test_the_page_is_one_of_the_generated_ones():
    assert (REPOSITORY / "docs" / "real-reports.md").exists()
